"""What a run does to branch, pull request and issue, over real git and real HTTP."""

from __future__ import annotations

import json
import re
import socket
import sys
from pathlib import Path

import pytest

from flochat.contract.errors import ContractError
from flochat.contract.normalise import dump, normalise
from scripts.schedule import texts
from scripts.schedule.job import Outcome
from scripts.schedule.repository import BRANCH
from tests.support.hostile_server import answer
from tests.support.stage import (
    BOT,
    CHANGELOG,
    EVE,
    FAILING,
    REAL,
    Document,
    Stage,
    additive,
    breaking,
    cosmetic,
    document,
    git,
)

KINDS = {"breaking": breaking, "additive": additive, "cosmetic": cosmetic}


def labels_of(row: Document) -> list[str]:
    return [label["name"] for label in row["labels"]]


def python(program: str) -> tuple[str, ...]:
    return (sys.executable, "-c", program)


class TestNothingChanged:
    def test_nothing_happens(self, stage: Stage) -> None:
        assert stage.run() is Outcome.UNCHANGED
        assert stage.hub.writes() == []
        assert stage.pushes() == []

    def test_nothing_happens_after_a_merge(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run()
        stage.merge()
        stage.update_clone()
        stage.hub.requests.clear()
        assert stage.run() is Outcome.UNCHANGED
        assert stage.hub.writes() == []

    def test_a_pull_request_that_has_become_moot_is_closed_with_a_comment(
        self, stage: Stage
    ) -> None:
        stage.serve(additive())
        stage.run()
        stage.serve(document())
        assert stage.run() is Outcome.UNCHANGED
        (pull,) = stage.hub.pulls("closed")
        (comment,) = stage.hub.comments
        assert comment["number"] == pull["number"]
        assert "nothing left to regenerate" in comment["body"]

    def test_a_moot_one_that_others_work_on_is_left_open_and_told_once(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run()
        tip = stage.commit_to(BRANCH)
        stage.serve(document())
        for _ in range(2):
            assert stage.run() is Outcome.UNCHANGED
        assert len(stage.hub.pulls()) == len(stage.hub.comments) == 1
        assert stage.tip() == tip


class TestAChange:
    @pytest.mark.parametrize("kind", KINDS)
    def test_it_becomes_a_pull_request_with_its_label(self, kind: str, stage: Stage) -> None:
        stage.serve(KINDS[kind]())
        main = stage.tip("main")
        assert stage.run(run_url="https://forge.example/runs/7") is Outcome.PROPOSED

        (pull,) = stage.hub.pulls()
        assert pull["title"] == f"Regenerate from Flochat's document ({kind})"
        assert labels_of(pull) == [f"contract: {kind}"]
        assert f"on `main` at {main}. [The run](https://forge.example/runs/7)." in pull["body"]
        assert "## Checks: passed" in pull["body"]
        assert "\n    12 passed\n" in pull["body"]
        assert "# What a regeneration changes" in pull["body"]
        assert stage.hub.statuses == [
            {
                "commit": stage.tip(),
                "context": "regeneration / checks",
                "state": "success",
                "description": "passed",
                "target_url": "https://forge.example/runs/7",
            }
        ]

    def test_the_branch_is_one_commit_on_main_by_the_workflow(self, stage: Stage) -> None:
        stage.serve(breaking())
        stage.run()
        shown = git(stage.bare, "show", "-s", "--format=%P|%an|%ae|%cn|%ce|%s", BRANCH)
        by = f"{BOT.name}|{BOT.email}"
        subject = "Regenerate from Flochat's document (breaking)"
        assert shown == f"{stage.tip('main')}|{by}|{by}|{subject}"
        changed = git(stage.bare, "diff", "--name-only", "main", BRANCH).split()
        assert changed == ["CHANGELOG.md", "generated/flochat_api/operations.py", "openapi.json"]
        assert stage.file("openapi.json") == dump(normalise(breaking())).strip()
        assert stage.file("CHANGELOG.md").removeprefix(CHANGELOG) == (
            "\n### Changed\n\n"
            "- Contract and generated client follow Flochat's document (breaking); "
            "removed: `GET /thing6`."
        )

    def test_the_checkout_and_its_branches_are_left_alone(self, stage: Stage) -> None:
        (stage.clone / "openapi.json").write_text("being edited")
        before = git(stage.clone, "status", "--porcelain", "--branch")
        stage.serve(additive())
        stage.run()
        assert git(stage.clone, "status", "--porcelain", "--branch") == before
        assert git(stage.clone, "worktree", "list").count("\n") == 0
        assert list((stage.folder / "tmp").iterdir()) == []

    def test_two_runs_in_a_row_make_one_pull_request_and_one_push(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run()
        tip = stage.tip()
        stage.hub.requests.clear()
        assert stage.run() is Outcome.PROPOSED
        assert stage.tip() == tip
        assert len(stage.pushes()) == 1
        assert stage.hub.writes() == [f"POST /statuses/{tip}"]

    def test_another_change_updates_branch_pull_request_and_label(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run()
        (pull,) = stage.hub.pulls()
        stage.hub.labels["urgent"] = {"name": "urgent"}
        pull["labels"].append({"name": "urgent"})
        stage.serve(breaking())
        stage.run()
        assert stage.hub.pulls() == [pull]
        assert labels_of(pull) == ["contract: breaking", "urgent"]
        assert pull["title"].endswith("(breaking)")
        assert "GET /thing6" in pull["body"]
        assert "/comments" not in pull["body"]
        assert "/comments" not in stage.file("openapi.json")
        assert git(stage.bare, "rev-list", "--count", f"main..{BRANCH}") == "1"

    def test_when_main_has_moved_the_branch_is_made_anew_on_it(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run()
        main = stage.commit_to("main")
        stage.update_clone()
        stage.run()
        assert git(stage.bare, "rev-parse", f"{BRANCH}^") == main
        assert stage.file("notes.md") == "theirs"
        assert len(stage.hub.pulls()) == 1

    def test_main_may_move_meanwhile(self, stage: Stage) -> None:
        stage.serve(additive())
        checked = stage.tip("main")
        git_there = f"git -C {stage.bare}"
        commit = f"{git_there} commit-tree -p main -m x main^{{tree}}"
        checks = ("sh", "-c", f"{git_there} update-ref refs/heads/main $({commit})")
        assert stage.run(checks=checks) is Outcome.PROPOSED
        assert stage.tip("main") != checked
        assert git(stage.bare, "rev-parse", f"{BRANCH}^") == checked
        assert f"on `main` at {checked}" in stage.hub.pulls()[0]["body"]

    def test_main_may_take_the_same_change_meanwhile(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run()
        merge = ("git", "-C", str(stage.bare), "update-ref", "refs/heads/main", BRANCH)
        assert stage.run(checks=merge) is Outcome.UNCHANGED
        assert stage.hub.pulls() == []

    def test_a_client_that_is_stale_by_itself_is_cosmetic(self, stage: Stage) -> None:
        stage.commit_to("main", "generated/flochat_api/operations.py", "# stale")
        stage.update_clone()
        assert stage.run() is Outcome.PROPOSED
        assert labels_of(stage.hub.pulls()[0]) == ["contract: cosmetic"]


class TestTheChecks:
    def test_a_failing_check_stands_in_the_pull_request_and_does_not_prevent_it(
        self, stage: Stage
    ) -> None:
        stage.serve(breaking())
        assert stage.run(checks=FAILING) is Outcome.PROPOSED
        (pull,) = stage.hub.pulls()
        assert "## Checks: failed (status 1)" in pull["body"]
        assert "\n    1 failed, 11 passed\n" in pull["body"]
        (status,) = stage.hub.statuses
        assert (status["commit"], status["state"]) == (stage.tip(), "failure")

        stage.run()
        assert "## Checks: passed" in pull["body"]
        assert [status["state"] for status in stage.hub.statuses] == ["failure", "success"]

    def test_they_run_in_what_was_regenerated_and_change_none_of_it(self, stage: Stage) -> None:
        stage.serve(additive())
        checks = ("sh", "-c", "grep -c /comments openapi.json; echo edited > openapi.json")
        stage.run(checks=checks)
        assert "\n    1\n" in stage.hub.pulls()[0]["body"]
        assert stage.file("openapi.json") == dump(normalise(additive())).strip()

    def test_they_see_no_secret(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("GITHUB_TOKEN", "ACTIONS_RUNTIME_TOKEN", "FLOCHAT_API_KEY", "GITHUB_ENV"):
            monkeypatch.setenv(name, "s3cret")
        stage.serve(additive())
        stage.run(checks=("sh", "-c", "env | sort"), api_key="s3cret")
        (pull,) = stage.hub.pulls()
        assert "    PATH=" in pull["body"]
        assert "s3cret" not in pull["body"]


class TestABranchThatOthersWorkOn:
    @pytest.fixture
    def tip(self, stage: Stage) -> str:
        """Somebody has added to our pull request what the facade needs."""
        stage.serve(additive())
        stage.run()
        stage.hub.requests.clear()
        return stage.commit_to(BRANCH)

    def test_it_is_left_alone_while_the_document_is_the_same(self, stage: Stage, tip: str) -> None:
        assert stage.run() is Outcome.HELD
        assert stage.tip() == tip
        assert stage.hub.writes() == []

    def test_they_are_told_once_when_the_document_moves_on(self, stage: Stage, tip: str) -> None:
        stage.serve(breaking())
        for _ in range(2):
            assert stage.run() is Outcome.HELD
        assert stage.tip() == tip
        (comment,) = stage.hub.comments
        assert comment["number"] == stage.hub.pulls()[0]["number"]
        assert "was left alone" in comment["body"]
        assert "GET /thing6" in comment["body"]

    def test_their_commits_count_under_the_name_of_the_workflow_too(
        self, stage: Stage, tip: str
    ) -> None:
        author = f"--author={BOT.name} <{BOT.email}>"
        git(stage.clone, "fetch", "--quiet", "origin", BRANCH)
        git(stage.clone, "checkout", "--quiet", "--detach", tip)
        git(stage.clone, "commit", "--amend", "--quiet", "--no-edit", author, by=EVE)
        git(stage.bare, "fetch", "--quiet", str(stage.clone), f"+HEAD:refs/heads/{BRANCH}")
        stage.update_clone()
        assert stage.run() is Outcome.HELD

    def test_a_push_between_look_and_push_is_not_overwritten(self, stage: Stage, tip: str) -> None:
        git(stage.bare, "update-ref", f"refs/heads/{BRANCH}", f"{tip}^")
        stage.serve(breaking())
        push = ("git", "-C", str(stage.bare), "update-ref", f"refs/heads/{BRANCH}", tip)
        with pytest.raises(ContractError, match=r"^git push: .*rejected"):
            stage.run(checks=push)
        assert stage.tip() == tip


def shrunk() -> Document:
    new = document()
    for number in range(3):
        del new["paths"][f"/thing{number}"]
    return new


CLOUDFLARE = "<html>Cloudflare: error code: 1010"
FAILED_PULLS = {
    "host down": (None, r"pull: http://127\.0\.0\.1:\d+/api: no connection "),
    "Cloudflare": (answer(CLOUDFLARE, status=403, content_type="text/html"), "Cloudflare refuses"),
    "404": (answer("{}", status=404), "answers 404; check the URL"),
    "not a document": (answer("<html>Hello", content_type="text/html"), "HTML without a Swagger"),
    "cut in the middle": (answer('{"openapi": "3'), "JSON that ends in the middle"),
    "shrunk": (answer(json.dumps(shrunk())), "3 of 10 operations are missing.*--accept-shrink"),
}
KILLED = python("import os; print('half way'); os.kill(os.getpid(), 9)")
CRASHED = python("raise RuntimeError('what')")


class TestAFailedPull:
    @pytest.mark.parametrize("name", FAILED_PULLS)
    def test_it_opens_one_issue_with_the_reason(self, name: str, stage: Stage) -> None:
        steps, reason = FAILED_PULLS[name]
        stage.answers = steps or ()
        if steps is None:
            with socket.create_server(("127.0.0.1", 0)) as closed_at_once:
                port = closed_at_once.getsockname()[1]
            stage.source = f"http://127.0.0.1:{port}/api"
        assert stage.run() is Outcome.FAILED
        (issue,) = stage.hub.issues()
        assert issue["title"] == "The scheduled regeneration fails"
        (line,) = (line for line in issue["body"].splitlines() if line.startswith("    "))
        assert re.search(reason, line)
        assert stage.hub.writes() == ["POST /issues"]
        assert stage.pushes() == []

    @pytest.mark.parametrize(
        ("command", "reason"),
        [(KILLED, "ended with status -9: half way"), (CRASHED, "RuntimeError: what")],
        ids=["killed", "crashed"],
    )
    def test_a_step_that_dies_is_told_too(
        self, command: tuple[str, ...], reason: str, stage: Stage
    ) -> None:
        assert stage.run(regeneration=command) is Outcome.FAILED
        assert reason in stage.hub.issues()[0]["body"]

    def test_the_same_reason_changes_nothing_and_another_one_updates_the_issue(
        self, stage: Stage
    ) -> None:
        stage.answers = answer("{}", status=404)
        for _ in range(2):
            stage.run()
        assert stage.hub.writes() == ["POST /issues"]
        stage.answers = answer("{}", status=500)
        stage.run()
        (issue,) = stage.hub.issues()
        assert "answers 500" in issue["body"]

    def test_it_works_again_and_the_issue_is_closed_with_a_comment(self, stage: Stage) -> None:
        stage.answers = answer("{}", status=404)
        stage.run()
        stage.serve(additive())
        assert stage.run() is Outcome.PROPOSED
        assert stage.hub.issues() == []
        assert [comment["number"] for comment in stage.hub.comments] == [1]
        assert "works again" in stage.hub.comments[0]["body"]

        stage.answers = answer("{}", status=404)
        stage.run()
        assert [issue["number"] for issue in stage.hub.issues()] == [3]

    def test_the_issue_is_found_by_its_marker_among_many(self, stage: Stage) -> None:
        marker = texts.FAILURE_MARKER
        stage.hub.add_issue(texts.FAILURE_TITLE, "without the marker")
        stage.hub.add_issue("By a stranger", marker, login="eve")
        stage.hub.add_issue("Quoted", f"It begins with {marker}")
        for number in range(120):
            stage.hub.add_issue(f"Another {number}", "")
        issue = stage.hub.add_issue("Renamed", f"{marker}\nold")
        before = [dict(row) for row in stage.hub.rows[:-1]]
        stage.answers = answer("{}", status=404)
        stage.run()
        assert stage.hub.writes() == [f"PATCH /issues/{issue['number']}"]
        assert stage.hub.rows[:-1] == before

    def test_a_shrink_is_taken_when_it_is_meant(self, stage: Stage) -> None:
        stage.serve(shrunk())
        assert stage.run("--accept-shrink") is Outcome.PROPOSED


class TestTheKey:
    def test_it_goes_with_the_pull_when_there_is_one(
        self, stage: Stage, capfd: pytest.CaptureFixture[str]
    ) -> None:
        stage.run()
        stage.run(api_key="s3cret")
        sent = [request.headers.get("authorization") for request in stage.asked]
        assert sent == [None, "Bearer s3cret"]
        assert "s3cret" not in "".join(capfd.readouterr())


HOSTILE = (
    "<!-- x --> </details> @octocat fixes #1 ![x](https://evil.example/x) ``` \n# Heading\n:tada:"
)


class TestWhatUpstreamSays:
    def test_it_stands_in_the_pull_request_as_inert_text(self, stage: Stage) -> None:
        """Through the real regeneration, its report included."""
        new = breaking()
        for item in new["paths"].values():
            for operation in item.values():
                if isinstance(operation, dict) and "responses" in operation:
                    operation.update(summary=HOSTILE, description=HOSTILE, tags=[HOSTILE])
        new["components"]["schemas"]["Tag"]["properties"]["name"]["enum"] = [HOSTILE, "VIP"]
        new["paths"]["/@octocat/comments"] = {
            "get": {"responses": {"200": {"description": HOSTILE}}, "operationId": "x"}
        }
        stage.serve(new)
        assert stage.run(regeneration=REAL) is Outcome.PROPOSED
        (pull,) = stage.hub.pulls()
        live = [line for line in pull["body"].splitlines() if not line.startswith("    ")]
        shown = re.sub(r"`[^`]*`", "", "\n".join(live))
        for markup in ("<!--", "</details>", "@octocat", "fixes #1", "![", "```", "\n# Heading"):
            assert markup not in shown
        assert stage.file("generated/provenance.json")

    def test_a_report_that_is_too_long_is_cut_and_says_so(self, stage: Stage) -> None:
        stage.serve(document(**{f"comments{number}{'x' * 200}": {} for number in range(400)}))
        stage.run()
        (pull,) = stage.hub.pulls()
        assert 60_000 < len(pull["body"]) <= texts.LIMIT
        assert re.search(r"\n\(Cut here: \d+ more lines", pull["body"])
        assert "and 392 more" in stage.file("CHANGELOG.md")

        stage.commit_to(BRANCH)
        stage.serve(document(**{f"notes{number}{'x' * 200}": {} for number in range(400)}))
        assert stage.run() is Outcome.HELD
        assert 60_000 < len(stage.hub.comments[0]["body"]) <= texts.LIMIT


class TestWhereItRuns:
    def test_a_checkout_of_something_else_than_main_is_refused(self, stage: Stage) -> None:
        git(stage.clone, "commit", "--quiet", "--allow-empty", "--message", "Not on main")
        with pytest.raises(ContractError, match=r"^fetch: HEAD is not on main; check out main$"):
            stage.run()

    def test_a_shallow_clone_is_refused(self, stage: Stage, tmp_path: Path) -> None:
        stage.commit_to("main")
        (tmp_path / "clone").rename(tmp_path / "full")
        git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{stage.bare}", str(stage.clone))
        with pytest.raises(ContractError, match="a shallow clone; check out with fetch-depth: 0"):
            stage.run()

    def test_an_older_checkout_of_main_will_do(self, stage: Stage) -> None:
        old = stage.tip("main")
        stage.commit_to("main")
        stage.serve(additive())
        assert stage.run() is Outcome.PROPOSED
        assert git(stage.bare, "rev-parse", f"{BRANCH}^") == old
