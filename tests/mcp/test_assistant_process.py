"""The server as hosts start it, a process of its own at the end of two pipes."""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

from flochat import Flochat, NewSubscriber
from flochat.mcp import tools
from flochat.sandbox import Server
from tests.mcp.test_assistant_jobs import ended, seed_people, write
from tests.mcp.test_assistant_transports import _INITIALIZE, start
from tests.support.assistant import Assistant, Host, Refused

ANA, BEN = "f280503u1", "f280503u2"
ALL = ("--allow", "edit,create,send,broadcast,destroy")

#: A call of each tool that goes through, in an order in which each can.
CALLS: Final[dict[str, dict[str, Any]]] = {
    "quota": {},
    "find_operation": {"words": "remove label"},
    "find_person": {"phone": "+61412345678"},
    "show_person": {"user_ns": ANA, "fields": ["name", "tags", "phone"]},
    "list_people": {"field": "Plan", "value": "gold", "fields": ["user_ns", "email"]},
    "count_people": {"tag": "VIP"},
    "read_conversation": {"user_ns": ANA, "limit": 1},
    "list_flow": {"kind": "templates"},
    "flow_errors": {},
    "audit_flow": {"max_requests": 100},
    "list_orders": {"user_ns": ANA},
    "list_tickets": {"list_id": 1},
    "files": {},
    "jobs": {},
    "call": {"operation": "GET /flow/tags"},
    "tag_people": {"people": [ANA, BEN], "tags": ["Newsletter"]},
    "set_fields": {"user_ns": ANA, "values": {"Plan": "silver"}},
    "send_text": {"user_ns": ANA, "text": "Yes, from nine"},
    "send_sub_flow": {"user_ns": ANA, "sub_flow": "Onboarding"},
    "send_template": {
        "user_ns": ANA,
        "template": "welcome",
        "values": {"BODY_{{1}}": "Ana"},
    },
    "assign_agent": {"user_ns": ANA, "agent": "Kim"},
    "pause_bot": {"user_ns": ANA, "minutes": 5},
    "broadcast": {"tags": ["VIP"], "sub_flow": "Onboarding"},
    "note_on_ticket": {"list_id": 1, "ticket": 1, "text": "Called back"},
    "bulk_tag": {"tag": "Newsletter", "tags": ["VIP"], "remove": True},
    "bulk_send": {"tag": "Newsletter", "text": "News"},
    "import_people": {"file": "people.csv"},
    "export": {"what": "subscribers", "file": "all.csv"},
    "delete_person": {"user_ns": BEN},
}
#: What is refused, and why, with everything allowed.
REFUSED: Final[list[tuple[str, dict[str, Any], str]]] = [
    ("nonsense", {}, "no such tool"),
    ("show_person", {"user_ns": "f280503u999"}, "find it first"),
    ("list_people", {"fields": ["secrets"]}, "fields has"),
    ("list_people", {"value": "gold"}, "give both"),
    ("list_people", {"field": "Nope", "value": "gold"}, "list_flow with kind=user_fields"),
    ("audit_flow", {"max_requests": 1}, "give max_requests"),
    ("bulk_tag", {"tags": ["VIP"]}, "say who"),
    ("bulk_tag", {"tag": "Newsletter", "tags": ["VIP"]}, "nobody like that"),
    ("bulk_send", {"everyone": True}, "give text or sub_flow"),
    ("bulk_send", {"everyone": True, "text": "a", "sub_flow": "Welcome"}, "not both"),
    ("bulk_send", {"everyone": True, "text": "Hello"}, "allows 1 at once"),
    ("import_people", {"file": "nobody.csv"}, "files lists them"),
    ("import_people", {"file": "empty.csv"}, "no row of the file|no table"),
    ("export", {"what": "orders", "file": "o.csv", "tag": "VIP"}, "for subscribers and messages"),
    ("jobs", {"job": "job-1"}, "jobs lists them"),
    ("jobs", {"job": "../../etc"}, "jobs lists them"),
    ("resume_job", {"job": "job-20260101-000000-abcdef"}, "jobs lists them"),
]


def test_each_tool_does_its_work(process_host: Host, server: Server, tmp_path: Path) -> None:
    write(tmp_path / "people.csv", ["phone", "first_name"], ["+61491570156", "Carla"])
    tickets = server.seed.ticket_list("Support")
    with Flochat(server.api_key, base_url=server.url) as client:
        client.tickets.create(tickets, "Broken", subscriber=ANA)
    stopped: dict[str, Any] = {}

    async def script(assistant: Assistant) -> set[str]:
        there = {tool.name for tool in await assistant.tools()}
        for tool, given in CALLS.items():
            answer = await assistant.call(tool, **given)
            if "token" in answer:
                answer = await assistant.call(tool, **given, token=answer["token"])
                assert answer.get("done", 1) or answer["state"] == "finished", tool
        return there

    files = ("--files", str(tmp_path))
    there = process_host.run(script, *ALL, *files, human=True)
    assert there == set(tools.ALL) == {*CALLS, "resume_job"}
    assert {it.user_ns for it in server.deliveries} >= {ANA}
    seed_people(server, 12)

    async def begin(assistant: Assistant) -> None:
        stopped.update(await assistant.do("bulk_tag", tag="Club", tags=["VIP"]))

    process_host.run(begin, *ALL, "--max-requests", "9", human=True)
    assert stopped["state"] == "stopped"

    async def go_on(assistant: Assistant) -> dict[str, Any]:
        return await assistant.do("resume_job", job=stopped["job"])

    assert process_host.run(go_on, *ALL, human=True)["done"] == 12


def test_each_refusal_says_what_to_do(process_host: Host, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"phone\n")

    async def script(assistant: Assistant) -> None:
        for tool, given, said in REFUSED:
            with pytest.raises(Refused, match=said):
                await assistant.call(tool, **given)

    options = ("--files", str(tmp_path), "--max-recipients", "1")
    process_host.run(script, *ALL, *options, human=True)


def test_of_two_servers_one_works_on_a_job(server: Server, tmp_path: Path) -> None:
    """Both keep their jobs in the same folder; the journal is of the one that has it."""
    people = seed_people(server, 40)
    hosts = [Host(server, tmp_path), Host(server, tmp_path)]

    async def begin(assistant: Assistant) -> dict[str, Any]:
        stopped = await assistant.do("bulk_send", tag="Club", text="Hello")
        return await ended(assistant, stopped["job"])

    stopped = hosts[0].run(begin, *ALL, "--max-requests", "30", human=True)
    assert stopped["state"] == "stopped"

    async def go_on(assistant: Assistant) -> str:
        with suppress(Refused):  # nobody was left when it came to it
            await assistant.do("resume_job", job=stopped["job"])
        return str((await ended(assistant, stopped["job"]))["state"])

    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(host.run, go_on, *ALL, human=True) for host in hosts]
        states = [run.result(60) for run in runs]
    assert set(states) <= {"finished", "stopped"}
    assert sorted(it.user_ns for it in server.deliveries) == sorted(people)


def test_a_host_that_is_killed_leaves_a_job_to_resume(server: Server, tmp_path: Path) -> None:
    seed_people(server, 60)
    env = {"FLOCHAT_MCP_TOKEN": ""}
    options = (*ALL, "--confirm", "model", "--max-requests", "9999")
    process = start(server, tmp_path, *options, **env)
    speak(process, _INITIALIZE)
    given: dict[str, Any] = {"tag": "Club", "text": "Hello"}
    preview = speak(process, call("bulk_send", given, 2))["structuredContent"]
    write_to(process, call("bulk_send", {**given, "token": preview["token"]}, 3))
    until = time.monotonic() + 30
    while not server.deliveries and time.monotonic() < until:
        time.sleep(0.01)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.close()  # what is left of a host that was killed: two ends that nobody holds
    process.stdin.close()
    assert process.wait(30) is not None
    assert process.stderr is not None
    process.stderr.close()
    reached = len(server.deliveries)
    assert 0 < reached <= 60

    async def go_on(assistant: Assistant) -> dict[str, Any]:
        (job,) = (it["job"] for it in (await assistant.call("jobs"))["jobs"])
        told = await assistant.call("jobs", job=job)
        assert told["done"] + told["unknown"] == reached
        if told["pending"]:
            await assistant.do("resume_job", job=job)
        return await ended(assistant, job)

    done = Host(server, tmp_path, in_process=True).run(go_on, *ALL, human=True)
    assert done["done"] + done["unknown"] == 60
    people = [it.user_ns for it in server.deliveries]
    assert len(people) == len(set(people)) == 60


def test_a_host_that_does_not_read_is_waited_for(server: Server, tmp_path: Path) -> None:
    """The pipe is full, nothing is lost, and what was asked is answered once it is read."""
    process = start(server, tmp_path)
    speak(process, _INITIALIZE)
    count = 120  # lists of tools, of some 10 kB each: far more than a pipe holds
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(count):
        write_to(process, {"jsonrpc": "2.0", "id": 100 + number, "method": "tools/list"})
    time.sleep(1)
    assert process.poll() is None
    found = {json.loads(process.stdout.readline())["id"] for _ in range(count)}
    assert found == set(range(100, 100 + count))
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_ten_thousand_people_fit_behind_one_question(server: Server, tmp_path: Path) -> None:
    with Flochat(server.api_key, base_url=server.url) as client:
        for at in range(0, 10_000, 100):
            client.subscribers.create_many(
                NewSubscriber(first_name=f"P{number}", phone=f"6149{number:07}")
                for number in range(at, at + 100)
            )

    async def script(assistant: Assistant) -> list[int]:
        answers = [
            await assistant.call("count_people"),
            await assistant.call("list_people", limit=50),
            await assistant.call("list_people", limit=50, cursor=9_950),
            await assistant.call("audit_flow", max_requests=1_000),
            await assistant.call("bulk_send", everyone=True, text="Hello"),
        ]
        assert answers[0]["count"] == answers[1]["count"] == answers[4]["people"] == 10_002
        given = {"everyone": True, "text": "Hello", "token": answers[4]["token"]}
        with pytest.raises(Refused, match="said no"):
            await assistant.call("bulk_send", **given)
        (question,) = assistant.asked
        assert "10,002" in question
        return [size(answer) for answer in answers] + [len(question.encode())]

    host = Host(server, tmp_path, in_process=True)
    options = (*ALL, "--max-recipients", "20000", "--max-requests", "99999")
    assert max(host.run(script, *options, human=False)) <= 8_192
    assert server.deliveries == []


def size(answer: dict[str, Any]) -> int:
    return len(json.dumps(answer, ensure_ascii=False).encode())


def call(tool: str, arguments: dict[str, Any], number: int) -> dict[str, Any]:
    params = {"name": tool, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


def speak(process: subprocess.Popen[bytes], message: dict[str, Any]) -> dict[str, Any]:
    """Send a request, and read its answer."""
    write_to(process, message)
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], 30)
    assert ready
    result: dict[str, Any] = json.loads(process.stdout.readline())["result"]
    return result


def write_to(process: subprocess.Popen[bytes], message: dict[str, Any]) -> None:
    assert process.stdin is not None
    os.write(process.stdin.fileno(), json.dumps(message).encode() + b"\n")
