"""What a flow is made of, as far as the API tells: the sections of a snapshot."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, TypeVar, cast

from attrs import evolve, frozen

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

#: What changes though nobody builds anything.
_VOLATILE: Final = frozenset({"is_online"})


class Section(NamedTuple):
    """One kind of thing that a snapshot holds, and the field of `FlowSnapshot` that it is in.

    `local` are the fields that say nothing outside of the flow; `one` tells of a section that has
    one thing at the most, and in which that thing stands alone.
    """

    field: str
    word: str
    model: type[Model]
    local: tuple[str, ...]
    one: bool = False


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
    Section("default_ai_provider", "default AI provider", AiProvider, (), one=True),
)


@frozen(kw_only=True)
class FlowParts:
    """The parts of a flow, section by section."""

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
    """One thing of a flow: its kind ("bot field"), its name, and what there is to say of it."""

    kind: str
    name: str
    note: str = ""

    def __str__(self) -> str:
        named = f"{self.kind} {self.name!r}" if self.name else self.kind
        return f"{named}: {self.note}" if self.note else named


def models_in(parts: FlowParts, section: Section) -> tuple[Model, ...]:
    """The things of one kind."""
    held: Any = getattr(parts, section.field)
    return held if not section.one else () if held is None else (held,)


def without_volatile(thing: M, *, secrets: bool) -> M:
    """A thing as a snapshot holds it: without what changes by itself and, unless told, secrets."""
    gone = {name for name, value in vars(thing).items() if isinstance(value, Secret)}
    gone = (set() if secrets else gone) | (_VOLATILE & vars(thing).keys())
    without: M = evolve(cast("Any", thing), raw={}, **dict.fromkeys(gone)) if gone else thing
    return without


def name_of(thing: Model) -> str:
    """The name of a thing; empty where it has none."""
    return getattr(thing, "name", None) or ""


def identity_of(thing: Model) -> str | int | None:
    """What tells a thing from others in its flow; a secret does not do."""
    identity: Any = getattr(thing, thing._identity, None)
    return None if isinstance(identity, Secret) else identity
