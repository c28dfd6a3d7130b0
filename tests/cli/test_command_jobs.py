"""Jobs for many people: asked for, done once, interrupted and gone on with."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from flochat.sandbox import Faults, Server
from tests.support.command import Shell

HELLO = ("send", "text", "--text", "Hello {first_name|there}!")


def texts(server: Server) -> list[str]:
    return [str(delivery.content) for delivery in server.deliveries]


def test_it_shows_whom_and_what_and_asks(flochat: Shell, server: Server) -> None:
    with flochat.at_terminal(*HELLO, "--people", "all") as terminal:
        terminal.expect(r"Go on\?")
        shown = terminal.text
        terminal.type("n")
        assert terminal.end() == 0
    assert "Send a text to 2 people" in shown
    assert "| Hello Ana!" in shown
    assert "Ana Example …678" in shown
    assert "61412345678" not in shown
    assert "2 requests" in shown
    assert "nothing was changed or sent" in terminal.text
    assert texts(server) == []
    assert flochat("jobs", "list").out == ""


def test_yes_at_the_prompt_sends_once_to_each(flochat: Shell, server: Server) -> None:
    with flochat.at_terminal(*HELLO, "--people", "all") as terminal:
        terminal.expect(r"Go on\?")
        terminal.type("y")
        assert terminal.end() == 0
    assert "2 done, 0 failed, 0 unknown, 0 pending" in terminal.text
    assert sorted(texts(server)) == ["Hello Ana!", "Hello Ben!"]


def test_without_a_terminal_it_sends_nothing_unless_told_so(flochat: Shell, server: Server) -> None:
    done = flochat(*HELLO, "--people", "all", given="y\n")
    assert done.status == 2
    assert "add --yes" in done.err
    assert texts(server) == []
    assert flochat(*HELLO, "--people", "all", "--yes").status == 0
    assert len(texts(server)) == 2


def test_the_same_command_does_not_send_twice(flochat: Shell, server: Server) -> None:
    command = (*HELLO, "--people", "all", "--yes")
    assert flochat(*command).status == 0
    again = flochat(*command)
    assert again.status == 2
    assert "is finished; --again" in again.err
    assert len(texts(server)) == 2
    assert flochat(*command, "--again").status == 0
    assert len(texts(server)) == 4


def test_another_text_is_another_job(flochat: Shell, server: Server) -> None:
    assert flochat("send", "text", "--text", "One", "--people", "all", "--yes").status == 0
    assert flochat("send", "text", "--text", "Two", "--people", "all", "--yes").status == 0
    assert sorted(texts(server)) == ["One", "One", "Two", "Two"]


def test_a_dry_run_shows_requests_and_keeps_nothing(flochat: Shell, server: Server) -> None:
    done = flochat(*HELLO, "--people", "all", "--dry-run")
    assert done.status == 0
    assert "POST /subscriber/send-text" in done.out
    assert "Hello Ana!" in done.out
    assert texts(server) == []
    assert flochat("jobs", "list").out == ""


def test_ctrl_c_says_how_to_go_on_and_the_same_command_does(flochat: Shell, server: Server) -> None:
    for number in range(40):
        server.seed.subscriber(first_name=f"P{number}")
    server.inject_faults(Faults(latency=0.1))
    command = (*HELLO, "--people", "all", "--yes", "--concurrency", "1")
    with flochat.at_terminal(*command) as terminal:
        terminal.expect("[1-9]/42")
        terminal.press_ctrl_c()
        assert terminal.end() == 130
    assert "flochat jobs resume" in terminal.text
    before = len(texts(server))
    assert 1 <= before < 42
    server.inject_faults(None)
    rest = flochat(*command)
    assert rest.status == 0, rest.err
    assert "going on with" in rest.err
    assert len(texts(server)) == 42
    assert len({delivery.user_ns for delivery in server.deliveries}) == 42


def test_a_job_is_resumed_by_its_name(flochat: Shell, server: Server) -> None:
    for number in range(40):
        server.seed.subscriber(first_name=f"P{number}")
    server.inject_faults(Faults(latency=0.1))
    with flochat.at_terminal("tag", "VIP", "--people", "all", "--yes") as terminal:
        terminal.expect("[1-9]/42")
        terminal.kill()
        terminal.end()
    server.inject_faults(None)
    (row,) = [json.loads(line) for line in flochat("jobs", "list").out.splitlines()]
    assert row["pending"] > 0
    assert row["command"] == "flochat tag VIP --people all --yes"
    assert flochat("jobs", "resume", row["name"]).status == 0
    status = json.loads(flochat("jobs", "status", row["name"]).out)
    assert (status["done"], status["pending"]) == (42, 0)


def test_journals_are_for_their_owner_alone(flochat: Shell) -> None:
    flochat(*HELLO, "--people", "all", "--yes")
    (row,) = [json.loads(line) for line in flochat("jobs", "list").out.splitlines()]
    folder = Path(row["journal"]).parent
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_empty_name_fails_that_person_before_anything_is_sent(
    flochat: Shell, server: Server
) -> None:
    server.seed.subscriber(phone="61498765432")
    done = flochat("send", "text", "--text", "Hi {first_name}", "--people", "all", "--yes")
    assert done.status == 1
    assert "first_name is empty" in done.err
    assert sorted(texts(server)) == ["Hi Ana", "Hi Ben"]
    (row,) = [json.loads(line) for line in flochat("jobs", "list").out.splitlines()]
    failed = flochat("jobs", "failed", row["name"], "--to", "failed.csv")
    assert failed.status == 0
    assert "first_name is empty" in (flochat.home / "failed.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hi {nam}", "no such column or field"),
        ("Hi {first_name.__class__}", "no such column or field"),
        ("Hi {first_name!r}", "no such column or field"),
        ("Hi {}", "at character 4"),
        ("Hi {first_name", "at character 4"),
        ("Hi }", "at character 4"),
    ],
)
def test_a_text_that_cannot_be_filled_in_is_refused(
    flochat: Shell, server: Server, text: str, said: str
) -> None:
    done = flochat("send", "text", "--text", text, "--people", "all", "--yes")
    assert done.status == 2
    assert said in done.err
    assert texts(server) == []


def test_no_more_people_than_was_said(flochat: Shell, server: Server) -> None:
    done = flochat(*HELLO, "--people", "all", "--yes", "--max-people", "1")
    assert done.status == 2
    assert "2 people, and --max-people is 1" in done.err
    assert texts(server) == []
    assert flochat("jobs", "list").out == ""


def test_tags_are_added_and_removed(flochat: Shell) -> None:
    assert flochat("tag", "Newsletter", "--people", "tag:vip", "--yes").status == 0
    person = json.loads(flochat("show", "f280503u1").out)
    assert {tag["name"] for tag in person["tags"]} == {"VIP", "Newsletter"}
    assert flochat("untag", "Newsletter", "--people", "all", "--yes").status == 0
    person = json.loads(flochat("show", "f280503u1").out)
    assert {tag["name"] for tag in person["tags"]} == {"VIP"}


def test_fields_are_set_and_checked_first(flochat: Shell) -> None:
    refused = flochat("set-fields", "Visits=many", "--people", "all", "--yes")
    assert refused.status == 2
    assert "Visits" in refused.err
    assert "no user field 'Nope'" in flochat("set-fields", "Nope=1", "--people", "all").err
    assert flochat("set-fields", "Visits=7", "--people", "all", "--yes").status == 0
    person = json.loads(flochat("show", "f280503u1").out)
    assert [row["value"] for row in person["user_fields"] if row["name"] == "Visits"] == ["7"]


def test_people_are_deleted_when_somebody_said_so(flochat: Shell) -> None:
    assert flochat("delete", "--people", "all").status == 2
    assert flochat("delete", "--people", "all", "--yes").status == 0
    assert flochat("api", "subscribers.list").out == ""


@pytest.mark.parametrize("who", ["nobody.csv", "tag:Nope", "segment:Nope", "everyone", "tag:"])
def test_people_who_are_not_there_are_refused(flochat: Shell, server: Server, who: str) -> None:
    done = flochat(*HELLO, "--people", who, "--yes")
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
    assert texts(server) == []


def test_a_key_that_is_refused_leaves_everyone_pending(flochat: Shell, server: Server) -> None:
    server.answer_next(
        status=403, json={"message": "no scope"}, operation="POST /subscriber/send-text"
    )
    done = flochat(*HELLO, "--people", "all", "--yes", "--concurrency", "1")
    assert done.status == 3
    assert texts(server) == []
    assert flochat(*HELLO, "--people", "all", "--yes", "--concurrency", "1").status == 0
