"""The client of the forge's API: what it tells when the forge does not do as it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from flochat.contract.errors import ContractError
from scripts.schedule.forge import Forge, Label
from tests.support import forge as stand_in
from tests.support.forge import LOGIN, REPOSITORY, Answer

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
def forge(hub: stand_in.Forge) -> Iterator[Forge]:
    with Forge(hub.api_url, REPOSITORY, hub.token, LOGIN) as client:
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
