# Derived by scripts/sync_twin.py from
# flochat/_async/client.py: edit that one.
"""The client: settings, connection and the tree of resources."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import tzinfo
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, NoReturn, ParamSpec, Self

from .. import _sending, _wire, models
from .._sending import runtime_sync
from .._sending.log import configure_logging_from_env
from .._sending.settings import (
    CUSTOMER_HEADERS,
    OnExhausted,
    OnSharedQuotaLost,
    change_settings,
    check_timeout,
    make_settings,
)
from .._values.json_type import JSON
from .._values.secret import Secret
from . import resources
from .transport import Transport

P = ParamSpec("P")

#: What functions of `flochat_api.api` ask of the client that they are given.
_OF_THE_GENERATED: Final = frozenset(
    {"get_httpx_client", "get_async_httpx_client", "raise_on_unexpected_status"}
)


class Flochat:
    """A client of Flochat: one key, one flow, one pool of connections.

    No request is made before the first call. Use it in `with`, or `close()` it.

    A client keeps to its key's quota: while plenty is left nothing is held up; the last fifth is
    spread over the rest of the hour. When the quota is spent, a call raises `RateLimitError`
    without being sent, unless the quota refills within `max_wait`, which is also the longest wait
    for the pace.

    FLOCHAT_LOG=info or FLOCHAT_LOG=debug writes a line for each request to stderr.

    Args:
        api_key: the key; None takes it from FLOCHAT_API_KEY.
        base_url: the address of the service, https and ending in /api; plain http is for loopback
            only. None takes it from FLOCHAT_BASE_URL, and without that is
            https://app.flochat.ai/api.
        connect_timeout: seconds to reach the host, 5 by default.
        read_timeout: seconds to wait for the next part of an answer, 30 by default.
        total_timeout: seconds that a whole answer may take, 60 by default.
        max_retries: how often a call that may be repeated is tried again, 2 by default.
        max_wait: the longest wait in seconds, 60 by default, that the service may ask for and the
            client obeys.
        proxy: the URL of a proxy; None uses the environment's, except for loopback.
        ca_bundle: a PEM file of certificates to trust in place of the usual ones; None for those.
        headers: sent with every request; `User-Agent` and `Accept` may be replaced, the key's
            header may not.
        on_exhausted: what happens when the quota is spent: "raise" (the default), or "wait" for as
            long as it takes.
        shared_quota: where processes that share a key count together: an SQLite file on this
            machine, or redis://HOST with the extra `shared-quota`. None counts in this client
            alone.
        on_shared_quota_lost: what happens when `shared_quota` cannot be used: "raise" (the default)
            `SharedQuotaError`, or "local", which goes on with a count of this client's own.
        default_country: the ISO 3166 code ("AU") of the country that phone numbers without country
            code are read with. None takes it from FLOCHAT_COUNTRY; without that, such numbers
            cannot be told apart from those of other countries.
        time_zone: the zone in which the service writes times without saying it: an IANA name
            ("Australia/Sydney") or a `tzinfo`. It makes every time of a model aware. None takes it
            from FLOCHAT_TIME_ZONE; without that, such times are naive.
        on_request: called with a `RequestEvent` before each attempt that is sent. What a hook
            raises goes to the caller, and nothing is repeated because of it.
        on_response: called with a `ResponseEvent` after each answer, good or bad; it may raise as
            `on_request` may.
        on_failure: called with a `FailureEvent` after each attempt that got no whole answer, or one
            whose status is not 2xx, and before the wait for the next one; it may raise as
            `on_request` may.
        on_wait: called with a `WaitEvent` when a wait begins: for the quota, or before a call is
            repeated; it may raise as `on_request` may.
        runtime: replaces clock, sleep and randomness, for tests of what waits.

    Raises:
        ConfigurationError: an option cannot work, or there is no key.

    Example:
        from flochat import Flochat

        with Flochat(max_retries=5, on_exhausted="wait") as client:
            owner = client.account.me()
            print(owner.name)
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        connect_timeout: float = 5.0,
        read_timeout: float = 30.0,
        total_timeout: float = 60.0,
        max_retries: int = 2,
        max_wait: float = 60.0,
        proxy: str | None = None,
        ca_bundle: str | os.PathLike[str] | None = None,
        headers: Mapping[str, str] | None = None,
        on_exhausted: OnExhausted = "raise",
        shared_quota: str | os.PathLike[str] | None = None,
        on_shared_quota_lost: OnSharedQuotaLost = "raise",
        default_country: str | None = None,
        time_zone: str | tzinfo | None = None,
        on_request: _sending.RequestHook | None = None,
        on_response: _sending.ResponseHook | None = None,
        on_failure: _sending.FailureHook | None = None,
        on_wait: _sending.WaitHook | None = None,
        runtime: runtime_sync.Runtime | None = None,
    ) -> None:
        checked = make_settings(
            api_key=api_key,
            base_url=base_url,
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            total_timeout=total_timeout,
            max_retries=max_retries,
            max_wait=max_wait,
            proxy=proxy,
            ca_bundle=ca_bundle,
            headers=headers,
            on_exhausted=on_exhausted,
            shared_quota=shared_quota,
            on_shared_quota_lost=on_shared_quota_lost,
            default_country=default_country,
            time_zone=time_zone,
            on_request=on_request,
            on_response=on_response,
            on_failure=on_failure,
            on_wait=on_wait,
        )
        configure_logging_from_env()
        self._transport = Transport(checked, runtime or runtime_sync.Runtime())

    def with_options(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        deadline: float | None = None,
        headers: Mapping[str, str] | None = None,
        on_request: _sending.RequestHook | None = None,
        on_response: _sending.ResponseHook | None = None,
        on_failure: _sending.FailureHook | None = None,
        on_wait: _sending.WaitHook | None = None,
    ) -> Self:
        """Return a copy of this client with other options, for one call or several.

        The copy shares the connections, the quota and `last_response`. Closing the copy closes
        nothing else; closing this client closes the copy too. What is not given (None) stays as it
        is here.

        Args:
            timeout: the most seconds that one answer may take, silence included: both the
                `total_timeout` and the `read_timeout` of the copy.
            max_retries: how often a call that may be repeated is tried again.
            deadline: seconds from now in which everything done with the copy has to be over: pages,
                batches, retries and waits. So make a copy for each call. A wait that would go
                beyond it is not begun.
            headers: added to those of the client; they replace those of the same name.
            on_request: called with a `RequestEvent` before each attempt that is sent.
            on_response: called with a `ResponseEvent` after each answer.
            on_failure: called with a `FailureEvent` after each attempt that failed.
            on_wait: called with a `WaitEvent` when a wait begins.

        Raises:
            ConfigurationError: an option cannot work.
            APITimeoutError: from a call of the copy, when the deadline ends and the call was not
                sent or may be repeated.
            OutcomeUnknownError: from a call of the copy, when the deadline ends and the call may
                have been carried out and must not be repeated.

        Example:
            owner = client.with_options(deadline=10).account.me()
        """
        transport = self._transport
        options = change_settings(
            transport.settings,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            on_request=on_request,
            on_response=on_response,
            on_failure=on_failure,
            on_wait=on_wait,
        )
        end = None
        if deadline is not None:
            end = transport.runtime.monotonic() + check_timeout(deadline, "deadline")
        return self._with_transport(transport.with_settings(options, deadline=end))

    def for_flow(
        self, flow: models.Flow | str, *, workspace_id: models.Workspace | int | str
    ) -> Self:
        """Return a client of one flow of a customer, for a partner's master key.

        It is a copy of this client on the same connections. The headers `x-client-flow-ns` and
        `x-client-workspace-id` go with each of its requests, except for those to inbound webhooks,
        which take no key either. The quota counts with the key, so with all flows together
        (`quota.spent_by_flow` has the share of each); `last_response`, and what is remembered of
        searches for people, belong to the flow, and so does the journal of a bulk job. Closing the
        copy closes nothing else. Of a client that is for another flow, it returns one for this flow
        instead.

        Args:
            flow: a `Flow` or its `flow_ns` (f12).
            workspace_id: the workspace of the flow: a `Workspace`, or its id as a number or digits.

        Raises:
            InvalidArgumentError: the flow or the workspace cannot be one.

        Example:
            from flochat import Flochat

            with Flochat(master_key) as partner:
                client = partner.for_flow("f123", workspace_id=7)
                print(client.flow.tags.list().to_list())
        """
        from .._requests.customers import customer_flow

        customer = customer_flow(flow, workspace_id)
        return self._with_transport(self._transport.for_customer(customer))

    def for_workspace(self, workspace_id: models.Workspace | int | str) -> Self:
        """Return a client of a customer's workspace, for a partner's master key.

        As `for_flow`, but for what belongs to no flow (the calls that need the scope Manage Team):
        only the header `x-client-workspace-id` goes with its requests. `workspace_id` is a
        `Workspace`, or its id as a number or digits. Raises `InvalidArgumentError` for anything
        else.

        Example:
            from flochat import Flochat

            with Flochat(master_key) as partner:
                flows = partner.for_workspace(7).workspace.flows.list().to_list()
        """
        from .._requests.customers import customer_workspace

        customer = customer_workspace(workspace_id)
        return self._with_transport(self._transport.for_customer(customer))

    def _with_transport(self, transport: Transport) -> Self:
        """A copy of this client on another transport: the constructor of every copy.

        It has the attributes that a subclass has set, whose `__init__` may take any arguments and
        is not called again. It makes its own resources: those of this client use its transport.
        """
        attributes = {
            name: value
            for name, value in vars(self).items()
            if not isinstance(getattr(type(self), name, None), cached_property)
        }
        client = object.__new__(type(self))
        vars(client).update(attributes, _transport=transport)
        return client

    @property
    def quota(self) -> _sending.Quota:
        """What is known of the key's quota, without asking the service."""
        return self._transport.quota

    @property
    def last_response(self) -> _sending.LastResponse | None:
        """The last answer that the current thread or task received, or None before the first."""
        return self._transport.last_response

    @cached_property
    def account(self) -> resources.AccountAPI:
        """The owner of the key."""
        return resources.AccountAPI(self._transport)

    @cached_property
    def workspace(self) -> resources.WorkspaceAPI:
        """The workspace that the key belongs to."""
        return resources.WorkspaceAPI(self._transport)

    @cached_property
    def team(self) -> resources.TeamAPI:
        """The team of the workspace: members, labels, agent groups."""
        return resources.TeamAPI(self._transport)

    @cached_property
    def flow(self) -> resources.FlowAPI:
        """The flow that the key belongs to: tags, fields, sub flows."""
        return resources.FlowAPI(self._transport)

    @cached_property
    def subscribers(self) -> resources.SubscribersAPI:
        """The people that the flow talks to."""
        return resources.SubscribersAPI(self._transport)

    @cached_property
    def messages(self) -> resources.MessagesAPI:
        """Messages to one subscriber."""
        return resources.MessagesAPI(self._transport)

    @cached_property
    def shop(self) -> resources.ShopAPI:
        """The shop of the workspace: products, orders, carts."""
        return resources.ShopAPI(self._transport)

    @cached_property
    def broadcasts(self) -> resources.BroadcastsAPI:
        """Messages to many people at once."""
        return resources.BroadcastsAPI(self._transport)

    @cached_property
    def tickets(self) -> resources.TicketsAPI:
        """Ticket lists of the workspace, and the tickets in them."""
        return resources.TicketsAPI(self._transport)

    @cached_property
    def bulk(self) -> resources.BulkAPI:
        """Jobs for many people, which survive interruption."""
        return resources.BulkAPI(self._transport)

    @cached_property
    def export(self) -> resources.ExportAPI:
        """Everything that a flow has, each kind in one file, which survives interruption."""
        return resources.ExportAPI(self._transport)

    @cached_property
    def whatsapp_templates(self) -> resources.WhatsAppTemplatesAPI:
        """WhatsApp templates."""
        return resources.WhatsAppTemplatesAPI(self._transport)

    @cached_property
    def facebook_templates(self) -> resources.FacebookTemplatesAPI:
        """Facebook utility message templates."""
        return resources.FacebookTemplatesAPI(self._transport)

    @cached_property
    def flow_templates(self) -> resources.FlowTemplatesAPI:
        """The flow templates that the workspace has published."""
        return resources.FlowTemplatesAPI(self._transport)

    @cached_property
    def embeddings(self) -> resources.EmbeddingsAPI:
        """The texts that the workspace's AI answers from."""
        return resources.EmbeddingsAPI(self._transport)

    @cached_property
    def integrations(self) -> resources.IntegrationsAPI:
        """The services that the workspace is connected to, by name."""
        return resources.IntegrationsAPI(self._transport)

    @cached_property
    def mini_apps(self) -> resources.MiniAppsAPI:
        """The mini apps installed in the workspace."""
        return resources.MiniAppsAPI(self._transport)

    def mirror(
        self, path: str | os.PathLike[str], *, sweep_days: float = 7, new_key: bool = False
    ) -> resources.Mirror:
        """Return a mirror of the flow: its people, conversations and orders in a local SQLite file.

        Nothing is read or written before its `sync()`. Needs the scope Manage Flow.

        Args:
            path: the file; what is there already has to be a mirror of this flow.
            sweep_days: after how many days a sync reads everybody, to see tags, deletions and
                whatever else changes without an interaction; 0 does so each time.
            new_key: accept a mirror that was begun with another key of the same flow.

        Raises:
            InvalidArgumentError: `path` is not a path, or `sweep_days` not a number of days.

        Example:
            mirror = client.mirror("mirror.sqlite")
            print(mirror.sync())
        """
        return resources.Mirror._make(self._transport, path, sweep_days=sweep_days, new_key=new_key)

    @cached_property
    def api(self) -> resources.AuthenticatedClient:
        """The generated low-level client, for the functions of `flochat_api.api`.

        It shares this client's connections, key, timeouts, caps and retries; how it reads the
        answers is its own.
        """
        from .low_level import low_level_client

        return low_level_client(self._transport)

    def request(
        self,
        method: str,
        path: str,
        *,
        path_params: Mapping[str, str | int] | None = None,
        query: Mapping[str, Any] | None = None,
        json: JSON | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
    ) -> JSON:
        """Call any path of the service, known to this package or not, and return its JSON.

        Key, errors and retries are those of every other call; a call that the package does not know
        is retried only if it is a GET.

        Args:
            method: GET, POST, PUT, ...
            path: the path below /api, with placeholders: "/new/{thing}".
            path_params: values for the placeholders, texts or whole numbers; None when there are
                none.
            query: the query parameters; those that are None are left out.
            json: the body, any JSON; None sends no body.
            headers: headers of this request, ASCII texts; they replace those of the client, but for
                the key and what belongs to the connection. A `Content-Type` of JSON may be among
                them.
            cookies: cookies of this request, percent-encoded where they have to be.

        Raises:
            InvalidArgumentError: an argument cannot be sent, or a header or cookie that the
                contract requires is neither given here nor among the headers of the client.
            OutcomeUnknownError: no clear answer came to a call that must not be repeated.

        Example:
            rows = client.request("GET", "/flow/tags", query={"name": "VIP"})

        METHOD /path as given.
        """
        from .._wire import decode, seam

        request = seam.build_any(
            method,
            path,
            path_params=path_params,
            query=query,
            json=json,
            headers=headers,
            cookies=cookies,
            reserved=CUSTOMER_HEADERS,
        )
        return self._transport.call(request, decode.payload)

    def post_webhook(self, webhook: models.InboundWebhook | Secret | str, data: JSON) -> models.Ack:
        """Post any JSON to an inbound webhook, which starts the sub flow that it belongs to.

        `webhook` is one of `flow.inbound_webhooks.list()`, or its address, https://HOST/api/iwh/
        and 32 hex digits. The address is a secret: no error, log line or hook shows those digits.
        The key is not sent there, even where the host is the same; other `headers` of the client
        are. `data` is any JSON but None. The platform takes 500 posts per day. Not retried: raises
        `OutcomeUnknownError` when no clear answer comes.

        POST /api/iwh/{secret}, which is not in the contract.
        """
        from .._requests.inbound_webhooks import read_webhook_answer, webhook_request

        request = webhook_request(webhook, data)
        return self._transport.call(request, read_webhook_answer)

    def add_observer(self, observer: _sending.CallObserver) -> None:
        """Show an observer every call of this client, from its beginning to its end.

        `observer` is called with an `ObservedCall` when a call begins, and returns a context
        manager, which is left when the call has ended: with its answer or its error, after all
        repeats and waits. A list makes a call for each page. It is a plain function, for this
        client too, and what it raises is in the log and changes nothing of the call.

        It sees the calls of all copies of this client too (`with_options`, `for_flow`, jobs), and
        those of the client that this one is a copy of; calls that it makes itself, too. One that
        was added before is not added again. `flochat.otel.instrument` is made of this.

        Example:
            from contextlib import contextmanager

            @contextmanager
            def watch(call):
                yield
                print(call.operation, call.status, f"{call.waited:.1f} s waited")

            client.add_observer(watch)
        """
        self._transport.add_observer(observer)

    def remove_observer(self, observer: _sending.CallObserver) -> None:
        """Show `observer` no more calls; one that was never added is left as it is."""
        self._transport.remove_observer(observer)

    def prepare(
        self, method: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs
    ) -> list[_wire.PreparedRequest]:
        """Return the requests that a call would send, up to the first answer they depend on.

        Nothing is sent. `method` is a method of this client; `args` and `kwargs` are its arguments,
        which are checked as in the call itself. Each request has `.operation`, `.method`, `.url`,
        `.json` and `.curl()`.

        Example:
            for request in client.prepare(client.subscribers.add_tags, ana, ["VIP"]):
                print(request.url, request.json)
                print(request.curl())  # the key stands in it as $FLOCHAT_API_KEY
        """
        from .recorder import Recorder

        return Recorder(self._transport.settings).record(method, *args, **kwargs)

    def close(self) -> None:
        """Close the connections, once requests under way have ended.

        Every later call raises `ConfigurationError`.
        """
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    if not TYPE_CHECKING:  # to type checkers, what is not there is not there

        def __getattr__(self, name: str) -> NoReturn:
            hint = (
                "; functions of flochat_api.api take `client=client.api`"
                if name in _OF_THE_GENERATED
                else ""
            )
            raise AttributeError(
                f"{type(self).__name__!r} object has no attribute {name!r}{hint}",
                name=name,
                obj=self,
            )

    def __repr__(self) -> str:
        settings = self._transport.settings
        shown = {"base_url": settings.base_url, **settings.customer._asdict()}
        values = ", ".join(f"{name}={it!r}" for name, it in shown.items() if it is not None)
        return f"{type(self).__name__}({values})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} holds a key and connections and is not pickled; "
            "make one in each process"
        )
