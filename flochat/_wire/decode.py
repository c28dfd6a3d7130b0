"""From an answer to a model, or to the right error. Pure functions, no I/O.

Tolerant on purpose: the service sends null, "", numbers where its document says string, one
record in `data` or bare, a list for an object and the reverse. A value that cannot be read as the
type of its field becomes None, and stays in the model's `raw`. What is not tolerated is an answer
that reports an error with status 200.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, KeysView, Mapping
from datetime import datetime, tzinfo
from functools import lru_cache
from itertools import islice
from typing import (
    Any,
    Final,
    NamedTuple,
    NoReturn,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from .. import errors
from .._values.checks import describe_type
from .._values.json_type import JSON
from .._values.readers import (
    READERS,
    TEXT_READERS,
    WRITTEN_TEXTS,
    Reader,
    instant_reader,
    read_filled_text,
    read_int,
    read_secret,
    read_text,
    time_reader,
)
from .._values.secret import MASK, MaskedDict, find_secrets, mask_secrets
from ..models.base import Ack, Model, Records
from .refusals import VERDICT_KEYS, errors_of, is_verdict, message_of, refusal_reason
from .wire import SMALL_BODY, WireRequest, WireResponse

M = TypeVar("M", bound=Model)

_STATUS_ERRORS: Final[Mapping[int, type[errors.APIStatusError]]] = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    422: errors.UnprocessableEntityError,
}
_LONGEST_MESSAGE: Final = 500
#: The most rows of one answer; pages have 100, or 1,000.
_MAX_ROWS: Final = 10_000
_MAX_BODY_TEXT: Final = 4_096
#: How many levels an error may have to be read as JSON.
_MAX_DEPTH: Final = 100
#: How much of a large answer is looked at for a refusal: more keys than such a one has.
_OUTLINE_ITEMS: Final = 20
_OUTLINE_DEPTH: Final = 3
#: Created and No Content: the status says everything.
_MAY_BE_EMPTY: Final = frozenset({201, 204})
#: What an error repeats of the keys of an object; others may be anything, a secret too.
_FIELD_NAME: Final = re.compile(r"[a-z_]{1,40}")
#: Secrets that are shorter than this are not masked: any text may contain them.
_SHORTEST_SECRET: Final = 6


def payload(request: WireRequest, answer: WireResponse, *, now: float) -> JSON:
    """The JSON of a good answer, with its envelope.

    Raises the `APIStatusError` of the status, `RejectedError` when a 200 reports an error, and what
    `raise_unreadable` does when the body is not JSON.
    """
    if not 200 <= answer.status < 300:
        raise answer_error(request, answer, now=now)
    try:
        content = _parse(request, answer)
    except errors.DecodeError as error:
        raise_unreadable(error, repeatable=request.row.repeatable)
    judged, judged_answer = content, answer
    if len(answer.body) > SMALL_BODY:
        judged = _outline(content)
        judged_answer = answer._replace(body=json.dumps(judged).encode())
    if refusal_reason(judged, request.row):
        masked = _masked(request, judged_answer)
        shown = _json_or_none(masked.body)
        # Both: tools that report an error show the variables beside it.
        content = judged = {} if shown is None else shown
        from .remedies import message_remedy

        rejected = errors.RejectedError(
            message_of(content) or refusal_reason(content, request.row) or "no message",
            operation=request.operation,
            errors=errors_of(content),
            raw=MaskedDict(content if isinstance(content, dict) else {"data": content}),
        )
        rejected.remedy = message_remedy(rejected.message)
        raise _missing_or(rejected, request.operation, masked)
    return content


def _outline(content: JSON) -> JSON:
    """What a large answer says of how it went: every key of that kind, and a little of the rest."""
    if not isinstance(content, dict):
        return _beginning(content, _OUTLINE_DEPTH)
    keys = [*islice(content, _OUTLINE_ITEMS), *(VERDICT_KEYS & content.keys())]
    return {key: _beginning(content[key], _OUTLINE_DEPTH) for key in keys}


def _beginning(value: JSON, depth: int) -> JSON:
    if isinstance(value, str):
        return value[:_MAX_BODY_TEXT]
    if isinstance(value, list):
        return [_beginning(v, depth - 1) for v in value[:_OUTLINE_ITEMS]] if depth else []
    if isinstance(value, dict):
        items = islice(value.items(), _OUTLINE_ITEMS if depth else 0)
        return {k: _beginning(v, depth - 1) for k, v in items}
    return value


def answer_error(
    request: WireRequest, answer: WireResponse, *, now: float
) -> errors.APIStatusError | errors.RejectedError:
    """The error for an answer whose status is not 2xx."""
    masked = _masked(request, answer)
    from .remedies import status_remedy
    from .throttle import is_own_throttle

    error = status_error(request.operation, masked, now=now)
    error.remedy = status_remedy(error, now=now, is_own_throttle=is_own_throttle(masked))
    return _missing_or(error, request.operation, masked)


def _missing_or(
    error: errors.APIStatusError | errors.RejectedError, operation: str, answer: WireResponse
) -> errors.APIStatusError | errors.RejectedError:
    """The `NotFoundError` for a refusal that means that nobody is there, or the refusal."""
    from .missing import find_missing

    nobody = find_missing(
        operation,
        error,
        status_code=answer.status,
        headers=answer.headers,
        body=_body_text(answer, _json_or_none(answer.body)),
    )
    return nobody or error


def raise_unreadable(error: errors.DecodeError, *, repeatable: bool) -> NoReturn:
    """Raise `unreadable_error`."""
    raise unreadable_error(error, repeatable=repeatable)


def unreadable_error(
    error: errors.DecodeError, *, repeatable: bool
) -> errors.DecodeError | errors.OutcomeUnknownError:
    """The error of an answer that cannot be read.

    After a call that must not be repeated it is an `OutcomeUnknownError`: the service did answer,
    so the call may well have been carried out.
    """
    if repeatable:
        return error
    unknown = outcome_unknown(error.args[0], error.operation)
    unknown.__cause__ = error
    return unknown


def outcome_unknown(reason: str, operation: str) -> errors.OutcomeUnknownError:
    """The error of a call that must not be repeated and may have been carried out."""
    from .remedies import unknown_remedy

    error = errors.OutcomeUnknownError(reason, operation=operation)
    error.remedy = unknown_remedy(operation)
    return error


def _masked(request: WireRequest, answer: WireResponse) -> WireResponse:
    """A refusal without the secrets of its request, which the service may repeat in its message."""
    body, headers = answer.body, answer.headers
    if answer.key is not None:
        from .._values.key_mask import KeyMask

        mask = KeyMask(answer.key)
        body, headers = mask.hide_in_body(body), mask.hide_in_headers(headers)
    for secret in find_secrets(request.json):
        if len(secret) >= _SHORTEST_SECRET:
            body = body.replace(secret.encode(), MASK.encode())
    return answer._replace(body=body, headers=headers)


def status_error(operation: str, answer: WireResponse, *, now: float) -> errors.APIStatusError:
    """The exception for an answer whose status is not 2xx."""
    payload = _json_or_none(answer.body)
    details: dict[str, Any] = {
        "status_code": answer.status,
        "operation": operation,
        "errors": errors_of(payload),
        "headers": answer.headers,
        "body": _body_text(answer, payload),
    }
    message = message_of(payload) or _page_text(answer)
    if answer.status == 429:
        from .throttle import retry_after

        wait = retry_after(answer, now=now)
        return errors.RateLimitError(message, retry_after=wait, **details)
    return _status_class(answer)(message, **details)


def _body_text(answer: WireResponse, payload: JSON | None) -> str:
    """The body of an answer, without the secrets in it, and cut."""
    if any(find_secrets(payload)):
        return json.dumps(mask_secrets(payload), ensure_ascii=False)[:_MAX_BODY_TEXT]
    return answer.body[:_MAX_BODY_TEXT].decode("utf-8", "replace")


def _status_class(answer: WireResponse) -> type[errors.APIStatusError]:
    if answer.status == 403 and _is_cloudflare(answer):
        return errors.BlockedError
    if answer.status >= 500:
        return errors.InternalServerError
    return _STATUS_ERRORS.get(answer.status, errors.APIStatusError)


def _is_cloudflare(answer: WireResponse) -> bool:
    """The service answers 403 in JSON; a page, or a bare "error code: 1010", is Cloudflare's."""
    is_server = "cloudflare" in answer.headers.get("server", "").lower()
    page = answer.body[:20_000].lower()
    is_named = b"cloudflare" in page or b"error code: 1" in page
    return (is_server or is_named) and _json_or_none(answer.body) is None


def _page_text(answer: WireResponse) -> str:
    if 300 <= answer.status < 400:
        target = answer.headers.get("location", "another address")
        return f"redirected to {target[:_LONGEST_MESSAGE]}, which is not followed"
    text = answer.body[:_LONGEST_MESSAGE].decode("utf-8", "replace").strip()
    if not text:
        return "no message"
    if text.startswith("<"):
        from .._plurals import counted

        return f"an HTML page instead of JSON ({counted(len(answer.body), 'byte')})"
    return text


def _parse(request: WireRequest, answer: WireResponse) -> JSON:
    if answer.status in _MAY_BE_EMPTY and not answer.body:
        return {}
    try:
        return _read_json(answer.body)
    except (ValueError, RecursionError):
        pass  # an error of the parser holds the whole body, so it must not be the context of ours
    message = f"the answer is not JSON: {_page_text(_masked(request, answer))}"
    raise errors.DecodeError(message, operation=request.operation)


def _read_json(body: bytes) -> JSON:
    if len(body) <= SMALL_BODY:
        return json.loads(body)
    from .json_cost import read_int

    return json.loads(body, parse_int=read_int)


def _json_or_none(body: bytes) -> JSON | None:
    """The JSON of an answer that is an error, in which secrets are looked for level by level."""
    try:
        content = _read_json(body)
    except (ValueError, RecursionError):
        return None
    return None if _is_deep(content) else content


def _is_deep(value: JSON) -> bool:
    level = [value]
    for _ in range(_MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


class _Plan(NamedTuple):
    """How a model is built: the value of each missing field, and the reader of each column.

    `texts` are the columns that take a str as it is and have the name of their field, `filled`
    those of them in which an empty one means that there is none; `columns` are all columns, with
    field and reader. `raw` is the type that the object is kept as.
    """

    missing: dict[str, Any]
    texts: frozenset[str]
    filled: frozenset[str]
    columns: dict[str, tuple[str, Reader]]
    raw: type[dict[str, Any]]


class Decoder:
    """Builds models from answers.

    Times of which the service does not document the zone are in `zone`, and naive without one.
    """

    __slots__ = ("_plans", "_zone")

    def __init__(self, zone: tzinfo | None) -> None:
        self._zone = zone
        self._plans: dict[type[Model], _Plan] = {}

    @property
    def zone(self) -> tzinfo | None:
        """The zone of times of which the service does not document it."""
        return self._zone

    def record(self, operation: str, payload: JSON, model: type[M]) -> M | None:
        """The record of an answer, in `data` or bare; None when the answer contains none."""
        data = _unwrap(payload)
        if isinstance(data, list):
            data = data[0] if data else None
        if not data or _is_bare_ack(payload) or _is_blank(data, model):
            return None
        if data is payload:
            self._check_form(operation, payload, model)
        return self.decode(model, _object(operation, data))

    def whole(self, operation: str, payload: JSON, model: type[M]) -> M:
        """The record that an answer is as a whole; its `data` is one of the fields."""
        row = _object(operation, payload)
        self._check_form(operation, row, model)
        return self.decode(model, row)

    def records(self, operation: str, payload: JSON, model: type[M]) -> list[M]:
        """The rows of an answer, in `data` or bare; a single object counts as one row."""
        data = _unwrap(payload)
        if isinstance(data, dict):
            data = self._rows_of_object(operation, data, model, is_bare=data is payload)
        if data is None:
            return Records()
        if not isinstance(data, list):
            raise errors.DecodeError(
                f"{describe_type(data)} where a list was expected", operation=operation
            )
        if len(data) > _MAX_ROWS:  # a model takes more memory than a row that is nearly empty
            raise errors.DecodeError(
                f"a list of {len(data):,} rows; {_MAX_ROWS:,} are the most that is read",
                operation=operation,
            )
        return self.decode_all(model, [_object(operation, row) for row in data])

    def decode(self, model: type[M], row: Mapping[str, Any]) -> M:
        """Build a model from an object. Never fails: what does not fit becomes None."""
        return self.decode_all(model, (row,))[0]

    def decode_all(self, model: type[M], rows: Iterable[Mapping[str, Any]]) -> list[M]:
        """Build a model from each object: as `decode`, in one loop, since lists are long."""
        missing, texts, filled, columns, raw = self._plan(model)
        new, assign, text_type = object.__new__, object.__setattr__, str
        models = []
        for row in rows:
            values = missing.copy()
            values["raw"] = row if raw is dict else raw(row)
            for key, value in row.items():
                if value.__class__ is text_type and key in texts:
                    if value or key not in filled:
                        values[key] = value
                elif value is not None and key in columns:
                    name, read = columns[key]
                    if (result := read(value)) is not None:
                        values[name] = result
            instance = new(model)
            assign(instance, "__dict__", values)  # __init__ would set each field by itself
            models.append(instance)
        return Records(models)

    def columns(self, model: type[Model]) -> KeysView[str]:
        """The names on the wire of what a model has fields for."""
        return self._plan(model).columns.keys()

    def _rows_of_object(
        self, operation: str, data: dict[str, Any], model: type[Model], *, is_bare: bool
    ) -> list[Any]:
        """The rows of an object: PHP makes one of a list with a gap, and of a single row."""
        if not data or (is_bare and _is_bare_ack(data)):
            return []
        if all(key.isdecimal() for key in data):
            return list(data.values())
        if is_bare:
            self._check_form(operation, data, model)
        return [data]

    def _check_form(self, operation: str, row: JSON, model: type[Model]) -> None:
        """Raise `DecodeError` for a bare object with no field of a model: it is something else."""
        known = self.columns(model)
        if isinstance(row, dict) and known and not known & row.keys():
            keys = ", ".join(sorted(filter(_FIELD_NAME.fullmatch, islice(row, 5))))
            raise errors.DecodeError(
                f"an object with none of the fields of {model.__name__}: {keys}",
                operation=operation,
            )

    def _plan(self, model: type[Model]) -> _Plan:
        return self._plans.get(model) or self._make_plan(model)

    def _make_plan(self, model: type[Model]) -> _Plan:
        """The plan of a model, made from its annotations when it is first needed."""
        types = get_type_hints(model)
        fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cast("Any", model))
        columns = {
            wire: (a.name, a.metadata.get("read") or self._reader(types[a.name], a))
            for a in fields
            if a.name != "raw"
            for wire in _wire_names(a)
        }
        texts = {
            wire: read
            for wire, (name, read) in columns.items()
            if read in TEXT_READERS and wire == name
        }
        self._plans[model] = _Plan(
            missing={a.name: a.default for a in fields if a.name != "raw"},
            texts=frozenset(texts),
            filled=frozenset(wire for wire, read in texts.items() if read is read_filled_text),
            columns=columns,
            raw=MaskedDict if any(read is read_secret for _, read in columns.values()) else dict,
        )
        return self._plans[model]

    def _reader(self, annotation: Any, attribute: attrs.Attribute[Any] | None = None) -> Reader:
        if get_origin(annotation) is tuple:
            return self._tuple_reader(get_args(annotation)[0])
        (kind,) = (k for k in get_args(annotation) or (annotation,) if k is not type(None))
        if isinstance(kind, type) and issubclass(kind, Model):
            return self._model_reader(kind)
        if kind is datetime:
            is_instant = attribute is not None and attribute.metadata.get("is_instant")
            return instant_reader(self._zone) if is_instant else time_reader(self._zone)
        is_written = kind is str and attribute is not None and attribute.name in WRITTEN_TEXTS
        return read_text if is_written else READERS[kind]

    def _model_reader(self, model: type[M]) -> Reader:
        def read(value: JSON) -> M | None:
            if isinstance(value, list) and len(value) == 1:
                value = value[0]
            return self.decode(model, value) if value and isinstance(value, dict) else None

        return read

    def _tuple_reader(self, item: Any) -> Reader:
        if isinstance(item, type) and issubclass(item, Model):
            return self._models_reader(item)
        read = read_text if item is str else self._reader(item)

        def read_all(value: JSON) -> tuple[Any, ...]:
            values = (read(v) for v in _items(value) if v is not None)
            return tuple([item for item in values if item is not None])

        return read_all

    def _models_reader(self, model: type[M]) -> Reader:
        def read_all(value: JSON) -> tuple[M, ...]:
            return tuple(self.decode_all(model, [v for v in _items(value) if v.__class__ is dict]))

        return read_all


#: For models that have no times.
PLAIN: Final = Decoder(None)


@lru_cache(maxsize=32)
def _cached_decoder(zone: tzinfo | None) -> Decoder:
    return Decoder(zone)


def decoder_for(zone: tzinfo | None) -> Decoder:
    """The decoder of all clients with this zone: how a model is read is worked out once."""
    if zone is None:
        return PLAIN
    try:
        return _cached_decoder(zone)
    except TypeError:  # the zones of dateutil cannot be hashed
        return Decoder(zone)


def _object(operation: str, row: JSON) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise errors.DecodeError(
            f"{describe_type(row)} where an object was expected", operation=operation
        )
    return row


def _is_bare_ack(payload: JSON) -> bool:
    """Whether an answer says ok and nothing else."""
    return isinstance(payload, dict) and is_verdict(payload)


def ack(payload: JSON) -> Ack:
    """The acknowledgement of an action; what it says besides stands at the top or in `data`."""
    raw = payload if isinstance(payload, dict) else {"data": payload}
    data = raw.get("data")
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    facts = [raw, data] if isinstance(data, dict) else [raw]
    mids = (read_text(place.get("mid")) for place in facts)
    counts = (read_int(place.get("matched_items")) for place in facts)
    return Ack(
        raw=raw,
        mid=next((mid for mid in mids if mid), None),
        matched=next((count for count in counts if count is not None), None),
    )


def _is_blank(data: JSON, model: type[Model]) -> bool:
    """Whether a record has the key that identifies it, and no value there or anywhere else."""
    if not isinstance(data, dict) or model._identity not in data:
        return False
    return all(value in (None, "", [], {}) for value in data.values())


def _unwrap(payload: JSON) -> JSON:
    return payload["data"] if isinstance(payload, dict) and "data" in payload else payload


def _wire_names(attribute: attrs.Attribute[Any]) -> tuple[str, ...]:
    """The names of a field on the wire; some records spell the same one in two ways."""
    names: str | tuple[str, ...] = attribute.metadata.get("wire", attribute.name)
    return (names,) if isinstance(names, str) else names


def _items(value: JSON) -> list[Any]:
    """The items of a list: PHP makes an object of one with a gap, and of an empty one."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and all(key.isdecimal() for key in value):
        return list(value.values())
    return [value]
