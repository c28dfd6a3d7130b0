"""A sandbox that begins with what files and snapshots say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from flochat import Flochat, FlowSnapshot
from flochat.sandbox import Seed, Server, serve

#: Starts a client of a sandbox with a seed.
Seeded = Callable[[Any], Flochat]


@pytest.fixture
def seeded(request: pytest.FixtureRequest) -> Seeded:
    def start(seed: Any) -> Flochat:
        context = serve(seed=seed)
        server = context.__enter__()
        request.addfinalizer(lambda: context.__exit__(None, None, None))
        client = Flochat(server.api_key, base_url=server.url)
        request.addfinalizer(client.close)
        return client

    return start


EVERYTHING = {
    "sub_flows": ["Welcome"],
    "nodes": ["Start"],
    "tags": ["VIP", {"name": "Lead"}],
    "labels": [{"name": "Hot", "color": "#ff0000"}],
    "user_fields": [{"name": "Visits", "var_type": "number"}, "Plan"],
    "bot_fields": [{"name": "Opening hours", "value": "9 to 5"}],
    "segments": ["Big"],
    "custom_events": [{"name": "Bought", "price_label": "Total"}],
    "shortcuts": [{"name": "hi", "value": "Hello"}],
    "closing_notes": [{"name": "Sold", "require_summary": 1}],
    "agents": [{"name": "Kim", "email": "kim@example.com"}],
    "agent_groups": ["Sales"],
    "ai_agents": [{"name": "Ada", "max_tokens": 100}],
    "ai_tasks": ["Sum up"],
    "widgets": [{"name": "Chat", "sub_flow": "Welcome"}],
    "inbound_webhooks": ["Orders"],
    "whatsapp_templates": [
        {"name": "welcome", "components": [{"type": "BODY", "text": "Hello {{1}}"}]}
    ],
    "default_ai_provider": {"ai_provider": "claude", "ai_model": "claude-sonnet-5"},
    "people": [
        {
            "first_name": "Ana",
            "phone": "+61 412 345 678",
            "tags": ["VIP"],
            "labels": "Hot",
            "segments": ["Big"],
            "user_fields": {"Visits": 12, "Plan": "gold"},
        }
    ],
}


@pytest.mark.parametrize("kind", ["dict", "json", "yaml"])
def test_every_section(kind: str, seeded: Seeded, tmp_path: Path) -> None:
    seed: Any = EVERYTHING
    if kind != "dict":
        seed = tmp_path / f"flow.{kind}"
        dump = json.dumps if kind == "json" else yaml.safe_dump
        seed.write_text(dump(EVERYTHING), encoding="utf-8-sig")
    client = seeded(seed)
    snapshot = client.flow.snapshot()
    assert [tag.name for tag in snapshot.tags] == ["Lead", "VIP"]
    assert [field.var_type for field in snapshot.user_fields] == ["text", "number"]
    assert [field.value for field in snapshot.bot_fields] == ["9 to 5"]
    assert snapshot.custom_events[0].price_label == "Total"
    assert snapshot.shortcuts[0].value == "Hello"
    assert snapshot.closing_notes[0].require_summary
    assert snapshot.agents[0].email == "kim@example.com"
    assert snapshot.ai_agents[0].max_tokens == 100
    assert snapshot.default_ai_provider is not None
    assert snapshot.default_ai_provider.ai_provider == "claude"
    sections = (snapshot.sub_flows, snapshot.segments, snapshot.ai_tasks, snapshot.widgets)
    assert [len(section) for section in (*sections, snapshot.inbound_webhooks)] == [1] * 5
    assert client.whatsapp_templates.list().first() is not None
    (ana,) = client.subscribers.list()
    assert (ana.phone, ana.tags[0].name, ana.labels[0].name) == ("61412345678", "VIP", "Hot")
    assert {it.name: it.parsed for it in ana.user_fields} == {"Visits": 12, "Plan": "gold"}


def test_a_snapshot_gives_the_same_flow_with_its_identifiers(
    seeded: Seeded, tmp_path: Path
) -> None:
    def fill(seed: Seed) -> None:
        seed.load(EVERYTHING)
        for name in ("Z", "A", "M"):
            seed.tag(name)

    with serve(seed=fill, flow=77) as server, Flochat(server.api_key, base_url=server.url) as there:
        there.flow.tags.delete("VIP")
        there.flow.shortcuts.delete(there.flow.shortcuts.create("later", "Later"))
        there.flow.shortcuts.create("last", "Last")
        taken = there.flow.snapshot()
    file = tmp_path / "flow.json"
    file.write_text(taken.to_json(), encoding="utf-8")
    for seed in (taken, file, str(file), [file, {"people": [{"first_name": "Ana"}]}]):
        client = seeded(seed)
        again = client.flow.snapshot()
        assert again.flow_number == 77
        changes = str(again.diff(taken)).splitlines()
        assert [it for it in changes if "js_url" not in it] == []
        assert again.tags == taken.tags
        assert again.shortcuts == taken.shortcuts
        new = client.flow.tags.create("New")
        assert new.tag_ns not in {tag.tag_ns for tag in taken.tags}


def test_a_snapshot_in_another_flow_gets_identifiers_of_that() -> None:
    taken = FlowSnapshot.from_json(
        '{"flow_snapshot": 1, "tags": [{"tag_ns": "f1t9", "name": "A"}]}'
    )
    with (
        serve(seed=taken, flow=5) as server,
        Flochat(server.api_key, base_url=server.url) as client,
    ):
        assert [tag.tag_ns for tag in client.flow.tags.list()] == ["f5t1"]


def test_people_of_a_csv_file(seeded: Seeded, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "First Name;Phone;EMAIL;Tags;Plan;\r\n"
        'Ana;+61 412 345 678;ana@example.com;"VIP, Lead";gold;\r\n'
        ";;;;;\r\n"
        "Ben;;ben@example.com;;;\r\n",
        encoding="utf-8-sig",
    )
    ben, ana = seeded(file).subscribers.list()
    assert (ana.first_name, ana.phone, ana.email) == ("Ana", "61412345678", "ana@example.com")
    assert {tag.name for tag in ana.tags} == {"Lead", "VIP"}
    assert {it.name: it.value for it in ana.user_fields} == {"Plan": "gold"}
    assert (ben.name, ben.phone, ben.tags) == ("Ben", None, ())


def test_what_the_client_and_the_api_gave_out_is_taken_back(seeded: Seeded, tmp_path: Path) -> None:
    first = seeded(EVERYTHING)
    first.subscribers.list().to_csv(tmp_path / "people.csv")
    answer = {"data": [person.raw for person in first.subscribers.list()], "meta": {}}
    (tmp_path / "answer.json").write_text(json.dumps(answer))
    (tmp_path / "people.json").write_text(json.dumps(answer["data"]))
    for name in ("people.csv", "answer.json", "people.json"):
        (before,), (after,) = first.subscribers.list(), seeded(tmp_path / name).subscribers.list()
        assert after.user_ns == before.user_ns, name
        assert (after.name, after.phone) == (before.name, before.phone), name
        assert [tag.name for tag in after.tags] == ["VIP"], name
        values = {field.name: field.value for field in after.user_fields}
        assert values == {"Visits": "12", "Plan": "gold"}, name


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.json", '{"tags": ["VIP",\n}', "a.json, line 2: this is not JSON: "),
        ("a.json", "", "a.json, line 1: this is not JSON"),
        ("a.json", "3", "a.json: a seed is an object of sections"),
        ("a.json", '{"tags": "VIP"}', 'a.json: tags must be a list, not "VIP"'),
        (
            "a.json",
            '{"peple": ["Ana"]}',
            "peple[0]: there is no section 'peple'; did you mean 'peo",
        ),
        (
            "a.json",
            '{"people": [{}, {"phnoe": 1}]}',
            "people[1]: there is no key 'phnoe'; did you ",
        ),
        ("a.json", '[{"phnoe": "1"}]', "a.json: people[0]: there is no key 'phnoe'"),
        ("a.json", '{"people": ["Ana"]}', 'people[0] must be an object, not "Ana"'),
        ("a.json", '{"people": [{"first_name": true}]}', "people[0].first_name must be a text, no"),
        (
            "a.json",
            '{"people": [{"user_fields": ["gold"]}]}',
            "people[0].user_fields must be an ob",
        ),
        ("a.json", '{"people": [{"tags": 3}]}', "people[0].tags must be a list of names, not 3"),
        ("a.json", '{"tags": [{"color": "red"}]}', "tags[0]: there is no key 'color'"),
        ("a.json", '{"tags": [{"tag_ns": "f1t1"}]}', "tags[0]: name is missing"),
        ("a.json", '{"shortcuts": [{"name": "hi"}]}', "shortcuts[0]: value is missing"),
        (
            "a.json",
            '{"user_fields": [{"name": "a", "var_type": "txt"}]}',
            "var_type must be one of",
        ),
        ("a.yaml", "tags: [VIP\n", "a.yaml, line 2: this is not YAML: "),
        (
            "a.yaml",
            "people:\n  - country: NO\n",
            'country must be a text, not false: write it in ""',
        ),
        ("a.csv", "", "a.csv, line 1: the first line must have the names of columns"),
        (
            "a.csv",
            "a,b\n1,2\n",
            "the first line must have the names of columns, such as first_name",
        ),
        ("a.csv", "name,phone,phone\n", "a.csv, line 1: there are two columns 'phone'"),
        ("a.csv", "name,phone\nAna,1,2\n", "a.csv, line 2: 3 cells for 2 headings"),
        ("a.csv", 'name,phone\n"Ana,1\n', "a.csv, line 2: this is not CSV: "),
        ("a.csv", "name,phone\nJos\udce9,1\n", "a.csv, line 2: a seed must be UTF-8; save it as"),
        ("a.txt", "", "a seed is read from .json, .yaml, .yml, .csv or .tsv, not from .txt"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_file_and_place(
    name: str, text: str, problem: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ValueError, match=re.escape(problem)) as caught, serve(seed=file):
        raise NotImplementedError
    assert str(caught.value).startswith(str(file))


def test_a_row_of_a_csv_file_ends_where_its_line_does(seeded: Seeded, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    rows = "first_name,phone,Note\rAna,+61412345678,one\u2028two\x0cthree\x85four\rBo,,five\r"
    file.write_bytes(rows.encode())
    people = seeded(file).subscribers.list().to_list()
    assert sorted(it.first_name or "" for it in people) == ["Ana", "Bo"]


def test_numbers_in_yaml_stay_what_was_written(seeded: Seeded, tmp_path: Path) -> None:
    file = tmp_path / "people.yaml"
    file.write_text(
        "people: [{first_name: 007, phone: 0151234, user_fields: {Opens: 12:30, Price: 1.50}}]\n"
        "ai_agents: [{name: Ada, max_tokens: 100}]\n"
    )
    client = seeded(file)
    (person,) = client.subscribers.list()
    assert (person.first_name, person.phone) == ("007", "0151234")
    found = client.subscribers.get(person)
    values = {it.name: it.value for it in found.user_fields}
    assert values == {"Opens": "12:30", "Price": "1.50"}
    assert [it.max_tokens for it in client.flow.ai_agents.list()] == [100]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a day that is none.yaml", "people: [{first_name: Ana, birthday: 2024-13-45}]"),
        ("half a character.json", '{"people": [{"first_name": "\\ud800"}]}'),
        ("a long number.json", '{"people": [{"first_name": ' + 5000 * "9" + "}]}"),
        (
            "a number for no table.json",
            '{"ai_agents": [{"name": "A", "max_tokens": 1' + 30 * "0" + "}]}",
        ),
    ],
)
def test_what_python_refuses_is_told_with_its_file(name: str, content: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(content)
    with pytest.raises(ValueError, match=re.escape(str(file))), serve(seed=file):
        pass


def test_other_mistakes(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no\.json"), serve(seed=tmp_path / "no.json"):
        raise NotImplementedError
    with pytest.raises(TypeError, match="a seed is a file, a FlowSnapshot"), serve(seed=3):  # type: ignore[arg-type] # a number
        raise NotImplementedError
    twice = {"people": [{"user_ns": "f280503u7"}, {"user_ns": "f280503u7"}]}
    with serve(seed=twice) as server:
        assert server.person("f280503u7")["user_ns"] == "f280503u7"
        assert server.person("f280503u8")["user_ns"] == "f280503u8"


def test_a_database_that_has_something_is_not_seeded_again(tmp_path: Path) -> None:
    for _ in range(2):
        with serve(db=tmp_path / "db", seed={"people": [{"first_name": "Ana"}]}) as server:
            assert server.person("f280503u1")["first_name"] == "Ana"
            with pytest.raises(ValueError, match="nobody has"):
                server.person("f280503u2")


def tags_and_people(server: Server) -> tuple[list[str | None], int]:
    with Flochat(server.api_key, base_url=server.url) as client:
        return [tag.name for tag in client.flow.tags.list()], client.subscribers.list().count()


@pytest.mark.parametrize(
    "wrong",
    [
        {"tags": ["New"], "people": [{"first_name": "Ana"}, {"first_name": True}]},
        {"tags": ["New"], "people": [{"user_ns": "f280503u1"}, 7]},
        {"tags": ["New", {"name": "Newer", "colour": "red"}]},
        [{"tags": ["New"]}, {"user_fields": [{"name": "Plan", "var_type": "money"}]}],
        [{"tags": ["New"]}, "no-such-file.json"],
        [lambda seed: seed.tag("New"), {"people": [7]}],
        [lambda seed: seed.tag("New"), lambda seed: seed.load({"tags": ["Newer"], "people": [7]})],
        [lambda seed: seed.tag("New"), "no-such-file.json"],
    ],
)
def test_a_seed_that_is_refused_leaves_nothing_behind(wrong: Any) -> None:
    with serve(seed={"tags": ["VIP"], "people": [{"first_name": "Bo"}]}) as server:
        with pytest.raises((ValueError, OSError)):
            server.seed.load(wrong)
        assert tags_and_people(server) == (["VIP"], 1)
        server.seed.load({"tags": ["New"], "people": [{"first_name": "Ana"}]})  # it goes on
        assert tags_and_people(server) == (["VIP", "New"], 2)


def test_a_function_may_make_requests_while_it_fills_the_flow() -> None:
    with serve() as server, Flochat(server.api_key, base_url=server.url) as client:
        server.seed.load([lambda _: client.flow.tags.create("Asked"), {"tags": ["Loaded"]}])
        assert tags_and_people(server)[0] == ["Asked", "Loaded"]
