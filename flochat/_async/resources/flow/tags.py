"""Tags of the flow."""

from __future__ import annotations

from .... import _requests
from ...._values.checks import check_text, check_texts
from ....models.base import Ack
from ....models.tags import Tag
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncTagsAPI(AsyncResource):
    """`client.flow.tags`: the tags that subscribers can be given. Needs the scope Manage Flow."""

    def list(self, *, name: str | None = None) -> AsyncPager[Tag]:
        """All tags, or those whose name contains `name`. GET /flow/tags

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list("GET /flow/tags", Tag, query=check_texts(name=name))

    async def create(self, name: str) -> Tag:
        """Create a tag. POST /flow/create-tag

        Never repeated by itself: when no clear answer comes it raises `OutcomeUnknownError`.
        """
        return await self._record(
            "POST /flow/create-tag", Tag, body={"name": check_text(name, "name")}
        )

    async def delete(self, tag: _requests.TagRef) -> Ack:
        """Delete a tag, which takes it off everybody. `tag` is a tag, namespace (f12t34) or name.

        DELETE /flow/delete-tag, or DELETE /flow/delete-tag-by-name for a name.
        """
        from ...._requests.batches import Form
        from ...._requests.tags import TAG

        return await self._one(
            tag,
            TAG,
            by_namespace=Form("DELETE /flow/delete-tag", "tag_ns"),
            by_name=Form("DELETE /flow/delete-tag-by-name", "name"),
        )
