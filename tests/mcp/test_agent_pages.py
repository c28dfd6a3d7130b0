"""What the pages for assistants say is so: commands, configurations, calls, tools and prompts."""

from __future__ import annotations

import csv
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from flochat.cli.commands.assistants import serve
from flochat.mcp import tools
from flochat.mcp.prompts import _JOBS
from flochat.mcp.tool import Tool
from flochat.sandbox import Server
from tests.support.assistant import Assistant, Host

PAGES = Path(__file__).parents[2] / "docs" / "agents"
ALL = ("--allow", "edit,create,send,broadcast,destroy")


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a page, without their indentation."""
    found = re.findall(rf"( *)```{language}\n(.*?)```", (PAGES / page).read_text("utf-8"), re.S)
    return [re.sub(f"^{indent}", "", code, flags=re.M) for indent, code in found]


def rows(page: str) -> list[list[str]]:
    """The rows of the tables of a page."""
    lines = (PAGES / page).read_text("utf-8").splitlines()
    return [[cell.strip() for cell in it.strip("|").split("|")] for it in lines if it[:2] == "| "]


def test_every_tool_stands_in_its_area() -> None:
    there: dict[str, set[str]] = {}
    for area, *cells in rows("tools.md")[1:]:
        there[area] = set(re.findall(r"`(\w+)`", " ".join(cells)))
    known: dict[str, set[str]] = {}
    for tool in tools.ALL.values():
        for area in filter(None, (tool.area, tool.area_too)):
            known.setdefault(area, set()).add(tool.name)
    assert there == known
    changing = {name for *_, cell in rows("tools.md")[1:] for name in re.findall(r"`(\w+)`", cell)}
    assert {it.name for it in tools.ALL.values() if is_change(it)} == changing


def is_change(tool: Tool) -> bool:
    return tool.plan is not None or tool.name == "call"


def test_every_option_is_told_with_its_default() -> None:
    told = {row[0].strip("`") for row in rows("README.md")[1:]}
    names = {it.split()[0] for it in told}
    known = {option for it in serve.params for option in it.opts if option.startswith("--")}
    of_every_command = {"--profile", "--format", "--debug"}
    assert names == known - of_every_command - {"--http"}
    for text in told:
        name, _, value = text.partition(" ")
        (option,) = (it for it in serve.params if name in it.opts)
        if isinstance(option.default, int | float | str) and not isinstance(option.default, bool):
            assert value == str(option.default), name


@pytest.mark.parametrize("number", range(6))
def test_each_configuration_of_a_host_can_be_started(number: int) -> None:
    found = json.loads(blocks("README.md", "json")[number])
    (servers,) = found.values()
    (server,) = servers.values()
    assert server["command"] == "flochat"
    mcp, serving, *options = server["args"]
    assert (mcp, serving) == ("mcp", "serve")
    assert serve.make_context("serve", options).params


def test_each_command_is_one() -> None:
    commands = [
        shlex.split(line) for block in blocks("README.md", "text") for line in block.splitlines()
    ]
    started = [it[it.index("serve") + 1 :] for it in commands if "serve" in it]
    assert len(started) == 2
    for options in started:
        serve.make_context("serve", options)


def test_each_call_goes_as_it_is_told(old_host: Host, server: Server, tmp_path: Path) -> None:
    with (tmp_path / "people.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["phone", "first_name"], ["0491 570 156", "Carla"]])
    told = [json.loads(block) for block in blocks("tools.md", "json")]
    (answer,) = (it for it in told if "tool" not in it)

    async def script(assistant: Assistant) -> list[dict[str, Any]]:
        answers = []
        for call in told:
            if "tool" in call:
                found = await assistant.call(call["tool"], **call["arguments"])
                if "token" in found:
                    await assistant.call(call["tool"], **call["arguments"], token=found["token"])
                answers.append(found)
        return answers

    answers = old_host.run(script, *ALL, "--files", str(tmp_path), human=True)
    assert answers[0] == answer
    assert server.deliveries == []
    assert (tmp_path / "vip.csv").exists()


def test_every_prompt_is_told_with_its_tools() -> None:
    told = {row[0].strip("`"): row[2] for row in rows("prompts.md")[1:]}
    assert {name: tuple(re.findall(r"`(\w+)`", cell)) for name, cell in told.items()} == {
        name: job.tools for name, job in _JOBS.items()
    }
