from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_ok import ResponseOk


def _get_kwargs(
    *,
    broadcast_ns: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["broadcast_ns"] = broadcast_ns

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/subscriber/broadcast/cancel",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseOk | None:
    from ... import errors
    from ...models.response_ok import ResponseOk

    if response.status_code == 200:
        response_200 = ResponseOk.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ResponseOk]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    broadcast_ns: str,
) -> Response[ResponseOk]:
    """Cancels a broadcast that was not sent yet, with another scope than the broadcasts themselves. Scope:
    Send Message.

    Args:
        broadcast_ns (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseOk]
    """

    kwargs = _get_kwargs(
        broadcast_ns=broadcast_ns,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    broadcast_ns: str,
) -> ResponseOk | None:
    """Cancels a broadcast that was not sent yet, with another scope than the broadcasts themselves. Scope:
    Send Message.

    Args:
        broadcast_ns (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseOk
    """

    return sync_detailed(
        client=client,
        broadcast_ns=broadcast_ns,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    broadcast_ns: str,
) -> Response[ResponseOk]:
    """Cancels a broadcast that was not sent yet, with another scope than the broadcasts themselves. Scope:
    Send Message.

    Args:
        broadcast_ns (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseOk]
    """

    kwargs = _get_kwargs(
        broadcast_ns=broadcast_ns,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    broadcast_ns: str,
) -> ResponseOk | None:
    """Cancels a broadcast that was not sent yet, with another scope than the broadcasts themselves. Scope:
    Send Message.

    Args:
        broadcast_ns (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseOk
    """

    return (
        await asyncio_detailed(
            client=client,
            broadcast_ns=broadcast_ns,
        )
    ).parsed
