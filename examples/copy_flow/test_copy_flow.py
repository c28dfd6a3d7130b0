"""Copying between two flows on the sandbox: what is written, what is left, and going on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from examples.copy_flow import copy_flow, demo
from flochat import Flochat, FlowSnapshot
from flochat.sandbox import Server, serve

BOTH = ("--source", "f12@1", "--target", "f34@9")


@pytest.fixture
def partner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Two flows in two workspaces, behind a partner's key."""
    with serve(flow=12, master_key="partner", flows={34: 9}, seed=demo.fill_source) as server:
        demo.fill_target(server.seed_of("f34"))
        monkeypatch.setenv("FLOCHAT_API_KEY", "partner")
        monkeypatch.setenv("FLOCHAT_BASE_URL", server.url)
        monkeypatch.delenv("FLOCHAT_TARGET_KEY", raising=False)
        yield server


def target_of(server: Server) -> FlowSnapshot:
    with Flochat("partner", base_url=server.url) as client:
        return client.for_flow("f34", workspace_id=9).flow.snapshot()


def writes(server: Server) -> list[str]:
    return [it.path for it in server.requests if it.method != "GET" and "-info" not in it.path]


def test_a_dry_run_lists_all_and_writes_nothing(
    partner: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    before = target_of(partner)
    partner.clear()
    assert copy_flow.main([*BOTH, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "would be created: 6\n" in said
    assert "shortcut 'hi': value 'Hi!' -> 'Hello! How can we help?'" in said
    assert "conflicts: 1\n  user field 'Renewal': var_type 'text' -> 'date'" in said
    assert "by hand: 2\n  sub flow 'Welcome'\n  segment 'Big spenders'" in said
    assert writes(partner) == []
    assert len(partner.requests) <= 22
    assert target_of(partner) == before


def test_what_the_api_can_create_is_there_afterwards_and_nothing_twice(partner: Server) -> None:
    assert copy_flow.main([*BOTH, "--yes"]) == 0
    target = target_of(partner)
    assert sorted(tag.name or "" for tag in target.tags) == ["Newsletter", "VIP", "Wholesale"]
    plan = next(field for field in target.user_fields if field.name == "Plan")
    assert (plan.var_type, plan.description) == ("text", "What they pay for")
    assert [field.value for field in target.bot_fields] == ["9 to 5"]
    replies = {it.name: it.value for it in target.shortcuts}
    assert replies == {"hi": "Hello! How can we help?", "bye": "Thank you, and goodbye!"}
    assert [it.description for it in target.closing_notes] == ["The question was answered"]
    partner.clear()
    assert copy_flow.main([*BOTH, "--yes"]) == 0
    assert writes(partner) == []


def test_it_goes_on_after_a_failure_in_the_middle(
    partner: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    partner.answer_next(status=422, json={"message": "No."}, operation="POST /flow/create-shortcut")
    assert copy_flow.main([*BOTH, "--yes"]) == 1
    said = capsys.readouterr()
    assert "written:\n  tag 'Newsletter'" in said.out
    assert "run it again: it goes on from there" in said.err
    assert copy_flow.main([*BOTH, "--yes"]) == 0
    assert "would be created: 2\n" in capsys.readouterr().out  # the shortcut, and what came after
    assert len(target_of(partner).tags) == 3


def test_kinds_can_be_chosen(partner: Server) -> None:
    assert copy_flow.main([*BOTH, "--yes", "--only", "tags", "closing_notes"]) == 0
    target = target_of(partner)
    assert (len(target.tags), len(target.closing_notes)) == (3, 1)
    assert [field.name for field in target.user_fields] == ["Renewal"]
    assert [it.value for it in target.shortcuts] == ["Hi!"]


def test_a_file_stands_for_a_flow_and_a_backup_keeps_what_was_there(
    partner: Server, tmp_path: Path
) -> None:
    before = target_of(partner)
    shop, backup = tmp_path / "shop.json", tmp_path / "before.json"
    assert copy_flow.main([*BOTH, "--dry-run", "--save", str(shop)]) == 0
    more = ("--from", str(shop), "--target", "f34@9", "--yes", "--backup", str(backup))
    assert copy_flow.main([*more]) == 0
    assert len(target_of(partner).tags) == 3
    assert FlowSnapshot.from_json(backup.read_text(encoding="utf-8")) == before
    assert copy_flow.main([*more]) == 0  # a second run has nothing to keep
    assert FlowSnapshot.from_json(backup.read_text(encoding="utf-8")) == before
    backup.write_text(backup.read_text(encoding="utf-8"), encoding="utf-8-sig")  # as Notepad does
    back = ("--from", str(backup), "--target", "f34@9", "--yes")
    assert copy_flow.main([*back]) == 0
    assert {it.name: it.value for it in target_of(partner).shortcuts}["hi"] == "Hi!"


def test_when_nobody_is_there_to_answer_nothing_is_written(
    partner: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert copy_flow.main([*BOTH]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert writes(partner) == []


def test_a_backup_is_that_of_the_first_run_also_when_that_failed(
    partner: Server, tmp_path: Path
) -> None:
    before, backup = target_of(partner), tmp_path / "before.json"
    command = [*BOTH, "--yes", "--backup", str(backup)]
    shortcut = "POST /flow/create-shortcut"
    partner.answer_next(status=422, json={"message": "No."}, operation=shortcut)
    assert copy_flow.main(command) == 1
    assert copy_flow.main(command) == 0
    assert FlowSnapshot.from_json(backup.read_text(encoding="utf-8")) == before


@pytest.mark.parametrize("answer", ["", "n", "no"])
def test_it_asks_before_it_writes(
    partner: Server,
    answer: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert copy_flow.main([*BOTH]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert writes(partner) == []


def test_two_keys_do_as_well_as_a_partner_s(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve(flow=12, seed=demo.fill_source) as server:
        monkeypatch.setenv("FLOCHAT_API_KEY", server.api_key)
        monkeypatch.setenv("FLOCHAT_BASE_URL", server.url)
        monkeypatch.setenv("FLOCHAT_TARGET_KEY", server.api_key)
        assert copy_flow.main([]) == 1
        assert "are the same flow" in capsys.readouterr().err
        monkeypatch.delenv("FLOCHAT_TARGET_KEY")
        assert copy_flow.main([]) == 1
        assert "FLOCHAT_TARGET_KEY" in capsys.readouterr().err
        assert server.requests == []
        monkeypatch.setenv("FLOCHAT_TARGET_KEY", "of-another-flow")
        assert copy_flow.main([]) == 1  # a key that the sandbox does not know
        assert "401" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--source", "f12@1"), "give both --source and --target"),
        (("--source", "f12@1", "--target", "f12@1"), "are the same flow"),
        (("--source", "12", "--target", "f34@9"), "must be like f12@7"),
        ((*BOTH, "--only", "sub_flows"), "sub_flows"),
    ],
)
def test_arguments_that_cannot_be_meant_are_refused(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        copy_flow.main(arguments)
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{", '{"tags": 1}', '{"format": 99}'])
def test_a_file_that_is_no_snapshot_is_refused(
    partner: Server, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "odd.json"
    file.write_text(text, encoding="utf-8")
    assert copy_flow.main(["--from", str(file), "--target", "f34@9", "--yes"]) == 1
    assert capsys.readouterr().err.startswith("copy_flow: ")
    assert partner.requests == []
