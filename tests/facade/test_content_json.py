"""Content as JSON, both ways: what is read is given back, and what is made is read again."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat import (
    Action,
    AddTag,
    Audio,
    Button,
    CallbackButton,
    CallButton,
    Card,
    Cards,
    Content,
    ContentMessage,
    File,
    Image,
    InvalidArgumentError,
    NodeButton,
    QuickReply,
    RemoveTag,
    SetField,
    Text,
    UnsetField,
    UrlButton,
    Video,
)
from flochat.sandbox import Server
from tests.support.ledger import bodies
from tests.support.mistyped import mistyped

URL = "https://shop.example/7"
SECRET = "the-secret-that-nothing-shows"

texts = st.text(min_size=1, max_size=20).filter(str.strip)
names = texts.filter(lambda text: not text.strip().startswith("f"))
urls = st.builds("https://shop.example/{}".format, st.text(max_size=9))
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
objects = st.dictionaries(st.text(max_size=9), json_values, max_size=4)
actions: st.SearchStrategy[Action] = st.one_of(
    st.builds(AddTag, names),
    st.builds(RemoveTag, names),
    st.builds(SetField, names, st.text(max_size=9) | st.integers(-(10**9), 10**9) | st.booleans()),
    st.builds(UnsetField, names),
)
some_actions = st.lists(actions, max_size=3)
url_buttons = st.builds(
    UrlButton,
    texts,
    urls,
    webview_size=st.sampled_from(["full", "medium", "compact", None]),
    actions=some_actions,
)
node_buttons = st.builds(NodeButton, texts, names, actions=some_actions)
callback_buttons = st.builds(
    CallbackButton,
    texts,
    urls,
    headers=st.dictionaries(
        st.from_regex(r"[A-Za-z-]{1,9}", fullmatch=True), st.from_regex(r"[ -~é]*", fullmatch=True)
    ),
    payload=objects,
)
call_buttons = st.builds(CallButton, texts, st.from_regex(r"\+?[0-9 ]*[0-9]", fullmatch=True))
buttons: st.SearchStrategy[list[Button]] = st.lists(
    st.one_of(url_buttons, node_buttons, callback_buttons, call_buttons), max_size=3
)
optional_urls = st.none() | urls
cards = st.builds(
    Card,
    texts,
    subtitle=st.none() | texts,
    image_url=optional_urls,
    action_url=optional_urls,
    buttons=buttons,
)
messages: st.SearchStrategy[ContentMessage] = st.one_of(
    st.builds(Text, texts, buttons=buttons),
    st.builds(Image, urls, buttons=buttons),
    st.builds(Video, urls, buttons=buttons),
    st.builds(Audio, urls, buttons=buttons),
    st.builds(File, urls),
    st.builds(
        Cards,
        st.lists(cards, min_size=1, max_size=3),
        image_aspect_ratio=st.sampled_from(["horizontal", "square", None]),
    ),
)
quick_replies: st.SearchStrategy[QuickReply] = st.one_of(
    url_buttons, node_buttons, callback_buttons
)
contents = st.builds(
    Content,
    st.lists(messages, min_size=1, max_size=4),
    actions=some_actions,
    quick_replies=st.lists(quick_replies, max_size=3),
    goto=st.none() | texts,
)


@given(contents)
def test_content_is_the_same_after_json(content: Content) -> None:
    assert Content.from_dict(json.loads(content.to_json())) == content
    assert Content.from_dict(content.to_dict()) == content


def wild(value: Any) -> st.SearchStrategy[Any]:
    """JSON of content with keys that nobody knows, and others without a value or missing."""
    if isinstance(value, list):
        return st.tuples(*map(wild, value)).map(list)
    if not isinstance(value, dict):
        return st.just(value)
    return st.builds(
        lambda known, unknown, blank, lost: {
            key: item for key, item in {**unknown, **blank, **known}.items() if key != lost
        },
        st.fixed_dictionaries({key: wild(item) for key, item in value.items()}),
        objects,
        st.dictionaries(
            st.sampled_from(["buttons", "actions", "goto", "payload", "subtitle", "quick_replies"]),
            st.sampled_from([None, "", [], {}]),
            max_size=2,
        ),
        st.sampled_from([None, *[key for key in value if key not in ("version", "content")]]),
    )


@given(contents.flatmap(lambda content: wild(content.to_dict())))
def test_what_is_read_is_given_back(data: dict[str, Any]) -> None:
    before = json.dumps(data)
    try:
        content = Content.from_dict(data)
    except InvalidArgumentError:
        return  # a key is missing that must be there
    assert content.to_dict() == data
    assert json.dumps(data) == before
    assert pickle.loads(pickle.dumps(content)) == content


@given(objects | st.fixed_dictionaries({"version": st.just("v1"), "content": objects}))
def test_any_json_is_read_and_given_back_or_refused(data: dict[str, Any]) -> None:
    try:
        content = Content.from_dict(data)
    except InvalidArgumentError:
        return
    assert content.to_dict()["content"] == data.get("content", data)


def whole(**content: Any) -> dict[str, Any]:
    return {"version": "v1", "content": content}


def button(**values: Any) -> dict[str, Any]:
    return whole(messages=[{"type": "text", "text": "Hello", "buttons": [values]}])


@pytest.mark.parametrize(
    "data",
    [
        whole(messages=[]),
        whole(messages=[], actions=[], quick_replies=[]),
        whole(messages=None, goto="Start"),
        whole(messages=[{"type": "text", "text": " Hello ", "buttons": None, "delay": 3}], tone=2),
        {**whole(messages=[]), "trace": "abc", "answered_by": None},
        button(type="dynamic_block_callback", caption="More", url=URL),
        button(type="dynamic_block_callback", caption="More", url=URL, method="POST", headers=[]),
        whole(messages=[{"type": "cards", "elements": [{"title": "A", "type": "card"}]}]),
        whole(
            messages=[{"type": "text", "text": "Hello"}],
            quick_replies=[{"type": "content", "caption": "Go on", "target": "My Content"}],
        ),
        whole(messages=[{"type": "file", "url": URL, "buttons": []}]),
        whole(actions=[{"action": "set_field_value", "field_name": "Points", "value": True}]),
        whole(actions=[{"action": "set_field_value", "field_name": "Points", "value": 7.5}]),
        whole(actions=[{"action": "set_field_value", "field_name": "Points", "value": ""}]),
    ],
)
def test_json_that_others_write_is_read_and_given_back(data: dict[str, Any]) -> None:
    assert Content.from_dict(data).to_dict() == data


def test_what_is_not_known_is_kept_where_it_stood() -> None:
    content = Content.from_dict(
        {
            **whole(messages=[{"type": "text", "text": "Hello", "delay": 3}], tone="warm"),
            "trace": "abc",
        }
    )
    assert content.messages[0].extra == {"delay": 3}
    assert content.extra == {"tone": "warm"}
    assert content.envelope == {"trace": "abc"}
    edited = attrs.evolve(content, messages=[*content.messages, Text("Bye", extra={"delay": 1})])
    assert edited.to_dict()["content"] == {
        "tone": "warm",
        "messages": [
            {"type": "text", "text": "Hello", "delay": 3},
            {"type": "text", "text": "Bye", "delay": 1},
        ],
    }


def test_content_without_its_envelope_is_read_and_gets_one() -> None:
    content = Content.from_dict({"messages": [{"type": "text", "text": "Hello"}]})
    assert content == Content([Text("Hello")])
    assert content.to_dict() == whole(messages=[{"type": "text", "text": "Hello"}])


def test_nothing_to_say_is_an_answer_and_not_a_send(client: Any, sandbox: Server) -> None:
    assert Content([]).to_dict() == whole(messages=[])
    assert Content.from_dict(whole(messages=[])) == Content([])
    with pytest.raises(InvalidArgumentError, match=r"must have a message, .* to be sent"):
        client.messages.send_content("f12u34", Content([]))
    assert sandbox.requests == []


def test_the_numbers_that_sends_are_limited_to_are_a_setting_of_answers(
    client: Any, sandbox: Server
) -> None:
    data = whole(messages=[{"type": "text", "text": str(number)} for number in range(12)])
    with pytest.raises(InvalidArgumentError, match="at most 10 items, not 12; pass send_limits"):
        Content.from_dict(data)
    answer = Content.from_dict(data, send_limits=False)
    assert answer.to_dict() == data
    assert Content([Text(str(n)) for n in range(12)], send_limits=False) == answer
    with pytest.raises(InvalidArgumentError, match="at most 10 items, not 12 to be sent"):
        client.messages.send_content("f12u34", answer)
    assert sandbox.requests == []


def test_content_that_was_read_is_sent_with_all_that_it_had(client: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana")
    data = whole(messages=[{"type": "text", "text": "Hello", "delay": 3}])
    client.messages.send_content(ana, Content.from_dict(data))
    assert bodies(sandbox)[0]["data"] == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (mistyped([]), "content must be a mapping, not a list; decode JSON first"),
        (mistyped('{"version": "v1"}'), "decode JSON first"),
        ({"version": "v1"}, "must have a message"),
        ({}, "must have a message"),
        ({"version": "v2", "content": {"messages": []}}, "version must be \"v1\", not 'v2'"),
        ({"version": "v1", "content": "Hello"}, "content must be an object, not a str"),
        (whole(), r"must have a message, .*Content\(\[\]\)"),
        (whole(messages="Hello"), "content.messages must be a list, not a str"),
        (whole(messages=["Hello"]), r"content\.messages\[0\] must be an object, not a str"),
        (
            whole(messages=[{"type": "text", "text": "A"}, {"type": "location"}]),
            r"content\.messages\[1\]\.type must be one of audio, cards, .*, not 'location'",
        ),
        (whole(messages=[{"text": "A"}]), r"messages\[0\]\.type must be one of .*, not None"),
        (whole(messages=[{"type": ["text"]}]), r"messages\[0\]\.type must be one of"),
        (whole(messages=[{"type": "text"}]), r"content\.messages\[0\] must have 'text'"),
        (whole(messages=[{"type": "text", "text": ""}]), "text must not be empty"),
        (whole(messages=[{"type": "text", "text": 7}]), "text must be a string, not an int"),
        (whole(messages=[{"type": "text", "text": "\ud83d"}]), "half of a surrogate pair"),
        (whole(messages=[{"type": "file", "url": "a.pdf"}]), r"messages\[0\]: url must begin with"),
        (whole(messages=[{"type": "cards", "elements": []}]), "at least one Card"),
        (whole(messages=[], quick_replies=[{"type": "url"}]), r"quick_replies\[0\] must have"),
        (
            whole(messages=[], quick_replies=[{"type": "node", "caption": "A", "target": "B"}]),
            "must have a message to answer",
        ),
        (
            button(type="dynamic_block_callback", caption="More", url="http://shop.example"),
            r"content\.messages\[0\]\.buttons\[0\]: url must begin with https://",
        ),
        (
            button(type="dynamic_block_callback", caption="More", url=URL, method="get"),
            "method must be post",
        ),
        (
            button(type="dynamic_block_callback", caption="More", url=URL, headers={"X": "a\nb"}),
            "the header X must be a text of one line",
        ),
        (
            button(type="dynamic_block_callback", caption="More", url=URL, headers={"a b": "c"}),
            "headers must have names of letters",
        ),
        (
            button(type="dynamic_block_callback", caption="More", url=URL, payload=[1]),
            "payload must be a mapping",
        ),
        (button(type="url", caption="A", url=URL, actions=[{"action": "sing"}]), "actions\\[0\\]"),
        (
            button(type="call", caption="A", phone="1", actions=[{"action": "add_tag"}]),
            r"buttons\[0\] must not have 'actions': only buttons to a page or a node take",
        ),
        (
            button(type="dynamic_block_callback", caption="A", url=URL, actions=[1]),
            "must not have 'actions'",
        ),
        (whole(messages=[{"type": "file", "url": URL, "buttons": [1]}]), "a file takes no buttons"),
        (
            whole(actions=[{"action": "set_field_value", "field_name": "A", "value": [1]}]),
            "value must be text or a number, .*, not a list",
        ),
        (
            whole(actions=[{"action": "set_field_value", "field_name": "A", "value": None}]),
            "not None",
        ),
        (whole(actions=[{"action": "add_tag", "tag_name": "f12t34"}]), "only by name"),
    ],
)
def test_what_the_platform_does_not_take_is_refused_with_the_place(
    data: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        Content.from_dict(data)


def nested(depth: int) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for _ in range(depth):
        data = {"a": data}
    return data


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({"when": object()}, "payload must be JSON, and an object is in it"),
        ({"a": float("nan")}, "must have numbers that JSON has, not nan"),
        ({"a": 10**5000}, "numbers that JSON has, not one of thousands of digits"),
        ({0: "a"}, "the keys of payload must be strings, not an int"),
        ({"a": ["\udc00"]}, "half of a surrogate pair"),
        (nested(5_000), "must not be nested deeper than 100 levels"),
    ],
)
def test_a_payload_is_json(payload: Any, message: str) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        CallbackButton("More", URL, payload=payload)
    with pytest.raises(InvalidArgumentError, match=message.replace("payload", "extra")):
        Text("Hello", extra=payload)


def test_a_payload_stays_as_it_was_given() -> None:
    items = [1, 2]
    made = CallbackButton("More", URL, payload={"items": items, "pair": (1, 2)})
    items.append(3)
    assert made.payload == {"items": [1, 2], "pair": [1, 2]}


def test_parts_without_anything_in_a_mapping_do_not_share_what_is_put_into_it() -> None:
    first, second = Text("Hello"), CallbackButton("More", URL)
    changes: list[Callable[[Any], object]] = [
        lambda it: it.update(a="b"),
        lambda it: it.setdefault("a", "b"),
        lambda it: it.__setitem__("a", "b"),
        lambda it: it.__ior__({"a": "b"}),
    ]
    for mapping in (first.extra, second.headers, second.payload):
        for change in changes:
            with pytest.raises(TypeError, match="do not change"):
                change(mapping)
    assert (first.extra, second.headers, second.payload) == ({}, {}, {})
    assert copy.deepcopy(second) == pickle.loads(pickle.dumps(second)) == second
    content = Content([Text("Hello", extra={"a": [1]})])
    content.to_dict()["content"]["messages"][0]["a"].append(2)
    assert content.messages[0].extra == {"a": [1]}


def test_no_repr_shows_a_header_of_a_button() -> None:
    made = CallbackButton("More", URL, headers={"X-Secret": SECRET})
    content = Content([Text("Hello", buttons=[made])], quick_replies=[made])
    assert repr(made).count("'X-Secret': '***'") == 1
    assert SECRET not in f"{made!r} {content!r} {content}"
    assert SECRET in content.to_json()
