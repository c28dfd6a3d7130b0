"""The rules: which change has which id, what it does to values, and which level follows from that.

Ids are those of oasdiff wherever the meaning is the same. The id of a schema's change is put
together of its place and its action: `max-length-decreased` happens to a request body, a property
and a parameter alike. Its level follows from one law, `level_of`: what a client sends breaks when
it is narrowed, what it receives breaks when it is widened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from typing import Final, NamedTuple

from .model import Level


class Effect(Enum):
    """What a change does to the values that are allowed."""

    NARROWS = "narrows"
    WIDENS = "widens"
    INCOMPARABLE = "incomparable"
    UNKNOWN = "unknown"
    NONE = "none"
    #: Nothing as far as known, but not all that counts could be tried: never told, and never relied
    #: on for what else is compared.
    PERHAPS_NARROWS = "perhaps-narrows"
    PERHAPS_WIDENS = "perhaps-widens"
    #: No values: the document breaks a rule of its own, such as a sunset that was announced.
    VIOLATION = "violation"


class Direction(Enum):
    """Who is affected: what a client sends, what it receives, or neither in particular."""

    SENT = "request"
    RECEIVED = "response"
    NEITHER = "none"


class Guard(Enum):
    """A circumstance in which the effect on values is not what counts."""

    #: A readOnly property is not sent.
    READ_ONLY = "read-only"
    #: A writeOnly property is not received.
    WRITE_ONLY = "write-only"
    #: It was announced: deprecated, and its sunset is over.
    SANCTIONED = "sanctioned"
    #: OpenAPI 3.1: a required readOnly property was required in requests all along.
    REQUIRED_IN_REQUESTS = "required-in-requests"
    #: The client chooses among what the server offers: less of it breaks, more of it does not.
    NEGOTIATED = "negotiated"
    #: It happens only where the client has failed already.
    NON_SUCCESS = "non-success"
    #: Whatever was allowed still is: by another alternative, for example.
    NOTHING_LOST = "nothing-lost"
    #: Whatever is allowed was allowed before.
    NOTHING_GAINED = "nothing-gained"
    #: The server fills in what is left out; the document still demands it.
    HAS_DEFAULT = "has-default"


#: What is found of a schema in which it is not known whether anything was lost, or gained.
DOUBTS: Final = {
    "perhaps-narrowed": Effect.PERHAPS_NARROWS,
    "perhaps-widened": Effect.PERHAPS_WIDENS,
}
#: Marks a property that was removed from an object which takes no others.
REFUSED: Final = "refused"


class Rule(NamedTuple):
    """An id with what it says, from which its level follows."""

    id: str
    effect: Effect
    direction: Direction
    guards: frozenset[Guard] = frozenset()

    @property
    def level(self) -> Level:
        return level_of(self.effect, self.direction, self.guards)


def level_of(effect: Effect, direction: Direction, guards: Iterable[Guard] = ()) -> Level:
    """The law: the level of an effect for whoever it affects."""
    given = frozenset(guards)
    if given & _HARMLESS[direction] and effect is not Effect.VIOLATION:
        return Level.INFO
    if effect in _FIXED:
        return _FIXED[effect]
    breaks = (effect is Effect.WIDENS) is (direction is Direction.RECEIVED)
    if Guard.NEGOTIATED in given:
        breaks = not breaks and Guard.NON_SUCCESS not in given
    return Level.ERR if breaks else Level.INFO


_FIXED: Final = {
    Effect.INCOMPARABLE: Level.ERR,
    Effect.VIOLATION: Level.ERR,
    Effect.UNKNOWN: Level.WARN,
    Effect.NONE: Level.INFO,
}
_HARMLESS: Final = {
    Direction.SENT: {
        *(Guard.READ_ONLY, Guard.SANCTIONED, Guard.REQUIRED_IN_REQUESTS, Guard.NOTHING_LOST),
    },
    Direction.RECEIVED: {Guard.WRITE_ONLY, Guard.SANCTIONED, Guard.NOTHING_GAINED},
    Direction.NEITHER: {Guard.SANCTIONED},
}

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
#: Keywords that hold one more schema, which a value must match too.
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
#: Keywords that hold such schemas by name.
SUB_SCHEMA_MAPS: Final = {
    "patternProperties": "pattern-property",
    "dependentSchemas": "dependent-schema",
}
_BOUNDS: Final = (*UPPER_BOUNDS.values(), *LOWER_BOUNDS.values())
_SCHEMAS: Final = (*SUB_SCHEMAS.values(), *SUB_SCHEMA_MAPS.values())

#: What can happen to a schema, by what that does to the values that it allows.
_ACTIONS_BY_EFFECT: Final[dict[Effect, tuple[str, ...]]] = {
    Effect.NARROWS: (
        *("type-specialized", "list-of-types-narrowed", "became-not-nullable", "became-enum"),
        *("enum-value-removed", "x-extensible-enum-value-removed", "const-added", "pattern-added"),
        *("multiple-of-set", "multiple-of-specialized", "unique-items-set"),
        *("schema-became-false", "all-of-added", "any-of-removed", "one-of-removed"),
        *("became-required", "became-required-with-default", "dependent-required-added"),
        *("alternatives-added", "additional-properties-narrowed"),
        *(f"{bound}-set" for bound in _BOUNDS),
        *(f"{bound}-decreased" for bound in UPPER_BOUNDS.values()),
        *(f"{bound}-increased" for bound in LOWER_BOUNDS.values()),
        *(f"{name}-added" for name in _SCHEMAS),
    ),
    Effect.WIDENS: (
        *("type-generalized", "list-of-types-widened", "became-nullable", "became-not-enum"),
        *("enum-value-added", "const-removed", "pattern-removed", "pattern-generalized"),
        *("multiple-of-unset", "multiple-of-generalized", "unique-items-unset"),
        *("schema-became-not-false", "all-of-removed", "any-of-added", "one-of-added"),
        *("became-optional", "dependent-required-removed"),
        *("alternatives-removed", "additional-properties-widened"),
        *(f"{bound}-unset" for bound in _BOUNDS),
        *(f"{bound}-increased" for bound in UPPER_BOUNDS.values()),
        *(f"{bound}-decreased" for bound in LOWER_BOUNDS.values()),
        *(f"{name}-removed" for name in _SCHEMAS),
    ),
    Effect.INCOMPARABLE: (
        *("type-changed", "const-changed", "multiple-of-changed", "dependent-required-changed"),
        *("content-media-type-changed", "content-encoding-changed", "if-changed", "not-changed"),
        "wrapped-in-one-of",
    ),
    Effect.UNKNOWN: (
        *("pattern-changed", "prefix-items-added", "prefix-items-removed"),
        *("wrapped-in-one-of-original-preserved", "unfollowed-reference-changed"),
        *("discriminator-mapping-narrowed", "discriminator-mapping-widened"),
    ),
    Effect.NONE: (
        *("default-value-added", "default-value-removed", "default-value-changed"),
        *("x-extensible-enum-value-added", "type-compatible"),
        *("all-of-added-annotation-only", "all-of-removed-annotation-only"),
        *("discriminator-added", "discriminator-removed", "discriminator-property-name-changed"),
        *("discriminator-mapping-added", "discriminator-mapping-deleted"),
        *("discriminator-mapping-changed", "deprecated", "deprecated-with-sunset", "reactivated"),
        "stability-increased",
    ),
    Effect.VIOLATION: (
        *("deprecated-sunset-missing", "deprecated-sunset-invalid", "sunset-deleted"),
        *("sunset-date-too-small", "sunset-date-changed-too-small", "sunset-date-changed-earlier"),
        *("stability-decreased", "stability-invalid"),
    ),
}
#: The same the other way round.
SCHEMA_ACTIONS: Final[dict[str, Effect]] = {
    action: effect for effect, actions in _ACTIONS_BY_EFFECT.items() for action in actions
}
#: Where the effect of an action depends on the place.
_EFFECTS_IN_PLACE: Final[dict[tuple[str, str], Effect]] = {
    # What is sent goes through, for it looks the same as text; what is received may be more.
    **{(place, "type-compatible"): Effect.WIDENS for place in ("request-body", "request-property")},
    **{
        (place, "type-compatible"): Effect.NARROWS
        for place in ("response-body", "response-property", "response-header")
    },
    ("request-parameter-property", "type-changed"): Effect.UNKNOWN,
    # By values, another alternative takes what is sent; whether the receiver asks it is not known.
    **{
        (place, "discriminator-mapping-widened"): Effect.NONE
        for place in (
            *("request-body", "request-property"),
            *("request-parameter", "request-parameter-property"),
        )
    },
    **{
        (place, "discriminator-mapping-narrowed"): Effect.NONE
        for place in ("response-body", "response-property", "response-header")
    },
}
#: What is told though the same values are allowed.
_WHATEVER_THE_VALUES: Final = ("discriminator-mapping-narrowed", "discriminator-mapping-widened")

#: Where schemas are used, and who is affected there.
PLACES: Final[dict[str, Direction]] = {
    "request-body": Direction.SENT,
    "request-property": Direction.SENT,
    "request-parameter": Direction.SENT,
    "request-parameter-property": Direction.SENT,
    "request-header-property": Direction.SENT,
    "response-body": Direction.RECEIVED,
    "response-property": Direction.RECEIVED,
    "response-header": Direction.RECEIVED,
    "response-header-property": Direction.RECEIVED,
}
#: A place without ids of its own has those of the more general one, unless listed in `_OWN`.
_MORE_GENERAL: Final = {
    "request-parameter-property": "request-property",
    "request-header-property": "request-parameter-property",
    "response-header-property": "response-property",
}
_OWN: Final = {
    "request-header-property": frozenset({"became-enum", "became-required"}),
    "response-header-property": frozenset[str](),
}

#: What is added or removed as a whole, and what is not a schema: the ids of each kind.
_OTHERS: Final[tuple[tuple[Effect, Direction, tuple[Guard, ...], str], ...]] = (
    (
        Effect.NARROWS,
        Direction.NEITHER,
        (),
        """
        api-removed-without-deprecation api-path-removed-without-deprecation webhook-removed
        callback-removed api-global-security-removed api-global-security-scope-added
        api-security-removed api-security-scope-added api-security-anonymous-access-removed
        """,
    ),
    (
        Effect.NARROWS,
        Direction.NEITHER,
        (Guard.SANCTIONED,),
        """
        api-removed-with-deprecation api-path-removed-with-deprecation
        """,
    ),
    (
        Effect.WIDENS,
        Direction.NEITHER,
        (),
        """
        endpoint-added webhook-added callback-added api-global-security-added
        api-global-security-scope-removed api-security-added api-security-scope-removed
        api-security-anonymous-access-added
        """,
    ),
    (
        Effect.INCOMPARABLE,
        Direction.NEITHER,
        (),
        """
        api-security-component-type-changed api-security-component-http-scheme-changed
        api-security-component-api-key-in-changed api-security-component-api-key-name-changed
        """,
    ),
    (
        Effect.UNKNOWN,
        Direction.NEITHER,
        (),
        """
        api-security-component-oauth-url-changed api-security-component-oauth-token-url-changed
        api-security-component-oauth-refresh-url-changed
        api-security-component-openid-connect-url-changed
        """,
    ),
    (
        Effect.NONE,
        Direction.NEITHER,
        (),
        """
        endpoint-deprecated endpoint-deprecated-with-sunset endpoint-reactivated
        api-stability-increased api-operation-id-added api-operation-id-removed api-tag-added
        api-tag-removed api-schema-removed api-schema-added api-version-decreased
        api-version-not-bumped api-major-version-not-bumped api-security-component-added
        api-security-component-removed api-security-component-bearer-format-changed
        api-security-component-oauth-scope-added api-security-component-oauth-scope-changed
        api-security-component-oauth-scope-removed schema-renamed title-changed
        path-parameter-renamed unused-schema-changed api-server-added api-server-removed
        unclassified-change null-ignored path-duplicate reference-not-followed
        """,
    ),
    (
        Effect.VIOLATION,
        Direction.NEITHER,
        (),
        """
        api-deprecated-sunset-missing api-deprecated-sunset-parse api-path-sunset-parse
        api-removed-before-sunset sunset-deleted api-path-removed-before-sunset
        api-sunset-date-too-small api-sunset-date-changed-too-small
        api-sunset-date-changed-earlier api-stability-decreased api-invalid-stability-level
        """,
    ),
    (
        Effect.NARROWS,
        Direction.SENT,
        (),
        """
        new-required-request-parameter new-request-path-parameter
        new-required-request-default-parameter-to-existing-path new-required-request-property
        new-required-request-header-property new-required-request-parameter-property
        request-body-added-required request-body-removed request-body-media-type-removed
        request-body-media-type-schema-added request-body-media-type-item-schema-added
        request-required-property-became-not-read-only
        """,
    ),
    (
        Effect.NARROWS,
        Direction.SENT,
        (Guard.HAS_DEFAULT,),
        """
        new-required-request-property-with-default
        """,
    ),
    (
        Effect.NARROWS,
        Direction.SENT,
        (Guard.REQUIRED_IN_REQUESTS,),
        """
        request-required-property-became-not-read-only-in-openapi-31
        """,
    ),
    (
        Effect.NARROWS,
        Direction.SENT,
        (Guard.READ_ONLY,),
        """
        request-read-only-property-became-required request-read-only-property-enum-value-removed
        request-read-only-property-max-decreased
        request-read-only-property-exclusive-max-decreased
        request-read-only-property-max-items-decreased
        request-read-only-property-max-length-decreased
        request-read-only-property-max-properties-decreased
        request-read-only-property-min-increased
        request-read-only-property-exclusive-min-increased
        """,
    ),
    (
        Effect.WIDENS,
        Direction.SENT,
        (),
        """
        request-body-media-type-added request-body-media-type-schema-removed
        request-body-media-type-item-schema-removed
        request-optional-property-became-not-read-only
        """,
    ),
    (
        Effect.WIDENS,
        Direction.SENT,
        (Guard.SANCTIONED,),
        """
        request-parameter-removed-with-deprecation
        """,
    ),
    (
        Effect.INCOMPARABLE,
        Direction.SENT,
        (),
        """
        request-parameter-serialization-changed
        """,
    ),
    (
        Effect.UNKNOWN,
        Direction.SENT,
        (),
        """
        request-parameter-removed request-property-removed request-parameter-property-removed
        request-optional-property-became-read-only request-required-property-became-read-only
        """,
    ),
    (
        Effect.UNKNOWN,
        Direction.SENT,
        (Guard.SANCTIONED,),
        """
        request-property-removed-with-deprecation
        """,
    ),
    (
        Effect.NONE,
        Direction.SENT,
        (),
        """
        new-optional-request-parameter new-optional-request-property
        new-optional-request-default-parameter-to-existing-path
        new-optional-request-parameter-property request-body-added-optional
        """,
    ),
    (
        Effect.NONE,
        Direction.SENT,
        (Guard.WRITE_ONLY,),
        """
        request-required-property-became-write-only
        request-required-property-became-not-write-only
        request-optional-property-became-write-only
        request-optional-property-became-not-write-only
        """,
    ),
    (
        Effect.VIOLATION,
        Direction.SENT,
        (),
        """
        request-parameter-sunset-parse request-parameter-removed-before-sunset
        request-property-removed-before-sunset
        """,
    ),
    (
        Effect.NARROWS,
        Direction.RECEIVED,
        (),
        """
        response-media-type-name-specialized response-media-type-parameter-added
        response-body-media-type-schema-added response-body-media-type-item-schema-added
        response-mediatype-became-enum response-mediatype-enum-value-removed
        response-required-property-added response-required-property-became-not-write-only
        """,
    ),
    (
        Effect.NARROWS,
        Direction.RECEIVED,
        (Guard.NEGOTIATED,),
        """
        response-body-schema-became-false response-success-status-removed
        response-media-type-removed required-response-header-removed
        """,
    ),
    (
        Effect.NARROWS,
        Direction.RECEIVED,
        (Guard.NEGOTIATED, Guard.NON_SUCCESS),
        """
        response-non-success-status-removed
        """,
    ),
    (
        Effect.NARROWS,
        Direction.RECEIVED,
        (Guard.WRITE_ONLY,),
        """
        response-required-write-only-property-added response-write-only-property-became-required
        """,
    ),
    (
        Effect.WIDENS,
        Direction.RECEIVED,
        (),
        """
        response-media-type-name-generalized response-media-type-parameter-removed
        response-body-media-type-schema-removed response-body-media-type-item-schema-removed
        response-body-media-type-item-schema-removed-untyped response-mediatype-became-not-enum
        response-mediatype-enum-value-added response-required-property-removed
        response-required-property-became-write-only
        """,
    ),
    (
        Effect.WIDENS,
        Direction.RECEIVED,
        (Guard.NEGOTIATED,),
        """
        response-body-schema-became-not-false response-success-status-added
        response-media-type-added response-header-added
        """,
    ),
    (
        Effect.WIDENS,
        Direction.RECEIVED,
        (Guard.NEGOTIATED, Guard.NON_SUCCESS),
        """
        response-non-success-status-added
        """,
    ),
    (
        Effect.WIDENS,
        Direction.RECEIVED,
        (Guard.SANCTIONED,),
        """
        response-required-property-removed-with-deprecation
        """,
    ),
    (
        Effect.WIDENS,
        Direction.RECEIVED,
        (Guard.WRITE_ONLY,),
        """
        response-write-only-property-became-optional
        response-write-only-property-enum-value-added
        """,
    ),
    (
        Effect.INCOMPARABLE,
        Direction.RECEIVED,
        (),
        """
        response-media-type-parameter-changed
        """,
    ),
    (
        Effect.UNKNOWN,
        Direction.RECEIVED,
        (),
        """
        response-media-type-name-changed
        """,
    ),
    (
        Effect.NONE,
        Direction.RECEIVED,
        (),
        """
        response-optional-property-added response-optional-property-removed
        optional-response-header-removed
        """,
    ),
    (
        Effect.NONE,
        Direction.RECEIVED,
        (Guard.READ_ONLY,),
        """
        response-required-property-became-read-only
        response-required-property-became-not-read-only
        response-optional-property-became-read-only
        response-optional-property-became-not-read-only
        """,
    ),
    (
        Effect.NONE,
        Direction.RECEIVED,
        (Guard.WRITE_ONLY,),
        """
        response-optional-property-became-write-only
        response-optional-property-became-not-write-only
        response-optional-write-only-property-added response-optional-write-only-property-removed
        response-required-write-only-property-removed
        """,
    ),
    (
        Effect.VIOLATION,
        Direction.RECEIVED,
        (),
        """
        response-required-property-removed-before-sunset
        """,
    ),
)

#: The published id for a composed one.
_SPELLING: Final = {
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
    "response-body-enum-value-added": "response-mediatype-enum-value-added",
    "response-body-enum-value-removed": "response-mediatype-enum-value-removed",
    "response-body-became-enum": "response-mediatype-became-enum",
    "response-body-became-not-enum": "response-mediatype-became-not-enum",
    "response-body-pattern-generalized": "response-body-pattern-changed",
    "response-property-pattern-generalized": "response-property-pattern-changed",
    "request-parameter-deprecated-sunset-invalid": "request-parameter-sunset-parse",
    "request-required-property-added": "new-required-request-property",
    "request-required-property-added-with-default": "new-required-request-property-with-default",
    "request-required-read-only-property-added": "new-optional-request-property",
    "request-required-read-only-property-added-with-default": "new-optional-request-property",
    "request-optional-property-added": "new-optional-request-property",
    **{
        f"request-{required}-property-removed{how}": f"request-property-removed{how}"
        for required in ("required", "optional")
        for how in ("", "-with-deprecation", "-before-sunset")
    },
    "response-optional-property-removed-with-deprecation": "response-optional-property-removed",
    "response-optional-property-removed-before-sunset": "response-optional-property-removed",
    "response-property-became-required-with-default": "response-property-became-required",
    "response-required-property-added-with-default": "response-required-property-added",
    "response-required-write-only-property-added-with-default": (
        "response-required-write-only-property-added"
    ),
    "response-required-property-became-not-read-only-in-openapi-31": (
        "response-required-property-became-not-read-only"
    ),
    "request-header-required-property-added": "new-required-request-header-property",
    "request-parameter-required-property-added": "new-required-request-parameter-property",
    "request-parameter-optional-property-added": "new-optional-request-parameter-property",
    **{
        f"request-parameter-{required}-property-removed{how}": "request-parameter-property-removed"
        for required in ("required", "optional")
        for how in ("", "-with-deprecation", "-before-sunset")
    },
}
#: Ids of earlier versions, and what the same changes are called now.
RENAMED: Final[dict[str, tuple[str, ...]]] = {
    "operation-id-changed": ("api-operation-id-removed",),
    "tag-changed": ("api-tag-removed", "api-tag-added"),
    "api-security-component-credentials-changed": (
        "api-security-component-http-scheme-changed",
        "api-security-component-api-key-in-changed",
        "api-security-component-api-key-name-changed",
    ),
    **{
        f"response-body-{action}": (f"response-mediatype-{action}",)
        for action in ("enum-value-added", "became-enum", "became-not-enum")
    },
    **{
        f"{place}-{keyword}-{old}": (f"{place}-{keyword}-{new}",)
        for place in PLACES
        if place not in _OWN
        for keyword in ("multiple-of", "unique-items")
        for old, new in (("added", "set"), ("removed", "unset"))
    },
}


def _all_rules() -> Iterator[Rule]:
    for place, direction in PLACES.items():
        actions = _OWN.get(place, SCHEMA_ACTIONS)
        for action in actions:
            if (identity := f"{place}-{action}") not in _SPELLING:
                effect = _EFFECTS_IN_PLACE.get((place, action), SCHEMA_ACTIONS[action])
                guards = frozenset({Guard.HAS_DEFAULT}) if "with-default" in action else frozenset()
                yield Rule(identity, effect, direction, guards)
    for effect, direction, others, identities in _OTHERS:
        for identity in identities.split():
            yield Rule(identity, effect, direction, frozenset(others))


#: All rules by id.
RULES: Final[dict[str, Rule]] = {one.id: one for one in _all_rules()}


@cache
def rule(place: str, action: str, marks: tuple[str, ...] = ()) -> tuple[str, Level]:
    """The id and the level of a schema's change.

    `marks` qualify a property, as in `response-required-write-only-property-removed`; the rule
    that considers most of them wins. What is not sent, or not received, breaks nobody. Raises
    KeyError when there is no rule.
    """
    found = _matching(place, action, marks)
    if REFUSED in marks and found.direction is Direction.SENT:
        found = found._replace(effect=Effect.NARROWS)
    hidden = frozenset(_GUARDS[mark] for mark in marks if mark in _GUARDS)
    if action in _WHATEVER_THE_VALUES:
        hidden -= {Guard.NOTHING_LOST, Guard.NOTHING_GAINED}
    if found.effect is Effect.UNKNOWN and Guard.NOTHING_GAINED not in hidden:
        # That every value still passes does not tell whether a field is heeded that is gone.
        hidden -= {Guard.NOTHING_LOST}
    return found.id, level_of(found.effect, found.direction, found.guards | hidden)


def effect_of(action: str, marks: tuple[str, ...]) -> Effect:
    """What a schema's change does to the values, whoever is affected."""
    effect = Effect.NONE if action in _WHATEVER_THE_VALUES else _effect_of(action, marks)
    if Guard.NOTHING_LOST.value in marks:
        effect = _WITHOUT_LOSS[effect]
    if Guard.NOTHING_GAINED.value in marks:
        effect = _WITHOUT_GAIN[effect]
    return effect


def effect_on_strangers(action: str) -> Effect:
    """What a change does to objects with properties that the schema itself does not declare.

    Where another schema declares them, for the same object, they count as well.
    """
    return next(
        (effect for start, effect in _ON_STRANGERS.items() if action.startswith(start)), Effect.NONE
    )


def _effect_of(action: str, marks: tuple[str, ...]) -> Effect:
    if action in SCHEMA_ACTIONS:
        return SCHEMA_ACTIONS[action]
    if action.startswith("added"):
        return Effect.NARROWS if "required" in marks else Effect.NONE
    if action.startswith("removed"):
        is_required, is_refused = "required" in marks, REFUSED in marks
        if is_required:
            return Effect.INCOMPARABLE if is_refused else Effect.WIDENS
        return Effect.NARROWS if is_refused else Effect.NONE
    if action in _HIDING and "required" in marks:
        return _HIDING[action]
    return _EFFECTS_ELSEWHERE.get(action, Effect.NONE)


#: What a required property that is hidden, or no longer, does to the object.
_HIDING: Final = {"became-write-only": Effect.WIDENS, "became-not-read-only": Effect.NARROWS}
_ON_STRANGERS: Final = {
    "added": Effect.NARROWS,
    "removed": Effect.WIDENS,
    "additional-properties-narrowed": Effect.NARROWS,
    "additional-properties-widened": Effect.WIDENS,
    "schema-became-false": Effect.NARROWS,
    "schema-became-not-false": Effect.WIDENS,
}
_EFFECTS_ELSEWHERE: Final = {
    "text-generalized": Effect.WIDENS,
    "text-specialized": Effect.NARROWS,
    "unclassified-change": Effect.UNKNOWN,
    **DOUBTS,
}
_GUARDS: Final = {
    guard.value: guard
    for guard in (*(Guard.READ_ONLY, Guard.WRITE_ONLY, Guard.NOTHING_LOST, Guard.NOTHING_GAINED),)
}
#: Both at once: the same values are allowed.
SAME_VALUES: Final = (Guard.NOTHING_LOST.value, Guard.NOTHING_GAINED.value)
_UNORDERED: Final = (Effect.INCOMPARABLE, Effect.UNKNOWN)
_WITHOUT_LOSS: Final = {
    **dict.fromkeys(Effect, Effect.NONE),
    **dict.fromkeys((Effect.WIDENS, *_UNORDERED), Effect.WIDENS),
    Effect.PERHAPS_WIDENS: Effect.PERHAPS_WIDENS,
}
_WITHOUT_GAIN: Final = {
    **dict.fromkeys(Effect, Effect.NONE),
    **dict.fromkeys((Effect.NARROWS, *_UNORDERED), Effect.NARROWS),
    Effect.PERHAPS_NARROWS: Effect.PERHAPS_NARROWS,
}


def _matching(place: str, action: str, marks: tuple[str, ...]) -> Rule:
    naming = [mark for mark in marks if mark not in SAME_VALUES]
    for mark in dict.fromkeys(("-".join(naming), *naming, "")):
        marked = place.replace("property", f"{mark}-property") if mark else place
        composed = f"{marked}-{action}"
        published = _SPELLING.get(composed, composed)
        if published in RULES:
            return RULES[published]
    if place in _MORE_GENERAL:
        return _matching(_MORE_GENERAL[place], action, marks)
    return RULES[action]
