"""`--people`: a file, `-`, `tag:VIP`, `segment:...` or `all`, alike in every command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from attrs import define, field

from . import lookups, tablefiles
from .failures import CommandError
from .output import say
from .resolving import Resolved, resolve
from .session import Session

if TYPE_CHECKING:
    from .._sync.client import Flochat

F = TypeVar("F", bound=Callable[..., Any])

#: How many rows are kept to be shown.
_KEPT: Final = 3


@define
class People:
    """Whom a command is about: rows that have `user_ns`, and what texts can be filled in with.

    `name` is what was said on the command line; `shown` says it to people. `columns` gives the
    names that a text may have.
    """

    name: str
    shown: str
    _rows: Callable[[], Iterable[Mapping[str, Any]]]
    columns: Callable[[], Iterable[str]]
    is_file: bool = False
    #: Whether they are sent to: whoever does not want that is not shown among those who are.
    are_sent_to: bool = False
    seen: list[Mapping[str, Any]] = field(factory=list)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        for row in self._rows():
            if len(self.seen) < _KEPT and self.refusal(row) is None:
                self.seen.append(row)
            yield row

    def refusal(self, row: Mapping[str, Any]) -> str | None:
        """Why nothing is sent to somebody of a file, where a column of it says so."""
        refusal: str | None = getattr(row, "refusal", None)
        return refusal if self.are_sent_to else None


def option(function: F) -> F:
    """The option `--people`, and how a file of them is read."""
    return click.option(
        "--people",
        required=True,
        metavar="WHO",
        help="A file of people (CSV, XLSX), - for standard input, tag:NAME, segment:NAME, or all.",
    )(tablefiles.options(function))


def open_people(session: Session, client: Flochat, who: str) -> People:
    """The people that `--people` names. Raises `CommandError` for what names nobody."""
    kind, colon, name = who.partition(":")
    if who == "all":
        return _listed(client, who, "everyone in the flow", {})
    if kind == "tag" and colon:
        tag = lookups.find_tag(client, name)
        return _listed(client, who, f"everyone with the tag {tag.name!r}", {"tag": tag})
    if kind == "segment" and colon:
        segment = lookups.find_segment(client, name)
        return _listed(
            client, who, f"everyone in the segment {segment.name!r}", {"segment": segment}
        )
    if who != "-" and not Path(who).is_file():
        raise CommandError(
            f"--people {who!r} is no file: give one, or -, tag:NAME, segment:NAME or all"
        )
    return _of_file(session, client, who)


def _of_file(session: Session, client: Flochat, who: str) -> People:
    """The people of a file; those without a user_ns are looked up when they are first needed."""
    fields = list(client.flow.user_fields.list())
    table = tablefiles.open_table(who, tablefiles.read_options(session), fields)
    report = table.check(fields=fields)
    if report.refused or report.repeated:
        tablefiles.tell(report)
    resolved: list[Resolved] = []

    def rows() -> Iterator[Mapping[str, Any]]:
        if not resolved:
            resolved.append(resolve(client, list(table.read(fields=fields))))
            _tell_left_out(resolved[0])
        yield from resolved[0].people

    def columns() -> Iterable[str]:
        names: set[str] = set()
        for row in table.read(fields=fields):
            names.update(row)
        return names

    name = "-" if who == "-" else str(Path(who).resolve())
    shown = "of standard input" if who == "-" else f"of {who}"
    return People(name, shown, rows, columns, is_file=True)


def _tell_left_out(resolved: Resolved) -> None:
    left_out = resolved.left_out
    for row, why in islice(left_out.items(), _KEPT):
        say(f"row {row}: {tablefiles.at_a_prompt(why)}")
    if len(left_out) == 1:
        say("that row is left out, since it is not known who it is")
    elif left_out:
        say(f"{len(left_out):,} rows are left out, since it is not known who they are")


def _listed(client: Flochat, who: str, shown: str, filters: Mapping[str, Any]) -> People:
    pager = client.subscribers.list(**filters)

    def rows() -> Iterator[Mapping[str, Any]]:
        for person in pager:
            yield _person_row(person)

    def columns() -> Iterator[str]:
        yield from _PERSON_COLUMNS
        yield from (field.name for field in client.flow.user_fields.list() if field.name)

    return People(who, shown, rows, columns)


#: What is known of every person, besides user fields.
_PERSON_COLUMNS: Final = (
    "user_ns",
    "user_id",
    "name",
    "first_name",
    "last_name",
    "email",
    "phone",
    "channel",
    "country",
    "city",
)


def _person_row(person: Any) -> dict[str, Any]:
    row = {field.name: field.value for field in person.user_fields if field.name}
    return row | {name: getattr(person, name) for name in _PERSON_COLUMNS}
