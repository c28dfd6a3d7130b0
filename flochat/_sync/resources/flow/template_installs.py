# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/template_installs.py: edit that one.
"""Templates that are installed in the flow."""

from __future__ import annotations

from ....models.flow_templates import TemplateInstall
from ...base import Resource
from ...pager import Pager


class TemplateInstallsAPI(Resource):
    """`client.flow.template_installs`: templates in this flow. Needs the scope Manage Flow."""

    def list(self) -> Pager[TemplateInstall]:
        """All templates that are installed in this flow, or were. GET /flow/template-installs

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list("GET /flow/template-installs", TemplateInstall)
