"""The kinds of things a flow has, and how requests name one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from .answers import Answer, Invalid, Missing, Rejected, ok
from .request import SandboxRequest, not_blank
from .store import Store

#: A namespace; the number of a label.
Key = Any


@frozen
class ResourceKind:
    """One kind of thing: its word, its table, and the column that identifies it."""

    word: str
    table: str
    key: str
    #: Key on the wire -> column: how requests name one.
    named_by: Mapping[str, str]

    def named_in(self, entry: Mapping[str, str], wire: str, store: Store) -> Key:
        """The identifier of the one that an entry names under a key of `named_by`.

        Raises `Invalid` when the entry lacks that key, `Rejected` when there is no such thing.
        """
        found = self._lookup(entry, wire, store)
        if found is None:
            raise Rejected(f"There is no {self.word} with the {wire} {entry[wire]!r}.")
        return found

    def named_or_created(
        self,
        entry: Mapping[str, str],
        wire: str,
        store: Store,
        make: Callable[[str, Store], Key],
    ) -> Key:
        """The same, but what is named by a name that nothing has is made."""
        if self.named_by[wire] != "name":
            return self.named_in(entry, wire, store)
        found = self._lookup(entry, wire, store)
        return make(not_blank(entry, wire), store) if found is None else found

    def find(self, column: str, value: str, store: Store) -> Key | None:
        """The identifier of the one with that value in a column."""
        return store.value(f"SELECT {self.key} FROM {self.table} WHERE {column} = ?", (value,))

    def check_free(self, name: str, store: Store) -> None:
        """Raise `Invalid` when something of this kind has the name already."""
        if self.find("name", name, store) is not None:
            raise Invalid({"name": [f"There is a {self.word} of that name."]})

    def delete(self, wire: str, request: SandboxRequest, store: Store) -> Answer:
        """Delete the one that a request names, and with it what hangs on it."""
        gone = self.named_in(request.json, wire, store)
        store.run(f"DELETE FROM {self.table} WHERE {self.key} = ?", (gone,))
        return ok()

    def in_path(self, request: SandboxRequest, store: Store, *, place: int = 0) -> Key:
        """The identifier of the one that the path of a request names. Raises `Missing`."""
        named = request.arguments[place]
        found = self.find(self.key, named, store)
        if found is None or str(found) != named:
            raise self.missing(named)
        return found

    def missing(self, named: Key) -> Missing:
        """There is no such thing at that path."""
        return Missing(f"There is no {self.word} with the {self.key} {named}.")

    def delete_in_path(self, request: SandboxRequest, store: Store) -> Answer:
        """Delete the one that the path of a request names, and with it what hangs on it."""
        gone = self.in_path(request, store)
        store.run(f"DELETE FROM {self.table} WHERE {self.key} = ?", (gone,))
        return ok()

    def _lookup(self, entry: Mapping[str, str], wire: str, store: Store) -> Key | None:
        if wire not in entry:
            raise Invalid({wire: [f"{wire} is required."]})
        return self.find(self.named_by[wire], entry[wire], store)
