"""What the page on calls of the sandbox names is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from flochat.sandbox import Call, Server
from flochat.sandbox.__main__ import _parser
from flochat.sandbox.habits import HABITS

PAGE: Final = Path(__file__).parents[1] / "docs" / "callbacks" / "sandbox-calls.md"
TEXT: Final = PAGE.read_text(encoding="utf-8")


def test_what_it_names_is_there() -> None:
    for name in re.findall(r"`(?:await )?server\.(\w+)", TEXT):
        assert hasattr(Server, name) or name in ("seed", "aio", "calls", "requests"), name
    fields = {*re.findall(r"`(?:call\.)?(\w+)(?:\(\))?`", TEXT)} & {*dir(Call)}
    assert {"texts", "check", "is_ok", "note", "branch"} <= fields
    named = re.findall(r'habits=\{"(\w+)": "([^"]+)", "(\w+)": "([^"]+)"', TEXT)
    assert named
    for first, value, second, other in named:
        assert value in HABITS[first]
        assert other in HABITS[second]


def test_its_commands_take_the_options_that_it_shows() -> None:
    options = {*re.findall(r"(--[a-z][a-z-]+)", TEXT)}
    known = _parser().format_help()
    assert options
    assert [option for option in options if option not in known] == []


def test_its_links_lead_somewhere() -> None:
    for target, anchor in re.findall(r"\]\(([^)#]+)(?:#([^)]+))?\)", TEXT):
        file = PAGE.parent / target
        headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        anchors = [re.sub(r"[^\w\- ]", "", it).lower().replace(" ", "-") for it in headings]
        assert not anchor or anchor in anchors


def test_no_line_is_too_long() -> None:
    lines = [line for line in TEXT.splitlines() if not line.startswith("|")]
    assert [line for line in lines if len(line) > 120] == []
