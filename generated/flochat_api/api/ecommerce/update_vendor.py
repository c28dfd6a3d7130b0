from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.update_vendor_body import UpdateVendorBody
    from ...models.update_vendor_response_200 import UpdateVendorResponse200


def _get_kwargs(
    vendor_id: int,
    *,
    body: UpdateVendorBody,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/shop/product-vendors/{vendor_id}/update".format(
            vendor_id=quote(str(vendor_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | UpdateVendorResponse200 | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.update_vendor_response_200 import UpdateVendorResponse200

    if response.status_code == 200:
        response_200 = UpdateVendorResponse200.from_dict(response.json())

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
) -> Response[ResponseError | UpdateVendorResponse200]:
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
    body: UpdateVendorBody,
) -> Response[ResponseError | UpdateVendorResponse200]:
    """Renames a vendor. Scope: Manage Team.

    Args:
        vendor_id (int):
        body (UpdateVendorBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | UpdateVendorResponse200]
    """

    kwargs = _get_kwargs(
        vendor_id=vendor_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    vendor_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateVendorBody,
) -> ResponseError | UpdateVendorResponse200 | None:
    """Renames a vendor. Scope: Manage Team.

    Args:
        vendor_id (int):
        body (UpdateVendorBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | UpdateVendorResponse200
    """

    return sync_detailed(
        vendor_id=vendor_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    vendor_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateVendorBody,
) -> Response[ResponseError | UpdateVendorResponse200]:
    """Renames a vendor. Scope: Manage Team.

    Args:
        vendor_id (int):
        body (UpdateVendorBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | UpdateVendorResponse200]
    """

    kwargs = _get_kwargs(
        vendor_id=vendor_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    vendor_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateVendorBody,
) -> ResponseError | UpdateVendorResponse200 | None:
    """Renames a vendor. Scope: Manage Team.

    Args:
        vendor_id (int):
        body (UpdateVendorBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | UpdateVendorResponse200
    """

    return (
        await asyncio_detailed(
            vendor_id=vendor_id,
            client=client,
            body=body,
        )
    ).parsed
