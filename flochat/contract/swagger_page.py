"""Finds out which document a Swagger UI page shows, from its HTML and its scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

# Pages and the scripts that start Swagger UI are small; text beyond this size is ignored.
_MAX_CHARACTERS: Final = 1_000_000

# What is never closed extends to the end: no text makes a pattern start over and over again.
_HTML_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SCRIPT: Final = re.compile(r"<script\b([^<>]*)>(.*?)(?:</script|\Z)", re.DOTALL | re.IGNORECASE)
_SOURCE: Final = re.compile(
    r"""(?<![\w-])src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_LIBRARY: Final = re.compile(r"swagger-ui(-es)?(-bundle|-standalone-preset)?(-core)?(\.min)?\.js\b")
_START: Final = re.compile(r"\bSwaggerUI(Bundle)?\s*\(")
_STRING: Final = r"""(?:"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?|`(?:[^`\\]|\\.)*+`?)"""
_STRING_OR_COMMENT: Final = re.compile(rf"({_STRING})|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_OBJECT: Final = re.compile(r"\{[^{}]*\}")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)


def document_url(script: str) -> str | None:
    """The URL that a script passes to Swagger UI as `url:` or in `urls:`, None without one.

    Of several documents it is the one that `urls.primaryName` names, or else the first one.
    """
    code = _without_comments(script[:_MAX_CHARACTERS])
    if not _START.search(code):
        return None
    named = dict(_named_urls(code))
    primary = next(_values("urls.primaryName", code), None)
    urls = [named.get(primary or ""), *named.values(), *_values("url", code)]
    return next((url for url in urls if url), None)


def inline_scripts(page: str) -> list[str]:
    """The inline scripts of the page."""
    return [script[2] for script in _scripts(page) if not _SOURCE.search(script[1])]


def script_sources(page: str) -> list[str]:
    """The URLs, as written, of the scripts that the page loads, without Swagger UI's libraries."""
    matches = (_SOURCE.search(script[1]) for script in _scripts(page))
    sources = (html.unescape(source[1] or source[2] or source[3]) for source in matches if source)
    return [source for source in sources if not _LIBRARY.search(source)]


def _scripts(page: str) -> Iterator[re.Match[str]]:
    return _SCRIPT.finditer(_HTML_COMMENT.sub("", page[:_MAX_CHARACTERS]))


def _without_comments(code: str) -> str:
    return _STRING_OR_COMMENT.sub(lambda match: match[1] or " ", code)


def _named_urls(code: str) -> Iterator[tuple[str, str]]:
    for literal in _OBJECT.findall(code):
        name, url = next(_values("name", literal), None), next(_values("url", literal), None)
        if name is not None and url is not None:
            yield name, url


def _values(key: str, code: str) -> Iterator[str]:
    """The strings under a key of an object literal, without templates that have a placeholder."""
    pattern = rf"""(?<![\w$.])["']?{re.escape(key)}["']?\s*:\s*({_STRING})"""
    for match in re.finditer(pattern, code):
        text = match[1][1:-1]
        if "${" not in text:
            yield _whole_characters(_ESCAPE.sub(_unescaped, text))


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else escape[3]


def _whole_characters(text: str) -> str:
    """A text with each surrogate pair as the one character that it is in JavaScript."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
