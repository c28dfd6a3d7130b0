from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.orders_response_200 import OrdersResponse200
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["page"] = page

    params["user_ns"] = user_ns

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/shop/orders",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OrdersResponse200 | ResponseError | None:
    from ... import errors
    from ...models.orders_response_200 import OrdersResponse200
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = OrdersResponse200.from_dict(response.json())

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
) -> Response[OrdersResponse200 | ResponseError]:
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
    user_ns: str | Unset = UNSET,
) -> Response[OrdersResponse200 | ResponseError]:
    """Lists the shop's orders, of one subscriber or of all; totals come as text. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrdersResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page=page,
        user_ns=user_ns,
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
    user_ns: str | Unset = UNSET,
) -> OrdersResponse200 | ResponseError | None:
    """Lists the shop's orders, of one subscriber or of all; totals come as text. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrdersResponse200 | ResponseError
    """

    return sync_detailed(
        client=client,
        limit=limit,
        page=page,
        user_ns=user_ns,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[OrdersResponse200 | ResponseError]:
    """Lists the shop's orders, of one subscriber or of all; totals come as text. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrdersResponse200 | ResponseError]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page=page,
        user_ns=user_ns,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> OrdersResponse200 | ResponseError | None:
    """Lists the shop's orders, of one subscriber or of all; totals come as text. Scope: Manage Team.

    Args:
        limit (int | Unset):
        page (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrdersResponse200 | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            page=page,
            user_ns=user_ns,
        )
    ).parsed
