"""The suite on httpx2, the successor of httpx."""
