"""Journals of the command: nobody is reached twice, nor by what another command was to send."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flochat.sandbox import Server
from tests.support.command import Shell

GREET = ("send", "text", "--text", "Hi {first_name|there}", "--people", "all", "--yes")


def texts(server: Server) -> list[str]:
    return [str(delivery.content) for delivery in server.deliveries]


def refuse_one(server: Server) -> None:
    server.answer_next(
        status=422, json={"message": "refused"}, operation="POST /subscriber/send-text"
    )


@pytest.mark.parametrize("journal", [(), ("--journal", "hi.sqlite")])
def test_only_those_who_were_refused_are_tried_once_more(
    flochat: Shell, server: Server, journal: tuple[str, ...]
) -> None:
    refuse_one(server)
    command = (*GREET, *journal)
    assert flochat(*command, "--concurrency", "1").status == 1
    assert len(texts(server)) == 1
    limited = flochat(*command, "--retry-failed", "--max-people", "1")
    assert limited.status == 0, limited.err
    assert "Send a text to 1 person" in limited.err
    assert sorted(texts(server)) == ["Hi Ana", "Hi Ben"]
    nobody = flochat(*command, "--retry-failed")
    assert nobody.status == 0
    assert "2 done, 0 failed" in nobody.err
    assert len(texts(server)) == 2


def test_once_more_is_for_everyone_or_for_some(flochat: Shell, server: Server) -> None:
    done = flochat(*GREET, "--again", "--retry-failed")
    assert done.status == 2
    assert "give one" in done.err
    assert texts(server) == []


@pytest.mark.parametrize(
    "other",
    [
        ("send", "text", "--text", "Bye {first_name|there}", "--people", "all"),
        ("send", "text", "--text", "Hi {first_name|there}", "--people", "tag:VIP"),
        ("send", "sms", "--text", "Hi {first_name|there}", "--people", "all"),
        ("delete", "--people", "all"),
    ],
)
def test_a_journal_is_of_one_command(
    flochat: Shell, server: Server, other: tuple[str, ...]
) -> None:
    begin(flochat, server, *GREET, "--journal", "hi.sqlite")
    done = flochat(*other, "--yes", "--journal", "hi.sqlite")
    assert done.status == 2
    assert "journal of another command: flochat send text" in done.err
    assert texts(server) == []


def begin(flochat: Shell, server: Server, *command: str, given: str = "") -> None:
    """Begin a job of which nobody is reached, since the quota is spent."""
    server.answer_next(
        status=403, json={"message": "no scope"}, operation="POST /subscriber/send-text"
    )
    done = flochat(*command, "--concurrency", "1", given=given)
    assert done.status == 3
    assert "flochat jobs resume" in done.err


def test_a_journal_without_its_note_could_be_of_anything(flochat: Shell, server: Server) -> None:
    command = (*GREET, "--journal", "hi.sqlite")
    begin(flochat, server, *command)
    note = flochat.home / "hi.sqlite.json"
    kept = note.read_text()
    note.unlink()
    done = flochat(*command)
    assert done.status == 2
    assert "hi.sqlite.json is not beside it" in done.err
    note.write_text(kept)
    assert flochat("jobs", "resume", "hi.sqlite").status == 0
    assert len(texts(server)) == 2


def test_standard_input_is_known_by_what_came(flochat: Shell, server: Server) -> None:
    command = ("send", "text", "--text", "Hi", "--people", "-", "--yes")
    ana, ben = "user_ns\nf280503u1\n", "user_ns\nf280503u2\n"
    begin(flochat, server, *command, given=ana)
    other = flochat(*command, given=ben)
    assert other.status == 2
    assert "other people on standard input" in other.err
    assert texts(server) == []
    assert flochat(*command, given=ana).status == 0
    assert flochat(*command, given=ana).status == 2
    assert flochat(*command, given=ben).status == 0
    assert [delivery.user_ns for delivery in server.deliveries] == ["f280503u1", "f280503u2"]


def test_a_file_in_which_nobody_can_be_used_is_no_success(flochat: Shell) -> None:
    done = flochat("tag", "VIP", "--people", "-", "--yes", given="user_ns\nf280503u99x\n")
    assert done.status == 2
    assert "nothing was changed" in done.err
    assert flochat("jobs", "list").out == ""


def test_a_no_does_not_take_the_journal_of_another_run(flochat: Shell, server: Server) -> None:
    command = [word for word in GREET if word != "--yes"]
    with flochat.at_terminal(*command) as terminal:
        terminal.expect(r"Go on\?")
        assert flochat(*GREET).status == 0
        terminal.type("n")
        assert terminal.end() == 0
    assert len(texts(server)) == 2
    assert flochat(*GREET).status == 2
    assert len(texts(server)) == 2


def test_phones_are_masked_wherever_a_text_has_them(flochat: Shell, server: Server) -> None:
    server.seed.subscriber(first_name="+61 498 765 432", phone="61498765432")
    words = ("--text", "{first_name|you}: {phone|none}\x1b[2J")
    done = flochat("send", "text", *words, "--people", "all")
    assert done.status == 2
    assert "…432: …432" in done.err
    assert "765" not in done.err
    assert "\x1b" not in done.err


def test_where_no_journal_can_be_kept_nothing_is_sent(flochat: Shell, server: Server) -> None:
    (flochat.home / "state").write_text("not a folder")
    done = flochat(*GREET)
    assert done.status == 1
    assert len(done.err.splitlines()) == 1
    assert texts(server) == []
    assert flochat(*GREET, "--journal", "nowhere/hi.sqlite").status == 2
    Path(flochat.home / "hi.sqlite").write_text("not a journal")
    assert flochat(*GREET, "--journal", "hi.sqlite").status == 2
    assert texts(server) == []


def test_a_job_goes_on_where_nobody_hears_of_it(flochat: Shell, server: Server) -> None:
    read, write = os.pipe()
    os.close(read)

    done = subprocess.run(
        [sys.executable, "-m", "flochat.cli", *GREET],
        env=flochat.env,
        cwd=flochat.home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=write,
        timeout=60,
        check=False,
    )
    os.close(write)
    assert done.returncode == 0
    assert len(texts(server)) == 2


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_terminal(flochat: Shell, server: Server, closed: str) -> None:

    words = f"{sys.executable} -m flochat.cli send text --text Hi --people all {closed}"
    done = subprocess.run(
        ["sh", "-c", words],
        env=flochat.env,
        cwd=flochat.home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert closed == "2>&-" or "add --yes" in done.stderr
    assert texts(server) == []


def test_names_of_the_flow_do_not_command_the_terminal(flochat: Shell, server: Server) -> None:
    name = "A\x9b2J\u202eB [red]é\U0001f600"
    server.seed.tag(name)
    for form in ("json", "jsonl", "table"):
        done = flochat("api", "flow.tags.list", "--format", form)
        assert "\x9b" not in done.out
        assert "\u202e" not in done.out
        assert "[red]é" in done.out
    rows = [json.loads(line) for line in flochat("api", "flow.tags.list").out.splitlines()]
    assert rows[-1]["name"] == name
    for form in ("jsonl", "csv", "table"):
        ascii_only = flochat("api", "flow.tags.list", "--format", form, PYTHONIOENCODING="ascii")
        assert ascii_only.status == 0, ascii_only.err


def test_no_name_of_the_flow_is_completed_that_a_shell_would_run(
    flochat: Shell, server: Server
) -> None:
    for name in ("News $(reboot)", "News;reboot", "News\nreboot", "News today"):
        server.seed.tag(name)
    words = {"COMP_WORDS": "flochat tag News", "COMP_CWORD": "2"}
    done = flochat(_FLOCHAT_COMPLETE="bash_complete", **words)
    assert done.out.splitlines() == ["plain,Newsletter", "plain,News today"]


def test_a_name_does_not_scroll_the_question_away(flochat: Shell, server: Server) -> None:
    server.seed.subscriber(first_name="x" * 100_000)
    done = flochat("send", "text", "--text", "Hi {first_name}", "--people", "all")
    assert "Hi xxx" in done.err
    assert "add --yes" in done.err
    assert len(done.err) < 5_000


def test_a_journal_that_was_given_another_name_is_resumed_itself(
    flochat: Shell, server: Server
) -> None:
    begin(flochat, server, *GREET, "--journal", "hi.sqlite")
    for name in ("sqlite", "sqlite.json"):
        (flochat.home / f"hi.{name}").rename(flochat.home / f"moved.{name}")
    assert flochat("jobs", "resume", "moved.sqlite").status == 0
    assert not (flochat.home / "hi.sqlite").exists()
    assert len(texts(server)) == 2
