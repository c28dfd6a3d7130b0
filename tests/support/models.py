"""All models of the facade, and what they are made of."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, cast, get_args, get_type_hints

import attrs

from flochat import models
from flochat.models.base import Model

#: What `fields_of` has found: type hints take long to read.
_FIELDS: dict[tuple[type[Model], type], dict[str, tuple[str, ...]]] = {}


@cache
def every_model() -> list[type[Model]]:
    """All models of the facade, those that others are made of included."""
    found: set[type[Model]] = set()
    for module in pkgutil.iter_modules(models.__path__):
        of_module = vars(import_module(f"{models.__name__}.{module.name}")).values()
        found |= {it for it in of_module if isinstance(it, type) and issubclass(it, Model)}
    return sorted(found - {Model}, key=lambda model: model.__name__)


def fields_of(model: type[Model], kind: type) -> Mapping[str, tuple[str, ...]]:
    """The fields of a model that hold a `kind` or None: their names on the wire by their own."""
    if (model, kind) not in _FIELDS:
        _FIELDS[model, kind] = dict(_fields_of(model, kind))
    return _FIELDS[model, kind]


def _fields_of(model: type[Model], kind: type) -> Iterator[tuple[str, tuple[str, ...]]]:
    types = get_type_hints(model)
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cast("Any", model))
    for field in fields:
        if set(get_args(types[field.name])) == {kind, type(None)}:
            wire = field.metadata.get("wire", field.name)
            yield field.name, (wire,) if isinstance(wire, str) else wire
