from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.ticket_resource import TicketResource


def _get_kwargs(
    list_id: int,
    *,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    title: str | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["flow_ns"] = flow_ns

    params["limit"] = limit

    params["page"] = page

    params["title"] = title

    params["user_ns"] = user_ns

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/team/ticket-lists/{list_id}/items".format(
            list_id=quote(str(list_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | TicketResource | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.ticket_resource import TicketResource

    if response.status_code == 200:
        response_200 = TicketResource.from_dict(response.json())

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
) -> Response[ResponseError | TicketResource]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    list_id: int,
    *,
    client: AuthenticatedClient | Client,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    title: str | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[ResponseError | TicketResource]:
    """Lists the tickets of a list; the document names only their title. Scope: Manage Team.

    Args:
        list_id (int):
        flow_ns (str | Unset):
        limit (int | Unset):
        page (int | Unset):
        title (str | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | TicketResource]
    """

    kwargs = _get_kwargs(
        list_id=list_id,
        flow_ns=flow_ns,
        limit=limit,
        page=page,
        title=title,
        user_ns=user_ns,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    list_id: int,
    *,
    client: AuthenticatedClient | Client,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    title: str | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> ResponseError | TicketResource | None:
    """Lists the tickets of a list; the document names only their title. Scope: Manage Team.

    Args:
        list_id (int):
        flow_ns (str | Unset):
        limit (int | Unset):
        page (int | Unset):
        title (str | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | TicketResource
    """

    return sync_detailed(
        list_id=list_id,
        client=client,
        flow_ns=flow_ns,
        limit=limit,
        page=page,
        title=title,
        user_ns=user_ns,
    ).parsed


async def asyncio_detailed(
    list_id: int,
    *,
    client: AuthenticatedClient | Client,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    title: str | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[ResponseError | TicketResource]:
    """Lists the tickets of a list; the document names only their title. Scope: Manage Team.

    Args:
        list_id (int):
        flow_ns (str | Unset):
        limit (int | Unset):
        page (int | Unset):
        title (str | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | TicketResource]
    """

    kwargs = _get_kwargs(
        list_id=list_id,
        flow_ns=flow_ns,
        limit=limit,
        page=page,
        title=title,
        user_ns=user_ns,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    list_id: int,
    *,
    client: AuthenticatedClient | Client,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    title: str | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> ResponseError | TicketResource | None:
    """Lists the tickets of a list; the document names only their title. Scope: Manage Team.

    Args:
        list_id (int):
        flow_ns (str | Unset):
        limit (int | Unset):
        page (int | Unset):
        title (str | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | TicketResource
    """

    return (
        await asyncio_detailed(
            list_id=list_id,
            client=client,
            flow_ns=flow_ns,
            limit=limit,
            page=page,
            title=title,
            user_ns=user_ns,
        )
    ).parsed
