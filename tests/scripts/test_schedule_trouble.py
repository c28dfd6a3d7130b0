"""Runs that die half way, a forge in trouble, and where the token may not be seen."""

from __future__ import annotations

import base64
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from flochat.contract.errors import ContractError
from scripts import scheduled_regeneration
from scripts.schedule.job import Outcome
from scripts.schedule.repository import BRANCH, Repository
from tests.support.forge import Answer, Call, always, at, nothing
from tests.support.hostile_server import answer
from tests.support.stage import BOT, REAL, Stage, additive, breaking, git

KILLED = -signal.SIGKILL

# Kills the regeneration when contract and client are half replaced, and the job with it.
KILL_IN_THE_SWAP = """
import os, signal, sys
def kill(event, arguments):
    if event == "os.rename" and str(arguments[0]).endswith(".swap/new/generated"):
        os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(kill)
from scripts.regenerate import main
sys.exit(main(sys.argv[1:]))
"""


class TestARunThatDiesHalfWay:
    @pytest.mark.parametrize(
        ("method", "path"),
        [("POST", "/pulls"), ("PUT", "/issues/1/labels")],
        ids=["before the pull request", "before its label"],
    )
    def test_the_next_completes_it(self, method: str, path: str, stage: Stage) -> None:
        stage.serve(additive())
        process = stage.started()

        def kill() -> None:
            process.kill()
            process.wait(60)

        stage.hub.intercept = at(method, path, kill)
        process.communicate(timeout=60)
        assert process.returncode == KILLED
        assert stage.tip() is not None

        tip = stage.tip()
        assert stage.run() is Outcome.PROPOSED
        assert stage.tip() == tip
        (pull,) = stage.hub.pulls()
        assert [label["name"] for label in pull["labels"]] == ["contract: additive"]
        assert stage.hub.statuses[-1]["commit"] == tip

    def test_the_next_completes_what_died_in_the_checks(self, stage: Stage) -> None:
        stage.serve(additive())
        kill = ("sh", "-c", "kill -9 $PPID")
        process = stage.started(checks=kill)
        process.communicate(timeout=60)
        assert process.returncode == KILLED
        assert stage.tip() is None
        assert stage.run() is Outcome.PROPOSED
        assert len(stage.hub.pulls()) == 1

    def test_the_next_completes_what_died_in_the_swap(self, stage: Stage) -> None:
        stage.serve(additive())
        program = (sys.executable, "-c", KILL_IN_THE_SWAP, "--no-type-check")
        process = stage.started(regeneration=program)
        process.communicate(timeout=60)
        assert process.returncode == KILLED
        assert stage.run(regeneration=REAL) is Outcome.PROPOSED
        assert "/comments" in stage.file("openapi.json")
        assert '"GET /comments"' in stage.file("generated/flochat_api/operations.py")
        assert ".swap" not in git(stage.bare, "ls-tree", "--name-only", BRANCH)

    def test_an_issue_that_was_told_of_recovery_but_not_closed_is_told_once(
        self, stage: Stage
    ) -> None:
        source, stage.source = stage.source, "no-such-file"
        stage.run()
        stage.source = source
        stage.hub.intercept = always("PATCH", "/issues/1", Answer(500))
        with pytest.raises(ContractError):
            stage.run()
        stage.hub.intercept = nothing
        assert stage.run() is Outcome.UNCHANGED
        assert len(stage.hub.comments) == 1
        assert stage.hub.issues() == []


class TestAForgeInTrouble:
    def test_it_is_an_error_and_made_up_for_by_the_next_run(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.hub.intercept = always("POST", "/pulls", Answer(500))
        with pytest.raises(ContractError, match=r"^forge: POST .*/pulls answers 500; run it again"):
            stage.run()
        stage.hub.intercept = nothing
        assert stage.run() is Outcome.PROPOSED
        assert len(stage.hub.pulls()) == len(stage.pushes()) == 1

    def test_a_forge_out_of_reach_is_told(self, stage: Stage) -> None:
        with socket.create_server(("127.0.0.1", 0)) as closed_at_once:
            stage.hub.url = f"http://127.0.0.1:{closed_at_once.getsockname()[1]}"
        with pytest.raises(ContractError, match=r"^forge: GET /issues: invalid response, Connect"):
            stage.run()

    def test_a_remote_out_of_reach_is_told(self, stage: Stage) -> None:
        git(stage.clone, "remote", "set-url", "origin", str(stage.folder / "gone.git"))
        with pytest.raises(ContractError, match=r"^git fetch: .*gone\.git.*; run it again"):
            stage.run()

    def test_a_push_that_is_refused_is_told(self, stage: Stage) -> None:
        (stage.bare / "hooks" / "update").write_text("#!/bin/sh\necho no >&2\nexit 1\n")
        stage.serve(additive())
        with pytest.raises(ContractError, match=r"^git push: .*rejected"):
            stage.run()
        assert stage.hub.pulls() == []


class TestTheToken:
    @pytest.fixture
    def calls(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The remote by HTTP, which asks for the token, and a log of every git command line."""
        git(stage.clone, "remote", "set-url", "origin", stage.hub.git_url)
        real = subprocess.check_output(["which", "git"], text=True).strip()
        log, wrapper = stage.folder / "calls", stage.folder / "bin" / "git"
        wrapper.parent.mkdir()
        wrapper.write_text(f'#!/bin/sh\necho "$0 $*" >> {log}\nexec {real} "$@"\n')
        wrapper.chmod(0o755)
        monkeypatch.setenv("PATH", f"{wrapper.parent}:{os.environ['PATH']}")
        return log

    def test_it_opens_the_remote_and_stands_nowhere(self, stage: Stage, calls: Path) -> None:
        stage.serve(breaking())
        process = stage.started()
        told = "".join(process.communicate(timeout=60))
        assert process.returncode == 0, told
        assert stage.hub.git_requests > 3
        assert f"refs/heads/{BRANCH}" in calls.read_text()

        kept = [path for path in stage.clone.rglob("*") if path.is_file()]
        texts = {
            "output": told,
            "command lines": calls.read_text(),
            "commit": git(stage.bare, "show", BRANCH),
            "forge": repr([stage.hub.rows, stage.hub.comments, stage.hub.statuses]),
            **{str(path): path.read_bytes().decode(errors="replace") for path in kept},
        }
        assert [place for place, text in texts.items() if shows(stage.hub.token, text)] == []

    @pytest.mark.usefixtures("calls")
    def test_it_is_not_in_what_git_says_when_it_is_refused(self, stage: Stage) -> None:
        environment = {**stage.environment(), "GITHUB_TOKEN": "wr0ng-t0ken", "GIT_TRACE_CURL": "1"}
        done = subprocess.run(
            stage.command(), env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 2
        assert done.stderr.startswith("git fetch: ")
        assert done.stderr.count("\n") == 1
        assert not shows("wr0ng-t0ken", done.stdout + done.stderr)

    def test_it_goes_to_no_other_server(self, stage: Stage) -> None:
        git(stage.clone, "remote", "set-url", "origin", f"{stage.source}/elsewhere.git")
        stage.answers = answer(status=404)
        with pytest.raises(ContractError, match=r"^git fetch: .*not found"):
            stage.run()
        assert stage.asked
        assert not any("authorization" in request.headers for request in stage.asked)

    def test_it_is_in_no_repr(self, stage: Stage) -> None:
        assert "t0ken" not in repr(Repository(stage.clone, BOT, stage.hub.url, "t0ken"))


def shows(token: str, text: str) -> bool:
    """Whether a text holds a token, as it is or as git sends it."""
    sent = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return token in text or sent in text


class TestEachStepThatMayBeTheLast:
    """A run that dies at any request that writes: the next one comes to the same end."""

    def outcome(self, stage: Stage) -> dict[str, object]:
        """What is on the forge, without what depends on the number of runs."""
        return {
            "pulls": [
                (row["title"], row["state"], [label["name"] for label in row["labels"]])
                for row in stage.hub.rows
                if "pull_request" in row
            ],
            "issues": [row["state"] for row in stage.hub.rows if "pull_request" not in row],
            "labels": sorted(stage.hub.labels),
            "tree": git(stage.bare, "rev-parse", f"{BRANCH}^{{tree}}"),
            "checks": {row["commit"] for row in stage.hub.statuses} >= {stage.tip()},
            "runs": [row["head_sha"] for row in stage.hub.runs].count(str(stage.tip())),
        }

    @pytest.mark.parametrize("number", range(8))
    def test_the_next_comes_to_the_same_end(self, number: int, stage: Stage) -> None:
        """After a failed run: an issue to close, and everything of the pull request to make."""
        good = stage.source
        stage.source = "no-such-file"
        assert stage.run() is Outcome.FAILED
        stage.source = good
        stage.serve(additive())
        writes = 0
        process = stage.started()

        def kill(call: Call) -> None:
            nonlocal writes
            if call.writes:
                writes += 1
                if writes == number + 1:
                    process.kill()
                    process.wait(60)

        stage.hub.intercept = kill
        process.communicate(timeout=60)
        assert process.returncode == KILLED
        stage.hub.intercept = nothing
        assert stage.run() is Outcome.PROPOSED
        assert self.outcome(stage) == {
            "pulls": [
                ("Regenerate from Flochat's document (additive)", "open", ["contract: additive"])
            ],
            "issues": ["closed"],
            "labels": ["contract: additive", "contract: breaking", "contract: cosmetic"],
            "tree": git(stage.bare, "rev-parse", f"{BRANCH}^{{tree}}"),
            "checks": True,
            "runs": 1,
        }
        assert len(stage.pushes()) == 1


class TestTwoAtOnce:
    def test_they_make_one_pull_request(self, stage: Stage, tmp_path: Path) -> None:
        """Each in a clone of its own, as on two machines."""
        stage.serve(additive())
        git(tmp_path, "clone", "--quiet", str(stage.bare), str(tmp_path / "second"))
        commands = [stage.command(), stage.command()]
        commands[1][commands[1].index(str(stage.clone))] = str(tmp_path / "second")
        processes = [
            subprocess.Popen(
                command, env=stage.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            for command in commands
        ]
        told = [process.communicate(timeout=120)[0].decode() for process in processes]
        assert {process.returncode for process in processes} <= {0, 2}, told
        assert 0 in {process.returncode for process in processes}, told
        assert len(stage.hub.pulls()) == 1
        assert stage.run() is Outcome.PROPOSED
        assert len(stage.hub.pulls()) == 1
        assert stage.hub.issues() == []


class TestTheSummary:
    def summary(self, stage: Stage, *options: str) -> tuple[int, str]:
        file = stage.folder / "summary.md"
        file.write_text("Of an earlier step.\n")
        environment = {**stage.environment(), "GITHUB_STEP_SUMMARY": str(file)}
        command = stage.command()
        at_options = command.index("--")
        command[at_options:at_options] = options
        done = subprocess.run(command, env=environment, capture_output=True, timeout=60)
        text = file.read_text()
        assert text.startswith("Of an earlier step.\n")
        return done.returncode, text

    def test_it_says_what_is_held_and_why(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run()
        stage.hub.close(stage.hub.pulls()[0])
        status, text = self.summary(stage)
        assert status == 0
        assert "## Regeneration: held" in text
        assert "#1 was closed by somebody, and Flochat serves what it proposed" in text
        status, text = self.summary(stage, "--propose-again")
        assert status == 0
        assert "## Regeneration: proposed" in text

    def test_it_says_that_others_work_on_the_branch(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run()
        tip = stage.commit_to(BRANCH)
        _, text = self.summary(stage)
        assert f"holds 1 commit by others, the last {tip}: it was left alone, see #1" in text

    def test_it_says_what_failed_as_inert_text(self, stage: Stage) -> None:
        stage.source = "`</details> @octocat `x"
        status, text = self.summary(stage)
        assert status == 1
        assert "## Regeneration: failed" in text
        (line,) = (line for line in text.splitlines() if "octocat" in line)
        assert line.startswith("- `")
        assert line.count("`") == 2

    def test_one_that_cannot_be_written_changes_nothing(self, stage: Stage) -> None:
        environment = {**stage.environment(), "GITHUB_STEP_SUMMARY": str(stage.folder)}
        done = subprocess.run(
            stage.command(), env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0
        assert "summary: not written" in done.stderr


class TestARemoteThatStumbles:
    def test_a_fetch_and_a_push_are_tried_once_more(self, stage: Stage) -> None:
        git(stage.clone, "remote", "set-url", "origin", stage.hub.git_url)
        stage.serve(additive())
        stage.hub.git_troubles = [("git-upload-pack", 503), ("git-receive-pack", 502)]
        assert stage.run() is Outcome.PROPOSED
        assert stage.hub.git_troubles == []
        assert stage.pauses == [5.0, 5.0]

    def test_what_lasts_is_told(self, stage: Stage) -> None:
        git(stage.clone, "remote", "set-url", "origin", stage.hub.git_url)
        stage.hub.git_troubles = [("git-upload-pack", 503)] * 2
        with pytest.raises(ContractError, match=r"^git fetch: .*503"):
            stage.run()


class TestTheCommand:
    @pytest.mark.parametrize(
        ("change", "status", "last"),
        [("serves it still", 0, "unchanged"), ("is gone", 1, "failed")],
    )
    def test_its_status_says_what_came_of_it(
        self, change: str, status: int, last: str, stage: Stage
    ) -> None:
        if change == "is gone":
            stage.answers = ()
        process = stage.started()
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out.splitlines()[-1], err) == (status, last, "")

    def test_a_setting_that_is_missing_is_told(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("GITHUB_TOKEN", raising=False)
        assert scheduled_regeneration.main([]) == scheduled_regeneration.FAILED
        line = "settings: GITHUB_TOKEN is not set; run this in the workflow\n"
        assert capsys.readouterr().err == line

    def test_what_is_printed_is_no_command_to_the_runner(self, stage: Stage) -> None:
        stage.serve(additive())
        environment = {**stage.environment(), "GITHUB_ACTIONS": "true"}
        checks = (sys.executable, "-c", "print('::error::hello')")
        command = stage.command(checks=checks)
        out = subprocess.check_output(command, env=environment, text=True, timeout=60)
        first, *between, last = out.splitlines()
        password = first.removeprefix("::stop-commands::")
        assert first != password
        assert len(password) == 32
        assert "  ::error::hello" in between
        assert f"::{password}::" in (between[-1], last)

    def test_the_repository_must_be_named_as_one(self, stage: Stage) -> None:
        environment = {**stage.environment(), "GITHUB_REPOSITORY": "../elsewhere"}
        done = subprocess.run(
            stage.command(), env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 2
        assert done.stderr == "forge: '../elsewhere'; give the repository as OWNER/NAME\n"
