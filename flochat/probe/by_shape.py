"""The settings that the first reads show by themselves, without a question.

A witness looks at each answer as it comes and counts what it saw; a judge makes a setting of the
counts. Where they do not tell one setting from another, it stays unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from .._plurals import counted
from .._values.json_type import JSON
from .exchange import Outcome
from .told import STEADY, Facts, Told, page_size, unknown

#: The reads that are looked at for the form of a record: the first two differ on most hosts.
_RECORDS: Final = ("GET /me", "GET /team-info")
_PEOPLE: Final = frozenset({"GET /subscribers", "GET /team-bot-users"})
#: Columns of people that are often without a value.
_OFTEN_MISSING: Final = (
    *("gender", "city", "address", "postcode", "region", "country", "lead_source", "lead_status"),
    *("agent_id", "agent_name", "agent_email", "department", "interest", "opted_in_email"),
    *("opted_in_sms", "last_agent_action_at", "landing_page", "referrer"),
)
#: Flags that come as 0 and 1 where each flag comes as its area has it.
_NUMBER_FLAGS: Final = frozenset(
    {
        *("use_variant", "track_stock", "taxable", "allow_no_stock_sell", "is_online"),
        *("is_template_field", "is_live", "is_delivered", "online_first"),
        *("only_view_assigned_to_me", "require_summary", "require_attachment"),
    }
)
#: Flags that come as true and false there.
_BOOLEAN_FLAGS: Final = frozenset(
    {
        *("is_last_message_in_last_24h", "is_bot_interacted_in_last_24h"),
        *("is_interacted_in_last_24h", "is_missed"),
    }
)
_PRICES: Final = frozenset({"price", "compare_price", "subtotal", "total_price"})
#: Keys of times, which have no zone where each time comes as its area has it.
_TIMES: Final = frozenset(
    {
        *("last_interaction", "last_seen", "last_message_at", "subscribed", "created_at"),
        *("updated_at", "opted_in_email", "opted_in_sms"),
    }
)
#: Lists whose times come with a Z there.
_LISTS_WITH_ZONE: Final = frozenset({"GET /flow/error-logs/data", "GET /subscriber/cart"})
#: Reads whose `id` is a number where each id comes as its area has it.
_LISTS_WITH_IDS: Final = frozenset(
    {
        *("GET /me", "GET /team-members", "GET /flow/agents", "GET /team/labels"),
        *("GET /flow/shortcuts", "GET /flow/closing-notes", "GET /team/agent-groups"),
        *("GET /shop/products", "GET /shop/locations", "GET /shop/product-tags"),
    }
)
_NAIVE: Final = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?", re.ASCII)
_UTC: Final = re.compile(_NAIVE.pattern + "Z", re.ASCII)
_OFFSET: Final = re.compile(_NAIVE.pattern + r"[+-]\d\d:?\d\d", re.ASCII)
_UNIX: Final = re.compile(r"[0-9]{9,11}", re.ASCII)
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
#: What is looked at in one answer.
_MAX_RECORDS: Final = 2_000
#: So many answers show whether headers come always.
_ENOUGH_ANSWERS: Final = 6
#: The share of what was seen that makes a setting, where hosts are not wholly of one mind.
_MOST: Final = 0.9


def witness(facts: Facts, operation: str, outcome: Outcome) -> None:
    """Count what a good answer shows."""
    if not outcome.is_good:
        return
    if operation in _RECORDS:
        facts.seen["record"][f"{operation} {_form_of_record(outcome.content)}"] += 1
    if operation in STEADY:
        facts.seen["paging"][_paging(outcome)] += 1
        facts.seen["default_rows"][str(page_size(outcome))] += 1
    for number, record in enumerate(_records(outcome.content)):
        if number >= _MAX_RECORDS:
            return
        _see_record(facts, operation, record)
        if operation in _PEOPLE:
            _see_person(facts, record)


def tell_by_shapes(facts: Facts) -> None:
    """Make settings of what was counted, as far as they were not told otherwise."""
    for name, judge in JUDGES.items():
        if name not in facts.told:
            facts.told[name] = judge(facts)


def tell_at_last(facts: Facts) -> None:
    """Make settings of what all answers showed."""
    for name, judge in LAST_JUDGES.items():
        facts.told[name] = judge(facts)
    facts.told.setdefault("refusal", unknown("nothing well-formed was refused"))


def _form_of_record(content: JSON) -> str:
    if not isinstance(content, dict) or "data" not in content:
        return "bare"
    return "list" if isinstance(content["data"], list) else "data"


def _paging(outcome: Outcome) -> str:
    content = outcome.content
    keys = content.keys() & {"links", "meta"} if isinstance(content, dict) else set()
    if keys == {"links", "meta"}:
        return "links and meta" if "total" in outcome.meta else "simple"
    return next(iter(keys), "nothing")


def _records(content: JSON, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of an answer, without what a list says of its pages."""
    if depth > 6:
        return
    if isinstance(content, dict):
        yield content
        for key, inner in content.items():
            if isinstance(inner, dict | list) and key not in ("meta", "links"):
                yield from _records(inner, depth + 1)
    elif isinstance(content, list):
        for inner in content[:_MAX_RECORDS]:
            yield from _records(inner, depth + 1)


def _see_record(facts: Facts, operation: str, record: Mapping[str, Any]) -> None:
    for key, value in record.items():
        if key == "id" and operation in _LISTS_WITH_IDS:
            facts.seen["ids"][_kind_of_number(value)] += 1
        elif key in _PRICES:
            facts.seen["prices"][_kind_of_number(value)] += 1
        elif key in _NUMBER_FLAGS:
            facts.seen["flags"][f"number flag {_kind_of_flag(value)}"] += 1
        elif key in _BOOLEAN_FLAGS:
            facts.seen["flags"][f"boolean flag {_kind_of_flag(value)}"] += 1
        elif key in _TIMES:
            place = "zone list" if operation in _LISTS_WITH_ZONE else "list"
            facts.seen["times"][f"{place} {_kind_of_time(value)}"] += 1
        elif key == "payload" and not value and not isinstance(value, str):
            facts.seen["payload"][_kind_of_empty(value)] += 1
    if "value" in record and isinstance(record.get("var_type"), str):
        kind = _kind_of_value(record["value"], record["var_type"])
        facts.seen["field_values"][kind] += 1


def _see_person(facts: Facts, record: Mapping[str, Any]) -> None:
    if "user_ns" not in record or "phone" not in record:
        return
    for key in ("tags", "labels", "user_fields"):
        if key in record and not record[key]:
            facts.seen["empty_lists"][_kind_of_empty(record[key])] += 1
    for key in _OFTEN_MISSING:
        if key not in record:
            facts.seen["missing"]["left out"] += 1
        elif record[key] is None:
            facts.seen["missing"]["null"] += 1
        elif record[key] == "":
            facts.seen["missing"]["empty text"] += 1


def _kind_of_number(value: JSON) -> str:
    if isinstance(value, bool):
        return "other"
    if isinstance(value, int | float):
        return "numbers"
    return "text" if isinstance(value, str) and _NUMBER.fullmatch(value) else "other"


def _kind_of_flag(value: JSON) -> str:
    if isinstance(value, bool):
        return "true and false"
    if value in (0, 1) and not isinstance(value, str):
        return "0 and 1"
    return "yes and no" if value in ("yes", "no") else "other"


def _kind_of_time(value: JSON) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return "Unix"
    if not isinstance(value, str):
        return "other"
    forms = (("without zone", _NAIVE), ("Z", _UTC), ("offset", _OFFSET), ("Unix", _UNIX))
    return next((name for name, pattern in forms if pattern.fullmatch(value)), "other")


def _kind_of_empty(value: JSON) -> str:
    kinds: dict[type, str] = {list: "list", dict: "object", type(None): "null"}
    return kinds.get(type(value), "other")


def _kind_of_value(value: JSON, var_type: str) -> str:
    """How the value of a field comes: "number as text", "boolean as typed", ..."""
    if value is None or value == "":
        return "other"
    if var_type == "number":
        return f"number as {_kind_of_number(value)}"
    if var_type in ("boolean", "array"):
        return f"other type as {'text' if isinstance(value, str) else 'typed'}"
    return "other"


# Judges


def _clear(counts: Counter[str]) -> str | None:
    """What nearly all answers showed, without what says nothing; None where they differ."""
    counts = Counter({name: count for name, count in counts.items() if name != "other"})
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    return name if count >= _MOST * counts.total() else None


def _judge_simply(name: str, what: str) -> Callable[[Facts], Told]:
    """A judge for a setting whose values are what was counted."""

    def judge(facts: Facts) -> Told:
        counts = facts.seen[name]
        value = _clear(counts)
        if value is not None:
            return Told(value, f"so it is in {counts[value]} of {counts.total()} {what}")
        if any(kind != "other" for kind in counts):
            return unknown(f"{what} differ")
        return unknown(f"no {what} were seen")

    return judge


def _judge_record(facts: Facts) -> Told:
    forms = {
        operation: form
        for operation in _RECORDS
        for form in ("bare", "data", "list")
        if facts.seen["record"][f"{operation} {form}"]
    }
    if len(forms) < len(_RECORDS):
        return unknown("GET /me and GET /team-info did not both answer")
    form, other = forms.values()
    if form == other:
        return Told(form, "the records of two areas both come like this")
    if (form, other) == ("bare", "data"):
        return Told("own", "GET /me answers bare, GET /team-info in data")
    return unknown(f"GET /me answers {form}, GET /team-info {other}")


def _judge_flags(facts: Facts) -> Told:
    counts = facts.seen["flags"]
    numbers, booleans = (
        {kind for kind in ("true and false", "0 and 1", "yes and no") if counts[f"{of} {kind}"]}
        for of in ("number flag", "boolean flag")
    )
    if numbers | booleans == {"yes and no"}:
        return Told("yes and no", "flags come as these words")
    if not numbers or not booleans:
        return unknown("not both kinds of flags were seen: those of people, and is_online")
    if numbers == booleans and len(numbers) == 1:
        return Told(next(iter(numbers)), "flags of both kinds come like this")
    if (numbers, booleans) == ({"0 and 1"}, {"true and false"}):
        return Told("own", "flags of people are true and false, is_online and its like 0 and 1")
    return unknown("flags differ in a way that no setting has")


def _judge_times(facts: Facts) -> Told:
    counts = facts.seen["times"]
    kinds = ("without zone", "Z", "offset", "Unix")
    plain = {kind for kind in kinds if counts[f"list {kind}"]}
    zoned = {kind for kind in kinds if counts[f"zone list {kind}"]}
    if len(plain) != 1:
        return unknown("times differ from list to list" if plain else "no times were seen")
    kind = next(iter(plain))
    if kind != "without zone":
        if zoned - plain:
            return unknown("times differ from list to list")
        return Told(kind, "the times of people and lists come like this")
    if zoned == {"without zone"}:
        return Told(kind, "no time has a zone, in the logs neither")
    if zoned == {"Z"}:
        return Told("own", "times have no zone, and those of logs a Z")
    return unknown("times have no zone; no log showed whether some have one")


def _judge_field_values(facts: Facts) -> Told:
    counts = facts.seen["field_values"]
    number = _clear(Counter({k: n for k, n in counts.items() if k.startswith("number as")}))
    other = _clear(Counter({k: n for k, n in counts.items() if k.startswith("other type as")}))
    if number == "number as text":
        return Told("text", "the value of a number field is text")
    if number is None:
        return unknown("no number field with a value was seen")
    if other is None:
        return unknown(
            "number fields have numbers; no boolean or array field with a value was seen"
        )
    value = "typed" if other.endswith("typed") else "numbers"
    return Told(value, "so it is with number fields, and with boolean and array fields")


def _judge_default_rows(facts: Facts) -> Told:
    size = _clear(Counter({k: n for k, n in facts.seen["default_rows"].items() if k != "None"}))
    if size == "10":
        return Told("own", "`meta.per_page` of lists without `limit` is 10")
    if size is None:
        return unknown("no list says how long its pages are")
    return Told(size, f"`meta.per_page` of lists without `limit` is {size}")


def _judge_quota_headers(facts: Facts) -> Told:
    quota = facts.run.quota
    if quota.with_headers + quota.without_headers < _ENOUGH_ANSWERS:
        return unknown("too few answers came")
    if not quota.without_headers:
        return Told(
            "always", f"on {quota.with_headers:,} of {counted(quota.with_headers, 'answer')}"
        )
    if not quota.with_headers:
        return Told("never", f"on 0 of {counted(quota.without_headers, 'answer')}")
    return Told(
        "sometimes",
        f"on {counted(quota.with_headers, 'answer')}, and not on {quota.without_headers}",
    )


def _judge_says_no(facts: Facts) -> Told:
    ways = facts.run.ways_to_say_no
    if len(ways) == 1:
        (key,) = ways
        return Told(key, f"a refusal with 200 says so by `{key}`")
    return unknown("refusals with 200 differ" if ways else "no refusal came with 200")


#: Setting -> what makes it of the counts, once everything was asked.
LAST_JUDGES: Final[Mapping[str, Callable[[Facts], Told]]] = {
    "quota_headers": _judge_quota_headers,
    "says_no": _judge_says_no,
}
#: Setting -> what makes it of the counts.
JUDGES: Final[Mapping[str, Callable[[Facts], Told]]] = {
    "record": _judge_record,
    "paging": _judge_simply("paging", "lists"),
    "default_rows": _judge_default_rows,
    "flags": _judge_flags,
    "ids": _judge_simply("ids", "ids"),
    "prices": _judge_simply("prices", "prices"),
    "times": _judge_times,
    "missing": _judge_simply("missing", "columns without a value"),
    "empty_lists": _judge_simply("empty_lists", "empty lists of people"),
    "payload": _judge_simply("payload", "empty payloads of messages"),
    "field_values": _judge_field_values,
}
