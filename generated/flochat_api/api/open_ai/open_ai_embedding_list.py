from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.open_ai_embedding_resource import OpenAiEmbeddingResource
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    heading: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    text: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["heading"] = heading

    params["limit"] = limit

    params["page"] = page

    params["text"] = text

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/openai-embeddings",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OpenAiEmbeddingResource | ResponseError | None:
    from ... import errors
    from ...models.open_ai_embedding_resource import OpenAiEmbeddingResource
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = OpenAiEmbeddingResource.from_dict(response.json())

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
) -> Response[OpenAiEmbeddingResource | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    heading: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Response[OpenAiEmbeddingResource | ResponseError]:
    """Lists the texts that the workspace's AI answers from. Scope: Manage Team.

    Args:
        heading (str | Unset):
        limit (int | Unset):
        page (int | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OpenAiEmbeddingResource | ResponseError]
    """

    kwargs = _get_kwargs(
        heading=heading,
        limit=limit,
        page=page,
        text=text,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    heading: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    text: str | Unset = UNSET,
) -> OpenAiEmbeddingResource | ResponseError | None:
    """Lists the texts that the workspace's AI answers from. Scope: Manage Team.

    Args:
        heading (str | Unset):
        limit (int | Unset):
        page (int | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OpenAiEmbeddingResource | ResponseError
    """

    return sync_detailed(
        client=client,
        heading=heading,
        limit=limit,
        page=page,
        text=text,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    heading: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Response[OpenAiEmbeddingResource | ResponseError]:
    """Lists the texts that the workspace's AI answers from. Scope: Manage Team.

    Args:
        heading (str | Unset):
        limit (int | Unset):
        page (int | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OpenAiEmbeddingResource | ResponseError]
    """

    kwargs = _get_kwargs(
        heading=heading,
        limit=limit,
        page=page,
        text=text,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    heading: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    text: str | Unset = UNSET,
) -> OpenAiEmbeddingResource | ResponseError | None:
    """Lists the texts that the workspace's AI answers from. Scope: Manage Team.

    Args:
        heading (str | Unset):
        limit (int | Unset):
        page (int | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OpenAiEmbeddingResource | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            heading=heading,
            limit=limit,
            page=page,
            text=text,
        )
    ).parsed
