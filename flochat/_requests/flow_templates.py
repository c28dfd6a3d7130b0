"""How templates of flows are pointed at."""

from __future__ import annotations

from typing import TypeAlias

from ..models.flow_templates import FlowTemplate

#: A template of flows, or its `template_ns`.
FlowTemplateRef: TypeAlias = FlowTemplate | str
