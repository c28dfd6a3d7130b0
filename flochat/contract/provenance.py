"""What a generated tree was made of, and whether it is still what was made."""

import hashlib
import json
from pathlib import Path
from typing import Any

from flochat.contract.normalise import dump
from flochat.contract.tools import Tools

FILE = "provenance.json"


def write(generated: Path, document: dict[str, Any], tools: Tools) -> None:
    """Write `provenance.json`: the SHA-256 of everything that went in, the tools' versions, the SHA-256 of what came out."""
    record = inputs(document, tools) | {"generated": tree_hash(generated)}
    (generated / FILE).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def inputs(document: dict[str, Any], tools: Tools) -> dict[str, Any]:
    """The hashes of document, overlay, generator config and templates, and the versions of the generator's environment."""
    return {
        "document": _sha256(dump(document).encode()),
        "overlay": _sha256(tools.overlay.read_bytes()),
        "config": _sha256(tools.config.read_bytes()),
        "templates": {name: _sha256(file.read_bytes()) for name, file in files(tools.templates).items()},
        "tools": tools.versions,
    }


def tree_hash(generated: Path) -> str:
    """The SHA-256 of a generated tree: of names and bytes of all its files but the provenance itself."""
    lines = [f"{_sha256(file.read_bytes())}  {name}\n" for name, file in files(generated).items() if name != FILE]
    return _sha256("".join(lines).encode())


def files(folder: Path) -> dict[str, Path]:
    """The files below a folder by their names in it, in order; what Python compiled for itself is left out."""
    found = (file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return dict(sorted((file.relative_to(folder).as_posix(), file) for file in found))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
