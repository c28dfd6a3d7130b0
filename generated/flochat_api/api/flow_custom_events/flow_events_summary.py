from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.flow_events_summary_response_200 import FlowEventsSummaryResponse200
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    event_ns: str,
    range_: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["event_ns"] = event_ns

    params["range"] = range_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/flow/custom-events/summary",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FlowEventsSummaryResponse200 | ResponseError | None:
    from ... import errors
    from ...models.flow_events_summary_response_200 import FlowEventsSummaryResponse200
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = FlowEventsSummaryResponse200.from_dict(response.json())

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
) -> Response[FlowEventsSummaryResponse200 | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    event_ns: str,
    range_: str | Unset = UNSET,
) -> Response[FlowEventsSummaryResponse200 | ResponseError]:
    """Sums up one custom event over a range of days: how often, how many people, which text values. Scope:
    Manage Flow.

    Args:
        event_ns (str):
        range_ (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowEventsSummaryResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        event_ns=event_ns,
        range_=range_,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    event_ns: str,
    range_: str | Unset = UNSET,
) -> FlowEventsSummaryResponse200 | ResponseError | None:
    """Sums up one custom event over a range of days: how often, how many people, which text values. Scope:
    Manage Flow.

    Args:
        event_ns (str):
        range_ (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowEventsSummaryResponse200 | ResponseError
    """

    return sync_detailed(
        client=client,
        event_ns=event_ns,
        range_=range_,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    event_ns: str,
    range_: str | Unset = UNSET,
) -> Response[FlowEventsSummaryResponse200 | ResponseError]:
    """Sums up one custom event over a range of days: how often, how many people, which text values. Scope:
    Manage Flow.

    Args:
        event_ns (str):
        range_ (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowEventsSummaryResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        event_ns=event_ns,
        range_=range_,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    event_ns: str,
    range_: str | Unset = UNSET,
) -> FlowEventsSummaryResponse200 | ResponseError | None:
    """Sums up one custom event over a range of days: how often, how many people, which text values. Scope:
    Manage Flow.

    Args:
        event_ns (str):
        range_ (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowEventsSummaryResponse200 | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            event_ns=event_ns,
            range_=range_,
        )
    ).parsed
