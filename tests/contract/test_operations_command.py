from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from flochat._wire.operation_table import TABLE
from flochat.contract.document import operations
from tests.support.contract_facts import IS_OURS


def run(*arguments: str) -> str:
    command = [sys.executable, "-m", "flochat.contract", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def test_the_operations_are_listed_for_programs() -> None:
    rows = {row["operation"]: row for row in json.loads(run("operations", "--json"))}
    document: dict[str, Any] = json.loads(Path("openapi.json").read_text(encoding="utf-8"))
    documented = operations(document).keys()
    # One that the facade lacks is not listed.
    assert rows.keys() == documented if IS_OURS else rows.keys() <= documented
    assert rows["DELETE /subscriber/remove-labels-by-name"] == {
        "operation": "DELETE /subscriber/remove-labels-by-name",
        "facade": ["bulk.remove_labels", "subscribers.remove_labels"],
        "safety": "edit",
        "scope": "Manage Flow",
        "max_items": 20,
        "max_page": None,
    }
    assert rows["GET /subscribers"]["max_page"] == 1000
    assert rows["GET /me"]["scope"] == "any"


def test_the_operations_are_listed_for_people() -> None:
    lines = run("operations").splitlines()
    assert len(lines) == len(TABLE)
    assert "destroy   DELETE /flow/delete-tag  flow.tags.delete" in lines
