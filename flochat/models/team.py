"""The team of a workspace: members, agent groups, media files and calls."""

from __future__ import annotations

from datetime import datetime

from .base import Model, model


@model
class Member(Model):
    """A member of the team; `role` is owner, admin, member or agent."""

    id: int | None = None
    name: str | None = None
    email: str | None = None
    image: str | None = None
    role: str | None = None
    is_online: bool | None = None


@model
class AgentGroup(Model):
    """A group of agents to which conversations are assigned.

    `assign_method` is how an agent is chosen: "random", for example; with `online_first`, agents
    who are online come first. With `only_view_assigned_to_me`, agents only see the conversations
    assigned to them.
    """

    id: int | None = None
    name: str | None = None
    image: str | None = None
    assign_method: str | None = None
    online_first: bool | None = None
    only_view_assigned_to_me: bool | None = None


@model
class MediaFile(Model):
    """A file in the media library of the member with the id `user_id`."""

    id: int | None = None
    name: str | None = None
    url: str | None = None
    type: str | None = None
    size: int | None = None
    provider: str | None = None
    user_id: int | None = None


@model
class CallLog(Model):
    """A WhatsApp call.

    `direction` is in, out or agent; `status` is ANSWERED, AI_ANSWERED, MISSED, NO_ANSWER, REJECTED
    or RINGING. The unit of `duration` is not documented. Times are in the client's `time_zone`, and
    naive without one.
    """

    id: int | None = None
    call_id: str | None = None
    flow_ns: str | None = None
    user_ns: str | None = None
    agent_id: int | None = None
    ai_agent_ns: str | None = None
    platform: str | None = None
    phone_number_id: str | None = None
    from_number: str | None = None
    to_number: str | None = None
    direction: str | None = None
    status: str | None = None
    is_missed: bool | None = None
    error_code: int | None = None
    duration: int | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None
    created_at: datetime | None = None
    recording_url: str | None = None
