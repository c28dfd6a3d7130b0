"""The site in a browser: narrow and wide, light and dark, without scripts, without a network.

`make test-docs` makes the site first.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page

from scripts.docs_site.build import ARCHIVE, SITE, addresses
from tests.support.chromium import CHROMIUM, chromium

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

NARROW: Final = {"width": 380, "height": 800}
WIDE: Final = {"width": 1280, "height": 900}
#: A page of each kind, and the widest tables.
PAGES: Final = (
    "search.html",
    "index.html",
    "start/first-script.html",
    "guides/bulk.html",
    "operators/day.html",
    "callbacks/index.html",
    "maintain/contract.html",
    "reference/index.html",
    "reference/cli.html",
    "reference/client.html",
    "reference/errors.html",
    "reference/habits.html",
    "reference/operations.html",
    "reference/resources/subscribers.html",
    "reference/models/shop.html",
)
AXE: Final = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
#: Those that are looked at for what hinders people: of each kind a small one.
SMALL: Final = (
    "index.html",
    "search.html",
    "start/first-script.html",
    "operators/day.html",
    "maintain/schedule.html",
    "reference/errors.html",
    "reference/resources/flow-tags.html",
    "reference/models/tickets.html",
)
#: Only what hinders people; the rest is a matter of taste.
SERIOUS: Final = ("serious", "critical")


def all_pages() -> list[str]:
    return sorted(it.relative_to(SITE).as_posix() for it in SITE.rglob("*.html"))


@pytest.fixture(autouse=True, scope="module")
def _site() -> None:
    if not (SITE / "index.html").exists():
        pytest.skip("there is no site: make test-docs makes it")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    folder = tmp_path_factory.mktemp("browser")
    with chromium(folder, viewport=WIDE, permissions=["clipboard-read"]) as context:
        yield context


@pytest.fixture
def tab(browser: BrowserContext) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(20_000)
    yield page
    page.close()


def show(tab: Page, name: str, query: str = "") -> None:
    tab.goto((SITE / name).as_uri() + query, wait_until="load")


def overflow(tab: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wide: int = tab.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


def test_no_page_is_wider_than_the_window(tab: Page) -> None:
    too_wide = []
    for name in all_pages():
        show(tab, name)
        for size in (NARROW, WIDE):
            tab.set_viewport_size(size)  # type: ignore[arg-type] # a size
            if overflow(tab) > 0:
                too_wide.append((name, size["width"], overflow(tab)))
    assert too_wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_hinders_people(tab: Page, scheme: Any) -> None:
    tab.emulate_media(color_scheme=scheme)
    found = []
    rules = "{runOnly: ['color-contrast']}" if scheme == "dark" else "{}"
    for name in SMALL:
        show(tab, name)
        tab.evaluate(AXE)
        result = tab.evaluate(f"axe.run(document, {rules})")
        found += [
            (name, it["id"], it["nodes"][0]["html"][:120], len(it["nodes"]))
            for it in result["violations"]
            if it["impact"] in SERIOUS
        ]
    assert found == []


def test_it_is_dark_where_people_want_it_dark(tab: Page) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    show(tab, "index.html")
    seen = set()
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        seen.add(tab.evaluate(background))
    assert len(seen) == 2
    tab.emulate_media(color_scheme="light")
    before = tab.evaluate(background)
    for _ in range(3):  # the button goes through what the system says, light and dark
        tab.locator("button.theme-toggle:visible").first.click()
        if tab.evaluate(background) != before:
            break
    assert tab.evaluate(background) != before


def test_a_search_finds_pages_and_methods_without_a_network(tab: Page) -> None:
    for words, wanted in (("snapshot", "flow-snapshots"), ("add_tags", "subscribers")):
        show(tab, "search.html", f"?q={words}")
        tab.locator(f"#search-results li a[href*='{wanted}']").first.wait_for()


def test_code_is_copied_by_a_button(tab: Page) -> None:
    show(tab, "start/first-script.html")
    block = tab.locator("div.highlight-python").first
    block.hover()
    block.locator("button.copybtn").click()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == block.locator("pre").inner_text().strip()
    show(tab, "operators/day.html")
    block = tab.locator("div.highlight-console").first
    block.hover()
    block.locator("button.copybtn").click()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("flochat profile add"), copied  # the prompt and the output stay


def test_it_is_read_without_scripts(browser: BrowserContext) -> None:
    assert browser.browser is not None
    context = browser.browser.new_context(viewport=NARROW, java_script_enabled=False)  # type: ignore[arg-type] # a size
    page = context.new_page()
    page.set_default_timeout(20_000)
    for name in PAGES[1:]:  # a search needs scripts
        page.goto((SITE / name).as_uri())
        assert page.locator("h1").first.is_visible(), name
    page.goto((SITE / "guides/bulk.html").as_uri())
    assert page.locator("div.highlight-python pre").first.is_visible()
    page.locator("label[for=__navigation]:visible").first.click()  # the menu
    page.locator(".sidebar-tree a:visible", has_text="Reference").first.click()
    assert page.url.endswith("reference/index.html")
    context.close()


def test_a_page_asks_nobody_else_for_anything(tab: Page) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for name in PAGES:
        show(tab, name)
    assert asked
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_the_copy_to_take_along_is_the_site(tmp_path: Path) -> None:
    with zipfile.ZipFile(SITE / ARCHIVE) as archive:
        archive.extractall(tmp_path)
    for name in (*all_pages(), "llms.txt", "searchindex.js"):
        assert (tmp_path / "flochat-docs" / name).read_bytes() == (SITE / name).read_bytes()


def test_programs_that_read_find_every_page() -> None:
    _, site = addresses()
    short = (SITE / "llms.txt").read_text(encoding="utf-8")
    whole = (SITE / "llms-full.txt").read_text(encoding="utf-8")
    written = [it for it in all_pages() if it not in ("genindex.html", "search.html")]
    assert [it for it in written if f"]({site}{it})" not in short] == []
    assert [it for it in written if f"<!-- {site}{it} -->" not in whole] == []
    assert "toctree" not in whole
    assert "{py:" not in whole
    assert whole.count("<!-- prepare") == 1  # in the page about writing pages
