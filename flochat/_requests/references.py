"""References to resources: a model, its identifier or its name, distinguished by form alone."""

from __future__ import annotations

from typing import NamedTuple

from .._values.checks import check_count, check_text, describe_type, with_article
from .._values.identifiers import is_namespace, is_of_another_kind
from ..errors import InvalidArgumentError
from ..models.base import Model


class ReferenceKind(NamedTuple):
    """A kind of resource that has a namespace and a name.

    `letters` are those of its namespaces (the t of f12t34), `namespace_field` is the field of
    `model` that has the namespace.
    """

    noun: str
    letters: str
    model: type[Model]
    namespace_field: str


class Reference(NamedTuple):
    """A namespace or a name, and which of the two it is."""

    value: str
    by_name: bool


def reference_to(resource: Model | str, kind: ReferenceKind) -> Reference:
    """Tell a namespace from a name: a string of the form f12t34 is a tag's namespace.

    Raises `InvalidArgumentError` for what is neither, and for a model that has neither.
    """
    if isinstance(resource, str):
        value = check_text(resource, f"the {kind.noun}")
        if is_of_another_kind(value, kind.letters):
            raise InvalidArgumentError(
                f"{value!r} is not the namespace of {with_article(kind.noun)} "
                f"(like f12{kind.letters}34), but of something else"
            )
        return Reference(value, by_name=not is_namespace(value, kind.letters))
    if not isinstance(resource, kind.model):
        raise InvalidArgumentError(
            f"{with_article(kind.noun)} must be {with_article(kind.model.__name__)}, a namespace "
            f"or a name, not {describe_type(resource)}"
        )
    namespace: str | None = getattr(resource, kind.namespace_field)
    name: str | None = getattr(resource, "name", None)
    if namespace:
        return Reference(namespace, by_name=False)
    if name:
        return Reference(name, by_name=True)
    raise InvalidArgumentError(
        f"this {kind.model.__name__} has neither {kind.namespace_field} nor name"
    )


def namespace_of(resource: Model | str, kind: ReferenceKind) -> str:
    """Return the namespace of a reference, where the API does not take a name."""
    value, by_name = reference_to(resource, kind)
    if by_name:
        raise InvalidArgumentError(
            f"{value!r} is not {with_article(kind.namespace_field)} (like f12{kind.letters}34), "
            f"and the API does not take {with_article(kind.noun)} by name here; pass the "
            f"{kind.model.__name__} that a list(name={value!r}) returns"
        )
    return value


def name_of(resource: Model | str, kind: ReferenceKind) -> str:
    """Return the name of a reference, where the API does not take a namespace."""
    if isinstance(resource, kind.model):
        name: str | None = getattr(resource, "name", None)
        if not name:
            raise InvalidArgumentError(f"this {kind.model.__name__} has no name")
        return name
    value, by_name = reference_to(resource, kind)
    if not by_name:
        raise InvalidArgumentError(
            f"{value!r} is a namespace, and the API takes {with_article(kind.noun)} only by name "
            "here"
        )
    return value


def id_of(resource: Model | int, model: type[Model]) -> int:
    """Return the `id` of a model, or the id itself."""
    model_name = with_article(model.__name__)
    value = getattr(resource, "id", None) if isinstance(resource, model) else resource
    if isinstance(resource, model) and value is None:
        raise InvalidArgumentError(f"this {type(resource).__name__} has no id")
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidArgumentError(f"{resource!r} is neither {model_name} nor the id of one")
    return check_count(value, f"the id of {model_name}", minimum=1)


def identifier_of(resource: Model | str, model: type[Model], attribute: str) -> str:
    """Return the identifying attribute of a model, or the identifier itself."""
    value = getattr(resource, attribute) if isinstance(resource, model) else resource
    if isinstance(resource, model) and not value:
        raise InvalidArgumentError(f"this {model.__name__} has no {attribute}")
    if not isinstance(value, str):
        raise InvalidArgumentError(
            f"pass {with_article(model.__name__)} or its {attribute}, not {describe_type(resource)}"
        )
    return check_text(value, f"the {attribute}")
