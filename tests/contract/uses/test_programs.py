"""Small programs as people write them, and what each change of the contract does in them.

The comment `#@ CHANGE=VERDICT` in a line of a program says that the change breaks it or has it
adapted; a line without one is not touched by it.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from flochat.contract.diff import Changes, diff
from flochat.contract.uses import Found, find_uses, judge

PROGRAMS: Final = Path(__file__).parent / "programs"
_MARK: Final = re.compile(r"#@ (.+?)\s*$")
_LOW_LEVEL: Final = "openapi-python-client:acme_client"

_TAG: Final = {
    "type": "object",
    "properties": {"tag_ns": {"type": "string"}, "name": {"type": "string"}},
}
_PERSON: Final = {
    "type": "object",
    "properties": {
        "user_ns": {"type": "string"},
        "name": {"type": "string"},
        "gender": {"type": "string", "enum": ["female", "male"]},
        "last_message_type": {"type": "string"},
        "tags": {"type": "array", "items": {"$ref": "#/components/schemas/Tag"}},
    },
}
_SHOP: Final = {
    "type": "object",
    "properties": {
        "lat": {"type": "number"},
        "lng": {"type": "number"},
        "address": {"type": "string"},
    },
}
_PROVIDERS: Final = ["openai", "groq"]
_STATUSES: Final = ["New", "Scheduled"]


def _answer(schema: Any) -> Any:
    return {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}


def _rows(name: str) -> Any:
    items = {"$ref": f"#/components/schemas/{name}"}
    return _answer({"type": "object", "properties": {"data": {"type": "array", "items": items}}})


def _one(name: str) -> Any:
    return _answer({"$ref": f"#/components/schemas/{name}"})


def _body(properties: Any, required: list[str]) -> Any:
    schema = {"type": "object", "properties": properties, "required": required}
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _query(name: str, schema: Any) -> Any:
    return {"in": "query", "name": name, "required": False, "schema": schema}


def _contract() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Flochat", "version": "1"},
        "paths": {
            "/me": {"get": {"responses": _answer({"type": "object"})}},
            "/flow/tags": {
                "get": {"parameters": [_query("name", text)], "responses": _rows("Tag")}
            },
            **{
                path: {method: {"responses": _answer({"type": "object"})}}
                for path, method in (
                    ("/flow/delete-tag", "delete"),
                    ("/flow/delete-tag-by-name", "delete"),
                    ("/team/delete-label", "delete"),
                    ("/team/delete-label-by-name", "delete"),
                    ("/subscriber/add-tags", "post"),
                    ("/subscriber/send-sub-flow-by-user-id", "post"),
                )
            },
            "/flow/create-tag": {
                "post": {"requestBody": _body({"name": text}, ["name"]), "responses": _one("Tag")}
            },
            "/flow/settings/set-default-ai-provider": {
                "post": {
                    "requestBody": _body(
                        {"ai_provider": {"type": "string", "enum": _PROVIDERS}}, ["ai_provider"]
                    ),
                    "responses": _answer({"type": "object"}),
                }
            },
            "/shop/locations": {"get": {"responses": _rows("Shop")}},
            "/subscriber/broadcasts": {
                "get": {
                    "parameters": [_query("status", {"type": "string", "enum": _STATUSES})],
                    "responses": _answer({"type": "object"}),
                }
            },
            "/subscriber/create": {
                "post": {
                    "requestBody": _body({"phone": text, "first_name": text}, []),
                    "responses": _one("Person"),
                }
            },
            "/subscriber/chat-messages": {
                "get": {
                    "parameters": [_query("include_note", text), _query("start_time", text)],
                    "responses": _answer({"type": "object"}),
                }
            },
            "/subscriber/get-info": {"get": {"responses": _one("Person")}},
            "/subscriber/get-info-by-user-id": {"get": {"responses": _one("Person")}},
            "/subscribers": {
                "get": {
                    "parameters": [_query("segment_ns", text), _query("name", text)],
                    "responses": _rows("Person"),
                }
            },
        },
        "components": {
            "schemas": {
                "Tag": copy.deepcopy(_TAG),
                "Person": copy.deepcopy(_PERSON),
                "Shop": copy.deepcopy(_SHOP),
            }
        },
    }


def _schema(new: Any, path: str, method: str) -> Any:
    content = new["paths"][path][method]["requestBody"]["content"]
    return content["application/json"]["schema"]


def _tag_color(new: Any) -> None:
    schema = _schema(new, "/flow/create-tag", "post")
    schema["properties"]["color"] = {"type": "string"}
    schema["required"].append("color")


def _person(new: Any) -> Any:
    return new["components"]["schemas"]["Person"]["properties"]


def _shop(new: Any) -> Any:
    return new["components"]["schemas"]["Shop"]["properties"]


def _require(parameter: Any) -> None:
    parameter["required"] = True


CHANGES: Final[dict[str, Callable[[Any], object]]] = {
    "me-gone": lambda new: new["paths"].pop("/me"),
    "tag-gone": lambda new: new["paths"].pop("/flow/create-tag"),
    "tag-by-ns-gone": lambda new: new["paths"].pop("/flow/delete-tag"),
    "tag-by-name-gone": lambda new: new["paths"].pop("/flow/delete-tag-by-name"),
    "label-by-id-gone": lambda new: new["paths"].pop("/team/delete-label"),
    "label-by-name-gone": lambda new: new["paths"].pop("/team/delete-label-by-name"),
    "add-tags-gone": lambda new: new["paths"].pop("/subscriber/add-tags"),
    "flow-by-id-gone": lambda new: new["paths"].pop("/subscriber/send-sub-flow-by-user-id"),
    "tag-color": _tag_color,
    "tag-name": lambda new: new["components"]["schemas"]["Tag"]["properties"].pop("name"),
    "tags-filter": lambda new: new["paths"]["/flow/tags"]["get"].pop("parameters"),
    "tags-filter-length": lambda new: new["paths"]["/flow/tags"]["get"]["parameters"][0].update(
        schema={"type": "string", "minLength": 3}
    ),
    "tags-filter-required": lambda new: _require(
        new["paths"]["/flow/tags"]["get"]["parameters"][0]
    ),
    "segment": lambda new: new["paths"]["/subscribers"]["get"]["parameters"].pop(0),
    "people-filter": lambda new: new["paths"]["/subscribers"]["get"]["parameters"].pop(1),
    "notes": lambda new: new["paths"]["/subscriber/chat-messages"]["get"]["parameters"].pop(0),
    "start": lambda new: new["paths"]["/subscriber/chat-messages"]["get"]["parameters"].pop(1),
    "last-type": lambda new: _person(new).pop("last_message_type"),
    "name-retyped": lambda new: _person(new)["name"].update(type="object"),
    "lat-text": lambda new: _shop(new)["lat"].update(type="string"),
    "lng-object": lambda new: _shop(new)["lng"].update(type="object"),
    "address-number": lambda new: _shop(new)["address"].update(type="integer"),
    "gender-more": lambda new: _person(new)["gender"]["enum"].append("other"),
    "provider": lambda new: _schema(new, "/flow/settings/set-default-ai-provider", "post")[
        "properties"
    ]["ai_provider"]["enum"].remove("groq"),
    "status": lambda new: new["paths"]["/subscriber/broadcasts"]["get"]["parameters"][0]["schema"][
        "enum"
    ].remove("Scheduled"),
    "first-name": lambda new: _schema(new, "/subscriber/create", "post").update(
        required=["first_name"]
    ),
}


def _lines(file: Path) -> Iterator[tuple[int, int, str]]:
    """The cell (0 outside of notebooks), the line and its text."""
    if file.suffix != ".ipynb":
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            yield 0, number, line
        return
    for cell, content in enumerate(json.loads(file.read_text(encoding="utf-8"))["cells"], start=1):
        for number, line in enumerate("".join(content["source"]).splitlines(), start=1):
            yield cell, number, line


def expected(program: Path) -> set[tuple[str, str, int, int, str]]:
    """What the comments of a program say: change, file, cell, line and verdict."""
    files = [program] if program.is_file() else sorted(program.rglob("*.py"))
    return {
        (change, file.name, cell, number, verdict)
        for file in files
        for cell, number, line in _lines(file)
        if (match := _MARK.search(line))
        for change, _, verdict in (word.partition("=") for word in match[1].split())
    }


@cache
def _compared(change: str) -> Changes:
    old = _contract()
    new = copy.deepcopy(old)
    CHANGES[change](new)
    return diff(old, new)


def touched(uses: Found) -> set[tuple[str, str, int, int, str]]:
    """What the analysis says of each change."""
    found: set[tuple[str, str, int, int, str]] = set()
    for change in CHANGES:
        judged = judge(_compared(change), uses)
        worst: dict[tuple[str, int, int], str] = {}
        for it in judged.touched:
            place = (Path(it.use.file).name, it.use.cell or 0, it.use.line)
            if it.verdict != "safe":
                worst.setdefault(place, it.verdict)
        found |= {(change, *place, verdict) for place, verdict in worst.items()}
    return found


def _programs() -> list[Path]:
    return sorted(it for it in PROGRAMS.iterdir() if not it.name.startswith(("_", ".")))


@pytest.mark.parametrize("program", _programs(), ids=lambda it: it.stem)
def test_finds_what_each_change_touches(program: Path) -> None:
    client = _LOW_LEVEL if program.name == "generated" else None
    assert touched(find_uses([program], client)) == expected(program)
