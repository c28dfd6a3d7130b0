"""What the body of the pull request says, and that nothing of the document acts in it."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest

from flochat.contract import vendored_contract
from scripts.schedule import texts
from scripts.schedule.change import judge
from scripts.schedule.commands import CommandResult
from scripts.schedule.texts import LIMIT, Proposal, pull_request
from tests.support.stage import Document, document

PASSED = CommandResult(("bash", ".ci/run"), 0, ("12 passed",))
PROPOSAL = Proposal(
    base="main", made_on="0" * 40, blob="1" * 40, guide="https://forge.example/guide"
)
HOSTILE = "@octocat fixes #1 <!-- x --> </details> `` ``` ![x](https://evil.example/x)\n# Heading"


@pytest.fixture(scope="module")
def contract() -> Document:
    return vendored_contract(overlaid=False)


def body_of(old: Document, new: Document, report: str = "The report.\n", **more: Any) -> str:
    return pull_request(judge(old, new), report, PASSED, Proposal(**{**vars_of(PROPOSAL), **more}))


def vars_of(proposal: Proposal) -> dict[str, Any]:
    return {name: getattr(proposal, name) for name in ("base", "made_on", "blob", "guide")}


def test_it_begins_with_what_breaks_in_the_facade(contract: Document) -> None:
    new = deepcopy(contract)
    schema = new["paths"]["/flow/create-tag"]["post"]["requestBody"]["content"]["application/json"][
        "schema"
    ]
    schema["properties"]["color"] = {"type": "string"}
    schema["required"] = [*schema.get("required", []), "color"]
    lines = body_of(contract, new).splitlines()
    assert lines[0] == "## What breaks in the facade"
    assert lines[2] == (
        "- `flow.apply`, `flow.tags.create`: `request body color: added` (`POST /flow/create-tag`)"
    )
    assert "In all: `breaking: 1 ERR; flochat: broken`." in lines[:6]
    assert "[docs/maintain/breaking-change.md](https://forge.example/guide)" in "\n".join(lines)


def test_many_breaks_are_a_few_lines_and_a_count(contract: Document) -> None:
    new = deepcopy(contract)
    new["paths"] = {path: new["paths"][path] for path in [*new["paths"]][:20]}
    head = body_of(contract, new).partition("## What to do")[0]
    lines = [line for line in head.splitlines() if line.startswith("- ")]
    assert len(lines) == 11
    assert re.fullmatch(r"- and \d\d+ more, all in the report below", lines[-1])


def test_what_needs_adapting_alone_is_no_break(contract: Document) -> None:
    new = deepcopy(contract)
    tag = new["components"]["schemas"]["Tag"]["properties"]
    tag["name"] = {"type": "integer"}
    head = body_of(contract, new).partition("## What to do")[0]
    assert "It works, but should follow:" in head
    assert re.search(r"^- `[a-z._]+`.* and \d+ more: `response 200 body .*name", head, re.MULTILINE)


def hostile() -> Document:
    """A document whose every name and word would do something if it could."""
    new = document()
    new["paths"][f"/{HOSTILE}"] = new["paths"].pop("/thing6")
    new["components"]["schemas"]["Tag"]["properties"][HOSTILE] = {"type": "string"}
    new["components"]["schemas"]["Tag"]["required"].append(HOSTILE)
    return new


@pytest.mark.parametrize("direction", ["comes", "goes"])
def test_nothing_of_the_document_acts(direction: str) -> None:
    old, new = (document(), hostile()) if direction == "comes" else (hostile(), document())
    checks = CommandResult(("sh", "-c", HOSTILE), 1, (HOSTILE, "```", "<b>"))
    body = pull_request(judge(old, new), "", checks, PROPOSAL)
    assert "@octocat" in body
    live = [line for line in body.splitlines() if not line.startswith("    ")]
    shown = re.sub(r"`[^`]+`", "", "\n".join(live))
    for markup in ("@octocat", "#1", "<", "![", "```", "# Heading", "evil.example"):
        assert markup not in shown
    assert all(line.count("`") % 2 == 0 for line in live)


@pytest.mark.parametrize("letter", ["x", "\N{EURO SIGN}", "\N{PILE OF POO}"])
def test_it_is_never_longer_than_the_forge_takes(letter: str) -> None:
    """Whether it counts characters, code units or bytes; and with the line of a close before it."""
    report = f"    {letter * 700}\n" * 300
    body = texts.closed_by_us(body_of(document(), hostile(), report))
    assert len(body.encode()) <= LIMIT
    assert len(body.encode()) > LIMIT - 4000
    assert re.search(r"\n\(Cut here: \d+ more lines", body)
    assert texts.proposed_in(body) == "1" * 40


def test_one_line_that_is_too_long_is_cut_too() -> None:
    assert "(Cut here: 1 more lines" in texts.fitted("x" * LIMIT, 1000)


def test_the_document_cannot_pretend_to_be_proposed() -> None:
    report = f"`openapi.json` here is `{'2' * 40}`\n"
    assert texts.proposed_in(body_of(document(), hostile(), report)) == "1" * 40


def test_what_somebody_writes_into_the_body_is_no_commit() -> None:
    assert texts.proposed_in("") is None
    assert texts.proposed_in("`openapi.json` here is `--upload-pack=x`") is None
    assert texts.replaced_in("its old tip is `$(id)`") is None


def test_a_close_is_marked_once() -> None:
    once = texts.closed_by_us("The body.")
    assert texts.is_closed_by_us(once)
    assert texts.closed_by_us(once) == once
    assert not texts.is_closed_by_us("The body.")
