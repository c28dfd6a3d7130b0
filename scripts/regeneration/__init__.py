"""The steps of `scripts/regenerate.py` that need the repository: generator, checks and swap.

Nothing here is packaged. What a user of the package can work with, pull and diff among it, is in
`flochat.contract`.
"""
