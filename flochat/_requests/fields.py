"""User fields and bot fields: references, bodies, and the check of what was set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias, TypeVar

from .._values import identifiers
from .._values.checks import check_text
from .._values.field_values import FieldValue, encode_field_value, parse_field_value
from ..errors import ReadBackError
from ..models.base import Ack
from ..models.fields import BotField, UserField
from .batches import BatchForm, BatchRequest, split_values_by_form
from .bodies import BodySchema, clearable_text, encode_with
from .references import Reference, ReferenceKind, reference_to

#: A user field, its namespace of the form f12v34, or its name.
UserFieldRef: TypeAlias = UserField | str
#: A bot field, its namespace of the form f12v34, or its name.
BotFieldRef: TypeAlias = BotField | str
#: The keys of a mapping of values: all of one type, or a mixture.
UserFieldKey = TypeVar("UserFieldKey", bound=UserFieldRef)
BotFieldKey = TypeVar("BotFieldKey", bound=BotFieldRef)

USER_FIELD: Final = ReferenceKind("user field", identifiers.FIELD, UserField, "var_ns")
BOT_FIELD: Final = ReferenceKind("bot field", identifiers.FIELD, BotField, "var_ns")

#: How long the service takes to apply a change that it has acknowledged.
SETTLE_SECONDS: Final = 1.5


def split_empty(values: Mapping[Any, str]) -> tuple[dict[Any, str], dict[Any, str]]:
    """Split values into those that are text and those that are empty.

    The service refuses an empty text, and with it all that is in the same request.
    """
    filled = {field: value for field, value in values.items() if value}
    return filled, {field: value for field, value in values.items() if not value}


def bot_field_requests(
    values: Mapping[Any, str], *, by_namespace: BatchForm, by_name: BatchForm
) -> list[BatchRequest]:
    """Build the requests that set bot fields.

    Nothing clears a bot field but an empty text, which may be refused: each goes in a request of
    its own, after the rest.
    """
    filled, empty = split_empty(values)
    alone = [
        request._replace(is_independent=True)
        for field, value in empty.items()
        for request in split_values_by_form({field: value}, BOT_FIELD, by_namespace, by_name)
    ]
    return [*split_values_by_form(filled, BOT_FIELD, by_namespace, by_name), *alone]


def not_all_matched(requests: Sequence[BatchRequest], ack: Ack) -> list[Any]:
    """Return the items of the requests of which the service found fewer than they have.

    It does not say which.
    """
    return [
        item
        for request, part in zip(requests, ack.parts or (ack,), strict=False)
        if part.matched is not None and part.matched < len(request.items)
        for item in request.items
    ]


def _encode_value(value: FieldValue, _argument: str) -> str:
    return encode_field_value(value)


#: The arguments that create a field; a value that has to fit a `var_type` is text already.
FIELD: Final[BodySchema] = {
    "name": encode_with(check_text),
    "var_type": encode_with(check_text),
    "value": encode_with(_encode_value),
    "description": encode_with(clearable_text),
}


class ReadBack:
    """Reads fields until every one that was set has been seen.

    `kind` is that of the fields. What a person has no value of is not among theirs.
    """

    def __init__(self, sent: Mapping[Any, str], kind: ReferenceKind = BOT_FIELD) -> None:
        self._sent = sent
        self._is_of_person = kind is USER_FIELD
        self._references = {field: reference_to(field, kind) for field in sent}
        self._seen: dict[Reference, BotField | UserField] = {}
        self._by_folded_name: dict[str, BotField | UserField] = {}

    @property
    def has_more(self) -> bool:
        """Whether fields that were set have not been seen yet."""
        return not self._seen.keys() >= set(self._references.values())

    def feed(self, field: BotField | UserField) -> None:
        """Take the next field."""
        for identifier, by_name in ((field.name, True), (field.var_ns, False)):
            self._seen[Reference(identifier or "", by_name)] = field
        self._by_folded_name.setdefault(_fold(field.name or ""), field)

    def differing(self) -> dict[Any, tuple[str, str | None]]:
        """Map each field that has another value to the value sent and the value it has."""
        fields = {key: self._field(reference) for key, reference in self._references.items()}
        return {
            key: (self._sent[key], None if field is None else field.value or "")
            for key, field in fields.items()
            if not self._holds(field, self._sent[key])
        }

    def _holds(self, field: BotField | UserField | None, sent: str) -> bool:
        if field is None:
            return self._is_of_person and not sent
        return _has_value(field, sent)

    def _field(self, reference: Reference) -> BotField | UserField | None:
        """The field of a reference; a host may know a name in another case."""
        field = self._seen.get(reference)
        if field is None and reference.by_name:
            return self._by_folded_name.get(_fold(reference.value))
        return field

    def check(self) -> None:
        """Raise `ReadBackError` when a field does not have the value that it was set to."""
        differing = self.differing()
        if differing:
            kept = [field for field in self._sent if field not in differing]
            raise ReadBackError(differing=differing, kept=kept)


def _fold(name: str) -> str:
    return name.strip().casefold()


def _has_value(field: BotField | UserField, sent: str) -> bool:
    """Whether a field has the value sent, even if spelt differently: 12.5 for 12.50."""
    value = field.value or ""
    return value == sent or parse_field_value(value, field.var_type) == parse_field_value(
        sent, field.var_type
    )
