"""What a flow is made of: tags, fields, sub flows."""

from __future__ import annotations

from typing import ClassVar

from attrs import field

from ..scalars import json_text
from .base import Model, model


@model
class Tag(Model):
    """A tag of the flow; `tag_ns` has the form f12t34."""

    _identity: ClassVar[str] = "tag_ns"
    tag_ns: str | None = None
    name: str | None = None


@model
class UserField(Model):
    """A custom field of subscribers; `var_ns` has the form f12v34.

    `var_type` is text, number, boolean, date, datetime, array or longtext, and may be one that
    the service has come to know since.
    """

    _identity: ClassVar[str] = "var_ns"
    var_ns: str | None = None
    name: str | None = None
    var_type: str | None = None
    description: str | None = None
    value: str | None = field(default=None, metadata={"read": json_text})


@model
class BotField(Model):
    """A variable of the flow itself; `var_ns` has the form f12v34.

    `value` is the text that travels; an array field holds JSON text.
    """

    _identity: ClassVar[str] = "var_ns"
    var_ns: str | None = None
    name: str | None = None
    var_type: str | None = None
    description: str | None = None
    value: str | None = field(default=None, metadata={"read": json_text})
    is_template_field: bool | None = None


@model
class SubFlow(Model):
    """A sub flow; `sub_flow_ns` has the form f12s34."""

    _identity: ClassVar[str] = "sub_flow_ns"
    sub_flow_ns: str | None = None
    name: str | None = None
