"""Apply a snapshot to another flow: plan what to write, and report the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from attrs import define, evolve, field, frozen

from .._requests.batches import BatchRequest, split_batch
from .._requests.bodies import BodySchema, creation_body, encode_with
from .._requests.fields import FIELD
from .._requests.live_chat import CLOSING_NOTE, SHORTCUT
from .._values.checks import check_text
from .._values.html_report import HtmlReport
from ..errors import InvalidArgumentError
from ..models.base import Model
from .diff import Comparison, FieldChange
from .sections import SECTIONS, Section, SnapshotItem
from .snapshot import FlowSnapshot


@frozen(kw_only=True)
class ApplyReport(HtmlReport):
    """The result of applying a snapshot to a flow, or of a `dry_run`.

    `created` and `updated` were written, `unchanged` existed already. `conflicts` were left as they
    are: a field with the same name but another type, or a name that several resources share.
    `by_hand` differs, but the API cannot write it; the editor can.
    """

    dry_run: bool
    created: tuple[SnapshotItem, ...] = ()
    updated: tuple[SnapshotItem, ...] = ()
    unchanged: tuple[SnapshotItem, ...] = ()
    conflicts: tuple[SnapshotItem, ...] = ()
    by_hand: tuple[SnapshotItem, ...] = ()

    def __str__(self) -> str:
        would = "would be " if self.dry_run else ""
        titled = {
            f"{would}created": self.created,
            f"{would}updated": self.updated,
            "conflicts": self.conflicts,
            "by hand": self.by_hand,
        }
        lines = [line for title, items in titled.items() for line in _lines(title, items)]
        return "\n".join([*lines, f"unchanged: {len(self.unchanged)}"])


def _lines(title: str, items: Sequence[SnapshotItem]) -> Iterator[str]:
    yield f"{title}: {len(items)}"
    yield from (f"  {item}" for item in items)


@frozen
class WriteRule:
    """How the API writes one kind of resource.

    `creation` has what a new one takes, of which `required` must be given, and `defaults` is what
    the API requires but a snapshot may lack. `update` has what can be changed later, in the one
    that `key` names.
    """

    creation: BodySchema
    required: Sequence[str] = ("name",)
    defaults: Mapping[str, Any] = field(factory=dict)
    update: BodySchema = field(factory=dict)
    key: str = "id"


def _keep_flag(value: bool, _argument: str) -> bool:
    return value


_FIELD_REQUIRED: Final = ("name", "var_type")
_FIELD_DEFAULTS: Final = {"value": ""}

#: The sections that the API can write; all others are edited by hand.
WRITE_RULES: Final[Mapping[str, WriteRule]] = {
    "tags": WriteRule({"name": encode_with(check_text)}),
    "user_fields": WriteRule(FIELD, _FIELD_REQUIRED, _FIELD_DEFAULTS),
    "bot_fields": WriteRule(
        {**FIELD, "is_template_field": encode_with(_keep_flag)},
        _FIELD_REQUIRED,
        _FIELD_DEFAULTS,
        {"value": FIELD["value"]},
        key="name",
    ),
    "shortcuts": WriteRule(SHORTCUT, ("name", "value"), update={"value": SHORTCUT["value"]}),
    "closing_notes": WriteRule(
        CLOSING_NOTE, update={k: v for k, v in CLOSING_NOTE.items() if k != "name"}
    ),
}


class WriteStep(NamedTuple):
    """One resource to write: the item that a report shows, and the body."""

    section: Section
    item: SnapshotItem
    body: Mapping[str, Any]


@define
class ApplyPlan:
    """What to write, and the items of the report for everything that is not written."""

    creations: list[WriteStep] = field(factory=list)
    updates: list[WriteStep] = field(factory=list)
    unchanged: list[SnapshotItem] = field(factory=list)
    conflicts: list[SnapshotItem] = field(factory=list)
    by_hand: list[SnapshotItem] = field(factory=list)

    def add(
        self,
        section: Section,
        item: SnapshotItem,
        existing: Model | None,
        wanted: Model,
        changes: Sequence[FieldChange],
    ) -> None:
        """Add one resource of the snapshot, and the one that it matches in the flow, if any."""
        rule = WRITE_RULES.get(section.field)
        if existing is not None and not changes:
            self.unchanged.append(item)
        elif rule is None:
            self.by_hand.append(_with_changes(item, changes))
        elif existing is None:
            self._create(section, rule, item, wanted)
        else:
            self._update(section, rule, item, existing, changes)

    def _create(self, section: Section, rule: WriteRule, item: SnapshotItem, wanted: Model) -> None:
        values = {name: getattr(wanted, name) for name in rule.creation}
        missing = [name for name in rule.required if not values[name]]
        if missing:
            note = f"the snapshot lacks its {' and '.join(missing)}"
            self.by_hand.append(evolve(item, note=note))
            return
        body = _body(item, rule.creation, {**rule.defaults, **_without_none(values)})
        self.creations.append(WriteStep(section, item, body))

    def _update(
        self,
        section: Section,
        rule: WriteRule,
        item: SnapshotItem,
        existing: Model,
        changes: Sequence[FieldChange],
    ) -> None:
        possible = [change for change in changes if change.name in rule.update]
        others = [change for change in changes if change.name not in rule.update]
        if any(change.name == "var_type" for change in others):
            self.conflicts.append(_with_changes(item, changes))
            return
        if possible:
            values = {change.name: change.after for change in possible}
            body = {rule.key: getattr(existing, rule.key)}
            body |= _body(item, rule.update, values)
            self.updates.append(WriteStep(section, _with_changes(item, possible), body))
        if others:
            self.by_hand.append(_with_changes(item, others))

    def requests(
        self, creations: Mapping[str, str], updates: Mapping[str, str]
    ) -> list[BatchRequest]:
        """Build the requests; both mappings go from a section to the operation that writes it."""
        values = [step for step in self.updates if step.section.field == "bot_fields"]
        filled = [step for step in values if step.body["value"]]
        # A service that refuses an empty text refuses all that is in the same request.
        empty = [[step] for step in values if not step.body["value"]]
        others = [step for step in self.updates if step.section.field != "bot_fields"]
        return [
            *_one_by_one(self.creations, creations),
            *_set_values(updates["bot_fields"], filled),
            *_one_by_one(others, updates),
            *(
                request._replace(is_independent=True)
                for steps in empty
                for request in _set_values(updates["bot_fields"], steps)
            ),
        ]

    def report(self, *, dry_run: bool) -> ApplyReport:
        """Return the report for when everything is written."""
        return ApplyReport(
            dry_run=dry_run,
            created=tuple(step.item for step in self.creations),
            updated=tuple(step.item for step in self.updates),
            unchanged=tuple(self.unchanged),
            conflicts=tuple(dict.fromkeys(self.conflicts)),
            by_hand=tuple(self.by_hand),
        )


def plan_apply(wanted: FlowSnapshot, existing: FlowSnapshot) -> ApplyPlan:
    """Plan what to write so that the flow of `existing` has everything that is `wanted`.

    Resources are matched by name. A field that a wanted resource has no value for stays as it is.
    """
    plan = ApplyPlan()
    ambiguous = _ambiguous(existing, "the flow") | _ambiguous(wanted, "the snapshot")
    comparison = Comparison(existing, wanted, by_name=True)
    for section in SECTIONS:
        for name, old, new in comparison.pairs(section):
            item = SnapshotItem(section.noun, name)
            if new is not None and item in ambiguous:
                plan.conflicts.append(ambiguous[item])
            elif new is not None:
                changes = comparison.changes(section, old, new)
                with_value = [change for change in changes if change.after is not None]
                plan.add(section, item, old, new, with_value)
    return plan


def _one_by_one(steps: Sequence[WriteStep], operations: Mapping[str, str]) -> list[BatchRequest]:
    return [BatchRequest(operations[step.section.field], [step.item], step.body) for step in steps]


def _set_values(operation: str, steps: Sequence[WriteStep]) -> list[BatchRequest]:
    return split_batch(operation, [(step.item, step.body) for step in steps])


def _ambiguous(snapshot: FlowSnapshot, where: str) -> dict[SnapshotItem, SnapshotItem]:
    """Return the writable items that share their name with another, each with its note."""
    writable = {section.noun for section in SECTIONS if section.field in WRITE_RULES}
    return {
        evolve(item, note=""): evolve(item, note=f"{item.note} in {where}")
        for item in snapshot.duplicates
        if item.kind in writable
    }


def _body(item: SnapshotItem, schema: BodySchema, values: Mapping[str, Any]) -> dict[str, Any]:
    """Build a body; the error for a value that cannot be sent names the item."""
    try:
        return creation_body(schema, **values)
    except InvalidArgumentError as error:
        raise InvalidArgumentError(f"{item}: {error}") from error


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _with_changes(item: SnapshotItem, changes: Sequence[FieldChange]) -> SnapshotItem:
    return evolve(item, note=", ".join(map(str, changes)))
