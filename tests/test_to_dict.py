"""Records as dicts that JSON takes, and back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat import (
    AgentSummary,
    BusinessHours,
    Cart,
    ConfigurationError,
    InboundWebhook,
    Integration,
    InvalidArgumentError,
    Order,
    Product,
    Secret,
    Subscriber,
    Tag,
    TemplateComponent,
    Weekday,
)
from flochat._wire.decode import PLAIN, Decoder
from flochat.models.base import Model
from tests.support.models import every_model, fields_of
from tests.support.wild import ANYTHING, rows

SYDNEY = ZoneInfo("Australia/Sydney")
LOCAL = Decoder(SYDNEY)
MODELS = every_model()
WITH_SECRETS = [model for model in MODELS if fields_of(model, Secret)]
#: Made once for each model, since every example draws from it.
ROWS = {model: rows(dict.fromkeys(PLAIN.columns(model), ANYTHING)) for model in MODELS}


def through_json(record: Model, **options: Any) -> Any:
    return json.loads(json.dumps(record.to_dict(**options), allow_nan=False))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@given(data=st.data())
def test_whatever_came_can_be_json_and_a_record_again(model: type[Model], data: Any) -> None:
    row = data.draw(ROWS[model])
    for decoder, zone in ((PLAIN, None), (LOCAL, SYDNEY)):
        record = decoder.decode(model, row)
        back = model.from_dict(through_json(record), time_zone=zone)
        if model not in WITH_SECRETS:
            assert back == record
        assert back.to_dict().keys() == record.to_dict().keys()
        through_json(record, raw=True)
        assert record._repr_html_().startswith("<table>")


def test_each_type_has_a_form_in_json() -> None:
    hours = BusinessHours(day=Weekday.MONDAY, start=time(9, 30))
    assert (hours.to_dict()["day"], hours.to_dict()["start"]) == (1, "09:30:00")
    order = Cart(total_price=Decimal("19.90"), created_at=datetime(2026, 4, 5, 2, 30))
    assert order.to_dict()["total_price"] == "19.90"
    assert order.to_dict()["created_at"] == "2026-04-05T02:30:00"
    summary = AgentSummary(summary_date=date(2026, 11, 30), avg_resolve_time=1.5)
    assert (summary.to_dict()["summary_date"], summary.to_dict()["avg_resolve_time"]) == (
        "2026-11-30",
        1.5,
    )
    person = Subscriber(tags=(Tag(name="VIP"),))
    assert person.to_dict()["tags"] == [{"tag_ns": None, "name": "VIP"}]
    assert "raw" not in person.to_dict()


def test_both_hours_of_one_name_come_back_as_they_were() -> None:
    for fold in (0, 1):
        person = Subscriber(last_seen=datetime(2026, 4, 5, 2, 30, tzinfo=SYDNEY, fold=fold))
        back = Subscriber.from_dict(through_json(person), time_zone="Australia/Sydney")
        assert back == person
        assert back.last_seen is not None
        assert back.last_seen.fold == fold


def test_a_time_keeps_its_offset_without_a_zone() -> None:
    back = Subscriber.from_dict({"last_seen": "2026-04-05T02:30:00+10:00"})
    assert back.last_seen == datetime(2026, 4, 4, 16, 30, tzinfo=UTC)
    naive = Subscriber.from_dict({"last_seen": "2026-04-05T02:30:00"}, time_zone="UTC")
    assert naive.last_seen == datetime(2026, 4, 5, 2, 30)


def test_a_dict_of_python_values_is_taken_too() -> None:
    tag = Tag(name="VIP")
    moment = datetime(2026, 4, 5, tzinfo=UTC)
    person = Subscriber.from_dict({"tags": (tag,), "last_seen": moment})
    assert person == Subscriber(tags=(tag,), last_seen=moment)


# Secrets


@pytest.mark.parametrize("model", WITH_SECRETS, ids=lambda model: model.__name__)
def test_no_secret_is_in_a_dict_nor_in_what_a_notebook_shows(model: type[Model]) -> None:
    wires = {wire: name for name, names in fields_of(model, Secret).items() for wire in names}
    row: dict[str, Any] = {wire: f"hush-{name}-hush" for wire, name in wires.items()}
    # What is not read may repeat it, under any name and in a longer text.
    row |= {"unheard of": {"again": [f"https://x.example/{value}?y" for value in row.values()]}}
    record = PLAIN.decode(model, row)
    for shown in (
        json.dumps(record.to_dict(raw=True)),
        record._repr_html_(),
        PLAIN.decode_all(model, [row])._repr_html_(),  # type: ignore[attr-defined] # Records
    ):
        assert "hush" not in shown
    assert set(record.to_dict()).issuperset(set(wires.values()))


def test_a_mask_is_no_secret() -> None:
    hook = InboundWebhook(name="Orders", url=Secret("https://x.example/api/iwh/1"))
    data = through_json(hook)
    assert (data["url"], data["hook_uid"]) == ("***", None)
    assert InboundWebhook.from_dict(data) == InboundWebhook(name="Orders")


def test_a_short_secret_is_hidden_where_it_is_all_of_a_value_only() -> None:
    record = PLAIN.decode(Integration, {"api_key": "abc", "url": "abc", "name": "abcd"})
    assert record.to_dict(raw=True)["raw"] == {"api_key": "***", "url": "***", "name": "abcd"}


def test_raw_is_what_came() -> None:
    record = PLAIN.decode(Tag, {"name": "VIP", "unheard of": [1, {"a": None}]})
    assert record.to_dict(raw=True)["raw"] == {"name": "VIP", "unheard of": [1, {"a": None}]}
    assert Tag.from_dict(record.to_dict(raw=True)).raw == record.raw


# What is refused


@pytest.mark.parametrize(
    ("model", "data", "message"),
    [
        (Tag, [], "data must be a dict, as to_dict"),
        (Tag, {"nmae": "VIP"}, "a Tag has no field 'nmae'.*tag_ns, name"),
        (Tag, {"name": 7}, "Tag.name must be a text, not an int"),
        (Order, {"id": True}, "Order.id must be a whole number, not a bool"),
        (Order, {"id": "7"}, "Order.id must be a whole number, not a str"),
        (Order, {"total_price": 1.5}, "Order.total_price must be a number, written as a text"),
        (Order, {"total_price": "x"}, "Order.total_price must be a number, written as a text"),
        (Cart, {"created_at": "soon"}, "Cart.created_at must be a time in ISO 8601"),
        (Cart, {"created_at": 5}, "Cart.created_at must be a time in ISO 8601"),
        (AgentSummary, {"summary_date": "2026-13-01"}, "must be a day, written as 2026-11-30"),
        (AgentSummary, {"avg_resolve_time": "1"}, "must be a number, not a str"),
        (BusinessHours, {"start": "9"}, "must be a time of day"),
        (BusinessHours, {"day": 8}, "BusinessHours.day must be"),
        (Subscriber, {"tags": "VIP"}, "Subscriber.tags must be a list, not a str"),
        (Subscriber, {"tags": ["VIP"]}, "data must be a dict"),
        (Subscriber, {"tags": [None]}, "must be a list without None"),
        (Subscriber, {"allow_send_message": 1}, "must be True or False, not an int"),
        (Product, {"raw": []}, "Product.raw must be a dict, not a list"),
        (TemplateComponent, {"example": 1}, "must be a dict, not an int"),
        (Integration, {"api_key": 1}, "must be a text, not an int"),
    ],
)
def test_what_is_not_of_the_type_of_its_field_is_refused(
    model: type[Model], data: Any, message: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        model.from_dict(data)


def test_an_error_does_not_repeat_the_value() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        Subscriber.from_dict({"last_seen": "Ana from Sydney"})
    assert "Ana" not in str(caught.value)


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="is not known"):
        Subscriber.from_dict({}, time_zone="Nowhere")
