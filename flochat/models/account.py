"""The owner of the key and the workspace."""

from __future__ import annotations

from attrs import frozen

from .base import Model


@frozen(kw_only=True, repr=False)
class User(Model):
    """The person whose key is in use."""

    id: int | None = None
    name: str | None = None
    email: str | None = None


@frozen(kw_only=True, repr=False)
class Workspace(Model):
    """A workspace: the team that owns flows."""

    id: int | None = None
    name: str | None = None
    image: str | None = None
    owner_id: int | None = None
    owner_email: str | None = None
