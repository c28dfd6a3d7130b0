"""The numbers that bounds and `multipleOf` leave."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from .views import View, is_number

_LOWER: Final = ("minimum", "exclusiveMinimum")
_UPPER: Final = ("maximum", "exclusiveMaximum")
#: Longer numbers are not calculated with.
_MAX_DIGITS: Final = 40


class Range(NamedTuple):
    """Numbers between two that are among them, or not; with a step only those some steps apart."""

    lowest: Fraction
    highest: Fraction
    includes_ends: bool
    step: Fraction | None

    @property
    def size(self) -> int | None:
        """How many there are; None where there is no end of them."""
        if self.step is not None:
            return max(0, int((self.highest - self.lowest) / self.step) + 1)
        if self.lowest < self.highest:
            return None
        return int(self.includes_ends and self.lowest == self.highest)


def range_between(views: Iterable[View], *, is_whole: bool) -> Range | None:
    """The numbers that all these schemas allow; None where there is no bound on either side."""
    every = list(views)
    lower, upper = (_bounds(every, keywords) for keywords in (_LOWER, _UPPER))
    if not lower or not upper:
        return None
    lowest, highest = max(limit for limit, _ in lower), min(limit for limit, _ in upper)
    is_above, is_below = (lowest, True) in lower, (highest, True) in upper
    factors = [factor for factor in _numbers(every, "multipleOf") if factor > 0]
    factors += [Fraction(1)] if is_whole else []
    if not factors:
        return Range(lowest, highest, not (is_above or is_below), None)
    step = _common_multiple(factors)
    first, last = math.ceil(lowest / step) * step, math.floor(highest / step) * step
    first += step if is_above and first == lowest else 0
    last -= step if is_below and last == highest else 0
    return Range(first, last, True, step)


def _bounds(views: list[View], keywords: tuple[str, str]) -> list[tuple[Fraction, bool]]:
    inclusive, exclusive = keywords
    return [
        *((limit, False) for limit in _numbers(views, inclusive)),
        *((limit, True) for limit in _numbers(views, exclusive)),
    ]


def _numbers(views: list[View], keyword: str) -> list[Fraction]:
    places = (at for view in views for at in view.keywords.get(keyword, ()))
    return [_exact(at.node) for at in places if _is_short(at.node)]


def _is_short(value: Any) -> bool:
    return is_number(value) and (not value or abs(math.log10(abs(value))) < _MAX_DIGITS)


def _exact(value: float) -> Fraction:
    """A number as it is written in a document."""
    return Fraction(Decimal(str(value)))


def _common_multiple(factors: list[Fraction]) -> Fraction:
    denominator = math.lcm(*(factor.denominator for factor in factors))
    return Fraction(math.lcm(*(int(factor * denominator) for factor in factors)), denominator)
