"""The error family: everything this package raises on purpose is a `FlochatError`.

    FlochatError
    ├── ConfigurationError            the client was set up wrongly; nothing was sent
    ├── InvalidArgumentError          a call got bad input; nothing was sent (also a ValueError)
    ├── OperationUnavailableError     the contract no longer has this operation; nothing was sent
    ├── APIConnectionError            no answer came
    │   └── APITimeoutError           ... in time
    ├── APIStatusError                the service answered with an error status
    │   ├── BadRequestError 400, AuthenticationError 401, NotFoundError 404,
    │   │   UnprocessableEntityError 422, RateLimitError 429, InternalServerError 5xx
    │   └── PermissionDeniedError 403
    │       └── BlockedError          ... by Cloudflare, in front of the service
    ├── RejectedError                 the service answered 200 and said error in the body
    ├── DecodeError                   the answer could not be read
    ├── SharedQuotaError              the quota shared with other processes cannot be read
    ├── OutcomeUnknownError           a send or creation that may or may not have happened
    ├── PageCapError                  a list has more rows than its page cap lets anybody read
    ├── IncompleteListError           a list gave fewer rows than the service has
    ├── AmbiguousMatchError           more than one record fits what was looked for
    ├── ReadBackError                 values were set, and the service holds others
    ├── BatchError                    a part of a batch failed: what was done, failed, not tried
    ├── TableError                    a file is not a table that can be read
    ├── JournalError                  the journal of a bulk job cannot be used, or not by this job
    └── MirrorError                   the file of a mirror cannot be used, or not by this client

All of them can be pickled, and none holds the API key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ._version import DOCUMENTATION as _DOCUMENTATION

#: How many fields an error lists before it only counts them.
_MAX_LISTED: Final = 5


class FlochatError(Exception):
    """Base of every error that this package raises on purpose.

    `operation` is the call that it is about, as "METHOD /path", and None where it is about none.
    `remedy` says in a sentence or two what can be done about it, where this package knows more than
    the message has already said, and the address of the page that explains it; it is None
    otherwise. Without the address it stands at the end of `str(error)`.

        try:
            client.subscribers.add_tags(ana, ["VIP"])
        except flochat.NotFoundError:
            ...  # there is no such subscriber, or no such tag
        except flochat.APIStatusError as error:
            print(error.operation, error.status_code, error.message, error.body)
        except flochat.FlochatError as error:
            print(error.operation, error)
    """

    operation: str | None = None
    _remedy: str | None = None

    @property
    def remedy(self) -> str | None:
        """What can be done about it, and the page that says more; None where nothing is known."""
        return None if self._remedy is None else f"{self._remedy}{self._see}"

    @remedy.setter
    def remedy(self, remedy: str | None) -> None:
        self._remedy = None if remedy is None else remedy.replace(self._see, "")

    @property
    def _see(self) -> str:
        """Where the page of errors has this class."""
        known = next(it for it in type(self).__mro__ if it.__module__ == __name__)
        return f" See {_DOCUMENTATION}reference/errors.html#{known.__name__.lower()}"

    def __str__(self) -> str:
        message = super().__str__()
        if self._remedy is None or self._remedy.rstrip(".").lower() in message.lower():
            return message
        return f"{message.rstrip(' .')}. {self._remedy}"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(
    kind: type[FlochatError], args: tuple[object, ...], state: dict[str, Any]
) -> FlochatError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ConfigurationError(FlochatError):
    """The client was set up wrongly (no key, a bad address, closed already); nothing was sent.

    `operation` is None.
    """

    _remedy: str | None = None

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        if remedy is not None:
            self.remedy = remedy


class InvalidArgumentError(FlochatError, ValueError):
    """A call was given something it cannot take; nothing was sent.

    `operation` is None: it is found before there is a request.
    """


class OperationUnavailableError(FlochatError):
    """The contract this package was generated from no longer has the operation; nothing was sent.

    `operation` names it, as "METHOD /path".
    """

    operation: str
    _remedy: str | None = "Update flochat, or call the path itself with client.request()."

    def __init__(self, operation: str) -> None:
        super().__init__(f"{operation} is not in the contract this package was generated from")
        self.operation = operation


class APIConnectionError(FlochatError):
    """No answer came: refused, unresolvable, cut. `operation` says which call it was."""

    operation: str

    def __init__(self, message: str, *, operation: str) -> None:
        super().__init__(message)
        self.operation = operation


class APITimeoutError(APIConnectionError):
    """No answer came in time. `operation` says which call it was."""


class APIStatusError(FlochatError):
    """The service answered with an error status.

    `status_code` is the HTTP status, `message` the service's own words, `errors` its complaints
    by field (empty when it gave none), `operation` the call as "METHOD /path", `headers` the
    headers of the answer, names in lower case, and `body` the text that came, no more than its
    first 4,096 bytes and without secrets (empty when nothing was sent).
    """

    operation: str

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        operation: str,
        errors: Mapping[str, Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        body: str = "",
    ) -> None:
        self.message = message
        self.status_code = status_code
        self.operation = operation
        self.errors: dict[str, list[str]] = {k: list(v) for k, v in (errors or {}).items()}
        self.headers: dict[str, str] = dict(headers or {})
        self.body = body
        super().__init__(f"{self._subject()}: {message}{_fields(self.errors)}")

    def _subject(self) -> str:
        return f"{self.operation} answered {self.status_code}"


def _fields(errors: Mapping[str, Sequence[str]]) -> str:
    """The complaints by field, as the tail of a message; the message often repeats the first."""
    message = "; ".join(f"{field}: {' '.join(texts)}" for field, texts in errors.items())
    return f" ({message})" if message else ""


class BadRequestError(APIStatusError):
    """400: the service could not make sense of the request."""


class AuthenticationError(APIStatusError):
    """401: the API key is missing, wrong or revoked."""

    _remedy: str | None = (
        "Check the key: create one in the workspace's settings under API keys, and pass it as "
        "api_key or set FLOCHAT_API_KEY."
    )


class PermissionDeniedError(APIStatusError):
    """403: the API key lacks the scope that this operation needs."""


class BlockedError(PermissionDeniedError):
    """403 from Cloudflare in front of the service: the request never arrived there."""


class NotFoundError(APIStatusError):
    """404: no such thing; or an answer that says so with another status.

    That is a 200 that is empty where a record was asked for and, where one subscriber was, also a
    200, 400 or 422 with the message that there is no such person.
    """


class UnprocessableEntityError(APIStatusError):
    """422: the service refused the input; `errors` says which field and why."""


class RateLimitError(APIStatusError):
    """429: the quota is spent.

    `retry_after` is the wait in seconds that was asked for, or None. `was_sent` is False when the
    client knew beforehand, and sent nothing.
    """

    def __init__(
        self,
        message: str,
        *,
        retry_after: float | None = None,
        was_sent: bool = True,
        **facts: Any,
    ) -> None:
        self.retry_after = retry_after
        self.was_sent = was_sent
        super().__init__(message, **facts)

    def _subject(self) -> str:
        return super()._subject() if self.was_sent else f"{self.operation} was not sent"


class InternalServerError(APIStatusError):
    """5xx: the service, or Cloudflare in front of it, failed."""

    _remedy: str | None = "Try again later: the service failed, or Cloudflare in front of it."


class RejectedError(FlochatError):
    """The service answered 200, and the body says that it did not do it.

    `message` is the service's own words, `errors` its complaints by field, `operation` the call,
    and `raw` the whole body.
    """

    operation: str

    def __init__(
        self,
        message: str,
        *,
        operation: str,
        errors: Mapping[str, Sequence[str]] | None = None,
        raw: Any = None,
    ) -> None:
        self.message = message
        self.operation = operation
        self.errors: dict[str, list[str]] = {k: list(v) for k, v in (errors or {}).items()}
        self.raw = raw
        super().__init__(f"{operation} was refused: {message}{_fields(self.errors)}")


class DecodeError(FlochatError):
    """The answer could not be read: not JSON, not of the expected form, too large, cut off.

    `operation` says which call it was.
    """

    operation: str

    def __init__(self, message: str, *, operation: str) -> None:
        super().__init__(f"{operation}: {message}")
        self.operation = operation


class SharedQuotaError(FlochatError):
    """The file or Redis that holds a shared quota cannot be used; the request was not sent.

    `operation` is None: the quota is that of all calls.
    """

    _remedy: str | None = (
        'Make the file or Redis available again, or pass on_shared_quota_lost="local" to go on '
        "with a count of this client alone."
    )

    def __init__(self, message: str) -> None:
        super().__init__(f"the shared quota cannot be used: {message}")


class OutcomeUnknownError(FlochatError):
    """A send, creation or other call that must not be repeated, and may have gone through.

    The request may have reached the service and no clear answer came back, so the call was not
    repeated. Look at the service before you do it again. `operation` says which call it was, and
    `__cause__` what happened to it.
    """

    operation: str
    _remedy: str | None = "Look whether it was carried out before you repeat it."

    def __init__(self, message: str, *, operation: str) -> None:
        text = message.removeprefix(f"{operation}: ")
        super().__init__(f"{operation} may or may not have been carried out: {text}")
        self.operation = operation


class TableWarning(UserWarning):
    """Something of a table is other than expected, and nothing is lost in silence.

    A column became text, since a value did not fit its kind, or a user field had values and no
    column, since it was made after the table had been begun.
    """


class PageCapError(FlochatError):
    """A list goes on beyond the last page that the service hands out.

    `operation` is the list, `max_page` the cap and `received` the rows read up to there. A
    narrower filter reaches the rest.
    """

    operation: str
    _remedy: str | None = "Narrow the filter to reach the rest."

    def __init__(self, *, operation: str, max_page: int, received: int) -> None:
        self.operation = operation
        self.max_page = max_page
        self.received = received
        super().__init__(
            f"{operation} goes on beyond page {max_page}, the last that the service hands out, "
            f"after {_counted(received, 'row')}; narrow the filter to reach the rest"
        )


class IncompleteListError(FlochatError):
    """A list gave fewer rows than the service has.

    `operation` is the list, `expected` the total the service gave, `received` the rows that came.
    `expected` is None where it gave none, and there was no way to what follows: it gave the same
    rows again, or takes no place to go on from. A narrower filter may reach the rest.
    """

    operation: str
    _remedy: str | None = None

    def __init__(self, *, operation: str, expected: int | None, received: int) -> None:
        self.operation = operation
        self.expected = expected
        self.received = received
        if expected is not None:
            message = f"{received:,} of the {_counted(expected, 'row')} that it announced"
        else:
            rows = _counted(received, "row")
            message = f"{rows}, and no way to those that follow; a narrower filter may help"
            self.remedy = "A narrower filter may help."
        super().__init__(f"{operation} gave {message}")


class AmbiguousMatchError(FlochatError):
    """More than one record fits what was looked for, or nobody can know whether one does.

    `matches` has them, subscribers the newest first; it is empty where nothing was found that could
    be ruled out or in. `operation` is None.
    """

    def __init__(self, message: str, *, matches: Sequence[Any]) -> None:
        super().__init__(message)
        self.matches: list[Any] = list(matches)


class ReadBackError(FlochatError):
    """Fields were set, the service said ok, and it holds other values: it cut or ignored some.

    `differing` goes from each such field, as it was given, to the text that was sent and the one
    that was found (None where there is no such field); `kept` has the fields that hold what was
    sent. Nothing was taken back. `operation` is None: fields may take several calls.
    """

    def __init__(
        self, *, differing: Mapping[Any, tuple[str, str | None]], kept: Sequence[Any]
    ) -> None:
        self.differing: dict[Any, tuple[str, str | None]] = dict(differing)
        self.kept: list[Any] = list(kept)
        lines = [f"{_named(field)} {_became(*texts)}" for field, texts in differing.items()]
        more = f"; and {len(lines) - _MAX_LISTED} more" if len(lines) > _MAX_LISTED else ""
        count = _counted(len(lines) + len(self.kept), "field")
        differ = "does not hold what it was" if len(lines) == 1 else "do not hold what they were"
        super().__init__(
            f"{len(lines)} of {count} {differ} set to: {'; '.join(lines[:_MAX_LISTED])}{more}; "
            "all were sent, and nothing was taken back"
        )


def _counted(number: int, one: str) -> str:
    from ._plurals import counted  # with the first error, not with each start

    return counted(number, one)


def _named(field: Any) -> str:
    return str(getattr(field, "name", None) or getattr(field, "var_ns", None) or field)


def _became(sent: str, found: str | None) -> str:
    if found is None:
        return "is not there"
    if found and sent.startswith(found):
        return f"was cut from {len(sent):,} to {_counted(len(found), 'character')}"
    return f"is {_short(found)} instead of {_short(sent)}"


def _short(text: str) -> str:
    return repr(text) if len(text) <= 40 else f"{text[:40]!r}... ({len(text):,} characters)"


class BatchError(FlochatError):
    """A part of a batch failed, and the parts after it were not tried.

    `done`, `failed` and `not_tried` hold the items as they were given, `error` (also `__cause__`)
    what stopped it. When that is an `OutcomeUnknownError`, the failed part may have gone through.
    `operation` is the call of the part that failed.
    """

    operation: str
    _remedy: str | None = None

    def __init__(
        self,
        *,
        operation: str,
        done: Sequence[Any],
        failed: Sequence[Any],
        not_tried: Sequence[Any],
        error: FlochatError,
    ) -> None:
        self.operation = operation
        self.done: list[Any] = list(done)
        self.failed: list[Any] = list(failed)
        self.not_tried: list[Any] = list(not_tried)
        self.error = error
        super().__init__(
            f"{operation} stopped half way: {len(self.done)} done, {len(self.failed)} failed, "
            f"{len(self.not_tried)} not tried; {error.args[0] if error.args else error}"
        )
        self._remedy = error._remedy


class TableError(FlochatError):
    """A file is not a table that can be read: encrypted, cut off, empty, or something else.

    `operation` is None.
    """


class JournalError(FlochatError):
    """The journal of a bulk job or an export is in use or another's, or cannot be read or written.

    Nothing was sent that it does not know of. `operation` is None.
    """


class MirrorError(FlochatError):
    """The file of a mirror is in use, is of another flow, or cannot be read or written.

    What was in it is still there. `operation` is None.
    """
