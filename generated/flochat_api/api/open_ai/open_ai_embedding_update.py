from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.open_ai_embedding_update_body import OpenAiEmbeddingUpdateBody
    from ...models.open_ai_embedding_update_response_200 import (
        OpenAiEmbeddingUpdateResponse200,
    )
    from ...models.response_error import ResponseError


def _get_kwargs(
    id: int,
    *,
    body: OpenAiEmbeddingUpdateBody,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/openai-embeddings/{id}/update".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OpenAiEmbeddingUpdateResponse200 | ResponseError | None:
    from ... import errors
    from ...models.open_ai_embedding_update_response_200 import (
        OpenAiEmbeddingUpdateResponse200,
    )
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = OpenAiEmbeddingUpdateResponse200.from_dict(response.json())

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
) -> Response[OpenAiEmbeddingUpdateResponse200 | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OpenAiEmbeddingUpdateBody,
) -> Response[OpenAiEmbeddingUpdateResponse200 | ResponseError]:
    """Changes one text that the workspace's AI answers from; no field is required. Scope: Manage Team.

    Args:
        id (int):
        body (OpenAiEmbeddingUpdateBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OpenAiEmbeddingUpdateResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OpenAiEmbeddingUpdateBody,
) -> OpenAiEmbeddingUpdateResponse200 | ResponseError | None:
    """Changes one text that the workspace's AI answers from; no field is required. Scope: Manage Team.

    Args:
        id (int):
        body (OpenAiEmbeddingUpdateBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OpenAiEmbeddingUpdateResponse200 | ResponseError
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OpenAiEmbeddingUpdateBody,
) -> Response[OpenAiEmbeddingUpdateResponse200 | ResponseError]:
    """Changes one text that the workspace's AI answers from; no field is required. Scope: Manage Team.

    Args:
        id (int):
        body (OpenAiEmbeddingUpdateBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OpenAiEmbeddingUpdateResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OpenAiEmbeddingUpdateBody,
) -> OpenAiEmbeddingUpdateResponse200 | ResponseError | None:
    """Changes one text that the workspace's AI answers from; no field is required. Scope: Manage Team.

    Args:
        id (int):
        body (OpenAiEmbeddingUpdateBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OpenAiEmbeddingUpdateResponse200 | ResponseError
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
        )
    ).parsed
