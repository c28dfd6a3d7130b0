from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flochat.contract import vendored_contract
from flochat.contract.diff import Changes, diff
from flochat.contract.document import operations
from flochat.contract.errors import ContractError
from scripts.regeneration.generate import generate
from scripts.regeneration.tools import ROOT
from scripts.regeneration.verify import check_nothing_lost, compare, verify
from tests.support.small_contract import json as json_body
from tests.support.small_contract import operation, small_contract

TAGS = "flochat_api/api/tags/tags.py"
INDEX = "flochat_api/operations.py"


@pytest.fixture
def client(small_client: Path, tmp_path: Path) -> Path:
    """A generated tree of one's own."""
    return Path(shutil.copytree(small_client, tmp_path / "generated"))


def edit(client: Path, name: str, old: str, new: str) -> None:
    file = client / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_a_client_as_generated_is_sound(client: Path) -> None:
    verify(small_contract(), client)


def test_the_committed_client_is_sound_and_types_all_documented_answers() -> None:
    contract = vendored_contract(overlaid=False)
    answers = [
        answer
        for documented in operations(contract).values()
        for status, answer in documented["responses"].items()
        if status.startswith("2") and "content" in answer
    ]
    assert len(answers) == 247
    verify(contract, ROOT / "generated", types=False)


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        (TAGS, "import httpx", "import nothing_of_this_name", "No module named"),
        (TAGS, "def _get_kwargs(", "def _get_kwargs(:", "SyntaxError"),
        (TAGS, "    range_: str | Unset = UNSET,\n", "", "not the module's arguments"),
        (TAGS, "return response_200", "return None", "GET /tags has no type for its answer 200"),
        (INDEX, '"GET /tags"', '"GET /labels"', "GET /labels, GET /tags"),
        (INDEX, '"kind", "query", True', '"kind", "query", False', "of GET /tags the index says"),
        (INDEX, 'required=("name",)', 'required=("tag_ns",)', "of POST /tags the index says"),
        (INDEX, '"/tags",', '"/labels",', "of GET /tags the index says"),
        (INDEX, "api.tags.create_tag", "api.tags.add_tag", "No module named"),
    ],
)
def test_a_client_that_is_not_what_the_contract_says_is_an_error(
    client: Path, name: str, old: str, new: str, found: str
) -> None:
    edit(client, name, old, new)
    with pytest.raises(ContractError, match=found):
        verify(small_contract(), client, types=False)


def test_a_schema_without_a_class_is_an_error(client: Path) -> None:
    contract = small_contract()
    contract["components"]["schemas"]["Label"] = {"type": "object"}
    contract["components"]["schemas"]["Anything"] = {}
    with pytest.raises(ContractError, match="there is no class for Label;"):
        verify(contract, client, types=False)


def test_an_operation_too_many_or_too_few_is_an_error(client: Path) -> None:
    contract = small_contract()
    contract["paths"]["/more"] = {"get": operation("more", json_body({"type": "string"}))}
    with pytest.raises(ContractError, match="not in both index and document: GET /more"):
        verify(contract, client, types=False)


def test_types_are_checked_unless_that_is_switched_off(client: Path) -> None:
    edit(client, TAGS, "return response_200", "response_200 = 1\n        return response_200")
    verify(small_contract(), client, types=False)
    with pytest.raises(ContractError, match="Incompatible types in assignment"):
        verify(small_contract(), client)


def test_verifying_leaves_nothing_behind(client: Path, small_client: Path) -> None:
    verify(small_contract(), client, types=False)
    names = [path.relative_to(client) for path in client.rglob("*")]
    assert sorted(names) == sorted(
        path.relative_to(small_client) for path in small_client.rglob("*")
    )


# Nothing goes without a word


def test_an_operation_that_goes_unreported_is_an_error(client: Path) -> None:
    old = small_contract()
    old["paths"]["/more"] = {"get": operation("more", json_body({"type": "string"}))}
    with pytest.raises(ContractError, match="lacks GET /more, which no finding reports"):
        check_nothing_lost(old, small_contract(), Changes(), client)


def test_an_operation_that_is_reported_as_removed_may_go(client: Path) -> None:
    old = small_contract()
    old["paths"]["/more"] = {"get": operation("more", json_body({"type": "string"}))}
    old["paths"]["/tags"]["delete"] = operation("drop", json_body({"type": "string"}))
    changes = diff(old, small_contract())
    check_nothing_lost(old, small_contract(), changes, client)


# Comparing a committed tree with a fresh one


def test_a_tree_differs_in_nothing_from_its_like(client: Path, small_client: Path) -> None:
    (client / "flochat_api/__pycache__").mkdir(exist_ok=True)
    (client / "flochat_api/__pycache__/client.cpython-311.pyc").write_bytes(b"")
    assert compare(client, small_client) == []


def test_a_file_edited_by_hand_is_called_so(client: Path, small_client: Path) -> None:
    edit(client, TAGS, "range_", "range__")
    assert compare(client, small_client) == [f"{TAGS}: edited by hand"]


def test_a_tree_of_another_contract_is_called_stale(client: Path, tmp_path: Path) -> None:
    contract = small_contract()
    contract["paths"]["/tags"]["get"]["description"] = "Lists the tags."
    generate(contract, tmp_path / "fresh")
    assert compare(client, tmp_path / "fresh") == [f"{TAGS}: stale", "provenance.json: stale"]


def test_files_that_are_missing_or_too_many_are_named(client: Path, small_client: Path) -> None:
    (client / TAGS).unlink()
    (client / "flochat_api/more.py").touch()
    assert compare(client, small_client) == [
        f"{TAGS}: missing",
        "flochat_api/more.py: not generated",
    ]


def test_without_a_committed_tree_every_file_is_missing(tmp_path: Path, small_client: Path) -> None:
    lines = compare(tmp_path / "nowhere", small_client)
    assert f"{TAGS}: missing" in lines
    assert all(line.endswith(": missing") for line in lines)
