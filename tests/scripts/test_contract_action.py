"""The composite action, step by step in bash, against a stand-in for the forge."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.regeneration.tools import ROOT
from tests.support import action_runner
from tests.support.action_runner import ACTION, Run
from tests.support.forge import REPOSITORY, Answer, Forge, always, forge
from tests.support.tiny_document import answering, document

TEXT, WHOLE = answering({"type": "string"}), answering({"type": "integer"})
MORE = document()
Act = Callable[..., Run]
#: What people copy from.
PAGE = (ROOT / "docs" / "maintain" / "contract-reports.md").read_text(encoding="utf-8")
BLOCKS = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=T", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True, cwd=folder)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The checkout of a pull request that changes the document."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    propose(folder, TEXT)
    propose(folder, WHOLE)
    return folder


def propose(folder: Path, content: Any, name: str = "openapi.json") -> None:
    """Commit a document as the change that is looked at."""
    (folder / name).write_text(json.dumps(content, indent=1))
    git(folder, "add", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", "change")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Forge]:
    """A forge with one pull request: the number 1."""
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True)
    with forge(bare) as made:
        made.add_pull("theirs")
        yield made


@pytest.fixture
def act(checkout: Path, hub: Forge, tmp_path: Path) -> Act:
    """Runs the action on the checkout, for the pull request unless `number` says otherwise."""

    def act(number: str = "1", **given: str) -> Run:
        scratch = tmp_path / "scratch"
        scratch.mkdir(exist_ok=True)
        inputs = {name.replace("_", "-"): text for name, text in given.items()}
        github = {"token": hub.token, "event.pull_request.number": number}
        environment = {"GITHUB_API_URL": hub.api_url, "GITHUB_REPOSITORY": REPOSITORY}
        return action_runner.run(checkout, scratch, inputs, github, environment)

    return act


class TestAPullRequestThatBreaks:
    def test_it_fails_with_an_annotation_a_comment_and_a_page(self, act: Act, hub: Forge) -> None:
        made = act()
        assert made.status == 1
        assert re.search(
            r"^::error file=openapi\.json,title=ERR [\w-]+,line=\d+,col=\d+::", made.out, re.M
        )
        (comment,) = hub.comments
        assert comment["number"] == 1
        assert "**breaking: 1 ERR**" in comment["body"]
        assert "`openapi.json`" in comment["body"]
        assert "**breaking: 1 ERR**" in made.summary
        kept = made.used["Keep the page"]
        assert kept["name"] == "contract-diff"
        assert Path(kept["path"]).read_text().startswith("<!DOCTYPE html>")
        assert made.outputs == {"label": "breaking", "impact": "", "page": kept["path"]}

    def test_the_comment_is_renewed_in_place(self, act: Act, hub: Forge, checkout: Path) -> None:
        act()
        (first,) = [dict(comment) for comment in hub.comments]
        act()
        assert [comment["body"] for comment in hub.comments] == [first["body"]]
        assert hub.writes() == ["POST /issues/1/comments"]
        git(checkout, "reset", "-q", "--hard", "HEAD~1")
        propose(checkout, TEXT)
        assert act().status == 0
        (renewed,) = hub.comments
        assert renewed["id"] == first["id"]
        assert "**no change**" in renewed["body"]

    def test_comments_of_others_and_of_other_documents_stay(
        self, act: Act, hub: Forge, checkout: Path
    ) -> None:
        act()
        (ours,) = hub.comments
        theirs = dict(hub.add_comment(1, ours["body"], login="eve"))
        git(checkout, "reset", "-q", "--hard", "HEAD~1")
        propose(checkout, TEXT, "other.json")
        propose(checkout, WHOLE, "other.json")
        act(document="other.json")
        assert len(hub.comments) == 3
        assert hub.comments[1] == theirs

    @pytest.mark.parametrize(
        ("limit", "status"), [("ERR", 1), ("INFO", 1), ("broken", 0), ("never", 0)]
    )
    def test_it_fails_from_the_level_that_is_asked_for(
        self, act: Act, limit: str, status: int
    ) -> None:
        made = act(fail_on=limit)
        assert made.status == status
        assert made.outputs["label"] == "breaking"

    def test_acceptances_levels_and_code_are_passed_on(self, act: Act, checkout: Path) -> None:
        identity = "response-body-type-changed"
        (checkout / "levels.json").write_text(json.dumps({"severity": {identity: "INFO"}}))
        (checkout / "app one.py").write_text("print(1)\n")
        made = act(severity="levels.json", uses="app one.py\n")
        assert made.status == 0
        assert f"{identity}: 1 ERR -> INFO" in made.summary
        assert "1 file)" in made.summary
        accepted = {"id": identity, "operation": "* /**", "reason": "ok", "until": "2999-01-01"}
        (checkout / "accepted.json").write_text(json.dumps({"accepted": [accepted]}))
        made = act(accepted="accepted.json")
        assert made.status == 0
        assert "1 finding: " in made.summary


class TestWhatIsLeftOut:
    def test_no_change_makes_no_comment(self, act: Act, hub: Forge, checkout: Path) -> None:
        propose(checkout, WHOLE)
        assert act().status == 0
        assert hub.writes() == []

    def test_outside_of_a_pull_request_nobody_comments(self, act: Act, hub: Forge) -> None:
        made = act(number="")
        assert made.status == 1
        assert "Comment" not in made.ran
        assert hub.requests == []

    def test_comment_and_page_can_be_switched_off(self, act: Act, hub: Forge) -> None:
        made = act(comment="false", artifact="")
        assert made.status == 1
        assert made.ran == ["Set up Python", "Install", "Compare", "Judge"]
        assert hub.requests == []

    @pytest.mark.parametrize("status", [401, 403, 404])
    def test_a_token_that_may_not_comment_fails_nothing(
        self, act: Act, hub: Forge, status: int
    ) -> None:
        hub.intercept = always("POST", "/issues/1/comments", Answer(status, {"message": "No."}))
        made = act(fail_on="never")
        assert made.status == 0
        assert "::notice::there is no comment: forge: POST " in made.out
        assert hub.token not in made.out

    def test_a_new_document_has_nothing_to_be_compared_with(self, act: Act, checkout: Path) -> None:
        propose(checkout, WHOLE, "new.json")
        made = act(document="new.json")
        assert made.status == 0
        assert "::notice::new.json is not in HEAD^1" in made.out
        assert made.ran == ["Set up Python", "Install", "Compare", "Judge"]
        assert made.outputs == {"label": "none", "impact": "", "page": ""}


class TestBadInput:
    """The step fails with status 2 and one line, and nothing is written on the forge."""

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({"base": "nowhere"}, "there is no revision 'nowhere' here; check out with fetch-dep"),
            ({"fail_on": "sometimes"}, "invalid choice: 'sometimes'"),
            ({"accepted": "none.json"}, "none.json cannot be read"),
            ({"document": "$(touch stolen)"}, "$(touch stolen) is not in HEAD^1"),
        ],
    )
    def test_it_is_told(
        self, act: Act, hub: Forge, checkout: Path, given: dict[str, str], told: str
    ) -> None:
        made = act(**given)
        assert made.status == (0 if "document" in given else 2)
        assert told in made.out
        assert hub.writes() == []
        assert not (checkout / "stolen").exists()

    def test_a_document_that_is_broken(self, act: Act, checkout: Path, hub: Forge) -> None:
        (checkout / "openapi.json").write_text("{")
        made = act()
        assert made.status == 2
        assert "read: JSON" in made.out
        assert hub.writes() == []

    def test_a_very_long_report_fits_into_a_comment(
        self, act: Act, checkout: Path, hub: Forge
    ) -> None:
        for kind in ("string", "integer"):
            made = document()
            made["paths"] = {
                f"/{'long' * 20}/{n}": answering({"type": kind})["paths"]["/things/{id}"]
                for n in range(2_000)
            }
            propose(checkout, made)
        assert act().status == 1
        (comment,) = hub.comments
        assert len(comment["body"].encode()) <= 65_536


def test_nothing_of_the_repository_that_is_looked_at_is_run(
    act: Act, checkout: Path, tmp_path: Path
) -> None:
    stolen = tmp_path / "stolen"
    for name in ("flochat", "scripts", "json", "yaml", "pip", "venv", "encodings", "attrs"):
        (checkout / name).mkdir()
        (checkout / name / "__init__.py").write_text(f"open({str(stolen)!r}, 'w')\n")
    (checkout / "sitecustomize.py").write_text(f"open({str(stolen)!r}, 'w')\n")
    assert act().status == 1
    assert not stolen.exists()


def test_it_is_installed_from_its_own_checkout(act: Act) -> None:
    installed = act().installed.split()
    assert installed[-1] == f"{ROOT}[contract]"
    assert not [word for word in installed[4:-1] if not word.startswith("--")]


class TestTheFile:
    def test_actions_are_pinned_by_commit_and_say_their_version(self) -> None:
        lines = re.findall(r"uses: (.+)", (ROOT / "action.yml").read_text(encoding="utf-8"))
        assert lines
        assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in lines)

    def test_no_script_has_an_expression_in_it(self) -> None:
        steps = ACTION["runs"]["steps"]
        assert not any("${{" in step.get("run", "") for step in steps)
        assert all(step["shell"] == "bash" for step in steps if "run" in step)

    def test_the_token_is_in_the_one_step_that_comments(self) -> None:
        steps = ACTION["runs"]["steps"]
        assert [step["name"] for step in steps if "token" in str(step).lower()] == ["Comment"]


class TestThePage:
    """What docs/maintain/contract-reports.md tells people to write down."""

    def test_the_workflow_gives_inputs_that_there_are(self) -> None:
        (workflow,) = (block for block in BLOCKS if "jobs" in block)
        (job,) = workflow["jobs"].values()
        checkout, ours = job["steps"]
        assert checkout["with"]["fetch-depth"] == 2
        assert ours["with"].keys() <= ACTION["inputs"].keys()
        assert job["permissions"] == {"contents": "read", "pull-requests": "write"}

    def test_every_input_and_output_is_explained(self) -> None:
        named = set(re.findall(r"`([\w-]+)`", PAGE))
        assert {*ACTION["inputs"], *ACTION["outputs"]} <= named

    def test_the_hook_is_the_one_that_there_is(self) -> None:
        (config,) = (block for block in BLOCKS if "repos" in block)
        (hook,) = config["repos"][0]["hooks"]
        hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
        assert hook["id"] in [one["id"] for one in hooks]

    def test_the_job_for_gitlab_runs_on_two_revisions(self, checkout: Path) -> None:
        (pipeline,) = (block for block in BLOCKS if "contract" in block)
        job = pipeline["contract"]
        (checkout / "api").mkdir()
        for content in (TEXT, WHOLE):
            (checkout / "api" / "openapi.yaml").write_text(yaml.safe_dump(content))
            git(checkout, "add", ".")
            git(checkout, "commit", "-q", "-m", "more")
        bin_ = Path(sys.executable).parent
        done = subprocess.run(
            ["bash", "-c", job["script"][-1]],
            cwd=checkout,
            env={"PATH": f"{bin_}:/usr/bin:/bin", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD~1"},
            capture_output=True,
            timeout=60,
        )
        assert done.returncode == 1, done.stderr
        reports = job["artifacts"]["reports"]
        (issue,) = json.loads((checkout / reports["codequality"]).read_text())
        assert issue["location"]["path"] == "api/openapi.yaml"
        for name in (reports["junit"], *job["artifacts"]["paths"]):
            assert (checkout / name).stat().st_size > 100
