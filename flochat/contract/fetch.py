"""GET requests to one host, within limits that hold whatever the host does."""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final

from attrs import field, frozen

from .._http import httpx
from .._sending.settings import is_loopback
from .._version import __version__
from .._wire.inflate import Inflater
from .._wire.throttle import retry_after
from .._wire.wire import BodyError, WireResponse
from .errors import ContractError

_CHECK_URL: Final = "check the URL; the Swagger page is usually https://HOST/api"
_CHECK_NETWORK: Final = "check the host name and the network"
_LATER: Final = "try again later"
_SAVE_IT: Final = "open the page in a browser, save the document and give the file as source"
_REMEDY_BY_STATUS: Final = {
    401: "give a key with --api-key-env",
    403: f"give a key with --api-key-env, or {_SAVE_IT}",
    429: "try again in an hour: the quota is spent",
}

# The message and the remedy for the first kind that matches, the specific before the general.
_FAILURES: Final[dict[type[Exception], tuple[str, str]]] = {
    ssl.SSLError: ("no TLS connection", "check the host's certificate and this machine's clock"),
    TimeoutError: ("not done after {0.total:g} s", _LATER),
    httpx.ConnectTimeout: ("no connection after {0.connect:g} s", _CHECK_NETWORK),
    httpx.TimeoutException: ("silent for {0.read:g} s", _LATER),
    httpx.ConnectError: ("no connection", _CHECK_NETWORK),
    httpx.HTTPError: ("no answer, or a truncated one", _LATER),
    BodyError: ("an answer that is not accepted", "look at what the source serves"),
}

#: What a host may answer differently in a moment. It acts on none of our requests: all are GET.
_PASSING: Final = frozenset({429, 502, 503, 504})
#: Errors of a connection that was there; what a second one would not mend is not among them.
_CUT: Final = (httpx.ReadError, httpx.WriteError, httpx.CloseError, httpx.RemoteProtocolError)
_TRIES: Final = 2
_PAUSE: Final = 1.0  # seconds, where the host does not say how long
_LONGEST_PAUSE: Final = 20.0

_TEXT: Final = re.compile(r"text/|.*(json|yaml|javascript|xhtml|octet-stream)|$")
_CLOUDFLARE_REFUSALS: Final = (403, 429, 503)  # its other codes say that it cannot reach the host
_CLOUDFLARE_NUMBER: Final = re.compile(
    r"error(?: code)?:?(?:\s|<[^<>]{0,99}>)*(1\d{3})\b", re.IGNORECASE
)


@frozen
class Limits:
    """The limits of a pull: `size` of an answer in bytes, packed or unpacked; times in seconds.

    `total` limits the pull as a whole, so that a server cannot prolong it by sending slowly;
    `redirects` is per request, `scripts` is how many scripts of a page are searched. `pause` is how
    long to wait before a second try where the host does not say.
    """

    size: int = 20_000_000
    total: float = 60.0
    connect: float = 5.0
    read: float = 15.0
    redirects: int = 5
    scripts: int = 5
    pause: float = _PAUSE


@frozen
class Answer:
    """The final answer of a host, and the URL that it is from, without its query.

    `query` is that query, which may be secret; `wait` is how many seconds the host asks to wait.
    """

    url: str
    status: int
    media_type: str
    data: bytes = field(repr=False)
    query: str = field(default="", repr=False)
    wait: float | None = None

    @property
    def is_markup(self) -> bool:
        """Whether this is HTML or XML, judged by the text, since servers mislabel documents."""
        return self.data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")

    @property
    def location(self) -> str:
        """The URL with its query."""
        return f"{self.url}?{self.query}" if self.query else self.url

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")


@asynccontextmanager
async def connect(url: str, *, api_key: str | None, limits: Limits) -> AsyncIterator[Host]:
    """The host of a URL, https or on loopback; the time of the pull runs from here.

    `api_key` is sent as a bearer token. Raises ContractError for an invalid URL or key.
    """
    origin = _origin(url)
    async with httpx.AsyncClient(
        headers=_headers(api_key),
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        trust_env=not is_loopback(origin.host),  # no proxy needs to see what stays on the machine
    ) as client:
        yield Host(client, origin, limits)


class Host:
    """One origin (scheme, host and port), which no request leaves."""

    def __init__(self, client: httpx.AsyncClient, origin: httpx.URL, limits: Limits) -> None:
        self._client = client
        self._origin = origin
        self._limits = limits
        #: What was tried a second time, and why: a line each.
        self.tried_again: list[str] = []
        self._deadline = asyncio.get_running_loop().time() + limits.total

    async def get(self, url: str) -> Answer:
        """The host's answer, redirects followed. Raises ContractError if none comes in time.

        An answer that says "not now", and a connection that was cut, are given one second try.
        """
        try:
            async with asyncio.timeout_at(self._deadline):
                return await self._tried(url)
        except tuple(_FAILURES) as error:
            raise _failed(url, error, self._limits) from error

    async def _tried(self, url: str) -> Answer:
        for _ in range(_TRIES - 1):
            try:
                answer = await self._follow(url)
            except _CUT:
                pause, reason = self._limits.pause, "the connection was cut"
            else:
                pause = self._limits.pause if answer.wait is None else answer.wait
                reason = f"it answered {answer.status}"
                if answer.status not in _PASSING or _is_cloudflare(answer) or not self._fits(pause):
                    return answer
            await asyncio.sleep(pause)
            self.tried_again.append(f"{_shown(url)} was asked twice: {reason}")
        return await self._follow(url)

    def _fits(self, pause: float) -> bool:
        left = self._deadline - asyncio.get_running_loop().time()
        return pause <= min(_LONGEST_PAUSE, left)

    def owns(self, base: str, reference: str) -> bool:
        """Whether a reference in `base` stays on the host."""
        target = self._target(base, reference)
        return target is not None and _site(target) == _site(self._origin)

    def inside(self, base: str, reference: str, verb: str) -> str:
        """The URL of a reference in `base`. Raises ContractError when it leads to another host."""
        target = self._target(base, reference)
        if target is None:
            raise _failure(f"{_shown(base)} {verb} what is not a URL", _CHECK_URL)
        if _site(target) != _site(self._origin):
            raise _failure(
                f"{_shown(base)} {verb} {_site(target)}, outside {_site(self._origin)}",
                "if that is to be trusted, give the URL there as source",
            )
        return str(target)

    def _target(self, base: str, reference: str) -> httpx.URL | None:
        """What a reference leads to; None if it is no URL.

        Behind a proxy that speaks https for it, a host often names itself by http. It is asked by
        https all the same.
        """
        target = _joined(base, reference)
        if target is None or (self._origin.scheme, target.scheme) != ("https", "http"):
            return target
        is_same_host = target.host == self._origin.host
        if is_same_host and target.port in (None, 80, self._origin.port):
            return target.copy_with(scheme="https", port=self._origin.port)
        return target

    async def _follow(self, url: str) -> Answer:
        for _ in range(self._limits.redirects + 1):
            async with self._client.stream("GET", url) as response:
                if not response.has_redirect_location:
                    return await self._answer(response)
            url = self.inside(url, response.headers["location"], "redirects to")
        raise _failure(f"{_shown(url)} redirects too often", _CHECK_URL)

    async def _answer(self, response: httpx.Response) -> Answer:
        inflater = Inflater(response.headers.get("content-encoding", ""), self._limits.size)
        async for chunk in response.aiter_raw():
            for _step in inflater.feed(chunk):
                await asyncio.sleep(0)
        for _step in inflater.end():
            await asyncio.sleep(0)
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(
            _shown(str(response.url)),
            response.status_code,
            media_type,
            inflater.body,
            response.url.query.decode("ascii"),
            retry_after(WireResponse(response.status_code, response.headers, b""), now=time.time()),
        )


def check_success(answer: Answer) -> None:
    """Raise ContractError unless this is a 200 with text."""
    code = answer.status
    if code in _CLOUDFLARE_REFUSALS and _is_cloudflare(answer):
        number = _CLOUDFLARE_NUMBER.search(answer.text)
        detail = f"{code}, error {number[1]}" if number else f"{code}"
        raise _failure(f"{answer.url}: Cloudflare refuses this client ({detail})", _SAVE_IT)
    if code != 200:
        remedy = _REMEDY_BY_STATUS.get(code, _LATER if code >= 500 else _CHECK_URL)
        raise _failure(f"{answer.url} answers {code}", remedy)
    if not _TEXT.match(answer.media_type):
        raise _failure(
            f"{answer.url} is {answer.media_type}, neither page nor document", _CHECK_URL
        )


def _is_cloudflare(answer: Answer) -> bool:
    text = answer.data.lower()
    return (answer.is_markup and b"cloudflare" in text) or text.startswith(b"error code: ")


def _origin(url: str) -> httpx.URL:
    origin = _joined(url, "")
    if origin is None:
        raise _failure("the source is not a URL", _CHECK_URL)
    if origin.scheme not in ("http", "https") or not origin.host:
        raise _failure(f"{_shown(url)} is not a URL of the web", _CHECK_URL)
    if origin.userinfo:
        raise _failure(
            "the source has a user name or password in its URL", "give a key with --api-key-env"
        )
    if origin.scheme == "http" and not is_loopback(origin.host):
        raise _failure(
            f"{_shown(url)} is plain http, which anybody can alter in transit", "use https"
        )
    return origin


def _joined(base: str, reference: str) -> httpx.URL | None:
    try:
        return httpx.URL(base).join(reference)
    except (httpx.InvalidURL, ValueError):
        return None


def _headers(api_key: str | None) -> dict[str, str]:
    headers = {
        "User-Agent": f"flochat-contract/{__version__}",
        "Accept": "application/json, application/yaml;q=0.9, text/html;q=0.8, */*;q=0.5",
        "Accept-Encoding": "gzip",
    }
    if api_key is None:
        return headers
    if not re.fullmatch(r"[\x21-\x7e]+", api_key):
        raise _failure(
            "the key is empty or has characters that no key has", "check the key that was given"
        )
    return headers | {"Authorization": f"Bearer {api_key}"}


def _site(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _shown(url: str) -> str:
    """A URL without the parts that may be secret."""
    return re.split("[?#]", url, maxsplit=1)[0]


def _failed(url: str, error: Exception, limits: Limits) -> ContractError:
    # httpx raises the same ConnectError for a failed handshake as for any other trouble.
    cause = next((cause for cause in _causes(error) if isinstance(cause, ssl.SSLError)), error)
    problem, remedy = next(text for kind, text in _FAILURES.items() if isinstance(cause, kind))
    detail = f" ({cause})" if str(cause) else ""
    return ContractError("pull", f"{_shown(url)}: {problem.format(limits)}{detail}", remedy)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _failure(problem: str, remedy: str) -> ContractError:
    return ContractError("pull", problem, remedy)
