from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.flow_agent_activity_log_data_response_200 import (
        FlowAgentActivityLogDataResponse200,
    )
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    action: str | Unset = UNSET,
    agent_id: int | Unset = UNSET,
    conv_id: int | Unset = UNSET,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    source_type: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["action"] = action

    params["agent_id"] = agent_id

    params["conv_id"] = conv_id

    params["end_time"] = end_time

    params["limit"] = limit

    params["source_type"] = source_type

    params["start_time"] = start_time

    params["user_ns"] = user_ns

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/flow/agent-activity-log/data",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FlowAgentActivityLogDataResponse200 | ResponseError | None:
    from ... import errors
    from ...models.flow_agent_activity_log_data_response_200 import (
        FlowAgentActivityLogDataResponse200,
    )
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = FlowAgentActivityLogDataResponse200.from_dict(response.json())

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
) -> Response[FlowAgentActivityLogDataResponse200 | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    action: str | Unset = UNSET,
    agent_id: int | Unset = UNSET,
    conv_id: int | Unset = UNSET,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    source_type: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[FlowAgentActivityLogDataResponse200 | ResponseError]:
    """Reads what agents, bots and webhooks did to conversations; it has no start_id to go on from, so
    narrow the time instead. Scope: Manage Flow.

    Args:
        action (str | Unset):
        agent_id (int | Unset):
        conv_id (int | Unset):
        end_time (int | Unset):
        limit (int | Unset):
        source_type (str | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowAgentActivityLogDataResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        action=action,
        agent_id=agent_id,
        conv_id=conv_id,
        end_time=end_time,
        limit=limit,
        source_type=source_type,
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
    action: str | Unset = UNSET,
    agent_id: int | Unset = UNSET,
    conv_id: int | Unset = UNSET,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    source_type: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> FlowAgentActivityLogDataResponse200 | ResponseError | None:
    """Reads what agents, bots and webhooks did to conversations; it has no start_id to go on from, so
    narrow the time instead. Scope: Manage Flow.

    Args:
        action (str | Unset):
        agent_id (int | Unset):
        conv_id (int | Unset):
        end_time (int | Unset):
        limit (int | Unset):
        source_type (str | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowAgentActivityLogDataResponse200 | ResponseError
    """

    return sync_detailed(
        client=client,
        action=action,
        agent_id=agent_id,
        conv_id=conv_id,
        end_time=end_time,
        limit=limit,
        source_type=source_type,
        start_time=start_time,
        user_ns=user_ns,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    action: str | Unset = UNSET,
    agent_id: int | Unset = UNSET,
    conv_id: int | Unset = UNSET,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    source_type: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[FlowAgentActivityLogDataResponse200 | ResponseError]:
    """Reads what agents, bots and webhooks did to conversations; it has no start_id to go on from, so
    narrow the time instead. Scope: Manage Flow.

    Args:
        action (str | Unset):
        agent_id (int | Unset):
        conv_id (int | Unset):
        end_time (int | Unset):
        limit (int | Unset):
        source_type (str | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowAgentActivityLogDataResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        action=action,
        agent_id=agent_id,
        conv_id=conv_id,
        end_time=end_time,
        limit=limit,
        source_type=source_type,
        start_time=start_time,
        user_ns=user_ns,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    action: str | Unset = UNSET,
    agent_id: int | Unset = UNSET,
    conv_id: int | Unset = UNSET,
    end_time: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    source_type: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> FlowAgentActivityLogDataResponse200 | ResponseError | None:
    """Reads what agents, bots and webhooks did to conversations; it has no start_id to go on from, so
    narrow the time instead. Scope: Manage Flow.

    Args:
        action (str | Unset):
        agent_id (int | Unset):
        conv_id (int | Unset):
        end_time (int | Unset):
        limit (int | Unset):
        source_type (str | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowAgentActivityLogDataResponse200 | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            action=action,
            agent_id=agent_id,
            conv_id=conv_id,
            end_time=end_time,
            limit=limit,
            source_type=source_type,
            start_time=start_time,
            user_ns=user_ns,
        )
    ).parsed
