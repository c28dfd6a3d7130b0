"""The vendored contract itself, `openapi.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flochat.contract import vendored_contract
from flochat.contract.document import check, operations, parse
from flochat.contract.normalise import dump, normalise
from flochat.contract.structure import objects
from tests.support.contract_facts import only_while_ours

FILE = Path(__file__).parents[2] / "openapi.json"
CONTRACT = vendored_contract(overlaid=False)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from keys(inner)


def test_it_is_kept_in_normal_form() -> None:
    text = FILE.read_bytes().decode("utf-8")
    assert dump(normalise(json.loads(text))) == text


def test_it_passes_for_a_pulled_document() -> None:
    check(parse(FILE.read_bytes()))


@only_while_ours
def test_it_is_as_large_as_the_platform_s_document() -> None:
    assert len(CONTRACT["paths"]) == 231
    assert len(operations(CONTRACT)) == 249
    assert len(CONTRACT["components"]["schemas"]) == 95


@only_while_ours
def test_it_names_its_host_and_says_where_it_is_from() -> None:
    assert CONTRACT["info"]["title"] == "Flochat API"
    assert CONTRACT["servers"] == [{"url": "https://app.flochat.ai/api"}]
    assert "not yet pulled from app.flochat.ai" in CONTRACT["info"]["x-origin"]


@only_while_ours
def test_it_has_no_key_of_ours_but_the_origin() -> None:
    assert [key for key in keys(CONTRACT) if key.startswith("x-")] == ["x-origin"]


@only_while_ours
def test_every_operation_says_in_a_line_what_it_does() -> None:
    lines = {name: operation["description"] for name, operation in operations(CONTRACT).items()}
    assert lines
    assert [n for n, line in lines.items() if not re.fullmatch(r"[A-Z][^\n<>]{10,}\.", line)] == []


@only_while_ours
def test_no_two_operations_say_the_same() -> None:
    lines = [operation["description"] for operation in operations(CONTRACT).values()]
    assert len(set(lines)) == len(lines)


@only_while_ours
def test_what_is_a_unix_time_says_so() -> None:
    times = [
        node["description"]
        for kind, node in objects(CONTRACT)
        if kind == "parameter" and node["name"] in ("start_time", "end_time")
    ]
    assert len(times) == 12
    assert all("Unix seconds" in line for line in times)


def test_both_readings_of_the_contract_are_there() -> None:
    upstream = CONTRACT["components"]["schemas"]["Variant"]["properties"]["price"]
    corrected = vendored_contract()["components"]["schemas"]["Variant"]["properties"]["price"]
    assert (upstream["type"], corrected["type"]) == ("integer", "number")
