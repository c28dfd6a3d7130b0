"""What it takes to build the flow of a snapshot in another flow, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from attrs import define, evolve, field, frozen

from .._requests.batches import BatchRequest, split_batch
from .._requests.bodies import BodySchema, creation_body, encode_with
from .._requests.fields import FIELD
from .._requests.live_chat import CLOSING_NOTE, SHORTCUT
from .._values.checks import check_text
from ..errors import InvalidArgumentError
from ..models.base import Model
from .diff import Comparison, FieldChange
from .sections import SECTIONS, Section, SnapshotItem
from .snapshot import FlowSnapshot


@frozen(kw_only=True)
class ApplyReport:
    """What became of a snapshot that was applied to a flow, or would become of it in a `dry_run`.

    `created` and `updated` were written, `unchanged` was there already. `conflicts` were left as
    they are: a field of the same name and another type, a name that stands for several things.
    `by_hand` is what differs and the API cannot write; the editor can.
    """

    dry_run: bool
    created: tuple[SnapshotItem, ...] = ()
    updated: tuple[SnapshotItem, ...] = ()
    unchanged: tuple[SnapshotItem, ...] = ()
    conflicts: tuple[SnapshotItem, ...] = ()
    by_hand: tuple[SnapshotItem, ...] = ()

    def __str__(self) -> str:
        would = "would be " if self.dry_run else ""
        told = {
            f"{would}created": self.created,
            f"{would}updated": self.updated,
            "conflicts": self.conflicts,
            "by hand": self.by_hand,
        }
        lines = [line for title, items in told.items() for line in _lines(title, items)]
        return "\n".join([*lines, f"there already: {len(self.unchanged)}"])


def _lines(title: str, items: Sequence[SnapshotItem]) -> Iterator[str]:
    yield f"{title}: {len(items)}"
    yield from (f"  {item}" for item in items)


class Step(NamedTuple):
    """One thing to write: what it is called in a report, and what it is on the wire."""

    section: Section
    item: SnapshotItem
    body: Mapping[str, Any]


@define
class ApplyPlan:
    """What to write, and what to say of what is not written."""

    creations: list[Step] = field(factory=list)
    updates: list[Step] = field(factory=list)
    unchanged: list[SnapshotItem] = field(factory=list)
    conflicts: list[SnapshotItem] = field(factory=list)
    by_hand: list[SnapshotItem] = field(factory=list)

    def add(
        self,
        section: Section,
        item: SnapshotItem,
        there: Model | None,
        wanted: Model,
        changes: Sequence[FieldChange],
    ) -> None:
        """Take one thing that is wanted, of which the flow has a like one or none."""
        building = WRITE_RULES.get(section.field)
        if there is not None and not changes:
            self.unchanged.append(item)
        elif building is None:
            self.by_hand.append(_noted(item, changes))
        elif there is None:
            self._create(section, building, item, wanted)
        else:
            self._update(section, building, item, there, changes)

    def _create(
        self, section: Section, building: WriteRule, item: SnapshotItem, wanted: Model
    ) -> None:
        given = {name: getattr(wanted, name) for name in building.takes}
        missing = [name for name in building.needs if not given[name]]
        if missing:
            note = f"the snapshot has no {' and '.join(missing)} of it"
            self.by_hand.append(evolve(item, note=note))
            return
        body = _body(item, building.takes, {**building.empty, **_said(given)})
        self.creations.append(Step(section, item, body))

    def _update(
        self,
        section: Section,
        building: WriteRule,
        item: SnapshotItem,
        there: Model,
        changes: Sequence[FieldChange],
    ) -> None:
        possible = [change for change in changes if change.name in building.changes]
        others = [change for change in changes if change.name not in building.changes]
        if any(change.name == "var_type" for change in others):
            self.conflicts.append(_noted(item, changes))
            return
        if possible:
            values = {change.name: change.after for change in possible}
            body = {building.key: getattr(there, building.key)}
            body |= _body(item, building.changes, values)
            self.updates.append(Step(section, _noted(item, possible), body))
        if others:
            self.by_hand.append(_noted(item, others))

    def requests(
        self, creations: Mapping[str, str], updates: Mapping[str, str]
    ) -> list[BatchRequest]:
        """The requests; both mappings go from a section to the operation that writes it."""
        values = [step for step in self.updates if step.section.field == "bot_fields"]
        others = [step for step in self.updates if step.section.field != "bot_fields"]
        return [
            *_one_by_one(self.creations, creations),
            *split_batch(updates["bot_fields"], [(step.item, step.body) for step in values]),
            *_one_by_one(others, updates),
        ]

    def report(self, *, dry_run: bool) -> ApplyReport:
        """What has become of it when all is written."""
        return ApplyReport(
            dry_run=dry_run,
            created=tuple(step.item for step in self.creations),
            updated=tuple(step.item for step in self.updates),
            unchanged=tuple(self.unchanged),
            conflicts=tuple(dict.fromkeys(self.conflicts)),
            by_hand=tuple(self.by_hand),
        )


def plan_apply(wanted: FlowSnapshot, there: FlowSnapshot) -> ApplyPlan:
    """What to write so that a flow that is as `there` has what is `wanted`.

    Things are matched by name. What is not said of a thing that is wanted stays as it is there.
    """
    plan = ApplyPlan()
    ambiguous = _ambiguous(there, "the flow") | _ambiguous(wanted, "the snapshot")
    comparison = Comparison(there, wanted, by_name=True)
    for section in SECTIONS:
        for name, old, new_one in comparison.pairs(section):
            item = SnapshotItem(section.word, name)
            if new_one is not None and item in ambiguous:
                plan.conflicts.append(ambiguous[item])
            elif new_one is not None:
                changes = comparison.changes(section, old, new_one)
                said = [change for change in changes if change.after is not None]
                plan.add(section, item, old, new_one, said)
    return plan


def _one_by_one(steps: Sequence[Step], operations: Mapping[str, str]) -> list[BatchRequest]:
    return [BatchRequest(operations[step.section.field], [step.item], step.body) for step in steps]


def _ambiguous(snapshot: FlowSnapshot, where: str) -> dict[SnapshotItem, SnapshotItem]:
    """The things to build that share their name with another, each with what to say of it."""
    built = {section.word for section in SECTIONS if section.field in WRITE_RULES}
    return {
        evolve(item, note=""): evolve(item, note=f"{item.note} in {where}")
        for item in snapshot.duplicates
        if item.kind in built
    }


def _body(item: SnapshotItem, fields: BodySchema, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given of a thing, on the wire; what cannot travel is refused by the thing's name."""
    try:
        return creation_body(fields, **given)
    except InvalidArgumentError as error:
        raise InvalidArgumentError(f"{item}: {error}") from error


def _said(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}


def _noted(item: SnapshotItem, changes: Sequence[FieldChange]) -> SnapshotItem:
    return evolve(item, note=", ".join(map(str, changes)))


@frozen
class WriteRule:
    """How the API builds one kind of thing.

    `takes` is what can be said of a new one, of which it `needs` some and wants `empty` at the
    least; `changes` is what can be changed later, of the one that `key` names.
    """

    takes: BodySchema
    needs: Sequence[str] = ("name",)
    empty: Mapping[str, Any] = field(factory=dict)
    changes: BodySchema = field(factory=dict)
    key: str = "id"


def _flag(value: bool, _what: str) -> bool:
    return value


_FIELD_NEEDS: Final = ("name", "var_type")
_EMPTY: Final = {"value": ""}

#: What the API can build, by section; all else is made in the editor.
WRITE_RULES: Final[Mapping[str, WriteRule]] = {
    "tags": WriteRule({"name": encode_with(check_text)}),
    "user_fields": WriteRule(FIELD, _FIELD_NEEDS, _EMPTY),
    "bot_fields": WriteRule(
        {**FIELD, "is_template_field": encode_with(_flag)},
        _FIELD_NEEDS,
        _EMPTY,
        {"value": FIELD["value"]},
        key="name",
    ),
    "shortcuts": WriteRule(SHORTCUT, ("name", "value"), changes={"value": SHORTCUT["value"]}),
    "closing_notes": WriteRule(
        CLOSING_NOTE, changes={k: v for k, v in CLOSING_NOTE.items() if k != "name"}
    ),
}
