"""Rows and tables of the lists of a client, whose columns are the attributes of its models."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from attrs import evolve

from .. import values as v
from ..scope import Scope
from ..values import NOTHING, Function, Instance, Literal, Record, Scalar, Value, Values, made_of
from .arguments import Given
from .containers import awaited, elements_of
from .state import Reading

#: The methods of a list of the client that make rows or tables of it.
_ROWS: Final = "rows"
TABLES: Final = frozenset({"to_pandas", "to_polars", "to_arrow", "columns"})
_BY_ROW: Final = frozenset({"itertuples", "to_dict", "to_dicts", "iter_rows", "to_pylist"})
#: Attributes of a table that are followed by what to take from it.
VIEWS: Final = frozenset({"loc", "iloc", "at", "iat"})


def table_of(reading: Reading, it: Values, name: str) -> Values:
    """What a list of the client is as rows, or as a table; nothing for its other methods."""
    if name != _ROWS and name not in TABLES:
        return NOTHING
    table = made_of(v.TABLE, awaited(elements_of(reading, it)))
    return made_of(v.LIST, table) if name == _ROWS else table


def attribute_of_table(
    reading: Reading, it: Instance, name: str, node: ast.AST, scope: Scope
) -> Values:
    """A column, a view or a method of a table or a row."""
    if name in VIEWS:
        return frozenset({it})
    if any(isinstance(one, Instance) and _has(reading, one, name) for one in it.arguments[0]):
        return column(reading, it, name, node, scope)
    return frozenset({Function(f"{v.TABLE}.{name}", it)})


def column(reading: Reading, it: Instance, name: str, node: ast.AST, scope: Scope) -> Values:
    """Read a column of a table: it is there whatever the answers have."""
    found = [
        reading.attribute_of(model, name, node, scope)
        for model in it.arguments[0]
        if isinstance(model, Instance) and _has(reading, model, name)
    ]
    return frozenset(
        evolve(one, is_column=True) for values in found for one in values if isinstance(one, Scalar)
    )


def table_method(
    reading: Reading,
    owner: Value,
    name: str,
    given: Given,
    node: ast.AST | None,
    scope: Scope | None,
) -> Values:
    """A method of a table or a row, which names columns: `sort_values("email")`, `get("email")`."""
    if not isinstance(owner, Instance) or node is None or scope is None:
        return NOTHING
    found = [found for _, found in given.positional]
    found += [found for _, _, found in given.keywords]
    for text in _texts(frozenset().union(*found)):
        column(reading, owner, text, node, scope)
    table: Values = frozenset({owner})
    if name in _BY_ROW:
        return made_of(v.LIST, table)
    if name == "iterrows":
        return made_of(v.LIST, made_of(v.TUPLE, NOTHING, table))
    return NOTHING if name == "get" else table


def _texts(values: Values) -> Iterator[str]:
    """The texts among values, those in lists and the keys of dicts too."""
    for it in values:
        if isinstance(it, Literal) and isinstance(it.value, str):
            yield it.value
        elif isinstance(it, Record):
            yield from (name for name, _ in it.entries)
        elif isinstance(it, Instance) and it.key in (v.LIST, v.TUPLE):
            for inner in it.arguments:
                yield from _texts(inner)


def columns_named(
    reading: Reading, it: Instance, keys: Values, node: ast.AST, scope: Scope
) -> Values:
    """What `table["email"]` or `table[["email", "name"]]` is; a filter gives a table again."""
    names = list(_texts(keys))
    columns = [column(reading, it, name, node, scope) for name in names]
    return NOTHING.union(*columns) if names else frozenset({it})


def _has(reading: Reading, model: Instance, name: str) -> bool:
    member = reading.program.member(model.key, name)
    return member is not None and isinstance(member[1], ast.AnnAssign)
