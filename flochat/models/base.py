"""The base of models: frozen, keyword-only, None for what is missing, `raw` for everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar, dataclass_transform

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
