"""Compares two schemas: what changed, whoever sends the value and whoever receives it."""

from __future__ import annotations
