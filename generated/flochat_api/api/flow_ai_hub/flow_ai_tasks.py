from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.ai_task_resource import AiTaskResource
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    ai_provider: str | Unset = UNSET,
    ai_task_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["ai_provider"] = ai_provider

    params["ai_task_ns"] = ai_task_ns

    params["limit"] = limit

    params["name"] = name

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/flow/ai-tasks",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AiTaskResource | ResponseError | None:
    from ... import errors
    from ...models.ai_task_resource import AiTaskResource
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = AiTaskResource.from_dict(response.json())

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
) -> Response[AiTaskResource | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    ai_provider: str | Unset = UNSET,
    ai_task_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[AiTaskResource | ResponseError]:
    """Lists the AI tasks of this flow with their provider and model. Scope: Manage Flow.

    Args:
        ai_provider (str | Unset):
        ai_task_ns (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AiTaskResource | ResponseError]
    """

    kwargs = _get_kwargs(
        ai_provider=ai_provider,
        ai_task_ns=ai_task_ns,
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
    ai_provider: str | Unset = UNSET,
    ai_task_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> AiTaskResource | ResponseError | None:
    """Lists the AI tasks of this flow with their provider and model. Scope: Manage Flow.

    Args:
        ai_provider (str | Unset):
        ai_task_ns (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AiTaskResource | ResponseError
    """

    return sync_detailed(
        client=client,
        ai_provider=ai_provider,
        ai_task_ns=ai_task_ns,
        limit=limit,
        name=name,
        page=page,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    ai_provider: str | Unset = UNSET,
    ai_task_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[AiTaskResource | ResponseError]:
    """Lists the AI tasks of this flow with their provider and model. Scope: Manage Flow.

    Args:
        ai_provider (str | Unset):
        ai_task_ns (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AiTaskResource | ResponseError]
    """

    kwargs = _get_kwargs(
        ai_provider=ai_provider,
        ai_task_ns=ai_task_ns,
        limit=limit,
        name=name,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    ai_provider: str | Unset = UNSET,
    ai_task_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> AiTaskResource | ResponseError | None:
    """Lists the AI tasks of this flow with their provider and model. Scope: Manage Flow.

    Args:
        ai_provider (str | Unset):
        ai_task_ns (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AiTaskResource | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            ai_provider=ai_provider,
            ai_task_ns=ai_task_ns,
            limit=limit,
            name=name,
            page=page,
        )
    ).parsed
