"""Lists the rules: what `--rules` prints, and what SARIF says of them."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NamedTuple

from ..diff.model import Level
from ..diff.rules import LOWER_BOUNDS, RULES, UPPER_BOUNDS, Direction, Effect, Guard, Rule

_SUBJECTS: Final = {
    "request-body": "a request body",
    "request-property": "a {}property of a request body",
    "request-parameter": "a {}parameter",
    "request-parameter-property": "a {}property of an object in a parameter",
    "request-header-property": "a {}property of an object in a header parameter",
    "response-body": "a response body",
    "response-mediatype": "a response body",
    "response-property": "a {}property of a response body",
    "response-header": "a {}response header",
    "response-header-property": "a {}property of an object in a response header",
}
_SUBJECT: Final = re.compile(
    r"(?P<side>request|response)-"
    r"(?P<marks>(?:(?:required|optional|read-only|write-only)-)*)"
    r"(?P<part>(?:parameter-|header-)?property|body|mediatype|parameter|header)-(?P<action>.+)"
)
#: What else an id can begin with, the longest first.
_STARTS: Final = {
    "api-global-security": "security of the document",
    "api-security-component": "a security scheme",
    "api-security": "security of an operation",
    "api-operation-id": "an operationId",
    "api-stability": "the stability of an operation",
    "api-sunset-date": "the sunset of an operation",
    "api-path": "a path",
    "api-schema": "a schema",
    "api-server": "a server",
    "api-tag": "a tag of an operation",
    "api-version": "the version of the document",
    "api": "an operation",
    "endpoint": "an operation",
    "webhook": "a webhook",
    "callback": "a callback",
}
#: Keywords whose names in ids are theirs with hyphens: `max-length` is `maxLength`.
_SPELT_ALIKE: Final = (
    *("allOf", "anyOf", "oneOf", "multipleOf", "uniqueItems", "prefixItems", "propertyNames"),
    *("additionalProperties", "unevaluatedItems", "unevaluatedProperties", "contentSchema"),
    *("dependentRequired", "contentMediaType", "contentEncoding", "readOnly", "writeOnly"),
)
#: The names in ids, and what they stand for.
_KEYWORDS: Final = {
    **{re.sub("[A-Z]", lambda big: f"-{big[0].lower()}", one): one for one in _SPELT_ALIKE},
    **{name: keyword for keyword, name in (*UPPER_BOUNDS.items(), *LOWER_BOUNDS.items())},
    "dependent-schema": "dependentSchemas",
    "pattern-property": "patternProperties",
    "x-extensible-enum": "x-extensible-enum",
}
_NAMED: Final = re.compile(
    "(?<![a-z])("
    + "|".join(sorted(map(re.escape, _KEYWORDS), key=len, reverse=True))
    + ")(?![a-z])"
)
_WHY: Final[dict[tuple[Effect, Direction], str]] = {
    (Effect.NARROWS, Direction.SENT): "fewer values are taken: what was fine may be refused",
    (Effect.NARROWS, Direction.NEITHER): "less is offered: what worked may not any more",
    (Effect.NARROWS, Direction.RECEIVED): "fewer values come: who could read all can read these",
    (Effect.WIDENS, Direction.SENT): "more values are taken: what was fine still is",
    (Effect.WIDENS, Direction.NEITHER): "more is offered: what worked still does",
    (Effect.NONE, Direction.NEITHER): "clients go on as before",
    (Effect.WIDENS, Direction.RECEIVED): "more values come: who reads them may not know all",
}
_WHY_ALWAYS: Final = {
    Effect.INCOMPARABLE: "other values are allowed than before",
    Effect.UNKNOWN: "the documents do not tell whether other values are allowed",
    Effect.NONE: "the values that are allowed stay the same",
    Effect.VIOLATION: "the document breaks a promise of its own",
}
_GUARDS: Final = {
    Guard.READ_ONLY: "what is readOnly is not sent",
    Guard.WRITE_ONLY: "what is writeOnly is not received",
    Guard.SANCTIONED: "it was announced in time",
    Guard.REQUIRED_IN_REQUESTS: "it had to be sent all along",
    Guard.NON_SUCCESS: "only calls that fail meet it",
    Guard.HAS_DEFAULT: "the server fills in a default, yet the document demands it",
}
#: Ids that say of what kind a change is not.
_OTHERS: Final = {
    "unclassified-change": ("a change for which there is no rule", "look at it yourself"),
}
_NEGOTIATED: Final = {
    Effect.NARROWS: "fewer are offered: the one that a client asks for may be gone",
    Effect.WIDENS: "more are offered: a client may go on asking for the one it knows",
}


class RuleText(NamedTuple):
    """What a rule says: what happened, and why that has the level it has."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}; {self.why}"


def rule_text(rule: Rule) -> RuleText:
    """A rule in words: "a property of a request body: maxLength decreased"."""
    if rule.id in _OTHERS:
        return RuleText(*_OTHERS[rule.id])
    why = _WHY.get((rule.effect, rule.direction), _WHY_ALWAYS.get(rule.effect, ""))
    if Guard.NEGOTIATED in rule.guards:
        why = _NEGOTIATED.get(rule.effect, why)
    whys = [why, *(_GUARDS[guard] for guard in Guard if guard in rule.guards & _GUARDS.keys())]
    return RuleText(_what(rule.id), ", and ".join(whys))


def rules_as_text() -> str:
    """All rules, a line each: level, id, direction, effect, and what it says."""
    ordered = sorted(RULES.values(), key=lambda rule: (-rule.level, rule.id))
    width = max(len(rule.id) for rule in ordered)
    counts = ", ".join(
        f"{sum(rule.level is level for rule in ordered)} {level.name}" for level in reversed(Level)
    )
    lines = [
        f"{rule.level.name.ljust(4)}  {rule.id.ljust(width)}  {rule.direction.value.ljust(8)}  "
        f"{rule.effect.value.ljust(12)}  {rule_text(rule)}"
        for rule in ordered
    ]
    return "\n".join([f"{len(ordered)} rules: {counts}", "", *lines]) + "\n"


def rules_as_json() -> str:
    """All rules by id, as a list of `{id, level, direction, effect, text}`."""
    rows: list[dict[str, Any]] = [
        {
            "id": rule.id,
            "level": rule.level.name,
            "direction": rule.direction.value,
            "effect": rule.effect.value,
            "text": str(rule_text(rule)),
        }
        for _, rule in sorted(RULES.items())
    ]
    return json.dumps(rows, indent=2) + "\n"


def _what(identity: str) -> str:
    if match := _SUBJECT.fullmatch(identity):
        subject = _SUBJECTS[f"{match['side']}-{match['part']}"]
        marks = match["marks"].replace("read-only", "readOnly").replace("write-only", "writeOnly")
        article = subject.format(marks.replace("-", " "))
        spelled = f"an {article[2:]}" if article[2] in "aeiou" else article
        return f"{spelled}: {_words(match['action'])}"
    for start, subject in _STARTS.items():
        if identity.startswith(f"{start}-"):
            return f"{subject}: {_words(identity[len(start) + 1 :])}"
    return _words(identity)


def _words(text: str) -> str:
    """The words of an id, with the keywords of OpenAPI as they are spelt there."""
    parts = _NAMED.split(text)
    return "".join(
        _KEYWORDS[part] if number % 2 else part.replace("-", " ")
        for number, part in enumerate(parts)
    )
