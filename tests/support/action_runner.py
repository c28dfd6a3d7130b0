"""Runs the steps of the composite action in `action.yml` as a runner of the forge does.

Shell steps run in bash; an action that a step uses is only noted. Expressions are those that
`action.yml` has: names, texts, `==` and `&&`.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import Factory, define

from scripts.regeneration.tools import ROOT

ACTION: Final[dict[str, Any]] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
#: Stands for the Python that is set up: it notes what is installed instead of installing it.
_PYTHON: Final = """#!/bin/sh
if [ "$1 $2 $3" = "-I -m venv" ]; then
  mkdir -p "$4/bin" && cp "$0" "$4/bin/python"
elif [ "$1 $2 $3" = "-I -m pip" ]; then
  echo "$@" >> "{log}"
else
  exec "{python}" "$@"
fi
"""


@define
class Run:
    """What a run of the action came to: its status, what it printed, and what its steps left.

    `used` has the inputs of each action that was used, by the name of its step.
    """

    status: int = 0
    out: str = ""
    ran: list[str] = Factory(list)
    used: dict[str, dict[str, str]] = Factory(dict)
    outputs: dict[str, str] = Factory(dict)
    summary: str = ""
    installed: str = ""


def run(
    workspace: Path,
    scratch: Path,
    given: Mapping[str, str],
    github: Mapping[str, str],
    environment: Mapping[str, str],
) -> Run:
    """Run the action on a checkout; `github` is the context, as `event.pull_request.number`."""
    python = scratch / "python"
    log = scratch / "installed"
    python.write_text(_PYTHON.format(log=log, python=sys.executable), encoding="utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    known = {f"github.{name}": text for name, text in github.items()}
    known |= {"steps.python.outputs.python-path": str(python)}
    inputs = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
    unknown = given.keys() - inputs.keys()
    assert not unknown, unknown
    known |= {f"inputs.{k}": _filled(text, known) for k, text in {**inputs, **given}.items()}
    made = Run()
    for step in ACTION["runs"]["steps"]:
        if made.status == 0 and _holds(step.get("if", "true"), known):
            _step(step, made, known, workspace, scratch, environment)
    made.installed = log.read_text(encoding="utf-8") if log.exists() else ""
    made.outputs = {
        name: _filled(output["value"], known) for name, output in ACTION["outputs"].items()
    }
    return made


def _step(
    step: Mapping[str, Any],
    made: Run,
    known: dict[str, str],
    workspace: Path,
    scratch: Path,
    environment: Mapping[str, str],
) -> None:
    made.ran.append(step["name"])
    if "uses" in step:
        made.used[step["name"]] = {k: _filled(str(v), known) for k, v in step["with"].items()}
        return
    outputs, summary = scratch / "outputs", scratch / "summary"
    outputs.write_text("", encoding="utf-8")
    summary.write_text("", encoding="utf-8")
    own = {name: _filled(str(text), known) for name, text in step.get("env", {}).items()}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=workspace,
        capture_output=True,
        text=True,
        timeout=120,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(scratch),
            "RUNNER_TEMP": str(scratch / "temp"),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(summary),
            **environment,
            **own,
        },
    )
    made.status = done.returncode
    made.out += done.stdout + done.stderr
    made.summary += summary.read_text(encoding="utf-8")
    for line in outputs.read_text(encoding="utf-8").splitlines():
        name, _, text = line.partition("=")
        known[f"steps.{step['id']}.outputs.{name}"] = text


def _filled(text: str, known: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda name: known.get(name[1], ""), text)


def _holds(condition: str, known: Mapping[str, str]) -> bool:
    return all(_is_true(term.strip(), known) for term in condition.split("&&"))


def _is_true(term: str, known: Mapping[str, str]) -> bool:
    name, equals, text = term.partition(" == ")
    if equals:
        return known.get(name, "") == text.strip("'")
    return term == "true" or bool(known.get(name))
