"""From an answer to a model, or to the right error. Pure functions, no I/O.

Tolerant on purpose: the service sends null, "", numbers where its document says string, one
record in `data` or bare, a list for an object and the reverse. What cannot be read as the type
of a field becomes None there and stays in the model's `raw`. What is not forgiven is an answer
that says error with status 200.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

import attrs

from .. import errors
from .._values.checks import describe_type
from .._values.json_type import JSON
from .._values.readers import READERS, TEXT_READERS, Reader, read_secret
from .._values.secret import MASK, Veiled, masked, secrets_in
from ..models.base import Ack, Model
from .operation_table import Envelope, Row
from .wire import WireRequest, WireResponse

M = TypeVar("M", bound=Model)

_STATUS_ERRORS: Final[Mapping[int, type[errors.APIStatusError]]] = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    422: errors.UnprocessableEntityError,
}
_LONGEST_MESSAGE: Final = 500
_LONGEST_BODY: Final = 4_096
#: Created and No Content: the status says it all.
_MAY_BE_EMPTY: Final = frozenset({201, 204})
_SHORTEST_SECRET: Final = 6


# --- from an answer to its payload -------------------------------------------------------------


def payload(request: WireRequest, answer: WireResponse, *, now: float) -> JSON:
    """The JSON of a good answer, envelope and all.

    Raises the `APIStatusError` of the status, `RejectedError` when a 200 says error, and
    `DecodeError` when the body is not JSON; of a call that must not be repeated, the last is an
    `OutcomeUnknownError`, since it may well have been carried out.
    """
    if not 200 <= answer.status < 300:
        raise status_error(request.operation, _discreet(request, answer), now=now)
    try:
        said = _parse(request, answer)
    except errors.DecodeError as error:
        if request.row.repeatable:
            raise
        raise errors.OutcomeUnknownError(str(error), operation=request.operation) from error
    if _says_error(said, request.row):
        said = _json_or_none(_discreet(request, answer).body) or {}
        raise errors.RejectedError(
            _message(said) or f"status is {said.get('status')!r}",
            operation=request.operation,
            errors=_field_errors(said),
            raw=Veiled(said),
        )
    return said


def _discreet(request: WireRequest, answer: WireResponse) -> WireResponse:
    """A refusal without the secrets of its request, which the service may repeat in its words."""
    body = answer.body
    for told in secrets_in(request.json):
        if len(told) >= _SHORTEST_SECRET:  # what is shorter stands in any text
            body = body.replace(told.encode(), MASK.encode())
    return answer._replace(body=body)


def status_error(operation: str, answer: WireResponse, *, now: float) -> errors.APIStatusError:
    """The exception for an answer whose status is not 2xx."""
    said = _json_or_none(answer.body)
    facts: dict[str, Any] = {
        "status_code": answer.status,
        "operation": operation,
        "errors": _field_errors(said),
        "headers": answer.headers,
        "body": _body_text(answer, said),
    }
    message = _message(said) or _page_text(answer)
    if answer.status == 429:
        from .throttle import retry_after

        wait = retry_after(answer, now=now)
        return errors.RateLimitError(message, retry_after=wait, **facts)
    return _status_class(answer)(message, **facts)


def _body_text(answer: WireResponse, said: JSON | None) -> str:
    """What came, without the secrets in it, and cut."""
    if any(secrets_in(said)):
        return json.dumps(masked(said), ensure_ascii=False)[:_LONGEST_BODY]
    return answer.body[:_LONGEST_BODY].decode("utf-8", "replace")


def _status_class(answer: WireResponse) -> type[errors.APIStatusError]:
    if answer.status == 403 and _is_cloudflare(answer):
        return errors.BlockedError
    if answer.status >= 500:
        return errors.InternalServerError
    return _STATUS_ERRORS.get(answer.status, errors.APIStatusError)


def _is_cloudflare(answer: WireResponse) -> bool:
    """The service answers 403 in JSON; a page, or a bare "error code: 1010", is Cloudflare's."""
    behind_it = "cloudflare" in answer.headers.get("server", "").lower()
    page = answer.body[:20_000].lower()
    told = b"cloudflare" in page or b"error code: 1" in page
    return (behind_it or told) and _json_or_none(answer.body) is None


def _page_text(answer: WireResponse) -> str:
    if 300 <= answer.status < 400:
        place = answer.headers.get("location", "another address")
        return f"redirected to {place[:_LONGEST_MESSAGE]}, which is not followed"
    text = answer.body[:_LONGEST_MESSAGE].decode("utf-8", "replace").strip()
    if not text:
        return "no message"
    if text.startswith("<"):
        return f"an HTML page instead of JSON ({len(answer.body):,} bytes)"
    return text


def _parse(request: WireRequest, answer: WireResponse) -> JSON:
    if answer.status in _MAY_BE_EMPTY and not answer.body:
        return {}
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        told = f"the answer is not JSON: {_page_text(_discreet(request, answer))}"
        raise errors.DecodeError(told, operation=request.operation) from None


def _json_or_none(body: bytes) -> JSON | None:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _says_error(said: JSON, row: Row) -> bool:
    """Whether a 200 means no: a `status` is there and is not ok, or errors and no data are.

    A bare record may have a `status` of its own ("active"), so where a record is expected and no
    `data` is beside it, only a status that speaks of failure counts.
    """
    if not isinstance(said, dict):
        return False
    if "data" not in said and (said.get("error") or said.get("errors")):
        return True
    if said.get("success") is False:
        return True
    if said.get("status") is None:
        return False
    status = str(said["status"]).strip().lower()
    if status == "ok":
        return False
    if row.envelope is Envelope.RECORD and "data" not in said:
        return status.startswith(("error", "fail")) or set(said) <= {"status", "message", "errors"}
    return True


def _message(said: JSON) -> str:
    """The service's own words: `message`, then `error`, then `errors`."""
    if not isinstance(said, dict):
        return ""
    for key in ("message", "error"):
        if isinstance(said.get(key), str) and said[key].strip():
            return str(said[key]).strip()[:_LONGEST_MESSAGE]
    told = _field_errors(said)
    return "; ".join(text for texts in told.values() for text in texts)[:_LONGEST_MESSAGE]


def _field_errors(said: JSON) -> dict[str, list[str]]:
    """`errors` as the service gives it, `{field: [text]}`, or in the forms that come near it."""
    told = said.get("errors") if isinstance(said, dict) else None
    if isinstance(told, str | list):
        told = {"": told}
    if not isinstance(told, dict):
        return {}
    return {str(field): _texts(value) for field, value in told.items() if value}


def _texts(value: JSON) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list) else [str(value)]


# --- from a payload to models ------------------------------------------------------------------


def record(operation: str, said: JSON, model: type[M]) -> M | None:
    """The one record of an answer, in `data` or bare; None when the answer holds none."""
    found = _unwrap(said)
    if isinstance(found, list):
        found = found[0] if found else None
    if not found or _is_bare_ack(said):
        return None
    if found is said:
        _check_is_one(operation, said, model)
    return decode(model, _object(operation, found))


def whole(operation: str, said: JSON, model: type[M]) -> M:
    """An answer that is one record as a whole, its `data` being a part of it."""
    answer = _object(operation, said)
    _check_is_one(operation, answer, model)
    return decode(model, answer)


def records(operation: str, said: JSON, model: type[M]) -> list[M]:
    """The rows of an answer, in `data` or bare; a single object counts as one row."""
    found = _unwrap(said)
    if isinstance(found, dict):
        found = _rows_of_object(operation, found, model, bare=found is said)
    if found is None:
        return []
    if not isinstance(found, list):
        raise errors.DecodeError(
            f"{describe_type(found)} where a list was expected", operation=operation
        )
    return decode_all(model, [_object(operation, row) for row in found])


def _rows_of_object(
    operation: str, found: dict[str, Any], model: type[Model], *, bare: bool
) -> list[Any]:
    """The rows where an object came: PHP makes one of a list with a gap, and of a single row."""
    if not found or (bare and _is_bare_ack(found)):
        return []
    if all(key.isdecimal() for key in found):
        return list(found.values())
    if bare:
        _check_is_one(operation, found, model)
    return [found]


def _check_is_one(operation: str, found: JSON, model: type[Model]) -> None:
    """Raise `DecodeError` for a bare object with nothing of a model: it is something else."""
    known = (_plans.get(model) or _made_plan(model)).columns.keys()
    if isinstance(found, dict) and known and not known & found.keys():
        named = ", ".join(sorted(found)[:5])
        raise errors.DecodeError(
            f"an object with nothing of a {model.__name__}: {named}", operation=operation
        )


def _object(operation: str, row: JSON) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise errors.DecodeError(
            f"{describe_type(row)} where an object was expected", operation=operation
        )
    return row


def _is_bare_ack(said: JSON) -> bool:
    """Whether an answer says ok and nothing else."""
    return isinstance(said, dict) and "status" in said and said.keys() <= {"status", "message"}


def ack(said: JSON) -> Ack:
    """The acknowledgement of an action."""
    return Ack(raw=said if isinstance(said, dict) else {"data": said})


def _unwrap(said: JSON) -> JSON:
    return said["data"] if isinstance(said, dict) and "data" in said else said


def decode(model: type[M], row: Mapping[str, Any]) -> M:
    """Build a model from an object of the wire. Never fails: what does not fit becomes None."""
    return decode_all(model, (row,))[0]


def decode_all(model: type[M], rows: Iterable[Mapping[str, Any]]) -> list[M]:
    """Build a model from each object: as `decode`, in one loop, since lists are what is long."""
    missing, texts, columns, raw = _plans.get(model) or _made_plan(model)
    new, assign, text_type = object.__new__, object.__setattr__, str
    made = []
    for row in rows:
        values = missing.copy()
        values["raw"] = row if raw is dict else raw(row)
        for key, value in row.items():
            if value.__class__ is text_type and key in texts:
                values[key] = value
            elif value is not None and key in columns:
                name, read = columns[key]
                if (found := read(value)) is not None:
                    values[name] = found
        one = new(model)
        assign(one, "__dict__", values)  # what __init__ would do, one by one
        made.append(one)
    return made


class _Plan(NamedTuple):
    """How a model is read: the values of what is missing, and what is made of each column.

    `texts` are the columns that take a text as it is and are called as their field is; `columns`
    are all of them, with field and reader. `raw` is what the object is kept as.
    """

    missing: dict[str, Any]
    texts: frozenset[str]
    columns: dict[str, tuple[str, Reader]]
    raw: type[dict[str, Any]]


_plans: dict[type[Model], _Plan] = {}


def _made_plan(model: type[Model]) -> _Plan:
    """The plan of a model, made from its annotations when it is first needed."""
    types = get_type_hints(model)
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cast("Any", model))
    columns = {
        wire: (a.name, a.metadata.get("read") or _reader(types[a.name]))
        for a in fields
        if a.name != "raw"
        for wire in _wire_names(a)
    }
    _plans[model] = _Plan(
        missing={a.name: a.default for a in fields if a.name != "raw"},
        texts=frozenset(
            wire for wire, (name, read) in columns.items() if read in TEXT_READERS and wire == name
        ),
        columns=columns,
        raw=Veiled if any(read is read_secret for _, read in columns.values()) else dict,
    )
    return _plans[model]


def _wire_names(attribute: attrs.Attribute[Any]) -> tuple[str, ...]:
    """What a field is called on the wire; some records spell the same thing in two ways."""
    names: str | tuple[str, ...] = attribute.metadata.get("wire", attribute.name)
    return (names,) if isinstance(names, str) else names


def _reader(annotation: Any) -> Reader:
    if get_origin(annotation) is tuple:
        return _tuple_reader(get_args(annotation)[0])
    (kind,) = (k for k in get_args(annotation) or (annotation,) if k is not type(None))
    if isinstance(kind, type) and issubclass(kind, Model):
        return _model_reader(kind)
    return READERS[kind]


def _model_reader(model: type[M]) -> Reader:
    def read(value: JSON) -> M | None:
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        return decode(model, value) if isinstance(value, dict) else None

    return read


def _tuple_reader(item: Any) -> Reader:
    if isinstance(item, type) and issubclass(item, Model):
        return _models_reader(item)
    read = _reader(item)

    def read_all(value: JSON) -> tuple[Any, ...]:
        values = value if isinstance(value, list) else [value]
        return tuple([found for v in values if v is not None and (found := read(v)) is not None])

    return read_all


def _models_reader(model: type[M]) -> Reader:
    def read_all(value: JSON) -> tuple[M, ...]:
        values = value if isinstance(value, list) else [value]
        return tuple(decode_all(model, [v for v in values if v.__class__ is dict]))

    return read_all
