"""A kind of resource that a flow has, and how requests name one of that kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from .answers import Answer, Invalid, Missing, Rejected, ok
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

        Raises `Invalid` when the entry lacks that key, `Rejected` when there is none.
        """
        key = self._lookup(entry, wire, store)
        if key is None:
            raise Rejected(f"There is no {self.noun} with the {wire} {entry[wire]!r}.")
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
    ) -> Key:
        """Like `named_in`, but a name that nothing has yet is created with `create`."""
        if self.named_by[wire] != "name":
            return self.named_in(entry, wire, store)
        key = self._lookup(entry, wire, store)
        return create(not_blank(entry, wire), store) if key is None else key

    def find(self, column: str, value: str, store: Store) -> Key | None:
        """The identifier of the one with that value in a column."""
        return store.value(f"SELECT {self.key} FROM {self.table} WHERE {column} = ?", (value,))

    def check_name_free(self, name: str, store: Store) -> None:
        """Raise `Invalid` when something of this kind has the name already."""
        if self.find("name", name, store) is not None:
            raise Invalid({"name": [f"There is a {self.noun} of that name."]})

    def delete(self, wire: str, request: SandboxRequest, store: Store) -> Answer:
        """Delete the one that a request names, and what depends on it."""
        key = self.named_in(request.json, wire, store)
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
