"""Tools for people: found, shown, listed, counted; tagged and given values."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from typing import TYPE_CHECKING, Any, Final

from ..._plurals import counted
from ..._wire.operation_table import Safety
from ...errors import FlochatError, OutcomeUnknownError
from ..answers import Answer, Arguments, Change, ToolError
from ..tool import FLAG, TEXT, TEXTS, WHOLE, Tool, rows, text
from ..untrusted import quoted
from .lookups import namespaces_of_tags, segment_of, tag_of, user_field_of
from .paging import PAGED, page, told

if TYPE_CHECKING:
    from ...models import Subscriber
    from ..desk import Desk

#: How many people a list gives at most.
_MAX_ROWS: Final = 50
#: What is a fact about a person: the platform sets it.
_FACTS: Final = (
    "user_ns",
    "channel",
    "status",
    "last_interaction",
    "last_message_at",
    "agent_id",
    "subscribed",
)
#: What people wrote: their own, and what is shared.
_OWN: Final = ("name", "email", "fields", "city", "country")
_SHARED: Final = ("tags", "labels")
#: What a list gives of it unasked.
_LISTED: Final = frozenset({"name", "email"})
_PERSON: Final = {
    "user_ns": TEXT,
    "channel": TEXT,
    "status": TEXT,
    "last_interaction": TEXT,
    "phone": TEXT,
}


async def find_person(desk: Desk, given: Arguments) -> Answer:
    person = await desk.client.subscribers.find(
        phone=given.get("phone"), email=given.get("email"), user_id=given.get("user_id")
    )
    if person is None:
        return Answer(text="There is nobody.", facts={"found": False})
    desk.user_ns(person.user_ns)
    desk.check_tag(person)
    return _whole(desk, person)


async def show_person(desk: Desk, given: Arguments) -> Answer:
    return _whole(desk, await desk.person(given["user_ns"]), _wanted(given))


async def list_people(desk: Desk, given: Arguments) -> Answer:
    wanted = _wanted(given)
    pager = desk.client.subscribers.list(**await filters_of(desk, given))
    people, more = await page(_of_flow(desk, pager), given, most=_MAX_ROWS)
    facts = [_facts(desk, person, wanted) for person in people]
    written = {
        str(person.user_ns): seen
        for person in people
        if (seen := _written(desk, person, wanted or _LISTED))
    }
    count = {} if pager.total is None else {"count": pager.total}
    return Answer(
        text=told(len(people), "person", more, many="people"),
        facts={**count, "people": facts, **more},
        untrusted=written,
        is_paged=True,
    )


async def _of_flow(desk: Desk, people: AsyncIterable[Subscriber]) -> AsyncIterator[Subscriber]:
    async for person in people:
        if desk.is_of_flow(person.user_ns):
            yield person


async def count_people(desk: Desk, given: Arguments) -> Answer:
    count = await desk.client.subscribers.list(**await filters_of(desk, given)).count()
    return Answer(text=f"{counted(count, 'person', 'people')}.", facts={"count": count})


async def tag_people(desk: Desk, given: Arguments) -> Change:
    people = await _recipients(desk, given)
    names = given["tags"]
    tags = await namespaces_of_tags(desk, names)
    removes = given.get("remove", False)
    subscribers = desk.client.subscribers
    method = subscribers.remove_tags if removes else subscribers.add_tags
    requests = [
        request for person in people for request in await desk.client.prepare(method, person, tags)
    ]

    async def make() -> Answer:
        for done, person in enumerate(people):
            try:
                await method(person, tags)
            except OutcomeUnknownError:
                raise
            except FlochatError as error:
                if not done:
                    raise
                raise ToolError(
                    f"it failed after {done:,} of {counted(len(people), 'person', 'people')} "
                    f"({type(error).__name__}); those before {person} are done, and the others are "
                    "not known to be"
                ) from None
        return Answer(
            text=f"Done for {counted(len(people), 'person', 'people')}.",
            facts={"done": len(people)},
        )

    verb = "Remove" if removes else "Add"
    return Change(
        what=f"{verb} the tags {quoted(names)}",
        requests=requests,
        recipients=people,
        count=len(people),
        make=make,
    )


async def set_fields(desk: Desk, given: Arguments) -> Change:
    person = desk.user_ns(given["user_ns"])
    await desk.check_recipient(person)
    values = given["values"]
    requests = await desk.client.prepare(desk.client.subscribers.set_fields, person, values)

    async def make() -> Answer:
        await desk.client.subscribers.set_fields(person, values)
        return Answer(text="Done.", facts={"done": 1})

    return Change(
        what=f"Set the fields {quoted(values)}",
        requests=requests,
        recipients=[person],
        count=1,
        texts=[f"{name}: {value}" for name, value in values.items()],
        make=make,
    )


async def delete_person(desk: Desk, given: Arguments) -> Change:
    person = desk.user_ns(given["user_ns"])
    await desk.check_recipient(person)
    requests = await desk.client.prepare(desk.client.subscribers.delete, person)

    async def make() -> Answer:
        await desk.client.subscribers.delete(person)
        return Answer(text="Deleted.", facts={"done": 1})

    return Change(
        what="Delete a person, for good", requests=requests, recipients=[person], count=1, make=make
    )


def _wanted(given: Arguments) -> frozenset[str]:
    """The fields that were asked for; none for those that are given unasked."""
    wanted = frozenset(given.get("fields") or ())
    known = {*_FACTS, "phone", *_OWN, *_SHARED}
    if unknown := wanted - known:
        raise ToolError(f"fields has {', '.join(sorted(known))}, not {min(unknown)[:40]!r}")
    return wanted


def _whole(desk: Desk, person: Subscriber, wanted: frozenset[str] = frozenset()) -> Answer:
    written = _written(desk, person, wanted or frozenset({*_OWN, *_SHARED}))
    return Answer(
        text="One person.",
        facts={"found": True, **_facts(desk, person, wanted)},
        untrusted={str(person.user_ns): written} if written else {},
    )


def _written(desk: Desk, person: Subscriber, wanted: frozenset[str]) -> dict[str, Any]:
    """What people wrote about somebody. Tags and labels are shared: nobody knows whose they are."""
    desk.know(person)
    fields = {it.name: it.value for it in person.user_fields if it.name and it.value}
    own = {name: getattr(person, name) for name in _OWN if name != "fields"} | {"fields": fields}
    shared = {name: [it.name for it in getattr(person, name)] for name in _SHARED}
    return desk.written(
        person.user_ns, {name: value for name, value in own.items() if name in wanted}
    ) | desk.written(None, {name: value for name, value in shared.items() if name in wanted})


def _facts(desk: Desk, person: Subscriber, wanted: frozenset[str] = frozenset()) -> dict[str, Any]:
    facts = {name: _plain(getattr(person, name, None)) for name in _FACTS}
    facts["phone"] = desk.phone(person.phone)
    if wanted:
        facts = {name: value for name, value in facts.items() if name in wanted | {"user_ns"}}
    # Whoever has seen somebody's facts could pass them on, texts or not.
    if desk.limits.shows_content:
        desk.taint.read(person.user_ns)
    return {name: value for name, value in facts.items() if value is not None}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


async def filters_of(desk: Desk, given: Arguments) -> dict[str, Any]:
    """The filters of a list of people, within the operator's limits."""
    filters: dict[str, Any] = {}
    tag = given.get("tag") or desk.limits.only_tag
    if desk.limits.only_tag is not None and tag != desk.limits.only_tag:
        raise ToolError("this server is only for people with one tag: leave tag out")
    if tag:
        filters["tag"] = await tag_of(desk, tag)
    if given.get("segment"):
        filters["segment"] = await segment_of(desk, given["segment"])
    if given.get("name"):
        filters["name"] = given["name"]
    if given.get("channel"):
        filters["channel"] = given["channel"]
    if given.get("active_last_24h"):
        filters["is_interacted_in_last_24h"] = True
    if given.get("field"):
        filters["user_field"] = await user_field_of(desk, given["field"])
        filters["user_field_value"] = given.get("value", "")
    elif "value" in given:
        raise ToolError("value is that of field: give both")
    return filters


async def _recipients(desk: Desk, given: Arguments) -> list[str]:
    people = list(dict.fromkeys(desk.user_ns(person) for person in given["people"]))
    if not people:
        raise ToolError("people must not be empty: list_people gives their user_ns")
    if len(people) > desk.limits.max_recipients:
        raise ToolError(
            f"the operator allows {counted(desk.limits.max_recipients, 'person', 'people')} at once"
        )
    for person in people:
        await desk.check_recipient(person)
    return people


FILTERS: Final = {
    "tag": text("its name"),
    "segment": text("its name"),
    "field": text("name of a user field, with value"),
    "value": TEXT,
    "name": text("part of it"),
    "channel": text("whatsapp_cloud, facebook, web, ..."),
    "active_last_24h": FLAG,
}

TOOLS: Final = (
    Tool(
        name="find_person",
        area="people",
        about="Find one person by phone (with country code), email or user_id.",
        takes={"phone": TEXT, "email": TEXT, "user_id": TEXT},
        gives={"found": FLAG, **_PERSON},
        read=find_person,
    ),
    Tool(
        name="show_person",
        area="people",
        about="Show a person with tags, labels and fields.",
        takes={"user_ns": TEXT, "fields": TEXTS},
        needs=["user_ns"],
        gives=_PERSON,
        read=show_person,
    ),
    Tool(
        name="list_people",
        area="people",
        about="List people, latest interaction first. count_people first if there may be many.",
        takes={**FILTERS, **PAGED, "fields": TEXTS},
        gives={"count": WHOLE, "people": rows(**_PERSON), "next": WHOLE},
        read=list_people,
    ),
    Tool(
        name="count_people",
        area="people",
        about="Count people. One request.",
        takes=FILTERS,
        gives={"count": WHOLE},
        read=count_people,
    ),
    Tool(
        name="tag_people",
        area="people",
        about="Add tags to people, or remove them.",
        takes={"people": TEXTS, "tags": TEXTS, "remove": FLAG},
        needs=["people", "tags"],
        safety=Safety.EDIT,
        plan=tag_people,
    ),
    Tool(
        name="set_fields",
        area="people",
        about="Set user fields of a person, by name.",
        takes={"user_ns": TEXT, "values": {"type": "object"}},
        needs=["user_ns", "values"],
        safety=Safety.EDIT,
        plan=set_fields,
    ),
    Tool(
        name="delete_person",
        area="people",
        about="Delete a person, for good.",
        takes={"user_ns": TEXT},
        needs=["user_ns"],
        safety=Safety.DESTROY,
        plan=delete_person,
    ),
)
