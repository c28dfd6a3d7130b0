"""What the owner of a key hands over."""

from __future__ import annotations

from .._values.checks import check_text
from ..errors import InvalidArgumentError


def new_password_body(current: str, new: str) -> dict[str, str]:
    """The body that changes a password; no error shows one."""
    body = {
        "current_password": check_text(current, "current"),
        "password": check_text(new, "new"),
        "password_confirmation": new,
    }
    if new == current:
        raise InvalidArgumentError("the new password is the current one")
    return body
