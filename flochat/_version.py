from __future__ import annotations

__version__ = "0.1.0"

#: Where the pages about this package are: `make links` writes it.
DOCUMENTATION = "https://example.invalid/site/"
