"""Pairs of documents as revisions have them, each judged by hand before it was compared.

The letters are the highest levels that are right: of what is sent, then of what is received.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from flochat.contract.diff import Changes, diff
from tests.support.tiny_document import (
    Document,
    answering,
    both_ways,
    document,
    holding,
    response,
    sending,
    taking,
)

TEXT: Final = {"type": "string"}
WHOLE: Final = {"type": "integer"}
THREE: Final[Document] = {"type": "object", "properties": dict.fromkeys("abc", TEXT)}
PART: Final[Document] = {"type": "object", "properties": {"a": TEXT}}
LIST: Final = {"type": "array", "items": TEXT}
TUPLE: Final = {"type": "array", "prefixItems": [TEXT]}
CLOSED: Final = {"unevaluatedProperties": False}
CAT: Final[Document] = {"type": "object", "required": ["a"], "properties": {"a": TEXT}}
DOG: Final[Document] = {"type": "object", "required": ["b"], "properties": {"b": TEXT}}
EITHER: Final[Document] = {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}
PAIR: Final[Document] = {"type": "object", "properties": {"a": TEXT, "b": TEXT}}
TWO: Final[Document] = {"type": "array", "prefixItems": [TEXT, WHOLE]}
COUNTED: Final[Document] = {
    "type": "object",
    "required": ["a"],
    "properties": {"a": {**TEXT, "readOnly": True}, "b": TEXT},
    "minProperties": 2,
}
#: Where what is unevaluated is not looked into.
WITH_CONDITION: Final[Document] = {
    **PART,
    "dependentSchemas": {"a": {"properties": {"b": TEXT}}},
    "anyOf": [PART, {"additionalProperties": True}],
}
OTHER_TEXTS: Final[Document] = {
    "type": "object",
    "anyOf": [{"properties": {name: TEXT}} for name in "bc"],
}
MAP: Final[Document] = {"type": "object", "additionalProperties": TEXT}
NULL: Final = {"type": "null"}
KEPT: Final = {"enum": ["x"], "writeOnly": True}
SHOWN: Final = {**WHOLE, "readOnly": True}
SHORT: Final[Document] = {"properties": {"a": {**TEXT, "maxLength": 2}}}
DEEP: Final[Document] = {
    "type": "object",
    "required": ["a"],
    "properties": {"a": SHOWN},
    "propertyNames": {"pattern": "^[pq]"},
}
MAYBE: Final[Document] = {"type": "object", "properties": {"b": {"type": ["string", "integer"]}}}
OPEN: Final[Document] = {
    "type": "object",
    "required": ["b"],
    "properties": dict.fromkeys(("b", "p", "k"), TEXT),
}
SEALED: Final[Document] = {
    "type": "object",
    "properties": {"a": TEXT, "k": {**TEXT, "writeOnly": True}},
    "additionalProperties": False,
}
WITH_X: Final[Document] = {"type": "object", "properties": {"x-a": TEXT}}
SHORT_TEXT: Final = {**TEXT, "maxLength": 2}
COUNTS: Final[Document] = {**CAT, "additionalProperties": WHOLE}

#: The same values, there and back.
SAME: Final[dict[str, tuple[Any, Any]]] = {
    "what is unevaluated, by what is additional": (
        {"allOf": [PART, {"type": "object", "properties": {"b": TEXT}}], **CLOSED},
        {**PAIR, "additionalProperties": False},
    ),
    "what is unevaluated beside a condition": (
        {**PART, "if": {"required": ["a"]}, "then": {"properties": {"b": TEXT}}, **CLOSED},
        {**PAIR, "dependentRequired": {"b": ["a"]}, "additionalProperties": False},
    ),
    "unevaluated elements are the others": (
        {"type": "array", "allOf": [{"prefixItems": [TEXT]}], "unevaluatedItems": WHOLE},
        {"type": "array", "prefixItems": [TEXT], "items": WHOLE},
    ),
    "nothing is unevaluated beside what is said of all others": (
        {**PART, "additionalProperties": WHOLE},
        {**PART, "additionalProperties": WHOLE, "unevaluatedProperties": TEXT},
    ),
    "nothing is unevaluated where all others are allowed": (
        {**PART, "additionalProperties": True, "unevaluatedProperties": WHOLE},
        {**PART, "additionalProperties": {}, **CLOSED},
    ),
    "no element is unevaluated beside what is said of all": (
        {**TUPLE, "items": WHOLE, "unevaluatedItems": False},
        {**TUPLE, "items": WHOLE},
    ),
    "no element is unevaluated where all are allowed": (
        {**TUPLE, "items": True, "unevaluatedItems": WHOLE},
        {**TUPLE, "items": {}, "unevaluatedItems": False},
    ),
    "nothing is unevaluated beside a member that takes all": (
        {"allOf": [PART, {"additionalProperties": True}], "unevaluatedProperties": WHOLE},
        {"allOf": [PART, {"additionalProperties": True}], **CLOSED},
    ),
    "no element is unevaluated beside a member that takes all": (
        {**TUPLE, "anyOf": [{"items": True}], "unevaluatedItems": WHOLE},
        {**TUPLE, "anyOf": [{"items": True}], "unevaluatedItems": False},
    ),
    "two objects, written out as one": (
        {"anyOf": [PART, {"type": "object", "properties": {"b": TEXT}}]},
        PAIR,
    ),
    "two objects, of which one must be there": ({"oneOf": [CAT, DOG]}, {**PAIR, **EITHER}),
    "what both have, put outside": (
        {"anyOf": [{"allOf": [one, holding(TEXT)]} for one in (CAT, DOG)]},
        {"allOf": [{"anyOf": [CAT, DOG]}, holding(TEXT)]},
    ),
    "alternatives of a property, as alternatives of the object": (
        {**holding({"anyOf": [CAT, LIST]}), "required": ["p"]},
        {"anyOf": [{**holding(one), "required": ["p"]} for one in (CAT, LIST)]},
    ),
    "alternatives by a listed value": (
        {"anyOf": [holding({"enum": ["x"]}), holding({"enum": ["y"]})]},
        holding({"enum": ["x", "y"]}),
    ),
    "short lists and long ones": (
        {"anyOf": [{**LIST, "maxItems": 2}, {**LIST, "minItems": 2}]},
        LIST,
    ),
    "no elements": ({"type": "array", "items": False}, {**LIST, "maxItems": 0}),
    "what no element is": ({**LIST, "maxItems": 0}, {**LIST, "items": WHOLE, "maxItems": 0}),
    "no more than two elements": ({**TWO, "items": False}, {**TWO, "maxItems": 2}),
    "no more than two, which differ": (
        {**TWO, "items": False, "uniqueItems": True},
        {**TWO, "maxItems": 2, "uniqueItems": True},
    ),
    "a second element that cannot be": (
        {**TUPLE, "prefixItems": [TEXT, False]},
        {**TUPLE, "maxItems": 1},
    ),
    "at least one of whatever": ({**LIST, "contains": {}}, {**LIST, "minItems": 1}),
    "two or three of whatever": (
        {**LIST, "contains": True, "minContains": 2, "maxContains": 3},
        {**LIST, "minItems": 2, "maxItems": 3},
    ),
    "at least none": ({**LIST, "contains": WHOLE, "minContains": 0}, LIST),
    "two of what all are": (
        {**LIST, "contains": TEXT, "minContains": 2},
        {**LIST, "minItems": 2},
    ),
    "how many of nothing": ({**LIST, "minContains": 2, "maxContains": 3}, LIST),
    "one that is, and not all that are not": (
        {"type": "array", "contains": WHOLE},
        {"type": "array", "not": {"items": {"not": WHOLE}}},
    ),
    "a field needs another, as a schema": (
        {**THREE, "dependentRequired": {"a": ["b"]}},
        {**THREE, "dependentSchemas": {"a": {"required": ["b"]}}},
    ),
    "a field needs others, half as a schema": (
        {**THREE, "dependentRequired": {"a": ["b", "c"]}},
        {
            **THREE,
            "dependentRequired": {"a": ["b"]},
            "dependentSchemas": {"a": {"type": "object", "required": ["c"]}},
        },
    ),
    "a field needs another, in a map": (
        {**MAP, "dependentRequired": {"a": ["b"]}},
        {**MAP, "dependentSchemas": {"a": {"required": ["b"]}}},
    ),
    "a field needs another, as a condition": (
        {**PAIR, "dependentRequired": {"a": ["b"]}},
        {**PAIR, "if": {"required": ["a"]}, "then": {"required": ["b"]}},
    ),
    "a field needs another, as alternatives": (
        {**PAIR, "dependentRequired": {"a": ["b"]}},
        {**PAIR, "anyOf": [{"not": {"required": ["a"]}}, {"required": ["b"]}]},
    ),
    "a condition the other way round": (
        {**PAIR, "if": {"required": ["a"]}, "else": {"required": ["b"]}},
        {**PAIR, "if": {"not": {"required": ["a"]}}, "then": {"required": ["b"]}},
    ),
    "not both": (
        {**PAIR, "not": {"required": ["a", "b"]}},
        {**PAIR, "anyOf": [{"not": {"required": [name]}} for name in "ab"]},
    ),
    "neither": (
        {**PAIR, "not": EITHER},
        {**PAIR, "allOf": [{"not": {"required": [name]}} for name in "ab"]},
    ),
    "not what it is not": ({"not": {"not": CAT}}, CAT),
    "a field that cannot be": (
        {"type": "object", "properties": {"a": False, "b": TEXT}},
        {**PAIR, "not": {"required": ["a"]}},
    ),
    "one field at least": ({**PAIR, "minProperties": 1}, {**PAIR, **EITHER}),
    "one field at most": (
        {**PAIR, "maxProperties": 1},
        {**PAIR, "not": {"required": ["a", "b"]}},
    ),
    "all fields, by their number": (
        {**PAIR, "minProperties": 2},
        {**PAIR, "required": ["a", "b"]},
    ),
    "fields of any name": (MAP, {"type": "object", "patternProperties": {".*": TEXT}}),
    "maps, of which one takes all": (
        {"anyOf": [MAP, {**MAP, "additionalProperties": {**TEXT, "maxLength": 2}}]},
        MAP,
    ),
    "a map that is empty": (
        {**MAP, "maxProperties": 0},
        {**MAP, "additionalProperties": WHOLE, "maxProperties": 0},
    ),
    "one object, listed twice over": ({"const": {"a": 1}}, {"enum": [{"a": 1}]}),
    "a listed value or null": (
        {"type": ["string", "null"], "enum": ["x", None]},
        {"anyOf": [{"const": "x"}, NULL]},
    ),
}

BODIES: Final[dict[str, tuple[Any, Any, str, str]]] = {
    "empty objects, which no alternative took together": (
        {
            "anyOf": [
                {**holding(CAT), "required": ["p"]},
                {"anyOf": [{"type": "object", "properties": {"r": CAT}}, holding({"enum": ["x"]})]},
            ]
        },
        {
            "anyOf": [
                {**holding(PART), "required": ["p"]},
                {
                    "anyOf": [
                        {"type": "object", "properties": {"r": PART}},
                        holding({"enum": ["x"]}),
                    ]
                },
            ]
        },
        *("INFO", "ERR"),
    ),
    "elements come where all were refused": (
        {"type": "array", "unevaluatedItems": False},
        {"type": "array", "items": WHOLE, "minItems": 3},
        *("ERR", "ERR"),
    ),
    "others become flags, whatever the alternatives are": (
        PART,
        {**OTHER_TEXTS, "unevaluatedProperties": {"type": "boolean"}},
        *("ERR", "ERR"),
    ),
    "others become numbers, by the only alternative": (
        {"properties": {"a": TEXT}},
        {
            "anyOf": [
                {
                    "dependentSchemas": {"b": {"properties": {"c": TEXT}}},
                    "unevaluatedProperties": WHOLE,
                }
            ]
        },
        *("ERR", "ERR"),
    ),
    "a field of a condition comes that was refused": (
        {**WITH_CONDITION, "additionalProperties": False},
        {**WITH_CONDITION, **CLOSED},
        *("INFO", "ERR"),
    ),
    "a field that can have no value": (
        {"allOf": [CAT, {"properties": {"a": WHOLE}}]},
        TEXT,
        *("INFO", "ERR"),
    ),
    "lists that can have no value of both": (
        {"allOf": [{"const": [1, "x"]}, {"enum": ["x", [1]]}]},
        {"allOf": [{"const": [1, "x"]}, {"enum": ["x", [1]]}], "items": TEXT},
        *("INFO", "INFO"),
    ),
    "lists that can have a value of both": (
        {"allOf": [{"const": [1, "x"]}, {"enum": ["x", [1, "x"]]}]},
        {"allOf": [{"const": [1, "x"]}, {"enum": ["x", [1, "x"]]}], "items": TEXT},
        *("ERR", "INFO"),
    ),
    "a field that can have a value of both": (
        {"allOf": [CAT, {"properties": {"a": {"maxLength": 3}}}]},
        TEXT,
        *("ERR", "ERR"),
    ),
    "a field that no alternative leaves a value": (
        {**CAT, "anyOf": [{"properties": {"a": WHOLE}}, {"properties": {"a": MAP}}]},
        LIST,
        *("INFO", "ERR"),
    ),
    "a field that one alternative leaves a value": (
        {**CAT, "anyOf": [{"properties": {"a": WHOLE}}, {"properties": {"a": {"maxLength": 3}}}]},
        LIST,
        *("ERR", "ERR"),
    ),
    "elements that can have no value": (
        {"type": "array", "minItems": 1, "allOf": [LIST, {"items": WHOLE}]},
        TEXT,
        *("INFO", "ERR"),
    ),
    "fewer elements, where there can be none": (
        {"allOf": [LIST, {"items": WHOLE}]},
        {"allOf": [LIST, {"items": MAP, "maxItems": 4}]},
        *("INFO", "INFO"),
    ),
    "fewer elements, where several schemas allow some": (
        {"allOf": [LIST, {"items": {"maxLength": 3}}]},
        {"allOf": [LIST, {"items": {"maxLength": 3}, "maxItems": 4}]},
        *("ERR", "INFO"),
    ),
    "elements that need not be there": (
        {"type": "array", "allOf": [LIST, {"items": WHOLE}]},
        TEXT,
        *("ERR", "ERR"),
    ),
    "others must be texts, for the only alternative": (
        {**holding(WHOLE), "anyOf": [{**PART, "required": ["a"]}]},
        {**holding(WHOLE), "anyOf": [{**PART, "required": ["a"], "additionalProperties": TEXT}]},
        *("ERR", "INFO"),
    ),
    "first elements come where all were refused": (
        {"type": "array", "unevaluatedItems": False},
        {"type": "array", "unevaluatedItems": False, "prefixItems": [holding(TEXT)]},
        *("INFO", "ERR"),
    ),
    "no other alternative declares what one takes no longer": (
        {**PART, "anyOf": [PART, {**DOG, "additionalProperties": True}], **CLOSED},
        {
            **PART,
            "anyOf": [PART, {**DOG, "properties": {"b": WHOLE}, "additionalProperties": True}],
            **CLOSED,
        },
        *("ERR", "ERR"),
    ),
    "null comes where anything else was allowed": (
        {"not": NULL},
        {"oneOf": [NULL, {**WHOLE, "minimum": 1}, {"const": "x"}]},
        *("ERR", "ERR"),
    ),
    "an alternative that only seemed to allow null": (
        {"anyOf": [NULL, TEXT]},
        {"anyOf": [{**NULL, "not": {}}, TEXT]},
        *("ERR", "INFO"),
    ),
    "one element is needed that has what another schema declares for it": (
        {"type": "array", "items": {}, "prefixItems": [PART], "contains": holding(WHOLE)},
        {"type": "array", "items": {}, "prefixItems": [PART], "contains": holding(False)},
        *("ERR", "INFO"),
    ),
    "no others than those of an allOf": (
        {"allOf": [THREE]},
        {"allOf": [THREE], **CLOSED},
        *("INFO", "INFO"),
    ),
    "one goes where others are refused": (
        {"allOf": [THREE], **CLOSED},
        {"allOf": [PART], **CLOSED},
        *("ERR", "INFO"),
    ),
    "the others are refused, which were texts": (
        {**PART, "unevaluatedProperties": TEXT},
        {**PART, **CLOSED},
        *("ERR", "INFO"),
    ),
    "the first of a list are like the rest": (
        LIST,
        {**LIST, "prefixItems": [TEXT, TEXT]},
        *("INFO", "INFO"),
    ),
    "the first of a list are not": (LIST, {**LIST, "prefixItems": [WHOLE]}, "ERR", "ERR"),
    "a second element that may be anything no more": (
        TUPLE,
        {**TUPLE, "prefixItems": [TEXT, WHOLE]},
        *("ERR", "INFO"),
    ),
    "a second element that is refused": (
        {**TUPLE, "prefixItems": [TEXT, WHOLE]},
        {**TUPLE, "items": False},
        *("ERR", "INFO"),
    ),
    "one element is always unique": (
        {**LIST, "maxItems": 1},
        {**LIST, "maxItems": 1, "uniqueItems": True},
        *("INFO", "INFO"),
    ),
    "unique elements": (LIST, {**LIST, "uniqueItems": True}, "ERR", "INFO"),
    "a field needs one that is always there": (
        {**THREE, "required": ["b"]},
        {**THREE, "required": ["b"], "dependentRequired": {"a": ["b"]}},
        *("INFO", "INFO"),
    ),
    "a field needs none": (THREE, {**THREE, "dependentRequired": {"a": []}}, "INFO", "INFO"),
    "a field needs another": (
        {**THREE, "dependentRequired": {"a": ["b"]}},
        {**THREE, "dependentRequired": {"a": ["b", "c"]}},
        *("ERR", "INFO"),
    ),
    "a field needs fewer": (
        {**THREE, "dependentRequired": {"a": ["b", "c"]}},
        {**THREE, "dependentRequired": {"a": ["b"]}},
        *("INFO", "ERR"),
    ),
    "a schema that says nothing": (THREE, {**THREE, "dependentSchemas": {"a": {}}}, "INFO", "INFO"),
    "names that all fields have": (
        THREE,
        {**THREE, "propertyNames": {"maxLength": 1}},
        *("INFO", "INFO"),
    ),
    "another field to be counted, beside one that is not sent": (
        {**PART, "minProperties": 1},
        {**PAIR, "minProperties": 1, "properties": {"a": {**TEXT, "readOnly": True}, "b": TEXT}},
        *("WARN", "ERR"),
    ),
    "others to be counted beside a field that is not sent": (
        {**COUNTED, "additionalProperties": True},
        {**COUNTED, "additionalProperties": WHOLE},
        *("INFO", "ERR"),
    ),
    "the only field to be counted is no longer received": (
        {**CAT, "minProperties": 1},
        {**CAT, "minProperties": 1, "properties": {"a": {**TEXT, "writeOnly": True}}},
        *("INFO", "INFO"),
    ),
    "null of an object that cannot be": (
        {**CAT, "type": ["object", "null"], "properties": {"a": False}},
        {**CAT, "properties": {"a": TEXT}},
        *("ERR", "ERR"),
    ),
    "nothing but null, and no object either": (
        {**CAT, "properties": {"a": False}},
        {**CAT, "type": ["object", "null"], "properties": {"a": False}},
        *("INFO", "ERR"),
    ),
    "a text or null becomes null": ({"type": ["string", "null"]}, NULL, "ERR", "INFO"),
    "a text that cannot be, or null, becomes null": (
        {"type": ["string", "null"], "minLength": 3, "maxLength": 2},
        NULL,
        *("INFO", "INFO"),
    ),
    "a text that cannot be, or null, becomes nothing": (
        {"type": ["string", "null"], "minLength": 3, "maxLength": 2},
        False,
        *("ERR", "INFO"),
    ),
    "null beside a condition becomes nothing": (
        {**NULL, "if": {"const": "a"}, "then": WHOLE},
        {**PART, "not": {}},
        *("ERR", "INFO"),
    ),
    "numbers that nothing is between": (
        {**CAT, "properties": {"a": {"minimum": 3, "exclusiveMaximum": 3, **WHOLE}, "b": TEXT}},
        {**CAT, "properties": {"a": {"minimum": 3, "exclusiveMaximum": 3, **WHOLE}, "b": WHOLE}},
        *("INFO", "INFO"),
    ),
    "a condition on a field that is not sent any more": (
        {**PAIR, "if": {"required": ["a"]}, "then": {"required": ["b"]}},
        {
            **PAIR,
            "properties": {"a": {**TEXT, "readOnly": True}, "b": TEXT},
            "if": {"required": ["a"]},
            "then": {"required": ["b"]},
        },
        *("WARN", "INFO"),
    ),
    "what one alternative of a field hides, and another does not": (
        holding({"anyOf": [{**TEXT, "readOnly": True}, WHOLE]}),
        holding({"anyOf": [{**TEXT, "readOnly": True, "maxLength": 2}, WHOLE]}),
        *("ERR", "INFO"),
    ),
    "what one alternative of a field keeps, and another does not": (
        holding({"anyOf": [{**TEXT, "writeOnly": True, "maxLength": 2}, WHOLE]}),
        holding({"anyOf": [{**TEXT, "writeOnly": True}, WHOLE]}),
        *("INFO", "ERR"),
    ),
    "what hides its only alternative": (
        holding({"anyOf": [{**TEXT, "readOnly": True}]}),
        holding({"anyOf": [{**TEXT, "readOnly": True, "maxLength": 2}]}),
        *("INFO", "INFO"),
    ),
    "elements that are no fields": (
        {**LIST, "items": {**TEXT, "readOnly": True}},
        {**LIST, "items": {**TEXT, "readOnly": True, "maxLength": 2}},
        *("ERR", "INFO"),
    ),
    "what is written only, beside a map of other values": (
        {
            "anyOf": [
                {**COUNTS, "properties": {"p": KEPT}},
                {**CAT, "additionalProperties": False},
            ]
        },
        {
            "anyOf": [
                {**COUNTS, "properties": {"p": {"writeOnly": True}}},
                {**CAT, "additionalProperties": TEXT},
            ]
        },
        *("INFO", "ERR"),
    ),
    "what one object hides, and the same of another one sent": (
        {"anyOf": [{**CAT, **CLOSED, "properties": {"a": SHOWN}}, {**CAT, **CLOSED}]},
        {"anyOf": [{**CAT, **CLOSED, "properties": {"a": SHOWN}}, {**CAT, **CLOSED, **SHORT}]},
        *("ERR", "INFO"),
    ),
    "what is hidden inside what an object is not": (
        {**holding(DEEP), "required": ["p"], "not": holding({"type": "boolean"})},
        {**holding(DEEP), "required": ["p"], "not": {"type": "object"}},
        *("ERR", "INFO"),
    ),
    "a condition gone, and what another field demands kept from the answer": (
        {
            **holding({**WHOLE, "writeOnly": True}),
            "dependentSchemas": {"r": {"required": ["p"]}},
            "dependentRequired": {"r": ["q"]},
        },
        {
            **holding({**WHOLE, "writeOnly": True}),
            "dependentSchemas": {"r": {"required": ["p"]}},
        },
        *("INFO", "ERR"),
    ),
    "null, by two conditions": (
        {**NULL, "allOf": [{"if": WHOLE, "then": TEXT}], "if": TEXT, "else": {"const": 1}},
        {**NULL, "allOf": [{"if": WHOLE, "then": TEXT}], "if": TEXT, "else": NULL},
        *("INFO", "ERR"),
    ),
    "a member that refuses what is declared beside it": (
        {"allOf": [PART, holding(TEXT)]},
        {"allOf": [PART, {**holding(TEXT), **CLOSED}]},
        *("ERR", "INFO"),
    ),
    "a pattern gone where others are of another type": (
        {**MAP, "patternProperties": {"^x-": WHOLE}},
        MAP,
        *("ERR", "ERR"),
    ),
    "a pattern gone where nothing else is unevaluated": (
        {"allOf": [PART, {"patternProperties": {"^x-": WHOLE}}], "unevaluatedProperties": TEXT},
        {"allOf": [PART, {}], "unevaluatedProperties": TEXT},
        *("ERR", "ERR"),
    ),
    "a pattern of what others were, of another type": (
        {"allOf": [PART, {}], "unevaluatedProperties": TEXT},
        {"allOf": [PART, {"patternProperties": {"^x-": WHOLE}}], "unevaluatedProperties": TEXT},
        *("ERR", "ERR"),
    ),
    "an object that no alternative took, where one of them hides what another shows": (
        {"anyOf": [OPEN, SEALED]},
        {"anyOf": [OPEN, {**SEALED, "additionalProperties": TEXT}]},
        *("INFO", "ERR"),
    ),
    "a pattern of what is declared": (
        {**PAIR, "properties": {"x-a": TEXT, "b": TEXT}},
        {**PAIR, "properties": {"x-a": TEXT, "b": TEXT}, "patternProperties": {"^x-": SHORT_TEXT}},
        *("ERR", "INFO"),
    ),
    "a pattern in an alternative of what is declared beside it": (
        {**holding(WITH_X), "anyOf": [holding(PART), {"required": ["c"]}]},
        {
            **holding(WITH_X),
            "anyOf": [
                holding({**PART, "patternProperties": {"^x-": WHOLE}}),
                {"required": ["c"]},
            ],
        },
        *("ERR", "INFO"),
    ),
    "a pattern of an element of which another schema declares more": (
        {**LIST, "items": WITH_X, "contains": PART},
        {**LIST, "items": WITH_X, "contains": {**PART, "patternProperties": {"^x-": WHOLE}}},
        *("ERR", "INFO"),
    ),
    "others that are limited beside a pattern of a member": (
        {"allOf": [PART, {"patternProperties": {"^x-": WHOLE}}], "unevaluatedProperties": TEXT},
        {"allOf": [PART, {"patternProperties": {"^x-": WHOLE}}], "additionalProperties": TEXT},
        *("ERR", "INFO"),
    ),
    "others that are not known, where one property is needed": (
        {**PAIR, "minProperties": 1, "additionalProperties": False},
        {**PAIR, "minProperties": 1, "additionalProperties": TEXT},
        *("INFO", "ERR"),
    ),
    "what is unevaluated by one of two": (
        {**MAYBE, "allOf": [{**CAT, "unevaluatedProperties": TEXT}], **CLOSED},
        {**MAYBE, "allOf": [{**CAT, "unevaluatedProperties": WHOLE}], **CLOSED},
        *("ERR", "ERR"),
    ),
    "bounds that nothing is between": (
        {**TEXT, "minLength": 3, "maxLength": 2},
        WHOLE,
        *("INFO", "ERR"),
    ),
    "a field that must be there and cannot": (
        {**CAT, "properties": {"a": {**LIST, "minItems": 3, "maxItems": 2}, "b": TEXT}},
        {**CAT, "properties": {"a": {**LIST, "minItems": 3, "maxItems": 2}, "b": WHOLE}},
        *("INFO", "INFO"),
    ),
    "one of two objects goes": ({"anyOf": [CAT, DOG]}, {**PAIR, "required": ["a"]}, "ERR", "INFO"),
    "two objects, and none need be there": ({"anyOf": [CAT, DOG]}, PAIR, "INFO", "ERR"),
    "two objects written out, another type": (
        {"anyOf": [CAT, DOG]},
        {**PAIR, **EITHER, "properties": {"a": TEXT, "b": WHOLE}},
        *("ERR", "ERR"),
    ),
    "two objects written out, a limit of what both have": (
        {"anyOf": [CAT, DOG], **holding(TEXT)},
        {**PAIR, **EITHER, "properties": {"a": TEXT, "b": TEXT, "p": {**TEXT, "maxLength": 3}}},
        *("ERR", "INFO"),
    ),
    "lists of texts or of numbers are mixed": (
        {"anyOf": [LIST, {**LIST, "items": WHOLE}]},
        {**LIST, "items": {"type": ["string", "integer"]}},
        *("INFO", "ERR"),
    ),
    "one element where there was none": (
        {"type": "array", "items": False},
        {**LIST, "maxItems": 1},
        *("INFO", "ERR"),
    ),
    "two elements of whatever where one was enough": (
        {**LIST, "contains": {}},
        {**LIST, "minItems": 2},
        *("ERR", "INFO"),
    ),
    "a field needs another more, as a schema": (
        {**THREE, "dependentRequired": {"a": ["b"]}},
        {**THREE, "dependentSchemas": {"a": {"required": ["b", "c"]}}},
        *("ERR", "INFO"),
    ),
    "a map in which a field needs none": (
        {**MAP, "dependentSchemas": {"a": {"required": ["b"]}}},
        MAP,
        *("INFO", "ERR"),
    ),
    "a condition of another value": (
        {**PAIR, "if": holding({"const": "x"}), "then": {"required": ["a"]}},
        {**PAIR, "if": holding({"const": "y"}), "then": {"required": ["a"]}},
        *("ERR", "ERR"),
    ),
    "elements that differ, and a condition of something else": (
        LIST,
        {**LIST, "uniqueItems": True, "if": {"enum": [1]}, "then": TEXT},
        *("ERR", "INFO"),
    ),
    "what no field of an alternative says any more": (
        {**holding(WHOLE), "anyOf": [holding({"minimum": 1}), {"required": ["a"]}]},
        {**holding(WHOLE), "anyOf": [PART, {"required": ["a"]}]},
        *("WARN", "ERR"),
    ),
    "a listed value, and no longer null": (
        {"anyOf": [{"enum": ["x"]}, NULL]},
        {"enum": ["x"]},
        *("ERR", "INFO"),
    ),
    "what one alternative no longer allows, of a field of all": (
        {**CAT, "anyOf": [holding(TEXT), holding(WHOLE)]},
        {**CAT, "anyOf": [{**holding(TEXT), "maxProperties": 1}, holding(WHOLE)]},
        *("ERR", "INFO"),
    ),
    "an alternative of other names than its siblings": (
        {"anyOf": [{**PART, "propertyNames": {"maxLength": 1}}, {**CAT, **holding(TEXT)}]},
        {"anyOf": [{**PART, "propertyNames": {"maxLength": 1}}, {**CAT, **holding(WHOLE)}]},
        *("ERR", "ERR"),
    ),
    "names that one has not": (
        {"type": "object", "properties": {"long": TEXT}},
        {"type": "object", "properties": {"long": TEXT}, "propertyNames": {"maxLength": 1}},
        *("ERR", "INFO"),
    ),
}


def worst(changes: Changes) -> str:
    levels = [finding.level for finding in changes.findings]
    return max(levels).name if levels else ""


def taking_media(**schemas: Any) -> Document:
    content = {name.replace("_", "/", 1): {"schema": one} for name, one in schemas.items()}
    return document({"requestBody": {"content": content}})


def with_statuses(**schemas: Any) -> Document:
    return document({"responses": {name[1:]: response(one) for name, one in schemas.items()}})


def with_header(name: str, **more: Any) -> Document:
    headers = {name: {"schema": TEXT, "required": True, **more}}
    return document({"responses": {"200": response(TEXT, headers=headers)}})


def in_json(schema: Any) -> Document:
    parameter = {"name": "q", "in": "query", "content": {"application/json": {"schema": schema}}}
    return document({"parameters": [parameter]})


ANY: Final = "*/*"
DOCUMENTS: Final[dict[str, tuple[Document, Document, str]]] = {
    "JSON may be sent among all media types": (
        taking_media(application_json=PART),
        taking_media(**{ANY: PART}),
        "INFO",
    ),
    "JSON may be sent, and says something else": (
        taking_media(application_json=holding(TEXT)),
        taking_media(**{ANY: holding(WHOLE)}),
        "ERR",
    ),
    "a media type among those with its suffix": (
        taking_media(**{"application_vnd.x+json": PART}),
        taking_media(**{"application_*+json": PART}),
        "INFO",
    ),
    "JSON alone is another media type": (
        taking_media(**{"application_vnd.x+json": PART}),
        taking_media(application_json=PART),
        "ERR",
    ),
    "one status of a range": (with_statuses(_2XX=PART), with_statuses(_200=PART), "INFO"),
    "one status of a range, with another body": (
        with_statuses(_2XX=holding(TEXT)),
        with_statuses(_200=holding(WHOLE)),
        "ERR",
    ),
    "a range that was there beside": (
        with_statuses(_200=PART, _2XX=PART),
        with_statuses(_2XX=PART),
        "INFO",
    ),
    "a range that was there beside, with another body": (
        with_statuses(_200=holding(TEXT), _2XX=holding(WHOLE)),
        with_statuses(_2XX=holding(WHOLE)),
        "ERR",
    ),
    "a range in the place of a status": (with_statuses(_200=PART), with_statuses(_2XX=PART), "ERR"),
    "a range in other letters": (with_statuses(_2XX=PART), with_statuses(_2xx=PART), ""),
    "a header that OpenAPI ignores": (
        with_header("Content-Type"),
        with_statuses(_200=TEXT),
        "",
    ),
    "a header that is always there": (with_header("X-Left"), with_statuses(_200=TEXT), "ERR"),
    "one value is written alike, exploded or not": (taking(TEXT), taking(TEXT, explode=False), ""),
    "a list is not": (taking(LIST), taking(LIST, explode=False), "ERR"),
    "JSON in a parameter": (in_json(holding(TEXT)), in_json(holding(WHOLE)), "ERR"),
    "a wider number of JSON in a parameter": (
        in_json(holding(WHOLE)),
        in_json(holding({"type": "number"})),
        "INFO",
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_values(name: str) -> None:
    for old, new in (SAME[name], SAME[name][::-1]):
        for wrapped in (lambda one: one, holding):
            sides = (both_ways(wrapped(one), {}, is_31=True) for one in (old, new))
            assert worst(diff(*sides)) in ("", "INFO"), (old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"maxLength": 3}, {"maxLength": 2}),
        ({"nullable": True}, {}),
        ({}, {"enum": ["a"]}),
        ({"readOnly": True}, {}),
    ],
)
def test_what_stands_beside_a_reference_is_ignored_in_openapi_30(
    old: Document, new: Document
) -> None:
    reference = {"$ref": "#/components/schemas/Text"}
    for wrapped in (
        lambda one: one,
        holding,
        lambda one: {"not": one},
        lambda one: {"anyOf": [one, PART]},
    ):
        changes = diff(
            *(
                both_ways(wrapped({**reference, **more}), {"Text": TEXT}, is_31=False)
                for more in (old, new)
            )
        )
        (keyword,) = {**old, **new}
        told = {(finding.id, finding.level.name) for finding in changes.findings}
        assert told == {("unclassified-change", "INFO")}
        assert f"beside a $ref, ignored: unclassified change, {keyword}" in changes.findings[0].text


def test_what_stands_beside_a_reference_counts_in_openapi_31() -> None:
    schema = {"$ref": "#/components/schemas/Text", "maxLength": 3}
    ignored, counting, tighter = (
        both_ways({**schema, "maxLength": limit}, {"Text": TEXT}, is_31=is_31)
        for limit, is_31 in ((3, False), (3, True), (2, True))
    )
    assert worst(diff(counting, tighter)) == "ERR"
    assert worst(diff(ignored, counting)) == "ERR"


@pytest.mark.parametrize("name", BODIES)
def test_bodies(name: str) -> None:
    old, new, sent, received = BODIES[name]
    assert worst(diff(sending(old), sending(new))) == sent
    assert worst(diff(answering(old), answering(new))) == received


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents(name: str) -> None:
    old, new, level = DOCUMENTS[name]
    assert worst(diff(old, new)) == level


def containing_each_other(needed: list[str], last: Document) -> Document:
    """Two schemas, each of which has alternatives that contain the other one."""
    one, other = ({"$ref": f"#/components/schemas/{name}"} for name in ("One", "Other"))
    several = {"type": "object", "properties": {"p": {"type": "array", "items": other}}}
    shared = {"type": "object", "properties": {"r": one, "q": last}}
    either = [
        {"type": "object", "required": ["q"], "properties": {"q": one}},
        {"type": "object", "required": needed, "properties": {"q": last}},
    ]
    schemas = {
        "One": {
            "anyOf": [{"type": "object", "required": ["r"], "properties": {"r": other}}, several]
        },
        "Other": {"allOf": [shared, {"anyOf": either}]},
    }
    return {"schemas": schemas}


@pytest.mark.parametrize("first", ["One", "Other"])
@pytest.mark.parametrize(
    ("old", "new", "sent", "received"),
    [
        (([], WHOLE), (["q"], WHOLE), "ERR", "INFO"),
        ((["q"], WHOLE), ([], WHOLE), "INFO", "ERR"),
        (([], {**WHOLE, "minimum": 2}), ([], WHOLE), "INFO", "ERR"),
        (([], WHOLE), ([], {**WHOLE, "minimum": 2}), "ERR", "INFO"),
    ],
)
def test_schemas_that_contain_each_other(
    first: str,
    old: tuple[list[str], Document],
    new: tuple[list[str], Document],
    sent: str,
    received: str,
) -> None:
    schema = {"$ref": f"#/components/schemas/{first}"}
    before, after = (containing_each_other(*one) for one in (old, new))
    for use, level in ((sending, sent), (answering, received)):
        assert worst(diff(use(schema, components=before), use(schema, components=after))) == level


@pytest.mark.parametrize(("needed", "sent"), [(["a"], "INFO"), ([], "ERR")])
def test_what_has_to_contain_itself_allows_nothing(needed: list[str], sent: str) -> None:
    itself = {"$ref": "#/components/schemas/One"}
    one = {"type": "object", "required": needed, "properties": {"a": itself}}
    old, new = (sending(itself, components={"schemas": {"One": each}}) for each in (one, TEXT))
    assert worst(diff(old, new)) == sent
