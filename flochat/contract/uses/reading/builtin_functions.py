"""Functions of Python that have a meaning of their own: `getattr`, `map`, `functools.partial`..."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Final

from .. import values as v
from ..scope import Scope
from ..values import (
    NOTHING,
    Class,
    External,
    Function,
    Instance,
    Json,
    Literal,
    Module,
    Partial,
    Value,
    Values,
    made_of,
    union,
)
from .arguments import Given, arguments_of
from .attributes import attribute_of, note_handed, target_of
from .containers import awaited, elements_of
from .findings import mark_operated, place_of, record_use
from .names import is_client_class
from .state import Reading


def _getattr(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    if node is None or scope is None:
        return NOTHING
    names = [it.value for it in given.first(1) if isinstance(it, Literal)]
    results = [
        attribute_of(reading, it, str(name), node, scope) for it in given.first() for name in names
    ]
    interesting = any(
        isinstance(it, Instance) and is_client_class(reading, it.key) for it in given.first()
    )
    if interesting and (not names or len(names) != len(given.first(1))):
        file, line = place_of(node, scope)[:2]
        reading.missed[file, line] = "getattr() with a name that is not known"
    found = union(*results, given.first(2) if len(given.positional) > 2 else NOTHING)
    for it in found:
        note_handed(reading, it, node, scope)
    return found


def _import_module(
    reading: Reading, given: Given, _node: ast.AST | None, scope: Scope | None
) -> Values:
    names = [it.value for it in given.first() if isinstance(it, Literal)]
    found = [reading.program.find(str(name), scope.module) for name in names if scope]
    return frozenset(Module(it.name) for it in found if it is not None)


def _attrgetter(
    _reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None
) -> Values:
    names = union(*(found for _, found in given.positional))
    keywords = (("names", names),)
    return frozenset({Partial(External("flochat:attrgetter"), (), keywords)})


def _get_attributes(
    reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None
) -> Values:
    if node is None or scope is None:
        return NOTHING
    names = [str(it.value) for it in given.named("names") if isinstance(it, Literal)]
    results = []
    for name in names:
        values = given.first()
        for part in name.split("."):
            values = union(*(attribute_of(reading, it, part, node, scope) for it in values))
        results.append(values)
    return union(*results)


def _as_dict(reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    kinds = [it for it in given.first() if isinstance(it, Instance)]
    return frozenset(Json(it.origin, it.key) for it in kinds if is_client_class(reading, it.key))


def _super(reading: Reading, _given: Given, _node: ast.AST | None, scope: Scope | None) -> Values:
    if scope is None or scope.function is None or not scope.function.owner:
        return NOTHING
    info = reading.program.classes.get(scope.function.owner)
    bases = info.bases if info else NOTHING
    return frozenset(Instance(it.key) for it in bases if isinstance(it, Class))


def _partial(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    results: list[Value] = []
    first = given.positional[0][0] if given.positional else None
    for it in given.first():
        if isinstance(it, Function) and first is not None and scope is not None:
            target = target_of(reading, it)
            if target is not None:
                record_use(
                    reading,
                    "handed",
                    target[0],
                    first,
                    scope,
                    operations=target[1],
                    arguments=arguments_of(given.without(), node or first),
                    known=False,
                )
        results.append(
            Partial(
                it,
                tuple(found for _, found in given.positional[1:]),
                tuple((name, found) for name, _, found in given.keywords),
                given.is_complete,
            )
        )
    return frozenset(results)


def map_over(reading: Reading, given: Given, _node: ast.AST | None, scope: Scope | None) -> Values:
    """A list of what a function gives for each element."""
    elements = tuple((None, elements_of(reading, found)) for _, found in given.positional[1:])
    node = given.positional[0][0] if given.positional else None
    results = [reading.call(it, Given(elements), node, scope) for it in given.first()]
    return made_of(v.LIST, union(*results))


def _gather(_reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    parts = [awaited(found) for _, found in given.positional]
    if given.spread:
        return made_of(v.LIST, union(awaited(given.spread), *parts))
    if not parts:
        return NOTHING
    return made_of(v.TUPLE, *parts)


def _zip(reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    return made_of(
        v.LIST, made_of(v.TUPLE, *(elements_of(reading, found) for _, found in given.positional))
    )


def _enumerate(
    reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None
) -> Values:
    return made_of(v.LIST, made_of(v.TUPLE, NOTHING, elements_of(reading, given.first())))


def _chain(reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    return made_of(v.LIST, union(*(elements_of(reading, found) for _, found in given.positional)))


def _sorted(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    elements = elements_of(reading, given.first())
    for it in given.named("key"):
        reading.call(it, Given(((None, elements),)), node, scope)
    return made_of(v.LIST, elements)


def _extreme(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    elements = elements_of(reading, given.first())
    for it in given.named("key"):
        reading.call(it, Given(((None, elements),)), node, scope)
    return elements


def _filter(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    elements = elements_of(reading, given.first(1))
    for it in given.first():
        reading.call(it, Given(((None, elements),)), node, scope)
    return made_of(v.LIST, elements)


def _dict_of(reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    if not given.positional:
        return v.record({name: found for name, _, found in given.keywords})
    pairs = _pairs(reading, given.first())
    return union(*(made_of(v.DICT, *it.arguments) for it in pairs)) or given.first()


def _pairs(reading: Reading, values: Values) -> list[Instance]:
    """The pairs in a list of them, as `dict` takes them."""
    lists = frozenset(
        it for it in values if isinstance(it, Instance) and it.key in (v.LIST, v.TUPLE)
    )
    elements = elements_of(reading, lists)
    return [
        it
        for it in elements
        if isinstance(it, Instance) and it.key == v.TUPLE and len(it.arguments) == 2
    ]


def _groups(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    elements = elements_of(reading, given.first())
    for it in given.named("key", 1):
        reading.call(it, Given(((None, elements),)), node, scope)
    return made_of(v.LIST, made_of(v.TUPLE, NOTHING, made_of(v.LIST, elements)))


def _reduce(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    elements = elements_of(reading, given.first(1))
    start = given.first(2)
    results = [
        reading.call(it, Given(((None, start or elements), (None, elements))), node, scope)
        for it in given.first()
    ]
    return union(start or elements, *results)


def _cast(_reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    """What is cast to a class of the program is one of that, unless it is known to be another."""
    known = frozenset(it for it in given.first(1) if not isinstance(it, Literal | External))
    return known or frozenset(Instance(it.key) for it in given.first() if isinstance(it, Class))


def _number(reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    mark_operated(reading, given.first())
    return NOTHING


_Meaning = Callable[[Reading, Given, "ast.AST | None", "Scope | None"], Values]
BUILTIN_FUNCTIONS: Final[Mapping[str, _Meaning]] = {
    "getattr": _getattr,
    "super": _super,
    "importlib.import_module": _import_module,
    "__import__": _import_module,
    "operator.attrgetter": _attrgetter,
    "flochat:attrgetter": _get_attributes,
    **dict.fromkeys(("vars", "attrs.asdict", "attr.asdict", "dataclasses.asdict"), _as_dict),
    "functools.partial": _partial,
    "map": map_over,
    "asyncio.gather": _gather,
    "zip": _zip,
    "itertools.zip_longest": _zip,
    "enumerate": _enumerate,
    "itertools.chain": _chain,
    "sorted": _sorted,
    "min": _extreme,
    "max": _extreme,
    "filter": _filter,
    **dict.fromkeys(("dict", "collections.OrderedDict", "types.MappingProxyType"), _dict_of),
    "functools.reduce": _reduce,
    **dict.fromkeys(("typing.cast", "cast"), _cast),
    "itertools.groupby": _groups,
    **dict.fromkeys(("int", "float", "len", "sum", "round", "abs"), _number),
}
