from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.vendor_get_info_response_200 import VendorGetInfoResponse200


def _get_kwargs(
    vendor_id: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/shop/product-vendors/{vendor_id}/get-info".format(
            vendor_id=quote(str(vendor_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | VendorGetInfoResponse200 | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.vendor_get_info_response_200 import VendorGetInfoResponse200

    if response.status_code == 200:
        response_200 = VendorGetInfoResponse200.from_dict(response.json())

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
) -> Response[ResponseError | VendorGetInfoResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    vendor_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ResponseError | VendorGetInfoResponse200]:
    """Reads one vendor. Scope: Manage Team.

    Args:
        vendor_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | VendorGetInfoResponse200]
    """

    kwargs = _get_kwargs(
        vendor_id=vendor_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    vendor_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> ResponseError | VendorGetInfoResponse200 | None:
    """Reads one vendor. Scope: Manage Team.

    Args:
        vendor_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | VendorGetInfoResponse200
    """

    return sync_detailed(
        vendor_id=vendor_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    vendor_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ResponseError | VendorGetInfoResponse200]:
    """Reads one vendor. Scope: Manage Team.

    Args:
        vendor_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | VendorGetInfoResponse200]
    """

    kwargs = _get_kwargs(
        vendor_id=vendor_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    vendor_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> ResponseError | VendorGetInfoResponse200 | None:
    """Reads one vendor. Scope: Manage Team.

    Args:
        vendor_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | VendorGetInfoResponse200
    """

    return (
        await asyncio_detailed(
            vendor_id=vendor_id,
            client=client,
        )
    ).parsed
