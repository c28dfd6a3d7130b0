"""The Swagger page in a browser, used as the platform's own guide says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from flochat.sandbox import Server
from tests.support.chromium import chromium, needs_chromium

pytestmark = needs_chromium

#: Opens an operation by its deep link, with the key given: "Flow Tag", "flowTags".
Opened = Callable[[str, str], Locator]


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[BrowserContext]:
    with chromium(tmp_path) as context:
        yield context


@pytest.fixture
def asked(browser: BrowserContext) -> list[str]:
    """The address of every request that the browser's pages make."""
    addresses: list[str] = []
    browser.on("request", lambda request: addresses.append(request.url))
    return addresses


@pytest.fixture
def opened(browser: BrowserContext, conforming: Server) -> Opened:
    def open_(tag: str, operation_id: str) -> Locator:
        page = browser.new_page()
        page.goto(f"{conforming.page_url}#/{tag.replace(' ', '%20')}/{operation_id}")
        operation = page.locator(f"#operations-{tag.replace(' ', '_')}-{operation_id}")
        operation.wait_for()
        _and_back(page, lambda: _authorize(page, conforming.api_key))
        operation.get_by_role("button", name="Try it out").click()
        return operation

    return open_


def _and_back(page: Page, action: Callable[[], None]) -> None:
    """Do something elsewhere on the page: what is out of sight there is taken off it."""
    place = page.evaluate("scrollY")
    action()
    page.evaluate("place => scrollTo(0, place)", place)


def _authorize(page: Page, key: str) -> None:
    page.get_by_role("button", name="Authorize").first.click()
    dialog = page.locator(".dialog-ux")
    dialog.get_by_label("auth-bearer-value").fill(key)
    dialog.get_by_role("button", name="Apply credentials").click()
    dialog.get_by_role("button", name="Close").last.click()


def _executed(operation: Locator) -> tuple[str, str, str, Any]:
    """What the page shows of a call: curl, request URL, status, and the JSON of the answer."""
    operation.get_by_role("button", name="Execute").click()
    answer = operation.locator(".live-responses-table .response")
    return (
        operation.locator(".curl-command pre").inner_text(),
        operation.locator(".request-url pre").inner_text(),
        answer.locator(".response-col_status").inner_text().strip(),
        json.loads(answer.locator(".highlight-code pre").inner_text()),
    )


def test_a_read_shows_its_curl_its_url_and_the_answer(
    opened: Opened, asked: list[str], conforming: Server
) -> None:
    tag_ns = conforming.seed.tag("VIP")
    curl, url, status, payload = _executed(opened("Flow Tag", "flowTags"))
    assert url == f"{conforming.url}/flow/tags"
    assert f"curl -X 'GET' \\\n  '{url}'" in curl
    assert f"-H 'Authorization: Bearer {conforming.api_key}'" in curl
    assert (status, payload["data"]) == ("200", [{"tag_ns": tag_ns, "name": "VIP"}])
    assert asked[-1] == url
    assert {urlsplit(address).netloc for address in asked} == {urlsplit(url).netloc}


def test_a_bad_request_shows_its_400(opened: Opened, conforming: Server) -> None:
    operation = opened("Flow Tag", "flowCreateTag")
    operation.locator("textarea").fill("{}")
    _, url, status, payload = _executed(operation)
    assert url == f"{conforming.url}/flow/create-tag"
    assert (status, payload["message"]) == ("400", "name is required.")
    assert conforming.requests[-1].authorized
