"""The probe tells every setting that can be seen, and none wrongly."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Final

import pytest

from flochat.probe import ProbeReport
from flochat.probe.by_reading import TOLD_BY_READING
from flochat.probe.by_writing import TOLD_BY_WRITING
from flochat.probe.probing import _NEVER
from flochat.sandbox.habits import BEHAVIOUR_OF, HABITS, random_habits
from tests.probe.stage import FLOW, ask, host

UNKNOWN: Final = "unknown"
DEFAULTS: Final = {name: values[0] for name, values in HABITS.items()}
#: Every setting that is not a default; a run of all tests draws some, `make settings` goes
#: through all.
OTHERS: Final = [(name, value) for name, values in HABITS.items() for value in values[1:]]
DRAWN: Final = 24

#: What no answer to a flow with data shows, whatever the host does.
NOT_SHOWN: Final = frozenset(_NEVER)
#: Where nobody can know which page is the last, or get it.
_WITHOUT_LAST_PAGE: Final[Mapping[str, tuple[str, ...]]] = {
    "paging": ("links", "simple", "nothing"),
    "page": ("ignored",),
    "limit": ("ignored",),
}
#: Setting -> the value of another, or its own, under which it cannot be seen.
HIDDEN_BY: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "default_rows": {"paging": ("links", "nothing"), "limit": ("50 at most",)},
    "limit": {"paging": ("nothing",)},
    "limit_over_cap": {
        "limit": ("ignored",),
        "default_rows": ("100",),
        "paging": ("links", "nothing"),
    },
    "links": {"paging": ("meta", "nothing")},
    "page": {"limit": ("ignored",)},
    "page_beyond_last": {"page": ("ignored",), "limit": ("ignored",)},
    "people_order": _WITHOUT_LAST_PAGE,
    "no_interaction": {**_WITHOUT_LAST_PAGE, "people_order": ("newest person",)},
    "chat_pages": {
        "page": ("ignored",),
        "limit": ("ignored",),
        "paging": ("nothing",),
    },
    "no_provider": {"no_provider": ("openai",), "missing": ("left out", "empty text")},
    "prices": {"no_cart": ("404", "200 error", "200 empty")},
    "says_no": {
        "unknown_resource": ("404", "422", "400", "ok"),
        "refusal": ("422", "400"),
        "misfit": ("422", "400"),
    },
    "refusal": {"known_person": ("created again", "returned")},
    "deleted_already": {"unknown_resource": ("ok",)},
    "name_case": {"taken_name": ("made again", "200 error", "422")},
    "taken_name": {"refusal": ("422",), "misfit": ("200 error", "400")},
    "already_so": {"bad_entry": ("the rest", "the rest, ok"), "refusal": ("422",)},
    "unknown_tag": {"bad_entry": ("the rest", "the rest, ok"), "unknown_resource": ("ok",)},
    "unknown_bot_field": {
        "bad_entry": ("the rest", "the rest, ok"),
        "unknown_resource": ("ok",),
    },
    "empty_user_value": {"bad_entry": ("the rest, ok",)},
    "bad_entry": {"unknown_resource": ("ok",)},
}


def check(report: ProbeReport, habits: Mapping[str, str]) -> None:
    """Nothing was told wrongly, and what is unknown is hidden by what the host does otherwise."""
    actual = {**DEFAULTS, **habits}
    assert report.is_complete, report.stopped
    wrong = {
        row.name: (row.value, actual[row.name], row.why)
        for row in report.settings
        if row.value not in (actual[row.name], UNKNOWN)
    }
    assert wrong == {}
    not_told = {
        row.name: row.why
        for row in report.settings
        if row.value == UNKNOWN and row.name not in NOT_SHOWN and not _is_hidden(row.name, actual)
    }
    assert not_told == {}
    assert report.left_behind == ()


def _is_hidden(name: str, actual: Mapping[str, str]) -> bool:
    return any(actual[other] in values for other, values in HIDDEN_BY.get(name, {}).items())


def probe_of(habits: Mapping[str, str], kind: str = "sync") -> ProbeReport:
    with host(habits) as (server, clock):
        return ask(kind, server, clock, also=["messages"], write_flow_ns=FLOW)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_host_with_the_defaults_is_told(kind: str) -> None:
    check(probe_of({}, kind), {})


def some_settings() -> list[tuple[str, str]]:
    if os.environ.get("FLOCHAT_SETTINGS") == "all":
        return OTHERS
    return sorted(Random(os.environ.get("FLOCHAT_SETTINGS_SEED", "0")).sample(OTHERS, DRAWN))


@pytest.mark.parametrize(
    ("name", "value"), [pytest.param(*one, id="=".join(one)) for one in some_settings()]
)
def test_each_setting_is_told(name: str, value: str) -> None:
    report = probe_of({name: value})
    check(report, {name: value})
    if name not in NOT_SHOWN and not _is_hidden(name, {**DEFAULTS, name: value}):
        assert report.habits[name] == value


@pytest.mark.parametrize("seed", range(20))
def test_every_setting_of_a_random_host_that_can_be_seen_is_told(seed: int) -> None:
    habits = random_habits(seed)
    report = probe_of(habits, "async" if seed % 2 else "sync")
    check(report, habits)
    assert sum(value != UNKNOWN for value in report.habits.values()) > 35


@pytest.mark.parametrize("seed", range(3))
def test_a_sandbox_that_is_started_from_a_report_is_told_alike(seed: int, tmp_path: Path) -> None:
    report = probe_of(random_habits(f"again {seed}"))
    file = tmp_path / "probe.json"
    file.write_text(report.json())
    known = {name: value for name, value in report.habits.items() if value != UNKNOWN}
    with host(habits={}) as (server, clock):
        server.change_habits(known)
        again = ask("sync", server, clock, also=["messages"], write_flow_ns=FLOW)
    assert {name: again.habits[name] for name in known} == known


def test_the_command_of_the_sandbox_takes_the_report(tmp_path: Path) -> None:
    from flochat.sandbox import serve

    file = tmp_path / "probe.json"
    file.write_text(probe_of({"unknown_path": "200 empty"}).json())
    with serve(habits=file) as server:
        report = ask("sync", server)
    assert report.habits["unknown_path"] == "200 empty"


def test_a_report_has_every_setting_of_the_sandbox() -> None:
    report = probe_of({})
    assert list(report.habits) == list(HABITS)
    content = json.loads(report.json())
    assert content["habits"] == report.habits
    for row in report.settings:
        assert (row.seen is None) == (row.value == UNKNOWN)
        assert row.why


def test_what_can_be_seen_has_a_question() -> None:
    """Each setting has one, or a reason why a probe must not ask."""
    for name in HABITS:
        asked = name in TOLD_BY_READING or name in TOLD_BY_WRITING
        assert asked != (name in _NEVER), name
    assert set(_NEVER) <= set(HABITS)
    never = {name for name in HABITS if BEHAVIOUR_OF[name].seen == "never"}
    assert never <= set(_NEVER)


def test_reading_alone_tells_what_reading_shows() -> None:
    with host({"phone_filter": "equal", "email_filter": "exact"}) as (server, clock):
        report = ask("sync", server, clock, also=["messages"])
        assert {request.method for request in server.requests} <= {"GET", "POST"}
        assert not [
            one
            for one in server.requests
            if one.method == "POST"
            and "list" not in one.path
            and "by-mids" not in one.path
            and "-info" not in one.path
        ]
    told = {row.name for row in report.settings if row.value != UNKNOWN}
    shown = {name for name in HABITS if BEHAVIOUR_OF[name].seen == "reading"}
    assert shown - told == {"no_provider"}
    assert report.habits["phone_filter"] == "equal"
    assert report.habits["email_filter"] == "exact"
    assert report.requests <= 120


def test_without_data_nothing_is_guessed() -> None:
    with host(seed=None) as (server, clock):
        report = ask("sync", server, clock, also=["messages"])
    for name in ("phone_filter", "email_filter", "cursor", "page", "limit", "missing"):
        assert report.habits[name] == UNKNOWN
    row = next(row for row in report.settings if row.name == "phone_filter")
    assert row.why == "no person with a phone was listed"
