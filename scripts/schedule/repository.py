"""Git as the scheduled job uses it: the base branch is read, and one other branch is pushed."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from attrs import field, frozen

from flochat.contract.errors import ContractError
from scripts.schedule.commands import without_secrets
from scripts.schedule.history import Commit, fingerprint, parse_log, reachable

BASE: Final = "main"  # where the remote does not say what its default branch is
BRANCH: Final = "contract/regenerate"  # the only ref that is ever pushed
CONTRACT: Final = "openapi.json"
REGENERATED: Final = (CONTRACT, "generated")
CHANGELOG: Final = "CHANGELOG.md"

_TIMEOUT: Final = 600.0
_AGAIN: Final = "run it again: it completes what is missing"
_REMEDIES: Final = {
    "push": f"let the workflow push {BRANCH}: see its protection, and what the token may do",
}
_PAUSE: Final = 5.0  # seconds before the one second try over the network
_PASSING: Final = re.compile(
    r"returned error: (?:429|5\d\d)|HTTP (?:429|5\d\d)|timed out|[Cc]ould not resolve host"
    r"|Connection reset|Failed to connect|early EOF|hung up|unexpected disconnect|Empty reply"
)

# A patch without what depends on its surroundings: where it is, and what the lines around it say.
_PATCH: Final = (
    *("-p", "-U0", "--full-index", "--binary", "--no-renames"),
    *("--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/"),
)
_TRAILER: Final = "Regenerated-Patch"
_SETTINGS: Final = {
    "core.hooksPath": os.devnull,
    "commit.gpgSign": "false",
    "gc.auto": "0",
    "log.showSignature": "false",
}


@frozen
class Identity:
    """The author of commits; the name is also the login on the forge."""

    name: str
    email: str


@frozen
class Remote:
    """The commits that the remote's base branch and our branch are at, and the base's name."""

    main: str
    branch: str | None
    base: str = BASE


@frozen
class Repository:
    """A full clone of the repository, whose `origin` is on the forge.

    Its checkout is left alone: the job works in working trees of its own. Git gets the token
    through its environment, for `server_url` only, so it is in no command line, URL or file. Every
    method raises ContractError, which is one line without the token.
    """

    folder: Path
    identity: Identity
    server_url: str
    token: str = field(repr=False)
    pause: Callable[[float], None] = field(default=time.sleep, repr=False)

    def fetch(self) -> Remote:
        """Fetch the remote's branches: its default branch, which is the base, and ours."""
        base = self._default_branch()
        heads = (f"refs/heads/{name}*:refs/remotes/origin/{name}*" for name in (base, BRANCH))
        refspecs = (f"+{head}" for head in heads)  # as patterns: a branch may be missing
        self._remotely("fetch", "--quiet", "--no-tags", "--prune", "origin", *refspecs)
        if (main := self._tip(base)) is None:
            raise ContractError("fetch", f"origin has no {base}", "check what origin is")
        return Remote(main, self._tip(BRANCH), base)

    def base(self, remote: Remote) -> str:
        """The commit that is checked out, which must be one of the base, with all its history.

        The job's own code is from that commit, so regeneration and checks are based on it.
        """
        if self._git("rev-parse", "--is-shallow-repository") == "true":
            raise ContractError("fetch", "a shallow clone", "check out with fetch-depth: 0")
        head = self._git("rev-parse", "HEAD")
        if self._git("rev-list", f"{remote.main}..{head}"):
            problem = f"HEAD is not on {remote.base}"
            raise ContractError("fetch", problem, f"check out {remote.base}")
        return head

    @contextmanager
    def worktree(self, commit: str) -> Iterator[Path]:
        """A separate working tree, in an otherwise empty folder; both are removed at the end."""
        try:
            with tempfile.TemporaryDirectory(prefix="flochat-regeneration-") as scratch:
                tree = Path(scratch, "tree")
                self._git("worktree", "add", "--quiet", "--detach", str(tree), commit)
                yield tree
        finally:
            self._git("worktree", "prune")

    def is_regenerated(self, tree: Path) -> bool:
        """Whether contract or client in a working tree have changed."""
        return bool(self._git("status", "--porcelain", "--", *REGENERATED, folder=tree))

    def commit(self, tree: Path, message: str) -> str:
        """Commit contract, client and changelog of a working tree, whatever else is in it.

        The message ends with a fingerprint of the patch, so that the commit is known again after
        somebody has moved it elsewhere.
        """
        self._git("add", "--all", "--", *REGENERATED, CHANGELOG, folder=tree)
        patch = self._raw("diff-index", "--cached", *_PATCH, "HEAD", folder=tree)
        message = f"{message}\n\n{_TRAILER}: {fingerprint(patch)}"
        self._git("commit", "--quiet", "--no-verify", "--message", message, folder=tree)
        return self._git("rev-parse", "HEAD", folder=tree)

    def open_work(self, remote: Remote, merged: Set[str] = frozenset()) -> tuple[str, ...]:
        """The commits of others on our branch that have not come into the base in any way.

        Nobody's work are: commits that change nothing, merges of two commits in which nobody
        decided anything, our own commits that somebody moved as they are, and what the base has
        by now, whether it came by a merge, commit by commit or as one commit. `merged` are the
        tips of pull requests that the forge says were merged.
        """
        if remote.branch is None:
            return ()
        commits = self._commits(f"{remote.main}..{remote.branch}")
        theirs = [commit for commit in commits if not self._is_ours(commit)]
        theirs = [commit for commit in theirs if not self._is_idle(commit)]
        if not theirs:
            return ()
        landed = self._landed(remote, commits, merged)
        return tuple(commit.name for commit in theirs if commit.name not in landed)

    def contract_in(self, commit: str) -> str | None:
        """The blob that the contract is in a commit; None when either is not there."""
        if not self._has(commit):
            return None
        line = self._git("ls-tree", commit, "--", CONTRACT)
        return line.split()[2] if line else None

    def contract_of_pull_request(self, number: int) -> str | None:
        """The blob that the contract is in a pull request, if the remote keeps its commits."""
        ref = f"refs/remotes/origin/pull/{number}"
        try:
            self._remotely(
                "fetch", "--quiet", "--no-tags", "origin", f"+refs/pull/{number}/head:{ref}"
            )
        except ContractError:  # not every forge keeps them
            return None
        return self.contract_in(self._git("rev-parse", ref))

    def read_blob(self, blob: str) -> bytes | None:
        """The content of a blob; None when it is not there."""
        try:
            return self._raw("cat-file", "blob", blob)
        except ContractError:
            return None

    def regenerated_alike(self, one: str, other: str) -> bool:
        """Whether two commits have the same contract and client."""
        trees = {self._git("ls-tree", commit, "--", *REGENERATED) for commit in (one, other)}
        return len(trees) == 1

    def has_all_of(self, tip: str, commit: str) -> bool:
        """Whether a tip has the very files of a commit, and the commit that it was made on."""
        trees = {self._git("rev-parse", f"{name}^{{tree}}") for name in (tip, commit)}
        return len(trees) == 1 and self._is_ancestor(f"{commit}^", tip)

    def push(self, commit: str, remote: Remote) -> None:
        """Set our branch to a commit, unless somebody moved it since it was fetched."""
        head = f"refs/heads/{BRANCH}"
        lease = f"--force-with-lease={head}:{remote.branch or ''}"
        self._remotely("push", "--quiet", lease, "origin", f"{commit}:{head}")

    def _default_branch(self) -> str:
        try:
            answer = self._remotely("ls-remote", "--symref", "origin", "HEAD")
        except ContractError as error:  # it is a part of the fetch, and told as that
            raise ContractError("git fetch", error.problem, error.remedy) from None
        match = re.match(r"ref: refs/heads/(\S+)\tHEAD$", answer, re.MULTILINE)
        return match[1] if match else BASE

    def _tip(self, branch: str) -> str | None:
        ref = f"refs/remotes/origin/{branch}"
        return self._git("for-each-ref", "--format=%(objectname)", ref) or None

    def _commits(self, *span: str) -> list[Commit]:
        layout = "%H%x00%P%x00%ae%x00%ce%x00%(trailers:key=" + _TRAILER + ",valueonly)%x1e"
        return parse_log(self._git("log", f"--format={layout}", *span))

    def _is_ours(self, commit: Commit) -> bool:
        """Whether we wrote a commit, and nobody but us has put anything into it since."""
        email = self.identity.email
        if commit.author != email:
            return False
        return commit.committer == email or commit.patch == self._fingerprint(commit)

    def _is_idle(self, commit: Commit) -> bool:
        """Whether a commit holds nothing by itself: it is empty, or a merge as git makes it."""
        tree = self._git("rev-parse", f"{commit.name}^{{tree}}")
        if len(commit.parents) == 1:
            return tree == self._git("rev-parse", f"{commit.parents[0]}^{{tree}}")
        return len(commit.parents) == 2 and tree == self._merged(*commit.parents)

    def _landed(self, remote: Remote, commits: Sequence[Commit], merged: Set[str]) -> Set[str]:
        """The names of those commits of our branch whose changes the base has."""
        of_main = self._patches_of_main(remote, commits)
        tree_of_main = self._git("rev-parse", f"{remote.main}^{{tree}}")
        landed: set[str] = set()
        for commit in commits:  # from the tip on, so that most is settled by the first
            if commit.name in landed:
                continue
            if self._fingerprint(commit) in of_main:
                landed.add(commit.name)
            fork = self._merge_base(remote.main, commit.name)
            is_merged = (
                commit.name in merged
                or self._merged(remote.main, commit.name) == tree_of_main
                or (fork is not None and self._patch(fork, commit.name) in of_main)
            )
            if is_merged:
                landed |= reachable(commit, commits)
        return landed

    def _patches_of_main(self, remote: Remote, commits: Sequence[Commit]) -> Set[str | None]:
        """The fingerprints of what came into the base since our branch was first made from it."""
        names = {commit.name for commit in commits}
        roots = {parent for commit in commits for parent in commit.parents} - names
        fork = self._merge_base("--octopus", *sorted(roots)) if roots else None
        if fork is None:  # histories that have nothing in common
            return set()
        since = self._commits("--no-merges", f"{fork}..{remote.main}")
        return {self._fingerprint(commit) for commit in since} - {None}

    def _fingerprint(self, commit: Commit) -> str | None:
        """What a commit changes; None for a merge, and for one that changes nothing."""
        if len(commit.parents) != 1:
            return None
        return self._patch(commit.parents[0], commit.name)

    def _patch(self, old: str, new: str) -> str | None:
        return fingerprint(self._raw("diff-tree", "-r", *_PATCH, old, new))

    def _merged(self, one: str, other: str) -> str | None:
        """The tree that git makes of two commits without anybody's help; None when it cannot."""
        try:
            return self._git("merge-tree", "--write-tree", one, other)
        except ContractError:
            return None

    def _merge_base(self, *commits: str) -> str | None:
        try:
            return self._git("merge-base", *commits)
        except ContractError:
            return None

    def _has(self, commit: str) -> bool:
        try:
            self._git("cat-file", "-e", f"{commit}^{{commit}}")
        except ContractError:
            return False
        return True

    def _is_ancestor(self, one: str, other: str) -> bool:
        return not self._git("rev-list", "--max-count=1", one, f"^{other}")

    def _remotely(self, *arguments: str) -> str:
        """Talk to the remote; once more when what was in the way may have passed."""
        try:
            return self._with_token(*arguments)
        except ContractError as error:
            if not _PASSING.search(error.problem):
                raise
            self.pause(_PAUSE)
            return self._with_token(*arguments)  # a push has its lease: twice is as once

    def _with_token(self, *arguments: str) -> str:
        credentials = base64.b64encode(f"x-access-token:{self.token}".encode()).decode()
        header = {f"http.{self.server_url}/.extraHeader": f"Authorization: basic {credentials}"}
        try:
            return self._git(*arguments, settings=header)
        except ContractError as error:
            problem = error.problem.replace(self.token, "***").replace(credentials, "***")
            raise ContractError(error.step, problem, error.remedy) from None

    def _git(
        self, *arguments: str, folder: Path | None = None, settings: dict[str, str] | None = None
    ) -> str:
        output = self._raw(*arguments, folder=folder, settings=settings)
        return output.decode(errors="replace").strip()

    def _raw(
        self, *arguments: str, folder: Path | None = None, settings: dict[str, str] | None = None
    ) -> bytes:
        step = f"git {arguments[0]}"
        try:
            completed = subprocess.run(
                ["git", *arguments],
                cwd=folder or self.folder,
                env=self._environment({**_SETTINGS, **(settings or {})}),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_TIMEOUT,
            )
        except subprocess.TimeoutExpired:
            raise ContractError(step, f"not done after {_TIMEOUT:g} s", _AGAIN) from None
        if completed.returncode:
            problem = completed.stderr.decode(errors="replace").strip()
            remedy = _REMEDIES.get(arguments[0], _AGAIN)
            raise ContractError(step, problem or f"{completed.returncode}", remedy)
        return completed.stdout

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        config = {
            f"GIT_CONFIG_{part}_{number}": text
            for number, setting in enumerate(settings.items())
            for part, text in zip(("KEY", "VALUE"), setting, strict=True)
        }
        people = {
            f"GIT_{role}_{key}": text
            for role in ("AUTHOR", "COMMITTER")
            for key, text in (("NAME", self.identity.name), ("EMAIL", self.identity.email))
        }
        return {
            **without_secrets(os.environ),
            **people,
            **config,
            "GIT_CONFIG_COUNT": str(len(settings)),
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C.UTF-8",
        }
