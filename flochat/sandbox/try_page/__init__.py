"""The page `/try`: a small chat window, in which one writes to a flow as a subscriber."""

from __future__ import annotations

from typing import Final

PATH: Final = "/try"
