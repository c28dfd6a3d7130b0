"""What hosts do: which of it is known, by whom, and which guesses are habits of the sandbox.

The sandbox has to do something where nobody has published what the platform does. A client should
cope with either, and no test should take a guess for a fact. So a guess under which a client could
be wrong has a habit, with every setting that is plausible (`serve(habits=...)`); the others are
listed for whoever wants to know. docs/reference/habits.md is this table, written by
`scripts/habits_page.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .behaviour import Behaviour, Seen, Source
from .call_behaviours import CALLS

M: Final = Source.MEASURED
D: Final = Source.DOCUMENTED
C: Final = Source.CLIENTS
G: Final = Source.GUESS
READING: Final = Seen.READING
WRITING: Final = Seen.WRITING
NEVER: Final = Seen.NEVER

LISTS: Final = (
    Behaviour(
        "unknown parameters are ignored", M, READING, how="a list with a parameter of any name"
    ),
    Behaviour(
        "10 rows a page unless `limit` says more, 20 on a few lists",
        *(M, READING, "default_rows", ("own", "20", "25", "100")),
        how="the rows of a list without `limit`, or its `meta.per_page`",
    ),
    Behaviour(
        "`limit` is obeyed, up to the cap of the list",
        *(M, READING, "limit", ("obeyed", "50 at most", "ignored")),
        how="the rows or `meta.per_page` of a list with `limit=1` and with `limit=100`",
    ),
    Behaviour(
        "`limit` over the cap of the list counts as the cap",
        *(G, READING, "limit_over_cap", ("capped", "left out", "422")),
        how="`meta.per_page` of a list with `limit=101`",
    ),
    Behaviour(
        "a list comes with `links` and `meta`",
        *(M, READING, "paging", ("links and meta", "meta", "links", "simple", "nothing")),
        how="the keys beside `data`; simple is without `last_page` and `total`",
        also="measured: some answers lack `meta`",
    ),
    Behaviour(
        "`page` chooses the page",
        *(M, READING, "page", ("obeyed", "ignored")),
        how="the rows of a list with `limit=1`, with `page=1` and with `page=2`",
        also="measured: some routes ignore it and repeat the same rows",
    ),
    Behaviour(
        "a page beyond the last is empty, with the true `meta`",
        *(G, READING, "page_beyond_last", ("empty", "last again")),
        how="a list with `page` one more than `meta.last_page`",
    ),
    Behaviour(
        "pages end at 1,000 on /subscribers, /team-bot-users and /wa-call-logs, at 100 elsewhere",
        *(D, NEVER),
    ),
    Behaviour(
        "`links` carry `page` alone, without `limit` and filters",
        *(G, READING, "links", ("page", "whole query", "relative")),
        how="`links.next` of a list with `limit=1`",
    ),
    Behaviour(
        "`name` finds a part of a name, whatever its case",
        *(G, READING, "name_filter", ("part", "equal", "ignored")),
        how="a list with `name`: a whole name, a part of it, and nobody's name",
    ),
    Behaviour(
        "lists without pages: the row with the id `start_id` comes first again",
        *(G, READING, "cursor", ("included", "excluded", "ignored")),
        how="GET /flow/conversations/data with `limit=1`, then with `start_id` of that row",
    ),
    Behaviour(
        "lists without pages ascend by id",
        *(G, READING, "cursor_order", ("ascending", "descending")),
        how="the ids of two rows of GET /flow/conversations/data",
    ),
    Behaviour(
        "`start_time` and `end_time` include their own second",
        *(G, READING, "time_range", ("included", "excluded")),
        how="GET /subscriber/chat-messages with the `ts` of a message as `end_time`",
    ),
)

ERRORS: Final = (
    Behaviour('404 "Flow not found" for every call with a key that has no flow', M, NEVER),
    Behaviour(
        "a body or query that does not fit the contract: 422 with `errors`",
        *(M, READING, "misfit", ("422", "400", "200 error")),
        how="a read without a query parameter that it requires",
        conforming="400",
    ),
    Behaviour(
        "what a body names does not exist: 200 with `status: error`",
        *(G, WRITING, "unknown_resource", ("200 error", "404", "422", "400", "ok")),
        how="DELETE /subscriber/remove-tag of a `tag_ns` that no tag has",
        conforming="400",
    ),
    Behaviour(
        "what is to be deleted is gone: the same as what never was there",
        *(G, WRITING, "deleted_already", ("as unknown", "ok")),
        how="DELETE /flow/delete-tag twice",
    ),
    Behaviour(
        "a well-formed request is refused for another reason: 200 with `status: error`",
        *(G, WRITING, "refusal", ("200 error", "422", "400")),
        how="POST /subscriber/create twice, where it is refused",
        conforming="400",
    ),
    Behaviour(
        "a 200 says no by `status: error`",
        *(C, WRITING, "says_no", ("status", "ok", "success", "error")),
        how="the body of any 200 that is a refusal",
        also="clients: `ok: false`, `success: false`, `error: true`",
    ),
    Behaviour(
        "a path names what does not exist: 404",
        *(G, READING, "unknown_path", ("404", "200 error", "200 empty")),
        how="GET /flow/shortcuts/{id} with an id that no shortcut has",
        conforming="400",
    ),
    Behaviour("POST on a PUT route: 200, and nothing is written", M, NEVER, conforming="405"),
    Behaviour(
        "a spent quota: 429 in JSON, with how long to wait",
        *(M, NEVER, "throttled", ("with wait", "without wait", "Cloudflare page")),
    ),
    Behaviour(
        "every answer says what is left of the quota",
        *(M, READING, "quota_headers", ("always", "sometimes", "never")),
        how="the headers `x-ratelimit-limit` and `x-ratelimit-remaining` of all answers",
    ),
    Behaviour(
        "the quota is counted by key",
        *(M, NEVER, "quota_of", ("key", "workspace")),
        also="open: whether all keys of a workspace share it",
    ),
    Behaviour(
        "an hour of the quota begins with its first request",
        *(G, NEVER, "quota_hour", ("first request", "clock hour")),
    ),
)

ANSWERS: Final = (
    Behaviour(
        "one record comes bare, in `data` or in a list of one, as its area has it",
        *(C, READING, "record", ("own", "bare", "data", "list")),
        how="GET /subscriber/get-info, GET /team-info, GET /flow/shortcuts/{id}",
    ),
    Behaviour(
        "an action says ok by `status: ok`",
        *(C, WRITING, "says_ok", ("status", "ok", "success", "message", "204")),
        how="the answer to any action, such as DELETE /flow/delete-tag",
    ),
    Behaviour(
        "what creates answers 200",
        *(G, WRITING, "created", ("200", "201")),
        how="POST /flow/create-tag",
        also="clients: 201 of POST /subscriber/create",
    ),
    Behaviour(
        "flags are JSON booleans, but 0 and 1 in the shop and where PHP has them so",
        *(G, READING, "flags", ("own", "0 and 1", "true and false", "yes and no")),
        how="GET /flow/agents, `is_online`; GET /flow/bot-fields, `is_template_field`",
        conforming="as the contract says",
    ),
    Behaviour(
        "ids and counts are numbers",
        *(G, READING, "ids", ("numbers", "text")),
        how="GET /team/labels, `id`",
        also="measured: a number where the document says string, and the other way round",
    ),
    Behaviour(
        "prices and totals of the shop come as text",
        *(G, READING, "prices", ("text", "numbers")),
        how="GET /shop/products",
        conforming="numbers",
    ),
    Behaviour(
        "times are `YYYY-MM-DD HH:MM:SS` without a zone, and ISO 8601 with `Z` in two lists",
        *(M, READING, "times", ("own", "Z", "offset", "without zone", "Unix")),
        how="GET /subscribers, `last_interaction`",
    ),
    Behaviour(
        "what is missing is null",
        *(M, READING, "missing", ("null", "empty text", "left out")),
        how="GET /subscribers, any key without a value",
        conforming="left out",
    ),
    Behaviour(
        "an empty list is a list",
        *(G, READING, "empty_lists", ("list", "null", "object")),
        how="GET /subscribers, `tags` of somebody without tags",
    ),
    Behaviour(
        "a message's empty `payload` is a list",
        *(M, READING, "payload", ("list", "object", "null")),
        how="GET /subscriber/chat-messages with include_system=1",
        conforming="an object",
    ),
    Behaviour(
        "the value of a number field is a number, all other values are text",
        *(M, READING, "field_values", ("numbers", "text", "typed")),
        how="GET /flow/bot-fields, `value` of fields of each `var_type`",
        conforming="text",
    ),
    Behaviour(
        "which keys have another type than the contract says (`LOOSE`)",
        *(G, READING),
        how="any read",
        conforming="none",
    ),
    Behaviour(
        "what was written is read at once",
        *(G, WRITING, "settling", ("at once", "1.5 s")),
        how="a field that is set and read at once, and again after two seconds",
        also="measured: a flow started at once can still see the old values for about 1.5 s",
    ),
)

PEOPLE: Final = (
    Behaviour(
        "`/subscribers` by latest interaction",
        *(M, READING, "people_order", ("latest interaction", "newest person")),
        how="GET /subscribers, `last_interaction` of all rows",
    ),
    Behaviour(
        "people without an interaction are the last of `/subscribers`",
        *(G, READING, "no_interaction", ("last", "first")),
        how="GET /subscribers, with somebody whose `last_interaction` is empty",
    ),
    Behaviour(
        "who is created has interacted at that moment",
        *(G, WRITING, "new_interacts", ("yes", "no")),
        how="`last_interaction` of a person after POST /subscriber/create",
    ),
    Behaviour(
        "`phone` finds a part of the stored text",
        *(C, READING, "phone_filter", ("part", "equal", "digits")),
        how="GET /subscribers with the phone of somebody, a part of it, and with spaces",
        also="measured on a sister host: equal",
    ),
    Behaviour(
        "the phone of a person is stored as its digits",
        *(
            *(G, WRITING, "phone_stored"),
            ("digits", "as given", "E.164", "national", "national with zero"),
        ),
        how="POST /subscriber/create",
        also="measured on a sister host: E.164 by the API, national digits of who wrote first",
    ),
    Behaviour(
        "`email` finds a part of an email, whatever its case",
        *(G, READING, "email_filter", ("part", "equal", "exact")),
        how="GET /subscribers with the email of somebody, a part of it, and in capitals",
    ),
    Behaviour(
        "an unknown person is asked for: 404",
        *(
            *(C, READING, "unknown_person"),
            ("404", "200 message", "200 error", "200 empty", "422", "400"),
        ),
        how="GET /subscriber/get-info of a `user_ns` that nobody has",
        conforming="400",
        also="clients: 200 with a message",
    ),
    Behaviour(
        "creating a known phone or email is refused",
        *(G, WRITING, "known_person", ("refused", "created again", "returned")),
        how="POST /subscriber/create twice",
        also="clients: 201 with a new `user_ns` each time",
    ),
    Behaviour(
        "a person created with a phone is on WhatsApp, the digits are the `user_id`",
        *(G, WRITING, "new_person", ("digits on WhatsApp", "own id")),
        how="POST /subscriber/create",
    ),
    Behaviour(
        "sends set `last_message_at` and leave `last_interaction`",
        *(G, NEVER, "sends_move", ("no", "yes")),
    ),
    Behaviour(
        "a tag or label that is added by a name that nothing has is created",
        *(G, WRITING, "unknown_tag", ("created", "refused", "ignored")),
        how="POST /subscriber/add-tag-by-name",
    ),
    Behaviour(
        "a name that is taken: 422",
        *(G, WRITING, "taken_name", ("422", "200 error", "returned", "made again")),
        how="POST /flow/create-tag twice",
        also="clients: 200 with the tag that is there",
    ),
    Behaviour(
        "names that differ in their case are different names",
        *(G, WRITING, "name_case", ("minded", "ignored")),
        how="POST /flow/create-tag with a name in another case",
    ),
    Behaviour(
        "adding a tag that a person has, removing what they lack: ok",
        *(G, WRITING, "already_so", ("ok", "200 error", "422")),
        how="POST /subscriber/add-tag twice",
    ),
    Behaviour("caps of a batch", D, NEVER),
    Behaviour(
        "a batch over its cap: 422, and nothing of it is written",
        *(G, WRITING, "over_cap", ("422", "cut")),
        how="PUT /subscriber/set-user-fields with 21 fields",
    ),
    Behaviour(
        "a batch with one bad entry: refused, and nothing of it is written",
        *(G, WRITING, "bad_entry", ("nothing", "up to it", "the rest", "the rest, ok")),
        how="PUT /subscriber/set-user-fields with a field that does not exist",
    ),
    Behaviour(
        "an empty text that a user field is set to: 422",
        *(M, WRITING, "empty_user_value", ("422", "kept")),
        how="PUT /subscriber/set-user-field",
    ),
    Behaviour(
        "an empty text that a bot field is set to is kept",
        *(G, WRITING, "empty_bot_value", ("kept", "422")),
        how="PUT /flow/set-bot-field",
    ),
    Behaviour(
        "a bot field that does not exist is set: refused",
        *(G, WRITING, "unknown_bot_field", ("refused", "counted", "ignored")),
        how="PUT /flow/set-bot-fields with a field that does not exist",
        also="measured: `matched_items`",
    ),
    Behaviour(
        "long values are cut, a trailing newline is trimmed",
        *(M, WRITING, "long_value", ("cut", "422")),
        how="PUT /flow/set-bot-field with 20,001 characters in an `array` field",
    ),
    Behaviour("bot and user fields have no `id`", M, READING, how="GET /flow/bot-fields"),
    Behaviour("the list of all flows' people takes fewer filters than `/subscribers`", D, NEVER),
    Behaviour("a deleted label is removed from everybody", G, WRITING),
)

MESSAGES: Final = (
    Behaviour(
        "sends answer without `mid`",
        *(G, NEVER, "mid", ("nowhere", "top", "data")),
        also="clients: at the top or in `data`",
    ),
    Behaviour(
        "numbers of events keep their fractions",
        *(G, WRITING, "event_numbers", ("kept", "rounded")),
        how="POST /subscriber/log-custom-event, GET /flow/custom-events/data",
    ),
    Behaviour(
        "pause-bot without `minutes`: until it is resumed",
        *(C, WRITING, "pause_without_minutes", ("paused", "422")),
        how="POST /subscriber/pause-bot",
    ),
    Behaviour(
        "messages come newest first, those of the person alone unless `include_*` is 1",
        *(M, READING),
        how="GET /subscriber/chat-messages",
    ),
    Behaviour(
        "messages come in pages with `meta`",
        *(M, READING, "chat_pages", ("pages", "no pages", "no pages, no meta")),
        how="GET /subscriber/chat-messages with `limit=1` and `page=2`",
        also="the document has no `page`",
    ),
    Behaviour("a text by the API is of type `agent`, with the sender `bot`", M, NEVER),
    Behaviour("a template and content by the API are of type `out`", G, NEVER),
    Behaviour("a template has its name as `content`, its text in `payload.body`", M, READING),
    Behaviour("what Facebook's templates have of these", G, READING),
    Behaviour("each message is delivered at once", G, READING),
    Behaviour("messages without `user_ns` and `user_id` are those of everybody", G, READING),
    Behaviour("a tag or field that the actions of content name must exist", D, NEVER),
    Behaviour("handing a conversation over adds a message of type `system` to it", G, WRITING),
    Behaviour("a node is recognised by its form alone, since only the editor has nodes", G, NEVER),
    Behaviour("a template waits for approval until the next sync", G, NEVER),
    Behaviour("a template that is not approved is refused", G, NEVER),
    Behaviour("values of a template that are empty or of several lines are refused", M, NEVER),
    Behaviour(
        "a template's `default_values` are for the client, not filled in by a send", M, NEVER
    ),
    Behaviour("the language of `default_values` finds the template too", G, NEVER),
    Behaviour("a broadcast is queued; those that are due are sent on the next read", G, NEVER),
    Behaviour("what a list of broadcasts has of each", G, READING),
    Behaviour("a broadcast reaches known people with one of the tags, none excluded", G, NEVER),
    Behaviour(
        "an inbound webhook answers `status: ok`",
        *(G, NEVER, "webhook_answer", ("status ok", "empty body", "text")),
    ),
    Behaviour("an inbound webhook ends in its `hook_uid`", G, READING),
)

FLOW: Final = (
    Behaviour("two shortcuts, or two closing notes, may have the same name", G, WRITING),
    Behaviour(
        "a flow runs on OpenAI until another provider is chosen",
        *(G, READING, "no_provider", ("openai", "null", "empty")),
        how="GET /flow/settings/get-default-ai-provider, of a flow where none was chosen",
    ),
    Behaviour("the log of activities is newest first", G, READING),
    Behaviour("what the API does to a conversation is in the log of activities", G, WRITING),
    Behaviour(
        "a summary of an event is of today without `range`",
        *(G, READING, "event_summary_range", ("today", "yesterday", "last_7_days")),
        how="GET /flow/custom-events/summary, `start_date` and `end_date`",
    ),
    Behaviour("a link to a template is valid for a day without `days`", G, WRITING),
    Behaviour("a text that is imported under an existing heading replaces the other", G, WRITING),
    Behaviour("a row of an import without heading or text is skipped", G, WRITING),
)

WORKSPACE: Final = (
    Behaviour(
        "a summary without `range` is of the last 7 days, and none is of today",
        *(G, READING, "summary_range", ("last_7_days", "yesterday", "today")),
        how="GET /flow-summary, `summary_date`",
        also="clients: yesterday",
    ),
    Behaviour("a summary covers only the key's own flow", G, READING),
    Behaviour("all channels are on and the sidebar is whole until they are changed", G, READING),
    Behaviour("any options of the sidebar are stored", G, NEVER),
    Behaviour("20 calls a page unless `limit` says more; newest first", D, READING),
    Behaviour("a master key without a workspace of its own: 403; without a flow: 404", G, NEVER),
    Behaviour("what a notification is", G, NEVER),
    Behaviour("a wrong current password, or a confirmation that differs: 422", G, NEVER),
    Behaviour("what the fields of a ticket list look like", G, READING),
    Behaviour(
        "a new ticket answers without its id",
        *(G, NEVER, "new_ticket", ("ok", "ticket")),
    ),
    Behaviour("a ticket is assigned to agents of the flow only", G, NEVER),
    Behaviour("a log of tickets counts the choices of a column from 1", G, READING),
    Behaviour("comments through the API are by the owner of the key", G, NEVER),
    Behaviour("an integration returns its keys in clear text", M, READING),
    Behaviour("not connected: the settings are empty", G, READING),
    Behaviour(
        "disconnecting what is not connected is refused",
        *(G, NEVER, "not_connected", ("refused", "ok")),
    ),
    Behaviour("any key of an integration is accepted", G, NEVER),
)

SHOP: Final = (
    Behaviour("a product without variants has one that carries its price and stock", G, WRITING),
    Behaviour("a product's type, vendor or tag is created when nothing has the name", G, WRITING),
    Behaviour("a shop is open all day until it is changed", G, READING),
    Behaviour("removing a variant from a cart removes its whole quantity", G, WRITING),
    Behaviour(
        "orders come newest first",
        *(G, READING, "orders_order", ("newest first", "oldest first")),
        how="GET /shop/orders, the ids of two rows",
    ),
    Behaviour(
        "an order takes the stock of variants that track it, as far as there is any", G, NEVER
    ),
    Behaviour(
        "a person without a cart has an empty one",
        *(G, READING, "no_cart", ("empty", "404", "200 error", "200 empty")),
        how="GET /subscriber/cart of somebody who never had one",
    ),
)

#: Every behaviour, by the heading under which docs/reference/habits.md has it.
TABLE: Final[Mapping[str, tuple[Behaviour, ...]]] = {
    "Lists": LISTS,
    "Errors and quota": ERRORS,
    "Answers": ANSWERS,
    "People, tags and fields": PEOPLE,
    "Messages": MESSAGES,
    "The flow": FLOW,
    "The workspace": WORKSPACE,
    "The shop": SHOP,
    "Calling a service": CALLS,
}

BEHAVIOURS: Final[tuple[Behaviour, ...]] = tuple(
    behaviour for section in TABLE.values() for behaviour in section
)
