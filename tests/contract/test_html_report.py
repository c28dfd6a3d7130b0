"""The HTML report in a browser: one file, safe with any document, read and filtered by anybody."""

from __future__ import annotations

import copy
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from flochat.contract.command import main
from tests.support.chromium import CHROMIUM, chromium
from tests.support.tiny_document import document, response

in_browser = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

Document = dict[str, Any]
Reported = Callable[..., Path]


def shop() -> Document:
    """A document with two areas and a schema that operations share."""
    thing = {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "string"}, "size": {"type": "string"}},
    }
    answer = {"200": response({"$ref": "#/components/schemas/Thing"})}
    made = document(components={"schemas": {"Thing": thing}})
    made["paths"] = {
        "/things": {"get": {"tags": ["Things"], "responses": answer}},
        "/orders": {
            "post": {
                "tags": ["Orders"],
                "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                "responses": answer,
            }
        },
        "/me": {"get": {"responses": answer}},
    }
    return made


def changed() -> Document:
    new = shop()
    new["components"]["schemas"]["Thing"]["properties"]["size"] = {"type": "integer"}
    schema = new["paths"]["/orders"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    schema["required"], schema["properties"] = ["colour"], {"colour": {"type": "string"}}
    new["paths"]["/things"]["post"] = {"tags": ["Things"], "responses": {}}
    return new


@pytest.fixture
def reported(tmp_path: Path) -> Reported:
    """Compares two documents, and gives the file of the report."""

    def reported(old: Document, new: Document, *more: str) -> Path:
        for name, made in (("old.json", old), ("new.json", new)):
            (tmp_path / name).write_text(json.dumps(made, indent=1))
        page = tmp_path / "report.html"
        arguments = ["diff", str(tmp_path / "old.json"), str(tmp_path / "new.json")]
        with redirect_stdout(io.StringIO()):
            assert main([*arguments, f"--output=html={page}", *more]) in (0, 1)
        return page

    return reported


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[BrowserContext]:
    with chromium(tmp_path / "profile") as context:
        yield context


@pytest.fixture
def opened(browser: BrowserContext, reported: Reported) -> Callable[..., Page]:
    """Opens the report of two documents, which may ask for nothing and must not complain."""

    def opened(old: Document, new: Document, *more: str) -> Page:
        page = browser.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"{error}"))
        page.on("console", lambda told: pytest.fail(told.text))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(reported(old, new, *more).as_uri())
        assert [url.partition(":")[0] for url in asked] == ["file"]
        return page

    return opened


Opened = Callable[..., Page]


def visible(page: Page) -> list[str]:
    """The headings of the changes that are shown."""
    return [text for text in page.locator(".cause:visible h3").all_inner_texts() if text]


SIZE = "ERR response 200 body size: type changed, string -> integer"
COLOUR = "ERR request body colour: added"
ADDED = "INFO operation: added, flochat_api.api.things"


@in_browser
class TestInABrowser:
    def test_a_change_has_both_sides_and_all_that_is_known_of_it(self, opened: Opened) -> None:
        page = opened(shop(), changed())
        cause = page.locator(".cause", has_text="body size")
        assert cause.locator("pre").all_inner_texts() == ['"string"', '"integer"']
        facts = cause.locator("dl").inner_text().split("\n")
        assert "response-property-type-changed" in facts
        assert "received" in facts
        assert "adapt" in facts
        assert re.search(r"new\.json:\d+:\d+", " ".join(facts))
        operations = cause.locator("details", has_text="operations")
        assert operations.locator("li").first.is_hidden()
        operations.locator("summary").click()
        assert operations.locator("li").all_inner_texts() == [
            "GET /me",
            "GET /things",
            "POST /orders",
        ]

    def test_what_is_only_on_one_side_is_told(self, opened: Opened) -> None:
        page = opened(shop(), changed())
        colour = page.locator(".cause", has_text="colour: added")
        before, after = colour.locator("figure").all_inner_texts()
        assert "not there" in before
        assert '"type": "string"' in after

    def test_it_is_filtered_by_level_area_impact_and_text(self, opened: Opened) -> None:
        page = opened(shop(), changed())
        everything = visible(page)
        assert len(everything) == 3
        status = page.get_by_role("status")
        assert status.inner_text() == "3 of 3 changes shown"
        page.get_by_label("ERR").uncheck()
        status.filter(has_text="1 of 3").wait_for()
        assert [text.split()[0] for text in visible(page)] == ["INFO"]
        page.get_by_role("button", name="Show all").click()
        status.filter(has_text="3 of 3").wait_for()
        page.get_by_label("Area").select_option("Orders")
        status.filter(has_text="2 of 3").wait_for()
        assert visible(page) == [SIZE, COLOUR]
        page.get_by_label("Text").fill("COLOUR request")
        status.filter(has_text="1 of 3").wait_for()
        assert visible(page) == [COLOUR]
        page.get_by_role("button", name="Show all").click()
        page.get_by_label("Impact").select_option("adapt")
        status.filter(has_text="1 of 3").wait_for()
        assert visible(page) == [SIZE]

    def test_operations_list_what_touches_them_and_lead_there(self, opened: Opened) -> None:
        page = opened(shop(), changed())
        orders = page.locator(".operations > li", has_text="POST /orders")
        assert orders.locator("summary").inner_text() == "POST /orders: 2 changes"
        orders.locator("summary").click()
        orders.get_by_role("link", name="colour").click()
        assert page.locator(".cause:target h3").inner_text() == COLOUR
        page.get_by_label("Text").fill("operation: added")
        page.get_by_role("status").filter(has_text="1 of 3").wait_for()
        assert orders.is_hidden()

    def test_the_keyboard_reaches_everything_in_order(self, opened: Opened) -> None:
        page = opened(shop(), changed())
        reached = []
        for _ in range(12):
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate("document.activeElement.name || document.activeElement.textContent")
            )
        assert reached[:3] == ["Skip to the changes", "By cause", "By operation"]
        assert [name for name in reached if name in ("level", "area", "impact", "text")] == [
            *("level", "level", "area", "impact", "text")
        ]
        page.get_by_label("ERR").press("Space")
        page.get_by_role("status").filter(has_text="1 of 3").wait_for()

    def test_a_screen_reader_has_names_for_all_of_it(self, opened: Opened) -> None:
        page = opened(shop(), changed())
        assert page.locator("html").get_attribute("lang") == "en"
        for role in ("banner", "main", "search", "navigation"):
            assert page.get_by_role(role).count() == 1
        assert page.get_by_role("heading", level=1).inner_text() == (
            "API changes: breaking, flochat: adapt"
        )
        unnamed = page.evaluate(
            "[...document.querySelectorAll('input, select')].filter(one => !one.labels.length)"
            ".length"
        )
        assert unnamed == 0

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_text_stands_out_from_what_is_behind_it(self, opened: Opened, scheme: Any) -> None:
        page = opened(shop(), changed())
        page.emulate_media(color_scheme=scheme)
        for place in (".level.ERR", ".level.INFO", "dt", "p", "a", "pre", "figcaption", "output"):
            assert page.locator(place).last.evaluate(CONTRAST) >= 4.5, place
        light = page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
        assert (light == "rgb(255, 255, 255)") is (scheme == "light")

    def test_nothing_of_a_document_acts(self, opened: Opened) -> None:
        old, new = hostile("old"), hostile("new")
        page = opened(old, new, "--prose")
        assert page.evaluate("window.stolen") is None
        assert page.locator("script").count() == 1
        assert page.locator("img, iframe, object, svg").count() == 0
        assert page.locator("[onerror], [onload], [onclick], [style]").count() == 0
        page.get_by_label("Text").fill("<img")
        page.get_by_role("status").filter(has_text="of").wait_for()
        everything = page.content()
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u0000-\u0008]", everything)
        assert "\\u202e" in page.locator("body").inner_text()

    def test_a_script_of_a_stranger_would_not_run(self, opened: Opened, reported: Reported) -> None:
        page = opened(shop(), changed())
        file = reported(shop(), changed())
        text = file.read_text().replace("</main>", "<script>window.stolen = 1</script></main>")
        file.write_text(text)
        refused = page.context.new_page()
        refused.goto(file.as_uri())
        assert refused.evaluate("window.stolen") is None
        assert refused.get_by_role("status").inner_text() == "3 of 3 changes shown"

    def test_thousands_of_changes_stay_usable(self, opened: Opened) -> None:
        old, new = (many(kind) for kind in ("string", "integer"))
        page = opened(old, new)
        status = page.get_by_role("status")
        assert status.inner_text() == "5,000 of 5,000 changes shown"
        page.get_by_label("Text").fill("field17 ")
        status.filter(has_text="50 of 5,000").wait_for()
        assert page.locator(".cause:visible").count() == 50
        page.get_by_label("Area").select_option("Area 7")
        status.filter(has_text="1 of 5,000").wait_for()
        # What is out of sight is not laid out.
        page.get_by_role("button", name="Show all").click()
        status.filter(has_text="5,000 of").wait_for()
        hidden = page.locator(".causes").last
        assert hidden.evaluate("one => getComputedStyle(one).contentVisibility") == "auto"


#: The contrast of a text with what is behind it, as WCAG computes it.
CONTRAST = """
one => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(part => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  let behind = one;
  while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") {
    behind = behind.parentElement;
  }
  const both = [getComputedStyle(one).color, getComputedStyle(behind).backgroundColor].map(light);
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}
"""
EVIL = '</script></style><img src=x onerror="window.stolen=1"><script>window.stolen=1</script>'
BIDI = "\u202egpj.exe\u2066\u0000\u05d0\u05d1"


def hostile(kind: str) -> Document:
    """A document in which every text that may stand in a report means harm."""
    schema = {"type": "object", "properties": {EVIL: {"enum": [EVIL + kind, BIDI + kind]}}}
    made = document(info={"title": EVIL + kind, "version": EVIL + kind, "description": BIDI + kind})
    made["paths"] = {
        f"/{EVIL}": {
            "post": {
                "tags": [EVIL],
                "operationId": EVIL + kind,
                "summary": EVIL + BIDI + kind,
                "parameters": [{"name": EVIL, "in": "query", "schema": {"default": BIDI + kind}}],
                "responses": {EVIL: response(schema, EVIL), BIDI + kind: {"description": EVIL}},
                "x-\u202e": kind,
            }
        }
    }
    made["servers"] = [{"url": f"javascript:alert('{kind}')"}]
    return made


def many(kind: str) -> Document:
    """A document with 5,000 properties of a type, in 50 areas."""
    made = document()
    made["paths"] = {
        f"/area/{area}": {
            "get": {
                "tags": [f"Area {area}"],
                "responses": {
                    "200": response(
                        {
                            "type": "object",
                            "properties": {f"field{n}": {"type": kind} for n in range(100)},
                        }
                    )
                },
            }
        }
        for area in range(50)
    }
    return made


class TestTheFile:
    def test_it_is_complete_without_script_and_network(self, reported: Reported) -> None:
        text = reported(shop(), changed()).read_text()
        assert "colour: added" in text
        assert not re.search(r"""(src|href)=["'](?!#)""", text)
        assert "http" not in re.sub(r"http-equiv", "", text)
        assert "url(" not in text
        assert "@import" not in text

    def test_the_same_comparison_gives_the_same_bytes(self, reported: Reported) -> None:
        first = reported(shop(), changed()).read_bytes()
        assert reported(shop(), changed()).read_bytes() == first

    def test_changes_that_everything_shares_do_not_fill_the_list(self, reported: Reported) -> None:
        def made(kind: str, operations: int) -> Document:
            properties = {f"p{n}": {"type": kind} for n in range(60)}
            whole = document(
                components={"schemas": {"A": {"type": "object", "properties": properties}}}
            )
            answer = {"responses": {"200": response({"$ref": "#/components/schemas/A"})}}
            whole["paths"] = {f"/a/{n}": {"get": answer} for n in range(operations)}
            return whole

        few, lots = (
            reported(made("string", number), made("integer", number)).read_text()
            for number in (30, 400)
        )
        assert '<summary><code dir="ltr">GET /a/7</code>: 60 changes</summary>' in few
        assert few.count("data-cause=") == 30 * 60
        assert "<summary>In more than 20 operations: 60 changes</summary>" in lots
        assert lots.count("data-cause=") == 60
        assert "In 400 operations" in lots

    def test_nothing_changed(self, reported: Reported) -> None:
        text = reported(shop(), shop()).read_text()
        assert "<p>No change.</p>" in text
        assert "<form" not in text

    def test_a_schema_that_moved_is_held_against_what_it_was(self, reported: Reported) -> None:
        old, new = shop(), shop()
        written_out = copy.deepcopy(old["components"]["schemas"]["Thing"])
        old["paths"]["/me"]["get"]["responses"]["200"] = response(written_out)
        new["components"]["schemas"]["Thing"]["properties"]["size"]["type"] = "boolean"
        del old["paths"]["/things"], old["paths"]["/orders"], old["components"]
        del new["paths"]["/things"], new["paths"]["/orders"]
        text = reported(old, new).read_text()
        cause = text[text.index("size: type changed") :]
        before, after = re.findall('<pre dir="ltr">(.*?)</pre>', cause)[:2]
        assert (before, after) == ("&quot;string&quot;", "&quot;boolean&quot;")

    def test_a_parameter_that_moved_is_held_against_itself(self, reported: Reported) -> None:
        old, new = document(), document()
        parameters = [
            {"name": name, "in": "query", "schema": {"type": "string"}} for name in "abcd"
        ]
        operations = [made["paths"]["/things/{id}"]["post"] for made in (old, new)]
        operations[0]["parameters"] = parameters
        operations[1]["parameters"] = copy.deepcopy(parameters[2:])
        operations[1]["parameters"][0]["schema"]["type"] = "integer"
        text = reported(old, new).read_text()
        changes = {
            title: re.findall('<pre dir="ltr">(.*?)</pre>|(not there)', inner, re.DOTALL)
            for title, inner in re.findall(r"<bdi>(.*?)</bdi></h3>(.*?)</li>", text, re.DOTALL)
        }
        (retyped,) = (one for title, one in changes.items() if "specialized" in title)
        assert [pre for pre, _ in retyped] == ["&quot;string&quot;", "&quot;integer&quot;"]
        gone = {title: one for title, one in changes.items() if "removed" in title}
        assert len(gone) == 2
        for title, ((before, _), (_, after)) in gone.items():
            name = re.search("&quot;([ab])&quot;", title)
            assert name is not None
            assert f"&quot;name&quot;: &quot;{name[1]}&quot;" in before
            assert after == "not there"

    @pytest.mark.parametrize(
        ("old", "new", "before", "after"),
        [
            (
                {"type": "string", "enum": ["a", "b"]},
                {"type": "string", "enum": ["a"]},
                '"b"',
                None,
            ),
            (
                {"type": "string"},
                {"allOf": [{"type": "integer"}]},
                '{\n  "type": "string"\n}',
                '{\n  "type": "integer"\n}',
            ),
            ({"type": "string", "maxLength": 3}, {"type": "string"}, "3", None),
            ({"type": "string", "minLength": 3}, {"type": "string", "minLength": 4}, "3", "4"),
        ],
    )
    def test_both_sides_show_what_changed(
        self, reported: Reported, old: Any, new: Any, before: str, after: str | None
    ) -> None:
        documents = [document({"responses": {"200": response(one)}}) for one in (old, new)]
        text = reported(*documents).read_text()
        shown = re.findall("<figcaption>.*?</figcaption>(.*?)</figure>", text, re.DOTALL)[:2]
        expected = [
            '<p class="none">not there</p>'
            if one is None
            else f'<pre dir="ltr">{escape(one)}</pre>'
            for one in (before, after)
        ]
        assert shown == expected

    def test_whether_a_field_must_be_given_is_shown_as_the_list_of_those(
        self, reported: Reported
    ) -> None:
        old, new = shop(), shop()
        new["components"]["schemas"]["Thing"]["required"] = ["id", "size"]
        text = reported(old, new).read_text()
        shown = re.findall("<pre.*?>(.*?)</pre>", text, re.DOTALL)
        assert [json.loads(unescape(one)) for one in shown] == [["id"], ["id", "size"]]
