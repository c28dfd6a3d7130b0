"""The forms of a report by the names that --format and --output give them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from . import change_report
from .accepted import Settled
from .aside import aside, in_turn
from .errors import one_line
from .finding_places import FindingPlaces

if TYPE_CHECKING:
    from .reports.content import Content
    from .uses import Judged

#: How many findings it takes until it is worth while to write half of them at the same time.
_MANY: Final = 300


class Request(NamedTuple):
    """What is reported, and the options of the command."""

    settled: Settled
    places: FindingPlaces
    judged: Judged | None
    options: argparse.Namespace

    @property
    def content(self) -> Content:
        from .reports.content import Content

        limit, prose = self.options.fail_on, self.options.prose
        return Content(self.settled, self.places, self.judged, prose, limit)


Form = Callable[[Request], str]


def _text(request: Request) -> str:
    options = request.options
    is_wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    colour = {"always": True, "never": False, "auto": is_wanted}[options.color]
    report = change_report.text(
        request.settled,
        prose=options.prose,
        colour=colour,
        place_of=request.places.place,
        all_uses=options.all,
    )
    return _with_uses(request, "text", report)


def _json(request: Request) -> str:
    settled, places = request.settled, request.places
    is_long = len(settled.changes.findings) >= _MANY
    if is_long:
        places.look_up()
    return change_report.json_(
        settled,
        prose=request.options.prose,
        place_of=places.place,
        uses=_uses(request.judged),
        aside=aside if is_long else in_turn,
    )


def _markdown(request: Request) -> str:
    options = request.options
    report = change_report.markdown(request.settled, prose=options.prose, all_uses=options.all)
    return _with_uses(request, "markdown", report)


def _github(request: Request) -> str:
    file = one_line(request.places.file or "openapi.json")
    report = change_report.github(request.settled, file=file, position_of=request.places.in_new)
    return _with_uses(request, "github", report)


def _uses(judged: Judged | None) -> dict[str, Any] | None:
    if judged is None:
        return None
    from .uses.report import as_json

    return as_json(judged)


def _with_uses(request: Request, form: str, report: str) -> str:
    if request.judged is None:
        return report
    from .uses.report import rendered
    from .uses.report import text as text_of_uses

    whole = rendered(request.judged, form, report)
    if form not in ("text", "markdown"):
        return whole
    # What breaks for the reader comes first, all of it behind what breaks for anybody.
    head, _, rest = whole.partition("\n")
    mine = text_of_uses(request.judged).partition("\n")[0]
    return f"{head}\n  {mine}\n{rest}" if form == "text" else f"{head}\n\n**{mine}**\n{rest}"


def _html(request: Request) -> str:
    from .reports.html import html

    return html(request.content)


def _sarif(request: Request) -> str:
    from .reports.sarif import sarif

    return sarif(request.content)


def _junit(request: Request) -> str:
    from .reports.junit import junit

    return junit(request.content)


def _gitlab(request: Request) -> str:
    from .reports.gitlab import gitlab

    return gitlab(request.content)


FORMS: Final[dict[str, Form]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "github": _github,
    "html": _html,
    "sarif": _sarif,
    "junit": _junit,
    "gitlab": _gitlab,
}
#: Those that do not say where anything stands.
WITHOUT_PLACES: Final = frozenset({"markdown"})
#: Those that are UTF-8 by what they say of themselves, or by their standard.
UTF8: Final = frozenset({"json", "html", "sarif", "junit", "gitlab"})
