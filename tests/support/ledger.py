"""Reading a sandbox's ledger."""

from __future__ import annotations

from typing import Any

from flochat.sandbox import Server


def operations(server: Server) -> list[str | None]:
    """The operations that were called, in order."""
    return [request.operation for request in server.requests]


def bodies(server: Server) -> list[Any]:
    """The bodies of the requests, in order."""
    return [request.json for request in server.requests]
