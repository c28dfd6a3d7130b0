from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from flochat.contract.swagger_page import document_url, inline_scripts, script_sources

PRINTABLE = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="$"), min_size=1
)
WITHOUT_BRACES = PRINTABLE.filter(lambda text: not {"{", "}"} & set(text))


@given(PRINTABLE)
def test_whatever_url_a_page_was_given_is_found(url: str) -> None:
    configuration = json.dumps({"dom_id": "#ui", "url": url, "validatorUrl": None})
    assert document_url(f"window.ui = SwaggerUIBundle({configuration})") == url


@given(st.dictionaries(WITHOUT_BRACES, WITHOUT_BRACES, min_size=1))
def test_of_several_documents_the_primary_one_is_found(documents: dict[str, str]) -> None:
    urls = [{"url": url, "name": name} for name, url in documents.items()]
    for name, url in documents.items():
        configuration = json.dumps({"urls": urls, "urls.primaryName": name})
        assert document_url(f"SwaggerUI({configuration})") == url


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    for script in (text, f"SwaggerUI({text}", f"SwaggerUI({{url: '{text}"):
        assert isinstance(document_url(script), str | None)
    assert isinstance(inline_scripts(text) + script_sources(f"<script src={text}>"), list)


def test_a_script_that_does_not_start_swagger_ui_names_no_document() -> None:
    assert document_url('fetch({ url: "/api-docs" })') is None


def test_a_url_that_the_browser_makes_up_is_none() -> None:
    assert document_url("SwaggerUIBundle({ url: `${location.origin}/api-docs` })") is None


def test_scripts_are_told_from_comments_and_libraries() -> None:
    page = """
        <!-- <script>one</script> <script src="one.js"></script> -->
        <SCRIPT type="text/javascript">two</SCRIPT>
        <script defer src='three.js?a=1&amp;b=2'></script><script src=four.js></script>
        <script data-src="lazy.js" src="/assets/swagger-ui-bundle.js"></script>
        <script src="swagger-ui-standalone-preset.js"></script><script src="swagger-ui.js"></script>
        <script>five
    """
    assert [script.strip() for script in inline_scripts(page)] == ["two", "five"]
    assert script_sources(page) == ["three.js?a=1&b=2", "four.js"]
