"""Arguments for every public method of the facade, so that each can be called once in each form."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import zip_longest
from typing import Any

from flochat import BusinessHours, NewSubscriber, UserId, Weekday

#: What an argument of a name may be; where there are several, each form is tried.
BY_NAME: dict[str, list[Any]] = {
    "content": ["Hello"],
    "discount_code": [7, "SPRING"],
    "field": ["f1v2", "Plan"],
    "fields": [["f1v2", "Plan"]],
    "hours": [[BusinessHours.closed_on(Weekday.SUNDAY)]],
    "items": [{7: 2}],
    "labels": [["Lead"]],
    "location": [7],
    "name": ["VIP"],
    "node_ns": ["f1n2"],
    "order": [7],
    "people_to_create": [[NewSubscriber(phone="61412345678")]],
    "product": [7],
    "product_type": [7],
    "status": ["shipped"],
    "sub_flow": ["f1s2", "Onboarding"],
    "subscriber": ["f1u2"],
    "tag": ["f1t2", "VIP"],
    "tags": [["f1t2", "VIP"]],
    "user_id": ["61412345678"],
    "value": ["gold"],
    "values": [{"f1v2": "gold", "Plan": "gold"}],
    "variant": [8],
    "vendor": [7],
}

#: Whole calls, where the names of the arguments do not tell enough.
BY_METHOD: dict[str, list[dict[str, Any]]] = {
    "flow.sub_flows.delete": [{"sub_flow": "f1s2"}],
    "flow.sub_flows.set_default_start": [{"sub_flow": "f1s2"}],
    "flow.sub_flows.set_web_chat_default_start": [{"sub_flow": "f1s2"}],
    "flow.user_fields.update": [{"field": "f1v2", "name": "Tariff"}],
    "messages.send_sub_flow": [
        {"subscriber": "f1u2", "sub_flow": "f1s2"},
        {"subscriber": "f1u2", "sub_flow": "Onboarding"},
        {"subscriber": UserId("61412345678"), "sub_flow": "f1s2"},
    ],
    "shop.discount_codes.create": [
        {
            "code": "SPRING",
            "start_time": datetime(2027, 1, 1),
            "end_time": datetime(2027, 2, 1),
            "percentage": 20,
        }
    ],
    "shop.discount_codes.update": [{"discount_code": 7, "percentage": 30}],
    "shop.locations.create": [{"name": "Shop", "address": "1 Main St", "lat": -33.9, "lng": 151.2}],
    "shop.locations.update": [{"location": 7, "note": None}],
    "shop.orders.update": [{"order": 7, "status": "shipped"}],
    "shop.product_tags.delete": [{"tag": 7}],
    "shop.product_tags.get": [{"tag": 7}],
    "shop.product_tags.update": [{"tag": 7, "name": "New"}],
    "shop.products.update": [{"product": 7, "name": "T-shirt"}],
    "shop.variants.delete": [{"variant": 8, "product": 7}],
    "shop.variants.get": [{"variant": 8, "product": 7}],
    "shop.variants.update": [{"variant": 8, "product": 7, "price": "9.90"}],
    "subscribers.create": [{"phone": "61412345678"}],
    "subscribers.find": [{"user_id": "61412345678"}, {"phone": "61412345678"}],
    "subscribers.find_or_create": [{"user_id": "61412345678", "phone": "61412345678"}],
    "subscribers.update": [{"subscriber": "f1u2", "name": "Ana"}],
}


def samples(path: str, method: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    """Arguments for calls of a method, by its path in the client: "flow.tags.delete"."""
    if path in BY_METHOD:
        yield from BY_METHOD[path]
        return
    required = [
        parameter.name
        for parameter in inspect.signature(method).parameters.values()
        if parameter.default is parameter.empty
    ]
    unknown = [name for name in required if name not in BY_NAME]
    assert not unknown, f"{path} takes {unknown}: give samples of them in tests/support/samples.py"
    forms = [BY_NAME[name] for name in required]
    for values in zip_longest(*forms) if forms else [()]:
        given = zip(required, values, forms, strict=True)
        yield {name: form[-1] if value is None else value for name, value, form in given}
