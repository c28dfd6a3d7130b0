"""What a flow is made of: tags, fields, sub flows, segments, and ways into it."""

from __future__ import annotations

from typing import ClassVar

from attrs import field

from ..field_values import ParsedValue, parsed
from ..scalars import json_text
from ..secret import Secret
from .base import Model, model


@model
class Tag(Model):
    """A tag of the flow; `tag_ns` has the form f12t34."""

    _identity: ClassVar[str] = "tag_ns"
    tag_ns: str | None = None
    name: str | None = None


@model
class _Field(Model):
    _identity: ClassVar[str] = "var_ns"
    var_ns: str | None = None
    name: str | None = None
    var_type: str | None = None
    description: str | None = None
    value: str | None = field(default=None, metadata={"read": json_text})

    @property
    def parsed(self) -> ParsedValue:
        """What `value` stands for, by `var_type`.

        A number is an `int` or a `Decimal`, a boolean a `bool`, a date a `date`, a datetime an
        aware `datetime` in UTC, an array a list or a dict. What does not parse, and what is of any
        other type, is the text that `value` is.
        """
        return parsed(self.value, self.var_type)


@model
class UserField(_Field):
    """A custom field of subscribers; `var_ns` has the form f12v34.

    `var_type` is text, number, boolean, date, datetime, array or longtext, and may be one that
    the service has come to know since. `value` is the text that travels, which for an array is
    JSON, and `parsed` what it stands for.
    """


@model
class BotField(_Field):
    """A variable of the flow itself; `var_ns` has the form f12v34.

    `var_type`, `value` and `parsed` are as those of a `UserField`.
    """

    is_template_field: bool | None = None


@model
class SubFlow(Model):
    """A sub flow; `sub_flow_ns` has the form f12s34."""

    _identity: ClassVar[str] = "sub_flow_ns"
    sub_flow_ns: str | None = None
    name: str | None = None


@model
class Segment(Model):
    """A group of subscribers that the flow keeps by rules; `segment_ns` has the form f12sg34."""

    _identity: ClassVar[str] = "segment_ns"
    segment_ns: str | None = None
    name: str | None = None


@model
class InboundWebhook(Model):
    """An address that starts a sub flow when something is posted to it.

    Whoever knows `url`, or `hook_uid`, which it ends in, can post, so no repr shows them:
    `url.reveal()` gives the address, and `client.post_webhook` takes the model as it is.
    """

    _identity: ClassVar[str] = "hook_uid"
    name: str | None = None
    status: str | None = None
    sub_flow_ns: str | None = None
    hook_uid: Secret | None = None
    url: Secret | None = None


@model
class ChatButtonWidget(Model):
    """A button on web pages that opens a chat; `widget_ns` has the form f12w34.

    `js_url` is the script that a page loads, `status` active or inactive.
    """

    id: int | None = None
    widget_ns: str | None = None
    name: str | None = None
    status: str | None = None
    sub_flow_ns: str | None = None
    widget_code: str | None = None
    js_url: str | None = None
