"""What a sandbox loads before its first answer, which is what its start costs."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

PROGRAM: Final = """
import sys, urllib.request
from flochat.sandbox import serve

with serve() as server:
    headers = {"Authorization": f"Bearer {server.api_key}"}
    request = urllib.request.Request(f"{server.url}/flow/tags?limit=5", headers=headers)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        answer.read()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
#: What takes long to load, and only some requests and calls need.
HEAVY: Final = {"httpx", "jsonschema", "openapi_schema_validator", "phonenumbers", "pydantic"}


def test_the_first_answer_to_a_read_loads_nothing_heavy() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    loaded = {*run.stdout.split()}
    assert "starlette" in loaded
    assert HEAVY & loaded == set()
