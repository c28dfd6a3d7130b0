"""What somebody built in a flow, in one object: to keep as JSON, to compare, to build elsewhere."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from attrs import frozen

from .._values import identifiers
from .._values.checks import check_str, describe_type
from .._values.secret import Secret
from .._wire import decode
from ..errors import InvalidArgumentError
from ..models.base import Model
from .diff import Comparison, FlowDiff
from .sections import SECTIONS, FlowParts, Section, SnapshotItem, identity_of, models_in, name_of

#: The form of the JSON; another number is another form.
FORMAT: Final = 1

_MARK: Final = "flow_snapshot"
_HALF_A_PAIR: Final = re.compile("[\ud800-\udfff]")


@frozen(kw_only=True, repr=False)
class FlowSnapshot(FlowParts):
    """Everything in a flow that the API tells of, as it was when the snapshot was taken.

    Each kind of thing is a tuple in the order of names. Who of the agents is online is not kept,
    and neither are the addresses of inbound webhooks, which are secrets, unless they were asked
    for.
    """

    def __attrs_post_init__(self) -> None:
        for section in SECTIONS:
            held = models_in(self, section)
            if not all(isinstance(thing, section.model) for thing in held):
                raise InvalidArgumentError(
                    f"{section.field} of a snapshot: each is a {section.model.__name__}"
                )
            ordered = tuple(sorted(held, key=_place))
            object.__setattr__(self, section.field, _held(section, ordered))

    @property
    def flow_number(self) -> int | None:
        """The number of the flow, 12 where tags are f12t34; None when no identifier tells it."""
        for thing in (thing for section in SECTIONS for thing in models_in(self, section)):
            with suppress(InvalidArgumentError):
                return identifiers.parse_namespace(str(identity_of(thing))).flow
        return None

    @property
    def duplicates(self) -> tuple[SnapshotItem, ...]:
        """Names that more than one thing of a kind has; only their identifiers tell them apart."""
        return tuple(
            SnapshotItem(section.word, name, f"{count} have this name")
            for section in SECTIONS
            for name, count in Counter(map(name_of, models_in(self, section))).items()
            if count > 1
        )

    def diff(self, other: FlowSnapshot) -> FlowDiff:
        """What there is to do to come from this snapshot to another.

        In two snapshots of one flow things are matched by their identifiers, so that a new name is
        a change; in snapshots of two flows, whose identifiers differ, by their names, and those
        that share a name in turn. What is empty counts as what is missing.
        """
        flows = {self.flow_number, check_snapshot(other).flow_number}
        return Comparison(self, other, by_name=len(flows) > 1 or None in flows).diff()

    def to_json(self) -> str:
        """The snapshot as JSON for `from_json`; equal snapshots give the same text.

        Secrets are in it if they are in the snapshot, which is when they were asked for.
        """
        said: dict[str, Any] = {_MARK: FORMAT}
        for section in SECTIONS:
            said[section.field] = _held(
                section, [_row(thing) for thing in models_in(self, section)]
            )
        text = json.dumps(said, ensure_ascii=False, indent=2) + "\n"
        return _HALF_A_PAIR.sub(lambda half: f"\\u{ord(half[0]):04x}", text)

    @classmethod
    def from_json(cls, text: str) -> FlowSnapshot:
        """Read what `to_json` wrote; a kind of thing that the text leaves out is empty.

        Raises `InvalidArgumentError` for a text that is no snapshot, for one of another format, and
        for anything in it that would be lost.
        """
        said = _object(text)
        sections = {section.field: section for section in SECTIONS}
        unknown = sorted(said.keys() - sections.keys())
        if unknown:
            raise InvalidArgumentError(f"a snapshot of a flow has no {', '.join(unknown)}")
        return cls(**{n: _held(sections[n], _read(sections[n], said[n])) for n in said})

    def __repr__(self) -> str:
        counts = {section.field: len(models_in(self, section)) for section in SECTIONS}
        told = (f"{name}={count}" for name, count in counts.items() if count)
        return f"{type(self).__name__}({', '.join(told)})"


def check_snapshot(snapshot: FlowSnapshot) -> FlowSnapshot:
    """Raise `InvalidArgumentError` for what is no snapshot."""
    if not isinstance(snapshot, FlowSnapshot):
        raise InvalidArgumentError(
            f"a snapshot is a FlowSnapshot, as from_json makes one, not {describe_type(snapshot)}"
        )
    return snapshot


def _place(thing: Model) -> tuple[str, str]:
    """What things of a kind are put in order by: the name, and where that is shared, all."""
    return name_of(thing), json.dumps(_row(thing))


def _row(thing: Model) -> dict[str, Any]:
    """A thing as JSON, with what it has a value of."""
    return {
        name: value.reveal() if isinstance(value, Secret) else value
        for name, value in vars(thing).items()
        if name != "raw" and value is not None
    }


def _held(section: Section, items: Sequence[Any]) -> Any:
    """All items of a section, or the one."""
    return items if not section.one else items[0] if items else None


def _object(text: str) -> dict[str, Any]:
    """The sections of a snapshot's JSON."""
    check_str(text, "a snapshot")
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or _MARK not in said:
        raise InvalidArgumentError(f"this text is no snapshot of a flow: JSON with a {_MARK!r}")
    form = said.pop(_MARK)
    if form != FORMAT:
        raise InvalidArgumentError(
            f"a snapshot of format {form!r:.20}, and this package reads format {FORMAT} alone"
        )
    return said


def _read(section: Section, said: Any) -> list[Model]:
    """The things of a section's JSON; nothing of it may be lost."""
    rows = said if not section.one else [] if said is None else [said]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidArgumentError(f"{section.field} of this snapshot is of the wrong type")
    return [_read_one(section, row) for row in rows]


def _read_one(section: Section, row: dict[str, Any]) -> Model:
    thing = decode.decode(section.model, row)
    read = _row(thing)
    lost = sorted(key for key in row if read.get(key) != row[key])
    if lost:
        raise InvalidArgumentError(f"a {section.word} of this snapshot has no such {lost[0]!r:.40}")
    return thing
