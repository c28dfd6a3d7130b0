"""The async client runs on asyncio alone, and says so elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import trio

from flochat import AsyncFlochat, ConfigurationError
from flochat.sandbox import serve

CALLS: dict[str, Callable[[AsyncFlochat, Path], Awaitable[Any]]] = {
    "read": lambda client, _: client.account.me(),
    "send": lambda client, _: client.messages.send_text("f1u1", "Hello"),
    "list": lambda client, _: client.flow.tags.list().to_list(),
    "job": lambda client, folder: client.bulk.send_text(
        ["f1u1"], "Hello", journal=folder / "hello.sqlite"
    ).run(),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("shared", [False, True], ids=["", "shared quota"])
def test_trio_is_refused_before_anything_is_sent(call: str, shared: bool, tmp_path: Path) -> None:
    async def main(url: str) -> None:
        quota = tmp_path / "quota.sqlite" if shared else None
        async with AsyncFlochat("key", base_url=url, shared_quota=quota) as client:
            with pytest.raises(ConfigurationError, match="needs asyncio"):
                await CALLS[call](client, tmp_path)

    with serve() as server:
        trio.run(main, server.url)
        assert server.requests == []
