"""The labels of the team that people carry."""

from __future__ import annotations

from typing import Final

from flochat.sandbox.answers import Answer, ok
from flochat.sandbox.areas.things import LABELS, SUBSCRIBERS
from flochat.sandbox.request import Handler, SandboxRequest
from flochat.sandbox.store import Store


def label_subscriber(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    for entry in request.entries():
        attach(user_ns, LABELS.named_or_made(entry, "label_name", store, insert), store)
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
    "POST /subscriber/add-labels-by-name": label_subscriber,
    "DELETE /subscriber/remove-labels-by-name": unlabel_subscriber,
}
