"""What an editor, `help()` and the prompt show of the package."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import reduce
from typing import Any

import pytest

import flochat
from flochat import AsyncFlochat, Flochat, Quota, Tag
from flochat.contract.facade import facade_calls

METHODS = sorted(facade_calls())


@pytest.fixture
def client() -> Flochat:
    return Flochat("key", base_url="https://flochat.example/api")


def test_the_package_lists_what_it_has_and_nothing_that_it_was_made_with() -> None:
    listed = {name for name in dir(flochat) if not name.startswith("_")}
    imported: dict[str, Any] = {}
    exec("from flochat import *", imported)
    assert listed == {name for name in imported if not name.startswith("_")}
    assert {"Flochat", "AsyncFlochat", "Tag", "FlochatError", "NOT_GIVEN"} <= listed
    assert not listed & {"Any", "TYPE_CHECKING", "annotations", "import_module"}


@pytest.mark.parametrize(
    ("show", "shown"),
    [
        (lambda c: c, "Flochat(base_url='https://flochat.example/api')"),
        (lambda c: c.with_options(timeout=3), "Flochat(base_url='https://flochat.example/api')"),
        (lambda c: c.flow.tags, "<TagsAPI: create, delete, list>"),
        (lambda c: c.shop.business_hours, "<BusinessHoursAPI: get, update>"),
        (lambda c: c.flow.tags.list(), "<Pager: not read yet>"),
        (
            lambda c: c.bulk.send_text(["f1u2"], "Hello", journal="hello.sqlite"),
            "<BulkJob: hello.sqlite>",
        ),
        (lambda c: c.quota, repr(Quota(limit=None, remaining=None, resets_at=None, spent=0))),
        (lambda _: Tag(tag_ns="f1t2", name="VIP"), "Tag(tag_ns='f1t2', name='VIP')"),
    ],
)
def test_a_repr_says_what_it_is(
    client: Flochat, show: Callable[[Flochat], object], shown: str
) -> None:
    assert repr(show(client)) == shown


def test_no_repr_in_the_tree_of_a_client_is_a_bare_address(client: Flochat) -> None:
    for path in METHODS:
        for depth in range(1, path.count(".") + 1):
            owner = reduce(getattr, path.split(".")[:depth], client)
            assert path.split(".")[depth] in repr(owner)


@pytest.mark.parametrize("made", [Flochat, AsyncFlochat])
def test_every_method_and_resource_tells_in_a_sentence_what_it_is_for(
    made: Callable[[str], Any],
) -> None:
    client = made("key")
    for path in METHODS:
        steps = path.split(".")
        for depth, step in enumerate(steps):
            owner = type(reduce(getattr, steps[:depth], client))
            payload, *_ = (inspect.getdoc(inspect.getattr_static(owner, step)) or "").splitlines()
            assert re.search(r"(\.|\. (GET|POST|PUT|DELETE) /\S+)$", payload), path
