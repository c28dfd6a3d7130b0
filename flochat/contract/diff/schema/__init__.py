"""Compares two schemas: what changed, whoever sends the value and whoever receives it."""
