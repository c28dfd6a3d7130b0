"""Tables of people read: what kind of file it is, its cells, its columns, what a row says."""
