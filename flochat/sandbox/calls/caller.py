"""Calls services for one sandbox: what is posted when, and whether the platform tries again.

While a service is asked, no transaction is open: it may use the sandbox's API as it likes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from attrs import evolve, frozen

from ..._version import __version__
from ..areas import conversations, subscribers
from ..areas.subscribers import SUBSCRIBERS
from ..flows import Flows
from ..store import Row, Store
from . import bodies
from .buttons import Pressable, choose, last_pressables
from .effects import do_without_service, remember, take_answer
from .endpoint import Endpoint, check_headers, checked_seconds
from .no_answer import NoAnswer, too_late
from .outcome import AnswerFault, Call, PostedRequest, ServiceAnswer, Trigger
from .posting import Poster
from .trouble import Trouble, TroublePlan

_NOTHING: Final = "nothing is shown"
#: Value of the habit -> how much of an answer is read, in bytes.
_SIZES: Final = {"100 kB": 100_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
#: Value of the habit -> what a callback without a payload posts.
_EMPTY_PAYLOADS: Final = {"{}": b"{}", "[]": b"[]", "nothing": b""}
_PAUSED: Final = "the bot is paused for this person until POST /subscriber/resume-bot"


@frozen
class _Asked:
    """What came of asking a service."""

    answer: ServiceAnswer | None
    faults: tuple[AnswerFault, ...]
    attempts: int


class Caller:
    """Calls services for one sandbox. It may be used from any thread."""

    def __init__(self, flows: Flows, poster: Poster) -> None:
        self._flows = flows
        self.poster: Final = poster
        #: What answers a text of somebody: a dynamic block, or an External Request.
        self.bot: Endpoint | None = None
        self.live_chat: Endpoint | None = None
        self.trouble: Final = TroublePlan()
        #: Every call, the oldest first.
        self.calls: Final[list[Call]] = []

    def check_url(self, url: str) -> None:
        """Raise `ValueError` for an address that nothing may be posted to."""
        self.poster.check(bodies.without_placeholders(url))

    def clear(self) -> None:
        """Forget the services of the flow, and what was to go wrong."""
        self.bot = self.live_chat = None
        self.trouble.clear()
        self.calls.clear()

    def call(self, endpoint: Endpoint, person: object, timeout: float | None) -> Call:
        """Call a service for a dynamic block or an External Request. Raises `ValueError`."""
        self.check_url(endpoint.url)
        is_external = endpoint.is_external_request
        trigger = Trigger.EXTERNAL_REQUEST if is_external else Trigger.DYNAMIC_BLOCK
        checked_seconds(timeout, "1 s")
        with self.found(person) as (user_ns, store):
            request = self._request(endpoint, user_ns, store)
        return self._kept(self._call(trigger, request, user_ns, store, timeout, is_external))

    def say(self, person: object, text: str, timeout: float | None) -> Call:
        """Somebody writes. Raises `ValueError`."""
        if not isinstance(text, str) or not text.strip():
            raise ValueError("text must be a str that is not empty")
        _check_text(text)
        checked_seconds(timeout, "1 s")
        with self.found(person) as (user_ns, store):
            remember(store)
            message = conversations.add_message(user_ns, "in", text, store)
            subscribers.note_interaction(user_ns, store)
            is_paused = subscribers.is_paused(user_ns, store)
            endpoint = self.live_chat if is_paused else self.bot
            request = self._text_request(endpoint, is_paused, user_ns, message, store)
        if is_paused:
            call = self._tell_live_chat(request, user_ns, store, timeout)
        elif request is None or endpoint is None:
            note = "the flow has no bot: give it one with server.connect_bot(url)"
            call = Call(Trigger.TEXT, user_ns, note=note)
        else:
            is_external = endpoint.is_external_request
            call = self._call(Trigger.TEXT, request, user_ns, store, timeout, is_external)
        return self._kept(call)

    def press(
        self,
        person: object,
        caption: str,
        *,
        card: str | None,
        number: int | None,
        timeout: float | None,
    ) -> Call:
        """Somebody presses what was delivered to them last. Raises `ValueError`."""
        checked_seconds(timeout, "1 s")
        with self.found(person) as (user_ns, store):
            found = last_pressables(user_ns, store)
            chosen = choose(found, user_ns, caption, card=card, number=number)
        return self.press_button(user_ns, chosen, timeout)

    def press_button(self, user_ns: str, pressed: Pressable, timeout: float | None = None) -> Call:
        """Somebody presses one button or quick reply."""
        with self.found(user_ns) as (_, store):
            remember(store)
            columns = {"msg_type": "interactive"}
            conversations.add_message(user_ns, "in", pressed.caption, store, **columns)
            subscribers.note_interaction(user_ns, store)
            is_paused = subscribers.is_paused(user_ns, store)
            note = _why_dead(pressed, is_paused, store.habits)
            call = Call(Trigger.PRESS, user_ns, note=note)
            if not note and pressed.kind != "dynamic_block_callback":
                call = do_without_service(call, pressed, store)
        if not note and pressed.kind == "dynamic_block_callback":
            try:
                request = _press_request(pressed, store.habits)
                self.poster.check(request.url)
            except ValueError as error:
                fault = AnswerFault("bad button", "button", str(error), "nothing happens")
                return self._kept(evolve(call, faults=(fault,)))
            call = self._call(Trigger.PRESS, request, user_ns, store, timeout, False)
        return self._kept(call)

    def store_of(self, user_ns: str) -> Store:
        """The state of the flow that a person is in. Raises `ValueError`."""
        with self.found(user_ns) as (_, store):
            return store

    def _kept(self, call: Call) -> Call:
        self.calls.append(call)
        return call

    @contextmanager
    def found(self, person: object) -> Iterator[tuple[str, Store]]:
        """A person and the state of their flow, in a transaction. Raises `ValueError`."""
        user_ns = getattr(person, "user_ns", person)
        if isinstance(user_ns, str):
            for store in self._flows.stores.values():
                with store.transaction():
                    if SUBSCRIBERS.find("user_ns", user_ns, store) is not None:
                        yield user_ns, store
                        return
        raise ValueError(
            f"person must be the user_ns of somebody, and nobody has {user_ns!r}: "
            "server.seed.subscriber() creates somebody and returns theirs"
        )

    def _text_request(
        self,
        endpoint: Endpoint | None,
        is_paused: bool,
        user_ns: str,
        message: Row,
        store: Store,
    ) -> PostedRequest | None:
        if endpoint is None:
            return None
        if is_paused:
            event = bodies.live_chat_event(user_ns, message, store)
            return _posted(endpoint.url, endpoint.headers, json.dumps(event).encode())
        return self._request(endpoint, user_ns, store)

    def _request(self, endpoint: Endpoint, user_ns: str, store: Store) -> PostedRequest:
        """What a block of the flow posts."""
        body = endpoint.body
        if body is None:
            body = bodies.full_subscriber(user_ns, store)
            content = json.dumps(body).encode()
        else:
            content = bodies.encode(body, endpoint.content_type, user_ns, store)
        filled = bodies.fill(dict(endpoint.headers), user_ns, store)
        url = bodies.fill_url(endpoint.url, user_ns, store)
        return _posted(url, check_headers(filled), content, endpoint.content_type)

    def _tell_live_chat(
        self, request: PostedRequest | None, user_ns: str, store: Store, timeout: float | None
    ) -> Call:
        if request is None:
            return Call(Trigger.LIVE_CHAT, user_ns, note=_PAUSED)
        asked = self._ask(request, store.habits, timeout)
        faults = asked.faults
        if asked.answer is not None and asked.answer.status // 100 != 2:
            what = f"must be 2xx, and is {asked.answer.status}"
            fault = AnswerFault("bad status", "status", what, "the message may be taken for lost")
            faults = (*faults, fault)
        return Call(
            Trigger.LIVE_CHAT,
            user_ns,
            posted=request if asked.attempts else None,
            answered=asked.answer,
            faults=faults,
            attempts=asked.attempts,
            note=_PAUSED,
        )

    def _call(
        self,
        trigger: Trigger,
        request: PostedRequest,
        user_ns: str,
        store: Store,
        timeout: float | None,
        is_external: bool,
    ) -> Call:
        asked = self._ask(request, store.habits, timeout)
        call = Call(
            trigger,
            user_ns,
            posted=request if asked.attempts else None,
            answered=asked.answer,
            faults=asked.faults,
            attempts=asked.attempts,
        )
        if asked.answer is None or not call.is_ok:
            return call
        return take_answer(call, asked.answer, store, is_external=is_external)

    def _ask(
        self, request: PostedRequest, habits: Mapping[str, str], timeout: float | None
    ) -> _Asked:
        """Ask a service, and once more where hosts repeat what failed."""
        seconds = checked_seconds(timeout, habits["call_patience"])
        attempts, tries = 0, 2 if habits["call_repeats"] == "once" else 1
        while True:
            trouble = self.trouble.take()
            tries -= 1
            asked = self._attempt(request, seconds, _SIZES[habits["call_size"]], trouble)
            attempts += asked.attempts
            has_failed = asked.answer is None or asked.answer.status >= 500
            if not has_failed or not tries:
                return evolve(asked, attempts=attempts)

    def _attempt(
        self, request: PostedRequest, seconds: float, max_bytes: int, trouble: Trouble | None
    ) -> _Asked:
        try:
            if trouble is Trouble.UNREACHABLE:
                raise NoAnswer("unreachable", "url", "the sandbox was told that nothing answers")
            answer = self.poster.post(request, seconds, max_bytes)
            if trouble is Trouble.TWICE:
                answer = self.poster.post(request, seconds, max_bytes)
            if trouble is Trouble.TOO_LATE:
                raise too_late(seconds)
            if trouble is Trouble.CUT_OFF:
                half = answer.content[: len(answer.content) // 2]
                what = "the sandbox was told to lose half of the answer"
                raise NoAnswer("cut off", "body", what, evolve(answer, content=half))
        except NoAnswer as failure:
            fault = AnswerFault(failure.kind, failure.where, failure.what, _NOTHING)
            is_asked = failure.kind != "out of bounds"
            return _Asked(failure.answer, (fault,), int(is_asked))
        return _Asked(answer, (), 2 if trouble is Trouble.TWICE else 1)


def _why_dead(pressed: Pressable, is_paused: bool, habits: Mapping[str, str]) -> str:
    """Why a press does nothing; empty for one that does something."""
    kind = pressed.kind
    if kind == "template" and pressed.button.get("target") is None:
        return "the template was sent without a sub flow for this button, which is dead"
    may_die = kind in ("node", "dynamic_block_callback") and habits["paused_buttons"] == "dead"
    if is_paused and (may_die or kind == "template"):
        return f"{_PAUSED}, and this button does nothing"
    if pressed.is_dead_by_api and habits["node_buttons_by_api"] == "dead":
        return "node buttons that the API sends do nothing on this host"
    return ""


def _press_request(pressed: Pressable, habits: Mapping[str, str]) -> PostedRequest:
    """What a callback posts: the payload of the button, and no more. Raises `ValueError`."""
    button = pressed.button
    url, payload, headers = button.get("url"), button.get("payload"), button.get("headers")
    if not isinstance(url, str) or not url.startswith("https://"):
        raise ValueError("the url of a callback must begin with https://")
    if headers and not isinstance(headers, dict):
        raise ValueError("headers must be an object of texts")
    content = json.dumps(payload).encode() if payload else _EMPTY_PAYLOADS[habits["empty_payload"]]
    return _posted(url, check_headers(headers or {}), content)


def _posted(
    url: str, headers: Mapping[str, str], content: bytes, content_type: str = bodies.JSON
) -> PostedRequest:
    sent = {
        "accept": bodies.JSON,
        "accept-encoding": "identity",
        "content-type": content_type,
        "user-agent": f"flochat-sandbox/{__version__}",
        **headers,
    }
    try:
        payload = json.loads(content) if content else None
    except ValueError:
        payload = None
    return PostedRequest(url, sent, content, payload)


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("text must be valid Unicode") from None
