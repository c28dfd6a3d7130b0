from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.chat_message_resource import ChatMessageResource
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    end_time: int | Unset = UNSET,
    include_bot: int | Unset = UNSET,
    include_note: int | Unset = UNSET,
    include_system: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    msg_type: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_id: str | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["end_time"] = end_time

    params["include_bot"] = include_bot

    params["include_note"] = include_note

    params["include_system"] = include_system

    params["limit"] = limit

    params["msg_type"] = msg_type

    params["start_time"] = start_time

    params["user_id"] = user_id

    params["user_ns"] = user_ns

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/subscriber/chat-messages",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ChatMessageResource | ResponseError | None:
    from ... import errors
    from ...models.chat_message_resource import ChatMessageResource
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = ChatMessageResource.from_dict(response.json())

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
) -> Response[ChatMessageResource | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    end_time: int | Unset = UNSET,
    include_bot: int | Unset = UNSET,
    include_note: int | Unset = UNSET,
    include_system: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    msg_type: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_id: str | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[ChatMessageResource | ResponseError]:
    """Reads a subscriber's messages, newest first, about one month back at most; only incoming ones unless
    others are asked for. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        include_bot (int | Unset):
        include_note (int | Unset):
        include_system (int | Unset):
        limit (int | Unset):
        msg_type (str | Unset):
        start_time (int | Unset):
        user_id (str | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChatMessageResource | ResponseError]
    """

    kwargs = _get_kwargs(
        end_time=end_time,
        include_bot=include_bot,
        include_note=include_note,
        include_system=include_system,
        limit=limit,
        msg_type=msg_type,
        start_time=start_time,
        user_id=user_id,
        user_ns=user_ns,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    end_time: int | Unset = UNSET,
    include_bot: int | Unset = UNSET,
    include_note: int | Unset = UNSET,
    include_system: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    msg_type: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_id: str | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> ChatMessageResource | ResponseError | None:
    """Reads a subscriber's messages, newest first, about one month back at most; only incoming ones unless
    others are asked for. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        include_bot (int | Unset):
        include_note (int | Unset):
        include_system (int | Unset):
        limit (int | Unset):
        msg_type (str | Unset):
        start_time (int | Unset):
        user_id (str | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChatMessageResource | ResponseError
    """

    return sync_detailed(
        client=client,
        end_time=end_time,
        include_bot=include_bot,
        include_note=include_note,
        include_system=include_system,
        limit=limit,
        msg_type=msg_type,
        start_time=start_time,
        user_id=user_id,
        user_ns=user_ns,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    end_time: int | Unset = UNSET,
    include_bot: int | Unset = UNSET,
    include_note: int | Unset = UNSET,
    include_system: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    msg_type: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_id: str | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> Response[ChatMessageResource | ResponseError]:
    """Reads a subscriber's messages, newest first, about one month back at most; only incoming ones unless
    others are asked for. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        include_bot (int | Unset):
        include_note (int | Unset):
        include_system (int | Unset):
        limit (int | Unset):
        msg_type (str | Unset):
        start_time (int | Unset):
        user_id (str | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChatMessageResource | ResponseError]
    """

    kwargs = _get_kwargs(
        end_time=end_time,
        include_bot=include_bot,
        include_note=include_note,
        include_system=include_system,
        limit=limit,
        msg_type=msg_type,
        start_time=start_time,
        user_id=user_id,
        user_ns=user_ns,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    end_time: int | Unset = UNSET,
    include_bot: int | Unset = UNSET,
    include_note: int | Unset = UNSET,
    include_system: int | Unset = UNSET,
    limit: int | Unset = UNSET,
    msg_type: str | Unset = UNSET,
    start_time: int | Unset = UNSET,
    user_id: str | Unset = UNSET,
    user_ns: str | Unset = UNSET,
) -> ChatMessageResource | ResponseError | None:
    """Reads a subscriber's messages, newest first, about one month back at most; only incoming ones unless
    others are asked for. Scope: Manage Flow.

    Args:
        end_time (int | Unset):
        include_bot (int | Unset):
        include_note (int | Unset):
        include_system (int | Unset):
        limit (int | Unset):
        msg_type (str | Unset):
        start_time (int | Unset):
        user_id (str | Unset):
        user_ns (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChatMessageResource | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            end_time=end_time,
            include_bot=include_bot,
            include_note=include_note,
            include_system=include_system,
            limit=limit,
            msg_type=msg_type,
            start_time=start_time,
            user_id=user_id,
            user_ns=user_ns,
        )
    ).parsed
