"""The contract with the platform: how it is pulled, kept, corrected and turned into a client. The runtime never imports it."""

import json
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parents[1]
_REPOSITORY = _PACKAGE.parent


def vendored_contract(*, overlaid: bool = True) -> dict[str, Any]:
    """The contract this release was made from: `openapi.json`, with our corrections laid over it unless `overlaid` is false."""
    document: dict[str, Any] = json.loads(_data("openapi.json", _REPOSITORY / "openapi.json"))
    if not overlaid:
        return document
    from flochat.contract.overlay import apply

    return apply(document, json.loads(_data("overlay.json", _REPOSITORY / "scripts" / "overlay.json"))).document


def _data(name: str, in_repository: Path) -> bytes:
    """A file that a wheel carries inside the package and the repository keeps elsewhere."""
    packaged = _PACKAGE / name
    return (packaged if packaged.is_file() else in_repository).read_bytes()
