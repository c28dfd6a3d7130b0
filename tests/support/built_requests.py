"""A program that builds a request with every operation of a generated client, and prints them.

Path arguments are `first`, `second`, ... by position, a query argument is its name on the wire, a
body the names it may have. Usage: python -I -B built_requests.py GENERATED
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any


class Carrier:
    """A body that is a plain dictionary already."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content

    def to_dict(self) -> dict[str, Any]:
        return self.content


def built(operation: Any) -> dict[str, Any]:
    positions = iter(("first", "second", "third"))
    in_path = [next(positions) for parameter in operation.parameters if parameter.place == "path"]
    arguments: dict[str, Any] = {
        parameter.python: parameter.wire
        for parameter in operation.parameters
        if parameter.place == "query"
    }
    if operation.body is not None:
        arguments["body"] = Carrier({name: name for name in operation.body.known})
    builder = importlib.import_module(operation.module)._get_kwargs
    request: dict[str, Any] = builder(*in_path, **arguments)
    return request


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    operations = importlib.import_module("flochat_api.operations").OPERATIONS
    json.dump({identity: built(row) for identity, row in operations.items()}, sys.stdout)
