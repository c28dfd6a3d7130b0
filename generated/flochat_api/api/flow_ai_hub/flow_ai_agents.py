from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.ai_agent_resource import AiAgentResource
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    ai_agent_ns: str | Unset = UNSET,
    ai_provider: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["ai_agent_ns"] = ai_agent_ns

    params["ai_provider"] = ai_provider

    params["limit"] = limit

    params["name"] = name

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/flow/ai-agents",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AiAgentResource | ResponseError | None:
    from ... import errors
    from ...models.ai_agent_resource import AiAgentResource
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = AiAgentResource.from_dict(response.json())

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
) -> Response[AiAgentResource | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    ai_agent_ns: str | Unset = UNSET,
    ai_provider: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[AiAgentResource | ResponseError]:
    """Lists the AI agents of this flow with their provider and model. Scope: Manage Flow.

    Args:
        ai_agent_ns (str | Unset):
        ai_provider (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AiAgentResource | ResponseError]
    """

    kwargs = _get_kwargs(
        ai_agent_ns=ai_agent_ns,
        ai_provider=ai_provider,
        limit=limit,
        name=name,
        page=page,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    ai_agent_ns: str | Unset = UNSET,
    ai_provider: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> AiAgentResource | ResponseError | None:
    """Lists the AI agents of this flow with their provider and model. Scope: Manage Flow.

    Args:
        ai_agent_ns (str | Unset):
        ai_provider (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AiAgentResource | ResponseError
    """

    return sync_detailed(
        client=client,
        ai_agent_ns=ai_agent_ns,
        ai_provider=ai_provider,
        limit=limit,
        name=name,
        page=page,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    ai_agent_ns: str | Unset = UNSET,
    ai_provider: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[AiAgentResource | ResponseError]:
    """Lists the AI agents of this flow with their provider and model. Scope: Manage Flow.

    Args:
        ai_agent_ns (str | Unset):
        ai_provider (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AiAgentResource | ResponseError]
    """

    kwargs = _get_kwargs(
        ai_agent_ns=ai_agent_ns,
        ai_provider=ai_provider,
        limit=limit,
        name=name,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    ai_agent_ns: str | Unset = UNSET,
    ai_provider: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> AiAgentResource | ResponseError | None:
    """Lists the AI agents of this flow with their provider and model. Scope: Manage Flow.

    Args:
        ai_agent_ns (str | Unset):
        ai_provider (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AiAgentResource | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            ai_agent_ns=ai_agent_ns,
            ai_provider=ai_provider,
            limit=limit,
            name=name,
            page=page,
        )
    ).parsed
