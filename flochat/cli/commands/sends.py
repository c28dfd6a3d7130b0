"""`flochat send`: a message to many people, once to each."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .. import completing, lookups, recipients, running
from ..failures import CommandError
from ..recipients import People
from ..running import Choices, Task
from ..session import Session, command
from ..texts import Template

if TYPE_CHECKING:
    from ..._sync.client import Flochat
    from ...models import WhatsAppTemplate

F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def send() -> None:
    """Send to people, once to each.

    Texts may have names in braces, which are columns of the file or fields of the person:
    "Hello {first_name}", or "Hello {first_name|there}" for those who have none. A person for whom a
    name is empty gets nothing, and is listed.

    A message cannot be unsent. So each send shows what the first three people will read and asks;
    a journal remembers who got it, and the same command goes on where it ended.
    """


def _sending(function: F) -> F:
    return recipients.option(running.options(function))


@command(send, name="text")
@click.option("--text", required=True, help="The text; names in braces are filled in.")
@_sending
def text(session: Session, text: str, people: str, **choices: Any) -> int:
    """Send a text in the channel of each person."""
    return _text(session, "text", text, people, Choices(**choices))


@command(send, name="sms")
@click.option("--text", required=True, help="The text; names in braces are filled in.")
@_sending
def sms(session: Session, text: str, people: str, **choices: Any) -> int:
    """Send an SMS."""
    return _text(session, "sms", text, people, Choices(**choices))


@command(send, name="email")
@click.option("--subject", required=True, help="The subject; names in braces are filled in.")
@click.option("--text", required=True, help="The text; names in braces are filled in.")
@_sending
def email(session: Session, subject: str, text: str, people: str, **choices: Any) -> int:
    """Send an email."""
    chosen = Choices(**choices)
    body, title = Template.parse(text), Template.parse(subject)
    with _open(session, people, chosen, [body, title]) as (client, who):
        method = client.messages.send_email
        task = Task(
            what="send-email",
            sentence="Send an email to {people}",
            arguments={"text": text, "subject": subject},
            prepare=lambda row: client.prepare(
                method, row["user_ns"], body.fill(row), subject=title.fill(row)
            ),
            make=lambda rows, path: client.bulk.send_email(
                rows, _filled(body), subject=_filled(title), journal=path
            ),
            preview=lambda row: f"{title.fill(row)}\n\n{body.fill(row)}",
        )
        return running.run(session, client, task, who, chosen)


@command(send, name="sub-flow")
@click.argument("name", shell_complete=completing.sub_flows)
@_sending
def sub_flow(session: Session, name: str, people: str, **choices: Any) -> int:
    """Start a sub flow for each person; for thousands, see flochat broadcast."""
    chosen = Choices(**choices)
    with _open(session, people, chosen, []) as (client, who):
        target = lookups.find_sub_flow(client, name)
        task = Task(
            what="send-sub-flow",
            sentence=f"Start {running.escaped(repr(target.name))} for {{people}}",
            arguments={"sub_flow": target.sub_flow_ns},
            prepare=lambda row: client.prepare(
                client.messages.send_sub_flow, row["user_ns"], target
            ),
            make=lambda rows, path: client.bulk.send_sub_flow(rows, target, journal=path),
        )
        return running.run(session, client, task, who, chosen)


@command(send, name="template")
@click.argument("name")
@click.option(
    "--value",
    "values",
    multiple=True,
    metavar="KEY=TEXT",
    help="A variable of the template, as in BODY_1={first_name}; names in braces are filled in.",
)
@click.option("--language", help="The language of the template, where it has several.")
@_sending
def template(
    session: Session,
    name: str,
    values: Sequence[str],
    language: str | None,
    people: str,
    **choices: Any,
) -> int:
    """Send a WhatsApp template.

    BODY_1 stands for the first place of its text, {{1}}; HEADER_1, URL_1 and QUICK_REPLY_1 for the
    other parts. What is not given is taken from the template's own values.
    """
    chosen = Choices(**choices)
    given = {key: Template.parse(text) for key, text in _values(values).items()}
    with _open(session, people, chosen, list(given.values())) as (client, who):
        wanted = _find_template(client, name, language)

        def fill(row: Mapping[str, Any]) -> dict[str, str]:
            return {key: text.fill(row) for key, text in given.items()}

        method = client.messages.send_whatsapp_template
        is_alike = not any(text.names for text in given.values())
        task = Task(
            what="send-template",
            sentence=f"Send the template {running.escaped(repr(wanted.name))} to {{people}}",
            arguments={
                "template": wanted.namespace or wanted.name,
                "language": wanted.language,
                "values": sorted(values),
            },
            prepare=lambda row: client.prepare(method, row["user_ns"], wanted, fill(row)),
            make=lambda rows, path: client.bulk.send_whatsapp_template(
                rows, wanted, fill({}) if is_alike else fill, journal=path
            ),
            preview=lambda row: _preview(wanted, fill(row)),
        )
        return running.run(session, client, task, who, chosen)


@command(send, name="content")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@_sending
def content(session: Session, file: Path, people: str, **choices: Any) -> int:
    """Send dynamic content (cards, buttons, pictures) from FILE, which is JSON."""
    from ... import Content

    chosen = Choices(**choices)
    try:
        made = Content.from_dict(json.loads(file.read_text("utf-8")))
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not JSON") from None
    except ValueError as error:
        raise CommandError(f"{file}: {error}") from error
    with _open(session, people, chosen, []) as (client, who):
        task = Task(
            what="send-content",
            sentence=f"Send the content of {running.escaped(str(file))} to {{people}}",
            arguments={"content": made.to_dict()},
            prepare=lambda row: client.prepare(client.messages.send_content, row["user_ns"], made),
            make=lambda rows, path: client.bulk.send_content(rows, made, journal=path),
            preview=lambda _row: json.dumps(made.to_dict(), ensure_ascii=False, indent=1),
        )
        return running.run(session, client, task, who, chosen)


def _filled(template: Template) -> Any:
    """A function that makes the text of each person; the text itself where it has no names."""
    return template.fill if template.names else template.fill({})


@contextmanager
def _open(
    session: Session, people: str, choices: Choices, texts: Collection[Template]
) -> Iterator[tuple[Flochat, People]]:
    """A client, and the people, once every name in the texts is known."""
    with running.client_for(session, choices) as client:
        who = recipients.open_people(session, client, people)
        if any(text.names for text in texts):
            known = set(who.columns())
            if not known:  # of a file without a row, nobody knows which names there would be
                raise CommandError("no row can be used; nothing was sent")
            for text in texts:
                text.check(known)
        yield client, who


def _text(session: Session, kind: str, text: str, people: str, choices: Choices) -> int:
    template = Template.parse(text)
    with _open(session, people, choices, [template]) as (client, who):
        if kind == "sms":
            method, make = client.messages.send_sms, client.bulk.send_sms
            sentence = "Send an SMS to {people}"
        else:
            method, make = client.messages.send_text, client.bulk.send_text
            sentence = "Send a text to {people}"
        task = Task(
            what=f"send-{kind}",
            sentence=sentence,
            arguments={"text": text},
            prepare=lambda row: client.prepare(method, row["user_ns"], template.fill(row)),
            make=lambda rows, path: make(rows, _filled(template), journal=path),
            preview=template.fill,
        )
        return running.run(session, client, task, who, choices)


def _values(texts: Sequence[str]) -> dict[str, str]:
    """The variables as the platform names them: BODY_1 is BODY_{{1}} on the wire."""
    values: dict[str, str] = {}
    for given in texts:
        key, equals, value = given.partition("=")
        kind, _, number = key.rpartition("_")
        if not equals or not kind:
            raise CommandError(f"--value {given!r} must be KEY=TEXT, as in BODY_1=Ana")
        name = (
            f"{kind}_{{{{{number}}}}}" if kind in ("BODY", "HEADER") and number.isdigit() else key
        )
        if name in values:
            raise CommandError(f"--value {key} is given twice")
        values[name] = value
    return values


def _find_template(client: Flochat, name: str, language: str | None) -> WhatsAppTemplate:
    from ...errors import AmbiguousMatchError, NotFoundError

    try:
        return client.whatsapp_templates.get(name, language=language)
    except NotFoundError as error:
        if error.status_code == 404:
            raise
        raise CommandError(f"there is no WhatsApp template {name!r}") from None
    except AmbiguousMatchError as error:
        raise CommandError(f"{error}; give --language") from None


def _preview(template: Any, values: Mapping[str, str]) -> str:
    """The text of a template with its places filled in, as far as they are given."""
    texts = [part.text for part in template.components if part.type == "BODY" and part.text]
    text = texts[0] if texts else str(template.name)
    for key, value in values.items():
        if key.startswith("BODY_"):
            text = text.replace(key.removeprefix("BODY_"), value)
    return text
