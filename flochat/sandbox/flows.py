"""The flows of a sandbox, and which of them a request is for.

A key belongs to one flow. A partner's master key is for all of them: headers say for which
workspace a request is, and for which flow in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Final

from .._wire.operation_table import TABLE, Scope
from .answers import Failed
from .areas.workspace import introduce_flow
from .routing import Operation
from .store import Store

FLOW_HEADER: Final = "x-client-flow-ns"
WORKSPACE_HEADER: Final = "x-client-workspace-id"


class Flows:
    """The state of each flow; the first is that of the ordinary key."""

    def __init__(self, stores: Sequence[Store]) -> None:
        self.stores: Final = {store.flow_ns: store for store in stores}
        self.first: Final = stores[0]
        self.introduce()

    def set_habits(self, habits: Mapping[str, str]) -> None:
        """Let all flows be of a host with these habits."""
        for store in self.stores.values():
            store.habits = habits

    def introduce(self) -> None:
        """Let each flow know the others of its workspace."""
        for store in self.stores.values():
            for other in self.stores.values():
                if other is not store and other.workspace_id == store.workspace_id:
                    introduce_flow(other.flow_ns, store)

    def of_customer(self, headers: Mapping[str, str], operation: Operation | None) -> Store:
        """The flow that a request with the master key is for. Raises `Failed` without one."""
        workspace = headers.get(WORKSPACE_HEADER, "")
        inside = [it for it in self.stores.values() if str(it.workspace_id) == workspace]
        if not inside:
            raise Failed(403, "This key has no such workspace.")
        flow_ns = headers.get(FLOW_HEADER)
        if flow_ns is None and _is_about_the_workspace(operation):
            return inside[0]
        for store in inside:
            if store.flow_ns == flow_ns:
                return store
        raise Failed(404, "Flow not found")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits what is written to any of them inside, or rolls it back when it raises."""
        with ExitStack() as stack:
            for store in self.stores.values():
                stack.enter_context(store.transaction())
            yield


def _is_about_the_workspace(operation: Operation | None) -> bool:
    """Whether an operation is about a workspace, and not about a flow in it."""
    row = None if operation is None else TABLE.get(operation.identity)
    return row is not None and row.scope is Scope.TEAM
