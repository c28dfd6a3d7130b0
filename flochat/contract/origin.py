"""Whose document it is: findings speak of the facade and of its client in Flochat's alone."""

from __future__ import annotations

from typing import Any, Final

from .._wire.operation_table import TABLE
from .document import identities

#: How many of a document's operations have to be ones of the contract.
_LEAST_SHARE: Final = 0.25


def is_flochats(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether documents describe Flochat: a quarter of the operations are ones of the contract.

    Those of the old document count, and of the new one where the old has none. Hosts and titles do
    not: a service that is run under another name has them of its own.
    """
    found = identities(old) or identities(new)
    return 0 < len(found) * _LEAST_SHARE <= len(found & TABLE.keys())
