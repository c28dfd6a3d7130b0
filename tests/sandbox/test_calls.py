"""A service is called as the platform does, and its answer is done to the state."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import parse_qs

import pytest

from flochat.sandbox import Server, Trigger
from tests.support.hostile_server import RESET, answer
from tests.support.services import MORE, SHOP, Service, button, content, service

from .conftest import Api, ApiOf, Clock, Running

#: What the documented "Full Subscriber Data" has.
FULL: Final = {
    *("id", "user_ns", "page_id", "status", "first_name", "last_name", "name", "gender", "image"),
    *("locale", "language", "timezone", "last_input_text", "subscribed", "last_interaction"),
    *("last_seen", "custom_fields"),
}


@pytest.fixture
def shop() -> Iterator[Service]:
    with service() as shop:
        yield shop


@pytest.fixture
def server(running: Running, clock: Clock, shop: Service) -> Server:
    return running(clock=clock, routes=shop.routes)


@pytest.fixture
def ana(server: Server) -> str:
    server.seed.tag("VIP")
    server.seed.user_field("Points", "number")
    server.seed.user_field("Newsletter", "boolean")
    return server.seed.subscriber(
        first_name="Ana",
        phone="61412345678",
        user_fields={"Points": "3", "Newsletter": "True"},
    )


def test_a_dynamic_block_posts_what_is_known_of_the_person(
    server: Server, shop: Service, ana: str
) -> None:
    server.seed.message(ana, "Hello?")
    call = server.dynamic_block(MORE, ana, headers={"X-Secret": "s3cret"})
    (request,) = shop.requests
    (body,) = shop.bodies
    assert (request.method, request.target) == ("POST", "/more")
    assert request.headers["x-secret"] == "s3cret"
    assert request.headers["content-type"] == "application/json"
    assert body.keys() == FULL
    assert body["custom_fields"] == {"Points": 3, "Newsletter": True}
    assert (body["user_ns"], body["last_input_text"]) == (ana, "Hello?")
    assert body["last_seen"].endswith("+00:00")
    assert call.posted is not None
    assert (call.posted.url, call.posted.json) == (MORE, body)
    assert "s3cret" not in repr(call) + str(call)


def test_an_answer_is_delivered_and_its_actions_are_carried_out(
    server: Server, shop: Service, api: Api, ana: str
) -> None:
    support = server.seed.sub_flow("Support")
    shop.reply = content(
        "Hello",
        {"type": "image", "url": "https://example.com/1.png"},
        actions=[
            {"action": "add_tag", "tag_name": "VIP"},
            {"action": "set_field_value", "field_name": "Points", "value": 7},
            {"action": "unset_field_value", "field_name": "Newsletter"},
        ],
        quick_replies=[button("Next")],
        goto="Support",
    )
    call = server.dynamic_block(MORE, ana).check()
    person = api.person(ana)
    assert [tag["name"] for tag in person["tags"]] == ["VIP"]
    assert {it["name"]: it["value"] for it in person["user_fields"]} == {"Points": 7}
    assert [(it.action, it.name, it.value) for it in call.applied] == [
        ("add_tag", "VIP", None),
        ("set_field_value", "Points", 7),
        ("unset_field_value", "Newsletter", None),
    ]
    assert call.texts == ["Hello"]
    assert [reply["caption"] for reply in call.quick_replies] == ["Next"]
    (delivery,) = server.deliveries
    assert (delivery.user_ns, delivery.operation) == (ana, "dynamic block")
    assert (delivery.sub_flow_ns, call.goto) == (support, "Support")
    shown = api.rows("GET /subscriber/chat-messages", user_ns=ana, include_bot=1)
    assert [(it["type"], it["msg_type"]) for it in shown] == [("out", "image"), ("out", "text")]
    assert server.calls == [call]
    server.clear()
    assert server.calls == []


def test_nothing_to_say_is_an_answer(server: Server, shop: Service, ana: str) -> None:
    shop.reply = content()
    call = server.dynamic_block(MORE, ana).check()
    assert (call.delivered, call.faults, server.deliveries) == ((), (), [])


def test_a_body_is_filled_with_what_is_known(server: Server, shop: Service, ana: str) -> None:
    server.seed.bot_field("Opening hours", value="9 to 5")
    body = {
        "user_ns": "{{user_ns}}",
        "text": "{{ first_name }} has {{Points}}, {{Opening hours}}",
        "list": ["{{phone}}", 7, None, True],
        "unknown": "{{nobody}} {{last_name}}",
    }
    server.external_request(MORE, ana, body=body, headers={"X-User": "{{user_ns}}"})
    assert shop.bodies[-1] == {
        "user_ns": ana,
        "text": "Ana has 3, 9 to 5",
        "list": ["61412345678", 7, None, True],
        "unknown": "{{nobody}} {{last_name}}",
    }
    assert shop.requests[-1].headers["x-user"] == ana
    server.change_habits({"unfilled_placeholder": "empty"})
    server.external_request(MORE, ana, body="{{nobody}}!")
    assert shop.requests[-1].body == b"!"
    assert shop.requests[-1].headers["content-type"] == "text/plain"


def test_an_address_is_filled_too(server: Server, shop: Service, ana: str) -> None:
    call = server.external_request(
        f"{SHOP}/of/{{{{user_ns}}}}?name={{{{ first_name }}}}%20%26", ana
    )
    assert shop.requests[-1].target == f"/of/{ana}?name=Ana%20%26"
    assert call.posted is not None
    assert call.posted.url == f"{SHOP}/of/{ana}?name=Ana%20%26"
    server.seed.bot_field("Path", value="../a b?c")
    server.external_request(f"{SHOP}/{{{{Path}}}}", ana)
    assert shop.requests[-1].target == "/..%2Fa%20b%3Fc"


def test_a_body_can_be_a_form(server: Server, shop: Service, ana: str) -> None:
    form = "application/x-www-form-urlencoded"
    server.external_request(MORE, ana, body={"name": "{{first_name}} & co"}, content_type=form)
    (request,) = shop.requests
    assert request.headers["content-type"] == form
    assert parse_qs(request.body.decode()) == {"name": ["Ana & co"]}


@pytest.mark.parametrize(("status", "branch"), [(200, 2), (404, 4), (500, 5)])
def test_an_external_request_branches_by_the_first_digit(
    server: Server, shop: Service, ana: str, status: int, branch: int
) -> None:
    shop.reply = answer('{"stock": 4}', status=status)
    call = server.external_request(MORE, ana)
    assert (call.branch, call.is_ok, call.delivered) == (branch, True, ())
    assert [fault.kind for fault in call.faults] == ([] if branch == 2 else ["bad status"])


def test_an_external_request_may_be_answered_with_content_or_with_nothing(
    server: Server, shop: Service, ana: str
) -> None:
    shop.reply = content("In stock")
    assert server.external_request(MORE, ana).check().texts == ["In stock"]
    shop.reply = answer(b"", status=204)
    assert server.external_request(MORE, ana).faults == ()
    shop.reply = content("In stock")["content"]
    (fault,) = server.external_request(MORE, ana).faults
    assert (fault.kind, fault.is_warning) == ("no version", True)


def test_a_press_posts_the_payload_alone_and_is_answered(
    server: Server, shop: Service, api: Api, ana: str
) -> None:
    headers = {"X-Secret": "s3cret"}
    shop.reply = content(
        {"type": "text", "text": "Page 1", "buttons": [button(headers=headers, payload={"p": 2})]}
    )
    server.dynamic_block(MORE, ana)
    shop.reply = content("Page 2")
    call = server.press(ana, "More").check()
    assert shop.bodies[-1] == {"p": 2}
    assert shop.requests[-1].headers["x-secret"] == "s3cret"
    assert (call.trigger, call.texts) == (Trigger.PRESS, ["Page 2"])
    (pressed,) = api.rows("GET /subscriber/chat-messages", user_ns=ana)
    assert (pressed["content"], pressed["msg_type"]) == ("More", "interactive")
    with pytest.raises(ValueError, match=r"delivered to .* has nothing to press"):
        server.press(ana, "More")


def test_no_repr_shows_the_headers_of_a_button(
    server: Server, shop: Service, api: Api, ana: str
) -> None:
    secret = button(headers={"X-Secret": "s3cret"})
    shop.reply = content(
        {"type": "text", "text": "Hi", "buttons": [secret]}, quick_replies=[secret]
    )
    call = server.dynamic_block(MORE, ana).check()
    api.ok("POST /subscriber/send-content", json={"user_ns": ana, "data": shop.reply})
    pressed = server.press(ana, "More", number=1)
    shown = [repr(it) for it in (call, pressed, *server.deliveries, *server.requests)]
    assert "s3cret" not in "".join([*shown, str(call), str(pressed)])
    assert "X-Secret" in shown[0]
    assert call.delivered[0]["buttons"][0]["headers"] == {"X-Secret": "s3cret"}


def test_what_the_api_has_sent_can_be_pressed(
    server: Server, shop: Service, api: Api, ana: str
) -> None:
    data = content({"type": "text", "text": "Hi", "buttons": [button()]})
    api.ok("POST /subscriber/send-content", json={"user_ns": ana, "data": data})
    shop.reply = content("Hello")
    assert server.press(ana, "More").check().texts == ["Hello"]
    assert shop.bodies == [{}]


def test_the_button_of_a_card_is_named_by_the_card_or_by_its_number(
    server: Server, shop: Service, ana: str
) -> None:
    cards = [
        {"title": title, "buttons": [button("Add", payload={"item": title})]}
        for title in ("Shirt", "Hat", "Shirt")
    ]
    shop.reply = content({"type": "cards", "elements": cards[:2]})
    server.dynamic_block(MORE, ana)
    with pytest.raises(ValueError, match=r"'Add' is there 2 times: .*card= as one of 'Shirt', 'Ha"):
        server.press(ana, "Add")
    with pytest.raises(ValueError, match=r"nothing says 'Buy' .* there is 'Add \(Shirt\)'"):
        server.press(ana, "Buy")
    with pytest.raises(ValueError, match="on the card 'Coat'"):
        server.press(ana, "Add", card="Coat")
    server.press(ana, "Add", card="Hat")
    assert shop.bodies[-1] == {"item": "Hat"}
    shop.reply = content({"type": "cards", "elements": cards})
    server.dynamic_block(MORE, ana)
    with pytest.raises(ValueError, match="number= from 1 to 2"):
        server.press(ana, "Add", card="Shirt")
    with pytest.raises(ValueError, match="number must be from 1 to 3"):
        server.press(ana, "Add", number=4)
    with pytest.raises(ValueError, match="number must be an int"):
        server.press(ana, "Add", number=True)
    server.press(ana, "Add", number=3)
    assert shop.bodies[-1] == {"item": "Shirt"}


def test_buttons_that_call_no_service_do_their_actions_and_go_on(
    server: Server, shop: Service, api: Api, ana: str
) -> None:
    checkout = server.seed.node("Checkout")
    vip = [{"action": "add_tag", "tag_name": "VIP"}]
    shop.reply = content(
        {
            "type": "text",
            "text": "Hi",
            "buttons": [
                {"type": "url", "caption": "Open", "url": "https://example.com", "actions": vip},
                {"type": "node", "caption": "Pay", "target": "Checkout"},
                {"type": "call", "caption": "Call", "phone": "+61 2 5550 1234"},
            ],
        }
    )
    server.dynamic_block(MORE, ana).check()
    assert server.press(ana, "Open").applied[0].name == "VIP"
    assert [tag["name"] for tag in api.person(ana)["tags"]] == ["VIP"]
    call = server.press(ana, "Call")
    assert (call.posted, call.goto, call.applied) == (None, None, ())
    assert server.press(ana, "Pay").goto == "Checkout"
    assert server.deliveries[-1].node_ns == checkout
    assert len(shop.requests) == 1


def test_a_quick_reply_is_pressed_like_a_button(server: Server, shop: Service, ana: str) -> None:
    shop.reply = content("Size?", quick_replies=[button("S"), button("M", payload={"size": "M"})])
    server.dynamic_block(MORE, ana)
    server.press(ana, "M")
    assert shop.bodies[-1] == {"size": "M"}


def test_a_template_button_starts_its_sub_flow_once_the_bot_talks_again(
    server: Server, api: Api, ana: str
) -> None:
    yes = server.seed.sub_flow("Yes")
    buttons = [{"type": "QUICK_REPLY", "text": "Yes"}, {"type": "QUICK_REPLY", "text": "No"}]
    body = {"type": "BODY", "text": "Coming?"}
    server.seed.whatsapp_template("coming", body, {"type": "BUTTONS", "buttons": buttons})
    template = {
        "name": "coming",
        "lang": "en",
        "namespace": api.rows("POST /whatsapp-template/list")[0]["namespace"],
        "params": {"QUICK_REPLY_1": yes},
    }
    sent = {"user_ns": ana, "content": template}
    api.ok("POST /subscriber/send-whatsapp-template", json=sent)
    assert "the bot is paused" in server.press(ana, "Yes").note
    api.ok("POST /subscriber/resume-bot", json={"user_ns": ana})
    assert "dead" in server.press(ana, "No").note
    assert server.press(ana, "Yes").goto == yes
    assert server.deliveries[-1].sub_flow_ns == yes


def test_the_bot_answers_what_people_write(
    server: Server, shop: Service, api: Api, ana: str
) -> None:
    nobody = server.say(ana, "Anybody there?")
    assert (nobody.posted, "connect_bot" in nobody.note) == (None, True)
    server.connect_bot(f"{SHOP}/bot", headers={"X-Secret": "s"})
    shop.reply = lambda request: content(f"You said {json.loads(request.body)['last_input_text']}")
    assert server.say(ana, "Hello").check().texts == ["You said Hello"]
    assert shop.requests[-1].target == "/bot"
    assert [it["content"] for it in api.rows("GET /subscriber/chat-messages", user_ns=ana)] == [
        "Hello",
        "Anybody there?",
    ]


def test_a_paused_bot_is_not_asked_and_live_chat_is_told(
    server: Server, shop: Service, api: Api, clock: Clock, ana: str
) -> None:
    kim = server.seed.agent("Kim")
    server.connect_bot(f"{SHOP}/bot")
    server.connect_live_chat(f"{SHOP}/desk", headers={"X-Desk": "d"})
    server.say(ana, "A")
    api.ok("POST /subscriber/pause-bot", json={"user_ns": ana, "minutes": 30})
    api.ok("POST /subscriber/assign-agent", json={"user_ns": ana, "agent_id": kim})
    call = server.say(ana, "B")
    assert (call.trigger, call.delivered, call.is_ok) == (Trigger.LIVE_CHAT, (), True)
    assert [it.target for it in shop.requests] == ["/bot", "/desk"]
    event = shop.bodies[-1]
    assert event["meta"] == {
        "user_ns": ana,
        "agent_id": kim,
        "flow_ns": "f280503",
        "team_id": 1,
    }
    assert (event["message"]["type"], event["message"]["content"]) == ("in", "B")
    assert event["message"]["mid"].startswith("mid.")
    clock.now += 30 * 60
    server.say(ana, "C")
    api.ok("POST /subscriber/pause-bot", json={"user_ns": ana})
    clock.now += 30 * 86_400
    server.say(ana, "D")
    api.ok("POST /subscriber/resume-bot", json={"user_ns": ana})
    server.say(ana, "E")
    assert [it.target for it in shop.requests] == ["/bot", "/desk", "/bot", "/desk", "/bot"]


def test_what_live_chat_fails_to_take_is_told(
    server: Server, shop: Service, api: Api, ana: str
) -> None:
    server.connect_live_chat(f"{SHOP}/desk")
    api.ok("POST /subscriber/pause-bot", json={"user_ns": ana})
    for reply, kind in ((answer(status=500), "bad status"), ([RESET], "cut off")):
        shop.reply = reply
        call = server.say(ana, "Hello?")
        assert ([fault.kind for fault in call.faults], call.is_ok) == ([kind], False)
    shop.reply = answer("anything", content_type="text/plain")
    assert server.say(ana, "Hello?").faults == ()


def test_a_send_by_the_api_pauses_the_bot(
    server: Server, shop: Service, api: Api, ana: str
) -> None:
    server.connect_bot(f"{SHOP}/bot")
    api.ok("POST /subscriber/send-text", json={"user_ns": ana, "content": "Hello"})
    call = server.say(ana, "Hi")
    assert (call.posted, "resume-bot" in call.note) == (None, True)
    api.ok("POST /subscriber/resume-bot", json={"user_ns": ana})
    assert server.say(ana, "Hi").posted is not None
    assert len(shop.requests) == 1


def test_a_service_may_use_the_api_while_it_is_asked(
    running: Running, api_of: ApiOf, shop: Service
) -> None:
    server = running(routes=shop.routes)
    ana = server.seed.subscriber(first_name="Ana")

    def reply(request: Any) -> Any:
        person = api_of(server).person(json.loads(request.body)["user_ns"])
        return content(f"Hello {person['first_name']}")

    shop.reply = reply
    assert server.dynamic_block(MORE, ana).check().texts == ["Hello Ana"]


def test_somebody_may_be_deleted_while_a_service_is_asked(
    server: Server, shop: Service, api: Api, ana: str
) -> None:
    def reply(_: Any) -> Any:
        api.ok("DELETE /subscriber/delete", json={"user_ns": ana})
        return content("Goodbye", actions=[{"action": "add_tag", "tag_name": "VIP"}])

    shop.reply = reply
    call = server.dynamic_block(MORE, ana)
    assert [fault.kind for fault in call.faults] == ["person gone"]


def test_a_coroutine_that_blocks_its_loop_is_told(running: Running) -> None:
    async def main() -> str:
        async def handle(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.close()

        service = await asyncio.start_server(handle, "127.0.0.1", 0)
        server = running()
        ana = server.seed.subscriber(first_name="Ana")
        port = service.sockets[0].getsockname()[1]
        call = server.dynamic_block(f"http://127.0.0.1:{port}/", ana, timeout=0.2)
        service.close()
        await service.wait_closed()
        return str(call)

    assert "await the same of server.aio" in asyncio.run(main())


def test_coroutines_call_without_blocking_their_loop(running: Running) -> None:
    async def main() -> list[str]:
        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            request = await reader.readuntil(b"\r\n\r\n")
            length = request.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            # Whoever closes with something unread resets the connection, and its answer is lost.
            await reader.readexactly(int(length or 0))
            body = json.dumps(content({"type": "text", "text": "Hi", "buttons": [button()]}))
            head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{body}"
            writer.write(head.encode())
            writer.close()

        service = await asyncio.start_server(handle, "127.0.0.1", 0)
        port = service.sockets[0].getsockname()[1]
        server = running(routes={SHOP: f"http://127.0.0.1:{port}"})
        ana = server.seed.subscriber(first_name="Ana")
        server.connect_bot(MORE)
        calls = [
            await server.aio.dynamic_block(MORE, ana, body={"page": 1}),
            await server.aio.external_request(MORE, ana),
            await server.aio.press(ana, "More", number=1),
            await server.aio.say(ana, "Hello"),
        ]
        service.close()
        await service.wait_closed()
        return [call.check().trigger for call in calls]

    assert asyncio.run(main()) == ["dynamic block", "external request", "press", "text"]


@pytest.mark.parametrize("trouble", ["unreachable", "too late", "cut off"])
def test_a_call_fails_on_demand_without_waiting(
    server: Server, shop: Service, api: Api, ana: str, trouble: Any
) -> None:
    shop.reply = content("Hello", actions=[{"action": "add_tag", "tag_name": "VIP"}])
    server.break_next_call(trouble)
    call = server.dynamic_block(MORE, ana, timeout=3600)
    assert [fault.kind for fault in call.faults] == [trouble]
    assert (call.delivered, api.person(ana)["tags"]) == ((), [])
    assert len(shop.requests) == (trouble != "unreachable")
    assert server.dynamic_block(MORE, ana).check().texts == ["Hello"]


def test_a_call_may_come_twice(server: Server, shop: Service, ana: str) -> None:
    replies = iter(["first", "second"])
    shop.reply = lambda _: content(next(replies))
    server.break_next_call("twice")
    call = server.dynamic_block(MORE, ana).check()
    assert (call.texts, call.attempts) == (["second"], 2)
    assert shop.bodies[0] == shop.bodies[1]


def test_a_host_may_repeat_what_failed(server: Server, shop: Service, ana: str) -> None:
    server.change_habits({"call_repeats": "once"})
    replies = iter([answer("{}", status=503), content("again")])
    shop.reply = lambda _: next(replies)
    call = server.dynamic_block(MORE, ana).check()
    assert (call.texts, call.attempts) == (["again"], 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"person": "f280503u99"}, "nobody has 'f280503u99'"),
        ({"person": None}, "nobody has None"),
        ({"url": "shop.example/more"}, "url must be an address as in"),
        ({"url": "http://shop.example/more"}, "the platform calls https only"),
        ({"url": "https://shop.example/a b"}, "url must be an address"),
        ({"timeout": 0}, "timeout must be a number of seconds above 0"),
        ({"timeout": float("nan")}, "timeout must be a number"),
        ({"timeout": True}, "timeout must be a number"),
        ({"headers": {"X A": "b"}}, "cannot be the name of a header"),
        ({"headers": {"X-A": "b\r\nX-B: c"}}, "must be printable ASCII"),
        ({"headers": {"Host": "b"}}, "is set by the sandbox"),
        ({"body": {"a": {1, 2}}}, "body must be a str, or what JSON can say"),
        ({"body": {"a": float("nan")}}, "body must be a str, or what JSON can say"),
        ({"body": [1], "content_type": "application/x-www-form-urlencoded"}, "must be a dict"),
        ({"body": {"a": 1}, "content_type": "text/plain"}, "must be a str"),
        ({"body": "a", "content_type": "text/html"}, "content_type must be"),
    ],
    ids=repr,
)
def test_what_cannot_be_called_is_told_before_anything_is_posted(
    server: Server, shop: Service, ana: str, arguments: dict[str, Any], message: str
) -> None:
    given = {"url": MORE, "person": ana, **arguments}
    for call in (server.dynamic_block, server.external_request):
        with pytest.raises(ValueError, match=message):
            call(**given)
    assert (shop.requests, server.calls) == ([], [])


def test_other_arguments_are_checked_too(server: Server, ana: str) -> None:
    with pytest.raises(ValueError, match="text must be a str that is not empty"):
        server.say(ana, " ")
    with pytest.raises(ValueError, match="text must be valid Unicode"):
        server.say(ana, "\ud800")
    with pytest.raises(ValueError, match="trouble must be one of 'unreachable'"):
        server.break_next_call("slow")  # type: ignore[arg-type] # that is what is tested
    with pytest.raises(ValueError, match="times must be at least 1"):
        server.break_next_call("cut off", times=0)
    with pytest.raises(ValueError, match="calls https only"):
        server.connect_bot("http://shop.example")
    with pytest.raises(ValueError, match="must be an address"):
        server.connect_live_chat("")


def test_a_failed_check_says_all_that_is_wrong(server: Server, shop: Service, ana: str) -> None:
    shop.reply = content({"type": "text"}, actions=[{"action": "add_tag", "tag_name": "vip"}])
    call = server.dynamic_block(MORE, ana)
    with pytest.raises(AssertionError) as raised:
        call.check()
    text = str(raised.value)
    assert "content.messages[0]: a text message must have text" in text
    assert "content.actions[0].tag_name: the flow has no tag 'vip'" in text


def test_a_reset_forgets_the_services_of_the_flow(server: Server, shop: Service) -> None:
    server.connect_bot(MORE)
    server.break_next_call("unreachable")
    server.reset()
    ana = server.seed.subscriber(first_name="Ana")
    assert server.say(ana, "Hello").posted is None
    assert server.dynamic_block(MORE, ana).is_ok
    assert len(shop.requests) == 1
