"""Tags from a CRM on the sandbox: who gets what, who is left out, and what it costs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from examples.crm_tags import crm_tags, demo
from flochat import APIConnectionError, Flochat
from flochat.sandbox import Server, serve

CONTACTS = str(Path(demo.__file__).with_name("contacts.csv"))
OPTIONS = ("--country", "AU")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serve(seed=demo.fill) as running:
        monkeypatch.setenv("FLOCHAT_API_KEY", running.api_key)
        monkeypatch.setenv("FLOCHAT_BASE_URL", running.url)
        yield running


def people(server: Server) -> dict[str | None, tuple[list[str | None], dict[str | None, object]]]:
    """Name -> tags and fields."""
    with Flochat(server.api_key, base_url=server.url) as client:
        return {
            it.name: ([tag.name for tag in it.tags], {f.name: f.parsed for f in it.user_fields})
            for it in client.subscribers.list()
        }


def writes(server: Server) -> int:
    return sum(request.method in ("POST", "PUT", "DELETE") for request in server.requests)


def test_a_dry_run_says_all_and_writes_nothing(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    before = people(server)
    server.clear()
    assert crm_tags.main([CONTACTS, *OPTIONS, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "row 3: Bo: Spring, Plan = silver, Renewal = 2027-02-28" in said
    assert "6 rows: 3 people to change, 3 rows left out" in said
    assert len(server.requests) == 4
    assert writes(server) == 0
    assert people(server) == before


def test_what_differs_is_written_and_a_second_run_only_reads(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert crm_tags.main([CONTACTS, *OPTIONS]) == 0
    now = people(server)
    assert now["Ana"][0] == ["VIP", "Spring"]
    assert str(now["Bo"][1]["Renewal"]) == "2027-02-28"
    assert now["Cy"] == ([], {"Plan": "silver"})
    assert now["Flo"] == now["Flora"] == ([], {})  # one phone: nobody can know who is meant
    assert "not found" in capsys.readouterr().out
    assert len(server.requests) <= 10
    server.clear()
    assert crm_tags.main([CONTACTS, *OPTIONS]) == 0
    assert writes(server) == 0
    assert people(server) == now


def test_who_was_left_out_is_in_the_report(server: Server, tmp_path: Path) -> None:
    assert server.url
    report = tmp_path / "left.csv"
    assert crm_tags.main([CONTACTS, *OPTIONS, "--report", str(report)]) == 0
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["row"]: row["why"] for row in csv.DictReader(file)}
    assert rows.keys() == {"5", "6", "7"}
    assert (rows["5"], rows["7"]) == ("not found", "several people may be meant")
    assert "power of ten" in rows["6"]


def test_a_small_file_asks_for_each_instead_of_reading_a_large_flow(
    server: Server, tmp_path: Path
) -> None:
    server.seed.subscribers(300)
    file = tmp_path / "two.csv"
    file.write_text("Phone,Email\n+61412345678,\n,ben@example.com\n", encoding="utf-8")
    server.seed.subscriber(first_name="Ben", email="Ben@example.com")
    assert crm_tags.main([str(file), "--tag", "Asked"]) == 0
    lists = [dict(it.query) for it in server.requests if it.path.endswith("/subscribers")]
    of_everybody = [query for query in lists if not query.keys() & {"phone", "email"}]
    assert [query["limit"] for query in of_everybody] == ["1"]  # how many there are
    now = people(server)
    assert now["Ana"][0] == ["VIP", "Asked"]
    assert now["Ben"][0] == ["Asked"]


def test_a_workbook_whose_headings_say_nothing_is_mapped(server: Server, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Kunde", "Tel", "Stufe", "VIP?"])
    book.active.append(["Ana", 61412345678, "platinum", "x"])  # a number, as Excel makes it
    book.save(tmp_path / "kunden.xlsx")
    maps = ("--map", "Stufe=Plan", "--map", "VIP?=", "--map", "Tel=phone")
    assert crm_tags.main([str(tmp_path / "kunden.xlsx"), "--country", "AU", *maps]) == 0
    assert people(server)["Ana"][1]["Plan"] == "platinum"


def test_somebody_who_is_refused_does_not_stop_the_others(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal = {"status": "error", "message": "Subscriber is blocked"}
    server.answer_next(json=refusal, operation="POST /subscriber/add-tags-by-name")
    assert crm_tags.main([CONTACTS, *OPTIONS]) == 0
    said = capsys.readouterr().out
    assert "row 2: left out: " in said
    assert "blocked" in said
    assert people(server)["Bo"][0] == ["Spring"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([CONTACTS, *OPTIONS, "--map", "Renewal=birthday"], "birthday"),
        (["missing.csv"], "missing.csv"),
        ([CONTACTS, *OPTIONS, "--map", "Nope=phone"], "Nope"),
        ([CONTACTS, "--country", "XX"], "XX"),
        ([CONTACTS, *OPTIONS, "--answer", "daysfirst=True"], "daysfirst"),
    ],
)
def test_what_cannot_work_is_said_in_a_line(
    server: Server, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert crm_tags.main(arguments) == 1
    error = capsys.readouterr().err
    assert error.startswith("crm_tags: ")
    assert message in error
    assert writes(server) == 0


def test_without_a_key_it_says_which_variable_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FLOCHAT_API_KEY", raising=False)
    assert crm_tags.main([CONTACTS]) == 1
    assert "FLOCHAT_API_KEY" in capsys.readouterr().err


def test_a_day_that_may_be_a_month_is_asked_about(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "renewals.csv"
    file.write_text("Phone,Renewal\n+61412345679,03/04/2027\n", encoding="utf-8")
    assert crm_tags.main([str(file)]) == 1
    assert "day" in capsys.readouterr().err
    assert crm_tags.main([str(file), "--answer", "dayfirst=True"]) == 0
    assert str(people(server)["Bo"][1]["Renewal"]) == "2027-04-03"


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("553188887777", "+55 31 98888-7777"),  # WhatsApp drops Brazil's ninth digit
        ("5215512345678", "+52 55 1234 5678"),  # and had a 1 in Mexico
        ("5491123456789", "+54 11 2345-6789"),  # and has a 9 in Argentina
        ("+61 412 999 888", "0412 999 888"),
    ],
)
def test_a_phone_is_known_however_it_is_written(
    server: Server, tmp_path: Path, stored: str, written: str
) -> None:
    server.seed.subscriber(first_name="Zoe", phone=stored)
    file = tmp_path / "one.csv"
    rows = [f"+61498765{number};" for number in range(400, 410)]
    file.write_text("\n".join(["Phone;Plan", f"{written};gold", *rows]), encoding="utf-8")
    assert crm_tags.main([str(file), *OPTIONS]) == 0
    assert people(server)["Zoe"][1]["Plan"] == "gold"


def test_a_question_about_the_file_is_answered_as_the_error_says(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "family.csv"
    text = "Name;Phone;Plan\nAna;+61412345678;gold\nAndy;+61412345678;free\n"
    file.write_text(text, encoding="utf-8")
    assert crm_tags.main([str(file)]) == 1
    assert "shared='first'" in capsys.readouterr().err
    assert crm_tags.main([str(file), "--answer", "shared=none"]) == 0
    assert writes(server) == 0
    assert crm_tags.main([str(file), "--answer", "shared='first'", "--tag", "Asked"]) == 0
    assert people(server)["Ana"][0] == ["VIP", "Asked"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), APIConnectionError("no", operation="GET")])
def test_a_run_that_was_stopped_goes_on_with_what_is_not_written(
    server: Server,
    stop: BaseException,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    compare, calls = crm_tags.differences, list[int]()

    def differences(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise stop
        return compare(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(crm_tags, "differences", differences)
        status = crm_tags.main([CONTACTS, *OPTIONS])
    assert status == (130 if isinstance(stop, KeyboardInterrupt) else 1)
    assert capsys.readouterr().err.count("\n") == 1
    assert people(server)["Cy"] == ([], {})
    server.clear()
    assert crm_tags.main([CONTACTS, *OPTIONS]) == 0
    assert writes(server) == 1  # of Cy, who has a field to be set
    assert people(server)["Cy"] == ([], {"Plan": "silver"})
