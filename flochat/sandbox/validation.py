"""Whether a request matches the contract, checked with the contract's own schemas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

from ..contract import json_pointer
from .answers import Errors, Invalid
from .routing import Operation

_CONTRACT: Final = "urn:flochat:contract"
_INTEGER: Final = re.compile(r"-?[0-9]{1,18}")

#: What in a schema asks for nothing but a type.
_PLAIN_KEYS: Final = frozenset({"type", "description", "example", "default", "format", "title"})
_PLAIN_TYPES: Final[dict[str, type]] = {"string": str, "integer": int}

_TEXTS: Final = {
    "required": "{field} is required.",
    "type": "{field} must be of type {expected}.",
    "enum": "{field} must be one of {expected}.",
}
_OTHER_TEXT: Final = "{field} breaks the rule {rule}: {expected}."


class Validation:
    """Checks bodies and queries; the checker of an operation is created on first use."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._checkers: dict[str, Any] = {}

    def check_body(self, operation: Operation, body: object) -> None:
        """Raise `Invalid` when a JSON body does not match."""
        key = f"body of {operation.identity}"
        self._check(key, body, lambda: {"$ref": _body_pointer(operation)})

    def check_query(self, operation: Operation, query: dict[str, str]) -> None:
        """Raise `Invalid` when a parameter is missing or has the wrong type."""
        key = f"query of {operation.identity}"
        parameters = [
            parameter
            for parameter in enumerate(operation.document.get("parameters", ()))
            if parameter[1]["in"] == "query"
        ]
        integers = {it["name"] for _, it in parameters if it["schema"].get("type") == "integer"}
        typed = {
            name: int(text) if name in integers and _INTEGER.fullmatch(text) else text
            for name, text in query.items()
        }
        if not _is_plainly_right(typed, [parameter for _, parameter in parameters]):
            self._check(key, typed, lambda: _query_schema(operation, parameters))

    def _check(self, key: str, value: object, schema: Callable[[], dict[str, Any]]) -> None:
        if key not in self._checkers:
            self._checkers[key] = self._make_checker(schema())
        errors: Errors = {}
        for field, text in _flatten(self._checkers[key].iter_errors(value)):
            texts = errors.setdefault(field, [])
            if text not in texts:
                texts.append(text)
        if errors:
            raise Invalid(errors)

    @cached_property
    def _make_checker(self) -> Callable[[dict[str, Any]], Any]:
        # Imported here: it takes longer than everything else at startup.
        from jsonschema import Draft202012Validator
        from referencing import Registry
        from referencing.jsonschema import DRAFT4

        from .openapi_30 import BodyValidator

        is_30 = str(self._document["openapi"]).startswith("3.0")
        resource = DRAFT4.create_resource(self._document)
        registry: Registry[Any] = Registry().with_resource(_CONTRACT, resource)
        kind: Any = BodyValidator if is_30 else Draft202012Validator
        return lambda schema: kind(schema, registry=registry)


def _is_plainly_right(query: dict[str, int | str], parameters: list[dict[str, Any]]) -> bool:
    """Whether a query fits without a doubt, so that nobody has to load what words the errors."""
    for parameter in parameters:
        if parameter["name"] not in query:
            if parameter.get("required"):
                return False
            continue
        schema = parameter["schema"]
        plain_type = _PLAIN_TYPES.get(schema.get("type", ""))
        is_plain = plain_type is not None and schema.keys() <= _PLAIN_KEYS
        if not is_plain or type(query[parameter["name"]]) is not plain_type:
            return False
    return True


def _body_pointer(operation: Operation) -> str:
    return _pointer(operation, "requestBody", "content", "application/json", "schema")


def _query_schema(
    operation: Operation, parameters: list[tuple[int, dict[str, Any]]]
) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [it["name"] for _, it in parameters if it.get("required")],
        "properties": {
            it["name"]: {"$ref": _pointer(operation, "parameters", str(index), "schema")}
            for index, it in parameters
        },
    }


def _pointer(operation: Operation, *steps: str) -> str:
    pointer = json_pointer.build("paths", operation.path, operation.method.lower(), *steps)
    return f"{_CONTRACT}#" + pointer.replace("{", "%7B").replace("}", "%7D")


def _flatten(errors: Iterator[Any]) -> Iterator[tuple[str, str]]:
    """Each field with its error; for alternatives, the error of each."""
    for error in errors:
        if error.context:
            yield from _flatten(error.context)
        elif error.validator == "required":
            for name in error.validator_value:
                if name not in error.instance:
                    yield _describe(error, [*error.absolute_path, name])
        else:
            yield _describe(error, list(error.absolute_path))


def _describe(error: Any, path: list[str | int]) -> tuple[str, str]:
    field = ".".join(str(step) for step in path) or "body"
    text = _TEXTS.get(error.validator, _OTHER_TEXT)
    return field, text.format(field=field, expected=error.validator_value, rule=error.validator)
