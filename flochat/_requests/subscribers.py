"""Who is looked for, who fits, and what a new or changed person looks like on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from attrs import frozen

from .._values import identifiers
from .._values.checks import (
    bool_to_yes_no,
    check_optional_text,
    check_text,
    check_texts,
    describe_type,
    unique_list,
)
from .._values.field_values import FieldValue, encode_field_values, encode_value_of
from .._values.identifiers import UserId, is_namespace
from .._values.phones import SHORTEST_PHONE, is_same_phone, phone_digits
from ..errors import AmbiguousMatchError, DecodeError, InvalidArgumentError, NotFoundError
from ..models.subscribers import Label, NewSubscriber, Subscriber
from .bodies import BodySchema, clearable_text, creation_body, encode_with
from .custom_events import EventRef, event_ns_of
from .fields import USER_FIELD, UserFieldRef
from .references import id_of, identifier_of, namespace_of
from .segments import SEGMENT, SegmentRef
from .tags import TAG, TagRef

#: A subscriber, or a `user_ns` of the form f12u34.
SubscriberRef: TypeAlias = Subscriber | str
#: A label or its name.
LabelRef: TypeAlias = Label | str

#: What is told of a person.
PERSON: Final[BodySchema] = dict.fromkeys(
    ("phone", "email", "name", "first_name", "last_name", "gender", "image"),
    encode_with(clearable_text),
)

_MOST_TAGS: Final = 10
_MOST_FIELDS: Final = 10


def user_ns_of(subscriber: SubscriberRef) -> str:
    """The `user_ns` of a subscriber. Raises `InvalidArgumentError` when there is none."""
    if isinstance(subscriber, UserId):
        raise InvalidArgumentError(
            "the API takes no user_id here; get_by_user_id() has the user_ns"
        )
    value = identifier_of(subscriber, Subscriber, "user_ns")
    if not is_namespace(value, identifiers.USER):
        raise InvalidArgumentError(
            f"{value!r} is no user_ns (form f12u34); find() has it for a phone or email"
        )
    return value


def label_name_of(label: LabelRef) -> str:
    """The name of a label; the API takes no label by its id."""
    return identifier_of(label, Label, "name")


@frozen(kw_only=True)
class Criteria:
    """A person that is looked for, by at least one of three criteria."""

    user_id: str | None
    phone: str | None
    email: str | None

    @property
    def phone_suffix(self) -> str | None:
        """The end of the phone number, which is there whichever way the service keeps it."""
        return None if self.phone is None else phone_digits(self.phone)[-SHORTEST_PHONE:]

    def matches(self, person: Subscriber) -> bool:
        """Whether somebody is the one who is looked for: the service answers with strangers too."""
        return (
            (self.user_id is None or person.user_id == self.user_id)
            and (self.phone is None or is_same_phone(person.phone or "", self.phone))
            and (self.email is None or _folded(person.email) == _folded(self.email))
        )

    def check_filter_applied(self, page: Sequence[Subscriber]) -> None:
        """Raise `DecodeError` when a page shows that the service ignored what was asked for.

        It ignores a filter without a word and answers with everybody: reading on would spend the
        quota, and "nobody found" would be a guess.
        """
        if page and not any(self._comes_close(person) for person in page):
            raise DecodeError(
                "none of those it answered with comes near what was asked for, so the filter was "
                "ignored and nobody can tell who is there",
                operation="GET /subscribers",
            )

    def pick_match(self, candidates: Iterable[Subscriber]) -> Subscriber | None:
        """The candidate who fits, or None. Raises `AmbiguousMatchError` when more than one does."""
        matches = [person for person in candidates if self.matches(person)]
        if len(matches) > 1:
            raise AmbiguousMatchError(
                f"{len(matches)} subscribers fit: "
                + ", ".join(str(person.user_ns) for person in matches),
                matches=matches,
            )
        return matches[0] if matches else None

    def _comes_close(self, person: Subscriber) -> bool:
        return (
            self.phone_suffix is None or self.phone_suffix in phone_digits(person.phone or "")
        ) and (self.email is None or _folded(self.email) in _folded(person.email))


def is_missing_subscriber(error: NotFoundError) -> bool:
    """Whether a 404 says that nobody is there, and not that the key has no flow."""
    if error.status_code == 200:  # an empty answer
        return True
    is_json = "json" in error.headers.get("content-type", "")
    return is_json and "flow" not in error.message.casefold()


def check_criteria(
    *, user_id: str | None = None, phone: str | None = None, email: str | None = None
) -> Criteria:
    """Check the criteria. Raises `InvalidArgumentError` when there is none, or one says nothing."""
    if user_id is None and phone is None and email is None:
        raise InvalidArgumentError("give a user_id, a phone or an email")
    for what, value in (("user_id", user_id), ("phone", phone), ("email", email)):
        if value is not None:
            check_text(value, what)
    if phone is not None and len(phone_digits(phone)) < SHORTEST_PHONE:
        raise InvalidArgumentError(
            f"{phone!r} has fewer than {SHORTEST_PHONE} digits, too few to tell people apart"
        )
    return Criteria(user_id=user_id, phone=phone, email=email)


def split_criteria(*, user_id: str | None, phone: str | None, email: str | None) -> list[Criteria]:
    """The criteria in turn, the surest first."""
    check_criteria(user_id=user_id, phone=phone, email=email)
    given = {"user_id": user_id, "phone": phone, "email": email}
    return [check_criteria(**{what: value}) for what, value in given.items() if value is not None]


def _folded(email: str | None) -> str:
    return (email or "").strip().casefold()


def personal_filters(
    *,
    name: str | None,
    phone: str | None,
    email: str | None,
    channel: str | None,
    **flags: bool | None,
) -> dict[str, Any]:
    """The filters by what people are themselves, as the service wants them.

    It ignores what it does not understand and answers with everybody, so each is checked here.
    """
    return {
        **check_texts(name=name, phone=phone, email=email),
        "is_channel": check_optional_text(channel, "channel"),
        **{name: bool_to_yes_no(flag, name) for name, flag in flags.items()},
    }


def flow_filters(
    *,
    segment: SegmentRef | None,
    tag: TagRef | None,
    label: Label | int | None,
    event: EventRef | None,
    user_field: UserFieldRef | None,
    user_field_value: FieldValue | None,
) -> dict[str, Any]:
    """The filters by what a flow has given to people."""
    if user_field_value is not None and user_field is None:
        raise InvalidArgumentError("user_field_value says nothing without user_field")
    return {
        "segment_ns": None if segment is None else namespace_of(segment, SEGMENT),
        "event_ns": None if event is None else event_ns_of(event),
        "tag_ns": None if tag is None else namespace_of(tag, TAG),
        "label_id": None if label is None else id_of(label, Label),
        "user_field_ns": None if user_field is None else namespace_of(user_field, USER_FIELD),
        "user_field_value": None
        if user_field_value is None
        else encode_value_of(user_field, user_field_value),
    }


def new_subscriber_body(person: NewSubscriber) -> dict[str, Any]:
    """A new person on the wire. Raises `InvalidArgumentError` without a phone or an email."""
    if not isinstance(person, NewSubscriber):
        raise InvalidArgumentError(
            f"a person to create is a NewSubscriber, not {describe_type(person)}"
        )
    wire = creation_body(PERSON, **{name: getattr(person, name) for name in PERSON})
    if not (person.phone or "").strip() and not (person.email or "").strip():
        raise InvalidArgumentError("a subscriber needs a phone or an email")
    if person.phone and not phone_digits(person.phone):
        raise InvalidArgumentError(f"{person.phone!r} has no digits")
    tags = unique_list(person.tags, "tags")
    if len(tags) > _MOST_TAGS or len(person.user_fields) > _MOST_FIELDS:
        raise InvalidArgumentError(
            f"a new subscriber takes {_MOST_TAGS} tags and {_MOST_FIELDS} fields at the most"
        )
    if tags:
        wire["tags"] = [{"tag_name": check_text(tag, "a tag")} for tag in tags]
    if person.user_fields:
        wire["user_fields"] = [
            {"var_ns": namespace_of(field, USER_FIELD), "value": value}
            for field, value in encode_field_values(person.user_fields).items()
        ]
    return wire
