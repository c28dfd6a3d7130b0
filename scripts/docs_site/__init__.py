"""Makes the site from docs/, README.md and the docstrings; see `build.py`."""
