"""Reads a revision of a document to compare: from a file, a URL, or git."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path
from typing import Final

from attrs import frozen

from .document import Document, check_comparable, parse
from .errors import ContractError
from .pull import Limits, pull

_SECONDS: Final = 60.0
_DEFAULT_LIMITS: Final = Limits()


@frozen
class Revision:
    """A document, the file that it is or was (None for a URL), and the SHA-256 of its bytes."""

    document: Document
    file: str | None
    sha256: str


def load(source: str, *, limits: Limits = _DEFAULT_LIMITS) -> Revision:
    """The document of a file, of a URL (a Swagger page too), or of `REV:PATH` in git.

    Raises ContractError when there is none, or when it is not OpenAPI 3.
    """
    if "://" in source:
        revision = _pulled(source, None, limits)
    elif ":" in source and not Path(source).exists():
        revision = _committed(source)
    else:
        revision = _pulled(source, source, limits)
    check_comparable(revision.document)
    return revision


def _pulled(source: str, file: str | None, limits: Limits) -> Revision:
    pulled = pull(source, limits=limits)
    return Revision(pulled.document, file, pulled.sha256)


def _committed(source: str) -> Revision:
    name, _, path = source.partition(":")
    content = _git("cat-file", "blob", f"{_commit(name)}:{path}")
    if content is None:
        problem = f"the revision {name!r} has no file {path!r}"
        raise ContractError("git", problem, "give the path as git ls-files has it")
    return Revision(parse(content), path, hashlib.sha256(content).hexdigest())


def _commit(name: str) -> str:
    """The hash of a revision, which git cannot mistake for anything else, as it might a name."""
    if not name or name.startswith("-") or not name.isprintable():
        raise ContractError(
            "git", f"{name!r} is not a revision", "give a branch, a tag or a commit"
        )
    output = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if output is None:
        remedy = "give a branch, a tag or a commit, or the path of a file that exists"
        raise ContractError("git", f"there is no revision {name!r} here", remedy)
    return output.decode().strip()


def _git(*arguments: str) -> bytes | None:
    """What a git command prints, None when it fails."""
    try:
        completed = subprocess.run(["git", *arguments], capture_output=True, timeout=_SECONDS)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise ContractError("git", f"it does not run ({error})", "install git") from error
    return completed.stdout if completed.returncode == 0 else None
