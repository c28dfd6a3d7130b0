"""What the tests may take for granted of `openapi.json`, which the next pull replaces."""

from __future__ import annotations

from typing import Final

import pytest

from flochat.contract import vendored_contract

_ORIGIN: Final = str(vendored_contract(overlaid=False)["info"].get("x-origin", ""))

#: Whether the document is the one that we wrote, down to its prose, and nothing was pulled yet.
IS_OURS: Final = "not yet pulled" in _ORIGIN

#: Marks a test of what only we can promise, such as the prose. A pulled document words it itself.
only_while_ours: Final = pytest.mark.skipif(
    not IS_OURS, reason="info.x-origin does not say that nothing was pulled: not our wording"
)
