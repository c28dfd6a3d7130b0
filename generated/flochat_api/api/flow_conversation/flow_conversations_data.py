from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.flow_conversations_data_response_200 import (
        FlowConversationsDataResponse200,
    )
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    start_id: int | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["end_time"] = end_time

    params["limit"] = limit

    params["start_id"] = start_id

    params["start_time"] = start_time

    params["user_ns"] = user_ns

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/flow/conversations/data",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FlowConversationsDataResponse200 | ResponseError | None:
    from ... import errors
    from ...models.flow_conversations_data_response_200 import (
        FlowConversationsDataResponse200,
    )
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = FlowConversationsDataResponse200.from_dict(response.json())

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
) -> Response[FlowConversationsDataResponse200 | ResponseError]:
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
    start_id: int | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[FlowConversationsDataResponse200 | ResponseError]:
    """Reads the statistics of conversations: assignments, replies, closes and the times between them;
    start_id is the cursor. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        limit (int | Unset):
        start_id (int | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowConversationsDataResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        end_time=end_time,
        limit=limit,
        start_id=start_id,
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
    start_id: int | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> FlowConversationsDataResponse200 | ResponseError | None:
    """Reads the statistics of conversations: assignments, replies, closes and the times between them;
    start_id is the cursor. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        limit (int | Unset):
        start_id (int | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowConversationsDataResponse200 | ResponseError
    """

    return sync_detailed(
        client=client,
        end_time=end_time,
        limit=limit,
        start_id=start_id,
        start_time=start_time,
        user_ns=user_ns,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    start_id: int | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[FlowConversationsDataResponse200 | ResponseError]:
    """Reads the statistics of conversations: assignments, replies, closes and the times between them;
    start_id is the cursor. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        limit (int | Unset):
        start_id (int | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowConversationsDataResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        end_time=end_time,
        limit=limit,
        start_id=start_id,
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
    start_id: int | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> FlowConversationsDataResponse200 | ResponseError | None:
    """Reads the statistics of conversations: assignments, replies, closes and the times between them;
    start_id is the cursor. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        limit (int | Unset):
        start_id (int | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowConversationsDataResponse200 | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            end_time=end_time,
            limit=limit,
            start_id=start_id,
            start_time=start_time,
            user_ns=user_ns,
        )
    ).parsed
