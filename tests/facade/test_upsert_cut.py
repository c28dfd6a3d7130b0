"""Whatever stops an upsert, nobody is created twice and nobody is lost."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from flochat.sandbox import Fault, Faults, Server
from flochat.sandbox.habits import DEFAULTS
from tests.support.clients import Clients
from tests.support.upsert_job import job, phone

COUNT = 40
#: What a look at who is there depends on; hosts of other habits are tested elsewhere.
pytestmark = pytest.mark.habits(
    **{name: DEFAULTS[name] for name in ("paging", "phone_stored", "phone_filter", "new_person")}
)
#: What goes wrong with one request in five; what makes a client wait for long is left out.
FAULTS = Faults(
    dict.fromkeys(
        (Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.CUT_BODY, Fault.HTML, Fault.MOVED_ROWS), 0.04
    ),
    seed=3,
)


@pytest.mark.parametrize("known_person", ["created again", "refused"])
def test_an_upsert_that_is_killed_again_and_again_creates_everybody_once(
    make_client: Clients, sandbox: Server, tmp_path: Path, known_person: str
) -> None:
    sandbox.change_habits({"known_person": known_person})
    field = sandbox.seed.user_field("Plan")
    for number in range(0, COUNT, 3):
        sandbox.seed.subscriber(phone=phone(number)[1:])
    journal, random = tmp_path / "upsert.sqlite", Random(5)
    sandbox.inject_faults(FAULTS)
    for _ in range(4):
        run_and_kill(make_client.kind, sandbox, journal, lines=random.randrange(1, 8))
    sandbox.inject_faults(None)
    client = make_client(sandbox.url)
    report = job(client, str(journal), COUNT).run()
    while report.unknown or report.failed:  # told, and done again only when that is asked for
        report = job(client, str(journal), COUNT).run(resend_unknown=True, retry_failed=True)
    assert (len(report.done), len(report.pending)) == (COUNT, 0)
    sandbox.change_habits(DEFAULTS)
    people = client.subscribers.list().to_list()
    assert Counter(person.phone for person in people) == Counter(
        phone(number)[1:] for number in range(COUNT)
    )
    assert all(person.field(field).value == "gold" for person in people)
    assert all(len(it.tags) == (12 if int(it.phone[-5:]) % 9 == 0 else 2) for it in people)


def run_and_kill(kind: str, sandbox: Server, journal: Path, *, lines: int) -> None:
    """Run the job in a process of its own, and kill it after so many reports."""
    command = [sys.executable, "-m", "tests.support.upsert_job", kind, sandbox.url]
    with subprocess.Popen(
        [*command, str(journal), str(COUNT)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for _ in range(lines):
            if not process.stdout.readline():
                break
        with suppress(ProcessLookupError):
            process.kill()


def test_a_creation_that_was_not_answered_is_looked_for_and_told(
    client: Any, sandbox: Server, tmp_path: Path
) -> None:
    sandbox.change_habits({"known_person": "created again"})
    sandbox.answer_next(status=502, text="<html>", operation="POST /subscriber/create-many")
    journal = str(tmp_path / "upsert.sqlite")
    report = job(client, journal, 5).run()
    assert len(report.unknown) == 4
    report = job(client, journal, 5).run()
    assert len(report.unknown) == 4
    sandbox.seed.subscriber(phone=phone(1)[1:])  # it had been created all the same
    report = job(client, journal, 5).run()
    assert (len(report.done), len(report.unknown)) == (2, 3)
    report = job(client, journal, 5).run(resend_unknown=True)
    assert len(report.done) == 5
    assert len(client.subscribers.list().to_list()) == 5
