"""The tags of a flow, and who carries them."""

from __future__ import annotations

from functools import partial
from typing import Final

from ..._values.identifiers import TAG
from ..answers import Answer, one
from ..kinds import ResourceKind
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Store

TABLES: Final = """
CREATE TABLE tags (tag_ns TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE subscriber_tags (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    tag_ns TEXT REFERENCES tags ON DELETE CASCADE,
    PRIMARY KEY (user_ns, tag_ns)
);
"""

TAGS: Final = ResourceKind(
    "tag", "tags", "tag_ns", {"tag_ns": "tag_ns", "tag_name": "name", "name": "name"}
)

_LISTING: Final = Listing("tags", "tag_ns, name", NAME_FILTER)


def list_tags(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _LISTING)


def create_tag(request: SandboxRequest, store: Store) -> Answer:
    name = request.text("name").strip()
    tag_ns = TAGS.with_name(name, store) or insert(name, store)
    row = store.row("SELECT tag_ns, name FROM tags WHERE tag_ns = ?", (tag_ns,))
    return one(row or {}, form="bare")


def insert(name: str, store: Store) -> str:
    """Create a tag; returns its identifier."""
    tag_ns = store.new_ns(TAG)
    store.insert("tags", {"tag_ns": tag_ns, "name": name})
    return tag_ns


def attach(user_ns: str, tag_ns: str, store: Store) -> bool:
    """Put a tag on a person; whether they did not carry it already."""
    return store.run("INSERT OR IGNORE INTO subscriber_tags VALUES (?, ?)", (user_ns, tag_ns)) > 0


def detach(user_ns: str, tag_ns: str, store: Store) -> bool:
    """Take a tag off a person; whether they carried it."""
    carried = (user_ns, tag_ns)
    return store.run("DELETE FROM subscriber_tags WHERE user_ns = ? AND tag_ns = ?", carried) > 0


class TagSeeds(AreaSeeds):
    def tag(self, name: str) -> str:
        """A tag; its `tag_ns`."""
        return self._find_or_create(TAGS, name, insert)


ROUTES: Final[dict[str, Handler]] = {
    "GET /flow/tags": list_tags,
    "POST /flow/create-tag": create_tag,
    "DELETE /flow/delete-tag": partial(TAGS.delete, "tag_ns"),
    "DELETE /flow/delete-tag-by-name": partial(TAGS.delete, "name"),
}
