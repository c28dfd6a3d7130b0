"""`python -m flochat.sandbox --call URL`, for people without Python."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.hostile_server import HANG, answer
from tests.support.services import MORE, SHOP, Service, content, service

from .test_command import command, greeting


@pytest.fixture
def shop() -> Iterator[Service]:
    with service() as shop:
        yield shop


def called(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flochat.sandbox", "--call", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def test_what_became_of_a_call_is_told_in_words(shop: Service) -> None:
    shop.reply = content("Hello \x1b[31m Zoë", actions=[{"action": "add_tag", "tag_name": "Gold"}])
    arguments = ("--tag", "Gold", "--header", "X-Secret: s3cret", "--route", f"{SHOP}={shop.url}")
    run = called(MORE, *arguments, "--body", '{"name": "{{first_name}}", "token": "t0k"}')
    assert (run.returncode, run.stderr) == (0, "")
    assert shop.bodies == [{"name": "Ana", "token": "t0k"}]
    assert shop.requests[0].headers["x-secret"] == "s3cret"
    assert run.stdout.startswith('posted {"name": "Ana", "token": "***"}\ndynamic block for ')
    assert f"posted to {MORE}: all well\n" in run.stdout
    assert "  shown: Hello \\x1b[31m Zoë\n" in run.stdout
    assert "  done: add_tag Gold\n" in run.stdout
    assert "s3cret" not in run.stdout


def test_what_is_wrong_makes_the_exit_status_1(shop: Service) -> None:
    shop.reply = content("Hi", goto="Checkout")
    run = called(f"{shop.url}/more")
    assert run.returncode == 1
    assert "WRONG: content.goto: the flow has no step" in run.stdout
    assert called(f"{shop.url}/more", "--step", "Checkout").returncode == 0


def test_a_body_comes_from_stdin_too(shop: Service) -> None:
    for arguments in ((), ("--body", "-")):
        assert called(f"{shop.url}/more", *arguments, stdin='{"page": 2}').returncode == 0
        assert shop.bodies[-1] == {"page": 2}
    called(f"{shop.url}/more", stdin="Hello {{first_name}}\n")
    assert shop.requests[-1].body == b"Hello Ana"
    called(f"{shop.url}/more")
    assert shop.bodies[-1]["first_name"] == "Ana"


def test_the_number_of_the_flow_can_be_given(shop: Service) -> None:
    shop.reply = content("Hi", goto="f12n7")
    run = called(f"{shop.url}/more")
    assert "f12n7 is of another flow than f280503; serve(flow=12) is that flow" in run.stdout
    assert called(f"{shop.url}/more", "--flow", "12").returncode == 0


def test_an_external_request_tells_its_branch(shop: Service) -> None:
    shop.reply = answer("{}", status=404)
    run = called(f"{shop.url}/stock", "--external-request")
    assert run.returncode == 0
    assert "goes on at its branch for 4xx" in run.stdout


def test_somebody_of_a_file_is_asked_about(shop: Service, tmp_path: Path) -> None:
    file = str(tmp_path / "state.db")
    called(f"{shop.url}/more", "--db", file)
    user_ns = shop.bodies[-1]["user_ns"]
    called(f"{shop.url}/more", "--db", file, "--person", user_ns)
    assert shop.bodies[-1]["user_ns"] == user_ns
    assert called(f"{shop.url}/more", "--db", file, "--person", "f1u2").returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("shop.example",),
        (MORE,),
        ("http://shop.example/more",),
        (MORE, "--route", "https://shop.example"),
        (MORE, "--route", "http://shop.example=http://127.0.0.1:1"),
        ("http://127.0.0.1:1", "--timeout", "-1"),
        ("http://127.0.0.1:1", "--header", "X-Secret"),
        ("http://127.0.0.1:1", "--header", "X Secret: a"),
        ("http://127.0.0.1:1", "--field", "Points=money"),
        ("http://127.0.0.1:1", "--habit", "call_patience=long"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_makes_the_exit_status_2(arguments: tuple[str, ...]) -> None:
    run = called(*arguments)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert run.stderr + run.stdout


def test_a_service_that_is_not_there_makes_the_exit_status_1() -> None:
    run = called("http://127.0.0.1:1/more")
    assert run.returncode == 1
    assert "WRONG: url: nothing answers at http://127.0.0.1:1/more" in run.stdout


def test_a_sandbox_that_serves_has_the_services_of_its_options(shop: Service) -> None:
    shop.reply = content("Hello")
    arguments = ("--bot", f"{SHOP}/bot", "--live-chat", f"{SHOP}/desk", "--tag", "Gold")
    with command(*arguments, "--route", f"{SHOP}={shop.url}") as process:
        output = greeting(process)
        base = re.findall(r"base URL\s+(\S+)", output)[0]
        headers = {"Authorization": "Bearer sandbox-key"}
        tags = httpx.get(f"{base}/flow/tags", headers=headers, trust_env=False).json()["data"]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    assert "Gold" in [tag["name"] for tag in tags]
    with command("--bot", "http://shop.example") as process:
        _, errors = process.communicate(timeout=30)
    assert errors.startswith("flochat.sandbox: the platform calls https only")


def test_ctrl_c_ends_a_call_that_waits(shop: Service) -> None:
    asked = threading.Event()

    def hang(_: Any) -> list[Any]:
        asked.set()
        return [HANG]

    shop.reply = hang
    with command("--call", f"{shop.url}/more", "--body", "{}", "--timeout", "3600") as process:
        assert asked.wait(30)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
    assert (process.returncode, output, errors) == (130, "", "")
