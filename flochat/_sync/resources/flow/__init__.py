# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/__init__.py: edit that one.
"""The flow that the key belongs to, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from .... import _snapshot, models
from ....errors import NotFoundError
from ... import resources
from ...base import Resource

if TYPE_CHECKING:
    from ...._snapshot.sections import Section

#: Where a snapshot reads each of its sections; the one that is not a list is read by itself.
_LISTS: Final = {
    "sub_flows": "GET /flow/subflows",
    "tags": "GET /flow/tags",
    "user_fields": "GET /flow/user-fields",
    "bot_fields": "GET /flow/bot-fields",
    "segments": "GET /flow/segments",
    "custom_events": "GET /flow/custom-events",
    "shortcuts": "GET /flow/shortcuts",
    "closing_notes": "GET /flow/closing-notes",
    "agents": "GET /flow/agents",
    "ai_agents": "GET /flow/ai-agents",
    "ai_tasks": "GET /flow/ai-tasks",
    "widgets": "GET /flow/chat-button-widgets",
    "inbound_webhooks": "GET /flow/inbound-webhooks",
}
#: What is asked of an AI agent or task that a list tells no provider of.
_DETAILS: Final = {
    "ai_agents": "POST /flow/ai-agent-info",
    "ai_tasks": "POST /flow/ai-task-info",
}
_CREATIONS: Final = {
    "tags": "POST /flow/create-tag",
    "user_fields": "POST /flow/create-user-field",
    "bot_fields": "POST /flow/create-bot-field",
    "shortcuts": "POST /flow/create-shortcut",
    "closing_notes": "POST /flow/create-closing-note",
}
_UPDATES: Final = {
    "bot_fields": "PUT /flow/set-bot-fields-by-name",
    "shortcuts": "PUT /flow/update-shortcut",
    "closing_notes": "PUT /flow/update-closing-note",
}


class FlowAPI(Resource):
    """`client.flow`: the flow (chatbot) that the key belongs to."""

    def snapshot(self, *, secrets: bool = False) -> _snapshot.FlowSnapshot:
        """Return everything that the API tells about the flow, in one object, as it is now.

        It takes a request for each kind of thing, fourteen in all, and one more for each further
        hundred of a kind and for each AI agent or task whose list does not name its provider. The
        addresses of inbound webhooks are left out unless `secrets` is True: anyone who knows one
        can post to it. Which agents are online is left out too, since nobody builds that.

        Example:
            from pathlib import Path

            snapshot = client.flow.snapshot()
            Path("flow.json").write_text(snapshot.to_json(), encoding="utf-8")

        GET /flow/subflows, /flow/tags, /flow/user-fields, /flow/bot-fields, /flow/segments,
        /flow/custom-events, /flow/shortcuts, /flow/closing-notes, /flow/agents, /flow/ai-agents,
        /flow/ai-tasks, /flow/chat-button-widgets, /flow/inbound-webhooks and
        /flow/settings/get-default-ai-provider; POST /flow/ai-agent-info and /flow/ai-task-info,
        which only read.
        """
        from ...._snapshot.sections import SECTIONS

        return self._read(SECTIONS, secrets=secrets)

    def apply(
        self, snapshot: _snapshot.FlowSnapshot, *, dry_run: bool = False
    ) -> _snapshot.ApplyReport:
        """Build in this flow what a snapshot, usually of another flow, has and the API can create.

        That is tags, user fields, bot fields, shortcuts and closing notes. Where something of the
        same name exists, values of bot fields, replies of shortcuts and descriptions of closing
        notes are set to those of the snapshot. Nothing is deleted, and what is as it should be is
        left alone, so a second call writes nothing. The report says what was written, what
        conflicts, and what is left to the editor.

        `snapshot` is a `FlowSnapshot`; with `dry_run` nothing is written, and the report says what
        would be. Everything is checked before the first write. When one of several requests fails
        it raises `BatchError` with what was done, what failed and what was not tried, as in the
        report; a call after that continues from there.

        Example:
            from flochat import Flochat

            with Flochat(other_key) as other:  # the key of another flow
                snapshot = other.flow.snapshot()
            print(client.flow.apply(snapshot, dry_run=True))  # what would be written
            report = client.flow.apply(snapshot)

        Reads the kinds that the snapshot has something of, then writes with POST /flow/create-tag,
        /flow/create-user-field, /flow/create-bot-field, /flow/create-shortcut and
        /flow/create-closing-note, one request each, PUT /flow/set-bot-fields-by-name, one for
        twenty, PUT /flow/update-shortcut and /flow/update-closing-note.
        """
        from ...._snapshot.apply import plan_apply
        from ...._snapshot.sections import SECTIONS, models_in
        from ...._snapshot.snapshot import check_snapshot

        wanted = check_snapshot(snapshot)
        sections = [section for section in SECTIONS if models_in(wanted, section)]
        plan = plan_apply(wanted, self._read(sections, secrets=False))
        parts = plan.requests(_CREATIONS, _UPDATES)
        if not dry_run:
            self._batch(parts)
        return plan.report(dry_run=dry_run)

    @cached_property
    def tags(self) -> resources.TagsAPI:
        """Tags, which mark subscribers."""
        return resources.TagsAPI(self._transport)

    @cached_property
    def user_fields(self) -> resources.UserFieldsAPI:
        """User fields, of which every subscriber has a value."""
        return resources.UserFieldsAPI(self._transport)

    @cached_property
    def bot_fields(self) -> resources.BotFieldsAPI:
        """Bot fields, of which the flow itself has a value."""
        return resources.BotFieldsAPI(self._transport)

    @cached_property
    def sub_flows(self) -> resources.SubFlowsAPI:
        """Sub flows, the parts that a flow is built of."""
        return resources.SubFlowsAPI(self._transport)

    @cached_property
    def shortcuts(self) -> resources.ShortcutsAPI:
        """Shortcuts, which agents type instead of longer replies."""
        return resources.ShortcutsAPI(self._transport)

    @cached_property
    def closing_notes(self) -> resources.ClosingNotesAPI:
        """Closing notes, which agents choose from when they close a chat."""
        return resources.ClosingNotesAPI(self._transport)

    @cached_property
    def agents(self) -> resources.AgentsAPI:
        """The people who answer in this flow."""
        return resources.AgentsAPI(self._transport)

    @cached_property
    def ai_agents(self) -> resources.AiAgentsAPI:
        """AI agents, and the providers that they run on."""
        return resources.AiAgentsAPI(self._transport)

    @cached_property
    def ai_tasks(self) -> resources.AiTasksAPI:
        """AI tasks, and the providers that they run on."""
        return resources.AiTasksAPI(self._transport)

    @cached_property
    def settings(self) -> resources.FlowSettingsAPI:
        """What applies to the whole flow: its AI provider, how it transcribes voice messages."""
        return resources.FlowSettingsAPI(self._transport)

    @cached_property
    def segments(self) -> resources.SegmentsAPI:
        """Segments, groups of subscribers that are kept by rules."""
        return resources.SegmentsAPI(self._transport)

    @cached_property
    def custom_events(self) -> resources.CustomEventsAPI:
        """Custom events, which the flow counts."""
        return resources.CustomEventsAPI(self._transport)

    @cached_property
    def conversations(self) -> resources.FlowConversationsAPI:
        """The figures of conversations: who handled them, and how fast."""
        return resources.FlowConversationsAPI(self._transport)

    @cached_property
    def activity_logs(self) -> resources.ActivityLogsAPI:
        """What agents and others did to conversations."""
        return resources.ActivityLogsAPI(self._transport)

    @cached_property
    def error_logs(self) -> resources.ErrorLogsAPI:
        """Errors in the nodes of the flow."""
        return resources.ErrorLogsAPI(self._transport)

    @cached_property
    def inbound_webhooks(self) -> resources.InboundWebhooksAPI:
        """Inbound webhooks, which start sub flows when something is posted to them."""
        return resources.InboundWebhooksAPI(self._transport)

    @cached_property
    def widgets(self) -> resources.WidgetsAPI:
        """Chat buttons for web pages."""
        return resources.WidgetsAPI(self._transport)

    @cached_property
    def template_installs(self) -> resources.TemplateInstallsAPI:
        """Templates installed in the flow."""
        return resources.TemplateInstallsAPI(self._transport)

    def subscriber_counts(self) -> models.SubscriberCounts:
        """Count the subscribers whose conversation is open, pending, marked as spam or done.

        GET /flow/bot-users-count
        """
        operation = "GET /flow/bot-users-count"
        decoder = self._transport.decoder
        rows = decoder.records(operation, self._call(operation), models.ChatStatusCount)
        counts = {row.status: row.num for row in rows if row.status is not None}
        return decoder.decode(models.SubscriberCounts, counts)

    def _read(self, sections: Iterable[Section], *, secrets: bool) -> _snapshot.FlowSnapshot:
        from ...._snapshot.sections import without_volatile

        read: dict[str, Any] = {}
        for section in sections:
            if section.field in _LISTS:
                rows = self._list(_LISTS[section.field], section.model).to_list()
                whole = [self._whole(row, section) for row in rows]
                read[section.field] = [without_volatile(row, secrets=secrets) for row in whole]
            else:
                read[section.field] = self._default_ai_provider()
        return _snapshot.FlowSnapshot(**read)

    def _whole(self, row: models.Model, section: Section) -> models.Model:
        """A row of a list; where it says too little about an AI agent or task, all of it."""
        namespace = getattr(row, row._identity, None)
        if section.field not in _DETAILS or not namespace or getattr(row, "ai_provider", None):
            return row
        body = {row._identity: namespace}
        return self._record(_DETAILS[section.field], section.model, body=body)

    def _default_ai_provider(self) -> models.AiProvider | None:
        try:
            found = self._record("GET /flow/settings/get-default-ai-provider", models.AiProvider)
        except NotFoundError as error:
            if error.status_code != 200:  # of an answer that holds none
                raise
            return None
        return found if found != models.AiProvider() else None
