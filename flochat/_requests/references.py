"""What a caller points at: a model, its identifier or its name, told apart without a request."""

from __future__ import annotations

from typing import NamedTuple

from .._values.checks import check_count, check_text, describe_type, with_article
from .._values.identifiers import is_namespace, is_of_another_kind
from ..errors import InvalidArgumentError
from ..models.base import Model


class ReferenceKind(NamedTuple):
    """A kind of thing that has a namespace and a name."""

    word: str
    letters: str
    model: type[Model]
    namespace: str


class Reference(NamedTuple):
    """What was pointed at: the text that names it, and whether that is its name."""

    value: str
    by_name: bool


def reference_to(thing: Model | str, kind: ReferenceKind) -> Reference:
    """Tell a namespace from a name: a text of the form f12t34 is a tag's namespace.

    Raises `InvalidArgumentError` for what is neither, and for a model without both.
    """
    if isinstance(thing, str):
        value = check_text(thing, f"the {kind.word}")
        if is_of_another_kind(value, kind.letters):
            raise InvalidArgumentError(
                f"{value!r} is the namespace of something else than {with_article(kind.word)} "
                f"(form f12{kind.letters}34)"
            )
        return Reference(value, by_name=not is_namespace(value, kind.letters))
    if not isinstance(thing, kind.model):
        raise InvalidArgumentError(
            f"{with_article(kind.word)} is {with_article(kind.model.__name__)}, a namespace or a "
            f"name, not {describe_type(thing)}"
        )
    namespace: str | None = getattr(thing, kind.namespace)
    name: str | None = getattr(thing, "name", None)
    if namespace:
        return Reference(namespace, by_name=False)
    if name:
        return Reference(name, by_name=True)
    raise InvalidArgumentError(f"this {kind.model.__name__} has neither {kind.namespace} nor name")


def namespace_of(thing: Model | str, kind: ReferenceKind) -> str:
    """The namespace of what was pointed at, where the API takes no name."""
    value, by_name = reference_to(thing, kind)
    if by_name:
        raise InvalidArgumentError(
            f"{value!r} is no {kind.namespace} (form f12{kind.letters}34), and the API takes "
            f"no {kind.word} by name here"
        )
    return value


def id_of(thing: Model | int, model: type[Model]) -> int:
    """The `id` of what was pointed at, where things are numbered: a model or the number itself."""
    told = with_article(model.__name__)
    value = getattr(thing, "id", None) if isinstance(thing, model) else thing
    if isinstance(thing, model) and value is None:
        raise InvalidArgumentError(f"this {type(thing).__name__} has no id")
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidArgumentError(f"{thing!r} is neither {told} nor the id of one")
    return check_count(value, f"the id of {told}", minimum=1)


def identifier_of(thing: Model | str, model: type[Model], attribute: str) -> str:
    """The text that tells one thing from others: of a model, or given as it is."""
    value = getattr(thing, attribute) if isinstance(thing, model) else thing
    if isinstance(thing, model) and not value:
        raise InvalidArgumentError(f"this {model.__name__} has no {attribute}")
    if not isinstance(value, str):
        raise InvalidArgumentError(
            f"pass {with_article(model.__name__)} or its {attribute}, not {describe_type(thing)}"
        )
    return check_text(value, f"the {attribute}")


def name_of(thing: Model | str, kind: ReferenceKind) -> str:
    """The name of what was pointed at, where the API takes no namespace."""
    if isinstance(thing, kind.model):
        known: str | None = getattr(thing, "name", None)
        if not known:
            raise InvalidArgumentError(f"this {kind.model.__name__} has no name")
        return known
    value, by_name = reference_to(thing, kind)
    if not by_name:
        raise InvalidArgumentError(
            f"{value!r} is a namespace, and the API takes a {kind.word} by its name here"
        )
    return value
