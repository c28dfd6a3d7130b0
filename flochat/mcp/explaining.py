"""Errors in the words of this server: those of the service may be a stranger's."""

from __future__ import annotations

from .. import errors


def explain(error: BaseException) -> str:
    """What went wrong, and what to do next."""
    for kinds, text in _WORDS:
        if isinstance(error, kinds):
            return text
    if isinstance(error, errors.APIStatusError):
        return f"the platform refused it with status {error.status_code}"
    if isinstance(error, errors.RejectedError):
        return "the platform refused it"
    if isinstance(error, errors.InvalidArgumentError):
        return "an argument cannot be sent as it is"
    if type(error).__module__.startswith(__package__ or ""):
        return str(error)
    return f"it failed ({type(error).__name__}); nothing is known to have changed"


_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (errors.NotFoundError, "it is not there: list or find it first"),
    (errors.RateLimitError, "the key's quota is spent; quota says when it refills"),
    (errors.AuthenticationError, "the operator's key was refused"),
    (errors.PermissionDeniedError, "the operator's key lacks the right for this"),
    (errors.AmbiguousMatchError, "more than one person fits: give the country code, or user_ns"),
    (
        errors.JournalError,
        "the journal of the job is in use, or is of another key or flow; jobs shows how it stands",
    ),
    (errors.TableError, "the file is no table of people that can be read"),
)
