from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from attrs import field

from flochat import errors
from flochat._values import readers
from flochat._wire import decode
from flochat._wire.operation_table import TABLE
from flochat._wire.wire import WireRequest, WireResponse
from flochat.models.base import Model, model
from flochat.models.fields import BotField
from flochat.models.messages import ChatMessage
from flochat.models.subscribers import Subscriber
from flochat.models.tags import Tag

READ, LIST, EDIT, SEND = (
    "GET /subscriber/get-info",
    "GET /flow/tags",
    "POST /subscriber/add-tag",
    "POST /subscriber/send-text",
)


def request(operation: str) -> WireRequest:
    method, path = operation.split()
    return WireRequest(operation, TABLE[operation], method, path, {}, None)


def payload(operation: str, status: int, body: str, **headers: str) -> Any:
    answer = WireResponse(status, headers, body.encode())
    return decode.payload(request(operation), answer, now=1_800_000_000.0)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequestError),
        (401, errors.AuthenticationError),
        (403, errors.PermissionDeniedError),
        (404, errors.NotFoundError),
        (405, errors.APIStatusError),
        (422, errors.UnprocessableEntityError),
        (429, errors.RateLimitError),
        (500, errors.InternalServerError),
        (520, errors.InternalServerError),
        (599, errors.InternalServerError),
        (302, errors.APIStatusError),
    ],
)
def test_an_error_status_raises_its_error(status: int, kind: type[errors.APIStatusError]) -> None:
    with pytest.raises(errors.APIStatusError) as caught:
        payload(READ, status, '{"message": "No."}', **{"x-a": "b"})
    error = caught.value
    assert type(error) is kind
    assert (error.status_code, error.message, error.operation) == (status, "No.", READ)
    assert error.headers == {"x-a": "b"}


@pytest.mark.parametrize(
    ("body", "message", "by_field"),
    [
        ('{"message": "A", "error": "B"}', "A", {}),
        ('{"message": "", "error": "B"}', "B", {}),
        ('{"errors": {"f": ["C", "D"]}}', "C; D", {"f": ["C", "D"]}),
        ('{"message": "A", "errors": {"f": "C"}}', "A", {"f": ["C"]}),
        ('{"message": "A", "errors": ["C"]}', "A", {"": ["C"]}),
        ('{"message": {"odd": 1}}', '{"message": {"odd": 1}}', {}),
        ("[]", "[]", {}),
        ("", "no message", {}),
        ("<html>oops</html>", "an HTML page instead of JSON (17 bytes)", {}),
        ("plain words", "plain words", {}),
        ("\ud7ff" * 9999, "\ud7ff" * 166 + "\ufffd", {}),
    ],
)
def test_the_message_is_found_wherever_the_service_puts_it(
    body: str, message: str, by_field: dict[str, list[str]]
) -> None:
    with pytest.raises(errors.UnprocessableEntityError) as caught:
        payload(READ, 422, body)
    assert caught.value.message == message
    assert caught.value.errors == by_field


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("<html>... Cloudflare Ray ID ...</html>", {}),
        ("error code: 1010", {}),
        ("<html>Sorry</html>", {"server": "cloudflare"}),
    ],
)
def test_a_page_from_cloudflare_is_distinguished_from_a_missing_scope(
    body: str, headers: dict[str, str]
) -> None:
    with pytest.raises(errors.BlockedError):
        payload(READ, 403, body, **headers)
    with pytest.raises(errors.PermissionDeniedError) as caught:
        payload(READ, 403, '{"message": "No permission"}', server="cloudflare")
    assert not isinstance(caught.value, errors.BlockedError)


def test_a_rate_limit_says_how_long_to_wait() -> None:
    with pytest.raises(errors.RateLimitError) as caught:
        payload(READ, 429, "{}", **{"retry-after": "12"})
    assert caught.value.retry_after == 12.0


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        (EDIT, '{"status": "error", "message": "User not found"}'),
        (EDIT, '{"status": "pending"}'),
        (EDIT, '{"status": 0}'),
        (LIST, '{"status": "error", "message": "x"}'),
        (LIST, '{"status": "no", "data": []}'),
        (READ, '{"status": "error", "message": "x"}'),
        (READ, '{"status": "failed", "name": "x"}'),
        (READ, '{"status": "nope", "message": "x"}'),
        (READ, '{"status": "error", "data": {"name": "x"}}'),
        (EDIT, '{"error": "bad"}'),
        (READ, '{"errors": {"name": ["bad"]}}'),
        (LIST, '{"success": false, "message": "no"}'),
        (LIST, '{"message": "Unauthenticated."}'),
        (LIST, '{"data": [], "error": "down"}'),
        (LIST, '{"data": [{"name": "x"}], "error": true}'),
        (READ, '{"status": false, "message": "no", "user_ns": "f1u2"}'),
        (READ, '{"data": {"status": "error", "message": "x"}}'),
        (SEND, '{"message": "Unauthenticated."}'),
        (SEND, '{"message": "The number is blocked"}'),
        (SEND, '{"ok": false, "message": "blocked"}'),
        (SEND, '{"ok": 0}'),
        (SEND, '{"success": "false"}'),
        (SEND, '{"status": "ok", "success": "0"}'),
        (SEND, '{"error": true}'),
        (SEND, '{"error": "1", "status": "ok"}'),
        (SEND, '{"status": "failed"}'),
        (SEND, '{"status": false}'),
        (SEND, '{"status": "error: blocked", "mid": "wamid.A1"}'),
        (SEND, '{"status": "nok"}'),
        (SEND, '{"status": "no"}'),
        (SEND, '{"status": 422}'),
        (SEND, '{"code": 400, "message": "x"}'),
        (SEND, '{"status": "ok", "data": {"status": "failed"}}'),
        (SEND, '{"data": {"success": false}}'),
        (SEND, '{"result": "error", "message": "blocked"}'),
        (SEND, '{"result": false}'),
        (SEND, '{"result": {"status": "failed"}}'),
        (SEND, '{"error_code": 131026}'),
        (SEND, '{"status": "ok", "error_message": "blocked"}'),
        (SEND, '{"data": [{"status": "error"}]}'),
        (SEND, '[{"success": false}]'),
        (SEND, '{"data": false}'),
        (SEND, "false"),
        (SEND, '"Unauthenticated."'),
        (EDIT, '{"result": "error"}'),
        (READ, '{"result": "error"}'),
        (READ, '[{"status": "error", "message": "x"}]'),
        (READ, '{"data": [{"status": "error", "message": "x"}]}'),
        (LIST, '{"result": "failed"}'),
    ],
)
def test_a_200_that_reports_an_error_is_rejected(operation: str, body: str) -> None:
    with pytest.raises(errors.RejectedError) as caught:
        payload(operation, 200, body)
    assert caught.value.operation == operation
    assert caught.value.raw


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        (EDIT, '{"status": "ok"}'),
        (EDIT, '{"status": "OK", "matched_items": 2}'),
        (EDIT, '{"status": null}'),
        (EDIT, "{}"),
        (EDIT, "[]"),
        (EDIT, "null"),
        (LIST, '{"data": []}'),
        (LIST, "[]"),
        (READ, '{"status": "ok", "data": {"name": "x"}}'),
        (READ, '{"user_ns": "f1u2", "status": "active"}'),
        (READ, '{"user_ns": "f1u2", "status": "verified"}'),
        (READ, '{"user_ns": "f1u2", "status": 0}'),
        (LIST, '{"tag_ns": "f1t2", "status": "active"}'),
        (LIST, '{"data": [{"status": "failed"}], "error": false}'),
        (READ, '{"data": {"user_ns": "f1u2", "status": "failed"}}'),
        (SEND, '{"status": "success"}'),
        (SEND, '{"success": true}'),
        (SEND, '{"success": "true", "error": "false"}'),
        (SEND, '{"status": "OK", "mid": "wamid.A1"}'),
        (SEND, '{"status": 1}'),
        (SEND, '{"status": 200}'),
        (SEND, '{"status": "queued", "error": 0}'),
        (SEND, '{"status": ""}'),
        (SEND, '{"message": "Message sent."}'),
        (SEND, '{"ok": true, "message": "It was not sent before."}'),
        (SEND, '{"result": "ok"}'),
        (SEND, '{"result": true, "error_code": 0, "error_message": ""}'),
        (SEND, '{"status": "enqueued"}'),
        (SEND, '"Message sent."'),
        (SEND, '{"data": [{"mid": "wamid.A1", "status": "sent"}]}'),
        (READ, '{"user_ns": "f1u2", "result": "failed"}'),
        (LIST, '{"data": [{"name": "x", "result": "error", "error_code": 1}]}'),
        (LIST, '[{"name": "x", "status": "failed"}]'),
    ],
)
def test_a_200_that_says_ok_or_nothing_is_accepted(operation: str, body: str) -> None:
    payload(operation, 200, body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"data": {"status": "error", "message": "blocked"}}', "blocked"),
        ('{"data": [{"status": "error", "message": "blocked"}]}', "blocked"),
        ('{"error": {"code": 131026, "message": "blocked"}}', "blocked"),
        ('{"result": {"success": false, "message": "blocked"}}', "blocked"),
        ('{"error_code": 7, "error_message": "blocked"}', "blocked"),
        ('{"result": "error"}', "result is 'error'"),
        ('"It was not sent"', "the answer is 'It was not sent'"),
        ("false", "the answer is False"),
    ],
)
def test_the_reason_of_a_refusal_is_found_wherever_it_stands(body: str, message: str) -> None:
    with pytest.raises(errors.RejectedError) as caught:
        payload(SEND, 200, body)
    assert caught.value.message == message
    assert caught.value.raw


@pytest.mark.parametrize("body", ["", "<html>", '{"data": [', "[" * 100_000])
def test_an_answer_that_is_not_json_leaves_the_outcome_of_a_send_open(body: str) -> None:
    with pytest.raises(errors.DecodeError, match="not JSON"):
        payload(READ, 200, body)
    with pytest.raises(errors.OutcomeUnknownError, match="not JSON"):
        payload(SEND, 200, body)


@pytest.mark.parametrize("status", [201, 204])
def test_created_and_no_content_need_no_body(status: int) -> None:
    for operation in (EDIT, SEND):
        assert payload(operation, status, "") == {}
    with pytest.raises(errors.DecodeError, match="not JSON"):
        payload(EDIT, status, "<html>")


TAG = {"tag_ns": "f1t2", "name": "VIP"}


@pytest.mark.parametrize(
    "payload", [TAG, {"data": TAG}, {"data": [TAG]}, [TAG], {"status": "ok", "data": TAG}]
)
def test_a_record_is_found_in_every_envelope(payload: Any) -> None:
    tag = decode.PLAIN.record(READ, payload, Tag)
    assert tag == Tag(tag_ns="f1t2", name="VIP")
    assert tag is not None
    assert tag.raw == TAG


@pytest.mark.parametrize(
    "payload", [None, {}, [], {"data": None}, {"data": []}, {"data": {}}, {"status": "ok"}]
)
def test_an_empty_answer_contains_no_record(payload: Any) -> None:
    assert decode.PLAIN.record(READ, payload, Tag) is None


@pytest.mark.parametrize("payload", [{"data": [TAG, TAG]}, [TAG, TAG], {"data": TAG}, TAG])
def test_rows_are_found_in_every_envelope(payload: Any) -> None:
    assert {tag.tag_ns for tag in decode.PLAIN.records(LIST, payload, Tag)} == {"f1t2"}


@pytest.mark.parametrize("tags", [{}, [], None, ""])
def test_a_record_without_rows_in_it_has_none_however_php_says_so(tags: Any) -> None:
    row = {"user_ns": "f1u1", "tags": tags, "labels": {"3": {"id": 7, "name": "Hot"}}}
    person = decode.PLAIN.decode(Subscriber, row)
    assert person.tags == ()
    assert [label.id for label in person.labels] == [7]


@pytest.mark.parametrize("payload", [{}, [], None, ""])
def test_an_empty_part_of_a_record_is_none(payload: Any) -> None:
    message = decode.PLAIN.decode(ChatMessage, {"id": 1, "content": "Hello", "payload": payload})
    assert message.payload is None


def test_a_list_with_gaps_may_be_an_object() -> None:
    payload = {"data": {"0": TAG, "2": {"tag_ns": "f1t3"}}}
    assert [tag.tag_ns for tag in decode.PLAIN.records(LIST, payload, Tag)] == ["f1t2", "f1t3"]


@pytest.mark.parametrize("payload", [{"links": {}, "meta": {"total": 0}}, {"unheard": "of"}])
def test_a_bare_object_without_any_field_of_the_model_is_a_decode_error(payload: Any) -> None:
    for read in (decode.PLAIN.record, decode.PLAIN.records):
        with pytest.raises(errors.DecodeError, match="none of the fields of Tag"):
            read(LIST, payload, Tag)


@pytest.mark.parametrize("payload", [7, {"data": "text"}, {"data": [1]}, {"data": [None]}])
def test_a_payload_without_rows_is_a_decode_error(payload: Any) -> None:
    with pytest.raises(errors.DecodeError, match=LIST):
        decode.PLAIN.records(LIST, payload, Tag)


@model
class Everything(Model):
    text: str | None = None
    name: str | None = None
    names: tuple[str, ...] = ()
    whole: int | None = None
    flag: bool | None = None
    amount: Decimal | None = None
    measure: float | None = None
    clock: time | None = None
    either: str | None = field(default=None, metadata={"wire": ("one", "other")})
    time: datetime | None = None
    day: date | None = None
    tag: Tag | None = None
    tags: tuple[Tag, ...] = ()


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ({"text": 5}, {"text": "5"}),
        ({"text": True}, {"text": "true"}),
        ({"text": [1]}, {}),
        ({"text": ""}, {"text": ""}),
        ({"name": ""}, {}),
        ({"name": 0}, {"name": "0"}),
        ({"one": ""}, {}),
        ({"names": ["", "x"]}, {"names": ("", "x")}),
        ({"whole": "12"}, {"whole": 12}),
        ({"whole": 12.0}, {"whole": 12}),
        ({"whole": True}, {"whole": 1}),
        ({"whole": 12.5}, {}),
        ({"whole": "many"}, {}),
        ({"whole": 1e300}, {}),
        ({"flag": 1}, {"flag": True}),
        ({"flag": "no"}, {"flag": False}),
        ({"flag": "maybe"}, {}),
        ({"amount": 12.99}, {"amount": Decimal("12.99")}),
        ({"amount": "12.990"}, {"amount": Decimal("12.990")}),
        ({"amount": float("inf")}, {}),
        ({"measure": "-33.87"}, {"measure": -33.87}),
        ({"measure": 151}, {"measure": 151.0}),
        ({"measure": "north"}, {}),
        ({"clock": "09:30"}, {"clock": time(9, 30)}),
        ({"clock": "9:30:00"}, {"clock": time(9, 30)}),
        ({"clock": "24:00"}, {}),
        ({"clock": ""}, {}),
        ({"clock": 930}, {}),
        ({"one": "x"}, {"either": "x"}),
        ({"other": "x", "one": None}, {"either": "x"}),
        (
            {"time": "2026-11-22 13:30:45"},
            {"time": datetime(2026, 11, 22, 13, 30, 45)},
        ),  # without a time zone
        (
            {"time": "2026-11-22T13:30:45Z"},
            {"time": datetime(2026, 11, 22, 13, 30, 45)},
        ),  # in UTC, without saying so
        (
            {"time": "2026-11-22T13:30:45+11:00"},
            {"time": datetime(2026, 11, 22, 2, 30, 45)},
        ),  # in UTC, too
        (
            {"time": "Nov 22, 2026 1:30 PM"},
            {"time": datetime(2026, 11, 22, 13, 30)},
        ),  # without a time zone
        ({"time": "0000-00-00 00:00:00"}, {}),
        ({"time": ""}, {}),
        ({"time": "12"}, {}),
        ({"time": "2026"}, {}),
        ({"time": "Mon 2026"}, {}),
        ({"time": "12/11/2026 10:00"}, {}),
        ({"time": "13/11/2026 10:00"}, {"time": datetime(2026, 11, 13, 10, 0)}),
        ({"time": "22 Nov 2026 13:30 EST"}, {}),
        ({"time": 1_800_000_000}, {"time": datetime(2027, 1, 15, 8, 0)}),
        ({"time": "1800000000"}, {"time": datetime(2027, 1, 15, 8, 0)}),
        ({"time": 1_800_000_000_000}, {"time": datetime(2027, 1, 15, 8, 0)}),
        ({"time": "1800000000.25"}, {"time": datetime(2027, 1, 15, 8, 0, 0, 250_000)}),
        ({"time": 18_000_000_000_000}, {}),
        ({"time": 0}, {}),
        ({"day": "2026-11-22"}, {"day": date(2026, 11, 22)}),
        ({"tag": TAG}, {"tag": Tag(tag_ns="f1t2", name="VIP")}),
        ({"tag": [TAG]}, {"tag": Tag(tag_ns="f1t2", name="VIP")}),
        ({"tag": "VIP"}, {}),
        ({"tags": [TAG, None, 7]}, {"tags": (Tag(tag_ns="f1t2", name="VIP"),)}),
        ({"tags": TAG}, {"tags": (Tag(tag_ns="f1t2", name="VIP"),)}),
        ({"tags": ""}, {"tags": ()}),
    ],
)
def test_a_value_of_another_type_is_read_or_left_out(
    row: dict[str, Any], read: dict[str, Any]
) -> None:
    model = decode.PLAIN.decode(Everything, row)
    assert model == Everything(**read)
    assert model.raw == row


def test_a_value_that_is_json_itself_is_kept_as_its_text() -> None:
    field = decode.PLAIN.decode(BotField, {"value": {"a": [1, "ä"]}})
    assert field.value == '{"a":[1,"ä"]}'


def test_unix_seconds_are_aware_times() -> None:
    assert readers.read_unix_time("1800000000") == datetime(2027, 1, 15, 8, 0, tzinfo=UTC)
    assert readers.read_unix_time(10**20) is None
    assert readers.read_unix_time("soon") is None


def test_an_error_status_keeps_what_came_cut_and_without_secrets() -> None:
    def body_of(operation: str, body: str) -> str:
        with pytest.raises(errors.APIStatusError) as caught:
            payload(operation, 422, body)
        return caught.value.body

    assert body_of(READ, "<html>Not today</html>") == "<html>Not today</html>"
    assert body_of(READ, "x" * 5_000) == "x" * 4_096
    assert body_of(READ, '{"name": "é", "api_key": "sk-1"}') == '{"name": "é", "api_key": "***"}'
    sent = request(READ)._replace(json={"api_key": "sk-secret"})
    answer = WireResponse(422, {}, b'{"message": "No such key: sk-secret"}')
    with pytest.raises(errors.UnprocessableEntityError) as caught:
        decode.payload(sent, answer, now=0.0)
    assert caught.value.body == '{"message": "No such key: ***"}'
