"""`flochat find` and `flochat show`: one person, whole."""

from __future__ import annotations

import click

from ..failures import CommandError
from ..output import print_record, say
from ..rows import as_row
from ..session import Session, command
from ..statuses import DONE, FAILED


@command()
@click.option("--phone", help="With its country code, or one of the profile's country.")
@click.option("--email", help="Compared regardless of case.")
@click.option("--user-id", help="The identifier in their own channel.")
def find(session: Session, phone: str | None, email: str | None, user_id: str | None) -> int:
    """Find one person and show all that is known of them.

    Exit status 1 where there is nobody.
    """
    if not (phone or email or user_id):
        raise CommandError("give --phone, --email or --user-id")
    with session.client() as client:
        person = client.subscribers.find(phone=phone, email=email, user_id=user_id)
    if person is None:
        say("there is nobody")
        return FAILED
    print_record(as_row(person), form=session.form)
    return DONE


@command()
@click.argument("user_ns", metavar="f12u34")
def show(session: Session, user_ns: str) -> None:
    """Show all that is known of a person."""
    with session.client() as client:
        print_record(as_row(client.subscribers.get(user_ns)), form=session.form)
