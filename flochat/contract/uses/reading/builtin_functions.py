"""Functions of Python that have a meaning of their own: `getattr`, `map`, `functools.partial`..."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
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
    either,
    made_of,
    union,
)
from .arguments import Given, arguments_of
from .attributes import attribute_of, note_handed, target_of
from .containers import awaited, elements_of, item_of
from .filling import backing
from .findings import mark_operated, place_of, record_use
from .makers import MAKERS
from .names import is_client_class
from .ordering import put_in_order
from .state import Reading

#: The type of a field that says none.
_UNKNOWN: Final = ast.Constant(None)


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
    found = union(*results)
    if len(given.positional) > 2:
        found = either(found, given.first(2))
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
    names = union(*(found for _, found in given.positional), given.spread)
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


def _itemgetter(
    _reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None
) -> Values:
    several = (frozenset({it}) for it in sorted(given.spread, key=repr))
    keys = (*(found for _, found in given.positional), *several)
    return frozenset({Partial(External("flochat:itemgetter"), keys)})


def _get_items(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    """What an `itemgetter` gives: its keys come first, and then the object."""
    if node is None or scope is None or not given.positional:
        return NOTHING
    *keys, (_, owners) = given.positional
    parts = [item_of(reading, owners, found, node, scope) for _, found in keys]
    return parts[0] if len(parts) == 1 else made_of(v.TUPLE, *parts)


def _methodcaller(
    _reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None
) -> Values:
    before = (given.first(), *(found for _, found in given.positional[1:]))
    keywords = tuple((name, found) for name, _, found in given.keywords)
    return frozenset({Partial(External("flochat:methodcaller"), before, keywords)})


def _call_named(
    reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None
) -> Values:
    """What a `methodcaller` gives: the name comes first, then arguments, at the end the object."""
    if node is None or scope is None or len(given.positional) < 2:
        return NOTHING
    *before, (_, owners) = given.without().positional
    results = [
        reading.call(method, Given(tuple(before), given.keywords), node, scope)
        for name in given.first()
        if isinstance(name, Literal)
        for it in owners
        for method in attribute_of(reading, it, str(name.value), node, scope)
    ]
    return union(*results)


def _as_dict(reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    kinds = [it for it in given.first() if isinstance(it, Instance)]
    return frozenset(Json(it.origin, it.key) for it in kinds if is_client_class(reading, it.key))


def _super(reading: Reading, _given: Given, _node: ast.AST | None, scope: Scope | None) -> Values:
    if scope is None or scope.function is None or not scope.function.owner:
        return NOTHING
    info = reading.program.classes.get(scope.function.owner)
    bases = info.bases if info else NOTHING
    found: Values = frozenset(Instance(it.key) for it in bases if isinstance(it, Class))
    inner = backing(reading, Instance(scope.function.owner))
    return found | frozenset({inner}) if inner is not None else found


def _partial(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    results: list[Value] = []
    first = given.positional[0][0] if given.positional else None
    for it in given.first():
        place = None
        if isinstance(it, Function) and first is not None and scope is not None:
            target = target_of(reading, it)
            if target is not None:
                place = (*place_of(first, scope), target[0])
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
                place,
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
    if given.spread:
        # zip(*pairs): the first of each, and the second of each.
        return union(
            *(
                made_of(v.TUPLE, *(made_of(v.LIST, found) for found in it.arguments))
                for it in given.spread
                if isinstance(it, Instance) and it.key == v.TUPLE
            )
        )
    return made_of(
        v.LIST, made_of(v.TUPLE, *(elements_of(reading, found) for _, found in given.positional))
    )


def _enumerate(
    reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None
) -> Values:
    return made_of(v.LIST, made_of(v.TUPLE, NOTHING, elements_of(reading, given.first())))


def _neighbours(
    reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None
) -> Values:
    """Tuples of the elements of one container: pairs, combinations, batches."""
    return made_of(v.LIST, made_of(v.LIST, elements_of(reading, given.first())))


def _largest(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    elements = elements_of(reading, given.first(1) or given.named("iterable"))
    put_in_order(reading, elements, given, node, scope, position=2)
    return made_of(v.LIST, elements)


def _chain(reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    parts = [found for _, found in given.positional]
    return made_of(v.LIST, union(*(elements_of(reading, it) for it in (*parts, given.spread))))


def _flattened(
    reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None
) -> Values:
    return made_of(v.LIST, elements_of(reading, elements_of(reading, given.first())))


def _sorted(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    elements = elements_of(reading, given.first())
    put_in_order(reading, elements, given, node, scope)
    return made_of(v.LIST, elements)


def _extreme(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    several = [found for _, found in given.positional]
    elements = either(*several) if len(several) > 1 else elements_of(reading, given.first())
    put_in_order(reading, elements, given, node, scope)
    return elements


def _next(reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    element = elements_of(reading, given.first())
    return either(element, given.first(1)) if len(given.positional) > 1 else element


def _filter(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    elements = elements_of(reading, given.first(1))
    for it in given.first():
        reading.call(it, Given(((None, elements),)), node, scope)
    return made_of(v.LIST, elements)


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


def _record_class(
    reading: Reading, _given: Given, node: ast.AST | None, scope: Scope | None
) -> Values:
    """The class that `namedtuple("Row", "person tag")` and the like make."""
    if not isinstance(node, ast.Call) or scope is None or len(node.args) < 2:
        return NOTHING
    fields = list(_fields(node.args[1]))
    body: list[ast.stmt] = [
        ast.AnnAssign(ast.Name(name), kind, None, simple=1) for name, kind in fields
    ]
    made = ast.ClassDef(f"record{node.lineno}_{node.col_offset}", [], [], body, [])
    info = reading.program.add_class(made, scope.module, made.name)
    is_dict = ast.unparse(node.func).endswith("TypedDict")
    base = External("TypedDict" if is_dict else "NamedTuple")
    reading.program.add_bases(info, frozenset({base}))
    return frozenset({Class(info.key)})


def _fields(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """The names of fields, as one text or several, with their types if they are there."""
    match node:
        case ast.Constant(value=str(text)):
            yield from ((name, _UNKNOWN) for name in text.replace(",", " ").split())
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant):
                    yield str(key.value), value
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            for part in parts:
                match part:
                    case ast.Constant(value=str(name)):
                        yield name, _UNKNOWN
                    case ast.Tuple(elts=[ast.Constant(value=str(name)), kind]):
                        yield name, kind


def _number(reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    mark_operated(reading, given.first())
    return NOTHING


def _sum(reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    """A number, or lists behind each other."""
    elements = elements_of(reading, given.first())
    mark_operated(reading, elements)
    return frozenset(
        it
        for it in elements | given.named("start", 1)
        if isinstance(it, Instance) and it.key in (v.LIST, v.TUPLE)
    )


_Meaning = Callable[[Reading, Given, "ast.AST | None", "Scope | None"], Values]
BUILTIN_FUNCTIONS: Final[Mapping[str, _Meaning]] = {
    **MAKERS,
    "getattr": _getattr,
    "super": _super,
    "importlib.import_module": _import_module,
    "__import__": _import_module,
    "operator.attrgetter": _attrgetter,
    "flochat:attrgetter": _get_attributes,
    "operator.methodcaller": _methodcaller,
    "flochat:methodcaller": _call_named,
    "operator.itemgetter": _itemgetter,
    "flochat:itemgetter": _get_items,
    **dict.fromkeys(("vars", "attrs.asdict", "attr.asdict", "dataclasses.asdict"), _as_dict),
    "functools.partial": _partial,
    "map": map_over,
    "asyncio.gather": _gather,
    "zip": _zip,
    **dict.fromkeys(("itertools.zip_longest", "itertools.product"), _zip),
    **dict.fromkeys(
        (
            *("itertools.pairwise", "itertools.combinations", "itertools.permutations"),
            *("itertools.batched", "itertools.tee", "more_itertools.chunked"),
            *("more_itertools.batched", "more_itertools.windowed", "more_itertools.ichunked"),
        ),
        _neighbours,
    ),
    **dict.fromkeys(("heapq.nlargest", "heapq.nsmallest"), _largest),
    "enumerate": _enumerate,
    "itertools.chain": _chain,
    **dict.fromkeys(("itertools.chain.from_iterable", "more_itertools.flatten"), _flattened),
    "sorted": _sorted,
    "next": _next,
    "anext": _next,
    "min": _extreme,
    "max": _extreme,
    "filter": _filter,
    "functools.reduce": _reduce,
    **dict.fromkeys(
        (
            *("collections.namedtuple", "typing.NamedTuple"),
            *("typing.TypedDict", "typing_extensions.TypedDict"),
        ),
        _record_class,
    ),
    "sum": _sum,
    **dict.fromkeys(("typing.cast", "cast"), _cast),
    "itertools.groupby": _groups,
    **dict.fromkeys(("int", "float", "len", "round", "abs"), _number),
}
