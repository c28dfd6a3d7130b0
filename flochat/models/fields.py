"""User fields, which every subscriber has a value of, and bot fields, which the flow has."""

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
        """What `value` stands for, by `var_type`.

        A number is an `int` or a `Decimal`, a boolean a `bool`, a date a `date`, a datetime an
        aware `datetime` in UTC, an array a list or a dict. What does not parse, and what is of any
        other type, is the text that `value` is.
        """
        return parse_field_value(self.value, self.var_type)


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
