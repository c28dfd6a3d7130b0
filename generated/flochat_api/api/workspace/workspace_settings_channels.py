from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.workspace_settings_channels_response_200 import (
        WorkspaceSettingsChannelsResponse200,
    )


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/workspace-settings/channels",
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | WorkspaceSettingsChannelsResponse200 | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.workspace_settings_channels_response_200 import (
        WorkspaceSettingsChannelsResponse200,
    )

    if response.status_code == 200:
        response_200 = WorkspaceSettingsChannelsResponse200.from_dict(response.json())

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
) -> Response[ResponseError | WorkspaceSettingsChannelsResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[ResponseError | WorkspaceSettingsChannelsResponse200]:
    """Reads which channels are switched on in the workspace, each 1 or 0. Scope: Manage Team.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | WorkspaceSettingsChannelsResponse200]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> ResponseError | WorkspaceSettingsChannelsResponse200 | None:
    """Reads which channels are switched on in the workspace, each 1 or 0. Scope: Manage Team.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | WorkspaceSettingsChannelsResponse200
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[ResponseError | WorkspaceSettingsChannelsResponse200]:
    """Reads which channels are switched on in the workspace, each 1 or 0. Scope: Manage Team.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | WorkspaceSettingsChannelsResponse200]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> ResponseError | WorkspaceSettingsChannelsResponse200 | None:
    """Reads which channels are switched on in the workspace, each 1 or 0. Scope: Manage Team.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | WorkspaceSettingsChannelsResponse200
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
