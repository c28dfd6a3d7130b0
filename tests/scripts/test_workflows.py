"""What the workflows may do, and that they run what this project needs."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
import yaml
from attrs import fields

from scripts.regeneration.tools import ROOT
from scripts.schedule.job import Job

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = [path.name for path in sorted(FOLDER.glob("*.y*ml"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WRITES = {"contents", "pull-requests", "issues", "statuses", "actions"}


def load(name: str) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return loaded


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("name", WORKFLOWS)
class TestEveryWorkflow:
    def test_actions_are_pinned_by_commit_and_say_their_version(self, name: str) -> None:
        lines = re.findall(r"- uses: (.+)", (FOLDER / name).read_text(encoding="utf-8"))
        assert lines
        assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in lines)

    def test_the_checkout_keeps_no_token(self, name: str) -> None:
        checkouts = [step for step in steps(load(name)) if "checkout@" in step.get("uses", "")]
        assert checkouts
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)

    def test_no_script_has_an_expression_in_it(self, name: str) -> None:
        assert not any("${{" in step.get("run", "") for step in steps(load(name)))

    def test_every_job_ends_in_time_and_says_what_it_may_do(self, name: str) -> None:
        workflow = load(name)
        assert workflow["permissions"] == {}
        assert "group" in workflow["concurrency"]
        for job in workflow["jobs"].values():
            assert job["timeout-minutes"] <= 90
            assert job["permissions"]

    def test_no_code_of_strangers_meets_a_secret(self, name: str) -> None:
        workflow = load(name)
        triggers = workflow[True]  # YAML has "on" for a truth value
        assert "pull_request_target" not in triggers
        if "pull_request" in triggers:
            assert "secrets." not in (FOLDER / name).read_text(encoding="utf-8")
            assert all(
                job["permissions"] == {"contents": "read"} for job in workflow["jobs"].values()
            )


def test_the_regeneration_is_weekly_and_by_hand_one_at_a_time_with_least_permissions() -> None:
    workflow = load("regenerate.yml")
    assert workflow[True].keys() == {"schedule", "workflow_dispatch"}
    assert workflow["concurrency"] == {"group": "regenerate", "cancel-in-progress": False}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == dict.fromkeys(WRITES, "write")


def test_the_token_is_in_the_one_step_that_needs_it() -> None:
    steps_of_job = steps(load("regenerate.yml"))
    with_token = [step["name"] for step in steps_of_job if "github.token" in str(step)]
    assert with_token == [step["name"] for step in steps_of_job if "secrets." in str(step)]
    assert with_token == ["Regenerate"]


def test_ci_cancels_what_is_superseded_but_nothing_of_main() -> None:
    concurrency = load("ci.yml")["concurrency"]
    assert concurrency["cancel-in-progress"] == "${{ github.ref != 'refs/heads/main' }}"
    # Even a run that waits is cancelled by the next of its group: on main each has its own.
    own = "${{ github.ref == 'refs/heads/main' && github.run_id || github.ref }}"
    assert concurrency["group"] == f"ci-{own}"


def test_the_regeneration_can_start_ci_on_its_branch() -> None:
    assert "workflow_dispatch" in load("ci.yml")[True]
    assert fields(Job).workflow.default in WORKFLOWS


def test_what_a_human_can_ask_for_is_an_option_of_the_script() -> None:
    workflow = load("regenerate.yml")
    inputs = workflow[True]["workflow_dispatch"]["inputs"]
    (step,) = (step for step in steps(workflow) if step.get("name") == "Regenerate")
    for name in inputs:
        assert f"--{name}" in step["run"]
        variable = name.replace("-", "_").upper()
        assert step["env"][variable] == f"${{{{ inputs.{name} && 'yes' || '' }}}}"
        assert f"${{{variable}:+--{name}}}" in step["run"]


def test_ci_tests_every_python_that_the_package_promises() -> None:
    promised = [
        match[1]
        for line in PROJECT["classifiers"]
        if (match := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line))
    ]
    assert load("ci.yml")["jobs"]["test"]["strategy"]["matrix"]["python"] == promised


def test_the_lowest_dependencies_are_the_lower_bounds_of_what_users_get() -> None:
    extras = PROJECT["optional-dependencies"]
    requirements = [
        *PROJECT["dependencies"],
        *(
            line
            for name in extras
            if name != "dev"
            for line in extras[name]
            if not line.startswith("flochat[")
        ),
    ]
    bounds = {
        match[1]: match[2]
        for line in requirements
        if (match := re.match(r"([\w-]+)(?:\[[^]]*\])?>=([\d.]+)", line))
    }
    assert len(bounds) == len(requirements)
    pinned = (ROOT / "requirements-lowest.txt").read_text(encoding="utf-8")
    assert dict(re.findall(r"^([\w-]+)==([\d.]+)$", pinned, re.MULTILINE)) == bounds
