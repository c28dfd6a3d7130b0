"""The packages that only the sandbox needs; the extra `sandbox` installs them."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

_PACKAGES: Final = ("jsonschema", "referencing", "starlette", "uvicorn")


def check_extra() -> None:
    """Raise `ModuleNotFoundError`, saying how to install them, when one of them is not there."""
    missing = [package for package in _PACKAGES if find_spec(package) is None]
    if missing:
        raise ModuleNotFoundError(
            f"the sandbox needs {', '.join(missing)}: pip install 'flochat[sandbox]'",
            name=missing[0],
        )
