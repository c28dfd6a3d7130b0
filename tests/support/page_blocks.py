"""Reads the code blocks of a page, and the comments of HTML that say how they are run.

`docs/maintain/docs.md` describes both for whoever writes a page.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import field, frozen

ROOT: Final = Path(__file__).resolve().parents[2]

#: What the test does with a block, by its language.
LANGUAGES: Final = frozenset(
    {"console", "csv", "ini", "json", "output", "python", "sh", "sql", "text", "toml", "yaml"}
)
#: Comments with Python that runs at their place.
HIDDEN_CODE: Final = frozenset({"check", "prepare"})
#: Comments about the page as a whole.
OF_THE_PAGE: Final = frozenset({"about", "needs", "no key", "notebook", "ports", "sandbox"})
#: Comments about the block that follows.
OF_A_BLOCK: Final = frozenset({"file", "not run", "on", "raises", "run by", "serves"})
#: What needs a value after a colon.
_WITH_VALUE: Final = (OF_A_BLOCK | OF_THE_PAGE) - {"no key", "notebook"}

_FENCE: Final = re.compile(r"( *)(`{3,}|~{3,})\s*(.*?)\s*$")
_NEEDS: Final = re.compile(r"^<!-- needs: (.+?) -->", re.MULTILINE)
_COMMANDS: Final = re.compile(r"^ *`{3,}(?:sh|console)$", re.MULTILINE)
_COMMENT: Final = re.compile(r"\s*<!--\s*")


class PageError(Exception):
    """A page cannot be run as it is written."""


@frozen
class Block:
    """A code block, or the hidden code of a comment."""

    page: Path
    #: The line of its first line of code, from 1.
    line: int
    language: str
    code: str
    #: The comments before it: {"not run": "it asks the real platform"}.
    notes: dict[str, str] = field(factory=dict)

    @property
    def place(self) -> str:
        """Where it is, as editors and terminals know it: "docs/index.md:12"."""
        return f"{name_of(self.page)}:{self.line}"


@frozen
class Page:
    """The blocks of a page in order, and what is said of the page as a whole."""

    path: Path
    blocks: tuple[Block, ...]
    notes: dict[str, str]


def name_of(path: Path) -> str:
    """The path of a page from the root of the project."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


def read_page(path: Path) -> Page:
    """Read the blocks of a page, and refuse what nobody would run."""
    notes: dict[str, str] = {}
    pending: dict[str, str] = {}
    blocks = []
    for block in _parts(path):
        word = block.language
        if word in OF_THE_PAGE and not block.code.startswith("\n"):
            notes[word] = block.code
        elif word in OF_A_BLOCK:
            pending[word] = block.code
        elif word in HIDDEN_CODE:
            blocks.append(block)
        else:
            if word not in LANGUAGES:
                raise PageError(
                    f"{block.place}: a block must be one of {', '.join(sorted(LANGUAGES))},"
                    f" not {word!r}"
                )
            block.notes.update(pending)
            pending.clear()
            blocks.append(block)
    if pending:
        raise PageError(f"{name_of(path)}: no block follows the comment {', '.join(pending)}")
    return Page(path, tuple(blocks), notes)


def _parts(path: Path) -> Iterator[Block]:
    """The fences and the comments of a page, in order; those of comments by their first word."""
    lines = path.read_text(encoding="utf-8").splitlines()
    at = 0
    while at < len(lines):
        if fence := _FENCE.match(lines[at]):
            indent, marks, language = fence.groups()
            end = _end_of_fence(lines, at, marks, path)
            code = [line.removeprefix(indent) for line in lines[at + 1 : end]]
            yield Block(path, at + 2, language, "".join(f"{line}\n" for line in code))
            at = end
        elif _COMMENT.match(lines[at]):
            end = next((i for i in range(at, len(lines)) if "-->" in lines[i]), -1)
            if end < 0:
                raise PageError(f"{name_of(path)}:{at + 1}: the comment has no end")
            yield _comment(path, at, "\n".join(lines[at : end + 1]))
            at = end
        at += 1


def _end_of_fence(lines: list[str], start: int, marks: str, path: Path) -> int:
    for at in range(start + 1, len(lines)):
        line = lines[at].strip()
        if line.startswith(marks) and not line.strip(marks[0]):
            return at
    raise PageError(f"{name_of(path)}:{start + 1}: the block has no end")


def _comment(path: Path, at: int, text: str) -> Block:
    inside = text.partition("<!--")[2].rpartition("-->")[0]
    head, _, rest = inside.lstrip().partition("\n")
    if head.strip() in HIDDEN_CODE:
        return Block(path, at + 2, head.strip(), textwrap.dedent(rest))
    word, _, value = " ".join(inside.split()).partition(":")
    if word not in OF_A_BLOCK | OF_THE_PAGE:
        known = ", ".join(sorted(OF_A_BLOCK | OF_THE_PAGE | HIDDEN_CODE))
        raise PageError(f"{name_of(path)}:{at + 1}: a comment must begin with one of {known}")
    if not value.strip() and word in _WITH_VALUE:
        raise PageError(f"{name_of(path)}:{at + 1}: say after a colon what {word!r} is")
    return Block(path, at + 1, word, value.strip())


def needs_of(path: Path) -> str | None:
    """What a page needs that only `make test-docs` has, without reading its blocks."""
    text = path.read_text(encoding="utf-8")
    if found := _NEEDS.search(text):
        return found[1]
    return "a shell" if _COMMANDS.search(text) else None


def pages() -> list[Path]:
    """The README, and every page below docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
