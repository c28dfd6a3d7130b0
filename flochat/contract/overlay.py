"""Corrections of facts, laid over the contract as OpenAPI Overlay 1.0, each with what upstream says today.

An action carries `x-upstream`, the upstream text it corrects. While the document still says that, the action is applied;
once it does not, the action is left out and reported as drift, so that somebody drops or mends it.
"""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from flochat.contract.errors import ContractError
from flochat.contract.structure import objects

UPSTREAM = "x-upstream"


@frozen
class Drift:
    """A correction that no longer fits: where, what it expects upstream to say, and what was found there instead."""

    target: str
    description: str
    expected: Any
    found: tuple[Any, ...]

    def __str__(self) -> str:
        found = " and ".join(repr(value) for value in self.found) or "nothing"
        return (
            f"upstream changed this: drop or mend the correction {self.target} ({self.description}); "
            f"expected {self.expected!r}, found {found}"
        )


@frozen
class Overlaid:
    """A corrected document, and the corrections that were left out."""

    document: dict[str, Any]
    drift: tuple[Drift, ...]


def apply(document: dict[str, Any], overlay: dict[str, Any]) -> Overlaid:
    """Correct a copy of a normalised document, action by action.

    An action is applied when its target is there and every place it selects still says what `x-upstream` says: an object
    with these keys and values, or exactly this value. Raises ContractError when the overlay itself is malformed.
    """
    corrected = copy.deepcopy(document)
    drift = []
    for action in _actions(overlay):
        places = list(_select(corrected, action["target"]))
        found = tuple(holder[key] for holder, key in places)
        if found and all(_says(value, action[UPSTREAM]) for value in found):
            for holder, key in reversed(places):
                _correct(holder, key, action)
        else:
            drift.append(Drift(action["target"], action["description"], action[UPSTREAM], found))
    return Overlaid(corrected, tuple(drift))


def strip_titles(document: dict[str, Any]) -> dict[str, Any]:
    """A copy without any title of a schema, so that class names come from schema keys and operations, not from editors."""
    stripped = copy.deepcopy(document)
    for kind, node in objects(stripped):
        if kind == "schema":
            node.pop("title", None)
    return stripped


def read(file: Path) -> dict[str, Any]:
    """The overlay in a file."""
    overlay: dict[str, Any] = json.loads(file.read_bytes())
    return overlay


def to_generate(document: dict[str, Any], overlay: dict[str, Any]) -> dict[str, Any]:
    """What the generator gets to see of a normalised document: corrected, and without titles."""
    return strip_titles(apply(document, overlay).document)


def _actions(overlay: dict[str, Any]) -> list[dict[str, Any]]:
    actions = overlay.get("actions")
    if not re.fullmatch(r"1\.0\.\d+", str(overlay.get("overlay"))) or not isinstance(actions, list):
        raise _malformed("no OpenAPI Overlay 1.0", "give it `overlay: 1.0.0`, `info` and `actions`")
    for number, action in enumerate(actions):
        missing = {"target", "description", UPSTREAM} - set(action)
        if missing:
            raise _malformed(f"action {number} has no {' and no '.join(sorted(missing))}", "say it there")
        if ("update" in action) is (action.get("remove") is True):
            raise _malformed(f"action {number} ({action['target']}) has not one of update and remove", "choose one")
    return actions


_ROOT = "$"
_STEP = re.compile(r"""\.(?P<name>[A-Za-z_][\w-]*)|\['(?P<single>[^']*)'\]|\["(?P<double>[^"]*)"\]|(?P<every>\.\*|\[\*\])""")


def _select(document: dict[str, Any], path: str) -> Iterator[tuple[Any, Any]]:
    """The places a JSONPath selects, each as its holder and the key in it."""
    # The document hangs in a box, so that the root has a holder too.
    places: list[tuple[Any, Any]] = [({_ROOT: document}, _ROOT)]
    for name in _steps(path):
        places = [(holder[key], inner) for holder, key in places for inner in _inner_keys(holder[key], name)]
    yield from places


def _steps(path: str) -> Iterator[str | None]:
    """The names along a JSONPath, None for every child. Of JSONPath only `$`, names and `*` are spoken here."""
    position = len(_ROOT)
    while path.startswith(_ROOT) and position < len(path) and (step := _STEP.match(path, position)):
        position = step.end()
        yield None if step["every"] else next(name for name in step.groups() if name is not None)
    if position != len(path) or not path.startswith(_ROOT):
        raise _malformed(f"target {path!r} is not understood", "use only $, .name, ['any name'], .* and [*]")


def _inner_keys(value: Any, name: str | None) -> list[Any]:
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [key for key in keys if name is None or key == name]


def _says(value: Any, upstream: Any) -> bool:
    if isinstance(value, dict) and isinstance(upstream, dict):
        return all(key in value and _says(value[key], said) for key, said in upstream.items())
    return bool(value == upstream)


def _correct(holder: Any, key: Any, action: dict[str, Any]) -> None:
    if "update" not in action:
        del holder[key]
    elif isinstance(holder[key], list):
        holder[key].append(copy.deepcopy(action["update"]))
    else:
        holder[key] = _merged(holder[key], action["update"])


def _merged(value: Any, update: Any) -> Any:
    if isinstance(value, dict) and isinstance(update, dict):
        return value | {key: _merged(value.get(key), change) for key, change in update.items()}
    return copy.deepcopy(update)


def _malformed(found: str, todo: str) -> ContractError:
    return ContractError("overlay", found, todo)
