"""What agents work with: themselves, the replies they keep ready, and how they close a chat."""

from __future__ import annotations

from .base import Model, model
from .team import Member


@model
class Agent(Member):
    """A member of the team who answers in this flow."""


@model
class Shortcut(Model):
    """A short name that agents type, and the longer reply (`value`) that it stands for."""

    id: int | None = None
    name: str | None = None
    value: str | None = None


@model
class ClosingNote(Model):
    """What an agent chooses when a chat is closed.

    `require_summary` and `require_attachment` are 0, 1 or 2, as the platform numbers how much it
    asks for; what each number means it does not say.
    """

    id: int | None = None
    note_ns: str | None = None
    name: str | None = None
    description: str | None = None
    require_summary: int | None = None
    require_attachment: int | None = None
