"""Measured on pairs of documents that others made and judged, where they are at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from attrs import frozen

from flochat.contract.diff import Level, diff
from flochat.contract.document import parse
from scripts.regeneration.tools import ROOT

FACTS = Path(os.environ.get("FLOCHAT_CONTRACT_FACTS", ROOT.parent / "shared" / "contract"))
CASES = FACTS / "diff-cases"


@frozen
class Case:
    """A pair: the level and the ids that are expected, and those that were found."""

    name: str
    level: str
    ids: frozenset[str]
    found: frozenset[str]
    breaks: bool


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    if not CASES.exists():
        pytest.skip(f"the pairs are not at {CASES}")
    return [_judged(folder) for folder in sorted(CASES.iterdir()) if folder.is_dir()]


def _judged(folder: Path) -> Case:
    old, new = (parse((folder / f"{name}.yaml").read_bytes()) for name in ("base", "revision"))
    expected = json.loads((folder / "expected.json").read_bytes())
    changes = diff(old, new)
    found = frozenset(finding.id for finding in changes.findings)
    ids = frozenset(expected["ids"])
    return Case(folder.name, expected["level"], ids, found, changes.worst == Level.ERR)


def test_of_the_pairs_that_break_95_percent_are_found(cases: list[Case]) -> None:
    breaking = [case for case in cases if case.level == "ERR"]
    missed = [case.name for case in breaking if not case.breaks]
    assert len(missed) <= 0.05 * len(breaking), missed


def test_of_all_pairs_90_percent_have_an_expected_id(cases: list[Case]) -> None:
    missed = [case.name for case in cases if not case.ids & case.found]
    assert len(missed) <= 0.10 * len(cases), missed


def test_next_to_no_pair_without_harm_is_called_breaking(cases: list[Case]) -> None:
    assert len([case.name for case in cases if case.level == "INFO" and case.breaks]) <= 2
