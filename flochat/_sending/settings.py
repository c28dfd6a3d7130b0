"""What a client is set up with, checked once."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypeVar
from urllib.parse import urlsplit

from attrs import evolve, field, frozen

from .._values.checks import describe_type
from .._values.hosts import is_loopback
from .._values.secret import Secret
from .._version import __version__
from ..errors import ConfigurationError
from .hooks import RequestHook, ResponseHook
from .policy import RetryPolicy

DEFAULT_BASE_URL: Final = "https://app.flochat.ai/api"
USER_AGENT: Final = (
    f"flochat-python/{__version__} (Python {sys.version_info.major}.{sys.version_info.minor})"
)

#: The most bytes that an answer may have, packed or unpacked.
LARGEST_ANSWER: Final = 64 * 1024 * 1024

OnExhausted: TypeAlias = Literal["raise", "wait"]
OnSharedQuotaLost: TypeAlias = Literal["raise", "local"]
Hook = TypeVar("Hook", RequestHook, ResponseHook)

_PLAIN_PATH: Final = re.compile(r"[A-Za-z0-9._~/-]+")
_OURS: Final = frozenset({"authorization", "host", "content-length", "transfer-encoding"})


@frozen(kw_only=True)
class Settings:
    """The checked settings of a client; times are in seconds."""

    api_key: Secret
    base_url: str
    connect_timeout: float
    read_timeout: float
    total_timeout: float
    retry: RetryPolicy
    proxy: str | None = field(repr=False)
    ca_bundle: str | None
    headers: Mapping[str, str] = field(repr=False)
    shared_quota: str | None = field(repr=False)
    on_shared_quota_lost: str
    on_request: RequestHook | None
    on_response: ResponseHook | None

    @property
    def is_loopback(self) -> bool:
        return is_loopback(urlsplit(self.base_url).hostname or "")

    @property
    def is_plain(self) -> bool:
        return self.base_url.startswith("http:")


def make_settings(
    *,
    api_key: str | None,
    base_url: str | None,
    connect_timeout: float,
    read_timeout: float,
    total_timeout: float,
    max_retries: int,
    max_wait: float,
    proxy: str | None,
    ca_bundle: str | os.PathLike[str] | None,
    headers: Mapping[str, str] | None,
    on_exhausted: OnExhausted,
    shared_quota: str | os.PathLike[str] | None,
    on_shared_quota_lost: OnSharedQuotaLost,
    on_request: RequestHook | None,
    on_response: ResponseHook | None,
) -> Settings:
    """Check what a client was given, and take what it was not given from the environment.

    Raises `ConfigurationError`.
    """
    return Settings(
        api_key=_key(api_key),
        base_url=_base_url(base_url),
        connect_timeout=check_timeout(connect_timeout, "connect_timeout"),
        read_timeout=check_timeout(read_timeout, "read_timeout"),
        total_timeout=check_timeout(total_timeout, "total_timeout"),
        retry=RetryPolicy(
            _retries(max_retries),
            _max_wait(max_wait),
            waits_for_quota=_choice(on_exhausted, "on_exhausted", "raise", "wait") == "wait",
        ),
        proxy=_a_text(proxy, "proxy"),
        ca_bundle=_ca_bundle(ca_bundle),
        headers=_headers(headers or {}),
        shared_quota=_shared_quota(shared_quota),
        on_shared_quota_lost=_choice(
            on_shared_quota_lost, "on_shared_quota_lost", "raise", "local"
        ),
        on_request=_hook(on_request, "on_request"),
        on_response=_hook(on_response, "on_response"),
    )


def change_settings(
    settings: Settings,
    *,
    timeout: float | None,
    max_retries: int | None,
    headers: Mapping[str, str] | None,
    on_request: RequestHook | None,
    on_response: ResponseHook | None,
) -> Settings:
    """The same settings but for what is given. Raises `ConfigurationError`."""
    whole = settings.total_timeout if timeout is None else check_timeout(timeout, "timeout")
    retries = settings.retry.max_retries if max_retries is None else _retries(max_retries)
    return evolve(
        settings,
        total_timeout=whole,
        read_timeout=settings.read_timeout if timeout is None else whole,
        retry=settings.retry._replace(max_retries=retries),
        headers=_merged(settings.headers, _headers(headers or {})),
        on_request=_hook(on_request, "on_request") or settings.on_request,
        on_response=_hook(on_response, "on_response") or settings.on_response,
    )


def _merged(headers: Mapping[str, str], others: Mapping[str, str]) -> Mapping[str, str]:
    """All of both; of those that are in both, whatever their case, the others."""
    replaced = {name.lower() for name in others}
    return {k: v for k, v in headers.items() if k.lower() not in replaced} | dict(others)


def _choice(given: str, name: str, *choices: str) -> str:
    if given not in choices:
        raise ConfigurationError(f"{name} is one of {', '.join(choices)}, not {given!r}")
    return given


def _shared_quota(given: str | os.PathLike[str] | None) -> str | None:
    place = _a_text(os.fspath(given) if isinstance(given, os.PathLike) else given, "shared_quota")
    if place is None or is_redis(place):
        return place
    if "://" in place:
        raise ConfigurationError("shared_quota is a file or redis://HOST, and not another address")
    if not place or not Path(place).parent.is_dir() or Path(place).is_dir():
        raise ConfigurationError(f"shared_quota {place!r} is no file in a folder that is there")
    return place


def is_redis(shared_quota: str) -> bool:
    return shared_quota.startswith(("redis://", "rediss://"))


def _hook(given: Hook | None, name: str) -> Hook | None:
    if given is not None and not callable(given):
        raise ConfigurationError(f"{name} is a function, not {describe_type(given)}")
    return given


def _key(given: str | None) -> Secret:
    told = _a_text(given, "api_key")
    key = (os.environ.get("FLOCHAT_API_KEY", "") if told is None else told).strip()
    if not key:
        raise ConfigurationError(
            "no API key: pass Flochat(api_key) or set FLOCHAT_API_KEY; keys are made in the "
            "workspace's settings under API keys"
        )
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigurationError("the API key has characters that no key has; was it pasted whole?")
    return Secret(key)


def _base_url(given: str | None) -> str:
    url = _a_text(given, "base_url") or os.environ.get("FLOCHAT_BASE_URL") or DEFAULT_BASE_URL
    url = url.strip().rstrip("/")
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
        (host or "").encode("idna")
    except ValueError as error:
        raise ConfigurationError(f"base_url {url!r} is not an address: {error}") from None
    if parts.username or parts.password:
        raise ConfigurationError("base_url has a user or password in it; give the key as api_key")
    if parts.scheme not in ("https", "http") or not host or parts.query or parts.fragment:
        raise ConfigurationError(f"base_url {url!r} is not of the form https://HOST/api")
    if not parts.path.endswith("/api"):
        raise ConfigurationError(f"base_url {url!r} does not end in /api")
    if not _PLAIN_PATH.fullmatch(parts.path):
        raise ConfigurationError(f"base_url {url!r} has a path that would have to be quoted")
    if parts.scheme == "http" and not is_loopback(host):
        raise ConfigurationError(
            f"base_url {url!r} is plain http, which would show the key to the network; "
            "use https (http is for 127.0.0.1 and localhost only)"
        )
    return parts._replace(netloc=parts.netloc.lower()).geturl()


def _a_text(value: str | None, name: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ConfigurationError(f"{name} is a text, not {describe_type(value)}")
    return value


def check_timeout(value: float, name: str) -> float:
    """A time above 0 and below a day. Raises `ConfigurationError`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 86_400:
        raise ConfigurationError(f"{name} is a number of seconds above 0, not {value!r}")
    return float(value)


def _retries(max_retries: int) -> int:
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        raise ConfigurationError(f"max_retries is a count from 0 on, not {max_retries!r}")
    return max_retries


def _max_wait(max_wait: float) -> float:
    if isinstance(max_wait, bool) or not isinstance(max_wait, int | float) or not max_wait >= 0:
        raise ConfigurationError(f"max_wait is a number of seconds from 0 on, not {max_wait!r}")
    return float(max_wait)


def _ca_bundle(given: str | os.PathLike[str] | None) -> str | None:
    if given is None:
        return None
    path = Path(given)
    if not path.exists():
        raise ConfigurationError(f"ca_bundle {str(path)!r} does not exist")
    return str(path)


def _headers(given: Mapping[str, str]) -> Mapping[str, str]:
    for name, value in given.items():
        if name.lower() in _OURS:
            raise ConfigurationError(f"the header {name} is the client's own")
        if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum():
            raise ConfigurationError(f"{name!r} is no header name")
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
            raise ConfigurationError(f"the value of the header {name} has a forbidden character")
    return dict(given)
