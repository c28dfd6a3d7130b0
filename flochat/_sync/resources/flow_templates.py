# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow_templates.py: edit that one.
"""Flow templates, which other workspaces install."""

from __future__ import annotations

from ..._requests.flow_templates import FlowTemplateRef
from ..._requests.references import identifier_of
from ..._values.checks import check_count, check_texts
from ...models.flow_templates import FlowTemplate, OneTimeLink, TemplateInstall
from ..base import Resource
from ..pager import Pager


class FlowTemplatesAPI(Resource):
    """`client.flow_templates`: templates that flows are made from. Needs the scope Manage Team.

    Where one is asked for, it is a `FlowTemplate` or its `template_ns`.
    """

    def list(self, *, name: str | None = None) -> Pager[FlowTemplate]:
        """List the templates of the workspace, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /templates
        """
        return self._list("GET /templates", FlowTemplate, query=check_texts(name=name))

    def installs(self, template: FlowTemplateRef) -> Pager[TemplateInstall]:
        """List where `template`, a `FlowTemplate` or its `template_ns`, is installed, and was.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /template/{templateNs}/installs
        """
        return self._list(
            "GET /template/{}/installs",
            TemplateInstall,
            identifier_of(template, FlowTemplate, "template_ns"),
        )

    def generate_one_time_link(
        self, template: FlowTemplateRef, *, days: int | None = None
    ) -> OneTimeLink:
        """Return a link with which a template can be installed once.

        `template` is a `FlowTemplate` or its `template_ns`; the link is valid for so many `days`,
        at least 1, and None leaves that to the platform. `link.url.reveal()` gives the address to
        pass on. Not retried: raises `OutcomeUnknownError` when no clear answer comes.

        POST /template/{templateNs}/generate-one-time-link
        """
        return self._record(
            "POST /template/{}/generate-one-time-link",
            OneTimeLink,
            identifier_of(template, FlowTemplate, "template_ns"),
            query={"days": None if days is None else check_count(days, "days", minimum=1)},
        )
