"""Files in and out: import, export and mirror, and people of a file wherever people are named."""

from __future__ import annotations

import csv
import json
import sqlite3
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flochat.sandbox import Fault, Faults, Server
from tests.support.command import Shell

FILE = """\
Telefone;Nome;E-mail;Plan;Notes
+61 412 345 678;Ana;ana@example.com;silver;x
+61 491 570 156;Cleo;cleo@example.com;gold;y
not a phone;Dan;;gold;z
"""


@pytest.fixture
def people(flochat: Shell) -> Path:
    path = flochat.home / "people.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def person(flochat: Shell, email: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(flochat("find", "--email", email).out)
    return found


def test_a_file_is_read_whole_before_anything_is_written(
    flochat: Shell, server: Server, people: Path
) -> None:
    done = flochat("import", str(people), "--dry-run", "--report", "bad.csv")
    assert done.status == 0
    assert "3 rows: 2 taken, 1 refused, 0 repeated, 0 blank" in done.err
    assert "Notes: left out" in done.err
    assert "row 2: PUT /subscriber/set-user-fields" in done.out
    assert "row 3: POST /subscriber/create-many" in done.out
    assert "412345678" not in done.out.replace(" ", "")
    assert {request.method for request in server.requests} == {"GET"}
    rows = read_csv(flochat.home / "bad.csv")
    assert [row["row"] for row in rows] == ["4"]
    assert rows[0]["why"]
    assert stat.S_IMODE((flochat.home / "bad.csv").stat().st_mode) == 0o600


def test_people_are_found_or_created_once(flochat: Shell, people: Path) -> None:
    assert flochat("import", str(people)).status == 2
    assert flochat("import", str(people), "--yes").status == 0
    values = {it["name"]: it["value"] for it in person(flochat, "ana@example.com")["user_fields"]}  # type: ignore[attr-defined] # a list of fields
    assert values["Plan"] == "silver"
    assert person(flochat, "cleo@example.com")["name"] == "Cleo"
    assert len(flochat("api", "subscribers.list").out.splitlines()) == 3
    again = flochat("import", str(people), "--yes")
    assert again.status == 2
    assert "--again" in again.err
    assert flochat("import", str(people), "--yes", "--again").status == 0
    assert len(flochat("api", "subscribers.list").out.splitlines()) == 3


def test_a_question_is_asked_at_a_terminal_and_ends_a_pipe(flochat: Shell, server: Server) -> None:
    server.seed.user_field("Born", "date")
    file = flochat.home / "dates.csv"
    file.write_text("Phone,Born\n+61412345678,01/02/1990\n", encoding="utf-8")
    piped = flochat("import", str(file), "--yes")
    assert piped.status == 2
    assert "--dayfirst or --monthfirst" in piped.err
    with flochat.at_terminal("import", str(file), "--yes") as terminal:
        terminal.expect("> ")
        assert "row 2: …678 | 01/02/1990" in terminal.text
        terminal.type("day")
        assert terminal.end() == 0
    values = {it["name"]: it["value"] for it in person(flochat, "ana@example.com")["user_fields"]}  # type: ignore[attr-defined] # a list of fields
    assert values["Born"] == "1990-02-01"


def test_a_map_is_proposed_edited_and_followed(flochat: Shell, server: Server) -> None:
    file = flochat.home / "odd.csv"
    file.write_text("Kontakt,Sorte\n+61412345678,platinum\n", encoding="utf-8")
    assert flochat("import", str(file), "--propose-map", "map.toml").status == 0
    proposed = (flochat.home / "map.toml").read_text()
    assert '"Kontakt" = ' in proposed
    (flochat.home / "map.toml").write_text('"Kontakt" = "phone"\n"Sorte" = "Plan"\n')
    assert flochat("import", str(file), "--map", "map.toml", "--yes").status == 0
    values = {it["name"]: it["value"] for it in person(flochat, "ana@example.com")["user_fields"]}  # type: ignore[attr-defined] # a list of fields
    assert values["Plan"] == "platinum"
    (flochat.home / "map.toml").write_text('"Absent" = "phone"\n')
    absent = flochat("import", str(file), "--map", "map.toml", "--yes")
    assert absent.status == 2
    assert "Absent" in absent.err
    assert server.deliveries == []


def test_people_of_a_file_are_looked_up_and_who_is_not_there_is_told(
    flochat: Shell, server: Server, people: Path
) -> None:
    done = flochat("send", "text", "--text", "Hi {name}", "--people", str(people), "--yes")
    assert "row 3: nobody in the flow" in done.err
    assert [(it.user_ns, it.content) for it in server.deliveries] == [("f280503u1", "Hi Ana")]
    piped = flochat("tag", "Newsletter", "--people", "-", "--yes", given=FILE)
    assert piped.status == 0, piped.err
    tags = person(flochat, "ana@example.com")["tags"]
    assert "Newsletter" in json.dumps(tags)


def test_a_file_without_a_usable_row_is_not_blamed_on_a_name(
    flochat: Shell, server: Server
) -> None:
    (flochat.home / "local.csv").write_text("Name,Phone\nAna,0412345678\n", encoding="utf-8")
    done = flochat("send", "text", "--text", "Hi {name}", "--people", "local.csv", "--yes")
    assert done.status == 2
    assert "row 2: refused" in done.err
    assert "no row can be used; nothing was sent" in done.err
    assert server.deliveries == []


def test_whoever_wants_nothing_is_not_shown_among_those_who_get_it(flochat: Shell) -> None:
    (flochat.home / "consent.csv").write_text(
        "Phone,Email,Marketing consent\n+61412345678,,no\n,ben@example.com,yes\n", encoding="utf-8"
    )
    send = ("send", "text", "--text", "Hello", "--people", "consent.csv")
    dry = flochat(*send, "--dry-run")
    assert "f280503u2" in dry.out
    assert "f280503u1" not in dry.out
    assert "row 2: left out, since 'Marketing consent' says no" in dry.err
    assert "1 person, 1 skipped; nothing" in dry.err
    assert dry.status == 0
    with flochat.at_terminal(*send) as terminal:
        terminal.expect(r"Go on\?")
        terminal.type("n")
        terminal.end()
    assert "Send a text to 1 person" in terminal.text
    assert "first: f280503u2" in terminal.text
    assert "  1 row is skipped:" in terminal.text
    assert "    row 2: left out" in terminal.text
    tagged = flochat("tag", "Asked", "--people", "consent.csv", "--dry-run")
    assert "2 people; nothing" in tagged.err  # a tag is no message


def test_a_column_of_consent_is_heeded(flochat: Shell, server: Server) -> None:
    file = flochat.home / "consent.csv"
    file.write_text(
        "Phone,Email,Marketing consent\n+61412345678,,no\n,ben@example.com,yes\n", encoding="utf-8"
    )
    done = flochat("send", "text", "--text", "Hi", "--people", str(file), "--yes")
    assert [it.user_ns for it in server.deliveries] == ["f280503u2"]
    assert "says no" in done.err
    assert "1 done, 0 failed, 0 unknown, 0 pending, 1 skipped" in done.err
    assert "who was skipped, and why: flochat jobs failed --skipped" in done.err
    assert done.status == 0


@pytest.mark.parametrize("is_last", [True, False])
def test_who_says_no_under_another_address_gets_nothing(
    flochat: Shell, server: Server, is_last: bool
) -> None:
    ana = server.seed.subscriber(phone="61412345699", email="ana@example.org")
    rows = ["+61412345699,,yes", ",ana@example.org,no", "+61412345678,,yes"]
    text = "\n".join(["Phone,Email,Opt-in", *(rows if is_last else reversed(rows)), ""])
    (flochat.home / "both.csv").write_text(text, encoding="utf-8")
    send = ("send", "text", "--text", "Hi", "--people", "both.csv")
    dry = flochat(*send, "--dry-run")
    assert "1 person, 2 skipped; nothing was changed or sent" in dry.err
    assert ana not in dry.out
    done = flochat(*send, "--yes")
    assert "1 done, 0 failed, 0 unknown, 0 pending, 1 skipped" in done.err
    assert ana not in [it.user_ns for it in server.deliveries]
    assert done.status == 0


def test_whoever_is_skipped_is_told_of_by_the_jobs(flochat: Shell) -> None:
    consent = "Phone,Email,Marketing consent\n+61412345678,,no\n,ben@example.com,yes\n"
    (flochat.home / "consent.csv").write_text(consent, encoding="utf-8")
    flochat("send", "text", "--text", "Hi", "--people", "consent.csv", "--yes", "--journal", "j.db")
    status = flochat("jobs", "status", "j.db")
    counts = {"done": 1, "failed": 0, "unknown": 0, "pending": 0, "skipped": 1}
    assert json.loads(status.out) == counts
    assert status.status == 0
    skipped = json.loads(flochat("jobs", "failed", "j.db", "--skipped").out)
    assert skipped["person"] == "f280503u1"
    assert skipped["error"] == "row 2: left out, since 'Marketing consent' says no"
    assert flochat("jobs", "failed", "j.db").out == ""
    both = flochat("jobs", "failed", "j.db", "--skipped", "--unknown")
    assert both.status == 2


def test_who_is_skipped_does_not_hide_who_fails(flochat: Shell, server: Server) -> None:
    (flochat.home / "mixed.csv").write_text(
        "Phone,Email,First name,Opt-in\n+61412345678,,Ana,no\n,ben@example.com,,yes\n",
        encoding="utf-8",
    )
    send = ("send", "text", "--text", "Hi {first_name}", "--people", "mixed.csv")
    dry = flochat(*send, "--dry-run")
    assert "0 people, 1 skipped, 1 stays out" in dry.err
    assert dry.status == 1
    done = flochat(*send, "--yes")
    assert "1 skipped, and 1 row cannot be used" in done.err
    assert done.status == 2
    assert server.deliveries == []


def test_a_send_to_nobody_but_those_who_want_none_is_no_failure(
    flochat: Shell, server: Server
) -> None:
    (flochat.home / "none.csv").write_text("Phone,Opt-in\n+61412345678,no\n", encoding="utf-8")
    for _ in range(2):  # nothing was begun, so nothing is finished
        done = flochat("send", "text", "--text", "Hi", "--people", "none.csv", "--yes")
        assert "row 2: left out, since 'Opt-in' says no" in done.err
        assert "1 skipped, and nobody else is there; nothing was changed or sent" in done.err
        assert done.status == 0
    assert server.deliveries == []


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl", "out.parquet", "sqlite:out.sqlite"])
def test_subscribers_are_exported(flochat: Shell, name: str) -> None:
    done = flochat("export", "subscribers", "--to", name)
    assert done.status == 0, done.err
    path = flochat.home / name.removeprefix("sqlite:")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    if name == "out.csv":
        rows = read_csv(path)
        assert {row["first_name"] for row in rows} == {"Ana", "Ben"}
        assert {row["Plan"] for row in rows} == {"gold", ""}
    there = flochat("export", "subscribers", "--to", name)
    assert "finished before" in there.err


def test_an_export_may_be_of_a_tag_and_of_a_time(flochat: Shell, server: Server) -> None:
    assert flochat("export", "subscribers", "--tag", "VIP", "--to", "vip.jsonl").status == 0
    assert len((flochat.home / "vip.jsonl").read_text().splitlines()) == 1
    first = flochat("export", "messages", "--to", "m.jsonl", "--since", "last")
    assert first.status == 0
    assert "everything is read" in first.err
    server.seed.message("f280503u1", "And on Sunday?")
    again = flochat("export", "messages", "--to", "m.jsonl", "--since", "last", "--overwrite")
    assert again.status == 0, again.err
    rows = (flochat.home / "m.jsonl").read_text().splitlines()
    assert [row for row in rows if "And on Sunday?" in row]
    kept = flochat("export", "messages", "--to", "m.jsonl", "--since", "last")
    assert kept.status == 2
    assert "move it away" in kept.err
    (flochat.home / "m.jsonl").rename(flochat.home / "m-1.jsonl")
    assert flochat("export", "messages", "--to", "m.jsonl", "--since", "last").status == 0
    ending = flochat("export", "subscribers", "--to", "people.txt")
    assert ending.status == 2
    assert "--to 'people.txt' must end in" in ending.err
    for arguments, said in (
        (["orders", "--tag", "VIP"], "not for orders"),
        (["orders", "--since", "2026-11-01"], "no such filter"),
        (["messages", "--since", "yesterday"], "must be a day"),
        (["messages", "--since", "2026-11-01"], "in which time zone"),
    ):
        refused = flochat("export", *arguments, "--to", "x.csv")
        assert refused.status == 2
        assert said in refused.err


def test_the_next_export_begins_where_one_that_was_interrupted_began(
    flochat: Shell, server: Server
) -> None:
    command = ("export", "messages", "--to", "m.jsonl", "--since", "last")
    server.answer_next(
        status=403, json={"message": "no"}, operation="GET /subscriber/chat-messages"
    )
    assert flochat(*command).status == 3
    note = flochat.home / "m.jsonl.since.json"
    begun = json.loads(note.read_text())["begun"]["messages"]["begun"]
    earlier = datetime.fromisoformat(begun) - timedelta(hours=3)
    note.write_text(note.read_text().replace(begun, earlier.isoformat()))
    assert flochat(*command).status == 0
    assert json.loads(note.read_text()) == {
        "last": {"messages": earlier.isoformat(timespec="seconds")},
        "begun": {},
    }
    note.write_text("nonsense")
    assert flochat(*command).status == 2


def test_what_is_asked_of_a_file_is_answered_by_options_wherever_people_are_named(
    flochat: Shell, server: Server
) -> None:
    file, kinds = flochat.home / "q.csv", flochat.home / "m.toml"
    file.write_text("Heading,birthday,When\n0412345678,01/02/1990,03/04/2020\n")
    kinds.write_text('"Heading" = "phone"\n')
    send = ("send", "text", "--text", "Hi", "--people", "q.csv", "--map", "m.toml", "--yes")
    unknown = flochat(*send)
    assert unknown.status == 2
    assert "give --country" in unknown.err
    assert server.deliveries == []
    assert flochat(*send, "--country", "AU").status == 0
    assert [delivery.user_ns for delivery in server.deliveries] == ["f280503u1"]
    bring = ("import", "q.csv", "--map", "m.toml", "--country", "AU")
    asked = flochat(*bring, "--yes")
    assert asked.status == 2
    assert "--dayfirst or --monthfirst" in asked.err
    assert "=True" not in asked.err
    with flochat.at_terminal(*bring) as terminal:
        terminal.expect("> ")
        terminal.type("day")
        terminal.expect(r"Go on\?")
        terminal.type("y")
        assert terminal.end() == 0
    assert terminal.text.count("> ") == 1


def test_a_mirror_that_goes_on_outlives_an_outage(flochat: Shell, server: Server) -> None:
    server.inject_faults(Faults({Fault.UNAVAILABLE: 1.0}))
    with flochat.at_terminal("mirror", "m.sqlite", "--every", "1s") as terminal:
        terminal.expect("the next sync goes on")
        server.inject_faults(None)
        terminal.expect("2 new")
        terminal.press_ctrl_c()
        assert terminal.end() == 0


def test_a_mirror_is_brought_up_to_date(flochat: Shell, server: Server) -> None:
    assert flochat("mirror", "m.sqlite", "--messages").status == 0
    server.seed.subscriber(first_name="New")
    second = flochat("mirror", "m.sqlite")
    assert second.status == 0
    assert "1 new" in second.err
    with sqlite3.connect(flochat.home / "m.sqlite") as database:
        names = {row[0] for row in database.execute("SELECT first_name FROM people")}
    database.close()
    assert names == {"Ana", "Ben", "New"}
    assert flochat("mirror", "m.sqlite", "--every", "soon").status == 2


def test_an_export_that_was_interrupted_goes_on(flochat: Shell, server: Server) -> None:
    for number in range(25):
        person = server.seed.subscriber(first_name=f"P{number}")
        server.seed.message(person, f"Hello {number}")
    server.inject_faults(Faults(latency=0.4))
    with flochat.at_terminal("export", "messages", "--to", "m.csv") as terminal:
        terminal.expect("requests")
        terminal.press_ctrl_c()
        assert terminal.end() in (0, 130)
    server.inject_faults(None)
    assert flochat("export", "messages", "--to", "m.csv").status == 0
    rows = read_csv(flochat.home / "m.csv")
    assert len(rows) == 26
