"""The pages of the reference that people write have all that they are about."""

from __future__ import annotations

import re
from typing import Final

from tests.support.page_blocks import ROOT

#: Not read by this package: completion's own, and a word in the command that `curl()` makes.
NOT_OURS: Final = frozenset({"FLOCHAT_COMPLETE", "FLOCHAT_WEBHOOK_URL"})


def test_the_page_of_the_environment_has_every_variable() -> None:
    page = (ROOT / "docs" / "reference" / "environment.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(FLOCHAT_[A-Z_]+)`", page))
    read = {
        name
        for file in (ROOT / "flochat").rglob("*.py")
        for name in re.findall(r"\bFLOCHAT_[A-Z]+(?:_[A-Z]+)*\b", file.read_text(encoding="utf-8"))
    }
    assert named == read - NOT_OURS


def test_the_page_of_the_reference_leads_to_every_page_that_people_write() -> None:
    folder = ROOT / "docs" / "reference"
    index = (folder / "index.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", index))
    assert {file.name for file in folder.glob("*.md")} - {"index.md"} <= linked
