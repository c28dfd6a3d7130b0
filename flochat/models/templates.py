"""Message templates of WhatsApp and Facebook, which Meta has to approve."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import field

from .._values.json_type import JSON
from .base import Model, model

_VARIABLE: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_MEDIA: Final = frozenset({"IMAGE", "VIDEO", "DOCUMENT"})


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

    `format` of a header is TEXT, IMAGE, VIDEO or DOCUMENT. In `text`, {{1}} is a variable.
    """

    type: str | None = None
    format: str | None = None
    text: str | None = None
    example_image_url: str | None = None
    buttons: tuple[TemplateButton, ...] = ()


def _names(value: JSON) -> tuple[str, ...] | None:
    """The parameters of a template, which come as {name: example} or as a list of names."""
    if not isinstance(value, dict | list):
        return None
    return tuple(name for name in value if isinstance(name, str))


@model
class WhatsAppTemplate(Model):
    """A WhatsApp template. `params` are the names of its variables, where the service tells them.

    `status` is APPROVED, PENDING, REJECTED, ...; `category` MARKETING, UTILITY or AUTHENTICATION.
    """

    id: str | None = None
    name: str | None = None
    namespace: str | None = None
    language: str | None = None
    category: str | None = None
    status: str | None = None
    components: tuple[TemplateComponent, ...] = ()
    params: tuple[str, ...] = field(default=(), metadata={"read": _names})

    def variables(self) -> tuple[str, ...]:
        """What can be filled in: BODY_{{1}}, HEADER_IMAGE, URL_1, QUICK_REPLY_1, ..."""
        return self.params or _variables(self.components)


@model
class FacebookTemplate(Model):
    """A utility message template of Facebook.

    `params` are the names of its variables, where the service tells them.
    """

    id: str | None = None
    name: str | None = None
    language: str | None = None
    status: str | None = None
    components: tuple[TemplateComponent, ...] = ()
    params: tuple[str, ...] = field(default=(), metadata={"read": _names})

    def variables(self) -> tuple[str, ...]:
        """What can be filled in: BODY_{{1}}, HEADER_{{1}}, URL_1, POSTBACK_1, ..."""
        return self.params or _variables(self.components)


def _variables(components: Iterable[TemplateComponent]) -> tuple[str, ...]:
    """The variables that are seen in the components, in their order."""
    found = (
        name
        for component in components
        for name in (*_of_text(component), *_of_buttons(component.buttons))
    )
    return tuple(dict.fromkeys(found))


def _of_text(component: TemplateComponent) -> Iterator[str]:
    part, form = (component.type or "").upper(), (component.format or "").upper()
    if part == "HEADER" and form in _MEDIA:
        yield f"HEADER_{form}"
    elif part in ("HEADER", "BODY"):
        for name in _VARIABLE.findall(component.text or ""):
            yield f"{part}_{{{{{name}}}}}"


def _of_buttons(buttons: Iterable[TemplateButton]) -> Iterator[str]:
    """Each sort of button is numbered by itself; a URL is a variable where one stands in it."""
    numbers = dict.fromkeys(("URL", "QUICK_REPLY", "POSTBACK"), 0)
    for button in buttons:
        sort = (button.type or "").upper()
        if sort in numbers:
            numbers[sort] += 1
            if sort != "URL" or _VARIABLE.search(button.url or ""):
                yield f"{sort}_{numbers[sort]}"
