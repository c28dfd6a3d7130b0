"""What the sandbox answers: the envelopes of the platform, and its errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve, field, frozen

JSON: Final = "application/json"

#: Field -> what is wrong with it, as in a 422.
Errors = dict[str, list[str]]


@frozen
class Answer:
    """An HTTP answer."""

    status: int
    content: bytes
    content_type: str = JSON
    headers: Mapping[str, str] = field(factory=dict)
    #: The one record that it has; None for lists, actions and refusals.
    record: Mapping[str, Any] | None = None
    #: Whether it says ok, and nothing that was asked for.
    is_action: bool = False


def answer(payload: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Any JSON as an answer."""
    return Answer(status, json.dumps(payload).encode(), headers=headers or {})


def ok(**more: Any) -> Answer:
    """The envelope of an action that was carried out."""
    return evolve(answer({"status": "ok", **more}), is_action="data" not in more)


def one(record: Mapping[str, Any], *, form: str = "data") -> Answer:
    """One record: bare, in `data`, or in a list of one there, which depends on the area."""
    payloads: dict[str, Any] = {
        "bare": record,
        "data": {"status": "ok", "data": record},
        "list": {"data": [record]},
        "ok list": {"status": "ok", "data": [record]},
    }
    return evolve(answer(payloads[form]), record=record)


class Refusal(Exception):
    """A request is answered with an error; what it wrote is rolled back, unless it is kept."""

    #: Whether what was written before stays.
    keeps_writes: bool = False

    def __init__(
        self, status: int, payload: Mapping[str, Any], headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, payload)
        self.status = status
        self.payload = payload
        self.headers: Mapping[str, str] = headers or {}


class Failed(Refusal):
    """The request is not served at all: no such route, a wrong key, a spent quota."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, {"message": message}, headers)


class Nobody(Failed):
    """A read asks for a person who does not exist."""

    def __init__(self, message: str) -> None:
        super().__init__(404, message)


class Missing(Failed):
    """A read, or a path, asks for a resource that does not exist."""

    def __init__(self, message: str) -> None:
        super().__init__(404, message)


class Rejected(Refusal):
    """The request is well-formed, but the platform refuses it."""

    def __init__(self, message: str) -> None:
        super().__init__(200, {"status": "error", "message": message})


class Unknown(Rejected):
    """What a body names does not exist: a person, a tag, a template."""


class Gone(Unknown):
    """What is to be deleted does not exist."""


class Invalid(Refusal):
    """The request does not fit the contract; what is wrong, field by field."""

    def __init__(self, errors: Errors) -> None:
        first = next(iter(errors.values()))[0]
        super().__init__(422, {"message": first, "errors": errors})
