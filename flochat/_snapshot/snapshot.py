"""Everything that is built in a flow, in one object: to keep, to compare, to apply elsewhere."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final, cast

from attrs import evolve, frozen

from .._values import identifiers
from .._values.checks import check_str, describe_type, with_article
from .._values.secret import Secret
from .._wire.decode import PLAIN
from ..errors import InvalidArgumentError
from ..models.base import Model
from .diff import Comparison, FlowDiff
from .sections import SECTIONS, FlowParts, Section, SnapshotItem, identity_of, models_in, name_of

#: The version of the JSON format.
FORMAT: Final = 1

_FORMAT_KEY: Final = "flow_snapshot"
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@frozen(kw_only=True, repr=False)
class FlowSnapshot(FlowParts):
    """Everything in a flow that the API returns, as it was when the snapshot was taken.

    Each kind of resource is a tuple, sorted by name. Whether an agent is online is not kept, and
    neither are the URLs of inbound webhooks, which are secrets, unless they were asked for.
    """

    def __attrs_post_init__(self) -> None:
        for section in SECTIONS:
            resources = models_in(self, section)
            for resource in resources:
                if not isinstance(resource, section.model):
                    raise InvalidArgumentError(
                        f"each item in {section.field} of a snapshot must be "
                        f"{with_article(section.model.__name__)}, not {describe_type(resource)}"
                    )
            ordered = tuple(sorted(resources, key=_sort_key))
            object.__setattr__(self, section.field, _field_value(section, ordered))

    @property
    def flow_number(self) -> int | None:
        """The number of the flow: 12 if tags are f12t34. None if no resource has an identifier."""
        for resource in (it for section in SECTIONS for it in models_in(self, section)):
            with suppress(InvalidArgumentError):
                return identifiers.parse_namespace(str(identity_of(resource))).flow
        return None

    @property
    def duplicates(self) -> tuple[SnapshotItem, ...]:
        """Names that more than one resource of a kind has; only their identifiers differ."""
        return tuple(
            SnapshotItem(section.noun, name, f"{count} have this name")
            for section in SECTIONS
            for name, count in Counter(map(name_of, models_in(self, section))).items()
            if count > 1
        )

    def diff(self, other: FlowSnapshot) -> FlowDiff:
        """Return the changes that lead from this snapshot to another.

        In two snapshots of one flow, resources are matched by their identifiers, so a new name is a
        change. In snapshots of two flows, whose identifiers differ, they are matched by their
        names, and in turn where they share a name. An empty value equals a missing one.

        Which flow it was is only known by the number in its identifiers (`flow_number`). Flows of
        two hosts, or of two sandboxes, may have the same number, and then count as one: what has
        the same identifier in both but another name is told as renamed.
        """
        flows = {self.flow_number, check_snapshot(other).flow_number}
        return Comparison(self, other, by_name=len(flows) > 1 or None in flows).diff()

    def to_json(self) -> str:
        """Return the snapshot as JSON for `from_json`; equal snapshots give the same text.

        It contains secrets if the snapshot does, which it only does if they were asked for.
        """
        document: dict[str, Any] = {_FORMAT_KEY: FORMAT}
        for section in SECTIONS:
            rows = [_to_row(resource) for resource in models_in(self, section)]
            document[section.field] = _field_value(section, rows)
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

    @classmethod
    def from_json(cls, text: str) -> FlowSnapshot:
        """Read what `to_json` wrote; a kind of resource that the text leaves out is empty.

        Raises `InvalidArgumentError` for a text that is not a snapshot or has another format, and
        for anything in it that would be lost.
        """
        rows = _parse(text)
        sections = {section.field: section for section in SECTIONS}
        unknown = sorted(rows.keys() - sections.keys())
        if unknown:
            raise InvalidArgumentError(f"a snapshot must not contain {', '.join(unknown)}")
        return cls(
            **{
                name: _field_value(sections[name], _read(sections[name], rows[name]))
                for name in rows
            }
        )

    def __repr__(self) -> str:
        counts = {section.field: len(models_in(self, section)) for section in SECTIONS}
        shown = (f"{name}={count}" for name, count in counts.items() if count)
        return f"{type(self).__name__}({', '.join(shown)})"


def check_snapshot(snapshot: FlowSnapshot) -> FlowSnapshot:
    """Return a snapshot. Raises `InvalidArgumentError` for anything else."""
    if not isinstance(snapshot, FlowSnapshot):
        raise InvalidArgumentError(
            f"a snapshot must be a FlowSnapshot, as from_json() returns it, not "
            f"{describe_type(snapshot)}"
        )
    return snapshot


def _sort_key(resource: Model) -> tuple[str, str]:
    """Sort by name, and resources of one name by all of their values."""
    return name_of(resource), json.dumps(_to_row(resource))


def _to_row(resource: Model) -> dict[str, Any]:
    """Convert a resource to a JSON object of the fields that have a value."""
    return {
        name: value.reveal() if isinstance(value, Secret) else value
        for name, value in vars(resource).items()
        if name != "raw" and value is not None
    }


def _field_value(section: Section, items: Sequence[Any]) -> Any:
    """Return the items of a section, or the only one of a section that is single."""
    return items if not section.is_single else items[0] if items else None


def _parse(text: str) -> dict[str, Any]:
    """Parse a snapshot's JSON into its sections."""
    check_str(text, "a snapshot")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or _FORMAT_KEY not in document:
        raise InvalidArgumentError(
            f"this text is not a snapshot of a flow: it must be JSON with a {_FORMAT_KEY!r}"
        )
    version = document.pop(_FORMAT_KEY)
    if version != FORMAT:
        raise InvalidArgumentError(
            f"a snapshot must be of format {FORMAT} for this version of flochat, not "
            f"{version!r:.20}"
        )
    return document


def _read(section: Section, value: Any) -> list[Model]:
    """Read the resources of a section's JSON; nothing in it may be lost."""
    rows = value if not section.is_single else [] if value is None else [value]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        expected = "an object or null" if section.is_single else "a list of objects"
        raise InvalidArgumentError(f"{section.field} of a snapshot must be {expected}")
    return [_read_row(section, row) for row in rows]


def _read_row(section: Section, row: dict[str, Any]) -> Model:
    resource: Model = PLAIN.decode(section.model, row)
    # Snapshots that were saved earlier have empty texts where an answer now means None.
    empty = {name: "" for name in vars(resource) if name != "raw" and row.get(name) == ""}
    if empty:
        resource = evolve(cast("Any", resource), **empty)
    kept = _to_row(resource)
    lost = sorted(key for key in row if kept.get(key) != row[key])
    if lost:
        raise InvalidArgumentError(
            f"{with_article(section.noun)} of a snapshot cannot have this {lost[0]!r:.40}"
        )
    return resource
