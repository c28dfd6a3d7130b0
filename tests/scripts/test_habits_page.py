"""The page of habits: it is fresh, and has every one."""

from __future__ import annotations

import re

from flochat.sandbox.habits import HABITS
from scripts import habits_page


def test_the_page_is_fresh() -> None:
    assert habits_page.PAGE.read_text(encoding="utf-8") == habits_page.page()


def test_the_page_has_every_habit_with_its_settings() -> None:
    rows = re.findall(
        r"^\| .+ \| .+ \| `(\w+)` \| `(.+)` \| .+ \|$", habits_page.page(), re.MULTILINE
    )
    assert {name: tuple(settings.split("`, `")) for name, settings in rows} == dict(HABITS)
