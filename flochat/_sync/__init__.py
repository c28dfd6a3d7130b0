# Derived by scripts/sync_twin.py from
# flochat/_async/__init__.py: edit that one.
"""The I/O of the client."""
