"""What it would cost to read a body as JSON, counted before that is done.

58 kB of gzip are 60 MB of `[],`, of which `json.loads` makes 1.5 GB in 7 seconds in which no other
thread or task runs. What makes JSON expensive is how many values it has, not how long it is, and
brackets, commas and quotes are counted in a tenth of the time in which values are made.
"""

from __future__ import annotations

from typing import Final, NamedTuple

#: What reading a body may cost: bytes of memory, with the body itself, and nanoseconds.
MAX_MEMORY: Final = 175 * 1024 * 1024
MAX_TIME: Final = 135_000_000

_COUNTED: Final = b'"\\[{,:'
_NOT_COUNTED: Final = bytes(set(range(256)) - set(_COUNTED))
_NOT_COUNTED_NOR_ESCAPES: Final = bytes({*_NOT_COUNTED, *b"\\"})
#: The bytes of a character after its first, and the first of one that takes four bytes in memory.
_CONTINUATION: Final = bytes(range(0x80, 0xC0))
_WIDE: Final = tuple(bytes([first]) for first in range(0xF0, 0xF5))
#: How escapes begin of which such a character is made.
_WIDE_ESCAPES: Final = {
    start: tuple(start + digit for digit in b"8 9 a A b B".split()) for start in (b"\\ud", b"\\uD")
}
#: The most digits of an integer: the time that it takes to read one grows with their square.
_MAX_DIGITS: Final = 100
#: The length of a character that is written as an escape.
_ESCAPED_LENGTH: Final = len("\\u05d0")
#: A text that is made of escapes grows in steps of a quarter.
_GROWTH: Final = 1.25


class _Cost(NamedTuple):
    """Bytes and nanoseconds."""

    memory: float
    time: float


#: The most that each costs, as measured with Python 3.11: strings without their text.
_NARROW_STRING: Final = _Cost(64, 45)
_WIDE_STRING: Final = _Cost(80, 45)
_NUMBER: Final = _Cost(32, 150)
_LIST: Final = _Cost(96, 100)
_OBJECT: Final = _Cost(200, 200)
_PAIR: Final = _Cost(45, 90)
_ITEM: Final = _Cost(10, 0)
_ESCAPE: Final = _Cost(0, 8)
_BYTE: Final = _Cost(1, 0.5)
_CHARACTER: Final = _Cost(0, 1.2)
#: The memory of a model that is made of an object, when the text of the body is no longer there.
_MODEL: Final = 400


def read_int(digits: str) -> int:
    """An integer of a large body; `parse_int` of `json.loads`."""
    if len(digits) > _MAX_DIGITS:
        raise ValueError(f"an integer of {len(digits):,} digits")
    return int(digits)


class JSONCost:
    """Counts a body: `feed` it the parts as they arrive, each of at most about a megabyte.

    With `is_exact`, what stands in strings does not count. That takes longer, so it is for a body
    that was found too expensive otherwise.
    """

    def __init__(self, *, is_exact: bool = False) -> None:
        self.is_exact = is_exact
        self._size = self._characters = 0
        self._width = self._escaped_width = 1
        self._strings = self._lists = self._objects = 0
        self._commas = self._pairs = 0
        self._escapes = self._escaped_characters = 0
        self._is_in_string = False
        self._last = self._carried = b""

    @property
    def is_too_high(self) -> bool:
        """Whether what was counted so far is too expensive."""
        memory, time = self._sum()
        return memory > MAX_MEMORY or time > MAX_TIME

    def feed(self, part: bytes) -> None:
        """Count another part."""
        self._size += len(part)
        self._measure_text(part)
        if self.is_exact:
            self._count_outside_strings(part)
        else:
            self._count(part.translate(None, _NOT_COUNTED))

    def _sum(self) -> _Cost:
        values = self._commas + self._lists + self._objects + 1
        others = 0
        if self.is_exact:
            others = self._strings - self._pairs + self._lists + self._objects
        is_narrow = self._width == self._escaped_width == 1
        things = (
            (_NARROW_STRING if is_narrow else _WIDE_STRING, self._strings),
            (_NUMBER, values - others),
            (_LIST, self._lists),
            (_OBJECT, self._objects),
            (_PAIR, self._pairs),
            (_ITEM, max(0, values - self._pairs)),
            (_ESCAPE, self._escapes),
            (_BYTE, self._size),
            (_CHARACTER, self._characters),
        )
        text = self._width * self._characters
        strings: float = text
        if self._escapes:
            characters = self._characters - (_ESCAPED_LENGTH - 1) * self._escaped_characters
            strings = max(self._width, self._escaped_width) * _GROWTH * characters
        memory = sum(cost.memory * count for cost, count in things)
        return _Cost(
            memory + strings + max(text, _MODEL * self._objects),
            sum(cost.time * count for cost, count in things),
        )

    def _measure_text(self, part: bytes) -> None:
        """How many characters there are, and how many bytes each takes: as many as the widest."""
        if part.isascii():
            self._characters += len(part)
        else:
            self._characters += len(part.translate(None, _CONTINUATION))
            is_wide = self._width == 4 or any(first in part for first in _WIDE)
            self._width = 4 if is_wide else 2
        if self._escaped_width < 4:
            seam = self._last + part  # an escape may stand where two parts meet
            if b"\\u" in seam:
                is_wide = any(
                    start in seam and any(escape in seam for escape in escapes)
                    for start, escapes in _WIDE_ESCAPES.items()
                )
                self._escaped_width = 4 if is_wide else 2
        self._last = part[-3:]

    def _count(self, part: bytes) -> None:
        self._strings += (part.count(b'"') + 1) // 2
        self._lists += part.count(b"[")
        self._objects += part.count(b"{")
        self._commas += part.count(b",")
        self._pairs += part.count(b":")
        self._escapes += part.count(b"\\")

    def _count_outside_strings(self, part: bytes) -> None:
        data = self._carried + part
        is_cut = (len(data) - len(data.rstrip(b"\\"))) % 2  # between the two halves of an escape
        self._carried, data = (data[-1:], data[:-1]) if is_cut else (b"", data)
        if b"\\" in data:
            self._escapes += data.count(b"\\")
            data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
            self._escaped_characters += data.count(b"\\u")
        pieces = data.translate(None, _NOT_COUNTED_NOR_ESCAPES).split(b'"')
        self._count(b"".join(pieces[self._is_in_string :: 2]))
        self._strings += len(pieces) // 2
        self._is_in_string ^= len(pieces) % 2 == 0
