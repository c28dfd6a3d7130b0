"""What an export reads, how that is split and kept, and how it becomes a file.

An export is a list of parts: one list of the service, narrowed by filters, by times or to one
person. What comes of each part is kept in a journal page by page, as it came; when all are read,
the pages become the rows of one file. The requests themselves are made elsewhere.
"""
