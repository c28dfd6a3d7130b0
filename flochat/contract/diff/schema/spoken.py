"""What a schema says of objects and of arrays, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..source import At
from .pair import Side
from .patterns import matches
from .simple_values import ABOUT_ITSELF
from .views import View, is_number

OTHERS: Final = "additionalProperties"
COUNTS: Final = ("minProperties", "maxProperties")
SIZES: Final = ("minItems", "maxItems")
CONTAINED: Final = ("minContains", "maxContains")
#: What is said of the properties and elements that nothing else speaks of.
UNEVALUATED: Final = {"object": "unevaluatedProperties", "array": "unevaluatedItems"}
#: The keywords that speak of all that there is, by its type.
_OF_ALL: Final = {
    "object": (OTHERS, UNEVALUATED["object"]),
    "array": ("items", UNEVALUATED["array"]),
}
DEPENDENT: Final = "dependentSchemas"
_EVALUATING: Final = (
    *("properties", "patternProperties", OTHERS, DEPENDENT, "if", "then", "else"),
    *("items", "prefixItems", "contains"),
)
MAX_DEPTH: Final = 6


def is_plain(at: At) -> bool:
    """Whether it allows everything, or nothing."""
    return isinstance(at.node, bool) or at.node == {}


def declared_names(views: Iterable[View]) -> set[str]:
    """The names of all properties that objects are declared to have."""
    return {
        name
        for view in views
        for name in (*view.schemas("properties"), *view.names("required"), *demanded_names(view))
    }


def hidden_names(side: Side, views: Iterable[View], hiding: tuple[str, ...]) -> Iterator[str]:
    """The names of the properties that have one of these keywords: readOnly, writeOnly."""
    for view in views:
        for name, schemas in view.schemas("properties").items():
            if not side.view(schemas).keywords.keys().isdisjoint(hiding):
                yield name


def plain_names(side: Side, view: View, depth: int = 0) -> Iterator[str]:
    """The names of the properties that it declares without a condition, itself or alternatives."""
    yield from view.schemas("properties")
    yield from view.names("required")
    for alternatives in view.alternatives if depth <= MAX_DEPTH else ():
        for at in alternatives.members:
            yield from plain_names(side, side.view((at,)), depth + 1)


def demanded_names(view: View) -> Iterator[str]:
    yield from view.schemas(DEPENDENT)
    for name, lists in view.schemas("dependentRequired").items():
        yield name
        yield from listed_names(lists)


def listed_names(lists: Iterable[At]) -> set[str]:
    return {str(one.node) for at in lists for one in at.elements()}


def patterns_in(views: Iterable[View]) -> Iterator[str]:
    for view in views:
        yield from view.schemas("patternProperties")


def has_typed_others(view: View) -> bool:
    keywords = (OTHERS, UNEVALUATED["object"])
    return any(at.node is not False for one in keywords for at in view.keywords.get(one, ()))


def is_unevaluated_known(view: View, kind: str) -> bool:
    """Whether it is known of what the schema calls unevaluated: of all that it says itself."""
    places = view.keywords.get(UNEVALUATED[kind], ())
    if not places:
        return True
    owner = places[0].pointer.rpartition("/")[0]
    is_whole = len(view.origin) == 1 and view.pointer == owner
    return len(places) == 1 and (is_whole or _is_all_inside(view, owner))


def evaluates_all(view: View, kind: str) -> bool:
    """Whether it speaks of whatever a value of the type has."""
    words = _OF_ALL[kind]
    return words[0] in view.keywords or any(
        at.pointer.endswith(f"/{word}") for at in view.evaluating for word in words
    )


def _is_all_inside(view: View, owner: str) -> bool:
    """Whether nothing else of a merged schema evaluates anything, but what one of them says."""
    spoken = [at for keyword in _EVALUATING for at in view.keywords.get(keyword, ())]
    spoken += [at for alternatives in view.alternatives for at in alternatives.members]
    spoken += view.evaluating
    return all(at.pointer.startswith(f"{owner}/") for at in spoken)


def has_strangers(view: View) -> bool:
    """Whether what is said of other properties is said of some that are declared elsewhere."""
    declared = view.schemas("properties").keys()
    return any(
        declared - {name for one in beside(at, view, "properties") for name, _ in one.members()}
        for at in view.keywords.get(OTHERS, ())
    )


def is_free(side: Side, view: View, depth: int = 0) -> bool:
    """Whether objects of free form are allowed: those of which no property is declared."""
    if view.types is not None and "object" not in view.types:
        return False
    if view.schemas("properties") or view.names("required") or depth > MAX_DEPTH:
        return False
    if "patternProperties" in view.keywords or has_typed_others(view):
        return False
    return all(
        any(is_free(side, side.view((at,)), depth + 1) for at in alternatives.members)
        for alternatives in view.alternatives
    )


def inner_schemas(view: View, keyword: str) -> list[At]:
    if keyword in (OTHERS, UNEVALUATED["object"]):
        return view.keywords.get(keyword, [])
    return [at for schemas in view.schemas(keyword).values() for at in schemas]


def schemas_of_name(view: View, name: str) -> list[At]:
    """The schemas that a property must match."""
    found = [*view.schemas("properties").get(name, ())]
    matched = frozenset(one for one in patterns_in([view]) if matches(one, name))
    found += (at for one in matched for at in view.schemas("patternProperties")[one])
    for others in view.keywords.get(OTHERS, ()):
        declared = (one.node for one in beside(others, view, "properties"))
        if not any(name in names for names in declared) and not _is_matched(others, view, matched):
            found.append(others)
    return found


def schemas_of_other(view: View, patterns: frozenset[str]) -> list[At]:
    """The schemas that a property without a name must match, which matches some patterns."""
    by_pattern = view.schemas("patternProperties")
    found = [at for one in patterns & by_pattern.keys() for at in by_pattern[one]]
    others = view.keywords.get(OTHERS, ())
    return [*found, *(at for at in others if not _is_matched(at, view, patterns))]


def _is_matched(others: At, view: View, patterns: frozenset[str]) -> bool:
    """Whether any of these patterns stands beside an `additionalProperties`."""
    places = beside(others, view, "patternProperties")
    return any(pattern in patterns for at in places for pattern in at.node)


def beside(place: At, view: View, keyword: str) -> list[At]:
    """The use of another keyword in the same schema, if there is one."""
    found = view.beside(place, keyword)
    return [] if found is None else [found]


def leaves(side: Side, schema: At, depth: int = 0) -> list[At]:
    """The schema itself; if it is nothing but alternatives, these."""
    if is_plain(schema) or depth > MAX_DEPTH:
        return [schema]
    view = side.view((schema,))
    if len(view.alternatives) != 1 or view.types is not None or view.keywords:
        return [schema]
    (alternatives,) = view.alternatives
    found = [leaf for at in alternatives.members for leaf in leaves(side, at, depth + 1)]
    null = At(f"{schema.pointer}/null", {"type": "null"})
    return [*found, null] if alternatives.has_null else found


def names_in(side: Side, schema: At) -> frozenset[tuple[str, ...]]:
    """The ways to all properties that a schema declares, however deep inside."""
    found = side.names.get(schema.pointer)
    if found is None:
        found = side.names[schema.pointer] = frozenset(_names_in(side, schema, (), set()))
    return found


def _names_in(
    side: Side, schema: At, way: tuple[str, ...], visited: set[str]
) -> Iterator[tuple[str, ...]]:
    if schema.pointer in visited or is_plain(schema):
        return
    visited.add(schema.pointer)
    view = side.view((schema,))
    inner = [(way, at) for alternatives in view.alternatives for at in alternatives.members]
    inner += [(way, at) for keyword in ABOUT_ITSELF for at in view.keywords.get(keyword, ())]
    inner += [(way, at) for schemas in view.schemas(DEPENDENT).values() for at in schemas]
    for step in (OTHERS, "items", "contains", *UNEVALUATED.values()):
        inner += [((*way, step), at) for at in view.keywords.get(step, ()) if not is_plain(at)]
    inner += [((*way, "items"), at) for one in prefix_lists(view) for at in one]
    for pattern, schemas in view.schemas("patternProperties").items():
        inner += [((*way, pattern), at) for at in schemas]
    for name in declared_names([view]):
        yield (*way, name)
        inner += [((*way, name), at) for at in view.schemas("properties").get(name, ())]
    for deeper, at in inner:
        if deeper != way:
            yield deeper
        yield from _names_in(side, at, deeper, visited)


def prefix_lists(view: View) -> Iterator[list[At]]:
    yield from ([*at.elements()] for at in view.keywords.get("prefixItems", ()))


def schemas_of_element(view: View, place: int) -> list[At]:
    """The schemas that the element in a place must match."""
    found = [prefix[place] for prefix in prefix_lists(view) if place < len(prefix)]
    for items in view.keywords.get("items", ()):
        prefixes = beside(items, view, "prefixItems")
        if all(place >= len([*at.elements()]) for at in prefixes):
            found.append(items)
    return found


def schemas_at(view: View, place: int) -> list[At]:
    keywords = ("contains", UNEVALUATED["array"])
    others = (at for keyword in keywords for at in view.keywords.get(keyword, ()))
    return [*schemas_of_element(view, place), *others]


def numbers_in(views: Iterable[tuple[Side, View]], keywords: Iterable[str]) -> list[int]:
    places = [at for _, view in views for word in keywords for at in view.keywords.get(word, ())]
    return [int(at.node) for at in places if is_number(at.node)]


def is_size_allowed(view: View, keywords: tuple[str, str], size: int) -> bool | None:
    lower, upper = ([at.node for at in view.keywords.get(keyword, ())] for keyword in keywords)
    if not all(map(is_number, (*lower, *upper))):
        return None
    return all(limit <= size for limit in lower) and all(size <= limit for limit in upper)
