"""SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from ..._version import __version__
from ..diff.model import Finding, Level
from ..diff.rules import RULES, level_of
from ..errors import one_line
from ..finding_places import Place, in_repository
from ..positions import Position
from .content import VERDICT_LEVELS, Content, fingerprints, message
from .rules import RuleText, rule_text

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {Level.ERR: "error", Level.WARN: "warning", Level.INFO: "note"}
_ROOT: Final = "%SRCROOT%"  # the top of the repository, as forges know it
#: What may stand in a URL as it is, a percent sign among them.
_OF_URIS: Final = "/:?#[]@!$&'()*+,;=~%-._"
_FINGERPRINT: Final = "flochatChange/v1"


def sarif(content: Content) -> str:
    """One run: a result for each change and each accepted finding; with --uses, for each line."""
    results = [*_changes(content), *_accepted(content), *_lines_of_user(content)]
    identities = sorted({result["ruleId"] for result in results})
    indices = {identity: number for number, identity in enumerate(identities)}
    for result in results:
        result["ruleIndex"] = indices[result["ruleId"]]
    driver = {
        "name": "flochat-contract",
        "version": __version__,
        "rules": [_rule(identity) for identity in identities],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(identity: str) -> dict[str, Any]:
    if identity not in RULES:
        return {"id": identity}
    rule = RULES[identity]
    text: RuleText = rule_text(rule)
    level = level_of(rule.effect, rule.direction, rule.guards)
    return {
        "id": identity,
        "shortDescription": {"text": text.what},
        "fullDescription": {"text": str(text)},
        "defaultConfiguration": {"level": _LEVELS[level]},
        "properties": {"direction": rule.direction.value, "effect": rule.effect.value},
    }


def _changes(content: Content) -> Iterator[dict[str, Any]]:
    causes = content.causes
    file = content.places.file or content.places.sources[1]
    made = fingerprints(file, (cause.first for cause in causes))
    for cause, fingerprint in zip(causes, made, strict=True):
        properties: dict[str, Any] = {"operations": list(cause.operations)}
        if cause.impact:
            properties |= {"impact": cause.impact, "facade": list(cause.facade)}
        yield {
            **_result(content, cause.first, message(cause)),
            **_related(content, cause.first),
            "partialFingerprints": {_FINGERPRINT: fingerprint},
            "properties": properties,
        }


def _accepted(content: Content) -> Iterator[dict[str, Any]]:
    """Each with its reason, as a finding that is suppressed."""
    pairs = content.settled.accepted_causes()
    file = content.places.file or content.places.sources[1]
    made = fingerprints(file, (cause.first for cause, _ in pairs))
    for (cause, acceptance), fingerprint in zip(pairs, made, strict=True):
        reason = f"until {acceptance.until}: {acceptance.reason}"
        yield {
            **_result(content, cause.first, message(cause)),
            "partialFingerprints": {_FINGERPRINT: fingerprint},
            "suppressions": [
                {"kind": "external", "status": "accepted", "justification": one_line(reason)}
            ],
        }


def _result(content: Content, finding: Finding, text: str) -> dict[str, Any]:
    position = content.places.in_new(finding)
    location: dict[str, Any] = {
        "physicalLocation": _physical(_artifact(content, position), position)
    }
    if finding.operation:
        location["logicalLocations"] = [{"fullyQualifiedName": one_line(finding.operation)}]
    return {
        "ruleId": finding.id,
        "level": _LEVELS[finding.level],
        "message": {"text": one_line(text)},
        "locations": [location],
    }


def _related(content: Content, finding: Finding) -> dict[str, Any]:
    """Where what is gone stood: in the old file, if that is one that is still there."""
    place: Place = content.places.place(finding)
    is_file = content.places.old.file == content.places.sources[0]
    if place.side == "new" or place.line is None or place.column is None or not is_file:
        return {}
    physical = _physical(_file(place.source), Position(place.line, place.column))
    text = {"text": "It stood here in the old document."}
    return {"relatedLocations": [{"physicalLocation": physical, "message": text}]}


def _lines_of_user(content: Content) -> Iterator[dict[str, Any]]:
    touched = [it for it in _touched(content) if it.verdict != "safe"]
    for it in touched:
        # The lines of a cell are no lines of the notebook's file.
        position = Position(it.use.line, it.use.column) if it.use.cell is None else None
        cell = "" if it.use.cell is None else f"cell {it.use.cell}, line {it.use.line}: "
        text = f"{cell}{it.verdict}: {it.text} ({it.finding.operation}; {it.sure})"
        yield {
            "ruleId": it.finding.id,
            "level": _LEVELS[VERDICT_LEVELS[it.verdict]],
            "message": {"text": one_line(text)},
            "locations": [{"physicalLocation": _physical(_file(it.use.file), position)}],
            "properties": {"use": it.use.target, "sure": it.sure, "test": it.use.is_test},
        }


def _touched(content: Content) -> Iterable[Any]:
    return content.judged.touched if content.judged else ()


def _physical(artifact: dict[str, str], position: Position | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if position is not None:
        physical["region"] = {"startLine": position.line, "startColumn": position.column}
    return physical


def _artifact(content: Content, position: Position | None) -> dict[str, str]:
    """The new document, or another file that it refers to: of the repository, or a URL."""
    file = (position.file if position else None) or content.places.file
    if file is None:
        return {"uri": quote(content.places.sources[1], safe=_OF_URIS)}
    return _in_root(file)


def _file(file: str) -> dict[str, str]:
    return _in_root(in_repository(file))


def _in_root(path: str) -> dict[str, str]:
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(path, errors="surrogateescape"), "uriBaseId": _ROOT}
