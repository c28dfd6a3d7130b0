"""The owner of the key: who they are, their notifications and their password."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from typing import Any, Final

from ..answers import Answer, Invalid, ok, one
from ..kinds import ResourceKind
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Row, Store

TABLES: Final = """
CREATE TABLE notifications (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, message TEXT NOT NULL, created_at TEXT NOT NULL,
    read_at TEXT
);
CREATE TABLE passwords (user_id INTEGER PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL);
"""

NOTIFICATIONS: Final = ResourceKind(
    "notification", "notifications", "id", {"notification_id": "id"}
)

#: The password of the owner until they change it.
FIRST_PASSWORD: Final = "sandbox-password"

OWNER: Final[dict[str, Any]] = {"id": 1, "name": "Sandbox Owner", "email": "owner@example.com"}


def me(request: SandboxRequest, _store: Store) -> Answer:
    return one(request.profile.shape(OWNER), form="bare")


def list_notifications(request: SandboxRequest, store: Store) -> Answer:
    rows = store.rows("SELECT * FROM notifications ORDER BY created_at DESC, rowid DESC")
    return ok(data=[request.profile.shape(_notification(row)) for row in rows])


def read_notification(request: SandboxRequest, store: Store) -> Answer:
    notification_id = NOTIFICATIONS.named_in(request.json, "notification_id", store)
    store.update("notifications", "id", {"id": notification_id, "read_at": store.time()})
    return ok()


def read_announcements(_request: SandboxRequest, _store: Store) -> Answer:
    """Nobody can ask for the announcements, so there is nothing to keep."""
    return ok()


def change_password(request: SandboxRequest, store: Store) -> Answer:
    if not _is_password(request.json["current_password"], store):
        raise Invalid({"current_password": ["The current password is wrong."]})
    new = request.text("password")
    if request.json["password_confirmation"] != new:
        raise Invalid({"password": ["The confirmation is a different password."]})
    salt = secrets.token_bytes(16)
    store.run(
        "INSERT OR REPLACE INTO passwords VALUES (?, ?, ?)", (OWNER["id"], salt, _hash(new, salt))
    )
    return ok()


def notify(message: str, store: Store) -> str:
    """Notify the owner; returns the identifier of the notification."""
    notification_id = str(uuid.uuid4())
    row = {"id": notification_id, "type": "message", "message": message, "created_at": store.time()}
    store.insert("notifications", row)
    return notification_id


def _notification(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "message"} | {
        "data": {"message": row["message"]}
    }


def _is_password(text: str, store: Store) -> bool:
    stored = store.row("SELECT salt, hash FROM passwords WHERE user_id = ?", (OWNER["id"],))
    if stored is None:
        return text == FIRST_PASSWORD
    return hmac.compare_digest(_hash(text, stored["salt"]), stored["hash"])


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**12, r=8, p=1)


class AccountSeeds(AreaSeeds):
    def notification(self, message: str) -> str:
        """A notification to the owner of the key; its identifier."""
        with self._store.transaction():
            return notify(message, self._store)


ROUTES: Final[dict[str, Handler]] = {
    "GET /me": me,
    "GET /notifications/recent": list_notifications,
    "POST /notifications/read": read_notification,
    "POST /announcements/read": read_announcements,
    "PUT /user/change-password": change_password,
}
