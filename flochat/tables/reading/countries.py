"""Countries as people write them in tables: their codes, and their names in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..._values.countries import COUNTRIES
from .headings import folded
from .words import names


def _index() -> Mapping[str, str]:
    named = {
        folded(name): code for code, all_names in names("countries").items() for name in all_names
    }
    return named | {code.casefold(): code for code in COUNTRIES}


_CODES: Final = _index()


def read_country(text: str) -> str | None:
    """The ISO 3166 code of a country as people write it; None where that is not known."""
    return _CODES.get(folded(text))
