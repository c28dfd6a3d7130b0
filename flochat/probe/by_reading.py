"""The settings that reading shows: a question for each, about what the first reads found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from .._plurals import counted
from .._values.json_type import JSON
from .by_order import ORDER_TELLERS
from .by_shape import JUDGES, LAST_JUDGES
from .exchange import Ask, Outcome, Steps
from .run import Stopped
from .told import (
    STEADY,
    Facts,
    ListFacts,
    Teller,
    Told,
    get,
    has_more,
    ids_of,
    numbers_of,
    page_size,
    unknown,
)

#: The most requests that all questions take.
MAX_ASKS: Final = 47
#: Lists with more rows than this are not paged through row by row.
_MOST_ROWS: Final = 60
#: The shortest phone, name and email of which a part is asked for: a shorter part may be anybody's.
_SHORTEST_PHONE: Final = 8
_SHORTEST_TEXT: Final = 4
#: How many rows a page has at most, on hosts that keep to what is documented and on others.
_MANY_ROWS: Final = 100
_FEW_ROWS: Final = 50
#: What no name, email or path of a host is.
_NOBODY: Final = "zqxj-flochat-probe-nobody"
_NO_SHORTCUT: Final = 999_999_999
#: Of how many people the carts are looked at.
_CARTS: Final = 3
_RANGES: Final = ("today", "yesterday", "last_7_days")
_MESSAGES: Final = "GET /subscriber/chat-messages"


def tell_by_reading(facts: Facts) -> Steps[None]:
    """Ask each question; one that fails leaves its setting unknown."""
    for name, teller in TELLERS.items():
        yield from tell(facts, name, teller)


def tell(facts: Facts, name: str, teller: Teller) -> Steps[None]:
    """Ask one question. Raises `Stopped`."""
    facts.run.progress(f"asking about {name}")
    try:
        facts.told[name] = yield from teller(facts)
    except Stopped:
        facts.told[name] = unknown("the probe was stopped while it asked")
        raise
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        # An answer in a form that nobody thought of must not cost the rest.
        facts.told[name] = unknown(f"the answers could not be read ({type(error).__name__})")


# Lists


def _steady(facts: Facts, rows: int) -> Iterator[ListFacts]:
    """The steady lists that came whole, with at least so many rows that can be told apart."""
    for operation in STEADY:
        one = facts.lists.get(operation)
        if one and one.is_distinct and one.is_whole and rows <= len(one.ids) <= _MOST_ROWS:
            yield one


def _ask_for_one(facts: Facts) -> Steps[tuple[ListFacts, Outcome] | None]:
    """A list with two rows or more, and its answer to `limit=1`."""
    if facts.one_row is None:
        one = next(_steady(facts, 2), None) or next(_long(facts), None)
        if one is None:
            return None
        facts.one_row = one, (yield from get(facts, one.path, limit=1))
    return facts.one_row


def _long(facts: Facts) -> Iterator[ListFacts]:
    """Lists with another page, whose rows can be told apart."""
    for operation in STEADY:
        one = facts.lists.get(operation)
        if one and one.is_distinct and one.has_more:
            yield one


def tell_limit(facts: Facts) -> Steps[Told]:
    asked = yield from _ask_for_one(facts)
    if asked is None:
        return unknown("no list has two rows or more")
    _, few = asked
    if not few.is_good or not few.rows:
        return unknown("a list with limit=1 came without rows")
    if len(few.rows) > 1:
        return Told("ignored", "a list with limit=1 came with more rows")
    longest = next(_long(facts), None) or max(_listed(facts), key=lambda it: len(it.ids))
    many = yield from get(facts, longest.path, limit=100)
    facts.hundred = len(many.rows)
    if longest.has_more is None and facts.hundred > len(longest.ids):
        longest.has_more = True
    size = _size_of_page(many)
    if size is None and facts.hundred == _FEW_ROWS:
        more = yield from get(facts, longest.path, limit=100, page=2)
        size = _FEW_ROWS if set(ids_of(more)) - set(ids_of(many)) else None
    if size == _FEW_ROWS:
        return Told("50 at most", "limit=1 gives one row, and limit=100 pages of 50")
    if size == _MANY_ROWS or facts.hundred > _FEW_ROWS:
        return Told("obeyed", "limit=1 gives one row, and limit=100 pages of 100")
    return unknown("limit=1 is obeyed; no long list showed how many rows limit=100 gives")


def _size_of_page(outcome: Outcome) -> int | None:
    """The size of a page as it is, where it is known: what a list says of it can be wrong."""
    rows = len(outcome.rows)
    if has_more(outcome):
        return rows
    size = page_size(outcome)
    return size if size is not None and rows <= size else None


def tell_default_rows(facts: Facts) -> Steps[Told]:
    """By the size of pages that lists say; else by a list of which `limit` shows more."""
    told = JUDGES["default_rows"](facts)
    if told.value is not None:
        return told
    one = max(_listed(facts), key=lambda it: len(it.ids), default=None)
    if one is None or not one.ids:
        return unknown("no list has rows")
    rows = len(one.ids)
    if one.has_more is None and facts.value("limit") != "ignored":
        many = yield from get(facts, one.path, limit=100)
        one.has_more = True if len(many.rows) > rows else None
    elif one.has_more is None:
        second = yield from get(facts, one.path, page=2)
        if ids_of(second) != tuple(one.ids):  # where `page` is ignored, it says nothing
            one.has_more = bool(second.rows)
    value = {10: "own", 20: "20", 25: "25", 100: "100"}.get(rows)
    if value and one.has_more:
        return Told(value, f"a list without `limit` gave {counted(rows, 'row')}, and has more")
    if rows > 25:
        return Told("100", "a list without `limit` gave more rows than the other settings would")
    return unknown("no list says how long its pages are, and none has a second page")


def _listed(facts: Facts) -> list[ListFacts]:
    return [facts.lists[operation] for operation in STEADY if operation in facts.lists]


def tell_limit_over_cap(facts: Facts) -> Steps[Told]:
    if facts.value("limit") == "ignored":
        return unknown("`limit` is ignored")
    one = next(iter(_long(facts)), None) or next(_steady(facts, 1), None)
    if one is None:
        return unknown("no list has rows")
    over = yield from get(facts, one.path, limit=101)
    if over.status in (400, 422):
        return Told("422", f"limit=101 was refused ({over.status})")
    if not over.is_good:
        return unknown("a list with limit=101 gave no answer")
    size, usual = page_size(over), one.page_size
    if size is None:
        return _by_rows(facts, len(over.rows))
    capped = 50 if facts.value("limit") == "50 at most" else 100
    if size == usual == capped:
        return unknown("a page has as many rows without `limit` as the cap allows")
    if size == capped:
        return Told("capped", f"limit=101 gives pages of {size}")
    if size == usual or (usual and size == min(usual, capped)):
        return Told("left out", "limit=101 gives pages as without `limit`")
    return unknown("limit=101 gives pages of another size")


def _by_rows(facts: Facts, rows: int) -> Told:
    """What limit=101 does, by the rows of a long list."""
    usual = {"own": 10, "20": 20, "25": 25, "100": 100}.get(facts.value("default_rows") or "")
    if facts.hundred and usual and facts.hundred > usual:
        if rows == facts.hundred:
            return Told("capped", "limit=101 gives as many rows as limit=100")
        if rows == usual:
            return Told("left out", "limit=101 gives as many rows as without `limit`")
    return unknown("no long list showed how many rows limit=101 gives")


def tell_page(facts: Facts) -> Steps[Told]:
    if facts.value("limit") == "ignored":
        one, query = next(_long(facts), None), {}
    else:
        one, query = next(_steady(facts, 2), None) or next(_long(facts), None), {"limit": 1}
    if one is None:
        return unknown("no list has a second page")
    first = yield from get(facts, one.path, page=1, **query)
    second = yield from get(facts, one.path, page=2, **query)
    if not first.rows or not second.rows:
        return unknown("a page came without rows")
    same = ids_of(first) == ids_of(second)
    if same and one.path == "/subscribers" and len(first.rows) == 1:
        return unknown("page=2 gave the person of page=1, who may have moved")
    return (
        Told("ignored", "page=2 gave the rows of page=1")
        if same
        else Told("obeyed", "page=2 gave other rows than page=1")
    )


def tell_page_beyond_last(facts: Facts) -> Steps[Told]:
    if facts.value("page") != "obeyed":
        return unknown("`page` is ignored, or that is not known")
    one = next(_steady(facts, 1), None)
    if one is None:
        return unknown("no list came whole")
    query = {} if facts.value("limit") == "ignored" else {"limit": 1}
    page = len(one.ids) + 1 if query else 2
    beyond = yield from get(facts, one.path, page=page, **query)
    if not beyond.is_good:
        return unknown(f"a page beyond the last was answered {beyond.status}")
    if not beyond.rows:
        return Told("empty", "a page beyond the last came without rows")
    last = one.ids[-1:] if query else one.ids
    if list(ids_of(beyond)) == list(last):
        return Told("last again", "a page beyond the last came with the rows of the last")
    return unknown("a page beyond the last came with other rows")


def tell_links(facts: Facts) -> Steps[Told]:
    asked = yield from _ask_for_one(facts)
    if asked is None:
        return unknown("no list has two rows or more")
    content = asked[1].content
    links = content.get("links") if isinstance(content, dict) else None
    texts = [link for link in (links or {}).values() if isinstance(link, str) and "page=" in link]
    if not texts:
        return unknown("no list has links")
    if all(link.startswith(("/", "?")) for link in texts):
        return Told("relative", "the links of a list have no host")
    if all("limit=1" in link for link in texts):
        return Told("whole query", "the links of a list repeat `limit`")
    return Told("page", "the links of a list carry `page`, and not `limit`")


def tell_name_filter(facts: Facts) -> Steps[Told]:
    for one in _listed(facts):
        if one.operation in ("GET /subscribers", "GET /team-members", "GET /flow/agents"):
            continue
        for key, name in one.names.items():
            if len(name) >= _SHORTEST_TEXT and name.strip() == name and not one.has_twin(name):
                return (yield from _name_filter(facts, one, key, name))
    return unknown("no list has a row with a name of four letters or more")


def _name_filter(facts: Facts, one: ListFacts, key: str | int, name: str) -> Steps[Told]:
    whole = yield from get(facts, one.path, name=name)
    if key not in ids_of(whole):
        return unknown("a row was not found by its whole name")
    nobody = yield from get(facts, one.path, name=_NOBODY)
    if key in ids_of(nobody):
        return Told("ignored", "a row was found by a name that nothing has")
    part = yield from get(facts, one.path, name=name[1:-1])
    if key in ids_of(part):
        return Told("part", "a row was found by a part of its name")
    for end in (name[:-1], name[1:]):
        if key in ids_of((yield from get(facts, one.path, name=end))):
            return unknown("a row was found by an end of its name, and not by its middle")
    return Told("equal", "a row was found by its whole name, and not by a part of it")


def tell_cursor_order(facts: Facts) -> Steps[Told]:
    yield from ()
    ids = facts.conversations
    if len(ids) < 2:
        return unknown("there are no two conversations with an id")
    if ids == sorted(ids):
        return Told("ascending", "the ids of conversations ascend")
    if ids == sorted(ids, reverse=True):
        return Told("descending", "the ids of conversations descend")
    return unknown("the ids of conversations have no order")


def tell_cursor(facts: Facts) -> Steps[Told]:
    ids = facts.conversations
    if len(ids) < 2:
        return unknown("there are no two conversations with an id")
    first, second = ids[:2]
    outcome = yield from get(facts, "/flow/conversations/data", start_id=second)
    if not outcome.is_good:
        return unknown(f"a list with start_id was answered {outcome.status}")
    found = numbers_of(outcome)
    if first in found:
        return Told("ignored", "a list with the second id as start_id begins with the first")
    if found[:1] == [second]:
        return Told("included", "a list with an id as start_id begins with it")
    if second not in found:
        return Told("excluded", "a list with an id as start_id begins after it")
    return unknown("a list with start_id came in another order")


def tell_time_range(facts: Facts) -> Steps[Told]:
    if _MESSAGES not in facts.lists:
        return unknown("it shows in chat messages: run with --also messages")
    messages = [(mid, int(ts)) for mid, ts in facts.messages if str(ts).isdecimal()]
    if not messages:
        return unknown("no message with a time was listed")
    mid, ts = max(messages, key=lambda message: message[1])
    later = yield from _messages(facts, end_time=ts + 1)
    if mid not in _mids(later):
        return unknown("a message was not found with an end_time after it")
    same = yield from _messages(facts, end_time=ts)
    if mid in _mids(same):
        return Told("included", "a message was found with its own time as end_time")
    return Told("excluded", "a message was found with a later end_time, and not with its own")


def _messages(facts: Facts, **query: Any) -> Steps[Outcome]:
    user_ns = facts.run.learned["a person"]
    included = {"include_bot": 1, "include_note": 1, "include_system": 1}
    outcome = yield from get(
        facts, "/subscriber/chat-messages", user_ns=user_ns, **included, **query
    )
    return outcome


def _mids(outcome: Outcome) -> list[Any]:
    return [row.get("mid") or row.get("id") for row in outcome.rows if isinstance(row, dict)]


def tell_chat_pages(facts: Facts) -> Steps[Told]:
    if _MESSAGES not in facts.lists:
        return unknown("it shows in chat messages: run with --also messages")
    if len(facts.messages) < 2:
        return unknown("the person has no two messages")
    if facts.value("page") != "obeyed" or facts.value("limit") == "ignored":
        return unknown("`page` or `limit` is ignored, or that is not known")
    first = yield from _messages(facts, limit=1, page=1)
    second = yield from _messages(facts, limit=1, page=2)
    if not _mids(first) or len(_mids(first)) > 1:
        return unknown("messages with limit=1 did not come one by one")
    if _mids(first) != _mids(second):
        return Told("pages", "page=2 gave other messages than page=1")
    if facts.value("paging") in ("nothing", None):
        return unknown("messages have no pages; lists have no `meta` either")
    content = first.content
    beside = content.keys() & {"meta", "links"} if isinstance(content, dict) else set()
    value = "no pages" if beside else "no pages, no meta"
    return Told(
        value, f"page=2 gave the messages of page=1, {'with' if beside else 'without'} meta"
    )


# Errors


def tell_misfit(facts: Facts) -> Steps[Told]:
    outcome = yield from get(facts, "/subscriber/get-info")
    if outcome.status == 200 and not outcome.is_good:
        return Told("200 error", "a read without what it requires was answered 200, saying no")
    if outcome.status in (400, 422):
        return Told(str(outcome.status), f"a read without what it requires: {outcome.status}")
    return unknown(f"a read without what it requires was answered {outcome.status}")


def tell_unknown_path(facts: Facts) -> Steps[Told]:
    asked = Ask("GET", "/flow/shortcuts/{}", (_NO_SHORTCUT,))
    outcome = yield from facts.run.ask(asked)
    told = no_record(outcome, "a shortcut that does not exist")
    if told.value in ("404", "200 error", "200 empty"):
        return told
    return unknown(f"asked for a shortcut that does not exist, the host answered {outcome.status}")


def no_record(outcome: Outcome, what: str) -> Told:
    """How an answer about something that is not there says so."""
    if outcome.status is None:
        return unknown(f"asked for {what}, the host gave no answer")
    why = f"asked for {what}, the host answered {outcome.status}"
    if outcome.status != 200:
        return Told(str(outcome.status), why)
    content = outcome.content
    if isinstance(content, dict) and content.keys() == {"message"}:
        return Told("200 message", f"{why} with a message alone")
    if isinstance(content, dict) and content.keys() - {"data", "message"}:
        return (
            unknown(f"{why} with a record")
            if outcome.is_good
            else Told("200 error", f"{why}, saying no")
        )
    if not outcome.record:
        return Told("200 empty", f"{why} without a record")
    return unknown(f"{why} with a record")


# People


def tell_phone_filter(facts: Facts) -> Steps[Told]:
    person, digits = _with_phone(facts)
    if person is None:
        return unknown("no person with a phone was listed")
    phone, user_ns = person["phone"], person["user_ns"]
    if not (yield from _finds(facts, "phone", phone, user_ns)):
        return unknown("somebody was not found by the phone that they are listed with")
    other = "".join(str((int(digit) + 5) % 10) for digit in digits)
    if (yield from _finds(facts, "phone", other, user_ns)):
        return unknown("the filter is ignored: somebody was found by another phone")
    if (yield from _finds(facts, "phone", digits[1:-2], user_ns)):
        return Told("part", "somebody was found by a part of their phone")
    for end in (digits[:-2], digits[-_SHORTEST_PHONE + 1 :]):
        if (yield from _finds(facts, "phone", end, user_ns)):
            return unknown("somebody was found by an end of their phone, and not by its middle")
    if (yield from _finds(facts, "phone", _respelled(phone, digits), user_ns)):
        return Told("digits", "somebody was found by the same digits in another spelling")
    return Told("equal", "somebody was found by their phone as it is listed, and in no other form")


def _with_phone(facts: Facts) -> tuple[dict[str, Any] | None, str]:
    for person in facts.people:
        phone = person["phone"]
        if isinstance(phone, str):
            digits = re.sub(r"[^0-9]", "", phone)
            if len(digits) >= _SHORTEST_PHONE and re.fullmatch(r"[+0-9 ().-]{8,40}", phone):
                return person, digits
    return None, ""


def _respelled(phone: str, digits: str) -> str:
    """The same digits with a hyphen where the phone has none."""
    respelled = f"{digits[:3]}-{digits[3:]}"
    return respelled if respelled != phone else f"{digits[:4]}-{digits[4:]}"


def _finds(facts: Facts, key: str, text: str, user_ns: str) -> Steps[bool]:
    """Whether a filter finds a person."""
    outcome = yield from get(facts, "/subscribers", **{key: text})
    return user_ns in ids_of(outcome)


def tell_email_filter(facts: Facts) -> Steps[Told]:
    person = next((one for one in facts.people if _is_plain_email(one["email"])), None)
    if person is None:
        return unknown("no person with an email was listed")
    email, user_ns = person["email"], person["user_ns"]
    if not (yield from _finds(facts, "email", email, user_ns)):
        return unknown("somebody was not found by the email that they are listed with")
    if (yield from _finds(facts, "email", f"{_NOBODY}@example.com", user_ns)):
        return unknown("the filter is ignored: somebody was found by another email")
    if (yield from _finds(facts, "email", email[1:-1], user_ns)):
        return Told("part", "somebody was found by a part of their email")
    for end in (email[:-1], email[1:]):
        if (yield from _finds(facts, "email", end, user_ns)):
            return unknown("somebody was found by an end of their email, and not by its middle")
    if (yield from _finds(facts, "email", email.swapcase(), user_ns)):
        return Told("equal", "somebody was found by their whole email in another case")
    return Told("exact", "somebody was found by their email in its own case alone")


def _is_plain_email(email: JSON) -> bool:
    return isinstance(email, str) and bool(re.fullmatch(r"[\w.+-]{2,60}@[\w.-]{4,60}", email))


def tell_unknown_person(facts: Facts) -> Steps[Told]:
    if len(facts.run.flows) != 1:
        return unknown("no identifier shows the number of the flow")
    (flow,) = facts.run.flows
    asked = Ask("GET", "/subscriber/get-info", query={"user_ns": f"f{flow}u0"})
    outcome = yield from facts.run.ask(asked)
    return no_record(outcome, "a person that cannot exist")


# The flow and the workspace


def tell_no_provider(facts: Facts) -> Steps[Told]:
    yield from ()
    outcome = facts.kept.pop("GET /flow/settings/get-default-ai-provider", None)
    content = outcome.content if outcome else None
    if outcome is None or not outcome.is_good or not isinstance(content, dict):
        return unknown("the host did not say which AI provider the flow has")
    if content.get("data") == []:
        return Told("empty", "the answer has no record")
    record = outcome.record
    if record.get("ai_provider") in (None, ""):
        is_left_out = "ai_provider" not in record
        if is_left_out and facts.value("missing") != "left out":
            return unknown("the answer has no provider, in a way that no setting has")
        return Told("null", "the answer has no provider")
    return unknown("the answer has a provider; whether somebody chose it does not show")


def tell_event_summary_range(facts: Facts) -> Steps[Told]:
    event_ns = facts.run.learned.get("a custom event")
    if event_ns is None:
        return unknown("no custom event to ask about")
    return (
        yield from _range(facts, "/flow/custom-events/summary", _first_and_last, event_ns=event_ns)
    )


def tell_summary_range(facts: Facts) -> Steps[Told]:
    return (yield from _range(facts, "/flow-summary", _days))


def _range(facts: Facts, path: str, days_of: Any, **query: Any) -> Steps[Told]:
    """Which range an answer without `range` is of: the one whose answer has the same days."""
    plain = facts.kept.pop(f"GET {path}", None)
    if plain is None or not plain.is_good:
        return unknown("the summary did not come")
    fitting = []
    for name in _RANGES:
        ranged = yield from get(facts, path, **query, range=name)
        if ranged.is_good and days_of(ranged) == days_of(plain):
            fitting.append(name)
    if len(fitting) != 1:
        return unknown("the days of the summary tell no range from the others")
    return Told(fitting[0], f"the summary without `range` has the days of {fitting[0]}")


def _first_and_last(outcome: Outcome) -> Any:
    content = outcome.content
    return (
        (content.get("start_date"), content.get("end_date")) if isinstance(content, dict) else None
    )


def _days(outcome: Outcome) -> Any:
    return [row.get("summary_date") for row in outcome.rows if isinstance(row, dict)]


def tell_no_cart(facts: Facts) -> Steps[Told]:
    people = [person["user_ns"] for person in facts.people[:_CARTS]]
    if len(people) < _CARTS:
        return unknown("there are no three people whose carts could be looked at")
    return (yield from no_cart(facts, people, f"each of {_CARTS} people"))


def no_cart(facts: Facts, people: list[str], whose: str) -> Steps[Told]:
    """What is answered for the cart of people of whom at least one has none."""
    empty = 0
    for user_ns in people:
        asked = Ask("GET", "/subscriber/cart", query={"user_ns": user_ns})
        first = None if user_ns != facts.run.learned.get("a person") else "GET /subscriber/cart"
        outcome = facts.kept.pop(first or "", None) or (yield from facts.run.ask(asked))
        told = _cart(facts, outcome)
        if told.value not in (None, "empty"):
            return told
        empty += told.value == "empty"
    if empty == len(people):
        return Told("empty", f"the cart of {whose} was there, and empty")
    return unknown(f"the cart of {whose} did not show it")


def _cart(facts: Facts, outcome: Outcome) -> Told:
    record = outcome.record
    if outcome.is_good and "items" in record:
        return unknown("a full cart came") if record["items"] else Told("empty", "it was empty")
    what = "the cart of somebody"
    if not outcome.is_good and kind_of_refusal(facts, outcome, no_422=True) == "rejected":
        note_refusal(facts, outcome, f"asking for {what}")
        return Told("200 error", f"asked for {what}, the host refused ({outcome.status})")
    told = no_record(outcome, what)
    return told if told.value in ("404", "200 error", "200 empty") else unknown(told.why)


# Refusals


def kind_of_refusal(facts: Facts, outcome: Outcome, no_422: bool = False) -> str | None:
    """Why a request was refused: "invalid", "rejected" otherwise, None where nobody knows.

    An invalid one does not fit; one that is rejected does, and there is another reason. `no_422` is
    for settings that no value of is a refusal with 422, so that one with it has another reason.
    """
    content = outcome.content
    if isinstance(content, dict) and content.get("errors"):
        return "invalid"
    form = _form(outcome)
    if form in ("200 error", "400") or form == facts.value("refusal"):
        return "rejected"
    if form == "422":
        return "rejected" if no_422 else "invalid" if facts.value("refusal") else None
    return None


def note_refusal(facts: Facts, outcome: Outcome, what: str) -> None:
    """Keep how a well-formed request was refused, unless it was for a value of it."""
    content = outcome.content
    has_errors = isinstance(content, dict) and bool(content.get("errors"))
    if not has_errors and _form(outcome) in ("200 error", "422", "400"):
        facts.told["refusal"] = Told(_form(outcome), f"{what} was answered {outcome.status}")


def _form(outcome: Outcome) -> str:
    return "200 error" if outcome.status == 200 else str(outcome.status)


#: Setting -> the question about it, in the order in which they are asked.
TELLERS: Final[dict[str, Teller]] = {
    "limit": tell_limit,
    "default_rows": tell_default_rows,
    "limit_over_cap": tell_limit_over_cap,
    "page": tell_page,
    "page_beyond_last": tell_page_beyond_last,
    "links": tell_links,
    "name_filter": tell_name_filter,
    "cursor_order": tell_cursor_order,
    "cursor": tell_cursor,
    "time_range": tell_time_range,
    "chat_pages": tell_chat_pages,
    "misfit": tell_misfit,
    "unknown_path": tell_unknown_path,
    "phone_filter": tell_phone_filter,
    "email_filter": tell_email_filter,
    "unknown_person": tell_unknown_person,
    "no_provider": tell_no_provider,
    "event_summary_range": tell_event_summary_range,
    "summary_range": tell_summary_range,
    "no_cart": tell_no_cart,
    **ORDER_TELLERS,
}
TOLD_BY_READING: Final = frozenset({*TELLERS, *JUDGES, *LAST_JUDGES})
