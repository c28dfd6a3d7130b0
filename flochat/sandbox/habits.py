"""What hosts do differently, or nobody has published: settings that a test can go through.

`serve(habits={"phone_filter": "equal"})` sets one, and the others keep their defaults. A client has
to be right, or to say that it cannot know, under every value. The names, the values and what is
known of each are in `flochat.sandbox.behaviours`, and docs/reference/habits.md shows them. A
handler reads a habit as `request.habits["phone_filter"]`.

`serve(habits="probe.json")` behaves as a host that was asked: a JSON file with the key `habits`, an
object of names and values. What is "unknown" there keeps its default.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

from .behaviour import Behaviour
from .behaviours import BEHAVIOURS

#: Name -> the values that are plausible, the default first.
HABITS: Final[Mapping[str, tuple[str, ...]]] = {
    behaviour.habit: behaviour.settings for behaviour in BEHAVIOURS if behaviour.habit
}
#: Name -> what is known of it, and how it can be seen from outside.
BEHAVIOUR_OF: Final[Mapping[str, Behaviour]] = {
    behaviour.habit: behaviour for behaviour in BEHAVIOURS if behaviour.habit
}
#: Name -> default.
DEFAULTS: Final[Mapping[str, str]] = {name: values[0] for name, values in HABITS.items()}
#: The value of a habit that nobody could find out.
UNKNOWN: Final = "unknown"


def check_habits(given: Mapping[str, str]) -> dict[str, str]:
    """All habits: those given, and the defaults of the others. Raises `ValueError`."""
    for name, value in given.items():
        if name not in HABITS:
            raise ValueError(f"habits must be among {', '.join(HABITS)}, and {name!r} is not")
        if value not in HABITS[name]:
            values = ", ".join(map(repr, HABITS[name]))
            raise ValueError(f"the habit {name} must be one of {values}, not {value!r}")
    return {**DEFAULTS, **given}


def read_habits(path: str | Path) -> dict[str, str]:
    """The habits of a file: those that are known of a host that was asked.

    Raises `OSError` for a file that cannot be read, and `ValueError` for one without `habits`.
    """
    try:
        content: Any = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise ValueError(f"{path} must be a JSON file with habits: {error}") from None
    habits = content.get("habits") if isinstance(content, dict) else None
    if not isinstance(habits, dict) or not all(isinstance(v, str) for v in habits.values()):
        raise ValueError(f'{path} must have the habits as {{"habits": {{"name": "value"}}}}')
    return {name: value for name, value in habits.items() if value != UNKNOWN}


def random_habits(seed: int | str) -> dict[str, str]:
    """A value for every habit, drawn at random; the same seed gives the same."""
    chance = Random(str(seed))
    return {name: chance.choice(values) for name, values in HABITS.items()}
