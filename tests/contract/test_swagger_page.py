from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flochat.contract.page_script import started_with
from flochat.contract.page_tokens import Tokens
from flochat.contract.page_values import UNKNOWN, Page
from flochat.contract.swagger_page import PageText, Shown, tags

PRINTABLE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
PAGE = "https://shop.example/api/documentation"


def started(script: str) -> list[Any]:
    return started_with([Tokens(script)], Page(PAGE))


def shown(script: str) -> list[Shown]:
    page = PageText(PAGE, '<script src="a.js"></script>')
    page.load("a.js", script)
    return page.shown()


@given(PRINTABLE)
def test_whatever_url_a_page_was_given_is_found(url: str) -> None:
    configuration = json.dumps({"dom_id": "#ui", "url": url, "validatorUrl": None})
    assert shown(f"window.ui = SwaggerUIBundle({configuration})") == [Shown(url=url)]


@given(st.dictionaries(PRINTABLE, PRINTABLE, min_size=1))
def test_of_several_documents_the_primary_one_is_found(documents: dict[str, str]) -> None:
    urls = [{"url": url, "name": name} for name, url in documents.items()]
    for name, url in documents.items():
        configuration = json.dumps({"urls": urls, "urls.primaryName": name})
        assert shown(f"SwaggerUI({configuration})") == [Shown(url=url)]


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    for script in (text, f"SwaggerUI({text}", f"SwaggerUI({{url: '{text}", f"SwaggerUI(`{text}"):
        assert isinstance(shown(script), list)
    page = PageText(PAGE, f"{text}<script src={text}></script><redoc spec-url={text}>{text}")
    assert isinstance([*page.shown(), page.base, page.sources], list)


_MARKS = "{}[](),;:.=?+!`/'\"\\"
_WORDS = st.sampled_from(
    [
        *_MARKS,
        *("=>", "||", "&&", "...", "${", "//", "/*", "*/", "if", "else", "for", "var"),
        *("function", "return", "new", "a", "b", "url", "SwaggerUIBundle", "window", "location"),
        *("await", "1", "'x'", "`x`"),
    ]
)


@given(st.lists(_WORDS, max_size=60).map(" ".join))
def test_no_order_of_words_is_too_odd(script: str) -> None:
    assert isinstance(started(script), list)
    assert started(f"{script}\n;SwaggerUI({{url: '/a'}})") is not None


def test_what_only_a_browser_can_work_out_is_unknown() -> None:
    assert started("SwaggerUI(a(b).c)") == [UNKNOWN]
    assert started("SwaggerUI({url: a + '/b'})") == [{"url": UNKNOWN}]
    assert shown("SwaggerUI({url: a + '/b'})") == []


def test_a_script_that_does_not_start_swagger_ui_names_no_document() -> None:
    assert shown('fetch({ url: "/api-docs" })') == []


def test_the_browser_s_own_address_is_known() -> None:
    url = "https://shop.example/api-docs"
    assert shown("SwaggerUIBundle({ url: `${location.origin}/api-docs` })") == [Shown(url=url)]


def test_scripts_are_told_from_comments_and_libraries() -> None:
    page = """
        <!-- <script>one</script> <script src="one.js"></script> -->
        <SCRIPT type="text/javascript">two</SCRIPT>
        <script defer src='three.js?a=1&amp;b=2'></script><script src=four.js></script>
        <script data-src="lazy.js" src="/assets/swagger-ui-bundle.js"></script>
        <script src="swagger-ui-standalone-preset.js"></script><script src="swagger-ui.js"></script>
        <script type="application/json">{}</script>
        <script>five
    """
    inline = [tag.text.strip() for tag in tags(page) if "src" not in tag.attributes]
    assert inline == ["two", "{}", "five"]
    assert PageText(PAGE, page).sources == ["three.js?a=1&b=2", "four.js"]
