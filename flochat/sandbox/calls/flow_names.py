"""What content may name of a flow, looked up in its state."""

from __future__ import annotations

from ..._values.identifiers import parse_flow
from ..areas.dynamic_content import target_of
from ..areas.fields import USER_FIELDS
from ..areas.tags import TAGS
from ..store import Store
from .wording import guess, quote


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

    def about_missing_step(self, name: str) -> str:
        """Why there is no such step, and what somebody may have meant."""
        flow = parse_flow(name)
        own = self._store.flow_ns
        if flow is not None and f"f{flow}" != own:
            return f"{name} is of another flow than {own}; serve(flow={flow}) is that flow"
        steps = self._names("nodes") + self._names("sub_flows")
        return f"the flow has no step, node or sub flow {quote(name)}{guess(name, steps)}"

    def tags(self) -> list[str]:
        """The names of all tags."""
        return self._names("tags")

    def fields(self) -> list[str]:
        """The names of all user fields."""
        return self._names("user_fields")

    def _names(self, table: str) -> list[str]:
        return [row["name"] for row in self._store.rows(f"SELECT name FROM {table}")]
