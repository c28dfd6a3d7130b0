"""The values that scripts of a page work with, as far as they can be known from its text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

from attrs import define, field, frozen

from .page_tokens import Tokens

#: No address of a document is longer, and no text may grow without end.
_MAX_TEXT: Final = 10_000
_MERGING: Final = ("assign", "extend", "merge", "defaults")
_ELEMENT_TEXTS: Final = frozenset({"innerHTML", "textContent", "innerText", "text"})
#: Methods of texts, by name and number of texts that they are given.
_TEXT_METHODS: Final[dict[tuple[str, int], Callable[..., Any]]] = {
    ("replace", 2): lambda owner, old, new: owner.replace(old, new, 1),
    ("replaceAll", 2): lambda owner, old, new: owner.replace(old, new) if old else owner,
    ("split", 1): lambda owner, mark: owner.split(mark) if mark else list(owner),
    ("concat", 1): lambda owner, other: owner + other,
    ("startsWith", 1): lambda owner, start: owner.startswith(start),
    ("endsWith", 1): lambda owner, end: owner.endswith(end),
    ("includes", 1): lambda owner, part: part in owner,
    ("indexOf", 1): lambda owner, part: owner.find(part),
    ("lastIndexOf", 1): lambda owner, part: owner.rfind(part),
    ("trim", 0): lambda owner: owner.strip(),
    ("toString", 0): lambda owner: owner,
    ("toLowerCase", 0): lambda owner: owner.lower(),
}

COMPARISONS: Final = frozenset({"==", "===", "!=", "!==", "<", ">", "<=", ">="})
ARITHMETIC: Final = frozenset({"+", "-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>", ">>>"})


class _Unknown:
    """A value that only a browser can work out."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()


@frozen
class Fetched:
    """What a request for a URL gives."""

    url: str


@frozen
class Element:
    """An element of the page, as far as scripts read and write it.

    `shows` says whether it shows a document by itself.
    """

    attributes: dict[str, str]
    text: str = ""
    shows: bool = False


@frozen
class Starter:
    """`SwaggerUIBundle` and its like, under whatever name a script has it."""

    name: str


class Method(NamedTuple):
    """A method of a value, before it is called."""

    owner: Any
    name: str


@define(eq=False)
class Function:
    """A function of a script: its parameters, where its body is, and the names that it sees."""

    parameters: list[str]
    tokens: Tokens
    start: int
    end: int
    is_expression: bool
    scopes: list[dict[str, Any]]
    was_called: bool = False


@define
class Page:
    """The page that scripts run in: its address, and its elements by id."""

    url: str
    elements: Mapping[str, Element] = field(factory=dict)


#: The parts of an address that scripts set, as `urllib` calls them.
_PARTS: Final = {"pathname": "path", "search": "query", "hash": "fragment"}


@frozen
class Location:
    """The address of the page, or one that a script makes of it, in its parts."""

    parts: dict[str, str]

    def change(self, name: str, text: str) -> None:
        """Set a part, as scripts do with an address that they made."""
        if (part := _PARTS.get(name)) is not None:
            changed = urlsplit(self.parts["href"])._replace(**{part: text.lstrip("?#")})
            self.parts.update(location(changed.geturl()).parts)


@frozen
class Query:
    """The parameters of an address."""

    values: Mapping[str, list[str]]


def location(url: str) -> Location:
    """A URL as `window.location` has it."""
    parts = urlsplit(url)
    return Location(
        {
            "href": url,
            "origin": f"{parts.scheme}://{parts.netloc}",
            "protocol": f"{parts.scheme}:",
            "host": parts.netloc,
            "hostname": parts.hostname or "",
            "port": str(parts.port or ""),
            "pathname": parts.path or "/",
            "search": f"?{parts.query}" if parts.query else "",
            "hash": "",
        }
    )


#: What of an element that shows a document says which, as scripts set it.
SHOWN_BY: Final = frozenset(
    {"spec-url", "specUrl", "apiDescriptionUrl", "apidescriptionurl", "apiDescriptionDocument"}
)


def element_member(element: Element, key: str) -> Any:
    """A property of an element."""
    if key in _ELEMENT_TEXTS:
        return element.text
    if key == "dataset":
        names = {name: value for name, value in element.attributes.items() if name[:5] == "data-"}
        return {_camel(name[5:]): value for name, value in names.items()}
    return element.attributes.get(key, Method(element, key))


def _camel(name: str) -> str:
    first, *others = name.split("-")
    return first + "".join(part.capitalize() for part in others)


def _found_element(page: Page, arguments: list[Any]) -> Any:
    selector = arguments[0] if arguments and isinstance(arguments[0], str) else ""
    return page.elements.get(selector.removeprefix("#"), UNKNOWN)


def _parsed_json(_page: Page, arguments: list[Any]) -> Any:
    try:
        return json.loads(arguments[0])
    except (LookupError, TypeError, ValueError, RecursionError):
        return UNKNOWN


def _merged(_page: Page, arguments: list[Any]) -> Any:
    objects = [one for one in arguments if isinstance(one, dict)]
    if not objects:
        return UNKNOWN
    for other in objects[1:]:
        objects[0].update(other)
    return objects[0]


def _fetched(_page: Page, arguments: list[Any]) -> Any:
    first = arguments[0] if arguments else UNKNOWN
    if isinstance(first, dict):
        first = first.get("url")
    return Fetched(first) if isinstance(first, str) else UNKNOWN


def _as_url(page: Page, arguments: list[Any]) -> Any:
    texts = [one.parts["href"] if isinstance(one, Location) else one for one in arguments[:2]]
    if not texts or not all(isinstance(one, str) for one in texts):
        return UNKNOWN
    return location(urljoin(texts[1] if len(texts) > 1 else page.url, texts[0]))


def _as_query(_page: Page, arguments: list[Any]) -> Any:
    text = arguments[0] if arguments else UNKNOWN
    if not isinstance(text, str):
        return UNKNOWN
    return Query(parse_qs(text.removeprefix("?"), keep_blank_values=True))


def _of_text(convert: Callable[[str], str]) -> Callable[[Page, list[Any]], Any]:
    def converted(_page: Page, arguments: list[Any]) -> Any:
        text = arguments[0] if arguments else UNKNOWN
        return convert(text) if isinstance(text, str) else UNKNOWN

    return converted


FUNCTIONS: Final[dict[str, Callable[[Page, list[Any]], Any]]] = {
    "JSON.parse": _parsed_json,
    **{f"{owner}.{name}": _merged for owner in ("Object", "$", "jQuery", "_") for name in _MERGING},
    "fetch": _fetched,
    "window.fetch": _fetched,
    "axios.get": _fetched,
    "$.getJSON": _fetched,
    "$.get": _fetched,
    "URL": _as_url,
    "URLSearchParams": _as_query,
    "String": _of_text(str),
    "encodeURI": _of_text(lambda text: quote(text, safe="/:?#[]@!$&'()*+,;=%")),
    "encodeURIComponent": _of_text(lambda text: quote(text, safe="")),
    "decodeURI": _of_text(unquote),
    "decodeURIComponent": _of_text(unquote),
    "document.getElementById": _found_element,
    "document.querySelector": _found_element,
    "document.createElement": lambda _page, _arguments: Element({}),
    "localStorage.getItem": lambda _page, _arguments: None,
    "sessionStorage.getItem": lambda _page, _arguments: None,
}


def text_method(owner: str, name: str, arguments: list[Any]) -> Any:
    """What a method of a text gives."""
    if name in ("slice", "substring") and all(type(one) is int for one in arguments[:2]):
        return owner[slice(*arguments)] if 1 <= len(arguments) <= 2 else UNKNOWN
    method = _TEXT_METHODS.get((name, len(arguments)))
    if method is None or not all(isinstance(one, str) for one in arguments):
        return UNKNOWN
    if len(owner) + sum(map(len, arguments)) > _MAX_TEXT:
        return UNKNOWN
    return method(owner, *arguments)


def truth(value: Any) -> bool | None:
    """Whether a value counts as true; None if that is not known."""
    if value is UNKNOWN or isinstance(value, Method):
        return None
    if isinstance(value, dict | list) or not isinstance(value, str | int | float | None):
        return True
    return bool(value)


def combined(operator: str, value: Any, other: Any) -> Any:
    """What `||`, `&&` and `??` give of two values."""
    is_true = truth(value)
    if operator == "??":
        return other if value is None or value is UNKNOWN else value
    if operator == "||":
        return value if is_true or (is_true is None and other is UNKNOWN) else other
    if is_true is None:
        return UNKNOWN
    return other if is_true else value


def compare(operator: str, value: Any, other: Any) -> Any:
    """What a comparison of two values gives."""
    if not all(one is None or type(one) in (str, int, float, bool) for one in (value, other)):
        return UNKNOWN
    if operator in ("==", "==="):
        return value == other
    if operator in ("!=", "!=="):
        return value != other
    if type(value) not in (int, float) or type(other) not in (int, float):
        return UNKNOWN
    numbers: tuple[float, float] = (value, other)
    is_less, is_equal = numbers[0] < numbers[1], numbers[0] == numbers[1]
    return {
        "<": is_less,
        "<=": is_less or is_equal,
        ">": not (is_less or is_equal),
        ">=": not is_less,
    }[operator]


def added(value: Any, other: Any) -> Any:
    """The sum of two values, or both joined as texts."""
    texts = [_as_text(one) for one in (value, other)]
    if any(text is None for text in texts):
        return UNKNOWN
    if type(value) in (int, float) and type(other) in (int, float):
        return value + other
    whole = "".join(text for text in texts if text is not None)
    return whole if len(whole) <= _MAX_TEXT else UNKNOWN


def _as_text(value: Any) -> str | None:
    if isinstance(value, Location):
        return value.parts["href"]
    if isinstance(value, str):
        return value
    if type(value) is int:
        return str(value)
    return None


def type_name(value: Any) -> Any:
    """What `typeof` gives of a value."""
    if value is UNKNOWN:
        return UNKNOWN
    names = {str: "string", int: "number", float: "number", bool: "boolean"}
    if isinstance(value, Function | Starter):
        return "function"
    return names.get(type(value), "undefined" if value is None else "object")


def number(text: str) -> Any:
    """The value of a number literal."""
    is_whole = text[:2].lower() == "0x" or not re.search(r"[.eE]", text)
    try:
        return int(text, 0) if is_whole else float(text)
    except ValueError:
        return UNKNOWN
