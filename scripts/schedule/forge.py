"""The part of the forge's REST API that the scheduled job needs."""

from __future__ import annotations

import itertools
import math
import re
import time
from collections.abc import Callable, Iterator, Set
from contextlib import suppress
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Final, Literal, Self, TypeVar, cast

from attrs import frozen

from flochat._http import httpx
from flochat.contract.errors import ContractError

_Found = TypeVar("_Found")

_REPOSITORY: Final = re.compile(r"[\w-]+/[\w.-]+", re.ASCII)
_TIMEOUT: Final = 30.0
_ROWS: Final = 100  # the largest page that the forge serves

_CHECK_TOKEN: Final = "check what the token may do, and whether Actions may open pull requests"
_REMEDIES: Final = {
    301: "check the name of the repository",
    401: _CHECK_TOKEN,
    403: _CHECK_TOKEN,
    404: "check the name of the repository, and what the token may do",
    410: "check whether issues are enabled",
    422: "see what the forge says is wrong with it",
}
_LATER: Final = "run it again: it completes what is missing"

_PAUSE: Final = 2.0  # seconds before the second try after a 5xx or a cut line
_SECONDARY_PAUSE: Final = 60.0  # what the forge asks for where it names no time itself
_LONGEST_PAUSE: Final = 120.0
_ALL_PAUSES: Final = 300.0  # of one run
_SECONDARY: Final = re.compile("secondary rate limit|abuse detection", re.IGNORECASE)


class ForgeError(ContractError):
    """The forge refused a request or could not be reached; `status` is None without an answer.

    `wait` is after how many seconds a second try makes sense; None if it makes none.
    """

    def __init__(
        self, problem: str, remedy: str, status: int | None = None, wait: float | None = None
    ) -> None:
        super().__init__("forge", problem, remedy)
        self.status = status
        self.wait = wait

    @property
    def is_refusal(self) -> bool:
        """Whether asking again would change nothing: not allowed, switched off, not valid."""
        return self.remedy in _REMEDIES.values()


@frozen
class Issue:
    """An issue, or a pull request, which the forge treats as an issue too."""

    number: int
    title: str
    body: str
    labels: frozenset[str]


@frozen
class PullRequest(Issue):
    """A pull request; `head` is the commit of its branch, None where the forge does not say."""

    head: str | None
    is_merged: bool


@frozen
class Label:
    """A label: its name, its colour in six hex digits, and its description."""

    name: str
    color: str
    description: str


class Forge:
    """A repository on a forge; to be used as a context manager.

    `login` is the account of the token: only its own issues and comments are ever changed.
    Every method raises ContractError, which is one line and never holds the token.

    A request that meets a 5xx, a cut line or a limit is made once more, after the time that the
    forge asks for, if that is within a bound; one that creates something only when a look shows
    that it was not created. `pause` waits a number of seconds.
    """

    def __init__(
        self,
        api_url: str,
        repository: str,
        token: str,
        login: str,
        *,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        if not _REPOSITORY.fullmatch(repository):
            raise ContractError("forge", f"{repository!r}", "give the repository as OWNER/NAME")
        self.repository: str = repository
        self._owner = repository.partition("/")[0]
        self._login = login
        self._pause = pause
        self._paused = 0.0
        self._is_looking = False  # whether a creation that failed was made nevertheless
        self._http = httpx.Client(
            base_url=f"{api_url}/repos/{repository}",
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {token}",
                "User-Agent": "flochat-regeneration",
                "X-GitHub-Api-Version": "2022-11-28",
            },
            timeout=_TIMEOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._http.close()

    def open_pull_requests(self, branch: str, base: str) -> list[PullRequest]:
        """The open pull requests from a branch of this repository (not of a fork), newest first."""
        return self._pull_requests("open", branch, base)

    def closed_pull_requests(self, branch: str, base: str) -> list[PullRequest]:
        """The closed and the merged ones, newest first."""
        return self._pull_requests("closed", branch, base)

    def create_pull_request(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """Open a pull request, or update the one that somebody opened at the same time."""
        new = {"head": branch, "base": base, "title": title, "body": body}

        def existing() -> PullRequest | None:
            return next(iter(self.open_pull_requests(branch, base)), None)

        try:
            row = self._create("/pulls", new, existing)
        except ForgeError as error:
            if error.status != 422 or (pull := existing()) is None:
                raise
            row = pull
        if isinstance(row, PullRequest):
            self.edit(row, title, body)
            return row
        return _pull_request(row)

    def is_closed_by_us(self, number: int) -> bool | None:
        """Whether it was our account that closed an issue; None where the forge does not say."""
        try:
            row = self._call("GET", f"/issues/{number}")
        except ForgeError as error:
            if not error.is_refusal:
                raise
            return None
        login = _login_of(row, "closed_by")
        return None if login is None else login == self._login

    def open_issue(self, marker: str) -> Issue | None:
        """The oldest open issue of ours whose body begins with a marker."""
        return next(iter(self.open_issues(marker)), None)

    def open_issues(self, marker: str) -> list[Issue]:
        """The open issues of ours whose body begins with a marker, oldest first.

        There are none where issues are switched off.
        """
        query = {"state": "open", "creator": self._login, "sort": "created", "direction": "asc"}
        try:
            rows = [row for row in self._list("/issues", **query) if "pull_request" not in row]
        except ForgeError as error:
            if error.status != 410:
                raise
            return []
        issues = (issue for issue in map(_issue, rows) if issue.body.startswith(marker))
        return sorted(issues, key=lambda issue: issue.number)

    def create_issue(self, title: str, body: str) -> Issue:
        """Open an issue; the first line of its body is the marker that it is found by."""
        marker = body.partition("\n")[0]

        new = {"title": title, "body": body}
        row = self._create("/issues", new, lambda: self.open_issue(marker))
        return row if isinstance(row, Issue) else _issue(row)

    def edit(self, issue: Issue, title: str, body: str) -> None:
        """Replace title and body, if they differ."""
        if (issue.title, issue.body) != (title, body):
            self._change(issue, title=title, body=body)

    def close(self, issue: Issue, body: str | None = None) -> None:
        """Close an issue, and replace its body in the same step."""
        self._change(issue, state="closed", **({} if body is None else {"body": body}))

    def comment(self, issue: Issue, marker: str, text: str, *, create: bool = True) -> None:
        """Make sure that exactly one comment of ours begins with a marker, with this text.

        Without `create` one that is there is renewed, and none is made.
        """
        path, body = f"/issues/{issue.number}/comments", f"{marker}\n{text}"

        def existing() -> dict[str, Any] | None:
            ours = (row for row in self._list(path) if _login_of(row) == self._login)
            return next((row for row in ours if (row["body"] or "").startswith(marker)), None)

        row = existing()
        if row is None:
            if create:
                self._create(path, {"body": body}, existing)
        elif row["body"] != body:
            self._call("PATCH", f"/issues/comments/{row['id']}", json={"body": body})

    def create_missing_labels(self, labels: Set[Label]) -> dict[str, str]:
        """Create the labels that are missing; how the forge spells each, whatever its case."""
        spelt = self._labels()
        for label in sorted(labels, key=lambda label: label.name):
            if label.name.casefold() in spelt:
                continue
            new = {"name": label.name, "color": label.color, "description": label.description}
            try:
                self._call("POST", "/labels", json=new)
                spelt[label.name.casefold()] = label.name
            except ForgeError as error:
                # Somebody may have created it since, or the first of two tries has.
                if error.status != 422:
                    raise
                spelt = self._labels()
                if label.name.casefold() not in spelt:
                    raise
        return {label.name: spelt[label.name.casefold()] for label in labels}

    def replace_labels(self, issue: Issue, labels: Set[str]) -> None:
        """Give an issue these labels and no others, in one step."""
        if issue.labels != labels:
            new = {"labels": sorted(labels)}
            self._call("PUT", f"/issues/{issue.number}/labels", json=new)

    def dispatch(self, workflow: str, branch: str) -> None:
        """Start a workflow on a branch."""
        path = f"/actions/workflows/{workflow}/dispatches"
        self._call("POST", path, json={"ref": branch})

    def has_run(self, workflow: str, commit: str) -> bool:
        """Whether a workflow was started by hand, or by us, on a commit."""
        query = {"event": "workflow_dispatch", "head_sha": commit, "per_page": 1}
        rows = self._call("GET", f"/actions/workflows/{workflow}/runs", params=query)
        return bool((rows or {}).get("total_count"))

    def set_status(
        self,
        commit: str,
        context: str,
        state: Literal["success", "failure"],
        description: str,
        target_url: str | None,
    ) -> None:
        """Set the status of a commit: the outcome of its checks."""
        new = {"context": context, "state": state, "description": description}
        target = {"target_url": target_url} if target_url else {}
        self._call("POST", f"/statuses/{commit}", json={**new, **target})

    def _pull_requests(self, state: str, branch: str, base: str) -> list[PullRequest]:
        query = {"state": state, "head": f"{self._owner}:{branch}", "base": base}
        rows = (row for row in self._list("/pulls", **query) if self._is_from(row, branch, base))
        return sorted(map(_pull_request, rows), key=lambda pull: -pull.number)

    def _is_from(self, row: dict[str, Any], branch: str, base: str) -> bool:
        """Whether a pull request is from our branch: forks of one owner have the same label."""
        head, into = row.get("head") or {}, row.get("base") or {}
        home = head.get("repo", {"full_name": self.repository})  # None: of a fork that is gone
        return (
            home is not None
            and home.get("full_name", self.repository).casefold() == self.repository.casefold()
            and head.get("ref", branch) == branch
            and into.get("ref", base) == base
        )

    def _change(self, issue: Issue, **fields: str) -> None:
        try:
            self._call("PATCH", f"/issues/{issue.number}", json=fields)
        except ForgeError as error:
            # Where issues are switched off, a pull request may be one no longer.
            if error.status != 410 or not isinstance(issue, PullRequest):
                raise
            self._call("PATCH", f"/pulls/{issue.number}", json=fields)

    def _labels(self) -> dict[str, str]:
        """The labels as the forge spells them, by their names without regard to case."""
        return {row["name"].casefold(): row["name"] for row in self._list("/labels")}

    def _list(self, path: str, **query: str) -> Iterator[dict[str, Any]]:
        for page in itertools.count(1):
            rows = self._call("GET", path, params={**query, "per_page": _ROWS, "page": page})
            if not isinstance(rows, list):
                raise ForgeError(f"GET {path}: answers with no list", _LATER)
            yield from (row for row in rows if isinstance(row, dict))
            if len(rows) < _ROWS:
                return

    def _create(
        self, path: str, new: dict[str, str], existing: Callable[[], _Found | None]
    ) -> _Found | dict[str, Any]:
        """Create something; before a second try, look whether the first one did."""
        try:
            return cast("dict[str, Any]", self._attempt("POST", path, json=new))
        except ForgeError as error:
            if not self._has_waited(error):
                raise
            first = error
        self._is_looking = True
        try:
            found = existing()
        except ForgeError:
            raise first from None
        finally:
            self._is_looking = False
        if found is not None:
            return found
        return cast("dict[str, Any]", self._attempt("POST", path, json=new))

    def _call(self, method: str, path: str, **content: Any) -> Any:
        """A request that comes to the same when it is made twice."""
        try:
            return self._attempt(method, path, **content)
        except ForgeError as error:
            if not self._has_waited(error):
                raise
        return self._attempt(method, path, **content)

    def _has_waited(self, error: ForgeError) -> bool:
        """Wait as long as the forge wants, if a second try makes sense and time is left."""
        wait = error.wait
        if wait is None or self._is_looking:
            return False
        if wait > _LONGEST_PAUSE or self._paused + wait > _ALL_PAUSES:
            return False
        self._paused += wait
        self._pause(wait)
        return True

    def _attempt(self, method: str, path: str, **content: Any) -> Any:
        try:
            response = self._http.request(method, path, **content)
            if not response.is_success:
                raise _refusal(response)
            return response.json() if response.content else None
        except httpx.TransportError as error:
            raise ForgeError(*_garbled(method, path, error), wait=_PAUSE) from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise ForgeError(*_garbled(method, path, error)) from None


def _garbled(method: str, path: str, error: Exception) -> tuple[str, str]:
    return f"{method} {path}: invalid response, {type(error).__name__}: {error}", _LATER


def _issue(row: dict[str, Any]) -> Issue:
    return Issue(**_fields(row))


def _pull_request(row: dict[str, Any]) -> PullRequest:
    head = row.get("head") or {}
    is_merged = bool(row.get("merged_at") or row.get("merged"))
    return PullRequest(**_fields(row), head=head.get("sha"), is_merged=is_merged)


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    try:
        return {
            "number": row["number"],
            "title": row["title"],
            # As edited in a browser, texts come back with other line ends.
            "body": (row["body"] or "").replace("\r\n", "\n"),
            "labels": frozenset(label["name"] for label in row["labels"]),
        }
    except (KeyError, TypeError, AttributeError) as error:
        problem = f"answers with something else than an issue ({type(error).__name__}: {error})"
        raise ForgeError(problem, _LATER) from None


def _login_of(row: dict[str, Any], role: str = "user") -> str | None:
    # Of a deleted account there is none.
    login: str | None = (row.get(role) or {}).get("login")
    return login


def _refusal(response: httpx.Response) -> ForgeError:
    """What the forge refused, the remedy, and after how long to ask again."""
    status = response.status_code
    request = f"{response.request.method} {response.request.url.path}"
    if _is_throttled(response):
        wait = _wait(response)
        problem = f"{request}: over the rate limit ({status})"
        remedy = _LATER if wait is None else f"wait {math.ceil(wait)} s; {_LATER}"
        return ForgeError(problem, remedy, status, wait)
    problem = f"{request} answers {status}{_message(response)}"
    # Nothing comes of asking again where a proxy does not know the method (501) or the version.
    wait = _PAUSE if status in {500, 502, 503, 504} else None
    return ForgeError(problem, _REMEDIES.get(status, _LATER), status, wait)


def _is_throttled(response: httpx.Response) -> bool:
    is_spent = response.headers.get("x-ratelimit-remaining") == "0"
    must_wait = is_spent or "retry-after" in response.headers
    return response.status_code == 429 or (
        response.status_code == 403 and (must_wait or bool(_SECONDARY.search(response.text)))
    )


def _wait(response: httpx.Response) -> float | None:
    """How many seconds a forge that is over its limit wants us to wait; None if it is unknown."""
    headers = response.headers
    if (asked := headers.get("retry-after", "").strip()).isdecimal():
        return float(asked)
    with suppress(KeyError, ValueError, TypeError):
        until, now = (parsedate_to_datetime(headers[name]) for name in ("retry-after", "date"))
        return max(0.0, (until - now).total_seconds())
    if headers.get("x-ratelimit-remaining") != "0":
        return _SECONDARY_PAUSE
    with suppress(KeyError, ValueError):
        # By the forge's clock; ours may be wrong.
        today = parsedate_to_datetime(headers["date"]).timestamp()
        return max(0.0, int(headers["x-ratelimit-reset"]) - today) + 1
    return None


def _message(response: httpx.Response) -> str:
    """What the forge says, with what it says in detail."""
    try:
        said = response.json()
        details = [_detail(error) for error in said.get("errors") or []]
        return ": " + "; ".join([f"{said['message']}", *details])
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""


def _detail(error: Any) -> str:
    if not isinstance(error, dict):
        return str(error)
    if error.get("message"):
        return str(error["message"])
    return " ".join(str(error[key]) for key in ("resource", "field", "code") if error.get(key))
