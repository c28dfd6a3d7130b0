"""Keys and settings under names: where they are kept, and who may see them."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from flochat.sandbox import Server
from tests.support.command import Shell

KEY = "a-key-that-nobody-may-see"


@pytest.fixture
def user(tmp_path: Path) -> Shell:
    """Somebody without a key in the environment."""
    return Shell(tmp_path)


def profiles_file(user: Shell) -> Path:
    return Path(user.env["XDG_CONFIG_HOME"]) / "flochat" / "profiles.toml"


def test_a_key_is_asked_for_without_being_shown(user: Shell) -> None:
    with user.at_terminal("profile", "add", "shop", "--time-zone", "Australia/Sydney") as terminal:
        terminal.expect("Key of shop")
        terminal.type(KEY)
        assert terminal.end() == 0
    assert KEY not in terminal.raw
    file = profiles_file(user)
    assert KEY in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    listed = user("profile", "list")
    assert json.loads(listed.out)["time_zone"] == "Australia/Sydney"
    assert KEY not in listed.out + listed.err


def test_a_key_is_never_an_argument(user: Shell) -> None:
    assert user("profile", "add", "shop", "--key", KEY).status == 2
    assert user("profile", "add", "shop", KEY).status == 2
    assert not profiles_file(user).exists()


def test_a_profile_gives_key_and_host(user: Shell, server: Server) -> None:
    added = user("profile", "add", "shop", "--host", server.url, given=f"{server.api_key}\n")
    assert added.status == 0
    assert json.loads(user("show", "f280503u1").out)["first_name"] == "Ana"
    assert json.loads(user("show", "f280503u1", "--profile", "shop").out)["first_name"] == "Ana"
    missing = user("show", "f280503u1", "--profile", "other")
    assert missing.status == 2
    assert "no profile 'other'; known: shop" in missing.err


def test_a_key_of_the_environment_never_goes_to_the_host_of_a_profile(
    user: Shell, server: Server
) -> None:
    user("profile", "add", "shop", "--host", "https://127.0.0.1:9/api", given="other-key\n")
    done = user("show", "f280503u1", FLOCHAT_API_KEY=server.api_key, FLOCHAT_BASE_URL=server.url)
    assert done.status == 0
    named = user("show", "f280503u1", "--profile", "shop", FLOCHAT_API_KEY=server.api_key)
    assert named.status == 1
    assert server.api_key not in named.err


def test_a_command_may_print_the_key(user: Shell, server: Server) -> None:
    user(
        "profile",
        "add",
        "shop",
        "--host",
        server.url,
        "--key-command",
        f"printf '%s\\n' {server.api_key}",
    )
    assert user("show", "f280503u1").status == 0
    user("profile", "add", "shop", "--key-command", "false hunter2")
    failed = user("show", "f280503u1")
    assert failed.status == 2
    assert "key_command" in failed.err
    assert "hunter2" not in failed.err


def test_one_of_several_is_used_until_another_is(user: Shell) -> None:
    for name in ("one", "two"):
        assert user("profile", "add", name, given="key\n").status == 0
    assert [row["default"] for row in listed(user)] == [True, False]
    assert user("profile", "use", "two").status == 0
    assert [row["default"] for row in listed(user)] == [False, True]
    assert user("profile", "remove", "two").status == 2
    assert user("profile", "remove", "two", "--yes").status == 0
    assert [row["name"] for row in listed(user)] == ["one"]
    assert "there is no key" in user("show", "f1u1").err


def listed(user: Shell) -> list[dict[str, object]]:
    return [json.loads(line) for line in user("profile", "list").out.splitlines()]


def test_a_file_that_others_can_read_is_not_used(user: Shell) -> None:
    user("profile", "add", "shop", given="key\n")
    profiles_file(user).chmod(0o644)
    done = user("show", "f1u1")
    assert done.status == 2
    assert "chmod 600" in done.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not toml", "is not TOML"),
        ("[shop]\nkex = 'x'", "has 'kex'; known: host, key"),
        ("[shop]\nkey = 7", "key of [shop] must be a text"),
        ("shop = 'key'", "shop must be a table"),
        ("[shop]\nkey = 'x'\nflow = 'f1'\n", "needs flow and workspace together"),
        ("[shop]\nhost = 'https://example.com/api'", "has no key"),
    ],
)
def test_a_file_that_was_edited_wrongly_is_explained(user: Shell, text: str, said: str) -> None:
    file = profiles_file(user)
    file.parent.mkdir(parents=True)
    file.write_text(text)
    file.chmod(0o600)
    done = user("show", "f1u1", "--profile", "shop")
    assert done.status == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (["default"], "key", "cannot be called"),
        (["a b"], "key", "cannot be called"),
        (["shop", "--time-zone", "Nowhere/City"], "key", "Nowhere/City"),
        (["shop", "--country", "XX"], "key", "XX"),
        (["shop", "--host", "http://example.com/api"], "key", "https"),
        (["shop", "--flow", "f1"], "key", "--workspace"),
        (["shop"], "", "not a key"),
        (["shop"], "two words", "not a key"),
    ],
)
def test_settings_that_cannot_work_are_refused_when_they_are_given(
    user: Shell, arguments: list[str], given: str, said: str
) -> None:
    done = user("profile", "add", *arguments, given=f"{given}\n")
    assert done.status == 2
    assert said in done.err
    assert not profiles_file(user).exists()


def test_a_link_to_the_file_stays_one(user: Shell) -> None:
    assert user("profile", "add", "shop", given=f"{KEY}\n").status == 0
    file, kept = profiles_file(user), user.home / "kept.toml"
    file.rename(kept)
    file.symlink_to(kept)
    assert user("profile", "add", "other", given=f"{KEY}\n").status == 0
    assert file.is_symlink()
    assert "[other]" in kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.chmod(0o640)
    refused = user("profile", "list")
    assert refused.status == 2
    assert "chmod 600" in refused.err
