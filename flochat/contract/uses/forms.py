"""The forms of arguments by which the facade chooses an operation: a namespace, a name, a model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import Final

from ..facade_table import forms_of

_NAMESPACE: Final = re.compile(r"f[0-9]{1,18}[a-z]{1,4}[0-9]{1,18}", re.ASCII)


def form_of_text(text: str) -> str:
    """Whether a text is a namespace (f12t34), a name, or empty."""
    if not text:
        return "empty"
    return "namespace" if _NAMESPACE.fullmatch(text) else "name"


def made_with(
    method: str, operations: frozenset[str], given: Mapping[str, Set[str]]
) -> frozenset[str]:
    """The operations that a method makes when it is given arguments of these forms.

    Arguments whose forms are not known are left out, and decide nothing.
    """
    forms = forms_of(method)
    names = {name for by_name in forms.values() for name in by_name}
    known = {
        name: {form for by_name in forms.values() for form in by_name.get(name, ())}
        for name in names
    }
    telling = {name: it for name, it in given.items() if it and it <= known.get(name, set())}
    made = frozenset(
        operation
        for operation in operations
        if all(
            telling[name] & set(leading)
            for name, leading in forms.get(operation, {}).items()
            if name in telling
        )
    )
    return made or operations
