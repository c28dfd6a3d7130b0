"""Every code block of the README and of the pages below docs/ does what the page says.

How a page is written so that it runs is in docs/maintain/docs.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.support.page_blocks import Block, name_of, needs_of, pages, read_page
from tests.support.page_runner import run_page

PAGES: Final[list[Path]] = [path for path in pages() if "```" in path.read_text(encoding="utf-8")]

#: How many blocks may be shown that nothing runs.
MAX_NOT_RUN: Final = 10


def _marks(path: Path) -> list[pytest.MarkDecorator]:
    return [pytest.mark.docs] if needs_of(path) else []


@pytest.fixture(scope="module")
def blocks() -> list[Block]:
    return [block for path in PAGES for block in read_page(path).blocks]


@pytest.mark.parametrize(
    "path",
    [pytest.param(it, id=name_of(it).removesuffix(".md"), marks=_marks(it)) for it in PAGES],
)
def test_a_page_does_what_it_says(path: Path, tmp_path: Path) -> None:
    run_page(read_page(path), tmp_path)


def test_few_blocks_do_not_run_and_each_says_why(blocks: list[Block]) -> None:
    not_run = [
        (block.place, block.notes["not run"]) for block in blocks if "not run" in block.notes
    ]
    assert len(not_run) <= MAX_NOT_RUN, "\n".join(f"{place}: {why}" for place, why in not_run)
    assert [place for place, why in not_run if len(why.split()) < 3] == []


def test_most_of_what_is_shown_is_run(blocks: list[Block]) -> None:
    code = [block for block in blocks if block.language in ("python", "sh", "console")]
    assert len(code) > 60
