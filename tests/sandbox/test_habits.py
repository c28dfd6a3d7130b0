from __future__ import annotations

import pytest

from flochat.sandbox import serve


@pytest.mark.parametrize(
    ("habits", "message"),
    [
        ({"phone_fliter": "equal"}, "habits must be among phone_filter, .*'phone_fliter' is not"),
        (
            {"phone_filter": "fuzzy"},
            "the habit phone_filter must be one of 'part', 'equal', 'digits', not 'fuzzy'",
        ),
    ],
)
def test_unknown_habits_are_refused(habits: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message), serve(habits=habits):
        pass
    with serve() as server, pytest.raises(ValueError, match=message):
        server.change_habits(habits)
