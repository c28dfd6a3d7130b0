"""The pages for contributors name only what exists, and all rooms."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
ARCHITECTURE: Final = "docs/maintain/architecture.md"
PAGES: Final = ("CONTRIBUTING.md", ARCHITECTURE)

#: A path in backticks: `docs/guides/bulk.md`, `tests/facade/`, and with a part left open
#: `flochat/models/<area>.py`.
_PATH: Final = re.compile(r"`([\w.-]+(?:/[\w.<>-]+)*/?)`")
_OPEN_PART: Final = re.compile(r"<\w+>")
_SUFFIXES: Final = frozenset({".json", ".md", ".py", ".toml", ".txt", ".yml"})
_LINK: Final = re.compile(r"\]\((?!https://)([^)#]*)(?:#([^)]+))?\)")


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def is_path(word: str) -> bool:
    return "/" in word or Path(word).suffix in _SUFFIXES


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_exists(page: str) -> None:
    paths = {word for word in _PATH.findall(text_of(page)) if is_path(word)}
    assert len(paths) > 20
    assert [path for path in sorted(paths) if not [*ROOT.glob(_OPEN_PART.sub("*", path))]] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_a_heading_that_exists(page: str) -> None:
    links = _LINK.findall(text_of(page))
    assert links
    for target, anchor in links:
        file = (ROOT / page).parent / target if target else ROOT / page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), (target, anchor)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_is_a_target_of_make(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    named = set(re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)`", text_of(page), re.MULTILINE))
    assert {first or second for first, second in named} <= targets
    assert named


def test_every_room_of_the_import_rule_is_explained() -> None:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["id"] == "rooms")
    rooms = {room.strip(" ()") for layer in layers for room in layer.split("|")}
    assert len(rooms) > 10
    entries = re.findall(r"^- \*\*(`.+?)\*\*:", text_of(ARCHITECTURE), re.MULTILINE)
    explained = {name for entry in entries for name in re.findall(r"`(\w+)`", entry)}
    assert rooms - explained == set()


def test_every_script_is_explained() -> None:
    known = text_of(ARCHITECTURE)
    names = [
        f"scripts/{path.name}" if path.suffix else f"scripts/{path.name}/"
        for path in (ROOT / "scripts").iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists()) and path.stem != "__init__"
    ]
    assert len(names) > 15
    assert [name for name in names if f"`{name}`" not in known] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_line_of_a_page_is_too_long(page: str) -> None:
    lines = [line for line in text_of(page).splitlines() if not line.startswith("|")]
    assert [line for line in lines if len(line) > 120] == []
