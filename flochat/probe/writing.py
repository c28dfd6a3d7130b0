"""What the probe makes in a flow, and that it is deleted again, whatever happens."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from attrs import define, field, frozen

from .._values.json_type import JSON
from .exchange import Ask, Outcome, Pause, Steps
from .files import write_whole
from .report import WriteRow
from .run import Stopped, is_identifier
from .told import Facts, get, has_more

#: How long a host may take until what was written is read, in seconds, with room to spare.
SETTLED: Final = 2.0
#: The names of what a probe makes; nothing else is ever deleted.
_NAME: Final = re.compile(r"flochat-probe-[0-9a-f]{12}-[a-z0-9]{1,12}", re.IGNORECASE)
#: How often a thing is tried to be deleted.
_ATTEMPTS: Final = 2
#: Ofcom keeps these thousand mobile numbers for films and books; they reach nobody.
_FICTION: Final = "+44 7700 900"
_COUNTRY_CODE: Final = "44"
_PHONES_TRIED: Final = 3
#: The keys that a name comes back under.
_NAME_KEYS: Final = ("name", "first_name")


@frozen
class Kind:
    """A kind of thing that the probe makes: where it is listed, and how it is deleted."""

    noun: str
    create: str
    path: str
    delete: str
    key: str
    name_key: str = "name"


TAG: Final = Kind("tag", "/flow/create-tag", "/flow/tags", "/flow/delete-tag", "tag_ns")
USER_FIELD: Final = Kind(
    "user field",
    "/flow/create-user-field",
    "/flow/user-fields",
    "/flow/delete-user-field",
    "var_ns",
)
BOT_FIELD: Final = Kind(
    "bot field",
    "/flow/create-bot-field",
    "/flow/bot-fields",
    "/flow/delete-bot-field",
    "var_ns",
)
PERSON: Final = Kind(
    "person", "/subscriber/create", "/subscribers", "/subscriber/delete", "user_ns", "first_name"
)
_KINDS: Final[Mapping[str, Kind]] = {
    kind.noun: kind for kind in (TAG, USER_FIELD, BOT_FIELD, PERSON)
}


@define(eq=False)
class Made:
    """Something that was made, or may have been: its answer can have got lost."""

    kind: Kind
    name: str
    identifier: str | int | None = None
    is_gone: bool = False


@define(eq=False)
class Writer:
    """Makes things and deletes them. `file` is where it notes what is there, None for nowhere."""

    facts: Facts
    file: Path | None
    made: list[Made] = field(factory=list)
    _flow: int | None = None
    #: Whether the file, if there is one, is of this flow.
    _owns_file: bool = False
    _token: str = field(factory=lambda: secrets.token_hex(6))

    def check_flow(self, flow: int) -> None:
        """Make sure that the flow is the key's own, before anything is written.

        Raises `Stopped` when it is another one, or when reading did not show which it is.
        """
        run = self.facts.run
        flows = run.flows or self._only_flow()
        if not flows:
            raise Stopped("nothing was written: reading did not show which flow the key is of")
        if flows != {flow}:
            raise Stopped("nothing was written: the key is of another flow than the one named")
        self._flow = flow
        self._take_over_leftovers()
        self._owns_file = True

    def name(self, suffix: str) -> str:
        """A name of this probe's own."""
        return f"flochat-probe-{self._token}-{suffix}"

    def create(self, kind: Kind, name: str, **body: JSON) -> Steps[Outcome]:
        """Make something, which is noted down first."""
        made = self.note(kind, name)
        asked = Ask("POST", kind.create, json={kind.name_key: name, **body})
        outcome = yield from self.facts.run.ask(asked)
        identifier = outcome.record.get(kind.key)
        if outcome.is_good and is_identifier(identifier):
            if any(one.identifier == identifier for one in self.made if one.kind is kind):
                self.made.remove(made)  # the host has given back what the probe made before
            elif (yield from self._is_own(made, outcome)):
                made.identifier = identifier
            else:
                raise Stopped(f"the host gave back a {kind.noun} that is not the probe's")
        elif was_refused(outcome):
            self.made.remove(made)
        self._save()
        return outcome

    def _is_own(self, made: Made, outcome: Outcome) -> Steps[bool]:
        """Whether what a host gave back bears the name that the probe gave it.

        A host may give back what was there before, and that is nobody's to delete.
        """
        record = outcome.record
        if any(record.get(key) for key in _NAME_KEYS):
            return _has_name(record, made.name)
        yield Pause(SETTLED)
        found = yield from self._look_up(made)
        return record[made.kind.key] in (found or ())

    def free_phone(self) -> Steps[str]:
        """A number kept for fiction that nobody in the flow has. Raises `Stopped` without one."""
        for _ in range(_PHONES_TRIED):
            phone = f"{_FICTION}{secrets.randbelow(1_000):03d}"
            if not (yield from self._is_taken(re.sub(r"[^0-9]", "", phone))):
                return phone
        raise Stopped(
            "nobody was made: somebody has each of the numbers for fiction that were tried"
        )

    def _is_taken(self, digits: str) -> Steps[bool]:
        national = digits.removeprefix(_COUNTRY_CODE)
        for spelling in (digits, f"+{digits}", national):
            outcome = yield from get(self.facts, "/subscribers", phone=spelling)
            phones = [row.get("phone") for row in outcome.rows if isinstance(row, dict)]
            if any(re.sub(r"[^0-9]", "", str(phone)).endswith(national) for phone in phones):
                return True
        exact = yield from get(self.facts, "/subscriber/get-info-by-user-id", user_id=digits)
        return exact.is_good and is_identifier(exact.record.get("user_ns"))

    def note(self, kind: Kind, name: str) -> Made:
        """Note that something is about to be made."""
        made = Made(kind, name)
        self.made.append(made)
        self._save()
        return made

    def forget(self, made: Made) -> None:
        """Note that something was not made after all."""
        self.made.remove(made)
        self._save()

    def delete(self, made: Made) -> Steps[Outcome]:
        """Delete one thing now."""
        asked = Ask("DELETE", made.kind.delete, json={made.kind.key: made.identifier})
        outcome = yield from self.facts.run.ask(asked)
        made.is_gone = made.is_gone or outcome.is_good
        self._save()
        return outcome

    def cleanup_steps(self) -> Steps[None]:
        """Delete whatever is there, and say what had to be left."""
        self.facts.run.begin_cleaning()
        try:
            for attempt in range(_ATTEMPTS):
                if not self._left():
                    return
                if attempt or any(made.identifier is None for made in self._left()):
                    yield Pause(SETTLED)
                self.facts.run.progress(f"deleting what was made: {len(self._left())}")
                for made in self._left():
                    yield from self._clean(made)
        except Stopped:
            pass  # the rest is named below
        finally:
            self._save()
            for made in self._left():
                self.facts.run.progress(f"NOT DELETED: the {made.kind.noun} {made.name}")

    def rows(self) -> tuple[WriteRow, ...]:
        """Everything that was made, for the report."""
        return tuple(
            WriteRow(kind=made.kind.noun, name=made.name, is_gone=made.is_gone)
            for made in self.made
        )

    def _clean(self, made: Made) -> Steps[None]:
        if made.identifier is None:
            found = yield from self._look_up(made)
            if found is None:
                return
            if not found:
                made.is_gone = True
                return
            made.identifier = found[0]
            for identifier in found[1:]:  # a creation that was repeated by something in between
                self.made.append(Made(made.kind, made.name, identifier))
        outcome = yield from self.delete(made)
        if not outcome.is_good and outcome.status is not None:
            found = yield from self._look_up(made)
            made.is_gone = found is not None and made.identifier not in found

    def _look_up(self, made: Made) -> Steps[list[str | int] | None]:
        """The identifiers of those that have the name; None where the list was not readable."""
        outcome = yield from get(self.facts, made.kind.path, name=made.name, limit=100)
        if not outcome.is_good or not isinstance(outcome.content, dict):
            return None
        rows = [row for row in outcome.rows if isinstance(row, dict)]
        own = [row for row in rows if _has_name(row, made.name)]
        if len(own) < len(outcome.rows) and has_more(outcome) is not False:
            return None  # the filter is ignored, and what is looked for may be on another page
        return [row[made.kind.key] for row in own if is_identifier(row.get(made.kind.key))]

    def _left(self) -> list[Made]:
        return [made for made in self.made if not made.is_gone]

    def _only_flow(self) -> set[int]:
        """The flow of the workspace, where it has one alone and the key has one."""
        one = self.facts.lists.get("GET /team-flows")
        if one is None or not one.is_whole or len(one.ids) != 1 or not self.facts.run.has_flow:
            return set()
        match = re.fullmatch(r"f([0-9]{1,18})", str(one.ids[0]))
        return {int(match[1])} if match else set()

    def _save(self) -> None:
        """Note what is there in the file; one without anything is deleted.

        That the file cannot be written must not keep the probe from cleaning up.
        """
        if self.file is None or not self._owns_file:
            return
        left = [
            {"kind": made.kind.noun, "name": made.name, "id": made.identifier}
            for made in self._left()
        ]
        try:
            if left:
                content = {"flow": self._flow, "process": os.getpid(), "things": left}
                write_whole(self.file, json.dumps(content))
            else:
                self.file.unlink(missing_ok=True)
                for half in self.file.parent.glob(f".{self.file.name}.*"):
                    half.unlink(missing_ok=True)  # of a probe that was killed while it wrote
        except OSError as error:
            if not self.facts.run.is_cleaning:
                raise Stopped(
                    f"the list of what has to be deleted cannot be written ({type(error).__name__})"
                ) from None

    def _take_over_leftovers(self) -> None:
        """Delete at the end what an earlier probe of this flow had to leave."""
        if self.file is None or not self.file.exists():
            return
        try:
            content = json.loads(self.file.read_text(encoding="utf-8"))
            flow, things = content["flow"], list(content["things"])
            is_at_work = _is_running(content.get("process"))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Stopped(
                "nothing was written: the list of what an earlier probe left cannot be read "
                f"({type(error).__name__})"
            ) from None
        if flow != self._flow:
            raise Stopped("nothing was written: an earlier probe left things in another flow")
        if is_at_work:
            raise Stopped("nothing was written: another probe is at work in the same folder")
        self.made += filter(None, map(_leftover, things))


def _has_name(record: Mapping[str, Any], name: str) -> bool:
    return any(str(record.get(key)).lower() == name.lower() for key in _NAME_KEYS)


def was_refused(outcome: Outcome) -> bool:
    """Whether the host said clearly that it did not do it."""
    return (
        not outcome.is_good
        and outcome.status is not None
        and (outcome.status == 200 or 400 <= outcome.status < 500)
        and outcome.error not in ("DecodeError", "OutcomeUnknownError")
    )


def _is_running(process: object) -> bool:
    """Whether another process of this machine has a number. Where that cannot be asked, not."""
    if os.name != "posix" or not isinstance(process, int) or process in (0, os.getpid()):
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return process > 0


def _leftover(thing: Any) -> Made | None:
    """A thing of the list of an earlier probe; None for what no probe has written."""
    if not isinstance(thing, dict):
        return None
    kind, name, identifier = _KINDS.get(thing.get("kind", "")), thing.get("name"), thing.get("id")
    if kind is None or not isinstance(name, str) or not _NAME.fullmatch(name):
        return None
    return Made(kind, name, identifier if is_identifier(identifier) else None)
