"""What it costs to compare two documents that differ everywhere, and how that grows."""

from __future__ import annotations

import copy
import json
import sys
from typing import Any

from benchmarks.measure import Ratio, in_turns, report
from flochat.contract import vendored_contract
from flochat.contract.diff import diff
from flochat.contract.structure import objects

Document = dict[str, Any]

_TIMES = 20
_OTHER_TYPE = {"string": "integer", "integer": "string", "number": "boolean", "boolean": "number"}


def main() -> int:
    old = vendored_contract(overlaid=False)
    new = changed(old)
    grown_old, grown_new = grown(old), grown(new)
    texts = [json.dumps(document) for document in (old, new)]
    load, once = in_turns(
        [lambda: [json.loads(text) for text in texts], lambda: diff(old, new)], rounds=7, repeat=1
    )
    # As many small comparisons take as long, so that both meet the same moods of the machine.
    small, large = in_turns(
        [lambda: [diff(old, new) for _ in range(_TIMES)], lambda: diff(grown_old, grown_new)],
        rounds=3,
        repeat=1,
    )
    allowed = 8 + 0.2 / load  # 8 times the reading, and 0.2 s
    return report(
        Ratio("compare documents that differ everywhere beside json.load", once, load, allowed),
        Ratio(f"compare documents of {_TIMES} times the size", large, small / _TIMES, limit=22),
    )


def changed(document: Document) -> Document:
    """The document with something else in each operation, parameter and schema, and in prose."""
    new = copy.deepcopy(document)
    for number, (kind, node) in enumerate(objects(new)):
        if "description" in node:
            node["description"] = f"Number {number}."
        if kind == "schema":
            _change_schema(node)
        elif kind == "parameter":
            node["required"] = not node.get("required")
        elif kind == "operation":
            node["operationId"] += "Renamed"
            node["tags"] = [f"New {tag}" for tag in node["tags"]]
    return new


def _change_schema(schema: Document) -> None:
    if "title" in schema:
        schema["title"] += " (new)"
    if schema.get("type") in _OTHER_TYPE:
        schema["type"] = _OTHER_TYPE[schema["type"]]
    if "properties" in schema:
        schema["properties"]["zz_new"] = {"type": "string"}
        schema["required"] = [*schema.get("required", ()), "zz_new"]


def grown(document: Document, times: int = _TIMES) -> Document:
    """A document that holds as many copies of all operations and all schemas."""
    paths: Document = {}
    schemas: Document = {}
    for number in range(times):
        text = json.dumps(document).replace(
            "#/components/schemas/", f"#/components/schemas/C{number}"
        )
        one = json.loads(text)
        paths |= {f"/c{number}{path}": item for path, item in one["paths"].items()}
        found = one["components"]["schemas"]
        schemas |= {f"C{number}{name}": schema for name, schema in found.items()}
    return {
        **document,
        "paths": paths,
        "components": {**document["components"], "schemas": schemas},
    }


if __name__ == "__main__":
    sys.exit(main())
