"""Countries as people write them in tables: their codes, and their names in several languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..._values.countries import COUNTRIES
from .words import folded, names


def _index() -> Mapping[str, str]:
    named = {
        folded(name): code for code, all_names in names("countries").items() for name in all_names
    }
    return named | {code.casefold(): code for code in COUNTRIES}


_CALLING_CODE: Final = re.compile(r"(?:\+|00)?[1-9][0-9]{0,2}", re.ASCII)
_CODES: Final = _index()


def read_country(text: str) -> str | None:
    """The ISO 3166 code of a country as people write it; None where that is not known.

    A calling code, "+61" or "61", stands for its first country: numbers of all others with it are
    read alike.
    """
    code = _CODES.get(folded(text))
    if code is not None or not _CALLING_CODE.fullmatch(text.strip()):
        return code
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(int(text.strip().lstrip("+0")))
    return region if region in COUNTRIES else None
