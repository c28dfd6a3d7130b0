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
from scripts.schedule.change import LABELS, Change, judge, say_the_same
from scripts.schedule.changelog import with_entry
from scripts.schedule.commands import API_KEY, CommandResult, run
from scripts.schedule.forge import Forge, ForgeError, Issue, PullRequest
from scripts.schedule.repository import BRANCH, CHANGELOG, CONTRACT, Remote, Repository

_STATUS: Final = "regeneration / checks"
_NO_COMMENTS: Final = {403, 404, 410, 422}
_BAD_INPUT: Final = 2  # the exit status of regenerate.py when it can say what is wrong


class Outcome(Enum):
    """The outcome of a run."""

    UNCHANGED = "unchanged"
    PROPOSED = "proposed"
    HELD = "held"
    FAILED = "failed"


@frozen
class _Seen:
    """What people have done: open pull requests, one that they closed, and commits of theirs.

    `rejected` is the last one before the open one, if it was closed by neither a merge nor the job.
    """

    opened: tuple[PullRequest, ...]
    rejected: PullRequest | None
    work: tuple[str, ...]

    @property
    def pull(self) -> PullRequest | None:
        """The open pull request."""
        return next(iter(self.opened), None)


@frozen
class Job:
    """A run: what it works on, and with what.

    `regeneration` and `checks` are commands, run in the working tree, the first with `--root` and
    `--report` added, and with the key when there is one; the times are seconds. `workflow` is
    started on the branch when it has another commit. `propose_again` proposes even what somebody
    closed. `notes` fills with what the summary of the run has to tell.
    """

    repository: Repository
    forge: Forge
    regeneration: tuple[str, ...]
    checks: tuple[str, ...]
    run_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    regeneration_timeout: float = 900.0
    checks_timeout: float = 2700.0
    workflow: str | None = "ci.yml"
    propose_again: bool = False
    notes: list[str] = field(factory=list)

    def run(self) -> Outcome:
        """Regenerate, and propose, report or tidy up.

        Raises ContractError for errors of the job itself, after an issue was made to say so where
        the forge allows it. A regeneration that fails is an outcome, not an error: the same issue
        reports it.
        """
        try:
            return self._run()
        except ContractError as error:
            self._report_trouble(error)
            raise
        except OSError as error:
            trouble = ContractError("job", str(error), "check the disk, and run it again")
            self._report_trouble(trouble)
            raise trouble from error
        except Exception as error:  # of a kind that nobody thought of: not for the log alone
            problem = f"{type(error).__name__}: {error}"
            trouble = ContractError("job", problem, "mend scripts/schedule/, or what it met")
            self._report_trouble(trouble)
            raise trouble from error

    def _run(self) -> Outcome:
        remote = self.repository.fetch()
        base = self.repository.base(remote)
        with self.repository.worktree(base) as tree:
            before = _contract(tree)
            regenerated = self._regenerate(tree)
            if not regenerated.is_success:
                return self._report_failure(regenerated)
            failures = self.forge.open_issues(texts.FAILURE_MARKER)
            if self.repository.is_regenerated(tree):
                change = judge(parse(before), parse(_contract(tree)))
                outcome = self._bring_in(change, tree, base, remote)
            else:
                outcome = self._retire(remote)
            self._close_failures(failures)
            return outcome

    def _bring_in(self, change: Change, tree: Path, base: str, remote: Remote) -> Outcome:
        """Commit and check what was regenerated, and propose it unless `main` has it by now."""
        commit = self._commit(tree, change)
        seen = self._look(remote)
        if self._stays_closed(seen, commit, remote):
            return Outcome.HELD
        # What held the work of others was closed by somebody: they gave it up.
        if seen.work and (seen.pull or not seen.rejected):
            return self._hold(seen, remote, commit, _report(tree))
        checks = self._check(tree)
        now = self.repository.fetch()
        if self.repository.regenerated_alike(now.main, commit):
            return self._retire(now)
        seen = self._look(now)  # the checks take long: somebody may have closed it meanwhile
        if self._stays_closed(seen, commit, now):
            return Outcome.HELD
        head = self._push(remote, commit)
        proposal = texts.Proposal(
            base=remote.base,
            made_on=base,
            blob=self._contract_in(commit),
            guide=self._guide(remote),
            workflow=self.workflow,
            replaced=self._replaced(seen, remote, head),
            run_url=self.run_url,
        )
        body = texts.pull_request(change, _report(tree), checks, proposal)
        return self._propose(change, head, checks, body, remote)

    def _look(self, remote: Remote) -> _Seen:
        """See what people have done to branch and pull requests."""
        opened = self.forge.open_pull_requests(BRANCH, remote.base)
        closed = self.forge.closed_pull_requests(BRANCH, remote.base)
        merged = {pull.head for pull in closed if pull.is_merged and pull.head}
        pull = next(iter(opened), None)
        last = next((one for one in closed if pull is None or one.number < pull.number), None)
        return _Seen(
            opened=tuple(opened),
            rejected=last if last and self._is_closed_by_somebody(last) else None,
            work=self.repository.open_work(remote, merged),
        )

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
        if remote.branch and self.repository.has_all_of(remote.branch, commit):
            _say("push", f"{BRANCH} has it already")
            return remote.branch
        try:
            self.repository.push(commit, remote)
        except ContractError:
            # Another run may have pushed the same, or the line was cut when this one had.
            tip = self.repository.fetch().branch
            if tip is None or not self.repository.has_all_of(tip, commit):
                raise
            return tip
        _say("push", f"{BRANCH} at {commit}")
        return commit

    def _propose(
        self, change: Change, head: str, checks: CommandResult, body: str, remote: Remote
    ) -> Outcome:
        """Make sure of one pull request with its label, and of the checks of its commit."""
        title = texts.title(change.kind)
        pull = self._pull_request(remote)
        if pull is None:
            pull = self.forge.create_pull_request(BRANCH, remote.base, title, body)
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
        self._dispatch(head, is_new=head != remote.branch)
        self._note(
            "pull request",
            f"#{pull.number}, {change.kind.value}; checks {texts.outcome(checks)}",
        )
        return Outcome.PROPOSED

    def _label(self, pull: Issue, change: Change) -> None:
        spelt = self.forge.create_missing_labels(set(LABELS.values()))
        ours = {name.casefold() for name in spelt}
        others = {name for name in pull.labels if name.casefold() not in ours}
        try:
            self.forge.replace_labels(pull, others | {spelt[LABELS[change.kind].name]})
        except ForgeError as error:
            if error.status != 410:
                raise
            self._note("label", f"not set, as issues are switched off: {error.problem}")

    def _dispatch(self, head: str, *, is_new: bool) -> None:
        """Have the other checks run on the branch, which they do not do by themselves.

        Without them the pull request is no worse than before, so that a refusal is only told.
        """
        if not self.workflow:
            return
        try:
            if is_new or not self.forge.has_run(self.workflow, head):
                self.forge.dispatch(self.workflow, BRANCH)
                _say("checks", f"{self.workflow} started on {BRANCH}")
        except ForgeError as error:
            self._note("checks", f"{self.workflow} was not started on {BRANCH}: {error.problem}")

    def _hold(self, seen: _Seen, remote: Remote, commit: str, report: str) -> Outcome:
        """Leave a branch alone that others work on, but comment when the document changed again."""
        assert remote.branch is not None
        pull = seen.pull
        if pull is None:  # there is nowhere to tell, nor anything that keeps their commits
            blob = self.repository.contract_in(remote.branch)
            body = texts.work_of_others(report, blob, remote.base)
            pull = self.forge.create_pull_request(BRANCH, remote.base, texts.WORK_TITLE, body)
        is_alike = self.repository.regenerated_alike(remote.branch, commit)
        if not is_alike:
            self._comment(pull, texts.HELD_MARKER, texts.held(report, remote.base))
        state = "has the document already" if is_alike else "lacks what Flochat serves now"
        count = f"{len(seen.work)} commit{'s' if len(seen.work) > 1 else ''}"
        self._note(
            "held",
            f"{BRANCH} {state}, and holds {count} by others, the last {seen.work[0]}: it was left "
            f"alone, see #{pull.number}",
        )
        return Outcome.HELD

    def _stays_closed(self, seen: _Seen, commit: str, remote: Remote) -> bool:
        """Whether somebody closed a pull request that proposed the same document."""
        if seen.pull or not (rejected := seen.rejected) or self.propose_again:
            return False
        if not self._proposed_same(rejected, commit, remote):
            return False
        self._note(
            "held",
            f"#{rejected.number} was closed by somebody, and Flochat serves what it proposed: it "
            f"stays closed until the document differs. Reopen it, or start the workflow with "
            f"propose-again, to have it nevertheless",
        )
        return True

    def _is_closed_by_somebody(self, closed: PullRequest) -> bool:
        """Whether a pull request was closed neither by a merge nor by this job."""
        if closed.is_merged:
            return False
        if not texts.is_closed_by_us(closed.body):
            return True
        # Our mark is still there when somebody reopens and closes it again.
        return self.forge.is_closed_by_us(closed.number) is False

    def _proposed_same(self, rejected: PullRequest, commit: str, remote: Remote) -> bool:
        """Whether a commit has the contract that a pull request proposed."""
        repository = self.repository
        # A run that died between push and edit leaves a commit that the body does not know yet.
        proposed = {
            repository.contract_in(rejected.head) if rejected.head else None,
            texts.proposed_in(rejected.body),
        } - {None}
        if not proposed:
            proposed = {
                repository.contract_of_pull_request(rejected.number),
                repository.contract_in(remote.branch) if remote.branch else None,
            }
        now = self._contract_in(commit)
        return any(blob == now or self._say_the_same(blob, now) for blob in proposed)

    def _say_the_same(self, blob: str | None, other: str) -> bool:
        old = self.repository.read_blob(blob) if blob else None
        new = self.repository.read_blob(other)
        return old is not None and new is not None and say_the_same(parse(old), parse(new))

    def _replaced(self, seen: _Seen, remote: Remote, head: str) -> tuple[int, str] | None:
        """The pull request that somebody closed before this one, and the old tip of the branch."""
        if not seen.rejected:
            return None
        if seen.pull:  # the branch was rebuilt by an earlier run
            tip = texts.replaced_in(seen.pull.body) or seen.rejected.head
        else:  # or by this one, unless one died before it came to say so
            tip = remote.branch if remote.branch != head else seen.rejected.head
        return (seen.rejected.number, tip or seen.rejected.head or head)

    def _retire(self, remote: Remote) -> Outcome:
        """Close a pull request that has become obsolete, unless others work on it."""
        _say("regenerate", f"{remote.base} has what Flochat serves")
        if not self.forge.open_pull_requests(BRANCH, remote.base):
            return Outcome.UNCHANGED
        seen = self._look(remote)
        text = texts.moot_but_held(remote.base) if seen.work else texts.moot(remote.base)
        for pull in seen.opened:
            self._comment(pull, texts.MOOT_MARKER, text)
            if seen.work:
                self._note("held", f"#{pull.number} is obsolete, but holds commits by others")
            else:
                self.forge.close(pull, texts.closed_by_us(pull.body))
                self._note("pull request", f"#{pull.number} closed: nothing is left of it")
        return Outcome.UNCHANGED

    def _report_failure(self, regenerated: CommandResult) -> Outcome:
        """Make sure of one issue that says why the regeneration failed."""
        reason = _reason(regenerated)
        try:
            issue = self._report_in_issue(texts.failure(reason, self.run_url))
        except ForgeError as error:
            if error.status != 410:
                raise
            self._note("regenerate", f"failed: {reason}. Issues are switched off")
        else:
            self._note("regenerate", f"failed, see #{issue.number}: {reason}")
        return Outcome.FAILED

    def _report_trouble(self, error: ContractError) -> None:
        """Report in the same issue that the job itself failed, if the forge can be reached."""
        self._note("job", f"failed: {error}")
        try:
            issue = self._report_in_issue(texts.trouble(str(error), self.run_url))
        except ContractError as second:
            self._note("job", f"no issue says so: {second.problem}")
        else:
            self._note("job", f"see #{issue.number}")

    def _report_in_issue(self, body: str) -> Issue:
        """Make sure of one issue with this body; two runs at once may have opened two."""
        issues = self.forge.open_issues(texts.FAILURE_MARKER)
        if not issues:
            return self.forge.create_issue(texts.FAILURE_TITLE, body)
        first, *others = issues
        self.forge.edit(first, texts.FAILURE_TITLE, body)
        for issue in others:
            self.forge.close(issue)
        return first

    def _close_failures(self, issues: list[Issue]) -> None:
        for issue in issues:
            self._comment(issue, texts.RECOVERY_MARKER, texts.RECOVERY)
            self.forge.close(issue)
            self._note("regenerate", f"works again, #{issue.number} closed")

    def _comment(self, issue: Issue, marker: str, text: str) -> None:
        """Comment where it is possible: what is locked takes none, and that is no failure."""
        try:
            self.forge.comment(issue, marker, text)
        except ForgeError as error:
            if error.status not in _NO_COMMENTS:
                raise
            self._note("comment", f"#{issue.number} takes none: {error.problem}")

    def _pull_request(self, remote: Remote) -> PullRequest | None:
        return next(iter(self.forge.open_pull_requests(BRANCH, remote.base)), None)

    def _contract_in(self, commit: str) -> str:
        blob = self.repository.contract_in(commit)
        assert blob is not None  # it was committed a moment ago
        return blob

    def _guide(self, remote: Remote) -> str:
        place = f"{self.forge.repository}/blob/{remote.base}/{texts.GUIDE}"
        return f"{self.repository.server_url}/{place}"

    def _note(self, step: str, text: str) -> None:
        """Print something that also belongs into the summary of the run."""
        _say(step, text)
        self.notes.append(f"{step}: {text}")


def _contract(tree: Path) -> bytes:
    return (tree / CONTRACT).read_bytes()


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
