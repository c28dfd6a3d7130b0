"""The arguments of a call, as they are read and as a use of a client keeps them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from .. import values as v
from ..model import Argument
from ..values import NOTHING, Instance, Literal, Record, Values, union


@frozen
class Given:
    """The arguments of a call: those by position, those by name, and whether these are all."""

    positional: tuple[tuple[ast.expr | None, Values], ...] = ()
    keywords: tuple[tuple[str, ast.expr | None, Values], ...] = ()
    is_complete: bool = True
    #: What is in a `*argument` whose length is not known.
    spread: Values = NOTHING
    #: The names that a `**argument` may leave out.
    unsure: frozenset[str] = frozenset()

    def first(self, position: int = 0) -> Values:
        """The argument at a position; nothing when there is none."""
        return self.positional[position][1] if len(self.positional) > position else NOTHING

    def named(self, name: str, position: int | None = None) -> Values:
        """An argument by name, or else by position."""
        found = union(*(it for key, _, it in self.keywords if key == name))
        return found or (self.first(position) if position is not None else NOTHING)

    def without(self, count: int = 1) -> Given:
        """The arguments behind the first ones."""
        return evolve(self, positional=self.positional[count:])


def arguments_of(given: Given, node: ast.AST) -> tuple[Argument, ...]:
    """The arguments of a call as a use keeps them, each with its line."""
    line = getattr(node, "lineno", 0)
    positional = [
        Argument(None, position, _constants(found), getattr(it, "lineno", line), _is_sure(found))
        for position, (it, found) in enumerate(given.positional)
    ]
    named = [
        Argument(
            name,
            None,
            _constants(found),
            getattr(it, "lineno", line),
            name not in given.unsure and _is_sure(found),
        )
        for name, it, found in given.keywords
    ]
    return (*positional, *named)


def _constants(found: Values) -> tuple[object, ...] | None:
    """The constants that an argument may be; the texts of a list are its constants."""
    if found and all(isinstance(it, Literal) and it.is_default for it in found):
        return None
    lists = [it for it in found if isinstance(it, Instance) and it.key in (v.LIST, v.TUPLE)]
    if lists and len(lists) == len(found):
        return v.literals(union(*(inner for it in lists for inner in it.arguments)))
    return v.literals(found)


def _is_sure(found: Values) -> bool:
    """Whether it is given whoever calls: a parameter of a function may be left to its default."""
    return not any(isinstance(it, Literal) and it.is_default for it in found)


def request_arguments(given: Given, node: ast.AST, texts: Sequence[str]) -> Iterator[Argument]:
    """The parts of a query and of a body that are written out, by their names on the wire."""
    line = getattr(node, "lineno", 0)
    for place in ("query", "json", "path_params"):
        for it in given.named(place):
            if isinstance(it, Record):
                for name, found in it.entries:
                    yield Argument(
                        f"{place}.{name}", None, _constants(found), line, _is_sure(found)
                    )
    for text in texts:
        for pair in text.partition("?")[2].split("&"):
            name, _, content = pair.partition("=")
            if name:
                known = None if "{}" in content else (content,)
                yield Argument(f"query.{name}", None, known, line)


def is_written_out(given: Given) -> bool:
    """Whether the query and the body of a request are written out."""
    parts = [*given.named("query"), *given.named("json")]
    return all(
        isinstance(it, Record) or (isinstance(it, Literal) and it.value is None) for it in parts
    ) and len({name for name, _, _ in given.keywords} & {"query", "json"}) <= len(parts)


def merged_arguments(
    old: tuple[Argument, ...], new: tuple[Argument, ...], *, whole: tuple[bool, bool]
) -> tuple[Argument, ...]:
    """The arguments of one call as it was met twice: with the constants of both.

    `whole` says of each whether these were all: what all of one lack is not sure to be given.
    """
    merged = {(it.name, it.position): it for it in old}
    again = {(it.name, it.position) for it in new}
    if whole[1]:
        absent = merged.keys() - again
        merged |= {key: evolve(merged[key], is_sure=False) for key in absent}
    for it in new:
        key = it.name, it.position
        earlier = merged.get(key)
        if earlier is None:
            merged[key] = evolve(it, is_sure=it.is_sure and not whole[0])
            continue
        both = earlier.constants is not None and it.constants is not None
        known = dict.fromkeys((*(earlier.constants or ()), *(it.constants or ())))
        constants = tuple(known) if both else None
        merged[key] = evolve(it, constants=constants, is_sure=it.is_sure and earlier.is_sure)
    return tuple(merged.values())
