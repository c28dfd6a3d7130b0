"""Single values, both ways: check what callers pass, and read what the service sends."""
