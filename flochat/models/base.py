"""The base of models: frozen, keyword-only, None for what is missing, `raw` for everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

from attrs import field, frozen

C = TypeVar("C")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def model(cls: type[C]) -> type[C]:
    """Make a class a model.

    It has no slots: without them, the values of a row can be set all at once, which takes a third
    of the time for a row of forty columns.
    """
    return frozen(kw_only=True, repr=False, slots=False)(cls)


@model
class Model:
    """Base of every model.

    `raw` is the JSON object as the service sent it, including everything that the model has no
    field for. It is ignored in comparisons and in the repr, which shows the fields with a value.

    What is missing is None: also a text that comes empty, as a phone or an email does where there
    is none. Texts that people write, and may empty, stay "": values of fields, descriptions,
    contents, images, the texts of tickets.

    Times of which the service does not document the zone are in the client's `time_zone`, and naive
    without one.
    """

    #: The field that identifies a record.
    _identity: ClassVar[str] = "id"

    raw: Mapping[str, Any] = field(factory=dict, eq=False)

    def __repr__(self) -> str:
        values = vars(self).items()
        shown = (f"{k}={v!r}" for k, v in values if k != "raw" and v not in (None, ()))
        return f"{type(self).__name__}({', '.join(shown)})"

    def _repr_html_(self) -> str:
        from .plain import model_html

        return model_html(self)

    def to_dict(self, *, raw: bool = False) -> dict[str, Any]:
        """Return the fields by their names, as values that `json.dumps` takes.

        Numbers, flags, texts and None are as they are, models in it are dicts, and tuples lists.
        An amount (`Decimal`) is a text, since a JSON number may lose digits; times are ISO 8601,
        days 2026-11-30, times of day 09:30:00; a day of the week is its number. A `Secret` is
        "***", and None where there is none.

        `raw` adds what the service sent under that name, with the secrets in it masked too.

        Example:
            print(json.dumps(person.to_dict()))
        """
        from .plain import to_plain

        return to_plain(self, raw=raw)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, time_zone: str | tzinfo | None = None) -> Self:
        """Build a record from what `to_dict` returned, read back from JSON or not.

        The result equals the record that it was made of, but for secrets, which are None: a dict
        has none.

        Args:
            data: a dict as `to_dict()` returns it; a name that it lacks is a field without a value.
            time_zone: the IANA name or `tzinfo` that times with an offset are brought into, that of
                the client; None leaves them at the offset that they are written with.

        Raises:
            InvalidArgumentError: there is a name that is no field, or a value of another type.
            ConfigurationError: there is no such zone.

        Example:
            person = Subscriber.from_dict(json.loads(line), time_zone="Australia/Sydney")
        """
        from .._values.zones import find_zone
        from .plain import from_plain

        return from_plain(cls, data, None if time_zone is None else find_zone(time_zone))


@model
class Ack(Model):
    """The acknowledgement of a change; the service applies many changes only a moment later.

    It says that the service took the call. Some hosts also say ok to what does not exist, and pass
    over it: what must have arrived is read back, or set with `verify=True` where a method has it.

    `parts` has one acknowledgement for each request where a batch was split, or sent in two forms
    (by name and by namespace), and is empty otherwise. `raw` is the last answer, and empty if there
    was nothing to send.

    `mid` is the channel's identifier of the message that was sent, and `matched` of how many things
    the service says that it found them, added up over `parts`; both are None where it does not say.
    """

    mid: str | None = None
    matched: int | None = None
    parts: tuple[Ack, ...] = ()


def combine_acks(acks: Sequence[Ack]) -> Ack:
    """One acknowledgement for those of all parts of a batch."""
    if len(acks) == 1:
        return acks[0]
    counts = [ack.matched for ack in acks if ack.matched is not None]
    return Ack(
        raw=acks[-1].raw if acks else {},
        parts=tuple(acks),
        matched=sum(counts) if acks and len(counts) == len(acks) else None,
    )


class Records(list[C]):
    """A list of records, which a notebook shows as a table of the first 20."""

    def _repr_html_(self) -> str:
        from .._values.html import items_html

        return items_html(type(self[0]).__name__ if self else "empty list", self)
