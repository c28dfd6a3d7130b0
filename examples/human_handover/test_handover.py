"""Hand-over on the sandbox: open, closed, nobody there; and hours where the clocks change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from examples.human_handover import handover
from examples.human_handover.handover import OpeningHours
from flochat import BusinessHours, ConfigurationError, Flochat, Weekday
from flochat.sandbox import Server, serve

SECRET = "the-secret-of-this-test"
URL = "https://shop.example/human"
HEADERS = {"X-Flochat-Secret": SECRET}
BODY = {"user_ns": "{{user_ns}}"}
SYDNEY = ZoneInfo("Australia/Sydney")
NINE_TO_FIVE = (time(9), time(17))
WEEK = [BusinessHours.open_on(Weekday(n), NINE_TO_FIVE) for n in range(1, 6)]
WEEK += [BusinessHours.closed_on(Weekday.SATURDAY), BusinessHours.closed_on(Weekday.SUNDAY)]
MONDAY = datetime(2026, 11, 30, 10, tzinfo=SYDNEY)


class Shop:
    """A sandbox, the service that it calls, and the clock of both."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.now = MONDAY
        self.client = Flochat(server.api_key, base_url=server.url)
        self.ana = server.seed.subscriber(first_name="Ana")

    def ask(self, person: str | None = None) -> str:
        call = self.server.dynamic_block(URL, person or self.ana, headers=HEADERS, body=BODY)
        return call.check().texts[0]

    def spent(self) -> list[str]:
        """The last parts of the paths that were asked for since the last time."""
        paths = [request.path.rpartition("/")[2] for request in self.server.requests]
        self.server.requests.clear()
        return paths


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    monkeypatch.setenv("FLOCHAT_CALLBACK_SECRET", SECRET)
    monkeypatch.setenv("SHOP_TIME_ZONE", "Australia/Sydney")
    apps: list[Any] = []

    def service(environ: Any, start_response: Any) -> Any:
        return apps[0](environ, start_response)

    with serve(routes={"https://shop.example": service}) as server:
        monkeypatch.setenv("FLOCHAT_API_KEY", server.api_key)
        monkeypatch.setenv("FLOCHAT_BASE_URL", server.url)
        shop = Shop(server)
        shop.client.shop.business_hours.update(WEEK)
        server.requests.clear()
        apps.append(handover.make_app(shop.client, lambda: shop.now))
        with shop.client:
            yield shop


def test_while_the_shop_is_open_an_agent_gets_the_chat_and_the_bot_is_silent(shop: Shop) -> None:
    shop.server.seed.agent("Lou")
    kim = shop.server.seed.agent("Kim", is_online=True)
    assert shop.ask() == "Kim will be with you soon."
    pauses = [it.json for it in shop.server.requests if it.path.endswith("pause-bot")]
    assert pauses == [{"user_ns": shop.ana, "minutes": 7 * 60}]  # until it closes
    assert len(shop.spent()) == 6
    person = shop.client.subscribers.get(shop.ana)
    assert (person.agent_id, person.status) == (kim, "open")
    shop.server.connect_bot(URL, headers=HEADERS, body=BODY)
    assert shop.server.say(shop.ana, "Are you there?").posted is None


def test_agents_take_turns_and_who_asks_again_keeps_theirs(shop: Shop) -> None:
    shop.server.seed.agent("Kim", is_online=True)
    shop.server.seed.agent("Lou", is_online=True)
    ben = shop.server.seed.subscriber(first_name="Ben")
    first = shop.ask()
    assert shop.ask(ben) != first
    assert shop.ask() == first


def test_outside_of_the_hours_somebody_is_told_when_it_opens(shop: Shop) -> None:
    shop.server.seed.agent("Kim", is_online=True)
    for moment, opening in {
        datetime(2026, 11, 30, 8, 59): "today at 09:00",
        datetime(2026, 11, 30, 17): "tomorrow at 09:00",
        datetime(2026, 12, 4, 20): "on Monday at 09:00",
    }.items():
        shop.now = moment.replace(tzinfo=SYDNEY)
        told = f"We are closed just now. We open {opening}, and will write to you then."
        assert shop.ask() == told
    assert "pause-bot" not in shop.spent()
    person = shop.client.subscribers.get(shop.ana)
    assert (person.agent_id, person.status) == (None, "pending")


def test_when_nobody_is_online_the_chat_waits(shop: Shop) -> None:
    shop.server.seed.agent("Kim")
    assert "Everybody is busy" in shop.ask()
    assert shop.client.subscribers.get(shop.ana).status == "pending"
    assert "pause-bot" not in shop.spent()


def test_an_agent_of_whom_nothing_is_known_counts_as_present(shop: Shop) -> None:
    kim = shop.server.seed.agent("Kim")
    agents = {"data": [{"id": kim, "name": "Kim"}], "meta": {"total": 1}}
    shop.server.answer_next(json=agents, operation="GET /flow/agents")
    assert shop.ask() == "Kim will be with you soon."


def test_business_hours_are_kept_for_a_while_and_when_they_cannot_be_read(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.ask()
    assert "info" in shop.spent()
    shop.ask()
    assert "info" not in shop.spent()
    monkeypatch.setattr(handover, "HOURS_KEPT", -1)
    hours = "GET /shop/business-hours/info"
    shop.server.answer_next(status=503, json={}, operation=hours, times=9)
    assert "Everybody is busy" in shop.ask()


@pytest.mark.parametrize(
    ("week", "now", "opens"),
    [
        ([], MONDAY, None),
        (WEEK, datetime(2026, 11, 30, 12, tzinfo=UTC), "2026-12-01T09:00:00+11:00"),
        # Clocks go forward on 4 October 2026 in Sydney: nine is nine.
        (
            [BusinessHours.open_on(Weekday.SUNDAY, NINE_TO_FIVE)],
            datetime(2026, 9, 28, 12, tzinfo=SYDNEY),
            "2026-10-04T09:00:00+11:00",
        ),
        # At 02:30 of that day there is no such time: it opens when the clock has passed it.
        (
            [BusinessHours.open_on(Weekday.SUNDAY, (time(2, 30), time(5)))],
            datetime(2026, 10, 3, 12, tzinfo=SYDNEY),
            "2026-10-04T03:30:00+11:00",
        ),
    ],
)
def test_it_opens_by_the_clock_of_the_shop(
    week: list[BusinessHours], now: datetime, opens: str | None
) -> None:
    found = OpeningHours(week, SYDNEY).opens_at(now)
    assert (found and found.isoformat()) == opens


@pytest.mark.parametrize(
    ("hours", "now", "minutes"),
    [
        # A bar that is open over midnight, looked at before and after it.
        (BusinessHours.open_on(Weekday.FRIDAY, (time(18), time(2))), "2026-12-04T23:00", 180),
        (BusinessHours.open_on(Weekday.FRIDAY, (time(18), time(2))), "2026-12-05T01:30", 30),
        (BusinessHours.open_on(Weekday.FRIDAY, (time(18), time(2))), "2026-12-05T02:00", None),
        # To midnight, and all day.
        (BusinessHours.open_on(Weekday.FRIDAY, (time(18), time(0))), "2026-12-04T23:00", 60),
        (BusinessHours.open_on(Weekday.FRIDAY), "2026-12-04T12:00", 720),
        # A break at noon.
        (
            BusinessHours.open_on(Weekday.FRIDAY, (time(9), time(12)), (time(13), time(18))),
            "2026-12-04T12:30",
            None,
        ),
        (
            BusinessHours.open_on(Weekday.FRIDAY, (time(9), time(12)), (time(13), time(18))),
            "2026-12-04T13:00",
            300,
        ),
        # Clocks go back at 03:00 on 5 April 2026: the hour from two comes twice, and is open twice.
        (BusinessHours.open_on(Weekday.SATURDAY, (time(18), time(2, 30))), "2026-04-05T01:00", 150),
        (BusinessHours.open_on(Weekday.SUNDAY, (time(0), time(5))), "2026-04-05T01:00", 300),
        # They go forward at 02:00 on 4 October: the night is an hour shorter.
        (BusinessHours.open_on(Weekday.SUNDAY, (time(0), time(5))), "2026-10-04T01:00", 180),
    ],
)
def test_how_long_it_stays_open(hours: BusinessHours, now: str, minutes: int | None) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=SYDNEY)
    closes = OpeningHours([hours], SYDNEY).closes_at(moment)
    left = None if closes is None else closes.astimezone(UTC) - moment.astimezone(UTC)
    assert left == (None if minutes is None else timedelta(minutes=minutes))


def test_a_shop_that_never_closes_pauses_the_bot_for_half_a_day(shop: Shop) -> None:
    shop.client.shop.business_hours.update(BusinessHours.open_on(day) for day in Weekday)
    shop.server.seed.agent("Kim", is_online=True)
    shop.server.requests.clear()
    shop.ask()
    pauses = [it.json for it in shop.server.requests if it.path.endswith("pause-bot")]
    assert [pause["minutes"] for pause in pauses if pause] == [handover.LONGEST_PAUSE]


def test_who_does_not_know_the_secret_reaches_nobody(shop: Shop) -> None:
    call = shop.server.external_request(URL, shop.ana, body=BODY)
    assert (call.branch, shop.spent()) == (4, [])


def test_a_flow_that_does_not_say_whom_it_is_about_is_told_so(shop: Shop) -> None:
    call = shop.server.external_request(URL, shop.ana, headers=HEADERS, body={"a": "b"})
    assert call.answered is not None
    assert call.answered.status == 400
    assert "user_ns" in json.loads(call.answered.text)["message"]


@pytest.mark.parametrize("zone", ["", "Sydney", "../etc/passwd"])
def test_without_a_zone_it_does_not_start(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("SHOP_TIME_ZONE", zone)
    with pytest.raises(ConfigurationError, match="SHOP_TIME_ZONE must be the name of a zone"):
        handover.make_app()
