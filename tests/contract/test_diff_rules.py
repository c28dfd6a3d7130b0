"""The rules against the levels that oasdiff documents, where its list is at hand."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from flochat.contract.diff.model import COSMETIC
from flochat.contract.diff.rules import LEVELS, OTHERS, PLACES, SCHEMA_ACTIONS, SPELLING, rule
from scripts.regeneration.tools import ROOT

FACTS = Path(os.environ.get("FLOCHAT_CONTRACT_FACTS", ROOT.parent / "shared" / "contract"))
CHECKS = FACTS / "diff-checks.tsv"

# What oasdiff tells and we do not: whether a version was raised depends on the whole comparison,
# whether a deprecation needs a sunset on a policy that Flochat does not have.
NOT_TOLD = {
    "api-version-not-bumped",
    "api-major-version-not-bumped",
    "api-deprecated-sunset-missing",
    "request-parameter-deprecated-sunset-missing",
    "request-property-deprecated-sunset-missing",
    "response-property-deprecated-sunset-missing",
}
# What we tell of documents and operations and oasdiff does not.
OURS = {
    *("operation-id-changed", "tag-changed", "schema-renamed", "title-changed"),
    *("callback-added", "callback-removed", "api-server-added", "api-server-removed"),
    *("api-schema-added", "unused-schema-changed", "unclassified-change"),
    *("path-parameter-renamed", "request-parameter-serialization-changed"),
    "api-security-component-credentials-changed",
    "request-parameter-property-removed",
    "new-required-request-parameter-property",
    "new-optional-request-parameter-property",
}


@pytest.fixture(scope="module")
def documented() -> dict[str, str]:
    """The level of each check of oasdiff."""
    if not CHECKS.exists():
        pytest.skip(f"the list of checks is not at {CHECKS}")
    with CHECKS.open(encoding="utf-8") as file:
        return {row["id"]: row["level"] for row in csv.DictReader(file, delimiter="\t")}


def test_an_id_that_oasdiff_has_means_the_same_level(documented: dict[str, str]) -> None:
    common = LEVELS.keys() & documented.keys()
    assert {identity: LEVELS[identity].name for identity in common} == {
        identity: documented[identity] for identity in common
    }


def test_what_oasdiff_tells_is_told(documented: dict[str, str]) -> None:
    assert documented.keys() - LEVELS.keys() == NOT_TOLD


def test_an_id_that_oasdiff_lacks_is_declared_or_put_together_like_its_own(
    documented: dict[str, str],
) -> None:
    put_together = {f"{place}-{action}" for place in PLACES for action in SCHEMA_ACTIONS}
    marked = {"request-read-only-property-became-required"}
    assert LEVELS.keys() - documented.keys() - put_together - marked == OURS


def test_every_action_has_a_rule_in_every_place() -> None:
    places = [*PLACES, "request-header-property", "response-header-property"]
    for place in places:
        for action in (*SCHEMA_ACTIONS, "text-generalized", "text-specialized"):
            identity, level = rule(place, action)
            assert LEVELS[identity] == level, (place, action)


def test_every_other_name_is_that_of_a_rule() -> None:
    assert set(SPELLING.values()) <= LEVELS.keys()
    assert OTHERS.keys() >= COSMETIC
