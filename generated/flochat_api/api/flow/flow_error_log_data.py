from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.flow_error_log_data_response_200 import FlowErrorLogDataResponse200


def _get_kwargs(
    *,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    node_ns: str | Unset = UNSET,
    page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["end_time"] = end_time

    params["limit"] = limit

    params["node_ns"] = node_ns

    params["page"] = page

    params["search"] = search

    params["start_time"] = start_time

    params["user_ns"] = user_ns

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/flow/error-logs/data",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | FlowErrorLogDataResponse200 | None:
    from ... import errors
    from ...models.flow_error_log_data_response_200 import FlowErrorLogDataResponse200

    if response.status_code == 200:
        response_200 = FlowErrorLogDataResponse200.from_dict(response.json())

        return response_200

    if response.status_code == 422:
        response_422 = cast(Any, None)
        return response_422

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | FlowErrorLogDataResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    node_ns: str | Unset = UNSET,
    page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[Any | FlowErrorLogDataResponse200]:
    """Reads the errors that the nodes of this flow ran into. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        limit (int | Unset):
        node_ns (str | Unset):
        page (int | Unset):
        search (str | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FlowErrorLogDataResponse200]
    """

    kwargs = _get_kwargs(
        end_time=end_time,
        limit=limit,
        node_ns=node_ns,
        page=page,
        search=search,
        start_time=start_time,
        user_ns=user_ns,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    node_ns: str | Unset = UNSET,
    page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Any | FlowErrorLogDataResponse200 | None:
    """Reads the errors that the nodes of this flow ran into. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        limit (int | Unset):
        node_ns (str | Unset):
        page (int | Unset):
        search (str | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FlowErrorLogDataResponse200
    """

    return sync_detailed(
        client=client,
        end_time=end_time,
        limit=limit,
        node_ns=node_ns,
        page=page,
        search=search,
        start_time=start_time,
        user_ns=user_ns,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    node_ns: str | Unset = UNSET,
    page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[Any | FlowErrorLogDataResponse200]:
    """Reads the errors that the nodes of this flow ran into. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        limit (int | Unset):
        node_ns (str | Unset):
        page (int | Unset):
        search (str | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FlowErrorLogDataResponse200]
    """

    kwargs = _get_kwargs(
        end_time=end_time,
        limit=limit,
        node_ns=node_ns,
        page=page,
        search=search,
        start_time=start_time,
        user_ns=user_ns,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    node_ns: str | Unset = UNSET,
    page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Any | FlowErrorLogDataResponse200 | None:
    """Reads the errors that the nodes of this flow ran into. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        limit (int | Unset):
        node_ns (str | Unset):
        page (int | Unset):
        search (str | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FlowErrorLogDataResponse200
    """

    return (
        await asyncio_detailed(
            client=client,
            end_time=end_time,
            limit=limit,
            node_ns=node_ns,
            page=page,
            search=search,
            start_time=start_time,
            user_ns=user_ns,
        )
    ).parsed
