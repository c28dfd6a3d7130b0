"""Regenerates in a working tree of its own, and updates the forge to match the result.

Every run determines from scratch what there should be on the forge and adds what is missing, so one
that died halfway is completed by the next.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Final

from attrs import field, frozen

from flochat.contract.document import parse
from flochat.contract.errors import ContractError, one_line
from scripts.schedule import texts
from scripts.schedule.change import LABELS, Change, judge
from scripts.schedule.changelog import with_entry
from scripts.schedule.commands import API_KEY, CommandResult, run
from scripts.schedule.forge import Forge, Issue
from scripts.schedule.repository import BASE, BRANCH, CHANGELOG, Remote, Repository

_CONTRACT: Final = "openapi.json"
_STATUS: Final = "regeneration / checks"
_BAD_INPUT: Final = 2  # the exit status of regenerate.py when it can say what is wrong


class Outcome(Enum):
    """The outcome of a run."""

    UNCHANGED = "unchanged"
    PROPOSED = "proposed"
    HELD = "held"
    FAILED = "failed"


@frozen
class Job:
    """A run: what it works on, and with what.

    `regeneration` and `checks` are commands, run in the working tree, the first with `--root` and
    `--report` added, and with the key when there is one; the times are seconds.
    """

    repository: Repository
    forge: Forge
    regeneration: tuple[str, ...]
    checks: tuple[str, ...]
    run_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    regeneration_timeout: float = 900.0
    checks_timeout: float = 2700.0

    def run(self) -> Outcome:
        """Regenerate, and propose, report or tidy up.

        Raises ContractError for errors of the job itself. A regeneration that fails is an outcome,
        not an error: an issue reports it.
        """
        remote = self.repository.fetch()
        base = self.repository.base(remote)
        with self.repository.worktree(base) as tree:
            before = _contract(tree)
            regenerated = self._regenerate(tree)
            if not regenerated.is_success:
                return self._report_failure(regenerated)
            self._close_failure()
            if not self.repository.is_regenerated(tree):
                return self._retire(remote)
            change = judge(parse(before), parse(_contract(tree)))
            return self._bring_in(change, tree, base, remote)

    def _bring_in(self, change: Change, tree: Path, base: str, remote: Remote) -> Outcome:
        """Commit and check what was regenerated, and propose it unless `main` has it by now."""
        commit = self._commit(tree, change)
        if self.repository.has_commits_of_others(remote):
            return self._hold(remote, commit, _report(tree))
        checks = self._check(tree)
        if self.repository.regenerated_alike(self.repository.fetch().main, commit):
            return self._retire(remote)
        head = self._push(remote, commit)
        body = texts.pull_request(change.kind, _report(tree), checks, base, self.run_url)
        return self._propose(change, head, checks, body)

    def _regenerate(self, tree: Path) -> CommandResult:
        options = ["--root", str(tree), "--report", str(_report_file(tree))]
        environment = {}
        if self.api_key:
            options += ["--api-key-env", API_KEY]
            environment = {API_KEY: self.api_key}
        result = run(
            [*self.regeneration, *options],
            folder=tree,
            timeout=self.regeneration_timeout,
            environment=environment,
        )
        _show(result)
        return result

    def _commit(self, tree: Path, change: Change) -> str:
        changelog = tree / CHANGELOG
        text = changelog.read_text(encoding="utf-8")
        changelog.write_text(with_entry(text, change.changelog_entry()), encoding="utf-8")
        return self.repository.commit(tree, texts.title(change.kind))

    def _check(self, tree: Path) -> CommandResult:
        checks = run(self.checks, folder=tree, timeout=self.checks_timeout)
        _show(checks)
        _say("checks", texts.outcome(checks))
        return checks

    def _push(self, remote: Remote, commit: str) -> str:
        """Push what was committed to the branch; returns the commit that the branch is at then."""
        if remote.branch and self.repository.alike(remote.branch, commit):
            _say("push", f"{BRANCH} has it already")
            return remote.branch
        self.repository.push(commit, remote)
        _say("push", f"{BRANCH} at {commit}")
        return commit

    def _propose(self, change: Change, head: str, checks: CommandResult, body: str) -> Outcome:
        """Make sure of one pull request with its label, and set the status of its commit."""
        title = texts.title(change.kind)
        pull = self._pull_request()
        if pull is None:
            pull = self.forge.create_pull_request(BRANCH, BASE, title, body)
        else:
            self.forge.edit(pull, title, body)
        self._label(pull, change)
        self.forge.set_status(
            head,
            _STATUS,
            "success" if checks.is_success else "failure",
            texts.outcome(checks),
            self.run_url,
        )
        _say("pull request", f"#{pull.number}, {change.kind.value}")
        return Outcome.PROPOSED

    def _label(self, pull: Issue, change: Change) -> None:
        ours = {label.name for label in LABELS.values()}
        self.forge.create_missing_labels(set(LABELS.values()))
        self.forge.replace_labels(pull, pull.labels - ours | {LABELS[change.kind].name})

    def _hold(self, remote: Remote, commit: str, report: str) -> Outcome:
        """Leave a branch alone that others work on, but comment when the document changed again."""
        assert remote.branch is not None
        if self.repository.regenerated_alike(remote.branch, commit):
            _say("branch", f"{BRANCH} has the document already, and commits by others")
            return Outcome.HELD
        pull = self._pull_request()
        if pull is None:
            problem = f"{BRANCH} holds commits by others, and no pull request is open for it"
            raise ContractError("branch", problem, "open one, or delete the branch")
        self.forge.comment(pull, texts.HELD_MARKER, texts.held(report))
        _say("branch", f"{BRANCH} holds commits by others: see #{pull.number}")
        return Outcome.HELD

    def _retire(self, remote: Remote) -> Outcome:
        """Close a pull request that has become obsolete, unless others work on it."""
        _say("regenerate", f"{BASE} has what Flochat serves")
        if pull := self._pull_request():
            is_held = self.repository.has_commits_of_others(remote)
            text = texts.MOOT_BUT_HELD if is_held else texts.MOOT
            self.forge.comment(pull, texts.MOOT_MARKER, text)
            if not is_held:
                self.forge.close(pull)
                _say("pull request", f"#{pull.number} closed")
        return Outcome.UNCHANGED

    def _report_failure(self, regenerated: CommandResult) -> Outcome:
        """Make sure of one issue that says why the regeneration failed."""
        body = texts.failure(_reason(regenerated), self.run_url)
        issue = self.forge.open_issue(texts.FAILURE_MARKER)
        if issue is None:
            issue = self.forge.create_issue(texts.FAILURE_TITLE, body)
        else:
            self.forge.edit(issue, texts.FAILURE_TITLE, body)
        _say("regenerate", f"failed, see #{issue.number}")
        return Outcome.FAILED

    def _close_failure(self) -> None:
        if issue := self.forge.open_issue(texts.FAILURE_MARKER):
            self.forge.comment(issue, texts.RECOVERY_MARKER, texts.RECOVERY)
            self.forge.close(issue)
            _say("regenerate", f"works again, #{issue.number} closed")

    def _pull_request(self) -> Issue | None:
        return self.forge.open_pull_request(BRANCH, BASE)


def _contract(tree: Path) -> bytes:
    return (tree / _CONTRACT).read_bytes()


def _report_file(tree: Path) -> Path:
    return tree.with_name("report.md")


def _report(tree: Path) -> str:
    return _report_file(tree).read_text(encoding="utf-8")


def _reason(regenerated: CommandResult) -> str:
    """Why a regeneration failed: its own message if it had one."""
    message = next((line for line in reversed(regenerated.lines) if line.strip()), "no output")
    if regenerated.status == _BAD_INPUT:
        return one_line(message)
    return one_line(f"regenerate: ended with status {regenerated.status}: {message}")


def _show(result: CommandResult) -> None:
    for line in result.lines:
        print(f"  {line}")


def _say(step: str, text: str) -> None:
    print(f"{step}: {one_line(text)}", flush=True)
