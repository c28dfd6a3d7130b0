"""Repositories that pages about the contract are run in."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

from flochat.contract import vendored_contract
from tests.support.page_blocks import ROOT

#: What of this project its own repository needs.
_FOLDERS: Final = ("docs", "flochat", "generated", "scripts", "tests")
_FILES: Final = (
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Makefile",
    "README.md",
    "openapi.json",
    "pyproject.toml",
    "requirements-dev.txt",
)
#: Code that uses a field of subscribers: certainly, likely, in a test, and by a name nobody knows.
USES: Final = {
    "src/people.py": """\
from flochat import Flochat


def languages(client: Flochat) -> list[str]:
    people = client.subscribers.list()
    return sorted({person.language.upper() for person in people})
""",
    "src/report.py": """\
from flochat import Subscriber


def line(person: Subscriber) -> str:
    return f"{person.name}, {person.language}"
""",
    "src/plugins.py": """\
from flochat import Flochat


def value(client: Flochat, name: str) -> object:
    return getattr(client.subscribers, name)
""",
    "tests/test_people.py": """\
from flochat import Subscriber


def test_a_person_has_a_language() -> None:
    person = Subscriber.from_dict({"user_ns": "f1u2", "language": "de"})
    assert person.language == "de"
""",
}


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as somebody without settings of their own."""
    who = ("-c", "user.name=Reader", "-c", "user.email=reader@example.com")
    command = ["git", *who, "-c", "init.defaultBranch=main", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def contract_repository(folder: Path, *, renamed: bool = True, path: str = "openapi.json") -> None:
    """A repository whose tag v1.2.0 has the document before it broke `POST /flow/create-tag`."""
    old = vendored_contract(overlaid=False)
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet")
    _write(file, old)
    git(folder, "add", path)
    git(folder, "commit", "--quiet", "-m", "Release 1.2.0")
    git(folder, "tag", "v1.2.0")
    _write(file, _broken(old, renamed=renamed))


def repository_with_uses(folder: Path) -> None:
    """A repository whose document lost a field of subscribers, and code that uses it."""
    new = vendored_contract(overlaid=False)
    old = copy.deepcopy(new)
    del new["components"]["schemas"]["BotUser"]["properties"]["language"]
    git(folder, "init", "--quiet")
    for name, text in USES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    _write(folder / "openapi.json", old)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Release 1.2.0")
    git(folder, "tag", "v1.2.0")
    _write(folder / "openapi.json", new)


def _broken(old: dict[str, Any], *, renamed: bool) -> dict[str, Any]:
    new = copy.deepcopy(old)
    content = new["paths"]["/flow/create-tag"]["post"]["requestBody"]["content"]
    schema = content["application/json"]["schema"]
    schema["properties"]["color"] = {"type": "string"}
    schema["required"] = ["color", *schema.get("required", ())]
    if renamed:
        new["paths"]["/flow/tags"]["get"]["tags"] = ["Tags"]
    return new


def _write(file: Path, document: dict[str, Any]) -> None:
    file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def breaking_pull_request(folder: Path) -> None:
    """This project's own repository, with a pull request for a document that breaks it.

    It shares the environments, which `make setup` finds ready.
    """
    origin = folder.with_name("origin.git")
    git(folder, "init", "--quiet", "--bare", str(origin))
    for name in (*_FOLDERS, *_FILES):
        copy_in = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy_in(ROOT / name, folder / name)
    for environment in (".venv", ".venv-generator"):
        (folder / environment).mkdir()
        for part in (ROOT / environment).iterdir():
            if part.name != "ready":
                (folder / environment / part.name).symlink_to(part)
        (folder / environment / "ready").touch()
    git(folder, "init", "--quiet")
    (folder / ".git" / "info" / "exclude").write_text(".venv\n.venv-generator\n")
    git(folder, "remote", "add", "origin", str(origin))
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Release 1.2.0")
    git(folder, "push", "--quiet", "origin", "main")
    document = json.loads((folder / "openapi.json").read_text(encoding="utf-8"))
    git(folder, "switch", "--quiet", "--create", "contract/regenerate")
    _write(folder / "openapi.json", _broken(document, renamed=False))
    regenerate = ("scripts/regenerate.py", "--source", "openapi.json", "--no-type-check")
    subprocess.run(
        [".venv/bin/python", *regenerate],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{folder / 'generated'}"},
        check=True,
        capture_output=True,
    )
    git(folder, "commit", "--quiet", "--all", "-m", "Follow the document")
    git(folder, "push", "--quiet", "origin", "contract/regenerate")
    git(folder, "switch", "--quiet", "main")
    git(folder, "branch", "--quiet", "-D", "contract/regenerate")


def correct(folder: Path, correction: str) -> None:
    """Add a correction to the overlay of a repository."""
    file = folder / "scripts" / "overlay.json"
    overlay = json.loads(file.read_text(encoding="utf-8"))
    overlay["actions"].append(json.loads(correction))
    _write(file, overlay)
