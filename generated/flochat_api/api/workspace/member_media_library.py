from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.media_resource import MediaResource
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    type_: str | Unset = UNSET,
    user_id: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["page"] = page

    params["type"] = type_

    params["user_id"] = user_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/media-library",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> MediaResource | ResponseError | None:
    from ... import errors
    from ...models.media_resource import MediaResource
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = MediaResource.from_dict(response.json())

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
) -> Response[MediaResource | ResponseError]:
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
    type_: str | Unset = UNSET,
    user_id: int | Unset = UNSET,
) -> Response[MediaResource | ResponseError]:
    """Lists the files in the media libraries of the workspace's members. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        type_ (str | Unset):
        user_id (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MediaResource | ResponseError]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page=page,
        type_=type_,
        user_id=user_id,
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
    type_: str | Unset = UNSET,
    user_id: int | Unset = UNSET,
) -> MediaResource | ResponseError | None:
    """Lists the files in the media libraries of the workspace's members. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        type_ (str | Unset):
        user_id (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MediaResource | ResponseError
    """

    return sync_detailed(
        client=client,
        limit=limit,
        page=page,
        type_=type_,
        user_id=user_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    type_: str | Unset = UNSET,
    user_id: int | Unset = UNSET,
) -> Response[MediaResource | ResponseError]:
    """Lists the files in the media libraries of the workspace's members. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        type_ (str | Unset):
        user_id (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MediaResource | ResponseError]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page=page,
        type_=type_,
        user_id=user_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    type_: str | Unset = UNSET,
    user_id: int | Unset = UNSET,
) -> MediaResource | ResponseError | None:
    """Lists the files in the media libraries of the workspace's members. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        type_ (str | Unset):
        user_id (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MediaResource | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            page=page,
            type_=type_,
            user_id=user_id,
        )
    ).parsed
