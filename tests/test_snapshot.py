from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat import BotField, FlowSnapshot, InboundWebhook, InvalidArgumentError, SubFlow, Tag
from flochat._snapshot.sections import SECTIONS
from flochat._values.secret import Secret
from flochat.models.base import Model
from tests.support.mistyped import mistyped

KINDS = {section.field: section.model for section in SECTIONS}


def of_model(model: type[Model]) -> st.SearchStrategy[Model]:
    values: dict[str, st.SearchStrategy[Any]] = {
        "str": st.text(max_size=9) | st.sampled_from(["f1t2", "0", "\ud83d"]),
        "int": st.integers(0, 10**17),
        "bool": st.booleans(),
        "Secret": st.text(min_size=1, max_size=9).map(Secret),
    }
    fields: dict[str, st.SearchStrategy[Any]] = {
        a.name: st.none() | values[str(a.type).removesuffix(" | None")]
        for a in attrs.fields(model)  # type: ignore[arg-type]  # the decorator is our own
        if a.name != "raw"
    }
    return st.fixed_dictionaries(fields).map(lambda given: model(**given))


def snapshots() -> st.SearchStrategy[FlowSnapshot]:
    sections: dict[str, st.SearchStrategy[Any]] = {
        s.field: st.none() | of_model(s.model)
        if s.is_single
        else st.lists(of_model(s.model), max_size=3)
        for s in SECTIONS
    }
    return st.fixed_dictionaries(sections).map(lambda given: FlowSnapshot(**given))


@given(snapshots())
def test_nothing_is_lost_on_the_way_to_json_and_back(snapshot: FlowSnapshot) -> None:
    text = snapshot.to_json()
    text.encode()
    read = FlowSnapshot.from_json(text)
    assert read == snapshot
    assert read.to_json() == text
    assert not snapshot.diff(read)


def test_an_empty_text_of_an_older_snapshot_is_no_difference() -> None:
    old = FlowSnapshot(inbound_webhooks=(InboundWebhook(name="Paid", sub_flow_ns=""),))
    new = FlowSnapshot(inbound_webhooks=(InboundWebhook(name="Paid"),))
    assert not FlowSnapshot.from_json(old.to_json()).diff(new)


@given(snapshots(), snapshots())
def test_a_diff_is_empty_or_has_lines(one: FlowSnapshot, other: FlowSnapshot) -> None:
    diff = one.diff(other)
    assert bool(diff) == bool(str(diff))
    back = other.diff(one)
    assert len(diff.added) == len(back.removed)
    assert len(diff.changed) == len(back.changed)


@pytest.mark.parametrize(
    ("other", "lines"),
    [
        ("f1t2", "~ tag 'Gold': name 'VIP' -> 'Gold'"),  # one flow, or two hosts with this number
        ("f9t2", "+ tag 'Gold'\n- tag 'VIP'"),
    ],
)
def test_a_flow_is_known_by_the_number_in_its_identifiers(other: str, lines: str) -> None:
    before = FlowSnapshot(tags=(Tag(tag_ns="f1t2", name="VIP"),))
    after = FlowSnapshot(tags=(Tag(tag_ns=other, name="Gold"),))
    assert str(before.diff(after)) == lines


def test_the_order_in_which_things_came_does_not_matter() -> None:
    one = FlowSnapshot(tags=(Tag(name="b"), Tag(name="a")))
    other = FlowSnapshot(tags=(Tag(name="a"), Tag(name="b")))
    assert one == other
    assert one.to_json() == other.to_json()


def test_the_text_is_for_people_and_tools_of_versions() -> None:
    snapshot = FlowSnapshot(tags=(Tag(tag_ns="f1t2", name="Köln"),))
    assert snapshot.to_json().startswith('{\n  "flow_snapshot": 1,\n  "sub_flows": [],')
    assert '    {\n      "tag_ns": "f1t2",\n      "name": "Köln"\n    }\n' in snapshot.to_json()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a snapshot of a flow"),
        ("{", "not a snapshot of a flow"),
        ("[" * 100_000, "not a snapshot of a flow"),
        ("[1]", "not a snapshot of a flow"),
        ('{"tags": []}', "not a snapshot of a flow"),
        ('{"flow_snapshot": 2}', "must be of format 1 .*, not 2"),
        ('{"flow_snapshot": null}', "not None"),
        ('{"flow_snapshot": 1, "tag": []}', "must not contain tag"),
        ('{"flow_snapshot": 1, "tags": {}}', "tags of a snapshot must be a list of objects"),
        ('{"flow_snapshot": 1, "tags": null}', "a list of objects"),
        ('{"flow_snapshot": 1, "tags": ["VIP"]}', "a list of objects"),
        ('{"flow_snapshot": 1, "default_ai_provider": []}', "an object or null"),
        ('{"flow_snapshot": 1, "tags": [{"colour": "red"}]}', "a tag .* cannot have this 'colour'"),
        ('{"flow_snapshot": 1, "tags": [{"name": ["VIP"]}]}', "a tag .* cannot have this 'name'"),
        (b"{}", "must be a string"),
        (None, "must be a string"),
    ],
)
def test_what_is_no_snapshot_is_refused(text: Any, message: str) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        FlowSnapshot.from_json(text)


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidArgumentError):
        FlowSnapshot.from_json(text)


def test_a_text_may_leave_kinds_out() -> None:
    read = FlowSnapshot.from_json('{"flow_snapshot": 1, "tags": [{"name": "VIP"}]}')
    assert read == FlowSnapshot(tags=(Tag(name="VIP"),))
    assert read.flow_number is None


def test_a_diff_tells_what_differs_kind_by_kind() -> None:
    before = FlowSnapshot(
        tags=(Tag(tag_ns="f1t1", name="Old"), Tag(tag_ns="f1t2", name="VIP")),
        bot_fields=(BotField(var_ns="f1v1", name="Hours", value="9 to 5", description=""),),
    )
    after = FlowSnapshot(
        sub_flows=(SubFlow(sub_flow_ns="f1s1", name="Welcome"),),
        tags=(Tag(tag_ns="f1t2", name="VIP"),),
        bot_fields=(BotField(var_ns="f1v1", name="Hours", value="8 to 4" + "!" * 500),),
    )
    diff = before.diff(after)
    assert [line[:56] for line in str(diff).splitlines()] == [
        "+ sub flow 'Welcome'",
        "- tag 'Old'",
        "~ bot field 'Hours': value '9 to 5' -> '8 to 4!!!!!!!!!!",
    ]
    assert max(map(len, str(diff).splitlines())) < 150
    assert [item.before for item in diff.removed] == [before.tags[0]]
    assert str(diff.of_kind("tag")) == "- tag 'Old'"
    assert not diff.of_kind("segment")
    assert not before.diff(before)


@pytest.mark.parametrize("given", [{"tags": ("VIP",)}, {"default_ai_provider": "openai"}])
def test_a_snapshot_is_made_of_models(given: Any) -> None:
    with pytest.raises(InvalidArgumentError, match=r"of a snapshot must be an? "):
        FlowSnapshot(**given)


def test_only_snapshots_are_compared() -> None:
    with pytest.raises(InvalidArgumentError, match="not a str"):
        FlowSnapshot().diff(mistyped("{}"))
