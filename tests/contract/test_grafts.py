"""Two readers of one document never disagree, whatever of OpenAPI is in it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat._wire.seam import wire_identity
from flochat.contract import json_pointer
from flochat.contract.diff import diff
from flochat.contract.diff.operation import operations as in_the_comparison
from flochat.contract.diff.source import Source
from flochat.contract.document import check, identities, operations
from flochat.contract.normalise import dump, normalise
from flochat.contract.overlay import left_out, to_generate
from scripts.regeneration import index
from scripts.regeneration.generate import generate
from scripts.regeneration.verify import check_nothing_lost, verify
from tests.support.grafts import GRAFTS
from tests.support.small_contract import small_contract

Document = dict[str, Any]

NO_OVERLAY: Document = {"overlay": "1.0.0", "actions": []}
#: What says nothing about requests and answers, so that the comparison may be silent about it.
SILENT = {"ignored header", "links"}

grafted = st.lists(st.sampled_from(sorted(GRAFTS)), unique=True, max_size=8)


def document_with(names: list[str]) -> Document:
    document = small_contract()
    for name in names:
        GRAFTS[name](document)
    separate: Document = json.loads(json.dumps(document))  # no two places share a part
    return separate


def followed(document: Document, node: Document) -> Document:
    """What a reference leads to, by way of our own: not as any of the readers follows it."""
    beside: Document = {}
    while "$ref" in node:
        beside = {**{key: node[key] for key in node if key != "$ref"}, **beside}
        pointer = json_pointer.of_reference(node["$ref"])
        assert pointer is not None
        node = json_pointer.resolve(document, pointer)
    return {**node, **beside}


def declared(document: Document, name: str) -> dict[tuple[str, str], bool]:
    """The parameters of an operation by name and place, and whether each is required."""
    method, path = name.split(" ")
    item = followed(document, document["paths"][path])
    nodes = [*item.get("parameters", []), *item[method.lower()].get("parameters", [])]
    parameters = [followed(document, node) for node in nodes]
    return {(one["name"], one["in"]): one.get("required") is True for one in parameters}


@given(grafted)
def test_no_two_readers_disagree(names: list[str]) -> None:
    document = document_with(names)
    before = copy.deepcopy(document)
    check(document)
    normal = normalise(document)
    assert dump(normalise(json.loads(dump(normal)))) == dump(normal)
    assert diff(document, document).findings == ()
    assert diff(document, normal).findings == ()

    expected = {wire_identity(*name.split(" ")) for name in operations(document)}
    assert identities(document) == identities(normal) == expected
    compared = {wire_identity(*name.split(" ", 1)) for name in in_the_comparison(Source(normal))}
    shapes = index.shapes(to_generate(normal, NO_OVERLAY))
    assert compared == shapes.keys() == expected

    lines = left_out(normal, NO_OVERLAY)
    for name in operations(document):
        wanted = declared(document, name)
        rows = {(p.wire, p.place): p.required for p in shapes[wire_identity(*name.split(" "))][1]}
        for parameter, is_required in wanted.items():
            if parameter in rows:
                assert rows[parameter] is is_required
            else:
                is_told = any(name in line and repr(parameter[0]) in line for line in lines)
                assert is_told or parameter[0] == "Authorization"
        assert rows.keys() <= wanted.keys()
    assert document == before


@given(grafted)
def test_what_comes_is_told(names: list[str]) -> None:
    document = document_with(names)
    findings = diff(small_contract(), document).findings
    added = {f.operation for f in findings if f.id == "endpoint-added"}
    assert added == operations(document).keys() - operations(small_contract()).keys()
    assert bool(findings) is bool(set(names) - SILENT)
    gone = {f.operation for f in diff(document, small_contract()).findings if "removed" in f.id}
    assert added <= gone


@pytest.mark.parametrize("name", GRAFTS)
def test_each_feature_alone_is_told(name: str) -> None:
    findings = diff(small_contract(), document_with([name])).findings
    assert bool(findings) is (name not in SILENT)


@pytest.mark.parametrize(
    ("name", "known", "required"),
    [
        ("allOf", {"a", "name", "tag_ns"}, {"a", "name"}),
        ("allOfRequires", {"a", "b"}, {"a", "b"}),
        ("oneOf", {"a", "b"}, {"a"}),
        ("anyOf", {"a"}, set()),
        ("vendor", {"a"}, {"a"}),
        ("charset", {"a"}, {"a"}),
        ("namedBody", {"a"}, {"a"}),
    ],
)
def test_a_body_has_the_names_that_it_may_and_must_have(
    name: str, known: set[str], required: set[str]
) -> None:
    shapes = index.shapes(to_generate(normalise(document_with(sorted(GRAFTS))), NO_OVERLAY))
    body = shapes[f"POST /grafted/{name}"].body
    assert body is not None
    assert (set(body.known), set(body.required)) == (known, required)


@pytest.mark.long  # generates clients
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_the_generator_sees_what_the_others_see(seed: int | None, tmp_path: Path) -> None:
    names = sorted(GRAFTS) if seed is None else Random(seed).sample(sorted(GRAFTS), 12)
    normal = normalise(document_with(names))
    generate(normal, tmp_path)
    check_nothing_lost(normal, normal, diff(normal, normal), tmp_path)
    verify(normal, tmp_path, types=seed is None)
    assert index.indexed(tmp_path) == identities(normal)
