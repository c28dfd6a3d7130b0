"""The part of the forge's REST API that the scheduled job needs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Set
from types import TracebackType
from typing import Any, Final, Literal, Self

import httpx
from attrs import frozen

from flochat.contract.errors import ContractError

_REPOSITORY: Final = re.compile(r"[\w-]+/[\w.-]+", re.ASCII)
_TIMEOUT: Final = 30.0
_ROWS: Final = 100  # the largest page that the forge serves

_CHECK_TOKEN: Final = "check what the token may do, and whether Actions may open pull requests"
_REMEDIES: Final = {
    401: _CHECK_TOKEN,
    403: _CHECK_TOKEN,
    404: "check the name of the repository, and what the token may do",
    410: "check whether issues are enabled",
    422: "see what the forge says is wrong with it",
}
_LATER: Final = "run it again: it completes what is missing"


@frozen
class Issue:
    """An issue, or a pull request, which the forge treats as an issue too."""

    number: int
    title: str
    body: str
    labels: frozenset[str]


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
    """

    def __init__(self, api_url: str, repository: str, token: str, login: str) -> None:
        if not _REPOSITORY.fullmatch(repository):
            raise ContractError("forge", f"{repository!r}", "give the repository as OWNER/NAME")
        self._owner = repository.partition("/")[0]
        self._login = login
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

    def open_pull_request(self, branch: str, base: str) -> Issue | None:
        """The open pull request from a branch of this repository (not of a fork) into another."""
        query = {"state": "open", "head": f"{self._owner}:{branch}", "base": base}
        return next(map(_issue, self._list("/pulls", **query)), None)

    def create_pull_request(self, branch: str, base: str, title: str, body: str) -> Issue:
        new = {"head": branch, "base": base, "title": title, "body": body}
        return _issue(self._call("POST", "/pulls", json=new))

    def open_issue(self, marker: str) -> Issue | None:
        """The oldest open issue of ours whose body begins with a marker."""
        query = {"state": "open", "creator": self._login, "sort": "created", "direction": "asc"}
        issues = (row for row in self._list("/issues", **query) if "pull_request" not in row)
        return next((issue for issue in map(_issue, issues) if issue.body.startswith(marker)), None)

    def create_issue(self, title: str, body: str) -> Issue:
        return _issue(self._call("POST", "/issues", json={"title": title, "body": body}))

    def edit(self, issue: Issue, title: str, body: str) -> None:
        """Replace title and body, if they differ."""
        if (issue.title, issue.body) != (title, body):
            self._call("PATCH", f"/issues/{issue.number}", json={"title": title, "body": body})

    def close(self, issue: Issue) -> None:
        self._call("PATCH", f"/issues/{issue.number}", json={"state": "closed"})

    def comment(self, issue: Issue, marker: str, text: str) -> None:
        """Make sure that exactly one comment of ours begins with a marker, with this text."""
        body = f"{marker}\n{text}"
        for row in self._list(f"/issues/{issue.number}/comments"):
            if _login_of(row) == self._login and row["body"].startswith(marker):
                if row["body"] != body:
                    self._call("PATCH", f"/issues/comments/{row['id']}", json={"body": body})
                return
        self._call("POST", f"/issues/{issue.number}/comments", json={"body": body})

    def create_missing_labels(self, labels: Set[Label]) -> None:
        existing = {row["name"] for row in self._list("/labels")}
        for label in sorted(labels, key=lambda label: label.name):
            if label.name not in existing:
                new = {
                    "name": label.name,
                    "color": label.color,
                    "description": label.description,
                }
                self._call("POST", "/labels", json=new)

    def replace_labels(self, issue: Issue, labels: Set[str]) -> None:
        """Give an issue these labels and no others, in one step."""
        if issue.labels != labels:
            new = {"labels": sorted(labels)}
            self._call("PUT", f"/issues/{issue.number}/labels", json=new)

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

    def _list(self, path: str, **query: str) -> Iterator[dict[str, Any]]:
        for page in itertools.count(1):
            rows = self._call("GET", path, params={**query, "per_page": _ROWS, "page": page})
            yield from rows
            if len(rows) < _ROWS:
                return

    def _call(self, method: str, path: str, **content: Any) -> Any:
        try:
            response = self._http.request(method, path, **content)
            if not response.is_success:
                raise ContractError("forge", *_refusal(response))
            return response.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            problem = f"{method} {path}: invalid response, {type(error).__name__}: {error}"
            raise ContractError("forge", problem, _LATER) from None


def _issue(row: dict[str, Any]) -> Issue:
    return Issue(
        number=row["number"],
        title=row["title"],
        body=row["body"] or "",
        labels=frozenset(label["name"] for label in row["labels"]),
    )


def _login_of(row: dict[str, Any]) -> str | None:
    login: str | None = (row["user"] or {}).get("login")  # of a deleted account there is none
    return login


def _refusal(response: httpx.Response) -> tuple[str, str]:
    """What the forge refused, and the remedy."""
    request = f"{response.request.method} {response.request.url.path}"
    if _is_throttled(response):
        wait = response.headers.get("retry-after")
        problem = f"{request}: over the rate limit ({response.status_code})"
        return problem, f"wait {wait} s; {_LATER}" if wait else _LATER
    problem = f"{request} answers {response.status_code}{_message(response)}"
    return problem, _REMEDIES.get(response.status_code, _LATER)


def _is_throttled(response: httpx.Response) -> bool:
    is_spent = response.headers.get("x-ratelimit-remaining") == "0"
    must_wait = is_spent or "retry-after" in response.headers
    return response.status_code == 429 or (response.status_code == 403 and must_wait)


def _message(response: httpx.Response) -> str:
    try:
        return f": {response.json()['message']}"
    except (ValueError, KeyError, TypeError):
        return ""
