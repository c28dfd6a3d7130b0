"""A kind of resource that a flow has, and how requests name one of that kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from .answers import Answer, Gone, Invalid, Missing, Rejected, Unknown, ok
from .request import SandboxRequest, not_blank
from .store import Store

#: A namespace, or the id of a label.
Key = Any


@frozen
class ResourceKind:
    """A kind of resource: its noun, its table, and the column that identifies it."""

    noun: str
    table: str
    key: str
    #: Key on the wire -> column: how requests name one.
    named_by: Mapping[str, str]

    def named_in(self, entry: Mapping[str, str], wire: str, store: Store) -> Key:
        """The identifier of the one that an entry names under a key of `named_by`.

        Raises `Invalid` when the entry lacks that key, `Unknown` when there is none.
        """
        key = self._lookup(entry, wire, store)
        if key is None:
            raise Unknown(f"There is no {self.noun} with the {wire} {entry[wire]!r}.")
        return key

    def is_there(self, entry: Mapping[str, str], wire: str, store: Store) -> bool:
        """Whether there is one that an entry names under a key of `named_by`."""
        return self._lookup(entry, wire, store) is not None

    def named_or_created(
        self,
        entry: Mapping[str, str],
        wire: str,
        store: Store,
        create: Callable[[str, Store], Key],
    ) -> Key | None:
        """Like `named_in`, but a name that nothing has yet is created with `create`.

        Hosts differ in that: None where such a name is passed over.
        """
        habit = store.habits["unknown_tag"]
        if self.named_by[wire] != "name" or habit == "refused":
            return self.named_in(entry, wire, store)
        key = self._lookup(entry, wire, store)
        if key is not None or habit == "ignored":
            return key
        return create(not_blank(entry, wire), store)

    def find(self, column: str, value: str, store: Store) -> Key | None:
        """The identifier of the one with that value in a column; the oldest of several."""
        condition = f"{column} = ?"
        if column == "name" and store.habits["name_case"] == "ignored":
            condition = "lower(name) = lower(?)"
        return store.value(
            f"SELECT {self.key} FROM {self.table} WHERE {condition} ORDER BY rowid", (value,)
        )

    def check_name_free(self, name: str, store: Store) -> None:
        """Raise a `Refusal` when something of this kind has the name already."""
        if store.habits["taken_name"] == "made again" or self.find("name", name, store) is None:
            return
        message = f"There is a {self.noun} of that name."
        if store.habits["taken_name"] == "200 error":
            raise Rejected(message)
        raise Invalid({"name": [message]})

    def with_name(self, name: str, store: Store) -> Key | None:
        """The one that is returned in place of a new one with its name; None for a new one.

        Raises a `Refusal` when the name is taken, except where hosts do otherwise.
        """
        if store.habits["taken_name"] == "returned":
            return self.find("name", name, store)
        self.check_name_free(name, store)
        return None

    def delete(self, wire: str, request: SandboxRequest, store: Store) -> Answer:
        """Delete the one that a request names, and what depends on it."""
        try:
            key = self.named_in(request.json, wire, store)
        except Unknown as unknown:
            raise Gone(unknown.payload["message"]) from None
        store.run(f"DELETE FROM {self.table} WHERE {self.key} = ?", (key,))
        return ok()

    def in_path(self, request: SandboxRequest, store: Store, *, position: int = 0) -> Key:
        """The identifier of the one that the path of a request names. Raises `Missing`."""
        named = request.arguments[position]
        key = self.find(self.key, named, store)
        if key is None or str(key) != named:
            raise self.not_found(named)
        return key

    def not_found(self, named: Key) -> Missing:
        """The error for a path that names none."""
        return Missing(f"There is no {self.noun} with the {self.key} {named}.")

    def delete_in_path(self, request: SandboxRequest, store: Store) -> Answer:
        """Delete the one that the path of a request names, and what depends on it."""
        key = self.in_path(request, store)
        store.run(f"DELETE FROM {self.table} WHERE {self.key} = ?", (key,))
        return ok()

    def _lookup(self, entry: Mapping[str, str], wire: str, store: Store) -> Key | None:
        if wire not in entry:
            raise Invalid({wire: [f"{wire} is required."]})
        return self.find(self.named_by[wire], entry[wire], store)
