"""Gets the platform's document: from its Swagger page, from a URL or from a file."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import frozen

from . import fetch, swagger_page
from .document import parse
from .errors import ContractError
from .fetch import Answer, Host, Limits

__all__ = ["DEFAULT_SOURCE", "Limits", "Pulled", "pull"]

DEFAULT_SOURCE: Final = "https://app.flochat.ai/api"
_DEFAULT_LIMITS: Final = Limits()


@frozen
class Pulled:
    """A document, the URL or path that it was read from, and the SHA-256 of its bytes."""

    document: dict[str, Any]
    url: str
    sha256: str


def pull(source: str, *, api_key: str | None = None, limits: Limits = _DEFAULT_LIMITS) -> Pulled:
    """Get the OpenAPI document of a source: a Swagger page or a document by URL, or a file.

    `api_key` is sent to the host of the URL as a bearer token, and nowhere else. Raises
    ContractError when there is no document or it cannot be read; `document.check` says whether it
    is sound.
    """
    if "://" in source:
        answer = asyncio.run(_download(source, api_key, limits))
        url, data = answer.url, answer.data
    else:
        url, data = source, _read(Path(source), limits)
    return Pulled(parse(data), url, hashlib.sha256(data).hexdigest())


def _read(file: Path, limits: Limits) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(limits.size + 1)  # with one byte too many `parse` refuses it
    except OSError as error:
        problem = f"{file} cannot be read ({error.strerror})"
        raise ContractError("pull", problem, "give a URL, or the path of a document") from error


async def _download(source: str, api_key: str | None, limits: Limits) -> Answer:
    async with fetch.connect(source, api_key=api_key, limits=limits) as host:
        first = await host.get(source)
        fetch.check_success(first)
        return await _document_of(host, first, limits) if first.is_markup else first


async def _document_of(host: Host, page: Answer, limits: Limits) -> Answer:
    """The document that a Swagger page shows, or else what is at `api-docs` next to the page."""
    reference = await _reference(host, page, limits)
    if reference is not None:
        answer = await host.get(host.inside(page.url, reference, "shows a document of"))
        fetch.check_success(answer)
        return answer
    guesses = _beside(page.url)
    for path in guesses:
        answer = await host.get(host.inside(page.url, path, "lies beside"))
        if answer.status == 200 and not answer.is_markup:
            return answer
    problem = (
        f"{page.url} is HTML without a Swagger document, and none is at {' or '.join(guesses)}"
    )
    raise ContractError("pull", problem, "give the URL of the Swagger page or of the document")


async def _reference(host: Host, page: Answer, limits: Limits) -> str | None:
    """The document's URL as spelled in an inline script of the page or in one that it loads."""
    for script in swagger_page.inline_scripts(page.text):
        if reference := swagger_page.document_url(script):
            return reference
    sources = [url for url in swagger_page.script_sources(page.text) if host.owns(page.url, url)]
    for source in sources[: limits.scripts]:
        loaded = await host.get(host.inside(page.url, source, "loads a script of"))
        if loaded.status == 200 and (reference := swagger_page.document_url(loaded.text)):
            return reference
    return None


def _beside(page_url: str) -> list[str]:
    folder = urlsplit(page_url).path.rstrip("/").rpartition("/")[0]
    return list(dict.fromkeys([f"{folder}/api-docs", "/api-docs"]))
