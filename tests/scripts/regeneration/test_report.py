from __future__ import annotations

from typing import Any

from flochat.contract import vendored_contract
from flochat.contract.diff import Changes, Finding, Level, diff
from flochat.contract.document import operations
from flochat.contract.pull import Pulled
from scripts.regeneration.report import Regeneration, render


def regeneration(**parts: Any) -> Regeneration:
    contract = vendored_contract(overlaid=False)
    defaults: dict[str, Any] = {
        "pulled": Pulled(contract, "https://app.flochat.ai/api-docs", "0" * 64),
        "old": contract,
        "new": contract,
        "changes": Changes(),
        "drift": (),
        "differing": (),
    }
    return Regeneration(**(defaults | parts))


def section(text: str, title: str) -> str:
    return text.partition(f"## {title}\n\n")[2].partition("\n\n#")[0].rstrip()


def test_without_a_change_it_says_so_and_counts() -> None:
    text = render(regeneration())
    count = len(operations(vendored_contract(overlaid=False)))
    assert f"| operations | {count} | {count} |" in text
    assert "no change" in section(text, "Changes of the contract").lower()
    assert section(text, "Operations of the facade that the contract lacks") == "None."
    assert section(text, "Files that change") == "None."


def test_what_the_facade_loses_and_what_it_does_not_know_are_lines() -> None:
    new = vendored_contract(overlaid=False)
    new["paths"]["/flow/tag-groups"] = new["paths"].pop("/flow/tags")
    changes = diff(vendored_contract(overlaid=False), new)
    text = render(regeneration(new=new, changes=changes))
    lacking, unknown = "Operations of the facade that the contract lacks", "Operations that the fac"
    assert section(text, lacking) == "    GET /flow/tags"
    assert "    GET /flow/tag-groups" in text.partition(unknown)[2]
    changed = section(text, "Changes of the contract")
    assert "`GET /flow/tags`" in changed
    assert "`api-path-removed-without-deprecation`" in changed


def test_files_are_told_by_what_becomes_of_them() -> None:
    lines = ("openapi.json: changed", "generated/a.py: missing", "generated/b.py: not generated")
    told = section(render(regeneration(differing=lines)), "Files that change").split()
    assert told == [
        "openapi.json:",
        "changed",
        "generated/a.py:",
        "added",
        "generated/b.py:",
        "removed",
    ]


def test_many_files_are_counted_but_those_edited_by_hand_are_named() -> None:
    folder = "generated/flochat_api/models"
    lines = (
        "openapi.json: changed",
        *(f"{folder}/a{number}.py: missing" for number in range(300)),
        *(f"{folder}/b{number}.py: stale" for number in range(20)),
        f"{folder}/deep/er/c.py: stale",
        f"{folder}/mine.py: edited by hand",
    )
    text = section(render(regeneration(differing=lines)), "Files that change")
    assert text.replace("    ", "").splitlines() == [
        f"{folder}/: 300 added",
        f"{folder}/: 21 changed",
        "openapi.json: 1 changed",
        f"{folder}/mine.py: changed, and it was edited by hand",
    ]


def test_nothing_that_a_document_says_acts_as_markdown() -> None:
    hostile = "schema `</code>\n\n# Approved ![](https://evil.example/x) \x1b[2K"
    finding = Finding(
        id="endpoint-added", level=Level.INFO, operation=hostile, location="", text=hostile
    )
    text = render(regeneration(changes=Changes((finding,))))
    assert "\x1b" not in text
    assert "\n# Approved" not in text
    for line in text.splitlines():
        if "evil.example" in line:  # within a code span, which nothing of it can end
            before, _, after = line.partition("evil.example")
            assert before.count("`") % 2 == 1
            assert after.count("`") % 2 == 1
