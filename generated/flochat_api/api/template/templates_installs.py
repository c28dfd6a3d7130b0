from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.template_install_log_resource import TemplateInstallLogResource


def _get_kwargs(
    template_ns: str,
    *,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/template/{template_ns}/installs".format(
            template_ns=quote(str(template_ns), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | TemplateInstallLogResource | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.template_install_log_resource import TemplateInstallLogResource

    if response.status_code == 200:
        response_200 = TemplateInstallLogResource.from_dict(response.json())

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
) -> Response[ResponseError | TemplateInstallLogResource]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    template_ns: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[ResponseError | TemplateInstallLogResource]:
    """Lists the installations of a template. Scope: Manage Team.

    Args:
        template_ns (str):
        limit (int | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | TemplateInstallLogResource]
    """

    kwargs = _get_kwargs(
        template_ns=template_ns,
        limit=limit,
        page=page,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    template_ns: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> ResponseError | TemplateInstallLogResource | None:
    """Lists the installations of a template. Scope: Manage Team.

    Args:
        template_ns (str):
        limit (int | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | TemplateInstallLogResource
    """

    return sync_detailed(
        template_ns=template_ns,
        client=client,
        limit=limit,
        page=page,
    ).parsed


async def asyncio_detailed(
    template_ns: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[ResponseError | TemplateInstallLogResource]:
    """Lists the installations of a template. Scope: Manage Team.

    Args:
        template_ns (str):
        limit (int | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | TemplateInstallLogResource]
    """

    kwargs = _get_kwargs(
        template_ns=template_ns,
        limit=limit,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    template_ns: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> ResponseError | TemplateInstallLogResource | None:
    """Lists the installations of a template. Scope: Manage Team.

    Args:
        template_ns (str):
        limit (int | Unset):
        page (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | TemplateInstallLogResource
    """

    return (
        await asyncio_detailed(
            template_ns=template_ns,
            client=client,
            limit=limit,
            page=page,
        )
    ).parsed
