"""The arguments of a call, as they are read and as a use of a client keeps them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from .. import values as v
from ..model import Argument
from ..values import NOTHING, Instance, Literal, Record, Values, either, union


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
        _argument(None, position, found, getattr(it, "lineno", line))
        for position, (it, found) in enumerate(given.positional)
    ]
    named = [
        _argument(name, None, found, getattr(it, "lineno", line), name not in given.unsure)
        for name, it, found in given.keywords
    ]
    return (*positional, *named)


def _argument(
    name: str | None, position: int | None, found: Values, line: int, is_sure: bool = True
) -> Argument:
    """One argument, of these values; the texts of a list are its constants."""
    # None is what leaves it out, in one of several cases.
    is_optional = len(found) > 1 and Literal(None) in found
    lists = [it for it in found if isinstance(it, Instance) and it.key in (v.LIST, v.TUPLE)]
    if lists and len(lists) == len(found):
        found = either(*(inner for it in lists for inner in it.arguments))
    # A parameter of a function may be left to its default, whoever calls.
    usual = [it for it in found if isinstance(it, Literal) and it.is_default]
    whole = v.literals(found)
    texts = (it.value for it in found if isinstance(it, Literal))
    known = sorted((it for it in texts if "{}" not in str(it)), key=repr)
    return Argument(
        name,
        position,
        tuple(known) if len(usual) < len(found) else (),
        line,
        is_sure and not usual and not is_optional,
        whole is not None and len(usual) < len(found),
    )


def request_arguments(given: Given, node: ast.AST, texts: Sequence[str]) -> Iterator[Argument]:
    """The parts of a query and of a body that are written out, by their names on the wire."""
    line = getattr(node, "lineno", 0)
    for place in ("query", "json", "path_params"):
        for it in given.named(place):
            if isinstance(it, Record):
                for name, found in it.entries:
                    yield _argument(f"{place}.{name}", None, found, line)
    for text in texts:
        for pair in text.partition("?")[2].split("&"):
            name, _, content = pair.partition("=")
            if name:
                is_known = "{}" not in content
                known = (content,) if is_known else ()
                yield Argument(f"query.{name}", None, known, line, is_closed=is_known)


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
        merged[key] = evolve(
            it,
            constants=tuple(dict.fromkeys((*earlier.constants, *it.constants))),
            is_sure=it.is_sure and earlier.is_sure and it.is_none == earlier.is_none,
            is_closed=it.is_closed and earlier.is_closed,
        )
    return tuple(merged.values())
