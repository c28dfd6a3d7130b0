# Derived from flochat/_async/resources/__init__.py by scripts/sync_twin.py; edit that one.
"""One module for each area of the platform."""
