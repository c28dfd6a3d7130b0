"""Live chat: agents, their shortcuts, and their closing notes."""

from __future__ import annotations

from .base import Model, model
from .team import Member


@model
class Agent(Member):
    """A member of the team who answers in this flow; `role` is owner, admin, member or agent."""


@model
class Shortcut(Model):
    """A short name that agents type, and the longer reply (`value`) that it expands to."""

    id: int | None = None
    name: str | None = None
    value: str | None = None


@model
class ClosingNote(Model):
    """A note that an agent chooses when they close a chat.

    `require_summary` and `require_attachment` are 0, 1 or 2; what each number means is not
    documented.
    """

    id: int | None = None
    note_ns: str | None = None
    name: str | None = None
    description: str | None = None
    require_summary: int | None = None
    require_attachment: int | None = None
