"""The platform runs under many names, and on each host its document names that host alone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

Document = dict[str, Any]


def at_home(document: Document, pulled_from: str, vendored: Document) -> Document:
    """The document as the vendored one's host would serve it.

    Where the servers are those of `vendored` but for the host, and that is the host of the URL
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
