"""The session again, and the same transcript: real processes, the official client, no network."""

from __future__ import annotations

import asyncio
from pathlib import Path

from examples.agent_triage import triage
from flochat.sandbox import serve

TRANSCRIPT = Path(__file__).with_name("transcript.txt")


def test_the_session_goes_as_it_was_written_down(tmp_path: Path) -> None:
    with serve() as server:
        triage.seed(server)
        told = asyncio.run(triage.run(server, str(tmp_path)))
        deliveries = [(it.user_ns, it.content) for it in server.deliveries]
    assert told == TRANSCRIPT.read_text("utf-8")
    assert deliveries == [("f280503u3", "Sorry! We send you a new one today.")]
