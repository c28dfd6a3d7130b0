"""What holds for every command: help, exit statuses, streams, and what it takes to start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flochat.cli.app import COMMANDS, root
from flochat.sandbox import Fault, Faults, Server
from tests.support.command import Shell

#: What help has to do without: it is asked for more often than anything else.
_NOT_FOR_HELP = ("httpx", "rich", "dateutil", "phonenumbers", "sqlite3", "flochat_api")


def test_every_command_is_in_the_help_with_the_words_of_its_own(flochat: Shell) -> None:
    done = flochat("--help")
    assert done.status == 0
    for name, place in COMMANDS.items():
        assert place.about in done.out
        command = root.get_command(None, name)  # type: ignore[arg-type] # it needs no context
        assert command is not None
        assert command.help is not None
        assert command.help.splitlines()[0] == place.about, name


def test_every_command_explains_itself(flochat: Shell) -> None:
    for name in COMMANDS:
        done = flochat(name, "--help")
        assert done.status == 0, name
        assert done.err == "", name
        assert "Usage" in done.out or "usage" in done.out, name


def test_help_loads_neither_the_client_nor_what_draws_tables() -> None:
    code = (
        "import sys; from flochat.cli.entry import run; run(['send', 'text', '--help']);"
        f"print([name for name in {_NOT_FOR_HELP!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr.strip() == "[]"


def test_without_its_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise ImportError('no click')")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from flochat.cli.entry import run; "
    done = subprocess.run(
        [sys.executable, "-c", f"{code} sys.exit(run(['check']))"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr == "flochat: the command needs more: pip install 'flochat[cli]'\n"


def test_data_goes_to_stdout_in_the_form_that_was_asked_for(flochat: Shell) -> None:
    lines = flochat("api", "flow.tags.list")
    assert [json.loads(line)["name"] for line in lines.out.splitlines()] == ["VIP", "Newsletter"]
    assert lines.err == ""
    whole = json.loads(flochat("api", "flow.tags.list", "--format", "json").out)
    assert [row["name"] for row in whole] == ["VIP", "Newsletter"]
    table = flochat("api", "flow.tags.list", "--format", "csv").out.splitlines()
    assert table[0].split(",")[:2] == ["tag_ns", "name"]
    assert "\x1b" not in flochat("api", "flow.tags.list", "--format", "table").out


def test_a_terminal_gets_a_table_that_is_no_wider_than_it_is(flochat: Shell) -> None:
    with flochat.at_terminal("api", "subscribers.list", width=60) as terminal:
        assert terminal.end() == 0
    assert "Ana" in terminal.text
    assert "not shown for lack of room" in terminal.text
    rows = terminal.text.split("not shown")[0].splitlines()
    assert max(len(line.rstrip()) for line in rows) <= 60


def test_colours_end_with_no_color(flochat: Shell) -> None:
    with flochat.at_terminal("show", "f280503u1", NO_COLOR="1") as terminal:
        assert terminal.end() == 0
    assert "\x1b[3" not in terminal.raw


def test_whoever_reads_only_the_beginning_leaves_in_peace(flochat: Shell, server: Server) -> None:
    for number in range(300):
        server.seed.tag(f"tag {number} {'x' * 400}")
    process = subprocess.Popen(
        [sys.executable, "-m", "flochat.cli", "api", "flow.tags.list"],
        env=flochat.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=flochat.home,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert errors == b""


@pytest.mark.parametrize(
    ("arguments", "more", "status", "said"),
    [
        (["show", "f280503u1"], {}, 0, ""),
        (["show", "f280503u99"], {}, 1, "404"),
        (["find", "--email", "nobody@example.com"], {}, 1, "there is nobody"),
        (["show", "nonsense"], {}, 2, "not a user_ns"),
        (["find"], {}, 2, "--phone, --email or --user-id"),
        (["check", "--nonsense"], {}, 2, "--nonsense"),
        (["show", "f280503u1"], {"FLOCHAT_API_KEY": "wrong"}, 3, "401"),
        (["show", "f280503u1"], {"FLOCHAT_API_KEY": ""}, 2, "there is no key"),
        (["show", "f280503u1"], {"FLOCHAT_BASE_URL": "nonsense"}, 2, "FLOCHAT_BASE_URL"),
    ],
)
def test_the_exit_status_says_what_kind_of_end_it_was(
    flochat: Shell, arguments: list[str], more: dict[str, str], status: int, said: str
) -> None:
    done = flochat(*arguments, **more)
    assert done.status == status, done.err
    assert said in done.err
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) <= 1 or "Usage" in done.err


def test_a_spent_quota_has_a_status_of_its_own_and_says_when_it_refills(
    flochat: Shell, server: Server
) -> None:
    server.inject_faults(Faults({Fault.THROTTLED: 1.0}))
    done = flochat("show", "f280503u1")
    assert done.status == 4
    assert "refill" in done.err or "retry" in done.err.lower()
    assert "on_exhausted" not in done.err


def test_debug_shows_where_an_error_came_from(flochat: Shell) -> None:
    done = flochat("show", "f280503u99", "--debug")
    assert done.status == 1
    assert "Traceback" in done.err
    assert flochat.env["FLOCHAT_API_KEY"] not in done.err
