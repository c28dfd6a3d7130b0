"""The fixtures under what runs users' tests: loops, workers, and settings of all kinds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

#: In a process of its own, with the plugins that are installed, as users have them.
PYTEST: Final = (sys.executable, "-X", "dev", "-m", "pytest", "-q", "-p", "no:schemathesis")
INI: Final = """
[pytest]
filterwarnings = error
asyncio_default_fixture_loop_scope = function
addopts = --strict-markers --strict-config
"""
LOOPS: Final = """
import asyncio
import pytest

async def greet(client, server):
    ana = server.seed.subscriber(first_name="Ana")
    await client.messages.send_text(ana, "Hello Ana")
    assert [person.name async for person in client.subscribers.list()] == ["Ana"]

@pytest.mark.asyncio
async def test_pytest_asyncio(async_flochat_client, flochat_server):
    await greet(async_flochat_client, flochat_server)

@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.asyncio(loop_scope="session")
async def test_one_loop_for_all(async_flochat_client, flochat_server, turn):
    await greet(async_flochat_client, flochat_server)

@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"

@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.anyio
async def test_anyio(async_flochat_client, flochat_server, turn, anyio_backend):
    await greet(async_flochat_client, flochat_server)

def test_asyncio_run(async_flochat_client, flochat_server):
    asyncio.run(greet(async_flochat_client, flochat_server))
    asyncio.run(async_flochat_client.account.me())

@pytest.mark.asyncio
async def test_a_fixture_of_the_users(people):
    assert people == ["Ana"]

@pytest.mark.asyncio
async def test_the_line_of_an_async_test(async_flochat_client):
    import httpx
    from flochat import AsyncFlochat
    async with httpx.AsyncClient() as http:
        with pytest.raises(RuntimeError, match=r"^test_loops.py:41: .*flochat.invalid:443"):
            await http.get("https://flochat.invalid")
    async with AsyncFlochat("key", base_url="https://flochat.invalid/api") as client:
        with pytest.raises(RuntimeError, match=r"^test_loops.py:44: .*flochat.invalid:443"):
            await client.account.me()
"""
STRICT_FIXTURE: Final = """
import pytest_asyncio

@pytest_asyncio.fixture
async def people(async_flochat_client, flochat_server):
    flochat_server.seed.subscriber(first_name="Ana")
    return [person.name async for person in async_flochat_client.subscribers.list()]
"""
AUTO: Final = """
import pytest

async def test_auto(async_flochat_client, people):
    assert (await async_flochat_client.account.me()).name

@pytest.fixture
async def people(async_flochat_client, flochat_server):
    flochat_server.seed.subscriber(first_name="Ana")
    return [person.name async for person in async_flochat_client.subscribers.list()]

@pytest.mark.parametrize("turn", range(4))
async def test_workers_have_a_sandbox_each(async_flochat_client, flochat_server, turn):
    flochat_server.seed.tag(f"turn {turn}")
    assert [tag.name async for tag in async_flochat_client.flow.tags.list()] == [f"turn {turn}"]
"""


def run(place: Path, *arguments: str, ini: str = INI, **files: str) -> str:
    """Run the files of a suite, and return what it shows, in its last line what became of it."""
    for name, text in {"pytest.ini": ini, **files}.items():
        (place / name).write_text(text.lstrip("\n"), encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    done = subprocess.run(
        [*PYTEST, *arguments],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


@pytest.mark.long
def test_the_async_client_works_in_whatever_runs_the_loop(tmp_path: Path) -> None:
    files = {"test_loops.py": LOOPS, "conftest.py": STRICT_FIXTURE}
    result = run(tmp_path, **files)
    assert "8 passed" in result, result


@pytest.mark.long
def test_auto_mode_and_workers(tmp_path: Path) -> None:
    ini = f"{INI}\nasyncio_mode = auto\n"
    result = run(tmp_path, "-n", "2", ini=ini, **{"test_auto.py": AUTO})
    assert "5 passed" in result, result


@pytest.mark.long
def test_without_the_plugin_nothing_of_it_is_left(tmp_path: Path) -> None:
    test = "def test_it(flochat_server): pass\n"
    result = run(tmp_path, "-p", "no:flochat", **{"test_it.py": test})
    assert "fixture 'flochat_server' not found" in result, result


def test_loading_the_plugin_imports_no_client() -> None:
    code = "import sys, flochat.testing.plugin; print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(eval(done.stdout))
    assert {name for name in loaded if name.startswith("flochat")} == {
        "flochat",
        "flochat._lazy",
        "flochat._version",
        "flochat.testing",
        "flochat.testing.plugin",
    }
    assert not loaded & {"httpx", "starlette", "uvicorn", "sqlite3"}
