"""What people write in tables, in their languages, from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def _all() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def words(section: str, name: str) -> frozenset[str]:
    """The words of one kind."""
    return frozenset(_all()[section][name].split("|"))


def names(section: str) -> Mapping[str, frozenset[str]]:
    """All kinds of a section, and their words."""
    return {name: words(section, name) for name in _all()[section]}


def alphabets() -> Mapping[str, Mapping[str, str]]:
    """The letters beyond ASCII of languages, by encoding; the likeliest encoding first."""
    return _all()["alphabets"]
