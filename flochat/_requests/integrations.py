"""Credentials on the wire, checked before a request is spent on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from .._values.checks import check_count, check_text
from .._values.secret import Secret

#: A credential: a text, or what a model has of one.
Credential: TypeAlias = str | Secret

_OTHERS: Final[Mapping[str, Callable[[Any, str], Any]]] = {"wait_time": check_count}


def settings_body(**given: Credential | int | None) -> dict[str, Any]:
    """The settings of an integration, as the service takes them; what is None was not given."""
    revealed = {
        name: value.reveal() if isinstance(value, Secret) else value
        for name, value in given.items()
        if value is not None
    }
    return {name: _OTHERS.get(name, check_text)(value, name) for name, value in revealed.items()}
