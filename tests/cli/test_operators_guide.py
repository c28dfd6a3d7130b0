"""The day of an operator, as docs/operators/day.md tells it, from beginning to end."""

from __future__ import annotations

from pathlib import Path

from flochat import Flochat
from flochat.sandbox import Faults, Server
from tests.support.command import Shell
from tests.support.console import calls_of, matches, play

PAGE = Path(__file__).parents[2] / "docs" / "guides" / "operators.md"
PEOPLE = 300


def write_files(folder: Path) -> None:
    """The spreadsheet of the day, with two mistakes, and as it is once they are mended."""
    rows = [f"Person {n};+614915{n:05d};{n % 5 + 1}" for n in range(PEOPLE)]
    head = "First name;Mobile;Visits"
    wrong = [*rows[:100], "Bea;6.14E+10;2", *rows[100:200], "Cem;call me;3", *rows[200:]]
    right = [*rows[:100], "Bea;+61491600001;2", *rows[100:200], "Cem;+61491600002;3", *rows[200:]]
    for name, lines in (("spring.csv", wrong), ("spring-mended.csv", right)):
        text = "\r\n".join([head, *lines, ""])
        (folder / name).write_text(text, encoding="utf-8-sig")


def test_the_day_goes_as_it_is_told(server: Server, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    write_files(tmp_path)
    with Flochat(server.api_key, base_url=server.url) as client:
        (tmp_path / "yesterday.json").write_text(client.flow.snapshot().to_json())
    sent = 0
    for call in calls_of(PAGE):
        arguments = call.arguments
        if arguments[:2] == ["profile", "add"]:
            call = call._replace(arguments=[*arguments, "--host", server.url])
        server.inject_faults(Faults(latency=0.05) if call.is_interrupted else None)
        shown = play(shell, call, secret=server.api_key)
        assert matches(call.expected, shown), "\n".join([" ".join(arguments), *shown])
        if call.is_interrupted:
            sent = len(server.deliveries)
            assert 0 < sent < PEOPLE + 2
    recipients = [delivery.user_ns for delivery in server.deliveries]
    assert len(recipients) == len(set(recipients)) == PEOPLE + 2
