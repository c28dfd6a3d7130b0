"""Where a list by latest interaction joins what is known: decisions without a file or a request."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flochat import Subscriber
from flochat._mirror.frontier import Frontier, OrderCheck, Watermark
from flochat._mirror.people_store import Seen

NOON = datetime(2026, 1, 1, 12)


def known(interaction: str | None, *, is_old: bool = True) -> Seen:
    return Seen(interaction, is_settled=True, is_old=is_old)


def new(interaction: str | None) -> Seen:
    return Seen(interaction, is_settled=False, is_old=False)


def at(minutes: float) -> Subscriber:
    return Subscriber(last_interaction=NOON + timedelta(minutes=minutes))


def test_it_is_reached_after_some_who_are_as_they_were() -> None:
    frontier = Frontier()
    frontier.see([new("9"), new("8")])
    assert not frontier.is_reached
    frontier.see([known("7")] * 19)
    assert not frontier.is_reached
    frontier.see([known("6")])
    assert frontier.is_reached
    assert frontier.faults == 0


def test_people_without_an_interaction_say_nothing() -> None:
    frontier = Frontier()
    frontier.see([known(None)] * 200)
    assert not frontier.is_reached


def test_a_second_that_somebody_new_may_share_is_read_to_its_end() -> None:
    frontier = Frontier()
    frontier.see([known("7", is_old=False)] * 300)
    assert not frontier.is_reached
    frontier.see([new("7"), new("7")])
    assert frontier.faults == 0
    frontier.see([known("6", is_old=False)])
    assert frontier.is_reached


def test_somebody_new_below_somebody_known_has_more_read() -> None:
    frontier = Frontier()
    frontier.see([known("7"), known("6"), new("5")])
    assert frontier.faults == 1
    frontier.see([known("4")] * 99)
    assert not frontier.is_reached
    frontier.see([known("3")])
    assert frontier.is_reached


@given(st.integers(0, 300), st.integers(0, 300))
def test_nobody_new_is_ever_left_out_of_a_list_in_order(count_new: int, count_known: int) -> None:
    """However many are new, and in pages of whatever size: they all stand above."""
    rows = [new(f"{9_000 - n}") for n in range(count_new)]
    rows += [known(f"{5_000 - n}", is_old=n > 0) for n in range(count_known)]
    frontier = Frontier()
    for place, row in enumerate(rows):
        frontier.see([row])
        if frontier.is_reached:
            assert place >= count_new
            break
    else:
        assert count_known < 20


def test_what_stands_below_the_first_of_a_page_is_older() -> None:
    watermark = Watermark()
    rows = [(at(5), "12:05"), (at(5), "12:05"), (at(4), "12:04")]
    watermark.begin_page(rows)
    assert [watermark.is_older(*row) for row in rows] == [False, False, True]


def test_on_a_later_page_only_what_is_hours_older_is() -> None:
    """Somebody may have interacted meanwhile; and when clocks are set back, an hour comes twice."""
    watermark = Watermark()
    watermark.begin_page([(at(5), "12:05")])
    watermark.begin_page([(at(4), "12:04")])
    assert not watermark.is_older(at(4), "12:04")
    assert not watermark.is_older(at(-100), "10:20")
    assert watermark.is_older(at(-130), "9:50")
    assert not watermark.is_older(Subscriber(), None)


def test_people_without_an_interaction_are_no_watermark() -> None:
    watermark = Watermark()
    watermark.begin_page([(Subscriber(), None)])
    watermark.begin_page([(Subscriber(), None), (at(5), "12:05"), (at(4), "12:04")])
    assert watermark.is_older(at(4), "12:04")


@given(st.lists(st.integers(0, 50), max_size=200))
def test_a_list_in_order_passes_with_somebody_who_moved(minutes: list[int]) -> None:
    check = OrderCheck()
    check.see([at(minute) for minute in sorted(minutes, reverse=True)])
    check.see([at(60), at(7)])
    assert check.is_passed


def test_a_list_in_another_order_does_not_pass() -> None:
    check = OrderCheck()
    check.see([at(minute * 37 % 101) for minute in range(101)])
    assert not check.is_passed
