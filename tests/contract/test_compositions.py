"""Members of `allOf`, `oneOf` and `anyOf` that are on both sides: what changed inside is told."""

from __future__ import annotations

import copy
import time
from typing import Any, Final

import pytest

from flochat.contract.diff import Changes, diff
from tests.support.tiny_document import Document, answering, sending

TEXT: Final = {"type": "string"}
WHOLE: Final = {"type": "integer"}
A: Final = {"$ref": "#/components/schemas/A"}
B: Final = {"$ref": "#/components/schemas/B"}


def thing(*required: str, **properties: Any) -> Document:
    """The schema of an object."""
    return {"type": "object", "required": [*required], "properties": properties}


def kind(name: str, **properties: Any) -> Document:
    """The schema of an object that says by a listed value which one it is."""
    return thing("kind", kind={"type": "string", "enum": [name]}, **properties)


def told(changes: Changes) -> list[str]:
    """What is told of the body: the level, where inside of it, and what happened there."""
    found = [(one, one.text.partition(" body")) for one in changes.findings]
    return [f"{one.level.name} {text.strip()}" for one, (_, body, text) in found if body]


def compared(old: Any, new: Any, **components: tuple[Any, Any]) -> tuple[list[str], list[str]]:
    """What is told where a schema is sent, and where it is received."""
    before, after = (
        {"components": {"schemas": {name: ends[side] for name, ends in components.items()}}}
        for side in (0, 1)
    )
    return (
        told(diff(sending(old, **before), sending(new, **after))),
        told(diff(answering(old, **before), answering(new, **after))),
    )


FEW: Final = {"type": "string", "enum": ["a"]}
MORE: Final = {"type": "string", "enum": ["a", "b"]}
ADDED: Final = ['INFO e: enum value added, "b"'], ['ERR e: enum value added, "b"']

#: Old and new members of an `allOf` in which nothing but one listed value came.
CHANGED_PARTS: Final[dict[str, tuple[list[Any], list[Any]]]] = {
    "the only one": ([thing(e=FEW)], [thing(e=MORE)]),
    "in another order": ([thing(e=FEW), thing(o=TEXT)], [thing(o=TEXT), thing(e=MORE)]),
    "written out": ([{"allOf": [thing(e=FEW)]}, A], [thing(e=MORE), A]),
}


@pytest.mark.parametrize("name", CHANGED_PARTS)
def test_a_member_of_an_all_of_that_changed_is_neither_removed_nor_added(name: str) -> None:
    old, new = CHANGED_PARTS[name]
    found = compared({"allOf": old}, {"allOf": new}, A=(thing(z=TEXT), thing(z=TEXT)))
    assert found == ADDED


def test_a_member_of_an_all_of_that_is_gone_is_told_once_with_all_that_it_includes() -> None:
    old, new = {"allOf": [A, thing(o=TEXT)]}, {"allOf": [thing(o=TEXT)]}
    includes = {"allOf": [thing("e", e=FEW), thing(p=TEXT)]}
    _, received = compared(old, new, A=(includes, includes))
    assert [line for line in received if "all of" in line] == ["ERR : all of removed, A"]


def test_what_changes_in_a_schema_that_contains_itself_is_told_once() -> None:
    def node(name: str, listed: Any) -> Document:
        items = {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}
        return {"allOf": [kind(name, c=items, e=listed), A]}

    names = ("One", "Two")
    union = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]}
    parts: dict[str, tuple[Any, Any]] = {
        "Node": (union, union),
        "A": (thing(id=TEXT), thing(id=TEXT)),
        "One": (node("One", FEW), node("One", FEW)),
        "Two": (node("Two", FEW), node("Two", MORE)),
    }
    top = {"allOf": [thing(c={"$ref": "#/components/schemas/Node"}), A]}
    assert compared(top, top, **parts) == (
        ['INFO c[Two].e: enum value added, "b"'],
        ['ERR c[Two].e: enum value added, "b"'],
    )


CODE: Final = thing("method", method=TEXT, code=TEXT)
DEVICE: Final = thing("method", method=TEXT, signature=TEXT)

#: Old and new alternatives, and what is told where they are sent, and received.
ALTERNATIVES: Final[dict[str, tuple[list[Any], list[Any], list[str], list[str]]]] = {
    "one that another covers": (
        [CODE, DEVICE],
        [CODE, thing("method", "signature", method=TEXT, signature=TEXT)],
        ["INFO [object with method, signature].signature: became required"],
        ["INFO [object with method, signature].signature: became required"],
    ),
    "one by its title": (
        [{**TEXT, "title": "Short"}, {**thing(a=TEXT), "title": "Long"}],
        [{**thing(a=TEXT, b=TEXT), "title": "Long"}, {**TEXT, "maxLength": 3, "title": "Short"}],
        ["ERR [Short]: max length set, 3", "INFO [Long].b: added"],
        ["INFO [Long].b: added", "INFO [Short]: max length set, 3"],
    ),
    "one by a listed value": (
        [kind("a", x=TEXT), kind("b", y=TEXT)],
        [kind("b", y=WHOLE), kind("a", x=TEXT)],
        ['ERR [object with kind "b", y].y: type changed, string -> integer'],
        ['ERR [object with kind "b", y].y: type changed, string -> integer'],
    ),
    "one by most of its properties, under another name": (
        [A, TEXT],
        [B, TEXT],
        ["ERR [B].z: type changed, string -> integer"],
        ["ERR [B].z: type changed, string -> integer"],
    ),
    "another one in its place": (
        [kind("a", x=TEXT), TEXT],
        [kind("b", x=TEXT), TEXT],
        [
            'ERR : one of removed, object with kind "a", x',
            'INFO : one of added, object with kind "b", x',
        ],
        [
            'ERR : one of added, object with kind "b", x',
            'INFO : one of removed, object with kind "a", x',
        ],
    ),
}


@pytest.mark.parametrize("name", ALTERNATIVES)
def test_what_changed_in_an_alternative_is_told_inside_of_it(name: str) -> None:
    old, new, sent, received = ALTERNATIVES[name]
    xyz = thing("x", x=TEXT, y=TEXT, z=TEXT), thing("x", x=TEXT, y=TEXT, z=WHOLE)
    found = compared({"oneOf": old}, {"oneOf": new}, A=(xyz[0], xyz[0]), B=(xyz[1], xyz[1]))
    assert tuple(map(sorted, found)) == (sorted(sent), sorted(received))


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_a_named_alternative_that_another_covers_is_told_by_what_changed(keyword: str) -> None:
    union = {keyword: [A, B]}
    became = thing("method", method=TEXT, signature=WHOLE)
    assert compared(union, union, A=(CODE, CODE), B=(DEVICE, became)) == (
        ["INFO [B].signature: type changed, string -> integer"],
        ["INFO [B].signature: type changed, string -> integer"],
    )


#: What a discriminator says of the schema B, and the value that it gives for it.
NAMING_B: Final[dict[str, tuple[Document, str]]] = {
    "by its name": ({}, "B"),
    "by a reference": ({"mapping": {"device": B["$ref"]}}, "device"),
    "by the name of a schema": ({"mapping": {"device": "B"}}, "device"),
}


@pytest.mark.parametrize("name", NAMING_B)
def test_what_a_discriminator_leads_to_is_warned_of_though_another_covers_it(name: str) -> None:
    mapping, value = NAMING_B[name]
    union = {"oneOf": [A, B], "discriminator": {"propertyName": "method", **mapping}}
    more = thing("method", "signature", method=TEXT, signature=TEXT)
    there = compared(union, union, A=(CODE, CODE), B=(DEVICE, more))
    back = compared(union, union, A=(CODE, CODE), B=(more, DEVICE))
    narrowed, widened = (
        f': discriminator mapping {how}, "{value}" -> B' for how in ("narrowed", "widened")
    )
    assert there[0][0] == f"WARN {narrowed}"
    assert there[1] == ["INFO [B].signature: became required", f"INFO {narrowed}"]
    assert back[0] == ["INFO [B].signature: became optional", f"INFO {widened}"]
    assert back[1][0] == f"WARN {widened}"


def test_another_value_of_a_discriminator_warns_of_nothing() -> None:
    def union(value: str) -> Document:
        return {
            "oneOf": [A, B],
            "discriminator": {"propertyName": "method", "mapping": {value: B["$ref"]}},
        }

    more = thing("method", "signature", method=TEXT, signature=TEXT)
    sent, _ = compared(union("device"), union("key"), A=(CODE, CODE), B=(DEVICE, more))
    assert all(line.startswith("INFO") for line in sent)


#: Alternatives that say the same in another way.
SAME: Final[dict[str, tuple[list[Any], list[Any]]]] = {
    "what an object may have anyway": (
        [TEXT, {"type": "object"}],
        [TEXT, {"type": "object", "additionalProperties": True}],
    ),
    "under each other's names": ([A, B], [B, A]),
    "a bound that another implies": (
        [{**WHOLE, "minimum": 1}, thing(a=TEXT)],
        [{**WHOLE, "minimum": 1, "exclusiveMinimum": 0}, thing(a=TEXT)],
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_alternatives_that_say_the_same_are_told_in_one_line_at_most(name: str) -> None:
    old, new = SAME[name]
    for lines in compared({"anyOf": old}, {"anyOf": new}, A=(CODE, DEVICE), B=(DEVICE, CODE)):
        assert len(lines) <= 1
        assert all(line.startswith("INFO") for line in lines)


def test_alternatives_that_others_cover_are_told_together() -> None:
    old = {"anyOf": [{**WHOLE, "maximum": 3}, {**WHOLE, "minimum": 3}, CODE]}
    new = {"anyOf": [WHOLE, CODE]}
    lines = {line for lines in compared(old, new) for line in lines}
    assert len(lines) == 1


#: What alternatives are called.
LABELS: Final[dict[str, tuple[list[Any], str]]] = {
    "by what they require": (
        [{"required": ["r"]}, {"required": ["t"]}],
        "object with r, object with t",
    ),
    "by the first of many properties": (
        [thing("a", a=TEXT, b=TEXT, c=TEXT, d=TEXT), thing("e", e=TEXT)],
        "object with a, b, c, ..., object with e",
    ),
    "by number where they sound alike": (
        [thing("a", a=TEXT), thing("a", a=WHOLE)],
        "the first alternative, object with a, the second alternative, object with a",
    ),
    "by number where they have no type": (
        [{"maxProperties": 1}, {"not": {"required": ["a"]}}],
        "the first alternative, with maxProperties 1, the second alternative, with not",
    ),
}


@pytest.mark.parametrize("name", LABELS)
def test_alternatives_without_a_name_are_called_by_what_they_say(name: str) -> None:
    members, label = LABELS[name]
    whole = {**thing(r=TEXT, t=TEXT, a={}, e={}), "maxProperties": 9}
    sent, _ = compared(whole, {**whole, "anyOf": members})
    assert [line for line in sent if "alternatives" in line] == [
        f"ERR : alternatives added, {label}"
    ]


@pytest.mark.parametrize("is_tagged", [True, False])
def test_many_alternatives_that_contain_each_other_take_no_longer_than_they_must(
    is_tagged: bool,
) -> None:
    names = [f"N{number}" for number in range(60)]

    def parts(limit: Document) -> Document:
        inner = {"c": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}}
        schemas = {
            name: {"allOf": [kind(name, **inner) if is_tagged else thing(name, **inner), A]}
            for name in names
        }
        union = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]}
        return {"schemas": {**schemas, "A": thing(s={**TEXT, **limit}), "Node": union}}

    top = {"$ref": "#/components/schemas/Node"}
    old = answering(top, components=parts({}))
    new = answering(copy.deepcopy(top), components=parts({"maxLength": 3}))
    began = time.process_time()
    lines = told(diff(old, new))
    assert time.process_time() - began < 5  # it took 15 to hold each against all others
    assert lines == ["INFO [N0].s: max length set, 3"]
