"""Results of the library as rows to print."""

from __future__ import annotations

from typing import Any


def as_row(result: Any) -> dict[str, Any]:
    """A model as a row that JSON has a form for, without secrets and without what came raw."""
    row: dict[str, Any] = result.to_dict()
    return row
