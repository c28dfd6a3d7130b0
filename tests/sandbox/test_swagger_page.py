"""What a browser gets, and the document behind it."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import httpx
import pytest

from flochat.contract import vendored_contract
from flochat.contract.normalise import SOME_MOMENT, normalise
from flochat.sandbox import Server

from .conftest import Api, Clock, Running


class References(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "base", "addresses are not as they stand"
        self.urls += [value for name, value in attrs if name in ("src", "href") and value]


def test_the_page_and_everything_it_needs_come_from_here(
    http: httpx.Client, server: Server
) -> None:
    page = http.get(server.page_url)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    references = References()
    references.feed(page.text)
    origin = server.page_url.removesuffix("/api")
    assets = {reference: http.get(origin + reference) for reference in references.urls}
    assert all(reference.startswith("/swagger-ui/") for reference in assets)
    assert {asset.status_code for asset in assets.values()} == {200}
    kinds = {asset.headers["content-type"].partition(";")[0] for asset in assets.values()}
    assert kinds == {"text/css", "text/javascript", "image/png"}
    scripts = "".join(asset.text for name, asset in assets.items() if name.endswith(".js"))
    assert 'url: "/api-docs"' in scripts
    assert "deepLinking: true" in scripts


def test_the_root_says_what_this_is_and_where_things_are(
    http: httpx.Client, server: Server, api: Api
) -> None:
    origin = server.page_url.removesuffix("/api")
    page = http.get(f"{origin}/")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "stands in for Flochat's API" in page.text
    references = References()
    references.feed(page.text)
    here = [it for it in references.urls if it.startswith("/")]
    assert here == ["/api", "/api-docs", "/try"]
    assert {http.get(origin + path).status_code for path in here} == {200}
    assert "src=" not in page.text  # it needs nothing to be shown
    assert http.post(f"{origin}/").status_code == 404
    assert api("GET /me").headers["x-ratelimit-remaining"] == "999"


def test_no_asset_outside_the_folder_is_served(http: httpx.Client, server: Server) -> None:
    origin = server.page_url.removesuffix("/api")
    for name in ("..%2f__init__.py", "%2e%2e/__init__.py", "nothing.js", "", "../api/me"):
        assert http.get(f"{origin}/swagger-ui/{name}").status_code in (401, 404)


def test_page_and_document_need_no_key_and_cost_no_quota(
    http: httpx.Client, server: Server, api: Api
) -> None:
    http.get(server.page_url)
    http.get(server.document_url)
    assert api("GET /me").headers["x-ratelimit-remaining"] == "999"


def test_the_document_is_the_contract_and_names_this_host(
    http: httpx.Client, server: Server
) -> None:
    served = http.get(server.document_url)
    assert served.headers["content-type"].startswith("application/json")
    document = served.json()
    assert document["servers"] == [{"url": server.url}]
    expected = vendored_contract(overlaid=False)
    assert normalise(document) == normalise(expected | {"servers": [{"url": server.url}]})


def test_the_document_shows_the_time_of_its_reading_wherever_the_contract_shows_one(
    http: httpx.Client, server: Server, clock: Clock
) -> None:
    first = http.get(server.document_url).text
    clock.now += 60
    second = http.get(server.document_url).text
    places = json.dumps(vendored_contract(overlaid=False)).count(str(SOME_MOMENT))
    assert places >= 8
    assert [text.count(str(SOME_MOMENT)) for text in (first, second)] == [0, 0]
    assert first.count(str(int(clock.now) - 60)) == second.count(str(int(clock.now))) == places
    assert normalise(json.loads(first)) == normalise(json.loads(second))


def test_the_document_of_the_conforming_manner_stands_still(
    http: httpx.Client, conforming: Server, clock: Clock
) -> None:
    first = http.get(conforming.document_url).text
    clock.now += 60
    assert http.get(conforming.document_url).text == first


def test_another_document_may_be_served_from_the_start_or_from_now_on(
    http: httpx.Client, running: Running
) -> None:
    tiny = {"openapi": "3.0.0", "info": {"title": "Tiny", "version": "1"}, "paths": {}}
    server = running(document=tiny)
    assert http.get(server.document_url).json()["info"]["title"] == "Tiny"
    server.document = tiny | {"info": {"title": "Other", "version": "2"}}
    assert http.get(server.document_url).json()["info"]["title"] == "Other"
    assert "servers" not in tiny


def test_a_document_that_was_read_and_changed_is_served_once_it_is_assigned(
    http: httpx.Client, server: Server, running: Running
) -> None:
    changed = server.document
    del changed["paths"]["/me"]
    assert "/me" in http.get(server.document_url).json()["paths"]
    server.document = changed
    assert "/me" not in http.get(server.document_url).json()["paths"]
    assert "/me" in http.get(running().document_url).json()["paths"]


def test_what_the_operations_do_does_not_change_with_the_document(server: Server, api: Api) -> None:
    server.document = {"openapi": "3.0.0", "info": {"title": "T", "version": "1"}, "paths": {}}
    assert api("GET /flow/tags").status_code == 200
    assert api("POST /flow/create-tag", json={}).status_code == 422


@pytest.mark.parametrize("path", ["/api", "/api/"])
def test_the_page_has_both_addresses_and_only_for_reading(
    http: httpx.Client, server: Server, path: str
) -> None:
    origin = server.page_url.removesuffix("/api")
    assert http.get(origin + path).text.startswith("<!DOCTYPE html>")
    assert http.post(origin + path).status_code in (401, 404)
