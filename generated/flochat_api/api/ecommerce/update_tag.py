from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.update_tag_body import UpdateTagBody
    from ...models.update_tag_response_200 import UpdateTagResponse200


def _get_kwargs(
    tag_id: int,
    *,
    body: UpdateTagBody,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/shop/product-tags/{tag_id}/update".format(
            tag_id=quote(str(tag_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | UpdateTagResponse200 | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.update_tag_response_200 import UpdateTagResponse200

    if response.status_code == 200:
        response_200 = UpdateTagResponse200.from_dict(response.json())

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
) -> Response[ResponseError | UpdateTagResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    tag_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateTagBody,
) -> Response[ResponseError | UpdateTagResponse200]:
    """Renames a tag of products. Scope: Manage Team.

    Args:
        tag_id (int):
        body (UpdateTagBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | UpdateTagResponse200]
    """

    kwargs = _get_kwargs(
        tag_id=tag_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    tag_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateTagBody,
) -> ResponseError | UpdateTagResponse200 | None:
    """Renames a tag of products. Scope: Manage Team.

    Args:
        tag_id (int):
        body (UpdateTagBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | UpdateTagResponse200
    """

    return sync_detailed(
        tag_id=tag_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    tag_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateTagBody,
) -> Response[ResponseError | UpdateTagResponse200]:
    """Renames a tag of products. Scope: Manage Team.

    Args:
        tag_id (int):
        body (UpdateTagBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | UpdateTagResponse200]
    """

    kwargs = _get_kwargs(
        tag_id=tag_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    tag_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateTagBody,
) -> ResponseError | UpdateTagResponse200 | None:
    """Renames a tag of products. Scope: Manage Team.

    Args:
        tag_id (int):
        body (UpdateTagBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | UpdateTagResponse200
    """

    return (
        await asyncio_detailed(
            tag_id=tag_id,
            client=client,
            body=body,
        )
    ).parsed
