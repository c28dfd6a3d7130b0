"""Whether the arguments of a call are what its tool takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from .answers import ToolError
from .tool import Schema, Tool, input_schema

_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}
#: No text that a tool takes is longer; nor has a list more items.
_MAX_TEXT: Final = 20_000
_MAX_ITEMS: Final = 1_000
_MAX_NUMBER: Final = 10**12
_MAX_PARTS: Final = 3_000
_MAX_DEPTH: Final = 20


def check(tool: Tool, arguments: Mapping[str, Any]) -> None:
    """Raise `ToolError` for an argument that is missing, unknown or of another type."""
    _check_size(arguments)
    schema = input_schema(tool)
    known: Mapping[str, Schema] = schema["properties"]
    for name in schema.get("required", ()):
        if arguments.get(name) in (None, "", []):
            raise ToolError(f"{tool.name} needs {name}")
    for name, value in arguments.items():
        if name not in known:
            raise ToolError(f"{tool.name} does not take {name[:60]!r}; it takes {', '.join(known)}")
        _check_value(name, value, known[name])


def _check_size(arguments: Mapping[str, Any]) -> None:
    """Raise `ToolError` for more than anybody would look through, or than can be walked."""
    left = _MAX_PARTS
    level: list[Iterable[Any]] = [arguments.values()]
    for _ in range(_MAX_DEPTH):
        parts = [part for values in level for part in values]
        left -= sum(1 + len(part) // 100 if isinstance(part, str) else 1 for part in parts)
        if left < 0:
            raise ToolError(f"the arguments are too large: at most {_MAX_PARTS:,} values")
        level = [
            it.values() if isinstance(it, dict) else it
            for it in parts
            if isinstance(it, dict | list)
        ]
        if not level:
            return
    raise ToolError(f"the arguments are nested more than {_MAX_DEPTH} deep")


def _check_value(name: str, value: Any, schema: Schema) -> None:
    wanted = str(schema["type"])
    is_flag = isinstance(value, bool)
    if not isinstance(value, _TYPES[wanted]) or (is_flag and wanted != "boolean"):
        raise ToolError(f"{name} must be of type {wanted}")
    if isinstance(value, int) and not 0 <= value <= _MAX_NUMBER:
        raise ToolError(f"{name} must be a number from 0 on")
    if "enum" in schema and value not in schema["enum"]:
        raise ToolError(f"{name} must be one of {', '.join(schema['enum'])}")
    if isinstance(value, str) and len(value) > _MAX_TEXT:
        raise ToolError(f"{name} must have at most {_MAX_TEXT:,} characters")
    if isinstance(value, list):
        if len(value) > _MAX_ITEMS:
            raise ToolError(f"{name} must have at most {_MAX_ITEMS:,} items")
        for item in value:
            _check_value(name, item, schema["items"])
