"""The rules against the checks of oasdiff 1.37, which `facts/oasdiff-checks.tsv` lists."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from flochat.contract.diff.model import COSMETIC
from flochat.contract.diff.rules import (
    PLACES,
    RENAMED,
    RULES,
    SCHEMA_ACTIONS,
    Direction,
    Effect,
    Guard,
    level_of,
    rule,
)

with (Path(__file__).parent / "facts" / "oasdiff-checks.tsv").open(encoding="utf-8") as file:
    CHECKS = {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}

# What we tell of documents and operations and oasdiff does not.
OURS = {
    *("schema-renamed", "title-changed", "callback-added", "callback-removed"),
    *("null-ignored", "reference-not-followed", "path-duplicate"),
    *("api-server-added", "api-server-removed", "api-schema-added"),
    *("unused-schema-changed", "unclassified-change", "path-parameter-renamed"),
    *("request-parameter-serialization-changed", "request-parameter-property-removed"),
    *("new-required-request-parameter-property", "new-optional-request-parameter-property"),
    "request-read-only-property-became-required",
}


@pytest.mark.parametrize("identity", CHECKS)
def test_each_check_of_oasdiff_is_a_rule_that_says_the_same(identity: str) -> None:
    check, one = CHECKS[identity], RULES[identity]
    assert (one.effect.value, one.direction.value) == (check["effect"], check["direction"])
    assert {guard.value for guard in one.guards} == set(check["guards"].split())
    assert one.level.name == check["level"]


@pytest.mark.parametrize("identity", CHECKS)
def test_the_law_gives_each_check_its_level(identity: str) -> None:
    check = CHECKS[identity]
    guards = map(Guard, check["guards"].split())
    level = level_of(Effect(check["effect"]), Direction(check["direction"]), guards)
    assert level.name == check["level"]


def test_an_id_that_oasdiff_lacks_is_declared_or_put_together_like_its_own() -> None:
    put_together = {f"{place}-{action}" for place in PLACES for action in SCHEMA_ACTIONS}
    assert RULES.keys() - CHECKS.keys() - put_together == OURS


def test_every_action_has_a_rule_in_every_place() -> None:
    for place in PLACES:
        for action in (*SCHEMA_ACTIONS, "text-generalized", "text-specialized"):
            identity, level = rule(place, action)
            assert RULES[identity].level == level, (place, action)


def test_what_is_not_sent_or_not_received_breaks_nobody() -> None:
    for action, effect in SCHEMA_ACTIONS.items():
        if effect is not Effect.VIOLATION:
            assert rule("request-property", action, ("read-only",))[1].name == "INFO", action
            assert rule("response-property", action, ("write-only",))[1].name == "INFO", action


def test_names_that_changed_lead_to_rules() -> None:
    assert RULES.keys() >= {name for names in RENAMED.values() for name in names}
    assert not RULES.keys() & RENAMED.keys()


def test_cosmetic_changes_are_rules() -> None:
    assert RULES.keys() >= COSMETIC
