"""`flochat tag`, `untag`, `set-fields` and `delete`: changes to many people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from .. import completing, recipients, running
from ..failures import CommandError
from ..running import Choices, Task
from ..session import Session, command

if TYPE_CHECKING:
    from ...models import UserField


@command()
@click.argument("tags", nargs=-1, required=True, shell_complete=completing.tags)
@recipients.option
@running.options
def tag(session: Session, tags: Sequence[str], people: str, **choices: Any) -> int:
    """Add tags to people."""
    return _tags(session, "tag", tags, people, Choices(**choices))


@command()
@click.argument("tags", nargs=-1, required=True, shell_complete=completing.tags)
@recipients.option
@running.options
def untag(session: Session, tags: Sequence[str], people: str, **choices: Any) -> int:
    """Remove tags from people."""
    return _tags(session, "untag", tags, people, Choices(**choices))


@command(name="set-fields")
@click.argument(
    "values", nargs=-1, required=True, metavar="FIELD=VALUE...", shell_complete=completing.fields
)
@recipients.option
@running.options
def set_fields(session: Session, values: Sequence[str], people: str, **choices: Any) -> int:
    """Set user fields of people.

    The fields are checked first: a value that does not fit the type of its field is refused.
    """
    chosen = Choices(**choices)
    given = _pairs(values)
    with running.client_for(session, chosen) as client:
        fields = {field.name: field for field in client.flow.user_fields.list()}
        unknown = [name for name in given if name not in fields]
        if unknown:
            raise CommandError(f"the flow has no user field {unknown[0]!r}")
        typed = {fields[name]: _typed(fields[name], value) for name, value in given.items()}
        shown = ", ".join(f"{name} to {value!r}" for name, value in given.items())
        task = Task(
            what="set-fields",
            sentence=f"Set {running.escaped(shown)} of {{people}}",
            arguments=given,
            prepare=lambda row: client.prepare(
                client.subscribers.set_fields, row["user_ns"], typed
            ),
            make=lambda rows, path: client.bulk.set_fields(rows, typed, journal=path),
        )
        return running.run(
            session, client, task, recipients.open_people(session, client, people), chosen
        )


@command()
@recipients.option
@running.options
def delete(session: Session, people: str, **choices: Any) -> int:
    """Delete people.

    What the platform knows of them goes with them, and cannot be brought back.
    """
    chosen = Choices(**choices)
    with running.client_for(session, chosen) as client:
        task = Task(
            what="delete",
            sentence="Delete {people}, for good",
            arguments={},
            prepare=lambda row: client.prepare(client.subscribers.delete, row["user_ns"]),
            make=lambda rows, path: client.bulk.delete(rows, journal=path),
        )
        return running.run(
            session, client, task, recipients.open_people(session, client, people), chosen
        )


def _tags(session: Session, what: str, tags: Sequence[str], people: str, choices: Choices) -> int:
    names = list(dict.fromkeys(tags))
    with running.client_for(session, choices) as client:
        if what == "tag":
            method, make = client.subscribers.add_tags, client.bulk.add_tags
            sentence = f"Add {_quoted(names)} to {{people}}"
        else:
            method, make = client.subscribers.remove_tags, client.bulk.remove_tags
            sentence = f"Remove {_quoted(names)} from {{people}}"
        task = Task(
            what=what,
            sentence=sentence,
            arguments={"tags": sorted(names)},
            prepare=partial(_prepare_tags, client, method, names),
            make=lambda rows, path: make(rows, names, journal=path),
        )
        return running.run(
            session, client, task, recipients.open_people(session, client, people), choices
        )


def _prepare_tags(
    client: Any, method: Any, names: Sequence[str], row: Mapping[str, Any]
) -> Sequence[Any]:
    prepared: Sequence[Any] = client.prepare(method, row["user_ns"], names)
    return prepared


def _quoted(names: Sequence[str]) -> str:
    return running.escaped(", ".join(map(repr, names)))


def _typed(field: UserField, text: str) -> Any:
    """A value for a field, of the type that the field has."""
    from ..._values.field_values import parse_field_value

    if field.var_type in (None, "text", "longtext") or not text:
        return text
    value = parse_field_value(text, field.var_type)
    if value is None or isinstance(value, str):  # it is left as it came where it does not fit
        raise CommandError(f"the field {field.name!r} is of type {field.var_type}, not {text!r}")
    return value


def _pairs(values: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise CommandError(f"{text!r} must be FIELD=VALUE")
        if name in pairs:
            raise CommandError(f"the field {name!r} is given twice")
        pairs[name] = value
    return pairs
