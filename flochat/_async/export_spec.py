"""What an export reads, and of what its rows are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from .._export.parts import PartKind
from .._export.splits import Dimension
from .._sending.runtime_async import AsyncSource as Source
from ..models.base import Model
from .pager import AsyncPager
from .transport import AsyncTransport

#: Makes the list of a part, from what kind it is of and what narrows it.
MakePager = Callable[[AsyncTransport, PartKind, Mapping[str, Any]], AsyncPager[Any]]


@frozen(kw_only=True)
class ExportSpec:
    """What an export reads.

    `name` and `arguments` are stored in journals, which belong to one export: they stay the same
    when a method is renamed. `filters` are the arguments that narrow all of it, by the names that
    `splits` use. `starts_with` are the lists that it begins with; `people` are read in their place
    where they are not a list of the service.
    """

    name: str
    model: type[Model]
    arguments: Mapping[str, Any]
    pager: MakePager
    starts_with: Sequence[tuple[PartKind, Mapping[str, Any]]]
    splits: Sequence[Dimension] = ()
    filters: Mapping[str, Any] = field(factory=dict)
    #: Whether a list that goes on too long is split by time.
    is_by_time: bool = False
    #: Whether there is a part for each person.
    is_per_person: bool = False
    people: Source[Any] | None = None
    #: What narrows a list to a person, or to a list of tickets; None for a record without an id.
    key_of: Callable[[Any], Mapping[str, Any] | None] = lambda _: None
    #: What is to be known before, in words.
    notes: Sequence[str] = ()
    #: How a part is called that is narrowed by this; "" for one that is all of it.
    name_of: Callable[[Mapping[str, Any]], str] = lambda key: ", ".join(
        f"{name}={value}" for name, value in key.items()
    )
