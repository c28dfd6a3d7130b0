"""What a change of the contract is called, and how the changelog tells it."""

from __future__ import annotations

from copy import deepcopy

import pytest

from scripts.schedule.change import LABELS, Kind, judge
from tests.support.stage import Document, additive, breaking, cosmetic, document


def with_more_to_answer() -> Document:
    new = document()
    new["components"]["schemas"]["Tag"]["properties"]["colour"] = {"type": "string"}
    return new


def with_more_to_send() -> Document:
    new = document()
    new["components"]["schemas"]["Tag"]["required"].append("tag_ns")
    return new


def with_another_tag() -> Document:
    new = document()
    new["paths"]["/tags"]["get"]["tags"] = ["Labels"]
    return new


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        (breaking(), Kind.BREAKING),
        (with_more_to_send(), Kind.BREAKING),
        (additive(), Kind.ADDITIVE),
        (with_more_to_answer(), Kind.ADDITIVE),
        (cosmetic(), Kind.COSMETIC),
        (with_another_tag(), Kind.COSMETIC),
        (document(), Kind.COSMETIC),
    ],
    ids=[
        *("operation gone", "required in a body", "operation new", "property new"),
        *("reworded", "another tag", "the same"),
    ],
)
def test_its_kind_is_what_it_does_to_clients(new: Document, kind: Kind) -> None:
    old = document()
    before = deepcopy((old, new))
    assert judge(old, new).kind is kind
    assert (old, new) == before


def test_every_kind_has_a_label_of_its_name() -> None:
    assert {kind: label.name for kind, label in LABELS.items()} == {
        kind: f"contract: {kind.value}" for kind in Kind
    }


def test_the_entry_names_what_came_and_went_in_lines_that_keep_names_whole() -> None:
    new = breaking()
    for number in range(6):
        new["paths"][f"/a-rather-long-path/{number}"] = new["paths"]["/tags"]
    entry = judge(document(), new).changelog_entry()
    lines = entry.splitlines()
    assert lines[0].startswith("- Contract and generated client follow Flochat's document (break")
    assert all(line.startswith("  ") and len(line) <= 120 for line in lines[1:])
    assert all(line.count("`") % 2 == 0 for line in lines)
    assert "`POST /a-rather-long-path/1` and 4 more; removed:" in " ".join(map(str.strip, lines))
    assert entry.endswith("`GET /thing6`.")


def test_an_entry_without_operations_is_a_sentence() -> None:
    entry = judge(document(), cosmetic()).changelog_entry()
    assert entry == "- Contract and generated client follow Flochat's document (cosmetic)."
