from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.bot_field import BotField
    from ...models.flow_update_bot_field_by_name_body import (
        FlowUpdateBotFieldByNameBody,
    )
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    body: FlowUpdateBotFieldByNameBody,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/flow/set-bot-field-by-name",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> BotField | ResponseError | None:
    from ... import errors
    from ...models.bot_field import BotField
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = BotField.from_dict(response.json())

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
) -> Response[BotField | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: FlowUpdateBotFieldByNameBody,
) -> Response[BotField | ResponseError]:
    """Sets one bot field by its name; a value that is too long is cut without an error. Scope: Manage
    Flow.

    Args:
        body (FlowUpdateBotFieldByNameBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BotField | ResponseError]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: FlowUpdateBotFieldByNameBody,
) -> BotField | ResponseError | None:
    """Sets one bot field by its name; a value that is too long is cut without an error. Scope: Manage
    Flow.

    Args:
        body (FlowUpdateBotFieldByNameBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BotField | ResponseError
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: FlowUpdateBotFieldByNameBody,
) -> Response[BotField | ResponseError]:
    """Sets one bot field by its name; a value that is too long is cut without an error. Scope: Manage
    Flow.

    Args:
        body (FlowUpdateBotFieldByNameBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BotField | ResponseError]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: FlowUpdateBotFieldByNameBody,
) -> BotField | ResponseError | None:
    """Sets one bot field by its name; a value that is too long is cut without an error. Scope: Manage
    Flow.

    Args:
        body (FlowUpdateBotFieldByNameBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BotField | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
