"""Sub flows and their nodes: how they are referred to."""

from __future__ import annotations

from typing import Final, TypeAlias

from .._values import identifiers
from .._values.identifiers import is_namespace
from ..errors import InvalidArgumentError
from ..models.sub_flows import SubFlow
from .references import ReferenceKind

#: A sub flow, its namespace of the form f12s34, or its name.
SubFlowRef: TypeAlias = SubFlow | str

SUB_FLOW: Final = ReferenceKind("sub flow", identifiers.SUB_FLOW, SubFlow, "sub_flow_ns")


def node_ns_of(node_ns: str) -> str:
    """Return the namespace of a node, which is all that the API knows of one."""
    if not is_namespace(node_ns, identifiers.NODE):
        raise InvalidArgumentError(f"{node_ns!r} is not a node_ns (like f12n34)")
    return node_ns
