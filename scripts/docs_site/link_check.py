"""Checks the links between pages without making the site: `python -m scripts.docs_site.link_check`.

Files and headings are looked at; the anchors of names in the reference are checked by `make docs`.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.docs_site.build import ROOT, addresses
from scripts.docs_site.source import Page, Source, parts

_LINK: Final = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")
_HEADING: Final = re.compile(r"^#{1,6} (.+?) *#*$", re.MULTILINE)
#: The anchor of a name in the reference: flochat.Flochat.
_NAME: Final = re.compile(r"flochat(?:\.\w+)*")


def main() -> int:
    repository, _ = addresses()
    source = Source.read(ROOT, repository)
    problems = [problem for page in source.pages.values() for problem in dead_links(page, source)]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"links: those of {len(source.pages)} pages lead somewhere")
    return 1 if problems else 0


def dead_links(page: Page, source: Source) -> Iterator[str]:
    """The links of a page that lead to no page, picture or heading."""
    prose = "".join(text for text, is_code in parts(page.text) if not is_code)
    for path, anchor in _LINK.findall(re.sub(r"`[^`\n]*`", "", prose)):
        target = Path(os.path.normpath(page.path.parent / path)) if path else page.path
        shown = f"{page.origin or page.path}: {path}{'#' if anchor else ''}{anchor}"
        if target not in source.pages:
            if not (source.root / "docs" / target).is_file():
                yield f"{shown} leads nowhere"
        elif anchor and not _NAME.fullmatch(anchor) and anchor not in anchors(source.pages[target]):
            yield f"{shown}: there is no such heading"


def anchors(page: Page) -> set[str]:
    """The anchors that a forge and the site give to the headings of a page."""
    prose = "".join(text for text, is_code in parts(page.text) if not is_code)
    seen: Counter[str] = Counter()
    found = set()
    for heading in _HEADING.findall(prose):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


if __name__ == "__main__":
    sys.exit(main())
