"""The README is a front page that works wherever it is read, and what pages name is there.

Its code blocks are run by tests/pages/test_pages.py.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
MAX_LINES: Final = 120


def test_the_readme_is_a_front_page() -> None:
    assert len(README.splitlines()) <= MAX_LINES


def test_links_of_the_readme_work_on_a_package_index_too() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert len(links) > 8
    assert [link for link in links if not link.startswith("https://")] == []


@pytest.mark.parametrize("page", ["SECURITY.md", "docs/maintain/schedule.md"])
def test_what_a_page_points_at_is_there(page: str) -> None:
    payload = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https://)([^)#]+)\)|`((?:tests|scripts|docs)/[\w/.]+)`", payload)
    named = [(ROOT / page).parent / link if link else ROOT / path for link, path in targets]
    assert len(named) > 4
    assert [target for target in named if not target.exists()] == []


def test_the_commands_of_the_readme_are_targets_of_make() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?<![\w/])make ([a-z-]+)\b", "\n".join(_code(README))))
    assert named
    assert named <= targets


def _code(text: str) -> list[str]:
    """Blocks and spans of code."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [*blocks, *re.findall(r"`([^`\n]+)`", text)]
