"""What models share: frozen, keyword-only, None for what is missing, `raw` for all that came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import field, fields, frozen


@frozen(kw_only=True, repr=False)
class Model:
    """Base of every model.

    `raw` is the object as the service sent it, with everything that the model has no field for.
    It plays no part in comparison, nor in the repr, which shows what has a value.
    """

    #: The field that tells one record from another, where there is one.
    _identity: ClassVar[str] = "id"

    raw: Mapping[str, Any] = field(factory=dict, eq=False)

    def __repr__(self) -> str:
        values = ((a.name, getattr(self, a.name)) for a in fields(type(self)) if a.name != "raw")
        told = ", ".join(f"{name}={value!r}" for name, value in values if value not in (None, ()))
        return f"{type(self).__name__}({told})"


@frozen(kw_only=True, repr=False)
class Ack(Model):
    """The service took the call and said ok; it applies many changes only a moment later.

    `parts` has one acknowledgement a request where a batch had to be split or was sent in two
    forms (by name and by namespace), and is empty otherwise. `raw` is the last answer, and empty
    when there was nothing to send.
    """

    parts: tuple[Ack, ...] = ()
