"""Reads a revision of a document to compare: from a file, a URL, or git."""

from __future__ import annotations

import errno
import os
import posixpath
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from .aside import Aside, in_turn
from .document import MAX_BYTES, Document, check_comparable, parse_marked
from .errors import ContractError
from .linked_files import Part, Read, whole
from .nulls import without_nulls
from .places import Places

_LARGE: Final = 200_000
_SECONDS: Final = 60.0


class Revision(NamedTuple):
    """A document, and the file that it is or was; None for a URL.

    `nulls` are the JSON pointers to the nulls in it that were read as nothing; `unfollowed` are
    the references that lead to a URL, with such a pointer each. `positions` says where its nodes
    stand in the texts; None for a URL.
    """

    document: Document
    file: str | None
    positions: Places | None = None
    nulls: tuple[str, ...] = ()
    unfollowed: Mapping[str, str] = MappingProxyType({})

    def noted(self, aside: Aside) -> AbstractContextManager[None]:
        """While this lasts `aside` finds where the nodes of the document stand."""
        return nullcontext() if self.positions is None else self.positions.noted(aside)


def load(
    source: str, *, timeout: float | None = None, within: str | os.PathLike[str] | None = None
) -> Revision:
    """The document of a file, of a URL (a Swagger page too), or of `REV:PATH` in git.

    `timeout` are the seconds that a URL may take. Files that it refers to become part of it where
    they lie in its folder, or below `within`; in git they are those of the same revision. Raises
    ContractError when there is none, when it is not OpenAPI 3, or when such a file is missing.
    """
    if "://" in source:
        revision = _pulled(source, timeout)
    elif ":" in source and not Path(source).exists():
        revision = _committed(source, within)
    else:
        revision = _read(source, within)
    try:
        check_comparable(revision.document)
    except ContractError:
        document, nulls = without_nulls(revision.document)
        check_comparable(document)
        return revision._replace(document=document, nulls=nulls)
    return revision


def load_both(
    old: str,
    new: str,
    *,
    timeout: float | None = None,
    within: str | os.PathLike[str] | None = None,
    aside: Aside = in_turn,
) -> tuple[Revision, Revision]:
    """Two documents as by `load`; `aside` reads the new one, which may be at the same time."""
    one, other = (partial(load, source, timeout=timeout, within=within) for source in (old, new))
    with (aside if _is_large(old) and _is_large(new) else in_turn)(other) as second:
        return one(), second()


def is_committed(name: str, path: str) -> bool:
    """Whether a revision in git has a file; `path` is that from the top of the repository.

    HEAD has none before the first commit. Raises ContractError when there is no such revision.
    """
    if name == "HEAD" and _git("rev-parse", "--git-dir") is not None:
        is_unborn = _git("rev-parse", "--verify", "--quiet", "HEAD^{commit}") is None
        if is_unborn:
            return False
    return _git("cat-file", "-e", f"{_commit(name)}:{path}") is not None


def _is_large(source: str) -> bool:
    """Whether a source is a file that takes longer to read than to be handed over."""
    try:
        return Path(source).stat().st_size >= _LARGE
    except (OSError, ValueError):
        return False


def _pulled(source: str, timeout: float | None) -> Revision:
    # An HTTP client takes longer to import than a file to compare.
    from .pull import Limits, pull

    limits = Limits() if timeout is None else Limits(total=timeout)
    return Revision(pull(source, limits=limits).document, None)


def _read(file: str, within: str | os.PathLike[str] | None) -> Revision:
    try:
        content = _content(Path(file))
    except OSError as error:
        problem = f"{file} cannot be read ({error.strerror})"
        raise ContractError("read", problem, "give a URL, or the path of a document") from error
    folder = Path(file).parent if within is None else Path(within)
    inside = folder.resolve()

    def read(name: str) -> bytes:
        path = (inside / name).resolve()
        if not path.is_relative_to(inside):  # by a symbolic link
            raise PermissionError(errno.EPERM, "it lies outside of the folder")
        if not path.is_file():  # a pipe would wait, a device never ends
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return _content(path)

    name = Path(file).name  # a link or a pipe leads elsewhere, and what is beside it counts
    if within is not None:
        try:
            whole_path = Path(file).parent.resolve() / Path(file).name
            name = whole_path.relative_to(inside).as_posix()
        except ValueError:
            raise _elsewhere(file, folder) from None
    return _whole(content, file, name, str(folder), read)


def _content(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)  # with one byte too many `parse` refuses it


def _committed(source: str, within: str | os.PathLike[str] | None) -> Revision:
    name, _, path = source.partition(":")
    commit = _commit(name)
    content = _git("cat-file", "blob", f"{commit}:{path}")
    if content is None:
        problem = f"the revision {name!r} has no file {path!r}"
        raise ContractError("git", problem, "give the path as git ls-files has it")
    folder = posixpath.dirname(path) if within is None else Path(within).as_posix()
    folder = "" if folder == "." else folder.rstrip("/")
    if folder and not path.startswith(f"{folder}/"):
        raise _elsewhere(path, folder)

    def read(name: str) -> bytes:
        found = _git("cat-file", "blob", f"{commit}:{posixpath.join(folder, name)}")
        if found is None:
            raise FileNotFoundError(errno.ENOENT, "the revision has no such file")
        return found

    return _whole(content, path, path.removeprefix(f"{folder}/"), folder, read)


def _whole(content: bytes, file: str, name: str, folder: str, read: Read) -> Revision:
    found = whole(Part(content, *parse_marked(content)), name, read)
    positions = Places(found.parts, name, folder, found.targets)
    return Revision(found.document, file, positions, unfollowed=found.unfollowed)


def _elsewhere(file: str, folder: object) -> ContractError:
    problem = f"{file} is not in the folder {folder}"
    return ContractError("read", problem, "give a folder that holds the documents with --within")


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
    import subprocess  # which files do not need

    try:
        completed = subprocess.run(["git", *arguments], capture_output=True, timeout=_SECONDS)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise ContractError("git", f"it does not run ({error})", "install git") from error
    return completed.stdout if completed.returncode == 0 else None
