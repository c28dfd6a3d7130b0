"""Filling a flow directly, as its editor, its imports and its visitors do: no request is spent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from flochat.identifiers import SEGMENT

from .areas import (
    account,
    activity,
    ai_hub,
    conversations,
    custom_events,
    fields,
    flow_parts,
    flow_templates,
    inbound_webhooks,
    integrations,
    labels,
    live_chat,
    sub_flows,
    subscribers,
    tags,
    team,
    templates,
    tickets,
    workspace,
)
from .kinds import (
    AGENT_GROUPS,
    AGENTS,
    AI_AGENTS,
    AI_TASKS,
    BOT_FIELDS,
    CLOSING_NOTES,
    EVENTS,
    FLOW_TEMPLATES,
    LABELS,
    MINI_APPS,
    SEGMENTS,
    SHORTCUTS,
    SUB_FLOWS,
    TAGS,
    TICKET_LISTS,
    USER_FIELDS,
    Key,
    ResourceKind,
)
from .store import SUBSCRIBER_COLUMNS, Row, Store

K = TypeVar("K", str, int)


class Seed:
    """Puts things into a flow and gives back their identifiers.

    What has a name is made once: a second call with the name gives the same identifier.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def tag(self, name: str) -> str:
        """A tag; its `tag_ns`."""
        return self._named(TAGS, name, tags.insert)

    def label(self, name: str) -> int:
        """A label of the team; its number."""
        return self._named(LABELS, name, labels.insert)

    def sub_flow(self, name: str) -> str:
        """A sub flow; its `sub_flow_ns`. The first is what the main flow starts with."""
        return self._named(SUB_FLOWS, name, sub_flows.insert)

    def segment(self, name: str) -> str:
        """A segment, which here is a fixed group of people; its `segment_ns`."""

        def insert(name: str, store: Store) -> str:
            segment_ns = store.new_ns(SEGMENT)
            store.insert("segments", {"segment_ns": segment_ns, "name": name})
            return segment_ns

        return self._named(SEGMENTS, name, insert)

    def event(self, name: str, **columns: Any) -> str:
        """A custom event; its `event_ns`.

        `columns` are keys of an event as the platform answers them: `text_label`, ...
        """

        def insert(name: str, store: Store) -> str:
            return custom_events.define(name, columns, store)

        return self._named(EVENTS, name, insert)

    def event_data(
        self, event_ns: str, user_ns: str, *, ts: int | None = None, **values: str | float
    ) -> int:
        """An event that happened to somebody, at a Unix time or now; its number.

        `values` are `text_value`, `number_value` and `price_value`.
        """
        with self._store.transaction():
            row = values | {"at": self._at(ts)}
            return custom_events.insert(event_ns, user_ns, row, self._store)

    def conversation(self, user_ns: str, *, ts: int | None = None, **figures: Any) -> int:
        """The figures of a conversation that began at a Unix time or now; its number.

        `figures` are as the platform answers them: `in_messages`, `first_reply_agent_id`, ...
        """
        with self._store.transaction():
            return activity.open_conversation(user_ns, figures, self._at(ts), self._store)

    def activity(
        self, user_ns: str, action: str, *, ts: int | None = None, **columns: str | int
    ) -> None:
        """Something that was done to a conversation, at a Unix time or now.

        `columns` are `source_type`, `agent_id` and `conv_id`.
        """
        with self._store.transaction():
            row = columns | {"at": self._at(ts)}
            activity.log_activity(user_ns, action, self._store, **row)

    def error_log(
        self,
        user_ns: str,
        description: str,
        *,
        node_ns: str | None = None,
        ts: int | None = None,
    ) -> int:
        """An error that a node of the flow ran into, at a Unix time or now; its number."""
        node = node_ns or f"{self._store.flow_ns}n1"
        with self._store.transaction():
            return activity.log_error(user_ns, node, description, self._at(ts), self._store)

    def inbound_webhook(self, name: str, *, sub_flow: str = "Welcome") -> str:
        """An inbound webhook that starts a sub flow, by its name; its `hook_uid`.

        What is posted to it, at `server.url + "/iwh/" + hook_uid`, is found in `server.requests`.
        """
        sub_flow_ns = self.sub_flow(sub_flow)
        with self._store.transaction():
            return inbound_webhooks.insert(name, sub_flow_ns, self._store)

    def widget(self, name: str, *, sub_flow: str = "Welcome") -> int:
        """A chat button widget that starts a sub flow, by its name; its number."""
        sub_flow_ns = self.sub_flow(sub_flow)
        with self._store.transaction():
            return flow_parts.insert_widget(name, sub_flow_ns, self._store)

    def user_field(
        self, name: str, var_type: str = "text", *, value: str = "", description: str | None = None
    ) -> str:
        """A user field; its `var_ns`."""
        row = {"var_type": var_type, "value": value, "description": description}
        return self._field(USER_FIELDS, name, row)

    def bot_field(
        self,
        name: str,
        var_type: str = "text",
        *,
        value: str = "",
        description: str | None = None,
        is_template_field: bool = False,
    ) -> str:
        """A bot field; its `var_ns`."""
        row = {"var_type": var_type, "value": value, "description": description}
        return self._field(BOT_FIELDS, name, row | {"is_template_field": is_template_field})

    def subscriber(
        self,
        *,
        tags: Iterable[str] = (),
        labels: Iterable[str] = (),
        segments: Iterable[str] = (),
        events: Iterable[str] = (),
        user_fields: Mapping[str, str] | None = None,
        **columns: Any,
    ) -> str:
        """A person, with the names of what they carry; the `user_ns`.

        `columns` are keys of a subscriber as the platform answers them: `phone` (digits), `email`,
        `first_name`, `channel`, `user_id`, `opted_in_sms` ("YYYY-MM-DD HH:MM:SS"), and so on.
        """
        carried: list[tuple[str, Key]] = [
            *(("subscriber_tags", self.tag(name)) for name in tags),
            *(("subscriber_labels", self.label(name)) for name in labels),
            *(("subscriber_segments", self.segment(name)) for name in segments),
            *(("subscriber_events", self.event(name)) for name in events),
        ]
        values = {self.user_field(name): text for name, text in (user_fields or {}).items()}
        with self._store.transaction():
            user_ns = self._person(columns)
            for table, key in carried:
                self._store.run(f"INSERT INTO {table} VALUES (?, ?)", (user_ns, key))
            for var_ns, text in values.items():
                fields.set_value(user_ns, var_ns, text, self._store)
        return user_ns

    def subscribers(self, count: int) -> list[str]:
        """Many people with phones of their own; each `user_ns`, the oldest first."""
        with self._store.transaction():
            people = self._store.value("SELECT count(*) FROM subscribers")
            return [
                self._person({"first_name": f"Person {number}", "phone": str(61400000000 + number)})
                for number in range(people + 1, people + count + 1)
            ]

    def interaction(self, user_ns: str) -> None:
        """Somebody writes to the bot now, and so becomes the first of `/subscribers`."""
        with self._store.transaction():
            self._store.run(
                "UPDATE subscribers SET last_interaction = :now, last_seen = :now,"
                " bot_interacted_at = :now WHERE user_ns = :user_ns",
                {"now": self._store.time(), "user_ns": user_ns},
            )

    def message(
        self, user_ns: str, content: str | None, *, kind: str = "in", **columns: Any
    ) -> str:
        """A message of a conversation; its `mid`.

        `kind` is in, out, agent, note or system; `columns` are other keys of a message as the
        platform answers them: `ts` (Unix seconds, now without it), `msg_type`, `agent_id`, ...
        """
        with self._store.transaction():
            mid: str = conversations.say(user_ns, kind, content, self._store, **columns)["mid"]
            return mid

    def whatsapp_template(
        self,
        name: str,
        *components: Mapping[str, Any],
        language: str = "en",
        category: str = "UTILITY",
        status: str = "APPROVED",
    ) -> None:
        """A WhatsApp template; `components` are as on the wire: {"type": "BODY", "text": ...}."""
        row = {"name": name, "language": language, "category": category, "status": status}
        with self._store.transaction():
            templates.WHATSAPP.insert(row | {"components": components}, self._store)

    def facebook_template(
        self,
        name: str,
        *components: Mapping[str, Any],
        language: str = "en",
        status: str = "APPROVED",
    ) -> None:
        """A utility message template of Facebook; `components` are as on the wire."""
        row = {"name": name, "language": language, "status": status}
        with self._store.transaction():
            templates.FACEBOOK.insert(row | {"components": components}, self._store)

    def mini_app(self, title: str) -> int:
        """A mini app that is installed; its number."""
        with self._store.transaction():
            found: int | None = MINI_APPS.find("title", title, self._store)
            return found or integrations.insert_mini_app(title, self._store)

    def flow_template(self, name: str, **columns: Any) -> str:
        """A template of flows that was published; its `template_ns`.

        `columns` are keys of a template as the platform answers them: `price`, `status`, ...
        """

        def insert(name: str, store: Store) -> str:
            return flow_templates.insert(name, columns, store)

        return self._named(FLOW_TEMPLATES, name, insert)

    def template_install(self, template_ns: str, **columns: Any) -> int:
        """A flow that somebody made of a template; the number of the installation.

        `columns` are keys of one as the platform answers them: `team_id`, `auto_update`, ...
        """
        with self._store.transaction():
            return flow_templates.install(template_ns, columns, self._store)

    def agent(
        self,
        name: str,
        *,
        email: str | None = None,
        role: str = "agent",
        is_online: bool = False,
    ) -> int:
        """An agent of the team; the number."""
        row = {"email": email, "role": role, "is_online": is_online}

        def insert(name: str, store: Store) -> int:
            return store.insert("agents", row | {"name": name})

        return self._named(AGENTS, name, insert)

    def agent_group(self, name: str) -> int:
        """A group of agents; its number."""

        def insert(name: str, store: Store) -> int:
            return store.insert("agent_groups", {"name": name})

        return self._named(AGENT_GROUPS, name, insert)

    def media(
        self,
        name: str,
        media_type: str = "image",
        *,
        user_id: int | None = None,
        size: int = 0,
        url: str | None = None,
    ) -> int:
        """A file in the media library of an agent, or of nobody; its number."""
        row = {"name": name, "type": media_type, "user_id": user_id, "size": size, "url": url}
        with self._store.transaction():
            return team.insert_media(row, self._store)

    def call(
        self,
        *,
        direction: str = "in",
        status: str = "ANSWERED",
        user_ns: str | None = None,
        **columns: Any,
    ) -> str:
        """A WhatsApp call; its `call_id`.

        `columns` are other keys of a call as the platform answers them: `duration`, `agent_id`,
        `from_number`, `phone_number_id`, `flow_ns`, ...
        """
        row = {"direction": direction, "status": status, "user_ns": user_ns}
        with self._store.transaction():
            return team.insert_call(row | columns, self._store)

    def flow(self, name: str, channel: str = "whatsapp_cloud") -> str:
        """Another flow of the workspace, which has nothing in it; its `flow_ns`."""
        with self._store.transaction():
            return workspace.insert_flow(name, channel, self._store)

    def notification(self, message: str) -> str:
        """A notification to the owner of the key; its identifier."""
        with self._store.transaction():
            return account.notify(message, self._store)

    def shortcut(self, name: str, value: str) -> int:
        """A shortcut; its number. Each call makes another."""
        with self._store.transaction():
            return live_chat.insert(SHORTCUTS, {"name": name, "value": value}, self._store)

    def closing_note(
        self,
        name: str,
        *,
        description: str | None = None,
        require_summary: int = 0,
        require_attachment: int = 0,
    ) -> int:
        """A closing note; its number. Each call makes another."""
        required = {"require_summary": require_summary, "require_attachment": require_attachment}
        row = {"name": name, "description": description, **required}
        with self._store.transaction():
            return live_chat.insert(CLOSING_NOTES, row, self._store)

    def ai_agent(
        self,
        name: str,
        ai_provider: str = "openai",
        *,
        ai_model: str | None = None,
        max_tokens: int | None = None,
    ) -> str:
        """An AI agent; its `ai_agent_ns`."""
        row = {"ai_provider": ai_provider, "ai_model": ai_model, "max_tokens": max_tokens}
        return self._ai_worker(AI_AGENTS, name, row)

    def ai_task(
        self,
        name: str,
        ai_provider: str = "openai",
        *,
        ai_model: str | None = None,
        max_tokens: int | None = None,
    ) -> str:
        """An AI task; its `ai_task_ns`."""
        row = {"ai_provider": ai_provider, "ai_model": ai_model, "max_tokens": max_tokens}
        return self._ai_worker(AI_TASKS, name, row)

    def _ai_worker(self, kind: ResourceKind, name: str, row: Row) -> str:
        return self._named(kind, name, lambda name, store: ai_hub.insert(kind, name, row, store))

    def ticket_list(
        self, name: str, fields: Mapping[str, str | tuple[str, Sequence[str]]] | None = None
    ) -> int:
        """A ticket list; its number.

        `fields` go from columns to names, or to names and choices:
        `{"text1": "Serial number", "select1": ("Priority", ["low", "high"])}`.
        """

        def insert(name: str, store: Store) -> int:
            return tickets.insert(name, fields or {}, store)

        return self._named(TICKET_LISTS, name, insert)

    def _at(self, ts: int | None) -> int:
        return int(self._store.clock()) if ts is None else ts

    def _named(self, kind: ResourceKind, name: str, insert: Callable[[str, Store], K]) -> K:
        with self._store.transaction():
            found: K | None = kind.find("name", name, self._store)
            return insert(name, self._store) if found is None else found

    def _field(self, kind: ResourceKind, name: str, row: Row) -> str:
        def insert(name: str, store: Store) -> str:
            return fields.insert(kind, row | {"name": name}, store)

        return self._named(kind, name, insert)

    def _person(self, columns: Row) -> str:
        unknown = columns.keys() - set(SUBSCRIBER_COLUMNS)
        if unknown:
            raise TypeError(f"a subscriber has no {', '.join(sorted(unknown))}")
        return subscribers.insert(columns, self._store)


def example(seed: Seed) -> None:
    """A small flow to look around in."""
    for name in ("Welcome", "Onboarding", "Support"):
        seed.sub_flow(name)
    for name in ("VIP", "Newsletter"):
        seed.tag(name)
    seed.user_field("Plan", description="What they pay for")
    seed.user_field("Renewal", "date")
    seed.user_field("Visits", "number")
    seed.bot_field("Opening hours", value="9 to 5")
    seed.whatsapp_template("welcome", {"type": "BODY", "text": "Hello {{1}}"})
    seed.agent("Kim", email="kim@example.com")
    ana = seed.subscriber(
        first_name="Ana",
        last_name="Example",
        phone="61412345678",
        email="ana@example.com",
        tags=["VIP"],
        user_fields={"Plan": "gold", "Visits": "12"},
    )
    seed.message(ana, "Are you open tomorrow?")
    seed.subscriber(first_name="Ben", last_name="Example", email="ben@example.com")
