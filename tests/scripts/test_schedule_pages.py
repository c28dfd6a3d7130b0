"""The pages about the schedule name only what exists, and say what the code does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from flochat.contract import vendored_contract
from flochat.contract.overlay import apply, read
from scripts.regeneration.tools import ROOT
from scripts.schedule import texts
from scripts.schedule.change import LABELS
from scripts.schedule.repository import BRANCH
from tests.test_docs import anchors

GUIDE = ROOT / texts.GUIDE
PAGES = (GUIDE, ROOT / "docs" / "maintain" / "schedule.md")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def commands(page: Path) -> list[str]:
    """The command lines of a page: whole blocks of sh, and what follows `$ ` in the others."""
    found: list[str] = []
    text = page.read_text(encoding="utf-8")
    for kind, block in re.findall(r"```(sh|console)\n(.*?)```", text, re.DOTALL):
        lines = block.replace("\\\n", "").splitlines()
        found += lines if kind == "sh" else [line[2:] for line in lines if line.startswith("$ ")]
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_exists(page: Path) -> None:
    assert commands(page)
    for line in commands(page):
        words = [word for word in shlex.split(line) if not re.match(r"[A-Z_]+=", word)]
        program, *arguments = words
        match program:
            case "make":
                assert set(arguments) <= TARGETS, line
            case "git":
                assert arguments[0] in {"fetch", "switch", "add", "commit", "push"}, line
                assert {word for word in arguments[1:] if "/" in word} <= {BRANCH}, line
            case ".venv/bin/python":
                files = [word for word in arguments if word.endswith(".py")]
                assert files, line
                assert all((ROOT / file).is_file() for file in files), line
            case _:
                raise AssertionError(line)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_of_our_scripts_exists(page: Path) -> None:
    for line in commands(page):
        scripts = [word for word in line.split() if word.startswith("scripts/")]
        for script in scripts:
            source = (ROOT / script).read_text(encoding="utf-8")
            ours = line.partition(" -- ")[0]
            assert all(f'"{option}"' in source for option in re.findall(r"--[a-z-]+", ours)), line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_every_file_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]*)(?:#([^)]+))?\)", text)
    assert links
    for target, anchor in links:
        file = page.parent / target if target else page
        assert file.is_file(), target
        assert not anchor or anchor in anchors(file), (target, anchor)
    for path in re.findall(
        r"`((?:flochat|scripts|tests|docs|generated|\.github|\.ci)/[\w./-]*)`", text
    ):
        assert (ROOT / path).exists(), path


def test_the_labels_and_the_methods_of_the_guide_are_the_real_ones() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert set(re.findall(r"`(contract: \w+)`", text)) == {label.name for label in LABELS.values()}


def test_the_correction_in_the_guide_is_one(tmp_path: Path) -> None:
    """On the document of the guide it makes the facade's call fit, and says nothing of drift."""
    (action,) = re.findall(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    overlay = tmp_path / "overlay.json"
    overlay.write_text(f'{{"overlay": "1.0.0", "info": {{}}, "actions": [{action}]}}')
    new = vendored_contract(overlaid=False)
    path = new["paths"]["/flow/create-tag"]["post"]
    schema = path["requestBody"]["content"]["application/json"]["schema"]
    schema["properties"]["color"] = {"type": "string"}
    schema["required"] = ["color", "name"]
    overlaid = apply(new, read(overlay))
    assert overlaid.drift == ()
    path = overlaid.document["paths"]["/flow/create-tag"]["post"]
    schema = path["requestBody"]["content"]["application/json"]["schema"]
    assert schema["required"] == ["name"]
    assert "color" in schema["properties"]


def test_what_the_page_says_is_told_where_nobody_looks() -> None:
    text = PAGES[1].read_text(encoding="utf-8")
    for said in ("60 days", "gh workflow enable regenerate.yml", "actions: write", "red run"):
        assert said in text
