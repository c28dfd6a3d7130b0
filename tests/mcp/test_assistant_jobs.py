"""Jobs for many people: previewed, confirmed, resumed, and within the operator's folder."""

from __future__ import annotations

import asyncio
import csv
import json
import os
from pathlib import Path
from typing import Any

import anyio
import pytest

from flochat import Flochat
from flochat.sandbox import Server, serve
from tests.support.assistant import Assistant, Host, Refused

ANA, BEN = "f280503u1", "f280503u2"
ALL = ("--allow", "edit,create,send,broadcast,destroy")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that the operator chose for files."""
    made = tmp_path / "files"
    made.mkdir()
    return made


def seed_people(server: Server, count: int, tag: str = "Club") -> list[str]:
    return [server.seed.subscriber(first_name=f"P{number}", tags=[tag]) for number in range(count)]


def test_many_people_get_a_tag_by_a_job(host: Host, server: Server) -> None:
    people = seed_people(server, 12)

    async def script(assistant: Assistant) -> dict[str, Any]:
        preview = await assistant.call("bulk_tag", tag="Club", tags=["VIP"])
        assert preview["people"] == 12
        assert preview["requests"] == 12
        assert preview["quota_hours"] > 0
        assert set(preview["first"]) <= set(people)
        assert len(preview["first"]) == 3
        assert (await assistant.call("count_people", tag="VIP"))["count"] == 1
        done = await assistant.call("bulk_tag", tag="Club", tags=["VIP"], token=preview["token"])
        assert (await assistant.call("count_people", tag="VIP"))["count"] == 13
        (listed,) = (await assistant.call("jobs"))["jobs"]
        assert listed["job"] == done["job"]
        return done

    done = host.run(script, "--allow", "edit")
    assert done["state"] == "finished"
    assert (done["done"], done["pending"]) == (12, 0)


def test_a_send_to_many_is_confirmed_by_the_human(host: Host, server: Server) -> None:
    people = seed_people(server, 5)

    async def script(assistant: Assistant) -> dict[str, Any]:
        done = await assistant.do("bulk_send", tag="Club", text="We open at nine")
        (question,) = assistant.asked
        assert "| We open at nine" in question
        assert "People: 5." in question
        return done

    assert host.run(script, *ALL, human=True)["done"] == 5
    assert sorted(it.user_ns for it in server.deliveries) == sorted(people)


@pytest.mark.parametrize(("human", "said"), [(False, "said no"), (None, "needs a human")])
def test_without_a_yes_nobody_is_sent_anything(
    old_host: Host, server: Server, human: bool | None, said: str
) -> None:
    seed_people(server, 3)

    async def script(assistant: Assistant) -> None:
        with pytest.raises(Refused, match=said):
            await assistant.do("bulk_send", tag="Club", sub_flow="Onboarding")
        assert (await assistant.call("jobs"))["jobs"] == []

    old_host.run(script, *ALL, human=human)
    assert server.deliveries == []


def test_a_job_that_stops_is_resumed_and_reaches_nobody_twice(
    old_host: Host, server: Server
) -> None:
    people = seed_people(server, 30)

    async def begin(assistant: Assistant) -> str:
        stopped = await assistant.do("bulk_send", tag="Club", text="Hello")
        assert stopped["state"] == "stopped"
        assert "20 requests an hour" in stopped["why"]
        assert stopped["pending"] > 0
        with pytest.raises(Refused, match="20 requests an hour"):
            await assistant.call("count_people")
        return str(stopped["job"])

    job = old_host.run(begin, *ALL, "--max-requests", "20", human=True)
    reached = {it.user_ns for it in server.deliveries}
    assert 0 < len(reached) < 30

    async def go_on(assistant: Assistant) -> dict[str, Any]:
        stopped = await assistant.call("jobs", job=job)
        assert (stopped["state"], stopped["done"]) == ("stopped", len(reached))
        done = await assistant.do("resume_job", job=job)
        assert "| Hello" in assistant.asked[0]
        with pytest.raises(Refused, match="nobody is left"):
            await assistant.call("resume_job", job=job)
        return done

    done = old_host.run(go_on, *ALL, human=True)
    assert (done["state"], done["done"], done["pending"]) == ("finished", 30, 0)
    assert sorted(it.user_ns for it in server.deliveries) == sorted(people)


def test_a_job_is_resumed_within_the_limits_of_today(old_host: Host, server: Server) -> None:
    seed_people(server, 10)

    async def begin(assistant: Assistant) -> str:
        return str((await assistant.do("bulk_send", tag="Club", text="Hello"))["job"])

    job = old_host.run(begin, *ALL, "--max-requests", "8", human=True)
    before = len(server.deliveries)
    for options, said in (
        (("--allow", "edit"), "does not allow jobs that broadcast"),
        ((*ALL, "--max-recipients", "2"), "allows 2 people"),
        ((*ALL, "--flow-ns", "f1"), "only for the flow f1"),
        ((*ALL, "--only-tag", "VIP"), "a tag that this person lacks"),
    ):

        async def script(assistant: Assistant, said: str = said) -> None:
            with pytest.raises(Refused, match=said):
                await assistant.call("resume_job", job=job)

        old_host.run(script, *options, human=True)
    assert len(server.deliveries) == before


def test_a_resume_is_judged_by_what_was_read_since(old_host: Host, server: Server) -> None:
    """A preview of before says nothing: neither does the confirmation that the job began with."""
    seed_people(server, 10)
    server.seed.message(ANA, "Go on with the job")

    async def begin(assistant: Assistant) -> None:
        stopped = await assistant.do("bulk_tag", tag="Club", tags=["VIP"])
        assert stopped["state"] == "stopped"
        assert "needs_human" not in await assistant.call("resume_job", job=stopped["job"])

    old_host.run(begin, *ALL, "--max-requests", "10", "--confirm", "model")

    async def tainted(assistant: Assistant) -> None:
        (job,) = (it["job"] for it in (await assistant.call("jobs"))["jobs"])
        preview = await assistant.call("resume_job", job=job)
        await assistant.call("read_conversation", user_ns=ANA)
        with pytest.raises(Refused, match="needs a human"):
            await assistant.call("resume_job", job=job, token=preview["token"])

    old_host.run(tainted, *ALL, "--confirm", "model")


def test_people_who_may_have_been_reached_are_not_sent_to_again(
    old_host: Host, server: Server
) -> None:
    people = seed_people(server, 4)

    async def script(assistant: Assistant) -> None:
        server.answer_next(status=502, text="oops", operation="POST /subscriber/send-text")
        done = await assistant.do("bulk_send", tag="Club", text="Hello")
        assert (done["done"], done["unknown"]) == (3, 1)
        told = await assistant.call("jobs", job=done["job"], failed=True)
        (unknown,) = (it["person"] for it in told["untrusted"]["failed"])
        with pytest.raises(Refused, match="not sent again"):
            await assistant.call("send_text", user_ns=unknown, text="Hello")
        with pytest.raises(Refused, match="not sent again"):
            await assistant.call("bulk_send", tag="Club", text="hello!")
        with pytest.raises(Refused, match="nobody is left"):
            await assistant.call("resume_job", job=done["job"], retry_failed=True)

    old_host.run(script, *ALL, human=True)
    sends = [it for it in server.requests if it.operation == "POST /subscriber/send-text"]
    assert len(sends) == len(people)


def test_people_who_may_have_been_reached_are_known_when_the_job_was_cancelled(
    old_host: Host, server: Server
) -> None:
    seed_people(server, 80)

    async def script(assistant: Assistant) -> None:
        server.answer_next(status=502, text="oops", operation="POST /subscriber/send-text")
        preview = await assistant.call("bulk_send", tag="Club", text="Hello")
        given = {"tag": "Club", "text": "Hello", "token": preview["token"]}
        async with anyio.create_task_group() as group:
            group.start_soon(assistant.client.call_tool, "bulk_send", given)
            await first_delivery(server)
            group.cancel_scope.cancel()
        (listed,) = (await assistant.call("jobs"))["jobs"]
        stopped = await ended(assistant, listed["job"])
        assert stopped["unknown"] == 1
        assert stopped["pending"] > 0
        told = await assistant.call("jobs", job=listed["job"], failed=True)
        (unknown,) = (it["person"] for it in told["untrusted"]["failed"])
        with pytest.raises(Refused, match="not sent again"):
            await assistant.call("send_text", user_ns=unknown, text="Hello")

    options = (*ALL, "--max-recipients", "80", "--max-requests", "9999")
    old_host.run(script, *options, human=True)


def test_a_file_of_people_is_imported(host: Host, folder: Path) -> None:
    write(folder / "people.csv", ["phone", "first_name", "Plan", "tags"], *ROWS)

    async def script(assistant: Assistant) -> dict[str, Any]:
        listed = await assistant.call("files")
        assert [it["name"] for it in listed["untrusted"].values()] == ["people.csv"]
        preview = await assistant.call("import_people", file="people.csv")
        assert (preview["people"], preview["rows"], preview["refused"]) == (2, 3, 1)
        assert "Carla" not in json.dumps(preview)
        done = await assistant.call("import_people", file="people.csv", token=preview["token"])
        (question,) = assistant.asked
        assert "Carla" in question
        found = await assistant.call("find_person", phone="+61 491 570 156")
        assert found["untrusted"][found["user_ns"]]["fields"] == {"Plan": "gold"}
        return done

    done = host.run(script, *ALL, "--files", str(folder), human=True)
    assert (done["state"], done["done"]) == ("finished", 2)


ROWS = (
    ["+61491570156", "Carla", "gold", "VIP"],
    ["+61491570157", "Dan", "", ""],
    ["nonsense", "Eve", "", ""],
)


def write(path: Path, *rows: list[str]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)


def test_a_file_that_changes_voids_its_preview(
    old_host: Host, server: Server, folder: Path
) -> None:
    file = folder / "people.csv"
    write(file, ["phone", "first_name"], ["+61491570156", "Carla"])

    async def script(assistant: Assistant) -> None:
        preview = await assistant.call("import_people", file="people.csv")
        write(file, ["phone", "first_name"], ["+61491570157", "Dan"])
        with pytest.raises(Refused, match="has changed"):
            await assistant.call("import_people", file="people.csv", token=preview["token"])

    old_host.run(script, *ALL, "--files", str(folder), human=True)
    assert {request.method for request in server.requests} <= {"GET"}


def test_what_a_file_could_mean_twice_is_asked(
    old_host: Host, folder: Path, server: Server
) -> None:
    server.seed.user_field("Birthday", var_type="date")
    write(folder / "p.csv", ["phone", "Birthday"], ["+61491570156", "01/02/1990"])

    async def script(assistant: Assistant) -> None:
        with pytest.raises(Refused, match="dates"):
            await assistant.call("import_people", file="p.csv")
        preview = await assistant.call("import_people", file="p.csv", answers={"dayfirst": True})
        assert preview["people"] == 1
        with pytest.raises(Refused, match="answers has"):
            await assistant.call("import_people", file="p.csv", answers={"source": "/etc/passwd"})

    old_host.run(script, *ALL, "--files", str(folder), human=True)


def test_a_table_is_exported_into_the_folder(host: Host, server: Server, folder: Path) -> None:
    seed_people(server, 8)

    async def script(assistant: Assistant) -> dict[str, Any]:
        preview = await assistant.call("export", what="subscribers", file="all.csv")
        assert preview["rows"] == 10
        assert not (folder / "all.csv").exists()
        done = await assistant.call(
            "export", what="subscribers", file="all.csv", token=preview["token"]
        )
        with pytest.raises(Refused, match="not replaced"):
            await assistant.call("export", what="orders", file="all.csv")
        await assistant.do("export", what="subscribers", file="club.jsonl", tag="Club")
        return done

    done = host.run(script, "--files", str(folder))
    assert (done["state"], done["rows"]) == ("finished", 10)
    with (folder / "all.csv").open(newline="", encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == 10
    assert len((folder / "club.jsonl").read_text().splitlines()) == 8
    assert sorted(it.name for it in folder.iterdir()) == ["all.csv", "club.jsonl"]


def test_an_export_that_stops_is_resumed(old_host: Host, server: Server, folder: Path) -> None:
    seed_people(server, 450)

    async def begin(assistant: Assistant) -> str:
        stopped = await assistant.do("export", what="subscribers", file="all.csv")
        assert stopped["state"] == "stopped"
        return str(stopped["job"])

    job = old_host.run(begin, "--files", str(folder), "--max-requests", "5")
    assert not (folder / "all.csv").exists()

    async def go_on(assistant: Assistant) -> dict[str, Any]:
        return await assistant.do("resume_job", job=job)

    assert old_host.run(go_on, "--files", str(folder), human=True)["rows"] == 452
    assert (folder / "all.csv").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../out.csv",
        "/etc/passwd",
        "a/b.csv",
        "..\\out.csv",
        "C:out.csv",
        ".hidden.csv",
        "out\0.csv",
        "out.py",
        "out",
        "link.csv",
        "hard.csv",
        "pipe.csv",
        "folder.csv",
        "con.csv",
        "x\u202evsc.csv",
        "=cmd|' '!A0.csv",
    ],
)
def test_nothing_leads_out_of_the_folder(
    old_host: Host, server: Server, folder: Path, name: str
) -> None:
    outside = folder.parent / "secret.csv"
    write(outside, ["phone"], ["+61491570156"])
    (folder / "link.csv").symlink_to(outside)
    (folder / "hard.csv").hardlink_to(outside)
    (folder / "folder.csv").mkdir()
    os.mkfifo(folder / "pipe.csv")
    before = sorted(folder.parent.iterdir())

    async def script(assistant: Assistant) -> None:
        for tool, given in (
            ("import_people", {"file": name}),
            ("export", {"file": name, "what": "subscribers"}),
        ):
            with pytest.raises(Refused) as caught:
                await assistant.call(tool, **given)
            assert "secret" not in str(caught.value)

    old_host.run(script, *ALL, "--files", str(folder), human=True)
    assert [it for it in sorted(folder.parent.iterdir()) if it not in before] in (
        [],
        [folder.parent / "flochat"],
    )
    assert server.requests == []


def test_without_a_folder_there_are_no_files(old_host: Host) -> None:
    async def script(assistant: Assistant) -> set[str]:
        for tool in ("import_people", "export", "files"):
            with pytest.raises(Refused, match="no such tool"):
                await assistant.call(tool, file="people.csv", what="subscribers")
        return {tool.name for tool in await assistant.tools()}

    assert {"jobs", "resume_job"} <= old_host.run(script, *ALL)
    assert "resume_job" not in old_host.run(script)


async def first_delivery(server: Server) -> None:
    for _ in range(1_000):
        if server.deliveries:
            return
        await asyncio.sleep(0.01)


async def ended(assistant: Assistant, job: str) -> dict[str, Any]:
    for _ in range(200):
        told = await assistant.call("jobs", job=job)
        if told["state"] != "running":
            return told
        await asyncio.sleep(0.05)
    raise AssertionError("the job does not end")


def test_the_operator_stops_a_job_that_is_running(old_host: Host, server: Server) -> None:
    seed_people(server, 80)

    async def stop() -> None:
        await first_delivery(server)
        (old_host.folder / "flochat" / "mcp-stop").touch()

    async def script(assistant: Assistant) -> dict[str, Any]:
        stopping = asyncio.create_task(stop())
        done = await assistant.do("bulk_send", tag="Club", text="Hello")
        await stopping
        return done

    stopped = old_host.run(script, *ALL, "--max-recipients", "80", human=True)
    assert stopped["state"] == "stopped"
    assert len(server.deliveries) == stopped["done"] < 80
    assert stopped["unknown"] == 0


def test_a_call_that_the_host_cancels_ends_its_job(old_host: Host, server: Server) -> None:
    seed_people(server, 80)

    async def script(assistant: Assistant) -> dict[str, Any]:
        preview = await assistant.call("bulk_send", tag="Club", text="Hello")
        given = {"tag": "Club", "text": "Hello", "token": preview["token"]}
        with anyio.move_on_after(10) as scope:
            async with anyio.create_task_group() as group:
                group.start_soon(assistant.client.call_tool, "bulk_send", given)
                await first_delivery(server)
                group.cancel_scope.cancel()
        assert not scope.cancelled_caught
        (listed,) = (await assistant.call("jobs"))["jobs"]
        return await ended(assistant, listed["job"])

    options = (*ALL, "--max-recipients", "80", "--max-requests", "9999")
    stopped = old_host.run(script, *options, human=True)
    assert stopped["state"] == "stopped"
    assert len(server.deliveries) == stopped["done"] < 80
    assert stopped["unknown"] == 0

    async def go_on(assistant: Assistant) -> dict[str, Any]:
        await assistant.do("resume_job", job=stopped["job"])
        return await ended(assistant, stopped["job"])

    assert old_host.run(go_on, *options, human=True)["done"] == 80
    assert len({it.user_ns for it in server.deliveries}) == len(server.deliveries) == 80


@pytest.mark.filterwarnings("ignore:The logging capability is deprecated")
def test_the_host_is_told_how_far_it_is_and_what_was_done(host: Host, server: Server) -> None:
    seed_people(server, 5)
    told: list[float] = []
    logged: list[Any] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        told.append(progress)
        assert (total, message) == (5, "people")

    async def log(params: Any) -> None:
        logged.append(params.data)

    async def script(assistant: Assistant) -> None:
        if host.era == "legacy":
            await assistant.client.set_logging_level("info")
        preview = await assistant.call("bulk_tag", tag="Club", tags=["VIP"])
        given = {"tag": "Club", "tags": ["VIP"], "token": preview["token"]}
        await assistant.client.call_tool("bulk_tag", given, progress_callback=hear)

    host.run(script, "--allow", "edit", client={"logging_callback": log, "log_level": "info"})
    assert told[-1] == 5
    assert [it["step"] for it in logged] == [
        "previewed",
        "answered",
        "confirmed",
        "job ended",
        "answered",
    ]
    assert "VIP" not in json.dumps(logged)


def test_an_import_that_stops_is_resumed(old_host: Host, server: Server, folder: Path) -> None:
    server.seed.tag("Old")
    for number in range(20):
        server.seed.subscriber(first_name=f"P{number}", phone=f"614915701{number:02}")
    rows = [[f"+614915701{number:02}", "gold", "Old"] for number in range(24)]
    write(folder / "people.csv", ["phone", "Plan", "tags"], *rows)
    files = ("--files", str(folder))

    async def begin(assistant: Assistant) -> dict[str, Any]:
        return await assistant.do("import_people", file="people.csv")

    stopped = old_host.run(begin, *ALL, *files, "--max-requests", "30", human=True)
    assert stopped["state"] == "stopped"
    assert stopped["pending"] > 0
    (folder / "people.csv").unlink()

    async def go_on(assistant: Assistant) -> dict[str, Any]:
        assert "614915701" not in json.dumps(await assistant.call("jobs"))
        return await assistant.do("resume_job", job=stopped["job"])

    done = old_host.run(go_on, *ALL, human=True)
    assert (done["state"], done["done"], done["unknown"]) == ("finished", 24, 0)
    with Flochat(server.api_key, base_url=server.url) as client:
        people = [it for it in client.subscribers.list() if "614915701" in str(it.phone)]
        assert len(people) == 24
        assert {tuple(tag.name for tag in it.tags) for it in people} == {("Old",)}


def test_jobs_of_another_key_are_not_seen(old_host: Host, server: Server, tmp_path: Path) -> None:
    seed_people(server, 3)

    async def begin(assistant: Assistant) -> str:
        return str((await assistant.do("bulk_tag", tag="Club", tags=["VIP"]))["job"])

    job = old_host.run(begin, *ALL)

    async def look(assistant: Assistant) -> None:
        assert (await assistant.call("jobs"))["jobs"] == []
        for tool in ("jobs", "resume_job"):
            with pytest.raises(Refused, match="no such job"):
                await assistant.call(tool, job=job)

    with serve() as other:
        Host(other, tmp_path, in_process=True).run(look, *ALL)


def test_an_export_that_was_cut_off_is_not_told_as_finished(
    old_host: Host, server: Server, folder: Path
) -> None:
    seed_people(server, 250)
    files = ("--files", str(folder))

    async def begin(assistant: Assistant) -> str:
        return str((await assistant.do("export", what="subscribers", file="all.csv"))["job"])

    job = old_host.run(begin, *files, "--max-requests", "4")
    note = old_host.folder / "flochat" / "mcp-jobs" / job / "job.json"
    assert "4 requests an hour" in json.loads(note.read_text())["stopped"]

    async def look(assistant: Assistant) -> object:
        return (await assistant.call("jobs", job=job))["state"]

    assert old_host.run(look, *files) == "stopped"
