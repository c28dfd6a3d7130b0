"""Finds links and anchors of the site that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from attrs import define, field

_ABSOLUTE: Final = re.compile(r"https://[^\s)\]>\"'`]+")


@define
class _Links(HTMLParser):
    """What a page links to, and the anchors that it has."""

    targets: list[str] = field(factory=list)
    anchors: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value)
            elif name in ("href", "src"):
                self.targets.append(value)


def broken_links(site: Path, outside: Mapping[str, Path], address: str) -> list[str]:
    """What leads nowhere, in the pages below a folder and in files that link to the site.

    `address` is that of the site, which ends in a slash.
    """
    pages = {page: _read(page) for page in sorted(site.rglob("*.html"))}
    problems = []
    for page, links in pages.items():
        for target in links.targets:
            origin, path = page, target
            if target.startswith(address):
                origin, path = site / "index.html", target.removeprefix(address) or "index.html"
            if not urlsplit(path).scheme and not _is_there(origin, path, pages):
                problems.append(f"{page.relative_to(site)}: {target} leads nowhere")
    for name, file in outside.items():
        problems += [
            f"{name}: {address}{target} leads nowhere"
            for target in _of_the_site(file, address)
            if not _is_there(site / "index.html", target or "index.html", pages)
        ]
    return problems


def _read(page: Path) -> _Links:
    links = _Links()
    links.feed(page.read_text(encoding="utf-8"))
    return links


def _of_the_site(file: Path, address: str) -> Iterator[str]:
    """What a file names of the site, without its address."""
    for found in _ABSOLUTE.findall(file.read_text(encoding="utf-8")):
        if found.startswith(address):
            yield found.removeprefix(address).rstrip(".,;:")


def _is_there(page: Path, target: str, pages: Mapping[Path, _Links]) -> bool:
    parts = urlsplit(target)
    file = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if file.is_dir():
        file /= "index.html"
    if not parts.fragment:
        return file.exists()
    return file in pages and unquote(parts.fragment) in pages[file].anchors
