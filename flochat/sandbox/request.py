"""What a handler sees of a request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sized
from typing import Any, Final, TypeVar

from attrs import frozen

from .answers import Answer, Invalid, Refusal, Rejected
from .profiles import Profile
from .store import Store

Entry = TypeVar("Entry")

#: How many tags, labels or fields the platform takes in one request.
MAX_ENTRIES: Final = 20


@frozen
class SandboxRequest:
    """A request that fits the contract."""

    #: "GET /flow/tags".
    operation: str
    #: The address without the query, for the links of a list.
    url: str
    #: The values of the placeholders of the path, in order.
    arguments: tuple[str, ...]
    #: Parameters with a value; the last one of repeated ones.
    query: dict[str, str]
    #: The JSON body; empty where the operation has none.
    json: dict[str, Any]
    profile: Profile
    #: Name -> value, of every one in `flochat.sandbox.habits`.
    habits: Mapping[str, str]
    #: How many pages any list hands out; None where each has its own cap.
    max_pages: int | None = None

    def text(self, name: str) -> str:
        """A text of the body that must not be blank. Raises `Invalid` when it is."""
        return not_blank(self.json, name)

    def entries(self) -> list[dict[str, Any]]:
        """The tags, labels or fields of the body: those in `data`, or the one in the body itself.

        Raises `Invalid` when there are too many.
        """
        return self.items("data", MAX_ENTRIES) if "data" in self.json else [self.json]

    def items(self, name: str, cap: int) -> list[dict[str, Any]]:
        """A list of the body. Raises `Invalid` when it has more than `cap` items."""
        items: list[dict[str, Any]] = self.json[name]
        if self.habits["over_cap"] == "cut":
            return items[:cap]
        check_cap(name, items, cap)
        return items

    def check_changed(self, has_changed: bool) -> None:
        """Raise a `Refusal` when nothing was to be changed, where the host minds that."""
        if has_changed or self.habits["already_so"] == "ok":
            return
        message = "It is so already."
        if self.habits["already_so"] == "422":
            raise Invalid({"data": [message]})
        raise Rejected(message)

    def each(self, entries: Iterable[Entry], write: Callable[[Entry], object]) -> None:
        """Write each entry of a batch; what becomes of it when one is bad is a habit."""
        habit, first = self.habits["bad_entry"], None
        for entry in entries:
            try:
                write(entry)
            except Refusal as refusal:
                if habit == "nothing":
                    raise
                first = first or refusal
                if habit == "up to it":
                    break
        if first is not None and habit != "the rest, ok":
            first.keeps_writes = True
            raise first


def not_blank(entry: Mapping[str, str], name: str) -> str:
    """A text of an entry. Raises `Invalid` when it is empty or blank."""
    if not entry[name].strip():
        raise Invalid({name: [f"{name} must not be empty."]})
    return entry[name]


def check_cap(name: str, items: Sized, cap: int) -> None:
    """Raise `Invalid` when a list is longer than the platform takes in one request."""
    if len(items) > cap:
        raise Invalid({name: [f"{name} must not have more than {cap} items."]})


def check_flags(entry: Mapping[str, Any], names: Iterable[str]) -> None:
    """Raise `Invalid` for flags that are neither 0 nor 1."""
    errors = {
        name: [f"{name} must be 0 or 1."] for name in names if entry.get(name, 0) not in (0, 1)
    }
    if errors:
        raise Invalid(errors)


Handler = Callable[[SandboxRequest, Store], Answer]
