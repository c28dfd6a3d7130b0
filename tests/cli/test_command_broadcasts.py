"""Broadcasts: who, when, how many, and no time that can be misunderstood."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from flochat.cli.failures import CommandError
from flochat.cli.times import parse_moment, show
from flochat.sandbox import Server
from tests.support.command import Shell

SYDNEY = ZoneInfo("Australia/Sydney")
NOW = datetime(2026, 11, 30, 3, 30, tzinfo=UTC)  # 14:30 in Sydney
TO_VIP = ("broadcast", "--tag", "VIP", "--sub-flow", "Onboarding")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("today 18:00", "2026-11-30T18:00+11:00"),
        ("tomorrow 9:00", "2026-12-01T09:00+11:00"),
        ("Tomorrow at 09:05:30", "2026-12-01T09:05:30+11:00"),
        ("in 45 minutes", "2026-11-30T15:15+11:00"),
        ("in 1 hour", "2026-11-30T15:30+11:00"),
        ("in 3 days", "2026-12-03T14:30+11:00"),
        ("2026-12-24 18:00", "2026-12-24T18:00+11:00"),
        ("2026-12-24T18:00:30", "2026-12-24T18:00:30+11:00"),
        ("2026-12-24 18:00+01:00", "2026-12-24T18:00+01:00"),
        ("2026-12-24T18:00Z", "2026-12-24T18:00+00:00"),
    ],
)
def test_times_of_the_list_are_understood(text: str, moment: str) -> None:
    assert parse_moment(text, now=NOW, zone=SYDNEY) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9", "not a time that is understood"),
        ("9:00", "not a time that is understood"),
        ("10/12", "not a time that is understood"),
        ("10/12/2026 9:00", "not a time that is understood"),
        ("next week", "not a time that is understood"),
        ("in two hours", "not a time that is understood"),
        ("tomorrow", "not a time that is understood"),
        ("tomorrow 25:00", "no such time of day"),
        ("2026-02-30 9:00", "no such day"),
        ("2026-12-24 18:00+15:00", "no place is so far"),
        ("today 9:00", "has passed"),
        ("in 0 minutes", "has passed"),
        ("2026-11-29 9:00", "has passed"),
        ("2027-04-04 02:30", "show that time twice"),
        ("2027-10-03 02:30", "skip that time"),
    ],
)
def test_what_could_be_another_time_is_refused(text: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        parse_moment(text, now=NOW, zone=SYDNEY)


def test_without_a_zone_only_what_needs_none_is_understood() -> None:
    assert parse_moment("in 2 hours", now=NOW, zone=None) == datetime(
        2026, 11, 30, 5, 30, tzinfo=UTC
    )
    with pytest.raises(CommandError, match="in which time zone"):
        parse_moment("tomorrow 9:00", now=NOW, zone=None)
    with pytest.raises(CommandError, match="in which time zone"):
        parse_moment("in 2 days", now=NOW, zone=None)


def test_a_time_is_repeated_with_its_zone() -> None:
    moment = datetime(2026, 12, 24, 18, 0, tzinfo=SYDNEY)
    assert show(moment, SYDNEY) == "Thu 24 Dec 2026 18:00 AEDT (UTC+11:00)"
    assert show(moment, None) == "Thu 24 Dec 2026 18:00 AEDT (UTC+11:00)"
    assert show(moment.astimezone(UTC), None) == "Thu 24 Dec 2026 07:00 UTC"


def test_it_says_whom_and_when_and_asks(flochat: Shell, server: Server) -> None:
    command = (*TO_VIP, "--at", "2099-12-24 18:00")
    with flochat.at_terminal(*command, FLOCHAT_TIME_ZONE="Australia/Sydney") as terminal:
        terminal.expect(r"Go on\?")
        assert (
            "Start 'Onboarding' for up to 1 person, Thu 24 Dec 2099 18:00 AEDT (UTC+11:00)"
            in terminal.text
        )
        terminal.type("y")
        assert terminal.end() == 0
    (request,) = [it for it in server.requests if "/broadcast" in str(it.operation)]
    assert request.json["scheduled_time"] == int(
        datetime(2099, 12, 24, 18, tzinfo=SYDNEY).timestamp()
    )


def test_without_a_terminal_it_has_to_be_told(flochat: Shell, server: Server) -> None:
    assert flochat(*TO_VIP).status == 2
    assert server.deliveries == []
    assert flochat(*TO_VIP, "--yes").status == 0
    assert [delivery.user_ns for delivery in server.deliveries] == ["f280503u1"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--tag", "Nope", "--sub-flow", "Onboarding"], "no tag 'Nope'"),
        (["--tag", "VIPP", "--sub-flow", "Onboarding"], "did you mean 'VIP'"),
        (["--tag", "VIP", "--sub-flow", "Onbording"], "did you mean 'Onboarding'"),
        (["--sub-flow", "Onboarding"], "--tag or --segment"),
        (["--tag", "VIP", "--sub-flow", "Onboarding", "--at", "9"], "not a time"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    flochat: Shell, server: Server, arguments: list[str], said: str
) -> None:
    done = flochat("broadcast", *arguments, "--yes")
    assert done.status == 2
    assert said in done.err
    assert server.deliveries == []


def test_no_more_people_than_was_said(flochat: Shell, server: Server) -> None:
    assert flochat("tag", "VIP", "--people", "all", "--yes").status == 0
    done = flochat(*TO_VIP, "--max-recipients", "1", "--yes")
    assert done.status == 2
    assert "up to 2 people, and --max-recipients is 1" in done.err
    assert server.deliveries == []


def test_a_dry_run_sends_nothing(flochat: Shell, server: Server) -> None:
    done = flochat(*TO_VIP, "--dry-run")
    assert done.status == 0
    assert "POST /subscriber/broadcast-by-tag" in done.out
    assert server.deliveries == []
