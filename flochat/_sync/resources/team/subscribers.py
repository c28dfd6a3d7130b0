# Derived by scripts/sync_twin.py from
# flochat/_async/resources/team/subscribers.py: edit that one.
"""The subscribers of all flows of the workspace."""

from __future__ import annotations

from ...._requests.subscribers import personal_filters
from ....models.subscribers import Subscriber
from ...base import Resource
from ...pager import Pager


class TeamSubscribersAPI(Resource):
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
    ) -> Pager[Subscriber]:
        """The subscribers that fit all of the filters.

        `name`, `phone` and `email` are searched for within what is stored; `channel` is facebook,
        instagram, whatsapp_cloud, telegram, web, ... The API has none of the other filters of
        `client.subscribers.list` here.

        The service hands out 1,000 pages of 100 at the most (`PageCapError` beyond).

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
