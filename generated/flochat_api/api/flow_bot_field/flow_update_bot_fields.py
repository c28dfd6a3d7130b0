from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import Response

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.flow_update_bot_fields_body import FlowUpdateBotFieldsBody
    from ...models.response_error import ResponseError
    from ...models.response_ok import ResponseOk


def _get_kwargs(
    *,
    body: FlowUpdateBotFieldsBody,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/flow/set-bot-fields",
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
    *,
    client: AuthenticatedClient | Client,
    body: FlowUpdateBotFieldsBody,
) -> Response[ResponseError | ResponseOk]:
    """Sets up to 20 bot fields by their namespaces; values that are too long are cut without an error.
    Scope: Manage Flow.

    Args:
        body (FlowUpdateBotFieldsBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | ResponseOk]
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
    body: FlowUpdateBotFieldsBody,
) -> ResponseError | ResponseOk | None:
    """Sets up to 20 bot fields by their namespaces; values that are too long are cut without an error.
    Scope: Manage Flow.

    Args:
        body (FlowUpdateBotFieldsBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | ResponseOk
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: FlowUpdateBotFieldsBody,
) -> Response[ResponseError | ResponseOk]:
    """Sets up to 20 bot fields by their namespaces; values that are too long are cut without an error.
    Scope: Manage Flow.

    Args:
        body (FlowUpdateBotFieldsBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResponseError | ResponseOk]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: FlowUpdateBotFieldsBody,
) -> ResponseError | ResponseOk | None:
    """Sets up to 20 bot fields by their namespaces; values that are too long are cut without an error.
    Scope: Manage Flow.

    Args:
        body (FlowUpdateBotFieldsBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResponseError | ResponseOk
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
