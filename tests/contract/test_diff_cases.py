"""Measured on pairs of documents that others made and judged, where they are at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

import pytest

from flochat.contract.diff import Changes, Level, diff
from flochat.contract.document import parse
from scripts.regeneration.tools import ROOT

FACTS: Final = Path(os.environ.get("FLOCHAT_CONTRACT_FACTS", ROOT.parent / "shared" / "contract"))
PAIRS: Final = FACTS / "diff-cases"
DISPUTED: Final = FACTS / "oasdiff-cases"

#: Where the definition decides otherwise than oasdiff: the same values are allowed before and
#: after, however they are written, or the documents differ in prose alone.
SAME_VALUES: Final = {
    "053": "INFO",  # a constraint moved into an allOf of its own
    "055": "INFO",  # oasdiff does not tell a schema that came, nor a title
    "056": "INFO",  # an alternative went that another one covers
    "066": "INFO",  # the same of a oneOf
    "070": "INFO",  # an alternative came that another one covers
}
#: Where other values are allowed than oasdiff takes into account.
OTHER_VALUES: Final = {
    "078": "ERR",  # a text that was required is unevaluated now, and would have to be an object
}
#: Where trying values told what it cannot know: both are about text in a URL.
NOT_BY_VALUES: Final = {
    "040": "ERR",  # a pattern that no value tried matches became `integer`
    "049": "INFO",  # `integer` became `string`, and 0 is the text "0"
}


def numbers(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.is_dir()) if folder.exists() else []


def compared(folder: Path, old: str, new: str) -> Changes:
    return diff(*(parse((folder / name).read_bytes()) for name in (old, new)))


@pytest.fixture(scope="module", autouse=True)
def _at_hand() -> None:
    if not PAIRS.exists():
        pytest.skip(f"the pairs are not at {FACTS}")


def test_every_pair_has_the_highest_level_that_is_expected() -> None:
    wrong: dict[str, tuple[str, str]] = {}
    for number in numbers(PAIRS):
        expected: dict[str, Any] = json.loads((PAIRS / number / "expected-1.37.json").read_bytes())
        found = compared(PAIRS / number, "base.yaml", "revision.yaml").worst
        level = found.name if found else "NONE"
        wanted = {**SAME_VALUES, **OTHER_VALUES}.get(number, expected["level"])
        if level != wanted:
            wrong[number] = level, wanted
    assert not wrong


def test_nine_of_ten_pairs_have_all_ids_that_are_expected_above_info() -> None:
    missed: dict[str, set[str]] = {}
    for number in numbers(PAIRS):
        expected = json.loads((PAIRS / number / "expected-1.37.json").read_bytes())["ids"]
        found = {f.id for f in compared(PAIRS / number, "base.yaml", "revision.yaml").findings}
        wanted = {one for one, level in expected.items() if level != "INFO"}
        if number not in SAME_VALUES and not wanted <= found:
            missed[number] = wanted - found
    assert len(missed) <= len(numbers(PAIRS)) / 10, missed


def test_what_is_disputed_is_decided_by_values() -> None:
    wrong: dict[str, tuple[bool, str]] = {}
    for number in numbers(DISPUTED):
        verdicts: dict[str, Any] = json.loads((DISPUTED / number / "verdicts.json").read_bytes())
        by_values = {one["level"] for one in verdicts["by values"]}
        is_err = compared(DISPUTED / number, "old.json", "new.json").worst == Level.ERR
        if number in NOT_BY_VALUES:
            assert is_err == (NOT_BY_VALUES[number] == "ERR"), number
        elif by_values and is_err != ("ERR" in by_values):
            wrong[number] = is_err, str(sorted(by_values))
    assert not wrong


def test_what_values_do_not_decide_breaks_nobody() -> None:
    for number in numbers(DISPUTED):
        verdicts: dict[str, Any] = json.loads((DISPUTED / number / "verdicts.json").read_bytes())
        if not verdicts["by values"] and "ERR" not in verdicts["oasdiff 1.37"].values():
            assert compared(DISPUTED / number, "old.json", "new.json").worst != Level.ERR, number
