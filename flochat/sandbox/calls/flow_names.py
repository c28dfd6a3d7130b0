"""What content may name of a flow, looked up in its state."""

from __future__ import annotations

from ..areas.dynamic_content import target_of
from ..areas.fields import USER_FIELDS
from ..areas.tags import TAGS
from ..store import Store


class StoredNames:
    """The tags, fields and steps of a flow; inside a transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def has_tag(self, name: str) -> bool:
        """Whether the flow has a tag of that name."""
        return TAGS.find("name", name, self._store) is not None

    def field_type(self, name: str) -> str | None:
        """The `var_type` of the user field of that name; None without one."""
        var_ns = USER_FIELDS.find("name", name, self._store)
        if var_ns is None:
            return None
        query = "SELECT var_type FROM user_fields WHERE var_ns = ?"
        var_type: str = self._store.value(query, (var_ns,))
        return var_type

    def has_step(self, name: str) -> bool:
        """Whether a step, node or sub flow is named or identified like that."""
        return bool(target_of(name, self._store))
