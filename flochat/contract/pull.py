"""Gets the platform's document: from its Swagger page, from a URL or from a file."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import frozen

from . import fetch
from .document import parse
from .errors import ContractError
from .fetch import Answer, Host, Limits
from .swagger_page import PageText, Shown, likely_first, of_settings_file

__all__ = ["DEFAULT_SOURCE", "Limits", "Pulled", "pull"]

DEFAULT_SOURCE: Final = "https://app.flochat.ai/api"
_DEFAULT_LIMITS: Final = Limits()


@frozen
class Pulled:
    """A document, the URL or path that it was read from, and the SHA-256 of its bytes.

    `tried_again` has a line for each request that was answered at the second try only.
    """

    document: dict[str, Any]
    url: str
    sha256: str
    tried_again: tuple[str, ...] = ()


def pull(source: str, *, api_key: str | None = None, limits: Limits = _DEFAULT_LIMITS) -> Pulled:
    """Get the OpenAPI document of a source: a Swagger page or a document by URL, or a file.

    `api_key` is sent to the host of the URL as a bearer token, and nowhere else. Raises
    ContractError when there is no document or it cannot be read; `document.check` says whether it
    is sound.
    """
    if "://" in source:
        answer, tried_again = asyncio.run(_download(source, api_key, limits))
        url, data = answer.url, answer.data
    else:
        url, data, tried_again = source, _read(Path(source), limits), ()
    return Pulled(parse(data), url, hashlib.sha256(data).hexdigest(), tried_again)


def _read(file: Path, limits: Limits) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(limits.size + 1)  # with one byte too many `parse` refuses it
    except OSError as error:
        problem = f"{file} cannot be read ({error.strerror})"
        raise ContractError("pull", problem, "give a URL, or the path of a document") from error


async def _download(
    source: str, api_key: str | None, limits: Limits
) -> tuple[Answer, tuple[str, ...]]:
    async with fetch.connect(source, api_key=api_key, limits=limits) as host:
        first = await host.get(source)
        fetch.check_success(first)
        first = await _led_on(host, first)
        answer = await _document_of(host, first, limits) if first.is_markup else first
        return answer, tuple(host.tried_again)


async def _led_on(host: Host, page: Answer) -> Answer:
    """What a page leads on to by itself, once; the page itself if it does not."""
    if not page.is_markup:
        return page
    text = PageText(page.location, page.text)
    if (following := text.leads_on_to) is None:
        return page
    answer = await host.get(host.inside(text.base, following, "leads on to a page of"))
    fetch.check_success(answer)
    return answer


async def _document_of(host: Host, page: Answer, limits: Limits) -> Answer:
    """The document that a page shows, or else what is at `api-docs` next to the page."""
    text = PageText(page.location, page.text)
    shown = await _shown(host, text, limits)
    for one in _on_the_host(host, text, shown):
        if one.document is not None:
            return Answer(page.url, 200, "application/json", one.document.encode())
        if one.settings_url is not None:
            one = await _of_settings(host, text, one.settings_url) or one
        if one.url is not None:
            answer = await host.get(host.inside(text.base, one.url, "shows a document of"))
            fetch.check_success(answer)
            return answer
    guesses = _beside(page.url)
    for path in guesses:
        answer = await host.get(host.inside(page.url, path, "lies beside"))
        if answer.status == 200 and not answer.is_markup:
            return answer
    if text.is_known_kind:
        raise ContractError(
            "pull",
            f"{page.url} is a Swagger page, but says in a way that only a browser can work out "
            f"which document it shows, and none is at {' or '.join(guesses)}",
            "look in the network tab of a browser for the request for the document, and give its "
            "URL as source",
        )
    problem = (
        f"{page.url} is HTML without a Swagger document, and none is at {' or '.join(guesses)}"
    )
    raise ContractError("pull", problem, "give the URL of the Swagger page or of the document")


async def _shown(host: Host, page: PageText, limits: Limits) -> list[Shown]:
    """What the page shows, by its own scripts or by those that it loads from the same host."""
    shown = page.shown()
    sources = [url for url in page.sources if host.owns(page.base, url)]
    for source in likely_first(sources, limits.scripts):
        if shown:
            break
        loaded = await host.get(host.inside(page.base, source, "loads a script of"))
        if loaded.status == 200 and not loaded.is_markup:
            page.load(source, loaded.text)
            shown = page.shown()
    return shown


def _on_the_host(host: Host, page: PageText, shown: list[Shown]) -> list[Shown]:
    """What is on the host; if nothing is, the first, so that it can be refused by name."""
    inside = [
        one
        for one in shown
        if one.document is not None
        or any(url is not None and host.owns(page.base, url) for url in (one.url, one.settings_url))
    ]
    return inside or shown[:1]


async def _of_settings(host: Host, page: PageText, url: str) -> Shown | None:
    """What a file of settings names; None if there is none to be read."""
    answer = await host.get(host.inside(page.base, url, "takes its settings from"))
    try:
        return of_settings_file(parse(answer.data), page.url) if answer.status == 200 else None
    except ContractError:
        return None


def _beside(page_url: str) -> list[str]:
    folder = urlsplit(page_url).path.rstrip("/").rpartition("/")[0]
    return list(dict.fromkeys([f"{folder}/api-docs", "/api-docs"]))
