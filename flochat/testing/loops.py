"""Closes an async client after the test, in the loop that the test has left behind."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .. import AsyncFlochat


def close_idle(client: AsyncFlochat) -> None:
    """Close the connections of a client whose loop goes on in the next test.

    A loop that has ended has closed them already; one that runs elsewhere closes them as it ends.
    """
    for loop in client._transport.connection_owners:
        if not isinstance(loop, asyncio.AbstractEventLoop) or _runs_a_loop():
            continue
        if not loop.is_closed() and not loop.is_running():
            loop.run_until_complete(client.close())


def _runs_a_loop() -> bool:
    """Whether this thread is in a loop, and can run no other."""
    return asyncio._get_running_loop() is not None
