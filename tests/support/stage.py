"""All that the scheduled job meets: platform, forge, remote repository, and a clone of it."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from attrs import define, field

from flochat.contract.normalise import dump, normalise
from scripts.regeneration.tools import ROOT
from scripts.schedule.forge import Forge
from scripts.schedule.job import Job, Outcome
from scripts.schedule.repository import BRANCH, Identity, Repository
from tests.support import forge as stand_in
from tests.support import quick_regeneration
from tests.support.hostile_server import Request, Step, answer, hostile_server
from tests.support.small_contract import json as json_body
from tests.support.small_contract import operation, small_contract

Document = dict[str, Any]

BOT: Final = Identity(stand_in.LOGIN, "41898282+github-actions[bot]@users.noreply.github.com")
EVE: Final = Identity("Eve", "eve@example.org")
QUICK: Final = (sys.executable, quick_regeneration.__file__)
REAL: Final = (sys.executable, str(ROOT / "scripts" / "regenerate.py"), "--no-type-check")
PASSING: Final = (sys.executable, "-c", "print('12 passed')")
FAILING: Final = (sys.executable, "-c", "print('1 failed, 11 passed'); raise SystemExit(1)")

CHANGELOG: Final = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A client.\n"

# The forge's own guard: whoever pushes may move our branch, and nothing else.
_GUARD: Final = f"""#!/bin/sh
echo "$1" >> pushed
[ "$1" = refs/heads/{BRANCH} ] || {{ echo "$1 is protected" >&2; exit 1; }}
"""


def document(**extra: Document) -> Document:
    """A document with ten operations and more, by their paths (`things` for `GET /things`)."""
    new = small_contract()
    names = [*(f"thing{n}" for n in range(7)), *extra]
    for name in names:
        get = operation(name, json_body({"type": "string"}))
        new["paths"][f"/{name}"] = {"get": {**get, **extra.get(name, {})}}
    return new


def breaking() -> Document:
    new = document()
    del new["paths"]["/thing6"]
    return new


def additive() -> Document:
    return document(comments={})


def cosmetic() -> Document:
    new = document()
    new["paths"]["/tags"]["get"]["description"] = "Every tag there is."
    return new


def git(folder: Path, *arguments: str, by: Identity = EVE) -> str:
    roles = ("AUTHOR", "COMMITTER")
    people = {
        **{f"GIT_{role}_NAME": by.name for role in roles},
        **{f"GIT_{role}_EMAIL": by.email for role in roles},
    }
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, **people}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def found(folder: Path) -> Path:
    """Make a repository, as far as a regeneration needs one, and its bare origin."""
    work, bare = folder / "work", folder / "bare.git"
    work.mkdir()
    git(work, "init", "--quiet", "--initial-branch=main")
    contract = normalise(document())
    (work / "openapi.json").write_text(dump(contract))
    quick_regeneration.write_client(work, contract)
    (work / "CHANGELOG.md").write_text(CHANGELOG)
    shutil.copytree(ROOT / "scripts" / "generator", work / "scripts" / "generator")
    shutil.copy(ROOT / "scripts" / "requirements-generator.txt", work / "scripts")
    (work / "scripts" / "overlay.json").write_text('{"overlay": "1.0.0", "actions": []}')
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "Begin")
    git(folder, "clone", "--quiet", "--bare", str(work), str(bare))
    (bare / "hooks" / "update").write_text(_GUARD)
    (bare / "hooks" / "update").chmod(0o755)
    return bare


@define
class Stage:
    """What a test acts on. `answers` is what the platform answers to whatever it is asked."""

    folder: Path
    hub: stand_in.Forge
    source: str = ""
    answers: Sequence[Step] = ()
    asked: list[Request] = field(factory=list)
    pauses: list[float] = field(factory=list)
    base: str = "main"

    @property
    def bare(self) -> Path:
        return self.folder / "bare.git"

    @property
    def clone(self) -> Path:
        return self.folder / "clone"

    def serve(self, new: Document) -> None:
        self.answers = answer(json.dumps(new))

    def run(
        self,
        *options: str,
        regeneration: tuple[str, ...] = QUICK,
        checks: tuple[str, ...] = PASSING,
        run_url: str | None = None,
        api_key: str | None = None,
        **more: Any,
    ) -> Outcome:
        """Run the job in the clone; where it would wait, `pauses` has for how long."""
        hub, pause = self.hub, self.pauses.append
        with Forge(hub.api_url, stand_in.REPOSITORY, hub.token, BOT.name, pause=pause) as forge:
            return Job(
                Repository(self.clone, BOT, hub.url, hub.token, pause=pause),
                forge,
                (*regeneration, "--source", self.source, *options),
                checks,
                run_url=run_url,
                api_key=api_key,
                **more,
            ).run()

    def command(
        self, checks: tuple[str, ...] = PASSING, regeneration: tuple[str, ...] = QUICK
    ) -> list[str]:
        """The command line that runs the job in the clone."""
        return [
            *(sys.executable, str(ROOT / "scripts" / "scheduled_regeneration.py")),
            *("--root", str(self.clone)),
            *("--regenerate", shlex.join(regeneration)),
            *("--checks", shlex.join(checks)),
            *("--", "--source", self.source),
        ]

    def environment(self) -> dict[str, str]:
        """What the forge's runner has in its environment."""
        return {
            **os.environ,
            "GITHUB_API_URL": self.hub.api_url,
            "GITHUB_SERVER_URL": self.hub.url,
            "GITHUB_REPOSITORY": stand_in.REPOSITORY,
            "GITHUB_TOKEN": self.hub.token,
        }

    def started(
        self, checks: tuple[str, ...] = PASSING, regeneration: tuple[str, ...] = QUICK
    ) -> subprocess.Popen[str]:
        """The job in a process of its own."""
        return subprocess.Popen(
            self.command(checks, regeneration),
            env=self.environment(),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def tip(self, branch: str = BRANCH) -> str | None:
        """The commit that a branch of the remote is at."""
        ref = f"refs/heads/{branch}"
        return git(self.bare, "for-each-ref", "--format=%(objectname)", ref) or None

    def file(self, name: str, commit: str = BRANCH) -> str:
        return git(self.bare, "show", f"{commit}:{name}")

    def pushes(self) -> list[str]:
        """The refs that were pushed, or tried to be."""
        log = self.bare / "pushed"
        return log.read_text().split() if log.exists() else []

    def commit_to(
        self, branch: str, name: str = "notes.md", text: str = "theirs", by: Identity = EVE
    ) -> str:
        """Somebody puts a file on a branch of the remote; the commit."""
        with self.tree_of(branch) as tree:
            (tree / name).write_text(text)
            git(tree, "add", "--all")
            git(tree, "commit", "--quiet", "--message", "Theirs", by=by)
            return self.land(tree, branch)

    def merge(self) -> None:
        """Somebody merges our branch into main, without a commit of its own."""
        git(self.bare, "update-ref", f"refs/heads/{self.base}", BRANCH)

    def merge_by(self, button: str) -> None:
        """Somebody merges our pull request by one of the three buttons; the branch stays."""
        pulls = self.hub.pulls()
        with self.tree_of(self.base) as tree:
            _BUTTONS[button](tree)
            self.land(tree, self.base)
        for pull in pulls if self.hub.notices_merges else ():
            self.hub.merged(pull)
        self.update_clone()

    def on_branch(self, *commands: Sequence[str], by: Identity = EVE) -> str:
        """Somebody works on our branch with git, and pushes with force; its new tip."""
        with self.tree_of(BRANCH) as tree:
            for command in commands:
                git(tree, *command, by=by)
            return self.land(tree, BRANCH)

    def delete_branch(self) -> None:
        git(self.bare, "update-ref", "-d", f"refs/heads/{BRANCH}")

    def update_clone(self) -> None:
        """Check out the base anew, as the next run of the workflow does."""
        git(self.clone, "fetch", "--quiet", "--prune", "origin")
        git(self.clone, "checkout", "--quiet", "--force", "--detach", f"origin/{self.base}")

    @contextmanager
    def tree_of(self, branch: str) -> Iterator[Path]:
        """A clone of the remote at a branch, in which somebody works; it is gone at the end."""
        tree = self.folder / "theirs"
        git(self.folder, "clone", "--quiet", "--branch", branch, str(self.bare), str(tree))
        yield tree
        shutil.rmtree(tree)

    def land(self, tree: Path, branch: str) -> str:
        """Have the bare repository take a commit, past the guard that is there for pushes."""
        commit = git(tree, "rev-parse", "HEAD")
        git(self.bare, "fetch", "--quiet", str(tree), f"+HEAD:refs/heads/{branch}")
        return commit


def _merge(tree: Path) -> None:
    git(tree, "merge", "--quiet", "--no-ff", "--message", "Merge", f"origin/{BRANCH}")


def _squash(tree: Path) -> None:
    git(tree, "merge", "--quiet", "--squash", f"origin/{BRANCH}")
    git(tree, "commit", "--quiet", "--message", "Squashed")


def _rebase(tree: Path) -> None:
    base = git(tree, "rev-parse", "HEAD")
    git(tree, "checkout", "--quiet", "--detach", f"origin/{BRANCH}")
    git(tree, "rebase", "--quiet", "--force-rebase", base)


_BUTTONS: Final[dict[str, Callable[[Path], None]]] = {
    "merge commit": _merge,
    "squash": _squash,
    "rebase": _rebase,
}


@contextmanager
def stage(template: Path, folder: Path) -> Iterator[Stage]:
    """Set the stage in a folder; the platform serves what the repository has."""
    shutil.copytree(template, folder / "bare.git")
    git(folder, "clone", "--quiet", str(folder / "bare.git"), str(folder / "clone"))
    with stand_in.forge(folder / "bare.git") as hub:
        made = Stage(folder, hub)

        def handle(request: Request) -> Sequence[Step]:
            made.asked.append(request)
            return made.answers

        with hostile_server(handle) as server:
            made.source = f"{server.url}/api"
            made.serve(document())
            yield made
