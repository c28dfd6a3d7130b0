"""What models share: frozen, keyword-only, None for what is missing, `raw` for all that came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, dataclass_transform

from attrs import field, frozen

C = TypeVar("C")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def model(cls: type[C]) -> type[C]:
    """Make a model of a class.

    It has no slots: a row of forty columns becomes a model in a third of the time where its values
    are handed over as a whole.
    """
    return frozen(kw_only=True, repr=False, slots=False)(cls)


@model
class Model:
    """Base of every model.

    `raw` is the object as the service sent it, with everything that the model has no field for.
    It plays no part in comparison, nor in the repr, which shows what has a value.
    """

    #: The field that tells one record from another, where there is one.
    _identity: ClassVar[str] = "id"

    raw: Mapping[str, Any] = field(factory=dict, eq=False)

    def __repr__(self) -> str:
        values = vars(self).items()
        told = (f"{k}={v!r}" for k, v in values if k != "raw" and v not in (None, ()))
        return f"{type(self).__name__}({', '.join(told)})"


@model
class Ack(Model):
    """The service took the call and said ok; it applies many changes only a moment later.

    `parts` has one acknowledgement a request where a batch had to be split or was sent in two
    forms (by name and by namespace), and is empty otherwise. `raw` is the last answer, and empty
    when there was nothing to send.
    """

    parts: tuple[Ack, ...] = ()
