"""What an expression of a program may be, as far as reading it tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

#: How deep types may be nested in each other; what is deeper is unknown.
_DEEPEST: Final = 5
_LARGEST: Final = 120


@frozen
class Module:
    """An imported module of the program or of a client."""

    name: str


@frozen
class Class:
    """A class itself, by "module:Name"."""

    key: str


@frozen(cache_hash=True)
class Function:
    """A function; `owner` is what a method is bound to.

    The functions of built-in types have keys like "builtins:list.append".
    """

    key: str
    owner: Value | None = None


@frozen(cache_hash=True)
class Instance:
    """An object of a class, with the types that a generic one is made for.

    `origin` are the operations whose answer it comes from, as far as that is known. `place` is
    where the program makes a container: what is put into it later is kept by that.
    """

    key: str
    arguments: tuple[Values, ...] = ()
    origin: frozenset[str] = frozenset()
    place: str = ""


@frozen(cache_hash=True)
class Partial:
    """A function with arguments that were given beforehand."""

    function: Value
    positional: tuple[Values, ...] = ()
    keywords: tuple[tuple[str, Values], ...] = ()
    #: The same arguments with the constants that they may be.
    is_complete: bool = True
    #: Where it is made, and of which method of a client.
    place: tuple[str, int, int, str] | None = None


@frozen
class Literal:
    """A constant; in a text, {} stands for what is not known."""

    value: str | int | float | bool | None
    #: Whether it is the default of a parameter that nothing in the program is seen to give.
    is_default: bool = False
    #: Whether it is compared with its type: True is not 1.
    kind: str = field(init=False)

    @kind.default
    def _kind(self) -> str:
        return type(self.value).__name__


@frozen
class External:
    """A name of a module that is not read: of the standard library, or of another package."""

    name: str


@frozen(cache_hash=True)
class Json:
    """A part of an answer as it came: `keys` lead to it, [] through a list.

    `owner` is the model whose `raw` it is, "" when it is a whole answer.
    """

    origin: frozenset[str]
    owner: str = ""
    keys: tuple[str, ...] = ()


@frozen
class Scalar:
    """The value of an attribute, or of a key, that was read at a place of the program.

    `is_tested` says that a test has shown it to be there, `is_column` that it is a column of a
    table, which is there whatever the answers have. `type` is "int" or "str" where its model says
    that it is nothing else, None left aside.
    """

    place: tuple[str, int, int, str]
    is_tested: bool = False
    is_column: bool = False
    type: str = ""


@frozen(cache_hash=True)
class Record:
    """A dict that is written out: its values by key; `place` is as that of an `Instance`."""

    entries: tuple[tuple[str, Values], ...]
    place: str = ""


Value: TypeAlias = (
    Module | Class | Function | Instance | Partial | Literal | External | Json | Scalar | Record
)
Values: TypeAlias = frozenset[Value]

NOTHING: Final[Values] = frozenset()
#: Beside constants: it may be something else, too.
ANYTHING: Final = External("")
LIST: Final = "builtins:list"
TUPLE: Final = "builtins:tuple"
DICT: Final = "builtins:dict"
AWAITABLE: Final = "builtins:awaitable"
CALLABLE: Final = "builtins:callable"
CONTEXT: Final = "builtins:context"
#: A table, or a row of one, of the models of a client.
TABLE: Final = "builtins:table"


def made_of(key: str, *arguments: Values) -> Values:
    """A built-in container of these; nothing when nothing is known of what is in it."""
    if not any(arguments) or not is_small(*arguments):
        return NOTHING
    return frozenset({Instance(key, arguments)})


def with_origin(values: Values, origin: frozenset[str]) -> Values:
    """The same values, said to come from these operations."""
    return frozenset(
        evolve(
            value,
            origin=origin,
            arguments=tuple(with_origin(it, origin) for it in value.arguments),
        )
        if isinstance(value, Instance)
        else value
        for value in values
    )


def union(*several: Values) -> Values:
    """All values of several."""
    return NOTHING.union(*several)


def either(*ways: Values) -> Values:
    """What something may be that goes one of several ways.

    Where nothing is known of one of them, the constants of the others are not all that it may be.
    """
    found = union(*ways)
    if all(ways) or not any(isinstance(it, Literal) for it in found):
        return found
    return found | {ANYTHING}


def literals(values: Values) -> tuple[object, ...] | None:
    """The constants that something may be; None when it may be something else, too."""
    found = [value.value for value in values if isinstance(value, Literal)]
    whole = all(not (isinstance(it, str) and "{}" in it) for it in found)
    return tuple(found) if found and len(found) == len(values) and whole else None


def record(entries: Mapping[str, Values], place: str = "") -> Values:
    """A dict that is written out; nothing of it is known when it is too large to follow."""
    if not is_small(*entries.values()):
        return NOTHING
    return frozenset({Record(tuple(entries.items()), place)})


def classes_in(value: Value) -> set[str]:
    """The classes of the program, or of a client, that a value is of or holds."""
    if not isinstance(value, Instance):
        return set()
    inside = {key for values in value.arguments for one in values for key in classes_in(one)}
    return inside if value.key.startswith("builtins:") else {value.key, *inside}


def is_small(*several: Values) -> bool:
    """Whether values are few, and not nested deeply: only those are put into each other."""
    pending = [(value, 1) for values in several for value in values]
    count = 0
    while pending:
        value, depth = pending.pop()
        count += 1
        if count > _LARGEST or depth > _DEEPEST:
            return False
        pending += [(inner, depth + 1) for inner in _inside(value)]
    return True


def _inside(value: Value) -> Iterator[Value]:
    match value:
        case Instance(arguments=arguments):
            groups: Iterable[Values] = arguments
        case Record(entries=entries):
            groups = (found for _, found in entries)
        case Partial(function=function, positional=positional, keywords=keywords):
            yield function
            groups = (*positional, *(found for _, found in keywords))
        case Function(owner=owner) if owner is not None:
            yield owner
            return
        case _:
            return
    for values in groups:
        yield from values
