"""What is wrong with an answer is told: what, where, and what the person sees in consequence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flochat.sandbox import Call, Server, serve
from tests.support.hostile_server import HANG, RESET, Pause, Step, answer, drip, redirect
from tests.support.services import MORE, Service, button, content, service

URL: Final = "https://example.com/1.png"
#: JSON that nests too deeply for anybody.
DEEP: Final = "[" * 100_000


@pytest.fixture(scope="module")
def shop() -> Iterator[Service]:
    with service() as shop:
        yield shop


@pytest.fixture(scope="module")
def shared(shop: Service) -> Iterator[Server]:
    with serve(routes=shop.routes) as server:
        yield server


@pytest.fixture
def server(shared: Server) -> Server:
    shared.reset()
    return shared


@pytest.fixture
def ana(server: Server) -> str:
    return person(server)


def person(server: Server) -> str:
    """Somebody in a flow with a tag, a sub flow, a node, and a field of each type."""
    server.seed.tag("VIP")
    server.seed.sub_flow("Support")
    server.seed.node("Checkout")
    for var_type in ("text", "number", "boolean", "date", "datetime", "array", "longtext"):
        server.seed.user_field(f"A {var_type}", var_type)
    return server.seed.subscriber(first_name="Ana")


def told(call: Call) -> list[tuple[str, str]]:
    """What is wrong: kinds and places."""
    return [(fault.kind, fault.where) for fault in call.faults if not fault.is_warning]


def noted(call: Call) -> list[tuple[str, str]]:
    """What costs nothing: kinds and places."""
    return [(fault.kind, fault.where) for fault in call.faults if fault.is_warning]


BROKEN: Final[dict[str, tuple[list[Step], str, str]]] = {
    "text": (answer("Hello"), "not JSON", "body"),
    "nothing": (answer(""), "not JSON", "body"),
    "half of it": (answer('{"version": "v1", '), "not JSON", "body"),
    "two of them": (answer("{}{}"), "not JSON", "body"),
    "NaN": (answer('{"version": NaN}'), "not JSON", "body"),
    "a mark before it": (answer("\N{ZERO WIDTH NO-BREAK SPACE}{}"), "not JSON", "body"),
    "Latin-1": (answer('{"a": "é"}'.encode("latin-1")), "not JSON", "body"),
    "half a character": (answer('{"a": "\\ud800"}'), "not JSON", "body"),
    "depths": (answer(DEEP), "not JSON", "body"),
    "a number beyond all": (answer('{"version": 1e999}'), "not JSON", "body"),
    "a long number": (answer("9" * 5_000), "not JSON", "body"),
    "a list": (answer("[]"), "not an object", "body"),
    "null": (answer("null"), "not an object", "body"),
    "no version": (answer("{}"), "wrong version", "version"),
    "another version": (answer('{"version": "v2"}'), "wrong version", "version"),
    "a number as version": (answer('{"version": 1}'), "wrong version", "version"),
    "no content": (answer('{"version": "v1"}'), "no content", "content"),
    "a list as content": (answer('{"version": "v1", "content": []}'), "no content", "content"),
    "a page": (answer("<html>", content_type="text/html"), "not JSON", "body"),
    "an error": (answer("{}", status=500), "bad status", "status"),
    "not found": (answer("{}", status=404), "bad status", "status"),
    "a redirect": (redirect("https://shop.example/other"), "redirect", "status"),
    "a permanent redirect": (redirect("http://127.0.0.1:1/", status=308), "redirect", "status"),
    "packed": (
        answer(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}),
        "compressed",
        "header content-encoding",
    ),
    "a cut": ([*answer("{}")[:1], RESET], "cut off", "body"),
    "no HTTP": ([b"hello\r\n\r\n"], "cut off", "body"),
    "a bad length": (answer("{}", headers={"Content-Length": "9"}), "cut off", "body"),
    "silence": ([HANG], "too late", "time"),
    "a drip": (drip(answer("{}")[0], 0.05), "too late", "time"),
    "a slow end": ([*answer("{}")[:1], b"{", Pause(3600)], "too late", "time"),
    "too much": (answer(json.dumps(content("x" * 1_000_000))), "too large", "body"),
    "too much of nothing": (
        [answer("", headers={"Content-Length": "100000000"})[0], *[b" " * 65_536] * 40],
        "too large",
        "body",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_answer_that_nobody_can_read_shows_nothing(
    server: Server, shop: Service, ana: str, name: str
) -> None:
    steps, kind, where = BROKEN[name]
    shop.reply = steps
    call = server.dynamic_block(MORE, ana, timeout=0.5 if kind == "too late" else 30)
    assert told(call)[-1] == (kind, where)
    assert (call.delivered, call.applied, server.deliveries) == ((), (), [])
    assert not call.is_ok
    assert str(call.faults[-1]).startswith(f"{where}: ")


def text(value: Any = "Hi", **keys: Any) -> dict[str, Any]:
    return {"type": "text", "text": value, **keys}


def below(*buttons: Any) -> dict[str, Any]:
    return content(text(buttons=[*buttons]))


def action(**keys: Any) -> dict[str, Any]:
    return content("Hi", actions=[keys])


def field(var_type: str, value: Any) -> dict[str, Any]:
    return action(action="set_field_value", field_name=f"A {var_type}", value=value)


FIRST: Final = "content.messages[0]"
BUTTON: Final = f"{FIRST}.buttons[0]"
ACTION: Final = "content.actions[0]"
REPLY: Final = "content.quick_replies[0]"

#: Name -> an answer, what is wrong with it and where, and what is shown all the same.
WRONG: Final[dict[str, tuple[Any, str, str, list[str]]]] = {
    "a str as messages": (
        {"version": "v1", "content": {"messages": "Hi"}},
        *("wrong type", "content.messages", []),
    ),
    "a number as message": (content(7), "wrong type", FIRST, []),
    "no type": (content({"text": "Hi"}, "B"), "unknown type", f"{FIRST}.type", ["B"]),
    "an unknown type": (content({"type": "txt"}, "B"), "unknown type", f"{FIRST}.type", ["B"]),
    "a list as type": (content({"type": []}), "unknown type", f"{FIRST}.type", []),
    "no text": (content({"type": "text"}), "no text", FIRST, []),
    "an empty text": (content(text(" ")), "empty text", f"{FIRST}.text", []),
    "a number as text": (content(text(7)), "wrong type", f"{FIRST}.text", []),
    "no url": (content({"type": "image"}), "no url", FIRST, []),
    "a path as url": (content({"type": "file", "url": "/1.png"}), "not a URL", f"{FIRST}.url", []),
    "a script as url": (
        content({"type": "video", "url": "javascript:alert(1)"}),
        *("not a URL", f"{FIRST}.url", []),
    ),
    "buttons of a file": (
        content({"type": "file", "url": URL, "buttons": [button()]}),
        *("misplaced", f"{FIRST}.buttons", []),
    ),
    "no cards": (content({"type": "cards", "elements": []}), "no cards", f"{FIRST}.elements", []),
    "cards without elements": (content({"type": "cards"}), "no elements", FIRST, []),
    "a card without title": (
        content({"type": "cards", "elements": [{"subtitle": "a"}, {"title": "B"}]}),
        *("no title", f"{FIRST}.elements[0]", ["B"]),
    ),
    "a card that is a str": (
        content({"type": "cards", "elements": ["a", {"title": "B"}]}),
        *("wrong type", f"{FIRST}.elements[0]", ["B"]),
    ),
    "an unknown ratio": (
        content({"type": "cards", "elements": [{"title": "B"}], "image_aspect_ratio": "wide"}),
        *("unknown value", f"{FIRST}.image_aspect_ratio", ["B"]),
    ),
    "an object as buttons": (
        content(text(buttons={})),
        *("wrong type", f"{FIRST}.buttons", ["Hi"]),
    ),
    "an unknown button": (below({"type": "link"}), "unknown type", f"{BUTTON}.type", ["Hi"]),
    "no caption": (
        below({"type": "url", "url": URL}),
        *("no caption", BUTTON, ["Hi"]),
    ),
    "a plain callback": (
        below(button(url="http://shop.example/more")),
        *("callback not https", f"{BUTTON}.url", ["Hi"]),
    ),
    "a callback that gets": (
        below(button(method="get")),
        *("wrong method", f"{BUTTON}.method", ["Hi"]),
    ),
    "a str as payload": (below(button(payload="a")), "wrong type", f"{BUTTON}.payload", ["Hi"]),
    "a list as headers": (below(button(headers=["a"])), "wrong type", f"{BUTTON}.headers", ["Hi"]),
    "two lines in a header": (
        below(button(headers={"X-A": "a\r\nX-B: b"})),
        *("bad header", f"{BUTTON}.headers", ["Hi"]),
    ),
    "actions of a callback": (
        below(button(actions=[])),
        *("misplaced", f"{BUTTON}.actions", ["Hi"]),
    ),
    "a phone of letters": (
        below({"type": "call", "caption": "Call", "phone": "us"}),
        *("not a phone number", f"{BUTTON}.phone", ["Hi"]),
    ),
    "an unknown node": (
        below({"type": "node", "caption": "On", "target": "Nowhere"}),
        *("unknown step", f"{BUTTON}.target", ["Hi"]),
    ),
    "an unknown tag of a button": (
        below(
            {
                "type": "url",
                "caption": "Open",
                "url": URL,
                "actions": [{"action": "add_tag", "tag_name": "Nope"}],
            }
        ),
        *("unknown tag", f"{BUTTON}.actions[0].tag_name", ["Hi"]),
    ),
    "a call as quick reply": (
        content("Hi", quick_replies=[{"type": "call", "caption": "Call", "phone": "1"}]),
        *("unknown type", f"{REPLY}.type", ["Hi"]),
    ),
    "quick replies alone": (
        content(quick_replies=[button()]),
        *("no message", "content.quick_replies", []),
    ),
    "an unknown action": (action(action="tag"), "unknown action", f"{ACTION}.action", ["Hi"]),
    "no tag": (action(action="add_tag"), "no tag_name", ACTION, ["Hi"]),
    "an unknown tag": (
        action(action="add_tag", tag_name="vip"),
        *("unknown tag", f"{ACTION}.tag_name", ["Hi"]),
    ),
    "an unknown field": (
        action(action="unset_field_value", field_name="Nope"),
        *("unknown field", f"{ACTION}.field_name", ["Hi"]),
    ),
    "no value": (
        action(action="set_field_value", field_name="A text"),
        *("no value", ACTION, ["Hi"]),
    ),
    "an unknown step": (content("Hi", goto="Nowhere"), "unknown step", "content.goto", ["Hi"]),
    "a step of another flow": (content("Hi", goto="f1n2"), "unknown step", "content.goto", ["Hi"]),
    "a number as step": (content("Hi", goto=7), "wrong type", "content.goto", ["Hi"]),
    **{
        f"{value!r} for {var_type}": (
            field(var_type, value),
            *("wrong value", f"{ACTION}.value", ["Hi"]),
        )
        for var_type, value in (
            ("number", "many"),
            ("number", True),
            ("number", "7"),
            ("boolean", "perhaps"),
            ("boolean", 2),
            ("date", "31/01/2027"),
            ("date", "2027-02-30"),
            ("date", 20270131),
            ("datetime", "2027-01-31"),
            ("datetime", "tomorrow"),
            ("array", "a, b"),
            ("array", {}),
            ("text", ""),
            ("text", {"a": 1}),
        )
    },
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_left_out_and_told(
    server: Server, shop: Service, ana: str, name: str
) -> None:
    shop.reply, kind, where, shown = WRONG[name]
    call = server.dynamic_block(MORE, ana)
    assert told(call) == [(kind, where)]
    assert call.texts == shown
    assert (call.applied, call.goto) == ((), None)


@pytest.mark.parametrize("name", WRONG)
def test_a_host_may_refuse_the_whole_answer(
    server: Server, shop: Service, ana: str, name: str
) -> None:
    server.change_habits({"bad_part": "all refused", "bad_action": "all refused"})
    shop.reply, kind, where, _ = WRONG[name]
    call = server.dynamic_block(MORE, ana)
    assert told(call) == [(kind, where)]
    assert (call.delivered, call.applied, server.deliveries) == ((), (), [])
    assert "nothing is shown of the answer" in call.faults[-1].shows


@pytest.mark.parametrize(
    ("var_type", "value", "stored"),
    [
        ("number", 3.14, "3.14"),
        ("boolean", False, "false"),
        ("boolean", "yes", "yes"),
        ("date", "2027-01-31", "2027-01-31"),
        ("datetime", "2027-01-31T09:00:00Z", "2027-01-31T09:00:00Z"),
        ("array", ["a", 1], '["a", 1]'),
        ("array", "[]", "[]"),
        ("text", "Hi", "Hi"),
        ("longtext", "Hi", "Hi"),
    ],
)
def test_a_value_that_fits_is_stored(
    server: Server, shop: Service, ana: str, var_type: str, value: Any, stored: str
) -> None:
    shop.reply = field(var_type, value)
    assert server.dynamic_block(MORE, ana).check().faults == ()
    call = server.dynamic_block(MORE, ana, body=f"{{{{A {var_type}}}}}")
    assert call.posted is not None
    assert call.posted.content.decode().strip('"') == stored


@pytest.mark.parametrize(
    ("reply", "kind", "where"),
    [
        (content("Hi", buttons=[]), "unknown key", "content.buttons"),
        (content(text(txt="a")), "unknown key", f"{FIRST}.txt"),
        ({**content("Hi"), "messages": []}, "unknown key", "messages"),
        (
            below({k: v for k, v in button().items() if k != "method"}),
            *("no method", BUTTON),
        ),
        (
            content("Hi", quick_replies=[{"type": "url", "caption": "Open", "url": URL}]),
            *("doubtful type", f"{REPLY}.type"),
        ),
        (field("text", 7), "wrong value", f"{ACTION}.value"),
        (field("datetime", "2027-01-31T09:00:00"), "wrong value", f"{ACTION}.value"),
    ],
)
def test_what_may_be_wrong_elsewhere_is_noted(
    server: Server, shop: Service, ana: str, reply: Any, kind: str, where: str
) -> None:
    shop.reply = reply
    call = server.dynamic_block(MORE, ana).check()
    assert noted(call) == [(kind, where)]
    assert call.texts == ["Hi"]


def test_a_wrong_content_type_is_noted_where_it_is_taken(
    server: Server, shop: Service, ana: str
) -> None:
    shop.reply = answer(json.dumps(content("Hi")), content_type="text/html; charset=utf-8")
    call = server.dynamic_block(MORE, ana).check()
    assert noted(call) == [("wrong content type", "header content-type")]
    server.change_habits({"call_content_type": "application/json"})
    assert told(server.dynamic_block(MORE, ana)) == [("wrong content type", "header content-type")]


@pytest.mark.parametrize(
    ("part", "most"), [("messages", 10), ("actions", 5), ("quick_replies", 11)]
)
def test_too_many_parts_are_cut_or_refused(
    server: Server, shop: Service, ana: str, part: str, most: int
) -> None:
    one = {
        "messages": text(),
        "actions": {"action": "add_tag", "tag_name": "VIP"},
        "quick_replies": button(),
    }[part]
    shop.reply = content("Hi", **{part: [one] * most})
    assert server.dynamic_block(MORE, ana).faults == ()
    shop.reply = content("Hi", **{part: [one] * (most + 2)})
    call = server.dynamic_block(MORE, ana)
    assert told(call) == [(f"too many {part.replace('_', ' ')}", f"content.{part}")]
    assert "the last 2 are left out" in str(call)
    kept = {
        "messages": call.delivered,
        "actions": call.applied,
        "quick_replies": call.quick_replies,
    }
    assert len(kept[part]) == most
    server.change_habits({"extra_parts": "all refused"})
    assert server.dynamic_block(MORE, ana).delivered == ()


def test_everything_that_is_wrong_is_told_at_once(server: Server, shop: Service, ana: str) -> None:
    shop.reply = content(
        {"type": "image", "buttons": [{"type": "url"}]}, {"type": "nope"}, goto="Nowhere"
    )
    assert told(server.dynamic_block(MORE, ana)) == [
        ("no url", FIRST),
        ("no caption", BUTTON),
        ("no url", BUTTON),
        ("unknown type", "content.messages[1].type"),
        ("unknown step", "content.goto"),
    ]


def test_not_all_of_a_flood_is_told(server: Server, shop: Service, ana: str) -> None:
    shop.reply = content(text(buttons=[{}] * 5_000))
    call = server.dynamic_block(MORE, ana)
    assert len(call.faults) == 101
    assert "4,900 more are wrong" in str(call)
    shop.reply = content(text(**{f"key {number}": 1 for number in range(5_000)}))
    assert len(server.dynamic_block(MORE, ana).check().faults) == 101


def test_a_typing_error_is_guessed(server: Server, shop: Service, ana: str) -> None:
    shop.reply = {"version": "v1", "content": {"mesages": []}}
    assert "did you mean 'messages'?" in str(server.dynamic_block(MORE, ana))
    for reply, meant in (
        (action(action="add_tag", tag_name="vip"), "VIP"),
        (action(action="unset_field_value", field_name="a numbr"), "A number"),
        (content("Hi", goto="checkout"), "Checkout"),
    ):
        shop.reply = reply
        assert f"did you mean '{meant}'?" in str(server.dynamic_block(MORE, ana))
    shop.reply = {"messages": [text()]}
    assert "wrap it: {'version': 'v1', 'content': {...}}" in str(server.dynamic_block(MORE, ana))


def test_a_secret_of_a_url_is_not_repeated(server: Server, shop: Service, ana: str) -> None:
    shop.reply = below(button(url="http://ana:pw@shop.example/more?secret=s3cret"))
    report = str(server.dynamic_block(MORE, ana))
    assert "'http://shop.example/more?...'" in report
    assert "s3cret" not in report
    call = server.dynamic_block(f"{MORE}?secret=s3cret", ana)
    assert "s3cret" not in repr(call) + str(call)
    assert call.posted is not None
    assert call.posted.url.endswith("s3cret")


def test_an_action_that_the_state_refuses_is_told(server: Server, shop: Service, ana: str) -> None:
    server.change_habits({"long_value": "422"})
    shop.reply = field("array", ["x" * 20_001])
    call = server.dynamic_block(MORE, ana)
    assert (told(call), call.texts) == ([("refused action", "content.actions")], ["Hi"])
    assert "set_field_value of 'A array': The value is too long." in str(call)


JUNK: Final = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
#: The keys of content with junk in them, so that each check meets all kinds of values.
KEYS: Final = (
    *("type", "text", "url", "buttons", "elements", "title", "caption", "phone", "target"),
    *("headers", "payload", "method", "actions", "action", "tag_name", "field_name", "value"),
    *("webview_size", "image_aspect_ratio"),
)
KINDS: Final = st.sampled_from(
    ["text", "image", "file", "cards", "url", "call", "node", "dynamic_block_callback", "add_tag"]
)
PART: Final = st.recursive(
    st.dictionaries(st.sampled_from(KEYS), JUNK | KINDS, max_size=4),
    lambda inner: st.dictionaries(
        st.sampled_from(KEYS), inner | st.lists(inner, max_size=2) | KINDS, max_size=5
    ),
    max_leaves=6,
)
CONTENT: Final = st.fixed_dictionaries(
    {},
    optional={
        name: JUNK | st.lists(PART, max_size=3)
        for name in ("messages", "actions", "quick_replies", "goto")
    },
)


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({"version": st.just("v1"), "content": CONTENT}) | JUNK)
def test_whatever_json_comes_is_read_and_told(shop: Service, shared: Server, reply: Any) -> None:
    shared.reset()
    ana = person(shared)
    shop.reply = answer(json.dumps(reply))
    call = shared.dynamic_block(MORE, ana)
    assert all(isinstance(str(fault), str) for fault in call.faults)
    assert str(call)


@pytest.mark.parametrize(
    "odd",
    [
        *({"action": []}, {"action": "add_tag", "tag_name": []}, {"action": "add_tag"}, {}),
        {"action": "set_field_value", "field_name": {"a": 1}, "value": 1},
        {"action": "set_field_value", "field_name": "A number", "value": {"a": [None]}},
        {"action": "unset_field_value", "field_name": 2**70},
    ],
    ids=repr,
)
def test_odd_actions_of_a_button_that_the_api_sent(server: Server, ana: str, odd: Any) -> None:
    pressed = {"type": "url", "caption": "Open", "url": URL, "actions": [odd, "odd", None]}
    body = {"user_ns": ana, "data": below(pressed)}
    headers = {"Authorization": f"Bearer {server.api_key}"}
    url = f"{server.url}/subscriber/send-content"
    assert httpx.post(url, json=body, headers=headers, trust_env=False).status_code == 200
    call = server.press(ana, "Open")
    assert len(call.applied) + len(call.faults) == 1


@settings(max_examples=60, deadline=None)
@given(CONTENT)
def test_whatever_the_api_sends_can_be_pressed_and_shown(shared: Server, sent: Any) -> None:
    shared.reset()
    ana = person(shared)
    headers = {"Authorization": f"Bearer {shared.api_key}"}
    body = {"user_ns": ana, "data": {"version": "v1", "content": sent}}
    url = f"{shared.url}/subscriber/send-content"
    assert httpx.post(url, json=body, headers=headers, trust_env=False).status_code < 500
    state = httpx.get(f"{shared.try_url}/state?person={ana}", trust_env=False).json()["person"]
    for delivery in shared.deliveries:
        assert delivery.content is not None
    shared.break_next_call("unreachable", times=99)
    for caption in {*re.findall('"caption": "([^"]*)"', json.dumps(state))}:
        call = shared.press(ana, json.loads(f'"{caption}"'), number=1)
        assert str(call)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.integers(100, 999))
def test_whatever_bytes_come_are_told(
    shop: Service, shared: Server, body: bytes, status: int
) -> None:
    shared.reset()
    ana = person(shared)
    shop.reply = answer(body, status=status)
    call = shared.dynamic_block(MORE, ana, timeout=5)
    assert call.faults
    assert str(call)
