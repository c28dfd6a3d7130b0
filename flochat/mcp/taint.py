"""What a session has read of strangers, and what it may therefore not do without a human.

The author of a text is the one the platform names: the person whose conversation, name or field it
is. Tags, templates, orders and errors have none that could be trusted. What a text says of itself
counts for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from attrs import define, field

#: How many characters a text needs to be recognised in another one.
_RECOGNISABLE: Final = 5
#: Whatever a program makes a link of, with or without its scheme.
_URL: Final = re.compile(r"//[^\s<>\"']+|(?<![\w-])[\w-]+(?:[.\u3002\uff0e\uff61][\w-]+)+")
#: How many labels of a host, from its end, say whose it is.
_MAX_LABELS: Final = 8
_DOT: Final = re.compile(r"[.\u3002\uff0e\uff61]")
_NOT_WORDS: Final = re.compile(r"[\W_]+")


@define
class Taint:
    """What was read: whose texts, whether there were some of nobody, and what stood in them."""

    authors: set[str] = field(factory=set)
    has_anonymous: bool = False
    _texts: dict[str | None, set[str]] = field(factory=dict)

    def read(self, author: str | None, texts: Iterable[str]) -> None:
        """Note that texts of an author (a `user_ns`, None for nobody's) were given to the model."""
        noted = {reduced for text in texts if len(reduced := _reduced(text)) >= _RECOGNISABLE}
        if author is None:
            self.has_anonymous = True
        else:
            self.authors.add(author)
        self._texts.setdefault(author, set()).update(noted)

    @property
    def is_clean(self) -> bool:
        """Whether nothing that strangers wrote was read."""
        return not self.authors and not self.has_anonymous

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
        if self.authors != {recipient}:
            return "texts of other people than the recipient were read"
        if any(self._has_url_that_was_read(text) for text in texts):
            return "it has a URL that stands in a text that was read"
        return None

    def _has_url_that_was_read(self, text: str) -> bool:
        """Whether the place that a URL in a text leads to was read in a text of a stranger."""
        for url in _URL.findall(text):
            if any(host in seen for host in _hosts(url) for seen in self._all()):
                return True
        return False

    def _all(self) -> Iterable[str]:
        for texts in self._texts.values():
            yield from texts


def _hosts(url: str) -> Iterable[str]:
    """Where a URL leads to, and the domains that this is in, as they are recognised in a text."""
    try:
        netloc = urlsplit(url if "//" in url else f"//{url}").netloc
    except ValueError:  # "http://[": nothing that can be taken apart
        netloc = url
    labels = _DOT.split(unquote(netloc).rpartition("@")[2].partition(":")[0].rstrip("."))
    labels = labels[-_MAX_LABELS:]
    for start in range(max(1, len(labels) - 1)):
        host = _reduced(".".join(labels[start:]))
        if len(host) >= _RECOGNISABLE:
            yield host


def _reduced(text: str) -> str:
    """A text without what can be written in several ways: case, width, spaces, punctuation."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())
