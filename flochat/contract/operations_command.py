"""`flochat-contract operations`: each operation, and what the facade has for it."""

from __future__ import annotations

import argparse
import json
from typing import Any

from flochat_api.operations import OPERATIONS

from .._wire.operation_table import TABLE, Row
from .facade import facade_methods
from .output import print_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of the command."""
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")


def list_operations(options: argparse.Namespace) -> int:
    """Print the operations; returns the exit status."""
    rows = operations()
    listed = json.dumps(rows, indent=2) if options.json else "\n".join(map(_line, rows))
    print_report(f"{listed}\n")
    return 0


def operations() -> list[dict[str, Any]]:
    """The operations by path and method, each with its facade methods, safety class and limits."""
    by_path = sorted(TABLE.items(), key=lambda item: item[0].split(" ")[::-1])
    return [_entry(operation, row) for operation, row in by_path]


def _entry(operation: str, row: Row) -> dict[str, Any]:
    return {
        "operation": _as_documented(operation),
        "facade": list(facade_methods()[operation]),
        "safety": row.safety.value,
        "scope": row.scope.value,
        "max_items": row.max_items,
        "max_page": row.max_page,
    }


def _as_documented(operation: str) -> str:
    """The operation as the document spells it, with the names of its placeholders."""
    entry = OPERATIONS.get(operation)
    return operation if entry is None else f"{operation.partition(' ')[0]} {entry.path}"


def _line(entry: dict[str, Any]) -> str:
    methods = ", ".join(entry["facade"]) or "-"
    return f"{entry['safety']:9} {entry['operation']}  {methods}"
