"""Git as the scheduled job uses it: `main` is read, and one other branch is pushed."""

from __future__ import annotations

import base64
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from attrs import field, frozen

from flochat.contract.errors import ContractError
from scripts.schedule.commands import without_secrets

BASE: Final = "main"
BRANCH: Final = "contract/regenerate"  # the only ref that is ever pushed
REGENERATED: Final = ("openapi.json", "generated")
CHANGELOG: Final = "CHANGELOG.md"

_TIMEOUT: Final = 600.0
_AGAIN: Final = "run it again: it completes what is missing"
_SETTINGS: Final = {
    "core.hooksPath": os.devnull,
    "commit.gpgSign": "false",
    "gc.auto": "0",
}


@frozen
class Identity:
    """The author of commits; the name is also the login on the forge."""

    name: str
    email: str


@frozen
class Remote:
    """The commits that the remote's `main` and our branch are at."""

    main: str
    branch: str | None


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

    def fetch(self) -> Remote:
        """Fetch the remote's branches."""
        heads = (f"refs/heads/{name}*:refs/remotes/origin/{name}*" for name in (BASE, BRANCH))
        refspecs = (f"+{head}" for head in heads)  # as patterns: a branch may be missing
        self._remotely("fetch", "--quiet", "--no-tags", "--prune", "origin", *refspecs)
        if (main := self._tip(BASE)) is None:
            raise ContractError("fetch", f"origin has no {BASE}", "check what origin is")
        return Remote(main, self._tip(BRANCH))

    def base(self, remote: Remote) -> str:
        """The commit that is checked out, which must be one of `main`, with all its history.

        The job's own code is from that commit, so regeneration and checks are based on it.
        """
        if self._git("rev-parse", "--is-shallow-repository") == "true":
            raise ContractError("fetch", "a shallow clone", "check out with fetch-depth: 0")
        head = self._git("rev-parse", "HEAD")
        if self._git("rev-list", f"{remote.main}..{head}"):
            raise ContractError("fetch", f"HEAD is not on {BASE}", f"check out {BASE}")
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
        """Commit contract, client and changelog of a working tree, whatever else is in it."""
        self._git("add", "--all", "--", *REGENERATED, CHANGELOG, folder=tree)
        self._git("commit", "--quiet", "--no-verify", "--message", message, folder=tree)
        return self._git("rev-parse", "HEAD", folder=tree)

    def has_commits_of_others(self, remote: Remote) -> bool:
        """Whether our branch has commits that anyone else wrote or committed."""
        if remote.branch is None:
            return False
        commits = f"{remote.main}..{remote.branch}"
        people = self._git("log", "--format=%ae%n%ce", commits).splitlines()
        return bool(set(people) - {self.identity.email})

    def regenerated_alike(self, one: str, other: str) -> bool:
        """Whether two commits have the same contract and client."""
        trees = {self._git("ls-tree", commit, "--", *REGENERATED) for commit in (one, other)}
        return len(trees) == 1

    def alike(self, one: str, other: str) -> bool:
        """Whether two commits differ only in their time: the same files on the same base."""
        contents = {self._git("show", "-s", "--format=%T %P", commit) for commit in (one, other)}
        return len(contents) == 1

    def push(self, commit: str, remote: Remote) -> None:
        """Set our branch to a commit, unless somebody moved it since it was fetched."""
        head = f"refs/heads/{BRANCH}"
        lease = f"--force-with-lease={head}:{remote.branch or ''}"
        self._remotely("push", "--quiet", lease, "origin", f"{commit}:{head}")

    def _tip(self, branch: str) -> str | None:
        ref = f"refs/remotes/origin/{branch}"
        return self._git("for-each-ref", "--format=%(objectname)", ref) or None

    def _remotely(self, *arguments: str) -> str:
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
        step = f"git {arguments[0]}"
        try:
            completed = subprocess.run(
                ["git", *arguments],
                cwd=folder or self.folder,
                env=self._environment({**_SETTINGS, **(settings or {})}),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=_TIMEOUT,
            )
        except subprocess.TimeoutExpired:
            raise ContractError(step, f"not done after {_TIMEOUT:g} s", _AGAIN) from None
        if completed.returncode:
            problem = completed.stderr.strip() or f"{completed.returncode}"
            raise ContractError(step, problem, _AGAIN)
        return completed.stdout.strip()

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
