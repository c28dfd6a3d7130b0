from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.update_mini_app_api_key_body import UpdateMiniAppApiKeyBody
    from ...models.update_mini_app_api_key_response_200 import (
        UpdateMiniAppApiKeyResponse200,
    )


def _get_kwargs(
    app_id: int,
    *,
    body: UpdateMiniAppApiKeyBody,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/installed-mini-app/update-api-key/{app_id}".format(
            app_id=quote(str(app_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | UpdateMiniAppApiKeyResponse200 | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.update_mini_app_api_key_response_200 import (
        UpdateMiniAppApiKeyResponse200,
    )

    if response.status_code == 200:
        response_200 = UpdateMiniAppApiKeyResponse200.from_dict(response.json())

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
) -> Response[ResponseError | UpdateMiniAppApiKeyResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    app_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateMiniAppApiKeyBody,
) -> Response[ResponseError | UpdateMiniAppApiKeyResponse200]:
    """Replaces the API key of an installed mini app. Scope: Manage Team.

    Args:
        app_id (int):
        body (UpdateMiniAppApiKeyBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | UpdateMiniAppApiKeyResponse200]
    """

    kwargs = _get_kwargs(
        app_id=app_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    app_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateMiniAppApiKeyBody,
) -> ResponseError | UpdateMiniAppApiKeyResponse200 | None:
    """Replaces the API key of an installed mini app. Scope: Manage Team.

    Args:
        app_id (int):
        body (UpdateMiniAppApiKeyBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | UpdateMiniAppApiKeyResponse200
    """

    return sync_detailed(
        app_id=app_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    app_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateMiniAppApiKeyBody,
) -> Response[ResponseError | UpdateMiniAppApiKeyResponse200]:
    """Replaces the API key of an installed mini app. Scope: Manage Team.

    Args:
        app_id (int):
        body (UpdateMiniAppApiKeyBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | UpdateMiniAppApiKeyResponse200]
    """

    kwargs = _get_kwargs(
        app_id=app_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    app_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateMiniAppApiKeyBody,
) -> ResponseError | UpdateMiniAppApiKeyResponse200 | None:
    """Replaces the API key of an installed mini app. Scope: Manage Team.

    Args:
        app_id (int):
        body (UpdateMiniAppApiKeyBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | UpdateMiniAppApiKeyResponse200
    """

    return (
        await asyncio_detailed(
            app_id=app_id,
            client=client,
            body=body,
        )
    ).parsed
