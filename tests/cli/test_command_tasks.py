"""The other tasks: check, sends of every kind, flows, audit, probe, sandbox and completion."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flochat.sandbox import Server
from tests.support.command import Shell

ANA, BEN = "f280503u1", "f280503u2"


def test_check_says_whose_key_it_is_in_at_most_ten_requests(flochat: Shell, server: Server) -> None:
    done = flochat("check")
    assert done.status == 0
    record = json.loads(done.out)
    assert record["owner"] == "Sandbox Owner"
    assert record["scopes"]["Manage Flow"] == "has"
    assert record["habits"]["paging"] == "links and meta"
    assert len(server.requests) <= 10
    assert {request.method for request in server.requests} == {"GET"}


def test_a_redacted_check_is_fit_for_an_issue(flochat: Shell, server: Server) -> None:
    told = flochat("check", "--redacted").out
    assert "Sandbox Owner" not in told
    assert "@" not in told
    assert server.url not in told
    assert "quota_left" in told


@pytest.mark.parametrize(
    ("arguments", "operation"),
    [
        (["text", "--text", "Hi"], "POST /subscriber/send-text"),
        (["sms", "--text", "Hi"], "POST /subscriber/send-sms"),
        (["email", "--subject", "Hi {first_name}", "--text", "x"], "POST /subscriber/send-email"),
        (["sub-flow", "Onboarding"], "POST /subscriber/send-sub-flow"),
        (["content", "content.json"], "POST /subscriber/send-content"),
        (
            ["template", "welcome", "--value", "BODY_1={first_name}"],
            "POST /subscriber/send-whatsapp-template",
        ),
    ],
)
def test_every_kind_of_send_reaches_people_once(
    flochat: Shell, server: Server, arguments: list[str], operation: str
) -> None:
    content = {"version": "v1", "content": {"messages": [{"type": "text", "text": "Hi"}]}}
    (flochat.home / "content.json").write_text(json.dumps(content))
    command = ("send", *arguments, "--people", "tag:VIP", "--yes")
    done = flochat(*command)
    assert done.status == 0, done.err
    assert [(it.operation, it.user_ns) for it in server.deliveries] == [(operation, ANA)]
    assert flochat(*command).status == 2
    assert len(server.deliveries) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sub-flow", "Nope"], "no sub flow 'Nope'"),
        (["template", "nope"], "nope"),
        (["template", "welcome", "--value", "BODY"], "must be KEY=TEXT"),
        (["template", "welcome"], "BODY_{{1}}"),
        (["content", "broken.json"], "broken.json"),
        (["text"], "--text"),
    ],
)
def test_what_cannot_be_sent_is_refused(
    flochat: Shell, server: Server, arguments: list[str], said: str
) -> None:
    (flochat.home / "broken.json").write_text("{")
    done = flochat("send", *arguments, "--people", "tag:VIP", "--yes")
    assert done.status == 2, done.err
    assert said in done.err
    assert server.deliveries == []


def test_a_flow_is_saved_compared_and_copied(flochat: Shell, server: Server) -> None:
    assert flochat("flow", "snapshot", "before.json").status == 0
    saved = flochat.home / "before.json"
    assert oct(saved.stat().st_mode)[-3:] == "600"
    assert flochat("flow", "diff", "before.json").status == 0
    server.seed.tag("Later")
    changed = flochat("flow", "diff", "before.json")
    assert changed.status == 1
    assert json.loads(changed.out) == {
        "change": "added",
        "kind": "tag",
        "name": "Later",
        "text": "tag 'Later'",
    }
    assert flochat("flow", "snapshot", "after.json").status == 0
    assert flochat("flow", "diff", "before.json", "after.json").status == 1
    server.reset()
    dry = flochat("flow", "apply", "after.json", "--dry-run")
    assert "tag 'Later'" in dry.out
    assert flochat("flow", "apply", "after.json").status == 2
    assert flochat("flow", "apply", "after.json", "--yes").status == 0
    names = [json.loads(line)["name"] for line in flochat("api", "flow.tags.list").out.splitlines()]
    assert "Later" in names
    (flochat.home / "broken.json").write_text("[]")
    assert flochat("flow", "diff", "broken.json").status == 2


def test_an_audit_names_what_nobody_uses(flochat: Shell, server: Server) -> None:
    server.seed.error_log(ANA, "It broke", node_ns="f280503n7")
    done = flochat("audit")
    assert done.status == 0
    found = {
        (row["kind"], row["name"] or row["ns"]) for row in map(json.loads, done.out.splitlines())
    }
    assert ("tag", "Newsletter") in found
    assert ("user field", "Renewal") in found
    assert ("node", "f280503n7") in found
    assert ("tag", "VIP") not in found
    assert {request.method for request in server.requests} == {"GET"}


def test_a_probe_writes_its_report(flochat: Shell) -> None:
    done = flochat("probe", "--short", "--quiet", "--out", "probe.json")
    assert done.status == 0, done.err
    assert json.loads((flochat.home / "probe.json").read_text())["depth"] == "short"


def test_contract_has_the_exit_statuses_of_its_own_command(flochat: Shell) -> None:
    old = {"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {}}
    paths = {"/a": {"get": {"responses": {"200": {"description": "ok"}}}}}
    (flochat.home / "old.json").write_text(json.dumps(old | {"paths": paths}))
    (flochat.home / "new.json").write_text(json.dumps(old))
    assert flochat("contract", "diff", "old.json", "old.json").status == 0
    assert flochat("contract", "diff", "old.json", "new.json").status == 1
    assert flochat("contract", "diff", "old.json", "gone.json").status == 2


def test_a_sandbox_is_run_until_ctrl_c(flochat: Shell) -> None:
    with flochat.at_terminal("sandbox", "--port", "0") as terminal:
        terminal.expect("API key")
        terminal.press_ctrl_c()
        assert terminal.end() == 0


def complete(flochat: Shell, words: str) -> list[str]:
    """What bash is given for the last of some words."""
    done = subprocess.run(
        [sys.executable, "-m", "flochat.cli"],
        env={
            **flochat.env,
            "_FLOCHAT_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=flochat.home,
    )
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_names_are_completed_from_a_cache(flochat: Shell, server: Server) -> None:
    assert complete(flochat, "flochat ta") == ["tag"]
    assert complete(flochat, "flochat send te") == ["template", "text"]
    assert server.requests == []
    assert complete(flochat, "flochat tag V") == ["VIP"]
    assert complete(flochat, "flochat tag n") == ["Newsletter"]
    assert complete(flochat, "flochat broadcast --sub-flow On") == ["Onboarding"]
    assert len(server.requests) == 2


def test_nobody_waits_while_typing_where_there_is_no_key(tmp_path: Path) -> None:
    assert complete(Shell(tmp_path), "flochat tag V") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_its_completion(flochat: Shell, shell: str) -> None:
    done = flochat("completion", shell)
    assert done.status == 0
    assert "_FLOCHAT_COMPLETE" in done.out


def test_powershell_is_answered(flochat: Shell) -> None:
    done = flochat(_FLOCHAT_COMPLETE="powershell_complete", COMP_WORDS="flochat se", COMP_WORD="se")
    assert [line.split("\t")[0] for line in done.out.splitlines()] == ["set-fields", "send"]


def test_a_key_goes_into_the_keyring_where_there_is_one(tmp_path: Path, server: Server) -> None:
    ring = tmp_path / "ring.json"
    (tmp_path / "keyring.py").write_text(
        f"""
import json, pathlib
RING = pathlib.Path({str(ring)!r})
class Backend: priority = 5
def get_keyring(): return Backend()
def _all(): return json.loads(RING.read_text()) if RING.exists() else {{}}
def set_password(service, name, key): RING.write_text(json.dumps({{**_all(), name: key}}))
def get_password(service, name): return _all().get(name)
def delete_password(service, name):
    RING.write_text(json.dumps({{k: v for k, v in _all().items() if k != name}}))
"""
    )
    user = Shell(tmp_path, PYTHONPATH=str(tmp_path))
    added = user("profile", "add", "shop", "--host", server.url, given=f"{server.api_key}\n")
    assert "in the system's keyring" in added.err
    assert server.api_key not in re.sub(r"ring\.json", "", _profiles(user))
    assert json.loads(ring.read_text()) == {"shop": server.api_key}
    assert user("show", ANA).status == 0
    assert user("profile", "remove", "shop", "--yes").status == 0
    assert json.loads(ring.read_text()) == {}


def _profiles(user: Shell) -> str:
    return Path(user.env["XDG_CONFIG_HOME"], "flochat", "profiles.toml").read_text()


def test_the_folders_of_windows_and_mac_are_used_there(tmp_path: Path) -> None:
    code = (
        "import sys; sys.platform = {platform!r}; from flochat.cli.places import config_folder; "
        "print(config_folder())"
    )
    for platform, part in (("darwin", "Library/Application Support"), ("win32", "flochat")):
        done = subprocess.run(
            [sys.executable, "-c", code.format(platform=platform)],
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert part in done.stdout
