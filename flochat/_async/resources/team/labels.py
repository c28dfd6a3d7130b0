"""The labels of the team."""

from __future__ import annotations

from ...._requests.references import id_of
from ...._requests.subscribers import label_name_of
from ...._requests.team import AnyLabelRef
from ...._values.checks import check_text, check_texts
from ....models.base import Ack
from ....models.subscribers import Label
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncLabelsAPI(AsyncResource):
    """`client.team.labels`: what agents put on people. Needs the scope Manage Team.

    All flows of the workspace share them; `client.flow.tags` belong to one.
    """

    def list(self, *, name: str | None = None) -> AsyncPager[Label]:
        """List the labels, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /team/labels
        """
        return self._list("GET /team/labels", Label, query=check_texts(name=name))

    async def find(self, name: str) -> Label | None:
        """Return the label with the exact `name`; None when there is none. GET /team/labels"""
        async for label in self.list(name=check_text(name, "name")):
            if label.name == name:
                return label
        return None

    async def create(self, name: str) -> Label:
        """Create a label called `name`.

        Not retried: raises `OutcomeUnknownError` when no clear answer comes.

        POST /team/create-label
        """
        body = {"name": check_text(name, "name")}
        return await self._record("POST /team/create-label", Label, body=body)

    async def delete(self, label: AnyLabelRef) -> Ack:
        """Delete a label, which takes it off everyone.

        `label` is a `Label`, its id or its name.

        DELETE /team/delete-label, or DELETE /team/delete-label-by-name for a name.
        """
        if isinstance(label, str) or (isinstance(label, Label) and label.id is None):
            return await self._action(
                "DELETE /team/delete-label-by-name", body={"name": label_name_of(label)}
            )
        return await self._action("DELETE /team/delete-label", body={"id": id_of(label, Label)})
