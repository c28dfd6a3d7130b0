"""A sandbox starts, keeps its state, serves many at once and leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import Final

import httpx
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from flochat.sandbox import example, serve

from .conftest import ApiOf, Running


def test_nothing_is_left_of_a_sandbox_that_stopped(http: httpx.Client) -> None:
    before = set(threading.enumerate())
    with serve() as server:
        assert http.get(server.page_url).status_code == 200
        assert len(set(threading.enumerate()) - before) == 1
    assert set(threading.enumerate()) == before
    with pytest.raises(httpx.ConnectError):
        http.get(server.page_url)


def test_a_sandbox_stops_when_its_test_fails() -> None:
    before = set(threading.enumerate())
    with pytest.raises(ZeroDivisionError), serve():
        raise ZeroDivisionError
    assert set(threading.enumerate()) == before


def test_a_sandbox_stops_under_clients_that_stay_connected() -> None:
    with serve() as server:
        port = int(server.url.split(":")[2].removesuffix("/api"))
        silent = socket.create_connection(("127.0.0.1", port), timeout=5)
        silent.sendall(b"POST /api/me HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
    with silent:
        assert silent.recv(1) == b""


def test_the_port_may_be_chosen_and_a_taken_one_is_refused(running: Running) -> None:
    server = running()
    port = int(server.url.split(":")[2].removesuffix("/api"))
    with pytest.raises(OSError, match=f"127.0.0.1:{port}"):
        running(port=port)


def test_sandboxes_run_side_by_side_and_share_nothing(running: Running, api_of: ApiOf) -> None:
    one, other = running(), running()
    one.seed.tag("VIP")
    assert len(api_of(one).rows("GET /flow/tags")) == 1
    assert api_of(other).rows("GET /flow/tags") == []


def test_a_file_keeps_the_state_and_is_filled_once(tmp_path: Path, api_of: ApiOf) -> None:
    file = tmp_path / "state.db"
    with serve(db=file, seed=example) as server:
        api_of(server).ok("POST /flow/create-tag", json={"name": "Kept"})
        user_ns = api_of(server).rows("GET /subscribers")[0]["user_ns"]
        body = {"user_ns": user_ns, "content": "Hello"}
        api_of(server).ok("POST /subscriber/send-text", json=body)
    with serve(db=str(file), seed=example) as server:
        names = [tag["name"] for tag in api_of(server).rows("GET /flow/tags")]
        assert names == ["VIP", "Newsletter", "Kept"]
        assert [delivery.content for delivery in server.deliveries] == ["Hello"]
        assert (
            api_of(server)
            .ok("POST /flow/create-tag", json={"name": "New"})["tag_ns"]
            .endswith("t4")
        )
    assert [path.name for path in tmp_path.iterdir()] == ["state.db"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions than these")
def test_a_file_is_for_its_owner_alone_also_one_that_was_not(tmp_path: Path, api_of: ApiOf) -> None:
    file = tmp_path / "state.db"
    before = os.umask(0)
    try:
        for _ in range(2):
            with serve(db=file) as server:
                api_of(server).ok("POST /flow/create-tag", json={"name": "Kept"})
                modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
                assert modes == {"state.db": 0o600, "state.db-wal": 0o600, "state.db-shm": 0o600}
                server.reset()
            file.chmod(0o666)
    finally:
        os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions than these")
def test_a_file_of_others_that_is_refused_keeps_its_permissions(
    tmp_path: Path, running: Running
) -> None:
    file = tmp_path / "notes"
    file.write_text("no database at all, only a text that is long enough to be read as one" * 20)
    file.chmod(0o644)
    with pytest.raises(ValueError, match="not the database of a sandbox"):
        running(db=file)
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_file_that_is_no_state_is_refused(tmp_path: Path, running: Running) -> None:
    text, other = tmp_path / "text", tmp_path / "other.db"
    text.write_text("no database at all, only a text that is long enough to be read as one" * 20)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE something (x)")
    connection.close()
    for file in (text, other):
        with pytest.raises(ValueError, match="not the database of a sandbox"):
            running(db=file)
    assert text.read_text().startswith("no database")


def test_writes_from_many_threads_all_count(running: Running, api_of: ApiOf) -> None:
    server = running(quota=10_000)
    user_ns = server.seed.subscriber(phone="61412345678")

    def work(number: int) -> None:
        api = api_of(server)
        api.ok("POST /flow/create-tag", json={"name": f"api {number}"})
        server.seed.tag(f"seed {number}")
        api.ok("POST /subscriber/send-text", json={"user_ns": user_ns, "content": str(number)})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(80)))
    assert api_of(server)("GET /flow/tags").json()["meta"]["total"] == 160
    assert sorted(int(delivery.content or "") for delivery in server.deliveries) == list(range(80))
    assert len(server.requests) == 161


def test_a_sandbox_serves_the_event_loop_that_started_it() -> None:
    async def ask() -> list[int]:
        with serve() as server:
            headers = {"Authorization": f"Bearer {server.api_key}"}
            async with httpx.AsyncClient(headers=headers, trust_env=False) as http:
                answers = await asyncio.gather(*(http.get(f"{server.url}/me") for _ in range(20)))
        return [answer.status_code for answer in answers]

    assert asyncio.run(ask()) == [200] * 20


def test_it_listens_on_this_machine_alone(running: Running) -> None:
    assert running().url.startswith("http://127.0.0.1:")


def test_the_example_is_a_flow_to_look_around_in(running: Running, api_of: ApiOf) -> None:
    api = api_of(running(seed=example))
    for operation in ("flow/subflows", "flow/tags", "flow/user-fields", "flow/bot-fields"):
        assert api.rows(f"GET /{operation}"), operation
    (ana,) = api.rows("GET /subscribers", phone="412345678")
    assert [tag["name"] for tag in ana["tags"]] == ["VIP"]


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )


def test_importing_the_package_loads_nothing_of_the_extra() -> None:
    done = python(
        "import sys, flochat.sandbox\n"
        "extra = {'starlette', 'uvicorn', 'jsonschema', 'httpx', 'flask'}\n"
        "print(sorted(extra & set(sys.modules)))"
    )
    assert done.stdout == "[]\n", done.stderr


def test_flask_is_never_loaded() -> None:
    done = python(
        "import sys\nfrom flochat.sandbox import serve\n"
        "with serve(): print('flask' in sys.modules, 'flask_swagger_ui' in sys.modules)"
    )
    assert done.stdout == "False False\n", done.stderr


def without(package: str) -> str:
    """The beginning of a program for which a package is not installed."""
    return (
        "import sys\n"
        "from importlib.machinery import PathFinder\n"
        "find = PathFinder.find_spec\n"
        "def find_others(name, *rest):\n"
        f"    return None if name == {package!r} else find(name, *rest)\n"
        "PathFinder.find_spec = find_others\n"
    )


def needed(name: str, extra: str | None) -> set[str]:
    """The packages that pip installs with one of ours, by what they say they require."""
    found: set[str] = set()
    left = [(name, extra)]
    for package, wanted in left:
        for line in metadata.requires(package) or ():
            requirement = Requirement(line)
            marker = requirement.marker
            if marker is None or marker.evaluate({"extra": wanted or ""}):
                extras: set[str] | set[None] = requirement.extras or {None}
                left += [(requirement.name, it) for it in extras if requirement.name not in found]
                found.add(canonicalize_name(requirement.name))
    return found


def test_the_extra_needs_at_most_eight_packages_and_neither_flask_nor_pydantic() -> None:
    more = needed("flochat", "sandbox") - needed("flochat", None)
    assert {"starlette", "uvicorn", "jsonschema"} <= more
    assert len(more) <= 8, more
    assert not {"flask", "pydantic", "jinja2"} & more


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "jsonschema"])
def test_without_the_extra_it_says_what_to_install(missing: str) -> None:
    done = python(
        without(missing) + "from flochat.sandbox.__main__ import main\nsys.exit(main([]))"
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"flochat.sandbox: the sandbox needs {missing}: pip install 'flochat[sandbox]'\n"
    )


PAGE_WITHOUT_UI: Final = """
import urllib.request
from flochat.contract.pull import pull
from flochat.sandbox import serve

with serve() as server:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(server.page_url) as page:
        print(page.status, "pip install 'flochat[sandbox-ui]'" in page.read().decode())
    document = pull(server.page_url).document
print(len(document["paths"]) > 200)
"""


def test_without_the_ui_its_page_says_what_to_install_and_the_document_is_found_by_it() -> None:
    done = python(without("flask_swagger_ui") + PAGE_WITHOUT_UI)
    assert done.stdout == "200 True\nTrue\n", done.stderr
