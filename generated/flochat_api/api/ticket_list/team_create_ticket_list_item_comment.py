from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.team_create_ticket_list_item_comment_body import (
        TeamCreateTicketListItemCommentBody,
    )


def _get_kwargs(
    list_id: int,
    list_item_id: int,
    *,
    body: TeamCreateTicketListItemCommentBody,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/team/ticket-lists/{list_id}/items/{list_item_id}/comments".format(
            list_id=quote(str(list_id), safe=""),
            list_item_id=quote(str(list_item_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | None:
    from ... import errors

    if response.status_code == 201:
        return None

    if response.status_code == 404:
        return None

    if response.status_code == 422:
        return None

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any]:
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
    body: TeamCreateTicketListItemCommentBody,
) -> Response[Any]:
    """Adds a comment to a ticket; answers 201 without a body. Scope: Manage Team.

    Args:
        list_id (int):
        list_item_id (int):
        body (TeamCreateTicketListItemCommentBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = _get_kwargs(
        list_id=list_id,
        list_item_id=list_item_id,
        body=body,
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
    body: TeamCreateTicketListItemCommentBody,
) -> Any | None:
    """Adds a comment to a ticket; answers 201 without a body. Scope: Manage Team.

    Args:
        list_id (int):
        list_item_id (int):
        body (TeamCreateTicketListItemCommentBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any
    """

    return sync_detailed(
        list_id=list_id,
        list_item_id=list_item_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    list_id: int,
    list_item_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: TeamCreateTicketListItemCommentBody,
) -> Response[Any]:
    """Adds a comment to a ticket; answers 201 without a body. Scope: Manage Team.

    Args:
        list_id (int):
        list_item_id (int):
        body (TeamCreateTicketListItemCommentBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = _get_kwargs(
        list_id=list_id,
        list_item_id=list_item_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    list_id: int,
    list_item_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: TeamCreateTicketListItemCommentBody,
) -> Any | None:
    """Adds a comment to a ticket; answers 201 without a body. Scope: Manage Team.

    Args:
        list_id (int):
        list_item_id (int):
        body (TeamCreateTicketListItemCommentBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any
    """

    return (
        await asyncio_detailed(
            list_id=list_id,
            list_item_id=list_item_id,
            client=client,
            body=body,
        )
    ).parsed
