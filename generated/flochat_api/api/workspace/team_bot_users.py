from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...models.bot_user_resource import BotUserResource
    from ...models.response_error import ResponseError


def _get_kwargs(
    *,
    email: str | Unset = UNSET,
    is_bot_interacted_in_last_24h: str | Unset = UNSET,
    is_channel: str | Unset = UNSET,
    is_interacted_in_last_24h: str | Unset = UNSET,
    is_last_message_in_last_24h: str | Unset = UNSET,
    is_opt_in_email: str | Unset = UNSET,
    is_opt_in_sms: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
    phone: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["email"] = email

    params["is_bot_interacted_in_last_24h"] = is_bot_interacted_in_last_24h

    params["is_channel"] = is_channel

    params["is_interacted_in_last_24h"] = is_interacted_in_last_24h

    params["is_last_message_in_last_24h"] = is_last_message_in_last_24h

    params["is_opt_in_email"] = is_opt_in_email

    params["is_opt_in_sms"] = is_opt_in_sms

    params["limit"] = limit

    params["name"] = name

    params["page"] = page

    params["phone"] = phone

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/team-bot-users",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> BotUserResource | ResponseError | None:
    from ... import errors
    from ...models.bot_user_resource import BotUserResource
    from ...models.response_error import ResponseError

    if response.status_code == 200:
        response_200 = BotUserResource.from_dict(response.json())

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
) -> Response[BotUserResource | ResponseError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    email: str | Unset = UNSET,
    is_bot_interacted_in_last_24h: str | Unset = UNSET,
    is_channel: str | Unset = UNSET,
    is_interacted_in_last_24h: str | Unset = UNSET,
    is_last_message_in_last_24h: str | Unset = UNSET,
    is_opt_in_email: str | Unset = UNSET,
    is_opt_in_sms: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
    phone: str | Unset = UNSET,
) -> Response[BotUserResource | ResponseError]:
    """Lists the subscribers of the whole workspace, at most 100,000 for one filter. Scope: Manage Team.

    Args:
        email (str | Unset):
        is_bot_interacted_in_last_24h (str | Unset):
        is_channel (str | Unset):
        is_interacted_in_last_24h (str | Unset):
        is_last_message_in_last_24h (str | Unset):
        is_opt_in_email (str | Unset):
        is_opt_in_sms (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):
        phone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BotUserResource | ResponseError]
    """

    kwargs = _get_kwargs(
        email=email,
        is_bot_interacted_in_last_24h=is_bot_interacted_in_last_24h,
        is_channel=is_channel,
        is_interacted_in_last_24h=is_interacted_in_last_24h,
        is_last_message_in_last_24h=is_last_message_in_last_24h,
        is_opt_in_email=is_opt_in_email,
        is_opt_in_sms=is_opt_in_sms,
        limit=limit,
        name=name,
        page=page,
        phone=phone,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    email: str | Unset = UNSET,
    is_bot_interacted_in_last_24h: str | Unset = UNSET,
    is_channel: str | Unset = UNSET,
    is_interacted_in_last_24h: str | Unset = UNSET,
    is_last_message_in_last_24h: str | Unset = UNSET,
    is_opt_in_email: str | Unset = UNSET,
    is_opt_in_sms: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
    phone: str | Unset = UNSET,
) -> BotUserResource | ResponseError | None:
    """Lists the subscribers of the whole workspace, at most 100,000 for one filter. Scope: Manage Team.

    Args:
        email (str | Unset):
        is_bot_interacted_in_last_24h (str | Unset):
        is_channel (str | Unset):
        is_interacted_in_last_24h (str | Unset):
        is_last_message_in_last_24h (str | Unset):
        is_opt_in_email (str | Unset):
        is_opt_in_sms (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):
        phone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BotUserResource | ResponseError
    """

    return sync_detailed(
        client=client,
        email=email,
        is_bot_interacted_in_last_24h=is_bot_interacted_in_last_24h,
        is_channel=is_channel,
        is_interacted_in_last_24h=is_interacted_in_last_24h,
        is_last_message_in_last_24h=is_last_message_in_last_24h,
        is_opt_in_email=is_opt_in_email,
        is_opt_in_sms=is_opt_in_sms,
        limit=limit,
        name=name,
        page=page,
        phone=phone,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    email: str | Unset = UNSET,
    is_bot_interacted_in_last_24h: str | Unset = UNSET,
    is_channel: str | Unset = UNSET,
    is_interacted_in_last_24h: str | Unset = UNSET,
    is_last_message_in_last_24h: str | Unset = UNSET,
    is_opt_in_email: str | Unset = UNSET,
    is_opt_in_sms: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
    phone: str | Unset = UNSET,
) -> Response[BotUserResource | ResponseError]:
    """Lists the subscribers of the whole workspace, at most 100,000 for one filter. Scope: Manage Team.

    Args:
        email (str | Unset):
        is_bot_interacted_in_last_24h (str | Unset):
        is_channel (str | Unset):
        is_interacted_in_last_24h (str | Unset):
        is_last_message_in_last_24h (str | Unset):
        is_opt_in_email (str | Unset):
        is_opt_in_sms (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):
        phone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BotUserResource | ResponseError]
    """

    kwargs = _get_kwargs(
        email=email,
        is_bot_interacted_in_last_24h=is_bot_interacted_in_last_24h,
        is_channel=is_channel,
        is_interacted_in_last_24h=is_interacted_in_last_24h,
        is_last_message_in_last_24h=is_last_message_in_last_24h,
        is_opt_in_email=is_opt_in_email,
        is_opt_in_sms=is_opt_in_sms,
        limit=limit,
        name=name,
        page=page,
        phone=phone,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    email: str | Unset = UNSET,
    is_bot_interacted_in_last_24h: str | Unset = UNSET,
    is_channel: str | Unset = UNSET,
    is_interacted_in_last_24h: str | Unset = UNSET,
    is_last_message_in_last_24h: str | Unset = UNSET,
    is_opt_in_email: str | Unset = UNSET,
    is_opt_in_sms: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    name: str | Unset = UNSET,
    page: int | Unset = UNSET,
    phone: str | Unset = UNSET,
) -> BotUserResource | ResponseError | None:
    """Lists the subscribers of the whole workspace, at most 100,000 for one filter. Scope: Manage Team.

    Args:
        email (str | Unset):
        is_bot_interacted_in_last_24h (str | Unset):
        is_channel (str | Unset):
        is_interacted_in_last_24h (str | Unset):
        is_last_message_in_last_24h (str | Unset):
        is_opt_in_email (str | Unset):
        is_opt_in_sms (str | Unset):
        limit (int | Unset):
        name (str | Unset):
        page (int | Unset):
        phone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BotUserResource | ResponseError
    """

    return (
        await asyncio_detailed(
            client=client,
            email=email,
            is_bot_interacted_in_last_24h=is_bot_interacted_in_last_24h,
            is_channel=is_channel,
            is_interacted_in_last_24h=is_interacted_in_last_24h,
            is_last_message_in_last_24h=is_last_message_in_last_24h,
            is_opt_in_email=is_opt_in_email,
            is_opt_in_sms=is_opt_in_sms,
            limit=limit,
            name=name,
            page=page,
            phone=phone,
        )
    ).parsed
