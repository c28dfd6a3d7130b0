"""Who works in the workspace."""

from __future__ import annotations

from ...._requests.team import MemberRole
from ...._values.checks import check_texts
from ....models.team import Member
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncMembersAPI(AsyncResource):
    """`client.team.members`: who works in the workspace. Needs the scope Manage Team."""

    def list(
        self, *, name: str | None = None, role: MemberRole | None = None
    ) -> AsyncPager[Member]:
        """List the members, all or those that match both filters.

        `name` is part of a name; `role` is owner, admin, member or agent; None does not filter. The
        service hands out at most 100 pages of 100 (`PageCapError` beyond). Iterating raises
        `DecodeError` when the service ignores the role.

        GET /team-members
        """
        filters = check_texts(name=name, role=role)
        return self._list("GET /team-members", Member, query=filters, asked={"role": role})
