"""YAML as OpenAPI has it: what JSON can say too, with the scalars of YAML 1.2.

PyYAML's own loader speaks YAML 1.1, where `no` is false, 12:30 is 750 and a date is no text; so
only its parser is used. Limits are kept while the events come in, before anything large is made.
"""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import yaml

from .errors import ContractError

_VALUE_SIZE: Final = 16
_MEND: Final = "have the document mended at its source"
_LOOK: Final = "look at what the source serves"


def load(text: str, *, max_nesting: int, max_size: int) -> Any:
    """The value of a YAML text, with its keys as they are written.

    `max_size` bounds what text and aliases unfold to, in characters, a value counting as 16 besides
    its text. Raises ContractError for malformed text, for what JSON could not say and for what goes
    beyond the limits.
    """
    try:
        return _Reader(text, max_nesting, max_size).document()
    except yaml.YAMLError as error:
        raise _refusal(
            f"malformed YAML ({error})", "pull again; if it stays, the source is broken"
        ) from None


class _Reader:
    def __init__(self, text: str, max_nesting: int, max_size: int) -> None:
        # The parser in C is ten times as fast and not in every build of PyYAML.
        self._events: Iterator[Any] = yaml.parse(
            text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
        self._max_nesting = max_nesting
        self._max_size = max_size
        self._size = 0
        self._anchored: dict[str, tuple[Any, int]] = {}  # values with their sizes

    def document(self) -> Any:
        self._pass(yaml.StreamStartEvent)
        self._pass(yaml.DocumentStartEvent)
        value = self._value(next(self._events), 1)
        self._pass(yaml.DocumentEndEvent)
        self._pass(yaml.StreamEndEvent)
        return value

    def _pass(self, expected: type[yaml.Event]) -> None:
        if not isinstance(next(self._events), expected):
            raise _refusal("not exactly one YAML document", "give one document")

    def _until(self, end: type[yaml.Event]) -> Iterator[Any]:
        while not isinstance(event := next(self._events), end):
            yield event

    def _value(self, event: Any, depth: int) -> Any:
        if depth > self._max_nesting:
            raise _refusal(f"YAML nested deeper than {self._max_nesting} levels", _LOOK)
        if isinstance(event, yaml.AliasEvent):
            return self._unfolded(str(event.anchor))
        size = self._size
        value = self._node(event, depth)
        if event.anchor is not None:
            self._anchored[event.anchor] = value, self._size - size
        return value

    def _node(self, event: Any, depth: int) -> Any:
        self._grow(_VALUE_SIZE)
        if isinstance(event, yaml.ScalarEvent):
            _check_tag(event, "str")
            self._grow(len(event.value))
            return _scalar(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            _check_tag(event, "seq")
            return [
                self._value(element, depth + 1) for element in self._until(yaml.SequenceEndEvent)
            ]
        _check_tag(event, "map")
        return self._mapping(depth)

    def _mapping(self, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = _key(event)
            if key in mapping:
                raise _refusal(f"a YAML mapping with the key {key!r} twice", _MEND)
            self._grow(len(key))
            mapping[key] = self._value(next(self._events), depth + 1)
        return mapping

    def _unfolded(self, name: str) -> Any:
        if name not in self._anchored:
            raise _refusal(f"the YAML alias *{name} before what it stands for is complete", _MEND)
        value, size = self._anchored[name]
        self._grow(size)
        return copy.deepcopy(value)

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > self._max_size:
            raise _refusal(f"YAML that unfolds to over {self._max_size:,} characters", _LOOK)


def _check_tag(event: Any, kind: str) -> None:
    if event.tag not in (None, f"tag:yaml.org,2002:{kind}"):
        raise _refusal(f"the YAML tag {event.tag}", "write the document without tags")


def _key(event: Any) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _refusal("a YAML key that is no scalar", "write keys as text")
    _check_tag(event, "str")
    key: str = event.value
    if key == "<<" and event.implicit[0]:
        raise _refusal("a YAML merge key", "write out what it merges")
    return key


def _scalar(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    return next((convert(text) for form, convert in _NUMBERS if form.fullmatch(text)), text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _refusal(f"the number {text}, which JSON cannot hold", _MEND)
    return number


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _refusal("a number of thousands of digits", _LOOK) from None


def _refusal(found: str, todo: str) -> ContractError:
    return ContractError("read", found, todo)


# The core schema of YAML 1.2: what a plain scalar means, text when it fits nothing here.
_WORDS: Final = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBERS: Final[tuple[tuple[re.Pattern[str], Callable[[str], float]], ...]] = (
    (re.compile(r"[-+]?[0-9]+"), _whole),
    (re.compile(r"0o[0-7]+"), lambda text: int(text, 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), _finite),
    (
        re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"),
        lambda text: _finite(text.replace(".", "")),
    ),
)
