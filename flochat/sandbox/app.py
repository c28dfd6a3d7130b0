"""The ASGI application: a request from its arrival to its answer."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Container, Mapping
from typing import Any, Final, NoReturn

from attrs import define, evolve, field, frozen
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from . import dialect
from .answers import Answer, Failed, Refusal, ok
from .areas import ROUTES, inbound_webhooks, subscribers
from .faults import ALTERATIONS, SUBSTITUTES, Fault, FaultInjector
from .flows import Flows
from .ledger import RecordedRequest, Script
from .profiles import Profile
from .quota import Quota, has_quota_headers, throttled
from .request import Handler, SandboxRequest
from .routing import Operation, PathMatch, Routes, is_read
from .store import Store
from .swagger_page import Site
from .transmit import transmit
from .try_page import PATH as TRY_PATH
from .validation import Validation

_BEARER: Final = "Bearer "


@frozen
class Keys:
    """The valid keys, and which of them has no flow."""

    api_key: str = field(repr=False)
    flowless_key: str = field(repr=False)
    #: A partner's, for the flows of all customers; None where there is none.
    master_key: str | None = field(default=None, repr=False)

    def __contains__(self, key: object) -> bool:
        return key is not None and key in (self.api_key, self.flowless_key, self.master_key)


@frozen
class ReceivedRequest:
    """A request as it arrived."""

    method: str
    origin: str
    #: Without the query, as it was sent: "/api/flow/tags".
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str] = field(repr=False)
    key: str = field(repr=False)
    #: The JSON body; None where there is none or it is not JSON.
    json: Any
    is_json: bool
    #: What the contract has at the path.
    match: PathMatch

    @property
    def operation(self) -> Operation | None:
        """The operation that was called, if the contract has it."""
        return self.match.operations.get(self.method)

    @property
    def identity(self) -> str | None:
        """The wire identity of that operation."""
        return self.operation.identity if self.operation else None

    def for_previous_page(self) -> ReceivedRequest:
        """The same request for the previous page of a list."""
        query = [
            (name, str(int(text) - 1) if name == "page" and text.isdecimal() else text)
            for name, text in self.query
        ]
        return evolve(self, query=query)


@define(eq=False)
class Application:
    """Answers requests: with what tests have scripted, else as a page, else as the platform.

    Every request is recorded in `requests`. Only requests for operations get faults.
    """

    routes: Routes
    validation: Validation
    flows: Flows
    site: Site
    script: Script
    quota: Quota
    keys: Keys
    profile: Profile
    injector: FaultInjector
    requests: list[RecordedRequest]
    max_pages: int | None = None
    #: The page to try a bot on; its requests are nobody's, and are not recorded.
    try_site: ASGIApp | None = None

    @property
    def habits(self) -> Mapping[str, str]:
        """What this host does differently, by name."""
        return self.flows.first.habits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.try_site is not None and is_below(TRY_PATH, scope["path"]):
            await self.try_site(scope, receive, send)
            return
        try:
            received = await self._receive(Request(scope, receive))
        except ClientDisconnect:
            return
        fault = self.injector.next_fault(received.identity) if received.operation else None
        answer = self._faulty_answer(fault, received)
        self.requests.append(self._record(received, answer, fault))
        await asyncio.sleep(self.injector.delay())
        await transmit(answer, fault, scope, receive, send)

    async def _receive(self, request: Request) -> ReceivedRequest:
        path = request.scope["raw_path"].decode("ascii", "replace")
        authorization = request.headers.get("authorization", "")
        body, is_json = _parse_json(await request.body())
        return ReceivedRequest(
            method=request.method,
            origin=f"{request.url.scheme}://{request.url.netloc}",
            path=path,
            query=request.query_params.multi_items(),
            headers=request.headers,
            key=authorization.removeprefix(_BEARER) if authorization.startswith(_BEARER) else "",
            json=body,
            is_json=is_json,
            match=self.routes.match(path),
        )

    def _faulty_answer(self, fault: Fault | None, received: ReceivedRequest) -> Answer | None:
        """The answer to a request with a fault; None when it gets none."""
        if fault is None:
            return self._answer(received)
        if fault is Fault.CUT_BEFORE:
            return None
        if fault in SUBSTITUTES:
            return SUBSTITUTES[fault]
        if fault is Fault.REPEATED_PAGE:
            received = received.for_previous_page()
        if fault is Fault.MOVED_ROWS:
            with self.flows.transaction():
                for store in self.flows.stores.values():
                    subscribers.move_last_to_front(store)
        answer = self._answer(received)
        if fault is Fault.CUT_AFTER:
            return None
        return ALTERATIONS[fault](answer) if fault in ALTERATIONS else answer

    def _answer(self, received: ReceivedRequest) -> Answer:
        return (
            self.script.take(received.identity)
            or (self.site.answer(received.path) if received.method == "GET" else None)
            or self._platform_answer(received)
        )

    def _platform_answer(self, received: ReceivedRequest) -> Answer:
        if not received.path.startswith(f"{self.routes.prefix}/"):
            return self._refuse(Failed(404, "There is nothing at this address."))
        if received.path.startswith(self.routes.prefix + inbound_webhooks.PATH):
            return self._webhook_answer(received)
        if received.key not in self.keys:
            return self._refuse(Failed(401, "Unauthenticated."))
        allowance = self.quota.spend(received.key, self.habits)
        if not allowance.granted:
            return throttled(allowance, self.habits)
        try:
            answer = dialect.respell(self._serve(received), received.identity, self.habits)
        except Refusal as refusal:
            documented = received.operation.document["responses"] if received.operation else ()
            answer = self._refuse(refusal, documented)
        if not has_quota_headers(self.quota.counted, self.habits):
            return answer
        return evolve(answer, headers={**answer.headers, **allowance.headers})

    def _refuse(self, refusal: Refusal, documented: Container[str] = ()) -> Answer:
        return dialect.refuse(refusal, documented, self.profile, self.habits)

    def _webhook_answer(self, received: ReceivedRequest) -> Answer:
        """What an inbound webhook answers; it needs no key and costs no quota."""
        hook_uid = received.path.rpartition("/")[2]
        stores = list(self.flows.stores.values())
        try:
            with self.flows.transaction():
                owner = next((it for it in stores if inbound_webhooks.has(hook_uid, it)), stores[0])
                return inbound_webhooks.receive(received.method, hook_uid, received.is_json, owner)
        except Refusal as refusal:
            return self._refuse(refusal)

    def _serve(self, received: ReceivedRequest) -> Answer:
        if received.key == self.keys.flowless_key:
            raise Failed(404, "Flow not found")
        store = self.flows.first
        if received.key == self.keys.master_key:
            store = self.flows.of_customer(received.headers, received.operation)
        if received.operation is None:
            return self._without_operation(received)
        handler = ROUTES.get(received.operation.identity)
        if handler is None:
            raise Failed(501, f"The sandbox does not serve {received.operation.identity} yet.")
        request = self._validate(received, received.operation)
        try:
            return self._handle(handler, request, store)
        except UnicodeEncodeError:
            # JSON can spell half a surrogate pair, which SQLite cannot store.
            raise Failed(400, "The body is not valid Unicode.") from None
        except OverflowError:
            raise Failed(400, "The body has a number that is too large.") from None
        except sqlite3.ProgrammingError:  # a field that the contract does not know is not checked
            raise Failed(422, "The body has a value of the wrong type.") from None

    def _handle(self, handler: Handler, request: SandboxRequest, store: Store) -> Answer:
        is_late = self.habits["settling"] != "at once"
        if is_late and is_read(request.operation):
            with store.past(), store.transaction():
                return handler(request, store)
        if is_late:
            store.remember()
        with store.transaction():
            try:
                return handler(request, store)
            except Refusal as refusal:
                if not refusal.keeps_writes:
                    raise
                kept = refusal
        raise kept

    def _without_operation(self, received: ReceivedRequest) -> Answer:
        operations = received.match.operations
        if not operations:
            raise Failed(404, f"The route {received.path} could not be found.")
        if received.method == "POST" and "PUT" in operations and self.profile.swallows_posts:
            return ok()
        allowed = ", ".join(sorted(operations))
        raise Failed(405, f"This route takes {allowed}, not {received.method}.", {"allow": allowed})

    def _validate(self, received: ReceivedRequest, operation: Operation) -> SandboxRequest:
        query = {name: text for name, text in received.query if text}
        self.validation.check_query(operation, query)
        body = {} if received.json is None else received.json
        if "requestBody" in operation.document:
            if not received.is_json:
                raise Failed(400, "The body is not valid JSON.")
            self.validation.check_body(operation, body)
        url = received.origin + received.path
        return SandboxRequest(
            operation=operation.identity,
            url=url,
            arguments=received.match.arguments,
            query=query,
            json=body,
            profile=self.profile,
            habits=self.habits,
            max_pages=self.max_pages,
        )

    def _record(
        self, received: ReceivedRequest, answer: Answer | None, fault: Fault | None
    ) -> RecordedRequest:
        headers = {name: text for name, text in received.headers.items() if name != "authorization"}
        return RecordedRequest(
            method=received.method,
            path=received.path,
            operation=received.identity,
            query=received.query,
            headers=headers,
            authorized=received.key in self.keys,
            json=received.json,
            status=answer.status if answer else None,
            fault=fault,
        )


def is_below(start: str, path: str) -> bool:
    """Whether a path is an address, or below it."""
    return path == start or path.startswith(f"{start}/")


def _parse_json(body: bytes) -> tuple[Any, bool]:
    """The JSON of a body, and whether it is JSON at all."""
    try:
        return (json.loads(body, parse_constant=_refuse_constant) if body else None), True
    except (ValueError, RecursionError):
        return None, False


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
