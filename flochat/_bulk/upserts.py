"""What an upsert brings about for each person, and what of it is left once they are known.

A journal keeps requests. Those of an upsert depend on who is there, so what stands in its place is
the goal, as a request of an operation that no host has.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import asdict, evolve, field, frozen

from .. import phones
from .._requests.batches import BatchForm, BatchRequest, split_by_form, split_values_by_form
from .._requests.fields import USER_FIELD
from .._requests.subscriber_search import Criteria, Match, check_criteria
from .._requests.subscribers import PERSON, new_subscriber_body
from .._requests.tags import TAG
from .._values.field_values import parse_field_value
from .._values.identifiers import FIELD, is_namespace
from .._wire.operation_table import TABLE
from ..errors import InvalidArgumentError
from ..models.subscribers import NewSubscriber, Subscriber
from ..models.tags import Tag
from ..tables.reading.person import TablePerson
from .journal import Entry, Request

#: The operation that stands in journals. It is compared: do not change it.
UPSERT: Final = "upsert"
CREATE_MANY: Final = "POST /subscriber/create-many"
CREATE: Final = "POST /subscriber/create"
ADD_TAGS: Final = "POST /subscriber/add-tags"
#: How many people one request creates.
MAX_CREATED: Final = TABLE[CREATE_MANY].max_items or 1
#: What a person of such a request can have of either.
_MAX_EXTRAS: Final = 10
_ATTRIBUTES: Final = ("name", "first_name", "last_name", "gender", "image")
#: How many people who are known count as one who is looked for.
_KNOWN_FOR_ONE: Final = 4
#: The end of a phone, by which people are looked up before they are compared.
_SUFFIX: Final = 7


@frozen(kw_only=True)
class GoalField:
    """A value of a user field: of its namespace, or of its name until it has one."""

    ref: str
    value: str
    var_type: str | None = None


@frozen(kw_only=True)
class Goal:
    """What is to be true of a person. With a `user_ns` they are known."""

    user_ns: str | None = None
    user_id: str | None = None
    phone: str | None = None
    email: str | None = None
    attributes: Mapping[str, str] = field(factory=dict)
    tags: Sequence[str] = ()
    fields: Sequence[GoalField] = ()
    #: User fields to empty, and attributes.
    cleared: Sequence[str] = ()
    emptied: Sequence[str] = ()
    #: Whether names and the like of somebody who is known are changed.
    updates_profile: bool = False
    #: Whether it is what is left to do, since it was seen what they have.
    is_rest: bool = False

    @property
    def name(self) -> str:
        """What the journal calls the person."""
        return self.user_ns or self.user_id or self.phone or self.email or ""

    @property
    def searches(self) -> tuple[Criteria, ...]:
        """How to look for the person: by what they are known by, and by nothing else.

        Somebody with the same email and another phone is somebody else.
        """
        if self.user_id is not None:
            return (check_criteria(user_id=self.user_id),)
        if self.phone is not None:
            return (check_criteria(phone=self.phone),)
        return (check_criteria(email=self.email),)

    def searches_in(self, country: str | None) -> tuple[Criteria, ...]:
        """The same on a host whose phones without country code are of a country."""
        return tuple(evolve(search, country=country) for search in self.searches)

    @property
    def can_be_created(self) -> bool:
        """Whether there is enough to create the person with."""
        return self.phone is not None or self.email is not None

    @property
    def fits_many(self) -> bool:
        """Whether all of it fits a request that creates many."""
        return len(self.tags) <= _MAX_EXTRAS and len(self.fields) <= _MAX_EXTRAS

    def to_requests(self) -> list[Request]:
        """The goal as a journal keeps it."""
        return [(UPSERT, {key: value for key, value in asdict(self).items() if value})]

    @classmethod
    def of(cls, entry: Entry) -> Goal:
        """The goal of somebody in a journal."""
        body = dict(entry.requests[0][1])
        body["fields"] = [GoalField(**each) for each in body.get("fields", ())]
        return cls(**body)

    def new_person(self) -> NewSubscriber:
        """The person as one to create; the fields have their namespaces by then."""
        return NewSubscriber(
            phone=self.phone,
            email=self.email,
            tags=self.tags,
            user_fields={each.ref: each.value for each in self.fields},
            **self.attributes,
        )

    def created(self, user_ns: str) -> Goal:
        """What is left once the person was created alone."""
        return evolve(self, user_ns=user_ns, attributes={}, cleared=(), emptied=(), is_rest=True)

    def left_for(self, person: Subscriber) -> Goal:
        """What is left to do for somebody who is there."""
        tags = {(tag.name or "").casefold() for tag in person.tags}
        return evolve(
            self,
            user_ns=person.user_ns,
            is_rest=True,
            tags=[tag for tag in self.tags if tag.casefold() not in tags],
            fields=[each for each in self.fields if not _has_value(person, each)],
            cleared=[ref for ref in self.cleared if _value(person, ref)],
            attributes={
                name: text
                for name, text in self._profile().items()
                if text != (getattr(person, name, None) or "")
            },
            emptied=[name for name in self.emptied if getattr(person, name, None)],
        )

    def _profile(self) -> Mapping[str, str]:
        """What of a profile is changed; the phone is what they were found by."""
        if not self.updates_profile:
            return {}
        given = dict(self.attributes)
        if self.email is not None and self.phone is not None:
            given["email"] = self.email
        return given

    def requests(self, tags: Mapping[str, Tag]) -> list[BatchRequest]:
        """The requests that bring it about for somebody who is known."""
        common = {"user_ns": self.user_ns}
        profile = {**self._profile(), **dict.fromkeys(self.emptied, "")}
        requests = []
        if profile and self.updates_profile:
            requests.append(
                BatchRequest("PUT /subscriber/update", [self.user_ns], common | profile)
            )
        requests += split_values_by_form(
            {each.ref: each.value for each in self.fields},
            USER_FIELD,
            BatchForm("PUT /subscriber/set-user-fields", "var_ns"),
            BatchForm("PUT /subscriber/set-user-fields-by-name", "name"),
            common,
        )
        requests += split_by_form(
            self.cleared,
            USER_FIELD,
            BatchForm("DELETE /subscriber/clear-user-fields", "var_ns"),
            BatchForm("DELETE /subscriber/clear-user-fields-by-name", "name"),
            common,
        )
        return requests + split_by_form(
            [tags.get(tag, tag) for tag in self.tags],
            TAG,
            BatchForm(ADD_TAGS, "tag_ns"),
            BatchForm("POST /subscriber/add-tags-by-name", "tag_name"),
            common,
        )

    def count_requests(self) -> int:
        """How many requests it takes at most for somebody who is known."""
        return len(self.requests({}))

    def count_lookups(self, country: str | None) -> int:
        """How many requests it takes at most to find the person."""
        from .._requests.spelling_memory import SpellingMemory

        if self.user_ns is not None:
            return 0
        return sum(len(it.steps(SpellingMemory())) for it in self.searches_in(country))


def goal_of_row(row: Any, country: str | None, *, updates_profile: bool) -> Goal:
    """The goal of a row of a table, of a `NewSubscriber`, or of a mapping with its names.

    Raises `InvalidArgumentError` for what cannot be used.
    """
    if isinstance(row, TablePerson):
        return _goal_of_table(row, updates_profile=updates_profile)
    if not isinstance(row, NewSubscriber):
        raise InvalidArgumentError("each person must be a row of People or a NewSubscriber")
    body = new_subscriber_body(evolve(row, tags=(), user_fields={}))
    phone = body.get("phone")
    return Goal(
        phone=None if phone is None else phones.normalise(phone, country=country),
        email=(body.get("email") or "").strip() or None,
        attributes={name: body[name] for name in _ATTRIBUTES if body.get(name)},
        tags=list(dict.fromkeys(row.tags)),
        fields=[
            GoalField(ref=item["var_ns"], value=item["value"])
            for part in _field_parts(row)
            for item in part
        ],
        updates_profile=updates_profile,
    )


def _field_parts(row: NewSubscriber) -> Iterable[list[dict[str, str]]]:
    """The encoded fields of a person, whom a host would take ten at a time."""
    items = list(row.user_fields.items())
    for start in range(0, len(items), _MAX_EXTRAS):
        part: dict[Any, Any] = dict(items[start : start + _MAX_EXTRAS])
        person = NewSubscriber(email="a@b.c", user_fields=part)
        yield new_subscriber_body(person).get("user_fields", [])


def _goal_of_table(row: TablePerson, *, updates_profile: bool) -> Goal:
    given = row.attributes
    cleared = [it.var_ns or it.name or "" for it in row.cleared if not isinstance(it, str)]
    return Goal(
        user_ns=row.texts.get("user_ns") or None,
        user_id=row.texts.get("user_id") or None,
        phone=given.get("phone"),
        email=given.get("email"),
        attributes={name: given[name] for name in _ATTRIBUTES if name in given},
        tags=list(row.tags),
        fields=[
            GoalField(ref=it.var_ns or it.name or "", value=value, var_type=it.var_type)
            for it, value in row.fields.items()
        ],
        cleared=cleared,
        emptied=[it for it in row.cleared if isinstance(it, str) and it in PERSON],
        updates_profile=updates_profile,
    )


def _value(person: Subscriber, ref: str) -> str | None:
    known = person.field(ref)
    return None if known is None else known.value


def _has_value(person: Subscriber, wanted: GoalField) -> bool:
    """Whether somebody has a value already, even if spelt differently: 12.5 for 12.50."""
    known = person.field(wanted.ref)
    if known is None or known.value is None:
        return False
    types = known.var_type
    return known.value == wanted.value or parse_field_value(
        known.value, types
    ) == parse_field_value(wanted.value, types)


class Wanted:
    """Those who are looked for among all people of a flow, which is read page by page."""

    def __init__(self, country: str | None) -> None:
        self._country = country
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_email: dict[str, list[int]] = defaultdict(list)
        self._by_ns: dict[str, list[int]] = defaultdict(list)
        self._sought: dict[int, Goal] = {}
        self._short: list[int] = []
        #: Who was found for a position: the `user_ns` of one, or of several.
        self.found: dict[int, list[str]] = defaultdict(list)
        #: Who may be the person, since a phone does not say its country.
        self.undecided: dict[int, list[str]] = defaultdict(list)
        self.pending: set[int] = set()
        #: Those whose email somebody else has.
        self.taken_emails: set[int] = set()

    @property
    def worth(self) -> int:
        """How many requests it is worth to read everybody: one for each who is looked for.

        Of who is known already it only says what they have, which spares some of them a request.
        """
        return len(self._sought) + len(self._by_ns) // _KNOWN_FOR_ONE

    def add(self, position: int, goal: Goal, *, is_pending: bool) -> None:
        """Look for somebody; who is not pending may have been created."""
        if is_pending:
            self.pending.add(position)
        if goal.user_ns is not None:
            self._by_ns[goal.user_ns].append(position)
            return
        self._sought[position] = Goal(user_id=goal.user_id, phone=goal.phone, email=goal.email)
        if goal.user_id is not None:
            self._by_key[f"id {goal.user_id}"].append(position)
        elif goal.phone is not None:
            self._by_key[_end(goal.phone)].append(position)
            if len(_national(goal.phone)) < _SUFFIX:
                self._short.append(position)
        if goal.email is not None:
            self._by_email[goal.email.casefold()].append(position)

    def feed(self, person: Subscriber) -> list[int]:
        """Take the next person of the flow; returns the positions that they are found for."""
        user_ns = str(person.user_ns)
        matches = {it: self._match(it, person) for it in self._candidates(person)}
        found = [position for position, match in matches.items() if match is Match.YES]
        found += self._by_ns.get(user_ns, ())
        for position, match in matches.items():
            if match is Match.UNKNOWN:
                self.undecided[position].append(user_ns)
        for position in found:
            self.found[position].append(user_ns)
        emails = self._by_email.get((person.email or "").strip().casefold(), ())
        self.taken_emails |= set(emails) - set(found)
        return found

    def doubt(self, position: int) -> str | None:
        """Why nobody can know who somebody is; None where that is clear."""
        found, undecided = self.found.get(position, []), self.undecided.get(position, [])
        if len(found) > 1:
            return f"{len(found)} subscribers match: {', '.join(sorted(found))}"
        if found or not undecided:
            return None
        return (
            f"{', '.join(sorted(undecided))} may be the person, since a phone without country code "
            "may be of any country; pass default_country= (such as 'AU') to the client"
        )

    def _candidates(self, person: Subscriber) -> Iterable[int]:
        user_id = (person.user_id or "").strip()
        keys = {f"id {user_id}", _end(person.phone or ""), _end(user_id)}
        positions = dict.fromkeys(it for key in keys for it in self._by_key.get(key, ()))
        if len(_digits(person.phone)) < _SUFFIX + 2:
            positions |= dict.fromkeys(self._short)
        for position in self._by_email.get((person.email or "").strip().casefold(), ()):
            if self._sought[position].phone is None:
                positions[position] = None
        return positions

    def _match(self, position: int, person: Subscriber) -> Match:
        (sought,) = self._sought[position].searches_in(self._country)
        return sought.match_listed(person)


def _digits(text: str | None) -> str:
    return "".join(filter(str.isdecimal, text or ""))


def _end(text: str) -> str:
    return _digits(text)[-_SUFFIX:]


def _national(phone: str) -> str:
    """The shortest of the texts that a host may store a phone as."""
    try:
        return min(map(_digits, phones.spellings(phone)), key=len)
    except InvalidArgumentError:
        return _digits(phone)


def most_requests(goals: Iterable[Goal], country: str | None, total: int | None) -> int:
    """How many requests people take at most; `total` is how many the flow has, if known."""
    lookups = rest = many = sought = known = 0
    tags, names = set[str](), set[str]()
    for goal in goals:
        tags.update(goal.tags)
        names.update(it.ref for it in goal.fields if not is_namespace(it.ref, FIELD))
        if goal.user_ns is None:
            sought += 1
            lookups += goal.count_lookups(country)
            if goal.can_be_created and goal.fits_many and not (goal.phone and goal.email):
                many += 1
                rest += goal.count_requests()
            else:
                rest += goal.can_be_created + goal.count_requests()
        else:
            rest += goal.count_requests()
            known += not goal.is_rest
    worth = sought + known // _KNOWN_FOR_ONE
    if total is not None and worth > 1:
        pages = max(1, math.ceil(total / 100))
        lookups = pages if pages <= worth else lookups + 1
    setting_up = sum(1 + len(each) for each in (tags, names) if each)
    return setting_up + lookups + rest + math.ceil(many / MAX_CREATED)
