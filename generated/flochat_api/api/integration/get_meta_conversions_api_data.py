from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.get_meta_conversions_api_data_response_200 import (
        GetMetaConversionsApiDataResponse200,
    )
    from ...models.response_error import ResponseError


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/integration/meta-conversions-api",
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> GetMetaConversionsApiDataResponse200 | ResponseError | None:
    from ... import errors
    from ...models.get_meta_conversions_api_data_response_200 import (
        GetMetaConversionsApiDataResponse200,
    )
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = GetMetaConversionsApiDataResponse200.from_dict(response.json())

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
) -> Response[GetMetaConversionsApiDataResponse200 | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[GetMetaConversionsApiDataResponse200 | ResponseError]:
    """Reads the dataset and token for Meta's Conversions API; the token comes in clear text. Scope: Manage
    Team.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GetMetaConversionsApiDataResponse200 | ResponseError]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> GetMetaConversionsApiDataResponse200 | ResponseError | None:
    """Reads the dataset and token for Meta's Conversions API; the token comes in clear text. Scope: Manage
    Team.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GetMetaConversionsApiDataResponse200 | ResponseError
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[GetMetaConversionsApiDataResponse200 | ResponseError]:
    """Reads the dataset and token for Meta's Conversions API; the token comes in clear text. Scope: Manage
    Team.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GetMetaConversionsApiDataResponse200 | ResponseError]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> GetMetaConversionsApiDataResponse200 | ResponseError | None:
    """Reads the dataset and token for Meta's Conversions API; the token comes in clear text. Scope: Manage
    Team.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GetMetaConversionsApiDataResponse200 | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
