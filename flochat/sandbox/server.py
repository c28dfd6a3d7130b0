"""A sandbox that runs, and what tests and demos do with it."""

from __future__ import annotations

import json as json_module
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from ..contract import vendored_contract
from .answers import JSON, Answer
from .areas import TABLES, ai_hub, broadcasts, messages, sub_flows, subscribers, team
from .calling import Calling
from .extra import check_extra
from .faults import Fault, FaultInjector, Faults
from .flows import Flows
from .habits import check_habits, read_habits
from .ledger import Delivery, RecordedRequest, Script
from .profiles import PROFILES, Profile
from .quota import Quota
from .routing import Routes
from .seed import Seed
from .store import Store
from .swagger_page import DOCUMENT_PATH, PAGE_PATH, Site
from .try_page import PATH as TRY_PATH
from .validation import Validation

if TYPE_CHECKING:
    from .app import Application
    from .calls.caller import Caller
    from .calls.endpoint import Endpoint
    from .seed_loading import SeedSource

DEFAULT_KEY: Final = "sandbox-key"
DEFAULT_FLOWLESS_KEY: Final = "flowless-key"
DEFAULT_QUOTA: Final = 1_000
DEFAULT_FLOW: Final = 280503


@contextmanager
def serve(
    *,
    port: int = 0,
    api_key: str = DEFAULT_KEY,
    flowless_key: str = DEFAULT_FLOWLESS_KEY,
    manner: str = "lifelike",
    habits: Mapping[str, str] | str | Path | None = None,
    db: str | Path | None = None,
    document: dict[str, Any] | None = None,
    quota: int = DEFAULT_QUOTA,
    max_pages: int | None = None,
    seed: SeedSource | None = None,
    flow: int | None = None,
    master_key: str | None = None,
    flows: Mapping[int, int] | None = None,
    faults: Faults | None = None,
    clock: Callable[[], float] = time.time,
    routes: Mapping[str, str | Callable[..., Any]] | None = None,
    allow_outside: bool = False,
) -> Iterator[Server]:
    """Run a sandbox on 127.0.0.1 while the context lasts.

    `port` 0 takes any free one. `api_key` is the key of the flow with the number `flow`, by default
    280503, `flowless_key` one without a flow. `manner` is "lifelike" or "conforming". `habits` are
    what hosts do differently, by name: {"phone_filter": "equal"}; docs/reference/habits.md has the
    names, values and defaults. A path stands for a JSON file with `habits`, such as a probe of a
    host writes; what is "unknown" there keeps its default. `db` is an SQLite file that keeps the
    state, and that only its owner can read; without it, memory does. `document` is what
    `/api-docs` serves (by default this project's `openapi.json`); what the operations do is not
    changed by it. `quota` is the requests an hour, by key. `max_pages` is how many pages any list
    hands out, so that a test can reach the end without 100,000 people; without it each list has its
    documented cap. `seed` fills a new state before the first request: a function that is given a
    `Seed`, or the path of a file, a `FlowSnapshot`, a dict or a list of these, as `Seed.load` takes
    them. With a snapshot, `flow` is the number of its flow unless it is given, so that identifiers
    are kept.
    `faults` is what goes wrong, and how often. `clock` gives Unix seconds.

    `master_key` is a partner's key, which is valid for all flows: `flow`, of the workspace 1, and
    those of `flows`, from their numbers to those of their workspaces. Each has a state of its own
    (with `db`, in a file of its own beside it), and a request with that key says by its headers for
    which it is. `server.seed_of("f12")` fills one of them.

    `routes` says which of your services answers for which address, when the sandbox calls one as
    the platform does (`server.press(...)` and the like): {"https://shop.example":
    "http://127.0.0.1:5000"}, or an ASGI or WSGI application of this process in place of the second.
    Nothing outside of this machine is called, unless `allow_outside` is true.

    Raises `ModuleNotFoundError` without the extra `sandbox`, `OSError` for a port that is taken,
    `ValueError` for an empty key, a negative quota, `max_pages` below 1, an unknown manner or
    habit, flows without a master key, routes that do not lead from https addresses, or a file that
    is not the database of a sandbox, has no habits or cannot be seeded from. Raises `TypeError` for
    routes to what is no address or application.
    """
    check_extra()
    # Only now: these need the extra.
    from .app import Application, Keys
    from .calls.caller import Caller
    from .calls.destinations import Destinations
    from .calls.posting import Poster
    from .listener import bind_socket, serve_in_thread
    from .seed_loading import flow_number
    from .try_page.site import TrySite

    if not api_key or quota < 0:
        raise ValueError("api_key must not be empty and quota must be at least 0")
    if max_pages is not None and max_pages < 1:
        raise ValueError(f"max_pages must be at least 1, not {max_pages}")
    if manner not in PROFILES:
        raise ValueError(f"manner must be one of {', '.join(PROFILES)}, not {manner!r}")
    if flows and master_key is None:
        raise ValueError("flows needs master_key, since api_key has one flow only")
    checked_habits = check_habits(
        read_habits(habits) if isinstance(habits, str | Path) else habits or {}
    )
    operations, validation = _contract()
    destinations = Destinations(routes or {}, allow_outside=allow_outside)
    if flow is None:
        flow = (None if seed is None else flow_number(seed)) or DEFAULT_FLOW
    workspaces = {flow: 1, **(flows or {})}
    with ExitStack() as stack, bind_socket(port) as listener:
        stores = [
            stack.enter_context(
                closing(
                    Store(
                        _file_of(db, number, is_first=number == flow),
                        tables=TABLES,
                        flow=number,
                        clock=clock,
                        habits=checked_habits,
                        workspace_id=workspace_id,
                    )
                )
            )
            for number, workspace_id in workspaces.items()
        ]
        origin = f"http://{listener.getsockname()[0]}:{listener.getsockname()[1]}"
        app = Application(
            routes=operations,
            validation=validation,
            flows=Flows(stores),
            site=Site(
                document,
                origin=origin,
                volatile=PROFILES[manner].volatile_document,
                clock=clock,
            ),
            script=Script(),
            quota=Quota(quota, clock),
            keys=Keys(api_key, flowless_key, master_key),
            profile=PROFILES[manner],
            injector=FaultInjector(faults or Faults()),
            requests=[],
            max_pages=max_pages,
        )
        poster = Poster(destinations)
        caller = Caller(app.flows, poster)
        app.try_site = TrySite(caller, app.flows, listener.getsockname()[1])
        server = Server(app, origin, caller)
        if seed is not None and stores[0].is_new:
            server.seed.load(seed)
        with serve_in_thread(app, listener), closing(poster):
            yield server


class Server(Calling):
    """A running sandbox. It may be used from any thread."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} at {self.url}>"

    def __init__(self, app: Application, origin: str, caller: Caller) -> None:
        super().__init__(caller)
        self._app = app
        self._first: Final = _Ways.of(app, caller)
        #: The address to give to a client as its base URL.
        self.url: Final = origin + PAGE_PATH
        #: The Swagger UI page, and the document that it loads.
        self.page_url: Final = origin + PAGE_PATH
        self.document_url: Final = origin + DOCUMENT_PATH
        #: A chat window, in which one writes to the flow as a subscriber.
        self.try_url: Final = origin + TRY_PATH
        self.api_key: Final = app.keys.api_key
        #: A key that is right and has no flow.
        self.flowless_key: Final = app.keys.flowless_key
        #: Every request that arrived, pages and scripted answers included, the oldest first.
        self.requests: Final[list[RecordedRequest]] = app.requests
        #: Fills the flow directly.
        self.seed: Final = Seed(app.flows.first)
        #: The partner's key for all flows, if there is one.
        self.master_key: Final = app.keys.master_key

    def seed_of(self, flow_ns: str) -> Seed:
        """Fills one of the flows of the master key. Raises `KeyError` for one that is not there."""
        return Seed(self._app.flows.stores[flow_ns])

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was sent to people, the oldest first."""
        found: list[Delivery] = []
        with self._app.flows.transaction():
            for store in self._app.flows.stores.values():
                broadcasts.send_due(store)
                found += messages.deliveries(store)
        return sorted(found, key=lambda delivery: delivery.at)

    def person(self, person: object) -> dict[str, Any]:
        """What the API would answer of somebody: `first_name`, `tags`, `user_fields`, and so on.

        `person` is a `user_ns`, or anything that has one. Raises `ValueError` for nobody.
        """
        with self._caller.found(person) as (user_ns, store):
            return subscribers.record_of(user_ns, store)

    @property
    def sub_flows(self) -> dict[str, str]:
        """The sub flows of the flow, from their `sub_flow_ns` to their names."""
        with self._app.flows.first.transaction():
            rows = self._app.flows.first.rows("SELECT sub_flow_ns, name FROM sub_flows")
        return {row["sub_flow_ns"]: row["name"] for row in rows}

    @property
    def start_flows(self) -> dict[str, str]:
        """The sub flows that were set to start with: "default", "web_chat_widget_default"."""
        with self._app.flows.first.transaction():
            return sub_flows.start_flows(self._app.flows.first)

    @property
    def audio_transcription(self) -> str | None:
        """The model that was chosen to write down voice messages; None before any was."""
        with self._app.flows.first.transaction():
            return ai_hub.settings(self._app.flows.first, "stt_model").get("stt_model")

    @property
    def agent_group_members(self) -> dict[int, dict[int, int]]:
        """The members of each agent group with their weightings, by number."""
        with self._app.flows.first.transaction():
            return team.group_members(self._app.flows.first)

    @property
    def document(self) -> dict[str, Any]:
        """A copy of the document behind `/api-docs`; assign another to have that served."""
        return deepcopy(self._app.site.document)

    @document.setter
    def document(self, document: dict[str, Any]) -> None:
        self._app.site.document = document

    def inject_faults(self, faults: Faults | None) -> None:
        """Make requests fail like this from now on; None stops it."""
        self._app.injector = FaultInjector(faults or Faults())

    def change_habits(self, habits: Mapping[str, str]) -> None:
        """Change some of the habits from now on: {"phone_filter": "equal"}. Raises `ValueError`."""
        self._app.flows.set_habits(check_habits({**self._app.habits, **habits}))

    def fail_next(
        self, fault: Fault | str, *, times: int = 1, operation: str | None = None
    ) -> None:
        """Make the next `times` requests fail in this way, before any other fault is drawn.

        `fault` is a `Fault` or its text: "throttled", "cut before", "cut after", "unavailable".
        With `operation`, "GET /flow/tags", only requests for it fail. `inject_faults(None)` drops
        what has not happened yet. Raises `ValueError` for an unknown fault or operation, and for
        fewer times than one.

            server.fail_next("cut after", operation="POST /subscriber/send-text")
        """
        if fault not in list(Fault):
            names = ", ".join(repr(it.value) for it in Fault)
            raise ValueError(f"fault must be one of {names}, not {fault!r}")
        if not isinstance(times, int) or times < 1:
            raise ValueError(f"times must be at least 1, not {times!r}")
        self._check_operation(operation)
        self._app.injector.plan(Fault(fault), operation, times)

    def change_quota(self, limit: int) -> None:
        """Grant each key this many requests an hour from now on, all of which are left.

        Raises `ValueError` for less than 0.
        """
        if limit < 0:
            raise ValueError(f"a quota must be at least 0, not {limit}")
        self._app.quota.limit = limit
        self._app.quota.reset()

    def change_manner(self, manner: str) -> None:
        """Answer in another manner from now on: "lifelike" or "conforming". Raises `ValueError`."""
        if manner not in PROFILES:
            raise ValueError(f"manner must be one of {', '.join(PROFILES)}, not {manner!r}")
        self._app.profile = PROFILES[manner]
        self._app.site.volatile = self._app.profile.volatile_document

    def add_routes(self, routes: Mapping[str, str | Callable[..., Any]]) -> None:
        """Let more of your services answer, as `routes` of `serve` does, and with its errors."""
        self._caller.poster.destinations.add(routes)

    def answer_next(
        self,
        *,
        status: int = 200,
        json: object = None,
        text: str | None = None,
        content_type: str | None = None,
        headers: Mapping[str, str] | None = None,
        operation: str | None = None,
        times: int = 1,
    ) -> None:
        """Answer the next `times` requests with this, as something in front of the platform would.

        The body is `text` (HTML unless `content_type` says otherwise) or else `json`. With
        `operation`, "GET /flow/tags", only requests for it are answered like this; without it any
        request is, pages included. Several scripted answers are used in the order in which they
        were added. Such a request costs no quota and changes nothing. Raises `ValueError` for an
        operation that the contract does not have.
        """
        self._check_operation(operation)
        content = json_module.dumps(json) if text is None else text
        media_type = content_type or (JSON if text is None else "text/html; charset=utf-8")
        answer = Answer(status, content.encode(), media_type, headers or {})
        self._app.script.add(answer, operation, times)

    def clear(self) -> None:
        """Empty the ledger: `requests`, `deliveries` and `calls`."""
        self.requests.clear()
        self.calls.clear()
        with self._app.flows.transaction():
            for store in self._app.flows.stores.values():
                messages.clear_deliveries(store)

    def reset(self) -> None:
        """Start over: an empty flow and ledger, a full quota, no scripted answers or faults.

        Habits, manner, quota and routes are again those that `serve` was given. The flow has no bot
        and no live chat.
        """
        for store in self._app.flows.stores.values():
            store.reset()
        self._app.flows.introduce()
        self._start_over(self._first)

    def save(self) -> SavedState:
        """Keep what there is, for `restore`: the flows, and how the sandbox behaves."""
        copies = [store.copy() for store in self._app.flows.stores.values()]
        saved = SavedState(copies, _Ways.of(self._app, self._caller))
        weakref.finalize(saved, _close_all, copies)
        return saved

    def restore(self, saved: SavedState) -> None:
        """Return to what there was when it was saved, in some milliseconds.

        The ledger is empty afterwards, the quota is full, and no answers or faults are planned.

            saved = server.save()
            ...
            server.restore(saved)
        """
        for store, copy in zip(self._app.flows.stores.values(), saved._flows, strict=True):
            store.restore(copy)
        self._start_over(saved._ways)

    @property
    def mark(self) -> object:
        """Equal to an earlier one while nothing is asked, written, or changed about the sandbox."""
        stores = self._app.flows.stores.values()
        ways = _Ways.of(self._app, self._caller)
        return [store.changes for store in stores], len(self.requests), ways

    def _start_over(self, ways: _Ways) -> None:
        """Behave in these ways, and forget what happened and what was to happen."""
        self._app.script.clear()
        self._caller.clear()
        self.inject_faults(None)
        ways.take_effect(self._app, self._caller)
        self._app.quota.reset()
        self.requests.clear()

    def _check_operation(self, operation: str | None) -> None:
        if operation is not None and operation not in self._app.routes.identities:
            raise ValueError(f"the contract has no operation {operation!r}")


@frozen
class _Ways:
    """How a sandbox behaves, as far as tests can change it."""

    habits: Mapping[str, str]
    profile: Profile
    quota: int
    routes: tuple[Any, ...]
    bot: Endpoint | None
    live_chat: Endpoint | None
    document: dict[str, Any] | None

    @classmethod
    def of(cls, app: Application, caller: Caller) -> _Ways:
        return cls(
            habits=app.habits,
            profile=app.profile,
            quota=app.quota.limit,
            routes=caller.poster.destinations.routes,
            bot=caller.bot,
            live_chat=caller.live_chat,
            document=app.site.replaced,
        )

    def take_effect(self, app: Application, caller: Caller) -> None:
        app.flows.set_habits(self.habits)
        app.profile = self.profile
        app.site.volatile = self.profile.volatile_document
        app.site.replaced = self.document
        app.quota.limit = self.quota
        caller.poster.destinations.routes = self.routes
        caller.poster.stop_unrouted()
        caller.bot = self.bot
        caller.live_chat = self.live_chat


@frozen(repr=False)
class SavedState:
    """What a sandbox was like at some moment, for `Server.restore`."""

    _flows: list[sqlite3.Connection]
    _ways: _Ways


def _close_all(copies: list[sqlite3.Connection]) -> None:
    """Close what was kept, once nobody can return to it any more."""
    for copy in copies:
        copy.close()


def _file_of(db: str | Path | None, flow: int, *, is_first: bool) -> Path | None:
    """The file with the state of a flow; those beside the first have its number in their names."""
    if not db:
        return None
    file = Path(db)
    return file if is_first else file.with_name(f"{file.stem}.f{flow}{file.suffix}")


@cache
def _contract() -> tuple[Routes, Validation]:
    """What requests are checked against; created once per process."""
    document = vendored_contract(overlaid=True)
    return Routes(document, PAGE_PATH), Validation(document)
