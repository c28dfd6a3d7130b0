"""What importing costs, each in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from scripts import lazy_names
from tests.support.hostile_server import answer, hostile_server

ROOT = Path(__file__).parents[1]
#: How many files of ours the first list may take: until it is made, and until it is read.
MOST_FILES_TO_LIST = 22
MOST_FILES_TO_READ = 34
FILES_OF_OURS = """
import json, sys
files = [
    name
    for name, module in sys.modules.items()
    if name.partition(".")[0] in ("flochat", "flochat_api")
    and (file := getattr(module, "__file__", None)) is not None
    and not file.endswith("__init__.py")
]
print(json.dumps(sorted(files)))
"""
#: As a program sees it: type checkers read the derived list of names, which has no `__all__`.
FACE = import_module("flochat")


def modules_after(code: str) -> set[str]:
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout))


def test_importing_the_package_loads_no_library_and_no_model() -> None:
    loaded = modules_after("import flochat")
    assert not loaded & {"httpx", "attr", "attrs", "dateutil", "flochat_api", "asyncio"}
    assert {name for name in loaded if name.startswith("flochat")} == {
        "flochat",
        "flochat._lazy",
        "flochat._version",
    }


def test_making_a_client_loads_no_model_and_no_generated_code() -> None:
    loaded = modules_after("from flochat import Flochat; Flochat('key')")
    assert not loaded & {"httpx", "httpx2", "opentelemetry", "flochat._sending.observing"}
    assert not {
        n for n in loaded if n.startswith(("flochat.models.", "flochat_api", "dateutil"))
    } - {"flochat.models.base"}


def test_a_call_loads_the_one_endpoint_that_it_needs() -> None:
    loaded = modules_after("from flochat._wire import seam; seam.build('GET /flow/tags')")
    endpoints = {n for n in loaded if n.startswith("flochat_api.api.") and n.count(".") == 3}
    assert endpoints == {"flochat_api.api.flow_tag.flow_tags"}


def files_after(code: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code + FILES_OF_OURS],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    files: list[str] = json.loads(done.stdout)
    return files


@pytest.mark.parametrize("client", ["Flochat", "AsyncFlochat"])
def test_the_first_list_takes_few_files(client: str) -> None:
    files = files_after(f"from flochat import {client}; {client}('key').flow.tags.list()")
    assert len(files) <= MOST_FILES_TO_LIST, files


READ = {
    "sync": "from flochat import Flochat\nFlochat('key', base_url=URL).flow.tags.list().to_list()",
    "async": """
import asyncio
from flochat import AsyncFlochat
asyncio.run(AsyncFlochat('key', base_url=URL).flow.tags.list().to_list())
""",
}


@pytest.mark.parametrize("kind", READ)
def test_the_first_list_is_read_with_few_files(kind: str) -> None:
    rows = answer('{"data": [{"tag_ns": "f1t2", "name": "VIP"}]}')
    with hostile_server(lambda _request: rows) as server:
        files = files_after(f"URL = '{server.url}/api'\n{READ[kind]}")
    assert len(files) <= MOST_FILES_TO_READ, files
    assert [request.method for request in server.requests] == ["GET"]


@pytest.mark.parametrize("part", ["flow", "shop", "team"])
def test_a_part_of_a_part_is_loaded_when_it_is_touched(part: str) -> None:
    loaded = modules_after(f"from flochat import Flochat; Flochat('key').{part}")
    assert not {n for n in loaded if n.startswith(f"flochat._sync.resources.{part}.")}


def test_what_type_checkers_read_is_what_is_loaded() -> None:
    assert lazy_names.main(["--check"]) == 0


def test_the_runtime_never_loads_the_contract_room_or_the_sandbox() -> None:
    loaded = modules_after(
        "import flochat\nfor name in dir(flochat): getattr(flochat, name)\n"
        "client = flochat.Flochat('key')\n"
        "client.account, client.workspace, client.flow.tags, client.subscribers, client.messages\n"
        "client.api"
    )
    assert not {n for n in loaded if n.startswith(("flochat.contract", "flochat.sandbox"))}


def test_a_service_that_answers_the_platform_loads_no_client_and_no_framework() -> None:
    loaded = modules_after(
        "from flochat.callbacks import Callbacks\n"
        "callbacks = Callbacks('secret')\n"
        "callbacks.asgi({'/': print}), callbacks.wsgi({'/': print})\n"
        "callbacks.handle(lambda request: None, {'X-Flochat-Secret': 'secret'}, b'{}')"
    )
    frameworks = {"starlette", "fastapi", "flask", "django", "aiohttp", "werkzeug", "uvicorn"}
    assert not loaded & (frameworks | {"httpx", "phonenumbers", "dateutil", "flochat_api", "email"})
    assert not {n for n in loaded if n.startswith(("flochat._async", "flochat._sync"))}


def test_one_module_imports_the_http_library() -> None:
    importing = re.compile(r"^\s*(?:import|from) (?:httpx|httpcore)2?\b", re.MULTILINE)
    sources = [path for folder in ("flochat", "scripts") for path in (ROOT / folder).rglob("*.py")]
    assert len(sources) > 500
    found = [path for path in sources if importing.search(path.read_text(encoding="utf-8"))]
    assert found == [ROOT / "flochat" / "_http.py"]


def test_the_http_library_may_be_chosen_and_is_named_where_it_cannot_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FLOCHAT_HTTP_LIBRARY", "httpx2")
    loaded = modules_after("from flochat import Flochat\nFlochat('key')._transport._connection")
    assert {"httpx2", "flochat._http"} <= loaded
    assert "httpx" not in loaded
    monkeypatch.setenv("FLOCHAT_HTTP_LIBRARY", "requests")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        modules_after("import flochat._http")
    assert "FLOCHAT_HTTP_LIBRARY must be httpx or httpx2, not 'requests'" in caught.value.stderr


@pytest.mark.parametrize("name", sorted(FACE.__all__))
def test_every_public_name_can_be_imported_and_is_listed(name: str) -> None:
    assert getattr(FACE, name).__class__
    assert name in dir(FACE)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Flowchat'"):
        FACE.Flowchat  # noqa: B018  # reading it is the test


def test_a_star_import_brings_every_public_name() -> None:
    names: dict[str, object] = {}
    exec("from flochat import *", names)
    assert names.keys() >= {*FACE.__all__}
