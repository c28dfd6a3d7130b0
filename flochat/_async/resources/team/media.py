"""The files that members keep."""

from __future__ import annotations

from ...._requests.references import id_of
from ...._requests.team import MemberRef
from ...._values.checks import check_optional_text
from ....models.team import MediaFile, Member
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncMediaAPI(AsyncResource):
    """`client.team.media`: the files that members keep. Needs the scope Manage Team."""

    def list(
        self, *, member: MemberRef | None = None, media_type: str | None = None
    ) -> AsyncPager[MediaFile]:
        """List the files, all or those of a member and of a type.

        `member` is a `Member` or their id; `media_type` is a text; None does not filter. The
        service does not say which types it knows, and answers with all where it does not know one.
        The service hands out at most 100 pages of 100 (`PageCapError` beyond). Iterating raises
        `DecodeError` when the service ignores the member.

        GET /media-library
        """
        user_id = None if member is None else id_of(member, Member)
        return self._list(
            "GET /media-library",
            MediaFile,
            query={"user_id": user_id, "type": check_optional_text(media_type, "media_type")},
            asked={"user_id": user_id},
        )
