"""Assertions about a sandbox that say, when they fail, what happened instead."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from .._plurals import counted

if TYPE_CHECKING:
    from ..sandbox import Delivery, RecordedRequest, Server

#: How many of a list a message shows.
_SHOWN: Final = 8
_FIRST_FAILED: Final = 400


def assert_sent(
    server: Server,
    person: object,
    text: str | re.Pattern[str] | None = None,
    *,
    template: str | None = None,
    sub_flow: str | None = None,
    times: int | None = None,
) -> list[Delivery]:
    """Check that something was sent to somebody, and return what was.

    Args:
        server: the sandbox.
        person: a `user_ns`, or anything that has one.
        text: the whole text of a message, or a pattern that is searched for in it.
        template: the name of a template.
        sub_flow: the name of a sub flow, or its `sub_flow_ns`.
        times: exactly how often; None for at least once, 0 for never.

    Raises:
        AssertionError: it was not; the message lists what was sent to them, and to others.
        ValueError: nobody is `person`.

    Example:
        assert_sent(server, ana, text="Hello Ana")
        assert_sent(server, ana, times=0)
    """
    __tracebackhide__ = True
    record = _record_of(server, person)
    user_ns = record["user_ns"]
    names = server.sub_flows
    deliveries = server.deliveries
    theirs = [it for it in deliveries if it.user_ns == user_ns]
    found = [
        it
        for it in theirs
        if (text is None or any(_fits(shown, text) for shown in texts_of(it)))
        and (template is None or it.template == template)
        and (sub_flow is None or sub_flow in (it.sub_flow_ns, names.get(it.sub_flow_ns or "")))
    ]
    if found if times is None else len(found) == times:
        return found
    wanted = _wanted(text, template, sub_flow)
    who = _who(record)
    lines = [
        f"nothing was sent to {who}{wanted}"
        if not found
        else f"sent to {who}{wanted}: {_times(len(found))}, not {_times(times or 0)}",
        *_list("sent to them", [_shown(it, names) for it in theirs]),
        *_list(
            "sent to others",
            [
                f"{_who(_record_of(server, it.user_ns))}: {_shown(it, names)}"
                for it in deliveries
                if it.user_ns != user_ns and _exists(server, it.user_ns)
            ],
        ),
        *_failed(server.requests),
    ]
    raise AssertionError("\n".join(lines))


def assert_tagged(
    server: Server, person: object, *tags: str, without: str | Iterable[str] = ()
) -> None:
    """Check that somebody carries all of these tags, and none of those of `without`.

    Args:
        server: the sandbox.
        person: a `user_ns`, or anything that has one.
        tags: names, or `tag_ns`.
        without: a name or several that they must not carry.

    Raises:
        AssertionError: they do not; the message says which tags they carry.
        ValueError: nobody is `person`, or no tag is given.

    Example:
        assert_tagged(server, ana, "VIP", without="Lead")
    """
    __tracebackhide__ = True
    unwanted = [without] if isinstance(without, str) else list(without)
    wanted = [tag if isinstance(tag, str) else str(getattr(tag, "name", tag)) for tag in tags]
    if not wanted and not unwanted:
        raise ValueError("assert_tagged needs at least one tag, or without=")
    record = _record_of(server, person)
    carried = {tag["name"] for tag in record["tags"]}
    known = carried | {tag["tag_ns"] for tag in record["tags"]}
    problems = [f"lacks {tag!r}" for tag in wanted if tag not in known]
    problems += [f"carries {tag!r}" for tag in unwanted if tag in known]
    if problems:
        has = ", ".join(map(repr, sorted(carried))) or "none"
        lines = [f"{_who(record)} {', '.join(problems)}", f"tags: {has}"]
        raise AssertionError("\n".join([*lines, *_failed(server.requests)]))


def assert_requests(
    server: Server,
    at_most: int | None = None,
    *,
    at_least: int | None = None,
    exactly: int | None = None,
    operation: str | None = None,
) -> list[RecordedRequest]:
    """Check how many requests for operations arrived, retries included, and return them.

    Args:
        server: the sandbox.
        at_most: the most there may be.
        at_least: the fewest.
        exactly: how many there must be.
        operation: "GET /flow/tags": counts those alone.

    Raises:
        AssertionError: there were more or fewer; the message lists them by operation.
        ValueError: no number is given.

    Example:
        assert_requests(server, at_most=2)
        assert_requests(server, exactly=1, operation="POST /subscriber/send-text")
    """
    __tracebackhide__ = True
    if at_most is None and at_least is None and exactly is None:
        raise ValueError("assert_requests needs at_most=, at_least= or exactly=")
    found = [it for it in server.requests if it.operation and operation in (None, it.operation)]
    problem = None
    if exactly is not None and len(found) != exactly:
        problem = f"not {exactly}"
    elif at_most is not None and len(found) > at_most:
        problem = f"more than {at_most}"
    elif at_least is not None and len(found) < at_least:
        problem = f"fewer than {at_least}"
    if problem is None:
        return found
    of_what = f" for {operation}" if operation else ""
    counts = Counter(str(it.operation) for it in server.requests if it.operation)
    lines = [f"{counted(len(found), 'request')}{of_what}, {problem}"]
    lines += _list("by operation", [f"{count} x {name}" for name, count in counts.most_common()])
    raise AssertionError("\n".join([*lines, *_failed(server.requests)]))


def texts_of(delivery: Delivery) -> list[str]:
    """The texts that a person sees of what was sent: messages, and the titles of cards."""
    if delivery.content is None:
        return []
    try:
        content: Any = json.loads(delivery.content)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        return [delivery.content]
    return list(_texts_in(content))


def _texts_in(content: dict[str, Any]) -> Iterator[str]:
    messages = content.get("messages", ())
    for message in messages if isinstance(messages, list) else ():
        if isinstance(message, dict):
            if isinstance(message.get("text"), str):
                yield message["text"]
            for card in message.get("elements") or ():
                if isinstance(card, dict) and isinstance(card.get("title"), str):
                    yield card["title"]


def _fits(shown: str, wanted: str | re.Pattern[str]) -> bool:
    return shown == wanted if isinstance(wanted, str) else wanted.search(shown) is not None


def _record_of(server: Server, person: object) -> dict[str, Any]:
    __tracebackhide__ = True
    problem: ValueError
    try:
        return server.person(person)
    except ValueError as error:
        problem = error
    raise ValueError(str(problem))


def _exists(server: Server, user_ns: str) -> bool:
    try:
        server.person(user_ns)
    except ValueError:
        return False
    return True


def _who(record: dict[str, Any]) -> str:
    name = record.get("name")
    return f"{name} ({record['user_ns']})" if name else str(record["user_ns"])


def _wanted(text: object, template: str | None, sub_flow: str | None) -> str:
    parts = []
    if isinstance(text, re.Pattern):
        parts.append(f"a text that matches {text.pattern!r}")
    elif text is not None:
        parts.append(f"the text {text!r}")
    if template is not None:
        parts.append(f"the template {template!r}")
    if sub_flow is not None:
        parts.append(f"the sub flow {sub_flow!r}")
    return f" with {' and '.join(parts)}" if parts else ""


def _shown(delivery: Delivery, sub_flows: dict[str, str]) -> str:
    """One thing that was sent, in a line."""
    parts = [repr(text) for text in texts_of(delivery)]
    if not parts and delivery.content is not None:
        parts.append(delivery.content)
    if delivery.template is not None:
        params = f" {dict(delivery.params)}" if delivery.params else ""
        parts.append(f"template {delivery.template!r}{params}")
    if delivery.sub_flow_ns is not None:
        name = sub_flows.get(delivery.sub_flow_ns, delivery.sub_flow_ns)
        parts.append(f"sub flow {name!r}")
    if delivery.node_ns is not None:
        parts.append(f"node {delivery.node_ns}")
    return f"{', '.join(parts) or 'nothing'} by {delivery.operation}"


def _list(title: str, items: Sequence[str]) -> Iterator[str]:
    yield f"{title}: {len(items) or 'nothing'}"
    yield from (f"  {item}" for item in items[:_SHOWN])
    if len(items) > _SHOWN:
        yield f"  and {len(items) - _SHOWN} more"


def _failed(requests: Sequence[RecordedRequest]) -> Iterator[str]:
    """The requests that failed, which may be why."""
    failed = [
        f"{it.operation or f'{it.method} {it.path}'}: "
        + (f"cut ({it.fault})" if it.status is None else str(it.status))
        for it in requests
        if it.status is None or it.status >= _FIRST_FAILED
    ]
    if failed:
        yield from _list("requests that failed", failed)


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
