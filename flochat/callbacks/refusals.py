"""Why a call is not answered with content; each error has the answer ready.

    CallbackError
    ├── CallbackRefused             401  the secret is missing or wrong, or there are two
    ├── CallbackNotFound            404  nobody handles this path
    ├── CallbackMethodNotAllowed    405  it is not a POST
    ├── CallbackLengthRequired      411  nobody says where the body ends
    ├── CallbackTooLarge            413  the body is larger than `max_body`
    ├── CallbackUnsupported         415  the body is neither JSON nor a form
    ├── CallbackUnreadable          400  the body is not what its type says
    └── CallbackBusy                503  late handlers have every thread, or a first call hangs

All of them can be pickled, and none holds anything of the call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from ..errors import FlochatError
from .answers import CallbackAnswer, message_answer

#: What the platform is told when a handler fails; the reason is in the log alone.
FAILED: Final = message_answer(500, "the service failed", {})


class CallbackError(FlochatError):
    """Base of the refusals: the call is not answered with content.

    `status` is the HTTP status, and `answer` the whole answer to give, which says why in a sentence
    and repeats nothing of the call.

        try:
            request = callbacks.read(headers, body)
        except CallbackError as error:
            return error.answer.status, error.answer.headers, error.answer.body
    """

    status: int = 400
    _headers: ClassVar[Mapping[str, str]] = {}

    @property
    def answer(self) -> CallbackAnswer:
        """The answer to give."""
        return message_answer(self.status, str(self), self._headers)


class CallbackRefused(CallbackError):
    """401: the secret, signature or token is missing or wrong, or there are two different ones."""

    status = 401
    _headers: ClassVar[Mapping[str, str]] = {"WWW-Authenticate": 'Secret realm="callbacks"'}


class CallbackNotFound(CallbackError):
    """404: nobody handles this path."""

    status = 404


class CallbackMethodNotAllowed(CallbackError):
    """405: the call is not a POST."""

    status = 405
    _headers: ClassVar[Mapping[str, str]] = {"Allow": "POST"}


class CallbackLengthRequired(CallbackError):
    """411: a chunked body, and the server does not tell where it ends."""

    status = 411


class CallbackTooLarge(CallbackError):
    """413: the body is larger than `max_body`; the rest of it was not read."""

    status = 413


class CallbackUnsupported(CallbackError):
    """415: the body is neither JSON nor a form, or it is compressed."""

    status = 415
    _headers: ClassVar[Mapping[str, str]] = {"Accept": "application/json"}


class CallbackUnreadable(CallbackError):
    """400: the body is not what its type says: no JSON, no object, cut off."""

    status = 400


class CallbackBusy(CallbackError):
    """503: late handlers have every thread, or the same call is still under way.

    Nothing was begun.
    """

    status = 503
    _headers: ClassVar[Mapping[str, str]] = {"Retry-After": "10"}
