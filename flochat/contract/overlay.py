"""Corrections of the contract, written as an OpenAPI Overlay 1.0.

Every action says in `x-upstream` what upstream says today at its target. As long as that is so, the
action is applied; once it is not, the action is skipped and reported as drift.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from .carried import Carried, carried
from .document import check
from .empty_lists import without_empty_lists
from .errors import ContractError
from .normalise import normalise
from .references import for_the_generator
from .structure import objects

UPSTREAM: Final = "x-upstream"

_STEP: Final = re.compile(
    r"""\.(?P<plain>[A-Za-z_][A-Za-z0-9_-]*)
    |   \[(?P<quote>['"])(?P<quoted>[^'"]*)(?P=quote)\]
    |   \.\* | \[\*\]""",
    re.VERBOSE,
)
_PATH: Final = re.compile(rf"\$(?:{_STEP.pattern})*", re.VERBOSE)

# A place in a document: the container of a value, and the key of the value in there.
_Place = tuple[Any, Any]


@frozen
class Drift:
    """A correction that no longer fits: what it expects upstream to say, and what upstream says."""

    target: str
    description: str
    expected: Any
    actual: tuple[Any, ...]

    def __str__(self) -> str:
        actual = ", ".join(map(repr, self.actual)) or "nothing"
        return (
            f"upstream changed this: drop or update the correction of {self.target} "
            f"({self.description}): expected {self.expected!r}, found {actual}"
        )


@frozen
class Overlaid:
    """A corrected document, and the corrections that were skipped."""

    document: dict[str, Any]
    drift: tuple[Drift, ...]


def read(file: Path) -> dict[str, Any]:
    """The overlay in a JSON file."""
    overlay: dict[str, Any] = json.loads(file.read_bytes())
    return overlay


def apply(document: dict[str, Any], overlay: dict[str, Any]) -> Overlaid:
    """A copy of a normalised document with the actions of an overlay applied, one after the other.

    An action fits when its target selects something and everything selected matches `x-upstream`:
    an object has at least those keys with those values, anything else is equal. Raises
    ContractError when the overlay itself is malformed.
    """
    # The document is put into a list, so that its root has a container too.
    box = [copy.deepcopy(document)]
    drift = []
    for action in _actions(overlay):
        places = _select(box, action["target"])
        actual = tuple(container[key] for container, key in places)
        if actual and all(_matches(value, action[UPSTREAM]) for value in actual):
            for container, key in reversed(places):
                _correct(container, key, action)
        else:
            drift.append(Drift(action["target"], action["description"], action[UPSTREAM], actual))
    return Overlaid(box[0], tuple(drift))


def check_corrected(document: dict[str, Any], overlay: dict[str, Any]) -> str | None:
    """Raise ContractError unless a document is sound once it is corrected.

    Returns what it would be refused for without its corrections, None if for nothing.
    """
    try:
        check(document)
    except ContractError as error:
        try:
            check(apply(normalise(document), overlay).document)
        except ContractError as still:
            raise still from None
        except Exception:  # what is refused may be anything at all
            raise error from None
        return error.problem
    return None


def strip_titles(document: dict[str, Any]) -> dict[str, Any]:
    """A copy without the titles of schemas.

    Generated classes are then named after schema keys and operations, which upstream rarely edits.
    """
    stripped = copy.deepcopy(document)
    for kind, node in objects(stripped):
        if kind == "schema":
            node.pop("title", None)
    return stripped


def to_generate(document: dict[str, Any], overlay: dict[str, Any]) -> dict[str, Any]:
    """What the generator gets of a normalised document: corrected, and without titles.

    Whatever an operation refers to is where the generator finds it, and what nobody carries is left
    out. Raises ContractError when that is required.
    """
    return strip_titles(reading(document, overlay).document)


def left_out(document: dict[str, Any], overlay: dict[str, Any]) -> tuple[str, ...]:
    """What of a normalised document the client does not carry, once it is corrected: lines."""
    return reading(document, overlay).left_out


def reading(document: dict[str, Any], overlay: dict[str, Any]) -> Carried:
    """A normalised document as the generator gets it but for titles, and what there is to tell."""
    whole = for_the_generator(apply(document, overlay).document)
    # What was behind a reference has come to where it must be an object.
    return carried(without_empty_lists(whole))


def _actions(overlay: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if not re.fullmatch(r"1\.0\.\d+", str(overlay.get("overlay"))):
        raise _malformed("it is not an OpenAPI Overlay 1.0", "say overlay: 1.0.0 in it")
    for number, action in enumerate(overlay.get("actions", ())):
        missing = sorted({"target", "description", UPSTREAM} - set(action))
        if missing:
            raise _malformed(f"action {number} has no {' and no '.join(missing)}", "add it")
        if ("update" in action) is (action.get("remove") is True):
            raise _malformed(
                f"action {number} has not exactly one of update and remove", "choose one"
            )
        if action["target"] == "$" and "update" not in action:
            raise _malformed(f"action {number} removes the whole document", "name what to remove")
        yield action


def _select(box: list[Any], path: str) -> list[_Place]:
    """The places in the box that a JSONPath selects; only `$`, names and `*` are understood."""
    if not _PATH.fullmatch(path):
        raise _malformed(
            f"the target {path!r} is not understood", "use $, .name, ['any name'], .* and [*] only"
        )
    places: list[_Place] = [(box, 0)]
    for step in _STEP.finditer(path):
        name = step["plain"] or step["quoted"]
        places = [inner for container, key in places for inner in _inner(container[key], name)]
    return places


def _inner(value: Any, name: str | None) -> Iterator[_Place]:
    """The places directly inside a value: the one with a name, or all of them without a name."""
    if isinstance(value, dict):
        yield from ((value, key) for key in value if name in (None, key))
    elif isinstance(value, list) and name is None:
        yield from ((value, index) for index in range(len(value)))


def _matches(value: Any, upstream: Any) -> bool:
    if isinstance(value, dict) and isinstance(upstream, dict):
        return all(key in value and _matches(value[key], inner) for key, inner in upstream.items())
    return bool(value == upstream)


def _correct(container: Any, key: Any, action: dict[str, Any]) -> None:
    if "update" not in action:
        del container[key]
    elif isinstance(container[key], list):
        container[key].append(copy.deepcopy(action["update"]))
    else:
        container[key] = _merged(container[key], action["update"])


def _merged(value: Any, update: Any) -> Any:
    if isinstance(value, dict) and isinstance(update, dict):
        return value | {key: _merged(value.get(key), change) for key, change in update.items()}
    return copy.deepcopy(update)


def _malformed(problem: str, remedy: str) -> ContractError:
    return ContractError("overlay", problem, remedy)
