"""User fields, with a value for each subscriber, and bot fields, with one for the flow."""

from __future__ import annotations

from typing import ClassVar

from attrs import field

from .._values.field_values import ParsedValue, parse_field_value
from .._values.readers import read_json_text
from .base import Model, model


@model
class _Field(Model):
    _identity: ClassVar[str] = "var_ns"
    var_ns: str | None = None
    name: str | None = None
    var_type: str | None = None
    description: str | None = None
    value: str | None = field(default=None, metadata={"read": read_json_text})

    @property
    def parsed(self) -> ParsedValue:
        """`value`, parsed by `var_type`.

        A number is an `int` or a `Decimal`, a boolean a `bool`, a date a `date`, a datetime an
        aware `datetime` in UTC, an array a list or a dict. A value that does not parse, or has any
        other type, stays text.
        """
        return parse_field_value(self.value, self.var_type)


@model
class UserField(_Field):
    """A custom field of subscribers; `var_ns` has the form f12v34.

    `var_type` is text, number, boolean, date, datetime, array or longtext, or one that the service
    has added since. `value` is the text that is sent, JSON for an array; `parsed` is its value as a
    Python type.
    """


@model
class BotField(_Field):
    """A variable of the flow itself; `var_ns` has the form f12v34.

    `var_type`, `value` and `parsed` are the same as in a `UserField`.
    """

    is_template_field: bool | None = None
