"""Into which kind a difference falls: each kind has a row in docs/maintain/contract.md.

What is judged is a pair that was cut to what makes the difference, and what trying values says of
it. Where values decide, our verdict has to be theirs: if not, we are wrong, and there is no kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from flochat.contract.diff.rules import RULES
from flochat.contract.structure import METHODS, objects
from tests.judge.parts import Pair
from tests.judge.trying import Tried

ORDER: Final = ("none", "INFO", "WARN", "ERR")
_COMPOSED: Final = ("allOf", "oneOf", "anyOf")
#: Ids that tell a limit; the rest of it says what became of that.
_LIMITS: Final = ("-min", "-max", "-multiple-of-", "-unique-items-", "-pattern-", "-enum-")
#: Changes of what stands in `items`, of untyped schemas and of `additionalProperties`.
_OVERLOOKED: Final = (
    *("additional-properties-", "unique-items-", "type-generalized", "type-specialized"),
    *("all-of-removed", "all-of-added", "-status-removed", "response-header-became-enum"),
    *(
        "request-body-media-type-",
        "response-header-default-value-",
        "request-parameter-became-enum",
    ),
)
#: What only we tell, all of it INFO.
_NAMES: Final = frozenset(
    {"title-changed", "schema-renamed", "api-server-added", "api-server-removed"}
)


class Difference(NamedTuple):
    """A pair on which the highest levels differ, cut; ids with their levels, and values."""

    pair: Pair
    ours: dict[str, str]
    theirs: dict[str, str]
    tried: Tried | None

    @property
    def levels(self) -> tuple[str, str]:
        """Our highest level, and theirs."""
        return highest(self.ours), highest(self.theirs)

    @property
    def is_ours_higher(self) -> bool:
        one, other = map(ORDER.index, self.levels)
        return one > other

    @property
    def breaks(self) -> bool:
        return self.tried is not None and self.tried.breaks

    @property
    def are_same(self) -> bool:
        return self.tried is not None and self.tried.are_same

    def top(self, side: dict[str, str]) -> set[str]:
        """The ids of the highest level."""
        return {name for name, level in side.items() if level == highest(side)}


def highest(levels: dict[str, str]) -> str:
    """The highest of the levels."""
    return max(levels.values(), key=ORDER.index, default="none")


def is_wrong(difference: Difference) -> bool:
    """Whether our verdict is not that of the values, where they decide."""
    if difference.tried is None or _formats(difference.pair[0]) != _formats(difference.pair[1]):
        return False  # a format is a convention, which values do not know
    ours, _ = difference.levels
    if difference.breaks:
        return ours != "ERR"
    return ours == "ERR" and all(map(_is_of_values, difference.top(difference.ours)))


def _is_of_values(name: str) -> bool:
    """Whether an id is about values: neither about a whole operation nor about a status."""
    return not name.startswith(("api-", "new-", "callback-", "webhook-", "endpoint-")) and not any(
        part in name for part in ("-status-", "media-type", "parameter-removed", "became-required")
    )


def kind_of(difference: Difference) -> str | None:
    """The kind, as docs/maintain/contract.md calls it; None if it is of none."""
    if is_wrong(difference):
        return None
    return next((name for name, holds in KINDS.items() if holds(difference)), None)


def _is_incoming(difference: Difference) -> bool:
    """Whether the cut left nothing but webhooks or callbacks."""
    return any(
        side.get("webhooks") or any("callbacks" in one for one in _operations(side))
        for side in difference.pair
    )


def _is_of_names(difference: Difference) -> bool:
    told = difference.top(difference.ours)
    return difference.is_ours_higher and bool(told) and told <= _NAMES


def _is_of_path_item(difference: Difference) -> bool:
    """Whether a parameter changed that stands beside the operations, which oasdiff overlooks."""
    sides = [
        [item.get("parameters") for item in side.get("paths", {}).values()]
        for side in difference.pair
    ]
    told = difference.top(difference.ours)
    return (
        difference.is_ours_higher
        and sides[0] != sides[1]
        and all(name.startswith("request-parameter-") for name in told)
    )


def _is_list_in_parameter(difference: Difference) -> bool:
    """Whether the elements of a parameter changed, which oasdiff does not compare."""
    return difference.is_ours_higher and any(
        isinstance(one.get("schema"), dict) and "items" in one["schema"]
        for side in difference.pair
        for one in _parameters(side)
    )


def _is_list_no_more(difference: Difference) -> bool:
    """Whether lists went from a parameter, which oasdiff takes for a wider type."""
    before, after = (
        any("array" in str(one.get("schema")) for one in _parameters(side))
        for side in difference.pair
    )
    return difference.is_ours_higher and before and not after


def _is_within_all_of(difference: Difference) -> bool:
    """Whether oasdiff says WARN where its own rule says ERR: it does so inside of an `allOf`."""
    return (
        highest(difference.theirs) == "WARN"
        and _has(difference, "allOf")
        and any(
            name in RULES and RULES[name].level.name == "ERR"
            for name in difference.top(difference.theirs)
        )
    )


def _is_typed_others(difference: Difference) -> bool:
    """Whether a property is gone that `additionalProperties` has a word for."""
    return _has(difference, "additionalProperties") and any(
        "property-removed" in name or "property-added" in name for name in difference.theirs
    )


def _is_undeclared_but_required(difference: Difference) -> bool:
    """Whether a property is required still, and no longer declared: it may be anything."""
    return any("property-removed" in name for name in difference.theirs) and any(
        set(node.get("required", ())) - node.get("properties", {}).keys()
        for _, node in _schemas(difference.pair[1])
    )


def _is_in_another_spelling(difference: Difference) -> bool:
    return difference.are_same and _is_composed_otherwise(difference)


def _is_the_same(difference: Difference) -> bool:
    return difference.are_same and not difference.is_ours_higher


def _is_composed_otherwise(difference: Difference) -> bool:
    """Whether `allOf`, `oneOf`, `anyOf` or their members came or went."""
    old, new = (sorted(_composition(side)) for side in difference.pair)
    return old != new


def _is_without_effect(difference: Difference) -> bool:
    """Whether a limit binds no value; one of another type, or that all listed values keep."""
    return (
        not difference.is_ours_higher
        and difference.tried is not None
        and not difference.breaks
        and any(part in name for name in difference.top(difference.theirs) for part in _LIMITS)
    )


def _is_overlooked(difference: Difference) -> bool:
    """Whether oasdiff says nothing of what it does not compare."""
    ids = difference.ours if not difference.theirs else difference.top(difference.ours)
    with_items = [sum("items" in node for _, node in _schemas(side)) for side in difference.pair]
    return highest(difference.theirs) in ("none", "INFO") and (
        with_items[0] != with_items[1] or any(part in name for name in ids for part in _OVERLOOKED)
    )


def _is_harmless_composition(difference: Difference) -> bool:
    return not difference.is_ours_higher and _is_composed_otherwise(difference)


def _is_broken_composition(difference: Difference) -> bool:
    return difference.is_ours_higher and difference.breaks and _is_composed_otherwise(difference)


def _is_specialized(difference: Difference) -> bool:
    """Whether a type is told as another one which all values had, or have, too.

    Null is lost with the type only where the type is not lost.
    """
    ids = difference.top(difference.theirs)
    return not difference.is_ours_higher and any(
        word in name for name in ids for word in ("type-changed", "became-not-nullable")
    )


#: By name; the first that holds is the kind.
KINDS: Final[dict[str, Callable[[Difference], bool]]] = {
    "what a webhook or a callback sends": _is_incoming,
    "a `title`, a schema under another name, another server": _is_of_names,
    "a parameter that stands in a path item": _is_of_path_item,
    "the elements of a list in a parameter": _is_list_in_parameter,
    "a list in a parameter becomes one value": _is_list_no_more,
    "the same values in another spelling": _is_in_another_spelling,
    "a change inside a member of `allOf`": _is_within_all_of,
    "a limit that binds no value": _is_without_effect,
    "the same values, told as a change": _is_the_same,
    "what oasdiff does not compare": _is_overlooked,
    "a field is required and no longer declared": _is_undeclared_but_required,
    "a field is no longer declared, beside `additionalProperties`": _is_typed_others,
    "alternatives come or go, and nothing breaks": _is_harmless_composition,
    "alternatives come or go, and what is inside breaks": _is_broken_composition,
    "a type that all values had, or have": _is_specialized,
}


def _operations(document: Any) -> Iterator[dict[str, Any]]:
    for item in document.get("paths", {}).values():
        yield from (item[method] for method in METHODS if method in item)


def _parameters(document: Any) -> Iterator[dict[str, Any]]:
    for item in document.get("paths", {}).values():
        for owner in (item, *(item[method] for method in METHODS if method in item)):
            yield from owner.get("parameters", ())


def _schemas(document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((kind, node) for kind, node in objects(document) if kind == "schema")


def _composition(document: Any) -> Iterator[str]:
    for _, node in _schemas(document):
        for keyword in (*_COMPOSED, "const"):
            if keyword in node:
                size = len(node[keyword]) if keyword in _COMPOSED else 1
                yield f"{keyword} {size}"


def _formats(document: Any) -> list[str]:
    return sorted(str(node["format"]) for _, node in _schemas(document) if "format" in node)


def _has(difference: Difference, keyword: str) -> bool:
    return any(f'"{keyword}"' in json.dumps(side) for side in difference.pair)
