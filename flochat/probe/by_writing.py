"""The settings that show only in writing: what is done for each, with things of the probe's own.

No message is sent, no custom event logged, nobody's record but the probe's own person changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, TypeAlias

from attrs import define

from .._values.json_type import JSON
from .by_reading import kind_of_refusal, no_cart, note_refusal, tell
from .by_shape import JUDGES, witness
from .exchange import Ask, Outcome, Pause, Steps
from .run import Stopped
from .told import Facts, Told, unknown
from .writing import BOT_FIELD, PERSON, SETTLED, TAG, USER_FIELD, Made, Writer, was_refused

#: The most requests that all of it takes, without deleting.
MAX_ASKS: Final = 70
#: A batch of one more than the platform takes.
_OVER_CAP: Final = 21
#: More characters than the value of an array field has.
_LONG: Final = 20_100


@define(eq=False)
class Things:
    """What the questions are about: a person, a tag, two user fields and a bot field."""

    facts: Facts
    writer: Writer
    user_ns: str = ""
    phone: str = ""
    tag: Made | None = None
    tag_ns: str = ""
    field_ns: str = ""
    other_field_ns: str = ""
    bot_field_ns: str = ""
    #: What the host answered when it made the person.
    person: dict[str, Any] | None = None

    def ask(self, method: str, path: str, body: JSON) -> Steps[Outcome]:
        outcome = yield from self.facts.run.ask(Ask(method, path, json=body))
        return outcome

    def settle(self) -> Steps[None]:
        """Wait until what was written is read, on a host that takes its time."""
        if self.facts.value("settling") != "at once":
            yield Pause(SETTLED)

    def values(self) -> Steps[dict[str, JSON] | None]:
        """The values of the person's fields, by var_ns; None where they cannot be read."""
        yield from self.settle()
        return (yield from self.values_now())

    def values_now(self) -> Steps[dict[str, JSON] | None]:
        asked = Ask("GET", "/subscriber/get-info", query={"user_ns": self.user_ns})
        outcome = yield from self.facts.run.ask(asked)
        fields = outcome.record.get("user_fields")
        if not outcome.is_good or not outcome.record:
            return None
        if not isinstance(fields, list):
            return {}
        return {row["var_ns"]: row.get("value") for row in fields if "var_ns" in row}

    def set_fields(self, *values: tuple[str, str]) -> Steps[Outcome]:
        data: JSON = [{"var_ns": var_ns, "value": value} for var_ns, value in values]
        body: JSON = {"user_ns": self.user_ns, "data": data}
        return (yield from self.ask("PUT", "/subscriber/set-user-fields", body))


Question: TypeAlias = Callable[[Things], Steps[Told]]


def tell_by_writing(facts: Facts, writer: Writer) -> Steps[None]:
    """Make what the questions are about, and ask them."""
    things = Things(facts, writer)
    yield from _prepare(things)
    for name, question in QUESTIONS.items():
        if facts.value(name) is None:
            yield from tell(facts, name, partial(_asked, question, things))
            facts.by_writing.add(name)


def _asked(question: Question, things: Things, _: Facts) -> Steps[Told]:
    return question(things)


def _prepare(things: Things) -> Steps[None]:
    """Make a person, a tag and fields. Raises `Stopped` where the host makes none."""
    facts, writer = things.facts, things.writer
    facts.run.progress("making a tag, fields and a person")
    tag = yield from writer.create(TAG, writer.name("tag"))
    things.tag_ns = _made(tag, "tag_ns", "tag")
    things.tag = writer.made[-1]
    _note_created(facts, tag)
    fields = []
    for suffix in ("a", "b"):
        body: dict[str, JSON] = {"var_type": "text", "value": ""}
        created = yield from writer.create(USER_FIELD, writer.name(suffix), **body)
        fields.append(_made(created, "var_ns", "user field"))
    things.field_ns, things.other_field_ns = fields
    bot = yield from writer.create(BOT_FIELD, writer.name("c"), var_type="text", value="first")
    things.bot_field_ns = _made(bot, "var_ns", "bot field")
    things.phone = yield from writer.free_phone()
    person = yield from writer.create(PERSON, writer.name("person"), phone=things.phone)
    things.user_ns = _made(person, "user_ns", "person")
    things.person = person.record


def _made(outcome: Outcome, key: str, noun: str) -> str:
    identifier = outcome.record.get(key)
    if not outcome.is_good or not isinstance(identifier, str):
        raise Stopped(f"the host made no {noun} ({outcome.status or 'no answer'})")
    return identifier


def _note_created(facts: Facts, outcome: Outcome) -> None:
    if outcome.status in (200, 201):
        told = Told(str(outcome.status), f"making a tag was answered {outcome.status}")
        _keep(facts, "created", told)
    else:
        facts.told["created"] = unknown("making a tag was answered otherwise")


def _keep(facts: Facts, name: str, told: Told) -> None:
    facts.told[name] = told
    facts.by_writing.add(name)


def _refused(facts: Facts, outcome: Outcome, values: Mapping[str, str], why: str) -> Told:
    """The value for the kind of a refusal."""
    if not was_refused(outcome):
        return unknown(f"{why} gave no clear answer")
    value = values.get(kind_of_refusal(facts, outcome) or "")
    if value is None:
        return unknown(f"{why} was answered {outcome.status}, in a way that no setting has")
    return Told(value, f"{why} was answered {outcome.status}")


# People


def _settling(things: Things) -> Steps[Told]:
    outcome = yield from things.set_fields((things.field_ns, "first"))
    if not outcome.is_good:
        return unknown("a field could not be set")
    values = yield from things.values_now()
    if values is not None and values.get(things.field_ns) == "first":
        return Told("at once", "a field that was set and read had its value at once")
    yield Pause(SETTLED)
    values = yield from things.values_now()
    if values is not None and values.get(things.field_ns) == "first":
        return Told("1.5 s", "a field that was set had its value two seconds later")
    return unknown("a field that was set did not get its value")


def _phone_stored(things: Things) -> Steps[Told]:
    phone = (things.person or {}).get("phone")
    if not isinstance(phone, str):
        yield from things.settle()
        asked = Ask("GET", "/subscriber/get-info", query={"user_ns": things.user_ns})
        phone = (yield from things.facts.run.ask(asked)).record.get("phone")
    digits = re.sub(r"\D", "", things.phone)
    spellings = {
        digits: "digits",
        things.phone: "as given",
        f"+{digits}": "E.164",
        digits[2:]: "national",
        f"0{digits[2:]}": "national with zero",
    }
    value = spellings.get(str(phone))
    return (
        Told(value, "so the phone of a new person came back")
        if value
        else unknown("the phone of a new person came back in no known spelling")
    )


def _new_person(things: Things) -> Steps[Told]:
    yield from ()
    user_id = str((things.person or {}).get("user_id") or "")
    if not user_id:
        return unknown("a new person came without a user_id")
    if user_id.lstrip("+") == re.sub(r"\D", "", things.phone):
        return Told("digits on WhatsApp", "the user_id of a new person is their phone's digits")
    return Told("own id", "the user_id of a new person is not their phone's digits")


def _new_interacts(things: Things) -> Steps[Told]:
    yield from ()
    if not things.person:
        return unknown("a new person did not come back")
    if things.person.get("last_interaction"):
        return Told("yes", "a new person came with a last interaction")
    return Told("no", "a new person came without a last interaction")


def _known_person(things: Things) -> Steps[Told]:
    yield from things.settle()
    facts, writer = things.facts, things.writer
    again = yield from writer.create(PERSON, writer.name("again"), phone=things.phone)
    if again.is_good:
        if again.record.get("user_ns") == things.user_ns:
            return Told("returned", "making a person again gave back the first")
        if isinstance(again.record.get("user_ns"), str):
            return Told("created again", "making a person again made another with the same phone")
        return unknown("making a person again gave no person")
    if not was_refused(again):
        return unknown("making a person again gave no clear answer")
    note_refusal(facts, again, "making a person again")
    return Told("refused", f"making a person again was answered {again.status}")


def _pause_without_minutes(things: Things) -> Steps[Told]:
    if things.facts.value("says_ok") is None:
        return unknown("pause-bot with minutes did not work either")
    outcome = yield from things.ask("POST", "/subscriber/pause-bot", {"user_ns": things.user_ns})
    if outcome.is_good:
        return Told("paused", "pause-bot without minutes was answered ok")
    why = "pause-bot without minutes"
    return _refused(things.facts, outcome, {"invalid": "422"}, why)


def _already_so(things: Things) -> Steps[Told]:
    body: JSON = {"user_ns": things.user_ns, "tag_ns": things.tag_ns}
    first = yield from things.ask("POST", "/subscriber/add-tag", body)
    if not first.is_good:
        return unknown("a tag could not be added")
    again = yield from things.ask("POST", "/subscriber/add-tag", body)
    why = "adding a tag again"
    if again.is_good:
        if things.facts.value("bad_entry") in (None, "the rest, ok"):
            return unknown("any batch is answered ok, whatever is wrong, or that is not known")
        return Told("ok", f"{why} was answered ok")
    values = {"invalid": "422", "rejected": "200 error"}
    return _refused(things.facts, again, values, why)


def _unknown_tag(things: Things) -> Steps[Told]:
    facts, writer = things.facts, things.writer
    made = writer.note(TAG, writer.name("byname"))
    body: JSON = {"user_ns": things.user_ns, "tag_name": made.name}
    outcome = yield from things.ask("POST", "/subscriber/add-tag-by-name", body)
    if was_refused(outcome):
        writer.forget(made)
        return Told("refused", "adding a tag by a name that nothing has was refused")
    yield from things.settle()
    asked = Ask("GET", "/subscriber/get-info", query={"user_ns": things.user_ns})
    person = yield from facts.run.ask(asked)
    tags = person.record.get("tags") if person.is_good else None
    if not outcome.is_good or not person.record:
        return unknown("adding a tag by a name that nothing has gave no clear answer")
    carried = {
        row.get("name"): row.get("tag_ns")
        for row in (tags if isinstance(tags, list) else [])
        if isinstance(row, dict)
    }
    if made.name in carried:
        made.identifier = carried[made.name]
        return Told("created", "a tag that was added by a name that nothing had is there")
    writer.forget(made)
    if facts.value("bad_entry") in (None, "the rest, ok"):
        return unknown("the answer is ok, whatever is wrong with a batch, or that is not known")
    if facts.value("unknown_resource") in (None, "ok"):
        return unknown("the answer is ok to all that does not exist, or that is not known")
    return Told("ignored", "adding a tag by a name that nothing has is ok, and makes none")


# Fields


def _bad_entry(things: Things) -> Steps[Told]:
    flow = things.field_ns.partition("v")[0]
    outcome = yield from things.set_fields(
        (things.field_ns, "second"), (f"{flow}v0", "second"), (things.other_field_ns, "second")
    )
    values = yield from things.values()
    if values is None or (not outcome.is_good and not was_refused(outcome)):
        return unknown("a batch with a field that does not exist gave no clear answer")
    before, after = (
        values.get(var_ns) == "second" for var_ns in (things.field_ns, things.other_field_ns)
    )
    why = f"a batch with a field that does not exist was answered {outcome.status}, and "
    if not before and not after:
        return Told("nothing", f"{why}nothing of it was written")
    if before and not after:
        return Told("up to it", f"{why}what came before it was written")
    if before and not outcome.is_good:
        return Told("the rest", f"{why}the rest was written")
    if before and things.facts.value("unknown_resource") not in (None, "ok"):
        return Told("the rest, ok", f"{why}the rest was written")
    return unknown("a batch with a field that does not exist is ok, as is all that is unknown")


def _over_cap(things: Things) -> Steps[Told]:
    entries = [(things.field_ns, f"entry {number}") for number in range(1, _OVER_CAP + 1)]
    allowed = yield from things.set_fields(*entries[:-1])
    if not allowed.is_good:
        return unknown(f"a batch of {_OVER_CAP - 1} fields was refused too")
    outcome = yield from things.set_fields(*entries)
    why = f"a batch of {_OVER_CAP} fields"
    if not outcome.is_good:
        return _refused(things.facts, outcome, {"invalid": "422"}, why)
    values = yield from things.values()
    if values and values.get(things.field_ns) == f"entry {_OVER_CAP - 1}":
        return Told("cut", f"{why} was answered ok, and the last was not written")
    return unknown(f"{why} was answered ok, and was not cut at the documented cap")


def _empty_user_value(things: Things) -> Steps[Told]:
    filled = yield from things.set_fields((things.field_ns, "filled"))
    if not filled.is_good:
        return unknown("a field could not be set")
    body: JSON = {"user_ns": things.user_ns, "var_ns": things.field_ns, "value": ""}
    outcome = yield from things.ask("PUT", "/subscriber/set-user-field", body)
    if not outcome.is_good:
        why = "a user field set to an empty text"
        return _refused(things.facts, outcome, {"invalid": "422"}, why)
    values = yield from things.values()
    if values is None:
        return unknown("the person could not be read")
    if values.get(things.field_ns) == "filled":
        return unknown("a user field set to an empty text was answered ok, and kept its value")
    return Told("kept", "a user field set to an empty text has it")


def _empty_bot_value(things: Things) -> Steps[Told]:
    filled: JSON = {"var_ns": things.bot_field_ns, "value": "filled"}
    if not (yield from things.ask("PUT", "/flow/set-bot-field", filled)).is_good:
        return unknown("a bot field could not be set")
    body: JSON = {"var_ns": things.bot_field_ns, "value": ""}
    outcome = yield from things.ask("PUT", "/flow/set-bot-field", body)
    if outcome.is_good:
        return Told("kept", "a bot field set to an empty text was answered ok")
    return _refused(things.facts, outcome, {"invalid": "422"}, "a bot field set to an empty text")


def _unknown_bot_field(things: Things) -> Steps[Told]:
    flow = things.field_ns.partition("v")[0]
    known: JSON = {"var_ns": things.bot_field_ns, "value": "second"}
    if not (yield from things.ask("PUT", "/flow/set-bot-fields", {"data": [known]})).is_good:
        return unknown("bot fields could not be set")
    data: JSON = [{"var_ns": f"{flow}v0", "value": "second"}, known]
    outcome = yield from things.ask("PUT", "/flow/set-bot-fields", {"data": data})
    if was_refused(outcome):
        return Told("refused", f"a bot field that does not exist: {outcome.status}")
    content = outcome.content
    if not outcome.is_good:
        return unknown("a bot field that does not exist gave no clear answer")
    if isinstance(content, dict) and "matched_items" in content:
        return Told("counted", "a bot field that does not exist is missing in matched_items")
    if things.facts.value("bad_entry") in (None, "the rest, ok"):
        return unknown("the answer is ok, as that to any batch with something wrong in it")
    if things.facts.value("unknown_resource") in (None, "ok"):
        return unknown("the answer is ok, as that to anything that does not exist")
    return Told("ignored", "a bot field that does not exist is passed over without a word")


def _long_value(things: Things) -> Steps[Told]:
    writer = things.writer
    created = yield from writer.create(
        BOT_FIELD, writer.name("long"), var_type="array", value='["x"]'
    )
    if not created.is_good:
        return unknown("no array field could be made")
    value = '["' + "x" * _LONG + '"]'
    body: JSON = {"var_ns": created.record.get("var_ns"), "value": value}
    outcome = yield from things.ask("PUT", "/flow/set-bot-field", body)
    why = f"an array field of {_LONG:,} characters"
    if not outcome.is_good:
        return _refused(things.facts, outcome, {"invalid": "422"}, why)
    kept = outcome.record.get("value")
    if isinstance(kept, str) and len(kept) < len(value):
        return Told("cut", f"{why} was answered ok, and is shorter")
    return unknown(f"{why} was answered ok, and is not known to be shorter")


# Names, and what is not there


def _unknown_resource(things: Things) -> Steps[Told]:
    flow = things.user_ns.partition("u")[0]
    body: JSON = {"user_ns": f"{flow}u0", "minutes": 1}
    outcome = yield from things.ask("POST", "/subscriber/pause-bot", body)
    why = "pause-bot for a person that cannot exist"
    if outcome.is_good:
        return Told("ok", f"{why} was answered ok")
    if not was_refused(outcome):
        return unknown(f"{why} gave no clear answer")
    value = "200 error" if outcome.status == 200 else str(outcome.status)
    return Told(value, f"{why} was answered {outcome.status}")


def _taken_name(things: Things) -> Steps[Told]:
    yield from things.settle()
    writer = things.writer
    again = yield from writer.create(TAG, writer.name("tag"))
    why = "making a tag with a name that is taken"
    if again.is_good:
        if again.record.get("tag_ns") == things.tag_ns:
            return Told("returned", f"{why} gave back the tag")
        return Told("made again", f"{why} made another")
    values = {"invalid": "422", "rejected": "200 error"}
    return _refused(things.facts, again, values, why)


def _name_case(things: Things) -> Steps[Told]:
    if things.facts.value("taken_name") in (None, "made again"):
        return unknown("names can be given twice, or that is not known")
    writer = things.writer
    outcome = yield from writer.create(TAG, writer.name("tag").upper())
    why = "a tag with a name that is taken in another case"
    if was_refused(outcome) or outcome.record.get("tag_ns") == things.tag_ns:
        return Told("ignored", f"{why} is taken for it")
    if outcome.is_good:
        return Told("minded", f"{why} is another")
    return unknown(f"{why} gave no clear answer")


def _deleted_already(things: Things) -> Steps[Told]:
    assert things.tag is not None
    first = yield from things.writer.delete(things.tag)
    if not first.is_good:
        return unknown("a tag could not be deleted")
    yield from things.settle()
    again = yield from things.ask("DELETE", "/flow/delete-tag", {"tag_ns": things.tag_ns})
    if things.facts.value("unknown_resource") in (None, "ok"):
        return unknown("all that does not exist is answered ok, or that is not known")
    if again.is_good:
        return Told("ok", "deleting a tag again was answered ok")
    form = "200 error" if again.status == 200 else str(again.status)
    if form == things.facts.value("unknown_resource"):
        return Told("as unknown", "deleting a tag again was answered as what never was there")
    return unknown(f"deleting a tag again was answered {again.status}")


def _says_ok(things: Things) -> Steps[Told]:
    body: JSON = {"user_ns": things.user_ns, "minutes": 1}
    outcome = yield from things.ask("POST", "/subscriber/pause-bot", body)
    if not outcome.is_good:
        return unknown("pause-bot was refused")
    if outcome.status == 204:
        return Told("204", "an action was answered 204")
    content = outcome.content if isinstance(outcome.content, dict) else {}
    for key in ("status", "ok", "success", "message"):
        if key in content:
            return Told(key, f"an action was answered with `{key}`")
    return unknown("an action was answered in a way that no setting has")


def _field_values(things: Things) -> Steps[Told]:
    writer = things.writer
    for suffix, var_type, value in (("n", "number", "7"), ("t", "boolean", "true")):
        made = yield from writer.create(
            BOT_FIELD, writer.name(suffix), var_type=var_type, value=value
        )
        witness(things.facts, "POST /flow/create-bot-field", made)
    return JUDGES["field_values"](things.facts)


def _no_cart(things: Things) -> Steps[Told]:
    yield from things.settle()
    return (yield from no_cart(things.facts, [things.user_ns], "a new person"))


#: Setting -> what is done to see it, in an order in which each knows what it depends on.
QUESTIONS: Final[Mapping[str, Question]] = {
    "settling": _settling,
    "phone_stored": _phone_stored,
    "new_person": _new_person,
    "new_interacts": _new_interacts,
    "known_person": _known_person,
    "unknown_resource": _unknown_resource,
    "says_ok": _says_ok,
    "bad_entry": _bad_entry,
    "pause_without_minutes": _pause_without_minutes,
    "already_so": _already_so,
    "unknown_tag": _unknown_tag,
    "over_cap": _over_cap,
    "empty_user_value": _empty_user_value,
    "empty_bot_value": _empty_bot_value,
    "unknown_bot_field": _unknown_bot_field,
    "long_value": _long_value,
    "taken_name": _taken_name,
    "name_case": _name_case,
    "deleted_already": _deleted_already,
    "field_values": _field_values,
    "no_cart": _no_cart,
}
TOLD_BY_WRITING: Final = frozenset({*QUESTIONS, "created", "refusal"})
