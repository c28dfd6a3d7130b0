"""Templates installed in the flow."""

from __future__ import annotations

from ....models.flow_templates import TemplateInstall
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncTemplateInstallsAPI(AsyncResource):
    """`client.flow.template_installs`: templates in this flow. Needs the scope Manage Flow."""

    def list(self) -> AsyncPager[TemplateInstall]:
        """List the templates that are installed in this flow, or were.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /flow/template-installs
        """
        return self._list("GET /flow/template-installs", TemplateInstall)
