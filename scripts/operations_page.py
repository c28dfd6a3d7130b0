"""Writes docs/reference/operations.md: every operation, what it needs, and the call that makes it.

    python scripts/operations_page.py            write the page
    python scripts/operations_page.py --check    write nothing; exit 1 when it is stale

The examples are calls of tests/support/samples.py, each tested: its requests are built, not sent.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from enum import Enum
from functools import reduce
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import attrs
from attrs import frozen

from flochat import Flochat, UserId
from flochat._wire.operation_table import TABLE
from flochat._wire.seam import wire_identity
from flochat.contract import vendored_contract
from flochat.contract.document import operations
from flochat.contract.facade import facade_calls, facade_methods
from flochat.contract.structure import resolve
from tests.support.samples import samples

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "reference" / "operations.md"

_HEAD: Final = """\
# Operations

Each operation of the platform, with the call that makes it; `make operations` writes this page.
Required is what the platform's own page marks with a red asterisk under *Schema*, path and query
included, as `scripts/overlay.json` corrects it; the methods fill in most of it. Other methods that
make the same operation stand below the example. Any call can be looked at without sending it:
`client.prepare(client.flow.tags.create, "VIP")`.

The examples take these as given:

```python
from datetime import date, datetime, time, timezone
from decimal import Decimal

from flochat import *

client = Flochat()
```
"""
_COLUMNS: Final = """
## {resource}

| operation | safety | scope | required | call |
|---|---|---|---|---|
"""


@frozen
class Entry:
    """What the page says about one operation."""

    #: As the document spells it: "GET /flow/shortcuts/{id}".
    operation: str
    safety: str
    scope: str
    required: tuple[str, ...]
    #: Methods of the client that make it, the one of the example first: "flow.tags.list".
    methods: tuple[str, ...]
    example: str

    @property
    def resource(self) -> str:
        """The part of the client that it belongs to."""
        return self.methods[0].rpartition(".")[0]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write docs/reference/operations.md.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when stale")
    options = parser.parse_args(arguments)
    wanted = page()
    is_fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted
    if options.check:
        print("operations: fresh" if is_fresh else "operations: stale, run make operations")
        return 0 if is_fresh else 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


def page() -> str:
    """The text of the page."""
    ordered = sorted(entries(), key=lambda entry: (entry.resource, *entry.operation.split()[::-1]))
    parts = [_HEAD]
    for resource, group in groupby(ordered, key=lambda entry: entry.resource):
        parts += [_COLUMNS.format(resource=resource), *map(_line, group)]
    return "".join(parts)


def entries() -> Iterator[Entry]:
    """Every operation that the facade has a method for."""
    document = vendored_contract()
    examples = _examples()
    for spelled, operation in operations(document).items():
        identity = wire_identity(*spelled.split(" ", 1))
        methods = facade_methods().get(identity)
        if methods:
            main_method, example = examples[identity]
            yield Entry(
                operation=spelled,
                safety=TABLE[identity].safety.value,
                scope=TABLE[identity].scope.value,
                required=tuple(_required(document, operation)),
                methods=(main_method, *(name for name in methods if name != main_method)),
                example=example,
            )


def _line(entry: Entry) -> str:
    required = ", ".join(entry.required)
    others = "".join(f"<br>also `{method}`" for method in entry.methods[1:])
    cells = (f"`{entry.operation}`", entry.safety, entry.scope, required, f"`{entry.example}`")
    return f"| {' | '.join(cells)}{others} |\n"


def _required(document: dict[str, Any], operation: Mapping[str, Any]) -> Iterator[str]:
    """What a request must have, with types: path, query, then the body from its root."""
    parameters = [resolve(document, node) for node in operation.get("parameters", ())]
    for place in ("path", "query"):
        for parameter in parameters:
            if parameter["in"] == place and parameter.get("required"):
                yield f"`{parameter['name']}` {_type(parameter['schema'])} ({place})"
    if "requestBody" in operation:
        body = resolve(document, operation["requestBody"])
        yield from _required_within(document, body["content"]["application/json"]["schema"], "")


def _required_within(document: dict[str, Any], schema: dict[str, Any], at: str) -> Iterator[str]:
    schema = resolve(document, schema)
    for name in schema.get("required", ()):
        inner = resolve(document, schema["properties"][name])
        items = resolve(document, inner.get("items", {}))
        yield from (
            [*_required_within(document, inner, f"{at}{name}.")]
            or [*_required_within(document, items, f"{at}{name}[].")]
            or [f"`{at}{name}` {_type(inner)}"]
        )


def _type(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return " or ".join(json.dumps(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {schema.get('items', {}).get('type', 'object')}s"
    return str(schema.get("type", "any"))


def _examples() -> dict[str, tuple[str, str]]:
    """For each operation the simplest method that makes it, with a call of that method."""
    examples: dict[str, tuple[str, str]] = {}
    with Flochat("key") as client:
        # The jobs of `bulk` are composed of other methods, and cannot be prepared.
        paths = [path for path in facade_calls() if not path.startswith("bulk.")]
        for path in sorted(paths, key=_complexity):
            method = _method(client, path)
            for arguments in samples(path, method):
                for request in client.prepare(method, **arguments):
                    examples.setdefault(request.operation, (path, _call(path, method, arguments)))
    return examples


def _complexity(path: str) -> tuple[int, int, str]:
    """A sort key: first the methods that make fewer operations, then those with fewer arguments."""
    method = _method(Flochat("key"), path)
    fewest = min(len(arguments) for arguments in samples(path, method))
    return len(facade_calls()[path]), fewest, path


def _method(client: Any, path: str) -> Callable[..., Any]:
    method: Callable[..., Any] = reduce(getattr, path.split("."), client)
    return method


def _call(path: str, method: Callable[..., Any], arguments: Mapping[str, Any]) -> str:
    bound = inspect.signature(method).bind(**arguments)
    written = [
        *map(_source, bound.args),
        *(f"{name}={_source(value)}" for name, value in bound.kwargs.items()),
    ]
    return f"client.{path}({', '.join(written)})"


def _source(value: object) -> str:
    """An argument as it is written in source code."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if attrs.has(type(value)):
        return _record_source(value)
    match value:
        case UserId():
            return f"UserId({json.dumps(value)})"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list() | tuple():
            return f"[{', '.join(map(_source, value))}]"
        case dict():
            return f"{{{', '.join(f'{_source(k)}: {_source(v)}' for k, v in value.items())}}}"
        case date() | time():
            return repr(value).replace("datetime.", "")
    return repr(value)


def _record_source(record: Any) -> str:
    arguments = [
        _source(value) if not field.kw_only else f"{field.alias}={_source(value)}"
        for field in attrs.fields(type(record))
        if field.init and (value := getattr(record, field.name)) != _default(field)
    ]
    return f"{type(record).__name__}({', '.join(arguments)})"


def _default(field: attrs.Attribute[Any]) -> object:
    factory = getattr(field.default, "factory", None)
    return factory() if factory else field.default


if __name__ == "__main__":
    sys.exit(main())
