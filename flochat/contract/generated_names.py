"""Names of schemas and operations that classes and modules can have, where those do not do.

How they are called is ours to choose. Two names that make the same class or file, one that makes
none and one that a reference has to spell in another way would stop the generator.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import Any, Final

from . import json_pointer
from .structure import METHODS, objects

Document = dict[str, Any]

_SCHEMAS: Final = ("components", "schemas")
_USUAL: Final = re.compile(r"[^\W\d_][\w.-]*")
_MAX_LENGTH: Final = 100
#: What generated modules import under these names, as `_class_of` has them.
_IMPORTED: Final = frozenset(
    {
        *("any", "authenticatedclient", "bytesio", "cast", "client", "file", "filetypes"),
        *("generator", "httpstatus", "literal", "mapping", "requestfiles", "response", "typevar"),
        *("union", "unset"),
    }
)


def give_names(document: Document) -> list[str]:
    """Rename where it is needed, in the document itself; a line for each new name."""
    return [*_name_operations(document), *_name_schemas(document)]


def _name_operations(document: Document) -> list[str]:
    """Give operations a name of their own whose names would make the same module, or a long one."""
    taken: set[str] = set()
    lines = []
    operations = [
        (item[method].get("operationId", ""), f"{method.upper()} {path}", item[method])
        for path, item in sorted(document.get("paths", {}).items())
        for method in METHODS
        if method in item
    ]
    # Those that have a name keep it rather than those that are named after their path.
    for own, place, operation in sorted(operations, key=lambda one: (not one[0], one[:2])):
        name = own or place
        if len(name) <= _MAX_LENGTH and _class_of(name) not in taken:
            taken.add(_class_of(name))
            continue
        operation["operationId"] = _name(name, taken, always=place)
        lines.append(f"{place} is called {operation['operationId']}")
    return lines


def _name_schemas(document: Document) -> list[str]:
    schemas: Document = document.get("components", {}).get("schemas", {})
    new = _new_names(schemas)
    referring = [node for kind, node in objects(document) if kind == "schema" and "$ref" in node]
    _name_others(document, schemas, new, referring)
    for node in referring:
        node["$ref"] = _reference(node["$ref"], new)
    if not new:
        return []
    for kind, node in objects(document):
        told = node.get("discriminator") if kind == "schema" else None
        mapping = told.get("mapping") if isinstance(told, dict) else None
        if isinstance(told, dict) and isinstance(mapping, dict):
            told["mapping"] = {key: _reference(mapping[key], new) for key in mapping}
    renamed = {key: new.get(json_pointer.build(*_SCHEMAS, key), key) for key in schemas}
    document["components"]["schemas"] = {renamed.get(key, key): schemas[key] for key in schemas}
    return [f"the schema {pointer} is called {name}" for pointer, name in sorted(new.items())]


def _new_names(schemas: Document) -> dict[str, str]:
    """The new names, by the pointer of what has another one."""
    same = Counter(_class_of(key) for key in schemas)
    usual = {key for key in schemas if _is_usual(key) and same[_class_of(key)] == 1}
    taken = {_class_of(key) for key in usual}
    given = {key: _name(key, taken) for key in sorted(schemas) if key not in usual}
    return {json_pointer.build(*_SCHEMAS, key): name for key, name in given.items() if name != key}


def _reference(reference: Any, new: dict[str, str]) -> Any:
    """A reference as the generator follows it: to the new name, and without percent signs."""
    pointer = json_pointer.of_reference(reference)
    if pointer is None:
        return reference
    return f"#{json_pointer.build(*_SCHEMAS)}/{new[pointer]}" if pointer in new else f"#{pointer}"


def _name_others(
    document: Document, schemas: Document, new: dict[str, str], referring: list[Document]
) -> None:
    """Put schemas that are referred to where they stand among those that have a name."""
    taken = {_class_of(new.get(json_pointer.build(*_SCHEMAS, key), key)) for key in schemas}
    spelled = {json_pointer.build(*_SCHEMAS, key) for key in schemas}
    pointers = {json_pointer.of_reference(one["$ref"]) for one in referring}
    for pointer in sorted(pointers - spelled - {None}, key=str):
        target = _target(document, pointer)
        if isinstance(target, dict):
            name = _name("".join(json_pointer.split(str(pointer))[-2:]), taken)
            new[str(pointer)] = name
            document.setdefault("components", {}).setdefault("schemas", schemas)
            schemas[name] = target


def _target(document: Document, pointer: str | None) -> Any:
    """What a pointer leads to; None if that is nothing, which `document.check` refuses."""
    try:
        return json_pointer.resolve(document, str(pointer))
    except LookupError:
        return None


def _is_usual(key: str) -> bool:
    return _USUAL.fullmatch(key) is not None and not _is_out_of_bounds(key)


def _is_out_of_bounds(key: str) -> bool:
    """Whether a name has to be made another one, though it is of the usual letters."""
    return len(key) > _MAX_LENGTH or _class_of(key) in _IMPORTED


def _class_of(key: str) -> str:
    """What two names have in common that make the same class or the same file."""
    return re.sub(r"[\W_]", "", key).lower()


def _name(key: str, taken: set[str], always: str = "") -> str:
    """A name of the usual letters that no other has: the same one each time.

    `always` tells those apart whose keys may be the same.
    """
    plain = re.sub(r"[^A-Za-z0-9]+", "_", key).strip("_")[:_MAX_LENGTH]
    if not plain[:1].isalpha():
        plain = f"Schema_{plain}".rstrip("_")
    name = plain
    if _class_of(name) in taken or plain in ("Schema", "") or _is_out_of_bounds(key):
        name = f"{plain}_{hashlib.sha256((always or key).encode()).hexdigest()[:8]}"
    taken.add(_class_of(name))
    return name
