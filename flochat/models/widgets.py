"""Chat buttons for web pages."""

from __future__ import annotations

from .base import Model, model


@model
class ChatButtonWidget(Model):
    """A button on web pages that opens a chat; `widget_ns` has the form f12w34.

    `js_url` is the script that a page loads; `status` is active or inactive.
    """

    id: int | None = None
    widget_ns: str | None = None
    name: str | None = None
    status: str | None = None
    sub_flow_ns: str | None = None
    widget_code: str | None = None
    js_url: str | None = None
