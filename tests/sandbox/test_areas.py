"""The areas of the sandbox fit together."""

from __future__ import annotations

import sqlite3
from collections import Counter

from flochat.sandbox.areas import AREAS, ROUTES


def test_an_operation_belongs_to_one_area() -> None:
    counts = Counter(operation for area in AREAS for operation in area.ROUTES)
    assert {operation for operation, count in counts.items() if count > 1} == set()
    assert counts.keys() == ROUTES.keys()


def test_the_tables_of_an_area_can_be_created_without_those_of_the_others() -> None:
    for area in AREAS:
        connection = sqlite3.connect(":memory:")
        connection.executescript(area.TABLES)
        connection.close()
