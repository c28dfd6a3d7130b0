"""One page of HTML: it needs no network, and without JavaScript everything is there to be read."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from ..._plurals import counted
from ..._version import __version__
from ..change_report import accepted_lines, meaning
from ..diff.model import WORST_FIRST, Cause, Level
from ..diff.rules import RULES, Direction
from ..summary import direction_of, summary_lines
from .content import Content
from .html_values import code, sides, text

if TYPE_CHECKING:
    from ..uses import Judged

#: So many rows the list by operation may have. Where it had more, changes that so many operations
#: share are told once for all of them.
_ROWS: Final = 20_000
_SHARED: Final = 20
#: So many changes are one list: browsers lay out what is in sight list by list, and take minutes
#: for thousands of elements one by one.
_TOGETHER: Final = 50
_DIRECTIONS: Final = {
    Direction.SENT: "sent",
    Direction.RECEIVED: "received",
    Direction.NEITHER: "neither sent nor received",
}
_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_NO_AREA: Final = "the document"


def html(content: Content) -> str:
    """The page: a summary, filters, the changes by cause and by operation, and what else was told.

    All that comes from the documents is text in it: a policy in the page allows no script but its
    own.
    """
    areas = _Areas(content)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        *_head(content),
        "<body>",
        '<a class="skip" href="#by-cause">Skip to the changes</a>',
        *_header(content),
        "<main>",
        *_filter(content, areas),
        *_by_cause(content, areas),
        *_by_operation(content),
        *_uses(content),
        *_settled(content),
        *_prose(content),
        "</main>",
        f"<script>{_file('page.js')}</script>" if content.causes else "",
        "</body>",
        "</html>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


class _Areas:
    """The areas of an API: the first tag of each operation, or the first segment of its path."""

    def __init__(self, content: Content) -> None:
        self._of: dict[str, str] = {}
        for document in content.places.documents:
            paths = document.get("paths")
            for path, item in (paths if isinstance(paths, dict) else {}).items():
                for method in _METHODS if isinstance(item, dict) else ():
                    if isinstance(operation := item.get(method), dict):
                        self._of[f"{method.upper()} {path}"] = _first_tag(operation, path)
        names = {name for cause in content.causes for name in self._names(cause)}
        self.numbers: dict[str, int] = {name: n for n, name in enumerate(sorted(names))}

    def of(self, cause: Cause) -> str:
        """The numbers of the areas that a change touches, each between spaces."""
        return f" {' '.join(str(self.numbers[name]) for name in self._names(cause))} "

    def _names(self, cause: Cause) -> list[str]:
        names = [self._of.get(name, _NO_AREA) for name in cause.operations] or [_NO_AREA]
        return list(dict.fromkeys(names))


def _first_tag(operation: Mapping[str, Any], path: str) -> str:
    tags = operation.get("tags")
    if isinstance(tags, list) and tags and isinstance(tags[0], str):
        return tags[0]
    return path.strip("/").partition("/")[0] or "/"


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(name: str) -> str:
    digest = hashlib.sha256(_file(name).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _head(content: Content) -> Iterator[str]:
    policy = f"default-src 'none'; style-src {_hash('page.css')}; script-src {_hash('page.js')}"
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="generator" content="flochat-contract {__version__}">'
    yield f"<title>{_title(content)}</title>"
    yield f"<style>{_file('page.css')}</style>"
    yield "</head>"


def _title(content: Content) -> str:
    changes = content.settled.changes
    impact = f", flochat: {changes.impact}" if changes.impact else ""
    return f"API changes: {changes.label}{impact}"


def _header(content: Content) -> Iterator[str]:
    old, new = content.places.sources
    yield "<header>"
    yield f"<h1>{_title(content)}</h1>"
    yield f"<p>From {code(old)} to {code(new)}.</p>"
    yield f"<p><strong>{text(content.settled.changes.summary())}</strong></p>"
    if content.judged is not None:
        yield f"<p><strong>{text(_summary_of_uses(content.judged))}</strong></p>"
    if lines := summary_lines(content.settled.changes, always=True):
        yield "<ul>"
        for line in lines:
            yield f"<li>{line.spelled(code(name) for name in line.names)}</li>"
        yield "</ul>"
    if content.causes:
        yield '<nav aria-label="Views"><a href="#by-cause">By cause</a>'
        yield '<a href="#by-operation">By operation</a></nav>'
    yield "</header>"


def _summary_of_uses(judged: Judged) -> str:
    from ..uses.report import text as text_of_uses

    return text_of_uses(judged).partition("\n")[0]


def _filter(content: Content, areas: _Areas) -> Iterator[str]:
    """The form, which is of use with the script alone."""
    if not content.causes:
        return
    present = {cause.first.level for cause in content.causes}
    impacts = {cause.impact for cause in content.causes}
    yield '<form id="filter" role="search" aria-label="Filter the changes" hidden>'
    yield "<fieldset><legend>Level</legend>"
    for level in reversed(Level):
        if level in present:
            box = f'<input type="checkbox" name="level" value="{level.name}" checked>'
            yield f"<label>{box} {level.name}</label>"
    yield "</fieldset>"
    named = [(str(number), name) for name, number in areas.numbers.items()]
    yield from _select("Area", "area", named)
    if impacts - {None}:
        found = [(impact, impact) for impact in WORST_FIRST if impact in impacts]
        yield from _select("Impact on flochat", "impact", found)
    yield '<label>Text <input type="search" name="text" autocomplete="off"></label>'
    yield '<button type="reset">Show all</button>'
    yield '<output aria-live="polite"></output>'
    yield "</form>"


def _select(label: str, name: str, options: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'<label>{label} <select name="{name}"><option value="">all</option>'
    for value, shown in options:
        yield f'<option value="{value}">{_option(shown)}</option>'
    yield "</select></label>"


def _option(name: str) -> str:
    # An option holds text alone.
    return text(name).removeprefix("<bdi>").removesuffix("</bdi>")


def _by_cause(content: Content, areas: _Areas) -> Iterator[str]:
    yield '<section aria-labelledby="by-cause"><h2 id="by-cause" tabindex="-1">By cause</h2>'
    if not content.causes:
        yield "<p>No change.</p>"
    for start in range(0, len(content.causes), _TOGETHER):
        yield '<ul class="causes">'
        for number, cause in enumerate(content.causes[start : start + _TOGETHER], start + 1):
            data = f'data-level="{cause.first.level.name}" data-impact="{cause.impact or ""}"'
            yield f'<li class="cause" id="c{number}" {data} data-areas="{areas.of(cause)}">'
            yield from _cause(content, cause)
            yield "</li>"
        yield "</ul>"
    yield "</section>"


def _cause(content: Content, cause: Cause) -> Iterator[str]:
    first = cause.first
    yield f"<h3>{_badge(first.level.name)} {text(first.text)}</h3>"
    yield "<dl>"
    yield from _facts(content, cause)
    yield "</dl>"
    yield from _listed("In", "operations", cause.operations)
    if cause.impact and cause.facade:
        yield from _listed(f"flochat: {cause.impact} in", "methods", cause.facade)
    if told := meaning(cause):
        yield f"<p>{text(told)}</p>"
    before, after = content.places.values(first)
    if before == after:
        yield '<p class="dim">What stands there is the same on both sides.</p>'
    yield sides(before, after)


def _facts(content: Content, cause: Cause) -> Iterator[str]:
    first = cause.first
    facts = {"id": code(first.id), "direction": _DIRECTIONS[direction_of(first.id)]}
    if first.id in RULES:
        facts["effect"] = RULES[first.id].effect.value
    if cause.impact:
        facts["impact on flochat"] = cause.impact
    facts["location"] = code(first.location or "/")
    facts["place"] = code(str(content.places.place(first)))
    for name, shown in facts.items():
        yield f"<div><dt>{name}</dt><dd>{shown}</dd></div>"


def _listed(before: str, what: str, names: tuple[str, ...]) -> Iterator[str]:
    """One name, or a list of them that opens on demand."""
    if len(names) == 1:
        yield f"<p>{before} {code(names[0])}</p>"
    elif names:
        yield f"<details><summary>{before} {len(names)} {what}</summary><ul>"
        yield from (f"<li>{code(name)}</li>" for name in names)
        yield "</ul></details>"


def _badge(word: str) -> str:
    return f'<span class="level {word}">{word}</span>'


def _by_operation(content: Content) -> Iterator[str]:
    own: dict[str, list[str]] = {}
    shared: list[str] = []
    uses = sum(len(cause.operations) for cause in content.causes)
    most = _SHARED if uses > _ROWS else uses
    for number, cause in enumerate(content.causes, 1):
        link = f'<a href="#c{number}">{_badge(cause.first.level.name)} {text(cause.first.text)}</a>'
        row = f'<li data-cause="c{number}">{link}</li>'
        if len(cause.operations) > most:
            shared.append(row)
        for name in cause.operations if len(cause.operations) <= most else ():
            own.setdefault(name, []).append(row)
        if not cause.operations:
            own.setdefault("", []).append(row)
    if not content.causes:
        return
    yield '<section aria-labelledby="by-operation">'
    yield '<h2 id="by-operation" tabindex="-1">By operation</h2>'
    yield '<ul class="operations">'
    if shared:
        yield from _group(f"In more than {_SHARED} operations", shared)
    for name, rows in own.items():
        yield from _group(code(name) if name else "The document", rows)
    yield "</ul></section>"


def _group(title: str, rows: list[str]) -> Iterator[str]:
    changes = counted(len(rows), "change")
    yield f"<li><details><summary>{title}: {changes}</summary><ul>"
    yield from rows
    yield "</ul></details></li>"


def _uses(content: Content) -> Iterator[str]:
    judged = content.judged
    if judged is None:
        return
    yield '<section aria-labelledby="uses"><h2 id="uses">Your code</h2>'
    yield f"<p>{counted(judged.uses, 'use')} in {counted(judged.files, 'file')}.</p>"
    touched = [it for it in judged.touched if it.verdict != "safe"]
    if touched:
        yield "<table><thead><tr><th>What</th><th>Where</th><th>Why</th><th>Sure</th></tr></thead>"
        yield "<tbody>"
    for it in touched:
        cell = "" if it.use.cell is None else f" cell {it.use.cell}"
        where = code(f"{it.use.file}{cell}:{it.use.line}:{it.use.column}")
        test = " (test)" if it.use.is_test else ""
        yield f"<tr><td>{_badge(it.verdict)}{test}</td><td>{where}</td>"
        yield f"<td>{text(it.text)} {code(it.finding.id)}</td><td>{it.sure}</td></tr>"
    yield "</tbody></table>" if touched else "<p>Nothing in it is touched.</p>"
    if judged.unfollowed:
        yield "<h3>Could not be followed</h3><ul>"
        for one in judged.unfollowed:
            yield f"<li>{code(f'{one.file}:{one.line}')} {text(one.reason)}</li>"
        yield "</ul>"
    yield "</section>"


def _settled(content: Content) -> Iterator[str]:
    """What was accepted, and what has another level than the rules give it."""
    lists = {
        "Accepted": accepted_lines(content.settled),
        "Other levels": [str(override) for override in content.settled.overrides],
    }
    for title, lines in lists.items():
        if lines:
            yield f"<section><h2>{title}</h2><ul>"
            yield from (f"<li>{text(line)}</li>" for line in lines)
            yield "</ul></section>"


def _prose(content: Content) -> Iterator[str]:
    if not (content.prose and content.settled.changes.prose):
        return
    yield "<section><h2>Prose</h2>"
    for change in content.settled.changes.prose:
        yield f"<h3>{code(change.location)}</h3>"
        yield sides(change.old, change.new)
    yield "</section>"
