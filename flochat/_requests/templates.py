"""Message templates: their values and bodies, checked before a request is spent on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias, TypeVar

import attrs
from attrs import frozen

from .._values.checks import bool_to_yes_no, check_list, check_text, describe_type, number_to_text
from ..errors import AmbiguousMatchError, InvalidArgumentError, NotFoundError
from ..models.base import Model
from ..models.messages import Contact
from ..models.templates import FacebookTemplate, TemplateComponent, WhatsAppTemplate

T = TypeVar("T", WhatsAppTemplate, FacebookTemplate)

#: One value: a string of one line, or a number.
TemplateValue: TypeAlias = str | int | float | Decimal
#: Values in their order, or by their number or name.
NumberedValues: TypeAlias = (
    Sequence[TemplateValue] | Mapping[int, TemplateValue] | Mapping[str, TemplateValue]
)

#: Field of `TemplateValues` -> how the service names its values.
_PARAM_NAMES: Final = {
    "body": "BODY_{{%s}}",
    "header": "HEADER_{{%s}}",
    "header_image": "HEADER_IMAGE",
    "header_video": "HEADER_VIDEO",
    "header_document": "HEADER_DOCUMENT",
    "urls": "URL_%s",
    "quick_replies": "QUICK_REPLY_%s",
    "postbacks": "POSTBACK_%s",
}
#: The variables that need no value.
_OPTIONAL_PREFIXES: Final = ("QUICK_REPLY_", "POSTBACK_")


@frozen(kw_only=True)
class TemplateValues:
    """The values of a template's variables: `TemplateValues(body=["Ana", 7], urls=["orders/7"])`.

    A value is a text of one line or a number, which is written as Python does: 7, 0.5, and
    Decimal("12.90") with its zero.

    `body` and `header` fill the variables of the texts, {{1}} first; `urls` those in the URLs of
    buttons. `header_image`, `header_video` and `header_document` are URLs. `quick_replies` and
    `postbacks` are what pressing such a button sends back, for example a node (f12n34), and may be
    left out. To fill only some variables, or variables with names, pass a mapping:
    `urls={2: "orders/7"}`, `body={"name": "Ana"}`.
    """

    body: NumberedValues = ()
    header: NumberedValues = ()
    header_image: str | None = None
    header_video: str | None = None
    header_document: str | None = None
    urls: NumberedValues = ()
    quick_replies: NumberedValues = ()
    postbacks: NumberedValues = ()


#: The values of a template: typed, or as the service names them, `{"BODY_{{1}}": "Ana"}`.
Values: TypeAlias = TemplateValues | Mapping[str, TemplateValue] | None


def whatsapp_content(
    template: WhatsAppTemplate, values: Values, *, use_default_values: bool | None = None
) -> dict[str, Any]:
    """Encode a WhatsApp template with its values."""
    named = _identify(template, WhatsAppTemplate, "name", "namespace", "language")
    return _fill(named, template.variables(), values, use_default_values)


def facebook_content(
    template: FacebookTemplate, values: Values, *, use_default_values: bool | None = None
) -> dict[str, Any]:
    """Encode a Facebook template with its values."""
    named = _identify(template, FacebookTemplate, "name", "language")
    return _fill(named, template.variables(), values, use_default_values)


def encode_contact(contact: Contact) -> dict[str, str]:
    """Encode the name of a person who is created by the first message to them."""
    if not isinstance(contact, Contact):
        raise InvalidArgumentError(f"contact must be a Contact, not {describe_type(contact)}")
    return {
        key: check_text(value, key)
        for key, value in attrs.asdict(contact).items()
        if value is not None
    }


def pick_template(templates: Iterable[T], name: str, language: str | None, *, operation: str) -> T:
    """Return the template of exactly this name and language: the service matches substrings."""
    matches = [
        template
        for template in templates
        if template.name == name and language in (None, template.language)
    ]
    wanted = f"{name!r}" if language is None else f"{name!r} in {language!r}"
    if not matches:
        raise NotFoundError(f"there is no template {wanted}", status_code=200, operation=operation)
    if len(matches) > 1:
        languages = ", ".join(str(template.language) for template in matches)
        raise AmbiguousMatchError(
            f"there are several templates {wanted}, in {languages}; pass a language",
            matches=matches,
        )
    return matches[0]


def new_template_body(
    name: str, language: str, components: Iterable[TemplateComponent]
) -> dict[str, Any]:
    """Build the body that creates a template."""
    parts = [_encode_component(component) for component in check_list(components, "components")]
    if not any(part.get("type", "").upper() == "BODY" for part in parts):
        raise InvalidArgumentError("components must include one of the type BODY")
    return {
        "name": check_text(name, "name"),
        "language": check_text(language, "language"),
        "components": parts,
    }


def _encode_component(part: Model) -> dict[str, Any]:
    if not isinstance(part, Model):
        raise InvalidArgumentError(
            f"each component must be a TemplateComponent, not {describe_type(part)}"
        )
    given = {name: value for name, value in vars(part).items() if name != "raw"}
    return {
        key: [_encode_component(inner) for inner in value] if isinstance(value, tuple) else value
        for key, value in given.items()
        if value not in (None, ())
    }


def _identify(template: Model, kind: type[Model], *names: str) -> dict[str, str]:
    """Return the fields that identify a template; a model that lacks one cannot be sent."""
    if not isinstance(template, kind):
        raise InvalidArgumentError(
            f"template must be a {kind.__name__}, as list() and get() return it, not "
            f"{describe_type(template)}"
        )
    known = {name: getattr(template, name) for name in names}
    missing = [name for name, value in known.items() if not value]
    if missing:
        raise InvalidArgumentError(f"this {kind.__name__} has no {', '.join(missing)}")
    return {"lang" if name == "language" else name: value for name, value in known.items()}


def _fill(
    named: Mapping[str, str],
    variables: Iterable[str],
    values: Values,
    use_default_values: bool | None,
) -> dict[str, Any]:
    params = dict(_encode_values(values))
    missing = [name for name in variables if name not in params and not _is_optional(name)]
    if missing and not use_default_values:
        raise InvalidArgumentError(
            f"the template {named['name']} needs values for {', '.join(missing)}"
        )
    content: dict[str, Any] = {**named, "params": params} if params else {**named}
    if use_default_values is not None:
        content["use_default_values"] = bool_to_yes_no(use_default_values, "use_default_values")
    return content


def _is_optional(name: str) -> bool:
    return name.startswith(_OPTIONAL_PREFIXES)


def _encode_values(values: Values) -> Iterator[tuple[str, str]]:
    """Yield the service's name and the value of every variable that has one."""
    if values is None:
        return
    if isinstance(values, Mapping):
        for name, value in values.items():
            yield check_text(name, "the name of a value"), _check_one_line(value, name)
        return
    if not isinstance(values, TemplateValues):
        raise InvalidArgumentError(
            f"values must be TemplateValues(body=[...]) or a mapping, not {describe_type(values)}"
        )
    for field_name, param_name in _PARAM_NAMES.items():
        for key, value in _number_values(getattr(values, field_name), field_name):
            name = param_name % key if "%s" in param_name else param_name
            yield name, _check_one_line(value, name)


def _number_values(values: Any, field_name: str) -> Iterable[tuple[Any, Any]]:
    """Yield the values of a field with their number or name; a media header has neither."""
    if values is None:
        return ()
    if field_name.startswith("header_"):
        return [(None, values)]
    if isinstance(values, Mapping):
        return values.items()
    if isinstance(values, str) or not isinstance(values, Sequence):
        raise InvalidArgumentError(f"{field_name} must be a list, not {describe_type(values)}")
    return enumerate(values, start=1)


def _check_one_line(value: TemplateValue, name: str) -> str:
    """Return a value that Meta accepts: one line, and not empty."""
    if not isinstance(value, str):
        return number_to_text(value, name)
    if check_text(value, name).splitlines() != [value]:
        raise InvalidArgumentError(f"{name} must be one line, since Meta refuses {value!r}")
    return value
