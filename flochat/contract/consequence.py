"""What a change means for whoever calls the facade, down to the argument and the attribute."""

from __future__ import annotations

from typing import Final

from .changed import Changed, read_finding
from .diff.model import Finding
from .facade_table import arguments_of, attributes_of, filled_by

_MOST: Final = 3


def consequence(finding: Finding) -> str:
    """One line for a finding, "" where its impact says it all.

    "Subscriber.lead_source is None from now on", "flow.tags.create cannot give it".
    """
    if not finding.facade or finding.impact is None:
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
            return f"{names} is {attributes[0][1]} where the service answers with another type"
        case "widened":
            values = ", ".join(map(repr, changed.values))
            return f"{names} can be {values}, too" if values else f"{names} can have other values"
    return ""


def _of_request(changed: Changed) -> str:
    name, operation, methods = changed.path[0], changed.operation, changed.finding.facade
    arguments = arguments_of(operation, name)
    givers = {one.partition("(")[0] for one in arguments} | {*filled_by(operation, name)}
    unable = tuple(method for method in methods if method not in givers)
    is_inside = len(changed.path) > 1
    match changed.kind:
        case "required" if not is_inside:
            told = (
                *((f"{_listed(arguments)} must be given",) if arguments else ()),
                *((f"{_listed(unable)} cannot give it",) if unable else ()),
            )
            return "; ".join(told)
        case "required" if arguments:
            return f"what {_listed(arguments)} holds must have it"
        case "gone" if arguments:
            return f"{_listed(arguments)} is ignored or refused"
        case "narrowed" if arguments:
            values = ", ".join(map(repr, changed.values))
            return f"{_listed(arguments)} is refused{' with ' * bool(values)}{values}"
    return ""


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_MOST])
    return f"{shown} and {len(names) - _MOST} more" if len(names) > _MOST else shown
