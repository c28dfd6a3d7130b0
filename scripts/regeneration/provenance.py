"""What a generated tree was made from, and whether it is still as it was generated."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from flochat.contract.normalise import dump
from scripts.regeneration.tools import Tools

FILE: Final = "provenance.json"


def inputs(document: dict[str, Any], tools: Tools) -> dict[str, Any]:
    """The SHA-256 of document, overlay, generator config and templates, and the pinned versions."""
    return {
        "document": _sha256(dump(document).encode()),
        "overlay": _sha256(tools.overlay.read_bytes()),
        "config": _sha256(tools.config.read_bytes()),
        "templates": {
            name: _sha256(file.read_bytes()) for name, file in files(tools.templates).items()
        },
        "tools": tools.versions(),
    }


def write(generated: Path, sources: dict[str, Any]) -> None:
    """Write `provenance.json` into a generated tree: its inputs, and the SHA-256 of the tree."""
    record = {**sources, "generated": _tree_hash(generated)}
    (generated / FILE).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def is_edited(generated: Path) -> bool:
    """Whether a generated tree differs from what was generated, by its own provenance."""
    try:
        record = json.loads((generated / FILE).read_bytes())
        return bool(record["generated"] != _tree_hash(generated))
    except (OSError, ValueError, LookupError, TypeError):
        return True


def files(folder: Path) -> dict[str, Path]:
    """The files below a folder by their relative names, sorted, without what Python compiled."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: named[name] for name in sorted(named) if "__pycache__" not in name}


def _tree_hash(generated: Path) -> str:
    listing = "".join(
        f"{_sha256(file.read_bytes())}  {name}\n"
        for name, file in files(generated).items()
        if name != FILE
    )
    return _sha256(listing.encode())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
