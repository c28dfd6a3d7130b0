"""What people do to branch and pull request, and what the next runs make of it."""

from __future__ import annotations

import re
import sys

import pytest

from flochat.contract.errors import ContractError
from scripts.schedule.job import Outcome
from scripts.schedule.repository import BRANCH, CHANGELOG
from tests.support.forge import LOGIN, Answer, always, at, nothing
from tests.support.stage import (
    BOT,
    EVE,
    FAILING,
    Document,
    Stage,
    additive,
    breaking,
    cosmetic,
    document,
    git,
)

BUTTONS = ("merge commit", "squash", "rebase")


def work(stage: Stage, name: str = "facade.py") -> str:
    """Somebody adds to the branch what the facade needs."""
    return stage.commit_to(BRANCH, name, f"{name}\n")


def count(stage: Stage) -> int:
    """How many commits the branch has that main has not."""
    return int(git(stage.bare, "rev-list", "--count", f"{stage.base}..{BRANCH}"))


@pytest.fixture
def proposed(stage: Stage) -> Stage:
    """The job has proposed a change."""
    stage.serve(additive())
    assert stage.run() is Outcome.PROPOSED
    return stage


class TestWhatWasMerged:
    @pytest.mark.parametrize("button", BUTTONS)
    def test_it_is_nobodys_open_work(self, button: str, proposed: Stage) -> None:
        work(proposed)
        work(proposed, "tests.py")
        proposed.merge_by(button)
        assert proposed.run() is Outcome.UNCHANGED

        proposed.serve(breaking())
        assert proposed.run() is Outcome.PROPOSED
        (pull,) = proposed.hub.pulls()
        assert pull["number"] == 2
        assert "somebody closed" not in pull["body"]
        assert count(proposed) == 1
        assert proposed.file("facade.py") == "facade.py"
        assert proposed.hub.issues() == []

    @pytest.mark.parametrize("button", BUTTONS)
    def test_nor_is_it_when_the_forge_does_not_say_so(self, button: str, proposed: Stage) -> None:
        """Somebody merges on their own machine; the pull request stays open."""
        work(proposed)
        proposed.commit_to("main", "elsewhere.py", "main has moved\n")
        proposed.hub.notices_merges = False
        proposed.merge_by(button)
        assert proposed.run() is Outcome.UNCHANGED
        assert proposed.hub.pulls() == []
        assert "nothing left" in proposed.hub.comments[-1]["body"]

    @pytest.mark.parametrize("button", BUTTONS)
    def test_nor_after_main_has_changed_the_same_lines(self, button: str, proposed: Stage) -> None:
        work(proposed)
        proposed.merge_by(button)
        proposed.commit_to("main", "facade.py", "written anew\n")
        proposed.commit_to("main", CHANGELOG, "# Changelog\n\nEmptied for a release.\n")
        proposed.update_clone()
        proposed.serve(breaking())
        assert proposed.run() is Outcome.PROPOSED
        assert proposed.file("facade.py") == "written anew"

    def test_a_squash_of_an_updated_branch_counts_too(self, proposed: Stage) -> None:
        work(proposed)
        proposed.commit_to("main", "other.py", "other\n")
        proposed.on_branch(("merge", "--quiet", "--no-edit", "origin/main"))
        work(proposed, "more.py")
        proposed.merge_by("squash")
        proposed.serve(breaking())
        assert proposed.run() is Outcome.PROPOSED
        assert count(proposed) == 1

    def test_what_was_pushed_after_a_squash_is_kept(self, proposed: Stage) -> None:
        work(proposed)
        proposed.merge_by("squash")
        late = work(proposed, "late.py")
        proposed.serve(breaking())
        for _ in range(2):
            assert proposed.run() is Outcome.HELD
        assert proposed.tip() == late
        (pull,) = proposed.hub.pulls()
        assert "no pull request was open for them" in pull["body"]
        assert [comment["number"] for comment in proposed.hub.comments] == [pull["number"]]

    def test_a_merge_that_was_reverted_is_proposed_again(self, proposed: Stage) -> None:
        work(proposed)
        proposed.merge_by("squash")
        with proposed.tree_of("main") as tree:
            git(tree, "revert", "--no-edit", "HEAD")
            proposed.land(tree, "main")
        proposed.update_clone()
        assert proposed.run() is Outcome.PROPOSED
        assert "/comments" in proposed.file("openapi.json")


class TestWhatIsNoWork:
    def test_an_update_from_main_by_the_button(self, proposed: Stage) -> None:
        main = proposed.commit_to("main")
        proposed.on_branch(("merge", "--quiet", "--no-edit", "origin/main"))
        proposed.update_clone()
        proposed.serve(breaking())
        assert proposed.run() is Outcome.PROPOSED
        assert git(proposed.bare, "rev-parse", f"{BRANCH}^") == main

    def test_an_updated_branch_that_has_it_all_is_not_pushed_again(self, proposed: Stage) -> None:
        proposed.commit_to("main")
        tip = proposed.on_branch(("merge", "--quiet", "--no-edit", "origin/main"))
        proposed.update_clone()
        assert proposed.run() is Outcome.PROPOSED
        assert proposed.tip() == tip

    def test_a_rebase_of_our_own_commit(self, proposed: Stage) -> None:
        proposed.commit_to("main")
        moved = proposed.on_branch(("rebase", "--quiet", "origin/main"))
        assert git(proposed.bare, "show", "-s", "--format=%ae %ce", moved) == (
            f"{BOT.email} {EVE.email}"
        )
        proposed.update_clone()
        proposed.serve(breaking())
        assert proposed.run() is Outcome.PROPOSED
        assert "/comments" not in proposed.file("openapi.json")

    def test_an_empty_commit_that_starts_the_checks(self, proposed: Stage) -> None:
        proposed.on_branch(("commit", "--quiet", "--allow-empty", "--message", "Again"))
        proposed.serve(breaking())
        assert proposed.run() is Outcome.PROPOSED


class TestWhatIsWork:
    def held(self, stage: Stage, tip: str) -> None:
        stage.serve(breaking())
        assert stage.run() is Outcome.HELD
        assert stage.tip() == tip
        assert len(stage.hub.pulls()) == 1
        assert stage.hub.issues() == []

    def test_a_rebase_with_commits_of_their_own(self, proposed: Stage) -> None:
        work(proposed)
        proposed.commit_to("main")
        tip = proposed.on_branch(("rebase", "--quiet", "origin/main"))
        proposed.update_clone()
        self.held(proposed, tip)

    def test_a_conflict_that_somebody_solved_in_an_update(self, proposed: Stage) -> None:
        proposed.commit_to("main", CHANGELOG, "# Changelog\n\n## [Unreleased]\n\n### Changed\n")
        with proposed.tree_of(BRANCH) as tree:
            with pytest.raises(Exception, match="returned non-zero"):
                git(tree, "merge", "--quiet", "--no-edit", "origin/main")
            (tree / CHANGELOG).write_text("# Changelog\n\nAs I say.\n")
            git(tree, "add", "--all")
            git(tree, "commit", "--quiet", "--message", "Merge")
            tip = proposed.land(tree, BRANCH)
        proposed.update_clone()
        self.held(proposed, tip)

    def test_more_in_a_merge_than_git_put_there(self, proposed: Stage) -> None:
        proposed.commit_to("main")
        with proposed.tree_of(BRANCH) as tree:
            git(tree, "merge", "--quiet", "--no-commit", "--no-ff", "origin/main")
            (tree / "facade.py").write_text("slipped in\n")
            git(tree, "add", "--all")
            git(tree, "commit", "--quiet", "--message", "Merge")
            tip = proposed.land(tree, BRANCH)
        proposed.update_clone()
        self.held(proposed, tip)

    def test_a_merge_of_a_branch_of_theirs(self, proposed: Stage) -> None:
        git(proposed.bare, "branch", "topic", "main")
        proposed.commit_to("topic", "facade.py", "mine\n")
        tip = proposed.on_branch(("merge", "--quiet", "--no-edit", "origin/topic"))
        self.held(proposed, tip)

    @pytest.mark.parametrize("name", ["openapi.json", CHANGELOG, "new.py"])
    def test_an_amendment_of_our_own_commit(self, name: str, proposed: Stage) -> None:
        with proposed.tree_of(BRANCH) as tree:
            with (tree / name).open("a") as file:
                file.write("\n")  # white space counts
            git(tree, "add", "--all")
            git(tree, "commit", "--quiet", "--amend", "--no-edit")
            tip = proposed.land(tree, BRANCH)
        self.held(proposed, tip)


class TestAPullRequestThatSomebodyCloses:
    def closed(self, stage: Stage) -> Document:
        (pull,) = stage.hub.pulls()
        stage.hub.close(pull)
        stage.hub.requests.clear()
        return pull

    @pytest.mark.parametrize("has_work", [False, True], ids=["ours alone", "with work"])
    @pytest.mark.parametrize("keeps_branch", [True, False], ids=["branch left", "branch deleted"])
    def test_it_stays_closed_while_the_document_is_the_same(
        self,
        *,
        has_work: bool,
        keeps_branch: bool,
        proposed: Stage,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        if has_work:
            work(proposed)
        self.closed(proposed)
        tip = proposed.tip()
        if not keeps_branch:
            proposed.delete_branch()
        for _ in range(2):
            assert proposed.run() is Outcome.HELD
        assert proposed.hub.writes() == []
        assert proposed.tip() == (tip if keeps_branch else None)
        assert "held: #1 was closed by somebody, and Flochat serves what it" in (
            capsys.readouterr().out
        )

    @pytest.mark.parametrize("has_work", [False, True], ids=["ours alone", "with work"])
    def test_another_document_rebuilds_the_branch_and_names_its_old_tip(
        self, *, has_work: bool, proposed: Stage
    ) -> None:
        if has_work:
            work(proposed)
        tip = proposed.tip()
        self.closed(proposed)
        proposed.serve(breaking())
        for _ in range(2):  # the second writes the body anew
            assert proposed.run(run_url="https://forge.example/7") is Outcome.PROPOSED
            (pull,) = proposed.hub.pulls()
            assert pull["number"] == 2
            assert "after #1, which somebody closed" in pull["body"]
            assert f"its old tip is `{tip}`" in pull["body"]
            assert count(proposed) == 1

    def test_the_branch_may_be_gone_by_then(self, proposed: Stage) -> None:
        tip = proposed.tip()
        proposed.delete_branch()  # which closes it, too
        assert proposed.run() is Outcome.HELD
        proposed.serve(breaking())
        assert proposed.run() is Outcome.PROPOSED
        assert f"its old tip is `{tip}`" in proposed.hub.pulls()[0]["body"]

    def test_a_run_that_dies_after_the_push_loses_neither_tip_nor_pull_request(
        self, proposed: Stage
    ) -> None:
        tip = work(proposed)
        self.closed(proposed)
        proposed.serve(breaking())
        proposed.hub.intercept = always("POST", "/pulls", Answer(500))
        with pytest.raises(ContractError):
            proposed.run()
        proposed.hub.intercept = nothing
        assert proposed.run() is Outcome.PROPOSED
        assert f"its old tip is `{tip}`" in proposed.hub.pulls()[0]["body"]

    def test_it_is_known_by_its_body_where_the_forge_says_no_more(self, proposed: Stage) -> None:
        pull = self.closed(proposed)
        proposed.delete_branch()
        pull["head"] = {"label": f"flochat:{BRANCH}", "ref": BRANCH, "sha": None, "repo": {}}
        assert proposed.run() is Outcome.HELD

    def test_the_document_it_had_last_counts(self, proposed: Stage) -> None:
        proposed.serve(breaking())
        proposed.run()
        self.closed(proposed)
        assert proposed.run() is Outcome.HELD
        proposed.serve(additive())
        assert proposed.run() is Outcome.PROPOSED

    def test_a_change_of_main_does_not_bring_it_back(self, proposed: Stage) -> None:
        self.closed(proposed)
        proposed.commit_to("main")
        proposed.update_clone()
        assert proposed.run() is Outcome.HELD

    def test_a_change_of_prose_does(self, proposed: Stage) -> None:
        self.closed(proposed)
        new = additive()
        new["paths"]["/tags"]["get"]["description"] = "Every tag there is."
        proposed.serve(new)
        assert proposed.run() is Outcome.PROPOSED

    def test_reopened_it_is_kept_up_to_date_again(self, proposed: Stage) -> None:
        pull = self.closed(proposed)
        assert proposed.run() is Outcome.HELD
        proposed.hub.reopen(pull)
        proposed.serve(breaking())
        assert proposed.run() is Outcome.PROPOSED
        assert [row["number"] for row in proposed.hub.pulls()] == [1]

    def test_it_can_be_asked_for_again(self, proposed: Stage) -> None:
        work(proposed)
        self.closed(proposed)
        assert proposed.run(propose_again=True) is Outcome.PROPOSED
        assert [row["number"] for row in proposed.hub.pulls()] == [2]

    def test_it_may_be_closed_while_the_checks_run(self, proposed: Stage) -> None:
        pull = proposed.hub.pulls()[0]
        proposed.commit_to("main")
        proposed.update_clone()
        reads = 0

        def close_at_the_second_look(call: object) -> None:
            nonlocal reads
            if str(call) == "GET /pulls":
                reads += 1
                if reads == 3:  # open and closed ones are read at each look
                    proposed.hub.close(pull)

        proposed.hub.intercept = close_at_the_second_look
        assert proposed.run() is Outcome.HELD
        assert proposed.hub.pulls() == []

    def test_a_close_by_the_job_does_not_count(self, proposed: Stage) -> None:
        proposed.serve(document())
        assert proposed.run() is Outcome.UNCHANGED
        assert proposed.hub.pulls("closed")[0]["closed_by"] == {"login": LOGIN}
        proposed.serve(additive())
        assert proposed.run() is Outcome.PROPOSED
        assert [row["number"] for row in proposed.hub.pulls()] == [2]
        assert "somebody closed" not in proposed.hub.pulls()[0]["body"]

    def test_a_close_by_the_job_and_then_by_somebody_does(self, proposed: Stage) -> None:
        proposed.serve(document())
        proposed.run()
        (pull,) = proposed.hub.pulls("closed")
        proposed.hub.reopen(pull)
        proposed.hub.close(pull)
        proposed.serve(additive())
        assert proposed.run() is Outcome.HELD

    def test_a_close_by_another_workflow_does(self, proposed: Stage) -> None:
        """One that closes what is stale has the same account."""
        proposed.hub.close(proposed.hub.pulls()[0], by=LOGIN)
        assert proposed.run() is Outcome.HELD

    def test_what_was_closed_long_ago_does_not_count_any_more(self, proposed: Stage) -> None:
        self.closed(proposed)
        proposed.serve(breaking())
        proposed.run()
        proposed.merge_by("squash")
        proposed.serve(additive())
        assert proposed.run() is Outcome.PROPOSED

    def test_it_is_found_among_many(self, proposed: Stage) -> None:
        for _ in range(130):
            proposed.hub.add_pull(BRANCH, body="old")["state"] = "closed"
        for row in proposed.hub.pulls("closed"):
            row["merged_at"] = "2026-01-01"
        (pull,) = proposed.hub.pulls()
        pull["number"] = len(proposed.hub.rows) + 1
        proposed.hub.rows.append(proposed.hub.rows.pop(0))
        for number, row in enumerate(proposed.hub.rows, 1):
            row["number"] = number
        self.closed(proposed)
        assert proposed.run() is Outcome.HELD


class TestOtherPullRequests:
    def test_one_of_a_fork_with_the_same_branch_name_is_not_touched(self, stage: Stage) -> None:
        for home in ("eve/flochat-python", "flochat/flochat-python-fork"):
            stage.hub.add_pull(BRANCH, "Theirs", "Their words", home=home, login="eve")
        before = [dict(row) for row in stage.hub.rows]
        stage.serve(additive())
        assert stage.run() is Outcome.PROPOSED
        stage.serve(document())
        assert stage.run() is Outcome.UNCHANGED
        assert stage.hub.rows[:2] == before

    def test_one_of_a_fork_that_was_closed_holds_nothing(self, stage: Stage) -> None:
        stage.hub.close(stage.hub.add_pull(BRANCH, home="eve/flochat-python"))
        stage.serve(additive())
        assert stage.run() is Outcome.PROPOSED

    def test_one_into_another_branch_is_not_touched(self, proposed: Stage) -> None:
        git(proposed.bare, "branch", "release", "main")
        pull = proposed.hub.pulls()[0]
        pull["base"]["ref"] = "release"
        before = dict(pull)
        proposed.serve(breaking())
        assert proposed.run() is Outcome.PROPOSED
        assert (pull["title"], pull["body"]) == (before["title"], before["body"])
        assert [row["base"]["ref"] for row in proposed.hub.pulls()] == ["release", "main"]

    def test_one_that_another_run_opened_meanwhile_is_taken(self, stage: Stage) -> None:
        stage.serve(additive())

        def open_it() -> None:
            stage.hub.add_pull(BRANCH, "Theirs", "Of the other run")

        stage.hub.intercept = at("POST", "/pulls", open_it)
        assert stage.run() is Outcome.PROPOSED
        (pull,) = stage.hub.pulls()
        assert pull["title"] == "Regenerate from Flochat's document (additive)"

    def test_a_push_of_the_same_by_another_run_will_do(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run()
        tip = stage.tip()
        git(stage.bare, "update-ref", "-d", f"refs/heads/{BRANCH}")
        stage.hub.rows.clear()
        push = ("git", "-C", str(stage.bare), "update-ref", f"refs/heads/{BRANCH}", str(tip))
        assert stage.run(checks=push) is Outcome.PROPOSED
        assert stage.tip() == tip

    def test_a_draft_is_kept_up_to_date(self, proposed: Stage) -> None:
        proposed.hub.pulls()[0]["draft"] = True
        proposed.serve(breaking())
        assert proposed.run() is Outcome.PROPOSED
        (pull,) = proposed.hub.pulls()
        assert pull["draft"]
        assert pull["title"].endswith("(breaking)")

    def test_commits_without_a_pull_request_get_one_and_stay(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run()
        tip = work(stage)
        stage.hub.rows.clear()
        stage.serve(breaking())
        assert stage.run() is Outcome.HELD
        assert stage.tip() == tip
        (pull,) = stage.hub.pulls()
        assert pull["title"] == f"What others have on {BRANCH}"


class TestTheBase:
    def test_it_is_the_default_branch_of_the_remote(self, stage: Stage) -> None:
        git(stage.bare, "branch", "--move", "main", "trunk")
        git(stage.bare, "symbolic-ref", "HEAD", "refs/heads/trunk")
        stage.base = "trunk"
        stage.update_clone()
        stage.serve(additive())
        assert stage.run() is Outcome.PROPOSED
        (pull,) = stage.hub.pulls()
        assert pull["base"]["ref"] == "trunk"
        assert "on `trunk` at" in pull["body"]
        assert "/blob/trunk/docs/maintain/" in pull["body"]
        stage.merge_by("squash")
        assert stage.run() is Outcome.UNCHANGED

    def test_a_renamed_one_takes_its_pull_request_along(self, proposed: Stage) -> None:
        git(proposed.bare, "branch", "--move", "main", "trunk")
        git(proposed.bare, "symbolic-ref", "HEAD", "refs/heads/trunk")
        proposed.hub.pulls()[0]["base"]["ref"] = "trunk"  # as the forge does
        proposed.base = "trunk"
        proposed.update_clone()
        proposed.serve(breaking())
        assert proposed.run() is Outcome.PROPOSED
        assert [row["number"] for row in proposed.hub.pulls()] == [1]


class TestAnIssueOfTheJobItself:
    def forbidden(self, stage: Stage) -> None:
        message = "GitHub Actions is not permitted to create or approve pull requests."
        stage.hub.intercept = always("POST", "/pulls", Answer(403, {"message": message}))

    def test_it_says_what_failed_once_and_is_closed_when_it_works_again(self, stage: Stage) -> None:
        stage.serve(additive())
        self.forbidden(stage)
        for _ in range(2):
            with pytest.raises(ContractError, match="not permitted"):
                stage.run()
        (issue,) = stage.hub.issues()
        assert "    forge: POST" in issue["body"]
        assert "not permitted to create or approve pull requests" in issue["body"]
        assert "whether Actions may open pull requests" in issue["body"]
        stage.hub.intercept = nothing
        assert stage.run() is Outcome.PROPOSED
        assert stage.hub.issues() == []
        assert "works again" in stage.hub.comments[0]["body"]

    def test_it_is_the_issue_of_a_failed_regeneration(self, stage: Stage) -> None:
        good, stage.source = stage.source, "no-such-file"
        stage.run()
        stage.source = good
        stage.serve(additive())
        self.forbidden(stage)
        with pytest.raises(ContractError):
            stage.run()
        (issue,) = stage.hub.issues()
        assert "no-such-file" not in issue["body"]
        assert "not permitted" in issue["body"]

    def test_a_protected_branch_is_told(self, stage: Stage) -> None:
        (stage.bare / "hooks" / "update").write_text(
            "#!/bin/sh\necho 'GH006: Protected branch update failed' >&2\nexit 1\n"
        )
        stage.serve(additive())
        with pytest.raises(ContractError, match=r"^git push: .*GH006.*see its protection"):
            stage.run()
        assert "GH006" in stage.hub.issues()[0]["body"]

    def test_two_of_two_runs_at_once_become_one(self, stage: Stage) -> None:
        stage.source = "no-such-file"
        stage.run()
        first = stage.hub.issues()[0]
        stage.hub.add_issue(first["title"], first["body"])
        assert stage.run() is Outcome.FAILED
        assert stage.hub.issues() == [first]

    def test_a_forge_that_takes_none_changes_nothing_of_the_error(
        self, stage: Stage, capsys: pytest.CaptureFixture[str]
    ) -> None:
        stage.serve(additive())
        refuse = Answer(403, {"message": "Resource not accessible by integration"})
        stage.hub.intercept = lambda call: refuse if call.writes else None
        with pytest.raises(ContractError, match=r"^forge: POST .*/pulls answers 403"):
            stage.run()
        assert "no issue says so" in capsys.readouterr().out

    def test_a_file_that_cannot_be_read_or_written_is_told(self, stage: Stage) -> None:
        """A regeneration that says that all is well, but has left no report."""
        stage.commit_to("main", "generated/flochat_api/operations.py", "# stale")
        stage.update_clone()
        program = "open('generated/flochat_api/operations.py', 'w').write('# new')"
        with pytest.raises(ContractError, match=r"^job: .*report\.md"):
            stage.run(regeneration=(sys.executable, "-c", program))
        assert "report.md" in stage.hub.issues()[0]["body"]


class TestIssuesThatAreSwitchedOff:
    def test_they_do_not_block_a_pull_request(self, stage: Stage) -> None:
        stage.hub.has_issues = False
        stage.serve(additive())
        assert stage.run() is Outcome.PROPOSED
        stage.serve(document())
        assert stage.run() is Outcome.UNCHANGED
        assert stage.hub.pulls() == []

    def test_nor_where_they_take_the_issue_side_of_pull_requests_along(self, stage: Stage) -> None:
        off = Answer(410, {"message": "Issues has been disabled in this repository."})
        stage.hub.intercept = lambda call: off if call.path.startswith("/issues") else None
        stage.serve(additive())
        assert stage.run() is Outcome.PROPOSED
        stage.serve(breaking())
        assert stage.run() is Outcome.PROPOSED
        assert stage.hub.pulls()[0]["title"].endswith("(breaking)")
        stage.serve(document())
        assert stage.run() is Outcome.UNCHANGED
        assert stage.hub.pulls() == []

    def test_a_failed_pull_is_told_by_the_run_alone(
        self, stage: Stage, capsys: pytest.CaptureFixture[str]
    ) -> None:
        stage.hub.has_issues = False
        stage.source = "no-such-file"
        assert stage.run() is Outcome.FAILED
        assert "no-such-file" in capsys.readouterr().out.splitlines()[-1]


class TestTheChecksOfTheForge:
    def test_ci_is_started_on_each_new_commit_once(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run()
        stage.run()
        stage.serve(breaking())
        stage.run()
        assert [run["ref"] for run in stage.hub.runs] == [BRANCH, BRANCH]
        assert stage.hub.runs[-1]["head_sha"] == stage.tip()

    def test_a_run_that_died_before_it_is_made_up_for(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.hub.intercept = always("POST", r"/statuses/\w+", Answer(500))
        with pytest.raises(ContractError):
            stage.run()
        assert stage.hub.runs == []
        stage.hub.intercept = nothing
        stage.run()
        stage.run()
        assert [run["head_sha"] for run in stage.hub.runs] == [stage.tip()]

    @pytest.mark.parametrize("status", [403, 404, 422, 500])
    def test_a_refusal_is_told_and_no_failure(
        self, status: int, stage: Stage, capsys: pytest.CaptureFixture[str]
    ) -> None:
        stage.hub.intercept = always("POST", "/actions/.*", Answer(status, {"message": "No"}))
        stage.serve(additive())
        assert stage.run() is Outcome.PROPOSED
        assert f"ci.yml was not started on {BRANCH}" in capsys.readouterr().out
        assert stage.hub.issues() == []

    def test_none_is_started_where_none_is_wanted(self, stage: Stage) -> None:
        stage.serve(additive())
        stage.run(workflow=None)
        assert stage.hub.runs == []
        assert "close and reopen this one" in stage.hub.pulls()[0]["body"]


class TestSmallThings:
    def test_labels_are_the_same_in_any_case(self, stage: Stage) -> None:
        for name in ("Contract: Additive", "CONTRACT: BREAKING"):
            stage.hub.labels[name] = {"name": name}
        stage.serve(additive())
        stage.run()
        (pull,) = stage.hub.pulls()
        assert [label["name"] for label in pull["labels"]] == ["Contract: Additive"]
        stage.serve(breaking())
        stage.run()
        assert [label["name"] for label in pull["labels"]] == ["CONTRACT: BREAKING"]
        assert len(stage.hub.labels) == 3

    def test_a_locked_conversation_does_not_block(self, proposed: Stage) -> None:
        work(proposed)
        proposed.hub.locked.add(1)
        proposed.serve(breaking())
        assert proposed.run() is Outcome.HELD

    def test_a_body_that_was_edited_in_a_browser_is_understood(self, proposed: Stage) -> None:
        (pull,) = proposed.hub.pulls()
        pull["body"] = pull["body"].replace("\n", "\r\n")
        pull["head"]["sha"] = None
        proposed.hub.settle()
        proposed.hub.close(pull)
        pull["head"]["sha"] = None
        proposed.delete_branch()
        assert proposed.run() is Outcome.HELD

    def test_the_body_begins_with_the_facade_and_says_what_to_do(self, stage: Stage) -> None:
        new = document()
        del new["paths"]["/tags"]
        stage.serve(new)
        stage.run("--accept-shrink", checks=FAILING)
        body = stage.hub.pulls()[0]["body"]
        headings = re.findall(r"^## (.*)", body, re.MULTILINE)
        assert headings[:2] == ["What breaks in the facade", "What to do"]
        assert "docs/maintain/breaking-change.md" in body
        assert f"git switch {BRANCH}" in body

    def test_a_cosmetic_change_breaks_nothing_and_says_so(self, stage: Stage) -> None:
        stage.serve(cosmetic())
        stage.run()
        assert "Nothing that the facade does." in stage.hub.pulls()[0]["body"]
