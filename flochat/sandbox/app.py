"""The ASGI application: what becomes of a request from its arrival to its answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from attrs import define, evolve, field, frozen
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from flochat.sandbox.answers import Answer, Failed, Refusal, ok
from flochat.sandbox.areas import ROUTES, inbound_webhooks, subscribers
from flochat.sandbox.faults import BECOMES, INSTEAD, Chance, Fault
from flochat.sandbox.ledger import RecordedRequest, Script
from flochat.sandbox.manners import Manner
from flochat.sandbox.quota import Quota
from flochat.sandbox.request import SandboxRequest
from flochat.sandbox.routing import Operation, Place, Routes
from flochat.sandbox.store import Store
from flochat.sandbox.swagger_page import Site
from flochat.sandbox.transmit import transmit
from flochat.sandbox.validation import Validation

_BEARER: Final = "Bearer "


@frozen
class Keys:
    """The keys that are right, and which of them has no flow."""

    api_key: str = field(repr=False)
    flowless_key: str = field(repr=False)

    def __contains__(self, key: object) -> bool:
        return key in (self.api_key, self.flowless_key)


@frozen
class Arrival:
    """A request as it came off the wire."""

    method: str
    origin: str
    #: Without the query, as it was sent: "/api/flow/tags".
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str] = field(repr=False)
    key: str = field(repr=False)
    #: The JSON body; None where there is none or it is no JSON.
    json: Any
    is_json: bool
    #: What the contract has at the path.
    place: Place

    @property
    def operation(self) -> Operation | None:
        """The operation that was called, if the contract has it."""
        return self.place.operations.get(self.method)

    @property
    def identity(self) -> str | None:
        """The wire identity of that operation."""
        return self.operation.identity if self.operation else None

    def of_the_page_before(self) -> Arrival:
        """The same request for the page of a list before the one that it asks for."""
        query = [
            (name, str(int(text) - 1) if name == "page" and text.isdecimal() else text)
            for name, text in self.query
        ]
        return evolve(self, query=query)


@define(eq=False)
class Application:
    """Answers requests: first with what tests have scripted, then as a page, then as the platform.

    Every request is recorded in `requests`. Faults befall the requests for operations alone.
    """

    routes: Routes
    validation: Validation
    store: Store
    site: Site
    script: Script
    quota: Quota
    keys: Keys
    manner: Manner
    chance: Chance
    requests: list[RecordedRequest]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            arrival = await self._arrival(Request(scope, receive))
        except ClientDisconnect:
            return
        fault = self.chance.fault() if arrival.operation else None
        answer = self._answer_under(fault, arrival)
        self.requests.append(self._recorded(arrival, answer, fault))
        await asyncio.sleep(self.chance.delay())
        await transmit(answer, fault, scope, receive, send)

    async def _arrival(self, request: Request) -> Arrival:
        path = request.scope["raw_path"].decode("ascii", "replace")
        authorization = request.headers.get("authorization", "")
        body, is_json = _parsed(await request.body())
        return Arrival(
            method=request.method,
            origin=f"{request.url.scheme}://{request.url.netloc}",
            path=path,
            query=request.query_params.multi_items(),
            headers=request.headers,
            key=authorization.removeprefix(_BEARER) if authorization.startswith(_BEARER) else "",
            json=body,
            is_json=is_json,
            place=self.routes.at(path),
        )

    def _answer_under(self, fault: Fault | None, arrival: Arrival) -> Answer | None:
        """The answer to a request with which something goes wrong; None when it gets none."""
        if fault is None:
            return self._answer(arrival)
        if fault is Fault.CUT_BEFORE:
            return None
        if fault in INSTEAD:
            return INSTEAD[fault]
        if fault is Fault.REPEATED_PAGE:
            arrival = arrival.of_the_page_before()
        if fault is Fault.MOVED_ROWS:
            with self.store.transaction():
                subscribers.move_last_to_front(self.store)
        answer = self._answer(arrival)
        if fault is Fault.CUT_AFTER:
            return None
        return BECOMES[fault](answer) if fault in BECOMES else answer

    def _answer(self, arrival: Arrival) -> Answer:
        return (
            self.script.take(arrival.identity)
            or (self.site.answer(arrival.path) if arrival.method == "GET" else None)
            or self._platform_answer(arrival)
        )

    def _platform_answer(self, arrival: Arrival) -> Answer:
        if not arrival.path.startswith(f"{self.routes.prefix}/"):
            return self.manner.refuse(Failed(404, "There is nothing at this address."))
        if arrival.path.startswith(self.routes.prefix + inbound_webhooks.PATH):
            return self._webhook_answer(arrival)
        if arrival.key not in self.keys:
            return self.manner.refuse(Failed(401, "Unauthenticated."))
        allowance = self.quota.spend(arrival.key)
        try:
            if not allowance.granted:
                raise Failed(429, "Too Many Attempts.")
            answer = self._served(arrival)
        except Refusal as refusal:
            documented = arrival.operation.document["responses"] if arrival.operation else ()
            answer = self.manner.refuse(refusal, documented)
        return evolve(answer, headers={**answer.headers, **allowance.headers})

    def _webhook_answer(self, arrival: Arrival) -> Answer:
        """What an inbound webhook answers; it takes no key and costs no quota of one."""
        hook_uid = arrival.path.rpartition("/")[2]
        try:
            with self.store.transaction():
                return inbound_webhooks.receive(
                    arrival.method, hook_uid, arrival.is_json, self.store
                )
        except Refusal as refusal:
            return self.manner.refuse(refusal)

    def _served(self, arrival: Arrival) -> Answer:
        if arrival.key == self.keys.flowless_key:
            raise Failed(404, "Flow not found")
        if arrival.operation is None:
            return self._without_operation(arrival)
        handler = ROUTES.get(arrival.operation.identity)
        if handler is None:
            raise Failed(501, f"The sandbox does not serve {arrival.operation.identity} yet.")
        request = self._checked(arrival, arrival.operation)
        try:
            with self.store.transaction():
                return handler(request, self.store)
        except UnicodeEncodeError:
            # JSON can spell half a surrogate pair, and no database can keep one.
            raise Failed(400, "The body is no Unicode.") from None
        except OverflowError:
            raise Failed(400, "The body has a number that is too large.") from None

    def _without_operation(self, arrival: Arrival) -> Answer:
        operations = arrival.place.operations
        if not operations:
            raise Failed(404, f"The route {arrival.path} could not be found.")
        if arrival.method == "POST" and "PUT" in operations and self.manner.swallows_posts:
            return ok()
        allowed = ", ".join(sorted(operations))
        raise Failed(405, f"This route takes {allowed}, not {arrival.method}.", {"allow": allowed})

    def _checked(self, arrival: Arrival, operation: Operation) -> SandboxRequest:
        query = {name: text for name, text in arrival.query if text}
        self.validation.check_query(operation, query)
        body = {} if arrival.json is None else arrival.json
        if "requestBody" in operation.document:
            if not arrival.is_json:
                raise Failed(400, "The body is no JSON.")
            self.validation.check_body(operation, body)
        url = arrival.origin + arrival.path
        return SandboxRequest(
            operation=operation.identity,
            url=url,
            arguments=arrival.place.arguments,
            query=query,
            json=body,
            manner=self.manner,
        )

    def _recorded(
        self, arrival: Arrival, answer: Answer | None, fault: Fault | None
    ) -> RecordedRequest:
        headers = {name: text for name, text in arrival.headers.items() if name != "authorization"}
        return RecordedRequest(
            method=arrival.method,
            path=arrival.path,
            operation=arrival.identity,
            query=arrival.query,
            headers=headers,
            authorized=arrival.key in self.keys,
            json=arrival.json,
            status=answer.status if answer else None,
            fault=fault,
        )


def _parsed(body: bytes) -> tuple[Any, bool]:
    """The JSON of a body, and whether it is JSON at all."""
    try:
        return (json.loads(body, parse_constant=_refuse_constant) if body else None), True
    except (ValueError, RecursionError):
        return None, False


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
