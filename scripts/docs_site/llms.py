"""Writes llms.txt, a list of the pages for programs that read, and llms-full.txt, all of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scripts.docs_site.reference import Reference

if TYPE_CHECKING:
    from scripts.docs_site.source import Page, Source

_HEAD: Final = """\
# flochat

> A Python SDK for Flochat, the chatbot platform: all operations of its API as methods, in a
> synchronous and an asynchronous client, a command, a sandbox, and tools for assistants.

Every example on these pages is run by the tests. [All pages in one file]({site}llms-full.txt).
"""
_MENU: Final = re.compile(r"\n```\{toctree\}.*?```\n", re.DOTALL)


def write(source: Source, out: Path, site: str) -> None:
    """Write both files into the folder of the site."""
    from scripts.docs_site.source import FOLDERS

    pages = list(source.ordered())
    plain = {
        f"reference/{it.name}.md": it.text for it in Reference(source.root, plain=True).pages()
    }
    lines = [_HEAD.format(site=site)]
    headings = {"": "Pages", **FOLDERS}
    for folder, heading in headings.items():
        inside = [
            it for it in pages if (it.path.parts[0] if len(it.path.parts) > 1 else "") == folder
        ]
        if inside:
            lines.append(f"## {heading}\n")
            lines += [_line(page, site) for page in inside]
            lines.append("")
    (out / "llms.txt").write_text("\n".join(lines), encoding="utf-8")
    texts = (
        f"<!-- {_address(page, site)} -->\n\n{plain.get(page.path.as_posix()) or _text(page)}"
        for page in pages
    )
    (out / "llms-full.txt").write_text("\n\n".join(texts), encoding="utf-8")


def _line(page: Page, site: str) -> str:
    words = first_words(page.text)
    return f"- [{page.title}]({_address(page, site)})" + (f": {words}" if words else "")


def first_words(text: str) -> str:
    """The first sentence below the heading of a page."""
    for paragraph in re.split(r"\n\s*\n", _MENU.sub("", text)):
        words = " ".join(paragraph.split())
        if words and not re.match(r"[#`|<>!-]|\{py:", words):
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words)
            return re.split(r"(?<=[.:]) (?=[A-Z])", words)[0].rstrip(":")
    return ""


def _address(page: Page, site: str) -> str:
    return site + page.path.with_suffix(".html").as_posix()


def _text(page: Page) -> str:
    return _MENU.sub("", page.text).strip() + "\n"
