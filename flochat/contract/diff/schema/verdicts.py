"""Verdicts on values that may be unknown, which is None."""

from __future__ import annotations

from collections.abc import Iterable

Known = bool | None


def all_hold(verdicts: Iterable[Known]) -> Known:
    """Whether all of them hold; one that does not decides, whatever is unknown."""
    found = {*verdicts}
    return False if False in found else None if None in found else True


def any_holds(verdicts: Iterable[Known]) -> Known:
    """Whether any of them holds; one that does decides, whatever is unknown."""
    found = {*verdicts}
    return True if True in found else None if None in found else False
