"""What SARIF 2.1.0 demands of the parts of it that our reports use, as a JSON schema.

It allows nothing else: a property that is not in it has to be looked up in the standard first.
"""

from __future__ import annotations

from typing import Any, Final

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string", "minLength": 1}
_BAG: Final[Schema] = {"type": "object", "properties": {"tags": {"type": "array"}}}


def _object(required: str = "", **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


_MESSAGE: Final = _object("text", text=_TEXT)
_LEVEL: Final[Schema] = {"enum": ["none", "note", "warning", "error"]}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 1}
_PHYSICAL: Final = _object(
    "artifactLocation",
    artifactLocation=_object(
        "uri",
        # A reference as RFC 3986 has it: what is not of it is percent-encoded.
        uri={
            "type": "string",
            "pattern": r"^(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-F]{2})+$",
        },
        uriBaseId=_TEXT,
    ),
    region=_object("startLine", startLine=_COUNT, startColumn=_COUNT),
)
_RULE: Final = _object(
    "id",
    id=_TEXT,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    defaultConfiguration=_object(level=_LEVEL),
    properties=_BAG,
)
_RESULT: Final = _object(
    "ruleId ruleIndex level message locations",
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=_LEVEL,
    message=_MESSAGE,
    locations=_list(
        _object(
            "physicalLocation",
            physicalLocation=_PHYSICAL,
            logicalLocations=_list(_object(fullyQualifiedName=_TEXT), uniqueItems=True),
        )
    ),
    relatedLocations=_list(_object(physicalLocation=_PHYSICAL, message=_MESSAGE), uniqueItems=True),
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    suppressions=_list(
        _object(
            "kind",
            kind={"enum": ["inSource", "external"]},
            status={"enum": ["accepted", "underReview", "rejected"]},
            justification={"type": "string"},
        ),
        uniqueItems=True,
    ),
    properties=_BAG,
)

SCHEMA: Final = _object(
    "version runs",
    **{"$schema": {"type": "string", "pattern": "^https://[^ ]+[.]json$"}},
    version={"const": "2.1.0"},
    runs=_list(
        _object(
            "tool",
            tool=_object(
                "driver",
                driver=_object(
                    "name",
                    name=_TEXT,
                    version=_TEXT,
                    rules=_list(_RULE, uniqueItems=True),
                ),
            ),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            results=_list(_RESULT),
        ),
        minItems=1,
    ),
)
