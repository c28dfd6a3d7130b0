"""The normal form of a contract: two pulls without a real change give the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.encoder import encode_basestring_ascii
from typing import Any, Final

from .empty_lists import without_empty_lists
from .references import with_path_items
from .structure import FROM_FILES, objects

# Arrays whose order says nothing about requests and responses, by the object that contains them
# (the order of `tags` only arranges a page); all arrays of a `set map` are of this kind. All other
# arrays keep their order: the first of `servers` is the default, `allOf`, `oneOf` and `anyOf` are
# tried in turn and name generated classes by position, and in examples, defaults and extensions
# the order is data.
UNORDERED: Final[dict[str, tuple[str, ...]]] = {
    "document": ("security", "tags"),
    "path item": ("parameters",),
    "operation": ("parameters", "security", "tags"),
    "schema": ("enum", "required", "type"),
}

# Where the platform prints the time of the pull. Keywords that restrict a caller (bounds, enums,
# defaults, constants) are not among them.
PRINTED: Final = ("title", "summary", "description", "example", "examples", "value")
_IS_PRINTED: Final = frozenset(PRINTED)
SOME_MOMENT: Final = 1_700_000_000
UNIX_TIMES: Final = range(1_500_000_000, 2**31)
_TEN_DIGITS: Final = re.compile(r"(?<!\d)\d{10}(?!\d)", re.ASCII)

# Where URLs stand that nobody calls, by the object that contains them. All that `info` says is
# settled, and whatever extensions of these objects say.
_LINKED: Final[dict[str, tuple[str, ...]]] = {
    "document": ("externalDocs",),
    "server": ("url",),
    "tag": ("externalDocs",),
    "operation": ("externalDocs",),
    "schema": ("externalDocs",),
}
_URL: Final = re.compile(r"(https?:)?//\S+|/\S*|[^\s?]*\?\S+=\S*")
_QUERY: Final = re.compile(r"[?#].*", re.DOTALL)
#: Moments as one puts them into a URL or an extension: Unix times in seconds or milliseconds,
#: 20261130, 20261130101500 and 2026-11-30T10:15:00Z, percent-encoded or not.
_MOMENT: Final = re.compile(
    r"(?<![\d.])(?:(?P<unix>1[5-9]\d{8}|20\d{8}|21[0-3]\d{7})(?P<rest>(?:\.\d+|\d{3}|\d{6})?)"
    r"|(?P<digits>20[2-9]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:T?[0-2]\d[0-5]\d(?:[0-5]\d)?)?)"
    r"|(?P<iso>20[2-9]\d-[01]\d-[0-3]\d(?:(?:[T ]|%20|\+)[0-2]\d(?::|%3[Aa])[0-5]\d"
    r"(?:(?::|%3[Aa])[0-5]\d)?(?:\.\d+)?)?))(?!\d)",
    re.ASCII,
)
_SOME_DATE: Final = "2023-11-14"
_SOME_ISO_MOMENT: Final = "2023-11-14T22:13:20"


def normalise(document: dict[str, Any]) -> dict[str, Any]:
    """A copy of a document in normal form; normalising it again changes nothing.

    Keys are sorted, and so are the arrays of `UNORDERED`. Unix times in prose and examples become
    `SOME_MOMENT`, and so do moments in `info` and in the queries of links. Whole numbers are
    written as such: JSON does not tell 1.0 from 1. A path item behind a `$ref` is put where it is
    used, so that whoever reads paths finds its operations. `[]` where an object has to stand is
    `{}`.
    """
    normal: dict[str, Any] = without_empty_lists(_settle(with_path_items(document)))
    for kind, node in objects(normal):
        if kind == "set map":
            _sort(node, tuple(node))
            continue
        _replace_times(node)
        if kind != "schema" or "externalDocs" in node:
            _settle_links(node, kind)
        if kind in UNORDERED:
            _sort(node, UNORDERED[kind])
    return normal


def normalise_both(
    old: dict[str, Any], new: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two documents in normal form, which share what they have in common.

    What is the same object in both was written alike, down to the order of keys.
    """
    first, whole = normalise(old), with_path_items(new)
    before = with_path_items(old)
    shared = [
        (keys, names)
        for keys in _maps(whole)
        if (names := _alike(_at(before, keys), _at(whole, keys)))
    ]
    second = normalise(_without(whole, dict(shared)))
    for keys, names in shared:
        holder = _at(second, keys[:-1])
        own = {**holder[keys[-1]], **{name: _at(first, keys)[name] for name in names}}
        holder[keys[-1]] = {name: own[name] for name in sorted(own)}
    return first, second


def are_alike(one: Any, other: Any) -> bool:
    """Whether two nodes are the same, and written alike; `True` is not 1."""
    return one is other or (one == other and repr(one) == repr(other))


def _maps(document: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Where the large maps of a document are."""
    yield from ((name,) for name in ("paths", "webhooks") if name in document)
    for outer in ("components", FROM_FILES):
        sections = document.get(outer)
        yield from ((outer, name) for name in (sections if isinstance(sections, dict) else ()))


def _at(document: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    return document


def _alike(old: Any, new: Any) -> set[str]:
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return set()
    # What is an empty list may become an object only where it stands.
    return {
        name for name in new if name in old and new[name] != [] and are_alike(old[name], new[name])
    }


def _without(
    document: dict[str, Any], shared: dict[tuple[str, ...], set[str]], keys: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The document without what is listed, by the keys of the maps that hold it."""
    left = {key: one for key, one in document.items() if key not in shared.get(keys, ())}
    outer = {
        each[len(keys)] for each in shared if len(each) > len(keys) and each[: len(keys)] == keys
    }
    return {
        key: _without(one, shared, (*keys, key)) if key in outer else one
        for key, one in left.items()
    }


def dump(document: dict[str, Any]) -> str:
    """The text of a document in `openapi.json`: sorted keys, two spaces, one final newline."""
    return (
        json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"
    )


def _settle(value: Any) -> Any:
    if isinstance(value, dict):
        # Texts are by far the most frequent: they need no call.
        return {
            key: one if type(one := value[key]) is str else _settle(one) for key in sorted(value)
        }
    if isinstance(value, list):
        return [_settle(element) for element in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _replace_times(node: dict[str, Any]) -> None:
    if _IS_PRINTED.isdisjoint(node):
        return
    for keyword in PRINTED:
        if keyword in node:
            node[keyword] = _timeless(node[keyword])


def _settle_links(node: dict[str, Any], kind: str) -> None:
    """Replace the moments in what is no prose and binds nobody: `info`, links, extensions."""
    if kind == "info":
        for keyword in node:
            node[keyword] = _without_moments(node[keyword], in_links=False)
    elif kind in _LINKED:
        for keyword in node:
            is_extension = keyword.startswith("x-") and kind != "schema"
            if keyword in _LINKED[kind] or is_extension:
                node[keyword] = _without_moments(node[keyword], in_links=True)


def _without_moments(value: Any, *, in_links: bool) -> Any:
    """The value with one moment in the place of each; `in_links`, in the query of URLs alone."""
    if isinstance(value, dict):
        return {key: _without_moments(inner, in_links=in_links) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_moments(element, in_links=in_links) for element in value]
    if not isinstance(value, str):
        return value if in_links else _timeless(value)
    if _URL.fullmatch(value):
        return _QUERY.sub(lambda query: _MOMENT.sub(_some_moment, query[0]), value)
    return value if in_links else _MOMENT.sub(_unless_a_day, value)


def _unless_a_day(moment: re.Match[str]) -> str:
    """A day alone may be a version: `2026-02-25`."""
    is_day = len(moment["digits"] or moment["iso"] or "") in (8, 10)
    return moment[0] if is_day else _some_moment(moment)


def _some_moment(moment: re.Match[str]) -> str:
    if moment["unix"]:
        rest = moment["rest"]
        return f"{SOME_MOMENT}{'' if rest.startswith('.') else '0' * len(rest)}"
    if moment["digits"]:
        digits = moment["digits"]
        return (
            "20231114T221320"[: len(digits)] if "T" in digits else "20231114221320"[: len(digits)]
        )
    return _SOME_DATE if len(moment["iso"]) == len(_SOME_DATE) else _SOME_ISO_MOMENT


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _timeless(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_timeless(element) for element in value]
    if isinstance(value, str):
        return value if len(value) < 10 else _TEN_DIGITS.sub(_timeless_digits, value)
    if type(value) is int and value in UNIX_TIMES:
        return SOME_MOMENT
    return value


def _timeless_digits(digits: re.Match[str]) -> str:
    return str(SOME_MOMENT) if int(digits[0]) in UNIX_TIMES else digits[0]


def _sort(node: dict[str, Any], keywords: tuple[str, ...]) -> None:
    for keyword in keywords:
        elements = node.get(keyword)
        if isinstance(elements, list) and len(elements) > 1:
            are_texts = all(isinstance(element, str) for element in elements)
            elements.sort(key=encode_basestring_ascii if are_texts else _rank)


def _rank(element: Any) -> str:
    """A sort key: what identifies an element, then all of it, so that prose moves no parameter."""
    is_object = isinstance(element, dict)
    identity = [element.get(keyword) for keyword in ("$ref", "in", "name")] if is_object else []
    return json.dumps([identity, element], sort_keys=True)
