"""What the facade does with each operation, as `scripts/facade_table.py` derived it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).parent / "facade_table.json"


@cache
def methods_of(operation: str) -> tuple[str, ...]:
    """The public methods that call an operation: "GET /flow/tags" -> ("flow.tags.list",)."""
    return _methods().get(operation, ())


@cache
def read_of(operation: str) -> Set[str]:
    """The names on the wire that the models of these methods read of an answer."""
    return frozenset(_table()["reads"].get(operation, ()))


@cache
def _methods() -> Mapping[str, tuple[str, ...]]:
    methods: dict[str, list[str]] = {}
    for method, operations in _table()["calls"].items():
        for operation in operations:
            methods.setdefault(operation, []).append(method)
    return {operation: tuple(names) for operation, names in methods.items()}


@cache
def _table() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_bytes())
    return content
