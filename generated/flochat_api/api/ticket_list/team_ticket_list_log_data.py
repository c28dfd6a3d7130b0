from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.team_list_log_data_resource import TeamListLogDataResource


def _get_kwargs(
    list_id: int,
    *,
    column_name: str | Unset = UNSET,
    end_time: int | Unset = UNSET,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    list_item_id: int | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["column_name"] = column_name

    params["end_time"] = end_time

    params["flow_ns"] = flow_ns

    params["limit"] = limit

    params["list_item_id"] = list_item_id

    params["start_time"] = start_time

    params["user_ns"] = user_ns

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/team/ticket-lists/{list_id}/log-data".format(
            list_id=quote(str(list_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | TeamListLogDataResource | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.team_list_log_data_resource import TeamListLogDataResource

    if response.status_code == 200:
        response_200 = TeamListLogDataResource.from_dict(response.json())

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
) -> Response[ResponseError | TeamListLogDataResource]:
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
    column_name: str | Unset = UNSET,
    end_time: int | Unset = UNSET,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    list_item_id: int | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[ResponseError | TeamListLogDataResource]:
    """Reads how the select fields of a list's tickets changed. Scope: Manage Team.

    Args:
        list_id (int):
        column_name (str | Unset):
        end_time (int | Unset):
        flow_ns (str | Unset):
        limit (int | Unset):
        list_item_id (int | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | TeamListLogDataResource]
    """

    kwargs = _get_kwargs(
        list_id=list_id,
        column_name=column_name,
        end_time=end_time,
        flow_ns=flow_ns,
        limit=limit,
        list_item_id=list_item_id,
        start_time=start_time,
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
    column_name: str | Unset = UNSET,
    end_time: int | Unset = UNSET,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    list_item_id: int | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> ResponseError | TeamListLogDataResource | None:
    """Reads how the select fields of a list's tickets changed. Scope: Manage Team.

    Args:
        list_id (int):
        column_name (str | Unset):
        end_time (int | Unset):
        flow_ns (str | Unset):
        limit (int | Unset):
        list_item_id (int | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | TeamListLogDataResource
    """

    return sync_detailed(
        list_id=list_id,
        client=client,
        column_name=column_name,
        end_time=end_time,
        flow_ns=flow_ns,
        limit=limit,
        list_item_id=list_item_id,
        start_time=start_time,
        user_ns=user_ns,
    ).parsed


async def asyncio_detailed(
    list_id: int,
    *,
    client: AuthenticatedClient | Client,
    column_name: str | Unset = UNSET,
    end_time: int | Unset = UNSET,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    list_item_id: int | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[ResponseError | TeamListLogDataResource]:
    """Reads how the select fields of a list's tickets changed. Scope: Manage Team.

    Args:
        list_id (int):
        column_name (str | Unset):
        end_time (int | Unset):
        flow_ns (str | Unset):
        limit (int | Unset):
        list_item_id (int | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | TeamListLogDataResource]
    """

    kwargs = _get_kwargs(
        list_id=list_id,
        column_name=column_name,
        end_time=end_time,
        flow_ns=flow_ns,
        limit=limit,
        list_item_id=list_item_id,
        start_time=start_time,
        user_ns=user_ns,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    list_id: int,
    *,
    client: AuthenticatedClient | Client,
    column_name: str | Unset = UNSET,
    end_time: int | Unset = UNSET,
    flow_ns: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    list_item_id: int | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> ResponseError | TeamListLogDataResource | None:
    """Reads how the select fields of a list's tickets changed. Scope: Manage Team.

    Args:
        list_id (int):
        column_name (str | Unset):
        end_time (int | Unset):
        flow_ns (str | Unset):
        limit (int | Unset):
        list_item_id (int | Unset):
        start_time (int | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | TeamListLogDataResource
    """

    return (
        await asyncio_detailed(
            list_id=list_id,
            client=client,
            column_name=column_name,
            end_time=end_time,
            flow_ns=flow_ns,
            limit=limit,
            list_item_id=list_item_id,
            start_time=start_time,
            user_ns=user_ns,
        )
    ).parsed
