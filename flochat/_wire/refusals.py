"""Whether a 200 reports that the call was refused. Pure functions on the JSON of an answer.

The service answers 200 to much that it did not do, and says so in several ways: `status`, `ok`,
`success`, `error`, `errors`, or nothing but a message. What names a failure is refused; what has no
`status` is data.
"""

from __future__ import annotations

import re
from typing import Any, Final

from .._values.json_type import JSON
from .._values.readers import read_int, read_text
from .operation_table import Envelope, Row, Safety

#: How a `status` says yes, in lower case.
_YES: Final = frozenset(
    {
        *("ok", "okay", "yes", "true", "on", "1", "done", "success", "successful", "succeeded"),
        *("sent", "queued", "accepted", "created", "updated", "deleted", "completed"),
        *("delivered", "enqueued", "scheduled"),
    }
)
#: How a value says no; a `status` in a body without records may say it in any other words, too.
_NO: Final = frozenset(
    {
        *("no", "nok", "ko", "not ok", "not_ok", "false", "off", "0", "bad", "invalid"),
        *("denied", "forbidden", "unauthorized", "unauthenticated"),
    }
)
#: How a `status` begins that names a failure even in a record: "error: blocked", "failed".
_FAILURES: Final = ("error", "fail", "unsuccess")
#: How `error` says that there is none.
_NO_ERROR: Final = frozenset({"", "0", "false", "no", "none", "null", "off"})
#: The keys whose value says yes or no by itself.
_FLAGS: Final = ("ok", "success")
#: The key that does so in what acts, and in a body without records: a record may have one itself.
_RESULT: Final = "result"
#: The keys that name an error there.
_ERROR_KEYS: Final = ("error_code", "error_message", "error_msg")
#: The keys that hold an HTTP status, in a body that has no record.
_CODES: Final = ("code", "status_code", "statusCode")
#: What a body consists of that says how it went, and nothing else.
VERDICT_KEYS: Final = frozenset(
    {
        *("status", "message", "error", "errors", "meta", "links"),
        *(*_FLAGS, *_CODES, _RESULT, *_ERROR_KEYS),
    }
)
#: Words of a message that stands alone and names a failure.
_FAILURE_MESSAGE: Final = re.compile(
    r"\b(not|cannot|can't|couldn't|doesn't|didn't|isn't|won't|un(able|known|auth\w*|success\w*)|no"
    r"|in(valid|correct|sufficient|active)|errors?|exception|fail(s|ed|ure)?|den(y|ied)|refused"
    r"|rejected|forbidden|blocked|banned|disabled|expired|missing|required|exceed(s|ed)"
    r"|too (many|long|large|short)|limit|must|wrong)\b",
    re.IGNORECASE,
)
#: The keys of a message, the surest first.
_MESSAGES: Final = ("message", "error", *_ERROR_KEYS[1:])
_LONGEST_MESSAGE: Final = 500


def refusal_reason(payload: JSON, row: Row) -> str | None:
    """Return why a 200 counts as refused, in the form "status is 'failed'"; None where it does not.

    A bare record may have a `status` of its own ("active"), so where a record is expected and there
    is no `data` beside it, only a status that names a failure counts.
    """
    is_action = row.envelope is Envelope.ACTION
    if not isinstance(payload, dict):
        return _refused_without_object(payload, row)
    has_data = bool(payload.get("data"))
    is_bare_record = not is_action and "data" not in payload and not payload.keys() <= VERDICT_KEYS
    return (
        _refused_by_flag(payload)
        or _refused_by_errors(payload, has_data=has_data)
        or _refused_by_status(payload, is_record=is_bare_record)
        or (None if is_bare_record or has_data else _refused_by_result(payload))
        or (None if is_bare_record or has_data else _refused_by_code(payload))
        or _refused_by_message(payload, row)
        or _refused_within(_one_of(payload.get("data"), row), is_action=is_action)
    )


def is_verdict(payload: dict[str, Any]) -> bool:
    """Whether an answer says how it went, and nothing else."""
    keys = payload.keys()
    return bool(keys & {"status", *_FLAGS}) and keys <= {"status", "message", "error", *_FLAGS}


def message_of(payload: JSON) -> str:
    """Return the message of the service: `message`, then `error`, then `errors`.

    Where there is none, it is that of an error, or of `data`, that is an object.
    """
    payload = _only(payload)
    if not isinstance(payload, dict):
        return ""
    for key in _MESSAGES:
        if isinstance(payload.get(key), str) and payload[key].strip():
            return str(payload[key]).strip()[:_LONGEST_MESSAGE]
    by_field = errors_of(payload)
    if by_field:
        return "; ".join(text for texts in by_field.values() for text in texts)[:_LONGEST_MESSAGE]
    within = (_only(payload.get(key)) for key in ("error", "data", _RESULT))
    own = ((o.get(key) for key in _MESSAGES) for o in within if isinstance(o, dict))
    texts = (text.strip() for found in own for text in found if isinstance(text, str))
    return next(filter(None, texts), "")[:_LONGEST_MESSAGE]


def errors_of(payload: JSON) -> dict[str, list[str]]:
    """Return `errors` as the service sends it, `{field: [text]}`, or in a similar form."""
    by_field = payload.get("errors") if isinstance(payload, dict) else None
    if isinstance(by_field, str | list):
        by_field = {"": by_field}
    if not isinstance(by_field, dict):
        return {}
    return {str(field): _texts(value) for field, value in by_field.items() if value}


def says_yes(message: str) -> bool:
    """Whether a message says that all is well, or says nothing."""
    return not message or (
        _word(message) in _YES
        or ("success" in message.lower() and not _FAILURE_MESSAGE.search(message))
    )


def _only(value: JSON) -> JSON:
    """The one item of a list, or what is no such list as it is."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _texts(value: JSON) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list) else [str(value)]


def _word(value: JSON) -> str | None:
    """Return a value as a word that can be looked up; None for what is not one."""
    text = read_text(value)
    return None if text is None else text.strip().rstrip(".!").lower()


def _names_failure(value: JSON) -> bool:
    word = _word(value)
    return word is not None and (word in _NO or word.startswith(_FAILURES))


def _refused_by_flag(payload: dict[str, Any]) -> str | None:
    return next((_reason(payload, key) for key in _FLAGS if _names_failure(payload.get(key))), None)


def _refused_by_errors(payload: dict[str, Any], *, has_data: bool) -> str | None:
    """With data beside them, errors are about a part of it, and only a plain flag counts."""
    for key in ("error", "errors"):
        value = payload.get(key)
        is_there = bool(value) and _word(value) not in _NO_ERROR
        if is_there and (not has_data or _word(value) in _YES):
            return _reason(payload, key)
    return None


def _refused_by_status(payload: dict[str, Any], *, is_record: bool) -> str | None:
    value = payload.get("status")
    word = _word(value)
    if value is None or word == "" or word in _YES or _is_good_code(value):
        return None
    if is_record:  # its own status, unless it says what only a refusal says
        is_failure = word is not None and word.startswith(_FAILURES)
        if not is_failure and not (message_of(payload) and _names_failure(value)):
            return None
    return _reason(payload, "status")


def _refused_by_code(payload: dict[str, Any]) -> str | None:
    codes = (key for key in _CODES if 400 <= (read_int(payload.get(key)) or 0) < 600)
    return next((_reason(payload, key) for key in codes), None)


def _refused_by_message(payload: dict[str, Any], row: Row) -> str | None:
    """A message and nothing else is a refusal of a read; of what acts, if it names a failure."""
    message = payload.get("message")
    if not isinstance(message, str) or says_yes(message):
        return None
    is_lookup = row.safety is Safety.READ and row.envelope is Envelope.RECORD
    without = {"data"} if is_lookup and not payload.get("data") else set()
    if not payload.keys() - without <= VERDICT_KEYS:
        return None
    is_vouched = any(_word(payload.get(key)) in _YES for key in ("status", *_FLAGS))
    if is_vouched and not is_lookup:
        return None
    is_failure = row.safety is Safety.READ or _FAILURE_MESSAGE.search(message)
    return _reason(payload, "message") if is_failure else None


def _refused_by_result(payload: dict[str, Any]) -> str | None:
    """What some services say instead of a `status`: "result": "error", or the code of an error."""
    if _names_failure(payload.get(_RESULT)):
        return _reason(payload, _RESULT)
    for key in _ERROR_KEYS:
        if payload.get(key) and _word(payload[key]) not in _NO_ERROR:
            return _reason(payload, key)
    return _refused_within(_only(payload.get(_RESULT)), is_action=True)


def _refused_within(data: JSON, *, is_action: bool) -> str | None:
    """`data` that is not a record, but says itself how it went."""
    if not isinstance(data, dict):
        return f"data is {data!r}" if is_action and data is False else None
    if not (is_action or data.keys() <= VERDICT_KEYS):
        return None
    names_failure = _names_failure(data.get("status"))
    return (
        _refused_by_flag(data)
        or _refused_by_errors(data, has_data=False)
        or (_reason(data, "status") if names_failure else None)
    )


def _one_of(data: JSON, row: Row) -> JSON:
    """What is one object in a list where no list is expected; the rows of a list are data."""
    return data if row.envelope is Envelope.LIST else _only(data)


def _refused_without_object(payload: JSON, row: Row) -> str | None:
    """An answer that is no object: a list around one, or of what acts a bare no."""
    is_action = row.envelope is Envelope.ACTION
    if isinstance(payload, list):
        return _refused_within(_one_of(payload, row), is_action=is_action)
    is_no = is_action and (payload is False or _is_failure_text(payload))
    return f"the answer is {payload!r}"[:_LONGEST_MESSAGE] if is_no else None


def _is_failure_text(value: JSON) -> bool:
    return isinstance(value, str) and not says_yes(value) and bool(_FAILURE_MESSAGE.search(value))


def _is_good_code(value: JSON) -> bool:
    return 200 <= (read_int(value) or 0) < 300


def _reason(payload: dict[str, Any], key: str) -> str:
    return f"{key} is {payload[key]!r}"[:_LONGEST_MESSAGE]
