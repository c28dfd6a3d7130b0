"""The examples of docs/stack/opentelemetry.md, each in a program with the real library."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest

from flochat.sandbox import Server, serve

PAGE: Final = Path(__file__).parents[1] / "docs" / "stack" / "opentelemetry.md"
PHONE: Final = "61412345678"
EMAIL: Final = "ana.lee@example.com"
#: What a program does with people, in place of what an example does.
WITH_PEOPLE: Final = f"""
    ana = client.subscribers.create(phone="+{PHONE}", email="{EMAIL}", name="Ana Lee")
    client.messages.send_text(ana, "Your biopsy is ready")
    client.subscribers.list(email="{EMAIL}").to_list()
"""
PEOPLE: Final = (PHONE, "ana.lee", "Ana Lee", "biopsy")


def example(heading: str) -> str:
    _, _, section = PAGE.read_text(encoding="utf-8").partition(f"# {heading}\n")
    found = re.search(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def run(program: str, server: Server, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={"FLOCHAT_API_KEY": server.api_key, "FLOCHAT_BASE_URL": server.url, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def sandbox() -> Iterator[Server]:
    with serve(seed=lambda seed: seed.tag("VIP")) as server:
        yield server


@contextmanager
def collector() -> Iterator[tuple[str, list[str]]]:
    """What a program sends to a service of this kind, and the address where it does."""
    received: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            is_packed = self.headers.get("content-encoding") == "gzip"
            received.append((gzip.decompress(body) if is_packed else body).decode())
            self.send_response(200)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_port}", received
        finally:
            server.shutdown()


def test_a_call_is_a_span(sandbox: Server) -> None:
    span = json.loads(run(example("OpenTelemetry"), sandbox))
    assert span["name"] == "GET /flow/tags"
    assert span["attributes"]["flochat.safety"] == "read"


def test_structlog_writes_a_line_of_json_with_the_fields(sandbox: Server) -> None:
    program = example("structlog") + WITH_PEOPLE
    printed = run(program, sandbox)
    lines = [json.loads(line) for line in printed.splitlines()]
    first = lines[0]
    assert (first["flochat_event"], first["flochat_operation"]) == ("request", "GET /me")
    assert (first["flochat_status"], first["level"]) == (200, "info")
    assert first["event"].startswith("GET /me: 200 in ")
    assert {line["flochat_safety"] for line in lines} >= {"read", "create", "send"}
    assert not [who for who in PEOPLE if who in printed]


def test_sentry_gets_breadcrumbs_and_errors_without_people(sandbox: Server) -> None:
    before, after = example("Sentry").split("    client.account.me()\n")
    with collector() as (address, received):
        program = before + "    client.account.me()\n" + WITH_PEOPLE + after
        run(program, sandbox, SENTRY_DSN=f"http://public@{address}/1")
    sent = "\n".join(received)
    events = [json.loads(line) for line in sent.splitlines() if '"breadcrumbs"' in line]
    (event,) = events
    crumbs = event["breadcrumbs"]["values"]
    ours = [crumb["data"] for crumb in crumbs if crumb["category"] == "flochat"]
    assert [each["flochat_operation"] for each in ours[:2]] == [
        "GET /me",
        "POST /subscriber/create",
    ]
    assert event["exception"]["values"][-1]["type"] == "NotFoundError"
    assert not [who for who in (*PEOPLE, sandbox.api_key) if who in sent]


def test_prometheus_counts_calls_requests_and_the_quota(sandbox: Server) -> None:
    printed = run(example("Prometheus"), sandbox)
    call = 'operation="GET /flow/tags"'
    assert f'flochat_call_seconds_count{{{call},result="ok",safety="read"}} 1.0' in printed
    assert f'flochat_requests_total{{{call},status="200"}} 1.0' in printed
    assert re.search(r"^flochat_quota_remaining \d+", printed, re.MULTILINE)
