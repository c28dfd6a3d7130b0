"""Flow templates that a workspace has published, and their installs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from attrs import field

from .._values.secret import Secret
from .base import Model, model


@model
class FlowTemplate(Model):
    """A template that flows are created from."""

    _identity: ClassVar[str] = "template_ns"
    template_ns: str | None = None
    id: int | None = None
    name: str | None = None
    description: str | None = None
    image: str | None = None
    type: str | None = None
    scope: str | None = None
    status: str | None = None
    price: Decimal | None = None


@model
class TemplateInstall(Model):
    """A flow that was created from a template, in the workspace with the id `team_id`.

    Times are in the client's `time_zone`, and naive without one.
    """

    id: int | None = None
    template_ns: str | None = None
    version: str | None = None
    scope: str | None = None
    flow_ns: str | None = None
    team_id: int | None = None
    can_view: bool | None = None
    can_edit: bool | None = None
    allow_republish: bool | None = None
    auto_update: bool | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    uninstalled_at: datetime | None = None


@model
class OneTimeLink(Model):
    """A link that installs a template once, for whoever uses it first.

    So its URL and its token are secrets, which a repr does not show: `url.reveal()` returns the URL
    to pass on. `expires_at` is in the client's `time_zone`, and naive
    without one.
    """

    url: Secret | None = None
    token: Secret | None = field(default=None, metadata={"wire": "one_time_token"})
    expires_at: datetime | None = field(default=None, metadata={"wire": "expired_at"})
