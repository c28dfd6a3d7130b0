"""The platform runs under many host names, and its document names only the one it is served by."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

Document = dict[str, Any]


def at_home(document: Document, pulled_from: str, vendored: Document) -> Document:
    """The document as the host of the vendored one would serve it.

    If the servers differ from those of `vendored` only in the host, and that is the host of the URL
    `pulled_from`, they become those of `vendored`. Any other difference is a change and stays.
    """
    home = vendored.get("servers")
    if not home or document.get("servers") != _moved(home, pulled_from):
        return document
    return {**document, "servers": home}


def _moved(servers: list[dict[str, Any]], origin: str) -> list[dict[str, Any]]:
    there = urlsplit(origin)
    return [
        {
            **server,
            "url": urlsplit(server["url"])
            ._replace(scheme=there.scheme, netloc=there.netloc)
            .geturl(),
        }
        for server in servers
    ]
