"""The Python files and notebooks of a program, read without running anything."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import sys
import tokenize
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from ..errors import ContractError
from .model import Unfollowed

_SKIPPED: Final = frozenset(
    {
        *("__pycache__", "node_modules", "site-packages", "venv", "env", "build", "dist"),
        *(".git", ".hg", ".tox", ".nox", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache"),
        *(".ipynb_checkpoints", ".eggs", ".svn", ".pytype"),
    }
)
_LARGEST: Final = 2_000_000
#: Lines of a notebook that are no Python: %magic, !command, ?help.
_MAGIC: Final = re.compile(r"^(\s*)(?:%|!|\?|[\w.]+\?{1,2}\s*$)")
_TIMED: Final = re.compile(r"^(\s*)%(?:time|timeit|prun|memit)(?:\s+-\w+(?:\s+\d+)?)*\s+(?=[^\s-])")
_ASSIGNED_MAGIC: Final = re.compile(r"^(\s*[\w, ]+=\s*)[%!].*$")
#: Cell magics whose cell is Python all the same.
_PYTHON_CELLS: Final = frozenset({"time", "timeit", "capture", "prun", "python", "python3"})


@frozen
class Source:
    """The text of a file with its name; `root` is the folder that was asked for."""

    path: Path
    root: Path
    text: str
    #: For notebooks: the cell and the line in it of each line of `text`.
    cells: tuple[tuple[int, int], ...] = ()

    @property
    def is_test(self) -> bool:
        """Whether it is a test, by its name or its folder."""
        name = self.path.name
        folders = self.path.relative_to(self.root.parent).parts[:-1]
        return (
            name.startswith("test_")
            or name.endswith("_test.py")
            or name in ("conftest.py", "tests.py")
            or bool({"tests", "test"} & set(folders))
        )


def read_sources(paths: Sequence[Path], untold: list[Unfollowed]) -> list[Source]:
    """All sources below the paths; what cannot be read goes to `untold`.

    Raises `ContractError` for a path that is not there.
    """
    sources: list[Source] = []
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise ContractError(str(path), "there is no such file or folder", "check the path")
        root = path if path.is_dir() else path.parent
        for file in _files(path, untold):
            # Unlike Path.resolve(), this takes a link to itself.
            resolved = Path(os.path.realpath(file))
            if resolved not in seen:
                seen.add(resolved)
                sources += _read(file, root, untold)
    return sources


def parse(source: Source, untold: list[Unfollowed]) -> ast.Module | None:
    """The syntax tree, None for what is no Python 3."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.text)
    except SyntaxError as error:
        # A newer Python may know more.
        reason = f"not Python {sys.version_info[0]}.{sys.version_info[1]}: {error.msg}"
        untold.append(Unfollowed(str(source.path), error.lineno or 0, reason))
    except (ValueError, RecursionError, MemoryError) as error:
        reason = str(error) or "nested too deeply"
        untold.append(Unfollowed(str(source.path), 0, f"cannot be parsed: {reason}"))
    return None


def _files(path: Path, untold: list[Unfollowed]) -> Iterator[Path]:
    if path.is_file():
        yield path
        return

    def told(error: OSError) -> None:
        reason = f"cannot be listed: {error.strerror}"
        untold.append(Unfollowed(str(error.filename), 0, reason))

    # Links to folders are not followed, so no loop of them matters.
    for folder, folders, names in os.walk(path, onerror=told):
        folders[:] = sorted(
            name
            for name in folders
            if name not in _SKIPPED and not (Path(folder, name) / "pyvenv.cfg").exists()
        )
        for name in sorted(names):
            if name.endswith((".py", ".ipynb", ".pyw")):
                yield Path(folder, name)


def _read(file: Path, root: Path, untold: list[Unfollowed]) -> list[Source]:
    try:
        if not file.is_file():
            raise OSError(None, "no regular file")
        if file.stat().st_size > _LARGEST:
            limit = f"larger than {_LARGEST // 1_000_000} MB"
            untold.append(Unfollowed(str(file), 0, f"not read: {limit}"))
            return []
        content = file.read_bytes()
        if file.suffix == ".ipynb":
            return [_notebook(file, root, content, untold)]
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = io.TextIOWrapper(io.BytesIO(content), encoding).read()
    except OSError as error:
        untold.append(Unfollowed(str(file), 0, f"cannot be read: {error.strerror or error}"))
    except (SyntaxError, UnicodeError, LookupError) as error:
        untold.append(Unfollowed(str(file), 0, f"cannot be decoded: {error}"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        untold.append(Unfollowed(str(file), 0, "not a notebook that can be read"))
    else:
        return [Source(file, root, text)]
    return []


def _notebook(file: Path, root: Path, content: bytes, untold: list[Unfollowed]) -> Source:
    notebook = json.loads(content.decode("utf-8-sig"))
    lines: list[str] = []
    cells: list[tuple[int, int]] = []
    for number, cell in enumerate(_cells(notebook), start=1):
        if cell.get("cell_type") != "code":
            continue
        text = cell.get("source", cell.get("input", ""))
        own = "".join(text) if isinstance(text, list) else str(text)
        written = own.splitlines()
        plain = next(filter(_is_python, (written, list(_without_magics(written)))), None)
        if plain is None:
            # One cell that cannot be parsed must not take the rest with it.
            untold.append(Unfollowed(str(file), 0, f"cell {number} is no Python"))
            plain = [""] * len(written)
        lines += plain
        cells += [(number, line) for line in range(1, len(plain) + 1)]
    return Source(file, root, "\n".join(lines) + "\n", tuple(cells))


def _is_python(lines: Sequence[str]) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _cells(notebook: Any) -> Iterable[Any]:
    if "worksheets" in notebook:
        return [cell for sheet in notebook["worksheets"] for cell in sheet["cells"]]
    cells: Iterable[Any] = notebook["cells"]
    return cells


def _without_magics(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a cell, those that are no Python as `pass`; as many as before."""
    first = next((line for line in lines if line.strip()), "")
    if first.startswith("%%") and first[2:].split(" ")[0].strip() not in _PYTHON_CELLS:
        yield from ("" for _ in lines)
        return
    for line in lines:
        # Only where a line is no Python by itself: "%" may continue an expression.
        if _ASSIGNED_MAGIC.match(line):
            yield _ASSIGNED_MAGIC.sub(r"\1None", line)
        elif match := _TIMED.match(line):
            # The statement behind it is Python, and stays in its column.
            yield f"{match[1]}if 1:".ljust(len(match[0])) + line[match.end() :]
        elif match := _MAGIC.match(line):
            yield f"{match[1]}pass"
        else:
            yield line
