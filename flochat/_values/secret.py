"""Secrets: strings that are not shown, and JSON that is shown without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from .json_type import JSON

#: The keys that hold credentials, anywhere in a request or response body.
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
#: The kind of a button of dynamic content whose `headers` prove to a service who calls it.
CALLBACK_BUTTON: Final = "dynamic_block_callback"
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")


class Secret:
    """A string that no repr, log line, traceback or pickle shows; `reveal()` returns it."""

    __slots__ = ("__weakref__", "_value")

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the string itself."""
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return f"Secret({MASK})"

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a Secret is not pickled; call reveal() and pickle the string")


class MaskedDict(dict[str, Any]):
    """A decoded JSON object whose repr masks every secret."""

    def __repr__(self) -> str:
        try:
            return repr(mask_secrets(dict(self)))
        except RecursionError:
            return "{...}"


def mask_secrets(value: JSON, mask: str = MASK) -> JSON:
    """Return JSON with `mask` in place of every secret; "{}" in it becomes the secret's key."""
    if isinstance(value, list):
        return [mask_secrets(item, mask) for item in value]
    if isinstance(value, dict):
        masked = {
            k: mask.format(k) if _is_secret(k, v) else mask_secrets(v, mask)
            for k, v in value.items()
        }
        if headers := button_headers(value):
            masked["headers"] = {name: mask.format(_header_key(name)) for name in headers}
        return masked
    return value


def find_secrets(value: JSON) -> Iterator[str]:
    """Yield every secret in JSON."""
    if isinstance(value, list):
        for item in value:
            yield from find_secrets(item)
    elif isinstance(value, dict):
        yield from filter(None, map(str, button_headers(value).values()))
        for key, inner in value.items():
            if _is_secret(key, inner):
                yield inner
            else:
                yield from find_secrets(inner)


def button_headers(value: dict[str, Any]) -> dict[str, Any]:
    """The headers in the JSON of a button that calls a service; empty for anything else."""
    headers = value.get("headers") if value.get("type") == CALLBACK_BUTTON else None
    return headers if isinstance(headers, dict) else {}


def _header_key(name: str) -> str:
    return f"header_{_NO_WORD.sub('_', name.lower())}"


def _is_secret(key: str, value: JSON) -> bool:
    return key in SECRET_KEYS and isinstance(value, str) and value != ""
