from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.whatsapp_template_resource import WhatsappTemplateResource


def _get_kwargs(
    *,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["name"] = name

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/whatsapp-template/list",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | WhatsappTemplateResource | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.whatsapp_template_resource import WhatsappTemplateResource

    if response.status_code == 200:
        response_200 = WhatsappTemplateResource.from_dict(response.json())

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
) -> Response[ResponseError | WhatsappTemplateResource]:
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
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[ResponseError | WhatsappTemplateResource]:
    """Lists the WhatsApp templates; it only reads although it is a POST, and its filters go in the query.
    Scope: Manage Flow.

    Args:
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | WhatsappTemplateResource]
    """

    kwargs = _get_kwargs(
        limit=limit,
        name=name,
        page=page,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> ResponseError | WhatsappTemplateResource | None:
    """Lists the WhatsApp templates; it only reads although it is a POST, and its filters go in the query.
    Scope: Manage Flow.

    Args:
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | WhatsappTemplateResource
    """

    return sync_detailed(
        client=client,
        limit=limit,
        name=name,
        page=page,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[ResponseError | WhatsappTemplateResource]:
    """Lists the WhatsApp templates; it only reads although it is a POST, and its filters go in the query.
    Scope: Manage Flow.

    Args:
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | WhatsappTemplateResource]
    """

    kwargs = _get_kwargs(
        limit=limit,
        name=name,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
) -> ResponseError | WhatsappTemplateResource | None:
    """Lists the WhatsApp templates; it only reads although it is a POST, and its filters go in the query.
    Scope: Manage Flow.

    Args:
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | WhatsappTemplateResource
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            name=name,
            page=page,
        )
    ).parsed
