"""`flochat api`: any call of the API, by method and path or by the name of a method."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import click

from .. import asking
from ..failures import CommandError
from ..output import print_record, print_rows
from ..rows import as_row
from ..session import Session, command

if TYPE_CHECKING:
    from ..._sync.client import Flochat

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
#: What is reached by another command, or takes more than arguments of a command line can say.
_NOT_BY_NAME: Final = ("bulk.", "export.", "api.")


@command(context_settings={"ignore_unknown_options": True})
@click.argument("call", nargs=-1, required=True, metavar="METHOD /path | NAME", type=str)
@click.option("--query", "-q", multiple=True, metavar="KEY=VALUE", help="A query parameter.")
@click.option("--json", "body", metavar="JSON", help="The body; - reads it from standard input.")
@click.option("--max-items", type=click.IntRange(min=0), help="The most rows of a list.")
@click.option("--curl", is_flag=True, help="Print the call as a curl command; send nothing.")
@asking.options
def api(session: Session, call: Sequence[str], **options: Any) -> None:
    """Make any call of the API.

    \b
    By method and path:   flochat api GET /flow/tags -q name=VIP
    or by a method of the client, with its arguments as options:
                          flochat api flow.tags.list --name VIP

    A value is a text where the method takes one, and otherwise JSON: --tags '["VIP"]'.
    Whatever does more than read asks first.
    """
    if call[0].upper() in _METHODS:
        _by_path(session, call, **options)
    else:
        _by_name(session, call[0], call[1:], **options)


def _by_path(
    session: Session,
    call: Sequence[str],
    *,
    query: Sequence[str],
    body: str | None,
    max_items: int | None,
    curl: bool,
    yes: bool,
    dry_run: bool,
) -> None:
    if len(call) != 2 or not call[1].startswith("/"):
        raise CommandError("give a method and a path below /api: flochat api GET /flow/tags")
    if max_items is not None:
        raise CommandError("--max-items is for methods that list; a path takes -q limit=...")
    method, path = call[0].upper(), call[1]
    arguments: dict[str, Any] = {"query": _pairs(query), "json": _body(body)}
    with session.client() as client:
        if curl or dry_run:
            _print_prepared(client.prepare(client.request, method, path, **arguments), curl=curl)
            return
        if not _only_reads([f"{method} {path}"]):
            prepared = client.prepare(client.request, method, path, **arguments)
            _confirm(prepared, yes=yes)
        _print(client.request(method, path, **arguments), session)


def _by_name(
    session: Session,
    name: str,
    words: Sequence[str],
    *,
    query: Sequence[str],
    body: str | None,
    max_items: int | None,
    curl: bool,
    yes: bool,
    dry_run: bool,
) -> None:
    if query or body is not None:
        raise CommandError("-q and --json are for a path; a method takes its arguments as options")
    with session.client() as client:
        method = _method(client, name)
        keywords = _keywords(name, method, words)
        if curl or dry_run:
            _print_prepared(client.prepare(method, **keywords), curl=curl)
            return
        if not _only_reads(_operations(name)):
            _confirm(client.prepare(method, **keywords), yes=yes)
        result = method(**keywords)
        if hasattr(result, "pages"):
            result = islice(result, max_items)
            print_rows((as_row(row) for row in result), form=session.form)
        elif max_items is not None:
            raise CommandError(f"{name} is no list: leave --max-items out")
        else:
            _print(result, session)


def _method(client: Flochat, name: str) -> Any:
    known = [it for it in _known_names() if not it.startswith(_NOT_BY_NAME)]
    if name not in known:
        from difflib import get_close_matches

        close = get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"; did you mean {', '.join(close)}?" if close else ""
        raise CommandError(f"the client has no method {name!r} that can be called here{hint}")
    place: Any = client
    for part in name.split("."):
        place = getattr(place, part)
    return place


def _keywords(name: str, method: Any, words: Sequence[str]) -> dict[str, Any]:
    """The arguments of a method, from options that are called as they are."""
    parameters = inspect.signature(method).parameters
    positional = [key for key, value in parameters.items() if value.kind != value.KEYWORD_ONLY]
    given: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        if word.startswith("--"):
            key, has_value, value = word[2:].partition("=")
            key = key.replace("-", "_")
            following = value if has_value else next(rest, None)
            if following is None:
                raise CommandError(f"{word} has no value")
            value = following
        else:
            key, value = next((key for key in positional if key not in given), word), word
        if key not in parameters:
            takes = ", ".join(f"--{key.replace('_', '-')}" for key in parameters) or "nothing"
            raise CommandError(f"{name} does not take {word!r}; it takes {takes}")
        if key in given:
            raise CommandError(f"{name} is given {key} twice")
        given[key] = _value(value, parameters[key].annotation)
    missing = [
        key
        for key, value in parameters.items()
        if value.default is value.empty and key not in given and value.kind < value.VAR_POSITIONAL
    ]
    if missing:
        raise CommandError(f"{name} also needs --{missing[0].replace('_', '-')}")
    return given


def _value(text: str, annotation: object) -> Any:
    """A value of an option: a text where the parameter takes one, and otherwise what JSON it is."""
    kinds = str(annotation).split(" | ")
    if any(kind == "str" or kind.endswith("Ref") for kind in kinds):
        return text  # a phone is a text, however much it looks like a number
    try:
        return json.loads(text)
    except ValueError:
        return text


def _pairs(texts: Sequence[str]) -> dict[str, str] | None:
    pairs = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise CommandError(f"-q {text!r} must be KEY=VALUE")
        pairs[key] = value
    return pairs or None


def _body(text: str | None) -> Any:
    if text is None:
        return None
    try:
        return json.loads(sys.stdin.read() if text == "-" else text)
    except ValueError as error:
        raise CommandError(f"--json is not JSON: {error}") from None


def _operations(name: str) -> Sequence[str]:
    operations: Sequence[str] = _table()["calls"].get(name, ())
    return operations


def _known_names() -> Sequence[str]:
    return list(_table()["calls"])


def _table() -> Mapping[str, Any]:
    """Which method of the client makes which calls, as it was derived from the code."""
    from importlib.resources import files

    text = files("flochat.contract").joinpath("facade_table.json").read_text("utf-8")
    table: Mapping[str, Any] = json.loads(text)
    return table


def _only_reads(operations: Sequence[str]) -> bool:
    """Whether all of them are known, and known to change nothing."""
    from ..._wire.operation_table import TABLE, Safety

    rows = [TABLE.get(operation) for operation in operations]
    return bool(rows) and all(row is not None and row.safety is Safety.READ for row in rows)


def _confirm(prepared: Sequence[Any], *, yes: bool) -> None:
    calls = [f"{request.method} {request.operation.partition(' ')[2]}" for request in prepared]
    asking.confirm(
        asking.Intent(
            what=f"Call {calls[0] if calls else 'the service'}",
            facts=[asking.costs(max(1, len(prepared)), 0)],
            examples=[_shown(request) for request in prepared[:3]],
        ),
        yes=yes,
    )


def _shown(request: Any) -> str:
    from ..._values.secret import mask_secrets

    body = (
        "" if request.json is None else json.dumps(mask_secrets(request.json), ensure_ascii=False)
    )
    return f"{request.operation} {body}".rstrip()


def _print_prepared(prepared: Sequence[Any], *, curl: bool) -> None:
    for request in prepared:
        click.echo(request.curl() if curl else _shown(request))


def _print(result: Any, session: Session) -> None:
    if isinstance(result, list | tuple) and all(isinstance(row, Mapping) for row in result):
        print_rows(result, form=session.form)
    elif isinstance(result, Mapping):
        rows = result.get("data")
        if session.form in ("table", "csv") and isinstance(rows, list) and rows:
            print_rows([row for row in rows if isinstance(row, Mapping)], form=session.form)
        else:
            print_record(result, form=session.form)
    elif result is None or isinstance(result, str | int | float | bool | list):
        click.echo(json.dumps(result, ensure_ascii=False))
    else:
        print_record(as_row(result), form=session.form)
