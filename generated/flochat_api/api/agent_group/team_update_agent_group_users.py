from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.response_error import ResponseError
    from ...models.response_ok import ResponseOk
    from ...models.team_update_agent_group_users_body import (
        TeamUpdateAgentGroupUsersBody,
    )


def _get_kwargs(
    id: int,
    *,
    body: TeamUpdateAgentGroupUsersBody,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/team/update-agent-group-users/{id}".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResponseError | ResponseOk | None:
    from ... import errors
    from ...models.response_error import ResponseError
    from ...models.response_ok import ResponseOk

    if response.status_code == 200:
        response_200 = ResponseOk.from_dict(response.json())

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
) -> Response[ResponseError | ResponseOk]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: TeamUpdateAgentGroupUsersBody,
) -> Response[ResponseError | ResponseOk]:
    """Sets the members of an agent group, each with a weighting. Scope: Manage Team.

    Args:
        id (int):
        body (TeamUpdateAgentGroupUsersBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | ResponseOk]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: TeamUpdateAgentGroupUsersBody,
) -> ResponseError | ResponseOk | None:
    """Sets the members of an agent group, each with a weighting. Scope: Manage Team.

    Args:
        id (int):
        body (TeamUpdateAgentGroupUsersBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | ResponseOk
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: TeamUpdateAgentGroupUsersBody,
) -> Response[ResponseError | ResponseOk]:
    """Sets the members of an agent group, each with a weighting. Scope: Manage Team.

    Args:
        id (int):
        body (TeamUpdateAgentGroupUsersBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | ResponseOk]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: TeamUpdateAgentGroupUsersBody,
) -> ResponseError | ResponseOk | None:
    """Sets the members of an agent group, each with a weighting. Scope: Manage Team.

    Args:
        id (int):
        body (TeamUpdateAgentGroupUsersBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | ResponseOk
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
        )
    ).parsed
