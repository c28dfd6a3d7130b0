# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/template_installs.py: edit that one.
"""Templates installed in the flow."""

from __future__ import annotations

from ....models.flow_templates import TemplateInstall
from ...base import Resource
from ...pager import Pager


class TemplateInstallsAPI(Resource):
    """`client.flow.template_installs`: templates in this flow. Needs the scope Manage Flow."""

    def list(self) -> Pager[TemplateInstall]:
        """List the templates that are installed in this flow, or were.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /flow/template-installs
        """
        return self._list("GET /flow/template-installs", TemplateInstall)
