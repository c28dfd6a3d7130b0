"""What nobody should see: texts kept out of sight, and JSON that is printed without them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .json_type import JSON

#: The keys of bodies and answers under which credentials travel, wherever they stand.
SECRET_KEYS: Final = frozenset(
    {
        "api_key",
        "current_password",
        "key",
        "one_time_token",
        "password",
        "password_confirmation",
        "secret",
        "token",
    }
)
MASK: Final = "***"


class Secret:
    """A text that no repr, log line, traceback or pickle shows; `reveal()` gives it away."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The text itself."""
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return f"Secret({MASK})"

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a secret is not pickled")


class Veiled(dict[str, Any]):
    """An object of the wire whose repr shows no secret."""

    def __repr__(self) -> str:
        return repr(masked(dict(self)))


def masked(value: JSON, mask: str = MASK) -> JSON:
    """The same JSON with a mask in the place of every secret; {} in it is the secret's key."""
    if isinstance(value, list):
        return [masked(item, mask) for item in value]
    if isinstance(value, dict):
        return {
            k: mask.format(k) if _is_secret(k, v) else masked(v, mask) for k, v in value.items()
        }
    return value


def secrets_in(value: JSON) -> Iterator[str]:
    """Every secret that JSON holds."""
    if isinstance(value, list):
        for item in value:
            yield from secrets_in(item)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if _is_secret(key, inner):
                yield inner
            else:
                yield from secrets_in(inner)


def _is_secret(key: str, value: JSON) -> bool:
    return key in SECRET_KEYS and isinstance(value, str) and value != ""
