"""A time that is split: both parts are shorter, and together they are the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flochat._export.splits import split_time

ENDS = st.none() | st.integers(0, 400)
#: Times of rows, which may be hours off, in any order and as often as they like.
TIMES = st.lists(st.integers(-100, 500), max_size=6)


@given(start=ENDS, length=st.integers(0, 200), is_open=st.booleans(), times=TIMES)
def test_both_parts_are_shorter_and_together_the_whole(
    start: int | None, length: int, is_open: bool, times: list[int]
) -> None:
    upper = (start or 0) + length
    end = None if is_open else upper
    ranges = split_time(start, end, now=upper, times=times)
    if ranges is None:
        assert start is not None
        assert length < 3
        return
    (later_start, later_end), (earlier_start, earlier_end) = ranges
    assert (earlier_start, later_end) == (start, end)
    assert later_start == earlier_end - 1  # they share what a host may leave out of either
    assert earlier_end < upper
    assert start is None or later_start > start
