"""Hosts of every habit: whatever they do, a call is right or says that it cannot know."""

import pytest

pytest.register_assert_rewrite("tests.settings.journeys")
