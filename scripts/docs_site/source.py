"""Brings together what the site is made of: docs/, pages beside it, and the reference.

Links between pages are those of the repository, which work on a forge too. A link to a file that is
no page of the site becomes one to the repository. Every page of a folder is in its menu: those that
the folder's `index.md` links to in that order, the others after them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from attrs import define, field

from scripts.docs_site.reference import Reference

#: The folders of the menu, with their headings.
FOLDERS: Final[Mapping[str, str]] = {
    "start": "Start",
    "guides": "Guides",
    "operators": "For operators",
    "callbacks": "When the platform calls",
    "agents": "Assistants",
    "stack": "In your stack",
    "examples": "Examples",
    "maintain": "Maintain",
    "reference": "Reference",
    "policies": "Policies",
    "project": "This project",
}
#: Pages of the repository that stand outside of docs/.
_OUTSIDE: Final[Mapping[str, str]] = {
    "CHANGELOG.md": "project/changelog.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "CODE_OF_CONDUCT.md": "project/code-of-conduct.md",
    "SECURITY.md": "project/security.md",
}
_TYPES: Final = frozenset({".md", ".png", ".svg"})
_LINK: Final = re.compile(
    r"(!?\[(?:[^\[\]]|\[[^\]]*\])*\]\()(?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?(\))"
)
_FENCE: Final = re.compile(r"^( *)(`{3,}|~{3,})")
_TITLE: Final = re.compile(r"^# (.+)$", re.MULTILINE)


@define
class Page:
    """A page of the site: where it comes from, where it goes, its text."""

    #: From the root of the repository; None for one that is made.
    origin: Path | None
    path: Path
    text: str

    @property
    def title(self) -> str:
        found = _TITLE.search(self.text)
        return found[1] if found else self.path.stem


@define
class Source:
    """All pages of the site."""

    root: Path
    repository: str
    pages: dict[Path, Page] = field(factory=dict)

    @classmethod
    def read(cls, root: Path, repository: str) -> Source:
        """Read every page, and make what is made."""
        source = cls(root, repository)
        for file in sorted((root / "docs").rglob("*.md")):
            path = file.relative_to(root / "docs")
            target = path.with_name("index.md") if path.name == "README.md" else path
            source._take(file.relative_to(root), target)
        for origin, target_name in source._outside():
            source._take(origin, target_name)
            if origin.match("examples/*/README.md"):
                source.pages[target_name].text += _programs(root / origin.parent)
        for written in Reference(root).pages():
            path = Path("reference", f"{written.name}.md")
            source.pages[path] = Page(None, path, written.text)
        source._link()
        source._add_menus()
        return source

    def write(self, folder: Path) -> None:
        """Write the pages and their pictures."""
        shutil.rmtree(folder, ignore_errors=True)
        for page in self.pages.values():
            file = folder / page.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page.text, encoding="utf-8")
        for file in sorted((self.root / "docs").rglob("*")):
            if file.suffix in _TYPES - {".md"}:
                target = folder / file.relative_to(self.root / "docs")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, target)

    def ordered(self) -> Iterator[Page]:
        """The pages in the order of the menu."""
        yield self.pages[Path("index.md")]
        for path in self._of_root():
            yield self.pages[path]
        for folder in FOLDERS:
            yield from self._in_order(Path(folder))

    def _in_order(self, folder: Path) -> Iterator[Page]:
        index = folder / "index.md"
        if index not in self.pages:
            return
        yield self.pages[index]
        for path in self._menu(folder):
            if path.name == "index.md":
                yield from self._in_order(path.parent)
            else:
                yield self.pages[path]

    def _outside(self) -> Iterator[tuple[Path, Path]]:
        for name, target in _OUTSIDE.items():
            if (self.root / name).exists():
                yield Path(name), Path(target)
        for file in sorted((self.root / "examples").glob("*/README.md")):
            yield file.relative_to(self.root), Path("examples", f"{file.parent.name}.md")
        if (self.root / "examples" / "README.md").exists():
            yield Path("examples/README.md"), Path("examples/index.md")

    def _take(self, origin: Path, path: Path) -> None:
        text = without_comments((self.root / origin).read_text(encoding="utf-8"))
        self.pages[path] = Page(origin, path, text)

    def _link(self) -> None:
        homes: dict[Path | None, Path] = {page.origin: path for path, page in self.pages.items()}
        for page in self.pages.values():
            if page.origin is not None:
                linked = partial(self._linked, page, homes)
                page.text = "".join(
                    part if is_code else _LINK.sub(linked, part)
                    for part, is_code in parts(page.text)
                )

    def _linked(self, page: Page, homes: Mapping[Path | None, Path], found: re.Match[str]) -> str:
        """A link of a page as it is on the site."""
        opening, link, anchor, closing = found.groups()
        assert page.origin is not None
        target = Path(os.path.normpath(page.origin.parent / link))
        made = Path(os.path.relpath(target, "docs"))
        path = homes.get(target) or (made if made in self.pages else None)
        if path is None and (made / "index.md") in self.pages:
            path = made / "index.md"
        if path is not None:
            return f"{opening}{os.path.relpath(path, page.path.parent)}{anchor or ''}{closing}"
        if target.is_relative_to("docs") and target.suffix in _TYPES:
            return f"{opening}{os.path.relpath(made, page.path.parent)}{closing}"
        if (self.root / target).exists():
            kind = "tree" if (self.root / target).is_dir() else "blob"
            return f"{opening}{self.repository}/{kind}/main/{target}{anchor or ''}{closing}"
        return found[0]  # it leads nowhere, as Sphinx will say

    def _add_menus(self) -> None:
        for folder in sorted({path.parent for path in self.pages}, key=lambda it: -len(it.parts)):
            if folder == Path():
                continue
            index = folder / "index.md"
            if index not in self.pages:
                self.pages[index] = Page(None, index, self._made_index(folder))
            self.pages[index].text += _toctree(self._menu(folder), folder)
        home = self.pages[Path("index.md")]
        rest = self._of_root()
        folders = [Path(name, "index.md") for name in FOLDERS]
        home.text += _toctree([*(it for it in folders if it in self.pages), *rest], Path())

    def _of_root(self) -> list[Path]:
        return sorted(it for it in self.pages if it.parent == Path() and it.name != "index.md")

    def _made_index(self, folder: Path) -> str:
        title = FOLDERS.get(folder.name) or folder.name.capitalize()
        lines = [
            f"- [{self.pages[path].title}]({path.relative_to(folder)})"
            for path in self._menu(folder)
        ]
        return f"# {title}\n\n" + "\n".join(lines) + "\n"

    def _menu(self, folder: Path) -> list[Path]:
        """What is in a folder, in the order of its menu."""
        index = folder / "index.md"
        inside = sorted(
            path
            for path in self.pages
            if path != index
            and (
                path.parent == folder or (path.parent.parent == folder and path.name == "index.md")
            )
        )
        text = self.pages[index].text if index in self.pages else ""
        links = [Path(os.path.normpath(folder / found[2])) for found in _LINK.finditer(text)]
        named = [path for path in dict.fromkeys(links) if path in inside]
        return [*named, *(path for path in inside if path not in named)]


def _programs(folder: Path) -> str:
    """The programs of an example, to be read and copied without the repository: its tests last."""
    files = sorted(folder.glob("*.py"), key=lambda it: (it.name.startswith("test_"), it.name))
    shown = [
        f"\n### {it.name}\n\n````python\n{it.read_text(encoding='utf-8').rstrip()}\n````\n"
        for it in files
    ]
    return "\n## The files\n" + "".join(shown) if shown else ""


def _toctree(paths: Sequence[Path], folder: Path) -> str:
    if not paths:
        return ""
    lines = "\n".join(path.relative_to(folder).with_suffix("").as_posix() for path in paths)
    return f"\n```{{toctree}}\n:hidden:\n\n{lines}\n```\n"


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """A text in parts, and whether each is a code block."""
    taken: list[str] = []
    closing = ""
    for line in text.splitlines(keepends=True):
        fence = _FENCE.match(line)
        if closing:
            taken.append(line)
            if _ends(line, closing):
                yield "".join(taken), True
                taken, closing = [], ""
        elif fence:
            yield "".join(taken), False
            taken, closing = [line], fence[2]
        else:
            taken.append(line)
    yield "".join(taken), bool(closing)


def without_comments(text: str) -> str:
    """The same without the comments of HTML, which tell the tests how blocks are run."""
    kept: list[str] = []
    closing = ""
    in_comment = False
    for line in text.splitlines(keepends=True):
        if in_comment or (not closing and line.lstrip().startswith("<!--")):
            in_comment = "-->" not in line
            continue
        if closing:
            closing = "" if _ends(line, closing) else closing
        elif fence := _FENCE.match(line):
            closing = fence[2]
        elif not line.strip() and kept and not kept[-1].strip():
            continue  # one empty line is enough where a comment was
        kept.append(line)
    return "".join(kept)


def _ends(line: str, closing: str) -> bool:
    """Whether a line ends the code block that began with these marks."""
    return line.strip().startswith(closing) and not line.strip().strip(closing[0])
