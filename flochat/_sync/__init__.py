# Derived from flochat/_async/__init__.py by scripts/sync_twin.py; edit that one.
"""The I/O of the client."""
