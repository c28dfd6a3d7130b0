"""A host of assistants: starts the server as hosts do, and calls its tools."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import mcp_types as types
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

from flochat.sandbox import Server

T = TypeVar("T")
Script = Callable[["Assistant"], Awaitable[T]]

#: The oldest and the newest revision that the official package speaks, as it calls them.
ERAS: Final = ("legacy", "auto")
_PATIENCE: Final = 60.0


class Refused(Exception):
    """A tool answered with an error."""


class Assistant:
    """A session with the server. `asked` is what the human was shown."""

    def __init__(self, client: Client, asked: list[str]) -> None:
        self.client = client
        self.asked = asked

    async def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The structured answer of a tool. Raises `Refused` with its text."""
        result = await self.client.call_tool(tool, arguments)
        assert isinstance(result, types.CallToolResult)
        if result.is_error:
            (block,) = result.content
            assert isinstance(block, types.TextContent)
            raise Refused(block.text)
        content: dict[str, Any] = result.structured_content
        return content

    async def do(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Preview a change and confirm it."""
        preview = await self.call(tool, **arguments)
        return await self.call(tool, **arguments, token=preview["token"])

    async def tools(self) -> list[types.Tool]:
        return (await self.client.list_tools()).tools


class Host:
    """Starts servers for a sandbox; `folder` is where they keep their state.

    Most tests need no process of their own for that: with `in_process` the server is that of the
    command, with its options, at the other end of a stream.
    """

    def __init__(
        self, server: Server, folder: Path, era: str = "legacy", *, in_process: bool = False
    ) -> None:
        self.server = server
        self.folder = folder
        self.era = era
        self.in_process = in_process

    def run(
        self,
        script: Script[T],
        *options: str,
        human: bool | Callable[[], bool] | None = None,
        env: dict[str, str] | None = None,
        client: Mapping[str, Any] | None = None,
    ) -> T:
        """Run a script of an assistant; the human answers each question with `human`.

        None stands for a host that cannot ask; a function is what they do before they answer.
        `client` are more options of the official client.
        """
        asked: list[str] = []

        async def answer(
            context: Any,  # noqa: ARG001 # the client passes it by name
            params: Any,
        ) -> types.ElicitResult | types.ErrorData:
            asked.append(params.message)
            if not (human() if callable(human) else human):
                return types.ElicitResult(action="decline")
            return types.ElicitResult(action="accept", content={"confirm": True})

        async def session() -> T:
            callback = None if human is None else answer
            async with asyncio.timeout(_PATIENCE), AsyncExitStack() as stack:
                end = self._process(options, env or {})
                if self.in_process and not env:
                    end = await stack.enter_async_context(self._server(options))
                ours = Client(end, mode=self.era, elicitation_callback=callback, **(client or {}))
                return await script(Assistant(await stack.enter_async_context(ours), asked))

        return asyncio.run(session())

    def _process(self, options: Sequence[str], env: dict[str, str]) -> Any:
        return StdioServerParameters(
            command=sys.executable,
            args=["-m", "flochat.cli", "mcp", "serve", *options],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder),
                "XDG_STATE_HOME": str(self.folder),
                "FLOCHAT_API_KEY": self.server.api_key,
                "FLOCHAT_BASE_URL": self.server.url,
                **{k: v for k, v in os.environ.items() if k.startswith("COVERAGE")},
                **env,
            },
        )

    @asynccontextmanager
    async def _server(self, options: Sequence[str]) -> AsyncIterator[Any]:
        from flochat.cli.commands.assistants import opened, serve
        from flochat.mcp.server import make_server

        settings = {"api_key": self.server.api_key, "base_url": self.server.url}
        given = serve.make_context("serve", list(options)).params
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_STATE_HOME", str(self.folder))
            async with opened(settings, given) as service:
                yield make_server(service)
