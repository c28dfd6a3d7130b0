"""Reports of changes: what they say, and that nothing in a document can act in them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from flochat.contract import change_report, vendored_contract
from flochat.contract.accepted import Acceptance, Settled, settle
from flochat.contract.change_report import github, markdown, text
from flochat.contract.diff import Changes, Finding, Level, ProseChange
from flochat.contract.normalise import dump, normalise
from flochat.contract.positions import Position, Positions

TODAY = date(2026, 11, 22)
GONE = Finding(
    "api-removed-without-deprecation",
    Level.ERR,
    "GET /me",
    "/paths/~1me/get",
    "operation: removed",
    ("account.me",),
    "broken",
)
MORE = Finding(
    "new-optional-request-parameter", Level.INFO, "GET /me", "/paths/~1me/get/parameters/0", "added"
)
LOST = Finding("api-server-removed", Level.WARN, None, "/servers/0", "server: removed")
PROSE = ProseChange("/paths/~1me/get/description", "Who am I?", None)
CHANGES = Changes((GONE, LOST, MORE), (PROSE,))
HOSTILE = "`</code><script>alert(1)</script> **@everyone**\n::error::%0A\x1b[31m\n# A heading"


def hostile() -> Settled:
    """Changes in which every text from a document means harm."""
    finding = Finding("title-changed", Level.INFO, f"GET /{HOSTILE}", f"/{HOSTILE}", HOSTILE)
    return Settled(Changes((finding,), (ProseChange(f"/{HOSTILE}", HOSTILE, HOSTILE),)))


class TestText:
    def test_it_is_grouped_by_operation_worst_first(self) -> None:
        assert text(Settled(CHANGES)).splitlines() == [
            "breaking: 1 ERR, 1 WARN, 1 INFO, 1 in prose only; flochat: broken",
            "",
            "GET /me",
            "  ERR   api-removed-without-deprecation: operation: removed [broken: account.me]",
            "  INFO  new-optional-request-parameter: added",
            "",
            "The document",
            "  WARN  api-server-removed: server: removed",
        ]

    def test_it_lists_prose_when_asked_to(self) -> None:
        lines = text(Settled(CHANGES), prose=True).splitlines()
        assert lines[-2:] == ["Prose", '  /paths/~1me/get/description: "Who am I?" -> null']

    def test_colour_stands_where_it_is_wanted_alone(self) -> None:
        assert "\x1b[31mERR \x1b[0m" in text(Settled(CHANGES), colour=True)
        assert "\x1b" not in text(Settled(CHANGES))

    def test_a_document_cannot_add_lines_or_colour(self) -> None:
        lines = text(hostile(), prose=True)
        assert "\x1b" not in lines
        assert len(lines.splitlines()) == 7

    def test_nothing_is_told_of_nothing(self) -> None:
        assert text(Settled(Changes())) == "no change\n"


def test_json_has_the_form_that_is_promised() -> None:
    told = json.loads(change_report.json_(Settled(CHANGES), prose=True))
    assert told.keys() == {"label", "impact", "counts", "changes", "causes", "accepted", "prose"}
    assert (told["label"], told["impact"]) == ("breaking", "broken")
    assert told["counts"] == {"ERR": 1, "WARN": 1, "INFO": 1}
    assert told["changes"][0] == {
        "id": "api-removed-without-deprecation",
        "level": "ERR",
        "operation": "GET /me",
        "location": "/paths/~1me/get",
        "text": "operation: removed",
        "facade": ["account.me"],
        "impact": "broken",
    }
    assert told["changes"][1]["operation"] is None
    assert told["changes"][1]["facade"] == []
    assert told["changes"][1]["impact"] is None
    assert told["prose"] == {
        "count": 1,
        "changes": [{"location": PROSE.location, "old": "Who am I?", "new": None}],
    }
    assert json.loads(change_report.json_(Settled(CHANGES)))["prose"] == {"count": 1}


@pytest.mark.parametrize("count", range(4))
def test_json_has_all_findings_and_their_causes_however_many_there_are(count: int) -> None:
    findings = (GONE, LOST, MORE)[:count]
    for prose in ((), (PROSE,)):
        told = json.loads(change_report.json_(Settled(Changes(findings, prose)), prose=True))
        for listed in ("changes", "causes"):
            assert [one["id"] for one in told[listed]] == [one.id for one in findings]


@pytest.mark.parametrize("word", ["you", HOSTILE, '}, {"id": "x", "level": "ERR"}', "\\"])
def test_json_has_each_finding_on_a_line_of_its_own(word: str) -> None:
    findings = tuple(one._replace(text=word, location=f"/{word}") for one in (GONE, LOST, MORE))
    report = change_report.json_(Settled(Changes(findings)))
    rows = [line.strip().rstrip(",") for line in report.splitlines() if '{"id": ' in line]
    told = json.loads(report)
    assert [json.loads(row) for row in rows] == [*told["changes"], *told["causes"]]
    assert [one["text"] for one in told["changes"]] == [word] * 3


def test_json_has_each_change_of_prose_on_a_line_of_its_own_whatever_stands_in_it() -> None:
    example = [{"location": "here"}, {"location": "there"}, {}]
    prose = (PROSE, ProseChange("/info/x", example, {"all": example}), PROSE)
    report = change_report.json_(Settled(Changes((), prose)), prose=True)
    rows = [line.strip().rstrip(",") for line in report.splitlines() if '"/' in line]
    assert [json.loads(row) for row in rows] == [one._asdict() for one in prose]


class TestMarkdown:
    def test_it_has_an_item_for_each_finding(self) -> None:
        assert markdown(Settled(CHANGES)).splitlines() == [
            "**breaking: 1 ERR, 1 WARN, 1 INFO, 1 in prose only; flochat: broken**",
            "",
            "`GET /me`",
            "",
            f"- **ERR** `{GONE.id}`: `operation: removed` - broken: `account.me`",
            f"- **INFO** `{MORE.id}`: `added`",
            "",
            "The document",
            "",
            "- **WARN** `api-server-removed`: `server: removed`",
        ]

    def test_a_document_stays_within_code(self) -> None:
        for line in markdown(hostile(), prose=True).splitlines():
            outside = "".join(line.split("`")[::2])  # every other part stands between two backticks
            assert line.count("`") % 2 == 0
            assert not set("<>@#") & set(outside)
            assert "alert" not in outside

    def test_it_fits_into_a_pull_request(self) -> None:
        findings = (
            Finding("title-changed", Level.INFO, "GET /me", f"/a/{n}", "x" * 300)
            for n in range(5_000)
        )
        many = Changes(tuple(findings), (ProseChange("/a", "x" * 900, "y"),) * 5_000)
        for prose in (False, True):
            told = markdown(Settled(many), prose=prose)
            assert len(told) < 51_000
            assert int(told.split()[-2]) + told.count("\n- ") == 5_000 * (1 + prose)


def at_its_length(finding: Finding) -> Position:
    return Position(len(finding.location), 2)


class TestGithub:
    def test_each_finding_is_an_annotation_of_its_line(self) -> None:
        told = github(Settled(CHANGES), file="openapi.json", position_of=at_its_length)
        lines = told.splitlines()
        where = [line.split("::")[1] for line in lines]
        assert where == [
            f"error file=openapi.json,title=ERR {GONE.id},line=15,col=2",
            f"warning file=openapi.json,title=WARN {LOST.id},line=10,col=2",
            f"notice file=openapi.json,title=INFO {MORE.id},line=28,col=2",
        ]
        assert [line.split("::")[2] for line in lines] == [
            "GET /me: operation: removed [broken: account.me]",
            "document: server: removed",
            "GET /me: added",
        ]

    def test_a_document_cannot_give_commands(self) -> None:
        told = github(hostile(), file="a,b:c.json")
        assert told.count("\n") == 1
        assert told.startswith("::notice file=a%2Cb%3Ac.json,title=INFO title-changed::GET /")
        assert "%250A" in told

    def test_the_line_is_where_it_stands_in_the_contract(self) -> None:
        contract = normalise(vendored_contract(overlaid=False))
        written = dump(contract).splitlines()
        positions = Positions(dump(contract))
        for path in contract["paths"]:
            pointer = f"/paths/{path.replace('/', '~1')}"
            assert written[positions.of(pointer).line - 1].strip() == f'"{path}": {{'
        assert written[positions.of("/servers/0/url").line - 1].strip().startswith('"url": ')
        assert positions.of("/paths/~1gone/get") == positions.of("/paths")
        assert positions.of("") == (1, 1, None)


class TestAcceptance:
    def acceptance(self, **changes: Any) -> Acceptance:
        of = {"id": GONE.id, "operation": GONE.operation, "until": TODAY, "reason": "agreed"}
        return Acceptance(**{**of, **changes})

    def test_what_is_accepted_is_taken_out(self) -> None:
        acceptance = self.acceptance()
        settled = settle(CHANGES, (acceptance,), TODAY)
        assert settled.changes.findings == (LOST, MORE)
        assert settled.accepted == ((GONE, acceptance),)
        assert settled.changes.label == "additive"
        assert not settled.expired
        assert not settled.unused

    def test_what_has_expired_does_not_count(self) -> None:
        acceptance = self.acceptance(until=date(2026, 11, 21))
        settled = settle(CHANGES, (acceptance,), TODAY)
        assert settled == Settled(CHANGES, expired=(acceptance,))

    @pytest.mark.parametrize("other", [{"operation": "GET /you"}, {"id": "x"}, {"operation": None}])
    def test_what_covers_nothing_is_told(self, other: dict[str, Any]) -> None:
        acceptance = self.acceptance(**other)
        assert settle(CHANGES, (acceptance,), TODAY) == Settled(CHANGES, unused=(acceptance,))

    def test_reports_say_what_was_accepted_and_why(self) -> None:
        settled = settle(CHANGES, (self.acceptance(),), TODAY)
        assert "until 2026-11-22: agreed" in text(settled)
        assert "until 2026-11-22: agreed`" in markdown(settled)
        (accepted,) = json.loads(change_report.json_(settled))["accepted"]
        assert (accepted["id"], accepted["reason"]) == (GONE.id, "agreed")
        assert accepted["until"] == "2026-11-22"
