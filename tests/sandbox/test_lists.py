"""Lists, page by page."""

from __future__ import annotations

import httpx
import pytest

from flochat.sandbox import Server, serve

from .conftest import Api


@pytest.fixture
def tags(server: Server) -> list[str]:
    """More tags than a page can have, by name."""
    names = [f"tag {number:03}" for number in range(205)]
    for name in names:
        server.seed.tag(name)
    return names


def names_of(answer: httpx.Response) -> list[str]:
    return [row["name"] for row in answer.json()["data"]]


def test_a_page_has_ten_rows_unless_told(api: Api, tags: list[str]) -> None:
    assert names_of(api("GET /flow/tags")) == tags[:10]
    assert names_of(api("GET /flow/tags", params={"limit": 25})) == tags[:25]


@pytest.mark.parametrize(
    ("limit", "rows"), [(100, 100), (101, 100), (5000, 100), (0, 10), (-3, 10)]
)
@pytest.mark.usefixtures("tags")
def test_a_page_has_a_hundred_rows_at_most(api: Api, limit: int, rows: int) -> None:
    assert len(names_of(api("GET /flow/tags", params={"limit": limit}))) == rows


def test_the_pages_together_are_the_list(api: Api, tags: list[str]) -> None:
    pages = [api("GET /flow/tags", params={"limit": 100, "page": page}) for page in (1, 2, 3)]
    assert [name for page in pages for name in names_of(page)] == tags
    assert [len(names_of(page)) for page in pages] == [100, 100, 5]


@pytest.mark.usefixtures("tags")
def test_the_envelope_tells_where_the_page_stands(api: Api, server: Server) -> None:
    payload = api("GET /flow/tags", params={"limit": 100, "page": 2}).json()
    url = f"{server.url}/flow/tags"
    assert payload["meta"] == {
        "current_page": 2,
        "from": 101,
        "last_page": 3,
        "path": url,
        "per_page": 100,
        "to": 200,
        "total": 205,
    }
    assert payload["links"] == {
        "first": f"{url}?page=1",
        "last": f"{url}?page=3",
        "prev": f"{url}?page=1",
        "next": f"{url}?page=3",
    }


def test_an_empty_list_has_one_empty_page(api: Api) -> None:
    payload = api("GET /flow/tags").json()
    assert payload["data"] == []
    assert payload["links"]["next"] is None
    assert (payload["meta"]["total"], payload["meta"]["last_page"]) == (0, 1)
    assert (payload["meta"]["from"], payload["meta"]["to"]) == (None, None)


@pytest.mark.parametrize("page", [4, 99, 10**17])
@pytest.mark.usefixtures("tags")
def test_a_page_after_the_last_is_empty(api: Api, page: int) -> None:
    payload = api("GET /flow/tags", params={"limit": 100, "page": page}).json()
    assert payload["data"] == []
    assert payload["links"]["next"] is None
    assert payload["meta"]["total"] == 205


def test_rows_beyond_the_page_cap_are_out_of_reach(api: Api, tags: list[str]) -> None:
    last, beyond = (
        api("GET /flow/tags", params={"limit": 2, "page": page}).json() for page in (100, 101)
    )
    assert [row["name"] for row in last["data"]] == tags[198:200]
    assert last["meta"]["last_page"] == beyond["meta"]["last_page"] == 103
    assert beyond["data"] == []


def test_subscribers_have_a_higher_page_cap(api: Api, server: Server) -> None:
    server.seed.subscribers(1001)
    pages = [
        api("GET /subscribers", params={"limit": 1, "page": page}).json() for page in (1000, 1001)
    ]
    assert [len(page["data"]) for page in pages] == [1, 0]
    assert pages[0]["meta"]["last_page"] == 1001


def test_unknown_parameters_are_ignored(api: Api, tags: list[str]) -> None:
    misspelt = {"per_page": 3, "Limit": 3, "nmae": "tag 001", "_limit": 3, "_offset": 7}
    assert names_of(api("GET /flow/tags", params=misspelt)) == tags[:10]


def test_of_a_repeated_parameter_the_last_counts(api: Api, tags: list[str]) -> None:
    assert names_of(api("GET /flow/tags?limit=3&limit=2")) == tags[:2]


@pytest.mark.parametrize(
    ("name", "total"), [("TAG 10", 10), ("tag 100", 1), ("%", 0), ("_", 0), ("", 205), ("'", 0)]
)
@pytest.mark.usefixtures("tags")
def test_names_are_matched_as_texts(api: Api, name: str, total: int) -> None:
    assert api("GET /flow/tags", params={"name": name}).json()["meta"]["total"] == total


def test_a_sandbox_may_end_its_lists_early() -> None:
    with serve(max_pages=2) as server, httpx.Client(base_url=server.url) as http:
        for number in range(25):
            server.seed.tag(f"tag {number}")
        http.headers["authorization"] = f"Bearer {server.api_key}"
        pages = [http.get("/flow/tags", params={"page": page}).json() for page in (1, 2, 3)]
    assert [len(page["data"]) for page in pages] == [10, 10, 0]
    assert {page["meta"]["total"] for page in pages} == {25}


def test_a_sandbox_hands_out_at_least_one_page() -> None:
    with pytest.raises(ValueError, match="max_pages must be at least 1"), serve(max_pages=0):
        pass
