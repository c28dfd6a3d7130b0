"""What goes back to the platform: a status, headers and a body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from .._plurals import counted
from .._requests.content import Content
from .._requests.content_checks import header_mapping
from .._values.checks import describe_type
from ..errors import InvalidArgumentError

JSON_TYPE: Final = "application/json"
_TEXT_TYPE: Final = "text/plain; charset=utf-8"
_LOWEST_STATUS: Final = 200
_HIGHEST_STATUS: Final = 599
_WITHOUT_BODY: Final = frozenset({204, 205, 304})


class CallbackAnswer(NamedTuple):
    """An answer, to be handed to a web framework: `status, headers, body = answer`.

    `headers` are by name, without Content-Length, which every framework adds; what a handler
    returns without a Content-Type is JSON. The repr shows how
    long the body is and nothing of it: buttons have a secret in their headers.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    def __repr__(self) -> str:
        return f"<CallbackAnswer: {self.status}, {counted(len(self.body), 'byte')}>"


def content_answer(content: Content | None, status: int = 200) -> CallbackAnswer:
    """The answer that a content is; None says that there is nothing to say."""
    if content is None:
        content = Content([])
    if not isinstance(content, Content):
        raise InvalidArgumentError(
            "an answer must be a Content, or None when there is nothing to say, not "
            f"{describe_type(content)}; Content.from_dict() reads JSON"
        )
    _check_status(status)
    if status in _WITHOUT_BODY:
        raise InvalidArgumentError(f"status must be one that has a body, and {status} has none")
    return CallbackAnswer(status, {"Content-Type": JSON_TYPE}, content.to_json().encode())


def checked_answer(answer: CallbackAnswer) -> CallbackAnswer:
    """An answer that somebody put together by hand. Raises `InvalidArgumentError`."""
    _check_status(answer.status)
    if not isinstance(answer.body, bytes):
        raise InvalidArgumentError(
            f"the body of an answer must be bytes, not {describe_type(answer.body)}"
        )
    if answer.body and answer.status in _WITHOUT_BODY:
        raise InvalidArgumentError(f"an answer of {answer.status} must not have a body")
    headers = header_mapping(answer.headers)
    if any(not value.isascii() for value in headers.values()):
        raise InvalidArgumentError("the headers of an answer must be ASCII")
    kept = {name: value for name, value in headers.items() if name.lower() != "content-length"}
    if answer.status not in _WITHOUT_BODY and "content-type" not in map(str.lower, kept):
        kept["Content-Type"] = JSON_TYPE
    return answer._replace(headers=kept)


def _check_status(status: object) -> None:
    if isinstance(status, bool) or not isinstance(status, int):
        raise InvalidArgumentError(f"status must be a whole number, not {status!r}")
    if not _LOWEST_STATUS <= status <= _HIGHEST_STATUS:
        raise InvalidArgumentError(f"status must be an HTTP status, 200 to 599, not {status}")


def text_answer(text: str) -> CallbackAnswer:
    """An answer of plain text, which no browser takes for a page."""
    headers = {"Content-Type": _TEXT_TYPE, "X-Content-Type-Options": "nosniff"}
    return CallbackAnswer(200, headers, text.encode("utf-8", "replace"))


def message_answer(status: int, message: str, headers: Mapping[str, str]) -> CallbackAnswer:
    """An answer that says in a sentence why there is no content."""
    body: dict[str, Any] = {"message": message}
    return CallbackAnswer(status, {"Content-Type": JSON_TYPE, **headers}, json.dumps(body).encode())
