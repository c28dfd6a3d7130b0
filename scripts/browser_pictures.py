"""Takes docs/pictures/chat-page.png and plan.png in a browser, on the embedded sandbox.

    python scripts/browser_pictures.py

It needs Chromium. The first is the chat window of the sandbox, with a bot that answers; the second
is what a notebook shows of the plan and the report of a job. `scripts/report_picture.py` takes that
of the comparison, `scripts/terminal_pictures.py` those of the command.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from flochat import Flochat
from flochat.sandbox import serve

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_URL: Final = "https://shop.example/bot"
_PEOPLE: Final = 120
_JOB: Final = (
    'job = client.bulk.send_text(client.subscribers.list(), "Hello", journal="hello.sqlite")'
)
_STYLE: Final = """
body { margin: 0; padding: 1rem; font: 14px/1.5 system-ui, sans-serif; color: #1f1f1f; }
pre { margin: 0 0 .5rem; padding: .6rem .8rem; border: 1px solid #d0d0d0; border-radius: 3px;
  background: #f7f7f7; font: 13px/1.45 ui-monospace, monospace; }
.out { padding: 0 0 1rem 1rem; }
table { border-collapse: collapse; font-size: 13px; }
td, th { padding: .25rem .7rem; text-align: left; border-bottom: 1px solid #e4e4e4; }
"""


def main() -> int:
    """Take the pictures; returns the exit status."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        print("there is no Chromium: install it as `chromium`", file=sys.stderr)
        return 2
    takes: tuple[Callable[[Browser], Path], ...] = (chat_page, plan_in_a_notebook)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for take in takes:
            picture = take(chromium)
            print(f"{picture.name}: {picture.stat().st_size // 1024} kB")
        chromium.close()
    return 0


def chat_page(browser: Browser) -> Path:
    """The chat window, after a few words with a bot that sells shirts."""
    app = Starlette(routes=[Route("/bot", answer, methods=["POST"])])
    with serve(routes={"https://shop.example": app}) as server:
        server.seed.tag("VIP")
        server.seed.user_field("Size", "text")
        server.seed.subscriber(first_name="Ana", phone="61412345678")
        server.connect_bot(_URL)
        page = browser.new_page(viewport={"width": 1100, "height": 720})
        page.goto(server.try_url)
        for words in ("Hello", "Do you have shirts?"):
            say(page, words)
        return _taken(page, "chat-page.png")


async def answer(request: Request) -> JSONResponse:
    """What the bot says: a greeting, then a card with buttons."""
    body = await request.json()
    if "shirt" not in str(body).lower():
        messages = [{"type": "text", "text": "Hello! What can I do for you?"}]
        return JSONResponse({"version": "v1", "content": {"messages": messages}})
    button = {"type": "dynamic_block_callback", "caption": "Take M", "url": _URL, "method": "post"}
    card = {
        "title": "T-shirt",
        "subtitle": "19.90, in M and L",
        "buttons": [button, {**button, "caption": "Take L"}],
    }
    parts = [{"type": "text", "text": "We do:"}, {"type": "cards", "elements": [card]}]
    actions = [
        {"action": "add_tag", "tag_name": "VIP"},
        {"action": "set_field_value", "field_name": "Size", "value": "M"},
    ]
    return JSONResponse({"version": "v1", "content": {"messages": parts, "actions": actions}})


def say(page: Page, words: str) -> None:
    """Write something, and wait for the answer."""
    before = page.locator("#log > li").count()
    page.fill("#text", words)
    page.click("#say button")
    page.locator("#log > li").nth(before + 1).wait_for()


def plan_in_a_notebook(browser: Browser) -> Path:
    """The cells of a notebook with the plan of a job and its report, as they show themselves."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve() as server,
        Flochat(server.api_key, base_url=server.url) as client,
    ):
        for number in range(_PEOPLE):
            server.seed.subscriber(first_name=f"Person {number}")
        journal = Path(folder, "hello.sqlite")
        job = client.bulk.send_text(client.subscribers.list(), "Hello", journal=journal)
        cells = {
            f"{_JOB}\njob.plan()": job.plan()._repr_html_(),
            "job.run()": job.run()._repr_html_(),
        }
    page = browser.new_page(viewport={"width": 760, "height": 200})
    page.set_content(
        f"<style>{_STYLE}</style>"
        + "".join(
            f'<pre>{escape(cell)}</pre><div class="out">{shown}</div>'
            for cell, shown in cells.items()
        )
    )
    return _taken(page, "plan.png", height=500)


def _taken(page: Page, name: str, height: int = 720) -> Path:
    picture = FOLDER / name
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})  # type: ignore[index] # it has one
    page.screenshot(path=picture)
    page.close()
    return picture


if __name__ == "__main__":
    sys.exit(main())
