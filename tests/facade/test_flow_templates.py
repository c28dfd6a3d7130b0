from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from flochat import (
    FlowTemplate,
    InvalidArgumentError,
    NotFoundError,
    OutcomeUnknownError,
    Secret,
)
from flochat.sandbox import Server
from tests.support.ledger import operations


@pytest.mark.habits(name_filter="part", unknown_path="404")
def test_templates_are_listed_with_their_installs(client: Any, sandbox: Server) -> None:
    support = sandbox.seed.flow_template("Support", price=12)
    sandbox.seed.flow_template("Sales")
    sandbox.seed.template_install(support, team_id=7, created_at="2026-11-22 10:00:00")
    (template,) = client.flow_templates.list(name="supp")
    assert (template.template_ns, template.price) == (support, Decimal(12))
    assert len(client.flow_templates.list().to_list()) == 2
    for pointed_at in (template, support):
        (install,) = client.flow_templates.installs(pointed_at)
        assert (install.team_id, install.template_ns) == (7, support)
        assert (install.can_view, install.can_edit) == (True, False)
        assert (install.created_at, install.uninstalled_at) == (datetime(2026, 11, 22, 10), None)
    with pytest.raises(NotFoundError):
        client.flow_templates.installs("f1tpl1").to_list()


def test_a_link_is_given_and_not_shown(client: Any, sandbox: Server) -> None:
    template = sandbox.seed.flow_template("Support")
    link = client.flow_templates.generate_one_time_link(template, days=7)
    assert link.token.reveal() in link.url.reveal()
    assert template in link.url.reveal()
    assert isinstance(link.expires_at, datetime)
    assert link.token.reveal() not in repr(link)
    assert operations(sandbox) == ["POST /template/{}/generate-one-time-link"]
    assert sandbox.requests[0].query == [("days", "7")]
    other = client.flow_templates.generate_one_time_link(FlowTemplate(template_ns=template))
    assert other.url != link.url
    assert isinstance(other.url, Secret)
    assert sandbox.requests[1].query == []


def test_a_link_is_not_made_twice(client: Any, sandbox: Server) -> None:
    sandbox.answer_next(status=502, text="Bad gateway")
    with pytest.raises(OutcomeUnknownError):
        client.flow_templates.generate_one_time_link("f1tpl1")
    assert len(sandbox.requests) == 1


def test_bad_input_costs_no_request(client: Any, sandbox: Server) -> None:
    for template, days in (("", None), (FlowTemplate(), None), ("a/b", 1), ("f1tpl1", 0)):
        with pytest.raises(InvalidArgumentError):
            client.flow_templates.generate_one_time_link(template, days=days)
    for template in ("", "..", FlowTemplate()):
        with pytest.raises(InvalidArgumentError):
            client.flow_templates.installs(template).first()
    assert sandbox.requests == []
