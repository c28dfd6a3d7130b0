"""YAML as OpenAPI allows it: only what JSON can express, with the scalars of YAML 1.2.

PyYAML's own loader reads YAML 1.1, where `no` is false, 12:30 is 750 and a date is not a text; so
only its parser is used. Limits are checked while the events arrive, before anything large is built.
"""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import yaml

from .errors import ContractError
from .positions import Mark, Marks

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
_SCALAR: Final = yaml.ScalarEvent
_END_OF_MAPPING: Final = yaml.MappingEndEvent
_FIRST_OF_NUMBERS: Final = frozenset("+-.0123456789")


def load(text: str, *, max_nesting: int, max_size: int) -> tuple[Any, Mark]:
    """The value of a YAML text, with its keys as they are written, and where its nodes start.

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


#: A value, and where what is inside it starts.
_Node = tuple[Any, Marks | None]


class _Reader:
    def __init__(self, text: str, max_nesting: int, max_size: int) -> None:
        # The parser in C is ten times as fast and not in every build of PyYAML.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        self._next: Callable[[], Any] = loader.get_event
        self._max_nesting = max_nesting
        self._max_size = max_size
        self._size = 0
        self._anchored: dict[str, tuple[_Node, int]] = {}  # values with their sizes

    def document(self) -> tuple[Any, Mark]:
        self._expect(yaml.StreamStartEvent)
        self._expect(yaml.DocumentStartEvent)
        event = self._next()
        value, inside = self._value(event, 1)
        self._expect(yaml.DocumentEndEvent)
        self._expect(yaml.StreamEndEvent)
        return value, (_start(event), inside)

    def _expect(self, expected: type[yaml.Event]) -> None:
        if not isinstance(self._next(), expected):
            raise _refusal("not exactly one YAML document", "give one document")

    def _value(self, event: Any, depth: int) -> _Node:
        if depth > self._max_nesting:
            raise _too_deep(self._max_nesting)
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(str(event.anchor))
        size = self._size
        node = self._node(event, depth)
        if event.anchor is not None:
            self._anchored[event.anchor] = node, self._size - size
        return node

    def _node(self, event: Any, depth: int) -> _Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event), None
        self._grow(_VALUE_SIZE)
        if isinstance(event, yaml.SequenceStartEvent):
            _check_tag(event, "seq")
            return self._sequence(depth)
        _check_tag(event, "map")
        return self._mapping(depth)

    def _scalar(self, event: Any) -> Any:
        if event.tag is not None:
            _check_tag(event, "str")
        text: str = event.value
        self._size += _VALUE_SIZE + len(text)
        return _meaning(text) if event.implicit[0] else text

    def _sequence(self, depth: int) -> _Node:
        elements: list[Any] = []
        marks: Marks = {}
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            element, inside = self._value(event, depth + 1)
            marks[str(len(elements))] = _start(event), inside
            elements.append(element)
            self._grow(0)
        return elements, marks

    def _mapping(self, depth: int) -> _Node:
        mapping: dict[str, Any] = {}
        marks: Marks = {}
        following, is_deepest = self._next, depth == self._max_nesting
        while type(event := following()) is not _END_OF_MAPPING:
            key = _key(event)
            if key in mapping:
                raise _refusal(f"a YAML mapping with the key {key!r} twice", _CORRECT)
            value, inside = following(), None
            # Most are scalars, by the hundred thousand in a large document: they need no call.
            is_plain = type(value) is _SCALAR and value.tag is None and value.anchor is None
            if is_plain and not is_deepest:
                text = value.value
                self._size += _VALUE_SIZE + len(text)
                mapping[key] = _meaning(text) if value.implicit[0] else text
            else:
                mapping[key], inside = self._value(value, depth + 1)
            mark = event.start_mark
            marks[key] = (mark.line + 1, mark.column + 1), inside
            self._grow(len(key))
        return mapping, marks

    def _aliased(self, name: str) -> _Node:
        if name not in self._anchored:
            raise _refusal(
                f"the YAML alias *{name} before what it stands for is complete", _CORRECT
            )
        (value, inside), size = self._anchored[name]
        self._grow(size)
        return copy.deepcopy(value), inside

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > self._max_size:
            raise _refusal(f"YAML that expands to over {self._max_size:,} characters", _LOOK)


def _start(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _check_tag(event: Any, kind: str) -> None:
    if event.tag is not None and event.tag != f"tag:yaml.org,2002:{kind}":
        raise _refusal(f"the YAML tag {event.tag}", "write the document without tags")


def _key(event: Any) -> str:
    if type(event) is not _SCALAR:
        raise _refusal("a YAML key that is not a scalar", "write keys as text")
    if event.tag is not None:
        _check_tag(event, "str")
    key: str = event.value
    if key == "<<" and event.implicit[0]:
        raise _refusal("a YAML merge key", "write out what it merges")
    return key


@lru_cache(maxsize=1_000)
def _meaning(text: str) -> Any:
    """What a plain scalar means."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _FIRST_OF_NUMBERS:
        return text
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
