"""The tags of a flow, and the tags that people carry."""

from __future__ import annotations

from functools import partial
from typing import Final

from flochat.identifiers import TAG

from ..answers import Answer, answer, ok
from ..kinds import SUBSCRIBERS, TAGS
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..store import Store

_LISTING: Final = Listing("tags", "tag_ns, name", NAME_FILTER)


def list_tags(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _LISTING)


def create_tag(request: SandboxRequest, store: Store) -> Answer:
    name = request.text("name").strip()
    TAGS.check_free(name, store)
    return answer({"tag_ns": insert(name, store), "name": name})


def tag_subscriber(wire: str, request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    for entry in request.entries():
        attach(user_ns, TAGS.named_or_created(entry, wire, store, insert), store)
    return ok()


def untag_subscriber(wire: str, request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    for entry in request.entries():
        detach(user_ns, TAGS.named_in(entry, wire, store), store)
    return ok()


def insert(name: str, store: Store) -> str:
    """Make a tag; its identifier."""
    tag_ns = store.new_ns(TAG)
    store.insert("tags", {"tag_ns": tag_ns, "name": name})
    return tag_ns


def attach(user_ns: str, tag_ns: str, store: Store) -> None:
    """Put a tag on a person, who may carry it already."""
    store.run("INSERT OR IGNORE INTO subscriber_tags VALUES (?, ?)", (user_ns, tag_ns))


def detach(user_ns: str, tag_ns: str, store: Store) -> None:
    """Take a tag off a person, who may not carry it."""
    store.run("DELETE FROM subscriber_tags WHERE user_ns = ? AND tag_ns = ?", (user_ns, tag_ns))


ROUTES: Final[dict[str, Handler]] = {
    "GET /flow/tags": list_tags,
    "POST /flow/create-tag": create_tag,
    "DELETE /flow/delete-tag": partial(TAGS.delete, "tag_ns"),
    "DELETE /flow/delete-tag-by-name": partial(TAGS.delete, "name"),
    "POST /subscriber/add-tag": partial(tag_subscriber, "tag_ns"),
    "POST /subscriber/add-tag-by-name": partial(tag_subscriber, "tag_name"),
    "POST /subscriber/add-tags": partial(tag_subscriber, "tag_ns"),
    "POST /subscriber/add-tags-by-name": partial(tag_subscriber, "tag_name"),
    "DELETE /subscriber/remove-tag": partial(untag_subscriber, "tag_ns"),
    "DELETE /subscriber/remove-tag-by-name": partial(untag_subscriber, "tag_name"),
    "DELETE /subscriber/remove-tags": partial(untag_subscriber, "tag_ns"),
    "DELETE /subscriber/remove-tags-by-name": partial(untag_subscriber, "tag_name"),
}
