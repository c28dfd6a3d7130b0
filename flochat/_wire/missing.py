"""Whether an answer about one subscriber means that there is no such person.

Hosts say it in several ways: 404, a 200 with a message, `status: error`, empty `data`, a 422 or 400
about the identifier. Whatever else goes wrong must not be taken for it: who is not there is
created. Pure functions, no I/O.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ..errors import (
    APIStatusError,
    BadRequestError,
    NotFoundError,
    RejectedError,
    UnprocessableEntityError,
)

#: The calls that ask for one subscriber.
OPERATIONS: Final = frozenset({"GET /subscriber/get-info", "GET /subscriber/get-info-by-user-id"})

_PERSON: Final = (
    r"(?:bot )?(?:subscriber|user|contact|person|people|customer|recipient|lead|profile)s?"
)
#: Whom it was asked for, as a message may repeat it: something in quotes, or with digits.
_WHOM: Final = r"(?: (?:id |ns )?(?:\"[^\"]*\"|'[^']*'|\([^)]*\)|\[[^\]]*\]|[#+]?\w*\d[\w@.+]*):?)?"
_WHICH: Final = r"(?: (?:with|having|for|by|of|in|on) .+| (?:id|ns) .+)?"
_ABSENT: Final = (
    r"(?:not (?:found|exists?|known)|unknown|no longer exists|is unknown|cannot be found"
    r"|(?:is|was|were|are|could|can|does|do|did|has|have)(?: not|n't) (?:be |been )?"
    r"(?:found|located|exists?|there|known)"
    r"|(?:(?:is|was|were|has been|already) )*(?:deleted|removed))"
)
_OR_SO: Final = r"(?: or .*(?:deleted|removed|exists?))?"
_CANNOT: Final = r"(?:we )?(?:could not|couldn't|cannot|can't|unable to) (?:find|locate)"
_FOUND: Final = r"(?: was| were)?(?: found| exists?)?"
_THE: Final = r"(?:(?:the|this|that|specified|given) )*"
_ANY: Final = r"(?:(?:the|a|any|such|this|that) )*"
_IDENTIFIER: Final = r"(?:the )?(?:selected |given |provided )?user (?:id|ns)(?: \S+)?"
#: The wordings of "nobody is there", as `_normal` leaves them.
_WORDINGS: Final = tuple(
    map(
        re.compile,
        (
            rf"{_THE}{_PERSON}{_WHOM}{_WHICH} {_ABSENT}(?:{_WHICH}|:.+){_OR_SO}",
            rf"(?:there (?:is|are|was|were) )?no (?:such |matching )?{_PERSON}{_FOUND}{_WHICH}",
            rf"{_CANNOT} {_ANY}{_PERSON}{_WHOM}{_WHICH}",
            rf"{_PERSON} (?:id|ns) {_ABSENT}",
            rf"(?:nobody|no one)(?: was)? found{_WHICH}",
            rf"unknown {_PERSON}(?: (?:id|ns))?",
            rf"invalid {_PERSON} (?:id|ns)",
            rf"{_IDENTIFIER} (?:{_ABSENT}|(?:is |was )?(?:invalid|not valid))",
            r"not found",
            r"no (?:data|records?|results?)(?: (?:was |were )?(?:found|available))?",
            rf"{_ANY}(?:data|records?|results?|resources?|entry|entity) {_ABSENT}",
            r"no query results for model .*(?:user|subscriber|contact)\W*\w*",
        ),
    )
)
#: What may stand in front of them.
_INTRODUCTION: Final = re.compile(r"(?:(?:error|sorry|oops)\b[:,.! ]+)+")
#: What a message that is like them may be about instead: the key, and not a person.
_ABOUT_THE_KEY: Final = re.compile(r"\b(?:tokens?|api|keys?|permissions?|session|login)\b")
#: What a 404 is about when it is not about a person.
_OTHER_THINGS: Final = re.compile(
    r"flow|\broutes?\b.* found|^(?:(?:the|this|your|no) )*"
    r"(?:bot|chatbot|workspace|team|client|account|(?:api )?(?:token|key))\b"
)
#: The identifiers in the `errors` of a refusal, without case and separators.
_IDENTIFIERS: Final = frozenset({"userid", "userns", "user", "subscriber", "id", "botuser"})
#: The errors that may mean that nobody is there.
_REFUSALS: Final = (BadRequestError, UnprocessableEntityError, RejectedError)
#: A complaint that the host did not see the identifier at all.
_NOT_SEEN: Final = re.compile(r"required|must be present|missing")


def find_missing(
    operation: str,
    error: APIStatusError | RejectedError,
    *,
    status_code: int,
    headers: Mapping[str, str],
    body: str,
) -> NotFoundError | None:
    """Return the `NotFoundError` for a refusal that means that nobody is there; None otherwise.

    `status_code`, `headers` and `body` are those of the answer.
    """
    if operation not in OPERATIONS or not isinstance(error, _REFUSALS):
        return None
    if error.errors and not _complains_about_identifier(error.errors):
        return None
    if not error.errors and not names_nobody(error.message):
        return None
    return NotFoundError(
        error.message,
        status_code=status_code,
        operation=operation,
        errors=error.errors,
        headers=headers,
        body=body,
    )


def is_missing(error: NotFoundError) -> bool:
    """Whether a `NotFoundError` means that the subscriber does not exist.

    A 404 may also mean that the key has no flow, or that the address is wrong.
    """
    if error.status_code != 404:  # an answer without a record, or one that names nobody
        return True
    is_json = "json" in error.headers.get("content-type", "")
    message = _normal(error.message)
    return is_json and (names_nobody(message) or not _OTHER_THINGS.search(message))


def names_nobody(message: str) -> bool:
    """Whether a message is one of the wordings of "subscriber not found"."""
    normal = _normal(message)
    if _ABOUT_THE_KEY.search(normal):
        return False
    plain = _INTRODUCTION.sub("", normal, count=1) if _INTRODUCTION.match(normal) else normal
    return any(wording.fullmatch(plain) for wording in _WORDINGS)


def _complains_about_identifier(errors: Mapping[str, Sequence[str]]) -> bool:
    """Whether all complaints are that nobody has the identifier."""
    return bool(errors) and all(
        _key(field) in _IDENTIFIERS and not any(_NOT_SEEN.search(text.lower()) for text in texts)
        for field, texts in errors.items()
    )


def _key(field: str) -> str:
    return re.sub(r"[^a-z]", "", field.rpartition(".")[2].lower())


def _normal(message: str) -> str:
    """Return a message in lower case, with single spaces, and without what ends it."""
    straight = message.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return re.sub(r"[\s_-]+", " ", straight).strip(" .!")
