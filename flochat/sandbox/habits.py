"""What hosts do differently, or nobody has published: settings that a test can go through.

`serve(habits={"phone_filter": "equal"})` sets one, and the others keep their defaults. A client has
to be right, or to say that it cannot know, under every value. A new habit is a line of `HABITS`;
a handler reads it as `request.habits["phone_filter"]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Name -> the values that are plausible, the default first.
HABITS: Final[Mapping[str, tuple[str, ...]]] = {
    # What `?phone=` has to be: a part of the stored text, equal to it, or equal digit by digit.
    "phone_filter": ("part", "equal", "digits"),
    # How the phone of a person is stored who is created or updated through the API.
    "phone_stored": ("digits", "as given", "E.164", "national", "national with zero"),
    # What becomes of an empty text that a user field, or a bot field, is set to.
    "empty_user_value": ("422", "kept"),
    "empty_bot_value": ("kept", "422"),
    # What set-bot-fields does about a field that does not exist: it refuses the request, or passes
    # over the field and answers how many it found, as `matched_items`.
    "unknown_bot_field": ("refused", "counted"),
    # Where the answer to a message that was sent has its `mid`.
    "mid": ("nowhere", "top", "data"),
    # Whether the numbers of a custom event keep their fractions.
    "event_numbers": ("kept", "rounded"),
    # What becomes of pause-bot without `minutes`.
    "pause_without_minutes": ("paused", "422"),
    # Whether somebody is created whose phone or email is there already.
    "known_person": ("refused", "created again"),
    # What get-info and get-info-by-user-id answer when nobody is there.
    "unknown_person": ("404", "200 message", "200 error", "200 empty", "422"),
}


def check_habits(given: Mapping[str, str]) -> dict[str, str]:
    """All habits: those given, and the defaults of the others. Raises `ValueError`."""
    for name, value in given.items():
        if name not in HABITS:
            raise ValueError(f"habits must be among {', '.join(HABITS)}, and {name!r} is not")
        if value not in HABITS[name]:
            values = ", ".join(map(repr, HABITS[name]))
            raise ValueError(f"the habit {name} must be one of {values}, not {value!r}")
    return {name: values[0] for name, values in HABITS.items()} | dict(given)
