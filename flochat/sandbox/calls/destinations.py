"""Where a call really goes: to what stands for an address, and never beyond this machine untold."""

from __future__ import annotations

import inspect
import ipaddress
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import SplitResult, urlsplit

from attrs import frozen

from .outcome import without_query

#: An address, or an ASGI or WSGI application of this process.
Service: TypeAlias = str | Callable[..., Any]

_PORTS: Final = {"https": 443, "http": 80}
_ASGI_ARGUMENTS: Final = 3
_WSGI_ARGUMENTS: Final = 2
#: What stands in no address on the wire: white space and control characters.
_UNWRITABLE: Final = re.compile(r"[\x00-\x20\x7f]")

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address


@frozen
class Destination:
    """Where one address leads."""

    #: The address to post to; for an application, the one that it is told.
    url: str
    #: The application that answers; None for what is on the network.
    app: Callable[..., Any] | None = None
    is_wsgi: bool = False


class Destinations:
    """Which service answers for which address.

    `routes` leads from https addresses to services: {"https://shop.example":
    "http://127.0.0.1:5000"}. What is below an address goes below the other one. Raises `ValueError`
    for what is not an address, and `TypeError` for what is neither that nor an application.
    """

    def __init__(self, routes: Mapping[str, Service], *, allow_outside: bool) -> None:
        self.allow_outside: Final = allow_outside
        #: From what to what, the longest address first: a part of a site can be elsewhere.
        self.routes: tuple[tuple[SplitResult, Service], ...] = ()
        self.add(routes)

    def add(self, routes: Mapping[str, Service]) -> None:
        """Let more services answer; an address that had one has another now."""
        added = [
            (_checked_start(start), _checked_service(start, service))
            for start, service in routes.items()
        ]
        kept = [route for route in self.routes if route[0] not in {start for start, _ in added}]
        self.routes = tuple(
            sorted((*added, *kept), key=lambda route: len(route[0].path), reverse=True)
        )

    def find(self, url: str) -> Destination:
        """Where an address leads. Raises `ValueError` for one that nothing may be posted to."""
        wanted = checked_url(url)
        for start, service in self.routes:
            rest = _below(start, wanted)
            if rest is None:
                continue
            if isinstance(service, str):
                query = f"?{wanted.query}" if wanted.query else ""
                return Destination(service.rstrip("/") + rest + query)
            arguments = _count_arguments(service)
            return Destination(url, service, is_wsgi=arguments == _WSGI_ARGUMENTS)
        if wanted.scheme == "http" and not is_here(wanted.hostname or ""):
            raise ValueError(f"the platform calls https only, not {without_query(url)!r}")
        return Destination(url)


def checked_url(url: str) -> SplitResult:
    """The parts of an address. Raises `ValueError` for what is not one."""
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except (ValueError, AttributeError):
        is_address = False
    if not is_address or _UNWRITABLE.search(url):
        shown = without_query(url) if isinstance(url, str) else url
        raise ValueError(f"url must be an address as in https://shop.example/more, not {shown!r}")
    return parts


def may_reach(addresses: Iterable[Address], *, allow_outside: bool) -> bool:
    """Whether all of these may be connected to.

    Never what stands for this machine's surroundings, such as the address at which clouds give
    their machines credentials.
    """
    plain = [_plain(address) for address in addresses]
    if not allow_outside:
        return all(address.is_loopback for address in plain)
    return not any(
        address.is_link_local or address.is_multicast or address.is_unspecified for address in plain
    )


def _plain(address: Address) -> Address:
    """An IPv4 address that is written as an IPv6 one is the IPv4 address."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def is_here(host: str) -> bool:
    """Whether a host is this machine by its name alone."""
    try:
        return _plain(ipaddress.ip_address(host)).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _checked_start(start: str) -> SplitResult:
    parts = checked_url(start)
    if parts.scheme != "https":
        raise ValueError(
            f"routes must lead from https addresses, as the platform calls nothing else, and "
            f"{without_query(start)!r} is not one"
        )
    if parts.query or parts.fragment:
        raise ValueError(f"{without_query(start)!r} in routes must not have a query")
    return parts


def _checked_service(start: str, service: Service) -> Service:
    if isinstance(service, str):
        if checked_url(service).query:
            raise ValueError(f"{without_query(service)!r} in routes must not have a query")
        return service
    if _count_arguments(service) not in (_ASGI_ARGUMENTS, _WSGI_ARGUMENTS):
        raise TypeError(
            f"routes must lead {start!r} to an address as in 'http://127.0.0.1:5000', or to an "
            f"ASGI or WSGI application, not to a {type(service).__name__}"
        )
    return service


def _count_arguments(service: Callable[..., Any]) -> int:
    """How many arguments an application takes: three for ASGI, two for WSGI."""
    try:
        parameters = inspect.signature(service).parameters.values()
    except (TypeError, ValueError):
        return 0
    if any(it.kind is it.VAR_POSITIONAL for it in parameters):
        # It passes on whatever it gets: what is asynchronous is ASGI.
        is_async = inspect.iscoroutinefunction(service) or inspect.iscoroutinefunction(
            getattr(service, "__call__", None)  # noqa: B004 - it is not asked whether it is there
        )
        return _ASGI_ARGUMENTS if is_async else _WSGI_ARGUMENTS
    return sum(
        it.default is it.empty and it.kind in (it.POSITIONAL_ONLY, it.POSITIONAL_OR_KEYWORD)
        for it in parameters
    )


def _below(start: SplitResult, wanted: SplitResult) -> str | None:
    """What an address has below another one; None when it is elsewhere."""
    if _site(start) != _site(wanted):
        return None
    base = start.path.rstrip("/")
    if wanted.path != base and not wanted.path.startswith(f"{base}/"):
        return None
    return wanted.path[len(base) :]


def _site(parts: SplitResult) -> tuple[str, str, int]:
    host = (parts.hostname or "").rstrip(".")
    return parts.scheme, host, parts.port or _PORTS[parts.scheme]
