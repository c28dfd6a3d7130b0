"""What a session has read of strangers, and what it may therefore not do without a human.

The author of a text is the one the platform names: the person whose conversation, name or field it
is. Tags, templates, orders and errors have none that could be trusted. What a text says of itself
counts for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Final
from urllib.parse import unquote

from attrs import define, field

from .reading_mark import ReadingMark

#: Whatever a program makes a link of, with or without its scheme. Amounts like 12.50 are none.
_URL: Final = re.compile(
    r"//\S|\b(?:https?|hxxps?):|\bxn--"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"
    r"|(?<![\w-])[\w-]+\.[^\W\d_]{2}",
    re.IGNORECASE,
)
#: Where the platform may put a field into a text: what it will say cannot be told before.
_PLACE: Final = re.compile(r"\{\s*[{%#]|[$#]\{|\[\[|<%")
#: The dots that lead to the same host; NFKC turns the other ones into these.
_DOT: Final = re.compile("[\u3002\u2024\u00b7\u2219\u2022]")
#: How people write the dot of a host so that no program makes a link of it.
_SPELLED_DOT: Final = re.compile(
    r" ?[\[({<] ?"
    r"(?:\.|dot|period|punkt|punto|point|ponto|\u0442\u043e\u0447\u043a\u0430|\u70b9)"
    r" ?[\])}>] ?"
    r"| dot |\u70b9"
    r"| \. ?(?=\w)",
    re.IGNORECASE,
)


@define
class Taint:
    """What was read: whose texts, and whether there were some of nobody."""

    #: How servers that the same model may talk to, or has talked to, know of each other.
    mark: ReadingMark | None = None
    authors: set[str] = field(factory=set)
    has_anonymous: bool = False

    def read(self, author: str | None) -> None:
        """Note that texts of an author (a `user_ns`, None for nobody's) were given to the model."""
        if author is None:
            self.has_anonymous = True
        else:
            self.authors.add(author)
        if self.mark is not None:
            self.mark.leave()

    @property
    def is_clean(self) -> bool:
        """Whether nothing that strangers wrote was read, here or elsewhere."""
        return not self.authors and not self.has_anonymous and not self._is_read_elsewhere

    def is_only(self, people: Iterable[object]) -> bool:
        """Whether these are one person, and nobody else's texts were read."""
        return not self.has_anonymous and {*people} == self.authors and len(self.authors) == 1

    @property
    def _is_read_elsewhere(self) -> bool:
        return self.mark is not None and self.mark.look()

    def why_human(
        self,
        recipients: Sequence[str] | None,
        texts: Sequence[str],
        *,
        settings: bool,
    ) -> str | None:
        """Why a change needs a human because of what was read; None if it does not.

        `recipients` are the people it is about, None where that is not known, `texts` what they
        would be sent, and `settings` says that it changes the flow or the workspace itself.
        """
        if self.is_clean:
            return None
        if settings:
            return "it changes settings, after texts of strangers were read"
        if recipients is None or len(recipients) > 1:
            return "it is about more than one person, after texts of strangers were read"
        (recipient,) = recipients or ("",)
        if self.has_anonymous:
            return "texts without an author were read"
        if self._is_read_elsewhere:
            return "another server of yours, or this one before it was restarted, has read texts"
        if self.authors != {recipient}:
            return "texts of other people than the recipient were read"
        if any(map(has_url, texts)):
            return "it has a URL, which may come from a text that was read"
        if any(map(_PLACE.search, texts)):
            return "it has a place that the platform fills in"
        return None


def has_url(text: str) -> bool:
    """Whether a person or a program would make a link of something in a text.

    Whether it was read cannot be told: a text can give it in a cipher, in pieces or as a riddle.
    """
    seen = "".join(it for it in text if unicodedata.category(it) != "Cf")
    spaced = " ".join(unicodedata.normalize("NFKC", unescape(unquote(seen))).split())
    plain = _DOT.sub(".", spaced)
    return bool(_URL.search(plain) or _URL.search(_SPELLED_DOT.sub(".", plain)))
