"""Finds out which document a Swagger UI page shows, from its HTML and its scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

# Pages and the scripts that start Swagger UI are small; what is beyond this is not looked at.
_LOOKED_AT: Final = 1_000_000


def document_url(script: str) -> str | None:
    """The URL that a script hands to Swagger UI as `url:` or in `urls:`, None when it hands none.

    Of several documents it is the one that `urls.primaryName` names, or else the first.
    """
    code = _without_comments(script[:_LOOKED_AT])
    if not _START.search(code):
        return None
    named = dict(_named_urls(code))
    primary = next(_values("urls.primaryName", code), None)
    urls = [named.get(primary or ""), *named.values(), *_values("url", code)]
    return next((url for url in urls if url), None)


def inline_scripts(page: str) -> list[str]:
    """The scripts that stand in the page itself."""
    return [script[2] for script in _scripts(page) if not _SOURCE.search(script[1])]


def script_sources(page: str) -> list[str]:
    """The URLs of the scripts that the page loads, as written, less Swagger UI's own libraries."""
    found = (_SOURCE.search(script[1]) for script in _scripts(page))
    sources = (html.unescape(source[1] or source[2] or source[3]) for source in found if source)
    return [source for source in sources if not _LIBRARY.search(source)]


# What is never closed is taken to the end: no text makes a pattern start over and over again.
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


def _scripts(page: str) -> Iterator[re.Match[str]]:
    return _SCRIPT.finditer(_HTML_COMMENT.sub("", page[:_LOOKED_AT]))


def _without_comments(code: str) -> str:
    return _STRING_OR_COMMENT.sub(lambda found: found[1] or " ", code)


def _named_urls(code: str) -> Iterator[tuple[str, str]]:
    for found in _OBJECT.findall(code):
        name, url = next(_values("name", found), None), next(_values("url", found), None)
        if name is not None and url is not None:
            yield name, url


def _values(key: str, code: str) -> Iterator[str]:
    """The strings that stand at a key of an object literal, without those that are templates."""
    pattern = rf"""(?<![\w$.])["']?{re.escape(key)}["']?\s*:\s*({_STRING})"""
    for found in re.finditer(pattern, code):
        text = found[1][1:-1]
        if "${" not in text:
            yield _whole_characters(_ESCAPE.sub(_unescaped, text))


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else escape[3]


def _whole_characters(text: str) -> str:
    """A text whose surrogate pairs, of which JavaScript makes one character, are one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
