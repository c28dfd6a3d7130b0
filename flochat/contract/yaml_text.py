"""YAML as OpenAPI allows it: only what JSON can express, with the scalars of YAML 1.2.

PyYAML's own loader reads YAML 1.1, where `no` is false, 12:30 is 750 and a date is not a text; so
only its parser is used. Limits are checked while the events arrive, before anything large is built.
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
#: What PyYAML 6.0.4 and newer say of what is nested more deeply than they read.
_TOO_DEEP: Final = "maximum nesting depth"
_CORRECT: Final = "have it corrected at its source, or give a corrected copy of it as source"
_LOOK: Final = "look at what the source serves"
_PULL_AGAIN: Final = "pull again; if that does not help, the source is broken"

# The core schema of YAML 1.2: what a plain scalar means, text when it fits nothing here.
_WORDS: Final = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def load(text: str, *, max_nesting: int, max_size: int) -> Any:
    """The value of a YAML text, with its keys as they are written.

    `max_size` limits what text and aliases expand to, in characters; a value counts as 16 besides
    its text. Raises ContractError for malformed text, for what JSON cannot express and for what
    exceeds the limits.
    """
    try:
        return _Reader(text, max_nesting, max_size).document()
    except yaml.YAMLError as error:
        if _TOO_DEEP in str(error):  # the parser reads ahead, and newer ones have a limit, too
            raise _too_deep(max_nesting) from None
        raise _refusal(f"malformed YAML ({error})", _PULL_AGAIN) from None


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
        self._expect(yaml.StreamStartEvent)
        self._expect(yaml.DocumentStartEvent)
        value = self._value(next(self._events), 1)
        self._expect(yaml.DocumentEndEvent)
        self._expect(yaml.StreamEndEvent)
        return value

    def _expect(self, expected: type[yaml.Event]) -> None:
        if not isinstance(next(self._events), expected):
            raise _refusal("not exactly one YAML document", "give one document")

    def _until(self, end: type[yaml.Event]) -> Iterator[Any]:
        while not isinstance(event := next(self._events), end):
            yield event

    def _value(self, event: Any, depth: int) -> Any:
        if depth > self._max_nesting:
            raise _too_deep(self._max_nesting)
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(str(event.anchor))
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
                raise _refusal(f"a YAML mapping with the key {key!r} twice", _CORRECT)
            self._grow(len(key))
            mapping[key] = self._value(next(self._events), depth + 1)
        return mapping

    def _aliased(self, name: str) -> Any:
        if name not in self._anchored:
            raise _refusal(
                f"the YAML alias *{name} before what it stands for is complete", _CORRECT
            )
        value, size = self._anchored[name]
        self._grow(size)
        return copy.deepcopy(value)

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > self._max_size:
            raise _refusal(f"YAML that expands to over {self._max_size:,} characters", _LOOK)


def _check_tag(event: Any, kind: str) -> None:
    if event.tag not in (None, f"tag:yaml.org,2002:{kind}"):
        raise _refusal(f"the YAML tag {event.tag}", "write the document without tags")


def _key(event: Any) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _refusal("a YAML key that is not a scalar", "write keys as text")
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
        raise _refusal(f"the number {text}, which JSON cannot hold", _CORRECT)
    return number


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _refusal("a number of thousands of digits", _LOOK) from None


def _too_deep(max_nesting: int) -> ContractError:
    return _refusal(f"YAML nested deeper than {max_nesting} levels", _LOOK)


def _refusal(problem: str, remedy: str) -> ContractError:
    return ContractError("read", problem, remedy)


# The numbers of the same schema.
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
