"""The I/O of the client."""
