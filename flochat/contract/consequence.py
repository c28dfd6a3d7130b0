"""What a change means for whoever calls the facade, down to the argument and the attribute."""

from __future__ import annotations

from typing import Final

from .changed import Changed, is_told_apart, read_finding
from .diff.model import Finding
from .facade_table import arguments_of, attributes_of, is_read_alike, is_read_nevertheless, sent_by

_MOST: Final = 3


def consequence(finding: Finding) -> str:
    """One line for a finding, "" where its impact says it all.

    "Subscriber.lead_source is None from now on", "flow.tags.create cannot give it".
    """
    if not finding.facade or finding.impact is None or not is_told_apart(finding):
        return ""
    changed = read_finding(finding)
    if changed is None or changed.side == "operation" or not changed.path:
        return ""
    return _of_answer(changed) if changed.side == "response" else _of_request(changed)


def _of_answer(changed: Changed) -> str:
    attributes = attributes_of(changed.operation, changed.path)
    if not attributes:
        return ""
    names = _listed(tuple(name for name, _ in attributes))
    match changed.kind:
        case "gone":
            is_announced = changed.finding.impact != "safe"
            values = _listed(tuple(dict.fromkeys(value for _, value in attributes)))
            return f"{names} is {values} from now on" if is_announced else ""
        case "retyped":
            if changed.types and all(is_read_alike(name, *changed.types) for name, _ in attributes):
                return f"{names} is the same, whichever of both types it is read from"
            if changed.types and is_read_nevertheless(attributes[0][0], *changed.types):
                return f"{names} is what the service answers with as a text"
            return f"{names} is {attributes[0][1]} where the service answers with another type"
        case "widened":
            values = ", ".join(map(repr, changed.values))
            return f"{names} can be {values}, too" if values else f"{names} can have other values"
    return ""


def _of_request(changed: Changed) -> str:
    name, operation, methods = changed.path[0], changed.operation, changed.finding.facade
    arguments = arguments_of(operation, name)
    givers = {one.partition("(")[0] for one in arguments} | {*sent_by(operation, name)}
    unable = tuple(method for method in methods if method not in givers)
    inner = ".".join(changed.path[1:])
    if inner:
        # Without an argument of that name, the methods put it together of others.
        return _of_part(changed, inner, _listed(arguments) or f"{name} of {_listed(methods)}")
    match changed.kind:
        case "required":
            told = (
                *((f"{_listed(arguments)} must be given",) if arguments else ()),
                *((f"{_listed(unable)} cannot give it",) if unable else ()),
            )
            return "; ".join(told)
        case "gone" if arguments:
            return f"{_listed(arguments)} is ignored or refused"
        case "narrowed" if arguments:
            return f"{_listed(arguments)} {_refused(changed)}"
    return ""


def _of_part(changed: Changed, inner: str, holder: str) -> str:
    """What becomes of a property inside of what an argument holds."""
    match changed.kind:
        case "required":
            return f"what {holder} holds must have {inner}"
        case "gone":
            return f"{inner} in {holder} is ignored or refused"
        case "narrowed":
            return f"{inner} in {holder} {_refused(changed)}"
    return ""


def _refused(changed: Changed) -> str:
    values = ", ".join(map(repr, changed.values))
    return f"is refused{' with ' * bool(values)}{values}"


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_MOST])
    return f"{shown} and {len(names) - _MOST} more" if len(names) > _MOST else shown
