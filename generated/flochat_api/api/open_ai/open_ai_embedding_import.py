from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.open_ai_embedding_import_body import OpenAiEmbeddingImportBody
    from ...models.open_ai_embedding_import_response_200 import (
        OpenAiEmbeddingImportResponse200,
    )
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    body: OpenAiEmbeddingImportBody,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/openai-embeddings/import",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OpenAiEmbeddingImportResponse200 | ResponseError | None:
    from ... import errors
    from ...models.open_ai_embedding_import_response_200 import (
        OpenAiEmbeddingImportResponse200,
    )
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = OpenAiEmbeddingImportResponse200.from_dict(response.json())

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
) -> Response[OpenAiEmbeddingImportResponse200 | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: OpenAiEmbeddingImportBody,
) -> Response[OpenAiEmbeddingImportResponse200 | ResponseError]:
    """Adds or updates up to 100 texts for the workspace's AI and counts what was inserted, updated and
    skipped. Scope: Manage Team.

    Args:
        body (OpenAiEmbeddingImportBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OpenAiEmbeddingImportResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: OpenAiEmbeddingImportBody,
) -> OpenAiEmbeddingImportResponse200 | ResponseError | None:
    """Adds or updates up to 100 texts for the workspace's AI and counts what was inserted, updated and
    skipped. Scope: Manage Team.

    Args:
        body (OpenAiEmbeddingImportBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OpenAiEmbeddingImportResponse200 | ResponseError
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: OpenAiEmbeddingImportBody,
) -> Response[OpenAiEmbeddingImportResponse200 | ResponseError]:
    """Adds or updates up to 100 texts for the workspace's AI and counts what was inserted, updated and
    skipped. Scope: Manage Team.

    Args:
        body (OpenAiEmbeddingImportBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OpenAiEmbeddingImportResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: OpenAiEmbeddingImportBody,
) -> OpenAiEmbeddingImportResponse200 | ResponseError | None:
    """Adds or updates up to 100 texts for the workspace's AI and counts what was inserted, updated and
    skipped. Scope: Manage Team.

    Args:
        body (OpenAiEmbeddingImportBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OpenAiEmbeddingImportResponse200 | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
