"""Compares parameters, identified by their name and their place in the request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..._wire.seam import wire_identity
from .lifecycle import lifecycle, removal
from .model import Finding, Level
from .operation import Operation, OperationPair
from .rules import RULES, Effect, rule
from .schema.pair import Textual, shown
from .schema.patterns import matches_any_part
from .source import At, Source
from .work import HEADER_PARAMETER, PARAMETER, Work, by_rule, describe

#: Where a parameter is, and its name; that of the path has its position there.
_Key = tuple[str, str | int]

#: Says OpenAPI: a parameter of this name is ignored, for other parts of the document define it.
_IGNORED_HEADERS: Final = frozenset({"accept", "content-type", "authorization"})
_TYPE_CHANGED: Final = ("request-parameter-property-type-changed", Level.WARN)
_STYLES: Final = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
_ANY_TEXT: Final = {"in": "path", "required": True, "schema": {"type": "string"}}
#: What stands in a path and is declared nowhere may be any text. No document has this pointer.
_UNDECLARED: Final = At("undeclared", _ANY_TEXT)
#: The same of the old document: a path has no empty parts, whoever declares that or does not.
_UNDECLARED_BEFORE: Final = At(
    "undeclared", {**_ANY_TEXT, "schema": {"type": "string", "minLength": 1}}
)
_TEXT: Final = frozenset({"string"})
#: What may be demanded of a text that any part of a path is.
_DEMANDS: Final = frozenset(
    f"request-parameter-{action}"
    for action in ("pattern-added", "pattern-changed", "min-length-set", "min-length-increased")
)
_REMOVALS: Final = {
    "without-deprecation": "request-parameter-removed",
    "with-deprecation": "request-parameter-removed-with-deprecation",
    "before-sunset": "request-parameter-removed-before-sunset",
    "sunset-parse": "request-parameter-sunset-parse",
}


def check_parameters(work: Work, pair: OperationPair) -> Iterator[Finding]:
    """Parameters that were added, removed or changed."""
    old, new = _parameters(work.old, pair.old), _parameters(work.new, pair.new)
    for key, parameter in old.items():
        if key not in new:
            how = removal(parameter.node, work.today)
            text = describe(_subject(parameter), "removed")
            finding = by_rule(_REMOVALS[how], pair.name, parameter.pointer, text)
            if _is_in_path(key) and how != "sunset-parse":
                # It has to be given all the same, and nothing is said of how.
                finding = finding._replace(level=_level_between(work, parameter, _UNDECLARED))
            yield _unused(pair.old, key, finding)
    for key, parameter in new.items():
        if key in old:
            for finding in _check_parameter(work, pair.name, old[key], parameter):
                yield _unused(pair.new, key, finding)
        else:
            identity = _addition(work.new, pair.new, parameter)
            text = describe(_subject(parameter), "added")
            finding = by_rule(identity, pair.name, parameter.pointer, text)
            if _is_in_path(key):
                finding = finding._replace(
                    level=_level_between(work, _UNDECLARED_BEFORE, parameter)
                )
            yield _unused(pair.new, key, finding)


def _level_between(work: Work, old: At, new: At) -> Level:
    """How bad it is that one of the two takes the place of the other, whatever they are called."""
    if _is_written_otherwise(work, old, new):
        return Level.ERR
    changes = _check_schema(work, None, old, new, is_required=True)
    return max((change.level for change in changes), default=Level.INFO)


def _parameters(source: Source, operation: Operation) -> dict[_Key, At]:
    """Those of an operation and of its path, by name; path parameters by their position in it."""
    parameters: dict[_Key, At] = {}
    for owner in (operation.item, operation.at):
        for element in owner.get("parameters", []).elements():
            parameter = source.follow(element)
            name, place = str(parameter.node.get("name")), str(parameter.node.get("in"))
            if place == "path":
                parameters[place, _position(operation.path, name)] = parameter
            elif place != "header":
                parameters[place, name] = parameter
            elif name.lower() not in _IGNORED_HEADERS:
                parameters[place, name.lower()] = parameter
    return parameters


def _is_in_path(key: _Key) -> bool:
    """Whether it is a parameter of the path that has a placeholder there."""
    return isinstance(key[1], int)


def _unused(operation: Operation, key: _Key, finding: Finding) -> Finding:
    """A finding; one of a parameter that the path has no place for does nothing to any request."""
    place, name = key
    is_used = place != "path" or isinstance(name, int) or name in operation.path
    is_violation = RULES[finding.id].effect is Effect.VIOLATION
    return finding if is_used or is_violation else finding._replace(level=Level.INFO)


def _position(path: str, name: str) -> str | int:
    """The position of a placeholder among those of a path, from 0; its name if it is not there."""
    # It may have an operator, or a pattern of its own.
    found = re.search(rf"\{{[+#./;?&]?{re.escape(name)}([:*?][^{{}}]*)?\}}", path)
    return wire_identity("", path[: found.start()]).count("{}") if found else name


def _addition(source: Source, operation: Operation, parameter: At) -> str:
    if parameter.node.get("in") == "path":
        return "new-request-path-parameter"
    of_path = operation.item.get("parameters", []).elements()
    is_default = parameter in [source.follow(element) for element in of_path]
    required = "required" if parameter.node.get("required") is True else "optional"
    where = "default-parameter-to-existing-path" if is_default else "parameter"
    return f"new-{required}-request-{where}"


def _check_parameter(work: Work, operation: str | None, old: At, new: At) -> Iterator[Finding]:
    subject = _subject(new)
    was, becomes = (parameter.node.get("required") is True for parameter in (old, new))
    if was != becomes:
        action = "became-required" if becomes else "became-optional"
        location = new.get("required").pointer
        yield by_rule(f"request-parameter-{action}", operation, location, describe(subject, action))
    if old.node.get("name") != new.node.get("name") and new.node.get("in") == "path":
        detail = f"{shown(old.node.get('name'))} -> {shown(new.node.get('name'))}"
        text = describe(subject, "renamed", detail)
        yield by_rule("path-parameter-renamed", operation, new.pointer, text)
    if _is_written_otherwise(work, old, new):
        detail = " -> ".join(" ".join(map(str, _serialization(node))) for node in (old, new))
        text = describe(subject, "serialization changed", detail)
        yield by_rule("request-parameter-serialization-changed", operation, new.pointer, text)
    for action, keyword, detail in lifecycle(old.node, new.node, work.today):
        identity, level = rule("request-parameter", action)
        location = (new if keyword in new.node else old).get(keyword).pointer
        yield Finding(identity, level, operation, location, describe(subject, action, detail))
    yield from _check_schema(work, operation, old, new, is_required=was and becomes)


def _check_schema(
    work: Work, operation: str | None, old: At, new: At, *, is_required: bool
) -> Iterator[Finding]:
    before, after = schema_of(old), schema_of(new)
    place = HEADER_PARAMETER if new.node.get("in") == "header" else PARAMETER
    if _became_list(work, before, after):
        identity, level = rule("request-parameter", "type-generalized")
        text = describe(_subject(new), "type generalized", "one value -> a list of such values")
        yield Finding(identity, level, operation, after.pointer, text)
        return
    textual: Textual = "scalars" if "content" not in new.node else "none"
    for finding in work.compare(place, _subject(new), operation, before, after, textual):
        if textual == "none" and (finding.id, finding.level) == _TYPE_CHANGED:
            # What is JSON does not look like another type.
            yield finding._replace(level=Level.ERR)
            continue
        if finding.id in _DEMANDS and _is_always_met(work, new, finding):
            finding = finding._replace(level=Level.INFO)
        # Nobody relies on the default of a parameter that must be given.
        if not (is_required and finding.id.startswith("request-parameter-default-value")):
            yield finding


def _is_always_met(work: Work, parameter: At, finding: Finding) -> bool:
    """Whether any part of a path, which is some text without a slash, is what is demanded now."""
    keyword = work.new.target(f"#{finding.location}")
    schema = work.schemas.new.view((schema_of(parameter),))
    if parameter.node.get("in") != "path" or schema.types != _TEXT or keyword is None:
        return False
    return keyword.node == 1 or matches_any_part(keyword.node)


def _became_list(work: Work, old: At, new: At) -> bool:
    """Whether one value became a list of such values, which looks the same in a URL."""
    before, after = work.schemas.old.view((old,)), work.schemas.new.view((new,))
    items = after.first("items")
    is_list = {"array"}.issuperset(after.types or ())
    if not before.types or "array" in before.types or not is_list or not items:
        return False
    if (after.value("minItems") or 0) > 1:
        return False
    findings = work.compare(PARAMETER, "", None, old, items, "scalars")
    return all(finding.level == Level.INFO for finding in findings)


def _is_written_otherwise(work: Work, old: At, new: At) -> bool:
    return _serialization(old) != _serialization(new) and not _is_one_value(work, old, new)


def _is_one_value(work: Work, old: At, new: At) -> bool:
    """Whether only lists and objects would be written otherwise, and there are none."""
    views = (
        work.schemas.old.view((schema_of(old),)),
        work.schemas.new.view((schema_of(new),)),
    )
    are_plain = all(
        view.types is not None and view.types.isdisjoint(("array", "object")) for view in views
    )
    (before, _, *contents), (after, _, *others) = _serialization(old), _serialization(new)
    return are_plain and before == after and contents == others


def schema_of(parameter: At) -> At:
    """The schema of a parameter or a header, or that of its only media type."""
    for _, media_type in parameter.get("content", {}).members():
        return media_type.get("schema", {})
    return parameter.get("schema", {})


def _serialization(parameter: At) -> tuple[object, ...]:
    node = parameter.node
    style = node.get("style", _STYLES.get(str(node.get("in")), "simple"))
    explode = node.get("explode", style == "form")
    return style, "exploded" if explode else "joined", *(node.get("content") or {})


def _subject(parameter: At) -> str:
    return f"{parameter.node.get('in')} parameter {shown(parameter.node.get('name'))}"
