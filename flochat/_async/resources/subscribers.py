"""The people that the flow talks to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..._requests import subscribers as requests
from ..._requests.batches import BatchForm, split_batch, split_by_form, split_values_by_form
from ..._requests.bodies import update_body
from ..._requests.custom_events import EventRef
from ..._requests.fields import (
    SETTLE_SECONDS,
    USER_FIELD,
    ReadBack,
    UserFieldKey,
    UserFieldRef,
    split_empty,
)
from ..._requests.segments import SegmentRef
from ..._requests.subscriber_search import (
    Criteria,
    Step,
    check_criteria,
    lock_key,
    normalised_phone,
    split_criteria,
)
from ..._requests.subscribers import LabelRef, SubscriberRef, label_name_of, user_ns_of
from ..._requests.tags import TAG, TagRef
from ..._values.checks import check_list, check_seconds, check_text, unique_list
from ..._values.field_values import FieldValue, encode_field_values, encode_value_for
from ..._values.not_given import NOT_GIVEN, NotGiven
from ...errors import AmbiguousMatchError, NotFoundError
from ...models.base import Ack
from ...models.subscribers import Label, NewSubscriber, Subscriber
from ..pager import AsyncPager
from .conversations import AsyncConversations


class AsyncSubscribersAPI(AsyncConversations):
    """`client.subscribers`: the people that the flow talks to. Needs the scope Manage Flow.

    Where a subscriber is asked for, it is a `Subscriber` or a `user_ns` (f12u34); a tag or field is
    the model, its namespace or its name. The service applies changes a moment after it says ok:
    what starts at once may still see the old values.
    """

    async def get(self, subscriber: SubscriberRef) -> Subscriber:
        """Return `subscriber` as they are now. Raises `NotFoundError`. GET /subscriber/get-info"""
        return await self._record(
            "GET /subscriber/get-info", Subscriber, query={"user_ns": user_ns_of(subscriber)}
        )

    async def get_by_user_id(self, user_id: str) -> Subscriber:
        """Return the subscriber with `user_id`, their identifier in their own channel.

        For WhatsApp it is the number, digits without "+". Raises `NotFoundError`.

        GET /subscriber/get-info-by-user-id
        """
        return await self._record(
            "GET /subscriber/get-info-by-user-id",
            Subscriber,
            query={"user_id": check_text(user_id, "user_id").strip()},
        )

    def list(
        self,
        *,
        name: str | None = None,
        phone: str | None = None,
        email: str | None = None,
        channel: str | None = None,
        is_opt_in_email: bool | None = None,
        is_opt_in_sms: bool | None = None,
        is_interacted_in_last_24h: bool | None = None,
        is_bot_interacted_in_last_24h: bool | None = None,
        is_last_message_in_last_24h: bool | None = None,
        segment: SegmentRef | None = None,
        tag: TagRef | None = None,
        label: Label | int | None = None,
        event: EventRef | None = None,
        user_field: UserFieldRef | None = None,
        user_field_value: FieldValue | None = None,
    ) -> AsyncPager[Subscriber]:
        """List the subscribers that match all of the filters, latest interaction first.

        Segments, tags, events and user fields are models or namespaces, since the API does not
        filter by their names.

        Args:
            name: part of a name; None does not filter.
            phone: a phone as it is stored (of some hosts a part will do); None does not filter.
            email: part of an email address as it is stored; None does not filter.
            channel: facebook, instagram, whatsapp_cloud, telegram, web, ...; None does not filter.
            is_opt_in_email: whether they agreed to emails; None does not filter.
            is_opt_in_sms: whether they agreed to SMS; None does not filter.
            is_interacted_in_last_24h: whether they interacted in the last 24 hours; None does not
                filter.
            is_bot_interacted_in_last_24h: whether the bot and they interacted in the last 24 hours;
                None does not filter.
            is_last_message_in_last_24h: whether the last message is from the last 24 hours; None
                does not filter.
            segment: a `Segment` or its namespace (f12sg34); None does not filter.
            tag: a `Tag` or its namespace (f12t34); None does not filter.
            label: a `Label` or its id; None does not filter.
            event: a `CustomEvent` or its namespace (f12e34); None does not filter.
            user_field: a `UserField` or its namespace (f12v34); None does not filter.
            user_field_value: the value of `user_field`, as in `set_fields`; None does not filter.

        Raises:
            PageCapError: on iterating, beyond 1,000 pages of 100, the most that the service hands
                out.

        Example:
            async for person in client.subscribers.list(tag=vip, is_opt_in_sms=True):
                print(person.user_ns, person.name, person.phone)

        GET /subscribers
        """
        return self._list(
            "GET /subscribers",
            Subscriber,
            has_fields=True,
            query=requests.personal_filters(
                name=name,
                phone=phone,
                email=email,
                channel=channel,
                is_opt_in_email=is_opt_in_email,
                is_opt_in_sms=is_opt_in_sms,
                is_interacted_in_last_24h=is_interacted_in_last_24h,
                is_bot_interacted_in_last_24h=is_bot_interacted_in_last_24h,
                is_last_message_in_last_24h=is_last_message_in_last_24h,
            )
            | requests.flow_filters(
                segment=segment,
                tag=tag,
                label=label,
                event=event,
                user_field=user_field,
                user_field_value=user_field_value,
            ),
        )

    async def find(
        self,
        *,
        user_id: str | None = None,
        phone: str | None = None,
        email: str | None = None,
    ) -> Subscriber | None:
        """Return the one subscriber with that user id, phone or email; None when there is none.

        `user_id` is the identifier in their own channel, for WhatsApp the number, digits without
        "+". `phone` is compared as `flochat.phones.same` does, whichever way it is written here and
        on the host; a number without country code is one of the client's `default_country`.
        `email` is compared regardless of case. The service also returns people who do not match;
        they are passed over. With more than one criterion given, the subscriber matches them all.

        A phone takes one or two requests for most people, and at most five for somebody unknown
        (eight where WhatsApp has two forms of the number); an email takes one, or two in capitals.
        What a host that compares whole texts has stored in another way (spaces inside a phone, an
        email in other case) cannot be found.

        Raises:
            AmbiguousMatchError: two match, or nobody can know which country's number it is.

        Example:
            person = await client.subscribers.find(email="ana@example.com")
            if person is not None:
                print(person.user_ns)

        GET /subscriber/get-info-by-user-id, GET /subscribers
        """
        sought = check_criteria(user_id=user_id, phone=phone, email=email, country=self._country)
        return await self._search(sought)

    async def find_or_create(
        self,
        *,
        user_id: str | None = None,
        phone: str | None = None,
        email: str | None = None,
        name: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        gender: str | None = None,
        image: str | None = None,
    ) -> Subscriber:
        """Find a subscriber by user id, or else phone, or else email; create one if there is none.

        A known subscriber costs one request when the first criterion finds them, and is returned as
        they are: names and the like are for a new one. A new one needs a phone or an email. The
        phone is compared as in `find`, and created with its country code. Calls for one phone
        at once wait for each other, within this client and its copies, and return one person.

        Args:
            user_id: the identifier in their own channel, for WhatsApp the number, digits without
                "+"; None does not look for one.
            phone: the phone with its country code ("+61412345678"), or one of the client's
                `default_country`; None does not look for one.
            email: the email; None does not look for one.
            name: the full name; None leaves it out.
            first_name: the first name; None leaves it out.
            last_name: the last name; None leaves it out.
            gender: the gender, as a text; None leaves it out.
            image: the URL of a picture; None leaves it out.

        Raises:
            NotFoundError: only `user_id` is given, and nobody has it.
            InvalidArgumentError: the phone is not one number, or has no country code and the client
                no `default_country`; nothing was sent.
            AmbiguousMatchError: two subscribers match, or nobody can know whether one does.
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        Example:
            ben = await client.subscribers.find_or_create(phone="+61498765432", first_name="Ben")

        GET /subscriber/get-info-by-user-id, GET /subscribers, POST /subscriber/create
        """
        phone = normalised_phone(phone, self._country)
        searches = split_criteria(user_id=user_id, phone=phone, email=email, country=self._country)
        if phone is None and email is None:
            found = await self._find_first(searches)
            if found is None:
                raise NotFoundError(
                    f"nobody has the user_id {user_id!r}, and without a phone or email nobody can "
                    "be created",
                    status_code=404,
                    operation="GET /subscriber/get-info-by-user-id",
                )
            return found
        new = NewSubscriber(
            phone=phone,
            email=email,
            name=name,
            first_name=first_name,
            last_name=last_name,
            gender=gender,
            image=image,
        )
        return await self._find_first_or_create(searches, requests.new_subscriber_body(new))

    async def create(
        self,
        *,
        phone: str | None = None,
        email: str | None = None,
        name: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        gender: str | None = None,
        image: str | None = None,
    ) -> Subscriber:
        """Create a subscriber, who needs a phone or an email.

        Args:
            phone: the phone, sent without spaces and punctuation, and best with its country code
                ("+61412345678"); None leaves it out.
            email: the email; None leaves it out.
            name: the full name; None leaves it out.
            first_name: the first name; None leaves it out.
            last_name: the last name; None leaves it out.
            gender: the gender, as a text; None leaves it out.
            image: the URL of a picture; None leaves it out.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        Example:
            ben = await client.subscribers.create(phone="+61498765432", first_name="Ben")

        POST /subscriber/create
        """
        person = NewSubscriber(
            phone=phone,
            email=email,
            name=name,
            first_name=first_name,
            last_name=last_name,
            gender=gender,
            image=image,
        )
        return await self._record(
            "POST /subscriber/create", Subscriber, body=requests.new_subscriber_body(person)
        )

    async def create_many(self, subscribers: Iterable[NewSubscriber]) -> Ack:
        """Create many subscribers, 100 per request.

        `subscribers` are `NewSubscriber`s, and all are checked before the first request. Not
        retried: when no clear answer comes it raises `OutcomeUnknownError`, or a `BatchError`
        around it that says who was created, who failed and who was not tried.

        POST /subscriber/create-many
        """
        persons = [
            (person, requests.new_subscriber_body(person))
            for person in check_list(subscribers, "subscribers")
        ]
        return await self._batch(split_batch("POST /subscriber/create-many", persons, key="users"))

    async def update(
        self,
        subscriber: SubscriberRef,
        *,
        phone: str | NotGiven | None = NOT_GIVEN,
        email: str | NotGiven | None = NOT_GIVEN,
        name: str | NotGiven | None = NOT_GIVEN,
        first_name: str | NotGiven | None = NOT_GIVEN,
        last_name: str | NotGiven | None = NOT_GIVEN,
        gender: str | NotGiven | None = NOT_GIVEN,
        image: str | NotGiven | None = NOT_GIVEN,
    ) -> Subscriber:
        """Change the given values, leave the others, and return the subscriber as they are now.

        NOT_GIVEN leaves a value as it is, None empties it.

        Args:
            subscriber: a `Subscriber` or a `user_ns` (f12u34).
            phone: the phone, sent without spaces and punctuation, and best with its country code
                ("+61412345678").
            email: the email.
            name: the full name.
            first_name: the first name.
            last_name: the last name.
            gender: the gender, as a text.
            image: the URL of a picture.

        PUT /subscriber/update
        """
        body = {"user_ns": user_ns_of(subscriber)} | update_body(
            requests.PERSON,
            phone=phone,
            email=email,
            name=name,
            first_name=first_name,
            last_name=last_name,
            gender=gender,
            image=image,
        )
        return await self._record("PUT /subscriber/update", Subscriber, body=body)

    async def delete(self, subscriber: SubscriberRef) -> Ack:
        """Delete `subscriber` and everything that is known about them. DELETE /subscriber/delete"""
        user_ns = user_ns_of(subscriber)
        self._transport.search_state.new_people.forget(user_ns)
        return await self._action("DELETE /subscriber/delete", body={"user_ns": user_ns})

    async def add_tag(self, subscriber: SubscriberRef, tag: TagRef) -> Ack:
        """Add a tag to a subscriber.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `tag` a `Tag`, its namespace
        (f12t34) or its name.

        POST /subscriber/add-tag, or POST /subscriber/add-tag-by-name for a name.
        """
        return await self._one(
            tag,
            TAG,
            by_namespace=BatchForm("POST /subscriber/add-tag", "tag_ns"),
            by_name=BatchForm("POST /subscriber/add-tag-by-name", "tag_name"),
            common={"user_ns": user_ns_of(subscriber)},
        )

    async def add_tags(self, subscriber: SubscriberRef, tags: Iterable[TagRef]) -> Ack:
        """Add tags to a subscriber, twenty per request.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `tags` are `Tag`s, namespaces
        (f12t34) and names. They may be mixed; names go in requests of their own. Raises
        `BatchError` when one of several requests fails.

        Example:
            await client.subscribers.add_tags(ana, [vip, "Newsletter"])

        POST /subscriber/add-tags and, for names, POST /subscriber/add-tags-by-name.
        """
        return await self._batch(
            split_by_form(
                unique_list(tags, "tags"),
                TAG,
                by_namespace=BatchForm("POST /subscriber/add-tags", "tag_ns"),
                by_name=BatchForm("POST /subscriber/add-tags-by-name", "tag_name"),
                common={"user_ns": user_ns_of(subscriber)},
            )
        )

    async def remove_tag(self, subscriber: SubscriberRef, tag: TagRef) -> Ack:
        """Remove a tag from a subscriber.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `tag` a `Tag`, its namespace
        (f12t34) or its name.

        DELETE /subscriber/remove-tag, or DELETE /subscriber/remove-tag-by-name for a name.
        """
        return await self._one(
            tag,
            TAG,
            by_namespace=BatchForm("DELETE /subscriber/remove-tag", "tag_ns"),
            by_name=BatchForm("DELETE /subscriber/remove-tag-by-name", "tag_name"),
            common={"user_ns": user_ns_of(subscriber)},
        )

    async def remove_tags(self, subscriber: SubscriberRef, tags: Iterable[TagRef]) -> Ack:
        """Remove tags from a subscriber, twenty per request.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `tags` are `Tag`s, namespaces
        (f12t34) and names. They may be mixed; names go in requests of their own. Raises
        `BatchError` when one of several requests fails.

        DELETE /subscriber/remove-tags and, for names, DELETE /subscriber/remove-tags-by-name.
        """
        return await self._batch(
            split_by_form(
                unique_list(tags, "tags"),
                TAG,
                by_namespace=BatchForm("DELETE /subscriber/remove-tags", "tag_ns"),
                by_name=BatchForm("DELETE /subscriber/remove-tags-by-name", "tag_name"),
                common={"user_ns": user_ns_of(subscriber)},
            )
        )

    async def add_labels(self, subscriber: SubscriberRef, labels: Iterable[LabelRef]) -> Ack:
        """Add labels to a subscriber, by their names, twenty per request.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `labels` are `Label`s or names.
        Raises `BatchError` when one of several requests fails.

        POST /subscriber/add-labels-by-name
        """
        return await self._batch(
            split_batch(
                "POST /subscriber/add-labels-by-name",
                _label_items(labels),
                {"user_ns": user_ns_of(subscriber)},
            )
        )

    async def remove_labels(self, subscriber: SubscriberRef, labels: Iterable[LabelRef]) -> Ack:
        """Remove labels from a subscriber, by their names, twenty per request.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `labels` are `Label`s or names.
        Raises `BatchError` when one of several requests fails.

        DELETE /subscriber/remove-labels-by-name
        """
        return await self._batch(
            split_batch(
                "DELETE /subscriber/remove-labels-by-name",
                _label_items(labels),
                {"user_ns": user_ns_of(subscriber)},
            )
        )

    async def set_field(
        self, subscriber: SubscriberRef, field: UserFieldRef, value: FieldValue
    ) -> Ack:
        """Set one user field of a subscriber; several cost less with `set_fields`.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `field` a `UserField`, its namespace
        (f12v34) or its name, and `value` as in `set_fields`.

        PUT /subscriber/set-user-field, or PUT /subscriber/set-user-field-by-name for a name; for an
        empty text DELETE /subscriber/clear-user-field or /subscriber/clear-user-field-by-name.
        """
        text = encode_value_for(field, value)
        if not text:
            return await self.clear_field(subscriber, field)
        return await self._one(
            field,
            USER_FIELD,
            by_namespace=BatchForm("PUT /subscriber/set-user-field", "var_ns"),
            by_name=BatchForm("PUT /subscriber/set-user-field-by-name", "field_name"),
            common={"user_ns": user_ns_of(subscriber), "value": text},
        )

    async def set_fields(
        self,
        subscriber: SubscriberRef,
        values: Mapping[UserFieldKey, FieldValue],
        *,
        settle: float = 0.0,
        verify: bool = False,
    ) -> Ack:
        """Set user fields of a subscriber, twenty per request.

        An empty text, which the service refuses, empties the field, in a request of its own. The
        service applies values a moment after it says ok. Some hosts cut what is too long, or pass
        over a field that they do not know, and say ok all the same.

        Args:
            subscriber: a `Subscriber` or a `user_ns` (f12u34).
            values: maps a user field, its namespace (f12v34) or its name to the value: text,
                numbers, flags, dates, aware datetimes, lists and mappings.
            settle: how many seconds to wait afterwards, 1.5 for example, so that a flow started
                next sees the values.
            verify: whether to read the person back, with one request, once more after 1.5 seconds
                when values differ.

        Raises:
            BatchError: one of several requests fails.
            ReadBackError: with `verify`, fields do not hold what was sent; it says which.

        Example:
            from datetime import date

            await client.subscribers.set_fields(ana, {"Points": 7, "Renewal": date(2027, 1, 1)})

        PUT /subscriber/set-user-fields and, for names, PUT /subscriber/set-user-fields-by-name; for
        empty texts DELETE /subscriber/clear-user-fields and /subscriber/clear-user-fields-by-name;
        to verify, GET /subscriber/get-info.
        """
        wait = check_seconds(settle, "settle")
        ack = await self._set_fields(subscriber, values)
        if values and wait:
            await self._transport.runtime.sleep(wait)
        if values and verify:
            await self._verify(subscriber, encode_field_values(values))
        return ack

    async def _set_fields(
        self, subscriber: SubscriberRef, values: Mapping[UserFieldKey, FieldValue]
    ) -> Ack:
        """Set user fields, and do not read them back: what a bulk job does for each person."""
        common = {"user_ns": user_ns_of(subscriber)}
        filled, empty = split_empty(encode_field_values(values))
        parts = split_values_by_form(
            filled,
            USER_FIELD,
            by_namespace=BatchForm("PUT /subscriber/set-user-fields", "var_ns"),
            by_name=BatchForm("PUT /subscriber/set-user-fields-by-name", "name"),
            common=common,
        )
        parts += split_by_form(
            empty,
            USER_FIELD,
            by_namespace=BatchForm("DELETE /subscriber/clear-user-fields", "var_ns"),
            by_name=BatchForm("DELETE /subscriber/clear-user-fields-by-name", "name"),
            common=common,
        )
        return await self._batch(parts)

    async def clear_field(self, subscriber: SubscriberRef, field: UserFieldRef) -> Ack:
        """Empty one user field of a subscriber.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `field` a `UserField`, its namespace
        (f12v34) or its name.

        DELETE /subscriber/clear-user-field, or DELETE /subscriber/clear-user-field-by-name for a
        name.
        """
        return await self._one(
            field,
            USER_FIELD,
            by_namespace=BatchForm("DELETE /subscriber/clear-user-field", "var_ns"),
            by_name=BatchForm("DELETE /subscriber/clear-user-field-by-name", "field_name"),
            common={"user_ns": user_ns_of(subscriber)},
        )

    async def clear_fields(self, subscriber: SubscriberRef, fields: Iterable[UserFieldRef]) -> Ack:
        """Empty user fields of a subscriber, twenty per request.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `fields` are `UserField`s,
        namespaces (f12v34) and names. Raises `BatchError` when one of several requests fails.

        DELETE /subscriber/clear-user-fields and, for names,
        DELETE /subscriber/clear-user-fields-by-name.
        """
        return await self._batch(
            split_by_form(
                unique_list(fields, "fields"),
                USER_FIELD,
                by_namespace=BatchForm("DELETE /subscriber/clear-user-fields", "var_ns"),
                by_name=BatchForm("DELETE /subscriber/clear-user-fields-by-name", "name"),
                common={"user_ns": user_ns_of(subscriber)},
            )
        )

    async def _verify(self, subscriber: SubscriberRef, sent: Mapping[Any, str]) -> None:
        """Read back what was set; it may be applied only a moment later."""
        if (await self._read_back(subscriber, sent)).differing():
            await self._transport.runtime.sleep(SETTLE_SECONDS)
            (await self._read_back(subscriber, sent)).check()

    async def _read_back(self, subscriber: SubscriberRef, sent: Mapping[Any, str]) -> ReadBack:
        reading = ReadBack(sent, USER_FIELD)
        for field in (await self.get(subscriber)).user_fields:
            reading.feed(field)
        return reading

    @property
    def _country(self) -> str | None:
        return self._transport.settings.default_country

    async def _find_first(self, searches: Iterable[Criteria]) -> Subscriber | None:
        for sought in searches:
            found = await self._search(sought)
            if found is not None:
                return found
        return None

    async def _find_first_or_create(
        self, searches: tuple[Criteria, ...], body: Mapping[str, Any]
    ) -> Subscriber:
        """Do it once at a time for one person; whoever waits takes what the other call returned."""
        operation, seconds = "POST /subscriber/create", self._transport.time_left()
        state, key = self._transport.search_state, lock_key(searches)
        now = self._transport.runtime.monotonic
        lock = state.locks.hold(key, operation=operation, seconds=seconds)
        async with lock as results:
            person: Subscriber | None = results.get(searches)
            made = state.new_people.find(key, now=now())
            try:
                person = person or await self._find_first(searches) or made
            except AmbiguousMatchError as error:
                # Stored without country code, and no country to read it with: but it was made here.
                if made is None or [p.user_ns for p in error.matches] != [made.user_ns]:
                    raise
                person = made
            if person is None:
                person = await self._record(operation, Subscriber, body=body)
                state.new_people.add(key, person, now=now())
            results[searches] = person
            return person

    async def _search(self, sought: Criteria) -> Subscriber | None:
        """Ask in one way after the other until somebody is found."""
        memory = self._transport.search_state.memory
        undecided: list[Subscriber] = []
        for step in sought.steps(memory):
            candidates = await self._candidates(sought, step)
            found = sought.pick_match(candidates, step)
            if found is not None:
                memory.remember(step.spelling, step.whatsapp_form)
                return found
            undecided += sought.undecided(candidates, step)
        sought.check_decided(undecided)
        return None

    async def _candidates(self, sought: Criteria, step: Step) -> Sequence[Subscriber]:
        """Whoever the service returns; one request, unless more than a hundred come close."""
        if step.user_id is not None:
            try:
                return [await self.get_by_user_id(step.user_id)]
            except NotFoundError as error:
                if not requests.is_missing_subscriber(error):
                    raise
                return []
        candidates: Sequence[Subscriber] = []
        async for page in self.list(phone=step.phone, email=step.email).pages():
            sought.check_filter_applied(page)
            candidates = [*candidates, *page]
        return candidates


def _label_items(labels: Iterable[LabelRef]) -> Sequence[tuple[LabelRef, Mapping[str, str]]]:
    return [
        (label, {"label_name": label_name_of(label)}) for label in unique_list(labels, "labels")
    ]
