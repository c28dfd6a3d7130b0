"""The customers of a partner: a workspace, or a flow in one, that requests are made for."""

from __future__ import annotations

import re
from typing import Final

from .._sending.settings import Customer
from .._values.checks import check_count
from ..errors import InvalidArgumentError
from ..models.account import Workspace
from ..models.workspace import Flow
from .references import identifier_of

_FLOW_NS: Final = re.compile(r"f[0-9]{1,18}", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]{1,18}", re.ASCII)


def customer_workspace(workspace: Workspace | int | str) -> Customer:
    """Check the workspace that a client is to be for. Raises `InvalidArgumentError`."""
    return Customer(_workspace_id_of(workspace))


def customer_flow(flow: Flow | str, workspace: Workspace | int | str) -> Customer:
    """Check the flow and its workspace that a client is to be for.

    Raises `InvalidArgumentError`.
    """
    return Customer(_workspace_id_of(workspace), _flow_ns_of(flow))


def _flow_ns_of(flow: Flow | str) -> str:
    value = identifier_of(flow, Flow, "flow_ns").strip()
    if not _FLOW_NS.fullmatch(value):
        raise InvalidArgumentError(f"{value!r:.40} is not the flow_ns of a flow (like f12)")
    return value


def _workspace_id_of(workspace: Workspace | int | str) -> str:
    value = workspace.id if isinstance(workspace, Workspace) else workspace
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidArgumentError(
            "workspace_id must be a Workspace with an id, or the id (like 7), not "
            f"{workspace!r:.40}"
        )
    return str(check_count(value, "workspace_id", minimum=1))
