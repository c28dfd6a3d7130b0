from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.workspace_whatsapp_call_logs_direction import (
        WorkspaceWhatsappCallLogsDirection,
    )
    from ...models.workspace_whatsapp_call_logs_response_200 import (
        WorkspaceWhatsappCallLogsResponse200,
    )
    from ...models.workspace_whatsapp_call_logs_status import (
        WorkspaceWhatsappCallLogsStatus,
    )


def _get_kwargs(
    *,
    call_id: str | Unset = UNSET,
    direction: WorkspaceWhatsappCallLogsDirection | Unset = UNSET,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = 20,
    page: int | Unset = UNSET,
    phone_number_id: str | Unset = UNSET,
    status: WorkspaceWhatsappCallLogsStatus | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["call_id"] = call_id

    json_direction: str | Unset = UNSET
    if not isinstance(direction, Unset):
        json_direction = direction

    params["direction"] = json_direction

    params["flow_ns"] = flow_ns

    params["limit"] = limit

    params["page"] = page

    params["phone_number_id"] = phone_number_id

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status

    params["status"] = json_status

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/wa-call-logs",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | WorkspaceWhatsappCallLogsResponse200 | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.workspace_whatsapp_call_logs_response_200 import (
        WorkspaceWhatsappCallLogsResponse200,
    )

    if response.status_code == 200:
        response_200 = WorkspaceWhatsappCallLogsResponse200.from_dict(response.json())

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
) -> Response[ResponseError | WorkspaceWhatsappCallLogsResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    call_id: str | Unset = UNSET,
    direction: WorkspaceWhatsappCallLogsDirection | Unset = UNSET,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = 20,
    page: int | Unset = UNSET,
    phone_number_id: str | Unset = UNSET,
    status: WorkspaceWhatsappCallLogsStatus | Unset = UNSET,
) -> Response[ResponseError | WorkspaceWhatsappCallLogsResponse200]:
    """Lists the WhatsApp calls of the workspace, 20 a page by default and at most 100,000 for one filter.
    Scope: Manage Team.

    Args:
        call_id (str | Unset):
        direction (WorkspaceWhatsappCallLogsDirection | Unset):
        flow_ns (str | Unset):
        limit (int | Unset):  Default: 20.
        page (int | Unset):
        phone_number_id (str | Unset):
        status (WorkspaceWhatsappCallLogsStatus | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | WorkspaceWhatsappCallLogsResponse200]
    """

    kwargs = _get_kwargs(
        call_id=call_id,
        direction=direction,
        flow_ns=flow_ns,
        limit=limit,
        page=page,
        phone_number_id=phone_number_id,
        status=status,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    call_id: str | Unset = UNSET,
    direction: WorkspaceWhatsappCallLogsDirection | Unset = UNSET,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = 20,
    page: int | Unset = UNSET,
    phone_number_id: str | Unset = UNSET,
    status: WorkspaceWhatsappCallLogsStatus | Unset = UNSET,
) -> ResponseError | WorkspaceWhatsappCallLogsResponse200 | None:
    """Lists the WhatsApp calls of the workspace, 20 a page by default and at most 100,000 for one filter.
    Scope: Manage Team.

    Args:
        call_id (str | Unset):
        direction (WorkspaceWhatsappCallLogsDirection | Unset):
        flow_ns (str | Unset):
        limit (int | Unset):  Default: 20.
        page (int | Unset):
        phone_number_id (str | Unset):
        status (WorkspaceWhatsappCallLogsStatus | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | WorkspaceWhatsappCallLogsResponse200
    """

    return sync_detailed(
        client=client,
        call_id=call_id,
        direction=direction,
        flow_ns=flow_ns,
        limit=limit,
        page=page,
        phone_number_id=phone_number_id,
        status=status,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    call_id: str | Unset = UNSET,
    direction: WorkspaceWhatsappCallLogsDirection | Unset = UNSET,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = 20,
    page: int | Unset = UNSET,
    phone_number_id: str | Unset = UNSET,
    status: WorkspaceWhatsappCallLogsStatus | Unset = UNSET,
) -> Response[ResponseError | WorkspaceWhatsappCallLogsResponse200]:
    """Lists the WhatsApp calls of the workspace, 20 a page by default and at most 100,000 for one filter.
    Scope: Manage Team.

    Args:
        call_id (str | Unset):
        direction (WorkspaceWhatsappCallLogsDirection | Unset):
        flow_ns (str | Unset):
        limit (int | Unset):  Default: 20.
        page (int | Unset):
        phone_number_id (str | Unset):
        status (WorkspaceWhatsappCallLogsStatus | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | WorkspaceWhatsappCallLogsResponse200]
    """

    kwargs = _get_kwargs(
        call_id=call_id,
        direction=direction,
        flow_ns=flow_ns,
        limit=limit,
        page=page,
        phone_number_id=phone_number_id,
        status=status,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    call_id: str | Unset = UNSET,
    direction: WorkspaceWhatsappCallLogsDirection | Unset = UNSET,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = 20,
    page: int | Unset = UNSET,
    phone_number_id: str | Unset = UNSET,
    status: WorkspaceWhatsappCallLogsStatus | Unset = UNSET,
) -> ResponseError | WorkspaceWhatsappCallLogsResponse200 | None:
    """Lists the WhatsApp calls of the workspace, 20 a page by default and at most 100,000 for one filter.
    Scope: Manage Team.

    Args:
        call_id (str | Unset):
        direction (WorkspaceWhatsappCallLogsDirection | Unset):
        flow_ns (str | Unset):
        limit (int | Unset):  Default: 20.
        page (int | Unset):
        phone_number_id (str | Unset):
        status (WorkspaceWhatsappCallLogsStatus | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | WorkspaceWhatsappCallLogsResponse200
    """

    return (
        await asyncio_detailed(
            client=client,
            call_id=call_id,
            direction=direction,
            flow_ns=flow_ns,
            limit=limit,
            page=page,
            phone_number_id=phone_number_id,
            status=status,
        )
    ).parsed
