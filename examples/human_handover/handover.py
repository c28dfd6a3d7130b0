"""Hand a conversation over to a human while the shop is open; say when it opens while it is not.

The key is taken from FLOCHAT_API_KEY, the secret of the flow's calls from FLOCHAT_CALLBACK_SECRET,
and the zone of the shop's business hours from SHOP_TIME_ZONE.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from wsgiref.simple_server import make_server
from zoneinfo import ZoneInfo

from flochat import BusinessHours, Content, Flochat, Text, Weekday, errors
from flochat.callbacks import CallbackRequest, Callbacks, CallbackUnreadable, WsgiApp

log = logging.getLogger("handover")
DAY = timedelta(days=1)
DAYS_AHEAD = 9  # a shop may be open on Sundays alone
HOURS_KEPT = 600.0  # seconds; then the business hours are asked for anew
LONGEST_PAUSE, SHORTEST_PAUSE = 12 * 60, 15  # minutes for which the bot is silent


class OpeningHours:
    """The hours of a week on the clock of a zone. Moments go in and come out aware."""

    def __init__(self, week: Iterable[BusinessHours], zone: ZoneInfo) -> None:
        self.week = {hours.day: hours for hours in week if hours.day}
        self.zone = zone

    def closes_at(self, now: datetime) -> datetime | None:
        """When it closes; None if it is closed now."""
        closing = None
        for start, end in self._periods_around(now):
            if start <= (closing or now) < end:  # open until midnight, and from midnight on
                closing = end
        return closing and closing.astimezone(self.zone)

    def opens_at(self, now: datetime) -> datetime | None:
        """When it opens next; None if it does not within a week."""
        starts = (start for start, _ in self._periods_around(now) if start > now)
        return next((start.astimezone(self.zone) for start in starts), None)

    def _periods_around(self, now: datetime) -> list[tuple[datetime, datetime]]:
        """The periods from yesterday on, in UTC: times of one zone are compared by its clock."""
        first = now.astimezone(self.zone).date() - DAY
        return sorted(it for n in range(DAYS_AHEAD) for it in self._periods(first + n * DAY))

    def _periods(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        hours = self.week.get(Weekday(day.isoweekday()))
        if hours is None or hours.option == "close":
            return
        all_day = [(clock_time(0), clock_time(0))]
        pairs = [(hours.start, hours.end), (hours.start_2, hours.end_2)]
        counts = {"open": 0, "open_1": 1}
        for start, end in pairs[: counts.get(hours.option or "", 2)] or all_day:
            if start is not None and end is not None:
                until = day if end > start else day + DAY  # to midnight, or to two in the morning
                yield self._moments(day, start)[0], max(self._moments(until, end))

    def _moments(self, day: date, clock: clock_time) -> list[datetime]:
        """A time of the clock as moments: the same twice, unless clocks change just then."""
        both = (datetime.combine(day, clock.replace(fold=fold), self.zone) for fold in (0, 1))
        return [moment.astimezone(UTC) for moment in both]


class HandOver:
    def __init__(self, client: Flochat, zone: ZoneInfo, now: Callable[[], datetime]) -> None:
        self.client, self.zone, self.now = client, zone, now
        self.given: Counter[int] = Counter()
        self.hours, self.read_at = OpeningHours([], zone), float("-inf")

    def human(self, call: CallbackRequest) -> Content:
        if call.user_ns is None:
            raise CallbackUnreadable('the flow must send {"user_ns": "{{user_ns}}"}')
        now, hours = self.now(), self.opening_hours()
        closes = hours.closes_at(now)
        if closes is None:
            self.client.subscribers.move_chat_to(call.user_ns, "pending")
            return Content([Text(f"We are closed just now. {opening(hours, now)}")])
        agents = self.client.flow.agents.list()
        online = [it for it in agents if it.is_online is not False and it.id is not None]
        if not online:
            self.client.subscribers.move_chat_to(call.user_ns, "pending")
            return Content([Text("Everybody is busy. We will write to you as soon as we can.")])
        person = self.client.subscribers.get(call.user_ns)
        agent = next((it for it in online if it.id == person.agent_id), None)  # who asks again
        agent = agent or min(online, key=lambda it: self.given[it.id or 0])  # or who is next
        self.client.subscribers.assign_agent(call.user_ns, agent)
        self.client.subscribers.move_chat_to(call.user_ns, "open")
        left = int((closes - now).total_seconds() // 60)
        minutes = min(max(left, SHORTEST_PAUSE), LONGEST_PAUSE)
        self.client.subscribers.pause_bot(call.user_ns, minutes)
        self.given[agent.id or 0] += 1
        return Content([Text(f"{agent.name or 'Somebody'} will be with you soon.")])

    def opening_hours(self) -> OpeningHours:
        """Those of the shop, as they were a while ago; also when they cannot be read just now."""
        if time.monotonic() - self.read_at > HOURS_KEPT:
            try:
                week = self.client.shop.business_hours.get()
            except (errors.APIConnectionError, errors.InternalServerError, errors.RateLimitError):
                if not self.hours.week:
                    raise
                log.warning("the business hours could not be read; older ones are used")
            else:
                self.hours, self.read_at = OpeningHours(week, self.zone), time.monotonic()
        return self.hours


def opening(hours: OpeningHours, now: datetime) -> str:
    opens = hours.opens_at(now)
    if opens is None:
        return "We will write to you as soon as we can."
    days = (opens.date() - now.astimezone(opens.tzinfo).date()).days
    day = {0: "today", 1: "tomorrow"}.get(days, f"on {opens:%A}")
    return f"We open {day} at {opens:%H:%M}, and will write to you then."


def make_app(
    client: Flochat | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> WsgiApp:
    try:
        zone = ZoneInfo(name := os.environ.get("SHOP_TIME_ZONE", ""))
    except (ValueError, KeyError, OSError):
        raise errors.ConfigurationError(
            f"SHOP_TIME_ZONE must be the name of a zone, such as Australia/Sydney, not {name!r}"
        ) from None
    return Callbacks().wsgi({"/human": HandOver(client or Flochat(), zone, now).human})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    try:
        with make_server("127.0.0.1", parser.parse_args().port, make_app()) as server:
            print(f"listening on http://127.0.0.1:{server.server_port}/human", flush=True)
            server.serve_forever()
    except (errors.FlochatError, OSError) as error:
        sys.exit(f"handover: {error}")
    except KeyboardInterrupt:
        print("stopped")
