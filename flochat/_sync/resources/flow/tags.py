# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/tags.py: edit that one.
"""Tags of the flow."""

from __future__ import annotations

from .... import _requests
from ...._values.checks import check_text, check_texts
from ....models.base import Ack
from ....models.tags import Tag
from ...base import Resource
from ...pager import Pager


class TagsAPI(Resource):
    """`client.flow.tags`: the tags that subscribers can be given. Needs the scope Manage Flow."""

    def list(self, *, name: str | None = None) -> Pager[Tag]:
        """List the tags, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        Example:
            for tag in client.flow.tags.list(name="VIP"):
                print(tag.tag_ns, tag.name)

        GET /flow/tags
        """
        return self._list("GET /flow/tags", Tag, query=check_texts(name=name))

    def create(self, name: str) -> Tag:
        """Create a tag called `name`.

        Not retried: raises `OutcomeUnknownError` when no clear answer comes.

        Example:
            gold = client.flow.tags.create("Gold members")

        POST /flow/create-tag
        """
        return self._record("POST /flow/create-tag", Tag, body={"name": check_text(name, "name")})

    def delete(self, tag: _requests.TagRef) -> Ack:
        """Delete a tag, which takes it off everyone.

        `tag` is a `Tag`, its namespace (f12t34) or its name.

        DELETE /flow/delete-tag, or DELETE /flow/delete-tag-by-name for a name.
        """
        from ...._requests.batches import BatchForm
        from ...._requests.tags import TAG

        return self._one(
            tag,
            TAG,
            by_namespace=BatchForm("DELETE /flow/delete-tag", "tag_ns"),
            by_name=BatchForm("DELETE /flow/delete-tag-by-name", "name"),
        )
