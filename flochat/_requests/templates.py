"""Templates on the wire: what is filled in, checked before a request is spent on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, TypeVar

import attrs
from attrs import frozen

from .._values.checks import bool_to_yes_no, check_count, check_list, check_text, describe_type
from ..errors import AmbiguousMatchError, InvalidArgumentError, NotFoundError
from ..models.base import Model
from ..models.messages import Contact
from ..models.templates import FacebookTemplate, TemplateComponent, WhatsAppTemplate

T = TypeVar("T", WhatsAppTemplate, FacebookTemplate)

#: One value: a text of one line, or a number of things.
TemplateValue: TypeAlias = str | int
#: Values in their order, or by their number or name.
NumberedValues: TypeAlias = (
    Sequence[TemplateValue] | Mapping[int, TemplateValue] | Mapping[str, TemplateValue]
)


@frozen(kw_only=True)
class TemplateValues:
    """What is filled into a template: `TemplateValues(body=["Ana", 7], urls=["orders/7"])`.

    `body` and `header` fill the variables of the texts, {{1}} first; `urls` what is open in the
    addresses of buttons. `header_image`, `header_video` and `header_document` are URLs.
    `quick_replies` and `postbacks` are what a press on such a button sends back, a node (f12n34)
    for one, and may be left out. Where not all are to be filled, or they have names, a mapping does
    it: `urls={2: "orders/7"}`, `body={"name": "Ana"}`.
    """

    body: NumberedValues = ()
    header: NumberedValues = ()
    header_image: str | None = None
    header_video: str | None = None
    header_document: str | None = None
    urls: NumberedValues = ()
    quick_replies: NumberedValues = ()
    postbacks: NumberedValues = ()


#: Field of `TemplateValues` -> what its values are called on the wire.
_WIRE_NAMES: Final = {
    "body": "BODY_{{%s}}",
    "header": "HEADER_{{%s}}",
    "header_image": "HEADER_IMAGE",
    "header_video": "HEADER_VIDEO",
    "header_document": "HEADER_DOCUMENT",
    "urls": "URL_%s",
    "quick_replies": "QUICK_REPLY_%s",
    "postbacks": "POSTBACK_%s",
}
#: What a template can be sent without.
_OPTIONAL: Final = ("QUICK_REPLY_", "POSTBACK_")

#: What fills a template: typed, or as on the wire, `{"BODY_{{1}}": "Ana"}`.
Values: TypeAlias = TemplateValues | Mapping[str, TemplateValue] | None


def whatsapp_content(
    template: WhatsAppTemplate, values: Values, *, use_default_values: bool | None = None
) -> dict[str, Any]:
    """A WhatsApp template with its values, as the service takes it."""
    named = _named(template, WhatsAppTemplate, "name", "namespace", "language")
    return _content(named, template.variables(), values, use_default_values)


def facebook_content(
    template: FacebookTemplate, values: Values, *, use_default_values: bool | None = None
) -> dict[str, Any]:
    """A Facebook template with its values, as the service takes it."""
    named = _named(template, FacebookTemplate, "name", "language")
    return _content(named, template.variables(), values, use_default_values)


def encode_contact(contact: Contact) -> dict[str, str]:
    """The names of somebody who is created by the first message to them."""
    if not isinstance(contact, Contact):
        raise InvalidArgumentError(f"contact is a Contact, not {describe_type(contact)}")
    return {
        key: check_text(value, key)
        for key, value in attrs.asdict(contact).items()
        if value is not None
    }


def pick_template(found: Iterable[T], name: str, language: str | None, *, operation: str) -> T:
    """The template of that very name and language: the service looks for a part of the name."""
    matches = [
        template
        for template in found
        if template.name == name and language in (None, template.language)
    ]
    told = f"{name!r}" if language is None else f"{name!r} in {language!r}"
    if not matches:
        raise NotFoundError(f"no template {told}", status_code=200, operation=operation)
    if len(matches) > 1:
        languages = ", ".join(str(template.language) for template in matches)
        raise AmbiguousMatchError(f"several templates {told}: {languages}", matches=matches)
    return matches[0]


def new_template_body(
    name: str, language: str, components: Iterable[TemplateComponent]
) -> dict[str, Any]:
    """A template to create, as the service takes it."""
    parts = [_part(component) for component in check_list(components, "components")]
    if not any(part.get("type", "").upper() == "BODY" for part in parts):
        raise InvalidArgumentError("a template needs a component of the type BODY")
    return {
        "name": check_text(name, "name"),
        "language": check_text(language, "language"),
        "components": parts,
    }


def _part(part: Model) -> dict[str, Any]:
    if not isinstance(part, Model):
        raise InvalidArgumentError(
            f"components are TemplateComponent objects, not {describe_type(part)}"
        )
    given = {name: value for name, value in vars(part).items() if name != "raw"}
    return {
        key: [_part(inner) for inner in value] if isinstance(value, tuple) else value
        for key, value in given.items()
        if value not in (None, ())
    }


def _named(template: Model, kind: type[Model], *names: str) -> dict[str, str]:
    """What says which template it is; a model that lacks some of it is of no use."""
    if not isinstance(template, kind):
        raise InvalidArgumentError(
            f"pass a {kind.__name__}, as list() and get() return it, not {describe_type(template)}"
        )
    known = {name: getattr(template, name) for name in names}
    missing = [name for name, value in known.items() if not value]
    if missing:
        raise InvalidArgumentError(f"this {kind.__name__} has no {', '.join(missing)}")
    return {"lang" if name == "language" else name: value for name, value in known.items()}


def _content(
    named: Mapping[str, str],
    variables: Iterable[str],
    values: Values,
    use_default_values: bool | None,
) -> dict[str, Any]:
    params = dict(_params(values))
    open_ones = [name for name in variables if name not in params and not _is_optional(name)]
    if open_ones and not use_default_values:
        raise InvalidArgumentError(
            f"the template {named['name']} asks for {', '.join(open_ones)} too"
        )
    content: dict[str, Any] = {**named, "params": params} if params else {**named}
    if use_default_values is not None:
        content["use_default_values"] = bool_to_yes_no(use_default_values, "use_default_values")
    return content


def _is_optional(name: str) -> bool:
    return name.startswith(_OPTIONAL)


def _params(values: Values) -> Iterator[tuple[str, str]]:
    """Name on the wire and value of all that is given."""
    if values is None:
        return
    if isinstance(values, Mapping):
        for name, value in values.items():
            yield check_text(name, "the name of a value"), _one_line(value, name)
        return
    if not isinstance(values, TemplateValues):
        raise InvalidArgumentError(
            f"values are TemplateValues(body=[...]) or a mapping, not {describe_type(values)}"
        )
    for field_name, wire_name in _WIRE_NAMES.items():
        for key, value in _numbered(getattr(values, field_name), field_name):
            name = wire_name % key if "%s" in wire_name else wire_name
            yield name, _one_line(value, name)


def _numbered(given: Any, field_name: str) -> Iterable[tuple[Any, Any]]:
    """Values with what tells them apart; single ones need nothing."""
    if given is None:
        return ()
    if field_name.startswith("header_"):
        return [(None, given)]
    if isinstance(given, Mapping):
        return given.items()
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise InvalidArgumentError(f"{field_name} is a list, not {describe_type(given)}")
    return enumerate(given, start=1)


def _one_line(value: TemplateValue, name: str) -> str:
    """A value that Meta takes: neither empty nor of several lines."""
    if not isinstance(value, str):
        return str(check_count(value, name))
    if check_text(value, name).splitlines() != [value]:
        raise InvalidArgumentError(f"{name} has to be one line, and Meta refuses {value!r}")
    return value
