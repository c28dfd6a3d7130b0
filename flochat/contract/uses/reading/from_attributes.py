"""Models of pydantic that are made of objects: `Person.model_validate(subscriber)`.

Each of their fields reads the attribute of its name, so that is where the attribute is used.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from ..clients import instances
from ..program import ClassInfo
from ..scope import Scope
from ..values import Class, External, Instance, Scalar, Values, union
from .containers import elements_of
from .findings import mark_operated
from .names import read_annotation, set_attribute
from .state import Reading

#: The class methods that read an object; `from_orm` is that of pydantic 1.
VALIDATORS: Final = frozenset({"model_validate", "from_orm"})
_ALIASES: Final = ("validation_alias", "alias")


def is_validator(reading: Reading, it: Class, name: str) -> bool:
    """Whether a name of a class of the program is a method of pydantic that reads an object."""
    lineage = reading.program.lineage(it.key)
    return name in VALIDATORS and any(
        isinstance(base, External) and not info.module.is_client
        for info in lineage
        for base in info.bases
    )


def validate(reading: Reading, it: Class, given: Values) -> Values:
    """Read an object into a model; what comes of it."""
    _read_fields(reading, it.key, given, frozenset())
    return frozenset({Instance(it.key)})


def _read_fields(reading: Reading, key: str, given: Values, within: frozenset[str]) -> None:
    objects = [it for it in given if isinstance(it, Instance)]
    if key in within or not objects:
        return
    for info, name, field in _fields(reading, key):
        attribute = _attribute_of(field) or name
        scope = Scope(info.module, None, info)
        found = union(*(reading.attribute_of(it, attribute, field.target, scope) for it in objects))
        if not _takes_none(field):
            mark_operated(reading, frozenset(it for it in found if isinstance(it, Scalar)))
        set_attribute(reading, info.key, name, found)
        declared = read_annotation(reading, field.annotation, scope)
        kept = frozenset(it for it in found if isinstance(it, Instance))
        held = kept | elements_of(reading, kept)
        for inner in instances(declared):
            if inner.key in reading.program.classes:
                _read_fields(reading, inner.key, held, within | {key})


def _fields(reading: Reading, key: str) -> Iterator[tuple[ClassInfo, str, ast.AnnAssign]]:
    seen: set[str] = set()
    for info in reading.program.lineage(key):
        for name, node in info.members.items() if not info.module.is_client else ():
            if isinstance(node, ast.AnnAssign) and name not in seen:
                seen.add(name)
                yield info, name, node


def _attribute_of(field: ast.AnnAssign) -> str:
    """The attribute that a field reads under another name: `Field(validation_alias="ns")`."""
    calls = [it for it in (field.value, *ast.walk(field.annotation)) if isinstance(it, ast.Call)]
    named = {
        keyword.arg: keyword.value.value
        for call in calls
        for keyword in call.keywords
        if isinstance(keyword.value, ast.Constant)
    }
    found = (named.get(name) for name in _ALIASES)
    return next((it for it in found if isinstance(it, str)), "")


def _takes_none(field: ast.AnnAssign) -> bool:
    """Whether a field may be None: a default does not help an attribute that is there."""
    words = {it.id for it in ast.walk(field.annotation) if isinstance(it, ast.Name)}
    has_none = any(
        isinstance(it, ast.Constant) and (it.value is None or "None" in str(it.value))
        for it in ast.walk(field.annotation)
    )
    return has_none or bool(words & {"Any", "Optional", "object"})
