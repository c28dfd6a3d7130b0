"""What a notebook shows: small tables, in which nothing is run and no secret is seen."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from flochat import (
    ApplyReport,
    BulkPlan,
    Flochat,
    FlowDiff,
    FlowSnapshot,
    Subscriber,
    Tag,
    WrittenTable,
)
from flochat._wire.decode import PLAIN
from flochat.sandbox import Server, serve
from flochat.tables import Column, ColumnKind, Columns

ATTACK = '<script>alert("x")</script><img src=x onerror=alert(1)>&'


TAGS = {*("table", "caption", "thead", "tbody", "tr", "th", "td"), "details", "summary", "pre"}


class Seen(HTMLParser):
    """The tags of a text, its tables as rows of cells, and whether each tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.tags.add(tag)
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data


def seen(thing: Any) -> Seen:
    found = Seen(thing._repr_html_())
    assert found.open == []
    assert found.tags <= TAGS
    return found


def test_a_record_is_a_table_of_its_fields() -> None:
    shown = seen(Subscriber(user_ns="f1u1", name="Ana", tags=(Tag(name="VIP"), Tag(name="Gold"))))
    assert shown.rows == [["user_ns", "f1u1"], ["name", "Ana"], ["tags", "VIP, Gold"]]


def test_nothing_that_people_write_is_run() -> None:
    row = {"name": ATTACK, "tag_ns": "f1t1", "<b>unheard of</b>": ATTACK}
    tag = PLAIN.decode(Tag, row)
    shown = seen(tag)
    assert ["name", ATTACK] in shown.rows
    assert shown.text.count("alert(1)") == 3  # twice in what was sent
    assert [ATTACK] in [row[1:] for row in seen(PLAIN.decode_all(Tag, [row])).rows]
    seen(FlowDiff(added=FlowSnapshot().diff(FlowSnapshot(tags=(tag,))).added))
    seen(WrittenTable(Path(ATTACK), 1, Columns([Column(ATTACK, ColumnKind.TEXT)]), (ATTACK,)))


def test_twenty_rows_of_a_list_are_shown_and_all_are_counted() -> None:
    tags = PLAIN.decode_all(Tag, [{"tag_ns": f"f1t{n}", "name": f"Tag {n}"} for n in range(45)])
    shown = seen(tags)
    assert "Tag: 45, 20 shown" in shown.text
    assert shown.rows[0] == ["tag_ns", "name"]
    assert [name for _, name in shown.rows[1:]] == [f"Tag {n}" for n in range(20)]


def test_columns_without_a_value_are_left_out_and_long_texts_are_cut() -> None:
    shown = seen(PLAIN.decode_all(Tag, [{"name": "a" * 500}]))
    assert shown.rows == [["name"], ["a" * 197 + "..."]]


def test_an_empty_list_says_so() -> None:
    assert "empty list: 0" in seen(PLAIN.decode_all(Tag, [])).text


def test_half_a_character_does_not_break_a_notebook() -> None:
    tag = PLAIN.decode(Tag, {"name": "a\ud83d"})
    assert tag._repr_html_().encode()


def test_large_answers_are_cut() -> None:
    tag = PLAIN.decode(Tag, {"name": "VIP", "unheard of": "x" * 1_000_000})
    assert len(tag._repr_html_()) < 5_000


@pytest.fixture
def sandbox() -> Any:
    with serve() as server:
        yield server


def test_lists_of_both_kinds_of_methods_are_tables(sandbox: Server) -> None:
    for number in range(25):
        sandbox.seed.tag(f"Tag {number}")
    with Flochat(sandbox.api_key, base_url=sandbox.url) as client:
        pager = client.flow.tags.list()
        for rows in (pager.to_list(), next(iter(pager.pages())), client.shop.business_hours.get()):
            assert re.search(r": \d+", seen(rows).text)
        assert pager.to_list() == list(pager)


def test_plans_and_reports_are_tables(sandbox: Server, tmp_path: Path) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana", email="ana@example.com")
    with Flochat(sandbox.api_key, base_url=sandbox.url) as client:
        people = [ana, "f280503u999"]
        job = client.bulk.send_text(people, "Hello", journal=tmp_path / "hello.sqlite")
        assert ["people", "2"] in seen(job.plan()).rows
        report = job.run()
        shown = seen(report)
        assert shown.rows[:2] == [["done", "1"], ["failed", "1"]]
        assert any(row[1:2] == ["f280503u999"] for row in shown.rows)
        assert any("f280503u999" in row for row in seen(report.failed).rows)
        (tmp_path / "hello.sqlite").unlink()
        assert seen(report).rows[:2] == [["done", "1"], ["failed", "1"]]
        before = client.flow.snapshot()
        sandbox.seed.tag("VIP")
        diff = before.diff(client.flow.snapshot())
        assert any("VIP" in row for row in seen(diff).rows)
        assert any("VIP" in row for row in seen(client.flow.snapshot()).rows)
    assert ["dry_run", "True"] in seen(ApplyReport(dry_run=True)).rows
    assert ["people", "7"] in seen(
        BulkPlan(people=7, requests=7, seconds=0, duplicates=0, unusable=0)
    ).rows


def test_a_file_that_was_written_is_one_too(sandbox: Server, tmp_path: Path) -> None:
    sandbox.seed.tag("VIP")
    with Flochat(sandbox.api_key, base_url=sandbox.url) as client:
        written = client.flow.tags.list().to_csv(tmp_path / "tags.csv")
    assert ["rows", "1"] in seen(written).rows
