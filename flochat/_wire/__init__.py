"""One request and its answer: the operation table, the seam, decoding, paging."""
