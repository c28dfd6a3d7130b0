from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.flow_agent_summary_resource import FlowAgentSummaryResource
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    flow_ns: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["flow_ns"] = flow_ns

    params["range"] = range_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/flow-agent-summary",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FlowAgentSummaryResource | ResponseError | None:
    from ... import errors
    from ...models.flow_agent_summary_resource import FlowAgentSummaryResource
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = FlowAgentSummaryResource.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ResponseError.from_dict(response.json())

        return response_400

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FlowAgentSummaryResource | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    flow_ns: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> Response[FlowAgentSummaryResource | ResponseError]:
    """Counts what each agent did per day and flow: assigned and done chats, messages, notes, response
    times. Scope: Manage Team.

    Args:
        flow_ns (str | Unset):
        range_ (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowAgentSummaryResource | ResponseError]
    """

    kwargs = _get_kwargs(
        flow_ns=flow_ns,
        range_=range_,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    flow_ns: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> FlowAgentSummaryResource | ResponseError | None:
    """Counts what each agent did per day and flow: assigned and done chats, messages, notes, response
    times. Scope: Manage Team.

    Args:
        flow_ns (str | Unset):
        range_ (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowAgentSummaryResource | ResponseError
    """

    return sync_detailed(
        client=client,
        flow_ns=flow_ns,
        range_=range_,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    flow_ns: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> Response[FlowAgentSummaryResource | ResponseError]:
    """Counts what each agent did per day and flow: assigned and done chats, messages, notes, response
    times. Scope: Manage Team.

    Args:
        flow_ns (str | Unset):
        range_ (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowAgentSummaryResource | ResponseError]
    """

    kwargs = _get_kwargs(
        flow_ns=flow_ns,
        range_=range_,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    flow_ns: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> FlowAgentSummaryResource | ResponseError | None:
    """Counts what each agent did per day and flow: assigned and done chats, messages, notes, response
    times. Scope: Manage Team.

    Args:
        flow_ns (str | Unset):
        range_ (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowAgentSummaryResource | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            flow_ns=flow_ns,
            range_=range_,
        )
    ).parsed
