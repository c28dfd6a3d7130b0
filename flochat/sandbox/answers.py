"""What the sandbox answers: the envelopes of the platform, and its errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

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


def answer(payload: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Any JSON as an answer."""
    return Answer(status, json.dumps(payload).encode(), headers=headers or {})


def ok(**more: Any) -> Answer:
    """The envelope of an action that was carried out."""
    return answer({"status": "ok", **more})


class Refusal(Exception):
    """A request is answered with an error, and what it wrote is rolled back."""

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


class Missing(Failed):
    """A read asks for a resource that does not exist."""

    def __init__(self, message: str) -> None:
        super().__init__(404, message)


class Rejected(Refusal):
    """The request is well-formed, but the platform refuses it: an unknown person, for example."""

    def __init__(self, message: str) -> None:
        super().__init__(200, {"status": "error", "message": message})


class Invalid(Refusal):
    """The request does not fit the contract; what is wrong, field by field."""

    def __init__(self, errors: Errors) -> None:
        first = next(iter(errors.values()))[0]
        super().__init__(422, {"message": first, "errors": errors})
