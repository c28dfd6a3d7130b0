"""Integrations: their credentials and settings, checked before a request is spent on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from .._values.checks import check_count, check_text
from .._values.secret import Secret

#: A credential: a string, or the `Secret` of a model.
Credential: TypeAlias = str | Secret

#: Settings that are not strings.
_CHECKS: Final[Mapping[str, Callable[[Any, str], Any]]] = {"wait_time": check_count}


def settings_body(**settings: Credential | int | None) -> dict[str, Any]:
    """Build the settings of an integration; one that is None was not given."""
    revealed = {
        name: value.reveal() if isinstance(value, Secret) else value
        for name, value in settings.items()
        if value is not None
    }
    return {name: _CHECKS.get(name, check_text)(value, name) for name, value in revealed.items()}
