"""The account of the key's owner: the body that changes its password."""

from __future__ import annotations

from .._values.checks import check_text
from ..errors import InvalidArgumentError


def new_password_body(current: str, new: str) -> dict[str, str]:
    """Build the body that changes a password; no error shows one."""
    body = {
        "current_password": check_text(current, "current"),
        "password": check_text(new, "new"),
        "password_confirmation": new,
    }
    if new == current:
        raise InvalidArgumentError("the new password must differ from the current one")
    return body
