"""What people write in tables, in their languages, from `words.toml`, and how it is compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

_NOT_A_WORD: Final = re.compile(r"[^\w]+|_")


@lru_cache(maxsize=1)
def _all() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=512)
def words(section: str, name: str) -> frozenset[str]:
    """The words of one kind, folded."""
    return frozenset(map(folded, _all()[section][name].split("|")))


def names(section: str) -> Mapping[str, frozenset[str]]:
    """All kinds of a section, and their words, folded."""
    return {name: words(section, name) for name in _all()[section]}


def alphabets() -> Mapping[str, Mapping[str, str]]:
    """The letters beyond ASCII of languages, by encoding; the likeliest encoding first."""
    return _all()["alphabets"]


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text without case, accents, punctuation and what cannot be seen, to compare it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf", "Cc"))
    letters = letters.translate(_LETTERS)
    return unicodedata.normalize("NFC", " ".join(_NOT_A_WORD.sub(" ", letters).split()))


#: Letters that are letters of their own, and that people leave out.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "đ": "d", "æ": "ae"}
)
