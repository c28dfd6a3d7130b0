"""The rules: which change has which id and which level.

Ids and levels are those of oasdiff wherever the meaning is the same. Most of them are one rule in
many places: `max-length-decreased` breaks a request body, a property and a parameter alike, and no
response. So the id of a schema's change is composed of its place and its action, and its level
comes from the effect of the action on whoever sends or receives the value.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from .model import Level

ERR: Final = Level.ERR
WARN: Final = Level.WARN
INFO: Final = Level.INFO


class Effect(NamedTuple):
    """The level of an action in what a client sends, and in what it receives."""

    sent: Level
    received: Level


NARROWS: Final = Effect(ERR, INFO)
WIDENS: Final = Effect(INFO, ERR)
BREAKS: Final = Effect(ERR, ERR)
NOTED: Final = Effect(INFO, INFO)
# A server may have enforced it all along.
LIMITS: Final = Effect(WARN, INFO)
# A client may cope with more than it was promised.
LOOSENS: Final = Effect(INFO, WARN)

UPPER_BOUNDS: Final = {
    "maximum": "max",
    "exclusiveMaximum": "exclusive-max",
    "maxLength": "max-length",
    "maxItems": "max-items",
    "maxProperties": "max-properties",
    "maxContains": "max-contains",
}
LOWER_BOUNDS: Final = {
    "minimum": "min",
    "exclusiveMinimum": "exclusive-min",
    "minLength": "min-length",
    "minItems": "min-items",
    "minProperties": "min-properties",
    "minContains": "min-contains",
}
# Keywords that hold one more schema, which a value must match too.
SUB_SCHEMAS: Final = {
    "if": "if",
    "then": "then",
    "else": "else",
    "contains": "contains",
    "propertyNames": "property-names",
    "unevaluatedItems": "unevaluated-items",
    "unevaluatedProperties": "unevaluated-properties",
    "contentSchema": "content-schema",
    "items": "items",
    "not": "not",
}
# Keywords that hold such schemas by name.
SUB_SCHEMA_MAPS: Final = {
    "patternProperties": "pattern-property",
    "dependentSchemas": "dependent-schema",
}

SCHEMA_ACTIONS: Final[dict[str, Effect]] = {
    "type-changed": BREAKS,
    "type-generalized": WIDENS,
    "type-specialized": NARROWS,
    "type-compatible": NOTED,
    "list-of-types-widened": WIDENS,
    "list-of-types-narrowed": NARROWS,
    "became-nullable": WIDENS,
    "became-not-nullable": NARROWS,
    "became-enum": NARROWS,
    "became-not-enum": LOOSENS,
    "enum-value-added": LOOSENS,
    "enum-value-removed": NARROWS,
    "x-extensible-enum-value-added": NOTED,
    "x-extensible-enum-value-removed": NARROWS,
    "const-added": NARROWS,
    "const-removed": WIDENS,
    "const-changed": BREAKS,
    "default-value-added": NOTED,
    "default-value-removed": NOTED,
    "default-value-changed": NOTED,
    **{f"{bound}-decreased": NARROWS for bound in UPPER_BOUNDS.values()},
    **{f"{bound}-increased": WIDENS for bound in UPPER_BOUNDS.values()},
    **{f"{bound}-increased": NARROWS for bound in LOWER_BOUNDS.values()},
    **{f"{bound}-decreased": WIDENS for bound in LOWER_BOUNDS.values()},
    **{f"{bound}-set": LIMITS for bound in (*UPPER_BOUNDS.values(), *LOWER_BOUNDS.values())},
    **{f"{bound}-unset": WIDENS for bound in (*UPPER_BOUNDS.values(), *LOWER_BOUNDS.values())},
    "pattern-added": NARROWS,
    "pattern-removed": NOTED,
    "pattern-changed": LIMITS,
    "pattern-generalized": NOTED,
    "multiple-of-added": NARROWS,
    "multiple-of-removed": WIDENS,
    "multiple-of-changed": BREAKS,
    "multiple-of-generalized": WIDENS,
    "multiple-of-specialized": NARROWS,
    "unique-items-added": NARROWS,
    "unique-items-removed": WIDENS,
    **{f"{name}-added": NARROWS for name in (*SUB_SCHEMAS.values(), *SUB_SCHEMA_MAPS.values())},
    **{f"{name}-removed": WIDENS for name in (*SUB_SCHEMAS.values(), *SUB_SCHEMA_MAPS.values())},
    "if-changed": BREAKS,
    "not-changed": BREAKS,
    "prefix-items-added": WIDENS,
    "prefix-items-removed": NARROWS,
    "dependent-required-added": NARROWS,
    "dependent-required-removed": WIDENS,
    "dependent-required-changed": BREAKS,
    "additional-properties-narrowed": NARROWS,
    "additional-properties-widened": LOOSENS,
    "content-media-type-changed": BREAKS,
    "content-encoding-changed": BREAKS,
    "all-of-added": NARROWS,
    "all-of-removed": LIMITS,
    "all-of-added-annotation-only": NOTED,
    "all-of-removed-annotation-only": NOTED,
    "any-of-added": NOTED,
    "any-of-removed": NARROWS,
    "one-of-added": WIDENS,
    "one-of-removed": NARROWS,
    "wrapped-in-one-of": NOTED,
    "alternatives-added": NARROWS,
    "alternatives-removed": WIDENS,
    "discriminator-added": NOTED,
    "discriminator-removed": NOTED,
    "discriminator-property-name-changed": NOTED,
    "discriminator-mapping-added": NOTED,
    "discriminator-mapping-deleted": NOTED,
    "discriminator-mapping-changed": NOTED,
    "became-required": NARROWS,
    "became-required-with-default": NARROWS,
    "became-optional": WIDENS,
    "deprecated": NOTED,
    "deprecated-with-sunset": NOTED,
    "deprecated-sunset-invalid": BREAKS,
    "sunset-date-too-small": BREAKS,
    "sunset-date-changed-too-small": BREAKS,
    "sunset-deleted": BREAKS,
    "reactivated": NOTED,
    "stability-decreased": BREAKS,
    "stability-increased": NOTED,
    "stability-invalid": BREAKS,
}

# Which side of an effect counts in a place: what a client sends, or what it receives.
PLACES: Final = {
    "request-body": "sent",
    "request-property": "sent",
    "request-parameter": "sent",
    "request-parameter-property": "sent",
    "response-body": "received",
    "response-property": "received",
    "response-header": "received",
}

# Where the level in a place does not follow from the effect.
EXCEPTIONS: Final = {
    "request-parameter-default-value-added": ERR,
    "request-parameter-default-value-changed": ERR,
    "request-parameter-default-value-removed": ERR,
    "request-parameter-property-type-changed": WARN,
    "request-body-wrapped-in-one-of": ERR,
    "response-body-wrapped-in-one-of": ERR,
    "request-header-property-became-enum": ERR,
    "request-header-property-became-required": ERR,
    **{
        f"request-read-only-property-{action}": INFO
        for action in (
            *("enum-value-removed", "became-required", "max-decreased", "exclusive-max-decreased"),
            *("max-length-decreased", "min-increased", "exclusive-min-increased"),
        )
    },
    **{
        f"response-write-only-property-{action}": INFO
        for action in ("enum-value-added", "became-optional", "became-required")
    },
}

# What is added or removed as a whole, and what is not a schema.
OTHERS: Final = {
    "endpoint-added": INFO,
    "endpoint-deprecated": INFO,
    "endpoint-deprecated-with-sunset": INFO,
    "endpoint-reactivated": INFO,
    "api-deprecated-sunset-parse": ERR,
    "api-sunset-date-too-small": ERR,
    "api-sunset-date-changed-too-small": ERR,
    "sunset-deleted": ERR,
    "api-stability-decreased": ERR,
    "api-stability-increased": INFO,
    "api-invalid-stability-level": ERR,
    "api-removed-without-deprecation": ERR,
    "api-removed-with-deprecation": INFO,
    "api-removed-before-sunset": ERR,
    "api-path-removed-without-deprecation": ERR,
    "api-path-removed-with-deprecation": INFO,
    "api-path-removed-before-sunset": ERR,
    "api-path-sunset-parse": ERR,
    "api-operation-id-added": INFO,
    "api-operation-id-removed": INFO,
    "operation-id-changed": INFO,
    "api-tag-added": INFO,
    "api-tag-removed": INFO,
    "tag-changed": INFO,
    "title-changed": INFO,
    "api-version-decreased": INFO,
    "webhook-added": INFO,
    "webhook-removed": ERR,
    "callback-added": INFO,
    "callback-removed": ERR,
    "api-server-added": INFO,
    "api-server-removed": WARN,
    "api-schema-added": INFO,
    "api-schema-removed": INFO,
    "schema-renamed": INFO,
    "unused-schema-changed": INFO,
    "unclassified-change": INFO,
    "api-security-added": INFO,
    "api-security-removed": INFO,
    "api-security-scope-added": INFO,
    "api-security-scope-removed": INFO,
    "api-global-security-added": INFO,
    "api-global-security-removed": INFO,
    "api-global-security-scope-added": INFO,
    "api-global-security-scope-removed": INFO,
    "api-security-component-added": INFO,
    "api-security-component-removed": INFO,
    "api-security-component-type-changed": INFO,
    "api-security-component-credentials-changed": ERR,
    "api-security-component-oauth-url-changed": INFO,
    "api-security-component-oauth-token-url-changed": INFO,
    "api-security-component-oauth-scope-added": INFO,
    "api-security-component-oauth-scope-changed": INFO,
    "api-security-component-oauth-scope-removed": INFO,
    "new-required-request-parameter": ERR,
    "new-optional-request-parameter": INFO,
    "new-required-request-default-parameter-to-existing-path": ERR,
    "new-optional-request-default-parameter-to-existing-path": INFO,
    "new-request-path-parameter": ERR,
    "path-parameter-renamed": INFO,
    "request-parameter-became-required": ERR,
    "request-parameter-became-optional": INFO,
    "request-parameter-removed": WARN,
    "request-parameter-removed-with-deprecation": INFO,
    "request-parameter-removed-before-sunset": ERR,
    "request-parameter-serialization-changed": ERR,
    "request-parameter-sunset-parse": ERR,
    "request-body-added-required": ERR,
    "request-body-added-optional": INFO,
    "request-body-removed": ERR,
    "request-body-became-required": ERR,
    "request-body-became-optional": INFO,
    "request-body-media-type-added": INFO,
    "request-body-media-type-removed": ERR,
    "request-body-media-type-schema-added": ERR,
    "request-body-media-type-schema-removed": INFO,
    "new-required-request-property": ERR,
    "new-required-request-property-with-default": ERR,
    "new-optional-request-property": INFO,
    "request-property-removed": WARN,
    "new-required-request-header-property": ERR,
    "new-required-request-parameter-property": ERR,
    "new-optional-request-parameter-property": INFO,
    "request-parameter-property-removed": WARN,
    **{
        f"request-{required}-property-became-{mode}": INFO
        for required in ("required", "optional")
        for mode in ("read-only", "not-read-only", "write-only", "not-write-only")
    },
    "response-success-status-added": INFO,
    "response-success-status-removed": ERR,
    "response-non-success-status-added": INFO,
    "response-non-success-status-removed": INFO,
    "response-media-type-added": INFO,
    "response-media-type-removed": ERR,
    "response-media-type-name-changed": INFO,
    "response-media-type-name-generalized": ERR,
    "response-media-type-name-specialized": INFO,
    "response-mediatype-enum-value-removed": INFO,
    "response-body-media-type-schema-added": INFO,
    "response-body-media-type-schema-removed": WARN,
    "response-required-property-added": INFO,
    "response-required-property-removed": ERR,
    "response-required-write-only-property-added": INFO,
    "response-required-write-only-property-removed": INFO,
    "response-optional-property-added": INFO,
    "response-optional-property-removed": WARN,
    "response-optional-write-only-property-added": INFO,
    "response-optional-write-only-property-removed": INFO,
    **{
        f"response-{required}-property-became-{mode}": INFO
        for required in ("required", "optional")
        for mode in ("read-only", "not-read-only", "write-only", "not-write-only")
    },
    "response-required-property-became-not-write-only": WARN,
    "response-header-added": INFO,
    "required-response-header-removed": ERR,
    "optional-response-header-removed": WARN,
    "response-header-became-optional": ERR,
    "response-header-became-required": INFO,
}

# The published id for a composed one.
SPELLING: Final = {
    # A string accepts what any other type looks like as text.
    "request-body-text-generalized": "request-body-type-compatible",
    "request-body-text-specialized": "request-body-type-changed",
    "request-property-text-generalized": "request-property-type-compatible",
    "request-property-text-specialized": "request-property-type-changed",
    "request-parameter-text-generalized": "request-parameter-type-generalized",
    "request-parameter-text-specialized": "request-parameter-type-changed",
    "request-parameter-property-text-generalized": "request-parameter-property-type-generalized",
    "request-parameter-property-text-specialized": "request-parameter-property-type-specialized",
    "response-body-text-generalized": "response-body-type-generalized",
    "response-body-text-specialized": "response-body-type-compatible",
    "response-property-text-generalized": "response-property-type-generalized",
    "response-property-text-specialized": "response-property-type-compatible",
    "response-header-text-generalized": "response-header-type-generalized",
    "response-header-text-specialized": "response-header-type-compatible",
    "api-deprecated": "endpoint-deprecated",
    "api-deprecated-with-sunset": "endpoint-deprecated-with-sunset",
    "api-deprecated-sunset-invalid": "api-deprecated-sunset-parse",
    "api-reactivated": "endpoint-reactivated",
    "api-sunset-deleted": "sunset-deleted",
    "api-stability-invalid": "api-invalid-stability-level",
    "request-body-type-specialized": "request-body-type-changed",
    "request-property-type-specialized": "request-property-type-changed",
    "request-parameter-type-specialized": "request-parameter-type-changed",
    "request-parameter-type-compatible": "request-parameter-type-generalized",
    "request-parameter-property-type-compatible": "request-parameter-property-type-generalized",
    "response-body-enum-value-removed": "response-mediatype-enum-value-removed",
    "response-body-pattern-generalized": "response-body-pattern-changed",
    "response-property-pattern-generalized": "response-property-pattern-changed",
    "request-parameter-deprecated-sunset-invalid": "request-parameter-sunset-parse",
    "request-required-property-added": "new-required-request-property",
    "request-required-property-added-with-default": "new-required-request-property-with-default",
    "request-required-read-only-property-added": "new-optional-request-property",
    "request-required-read-only-property-added-with-default": "new-optional-request-property",
    "request-optional-property-added": "new-optional-request-property",
    "request-required-property-removed": "request-property-removed",
    "request-optional-property-removed": "request-property-removed",
    "response-property-became-required-with-default": "response-property-became-required",
    "response-required-property-added-with-default": "response-required-property-added",
    "response-required-write-only-property-added-with-default": (
        "response-required-write-only-property-added"
    ),
    "request-header-required-property-added": "new-required-request-header-property",
    "request-parameter-required-property-added": "new-required-request-parameter-property",
    "request-parameter-optional-property-added": "new-optional-request-parameter-property",
    "request-parameter-required-property-removed": "request-parameter-property-removed",
    "request-parameter-optional-property-removed": "request-parameter-property-removed",
}

LEVELS: Final[dict[str, Level]] = {
    **{
        f"{place}-{action}": getattr(effect, side)
        for place, side in PLACES.items()
        for action, effect in SCHEMA_ACTIONS.items()
        if f"{place}-{action}" not in SPELLING
    },
    **EXCEPTIONS,
    **OTHERS,
}


# A place without a rule of its own follows the more general one.
_MORE_GENERAL: Final = {
    "request-header-property": "request-parameter-property",
    "request-parameter-property": "request-property",
    "response-header-property": "response-property",
}


@cache
def rule(place: str, action: str, marks: tuple[str, ...] = ()) -> tuple[str, Level]:
    """The id and the level of a schema's change.

    `marks` qualify a property, as in `response-required-write-only-property-removed`; the rule
    that considers most of them wins. Raises KeyError when there is none.
    """
    for mark in dict.fromkeys(("-".join(marks), *marks, "")):
        marked = place.replace("property", f"{mark}-property") if mark else place
        composed = f"{marked}-{action}"
        published = SPELLING.get(composed, composed)
        if published in LEVELS:
            return published, LEVELS[published]
    if place in _MORE_GENERAL:
        return rule(_MORE_GENERAL[place], action, marks)
    if action in LEVELS:
        return action, LEVELS[action]
    raise KeyError(f"{place}-{action}")
