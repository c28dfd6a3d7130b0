"""Generated functions with the client of a partner's customer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from flochat import AsyncFlochat, Flochat, InvalidArgumentError
from flochat.sandbox import Server, serve
from flochat_api.api.flow_tag import flow_tags

BOTH = {"x-client-flow-ns": "f12", "x-client-workspace-id": "7"}


@pytest.fixture
def sandbox() -> Iterator[Server]:
    with serve(master_key="master-key", flows={12: 7}) as server:
        yield server


def test_their_requests_say_the_flow_and_the_workspace(sandbox: Server) -> None:
    with Flochat("master-key", base_url=sandbox.url) as partner:
        flow_tags.sync(client=partner.for_flow("f12", workspace_id=7).api)

    async def main() -> None:
        async with AsyncFlochat("master-key", base_url=sandbox.url) as partner:
            await flow_tags.asyncio(client=partner.for_flow("f12", workspace_id=7).api)

    asyncio.run(main())
    assert [BOTH.items() <= request.headers.items() for request in sandbox.requests] == [True, True]


@pytest.mark.parametrize("name", ["x-client-flow-ns", "X-Client-Workspace-Id"])
def test_headers_of_another_customer_are_refused(sandbox: Server, name: str) -> None:
    with Flochat("master-key", base_url=sandbox.url) as partner:
        api = partner.for_flow("f12", workspace_id=7).api.with_headers({name: "f13"})
        with pytest.raises(InvalidArgumentError, match=r"for_flow\(\)"):
            flow_tags.sync(client=api)
    assert sandbox.requests == []
