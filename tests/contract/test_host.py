from __future__ import annotations

from typing import Any

import pytest

from flochat.contract.host import at_home

HOME = {"servers": [{"url": "https://app.flochat.ai/api"}], "info": {"title": "Flochat API"}}
PULLED_FROM = "http://127.0.0.1:8765/api-docs"


def served(*urls: str, **more: Any) -> dict[str, Any]:
    return {"servers": [{"url": url, **more} for url in urls], "info": {"title": "Anything"}}


def test_a_host_that_names_itself_has_changed_nothing() -> None:
    pulled = served("http://127.0.0.1:8765/api")
    assert at_home(pulled, PULLED_FROM, HOME) == {**pulled, "servers": HOME["servers"]}


@pytest.mark.parametrize(
    "pulled",
    [
        served("http://127.0.0.1:8765/v2"),
        served("http://127.0.0.1:1/api"),
        served("https://127.0.0.1:8765/api"),
        served("http://127.0.0.1:8765/api", description="new"),
        served("http://127.0.0.1:8765/api", "https://other.example/api"),
        {"servers": []},
        {"servers": ["http://127.0.0.1:8765/api"]},
        {"servers": "odd"},
        {},
    ],
)
def test_every_other_difference_stays(pulled: dict[str, Any]) -> None:
    assert at_home(pulled, PULLED_FROM, HOME) == pulled


def test_where_nothing_is_vendored_and_for_a_file_everything_stays() -> None:
    pulled = served("http://127.0.0.1:8765/api")
    assert at_home(pulled, PULLED_FROM, {}) == pulled
    assert at_home(pulled, "openapi.json", HOME) == pulled
    assert at_home(HOME, "openapi.json", HOME) == HOME
