"""Templates of flows, which other workspaces install."""

from __future__ import annotations

from ..._requests.flow_templates import FlowTemplateRef
from ..._requests.references import identifier_of
from ..._values.checks import check_count, check_texts
from ...models.flow_templates import FlowTemplate, OneTimeLink, TemplateInstall
from ..base import AsyncResource
from ..pager import AsyncPager


class AsyncFlowTemplatesAPI(AsyncResource):
    """`client.flow_templates`: templates that flows are made from. Needs the scope Manage Team.

    Where one is asked for, it is a `FlowTemplate` or its `template_ns`.
    """

    def list(self, *, name: str | None = None) -> AsyncPager[FlowTemplate]:
        """All templates of the workspace, or those whose name contains `name`. GET /templates

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list("GET /templates", FlowTemplate, query=check_texts(name=name))

    def installs(self, template: FlowTemplateRef) -> AsyncPager[TemplateInstall]:
        """Where a template is installed, and was. GET /template/{templateNs}/installs

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list(
            "GET /template/{}/installs",
            TemplateInstall,
            identifier_of(template, FlowTemplate, "template_ns"),
        )

    async def generate_one_time_link(
        self, template: FlowTemplateRef, *, days: int | None = None
    ) -> OneTimeLink:
        """A link with which the template can be installed once, valid for so many `days`.

        `link.url.reveal()` gives what is to be passed on. Never repeated by itself: when no clear
        answer comes it raises `OutcomeUnknownError`.

        POST /template/{templateNs}/generate-one-time-link
        """
        return await self._record(
            "POST /template/{}/generate-one-time-link",
            OneTimeLink,
            identifier_of(template, FlowTemplate, "template_ns"),
            query={"days": None if days is None else check_count(days, "days", least=1)},
        )
