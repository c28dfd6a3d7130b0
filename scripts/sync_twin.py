"""Derives `flochat/_sync` from `flochat/_async`, so that the two clients cannot drift apart.

    python scripts/sync_twin.py            write flochat/_sync
    python scripts/sync_twin.py --check    print what is stale, and exit 1 if anything is

It works on tokens, so comments, docstrings and the order of things stay as they are: `async` and
`await` go, names lose their Async, and the shim `runtime_async` becomes `runtime_sync`.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "flochat" / "_async"
TWIN: Final = ROOT / "flochat" / "_sync"

_HEADER: Final = "# Derived by scripts/sync_twin.py from\n# flochat/_async/{name}: edit that one.\n"

#: Names that differ by more than an "Async" in front.
_NAMES: Final = {
    "runtime_async": "runtime_sync",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "aclose": "close",
    "aiter_raw": "iter_raw",
    "aread": "read",
    "asynccontextmanager": "contextmanager",
    "handle_async_request": "handle_request",
}
_KEYWORDS: Final = ("async", "await")
_ASYNC_NAME: Final = re.compile(r"\bAsync(?=[A-Z])")
_KEYWORD_IN_PROSE: Final = re.compile(r"\b(?:async|await) ")
_PROSE_TOKENS: Final = {tokenize.STRING, tokenize.COMMENT} | {
    getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)  # a token of its own from 3.12 on
}


class Edit(NamedTuple):
    """Replace a stretch of one line, or of several: (row, column) to (row, column)."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Derive flochat/_sync from flochat/_async.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when stale")
    options = parser.parse_args(arguments)

    wanted = twin()
    stale = sorted(set(stale_files(wanted)))
    if options.check:
        for name in stale:
            print(f"flochat/_sync/{name} is not what flochat/_async/{name} makes", file=sys.stderr)
        print("twin: stale, run make twin" if stale else f"twin: {len(wanted)} files are fresh")
        return 1 if stale else 0
    write(wanted)
    print(f"twin: {len(stale)} of {len(wanted)} files written")
    return 0


def twin() -> dict[str, str]:
    """The text of every file of the twin, by its path below flochat/_sync."""
    derived = {
        path.relative_to(SOURCE).as_posix(): derive(path) for path in sorted(SOURCE.rglob("*.py"))
    }
    return _formatted(derived)


def derive(path: Path) -> str:
    """One file of the twin, not yet formatted."""
    source = path.read_text(encoding="utf-8")
    name = path.relative_to(SOURCE).as_posix()
    return _HEADER.format(name=name) + _apply(source, list(edits(source)))


def edits(source: str) -> Iterator[Edit]:
    """What to change in a source text, from its top to its end."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME and token.string in _KEYWORDS:
            row, column = token.end
            yield Edit(token.start, (row, column + 1), "")  # with the space after it
        elif token.type == tokenize.NAME:
            yield Edit(token.start, token.end, _renamed(token.string))
        elif token.type in _PROSE_TOKENS:
            yield Edit(token.start, token.end, _rephrased(token.string))


def stale_files(wanted: dict[str, str]) -> Iterator[str]:
    """The files that are missing, different, or left over in flochat/_sync."""
    there = {path.relative_to(TWIN).as_posix(): path for path in TWIN.rglob("*.py")}
    yield from there.keys() - wanted.keys()
    for name, text in wanted.items():
        if name not in there or there[name].read_text(encoding="utf-8") != text:
            yield name


def write(wanted: dict[str, str]) -> None:
    for name in list(stale_files(wanted)):
        path = TWIN / name
        if name not in wanted:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[name], encoding="utf-8")


def _renamed(name: str) -> str:
    return _NAMES.get(name) or _ASYNC_NAME.sub("", name)


def _rephrased(text: str) -> str:
    return _ASYNC_NAME.sub("", _KEYWORD_IN_PROSE.sub("", text))


def _apply(source: str, changes: list[Edit]) -> str:
    lines = source.splitlines(keepends=True)
    for (first, start), (last, end), text in reversed(changes):
        head, tail = lines[first - 1][:start], lines[last - 1][end:]
        lines[first - 1 : last] = (head + text + tail).splitlines(keepends=True)
    return "".join(lines)


def _formatted(files: dict[str, str]) -> dict[str, str]:
    """Formatted like the rest of the project, imports sorted."""
    with tempfile.TemporaryDirectory() as scratch:
        paths = {name: Path(scratch, "flochat", "_sync", name) for name in files}
        for name, path in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], encoding="utf-8")
        config = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--quiet", scratch]
        for command in (["check", "--select", "I,F401", "--fix"], ["format"]):
            subprocess.run([sys.executable, "-m", "ruff", *command, *config], check=True)
        return {name: path.read_text(encoding="utf-8") for name, path in paths.items()}


if __name__ == "__main__":
    sys.exit(main())
