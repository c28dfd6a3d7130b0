"""How sub flows and their nodes are pointed at."""

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
    """The namespace of a node, which the API tells nothing else of."""
    if not is_namespace(node_ns, identifiers.NODE):
        raise InvalidArgumentError(f"{node_ns!r} is no node_ns (form f12n34)")
    return node_ns
