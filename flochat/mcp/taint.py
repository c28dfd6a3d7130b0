"""What a session has read of strangers, and what it may therefore not do without a human.

The author of a text is the one the platform names: the person whose conversation, name or field it
is. Tags, templates, orders and errors have none that could be trusted. What a text says of itself
counts for nothing.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from base64 import b64decode, urlsafe_b64decode
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from html import unescape
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
#: How people write the dot of a host so that no program makes a link of it.
_SPELLED_DOT: Final = re.compile(
    r"\s*[\[({<]\s*(?:\.|dot|punkt|punto|point|ponto|\u0442\u043e\u0447\u043a\u0430)\s*[\])}>]\s*"
    r"|\s+(?:dot|punkt|punto|point|ponto|\u0442\u043e\u0447\u043a\u0430)\s+",
    re.IGNORECASE,
)
#: A word that could be a text in base64 or in hexadecimal digits.
_CODED: Final = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_MAX_CODED: Final = 50
_MAX_PIECE: Final = 2_000
_MAX_PIECES: Final = 500
_NOT_WORDS: Final = re.compile(r"[\W_]+")


@define
class Taint:
    """What was read: whose texts, whether there were some of nobody, and what stood in them."""

    authors: set[str] = field(factory=set)
    has_anonymous: bool = False
    #: What was read, reduced, in whatever form it may have been written down.
    _texts: set[str] = field(factory=set)
    #: Where URLs that were read lead to.
    _hosts: set[str] = field(factory=set)
    #: The texts one after the other: some are pieces of one.
    _order: deque[str] = field(factory=lambda: deque(maxlen=_MAX_PIECES))

    def read(self, author: str | None, texts: Iterable[str], *, pieces: Iterable[str] = ()) -> None:
        """Note that texts of an author (a `user_ns`, None for nobody's) were given to the model.

        `pieces` are those of them that could be the next piece of something.
        """
        if author is None:
            self.has_anonymous = True
        else:
            self.authors.add(author)
        self._order.extend(_reduced(piece)[:_MAX_PIECE] for piece in pieces)
        for text in texts:
            for form in _forms(text):
                self._texts.add(_reduced(form))
                self._hosts.update(it for url in _URL.findall(form) for it in _hosts(url))

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
        joined = ("".join(self._order), "".join(reversed(self._order)))
        seen_text = "".join(it for it in text if unicodedata.category(it) != "Cf")
        forms = (seen_text, unescape(unquote(seen_text)))
        urls = {url for form in forms for url in _URL.findall(form)}
        for host in {host for url in urls for host in _hosts(url)}:
            if host in self._hosts:
                return True
            if len(host) < _RECOGNISABLE:
                continue
            if any(host in seen for seen in (*joined, *self._texts)):
                return True
        return False


def _hosts(url: str) -> Iterable[str]:
    """Where a URL leads to, and the domains that this is in, as they are recognised in a text."""
    try:
        netloc = urlsplit(url if "//" in url else f"//{url}").netloc
    except ValueError:  # "http://[": nothing that can be taken apart
        netloc = url
    name = unquote(netloc).rpartition("@")[2].partition(":")[0].rstrip(".")
    if "xn--" in name.lower():  # the same host, as programs write it
        with suppress(UnicodeError):
            name = name.lower().encode().decode("idna")
    labels = _DOT.split(name)[-_MAX_LABELS:]
    for start in range(max(1, len(labels) - 1)):
        if host := _reduced(".".join(labels[start:])):
            yield host


def _forms(text: str) -> Iterator[str]:
    """A text, and what it says once it is taken out of the ways in which texts are hidden."""
    yield text
    yield text[::-1]
    yield unescape(unquote(text))
    yield _SPELLED_DOT.sub(".", text)
    yield codecs.encode(text, "rot13")
    for word in _CODED.findall(text)[:_MAX_CODED]:
        yield from _decoded(word)


def _decoded(word: str) -> Iterator[str]:
    padded = word.rstrip("=") + "=" * (-len(word.rstrip("=")) % 4)
    for decode in (b64decode, urlsafe_b64decode, bytes.fromhex):
        with suppress(ValueError):
            yield decode(padded if decode is not bytes.fromhex else word).decode()


def _reduced(text: str) -> str:
    """A text without what can be written in several ways: case, width, spaces, punctuation."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())
