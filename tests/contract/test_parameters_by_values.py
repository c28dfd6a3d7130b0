"""Parameters by the definition of what breaks: what is sent is text, whatever its type is.

`FLOCHAT_DIFF_SEED` makes other schemas than the usual ones, `FLOCHAT_DIFF_PAIRS` makes more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from random import Random
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from flochat.contract.diff import Level, diff
from tests.support.random_schemas import Maker, Schema
from tests.support.tiny_document import Document, taking
from tests.support.values import as_json_schema, values

_SEED: Final = int(os.environ.get("FLOCHAT_DIFF_SEED", "1"))
_PAIRS: Final = int(os.environ.get("FLOCHAT_DIFF_PAIRS", "300"))
#: Whether null can be sent as text, and how long the text of a number may be, documents do not say.
_UNTRIED: Final = ("null", "maxLength", "minLength", "pattern")


def a_pair(chance: Random, maker: Maker) -> tuple[Schema, Schema]:
    """Two schemas without objects and arrays, mostly of a common origin."""

    def schema() -> Schema:
        if chance.random() < 0.7:
            return maker.scalar()
        members = [maker.scalar() for _ in range(chance.randint(1, 2))]
        return {chance.choice(("oneOf", "anyOf", "allOf")): members}

    old = schema()
    return old, schema() if chance.random() < 0.3 else maker.changed(old)


def is_broken(old: Schema, new: Schema) -> bool:
    """Whether a text that could be sent is refused, for whatever it is taken."""
    before, after = (as_json_schema(one, {}, "sent") for one in (old, new))
    allows, still_allows = validator(before), validator(after)
    simple = (v for v in values(before, after, depth=0) if isinstance(v, str | int | float))
    return any(allows(v) and not any(map(still_allows, meanings(v))) for v in simple)


def meanings(value: str | float) -> list[Any]:
    text = value if isinstance(value, str) else json.dumps(value).removesuffix(".0")
    try:
        return [text, json.loads(text)]
    except ValueError:
        return [text]


def validator(schema: Any) -> Callable[[Any], bool]:
    is_valid: Callable[[Any], bool] = Draft202012Validator(schema).is_valid
    return is_valid


def document(schema: Schema, place: str, *, is_31: bool) -> Document:
    return {**taking(schema, **{"in": place}), "openapi": "3.1.0" if is_31 else "3.0.3"}


@pytest.mark.parametrize("place", ["query", "header", "cookie"])
def test_what_breaks_as_text_is_told_and_nothing_else_is(place: str) -> None:
    chance = Random(f"{_SEED} {place}")
    for number in range(_PAIRS):
        is_31 = chance.random() < 0.5
        old, new = a_pair(chance, Maker(chance, is_31=is_31))
        text = json.dumps([old, new])
        is_typed = all(
            validator(as_json_schema(one, {}, "sent"))([]) is False for one in (old, new)
        )
        if not is_typed or '"object"' in text or '"array"' in text:
            continue  # arrays and objects have forms of their own
        sides = (document(one, place, is_31=is_31) for one in (old, new))
        worst = diff(*sides).worst
        where = f"FLOCHAT_DIFF_SEED={_SEED}, pair {number}\n{old}\n{new}"
        if is_empty(old) or is_empty(new):
            continue  # of a contradiction, which part of it changed matters to nobody
        if is_broken(old, new):
            assert worst == Level.ERR or (worst == Level.WARN and "pattern" in text), where
        elif not any(word in text for word in (*_UNTRIED, "nullable")):
            assert worst != Level.ERR, where


def is_empty(schema: Schema) -> bool:
    allows = validator(as_json_schema(schema, {}, "sent"))
    return not any(map(allows, values(as_json_schema(schema, {}, "sent"), depth=0)))
