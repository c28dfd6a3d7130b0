"""The labels of the team that people carry."""

from __future__ import annotations

from functools import partial
from typing import Final

from ..answers import Answer, answer, ok
from ..kinds import LABELS, SUBSCRIBERS
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..store import Store

_LISTING: Final = Listing("labels", "id, name", NAME_FILTER)


def list_labels(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _LISTING)


def create_label(request: SandboxRequest, store: Store) -> Answer:
    name = request.text("name").strip()
    LABELS.check_free(name, store)
    return answer({"id": insert(name, store), "name": name})


def label_subscriber(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    for entry in request.entries():
        attach(user_ns, LABELS.named_or_created(entry, "label_name", store, insert), store)
    return ok()


def unlabel_subscriber(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    for entry in request.entries():
        detached = (user_ns, LABELS.named_in(entry, "label_name", store))
        store.run("DELETE FROM subscriber_labels WHERE user_ns = ? AND id = ?", detached)
    return ok()


def insert(name: str, store: Store) -> int:
    """Make a label; its number."""
    number: int = store.value("INSERT INTO labels (name) VALUES (?) RETURNING id", (name,))
    return number


def attach(user_ns: str, label: int, store: Store) -> None:
    """Put a label on a person, who may carry it already."""
    store.run("INSERT OR IGNORE INTO subscriber_labels VALUES (?, ?)", (user_ns, label))


ROUTES: Final[dict[str, Handler]] = {
    "GET /team/labels": list_labels,
    "POST /team/create-label": create_label,
    "DELETE /team/delete-label": partial(LABELS.delete, "id"),
    "DELETE /team/delete-label-by-name": partial(LABELS.delete, "name"),
    "POST /subscriber/add-labels-by-name": label_subscriber,
    "DELETE /subscriber/remove-labels-by-name": unlabel_subscriber,
}
