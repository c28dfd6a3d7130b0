"""The settings of a client, checked once."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import tzinfo
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias, TypeVar
from urllib.parse import urlsplit

from .._values.checks import describe_type
from .._values.secret import Secret
from .._version import __version__
from ..errors import ConfigurationError
from .policy import RetryPolicy

if TYPE_CHECKING:
    from .reports import FailureHook, RequestHook, ResponseHook, WaitHook

DEFAULT_BASE_URL: Final = "https://app.flochat.ai/api"
USER_AGENT: Final = (
    f"flochat-python/{__version__} (Python {sys.version_info.major}.{sys.version_info.minor})"
)

#: The largest body that an answer may have, compressed or not, in bytes.
MAX_ANSWER_BYTES: Final = 64 * 1024 * 1024

OnExhausted: TypeAlias = Literal["raise", "wait"]
OnSharedQuotaLost: TypeAlias = Literal["raise", "local"]
Hook = TypeVar("Hook", bound="Callable[..., Any]")

_KEY_VARIABLE: Final = "FLOCHAT_API_KEY"
_URL_VARIABLE: Final = "FLOCHAT_BASE_URL"
#: What settings are pasted in; no key and no URL begins or ends with one.
_QUOTES: Final = frozenset("\"'`\u2018\u2019\u201c\u201d\u00ab\u00bb\u201e")
_PLAIN_ADDRESS: Final = re.compile(r"[a-z0-9:/.-]{1,60}", re.IGNORECASE)
_PLAIN_PATH: Final = re.compile(r"[A-Za-z0-9._~/-]+")
#: What a partner's master key says on whose behalf a request is made.
FLOW_HEADER: Final = "x-client-flow-ns"
WORKSPACE_HEADER: Final = "x-client-workspace-id"
#: Headers that name a customer of a partner.
CUSTOMER_HEADERS: Final = frozenset({FLOW_HEADER, WORKSPACE_HEADER})
_RESERVED_HEADERS: Final = frozenset(
    {"authorization", "host", "content-length", "transfer-encoding"}
)


class Customer(NamedTuple):
    """On whose behalf a client with a partner's master key makes its requests.

    The flow is None of a client of a whole workspace, and both are of a key that has its own flow.
    """

    workspace_id: str | None = None
    flow_ns: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        values = {WORKSPACE_HEADER: self.workspace_id, FLOW_HEADER: self.flow_ns}
        return {name: value for name, value in values.items() if value is not None}


#: Of a key that belongs to one flow.
NO_CUSTOMER: Final = Customer()


class Settings(NamedTuple):
    """The checked settings of a client; times are in seconds."""

    api_key: Secret
    base_url: str
    connect_timeout: float
    read_timeout: float
    total_timeout: float
    retry: RetryPolicy
    proxy: str | None
    ca_bundle: str | None
    headers: Mapping[str, str]
    shared_quota: str | None
    on_shared_quota_lost: str
    #: ISO 3166, as in "AU": how a phone number without country code is read.
    default_country: str | None
    #: In which times are that come without one of their own.
    time_zone: tzinfo | None
    on_request: RequestHook | None
    on_response: ResponseHook | None
    on_failure: FailureHook | None
    on_wait: WaitHook | None

    customer: Customer = NO_CUSTOMER

    def __repr__(self) -> str:  # proxies, headers and addresses of Redis may hold passwords
        return f"Settings(base_url={self.base_url!r}, api_key={self.api_key!r})"

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
    default_country: str | None,
    time_zone: str | tzinfo | None,
    on_request: RequestHook | None,
    on_response: ResponseHook | None,
    on_failure: FailureHook | None,
    on_wait: WaitHook | None,
) -> Settings:
    """Check the arguments of a client, and take what is missing from the environment.

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
        proxy=_optional_text(proxy, "proxy"),
        ca_bundle=_ca_bundle(ca_bundle),
        headers=_headers(headers or {}),
        shared_quota=_shared_quota(shared_quota),
        on_shared_quota_lost=_choice(
            on_shared_quota_lost, "on_shared_quota_lost", "raise", "local"
        ),
        default_country=_country(default_country),
        time_zone=_zone(time_zone),
        on_request=_hook(on_request, "on_request"),
        on_response=_hook(on_response, "on_response"),
        on_failure=_hook(on_failure, "on_failure"),
        on_wait=_hook(on_wait, "on_wait"),
    )


def change_settings(
    settings: Settings,
    *,
    timeout: float | None,
    max_retries: int | None,
    headers: Mapping[str, str] | None,
    on_request: RequestHook | None,
    on_response: ResponseHook | None,
    on_failure: FailureHook | None,
    on_wait: WaitHook | None,
) -> Settings:
    """The same settings, with those replaced that are given. Raises `ConfigurationError`."""
    total = settings.total_timeout if timeout is None else check_timeout(timeout, "timeout")
    retries = settings.retry.max_retries if max_retries is None else _retries(max_retries)
    return settings._replace(
        total_timeout=total,
        read_timeout=settings.read_timeout if timeout is None else total,
        retry=settings.retry._replace(max_retries=retries),
        headers=_merged(settings.headers, _headers(headers or {})),
        on_request=_hook(on_request, "on_request") or settings.on_request,
        on_response=_hook(on_response, "on_response") or settings.on_response,
        on_failure=_hook(on_failure, "on_failure") or settings.on_failure,
        on_wait=_hook(on_wait, "on_wait") or settings.on_wait,
    )


def _merged(headers: Mapping[str, str], others: Mapping[str, str]) -> Mapping[str, str]:
    """All of both; where a name is in both, in whatever case, the value of `others`."""
    replaced = {name.lower() for name in others}
    return {k: v for k, v in headers.items() if k.lower() not in replaced} | dict(others)


def _choice(value: str, name: str, *choices: str) -> str:
    if value not in choices:
        raise ConfigurationError(f"{name} must be {' or '.join(choices)}, not {value!r}")
    return value


def _shared_quota(value: str | os.PathLike[str] | None) -> str | None:
    text = os.fspath(value) if isinstance(value, os.PathLike) else value
    location = _optional_text(text, "shared_quota")
    if location is None or is_redis(location):
        return location
    if not location or "://" in location:
        raise ConfigurationError("shared_quota must be the path of a file or redis://HOST")
    if Path(location).is_dir():
        raise ConfigurationError(f"shared_quota {location!r} is a directory; pass a file in it")
    if not Path(location).parent.is_dir():
        raise ConfigurationError(f"the directory of shared_quota {location!r} does not exist")
    return location


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_redis(shared_quota: str) -> bool:
    return shared_quota.startswith(("redis://", "rediss://"))


def _country(value: str | None) -> str | None:
    text = _optional_text(value, "default_country")
    if text is None and not (text := os.environ.get("FLOCHAT_COUNTRY")):
        return None
    from .._values.countries import COUNTRIES

    country = text.strip().upper()
    if country in COUNTRIES:
        return country
    hint = "; the United Kingdom is 'GB'" if country == "UK" else ""
    raise ConfigurationError(
        f"default_country {text!r} is not known; pass an ISO 3166 code of two letters, such as "
        f"'AU' or 'BR'{hint}"
    )


def _zone(value: str | tzinfo | None) -> tzinfo | None:
    zone = os.environ.get("FLOCHAT_TIME_ZONE") or None if value is None else value
    if zone is None:
        return None
    from .._values.zones import find_zone

    return find_zone(zone)


def _hook(hook: Hook | None, name: str) -> Hook | None:
    if hook is not None and not callable(hook):
        raise ConfigurationError(f"{name} must be a function, not {describe_type(hook)}")
    return hook


def _key(value: str | None) -> Secret:
    text = _optional_text(value, "api_key")
    name = "api_key" if text is not None else _KEY_VARIABLE
    key = (os.environ.get(_KEY_VARIABLE, "") if text is None else text).strip()
    if not key:
        raise ConfigurationError(
            f"no API key: pass Flochat(api_key) or set {_KEY_VARIABLE}; create a key in the "
            "workspace's settings under API keys"
        )
    _check_key(key, name)
    return Secret(key)


def _check_key(key: str, name: str) -> None:
    """Refuse what no key looks like, without repeating it."""
    if key[0] in _QUOTES or key[-1] in _QUOTES:
        raise ConfigurationError(
            f"{name} is in quotes, which are no part of a key; take them off, also in the file "
            "that sets it: docker and systemd keep them"
        )
    if key.lower().startswith(("bearer ", "authorization:")):
        raise ConfigurationError(
            f"{name} begins with the name of a header or with Bearer; pass the key alone"
        )
    if key.startswith(("$", "{", "<", f"{_KEY_VARIABLE}=")):
        raise ConfigurationError(
            f"{name} is the name of a variable or a placeholder; pass the key itself"
        )
    if any(char.isspace() for char in key):
        raise ConfigurationError(
            f"{name} contains a space or a line break, which no key has; check that it was pasted "
            "correctly, and alone"
        )
    if not key.isascii() or not key.isprintable():
        raise ConfigurationError(
            f"{name} contains characters that no key has; check that it was pasted correctly"
        )


def _base_url(value: str | None) -> str:
    text, name = _optional_text(value, "base_url"), "base_url"
    if text is None:
        name = _URL_VARIABLE
        if (text := os.environ.get(_URL_VARIABLE)) is None:
            return DEFAULT_BASE_URL
    url = text.strip().rstrip("/")
    if not url:
        instead = "pass None" if value is not None else "unset it"
        raise ConfigurationError(
            f"{name} is empty; {instead} for {DEFAULT_BASE_URL}, or set the address that is meant"
        )
    _check_no_secret(url, name)
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
        (host or "").encode("idna")
    except ValueError as error:
        raise ConfigurationError(f"{name} {url!r} is not a URL: {error}") from None
    if parts.scheme not in ("https", "http") or not host:
        raise ConfigurationError(f"{name} {_shown(url)}must have the form https://HOST/api")
    if not parts.path.endswith("/api"):
        raise ConfigurationError(f"{name} {url!r} must end in /api")
    if not _PLAIN_PATH.fullmatch(parts.path):
        raise ConfigurationError(
            f"{name} {url!r} must not have a path that needs to be percent-encoded"
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise ConfigurationError(
            f"{name} {url!r} is plain http, which would expose the key on the network; "
            "use https (http is for 127.0.0.1 and localhost only)"
        )
    return parts._replace(netloc=parts.netloc.lower()).geturl()


def _check_no_secret(url: str, name: str) -> None:
    """Refuse an address with a part that may be a secret, without repeating any of it."""
    if url[0] in _QUOTES or url[-1] in _QUOTES:
        raise ConfigurationError(f"{name} is in quotes; take them off")
    if "@" in url:
        raise ConfigurationError(
            f"{name} must not contain a user or password; pass the key as api_key"
        )
    if "?" in url or "#" in url:
        raise ConfigurationError(
            f"{name} must have the form https://HOST/api, without a query and a fragment; pass the "
            "key as api_key"
        )


def _shown(url: str) -> str:
    """An address that is none, where it cannot be a key that was passed in its place."""
    return f"{url!r} " if _PLAIN_ADDRESS.fullmatch(url) and "." in url else ""


def _optional_text(value: str | None, name: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a str, not {describe_type(value)}")
    return value


def check_timeout(value: float, name: str) -> float:
    """A number of seconds above 0 and below a day. Raises `ConfigurationError`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 86_400:
        raise ConfigurationError(
            f"{name} must be a number of seconds above 0 and below 86,400, not {value!r}"
        )
    return float(value)


def _retries(max_retries: int) -> int:
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        raise ConfigurationError(f"max_retries must be an int of at least 0, not {max_retries!r}")
    return max_retries


def _max_wait(max_wait: float) -> float:
    if isinstance(max_wait, bool) or not isinstance(max_wait, int | float) or not max_wait >= 0:
        raise ConfigurationError(
            f"max_wait must be a number of seconds, at least 0, not {max_wait!r}"
        )
    return float(max_wait)


def _ca_bundle(value: str | os.PathLike[str] | None) -> str | None:
    if value is None:
        return None
    path = Path(value)
    if not path.exists():
        raise ConfigurationError(f"ca_bundle {str(path)!r} does not exist")
    return str(path)


def _headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    for name, value in headers.items():
        if name.lower() in CUSTOMER_HEADERS:
            raise ConfigurationError(
                f"the header {name} is set by the clients that for_flow() and for_workspace() "
                "return; leave it out"
            )
        if name.lower() in _RESERVED_HEADERS:
            raise ConfigurationError(f"the header {name} is set by the client; leave it out")
        if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum():
            raise ConfigurationError(f"{name!r} is not a valid header name")
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
            raise ConfigurationError(
                f"the value of the header {name} must be a str of printable ASCII characters"
            )
    return dict(headers)
