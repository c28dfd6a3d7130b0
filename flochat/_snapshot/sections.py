"""The sections of a snapshot: what a flow consists of, as far as the API returns it."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, TypeVar, cast

from attrs import evolve, frozen

from .._values.html_report import HtmlReport
from .._values.secret import Secret
from ..models.ai_hub import AiAgent, AiProvider, AiTask
from ..models.base import Model
from ..models.custom_events import CustomEvent
from ..models.fields import BotField, UserField
from ..models.inbound_webhooks import InboundWebhook
from ..models.live_chat import Agent, ClosingNote, Shortcut
from ..models.segments import Segment
from ..models.sub_flows import SubFlow
from ..models.tags import Tag
from ..models.widgets import ChatButtonWidget

M = TypeVar("M", bound=Model)

#: Fields that change although nobody edits the flow.
_VOLATILE: Final = frozenset({"is_online"})


class Section(NamedTuple):
    """One kind of resource in a snapshot, and the field of `FlowSnapshot` that holds it.

    `local_fields` have no meaning outside of the flow. In a section that `is_single` the field
    holds at most one model, and no tuple.
    """

    field: str
    noun: str
    model: type[Model]
    local_fields: tuple[str, ...]
    is_single: bool = False


SECTIONS: Final = (
    Section("sub_flows", "sub flow", SubFlow, ("sub_flow_ns",)),
    Section("tags", "tag", Tag, ("tag_ns",)),
    Section("user_fields", "user field", UserField, ("var_ns",)),
    Section("bot_fields", "bot field", BotField, ("var_ns",)),
    Section("segments", "segment", Segment, ("segment_ns",)),
    Section("custom_events", "custom event", CustomEvent, ("event_ns",)),
    Section("shortcuts", "shortcut", Shortcut, ("id",)),
    Section("closing_notes", "closing note", ClosingNote, ("id", "note_ns")),
    Section("agents", "agent", Agent, ("id",)),
    Section("ai_agents", "AI agent", AiAgent, ("id", "flow_ns", "ai_agent_ns")),
    Section("ai_tasks", "AI task", AiTask, ("id", "flow_ns", "ai_task_ns")),
    Section("widgets", "widget", ChatButtonWidget, ("id", "widget_ns", "widget_code", "js_url")),
    Section("inbound_webhooks", "inbound webhook", InboundWebhook, ("hook_uid", "url")),
    Section("default_ai_provider", "default AI provider", AiProvider, (), is_single=True),
)


@frozen(kw_only=True)
class FlowParts(HtmlReport):
    """The resources of a flow, section by section."""

    sub_flows: tuple[SubFlow, ...] = ()
    tags: tuple[Tag, ...] = ()
    user_fields: tuple[UserField, ...] = ()
    bot_fields: tuple[BotField, ...] = ()
    segments: tuple[Segment, ...] = ()
    custom_events: tuple[CustomEvent, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    closing_notes: tuple[ClosingNote, ...] = ()
    agents: tuple[Agent, ...] = ()
    ai_agents: tuple[AiAgent, ...] = ()
    ai_tasks: tuple[AiTask, ...] = ()
    widgets: tuple[ChatButtonWidget, ...] = ()
    inbound_webhooks: tuple[InboundWebhook, ...] = ()
    default_ai_provider: AiProvider | None = None


@frozen
class SnapshotItem:
    """One resource of a flow: its kind ("bot field"), its name, and a note on it."""

    kind: str
    name: str
    note: str = ""

    def __str__(self) -> str:
        title = f"{self.kind} {self.name!r}" if self.name else self.kind
        return f"{title}: {self.note}" if self.note else title


def models_in(parts: FlowParts, section: Section) -> tuple[Model, ...]:
    """Return the resources of one section."""
    value: Any = getattr(parts, section.field)
    return value if not section.is_single else () if value is None else (value,)


def without_volatile(resource: M, *, secrets: bool) -> M:
    """Return a resource without volatile fields and, unless `secrets` is true, without secrets."""
    names = {name for name, value in vars(resource).items() if isinstance(value, Secret)}
    names = (set() if secrets else names) | (_VOLATILE & vars(resource).keys())
    if not names:
        return resource
    evolved: M = evolve(cast("Any", resource), raw={}, **dict.fromkeys(names))
    return evolved


def name_of(resource: Model) -> str:
    """Return the name of a resource; empty if it has none."""
    return getattr(resource, "name", None) or ""


def identity_of(resource: Model) -> str | int | None:
    """Return what identifies a resource in its flow; a secret cannot."""
    identity: Any = getattr(resource, resource._identity, None)
    return None if isinstance(identity, Secret) else identity
