"""Every public signature can be read, and what it is made of can be imported."""

from __future__ import annotations

import ast
import builtins
import collections.abc
import inspect
import sys
import typing
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import flochat
from flochat import callbacks, models, tables, types


def clients_and_parts() -> Iterator[type]:
    """Both clients and all that their properties lead to."""
    waiting: list[type] = [flochat.Flochat, flochat.AsyncFlochat]
    found: set[type] = set()
    while waiting:
        owner = waiting.pop()
        if owner in found:
            continue
        found.add(owner)
        yield owner
        for _, member in inspect.getmembers(owner, lambda it: isinstance(it, cached_property)):
            kind = get_type_hints(member.func)["return"]
            if kind.__module__.startswith("flochat."):
                waiting.append(kind)


def exported_classes() -> Iterator[type]:
    modules = ("flochat", "flochat.types", "flochat.models", "flochat.tables", "flochat.callbacks")
    for module in map(import_module, modules):
        yield from (it for name in module.__all__ if inspect.isclass(it := getattr(module, name)))


def functions_of(owner: type) -> Iterator[Any]:
    """The functions behind what is public of a class, and behind its special methods."""
    is_made = owner in MADE_BY_THE_CLIENT or owner.__name__.endswith("API")
    for name in dir(owner):
        if name.startswith("_") and (not name.startswith("__") or (is_made and name == "__init__")):
            continue
        member = inspect.getattr_static(owner, name)
        if isinstance(member, property):
            member = member.fget
        elif isinstance(member, cached_property):
            member = member.func
        elif isinstance(member, classmethod | staticmethod):
            member = member.__func__
        # What attrs and NamedTuple make stands in no file, and its annotations lead nowhere.
        if inspect.isfunction(member) and Path(member.__code__.co_filename).is_file():
            yield member


PARTS = sorted(set(clients_and_parts()), key=str)
CLASSES = sorted({*PARTS, *exported_classes()}, key=str)
#: As a program sees them: type checkers read the derived list, which has no `__all__`.
NAMES = sorted(import_module("flochat.types").__all__)
#: What ties a signature together, and is of no use outside of it.
_VARIABLES = ("TypeVar", "ParamSpec")
#: What only the client makes, as it makes its parts; what it gives them is machinery.
MADE_BY_THE_CLIENT = {
    flochat.AsyncBulkJob,
    flochat.AsyncPager,
    flochat.BulkJob,
    flochat.BulkOutcomes,
    flochat.Pager,
    callbacks.AsgiApp,
    callbacks.WsgiApp,
}


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: f"{owner.__module__}.{owner.__name__}")
def test_the_annotations_of_all_that_is_public_can_be_read(owner: type) -> None:
    for function in functions_of(owner):
        get_type_hints(function)
    if owner not in MADE_BY_THE_CLIENT:
        get_type_hints(owner)


def test_every_part_of_both_clients_is_reached() -> None:
    assert {types.FlowAPI, types.AsyncTagsAPI, types.ShopAPI, types.AsyncMembersAPI} <= set(PARTS)
    assert len(PARTS) > 90


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: f"{owner.__module__}.{owner.__name__}")
def test_what_public_signatures_name_can_be_imported(owner: type) -> None:
    missing = {
        f"{place}: {name}"
        for place, annotation, scope in annotations_of(owner)
        for name, value in names_in(annotation, scope)
        if not is_importable(name, value)
    }
    assert missing == set()


def annotations_of(owner: type) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each annotation of what is public of a class, as it is written, and the names it sees."""
    for function in functions_of(owner):
        for annotation in function.__annotations__.values():
            if isinstance(annotation, str):  # attrs writes no text for what it makes
                yield function.__qualname__, annotation, function.__globals__
    for name, annotation in inspect.get_annotations(owner).items():
        if isinstance(annotation, str) and not name.startswith("_"):
            yield f"{owner.__name__}.{name}", annotation, vars(sys.modules[owner.__module__])


def names_in(annotation: str, scope: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The names in an annotation, with what they stand for there."""
    tree = ast.parse(annotation, mode="eval")
    ignored = {id(inner) for node in ast.walk(tree) for inner in _ignored_in(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in ignored:
            text = ast.unparse(node)
            yield text.rpartition(".")[2], eval(text, dict(vars(builtins)), scope)


def _ignored_in(node: ast.AST) -> Iterator[ast.AST]:
    """What names nothing by itself: the module in front of a name, the values of a Literal."""
    if isinstance(node, ast.Attribute):
        yield node.value
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
        yield from ast.walk(node.slice)


def is_importable(name: str, value: Any) -> bool:
    """Whether users can import a name, or it is of the language and its libraries."""
    if type(value).__module__ == "typing" and type(value).__name__.startswith(_VARIABLES):
        return True
    if inspect.isclass(value) and not value.__module__.startswith("flochat."):
        return True
    if any(getattr(module, name, None) is value for module in (typing, collections.abc)):
        return True
    # What differs between the two clients has an Async in front for one of them.
    homes = [
        getattr(module, spelt, None)
        for module in (flochat, types, models, tables, callbacks)
        for spelt in (name, f"Async{name}")
    ]
    return value is None or any(value == home for home in homes)


@pytest.mark.parametrize("name", NAMES)
def test_every_type_can_be_imported_and_is_listed(name: str) -> None:
    assert getattr(types, name) is not None
    assert name in dir(types)


def test_no_name_of_the_types_is_one_of_the_package() -> None:
    assert not set(NAMES) & set(import_module("flochat").__all__)


def test_a_type_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"'flochat.types' has no attribute 'OrderReference'"):
        import_module("flochat.types").OrderReference  # noqa: B018  # reading it is the test
