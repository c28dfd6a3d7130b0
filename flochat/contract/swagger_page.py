"""Finds out which document a page shows: Swagger UI, ReDoc, RapiDoc, Scalar and their like."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qs, urljoin, urlsplit

from attrs import define, field, frozen

from .page_script import started_with
from .page_tokens import MAX_CHARACTERS, Tokens
from .page_values import UNKNOWN, Element, Fetched, Page

_TAG: Final = re.compile(r"<([a-zA-Z][\w:-]*)")
_ATTRIBUTE: Final = re.compile(
    r"""[\s/]*+(?:([^\s"'<>/=]+)(?:\s*+=\s*+(?:"([^"]*)(?:"|\Z)|'([^']*)(?:'|\Z)|([^\s"'>]+)))?|[^>])""",
    re.DOTALL,
)
_SCRIPT_TYPES: Final = re.compile(r"|module|(text|application)/(x-)?(java|ecma)script.*", re.I)

#: Scripts that are libraries, and name no document of anybody.
_LIBRARY: Final = re.compile(
    r"swagger-ui(-es)?(-bundle|-standalone-preset)?(-core)?(\.min)?\.js\b"
    r"|(redoc|rapidoc|jquery|bootstrap|lodash|react|vue)[-.\w]*\.js\b"
)
#: Where a page leads on to by itself: `0; url=/ui/`.
_LEADS_ON: Final = re.compile(
    r"\s*\d+\s*[;,]\s*url\s*=\s*[\"']?([^\"'\s]+)[\"']?\s*", re.IGNORECASE
)
#: Of many scripts these are looked at first.
_LIKELY: Final = re.compile(r"swagger|redoc|openapi|api-?docs|initializer|init\.js", re.IGNORECASE)
#: What only a page that shows a document has in its text.
_SHOWS: Final = re.compile(
    r"swagger-?ui|redoc|rapi-?doc|elements-api|createApiReference|api-reference|\bscalar[./-]",
    re.IGNORECASE,
)
#: Elements that show a document by themselves, and the attributes with its URL, in lower case.
_ELEMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "redoc": ("spec-url",),
    "rapi-doc": ("spec-url",),
    "rapi-doc-mini": ("spec-url",),
    "openapi-explorer": ("spec-url",),
    "elements-api": ("apidescriptionurl",),
    "zudoku": ("spec-url",),
}


@frozen
class Shown:
    """What a page shows: the URL of a document, of settings that name one, or the document.

    URLs are as the page spells them, relative to the base of the page. `document` is JSON.
    """

    url: str | None = None
    settings_url: str | None = None
    document: str | None = None


@define
class PageText:
    """The page as served, and its scripts, as far as they were loaded."""

    url: str
    text: str
    loaded: dict[str, Tokens] = field(factory=dict)
    _tags: list[Tag] = field(factory=list, init=False)
    _inline: dict[int, Tokens] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._tags = list(tags(self.text))

    @property
    def base(self) -> str:
        """What relative URLs of the page are relative to."""
        found = (tag.attributes["href"] for tag in self._tags if _is_base(tag))
        return urljoin(self.url, next(found, ""))

    @property
    def leads_on_to(self) -> str | None:
        """The URL, as written, that a browser goes on to from this page without being asked."""
        told = (
            _LEADS_ON.fullmatch(tag.attributes.get("content", ""))
            for tag in self._tags
            if tag.name == "meta" and tag.attributes.get("http-equiv", "").lower() == "refresh"
        )
        return next((leading[1] for leading in told if leading), None)

    @property
    def is_known_kind(self) -> bool:
        """Whether this is a page that shows a document, even if it is not found."""
        return _SHOWS.search(self.text[:MAX_CHARACTERS]) is not None

    @property
    def sources(self) -> list[str]:
        """The URLs, as written, of the scripts that the page loads, likely ones first if many."""
        found = (tag.attributes["src"] for tag in self._scripts() if "src" in tag.attributes)
        return [source for source in dict.fromkeys(found) if not _LIBRARY.search(source)]

    def shown(self) -> list[Shown]:
        """What the page shows, as far as its elements and scripts say: the likeliest first."""
        scripts = (self._tokens(number, tag) for number, tag in enumerate(self._tags))
        page = Page(self.url, self._elements())
        started = started_with((script for script in scripts if script is not None), page)
        found = [one for tag in self._tags if (one := _of_element(tag))]
        query = parse_qs(urlsplit(self.url).query)
        for value in started:
            found += _of_settings(value, query)
        return found + _of_query(query)

    def load(self, source: str, script: str) -> None:
        """Add the text of a script that the page loads."""
        self.loaded[source] = Tokens(script)

    def _scripts(self) -> Iterator[Tag]:
        for tag in self._tags:
            if tag.name == "script" and _SCRIPT_TYPES.fullmatch(tag.attributes.get("type", "")):
                yield tag

    def _tokens(self, number: int, tag: Tag) -> Tokens | None:
        if tag.name != "script" or not _SCRIPT_TYPES.fullmatch(tag.attributes.get("type", "")):
            return None
        if "src" in tag.attributes:
            return self.loaded.get(tag.attributes["src"])
        if number not in self._inline:
            self._inline[number] = Tokens(tag.text)
        return self._inline[number]

    def _elements(self) -> dict[str, Element]:
        found: dict[str, Element] = {}
        for tag in self._tags:
            element = Element(dict(tag.attributes), tag.text, shows=tag.name in _ELEMENTS)
            if tag.name in _ELEMENTS:
                found.setdefault(tag.name, element)
            if tag.attributes.get("id"):
                found[tag.attributes["id"]] = element
        return found


def likely_first(sources: Iterable[str], most: int) -> list[str]:
    """No more than `most` of the sources of scripts: those with telling names, then the first."""
    listed = list(sources)
    if len(listed) > most:
        listed.sort(key=lambda source: _LIKELY.search(source) is None)
    return listed[:most]


def of_settings_file(settings: Mapping[str, Any], page_url: str) -> Shown | None:
    """What the settings name that a page loads: the file of its `configUrl`."""
    found = _of_settings({**settings, "configUrl": None}, parse_qs(urlsplit(page_url).query))
    return next(iter(found), None)


@frozen
class Tag:
    """A start tag: its name and attributes, names in lower case, and of a script its text."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""


def tags(page: str) -> Iterator[Tag]:
    """The start tags of a page, without those in comments."""
    page, at = page[:MAX_CHARACTERS], 0
    while (at := page.find("<", at)) >= 0:
        if page.startswith("<!--", at):
            end = page.find("-->", at + 2)
            if end < 0:
                return
            at = end + 3
            continue
        if (opening := _TAG.match(page, at)) is None:
            at += 1
            continue
        name = opening[1].lower()
        attributes, at = _attributes(page, opening.end())
        text = ""
        if name in ("script", "style", "textarea"):
            closing = re.compile(rf"</{name}\b", re.IGNORECASE).search(page, at)
            end = closing.start() if closing else len(page)
            text, at = page[at:end], end
        yield Tag(name, attributes, text)


def _attributes(page: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes of a tag from a place on, the first of each name, and where the tag ends."""
    found: dict[str, str] = {}
    while at < len(page):
        match = _ATTRIBUTE.match(page, at)
        if match is None:  # at its end
            return found, page.find(">", at) + 1 or len(page)
        at = match.end()
        if match[1]:
            value = match[2] or match[3] or match[4] or ""
            found.setdefault(match[1].lower(), html.unescape(value))
    return found, at


def _is_base(tag: Tag) -> bool:
    return tag.name == "base" and "href" in tag.attributes


def _of_element(tag: Tag) -> Shown | None:
    names = _ELEMENTS.get(tag.name, ())
    if tag.attributes.get("id") == "api-reference":
        names = ("data-url",)
        settings = _json(tag.attributes.get("data-configuration", ""))
        if isinstance(settings, dict) and (inner := _of_settings(settings, {})):
            return inner[0]
        if tag.text.strip().startswith("{"):
            return Shown(document=tag.text)
    url = next((tag.attributes[name] for name in names if tag.attributes.get(name)), None)
    return None if url is None else Shown(url=url.strip())


def _of_settings(settings: Any, query: Mapping[str, list[str]]) -> list[Shown]:
    """What the argument names that a page is started with: settings, a URL, or a document."""
    if isinstance(settings, Fetched):
        return [Shown(url=settings.url)]
    if isinstance(settings, str):
        return [Shown(url=settings)]
    if not isinstance(settings, dict):
        return []
    if "openapi" in settings or "swagger" in settings:
        return _document(settings)
    found = _of_query(query) if settings.get("queryConfigEnabled") is True else []
    if isinstance(url := settings.get("configUrl"), str) and url:
        found.append(Shown(settings_url=url))
    for key in ("spec", "content"):
        spec = settings.get(key)
        if isinstance(spec, dict) and isinstance(spec.get("data"), dict | Fetched):
            spec = spec["data"]
        if isinstance(spec, Fetched):
            found.append(Shown(url=spec.url))
        elif isinstance(spec, dict) and spec and not isinstance(spec.get("url"), str):
            return found + _document(spec)
    listed = settings.get("urls") or settings.get("sources")
    urls = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    wanted = query.get("urls.primaryName", [settings.get("urls.primaryName")])[-1]
    urls.sort(key=lambda one: one.get("name") != wanted)
    found += [Shown(url=one["url"]) for one in urls if isinstance(one.get("url"), str)][:1]
    own = settings.get("spec") if isinstance(settings.get("spec"), dict) else settings
    if not urls and isinstance(url := (own or settings).get("url"), str) and url:
        found.append(Shown(url=url))
    return found


def _of_query(query: Mapping[str, list[str]]) -> list[Shown]:
    """What the page was asked to show in its own URL, as Swagger UI lets one do."""
    urls = [Shown(url=url) for url in query.get("url", [])[:1]]
    return [*(Shown(settings_url=url) for url in query.get("configUrl", [])[:1]), *urls]


def _document(spec: dict[str, Any]) -> list[Shown]:
    """A document that stands in the page, unless parts of it are what only a browser knows."""
    try:
        return [Shown(document=json.dumps(spec))]
    except (TypeError, ValueError, RecursionError):
        return []


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return UNKNOWN
