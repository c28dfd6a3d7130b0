"""Reads an answer as dynamic content: what the platform would show of it, and what is wrong.

A builder wants to hear of everything that is wrong, each with its place, and not of the first thing
alone. So nothing is raised: what cannot be shown is left out, and said. Where hosts may differ in
what they take, the habits decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from attrs import define, evolve, field, frozen

from ..areas.dynamic_content import MAX_PARTS
from .field_kinds import misfit
from .outcome import AnswerFault
from .wording import about_content, about_version, at, describe, guess, one_of, quote, shorten

_VERSION: Final = "v1"
_NOTHING: Final = "nothing is shown"
#: How many faults are told one by one.
_MOST_FAULTS: Final = 100


class FlowNames(Protocol):
    """What content may name of a flow."""

    def has_tag(self, name: str) -> bool:
        """Whether the flow has a tag of that name."""

    def field_type(self, name: str) -> str | None:
        """The `var_type` of the user field of that name; None without one."""

    def has_step(self, name: str) -> bool:
        """Whether a step, node or sub flow is named or identified like that."""

    def about_missing_step(self, name: str) -> str:
        """Why there is no such step, and what somebody may have meant."""

    def tags(self) -> list[str]:
        """The names of all tags."""

    def fields(self) -> list[str]:
        """The names of all user fields."""


@frozen
class Content:
    """What the platform takes of an answer."""

    messages: tuple[dict[str, Any], ...] = ()
    actions: tuple[dict[str, Any], ...] = ()
    quick_replies: tuple[dict[str, Any], ...] = ()
    goto: str | None = None


@frozen
class Reading:
    """The content of an answer, and what is wrong with it."""

    content: Content
    faults: tuple[AnswerFault, ...]


def read_content(payload: object, names: FlowNames, habits: Mapping[str, str]) -> Reading:
    """Read the JSON of an answer as dynamic content."""
    reader = _Reader(names, habits)
    content = reader.read(payload)
    refused = reader.refusing_habit()
    if refused is None:
        return Reading(content, tuple(reader.told()))
    shows = f"{_NOTHING} of the answer, where one thing that is wrong has it refused"
    faults = (it if it.is_warning else evolve(it, shows=shows) for it in reader.told())
    return Reading(Content(), tuple(faults))


class _Wrong(Exception):
    """A value does not fit: what kind of fault that is, and what to answer instead."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(kind, what)
        self.kind = kind
        self.what = what


#: Checks a value that is at a place, and returns what is kept of it. Raises `_Wrong`.
_Check = Callable[["_Reader", Any, str], Any]


@frozen
class _Shape:
    """What a part consists of."""

    noun: str
    required: Mapping[str, _Check]
    optional: Mapping[str, _Check] = field(factory=dict)
    #: The optional keys without which the part does something else than was meant.
    vital: frozenset[str] = frozenset()
    #: Key -> why it is not here, for what people expect to work.
    misplaced: Mapping[str, str] = field(factory=dict)


@define(eq=False)
class _Reader:
    names: FlowNames
    habits: Mapping[str, str]
    faults: list[AnswerFault] = field(factory=list)
    #: The habits that say what becomes of an answer with the faults that were found.
    _concerned: set[str] = field(factory=set)
    #: How many faults are not told, since there are too many.
    _untold: int = 0
    _is_more_wrong: bool = False

    def refusing_habit(self) -> str | None:
        """The habit by which the whole answer is refused; None when what is good of it is taken."""
        return next((it for it in self._concerned if self.habits[it] == "all refused"), None)

    def read(self, payload: object) -> Content:
        if not isinstance(payload, dict):
            self._lose("body", "not an object", f"must be a JSON object, not {describe(payload)}")
            return Content()
        if payload.get("version") != _VERSION:
            self._lose("version", "wrong version", about_version(payload))
            return Content()
        self._warn_of_others(payload, ("version", "content"), "", "the answer")
        content = payload.get("content")
        if not isinstance(content, dict):
            self._lose("content", "no content", about_content(payload))
            return Content()
        self._warn_of_others(content, (*MAX_PARTS, "goto"), "content", "content")
        return self._content(content)

    def _content(self, content: dict[str, Any]) -> Content:
        messages = self._list(content, "messages", _message)
        actions = self._list(content, "actions", _action)
        quick_replies = self._list(content, "quick_replies", _quick_reply)
        if quick_replies and not messages:
            what = "quick replies stand below a message; answer one, too"
            self.add("content.quick_replies", "no message", what, "no quick reply is shown")
            quick_replies = ()
        return Content(messages, actions, quick_replies, self._goto(content))

    def _list(
        self, content: dict[str, Any], name: str, read: Callable[[_Reader, Any, str], Any]
    ) -> tuple[dict[str, Any], ...]:
        """The parts of a list of content that are good, up to the most that it may have."""
        path, cap = f"content.{name}", MAX_PARTS[name]
        parts = content.get(name)
        if parts is None:
            return ()
        if not isinstance(parts, list):
            noun = name.replace("_", " ")
            self.add(
                path,
                "wrong type",
                f"must be a list, not {describe(parts)}",
                f"no {noun} are taken",
            )
            return ()
        if len(parts) > cap:
            what = f"has {len(parts)}, and content may have {cap}"
            shows = f"the last {len(parts) - cap} are left out"
            self.add(path, f"too many {name.replace('_', ' ')}", what, shows, habit="extra_parts")
        read_parts = [read(self, part, f"{path}[{n}]") for n, part in enumerate(parts[:cap])]
        return tuple(part for part in read_parts if part is not None)

    def _goto(self, content: dict[str, Any]) -> str | None:
        goto = content.get("goto")
        if goto in (None, ""):
            return None
        shows = "the flow does not go on"
        if not isinstance(goto, str):
            what = f"must be the name of a step, a node_ns or a sub_flow_ns, not {describe(goto)}"
            self.add("content.goto", "wrong type", what, shows)
        elif not self.names.has_step(goto):
            what = self.names.about_missing_step(goto)
            self.add("content.goto", "unknown step", what, shows)
        else:
            return goto
        return None

    def part(
        self, part: Any, path: str, shapes: Mapping[str, _Shape], noun: str, key: str = "type"
    ) -> dict[str, Any] | None:
        """A part by its kind; None when it cannot be shown."""
        if not isinstance(part, dict):
            what = f"must be an object, not {describe(part)}"
            self.add(path, "wrong type", what, f"the {noun} is left out")
            return None
        kind = part.get(key)
        shape = shapes.get(kind) if isinstance(kind, str) else None
        if shape is None:
            what = f"must be {one_of(shapes)}, not {quote(kind)}{self.guess(kind, shapes)}"
            self.add(f"{path}.{key}", f"unknown {key}", what, f"the {noun} is left out")
            return None
        return self.shaped(part, path, shape, {key: kind})

    def shaped(
        self, part: dict[str, Any], path: str, shape: _Shape, kept: dict[str, Any]
    ) -> dict[str, Any] | None:
        """A part of a shape; None when it cannot be shown. `kept` is what is known of it."""
        is_whole = True
        for name, check in {**shape.required, **shape.optional}.items():
            is_required = name in shape.required or name in shape.vital
            value = part.get(name)
            if value is None:
                if name in shape.required:
                    what = f"a {shape.noun} must have {name}"
                    self.add(path, f"no {name}", what, f"the {shape.noun} is left out")
                    is_whole = False
                continue
            try:
                kept[name] = check(self, value, f"{path}.{name}")
            except _Wrong as wrong:
                shows = f"the {shape.noun} is left out" if is_required else f"{name} is left out"
                self.add(f"{path}.{name}", wrong.kind, wrong.what, shows)
                is_whole = is_whole and not is_required
        for name in shape.misplaced.keys() & part.keys():
            what = shape.misplaced[name]
            self.add(f"{path}.{name}", "misplaced", what, f"{name} are left out")
        known = (*kept, *shape.required, *shape.optional, *shape.misplaced)
        self._warn_of_others(part, known, path, f"a {shape.noun}")
        return kept if is_whole else None

    def add(self, where: str, kind: str, what: str, shows: str, *, habit: str = "bad_part") -> None:
        """Say that something is wrong; the habit decides what that costs."""
        self._concerned.add(habit)
        self._tell(AnswerFault(kind, where, what, shows))

    def warn(self, where: str, kind: str, what: str, shows: str) -> None:
        """Say something that costs nothing."""
        self._tell(AnswerFault(kind, where, what, shows, is_warning=True))

    def told(self) -> list[AnswerFault]:
        """What is wrong, and how much more there is."""
        if not self._untold:
            return self.faults
        what = f"{self._untold:,} more are wrong or unknown"
        is_harmless = not self._is_more_wrong
        more = AnswerFault("more", "content", what, "they are not listed", is_warning=is_harmless)
        return [*self.faults, more]

    def _tell(self, fault: AnswerFault) -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(fault)
        else:
            self._untold += 1
            self._is_more_wrong = self._is_more_wrong or not fault.is_warning

    def guess(self, word: object, known: Iterable[str]) -> str:
        """What somebody may have meant, as long as anybody listens."""
        return guess(word, known) if len(self.faults) < _MOST_FAULTS else ""

    def _lose(self, where: str, kind: str, what: str) -> None:
        self.faults.append(AnswerFault(kind, where, what, _NOTHING))

    def _warn_of_others(
        self, part: dict[str, Any], known: Iterable[str], path: str, whole: str
    ) -> None:
        """Say which keys the platform takes no notice of."""
        known = tuple(known)
        for name in part:
            if name not in known:
                where = f"{path}.{shorten(name)}" if path else shorten(name)
                what = f"{whole} has no {quote(name)}{self.guess(name, known)}"
                self.warn(where, "unknown key", what, "it is ignored")


# --- values -----------------------------------------------------------------------------------


def _text(_: _Reader, value: Any, __: str) -> str:
    if not isinstance(value, str):
        raise _Wrong("wrong type", f"must be text, not {describe(value)}")
    if not value.strip():
        raise _Wrong("empty text", "must not be empty")
    return value


def _url(reader: _Reader, value: Any, path: str) -> str:
    text = _text(reader, value, path)
    scheme, host = _scheme_and_host(text)
    if scheme not in ("http", "https") or not host:
        raise _Wrong("not a URL", f"must be an address as in https://shop.example/, not {at(text)}")
    return text


def _callback_url(reader: _Reader, value: Any, path: str) -> str:
    text = _url(reader, value, path)
    if _scheme_and_host(text)[0] != "https":
        what = f"must begin with https://, since the platform calls nothing else; got {at(text)}"
        raise _Wrong("callback not https", what)
    return text


def _phone(reader: _Reader, value: Any, path: str) -> str:
    text = _text(reader, value, path)
    if not any(character.isdecimal() for character in text):
        raise _Wrong("not a phone number", f"must have digits, and {quote(text)} has none")
    return text


def _choice(*choices: str) -> _Check:
    def check(_: _Reader, value: Any, __: str) -> Any:
        if value not in choices:
            raise _Wrong("unknown value", f"must be {one_of(choices)}, not {quote(value)}")
        return value

    return check


def _headers(_: _Reader, value: Any, __: str) -> dict[str, str]:
    if value == []:  # what PHP makes of an empty object
        return {}
    if not isinstance(value, dict) or not all(isinstance(it, str) for it in value.values()):
        raise _Wrong("wrong type", "must be an object of texts: {'X-Secret': '...'}")
    for name, text in value.items():
        if not name.isascii() or not name or any(it in name for it in " :\r\n"):
            raise _Wrong("bad header", f"{quote(name)} cannot be the name of a header")
        if not text.isascii() or not text.isprintable():
            raise _Wrong("bad header", f"the value of {quote(name)} must be printable ASCII")
    return value


def _payload(_: _Reader, value: Any, __: str) -> Any:
    if not isinstance(value, dict | list):
        raise _Wrong("wrong type", f"must be an object, not {describe(value)}")
    return value


def _target(reader: _Reader, value: Any, path: str) -> str:
    text = _text(reader, value, path)
    if not reader.names.has_step(text):
        raise _Wrong("unknown step", reader.names.about_missing_step(text))
    return text


def _method(_: _Reader, value: Any, __: str) -> str:
    if not isinstance(value, str) or value.lower() != "post":
        raise _Wrong("wrong method", f"must be 'post', not {quote(value)}")
    return "post"


def _tag(reader: _Reader, value: Any, path: str) -> str:
    text = _text(reader, value, path)
    if not reader.names.has_tag(text):
        hint = reader.guess(text, reader.names.tags())
        raise _Wrong("unknown tag", f"the flow has no tag {quote(text)}, and none is created{hint}")
    return text


def _field(reader: _Reader, value: Any, path: str) -> str:
    text = _text(reader, value, path)
    if reader.names.field_type(text) is None:
        hint = reader.guess(text, reader.names.fields())
        raise _Wrong("unknown field", f"the flow has no user field {quote(text)}{hint}")
    return text


def _any(_: _Reader, value: Any, __: str) -> Any:
    return value


def _parts(read: Callable[[_Reader, Any, str], Any]) -> _Check:
    def check(reader: _Reader, value: Any, path: str) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            raise _Wrong("wrong type", f"must be a list, not {describe(value)}")
        parts = (read(reader, part, f"{path}[{n}]") for n, part in enumerate(value))
        return [part for part in parts if part is not None]

    return check


def _elements(reader: _Reader, value: Any, path: str) -> list[dict[str, Any]]:
    cards: list[dict[str, Any]] = _parts(_card)(reader, value, path)
    if not cards:
        raise _Wrong("no cards", "has no card that can be shown; answer at least one with a title")
    return cards


def _scheme_and_host(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return parts.scheme.lower(), parts.hostname or ""
    except ValueError:
        return "", ""


# --- parts ------------------------------------------------------------------------------------


def _message(reader: _Reader, part: Any, path: str) -> dict[str, Any] | None:
    return reader.part(part, path, _MESSAGES, "message")


def _card(reader: _Reader, part: Any, path: str) -> dict[str, Any] | None:
    if not isinstance(part, dict):
        what = f"must be an object, not {describe(part)}"
        reader.add(path, "wrong type", what, "the card is left out")
        return None
    return reader.shaped(part, path, _CARD, {})


def _button(reader: _Reader, part: Any, path: str) -> dict[str, Any] | None:
    return _with_method(reader, reader.part(part, path, _BUTTONS, "button"), path, "button")


def _quick_reply(reader: _Reader, part: Any, path: str) -> dict[str, Any] | None:
    takes_urls = reader.habits["url_quick_replies"] == "taken"
    is_url = isinstance(part, dict) and part.get("type") == "url"
    shapes = _QUICK_REPLIES if is_url and takes_urls else _DOCUMENTED_QUICK_REPLIES
    read = _with_method(reader, reader.part(part, path, shapes, "quick reply"), path, "quick reply")
    if read is not None and is_url:
        what = "the page on content has no url among quick replies, so that a host may refuse it"
        reader.warn(f"{path}.type", "doubtful type", what, "it is shown here")
    return read


def _with_method(
    reader: _Reader, part: dict[str, Any] | None, path: str, noun: str
) -> dict[str, Any] | None:
    """A callback with its method, which many leave out, where hosts take that."""
    if part is None or part["type"] != "dynamic_block_callback" or "method" in part:
        return part
    what = "a callback should have method 'post'; a host may refuse one without it"
    if reader.habits["callback_without_method"] == "refused":
        reader.add(path, "no method", what, f"the {noun} is left out")
        return None
    reader.warn(path, "no method", what, "it is a post here")
    return {**part, "method": "post"}


def _action(reader: _Reader, part: Any, path: str) -> dict[str, Any] | None:
    before = len(reader.faults)
    concerned = set(reader._concerned)
    action = reader.part(part, path, _ACTIONS, "action", "action")
    if action is not None and "value" in action:
        action = _with_fitting_value(reader, action, path)
    if any(not fault.is_warning for fault in reader.faults[before:]):
        reader._concerned = concerned | {"bad_action"}
    return action


def _with_fitting_value(
    reader: _Reader, action: dict[str, Any], path: str
) -> dict[str, Any] | None:
    """An action whose value fits its field; None for one that does not."""
    var_type = reader.names.field_type(action["field_name"]) or "text"
    wrong = misfit(action["value"], var_type)
    is_kept = action["value"] == "" and reader.habits["empty_user_value"] == "kept"
    if wrong is None or is_kept:
        return action
    what = f"{action['field_name']!r} is a {var_type} field: {wrong.what}"
    is_taken = wrong.is_number_as_text and reader.habits["number_as_text"] == "taken"
    if wrong.is_harmless or is_taken:
        reader.warn(f"{path}.value", "wrong value", what, "it is taken here")
        return action
    reader.add(f"{path}.value", "wrong value", what, "the field is not set")
    return None


_LABELLED: Final[Mapping[str, _Check]] = {"caption": _text}
_WITH_ACTIONS: Final[Mapping[str, _Check]] = {"actions": _parts(_action)}
_NO_ACTIONS: Final = {"actions": "only url and node buttons have actions; answer them in content"}
_NODE_BUTTON: Final = _Shape("node button", {**_LABELLED, "target": _target}, _WITH_ACTIONS)
_CALLBACK: Final = _Shape(
    "callback button",
    {**_LABELLED, "url": _callback_url},
    {"method": _method, "headers": _headers, "payload": _payload},
    vital=frozenset({"method", "headers", "payload"}),
    misplaced=_NO_ACTIONS,
)
_URL_BUTTON: Final = _Shape(
    "url button",
    {**_LABELLED, "url": _url},
    {"webview_size": _choice("full", "medium", "compact"), **_WITH_ACTIONS},
)
_BUTTONS: Final[Mapping[str, _Shape]] = {
    "url": _URL_BUTTON,
    "call": _Shape("call button", {**_LABELLED, "phone": _phone}, misplaced=_NO_ACTIONS),
    "node": _NODE_BUTTON,
    "dynamic_block_callback": _CALLBACK,
}
_DOCUMENTED_QUICK_REPLIES: Final[Mapping[str, _Shape]] = {
    "node": _NODE_BUTTON,
    "dynamic_block_callback": _CALLBACK,
}
_QUICK_REPLIES: Final[Mapping[str, _Shape]] = {**_DOCUMENTED_QUICK_REPLIES, "url": _URL_BUTTON}
_WITH_BUTTONS: Final[Mapping[str, _Check]] = {"buttons": _parts(_button)}
_MESSAGES: Final[Mapping[str, _Shape]] = {
    "text": _Shape("text message", {"text": _text}, _WITH_BUTTONS),
    "image": _Shape("image", {"url": _url}, _WITH_BUTTONS),
    "video": _Shape("video", {"url": _url}, _WITH_BUTTONS),
    "audio": _Shape("audio recording", {"url": _url}, _WITH_BUTTONS),
    "file": _Shape(
        "file", {"url": _url}, misplaced={"buttons": "a file has no buttons; put them below a text"}
    ),
    "cards": _Shape(
        "row of cards",
        {"elements": _elements},
        {"image_aspect_ratio": _choice("horizontal", "square")},
        misplaced={"buttons": "buttons stand on each card, not on the row of cards"},
    ),
}
_CARD: Final = _Shape(
    "card",
    {"title": _text},
    {"subtitle": _text, "image_url": _url, "action_url": _url, **_WITH_BUTTONS},
)
_ACTIONS: Final[Mapping[str, _Shape]] = {
    "add_tag": _Shape("tag action", {"tag_name": _tag}),
    "remove_tag": _Shape("tag action", {"tag_name": _tag}),
    "set_field_value": _Shape("field action", {"field_name": _field, "value": _any}),
    "unset_field_value": _Shape("field action", {"field_name": _field}),
}
