"""`flochat mcp`: a server for assistants."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..failures import CommandError
from ..output import is_terminal, say
from ..places import state_folder
from ..session import Session, command

if TYPE_CHECKING:
    from ..._async.client import AsyncFlochat
    from ...mcp.limits import Limits
    from ...mcp.reading_mark import ReadingMark
    from ...mcp.service import Service

_STOP_FILE: Final = "mcp-stop"
_READING_MARK: Final = "mcp-read"
_TOKEN_VARIABLE: Final = "FLOCHAT_MCP_TOKEN"
_ALLOWABLE: Final = ("edit", "create", "send", "broadcast", "destroy")
_AREAS: Final = ("people", "messages", "flow", "shop", "tickets", "jobs", "files", "any")


def _words(
    _ctx: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[str, ...] | None:
    """A list of words with commas between them, each one of those that are known."""
    if value is None:
        return None
    known = _ALLOWABLE if parameter.name == "allow" else _AREAS
    words = tuple(word.strip() for word in value.split(",") if word.strip())
    unknown = [word for word in words if word not in known]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(known)}")
    return words


class _Serving(click.Group):
    """A group that serves where no other command is named: hosts start `flochat mcp`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        is_named = bool(args) and (args[0] in self.commands or args[0] in ctx.help_option_names)
        if not is_named and (args or not is_terminal(sys.stdin)):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Serving, invoke_without_command=True)
@click.pass_context
def mcp(ctx: click.Context) -> None:
    """Serve assistants by the Model Context Protocol.

    `flochat mcp serve`, or `flochat mcp` alone, only reads unless it is told more, and asks a human
    before anything is sent or deleted. `flochat mcp stop` voids every confirmation that was given
    out, and ends jobs that are running.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command(mcp, name="serve")
@click.option("--allow", callback=_words, metavar="WORDS", help=f"Any of {','.join(_ALLOWABLE)}.")
@click.option("--tools", callback=_words, metavar="WORDS", help=f"Any of {','.join(_AREAS)}.")
@click.option("--flow-ns", metavar="f123", help="Only people of this flow.")
@click.option("--only-tag", metavar="NAME", help="Only people with this tag.")
@click.option(
    "--max-recipients", type=click.IntRange(1), default=100, show_default=True, metavar="N"
)
@click.option(
    "--max-requests",
    type=click.IntRange(1),
    default=300,
    show_default=True,
    metavar="N",
    help="In an hour.",
)
@click.option(
    "--reserve",
    type=click.FloatRange(0, 0.95),
    default=0.2,
    show_default=True,
    metavar="SHARE",
    help="The share of the quota that is kept for yourself.",
)
@click.option(
    "--confirm",
    type=click.Choice(["human", "model"]),
    default="human",
    show_default=True,
    help="Who confirms sends and deletions.",
)
@click.option("--show-contacts", is_flag=True, help="Show phones and emails whole.")
@click.option("--no-content", is_flag=True, help="Show nothing that people wrote.")
@click.option(
    "--audit-log",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to log what was done.  [default: a file in a folder of yours]",
)
@click.option("--log-texts", is_flag=True, help="Write the texts into the log, too.")
@click.option(
    "--new-conversation",
    is_flag=True,
    help="What other servers have read does not count: the model knows nothing of it.",
)
@click.option(
    "--files",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder for imports and exports. None without it.",
)
@click.option("--http", "port", type=click.IntRange(0, 65535), metavar="PORT", help="Over HTTP.")
@click.option("--sandbox", is_flag=True, help="On a sandbox of its own, without a key.")
def serve(session: Session, port: int | None, sandbox: bool, **options: Any) -> None:
    """Serve assistants: over standard input and output, or over HTTP on this machine.

    Over HTTP the token is taken from FLOCHAT_MCP_TOKEN, or made up and shown.
    """
    try:
        import mcp.server  # noqa: F401
    except ImportError:
        raise CommandError("this needs more: pip install 'flochat[mcp]'") from None
    import asyncio

    with ExitStack() as stack:
        settings = _settings(session, stack, sandbox=sandbox)
        options["new_conversation"] |= sandbox  # whose texts are nobody's, and which sends nothing
        asyncio.run(_serve(settings, options, port))


@mcp.command(name="stop")
def stop() -> None:
    """Void every confirmation that servers have given out, and end their jobs."""
    file = stop_file()
    file.touch(mode=0o600)
    os.utime(file)
    say("every confirmation that was given out is void, and jobs come to their end")


def stop_file() -> Path:
    """The file whose time says since when confirmations count."""
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / _STOP_FILE


def _limits(options: Mapping[str, Any]) -> Limits:
    from ..._wire.operation_table import Safety
    from ...mcp.limits import Limits

    areas: Sequence[str] = options["tools"] or _AREAS
    return Limits(
        allowed=frozenset(map(Safety, options["allow"] or ())),
        flow_ns=options["flow_ns"],
        only_tag=options["only_tag"],
        max_recipients=options["max_recipients"],
        max_requests=options["max_requests"],
        reserve=options["reserve"],
        confirm=options["confirm"],
        shows_contacts=options["show_contacts"],
        shows_content=not options["no_content"],
        has_files=options["files"] is not None,
        areas=frozenset(areas),
    )


def _log_file(given: Path | None) -> Path:
    if given is not None:
        return given
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / "mcp-audit.jsonl"


def _reading_mark() -> ReadingMark:
    from ...mcp.reading_mark import ReadingMark

    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return ReadingMark(folder / _READING_MARK)


def _settings(session: Session, stack: ExitStack, *, sandbox: bool) -> dict[str, Any]:
    """The options of the client: of a sandbox, or of the profile."""
    if not sandbox:
        return session.client_options()
    from ...sandbox import serve as serve_sandbox
    from ...sandbox.seed import example

    server = stack.enter_context(serve_sandbox(seed=example))
    return {"api_key": server.api_key, "base_url": server.url}


@asynccontextmanager
async def opened(settings: Mapping[str, Any], options: Mapping[str, Any]) -> AsyncIterator[Service]:
    """The tools for the options of `serve`; their jobs end before the client is closed."""
    from ..._async.client import AsyncFlochat
    from ...mcp.approval import Approvals
    from ...mcp.audit import AuditLog
    from ...mcp.desk import Desk
    from ...mcp.files import FilesFolder
    from ...mcp.jobs import Jobs
    from ...mcp.service import Service
    from ...mcp.taint import Taint

    given = dict(settings)
    customer = given.pop("customer", None)
    async with AsyncFlochat(**given) as client:
        if customer is not None:
            client = client.for_flow(customer[0], workspace_id=customer[1])
        folder = options["files"]
        desk = Desk(
            client,
            _limits(options),
            AuditLog(_log_file(options["audit_log"]), texts=options["log_texts"]),
            Taint(None if options["new_conversation"] else _reading_mark()),
            jobs=Jobs(state_folder() / "mcp-jobs", _scope(client), stop_file()),
            files=None if folder is None else FilesFolder.at(folder),
        )
        try:
            yield Service(desk, Approvals(stop_file()))
        finally:
            await desk.jobs.close()


def _scope(client: AsyncFlochat) -> str:
    """Whose jobs a server sees: those of the same host, key and flow."""
    from ..._sending.quota_stores import fingerprint

    settings = client._transport.settings
    parts = [settings.base_url, fingerprint(settings), *map(str, settings.customer)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


async def _serve(settings: Mapping[str, Any], options: Mapping[str, Any], port: int | None) -> None:
    from ...mcp.server import make_server
    from ...mcp.transports import serve_http, serve_stdio

    async with opened(settings, options) as service:
        server = make_server(service)
        if port is None:
            await serve_stdio(server)
        else:
            await serve_http(server, port=port, token=_token(), ready=_announce)


def _token() -> str:
    import secrets

    from ...mcp.transports import check_token

    given = os.environ.get(_TOKEN_VARIABLE)
    if given is None:
        given = secrets.token_urlsafe(24)
        say(f"token: {given}")
    try:
        return check_token(given)
    except ValueError as error:
        raise CommandError(f"{_TOKEN_VARIABLE}: {error}") from None


def _announce(address: str) -> None:
    say(f"serving {address}")
