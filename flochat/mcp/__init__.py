"""A server for assistants, by the Model Context Protocol: `flochat mcp`, with the extra `mcp`.

Everything that strangers write to a bot reaches the model that this serves, and the model does what
it reads. So nothing here relies on the model: what it may do is decided by the operator's options
(`limits`), by what it has read (`taint`), and by a human who is asked by the host (`approval`).
"""
