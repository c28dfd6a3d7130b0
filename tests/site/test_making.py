"""What the site is made of: pages, links, menus, the reference; and what is checked of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from scripts import prose
from scripts.docs_site.build import ROOT, build
from scripts.docs_site.link_check import dead_links
from scripts.docs_site.links import broken_links
from scripts.docs_site.llms import first_words
from scripts.docs_site.reference import Reference, Written
from scripts.docs_site.source import Page, Source, without_comments

REPOSITORY: Final = "https://forge.example/them/flo"
SITE: Final = "https://docs.example/"


@pytest.fixture(scope="module")
def source() -> Source:
    return Source.read(ROOT, REPOSITORY)


@pytest.fixture(scope="module")
def reference() -> dict[str, Written]:
    return {page.name: page for page in Reference(ROOT).pages()}


def test_every_page_is_in_the_menu(source: Source) -> None:
    assert {page.path for page in source.ordered()} == set(source.pages)
    for path in source.pages:
        if path.name != "index.md":
            assert path.stem in source.pages[path.parent / "index.md"].text


def test_an_example_can_be_copied_from_its_page(source: Source) -> None:
    pages = [page for page in source.pages.values() if page.path.match("examples/*.md")]
    programs = sorted((ROOT / "examples").glob("*/*.py"))
    assert len(programs) > len(pages) - 1 >= 7
    for program in programs:
        page = source.pages[Path("examples", f"{program.parent.name}.md")]
        code = program.read_text(encoding="utf-8").rstrip()
        assert f"\n### {program.name}\n\n````python\n{code}\n````\n" in page.text


def test_pages_follow_in_the_order_in_which_their_folder_names_them(source: Source) -> None:
    start = [page.path.name for page in source.ordered() if page.path.parts[0] == "start"]
    assert start[:3] == ["index.md", "first-script.md", "key.md"]


def test_a_link_to_a_file_that_is_no_page_leads_to_the_repository(source: Source) -> None:
    texts = "".join(page.text for page in source.pages.values())
    assert f"]({REPOSITORY}/blob/main/LICENSE)" in texts or f"]({REPOSITORY}/" in texts
    assert "](../../" not in source.pages[Path("callbacks/index.md")].text


def test_comments_for_the_tests_are_in_no_page(source: Source) -> None:
    hidden = "<!-- prepare\nx = '''\n```python\n'''\n-->\n\n"
    shown = "```text\n<!-- prepare\n\n\nx\n```\n\n"
    assert without_comments(f"{shown}{hidden}<!-- on: a -->\n\nB\n") == f"{shown}B\n"
    for page in source.pages.values():
        if page.path != Path("maintain/docs.md"):
            assert not re.search(r"^<!-- (?:prepare|check|needs|run by)", page.text, re.MULTILINE)


def test_the_reference_has_every_public_name(reference: dict[str, Written]) -> None:
    texts = "".join(page.text for page in reference.values())
    face = (ROOT / "docs" / "public-face.txt").read_text(encoding="utf-8")
    classes = set(re.findall(r"^class ([A-Z]\w+)\(", face, re.MULTILINE))
    assert len(classes) > 90
    assert [it for it in sorted(classes) if f"flochat.{it}" not in texts] == []


def test_a_method_has_types_an_example_and_an_operation(reference: dict[str, Written]) -> None:
    page = reference["resources/flow-tags"].text
    assert "{py:method} create(name: builtins.str) -> flochat.Tag" in page
    assert 'gold = client.flow.tags.create("Gold members")' in page
    assert "Operations: `POST /flow/create-tag`" in page
    assert "{py:obj}`~flochat.OutcomeUnknownError`" in page


def test_arguments_and_errors_are_lists(reference: dict[str, Written]) -> None:
    page = reference["client"].text
    assert "Arguments:\n\n- `api_key`: the key" in page
    assert "Raises:\n\n- " in page


def test_the_plain_reference_has_no_directives() -> None:
    for page in Reference(ROOT, plain=True).pages():
        assert "{py:" not in page.text
        assert "builtins." not in page.text


def test_links_between_pages_lead_somewhere(source: Source) -> None:
    assert [it for page in source.pages.values() for it in dead_links(page, source)] == []
    page = Page(
        None,
        Path("guides/new.md"),
        "# A\n\n[b](bulk.md#no), [d](no.md), ![e](../pictures/no.png), `[f](no.md)`\n"
        "[g](../reference/client.md#flochat.Flochat) [h](../index.md#what-it-promises)\n",
    )
    assert list(dead_links(page, source)) == [
        "guides/new.md: bulk.md#no: there is no such heading",
        "guides/new.md: no.md leads nowhere",
        "guides/new.md: ../pictures/no.png leads nowhere",
    ]


def test_links_that_lead_nowhere_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="b.html#c">b</a> <img src="d.png"> <p id="here">')
    (tmp_path / "b.html").write_text(
        '<a href="a.html#here">a</a> <a href="https://x.example/">x</a>'
    )
    readme = tmp_path / "README.md"
    readme.write_text(f"[a]({SITE}a.html#here) [no]({SITE}c.html), [else](https://x.example/)")
    assert broken_links(tmp_path, {"README.md": readme}, SITE) == [
        "a.html: b.html#c leads nowhere",
        "a.html: d.png leads nowhere",
        f"README.md: {SITE}c.html leads nowhere",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# A\n\nIt does `this`. And that.\n", "It does `this`."),
        ("# A\n\n```sh\nx\n```\n\nSee [b](c.md): it helps.\n", "See b: it helps."),
        ("# A\n", ""),
    ],
)
def test_a_page_is_listed_with_its_first_words(text: str, words: str) -> None:
    assert first_words(text) == words


def test_words_and_long_lines_are_told_and_code_is_not(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "It shall be `shall`.\n"
        f"{'long ' * 40}\n"
        f"| {'long ' * 40} |\n"
        "```text\nshall\n```\n"
        "<!-- prepare\nshall\n-->\n"
        "At the most ten.\n",
        encoding="utf-8",
    )
    told = [problem.removeprefix(f"{page.as_posix()}:") for problem in prose.problems_of(page)]
    assert [problem.partition(":")[0] for problem in told] == ["1", "2", "10"]
    assert "'shall'; say must, will" in told[0]


def test_a_folder_with_anything_else_is_not_made_a_site(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    (problem,) = build(tmp_path)
    assert problem.startswith(f"{tmp_path} holds something else")
    assert (tmp_path / "thesis.txt").exists()
