"""How fields are pointed at, what makes one, and whether bot fields hold what they were set to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias, TypeVar

from .._values import identifiers
from .._values.checks import check_text
from .._values.field_values import FieldValue, encode_field_value, parse_field_value
from ..errors import ReadBackError
from ..models.fields import BotField, UserField
from .bodies import BodySchema, clearable_text, encode_with
from .references import Reference, ReferenceKind, reference_to

#: A user field, its namespace of the form f12v34, or its name.
UserFieldRef: TypeAlias = UserField | str
#: A bot field, its namespace of the form f12v34, or its name.
BotFieldRef: TypeAlias = BotField | str
#: What a mapping of values may have for keys; any of them, and no mixture is forced upon it.
UserFieldKey = TypeVar("UserFieldKey", bound=UserFieldRef)
BotFieldKey = TypeVar("BotFieldKey", bound=BotFieldRef)

USER_FIELD: Final = ReferenceKind("user field", identifiers.FIELD, UserField, "var_ns")
BOT_FIELD: Final = ReferenceKind("bot field", identifiers.FIELD, BotField, "var_ns")

#: Seconds after which the service has applied what it said ok to.
SETTLE_SECONDS: Final = 1.5


def _value(value: FieldValue, _what: str) -> str:
    return encode_field_value(value)


#: What makes a user field or bot field; a value that has to fit a `var_type` is a text already.
FIELD: Final[BodySchema] = {
    "name": encode_with(check_text),
    "var_type": encode_with(check_text),
    "value": encode_with(_value),
    "description": encode_with(clearable_text),
}


class ReadBack:
    """One reading of the bot fields, as far as needed to see all that were set."""

    def __init__(self, sent: Mapping[Any, str]) -> None:
        self._sent = sent
        self._sought = {field: reference_to(field, BOT_FIELD) for field in sent}
        self._found: dict[Reference, BotField] = {}

    @property
    def has_more(self) -> bool:
        """Whether fields that were set have not been seen yet."""
        return not self._found.keys() >= set(self._sought.values())

    def feed(self, field: BotField) -> None:
        """Take the next field of the list."""
        for identifier, by_name in ((field.name, True), (field.var_ns, False)):
            self._found[Reference(identifier or "", by_name)] = field

    def differing(self) -> dict[Any, tuple[str, str | None]]:
        """From each field that holds something else to what was sent and what it holds."""
        told = {key: self._found.get(reference) for key, reference in self._sought.items()}
        return {
            key: (self._sent[key], None if field is None else field.value or "")
            for key, field in told.items()
            if field is None or not _holds(field, self._sent[key])
        }

    def check(self) -> None:
        """Raise `ReadBackError` when a field holds something else than it was set to."""
        differing = self.differing()
        if differing:
            kept = [field for field in self._sent if field not in differing]
            raise ReadBackError(differing=differing, kept=kept)


def _holds(field: BotField, sent: str) -> bool:
    """Whether a field has a value, be it spelt in another way: 12.5 for 12.50."""
    held = field.value or ""
    return held == sent or parse_field_value(held, field.var_type) == parse_field_value(
        sent, field.var_type
    )
