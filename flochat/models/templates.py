"""Message templates of WhatsApp and Facebook, which Meta must approve."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import field

from .._values.json_type import JSON
from .base import Model, model

_VARIABLE: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_MEDIA_FORMATS: Final = frozenset({"IMAGE", "VIDEO", "DOCUMENT"})


@model
class TemplateButton(Model):
    """A button of a template; `type` is URL, QUICK_REPLY, PHONE_NUMBER, POSTBACK, ..."""

    type: str | None = None
    text: str | None = None
    url: str | None = None
    phone_number: str | None = None


@model
class TemplateComponent(Model):
    """A part of a template: `type` is HEADER, BODY, FOOTER or BUTTONS.

    The `format` of a header is TEXT, IMAGE, VIDEO or DOCUMENT. In `text`, {{1}} is a variable.
    """

    type: str | None = None
    format: str | None = None
    text: str | None = None
    example_image_url: str | None = None
    buttons: tuple[TemplateButton, ...] = ()


def _read_names(value: JSON) -> tuple[str, ...] | None:
    """Read the parameters of a template, which are {name: example} or a list of names."""
    if not isinstance(value, dict | list):
        return None
    return tuple(name for name in value if isinstance(name, str))


@model
class WhatsAppTemplate(Model):
    """A WhatsApp template. `params` are the names of its variables, if the service sends them.

    `status` is APPROVED, PENDING, REJECTED, ...; `category` is MARKETING, UTILITY or
    AUTHENTICATION.
    """

    id: str | None = None
    name: str | None = None
    namespace: str | None = None
    language: str | None = None
    category: str | None = None
    status: str | None = None
    components: tuple[TemplateComponent, ...] = ()
    params: tuple[str, ...] = field(default=(), metadata={"read": _read_names})

    def variables(self) -> tuple[str, ...]:
        """Return the names of the variables: BODY_{{1}}, HEADER_IMAGE, URL_1, QUICK_REPLY_1, ..."""
        return self.params or _find_variables(self.components)


@model
class FacebookTemplate(Model):
    """A utility message template of Facebook.

    `params` are the names of its variables, if the service sends them.
    """

    id: str | None = None
    name: str | None = None
    language: str | None = None
    status: str | None = None
    components: tuple[TemplateComponent, ...] = ()
    params: tuple[str, ...] = field(default=(), metadata={"read": _read_names})

    def variables(self) -> tuple[str, ...]:
        """Return the names of the variables: BODY_{{1}}, HEADER_{{1}}, URL_1, POSTBACK_1, ..."""
        return self.params or _find_variables(self.components)


def _find_variables(components: Iterable[TemplateComponent]) -> tuple[str, ...]:
    """Return the variables in the components, in their order."""
    names = (
        name
        for component in components
        for name in (*_variables_of_text(component), *_variables_of_buttons(component.buttons))
    )
    return tuple(dict.fromkeys(names))


def _variables_of_text(component: TemplateComponent) -> Iterator[str]:
    part, form = (component.type or "").upper(), (component.format or "").upper()
    if part == "HEADER" and form in _MEDIA_FORMATS:
        yield f"HEADER_{form}"
    elif part in ("HEADER", "BODY"):
        for name in _VARIABLE.findall(component.text or ""):
            yield f"{part}_{{{{{name}}}}}"


def _variables_of_buttons(buttons: Iterable[TemplateButton]) -> Iterator[str]:
    """Number each type of button separately; a URL only counts if it contains a variable."""
    numbers = dict.fromkeys(("URL", "QUICK_REPLY", "POSTBACK"), 0)
    for button in buttons:
        button_type = (button.type or "").upper()
        if button_type in numbers:
            numbers[button_type] += 1
            if button_type != "URL" or _VARIABLE.search(button.url or ""):
                yield f"{button_type}_{numbers[button_type]}"
