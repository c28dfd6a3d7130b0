# Derived by scripts/sync_twin.py from
# flochat/_async/resources/team/members.py: edit that one.
"""Who works in the workspace."""

from __future__ import annotations

from ...._requests.team import MemberRole
from ...._values.checks import check_texts
from ....models.team import Member
from ...base import Resource
from ...pager import Pager


class MembersAPI(Resource):
    """`client.team.members`: who works in the workspace. Needs the scope Manage Team."""

    def list(self, *, name: str | None = None, role: MemberRole | None = None) -> Pager[Member]:
        """All members, or those whose name contains `name` and who have the `role`.

        `role` is owner, admin, member or agent. The service hands out 100 pages of 100 at the most
        (`PageCapError` beyond), and iterating raises `DecodeError` when it ignores the role.

        GET /team-members
        """
        filters = check_texts(name=name, role=role)
        return self._list("GET /team-members", Member, query=filters, asked={"role": role})
