"""What a finding of the differ is about: the operation, the side, and the name on the wire."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from .diff import Finding, Level
from .diff.operation import identity_of

Side: TypeAlias = Literal["operation", "request", "response"]
#: `gone`, `required` and `narrowed` (other values are refused) of what is sent; `gone`, `retyped`
#: and `widened` (other values come) of what is received; `other` for everything else.
Kind: TypeAlias = Literal["gone", "required", "narrowed", "retyped", "widened", "other"]

_SUBJECT: Final = re.compile(
    r"^(?:(?P<place>query|path|header|cookie) parameter "
    r"\"(?P<parameter>[^\"]+)\"(?: (?P<inner>[^:]*))?"
    r"|(?P<side>request|response)(?: (?:\d\w\w|default))? body(?: (?P<path>\S.*?))?)"
    r": (?P<what>.*)$",
    re.DOTALL,
)
_POINTED: Final = re.compile(r"/properties/([^/]+)|/(items)(?=/|$)")
_SIDES: Final[tuple[Side, ...]] = ("request", "response")
_NO_NAME: Final = re.compile(r"\[[^\]]*\]|\{\}")
_TYPES: Final = re.compile(r", ([a-z]+) -> ([a-z]+)$")
_REQUIRED: Final = (
    "became-required",
    "new-required-request-property",
    "new-required-request-parameter",
    "new-required-",
)


class Changed(NamedTuple):
    """A finding in parts; `path` are the names down to a property, without those of lists.

    `values` are those that an enum lost or got, `types` what another type was and is.
    """

    finding: Finding
    operation: str
    side: Side
    kind: Kind
    place: str = "body"
    path: tuple[str, ...] = ()
    values: tuple[object, ...] = ()
    types: tuple[str, str] | None = None


def read_finding(finding: Finding) -> Changed | None:
    """The parts of a finding; None when it belongs to no operation."""
    if finding.operation is None:
        return None
    operation = identity_of(finding.operation)
    if _is_removed_operation(finding.id):
        return Changed(finding, operation, "operation", "gone")
    match = _SUBJECT.match(finding.text)
    if match is None:
        return Changed(finding, operation, "operation", "other")
    if match["parameter"]:
        names = (match["parameter"], *_names(match["inner"] or ""))
        side: Side = "request"
        place = match["place"]
    else:
        names = _names(match["path"] or "") or _pointed(finding)
        side = "request" if match["side"] == "request" else "response"
        place = "body"
    kind = _kind(finding.id, side, finding.level == Level.INFO)
    values = _values(finding.text) if kind in ("narrowed", "widened") else ()
    types = _TYPES.search(finding.text) if kind == "retyped" else None
    return Changed(
        finding,
        operation,
        side,
        kind,
        place,
        names,
        values,
        (types[1], types[2]) if types else None,
    )


def is_told_apart(finding: Finding) -> bool:
    """Whether a finding may be of any kind but `other`, which takes less time than to read it."""
    is_harmless = finding.level == Level.INFO
    return _is_removed_operation(finding.id) or any(
        _kind(finding.id, side, is_harmless) != "other" for side in _SIDES
    )


def _is_removed_operation(identity: str) -> bool:
    return identity.startswith(("api-path-removed", "api-removed", "endpoint-removed"))


@lru_cache(maxsize=1_000)
def _kind(identity: str, side: Side, is_harmless: bool) -> Kind:
    if "enum-value-removed" in identity or "const-" in identity or "became-enum" in identity:
        return "narrowed" if side == "request" else "other"
    if "enum-value-added" in identity or "enum-opened" in identity or "enum-removed" in identity:
        return "widened" if side == "response" else "other"
    if any(word in identity for word in _REQUIRED) and side == "request":
        return "required"
    if identity.endswith("-removed") and ("property" in identity or "parameter" in identity):
        is_whole = re.search(r"(?:property|parameter)-removed$", identity)
        return "gone" if is_whole else "other"
    if re.search(r"type-(?:changed|generalized|specialized)|format-changed", identity):
        return "other" if is_harmless else "retyped"
    return "other"


def _names(path: str) -> tuple[str, ...]:
    """The names of a path like `data[].tags[].name`."""
    plain = _NO_NAME.sub("", path.strip())
    return tuple(name.strip("\"'") for name in plain.split(".") if name and " " not in name)


def _pointed(finding: Finding) -> tuple[str, ...]:
    """The names in the pointer of a finding whose text has none."""
    found = _POINTED.findall(finding.location)
    names = (name.replace("~1", "/").replace("~0", "~") for name, _ in found if name)
    return tuple(names) if "/paths/" in finding.location else ()


def _values(text: str) -> tuple[object, ...]:
    """The values that stand behind `enum value removed,`."""
    _, found, rest = text.partition("value removed, ")
    if not found:
        _, found, rest = text.partition("value added, ")
    if not found:
        return ()
    decoder = json.JSONDecoder()
    values: list[object] = []
    while rest:
        try:
            value, end = decoder.raw_decode(rest)
        except ValueError:
            break
        values.append(value)
        rest = rest[end:].lstrip(", ")
    return tuple(value if not isinstance(value, list | dict) else str(value) for value in values)
