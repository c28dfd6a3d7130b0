from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from flochat._wire.seam import wire_identity
from flochat.contract import vendored_contract
from flochat.contract.document import operations
from flochat.contract.errors import ContractError
from flochat.contract.media import JSON
from flochat.contract.normalise import normalise
from flochat_api.operations import OPERATIONS
from scripts.regeneration import index
from scripts.regeneration.generate import generate
from scripts.regeneration.tools import ROOT, TOOLS
from tests.support import built_requests
from tests.support.cosmetic import cosmetic_changes
from tests.support.small_contract import operation, small_contract

GENERATED = ROOT / "generated"
CONTRACT = vendored_contract()


def imported(source: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("small_operations", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def built(generated: Path) -> dict[str, Any]:
    """The requests that a generated client builds, by wire identity."""
    program = Path(built_requests.__file__)
    command = [sys.executable, "-I", "-B", str(program), str(generated)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    requests: dict[str, Any] = json.loads(done.stdout)
    return requests


def test_every_operation_is_in_the_index_under_its_wire_identity() -> None:
    names = [name.split(" ", 1) for name in operations(CONTRACT)]
    assert list(OPERATIONS) == sorted(wire_identity(method, path) for method, path in names)
    assert OPERATIONS


def test_every_request_is_built_with_the_names_of_the_document() -> None:
    requests = built(GENERATED)
    for name, documented in operations(CONTRACT).items():
        method, path = name.split(" ", 1)
        parameters = documented.get("parameters", [])
        query = {p["name"]: p["name"] for p in parameters if p["in"] == "query"}
        request = requests[wire_identity(method, path)]
        assert request["method"] == method.lower()
        assert request.get("params", {}) == query
        assert ("json" in request) is ("requestBody" in documented)
    placed = requests["PUT /team/ticket-lists/{}/update/{}"]
    assert placed["url"] == "/team/ticket-lists/first/update/second"


def test_what_a_body_may_and_must_have_is_what_the_document_says() -> None:
    for identity, row in OPERATIONS.items():
        method, _ = identity.split(" ", 1)
        body = CONTRACT["paths"][row.path][method.lower()].get("requestBody")
        assert (body is None) is (row.body is None)
        if body is None or row.body is None:
            continue
        schema = body["content"]["application/json"]["schema"]
        if "$ref" in schema:
            schema = CONTRACT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        assert set(row.body.known) == set(schema["properties"])
        assert set(row.body.required) == set(schema.get("required", []))
        assert row.body.mandatory is body["required"]


def test_names_that_python_or_editors_changed_are_told_from_those_on_the_wire() -> None:
    summary = OPERATIONS["GET /flow-summary"]
    assert {p.wire: p.python for p in summary.parameters if p.place == "query"} == {
        "flow_ns": "flow_ns",
        "range": "range_",
    }
    comment = OPERATIONS["POST /team/ticket-lists/{}/items/{}/comments"]
    assert comment.path == "/team/ticket-lists/{listId}/items/{listItemId}/comments"
    assert [p.wire for p in comment.parameters] == ["listId", "listItemId"]
    assert comment.body is not None
    assert comment.body.required == ("content",)


def test_editing_changes_no_request(tmp_path: Path) -> None:
    edited = normalise(cosmetic_changes(vendored_contract()))
    generate(edited, tmp_path)
    before, after = built(GENERATED), built(tmp_path)
    assert before.keys() == OPERATIONS.keys()
    assert after == before
    assert not (tmp_path / "flochat_api/api/flow_tag").exists()


def test_parameters_of_the_path_and_referred_ones_are_found(small_client: Path) -> None:
    rows = imported(small_client / "flochat_api/operations.py").OPERATIONS
    assert rows["GET /tags"].parameters == (
        ("kind", "kind", "query", True, ""),
        ("range", "range_", "query", False, ""),
    )
    assert rows["PUT /lists/{}/tags/{}"].parameters == (
        ("listId", "list_id", "path", True, ""),
        ("tagId", "tag_id", "path", True, ""),
    )


def test_bodies_made_of_parts_have_the_names_of_all_parts(small_client: Path) -> None:
    rows = imported(small_client / "flochat_api/operations.py").OPERATIONS
    assert rows["GET /tags"].body is None
    assert rows["POST /tags"].body == (("name", "tag_ns"), ("name",), True, JSON)
    assert rows["PUT /lists/{}/tags/{}"].body == (
        ("name", "place", "tag_ns"),
        ("name", "place"),
        False,
        JSON,
    )


@pytest.mark.parametrize("keyword", ["allOf", "oneOf", "anyOf"])
def test_a_body_that_is_part_of_itself_has_the_names_of_the_rest(keyword: str) -> None:
    contract = small_contract()
    tag = contract["components"]["schemas"]["Tag"]
    tag[keyword] = [{"$ref": "#/components/schemas/Tag"}]
    body = index.shapes(contract)["POST /tags"].body
    assert body is not None
    assert (body.known, body.required) == (("name", "tag_ns"), ("name",))


def test_the_index_is_formatted_as_the_generated_code_around_it(tmp_path: Path) -> None:
    shutil.copy(GENERATED / "flochat_api/operations.py", tmp_path)
    ruff = str(TOOLS.executable("ruff"))
    command = [ruff, "format", "--isolated", "--no-cache", "--check", "operations.py"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0


def test_a_module_that_is_missing_is_an_error(small_client: Path) -> None:
    contract = small_contract()
    contract["paths"]["/new"] = {"get": operation("new", {})}
    with pytest.raises(ContractError, match=r"GET /new has no generated module"):
        index.render(contract, small_client / "flochat_api")


def test_a_module_too_many_is_an_error(small_client: Path) -> None:
    contract = small_contract()
    del contract["paths"]["/tags"]["get"]
    with pytest.raises(ContractError, match="without an operation of the document: GET /tags"):
        index.render(contract, small_client / "flochat_api")


@pytest.mark.parametrize("place", ["query", "path", "header"])
def test_a_parameter_that_the_module_lacks_is_an_error(small_client: Path, place: str) -> None:
    contract = small_contract()
    more = {"name": "more", "in": place, "schema": {"type": "string"}}
    contract["paths"]["/tags"]["get"]["parameters"].append(more)
    with pytest.raises(ContractError, match=f"no argument for its {place} parameter 'more'"):
        index.render(contract, small_client / "flochat_api")
