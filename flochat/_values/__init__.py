"""Single values, both ways: what callers hand over is checked, what the service sends is read."""
