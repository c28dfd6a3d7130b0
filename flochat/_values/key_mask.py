"""Hides the key in what a host or a proxy sends back, however it is written there."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cached_property
from html import unescape
from typing import Final
from urllib.parse import unquote

from .secret import MASK, Secret

#: A key that is shorter is not hidden: any text may contain it.
_SHORTEST_KEY: Final = 6
#: So many characters from the beginning of a key, or of what follows its number, count as the key.
_TELLING: Final = 12
#: Beyond so many characters of a text, the key is found as it is and in any case, in no other form.
_SEARCHED: Final = 64 * 1024
#: How an escape begins in JSON that was written into JSON so many times.
_BACKSLASHES: Final = r"\\{1,15}"
#: What may stand between two characters of a key that was wrapped to lines.
_WRAP: Final = rf"(?:\s|{_BACKSLASHES}[nrt])*"
_ESCAPE: Final = re.compile(rf"{_BACKSLASHES}(?:u00|x)([0-9a-f]{{2}})", re.IGNORECASE)
_ESCAPED_SPACE: Final = re.compile(rf"{_BACKSLASHES}[nrt]|\\")
_ENTITIES: Final = {"|": ("vert", "verbar"), "&": ("amp",), "<": ("lt",), ">": ("gt",)}
_BEARER: Final = "Bearer "


class KeyMask:
    """Hides one key.

    It is found in upper and lower case, wrapped to lines, cut off, percent-encoded, escaped for
    JSON or HTML, in base64 and in hexadecimal digits.
    """

    def __init__(self, key: Secret) -> None:
        self._key = key

    def hide_in(self, text: str) -> str:
        """The same text with the key masked; the mask alone where it is not clear where it is."""
        if not self._is_hideable:
            return text
        if len(text) > _SEARCHED and self._plain in text.lower():
            text = re.sub(re.escape(self._plain), MASK, text, flags=re.IGNORECASE)
        head, tail = text[:_SEARCHED], text[_SEARCHED:]
        if self._may_be_in(head):
            head = self._pattern.sub(MASK, head)
            if self._may_be_in(head):
                return MASK
        return head + tail

    def hide_in_body(self, body: bytes) -> bytes:
        """The same body with the key masked."""
        text = body.decode("latin-1")  # every byte is a character, so that nothing else changes
        hidden = self.hide_in(text)
        return body if hidden == text else hidden.encode("latin-1")

    def hide_in_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """The same headers with the key masked."""
        if not self._is_hideable or not self._may_be_in("\n".join([*headers, *headers.values()])):
            return dict(headers)
        return {self.hide_in(name): self.hide_in(text) for name, text in headers.items()}

    def hide_in_error(self, error: BaseException) -> None:
        """Mask the key in an error of a library, and in all that led to it."""
        for each in _chain(error):
            args = tuple(self._hidden(arg) for arg in each.args)
            if args != each.args:
                each.args = args
            if notes := getattr(each, "__notes__", None):
                each.__notes__ = [self.hide_in(note) for note in notes]

    def _hidden(self, value: object) -> object:
        """The text of an argument with the key masked, or the argument when it has none."""
        text = value if isinstance(value, str) else str(value)
        hidden = self.hide_in(text)
        return value if hidden == text else hidden

    def _may_be_in(self, text: str) -> bool:
        """Whether the key may be in a text, in whatever form; this takes little time."""
        text = text.replace("\0", "")  # every other character of UTF-16, when read as latin-1
        if "\\" in text:
            text = _ESCAPED_SPACE.sub("", _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text))
        if "%" in text:
            text = unquote(unquote(text))
        if "&" in text:
            text = unescape(text)
        normal = "".join(text.split()).lower()
        return any(form in normal for form in self._tells)

    @cached_property
    def _is_hideable(self) -> bool:
        return len(self._key.reveal()) >= _SHORTEST_KEY

    @cached_property
    def _start(self) -> int:
        """Where the secret part begins: keys of Laravel Sanctum begin with a number and a bar."""
        key = self._key.reveal()
        start = key.find("|") + 1
        return start if len(key) - start >= _SHORTEST_KEY else 0

    @cached_property
    def _plain(self) -> str:
        return self._key.reveal()[self._start :].lower()

    @cached_property
    def _tells(self) -> list[str]:
        """What shows that the key is in a text without case, spaces and escapes."""
        key = self._key.reveal()
        begins = {key[:_TELLING].lower(), self._plain[:_TELLING]}
        return [*begins, *(form.lower() for form in _encoded(key))]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        key = self._key.reveal()
        forms = [
            *(_beginning(text) for text in dict.fromkeys([key, key[self._start :]])),
            *(_WRAP.join(map(re.escape, form)) for form in _encoded(key)),
        ]
        return re.compile("|".join(forms), re.IGNORECASE)


def _beginning(text: str) -> str:
    """A pattern of a text of which at least the beginning is there, and as much as there is."""
    spelt = [*map(_spellings, text)]
    pattern = ""
    for one in reversed(spelt[_TELLING:]):
        pattern = f"(?:{_WRAP}{one}{pattern})?"
    return _WRAP.join(spelt[:_TELLING]) + pattern


def _spellings(char: str) -> str:
    """A pattern of the ways in which a character is written."""
    code = ord(char)
    ways = [
        re.escape(char),
        rf"%(?:25)*{code:02x}",
        rf"{_BACKSLASHES}(?:u00|x){code:02x}",
        f"&#0*{code};?",
        f"&#x0*{code:x};?",
        *(f"&{name};?" for name in _ENTITIES.get(char, ())),
    ]
    if not char.isalnum():
        ways.append(_BACKSLASHES + re.escape(char))
    return f"(?:{'|'.join(ways)})"


def _encoded(key: str) -> Iterator[str]:
    """The key as a whole in other alphabets; base64 depends on what stands in front of it."""
    yield key.encode().hex()
    for text in (_BEARER + key, key):
        for offset in range(3):
            whole = b64encode(bytes(offset) + text.encode()).decode()
            yield whole[4 if offset else 0 : -4]


def _chain(error: BaseException) -> list[BaseException]:
    """An error, its causes and contexts, and theirs."""
    chain: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is not None and not any(each is known for known in chain):
            chain.append(each)
            waiting += [each.__cause__, each.__context__]
            waiting += [arg for arg in each.args if isinstance(arg, BaseException)]
    return chain
