"""`python -m flochat.sandbox --call URL`: one call of a service, and what became of it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any, Final

from .._values.secret import mask_secrets
from .calls.outcome import Call
from .habits import read_habits
from .seed import Seed, example
from .server import Server, serve

_FIELD_TYPES: Final = ("text", "number", "boolean", "date", "datetime", "array", "longtext")
_INTERRUPTED: Final = 130
#: How much of a body is shown.
_SHOWN: Final = 2_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options about services that the sandbox calls."""
    group = parser.add_argument_group("services that the sandbox calls")
    group.add_argument("--call", metavar="URL", help="call a service once, say what came, and stop")
    group.add_argument(
        "--external-request",
        action="store_true",
        help="call it for an External Request; without this, for a dynamic block",
    )
    group.add_argument(
        "--body",
        metavar="TEXT",
        help="what to post, with {{first_name}} and the like filled in; - reads it from stdin, as "
        "does a pipe; without either, the Full Subscriber Data",
    )
    group.add_argument(
        "--person", metavar="USER_NS", help="whom it is about, with --db; without it, a new one"
    )
    group.add_argument(
        "--header",
        action="append",
        default=[],
        type=_header,
        metavar="NAME:VALUE",
        help="a header to post, for example 'X-Secret: ...'; may be repeated",
    )
    group.add_argument(
        "--timeout", type=float, metavar="SECONDS", help="how long the answer may take"
    )
    for name, what in (("tag", "a tag"), ("step", "a step that content can go on at")):
        group.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar="NAME",
            help=f"{what} of the flow; may be repeated",
        )
    group.add_argument(
        "--field",
        action="append",
        default=[],
        type=_field,
        metavar="NAME=TYPE",
        help=f"a user field of the flow, of type {', '.join(_FIELD_TYPES)}; may be repeated",
    )
    group.add_argument(
        "--route",
        action="append",
        default=[],
        type=_route,
        metavar="HTTPS=URL",
        help="which service answers for an address: https://shop.example=http://127.0.0.1:5000",
    )
    group.add_argument(
        "--allow-outside", action="store_true", help="call what is not on this machine, too"
    )
    group.add_argument("--bot", metavar="URL", help="the service that answers what people write")
    group.add_argument("--live-chat", metavar="URL", help="the live chat webhook of the flow")


def connect(server: Server, options: argparse.Namespace) -> None:
    """Give the flow of a sandbox the services and names of the options. Raises `ValueError`."""
    _add_names(server.seed, options)
    if options.bot is not None:
        server.connect_bot(options.bot, headers=dict(options.header))
    if options.live_chat is not None:
        server.connect_live_chat(options.live_chat, headers=dict(options.header))


def habits_of(options: argparse.Namespace) -> dict[str, str]:
    """The habits of the file, if there is one, and those that are given one by one."""
    return (read_habits(options.habits) if options.habits else {}) | dict(options.habit)


def run(options: argparse.Namespace) -> int:
    """Call a service once: 0 if all is well, 1 if its answer is wrong, 2 if it was not asked."""
    try:
        body = _body(options)
        with serve(
            db=options.db,
            flow=options.flow,
            habits=habits_of(options),
            seed=example,
            routes=dict(options.route),
            allow_outside=options.allow_outside,
        ) as server:
            _add_names(server.seed, options)
            call = _call(server, options, body)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except (ImportError, OSError, OverflowError, TypeError, ValueError) as error:
        print(f"flochat.sandbox: {error}", file=sys.stderr)
        return 2
    for line in _report(call):
        # What a terminal cannot show must not keep the rest from being said.
        print(line.encode(sys.stdout.encoding, "backslashreplace").decode(sys.stdout.encoding))
    if any(fault.kind == "out of bounds" for fault in call.faults):
        return 2
    return 0 if call.is_ok else 1


def _call(server: Server, options: argparse.Namespace, body: Any) -> Call:
    block = server.external_request if options.external_request else server.dynamic_block
    return block(
        options.call,
        options.person or server.seed.subscriber(first_name="Ana", phone="61412345678"),
        headers=dict(options.header),
        body=body,
        timeout=options.timeout,
    )


def _report(call: Call) -> Iterator[str]:
    if call.posted is not None:
        body = call.posted.json
        text = call.posted.content.decode("utf-8", "replace")
        shown = text if body is None else json.dumps(mask_secrets(body), ensure_ascii=False)
        yield f"posted {shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '...'}"
    yield str(call)


def _add_names(seed: Seed, options: argparse.Namespace) -> None:
    for name in options.tag:
        seed.tag(name)
    for name in options.step:
        seed.node(name)
    for name, var_type in options.field:
        seed.user_field(name, var_type)


def _body(options: argparse.Namespace) -> Any:
    """The body of the options or of stdin, as JSON where it is; None without one."""
    is_piped = sys.stdin is not None and not sys.stdin.isatty()
    if options.body is None and not is_piped:
        return None
    text: str = options.body
    if text in (None, "-"):
        if sys.stdin is None:
            raise ValueError("--body - needs an open stdin")
        text = sys.stdin.read()
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text.removesuffix("\n")


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon:
        raise argparse.ArgumentTypeError("must be as in 'X-Secret: ...'")
    return name.strip(), value.strip()


def _field(text: str) -> tuple[str, str]:
    name, _, var_type = text.partition("=")
    if not name or var_type not in _FIELD_TYPES:
        raise argparse.ArgumentTypeError(f"must be as in Points=number, of {_FIELD_TYPES}")
    return name, var_type


def _route(text: str) -> tuple[str, str]:
    start, equals, target = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError("must be as in https://shop.example=http://127.0.0.1:5000")
    return start, target
