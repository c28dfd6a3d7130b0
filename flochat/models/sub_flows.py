"""Sub flows: the parts of a flow."""

from __future__ import annotations

from typing import ClassVar

from .base import Model, model


@model
class SubFlow(Model):
    """A sub flow; `sub_flow_ns` has the form f12s34."""

    _identity: ClassVar[str] = "sub_flow_ns"
    sub_flow_ns: str | None = None
    name: str | None = None
