"""JSON pointers (RFC 6901): built, taken apart and followed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

# As the RFC has them, without signs and leading zeros; no document has more elements than that.
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,8}")


def build(*keys: str | int) -> str:
    """The pointer that follows these keys and indices from the root: `/paths/~1me/get`."""
    return "".join(f"/{escape(key)}" for key in keys)


@lru_cache(maxsize=10_000)
def escape(key: str | int) -> str:
    """A key or an index as a pointer spells it."""
    return str(key).replace("~", "~0").replace("/", "~1")


def split(pointer: str) -> list[str]:
    """The keys of a pointer, from the root; an index is one as text."""
    steps = pointer.split("/")[1:]
    if "~" not in pointer:
        return steps
    return [unescape(step) if "~" in step else step for step in steps]


def unescape(step: str) -> str:
    """A step of a pointer as the key that it means."""
    return step.replace("~1", "/").replace("~0", "~")


def of_reference(reference: object) -> str | None:
    """The pointer in a `$ref` into the same document, None in any other."""
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return None
    return unquote(reference[1:])


def resolve(document: Any, pointer: str) -> Any:
    """What a pointer leads to. Raises LookupError when that is nothing."""
    node = document
    for key in split(pointer):
        node = node[key] if isinstance(node, dict) else child(node, key)
    return node


def child(node: Any, key: str) -> Any:
    """What a key of a pointer leads to in a node. Raises LookupError when that is nothing."""
    if isinstance(node, dict):
        return node[key]
    if not isinstance(node, list):
        raise LookupError(f"a single value has no member {key!r}")
    if not _INDEX.fullmatch(key):
        raise LookupError(f"an array has no element {key!r}")
    return node[int(key)]
