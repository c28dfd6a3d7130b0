"""The page `/try` in a browser, by mouse, by keyboard and as a screen reader finds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from flochat.sandbox import Server
from tests.support.chromium import chromium, needs_chromium
from tests.support.services import MORE, Service, button, content, service

from .conftest import Api, Running

pytestmark = needs_chromium

NASTY = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


@pytest.fixture
def shop() -> Iterator[Service]:
    with service() as shop:
        yield shop


@pytest.fixture
def server(running: Running, shop: Service) -> Server:
    return running(routes=shop.routes)


@pytest.fixture
def ana(server: Server) -> str:
    server.seed.tag("VIP")
    server.seed.user_field("Points", "number")
    server.connect_bot(MORE)
    return server.seed.subscriber(first_name="Ana")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    with chromium(tmp_path_factory.mktemp("profile")) as context:
        yield context


@pytest.fixture
def page(browser: BrowserContext, server: Server, ana: str) -> Iterator[Page]:
    """The page of Ana; it asks nobody but the sandbox, and has nothing to complain about."""
    page = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{server.try_url}?person={ana}")
    page.get_by_label("Message").wait_for()
    yield page
    page.close()
    origin = urlsplit(server.try_url).netloc
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {origin}
    assert complaints == []


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Conversation")


def test_what_is_written_is_answered_and_pressed(
    page: Page, server: Server, shop: Service, ana: str
) -> None:
    shop.reply = content(
        {"type": "text", "text": "Hello Ana", "buttons": [button("More", payload={"page": 2})]},
        actions=[
            {"action": "add_tag", "tag_name": "VIP"},
            {"action": "set_field_value", "field_name": "Points", "value": 7},
        ],
        quick_replies=[button("Bye", payload={"bye": True})],
    )
    page.get_by_label("Message").fill("Hi")
    page.get_by_role("button", name="Send").click()
    expect(log(page).get_by_text("Hello Ana")).to_be_visible()
    expect(log(page).get_by_role("listitem", name="You")).to_have_text("Hi")
    expect(page.get_by_role("list", name="Tags").get_by_text("VIP")).to_be_visible()
    expect(page.locator("#fields")).to_have_text("Points7")
    shop.reply = content({"type": "text", "text": "Page 2", "buttons": [button("More")]})
    page.get_by_role("button", name="More").click()
    expect(log(page).get_by_text("Page 2")).to_be_visible()
    assert shop.bodies[-1] == {"page": 2}
    expect(page.get_by_role("button", name="Bye")).to_have_count(0)
    assert [call.user_ns for call in server.calls] == [ana, ana]


def test_cards_and_quick_replies_work_by_keyboard_alone(page: Page, shop: Service) -> None:
    cards = [{"title": it, "buttons": [button("Buy", payload={"it": it})]} for it in ("Hat", "Cap")]
    shop.reply = content({"type": "cards", "elements": cards}, quick_replies=[button("Done")])
    page.get_by_label("Message").focus()
    page.keyboard.type("Show me")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Buy")).to_have_count(2)
    expect(page.get_by_label("Message")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Done")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Buy").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(log(page).get_by_role("listitem", name="You")).to_have_count(2)
    assert shop.bodies[-1] == {"it": "Cap"}
    # What was pressed is still there, and still has the focus.
    expect(page.get_by_role("button", name="Buy").nth(1)).to_be_focused()
    shop.reply = content("Thank you")
    page.get_by_role("button", name="Done").focus()
    page.keyboard.press("Enter")
    expect(log(page).get_by_text("Thank you")).to_be_visible()
    expect(page.get_by_label("Message")).to_be_focused()


def test_texts_stay_texts(page: Page, server: Server, shop: Service) -> None:
    shop.reply = content(
        {"type": "text", "text": NASTY, "buttons": [button(NASTY)]},
        {"type": "cards", "elements": [{"title": NASTY, "subtitle": NASTY, "image_url": MORE}]},
        {"type": "image", "url": "https://example.com/1.png"},
        quick_replies=[{"type": "url", "caption": NASTY, "url": "https://example.com/"}],
    )
    server.seed.tag(NASTY)
    server.seed.subscriber(first_name=NASTY, tags=[NASTY])
    page.get_by_label("Message").fill(NASTY)
    page.keyboard.press("Enter")
    expect(log(page).get_by_text(NASTY, exact=True).first).to_be_visible()
    expect(page.get_by_role("option", name=NASTY)).to_have_count(1)
    page.get_by_label("Write as").select_option(index=0)
    assert page.title() == "Try the bot (Flochat sandbox)"
    assert page.locator("main img, main script").count() == 0


def test_an_address_of_another_kind_is_no_link(page: Page, api: Api, ana: str) -> None:
    """The API takes what a service may not answer."""
    link = {"type": "url", "caption": "Open", "url": "javascript:document.title='owned'"}
    data = content({"type": "text", "text": "Hi", "buttons": [link]})
    api.ok("POST /subscriber/send-content", json={"user_ns": ana, "data": data})
    expect(log(page).get_by_text("javascript:")).to_be_visible()
    assert log(page).get_by_role("link").count() == 0
    page.get_by_role("button", name="Open").click()
    expect(log(page).get_by_role("listitem", name="You")).to_have_text("Open")
    assert page.title() == "Try the bot (Flochat sandbox)"


def test_what_is_wrong_with_an_answer_is_told(page: Page, shop: Service) -> None:
    shop.reply = content("Hi", goto="Nowhere")
    page.get_by_label("Message").fill("Hello")
    page.keyboard.press("Enter")
    calls = page.get_by_role("list", name="Calls of the service")
    expect(calls.get_by_text("the flow has no step, node or sub flow 'Nowhere'")).to_be_visible()
    page.get_by_label("Message").fill("   ")
    page.get_by_role("button", name="Send").click()
    expect(log(page).get_by_role("listitem", name="You")).to_have_count(1)


def test_the_bot_is_paused_and_somebody_added(
    page: Page, server: Server, shop: Service, api: Api, ana: str
) -> None:
    page.get_by_role("button", name="Pause the bot").click()
    expect(page.get_by_text("a human has taken over")).to_be_visible()
    page.get_by_label("Message").fill("Hello?")
    page.keyboard.press("Enter")
    expect(log(page).get_by_text("Hello?")).to_be_visible()
    assert shop.requests == []
    api.ok("POST /subscriber/send-text", json={"user_ns": ana, "content": "Kim here"})
    expect(log(page).get_by_text("Kim here")).to_be_visible()
    page.get_by_role("button", name="Let the bot talk again").click()
    expect(page.get_by_text("answers what you write")).to_be_visible()
    page.get_by_label("New subscriber").fill("Zoë")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_label("Write as")).to_contain_text("Zoë")
    expect(log(page).get_by_role("listitem")).to_have_count(0)
    server.reset()
    expect(page.get_by_role("alert")).to_have_text("Nobody is there yet: add a subscriber.")


def test_a_long_conversation_goes_on_where_it_was(
    page: Page, server: Server, shop: Service, ana: str
) -> None:
    shop.reply = content({"type": "text", "text": "Hi", "buttons": [button()]})
    server.dynamic_block(MORE, ana)
    page.get_by_role("button", name="More").focus()
    for number in range(199):
        server.seed.message(ana, f"Message {number}")
    expect(log(page).get_by_text("Message 198", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="More")).to_be_focused()
    for number in range(199, 202):
        server.seed.message(ana, f"Message {number}")
    expect(log(page).get_by_text("Message 201", exact=True)).to_be_visible()
    expect(log(page).get_by_role("listitem")).to_have_count(200)
    expect(page.get_by_role("button", name="More")).to_have_count(0)


def contrast(page: Page, of: str) -> float:
    """The contrast of a text to what is behind it, by the formula of WCAG."""
    return float(
        page.evaluate(
            """of => {
                const rgb = (text) => text.match(/[0-9.]+/g).slice(0, 3).map(Number);
                const light = (color) => color.map((it) => it / 255).map((it) =>
                    it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4
                ).reduce((sum, it, n) => sum + it * [0.2126, 0.7152, 0.0722][n], 0);
                const element = document.querySelector(of);
                let behind = element;
                while (getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)')
                    behind = behind.parentElement;
                const of_text = light(rgb(getComputedStyle(element).color));
                const of_ground = light(rgb(getComputedStyle(behind).backgroundColor));
                const [low, high] = [of_text, of_ground].sort((a, b) => a - b);
                return (high + 0.05) / (low + 0.05);
            }""",
            of,
        )
    )


def test_it_can_be_read_in_light_and_in_dark(page: Page, shop: Service) -> None:
    shop.reply = content({"type": "text", "text": "Hi", "buttons": [button()]}, goto="Nowhere")
    page.get_by_label("Message").fill("Hello")
    page.keyboard.press("Enter")
    expect(page.locator("#calls .wrong").first).to_be_visible()
    grounds = set()
    schemes: tuple[Any, ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        for of in ("h1", ".in .message", ".out .message", ".out button", "#calls .wrong", "#bot"):
            assert contrast(page, of) >= 4.5, (scheme, of)
    assert len(grounds) == 2


def test_everything_that_can_be_used_has_a_name(page: Page, shop: Service) -> None:
    shop.reply = content({"type": "text", "text": "Hi", "buttons": [button()]})
    page.get_by_label("Message").fill("Hello")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="More")).to_be_visible()
    unnamed = page.evaluate(
        """[...document.querySelectorAll('button, input, select')]
            .filter((it) => !it.textContent.trim() && !(it.labels && it.labels.length))
            .map((it) => it.outerHTML)"""
    )
    assert unnamed == []
    assert page.evaluate("document.documentElement.lang") == "en"
