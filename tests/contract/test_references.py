"""Whatever is behind a `$ref` is in the document for everybody who reads it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flochat._wire.seam import wire_identity
from flochat.contract import json_pointer
from flochat.contract.diff import diff
from flochat.contract.diff.operation import operations as in_the_comparison
from flochat.contract.diff.source import Source
from flochat.contract.document import check, identities, operations
from flochat.contract.errors import ContractError
from flochat.contract.normalise import normalise
from flochat.contract.overlay import to_generate
from flochat.contract.references import with_path_items
from scripts.regeneration import index
from tests.support.small_contract import small_contract

Document = dict[str, Any]

NO_OVERLAY: Document = {"overlay": "1.0.0", "actions": []}


def move(document: Document, holder: Any, key: Any, place: str = "x-shared") -> str:
    """Put a part of a document elsewhere, as a bundler does, with a reference in its place."""
    shared = document.setdefault(place, {})
    name = f"part{len(shared)}"
    shared[name] = holder[key]
    holder[key] = {"$ref": f"#/{place}/{name}"}
    return name


def bundled() -> Document:
    """The small contract with everything elsewhere that may be behind a reference."""
    document = small_contract()
    paths = document["paths"]
    post, put = paths["/tags"]["post"], paths["/lists/{listId}/tags/{tagId}"]["put"]
    move(document, post, "requestBody")
    move(document, put["responses"], "200")
    move(document, paths["/tags"]["get"]["parameters"], 0)
    move(document, paths["/lists/{listId}/tags/{tagId}"]["parameters"], 1)
    for path in list(paths):
        move(document, paths, path)
    return document


def test_a_bundled_document_is_read_as_the_one_that_it_was_made_of() -> None:
    plain, other = normalise(small_contract()), normalise(bundled())
    check(bundled())
    assert operations(bundled()).keys() == operations(small_contract()).keys()
    assert identities(bundled()) == identities(plain) == identities(other)
    wire = [change for change in diff(plain, other).findings if change.operation is not None]
    assert wire == []
    shapes = [index.shapes(to_generate(one, NO_OVERLAY)) for one in (plain, other)]
    assert shapes[0] == shapes[1]


def test_nothing_that_an_operation_takes_is_behind_a_reference_for_the_generator() -> None:
    paths = to_generate(normalise(bundled()), NO_OVERLAY)["paths"]
    assert "$ref" not in paths["/tags"]["post"]["requestBody"]
    assert "$ref" not in paths["/lists/{listId}/tags/{tagId}"]["put"]["responses"]["200"]
    parameters = paths["/tags"]["get"]["parameters"]
    # It follows one straight to a component itself.
    assert [p["$ref"] for p in parameters if "$ref" in p] == ["#/components/parameters/kind"]


def test_a_component_that_is_a_reference_itself_is_followed_for_the_generator() -> None:
    document = small_contract()
    move(document, document["components"]["parameters"], "kind")
    made = to_generate(normalise(document), NO_OVERLAY)
    assert made["components"]["parameters"]["kind"]["name"] == "kind"


def test_keywords_beside_the_reference_of_a_path_win() -> None:
    document = small_contract()
    del document["paths"]["/tags"]["get"]
    other = copy.deepcopy(small_contract()["paths"]["/tags"])
    document["x-shared"] = {"tags": other}
    document["paths"]["/tags"] = {"$ref": "#/x-shared/tags", "get": {"responses": {}}}
    whole = with_path_items(document)["paths"]["/tags"]
    assert whole["get"] == {"responses": {}}
    assert whole["post"] == other["post"]


def test_a_document_without_references_of_paths_stays_what_it_is() -> None:
    assert with_path_items(small_contract()) == small_contract()


@pytest.mark.parametrize("reference", ["#/paths/~1tags", "#/x-nowhere", "other.json#/a"])
def test_a_path_that_leads_nowhere_is_refused(reference: str) -> None:
    document = small_contract()
    document["paths"]["/tags"] = {"$ref": reference}
    normalise(document)
    with pytest.raises(ContractError, match="the "):
        check(document)


def test_what_a_reference_leads_to_must_have_the_form_of_what_it_stands_for() -> None:
    document = bundled()
    document["x-shared"]["part0"]["content"] = 5
    with pytest.raises(ContractError, match="no object at #/x-shared/part0 > content"):
        check(document)


def test_path_items_whose_copies_would_fill_the_memory_are_refused() -> None:
    document = small_contract()
    document["x-shared"] = {"big": {"description": "x" * 1_000_000, "get": {"responses": {}}}}
    document["paths"] |= {f"/big{n}": {"$ref": "#/x-shared/big"} for n in range(30)}
    with pytest.raises(ContractError, match="path items that take up more than 20 MB"):
        check(document)


def movable(document: Document) -> list[tuple[Any, Any]]:
    """Everything in a document that may be behind a reference: its container and its key."""
    places: list[tuple[Any, Any]] = []
    for path, item in document["paths"].items():
        for method, one in item.items():
            if method == "parameters":
                places += [(one, number) for number in range(len(one))]
                continue
            places += [(one["responses"], status) for status in one["responses"]]
            places += [(one, "requestBody")] if "requestBody" in one else []
            parameters = one.get("parameters", [])
            places += [(parameters, number) for number in range(len(parameters))]
        places.append((document["paths"], path))
    return places


@given(
    st.lists(st.integers(0, 3), min_size=20, max_size=20),
    st.sampled_from(["x-shared", "x-a/b~c", "x-deep"]),
)
@settings(deadline=None)
def test_no_two_readers_disagree_about_what_is_behind_references(
    steps: list[int], place: str
) -> None:
    document = small_contract()
    for (holder, key), count in zip(movable(document), steps, strict=False):
        for _ in range(count):  # a reference to a reference, and so on
            shared = document.setdefault(place, {})
            name = f"part{len(shared)}"
            shared[name] = holder[key]
            holder[key] = {"$ref": f"#{json_pointer.build(place, name)}"}
    check(document)
    normal = normalise(document)
    expected = identities(small_contract())
    assert identities(document) == identities(normal) == expected
    compared = {wire_identity(*name.split(" ", 1)) for name in in_the_comparison(Source(normal))}
    assert compared == expected
    generated = to_generate(normal, NO_OVERLAY)
    assert index.shapes(generated) == index.shapes(to_generate(small_contract(), NO_OVERLAY))
    changes = diff(small_contract(), document)
    assert [finding for finding in changes.findings if finding.operation is not None] == []
