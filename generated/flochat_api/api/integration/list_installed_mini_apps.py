from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.list_installed_mini_apps_response_200 import (
        ListInstalledMiniAppsResponse200,
    )
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    title: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["page"] = page

    params["title"] = title

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/installed-mini-app/list",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListInstalledMiniAppsResponse200 | ResponseError | None:
    from ... import errors
    from ...models.list_installed_mini_apps_response_200 import (
        ListInstalledMiniAppsResponse200,
    )
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = ListInstalledMiniAppsResponse200.from_dict(response.json())

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
) -> Response[ListInstalledMiniAppsResponse200 | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    title: str | Unset = UNSET,
) -> Response[ListInstalledMiniAppsResponse200 | ResponseError]:
    """Lists the mini apps that are installed in this workspace. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        title (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListInstalledMiniAppsResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page=page,
        title=title,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    title: str | Unset = UNSET,
) -> ListInstalledMiniAppsResponse200 | ResponseError | None:
    """Lists the mini apps that are installed in this workspace. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        title (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListInstalledMiniAppsResponse200 | ResponseError
    """

    return sync_detailed(
        client=client,
        limit=limit,
        page=page,
        title=title,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    title: str | Unset = UNSET,
) -> Response[ListInstalledMiniAppsResponse200 | ResponseError]:
    """Lists the mini apps that are installed in this workspace. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        title (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListInstalledMiniAppsResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page=page,
        title=title,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    title: str | Unset = UNSET,
) -> ListInstalledMiniAppsResponse200 | ResponseError | None:
    """Lists the mini apps that are installed in this workspace. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        title (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListInstalledMiniAppsResponse200 | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            page=page,
            title=title,
        )
    ).parsed
