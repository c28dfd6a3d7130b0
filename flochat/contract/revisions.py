"""Reads a revision of a document to compare: from a file, a URL, or git."""

from __future__ import annotations

import subprocess
from functools import cached_property
from pathlib import Path
from typing import Final

from attrs import evolve, field, frozen

from .document import MAX_BYTES, Document, check_comparable, parse
from .errors import ContractError
from .nulls import without_nulls
from .positions import Positions

_SECONDS: Final = 60.0


@frozen
class Revision:
    """A document, the file that it is or was (None for a URL), and its text (None for a URL).

    `nulls` are the JSON pointers to the nulls in it that were read as nothing.
    """

    document: Document
    file: str | None
    text: bytes | None = field(default=None, repr=False)
    nulls: tuple[str, ...] = ()

    @cached_property
    def positions(self) -> Positions | None:
        """Where its nodes stand in the text; None for a URL."""
        return None if self.text is None else Positions(self.text.decode("utf-8-sig"))


def load(source: str, *, timeout: float | None = None) -> Revision:
    """The document of a file, of a URL (a Swagger page too), or of `REV:PATH` in git.

    `timeout` are the seconds that a URL may take. Raises ContractError when there is none, or when
    it is not OpenAPI 3.
    """
    if "://" in source:
        revision = _pulled(source, timeout)
    elif ":" in source and not Path(source).exists():
        revision = _committed(source)
    else:
        revision = _read(source)
    try:
        check_comparable(revision.document)
    except ContractError:
        document, nulls = without_nulls(revision.document)
        check_comparable(document)
        return evolve(revision, document=document, nulls=nulls)
    return revision


def is_committed(name: str, path: str) -> bool:
    """Whether a revision in git has a file; `path` is that from the top of the repository.

    HEAD has none before the first commit. Raises ContractError when there is no such revision.
    """
    if name == "HEAD" and _git("rev-parse", "--git-dir") is not None:
        is_unborn = _git("rev-parse", "--verify", "--quiet", "HEAD^{commit}") is None
        if is_unborn:
            return False
    return _git("cat-file", "-e", f"{_commit(name)}:{path}") is not None


def _pulled(source: str, timeout: float | None) -> Revision:
    # An HTTP client takes longer to import than a file to compare.
    from .pull import Limits, pull

    limits = Limits() if timeout is None else Limits(total=timeout)
    return Revision(pull(source, limits=limits).document, None)


def _read(file: str) -> Revision:
    try:
        with Path(file).open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)  # with one byte too many `parse` refuses it
    except OSError as error:
        problem = f"{file} cannot be read ({error.strerror})"
        raise ContractError("read", problem, "give a URL, or the path of a document") from error
    return Revision(parse(content), file, content)


def _committed(source: str) -> Revision:
    name, _, path = source.partition(":")
    content = _git("cat-file", "blob", f"{_commit(name)}:{path}")
    if content is None:
        problem = f"the revision {name!r} has no file {path!r}"
        raise ContractError("git", problem, "give the path as git ls-files has it")
    return Revision(parse(content), path, content)


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
