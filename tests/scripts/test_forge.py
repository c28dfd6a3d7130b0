"""The client of the forge's API: what it tells when the forge does not do as it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from flochat.contract.errors import ContractError
from scripts.schedule.forge import Forge, Label
from tests.support import forge as stand_in
from tests.support.forge import LOGIN, REPOSITORY, Answer, always, at

THROTTLED = {"message": "API rate limit exceeded"}
TROUBLE: dict[str, tuple[Answer, str]] = {
    "500": (Answer(500, {"message": "Oops"}), "answers 500: Oops; run it again"),
    "502": (Answer(502, "<html>Unicorn"), "answers 502; run it again"),
    "no JSON": (Answer(200, "<html>Unicorn"), "invalid response, JSONDecodeError"),
    "spent": (Answer(403, THROTTLED, {"x-ratelimit-remaining": "0"}), "over the rate limit (403)"),
    "429": (Answer(429, THROTTLED, {"retry-after": "60"}), "over the rate limit (429); wait 60 s"),
    "forbidden": (
        Answer(403, {"message": "Actions is not permitted to create or approve pull requests"}),
        "not permitted to create or approve pull requests; check what the token may do",
    ),
    "moved": (Answer(301, {"message": "Moved"}, {"location": "/"}), "answers 301: Moved"),
}


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[stand_in.Forge]:
    with stand_in.forge(tmp_path) as running:
        yield running


@pytest.fixture
def pauses() -> list[float]:
    """For how many seconds the client would have waited."""
    return []


@pytest.fixture
def forge(hub: stand_in.Forge, pauses: list[float]) -> Iterator[Forge]:
    with Forge(hub.api_url, REPOSITORY, hub.token, LOGIN, pause=pauses.append) as client:
        yield client


@pytest.mark.parametrize("name", TROUBLE)
def test_trouble_is_told_in_one_line(name: str, hub: stand_in.Forge, forge: Forge) -> None:
    trouble, message = TROUBLE[name]
    hub.intercept = lambda _: trouble
    with pytest.raises(ContractError) as caught:
        forge.create_issue("A title", "A body")
    line = str(caught.value)
    assert line.startswith("forge: POST ")
    assert message in line
    assert "\n" not in line
    assert hub.token not in line


def test_a_wrong_token_is_told_and_not_shown(hub: stand_in.Forge) -> None:
    with (
        Forge(hub.api_url, REPOSITORY, "wr0ng-t0ken", LOGIN) as client,
        pytest.raises(ContractError, match="answers 401: Bad credentials; check what") as caught,
    ):
        client.open_issue("marker")
    assert "wr0ng-t0ken" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "flochat", "../elsewhere", "a/b/c", "a/b?c"])
def test_a_repository_is_named_by_owner_and_name(name: str, hub: stand_in.Forge) -> None:
    with pytest.raises(ContractError, match=re.escape("give the repository as OWNER/NAME")):
        Forge(hub.api_url, name, hub.token, LOGIN)


def test_lists_are_read_to_their_end(hub: stand_in.Forge, forge: Forge) -> None:
    for number in range(200):
        hub.add_issue(f"Issue {number}", "")
    last = hub.add_issue("The last", "marker, and more")
    issue = forge.open_issue("marker")
    assert issue is not None
    assert issue.number == last["number"]
    assert [call.query["page"] for call in hub.requests] == ["1", "2", "3"]


def test_only_labels_that_are_missing_are_created(hub: stand_in.Forge, forge: Forge) -> None:
    labels = {Label(name, "c5def5", "What it says") for name in ("one", "two")}
    hub.labels["one"] = {"name": "one"}
    for _ in range(2):
        forge.create_missing_labels(labels)
    assert hub.writes() == ["POST /labels"]


def test_a_label_is_there_in_whatever_case(hub: stand_in.Forge, forge: Forge) -> None:
    hub.labels["Contract: Breaking"] = {"name": "Contract: Breaking"}
    label = Label("contract: breaking", "b60205", "What it says")
    assert forge.create_missing_labels({label}) == {"contract: breaking": "Contract: Breaking"}
    assert hub.writes() == []


def test_a_label_that_somebody_creates_meanwhile_will_do(hub: stand_in.Forge, forge: Forge) -> None:
    def create() -> None:
        hub.labels["ONE"] = {"name": "ONE"}

    hub.intercept = at("POST", "/labels", create)
    assert forge.create_missing_labels({Label("one", "c5def5", "")}) == {"one": "ONE"}


def test_what_the_forge_finds_wrong_in_detail_is_told(hub: stand_in.Forge, forge: Forge) -> None:
    errors = [
        {"resource": "PullRequest", "field": "base", "code": "invalid"},
        {"message": "No commits between main\nand x"},
        "said plainly",
    ]
    body = {"message": "Validation Failed", "errors": errors}
    hub.intercept = always("POST", "/issues", Answer(422, body))
    with pytest.raises(ContractError) as caught:
        forge.create_issue("A title", "A body")
    details = "PullRequest base invalid; No commits between main and x; said plainly; see what"
    assert f"422: Validation Failed; {details}" in str(caught.value)


@pytest.mark.parametrize("errors", [None, "text", [None], [{"code": 7}], 5, {"a": 1}])
def test_details_in_another_form_are_no_trouble(
    errors: object, hub: stand_in.Forge, forge: Forge
) -> None:
    hub.intercept = always("POST", "/issues", Answer(422, {"message": "No", "errors": errors}))
    with pytest.raises(ContractError, match="answers 422"):
        forge.create_issue("A title", "A body")


SECONDARY = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes."}
DATE = "Mon, 30 Nov 2026 04:00:00 GMT"  # 1796011200
PASSING: dict[str, tuple[Answer, float]] = {
    "500": (Answer(500, {"message": "Oops"}), 2),
    "502": (Answer(502, "<html>Unicorn"), 2),
    "503": (Answer(503, "<html>Unicorn"), 2),
    "504": (Answer(504, "<html>Unicorn"), 2),
    "429": (Answer(429, THROTTLED, {"retry-after": "7"}), 7),
    "429 without a time": (Answer(429, THROTTLED), 60),
    "a date": (
        Answer(429, THROTTLED, {"retry-after": "Mon, 30 Nov 2026 04:00:30 GMT", "date": DATE}),
        30,
    ),
    "secondary": (Answer(403, SECONDARY), 60),
    "secondary with a time": (Answer(403, SECONDARY, {"retry-after": "5"}), 5),
    "spent for a moment": (
        Answer(
            403,
            THROTTLED,
            {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1796011220", "date": DATE},
        ),
        21,
    ),
}
LASTING: dict[str, Answer] = {
    "an hour": Answer(429, THROTTLED, {"retry-after": "3600"}),
    "spent for long": Answer(
        403,
        THROTTLED,
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1796014800", "date": DATE},
    ),
    "spent, until nobody knows": Answer(403, THROTTLED, {"x-ratelimit-remaining": "0"}),
    "forbidden": Answer(403, {"message": "Resource not accessible by integration"}),
    "not valid": Answer(422, {"message": "Validation Failed"}),
    "not implemented": Answer(501, {"message": "Not Implemented"}),
}


@pytest.mark.parametrize("name", PASSING)
def test_what_passes_is_tried_once_more(
    name: str, hub: stand_in.Forge, forge: Forge, pauses: list[float]
) -> None:
    trouble, pause = PASSING[name]
    hub.intercept = at("POST", "/issues", lambda: trouble)
    assert forge.create_issue("A title", "A body").number == 1
    assert pauses == [pause]
    assert len(hub.rows) == 1


@pytest.mark.parametrize("name", LASTING)
def test_what_lasts_is_told_at_once(
    name: str, hub: stand_in.Forge, forge: Forge, pauses: list[float]
) -> None:
    hub.intercept = lambda _: LASTING[name]
    with pytest.raises(ContractError):
        forge.create_issue("A title", "A body")
    assert pauses == []
    assert len(hub.requests) == 1


def test_all_waiting_has_a_bound(hub: stand_in.Forge, forge: Forge, pauses: list[float]) -> None:
    hub.intercept = lambda _: Answer(429, THROTTLED, {"retry-after": "100"})
    for _ in range(5):
        with pytest.raises(ContractError, match="over the rate limit"):
            forge.open_issue("marker")
    assert pauses == [100, 100, 100]


def test_what_was_created_in_spite_of_the_answer_is_not_created_again(
    hub: stand_in.Forge, forge: Forge
) -> None:
    def create_and_fail() -> Answer:
        hub.add_issue("A title", "marker\nA body")
        return Answer(502, "<html>Unicorn")

    hub.intercept = at("POST", "/issues", create_and_fail)
    issue = forge.create_issue("A title", "marker\nA body")
    assert issue.number == len(hub.rows) == 1

    def comment_and_fail() -> Answer:
        hub.add_comment(1, "told\nhello")
        return Answer(502, "<html>Unicorn")

    hub.intercept = at("POST", "/issues/1/comments", comment_and_fail)
    forge.comment(issue, "told", "hello")
    assert len(hub.comments) == 1


@pytest.mark.parametrize("home", ["somebody/flochat-python", "flochat/a-fork-of-the-same-owner"])
def test_a_pull_request_of_a_fork_is_not_ours(home: str, hub: stand_in.Forge, forge: Forge) -> None:
    hub.add_pull("topic", home=home)
    hub.add_pull("topic", home=home)["head"]["repo"] = None  # the fork is gone
    assert forge.open_pull_requests("topic", "main") == []


def test_closed_pull_requests_are_read_to_their_end(hub: stand_in.Forge, forge: Forge) -> None:
    for number in range(230):
        hub.add_pull("topic", f"Number {number}")["state"] = "closed"
    closed = forge.closed_pull_requests("topic", "main")
    assert [pull.number for pull in closed] == list(range(230, 0, -1))


def test_an_answer_that_is_something_else_is_told(hub: stand_in.Forge, forge: Forge) -> None:
    for body in ({"message": "no list"}, [{"number": 1}], [{"title": "x", "labels": 7}]):
        hub.intercept = always("GET", "/pulls", Answer(200, body))
        with pytest.raises(ContractError, match="answers with"):
            forge.open_pull_requests("topic", "main")


def test_a_comment_is_ours_only_if_we_wrote_it(hub: stand_in.Forge, forge: Forge) -> None:
    issue = forge.create_issue("A title", "A body")
    theirs = [
        hub.add_comment(issue.number, "marker\nhello", login="eve"),
        hub.add_comment(issue.number, "Quoting: marker"),
    ]
    theirs[0]["user"] = None  # who left the forge since
    before = [dict(row) for row in theirs]
    for text in ("first", "first", "second"):
        forge.comment(issue, "marker", text)
    assert theirs == before
    assert [row["body"] for row in hub.comments[2:]] == ["marker\nsecond"]
