"""A stand-in for a forge on loopback: the part of its REST API that is used, and git over HTTP.

It is strict: another token is refused, a route or a field that it does not know is an error, and
so is what the real one would refuse. What the real one does by itself it does too: a pull request
is closed when its branch is deleted, merged when its commits come into its base, and follows its
branch while it is open.

    with forge(bare_repository) as hub:
        ...  # hub.api_url, hub.git_url, hub.token
    hub.requests, hub.pulls(), hub.issues(), hub.comments, hub.statuses, hub.runs
    hub.close(hub.pulls()[0])  # as somebody does in a browser
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from attrs import Factory, define, field, frozen

REPOSITORY: Final = "flochat/flochat-python"
LOGIN: Final = "github-actions[bot]"  # whom the token belongs to
_LIMIT: Final = 65_536
_NO_COMMIT: Final = "0" * 40

Row = dict[str, Any]


@frozen
class Answer:
    """What the forge answers: a status, headers, and a body that is sent as JSON."""

    status: int
    body: Any = None
    headers: dict[str, str] = Factory(dict)


@frozen
class Call:
    """A request to the API, its path without the repository."""

    method: str
    path: str
    query: dict[str, str]
    body: Row

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@define
class Forge:
    """A running stand-in, and all that it holds; tests may change that."""

    bare: Path
    url: str = ""
    token: str = "ghs_" + "s3cret" * 6
    rows: list[Row] = Factory(list)  # issues and pull requests, by their order
    comments: list[Row] = Factory(list)
    labels: dict[str, Row] = Factory(dict)
    statuses: list[Row] = Factory(list)
    workflows: set[str] = Factory(lambda: {"ci.yml"})
    runs: list[Row] = Factory(list)
    has_issues: bool = True
    notices_merges: bool = True  # not those that somebody made elsewhere, in their own way
    locked: set[int] = Factory(set)
    requests: list[Call] = Factory(list)
    intercept: Callable[[Call], Answer | None] = field(default=lambda _: None)
    git_requests: int = 0
    git_troubles: list[tuple[str, int]] = Factory(list)  # a service, and what it answers instead
    _one_at_a_time: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/v3"

    @property
    def git_url(self) -> str:
        return f"{self.url}/{REPOSITORY}.git"

    def pulls(self, state: str = "open") -> list[Row]:
        return [row for row in self.rows if "pull_request" in row and row["state"] == state]

    def issues(self, state: str = "open") -> list[Row]:
        return [row for row in self.rows if "pull_request" not in row and row["state"] == state]

    def close(self, row: Row, by: str = "eve") -> None:
        """Close an issue or a pull request without merging it."""
        self.settle()
        row.update(state="closed", closed_by={"login": by})

    def reopen(self, row: Row) -> None:
        row.update(state="open", closed_by=None)

    def merged(self, row: Row) -> None:
        """Mark a pull request as merged, as the buttons that squash and rebase do."""
        self.close(row)
        row["merged_at"] = "2026-11-30T04:17:00Z"

    def settle(self) -> None:
        """Do to open pull requests what follows from their branches."""
        for row in self.pulls():
            if row["head"]["repo"] != {"full_name": REPOSITORY}:
                continue
            tip = self.tip(row["head"]["ref"])
            if tip is None:
                row.update(state="closed", closed_by={"login": "eve"})
                continue
            row["head"]["sha"] = tip
            if self.notices_merges and self.is_in(tip, row["base"]["ref"]):
                row.update(state="closed", closed_by={"login": "eve"}, merged_at="2026-11-30")

    def add_pull(
        self,
        branch: str,
        title: str = "Theirs",
        body: str = "",
        *,
        base: str = "main",
        home: str = REPOSITORY,
        login: str = LOGIN,
    ) -> Row:
        """A pull request from a branch, of this repository or of a fork."""
        head = {
            "label": f"{home.partition('/')[0]}:{branch}",
            "ref": branch,
            "sha": self.tip(branch) or _NO_COMMIT,
            "repo": {"full_name": home},
        }
        more = {"head": head, "base": {"ref": base}, "merged_at": None, "pull_request": {}}
        return self.add_issue(title, body, login, **more)

    def tip(self, branch: str) -> str | None:
        git = ["git", "-C", str(self.bare), "rev-parse", "--verify", f"refs/heads/{branch}"]
        done = subprocess.run(git, capture_output=True, text=True, check=False)
        return done.stdout.strip() or None

    def is_in(self, commit: str, branch: str) -> bool:
        git = ["git", "-C", str(self.bare), "merge-base", "--is-ancestor", commit, branch]
        return subprocess.run(git, capture_output=True, check=False).returncode == 0

    def writes(self) -> list[str]:
        """All requests that were to change something, as `METHOD /path`."""
        return [str(call) for call in self.requests if call.writes]

    def add_issue(self, title: str, body: str, login: str = LOGIN, **more: Any) -> Row:
        row = {
            "number": len(self.rows) + 1,
            "title": title,
            "body": body or None,
            "state": "open",
            "user": {"login": login},
            "labels": [],
            **more,
        }
        self.rows.append(row)
        return row

    def add_comment(self, number: int, body: str, login: str = LOGIN) -> Row:
        row = {
            "id": 1000 + len(self.comments),
            "number": number,
            "body": body,
            "user": {"login": login},
        }
        self.comments.append(row)
        return row

    def answer(self, call: Call) -> Answer:
        """What a request is answered that has the right token."""
        self.requests.append(call)
        if (instead := self.intercept(call)) is not None:
            return instead
        with self._one_at_a_time:  # of two pull requests for a branch one is refused
            return self._answer(call)

    def _answer(self, call: Call) -> Answer:
        self.settle()
        if not self.has_issues and call.path.startswith("/issues"):
            number = re.match(r"/issues/(\d+)", call.path)
            if not (number and "pull_request" in self.row(number[1])):
                return Answer(410, {"message": "Issues has been disabled in this repository."})
        for method, pattern, known, action in _ROUTES:
            if method == call.method and (match := re.fullmatch(pattern, call.path)):
                if unknown := set(call.body or call.query) - known - {"per_page", "page"}:
                    return _refused(f"unknown: {sorted(unknown)}")
                return action(self, call, *match.groups())
        return Answer(404, {"message": "Not Found"})

    def has_commit(self, name: str) -> bool:
        git = ["git", "-C", str(self.bare), "cat-file", "-e", f"{name}^{{commit}}"]
        return subprocess.run(git, capture_output=True, check=False).returncode == 0

    def row(self, number: str) -> Row:
        return self.rows[int(number) - 1]


def _refused(message: str, resource: str = "Issue") -> Answer:
    error = {"resource": resource, "code": "custom", "message": message}
    return Answer(422, {"message": "Validation Failed", "errors": [error]})


def _page(rows: list[Row], query: dict[str, str]) -> Answer:
    size, page = int(query.get("per_page", 30)), int(query.get("page", 1))
    if size > 100:
        return _refused("per_page is at most 100")
    return Answer(200, rows[(page - 1) * size : page * size])


def _get_pulls(hub: Forge, call: Call) -> Answer:
    head, base = call.query["head"], call.query["base"]
    rows = [
        row
        for row in reversed(hub.pulls(call.query["state"]))
        if (row["head"]["label"], row["base"]["ref"]) == (head, base)
    ]
    # Who closed it is told of single rows only.
    shown = [{name: row[name] for name in row if name != "closed_by"} for row in rows]
    return _page(shown, call.query)


def _post_pulls(hub: Forge, call: Call) -> Answer:
    owner, branch, base = REPOSITORY.partition("/")[0], call.body["head"], call.body["base"]
    if not hub.has_commit(f"refs/heads/{branch}"):
        return _refused("head: no such branch", "PullRequest")
    if any(
        (row["head"]["label"], row["base"]["ref"]) == (f"{owner}:{branch}", base)
        and row["head"]["repo"] == {"full_name": REPOSITORY}
        for row in hub.pulls()
    ):
        problem = f"A pull request already exists for {owner}:{branch}."
        return _refused(problem, "PullRequest")
    if hub.is_in(f"refs/heads/{branch}", base):
        return _refused(f"No commits between {base} and {branch}", "PullRequest")
    if len(call.body["body"]) > _LIMIT:
        return _refused(f"body is too long (maximum is {_LIMIT} characters)")
    return Answer(201, hub.add_pull(branch, call.body["title"], call.body["body"], base=base))


def _get_issues(hub: Forge, call: Call) -> Answer:
    query = call.query
    rows = [
        row
        for row in hub.rows
        if row["state"] == query["state"] and row["user"] == {"login": query["creator"]}
    ]
    return _page(rows, query)


def _post_issues(hub: Forge, call: Call) -> Answer:
    if len(call.body["body"]) > _LIMIT:
        return _refused(f"body is too long (maximum is {_LIMIT} characters)")
    return Answer(201, hub.add_issue(call.body["title"], call.body["body"]))


def _get_issue(hub: Forge, _call: Call, number: str) -> Answer:
    return Answer(200, {"closed_by": None, **hub.row(number)})


def _patch_issue(hub: Forge, call: Call, number: str) -> Answer:
    if len(call.body.get("body", "")) > _LIMIT:
        return _refused(f"body is too long (maximum is {_LIMIT} characters)")
    if call.body.get("state") == "closed":
        hub.close(hub.row(number), LOGIN)
    hub.row(number).update(call.body)
    return Answer(200, hub.row(number))


def _put_labels(hub: Forge, call: Call, number: str) -> Answer:
    spelt = {name.casefold(): label for name, label in hub.labels.items()}
    if missing := {name for name in call.body["labels"] if name.casefold() not in spelt}:
        return _refused(f"no such labels: {sorted(missing)}")
    hub.row(number)["labels"] = [spelt[name.casefold()] for name in call.body["labels"]]
    return Answer(200, hub.row(number)["labels"])


def _get_comments(hub: Forge, call: Call, number: str) -> Answer:
    return _page([row for row in hub.comments if row["number"] == int(number)], call.query)


def _post_comment(hub: Forge, call: Call, number: str) -> Answer:
    if int(number) in hub.locked:
        return Answer(403, {"message": "Unable to create comment because issue is locked."})
    if len(call.body["body"]) > _LIMIT:
        return _refused(f"body is too long (maximum is {_LIMIT} characters)")
    return Answer(201, hub.add_comment(int(number), call.body["body"]))


def _patch_comment(hub: Forge, call: Call, number: str) -> Answer:
    (row,) = (row for row in hub.comments if row["id"] == int(number))
    row.update(call.body)
    return Answer(200, row)


def _get_labels(hub: Forge, call: Call) -> Answer:
    return _page(list(hub.labels.values()), call.query)


def _post_label(hub: Forge, call: Call) -> Answer:
    if call.body["name"].casefold() in {name.casefold() for name in hub.labels}:
        error = {"resource": "Label", "code": "already_exists", "field": "name"}
        return Answer(422, {"message": "Validation Failed", "errors": [error]})
    if not re.fullmatch("[0-9a-f]{6}", call.body["color"]):
        return _refused("that is no colour")
    if len(call.body["description"]) > 100:
        return _refused("description is too long (maximum is 100 characters)")
    hub.labels[call.body["name"]] = call.body
    return Answer(201, call.body)


def _post_status(hub: Forge, call: Call, commit: str) -> Answer:
    if not hub.has_commit(commit) or len(call.body["description"]) > 140:
        return _refused("no such commit, or a description of over 140 characters")
    hub.statuses.append({**call.body, "commit": commit})
    return Answer(201, call.body)


def _post_dispatch(hub: Forge, call: Call, workflow: str) -> Answer:
    if workflow not in hub.workflows:
        return Answer(404, {"message": "Not Found"})
    if (commit := hub.tip(call.body["ref"])) is None:
        return Answer(422, {"message": f"No ref found for: {call.body['ref']}"})
    hub.runs.append({"workflow": workflow, "ref": call.body["ref"], "head_sha": commit})
    return Answer(204)


def _get_runs(hub: Forge, call: Call, workflow: str) -> Answer:
    if workflow not in hub.workflows:
        return Answer(404, {"message": "Not Found"})
    rows = [run for run in hub.runs if run["head_sha"] == call.query["head_sha"]]
    return Answer(200, {"total_count": len(rows), "workflow_runs": rows})


# Method, path, the query or the body that it knows, and what it does.
_ROUTES: Final[list[tuple[str, str, set[str], Callable[..., Answer]]]] = [
    ("GET", "/pulls", {"state", "head", "base"}, _get_pulls),
    ("POST", "/pulls", {"title", "body", "head", "base"}, _post_pulls),
    ("GET", "/issues", {"state", "creator", "sort", "direction"}, _get_issues),
    ("POST", "/issues", {"title", "body"}, _post_issues),
    ("GET", r"/issues/(\d+)", set(), _get_issue),
    ("PATCH", r"/(?:issues|pulls)/(\d+)", {"title", "body", "state"}, _patch_issue),
    ("PUT", r"/issues/(\d+)/labels", {"labels"}, _put_labels),
    ("GET", r"/issues/(\d+)/comments", set(), _get_comments),
    ("POST", r"/issues/(\d+)/comments", {"body"}, _post_comment),
    ("PATCH", r"/issues/comments/(\d+)", {"body"}, _patch_comment),
    ("GET", "/labels", set(), _get_labels),
    ("POST", "/labels", {"name", "color", "description"}, _post_label),
    ("POST", r"/actions/workflows/([\w.]+)/dispatches", {"ref"}, _post_dispatch),
    ("GET", r"/actions/workflows/([\w.]+)/runs", {"event", "head_sha"}, _get_runs),
    (
        "POST",
        "/statuses/([0-9a-f]{40})",
        {"context", "state", "description", "target_url"},
        _post_status,
    ),
]


@contextmanager
def forge(bare: Path) -> Iterator[Forge]:
    """Run a stand-in whose one repository is a bare one on the disk."""
    hub = Forge(bare)

    class Handler(_Handler):
        forge = hub

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hub.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    forge: Forge

    def _handle(self) -> None:
        url = urlsplit(self.path)
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        api, git = f"/api/v3/repos/{REPOSITORY}", f"/{REPOSITORY}.git/"
        if url.path.startswith(git):
            self._serve_git(url.path.removeprefix(git), url.query, data)
            return
        if self.headers.get("Authorization") != f"Bearer {self.forge.token}":
            self._send(Answer(401, {"message": "Bad credentials"}))
            return
        query = dict(parse_qsl(url.query))
        path = unquote(url.path).removeprefix(api)
        call = Call(self.command, path, query, json.loads(data) if data else {})
        self._send(self.forge.answer(call))

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _handle  # noqa: N815  # the names that http.server calls

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""

    def _send(self, answer: Answer) -> None:
        is_text = isinstance(answer.body, str)
        self._send_bytes(
            answer.status,
            {"Content-Type": "text/html" if is_text else "application/json", **answer.headers},
            b"" if answer.status == HTTPStatus.NO_CONTENT else _encoded(answer.body),
        )

    def _send_bytes(self, status: int, headers: dict[str, str], data: bytes) -> None:
        if "date" in headers:
            self.send_response_only(status)  # without a date of its own
        else:
            self.send_response(status)
        for name, text in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(data)

    def _serve_git(self, path: str, query: str, data: bytes) -> None:
        self.forge.git_requests += 1
        troubles = self.forge.git_troubles
        if troubles and troubles[0][0] in (path, query.removeprefix("service=")):
            self._send_bytes(troubles.pop(0)[1], {}, b"")
            return
        password = base64.b64encode(f"x-access-token:{self.forge.token}".encode()).decode()
        if self.headers.get("Authorization") != f"basic {password}":
            self._send_bytes(401, {"WWW-Authenticate": 'Basic realm="forge"'}, b"")
            return
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.forge.bare),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "REMOTE_USER": LOGIN,
            "REQUEST_METHOD": self.command,
            "PATH_INFO": f"/{path}",
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(data)),
        }
        command = ["git", "http-backend"]
        done = subprocess.run(command, env=environment, input=data, capture_output=True, check=True)
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        fields = (line.split(": ", 1) for line in head.decode().splitlines())
        headers = dict(fields)
        status = headers.pop("Status", f"{HTTPStatus.OK}").split()[0]
        self._send_bytes(int(status), headers, body)


def _encoded(body: Any) -> bytes:
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


def at(method: str, path: str, act: Callable[[], Answer | None]) -> Callable[[Call], Answer | None]:
    """Something to intercept with: act at the first request of a kind, leave the others alone."""
    first = itertools.count()

    def intercept(call: Call) -> Answer | None:
        is_it = call.method == method and re.fullmatch(path, call.path)
        return act() if is_it and next(first) == 0 else None

    return intercept


def always(method: str, path: str, answer: Answer) -> Callable[[Call], Answer | None]:
    """Something to intercept with: answer every request of a kind, leave the others alone."""

    def intercept(call: Call) -> Answer | None:
        return answer if call.method == method and re.fullmatch(path, call.path) else None

    return intercept


def nothing(_call: Call) -> None:
    """Something to intercept with: leave every request alone."""
