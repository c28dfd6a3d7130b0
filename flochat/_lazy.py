"""Names of a module that are loaded when they are first used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def lazy_names(
    module: str, homes: Mapping[str, Sequence[str]], *, modules: Sequence[str] = ()
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """The `__getattr__`, `__dir__` and `__all__` of a module whose names live elsewhere.

    `homes` maps a module, written as in a relative import there, to the names that live in it.
    `modules` are public modules beside those names, which are attributes of a package only once
    somebody has imported them.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def load(name: str) -> Any:
        if name in modules:
            return import_module(f".{name}", module)
        home = home_of.get(name)
        if home is None:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        place = sys.modules[module]
        value = getattr(import_module(home, place.__package__), name)
        setattr(place, name, value)
        return value

    def listing() -> list[str]:
        special = {name for name in vars(sys.modules[module]) if name[:2] == "__"}
        return sorted({*home_of, *special})

    return load, listing, list(home_of)
