"""The subscribers of all flows of the workspace."""

from __future__ import annotations

from ...._requests.subscribers import personal_filters
from ....models.subscribers import Subscriber
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncTeamSubscribersAPI(AsyncResource):
    """`client.team.subscribers`: the subscribers of all flows. Needs the scope Manage Team.

    `client.subscribers` has those of the flow that the key belongs to.
    """

    def list(
        self,
        *,
        name: str | None = None,
        phone: str | None = None,
        email: str | None = None,
        channel: str | None = None,
        is_opt_in_email: bool | None = None,
        is_opt_in_sms: bool | None = None,
        is_interacted_in_last_24h: bool | None = None,
        is_bot_interacted_in_last_24h: bool | None = None,
        is_last_message_in_last_24h: bool | None = None,
    ) -> AsyncPager[Subscriber]:
        """List the subscribers that match all of the filters.

        The API has none of the other filters of `client.subscribers.list` here.

        Args:
            name: part of a name; None does not filter.
            phone: a phone as it is stored (of some hosts a part will do); None does not filter.
            email: part of an email address as it is stored; None does not filter.
            channel: facebook, instagram, whatsapp_cloud, telegram, web, ...; None does not filter.
            is_opt_in_email: whether they agreed to emails; None does not filter.
            is_opt_in_sms: whether they agreed to SMS; None does not filter.
            is_interacted_in_last_24h: whether they interacted in the last 24 hours; None does not
                filter.
            is_bot_interacted_in_last_24h: whether the bot and they interacted in the last 24 hours;
                None does not filter.
            is_last_message_in_last_24h: whether the last message is from the last 24 hours; None
                does not filter.

        Raises:
            PageCapError: on iterating, beyond 1,000 pages of 100, the most that the service hands
                out.

        GET /team-bot-users
        """
        return self._list(
            "GET /team-bot-users",
            Subscriber,
            query=personal_filters(
                name=name,
                phone=phone,
                email=email,
                channel=channel,
                is_opt_in_email=is_opt_in_email,
                is_opt_in_sms=is_opt_in_sms,
                is_interacted_in_last_24h=is_interacted_in_last_24h,
                is_bot_interacted_in_last_24h=is_bot_interacted_in_last_24h,
                is_last_message_in_last_24h=is_last_message_in_last_24h,
            ),
        )
