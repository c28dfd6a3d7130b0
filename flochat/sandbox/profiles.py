"""The two profiles (`manner=` of `serve`).

`lifelike` does what users of the platform have seen it do; `conforming` keeps to the overlaid
contract in every answer, as far as it goes: it says nothing of 401, 404, 405, 429 and 501. What is
known of what either does, and what is a guess, is in `flochat.sandbox.behaviours`; what hosts do
differently is set by habits, whatever the profile.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Mapping
from typing import Any, Final

from attrs import frozen

from .answers import (
    Answer,
    Gone,
    Invalid,
    Missing,
    Nobody,
    Refusal,
    Rejected,
    Unknown,
    answer,
)
from .store import Row

_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,15})?")


def _money_text(amount: float | None) -> str | None:
    return None if amount is None else str(amount)


#: Keys whose lifelike value has another type than the contract says.
LOOSE: Final[dict[str, Callable[[Any], Any]]] = {
    "owner_id": str,
    "payload": lambda payload: payload or [],  # PHP's empty object
    "is_template_field": int,
    "is_online": int,
    **dict.fromkeys(("price", "compare_price", "subtotal", "total_price"), _money_text),
    **dict.fromkeys(("use_variant", "track_stock", "taxable", "allow_no_stock_sell"), int),
}


@frozen
class Profile:
    """What differs between the profiles."""

    name: str
    #: Refusals with a different status than their own.
    statuses: Mapping[type[Refusal], int]
    #: Whether a POST on a PUT route answers 200 and writes nothing.
    swallows_posts: bool
    #: Whether the document shows the current time where the contract has a Unix time.
    volatile_document: bool
    #: How a record is put on the wire.
    shape: Callable[[Row], Row]

    def refuse(self, refusal: Refusal, documented: Container[str] = ()) -> Answer:
        """The answer to a refusal; its own status stays where it is documented."""
        status = refusal.status
        if status == 200 or str(status) not in documented:
            status = self.statuses.get(type(refusal), status)
        return answer(refusal.payload, status, refusal.headers)


def _conforming(record: Row) -> Row:
    """Without nulls: a key that has no value is left out."""
    return _nested({key: value for key, value in record.items() if value is not None}, _conforming)


def _lifelike(record: Row) -> Row:
    loose = {key: LOOSE[key](value) if key in LOOSE else value for key, value in record.items()}
    if record.get("var_type") == "number":
        loose["value"] = _number(record["value"])
    return _nested(loose, _lifelike)


def _nested(record: Row, shape: Callable[[Row], Row]) -> Row:
    return {
        key: [_each(inner, shape) for inner in value] if isinstance(value, list) else value
        for key, value in record.items()
    }


def _each(inner: Any, shape: Callable[[Row], Row]) -> Any:
    return shape(inner) if isinstance(inner, dict) else inner


def _number(text: str) -> float | str:
    """The number in a text as JSON would have it; other text stays text."""
    return json.loads(text) if _NUMBER.fullmatch(text) else text


LIFELIKE: Final = Profile(
    "lifelike", {}, swallows_posts=True, volatile_document=True, shape=_lifelike
)
CONFORMING: Final = Profile(
    "conforming",
    dict.fromkeys((Rejected, Unknown, Gone, Missing, Nobody, Invalid), 400),
    swallows_posts=False,
    volatile_document=False,
    shape=_conforming,
)
PROFILES: Final = {profile.name: profile for profile in (LIFELIKE, CONFORMING)}
