"""Checks how the pages are written: words that this project does not use, and long lines.

    python scripts/prose.py

What is code, in blocks and in backticks, may be what it likes. Rows of tables, headings and single
links cannot be broken, so they may be long.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
MAX_LINE: Final = 140
#: Words, and what to say instead.
WORDS: Final = {
    r"at the most": "at most",
    r"at the least": "at least",
    r"anew": "again, from the beginning",
    r"be it": "whether",
    r"shall": "must, will",
    r"mended": "fixed, corrected",
    r"left away": "left out",
    r"who is done": "who has been processed",
    r"utili[sz]e[sd]?": "use",
    r"in order to": "to",
}
_WORD: Final = {re.compile(rf"(?<![\w-])(?:{it})(?![\w-])", re.I): say for it, say in WORDS.items()}
_FENCE: Final = re.compile(r"^ *(`{3,}|~{3,})")
_CODE: Final = re.compile(r"`[^`]*`|\]\([^)]*\)|\"[^\"]*\"")
_UNBREAKABLE: Final = re.compile(r"^\s*(?:\||#|!?\[[^\]]*\]\(\S+\)[.,:]?$|\[[^\]]+\]: )")
#: Pages that scripts write have the lines that they have.
_WRITTEN: Final = (
    "docs/reference/cli.md",
    "docs/reference/habits.md",
    "docs/reference/operations.md",
)
#: What it is about names the words.
_ABOUT_WORDS: Final = "docs/maintain/docs.md"


def main() -> int:
    problems = [problem for page in pages() for problem in problems_of(page)]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("prose: as it should be")
    return 1 if problems else 0


def pages() -> list[Path]:
    """The pages that people write."""
    beside = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]
    below = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
    return [page for page in beside + sorted(below) if _name(page) not in _WRITTEN]


def problems_of(page: Path) -> Iterator[str]:
    """What is wrong with a page, with its place."""
    for number, line in prose_lines(page.read_text(encoding="utf-8")):
        place = f"{_name(page)}:{number}"
        if len(line) > MAX_LINE and not _UNBREAKABLE.match(line):
            yield f"{place}: {len(line)} characters, at most {MAX_LINE}"
        if _name(page) == _ABOUT_WORDS:
            continue
        plain = _CODE.sub("``", line)
        for word, say in _WORD.items():
            if found := word.search(plain):
                yield f"{place}: {found[0]!r}; say {say}"


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are no code and no comment, with their numbers from 1."""
    closing = ""
    for number, line in enumerate(text.splitlines(), start=1):
        fence = _FENCE.match(line)
        if closing == "-->":
            closing = "" if "-->" in line else closing
        elif closing:
            closing = "" if line.strip().startswith(closing) and not fence_name(line) else closing
        elif fence:
            closing = fence[1]
        elif line.lstrip().startswith("<!--"):
            closing = "" if "-->" in line else "-->"
        else:
            yield number, line


def fence_name(line: str) -> str:
    """What stands behind the marks of a fence; nothing ends a block."""
    return line.strip().strip("`~")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix() if page.is_relative_to(ROOT) else page.as_posix()


if __name__ == "__main__":
    sys.exit(main())
