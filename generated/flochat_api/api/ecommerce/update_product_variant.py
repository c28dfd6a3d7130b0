from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.update_product_variant_body import UpdateProductVariantBody
    from ...models.update_product_variant_response_200 import (
        UpdateProductVariantResponse200,
    )


def _get_kwargs(
    product_id: int,
    variant_id: int,
    *,
    body: UpdateProductVariantBody,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/shop/products/{product_id}/variants/{variant_id}/update".format(
            product_id=quote(str(product_id), safe=""),
            variant_id=quote(str(variant_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | UpdateProductVariantResponse200 | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.update_product_variant_response_200 import (
        UpdateProductVariantResponse200,
    )

    if response.status_code == 200:
        response_200 = UpdateProductVariantResponse200.from_dict(response.json())

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
) -> Response[ResponseError | UpdateProductVariantResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    product_id: int,
    variant_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateProductVariantBody,
) -> Response[ResponseError | UpdateProductVariantResponse200]:
    """Changes a variant of a product; no field is required, switches are 0 or 1. Scope: Manage Team.

    Args:
        product_id (int):
        variant_id (int):
        body (UpdateProductVariantBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | UpdateProductVariantResponse200]
    """

    kwargs = _get_kwargs(
        product_id=product_id,
        variant_id=variant_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    product_id: int,
    variant_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateProductVariantBody,
) -> ResponseError | UpdateProductVariantResponse200 | None:
    """Changes a variant of a product; no field is required, switches are 0 or 1. Scope: Manage Team.

    Args:
        product_id (int):
        variant_id (int):
        body (UpdateProductVariantBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | UpdateProductVariantResponse200
    """

    return sync_detailed(
        product_id=product_id,
        variant_id=variant_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    product_id: int,
    variant_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateProductVariantBody,
) -> Response[ResponseError | UpdateProductVariantResponse200]:
    """Changes a variant of a product; no field is required, switches are 0 or 1. Scope: Manage Team.

    Args:
        product_id (int):
        variant_id (int):
        body (UpdateProductVariantBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | UpdateProductVariantResponse200]
    """

    kwargs = _get_kwargs(
        product_id=product_id,
        variant_id=variant_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    product_id: int,
    variant_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateProductVariantBody,
) -> ResponseError | UpdateProductVariantResponse200 | None:
    """Changes a variant of a product; no field is required, switches are 0 or 1. Scope: Manage Team.

    Args:
        product_id (int):
        variant_id (int):
        body (UpdateProductVariantBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | UpdateProductVariantResponse200
    """

    return (
        await asyncio_detailed(
            product_id=product_id,
            variant_id=variant_id,
            client=client,
            body=body,
        )
    ).parsed
