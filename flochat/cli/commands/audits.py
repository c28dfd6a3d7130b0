"""`flochat audit`: what nobody uses, and what does not work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import click

from ..._plurals import counted
from .. import asking
from ..failures import CommandError
from ..output import print_rows, say
from ..session import Session, command

if TYPE_CHECKING:
    from ..._sync.client import Flochat

#: How many rows a request gives.
_PAGE: Final = 100
#: How many errors of the log are looked at: one request.
_ERRORS: Final = 1_000
_COLUMNS: Final = ("kind", "name", "ns", "finding")


@command()
@click.option(
    "--max-requests",
    type=click.IntRange(min=10),
    default=200,
    show_default=True,
    metavar="N",
    help="Do not look at people if the whole takes more requests than this.",
)
def audit(session: Session, max_requests: int) -> None:
    """Find what nobody uses, and what does not work.

    Tags without people, user fields in which nobody has a value, nodes with errors in the log, and
    inbound webhooks that lead nowhere. Tags and fields are counted by reading everyone, 100 people
    a request, since no filter of the API is sure to say who has a value. It only reads.
    """
    with session.client() as client:
        people = client.subscribers.list().count()
        price = -(-people // _PAGE) + _others(client)
        say(f"{counted(people, 'person', 'people')}: about {asking.costs(price, 0)}")
        if price > max_requests:
            raise CommandError(
                f"that is more than --max-requests {max_requests:,}; nothing else was read"
            )
        rows = [*_unused(client), *_failing(client), *_dead_webhooks(client)]
        requests = client.quota.spent
    print_rows(rows, _COLUMNS, form=session.form)
    say(f"{counted(len(rows), 'finding')}, {asking.costs(requests, 0)}")


def _others(client: Flochat) -> int:
    """How many requests the lists take besides that of people."""
    tags = client.flow.tags.list().count()
    return -(-tags // _PAGE) + 6


def _unused(client: Flochat) -> Iterator[Mapping[str, Any]]:
    tags, fields = Counter[str](), Counter[str]()
    for person in client.subscribers.list():
        tags.update(tag.tag_ns for tag in person.tags if tag.tag_ns)
        fields.update(field.var_ns for field in person.user_fields if field.var_ns and field.value)
    for tag in client.flow.tags.list():
        if not tags[tag.tag_ns or ""]:
            yield _finding("tag", tag.name, tag.tag_ns, "nobody has it")
    for field in client.flow.user_fields.list():
        if not fields[field.var_ns or ""]:
            yield _finding("user field", field.name, field.var_ns, "nobody has a value")


def _failing(client: Flochat) -> Iterator[Mapping[str, Any]]:
    errors = list(islice(client.flow.error_logs.list(), _ERRORS))
    counts = Counter(error.node_ns for error in errors if error.node_ns)
    texts = {error.node_ns: error.description for error in errors}
    for node_ns, count in counts.most_common():
        many = f"{count:,} errors in the log, one of them" if count > 1 else "an error in the log"
        found = f"{many}: {texts[node_ns]}"
        yield _finding("node", None, node_ns, found)


def _dead_webhooks(client: Flochat) -> Iterator[Mapping[str, Any]]:
    known = {sub_flow.sub_flow_ns for sub_flow in client.flow.sub_flows.list()}
    for webhook in client.flow.inbound_webhooks.list():
        if not webhook.sub_flow_ns:
            yield _finding("inbound webhook", webhook.name, None, "it starts no sub flow")
        elif webhook.sub_flow_ns not in known:
            found = f"its sub flow {webhook.sub_flow_ns} is gone"
            yield _finding("inbound webhook", webhook.name, None, found)


def _finding(kind: str, name: str | None, ns: str | None, finding: str) -> dict[str, Any]:
    return {"kind": kind, "name": name, "ns": ns, "finding": finding}
