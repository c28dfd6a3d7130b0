"""Each setting of each habit is another host: what is seen of it on the wire differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import httpx
import pytest

from flochat.sandbox import Call, Server
from flochat.sandbox.calling import TroubleName
from flochat.sandbox.habits import HABITS
from tests.support.services import MORE, SHOP, AppService, button, content

from .conftest import Api, Clock, Running

QUOTA: Final = 40


class Host:
    """A sandbox with one habit, and what is seen of it."""

    def __init__(self, api: Api, server: Server, clock: Clock, service: AppService) -> None:
        self.api, self.server, self.clock = api, server, clock
        self.service = service
        self.seed = server.seed

    def see(self, operation: str, body: Any = None, **query: Any) -> tuple[int, str, Any]:
        """The status, the body and the links of an answer, without what is always different."""
        answer = self.api(operation, json=body, params=query)
        text = answer.text.replace(self.server.url, "https://host/api")
        return answer.status_code, text, answer.headers.get("content-type")

    def tags(self, count: int) -> None:
        for number in range(count):
            self.seed.tag(f"Tag {number}")

    def person(self, **columns: Any) -> str:
        return self.seed.subscriber(phone="61412345678", **columns)


def rows(count: int, **query: Any) -> Callable[[Host], Any]:
    def look(host: Host) -> Any:
        host.tags(count)
        return host.see("GET /flow/tags", **query)

    return look


def conversations(host: Host) -> Any:
    ids = [host.seed.conversation(host.person(), ts=1_700_000_000 + n) for n in range(3)]
    return host.see("GET /flow/conversations/data", start_id=ids[1], limit=2)


def order_of_conversations(host: Host) -> Any:
    for n in range(2):
        host.seed.conversation(host.person(), ts=1_700_000_000 + n)
    return host.see("GET /flow/conversations/data")


def messages(host: Host, **query: Any) -> Any:
    ana = host.person()
    for n in range(3):
        host.seed.message(ana, f"Message {n}", ts=1_700_000_000 + n)
    return host.see("GET /subscriber/chat-messages", user_ns=ana, limit=1, **query)


def spent(host: Host) -> Any:
    answers = [host.api("GET /flow/tags") for _ in range(QUOTA + 1)]
    return answers[-1].status_code, answers[-1].text, sorted(answers[-1].headers)


def quota_of_two_keys(host: Host) -> Any:
    host.api("GET /flow/tags", key=host.server.flowless_key)
    return host.api("GET /flow/tags").headers["x-ratelimit-remaining"]


def quota_after_the_hour(host: Host) -> Any:
    host.clock.now += 3_590 - host.clock.now % 3_600
    host.api("GET /flow/tags")
    host.clock.now += 20
    return host.api("GET /flow/tags").headers["x-ratelimit-remaining"]


def quota_headers(host: Host) -> Any:
    return [host.api("GET /flow/tags").headers.get("x-ratelimit-limit") for _ in range(3)]


def created_twice(host: Host) -> Any:
    made = [host.see("POST /subscriber/create", {"phone": "+61412345678"}) for _ in range(2)]
    return made[1], host.see("GET /subscribers")


def told(operation: str, **body: Any) -> Callable[[Host], Any]:
    return lambda host: host.see(operation, {"user_ns": host.person(), **body})


def tag_added(host: Host) -> Any:
    ana = host.person()
    body = {"user_ns": ana, "tag_name": "New"}
    return host.see("POST /subscriber/add-tag-by-name", body), host.see("GET /flow/tags")


def tag_added_twice(host: Host) -> Any:
    host.seed.tag("VIP")
    body = {"user_ns": host.person(tags=["VIP"]), "tag_name": "VIP"}
    return host.see("POST /subscriber/add-tag-by-name", body)


def tag_created_twice(*names: str) -> Callable[[Host], Any]:
    def look(host: Host) -> Any:
        made = [host.see("POST /flow/create-tag", {"name": name}) for name in names]
        return made, host.see("GET /flow/tags")

    return look


def batch(*values: Mapping[str, str]) -> Callable[[Host], Any]:
    def look(host: Host) -> Any:
        ana = host.person()
        for number in range(21):
            host.seed.user_field(f"Field {number}")
        body = {"user_ns": ana, "data": [*values]}
        made = host.see("PUT /subscriber/set-user-fields-by-name", body)
        return made, host.see("GET /subscriber/get-info", user_ns=ana)

    return look


def bot_field(value: str, name: str = "Hours") -> Callable[[Host], Any]:
    def look(host: Host) -> Any:
        host.seed.bot_field("Hours", "array")
        body = {"data": [{"name": "Hours", "value": "[]"}, {"name": name, "value": value}]}
        return host.see("PUT /flow/set-bot-fields-by-name", body), host.see("GET /flow/bot-fields")

    return look


def settled(host: Host) -> Any:
    host.seed.bot_field("Hours")
    host.see("PUT /flow/set-bot-field-by-name", {"name": "Hours", "value": "9 to 5"})
    at_once = host.see("GET /flow/bot-fields")
    host.clock.now += 1.6
    assert "9 to 5" in host.see("GET /flow/bot-fields")[1]
    return at_once


def after_a_send(host: Host) -> Any:
    ana = host.person()
    host.clock.now += 60
    host.see("POST /subscriber/send-text", {"user_ns": ana, "content": "Hello"})
    return host.see("GET /subscriber/get-info", user_ns=ana)


def event(host: Host) -> Any:
    event_ns = host.seed.event("Bought")
    body = {"user_ns": host.person(), "event_name": "Bought", "price_value": 2.5}
    host.see("POST /subscriber/log-custom-event", body)
    return host.see("GET /flow/custom-events/data", event_ns=event_ns)


def webhook(host: Host) -> Any:
    return host.see(f"POST /iwh/{host.seed.inbound_webhook('Hook')}", {"a": 1})


def ticket(host: Host) -> Any:
    number = host.seed.ticket_list("Repairs")
    body = {"user_ns": host.person(), "title": "Broken"}
    return host.see(f"POST /team/ticket-lists/{number}/create", body)


def fields(host: Host) -> Any:
    for name, kind, value in (("N", "number", "7"), ("B", "boolean", "true"), ("T", "text", "x")):
        host.seed.bot_field(name, kind, value=value)
    return host.see("GET /flow/bot-fields")


def event_summary(host: Host) -> Any:
    return host.see("GET /flow/custom-events/summary", event_ns=host.seed.event("Bought"))


def shown(host: Host) -> Any:
    """Somebody with little, a message of the system, an agent, an error and a product."""
    ana = host.person()
    host.seed.message(ana, None, kind="system", ts=1_700_000_000)
    host.seed.agent("Kim")
    host.seed.error_log(ana, "A node failed", ts=1_700_000_000)
    host.see("POST /shop/products/create", {"name": "Shirt", "price": 12.5})
    return [
        host.see("GET /subscribers"),
        host.see("GET /subscriber/chat-messages", user_ns=ana, include_system=1),
        host.see("GET /flow/agents"),
        host.see("GET /flow/error-logs/data"),
        host.see("GET /shop/products"),
    ]


def outcome(call: Call) -> Any:
    """What became of a call, without what is always different: the seconds that it took."""
    posted = call.posted and call.posted.content
    parts = (call.delivered, call.quick_replies, call.applied, call.goto)
    return posted, parts, call.faults, call.attempts, call.note


def answered(
    reply: Any, *, external: bool = False, body: Any = None, **answer: Any
) -> Callable[[Host], Any]:
    """Looks at what a host makes of an answer to a block of its flow."""

    def look(host: Host) -> Any:
        host.service.reply = reply
        host.service.status = answer.get("status", 200)
        host.service.content_type = answer.get("content_type", "application/json")
        host.seed.tag("VIP")
        host.seed.user_field("Points", "number")
        block = host.server.external_request if external else host.server.dynamic_block
        return outcome(block(MORE, host.person(), body=body))

    return look


def troubled(trouble: TroubleName) -> Callable[[Host], Any]:
    def look(host: Host) -> Any:
        host.server.break_next_call(trouble)
        return outcome(host.server.dynamic_block(MORE, host.person()))

    return look


def sizes(host: Host) -> Any:
    return [answered(content("x" * size))(host) for size in (150_000, 1_500_000)]


def pressed(*, by_api: bool = False, pause: bool = False) -> Callable[[Host], Any]:
    """Looks at the press of a button that a service or the API has sent."""

    def look(host: Host) -> Any:
        ana, node = host.person(), host.seed.node("Checkout")
        below = {"type": "node", "caption": "More", "target": node} if by_api else button()
        data = content({"type": "text", "text": "Hi", "buttons": [below]})
        host.service.reply = data
        if by_api:
            host.see("POST /subscriber/send-content", {"user_ns": ana, "data": data})
            host.see("POST /subscriber/resume-bot", {"user_ns": ana})
        else:
            host.server.dynamic_block(MORE, ana)
        if pause:
            host.see("POST /subscriber/pause-bot", {"user_ns": ana})
        return outcome(host.server.press(ana, "More"))

    return look


def said_after_sends(host: Host) -> Any:
    host.server.connect_bot(MORE)
    calls = []
    welcome = host.seed.sub_flow("Welcome")
    for send, key, value in (
        ("send-text", "content", "Hi"),
        ("send-sub-flow", "sub_flow_ns", welcome),
    ):
        ana = host.person()
        host.see(f"POST /subscriber/{send}", {"user_ns": ana, key: value})
        calls.append(host.server.say(ana, "Hello").note)
    return calls


def action(**keys: Any) -> Any:
    return content("Hi", actions=[keys, {"action": "add_tag", "tag_name": "VIP"}])


#: Habit -> what shows which setting a host has.
LOOKS: Final[dict[str, Callable[[Host], Any]]] = {
    "default_rows": rows(101),
    "limit": rows(60, limit=55),
    "limit_over_cap": rows(101, limit=101),
    "paging": rows(1),
    "page": rows(2, limit=1, page=2),
    "page_beyond_last": rows(1, page=2),
    "links": rows(2, limit=1),
    "name_filter": rows(11, name="tag 1"),
    "cursor": conversations,
    "cursor_order": order_of_conversations,
    "time_range": lambda host: messages(host, end_time=1_700_000_002),
    "misfit": lambda host: host.see("POST /flow/create-tag", {}),
    "unknown_resource": lambda host: host.see(
        "POST /subscriber/resume-bot", {"user_ns": "f280503u99"}
    ),
    "deleted_already": lambda host: host.see("DELETE /flow/delete-tag", {"tag_ns": "f280503t9"}),
    "refusal": lambda host: host.see("POST /openai-embeddings/generate"),
    "says_no": lambda host: host.see("POST /openai-embeddings/generate"),
    "unknown_path": lambda host: host.see("GET /flow/shortcuts/9"),
    "throttled": spent,
    "quota_headers": quota_headers,
    "quota_of": quota_of_two_keys,
    "quota_hour": quota_after_the_hour,
    "record": lambda host: (host.see("GET /me"), host.see("GET /team-info")),
    "says_ok": told("POST /subscriber/resume-bot"),
    "created": lambda host: host.see("POST /flow/create-tag", {"name": "VIP"}),
    **dict.fromkeys(
        ("flags", "ids", "prices", "times", "missing", "empty_lists", "payload"), shown
    ),
    "field_values": fields,
    "settling": settled,
    "phone_filter": lambda host: (
        host.person() and host.see("GET /subscribers", phone="61412345678"),
        host.see("GET /subscribers", phone="412345678"),
        host.see("GET /subscribers", phone="+61412345678"),
    ),
    "phone_stored": lambda host: host.see("POST /subscriber/create", {"phone": "+61 412 345 678"}),
    "email_filter": lambda host: (
        host.person(email="Ana@Example.com") and host.see("GET /subscribers", email="ana@"),
        host.see("GET /subscribers", email="ana@example.com"),
    ),
    "unknown_person": lambda host: host.see("GET /subscriber/get-info", user_ns="f280503u99"),
    "known_person": created_twice,
    "new_person": lambda host: host.see("POST /subscriber/create", {"phone": "+61412345678"}),
    "sends_move": after_a_send,
    "unknown_tag": tag_added,
    "taken_name": tag_created_twice("VIP", "VIP"),
    "name_case": tag_created_twice("VIP", "vip"),
    "already_so": tag_added_twice,
    "over_cap": batch(*({"name": f"Field {n}", "value": "x"} for n in range(21))),
    "bad_entry": batch(
        {"name": "Field 0", "value": "x"},
        {"name": "Nothing", "value": "x"},
        {"name": "Field 1", "value": "x"},
    ),
    "empty_user_value": batch({"name": "Field 0", "value": ""}),
    "empty_bot_value": bot_field(""),
    "unknown_bot_field": bot_field("x", "Nothing"),
    "long_value": bot_field(json.dumps(["x" * 20_001])),
    "mid": told("POST /subscriber/send-text", content="Hello"),
    "event_numbers": event,
    "pause_without_minutes": told("POST /subscriber/pause-bot"),
    "chat_pages": lambda host: messages(host, page=2),
    "webhook_answer": webhook,
    "no_provider": lambda host: host.see("GET /flow/settings/get-default-ai-provider"),
    "event_summary_range": event_summary,
    "summary_range": lambda host: host.see("GET /flow-summary"),
    "new_ticket": ticket,
    "not_connected": lambda host: host.see("DELETE /integration/openai"),
    "call_patience": troubled("too late"),
    "call_repeats": troubled("unreachable"),
    "call_content_type": answered(content("Hi"), content_type="text/plain"),
    "call_size": sizes,
    "error_content": answered(content("Hi"), status=404),
    "external_content": answered(content("Hi"), external=True),
    "bad_part": answered(content("Hi", {"type": "nothing"})),
    "extra_parts": answered(content(*["Hi"] * 11)),
    "bad_action": answered(action(action="add_tag", tag_name="Nobody's")),
    "number_as_text": answered(
        action(action="set_field_value", field_name="Points", value="7"),
    ),
    "callback_without_method": answered(
        content("Hi", quick_replies=[{k: v for k, v in button().items() if k != "method"}])
    ),
    "url_quick_replies": answered(
        content("Hi", quick_replies=[{"type": "url", "caption": "Open", "url": MORE}])
    ),
    "node_buttons_by_api": pressed(by_api=True),
    "empty_payload": pressed(),
    "paused_buttons": pressed(pause=True),
    "unfilled_placeholder": answered(content(), body={"a": "{{last_name}}"}),
    "sends_pause": said_after_sends,
    "no_cart": lambda host: host.see("GET /subscriber/cart", user_ns=host.person()),
}


@pytest.mark.parametrize("habit", HABITS)
def test_every_setting_shows_on_the_wire(running: Running, http: httpx.Client, habit: str) -> None:
    seen = {}
    clock = Clock()
    service = AppService()
    server = running(clock=clock, quota=QUOTA, routes={SHOP: service})
    for setting in HABITS[habit]:
        server.reset()
        clock.now = 1_800_000_000.0
        server.change_habits({habit: setting})
        seen[setting] = repr(LOOKS[habit](Host(Api(http, server), server, clock, service)))
    assert len(set(seen.values())) == len(seen), seen


def test_every_habit_is_looked_at() -> None:
    assert LOOKS.keys() == HABITS.keys()
