"""From what came back to its JSON: what the platform makes of status, headers and body."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

from .outcome import AnswerFault, ServiceAnswer

JSON: Final = "application/json"
_NOTHING: Final = "nothing is shown"
_START: Final = 80


class NotJson(Exception):
    """A body is not JSON; the text says what it is."""


def about_transport(
    answer: ServiceAnswer, habits: Mapping[str, str], *, has_branches: bool
) -> Iterator[AnswerFault]:
    """What is wrong with the status and the headers of an answer."""
    yield from _about_status(answer, habits, has_branches=has_branches)
    if answer.status // 100 != 2 and habits["error_content"] == "ignored":
        return  # nobody reads what comes with it
    encoding = answer.headers.get("content-encoding", "identity")
    if encoding != "identity":
        what = f"the body comes as {encoding}, which the request did not accept"
        yield AnswerFault("compressed", "header content-encoding", what, _NOTHING)
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if answer.content and not is_json_type(media_type):
        is_refused = habits["call_content_type"] != "any"
        what = f"should be {JSON}, not {media_type or 'left out'}"
        shows = _NOTHING if is_refused else "it is read as JSON here, and may not be elsewhere"
        where = "header content-type"
        yield AnswerFault("wrong content type", where, what, shows, is_warning=not is_refused)


def is_json_type(media_type: str) -> bool:
    """Whether a media type says JSON."""
    return media_type == JSON or media_type.endswith("+json")


def parse(content: bytes) -> Any:
    """The JSON of a body. Raises `NotJson`."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotJson(f"is not UTF-8, at byte {error.start}") from None
    if text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
        raise NotJson("begins with a byte order mark, which JSON has not; leave it out")
    try:
        payload = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise NotJson(f"is not JSON: {error.msg} at {place}{_beginning(text)}") from None
    except RecursionError:
        raise NotJson("is nested too deeply") from None
    except ValueError as error:
        raise NotJson(f"is not JSON: {error}") from None
    try:
        json.dumps(payload, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        raise NotJson(
            "has half of a character pair, \\ud800 to \\udfff, which is no text"
        ) from None
    except ValueError:
        raise NotJson("has a number that is too large, such as 1e999") from None
    return payload


def _about_status(
    answer: ServiceAnswer, habits: Mapping[str, str], *, has_branches: bool
) -> Iterator[AnswerFault]:
    digit = answer.status // 100
    if digit == 2:
        return
    if digit == 3:
        target = "another address" if "location" in answer.headers else "nowhere"
        what = f"{answer.status} leads to {target}; answer at this one"
        yield AnswerFault("redirect", "status", what, "it may not be followed, and is not here")
        return
    is_read = habits["error_content"] == "delivered"
    shows = "what comes with it is shown here" if is_read else _NOTHING
    if has_branches:
        # A builder may want that branch: it is no mistake of its own.
        shows = f"the External Request goes on at its branch for {digit}xx; {shows}"
    what = f"must be 2xx, and is {answer.status}"
    yield AnswerFault("bad status", "status", what, shows, is_warning=has_branches)


def _beginning(text: str) -> str:
    """The start of a text that is no JSON, where it helps: a page of a framework, for example."""
    start = " ".join(text[:_START].split())
    return f" (it begins with {start!r})" if start else ""


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON; answer null or a number")
