"""Message templates: their values and bodies, checked before a request is spent on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias, TypeVar

import attrs
from attrs import frozen

from .._values.checks import bool_to_yes_no, check_list, check_text, describe_type, number_to_text
from .._values.not_given import NOT_GIVEN, NotGiven
from ..errors import AmbiguousMatchError, InvalidArgumentError, NotFoundError
from ..models.base import Model
from ..models.messages import Contact
from ..models.templates import (
    FacebookTemplate,
    TemplateComponent,
    TemplateDefaults,
    WhatsAppTemplate,
)

T = TypeVar("T", WhatsAppTemplate, FacebookTemplate)

#: One value: a string of one line, or a number.
TemplateValue: TypeAlias = str | int | float | Decimal
#: Values in their order, or by their number or name; None leaves a button or header without one.
NumberedValues: TypeAlias = (
    Sequence[TemplateValue | None]
    | Mapping[int, TemplateValue]
    | Mapping[int, TemplateValue | None]
    | Mapping[str, TemplateValue]
    | Mapping[str, TemplateValue | None]
)

#: Field of `TemplateValues` -> how the service names its values.
_PARAM_NAMES: Final = {
    "body": "BODY_{{%s}}",
    "header": "HEADER_{{%s}}",
    "header_image": "HEADER_IMAGE",
    "header_video": "HEADER_VIDEO",
    "header_document": "HEADER_DOCUMENT",
    "header_document_name": "HEADER_DOCUMENT_FILENAME",
    "urls": "URL_%s",
    "quick_replies": "QUICK_REPLY_%s",
    "postbacks": "POSTBACK_%s",
}
#: What a host that spells the name of a document in its own way has in front.
_DOCUMENT_NAME: Final = "HEADER_DOCUMENT_"
#: Meta refuses a value with more than four in a row.
_TOO_MANY_SPACES: Final = " " * 5
#: The variables without which a template is delivered, if with a button or header that is dead.
_MAY_BE_DEAD: Final = ("HEADER_", "URL_", "QUICK_REPLY_", "POSTBACK_")


@frozen(kw_only=True)
class TemplateValues:
    """The values of a template's variables: `TemplateValues(body=["Ana", 7], urls=["orders/7"])`.

    A value is a text of one line or a number, which is written as Python does: 7, 0.5, and
    Decimal("12.90") with its zero. Meta refuses tabs and more than four spaces in a row.

    `body` and `header` fill the variables of the texts, {{1}} first; `urls` those in the URLs of
    buttons. `header_image`, `header_video` and `header_document` are URLs. `header_document_name`
    is the name of the document's file; how the platform spells that is not documented, and
    HEADER_DOCUMENT_FILENAME unless the template's own values show another name. `quick_replies`
    are the sub flows (f12s34) that such buttons start, `postbacks` what pressing one sends back. To
    fill only some variables, or variables with names, pass a mapping: `urls={2: "orders/7"}`,
    `body={"name": "Ana"}`.

    What is left out comes from the template's `default_values`. None leaves a button or header
    without a value, and so dead: `quick_replies=[None]`, `header_image=None`.
    """

    body: NumberedValues = ()
    header: NumberedValues = ()
    header_image: str | NotGiven | None = NOT_GIVEN
    header_video: str | NotGiven | None = NOT_GIVEN
    header_document: str | NotGiven | None = NOT_GIVEN
    header_document_name: str | NotGiven | None = NOT_GIVEN
    urls: NumberedValues = ()
    quick_replies: NumberedValues = ()
    postbacks: NumberedValues = ()


#: The values of a template: typed, or as the service names them, `{"BODY_{{1}}": "Ana"}`.
Values: TypeAlias = (
    TemplateValues | Mapping[str, TemplateValue] | Mapping[str, TemplateValue | None] | None
)


def whatsapp_content(
    template: WhatsAppTemplate, values: Values, *, use_default_values: bool | None = None
) -> dict[str, Any]:
    """Encode a WhatsApp template with its values."""
    named = _identify(template, WhatsAppTemplate, "name", "namespace", "language")
    return _fill(template, named, values, use_default_values)


def facebook_content(
    template: FacebookTemplate, values: Values, *, use_default_values: bool | None = None
) -> dict[str, Any]:
    """Encode a Facebook template with its values."""
    named = _identify(template, FacebookTemplate, "name", "language")
    return _fill(template, named, values, use_default_values)


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
        key: _encode_property(value) for key, value in given.items() if value not in (None, (), {})
    }


def _encode_property(value: Any) -> Any:
    if isinstance(value, tuple):
        return [item if isinstance(item, str) else _encode_component(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def _identify(
    template: WhatsAppTemplate | FacebookTemplate, kind: type[Model], *names: str
) -> dict[str, str]:
    """Return the fields that identify a template; a model that lacks one cannot be sent.

    What the flow's editor has chosen comes first: the language to send it in, above all.
    """
    if not isinstance(template, kind):
        raise InvalidArgumentError(
            f"template must be a {kind.__name__}, as list() and get() return it, not "
            f"{describe_type(template)}"
        )
    chosen = template.default_values or TemplateDefaults()
    first = {"namespace": chosen.namespace, "language": chosen.lang}
    known = {name: first.get(name) or getattr(template, name) for name in names}
    missing = [name for name, value in known.items() if not value]
    if missing:
        raise InvalidArgumentError(f"this {kind.__name__} has no {', '.join(missing)}")
    return {"lang" if name == "language" else name: value for name, value in known.items()}


def _fill(
    template: WhatsAppTemplate | FacebookTemplate,
    named: Mapping[str, str],
    values: Values,
    use_default_values: bool | None,
) -> dict[str, Any]:
    """Return a template with the values that are given, and the default values of all others.

    The platform sends what it gets and nothing else: a button or header without a value is
    delivered dead, so it is refused unless somebody wants it so.
    """
    defaults = {} if use_default_values is False else _defaults(template)
    given = dict(_encode_values(values, _document_name(template)))
    filled = {**defaults, **given}
    missing = [name for name in template.variables() if name not in filled]
    if missing and not use_default_values:
        raise InvalidArgumentError(_explain_missing(named["name"], missing))
    params = {name: value for name, value in filled.items() if value is not None}
    content: dict[str, Any] = {**named, "params": params} if params else {**named}
    if use_default_values is not None:
        content["use_default_values"] = bool_to_yes_no(use_default_values, "use_default_values")
    return content


def _defaults(template: WhatsAppTemplate | FacebookTemplate) -> dict[str, str]:
    """Return the default values of a template, without those that Meta would refuse."""
    chosen = template.default_values or TemplateDefaults()
    return {name: value for name, value in chosen.params.items() if _is_one_line(value)}


def _document_name(template: WhatsAppTemplate | FacebookTemplate) -> str:
    """Return the parameter for the name of a document, which is not documented.

    A template that names one, in its parameters or its default values, shows what it is.
    """
    chosen = template.default_values or TemplateDefaults()
    names = (name for name in (*template.params, *chosen.params) if name.startswith(_DOCUMENT_NAME))
    return next(names, _PARAM_NAMES["header_document_name"])


def _explain_missing(name: str, missing: Sequence[str]) -> str:
    needs = f"the template {name} needs values for {', '.join(missing)}"
    dead = [variable for variable in missing if _may_be_dead(variable)]
    if not dead:
        return needs
    return f"{needs}; pass None for {dead[0]} to send it without, as one that does nothing"


def _may_be_dead(name: str) -> bool:
    return name.startswith(_MAY_BE_DEAD)


def _encode_values(values: Values, document_name: str) -> Iterator[tuple[str, str | None]]:
    """Yield the service's name and the value of every variable that is given."""
    if values is None:
        return
    if isinstance(values, Mapping):
        for name, value in values.items():
            yield check_text(name, "the name of a value"), _encode_one(value, name)
        return
    if not isinstance(values, TemplateValues):
        raise InvalidArgumentError(
            f"values must be TemplateValues(body=[...]) or a mapping, not {describe_type(values)}"
        )
    for field_name, param_name in (_PARAM_NAMES | {"header_document_name": document_name}).items():
        for key, value in _number_values(getattr(values, field_name), field_name):
            name = param_name % key if "%s" in param_name else param_name
            yield name, _encode_one(value, name)


def _number_values(values: Any, field_name: str) -> Iterable[tuple[Any, Any]]:
    """Yield the values of a field with their number or name; a media header has neither."""
    if field_name.startswith("header_"):
        return [] if values is NOT_GIVEN else [(None, values)]
    if values is None:
        return ()
    if isinstance(values, Mapping):
        return values.items()
    if isinstance(values, str) or not isinstance(values, Sequence):
        raise InvalidArgumentError(f"{field_name} must be a list, not {describe_type(values)}")
    return enumerate(values, start=1)


def _encode_one(value: TemplateValue | None, name: str) -> str | None:
    """Return a value that Meta accepts: one line, and not empty; None leaves a button dead."""
    if value is None:
        if _may_be_dead(name):
            return None
        raise InvalidArgumentError(
            f"{name} must have a value, since Meta refuses a text without; only a button or header "
            "can be None"
        )
    if not isinstance(value, str):
        return number_to_text(value, name)
    if not _is_one_line(check_text(value, name)):
        raise InvalidArgumentError(
            f"{name} must be one line, without tabs and more than four spaces in a row, since Meta "
            f"refuses {value!r}"
        )
    return value


def _is_one_line(value: str) -> bool:
    is_line = value.splitlines() == [value] and not value.isspace()
    return is_line and "\t" not in value and _TOO_MANY_SPACES not in value
