"""Message templates of WhatsApp and Facebook, which Meta must approve."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import field

from .._values.json_type import JSON
from .._values.readers import read_text
from .base import Model, model

_VARIABLE: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_NO_PARAMS: Final[Mapping[str, str]] = {}
_MEDIA_FORMATS: Final = frozenset({"IMAGE", "VIDEO", "DOCUMENT"})


def _read_object(value: JSON) -> Mapping[str, Any] | None:
    """Read a JSON object; PHP sends an empty one as a list."""
    return value if isinstance(value, dict) and value else None


def _read_params(value: JSON) -> Mapping[str, str]:
    """Read the values of variables; an empty one counts as none, since Meta refuses it."""
    pairs = value.items() if isinstance(value, dict) else ()
    texts = {name: read_text(text) for name, text in pairs}
    return {name: text for name, text in texts.items() if text}


@model
class TemplateButton(Model):
    """A button of a template; `type` is URL, QUICK_REPLY, PHONE_NUMBER, POSTBACK, ...

    `example` has a whole URL for a `url` with a variable, which Meta asks for when the template is
    created: `TemplateButton(type="URL", text="Track", url="https://example.com/{{1}}",
    example=("https://example.com/7",))`.
    """

    type: str | None = None
    text: str | None = None
    url: str | None = None
    phone_number: str | None = None
    example: tuple[str, ...] = ()


@model
class TemplateComponent(Model):
    """A part of a template: `type` is HEADER, BODY, FOOTER or BUTTONS.

    The `format` of a header is TEXT, IMAGE, VIDEO or DOCUMENT. In `text`, {{1}} is a variable.
    `example` has a value for each variable, in Meta's own form, which Meta asks for when the
    template is created: {"body_text": [["Ana", "7"]]} of a body, {"header_text": ["Ana"]} or
    {"header_handle": ["https://..."]} of a header.
    """

    type: str | None = None
    format: str | None = None
    text: str | None = None
    example: Mapping[str, Any] | None = field(
        default=None, hash=False, metadata={"read": _read_object}
    )
    example_image_url: str | None = None
    buttons: tuple[TemplateButton, ...] = ()


def _read_names(value: JSON) -> tuple[str, ...] | None:
    """Read the parameters of a template, which are {name: example} or a list of names."""
    if not isinstance(value, dict | list):
        return None
    return tuple(name for name in value if isinstance(name, str))


@model
class TemplateDefaults(Model):
    """What the flow's editor has chosen for a template: a send starts from it.

    `lang` is the language to send it in. `params` has values by the names of variables; that of
    QUICK_REPLY_1 is the sub flow (f12s34) that the button starts.
    """

    namespace: str | None = None
    lang: str | None = None
    params: Mapping[str, str] = field(
        default=_NO_PARAMS, hash=False, metadata={"read": _read_params}
    )


@model
class WhatsAppTemplate(Model):
    """A WhatsApp template. `params` are the names of its variables, if the service sends them.

    `default_values` are what a send with it carries for variables that are not given.
    `wa_template_id` is Meta's own id of it.

    `status` is APPROVED, PENDING, REJECTED, ...; `category` is MARKETING, UTILITY or
    AUTHENTICATION.
    """

    id: str | None = None
    wa_template_id: str | None = None
    name: str | None = None
    namespace: str | None = None
    language: str | None = None
    category: str | None = None
    status: str | None = None
    components: tuple[TemplateComponent, ...] = ()
    params: tuple[str, ...] = field(default=(), metadata={"read": _read_names})
    default_values: TemplateDefaults | None = None

    def variables(self) -> tuple[str, ...]:
        """Return the names of the variables: BODY_{{1}}, HEADER_IMAGE, URL_1, QUICK_REPLY_1, ..."""
        return self.params or _find_variables(self.components)


@model
class FacebookTemplate(Model):
    """A utility message template of Facebook.

    `params` are the names of its variables, if the service sends them; `default_values` are what a
    send with it carries for variables that are not given.
    """

    id: str | None = None
    name: str | None = None
    language: str | None = None
    status: str | None = None
    components: tuple[TemplateComponent, ...] = ()
    params: tuple[str, ...] = field(default=(), metadata={"read": _read_names})
    default_values: TemplateDefaults | None = None

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
