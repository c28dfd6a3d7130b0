from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.team_ticket_list_item_comments_response_200 import (
        TeamTicketListItemCommentsResponse200,
    )


def _get_kwargs(
    list_id: int,
    list_item_id: int,
    *,
    limit: int | Unset = 20,
    page: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/team/ticket-lists/{list_id}/items/{list_item_id}/comments".format(
            list_id=quote(str(list_id), safe=""),
            list_item_id=quote(str(list_item_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | TeamTicketListItemCommentsResponse200 | None:
    from ... import errors
    from ...models.team_ticket_list_item_comments_response_200 import (
        TeamTicketListItemCommentsResponse200,
    )

    if response.status_code == 200:
        response_200 = TeamTicketListItemCommentsResponse200.from_dict(response.json())

        return response_200

    if response.status_code == 404:
        response_404 = cast(Any, None)
        return response_404

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | TeamTicketListItemCommentsResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    list_id: int,
    list_item_id: int,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 20,
    page: int | Unset = UNSET,
) -> Response[Any | TeamTicketListItemCommentsResponse200]:
    """Lists the comments on a ticket, 20 a page by default. Scope: Manage Team.

    Args:
        list_id (int):
        list_item_id (int):
        limit (int | Unset):  Default: 20.
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | TeamTicketListItemCommentsResponse200]
    """

    kwargs = _get_kwargs(
        list_id=list_id,
        list_item_id=list_item_id,
        limit=limit,
        page=page,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    list_id: int,
    list_item_id: int,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 20,
    page: int | Unset = UNSET,
) -> Any | TeamTicketListItemCommentsResponse200 | None:
    """Lists the comments on a ticket, 20 a page by default. Scope: Manage Team.

    Args:
        list_id (int):
        list_item_id (int):
        limit (int | Unset):  Default: 20.
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | TeamTicketListItemCommentsResponse200
    """

    return sync_detailed(
        list_id=list_id,
        list_item_id=list_item_id,
        client=client,
        limit=limit,
        page=page,
    ).parsed


async def asyncio_detailed(
    list_id: int,
    list_item_id: int,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 20,
    page: int | Unset = UNSET,
) -> Response[Any | TeamTicketListItemCommentsResponse200]:
    """Lists the comments on a ticket, 20 a page by default. Scope: Manage Team.

    Args:
        list_id (int):
        list_item_id (int):
        limit (int | Unset):  Default: 20.
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | TeamTicketListItemCommentsResponse200]
    """

    kwargs = _get_kwargs(
        list_id=list_id,
        list_item_id=list_item_id,
        limit=limit,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    list_id: int,
    list_item_id: int,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 20,
    page: int | Unset = UNSET,
) -> Any | TeamTicketListItemCommentsResponse200 | None:
    """Lists the comments on a ticket, 20 a page by default. Scope: Manage Team.

    Args:
        list_id (int):
        list_item_id (int):
        limit (int | Unset):  Default: 20.
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | TeamTicketListItemCommentsResponse200
    """

    return (
        await asyncio_detailed(
            list_id=list_id,
            list_item_id=list_item_id,
            client=client,
            limit=limit,
            page=page,
        )
    ).parsed
