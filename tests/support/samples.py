"""Arguments for every public method of the facade, so that each can be called once in each form."""

from __future__ import annotations

import atexit
import inspect
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import reduce
from itertools import count, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flochat import (
    Agent,
    AiAgent,
    AiProvider,
    AiTask,
    BotField,
    BusinessHours,
    ChatButtonWidget,
    ClosingNote,
    Content,
    CustomEvent,
    FacebookTemplate,
    FlowSnapshot,
    InboundWebhook,
    NewEmbedding,
    NewSubscriber,
    Segment,
    Shortcut,
    SubFlow,
    Tag,
    TemplateComponent,
    Text,
    UserField,
    UserId,
    Weekday,
    WhatsAppTemplate,
)

#: What an argument of a name may be; where there are several, each form is tried.
BY_NAME: dict[str, list[Any]] = {
    "agent_group": [7],
    "agent": [7],
    "api_key": ["sk-sample"],
    "ai_agent": ["f1ag2"],
    "ai_task": ["f1at2"],
    "broadcast": ["f1b2"],
    "content": ["Hello"],
    "current": ["old secret"],
    "discount_code": [7, "SPRING"],
    "event": ["f1e2"],
    "dataset_id": ["123"],
    "embedding": [7],
    "field": ["f1v2", "Plan"],
    "fields": [["f1v2", "Plan"]],
    "bucket": ["files"],
    "heading": ["Opening hours"],
    "hours": [[BusinessHours.closed_on(Weekday.SUNDAY)]],
    "items": [{7: 2}],
    "label": [7, "Lead"],
    "labels": [["Lead"]],
    "location": [7],
    "members": [[7]],
    "mids": [["mid.1"]],
    "mini_app": [7],
    "minutes": [30],
    "model": ["whisper-1"],
    "name": ["VIP"],
    "new": ["new secret"],
    "node_ns": ["f1n2"],
    "notification": ["ea629caa-3c0e-47b7-b62d-a75d0d0d6496"],
    "options": [["hide_spam"]],
    "closing_note": [7],
    "order": [7],
    "people": [["f1u2"]],
    "product": [7],
    "product_tag": [7],
    "product_type": [7],
    "provider": ["openai"],
    "embeddings": [[NewEmbedding(heading="Opening hours", text="9 to 5")]],
    "secret": ["s3-sample"],
    "segments": [["f1sg2"]],
    "shortcut": [7],
    "status": ["shipped"],
    "sub_flow": ["f1s2", "Onboarding"],
    "subscriber": ["f1u2"],
    "subscribers": [["f1u2"]],
    "tag": ["f1t2", "VIP"],
    "tags": [["f1t2", "VIP"]],
    "template": ["f1tpl2"],
    "text": ["9 to 5"],
    "token": ["token-sample"],
    "ticket": [7],
    "ticket_list": [3],
    "trigger_name": ["bought"],
    "url": ["https://example.com"],
    "user_id": ["61412345678"],
    "user_ids": [["61412345678"]],
    "value": ["gold"],
    "values": [{"f1v2": "gold", "Plan": "gold"}],
    "variant": [8],
    "vendor": [7],
}

WHATSAPP = WhatsAppTemplate(name="hello", namespace="abc", language="en")
FACEBOOK = FacebookTemplate(name="hello", language="en")

#: Something of every kind, and of what can be written one that is there and one that is not.
SNAPSHOT = FlowSnapshot(
    sub_flows=(SubFlow(name="Welcome"),),
    tags=(Tag(name="New"),),
    user_fields=(UserField(name="New", var_type="text"),),
    bot_fields=(BotField(name="New", var_type="text"), BotField(name="Ana", value="1")),
    segments=(Segment(name="Hot"),),
    custom_events=(CustomEvent(name="Bought"),),
    shortcuts=(Shortcut(name="new", value="Hello"), Shortcut(name="Ana", value="Hello")),
    closing_notes=(ClosingNote(name="New"), ClosingNote(name="Ana", description="Solved")),
    agents=(Agent(name="Kim"),),
    ai_agents=(AiAgent(name="Guide"),),
    ai_tasks=(AiTask(name="Sum up"),),
    widgets=(ChatButtonWidget(name="Chat"),),
    inbound_webhooks=(InboundWebhook(name="Orders"),),
    default_ai_provider=AiProvider(ai_provider="openai"),
)

#: Whole calls, where the names of the arguments do not tell enough.
BY_METHOD: dict[str, list[dict[str, Any]]] = {
    "bulk.broadcast": [{"people": ["f1u2"], "sub_flow": "f1s2"}],
    "bulk.broadcast_by_user_id": [{"people": ["61412345678"], "sub_flow": "f1s2"}],
    "bulk.broadcast_facebook_utility_template": [{"people": ["61412345678"], "template": FACEBOOK}],
    "bulk.broadcast_whatsapp_template": [{"people": ["61412345678"], "template": WHATSAPP}],
    "bulk.upsert": [{"people": [NewSubscriber(phone="61412345678")]}],
    "bulk.create": [{"people": [NewSubscriber(phone="61412345678")]}],
    "bulk.send_content": [{"people": ["f1u2"], "content": Content([Text("Hello")])}],
    "bulk.send_facebook_utility_template": [
        {"people": ["f1u2", UserId("61412345678")], "template": FACEBOOK}
    ],
    "bulk.send_sub_flow": [
        {"people": ["f1u2", UserId("61412345678")], "sub_flow": "f1s2"},
        {"people": ["f1u2"], "sub_flow": "Onboarding"},
    ],
    "bulk.set_fields": [
        {"people": ["f1u2"], "values": {"f1v2": "gold", "Plan": "gold"}},
        {"people": ["f1u2"], "values": {"f1v2": "", "Plan": ""}},
    ],
    "bulk.send_whatsapp_template": [
        {"people": ["f1u2", UserId("61412345678")], "template": WHATSAPP}
    ],
    "broadcasts.estimate": [{"tags": ["f1t2"]}],
    "broadcasts.send": [{"subscribers": ["f1u2"], "sub_flow": "f1s2"}],
    "broadcasts.send_by_segment": [
        {"segments": ["f1sg2"], "sub_flow": "f1s2"},
        {"segments": ["f1sg2"], "sub_flow": "f1s2", "max_recipients": 7},
    ],
    "broadcasts.send_by_tag": [
        {"tags": ["f1t2"], "sub_flow": "f1s2"},
        {"tags": ["f1t2"], "sub_flow": "f1s2", "max_recipients": 7},
    ],
    "broadcasts.send_by_user_id": [{"user_ids": ["61412345678"], "sub_flow": "f1s2"}],
    "broadcasts.send_facebook_utility_template_by_tag": [
        {"tags": ["f1t2"], "template": FACEBOOK},
        {"tags": ["f1t2"], "template": FACEBOOK, "max_recipients": 7},
    ],
    "broadcasts.send_facebook_utility_template_by_user_id": [
        {"user_ids": ["61412345678"], "template": FACEBOOK}
    ],
    "broadcasts.send_whatsapp_template_by_tag": [
        {"tags": ["f1t2"], "template": WHATSAPP},
        {"tags": ["f1t2"], "template": WHATSAPP, "max_recipients": 7},
    ],
    "broadcasts.send_whatsapp_template_by_user_id": [
        {"user_ids": ["61412345678"], "template": WHATSAPP}
    ],
    "embeddings.update": [{"embedding": 7, "text": "9 to 6"}],
    "facebook_templates.create": [
        {"name": "hello", "language": "en", "components": [TemplateComponent(type="BODY")]}
    ],
    "facebook_templates.delete": [{"template": FACEBOOK}],
    "flow.apply": [{"snapshot": SNAPSHOT}],
    "flow.ai_agents.set_provider": [{"ai_agent": "f1ag2", "provider": "openai"}],
    "flow.ai_tasks.set_provider": [{"ai_task": "f1at2", "provider": "openai"}],
    "flow.closing_notes.update": [{"closing_note": 7, "name": "Solved"}],
    "flow.shortcuts.update": [{"shortcut": 7, "value": "Hello"}],
    "flow.bot_fields.set": [{"values": {"f1v2": "gold", "Plan": "gold"}, "verify": True}],
    "flow.sub_flows.delete": [{"sub_flow": "f1s2"}],
    "flow.sub_flows.set_default_start": [{"sub_flow": "f1s2"}],
    "flow.sub_flows.set_web_chat_default_start": [{"sub_flow": "f1s2"}],
    "flow.user_fields.update": [{"field": "f1v2", "name": "Tariff"}],
    "messages.send_content": [{"subscriber": "f1u2", "content": Content([Text("Hello")])}],
    "messages.send_facebook_utility_template": [
        {"subscriber": "f1u2", "template": FACEBOOK},
        {"subscriber": UserId("61412345678"), "template": FACEBOOK},
    ],
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
    "shop.products.update": [{"product": 7, "name": "T-shirt"}],
    "shop.variants.delete": [{"variant": 8, "product": 7}],
    "shop.variants.get": [{"variant": 8, "product": 7}],
    "shop.variants.update": [{"variant": 8, "product": 7, "price": "9.90"}],
    "tickets.create": [{"ticket_list": 3, "title": "Broken", "subscriber": "f1u2"}],
    "tickets.update": [{"ticket_list": 3, "ticket": 7, "title": "Mended"}],
    "messages.send_whatsapp_template": [
        {"subscriber": "f1u2", "template": WHATSAPP},
        {"subscriber": UserId("61412345678"), "template": WHATSAPP},
    ],
    "subscribers.log_event": [{"subscriber": "f1u2", "event": "Bought"}],
    "subscribers.create": [{"phone": "61412345678"}],
    "subscribers.create_many": [{"subscribers": [NewSubscriber(phone="61412345678")]}],
    "subscribers.find": [{"user_id": "61412345678"}, {"phone": "61412345678"}],
    "subscribers.find_or_create": [{"user_id": "61412345678", "phone": "61412345678"}],
    "subscribers.move_chat_to": [{"subscriber": "f1u2", "status": "done"}],
    "subscribers.set_field": [
        {"subscriber": "f1u2", "field": "f1v2", "value": "gold"},
        {"subscriber": "f1u2", "field": "Plan", "value": "gold"},
        {"subscriber": "f1u2", "field": "f1v2", "value": ""},
        {"subscriber": "f1u2", "field": "Plan", "value": ""},
    ],
    "subscribers.set_fields": [
        {"subscriber": "f1u2", "values": {"f1v2": "gold", "Plan": "gold"}},
        {"subscriber": "f1u2", "values": {"f1v2": "", "Plan": ""}, "verify": True},
    ],
    "subscribers.update": [{"subscriber": "f1u2", "name": "Ana"}],
    "team.agent_groups.update": [{"agent_group": 7, "name": "Support"}],
    "whatsapp_templates.create": [
        {
            "name": "hello",
            "language": "en",
            "category": "UTILITY",
            "components": [TemplateComponent(type="BODY")],
        }
    ],
    "whatsapp_templates.delete": [{"template": WHATSAPP}],
    "workspace.settings.update_channels": [{"sms": True}],
}


_FOLDER = TemporaryDirectory()
atexit.register(_FOLDER.cleanup)
_numbers = count()
#: What any model of the facade can be made of.
ROW = {
    "id": 7,
    "name": "Ana",
    "ai_agent_ns": "f1ag2",
    "ai_task_ns": "f1at2",
    "user_ns": "f1u2",
    "user_id": "61412345678",
    "phone": "61412345678",
    "email": "ana@example.com",
}


def method_of(client: Any, path: str) -> Callable[..., Any]:
    """The method of a client that a path like `flow.tags.list` leads to."""
    method: Callable[..., Any] = reduce(getattr, path.split("."), client)
    return method


def samples(path: str, method: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    """Arguments for calls of a method, by its path in the client: "flow.tags.delete"."""
    required = [
        parameter.name
        for parameter in inspect.signature(method).parameters.values()
        if parameter.default is parameter.empty
    ]
    found = BY_METHOD[path] if path in BY_METHOD else _by_name(path, required)
    if "journal" in required:  # each job has its own
        found = (
            {**arguments, "journal": Path(_FOLDER.name, str(next(_numbers)))} for arguments in found
        )
    yield from found


def _by_name(path: str, required: list[str]) -> Iterator[dict[str, Any]]:
    required = [name for name in required if name != "journal"]
    unknown = [name for name in required if name not in BY_NAME]
    assert not unknown, f"{path} takes {unknown}: give samples of them in tests/support/samples.py"
    forms = [BY_NAME[name] for name in required]
    for values in zip_longest(*forms) if forms else [()]:
        given = zip(required, values, forms, strict=True)
        yield {name: form[-1] if value is None else value for name, value, form in given}
