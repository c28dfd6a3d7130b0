# Derived by scripts/sync_twin.py from
# flochat/_async/resources/__init__.py: edit that one.
"""One module for each area of the platform."""
