"""Hosts of every habit: whatever they do, a call is right or says that it cannot know."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.settings.journeys")
