"""The contract with the platform: how it is pulled, checked, corrected and compared.

The runtime never imports it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

__all__ = ["vendored_contract"]

_PACKAGE: Final = Path(__file__).parents[1]
_REPOSITORY: Final = _PACKAGE.parent


def vendored_contract(*, overlaid: bool = True) -> dict[str, Any]:
    """The contract that this release was made from: `openapi.json`.

    With `overlaid`, our corrections are applied to it.
    """
    document = _load("openapi.json", _REPOSITORY / "openapi.json")
    if not overlaid:
        return document
    from .overlay import apply

    return apply(document, _load("overlay.json", _REPOSITORY / "scripts/overlay.json")).document


def _load(name: str, in_repository: Path) -> dict[str, Any]:
    """A JSON file, which is inside the package in a wheel and elsewhere in the repository."""
    packaged = _PACKAGE / name
    content: dict[str, Any] = json.loads(
        (packaged if packaged.is_file() else in_repository).read_bytes()
    )
    return content
