"""What the owner of a key hands over."""

from __future__ import annotations

from .errors import InvalidArgumentError
from .models.account import Notification
from .values import text


def notification_id(notification: Notification | str) -> str:
    """The id of a notification. Raises `InvalidArgumentError` when there is none."""
    value = notification.id if isinstance(notification, Notification) else notification
    if value is None:
        raise InvalidArgumentError("this Notification has no id")
    return text(value, "the id of a notification")


def new_password(current: str, new: str) -> dict[str, str]:
    """The body that changes a password; no error shows one."""
    body = {
        "current_password": text(current, "current"),
        "password": text(new, "new"),
        "password_confirmation": new,
    }
    if new == current:
        raise InvalidArgumentError("the new password is the current one")
    return body
