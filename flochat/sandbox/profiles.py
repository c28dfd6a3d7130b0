"""The two profiles (`manner=` of `serve`), and which behaviour of the sandbox is known or a guess.

`lifelike` does what users of the platform have seen it do; `conforming` keeps to the overlaid
contract in every answer, as far as it goes: it says nothing of 401, 404, 405, 429 and 501. Where
nobody has published what the platform does, the sandbox has to do something: a client should cope
with either, and no test should take a guess for a fact. Some guesses are habits: `habits=` of
`serve` has the other plausible values, listed in `flochat.sandbox.habits`.

========================================================================== ======================
behaviour                                                                  known or guessed
========================================================================== ======================
10 rows a page unless `limit` says more; unknown parameters are ignored    known
`limit` over 100 counts as 100, under 1 as left out                        guess
pages end at 1,000 on /subscribers, at 100 elsewhere                       known
a page beyond that is empty and comes with the true `meta`                 guess
`links` carry `page` alone, without `limit` and filters                    guess
an hour of the quota is counted by key, from its first request on          guess
404 "Flow not found" for every call with a key that has no flow            known
a body that does not fit the contract: 422 with `errors`                   known; conforming: 400
an unknown person is asked for: 404 (habit `unknown_person`)               guess; conforming: 400
an unknown resource is to be changed: 200 with `status: error`             guess; conforming: 400
POST on a PUT route: 200, and nothing is written                           known; conforming: 405
caps of a batch                                                            known
a batch over its cap: 422; with one bad entry: nothing of it is written    guess
nulls, and other types than the contract's                                 known
in which places (`LOOSE`, and values of number fields)                     guess
long values are cut, a trailing newline is trimmed                         known
bot and user fields have no `id`                                           known
`/subscribers` by latest interaction                                       known
`phone` finds a part of the stored text (habit `phone_filter`)             guess
the phone of a person is stored as its digits (habit `phone_stored`)       guess
`name` and `email` are text matches too                                    guess
a tag or label that is added by a name that nothing has is created         guess
a name that is taken: 422                                                  guess
an empty text that a user field is set to: 422 (habit `empty_user_value`)   known
... and a bot field: it is kept (habit `empty_bot_value`)                  guess
a bot field that does not exist is set: refused (habit `unknown_bot_field`) guess
sends answer without `mid` (habit `mid`)                                   guess
numbers of events keep their fractions (habit `event_numbers`)             guess
pause-bot without `minutes` (habit `pause_without_minutes`)                known
a person created with a phone is on WhatsApp, the digits are the `user_id` guess
creating a known phone or email: refused or skipped (habit `known_person`) guess
sends set `last_message_at` and not `last_interaction`                     guess
a path names a resource that does not exist: 404                           guess; conforming: 400
prices and totals of the shop come as text, its flags as 0 and 1           guess
a product without variants has one that carries its price and stock        guess
a product's type, vendor or tag is created when nothing has the name       guess
a shop is open all day until it is changed                                 guess
removing a variant from a cart removes its whole quantity                  guess
an order takes the stock of variants that track it, as far as there is any guess
a person without a cart has an empty one                                   guess
a node is recognised by its form alone, since only the editor has nodes    guess
messages: newest first, those of the person alone unless `include_*` is 1  known
messages: pages and `meta`                                                 known
messages: a text by the API is of type `agent`, with the sender `bot`      known
messages: a template and content by the API are of type `out`              guess
messages: a template has its name as `content`, its text in `payload.body` known
messages: an empty `payload` is a list                                     known
messages: what Facebook's templates have of these                          guess
messages: each is delivered at once                                        guess
messages: without `user_ns` and `user_id` those of everybody               guess
a tag or field that the actions of content name must exist                 known
handing a conversation over adds a message of type `system` to it          guess
an event or agent that does not exist: 200 with `status: error`            guess
two shortcuts, or two closing notes, may have the same name                guess
one shortcut, closing note or AI agent comes in a list of one              guess
a flow runs on OpenAI until another provider is chosen                     guess
a template waits for approval until the next sync                          guess
a template that is unknown or not approved: 200 with `status: error`       guess
values of a template that are empty or of several lines are refused        known
a template's `default_values` are for the client, not filled in by a send  known
the language of `default_values` finds the template too                    guess
a broadcast is queued; those that are due are sent on the next read        guess
what a list of broadcasts has of each                                      guess
lists without pages: the row with the id `start_id` comes first again      guess
figures of conversations ascend, the log of activities is newest first     guess
what the API does to a conversation is in the log of activities            guess
a summary of an event is of today without `range`                          guess
an inbound webhook ends in its `hook_uid`, and answers `status: ok`        guess
a broadcast reaches known people with one of the tags, none excluded       guess
what the fields of a ticket list look like                                 guess
what a ticket has beside its title; a new one answers without its id       guess
a ticket is assigned to agents of the flow only                            guess
a log of tickets counts the choices of a column from 1                     guess
comments through the API are by the owner of the key                       guess
an integration returns its keys in clear text                              known
not connected: the settings are empty, and disconnecting is refused        guess
any key of an integration is accepted                                      guess
a text that is imported under an existing heading replaces the other       guess
a row of an import without heading or text is skipped                      guess
a link to a template is valid for a day without `days`                     guess
a summary without `range` is of the last 7 days, and none is of today      guess
a summary covers only the key's own flow                                   guess
all channels are on and the sidebar is whole until they are changed        guess
any options of the sidebar are stored                                      guess
the list of all flows' people takes fewer filters than `/subscribers`      known
a deleted label is removed from everybody                                  guess
20 calls a page unless `limit` says more                                   known
calls come newest first                                                    guess
a master key without a workspace of its own: 403; without a flow: 404      guess
what a notification is                                                     guess
a wrong current password, or a confirmation that differs: 422              guess
========================================================================== ======================
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Mapping
from typing import Any, Final

from attrs import frozen

from .answers import Answer, Invalid, Missing, Refusal, Rejected, answer
from .store import Row

_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,15})?")


def _money_text(amount: float | None) -> str | None:
    return None if amount is None else str(amount)


#: Keys whose lifelike value has another type than the contract says.
LOOSE: Final[dict[str, Callable[[Any], Any]]] = {
    "owner_id": str,
    "payload": lambda payload: payload or [],  # PHP's empty object
    "is_template_field": int,
    "is_online": int,
    **dict.fromkeys(("price", "compare_price", "subtotal", "total_price"), _money_text),
    **dict.fromkeys(("use_variant", "track_stock", "taxable", "allow_no_stock_sell"), int),
}


@frozen
class Profile:
    """What differs between the profiles."""

    name: str
    #: Refusals with a different status than their own.
    statuses: Mapping[type[Refusal], int]
    #: Whether a POST on a PUT route answers 200 and writes nothing.
    swallows_posts: bool
    #: Whether the document shows the current time where the contract has a Unix time.
    volatile_document: bool
    #: How a record is put on the wire.
    shape: Callable[[Row], Row]

    def refuse(self, refusal: Refusal, documented: Container[str] = ()) -> Answer:
        """The answer to a refusal; its own status stays where it is documented."""
        status = refusal.status
        if status == 200 or str(status) not in documented:
            status = self.statuses.get(type(refusal), status)
        return answer(refusal.payload, status, refusal.headers)


def _conforming(record: Row) -> Row:
    """Without nulls: a key that has no value is left out."""
    return _nested({key: value for key, value in record.items() if value is not None}, _conforming)


def _lifelike(record: Row) -> Row:
    loose = {key: LOOSE[key](value) if key in LOOSE else value for key, value in record.items()}
    if record.get("var_type") == "number":
        loose["value"] = _number(record["value"])
    return _nested(loose, _lifelike)


def _nested(record: Row, shape: Callable[[Row], Row]) -> Row:
    return {
        key: [_each(inner, shape) for inner in value] if isinstance(value, list) else value
        for key, value in record.items()
    }


def _each(inner: Any, shape: Callable[[Row], Row]) -> Any:
    return shape(inner) if isinstance(inner, dict) else inner


def _number(text: str) -> float | str:
    """The number in a text as JSON would have it; other text stays text."""
    return json.loads(text) if _NUMBER.fullmatch(text) else text


LIFELIKE: Final = Profile(
    "lifelike", {}, swallows_posts=True, volatile_document=True, shape=_lifelike
)
CONFORMING: Final = Profile(
    "conforming",
    {Rejected: 400, Missing: 400, Invalid: 400},
    swallows_posts=False,
    volatile_document=False,
    shape=_conforming,
)
PROFILES: Final = {profile.name: profile for profile in (LIFELIKE, CONFORMING)}
