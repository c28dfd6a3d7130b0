"""The owner of the API key, their workspace and their notifications."""

from __future__ import annotations

from datetime import datetime

from .base import Model, model


@model
class User(Model):
    """The person who owns the API key."""

    id: int | None = None
    name: str | None = None
    email: str | None = None


@model
class Workspace(Model):
    """A workspace: the team that owns flows."""

    id: int | None = None
    name: str | None = None
    image: str | None = None
    owner_id: int | None = None
    owner_email: str | None = None


@model
class Notification(Model):
    """A notification to the owner of the API key.

    `created_at` and `read_at` are in the client's `time_zone`, and naive without one. The fields of
    a notification are not documented, so look at `raw` too.
    """

    id: str | None = None
    type: str | None = None
    created_at: datetime | None = None
    read_at: datetime | None = None
