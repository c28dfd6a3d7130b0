"""What the environment says of proxies and certificates, and which part of it cannot be used."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from .settings import Settings

_PROXY_VARIABLES: Final = ("HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY")
_PROXY_SCHEMES: Final = frozenset({"http", "https", "socks5", "socks5h"})
_PROXY_FORMS: Final = "http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT"


def check_certificate_directory(settings: Settings) -> None:
    """Raise `ConfigurationError` for an SSL_CERT_DIR that is none: OpenSSL would trust nobody."""
    value = os.environ.get("SSL_CERT_DIR")
    if not value or not _trusts_environment(settings) or os.environ.get("SSL_CERT_FILE"):
        return
    if not any(Path(part).is_dir() for part in value.split(os.pathsep)):
        raise ConfigurationError(
            f"SSL_CERT_DIR is {value!r}, and there is no such directory; unset it, or set it to a "
            "directory of certificates that `openssl rehash` has prepared"
        )


def setup_error(
    error: Exception, settings: Settings, parse_url: Callable[[str], object]
) -> ConfigurationError:
    """The error for connections that cannot be set up: it names the setting or variable.

    `parse_url` raises what the HTTP library raises for a text that is not a URL. Addresses of
    proxies may hold passwords, so they are repeated neither here nor by `error` any more.
    """
    problem = next(_problems(settings, parse_url), None)
    if problem is None:
        return ConfigurationError(f"the connections cannot be set up: {error}")
    error.args = (problem,)
    return ConfigurationError(problem)


def proxy_name(settings: Settings) -> str | None:
    """The setting or variable that names a proxy, if one does."""
    if settings.proxy is not None:
        return "proxy"
    if settings.is_loopback:
        return None
    return next(filter(None, map(_name_of, _PROXY_VARIABLES[:2])), None)


def certificates_name(settings: Settings) -> str | None:
    """The setting or variable that says whom to trust, with its value, if one does."""
    if settings.ca_bundle is not None:
        return f"ca_bundle ({settings.ca_bundle})"
    if _trusts_environment(settings):
        for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
            if os.environ.get(name):
                return f"{name} ({os.environ[name]})"
    return None


def _problems(settings: Settings, parse_url: Callable[[str], object]) -> Iterator[str]:
    yield from _proxy_problems("proxy", settings.proxy, needs_scheme=True)
    if settings.ca_bundle is not None:
        yield from _file_problems("ca_bundle", settings.ca_bundle)
    yield from _key_log_problems()
    if settings.is_loopback:
        return
    if _trusts_environment(settings):
        yield from _file_problems("SSL_CERT_FILE", os.environ.get("SSL_CERT_FILE"))
    for name in filter(None, map(_name_of, _PROXY_VARIABLES)):
        yield from _proxy_problems(name, os.environ[name])
    yield from _no_proxy_problems(parse_url)


def _trusts_environment(settings: Settings) -> bool:
    """Whether variables say whom to trust."""
    return not settings.is_loopback and settings.ca_bundle is None


def _file_problems(name: str, path: str | None) -> Iterator[str]:
    """Why a file of certificates cannot be used, if there is one."""
    if not path:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=path)
    except (OSError, ValueError) as error:
        reason = "it contains no certificate" if isinstance(error, ssl.SSLError) else error
        yield f"{name} {path!r} cannot be used: {reason}; it must be a file of certificates (PEM)"


def _key_log_problems() -> Iterator[str]:
    """Why the keys of connections cannot be logged, for somebody who wants to decrypt them."""
    path = os.environ.get("SSLKEYLOGFILE")
    if not path:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).keylog_filename = path
    except (OSError, ValueError) as error:
        yield f"SSLKEYLOGFILE {path!r} cannot be written: {error}; unset it, or name another file"


def _proxy_problems(name: str, address: str | None, *, needs_scheme: bool = False) -> Iterator[str]:
    """Why a proxy cannot be used, without its address.

    The HTTP library takes HOST:PORT from a variable, and not from an argument.
    """
    if not address:
        return
    try:
        has_scheme = needs_scheme or "://" in address
        parts = urlsplit(address if has_scheme else f"http://{address}")
        is_usable = parts.scheme in _PROXY_SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        yield f"{name} cannot be used: it must have the form {_PROXY_FORMS}"
    elif parts.scheme.startswith("socks") and not _has_socks():
        yield (
            f"{name} cannot be used: a SOCKS proxy takes the package socksio; install httpx[socks]"
        )


def _no_proxy_problems(parse_url: Callable[[str], object]) -> Iterator[str]:
    name = _name_of("NO_PROXY")
    if name is None:
        return
    for entry in map(str.strip, os.environ[name].split(",")):
        if _is_address(entry):
            continue
        try:
            parse_url(entry if "://" in entry else f"all://*{entry}")
        except Exception:  # whatever the HTTP library raises for what is not a URL
            yield (
                f"{name} contains {entry!r}, which is not a host; it must be a list of hosts and "
                "domains, separated by commas: localhost,.shop.example"
            )


def _is_address(text: str) -> bool:
    try:
        ip_address(text.partition("/")[0])
    except ValueError:
        return False
    return True


def _name_of(variable: str) -> str | None:
    """A variable as it is set, in upper or lower case; the latter counts, if both are."""
    return next(
        (name for name in (variable.lower(), variable) if os.environ.get(name)),
        None,
    )


def _has_socks() -> bool:
    from importlib.util import find_spec

    return find_spec("socksio") is not None
