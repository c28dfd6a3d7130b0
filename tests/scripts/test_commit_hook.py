"""The hook for pre-commit: what documents break since the last commit, in a real repository."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.regeneration.tools import ROOT
from tests.support.tiny_document import answering

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
TEXT, WHOLE = answering({"type": "string"}), answering({"type": "integer"})


def git(*arguments: str) -> str:
    who = ["-c", "user.name=T", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, in which we are."""
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q")
    return folder


def stage(**files: Any) -> None:
    """Write documents, or texts, and add them to the index."""
    for name, content in files.items():
        file = Path(name.replace("__", "/").replace("_", "."))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else json.dumps(content))
        git("add", str(file))


def commit(**files: Any) -> None:
    stage(**files)
    git("commit", "-q", "-m", "more")


def hook(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the hook's entry as pre-commit does: with the staged files that it asks for, if any."""
    staged = git("diff", "--staged", "--name-only", "--no-ext-diff", "--diff-filter=ACMRTUXB")
    files = [file for file in staged.splitlines() if re.search(HOOK["files"], file)]
    if not files:
        return subprocess.CompletedProcess([], 0, "", "")
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    command = [*shlex.split(HOOK["entry"]), *arguments, *files]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, env={**os.environ, "PATH": path}
    )


@pytest.mark.usefixtures("repository")
class TestTheHook:
    def test_it_fails_when_a_document_breaks_its_clients(self) -> None:
        commit(openapi_json=TEXT)
        stage(openapi_json=WHOLE)
        failed = hook()
        assert failed.returncode == 1, failed.stderr
        assert failed.stdout.startswith("breaking: 1 ERR")
        assert "(openapi.json:1:" in failed.stdout

    def test_it_passes_when_nothing_breaks(self) -> None:
        commit(openapi_json=TEXT)
        stage(openapi_json=json.dumps(TEXT, indent=4))
        assert hook().returncode == 0

    def test_what_is_in_no_commit_breaks_nobody(self) -> None:
        stage(openapi_json=TEXT)
        first = hook()
        assert (first.returncode, first.stdout) == (0, "")
        assert "openapi.json: new since HEAD" in first.stderr
        git("commit", "-q", "-m", "first")
        stage(docs__openapi_json=WHOLE)
        assert hook().returncode == 0

    def test_every_document_is_compared_and_the_worst_counts(self) -> None:
        commit(openapi_json=TEXT, sub__openapi_json=TEXT, sub__openapi__v2_json="{}")
        stage(openapi_json="{", sub__openapi_json=WHOLE)
        failed = hook()
        assert failed.returncode == 2
        assert failed.stderr.startswith("openapi.json: read: JSON that")
        assert "\nsub/openapi.json\nbreaking: 1 ERR" in failed.stdout
        stage(openapi_json=TEXT)
        assert hook().returncode == 1

    def test_yaml_is_read_and_other_files_are_left_alone(self) -> None:
        commit(openapi_yaml=yaml.safe_dump(TEXT), package_json="{}")
        stage(openapi_yaml=yaml.safe_dump(WHOLE), package_json="[]")
        assert hook().returncode == 1
        commit()
        stage(package_json="{}")
        assert hook().returncode == 0

    def test_it_takes_the_options_of_the_comparison(self) -> None:
        commit(openapi_json=TEXT)
        stage(openapi_json=WHOLE)
        accepted = {
            "id": "response-body-type-changed",
            "operation": "* /things/*",
            "reason": "agreed",
            "until": "2999-12-31",
        }
        Path("accepted.json").write_text(json.dumps({"accepted": [accepted]}))
        assert hook("--accepted", "accepted.json").returncode == 0
        assert hook("--fail-on", "broken").returncode == 0
        assert hook("--format", "github").stdout.startswith("::error file=openapi.json,")

    def test_a_folder_of_the_repository_will_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        commit(sub__openapi_json=TEXT)
        stage(sub__openapi_json=WHOLE)
        monkeypatch.chdir("sub")
        command = [sys.executable, "-m", "flochat.contract", "since", "HEAD", "openapi.json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 1
        assert "sub/openapi.json" not in done.stderr

    def test_a_revision_that_is_not_there_is_told(self) -> None:
        commit(openapi_json=TEXT)
        command = [sys.executable, "-m", "flochat.contract", "since", "nowhere", "openapi.json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 2
        assert "there is no revision 'nowhere' here" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_it_installs_what_reads_yaml_as_the_extra_does() -> None:
    extras = re.search(r"^contract = (\[.*\])$", (ROOT / "pyproject.toml").read_text(), re.M)
    assert extras is not None
    assert HOOK["additional_dependencies"] == json.loads(extras[1])
    assert HOOK["language"] == "python"
