"""Repositories that pages about the contract are run in."""

from __future__ import annotations

import copy
import json
import subprocess
from pathlib import Path
from typing import Any

from flochat.contract import vendored_contract


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


def _broken(old: dict[str, Any], *, renamed: bool) -> dict[str, Any]:
    new = copy.deepcopy(old)
    content = new["paths"]["/flow/create-tag"]["post"]["requestBody"]["content"]
    schema = content["application/json"]["schema"]
    schema["properties"]["color"] = {"type": "string"}
    schema.setdefault("required", []).append("color")
    if renamed:
        new["paths"]["/flow/tags"]["get"]["tags"] = ["Tags"]
    return new


def _write(file: Path, document: dict[str, Any]) -> None:
    file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
