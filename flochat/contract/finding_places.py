"""Where a finding stands in the files that were compared, and what stands there on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from .._wire.seam import wire_identity
from . import json_pointer
from .diff.model import Changes, Compared, Finding
from .positions import Position
from .revisions import Revision

Side = Literal["old", "new"]


class _Absent:
    """Nothing, where null would be something."""

    def __repr__(self) -> str:
        return "ABSENT"


#: What stands in a document where nothing does.
ABSENT: Final = _Absent()

_REMOVAL: Final = re.compile(r"-(removed|unset|deleted)\b")
_ADDITION: Final = re.compile(r"-(added|set)\b|^new-")
#: Something came or went as a whole: on one side there is nothing.
_IS_WHOLE: Final = re.compile(f"{_REMOVAL.pattern}|{_ADDITION.pattern}")
#: Findings about the text of a document, whose locations lead into that.
_WRITTEN: Final = frozenset({"null-ignored", "reference-not-followed"})
#: Said of a place that is still there.
_OF_WHOLE: Final = "api-tag-removed"
#: Said of a schema by its name, whatever has been held against it.
_BY_NAME: Final = re.compile(r"api-schema-(added|removed)")
_PROPERTY: Final = re.compile(r"(?P<owner>.*)/properties/(?P<name>[^/]+)")


class Place(NamedTuple):
    """A line and a column, from 1, of one of the two files; None where the text is not known."""

    side: Side
    source: str
    line: int | None
    column: int | None

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}" if self.line else self.source


class FindingPlaces:
    """Both revisions, and where the findings stand in them.

    `sources` are the two as the user gave them: `v1.2.0:openapi.json`, `openapi.json`.
    """

    def __init__(
        self, old: Revision, new: Revision, changes: Changes, sources: tuple[str, str]
    ) -> None:
        self.old = old
        self.new = new
        self.sources = sources
        self._normal = changes.compared or Compared(old.document, new.document, {})
        self._counterparts: Mapping[str, str] = self._normal.counterparts
        self._former = {now: then for then, now in reversed([*self._counterparts.items()])}
        self._spellings: dict[Side, _Spelling] = {
            "old": _Spelling(self._normal.old, old.document),
            "new": _Spelling(self._normal.new, new.document),
        }
        self._known: dict[tuple[str, str], tuple[Side, str]] = {}
        self._placed: dict[tuple[Side, str], Place] = {}

    def look_up(self) -> None:
        """Find out now what is found out once for all findings."""
        for revision in (self.old, self.new):
            if revision.positions is not None:
                revision.positions.of("")

    @property
    def file(self) -> str | None:
        """The file of the new document, from the top of its repository; None for a URL."""
        return None if self.new.file is None else self._from_top(self.new.file)

    def _from_top(self, file: str) -> str:
        """The path of a file of the new document from the top of its repository."""
        # In a revision it is already that, unless it says where it begins.
        if self.new.file != self.sources[1] and not file.startswith(("./", "../")):
            return file
        return in_repository(file)

    @property
    def documents(self) -> tuple[Any, Any]:
        """Both documents, the old one first, in normal form."""
        return self._normal.old, self._normal.new

    def place(self, finding: Finding) -> Place:
        """Where a finding stands: in the new document, or in the old one if it is gone."""
        written = self._written(finding)
        if written not in self._placed:
            self._placed[written] = self._place(*written)
        return self._placed[written]

    def _place(self, side: Side, pointer: str) -> Place:
        revision = self.old if side == "old" else self.new
        source = self.sources[0] if side == "old" else self.sources[1]
        if revision.positions is None:
            return Place(side, source, None, None)
        line, column, file = revision.positions.of(pointer)
        if file is not None:  # another one, of the same revision if that is one in git
            is_file = revision.file == source
            source = file if is_file else f"{source.partition(':')[0]}:{file}"
        return Place(side, source, line, column)

    def in_new(self, finding: Finding) -> Position | None:
        """The line of the new document for a finding: of what would contain it if it is gone.

        `file` is another file that it stands in, from the top of the repository. None for a
        document that came from a URL.
        """
        if self.new.positions is None:
            return None
        position = self.new.positions.of(self._in_new(finding))
        return position._replace(file=position.file and self._from_top(position.file))

    def side(self, finding: Finding) -> Side:
        """The document that the location of a finding leads into."""
        location = finding.location
        if finding.id == "null-ignored":
            return "old" if finding.text.startswith("old ") else "new"
        if finding.id == "reference-not-followed":
            return "new" if location in self.new.unfollowed.values() else "old"
        if not _is_removal(finding.id) and _resolves(self._normal.new, location):
            return "new"
        return "old" if _resolves(self._normal.old, location) else "new"

    def values(self, finding: Finding) -> tuple[Any, Any]:
        """What stands there before and after; ABSENT where nothing does.

        Of two objects only the members that differ.
        """
        before, after = self._both(finding, finding.location)
        if before == after and (of := _PROPERTY.fullmatch(finding.location)):
            # Whether it must be given is said where it belongs.
            before, after = self._both(finding, f"{of['owner']}/required")
        location = finding.location
        while _is_one_absent(before, after) and not _IS_WHOLE.search(finding.id) and location:
            # It stood elsewhere in what contains it: in a member of `allOf`, for example.
            location = location.rpartition("/")[0]
            before, after = self._both(finding, location)
        if isinstance(before, dict) and isinstance(after, dict) and before != after:
            return _differing(before, after), _differing(after, before)
        return before, after

    def _both(self, finding: Finding, location: str) -> tuple[Any, Any]:
        old, new = self._normal.old, self._normal.new
        if _BY_NAME.fullmatch(finding.id):
            return _value(old, location), _value(new, location)
        if self.side(finding) == "old":
            is_element = _is_element(old, location) and _REMOVAL.search(finding.id)
            after = ABSENT if is_element else _counterpart(location, old, new, self._former)
            return _value(old, location), after
        is_element = _is_element(new, location) and _ADDITION.search(finding.id)
        before = ABSENT if is_element else _counterpart(location, new, old, self._counterparts)
        return before, _value(new, location)

    def _in_new(self, finding: Finding) -> str:
        side, written = self._written(finding)
        if side == "new":
            return written
        pointer = _aligned(finding.location, self._normal.old, self._normal.new, self._former)
        return self._spellings["new"].pointer(pointer)

    def _written(self, finding: Finding) -> tuple[Side, str]:
        """The document that a finding is in, and the pointer to it in that as it is written."""
        if finding.id in _WRITTEN:  # its location is already one of the text
            return self.side(finding), finding.location
        key = finding.id, finding.location
        if key not in self._known:
            side = self.side(finding)
            self._known[key] = side, self._spellings[side].pointer(finding.location)
        return self._known[key]


@lru_cache(maxsize=1_000)
def _is_removal(identity: str) -> bool:
    return bool(_REMOVAL.search(identity)) and identity != _OF_WHOLE


def in_repository(file: str) -> str:
    """The path of a file from the top of the repository that it is in; as it is where in none."""
    path = Path(file)
    try:
        absolute = path.resolve()
    except OSError:
        return file
    for folder in absolute.parents:
        if (folder / ".git").exists():
            return absolute.relative_to(folder).as_posix()
    return path.as_posix()


class _Spelling:
    """Finds what stands in the normal form of a document in the document as it is written.

    Arrays may be in another order there, and a path item behind a reference stands in the normal
    form where it is used.
    """

    def __init__(self, normal: Any, written: Any) -> None:
        self._root = written
        #: Both nodes that a pointer into the normal form leads to, and the pointer as written.
        self._known: dict[str, tuple[Any, Any, str]] = {"": (normal, written, "")}

    def pointer(self, pointer: str) -> str:
        """A pointer into the normal form as one into the document, as far as that goes."""
        above = pointer
        while above not in self._known:
            above = above.rpartition("/")[0]
        normal, written, found = self._known[above]
        for step in pointer[len(above) :].split("/")[1:]:
            # Others lead through what contains this one, seldom through itself.
            self._known[above] = normal, written, found
            key = json_pointer.unescape(step) if "~" in step else step
            if isinstance(written, dict) and key not in written and "$ref" in written:
                target = json_pointer.of_reference(written["$ref"])
                if target is not None and _resolves(self._root, target):
                    found, written = target, _value(self._root, target)
            if isinstance(normal, list) and isinstance(written, list):
                if (number := _index(key, normal, written)) is None:
                    break
                normal, written = normal[int(key)], written[number]
                found = f"{found}/{number}"
            elif isinstance(normal, dict) and isinstance(written, dict) and key in written:
                normal, written = normal.get(key), written[key]
                found = f"{found}/{step}"
            else:
                break
            above = f"{above}/{step}"
        return found


def _counterpart(pointer: str, here: Any, there: Any, known: Mapping[str, str]) -> Any:
    """What stands in the other document where a pointer leads in this one."""
    found = _aligned(pointer, here, there, known)
    is_whole = found.count("/") == _mapped(pointer, known).count("/")
    return _value(there, found) if is_whole else ABSENT


def _aligned(pointer: str, here: Any, there: Any, known: Mapping[str, str]) -> str:
    """A pointer into one document as one into the other, as far as there is something."""
    start = next((one for one in _prefixes(pointer) if one in known), "")
    keys = json_pointer.split(known[start]) if start else []
    here = _value(here, start)
    there = _value(there, known[start]) if start else there
    for key in json_pointer.split(pointer[len(start) :]):
        if isinstance(here, list) and isinstance(there, list):
            if (number := _index(key, here, there)) is None:
                break
            here, there = here[int(key)], there[number]
            keys.append(str(number))
        elif isinstance(here, dict) and isinstance(there, dict):
            spelt = _spelt(key, there) if keys == ["paths"] else key
            if spelt not in there:
                break
            here, there = here.get(key), there[spelt]
            keys.append(spelt)
        else:
            break
    return json_pointer.build(*keys)


def _mapped(pointer: str, known: Mapping[str, str]) -> str:
    start = next((one for one in _prefixes(pointer) if one in known), "")
    return known[start] + pointer[len(start) :] if start else pointer


def _prefixes(pointer: str) -> Iterable[str]:
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]


def _spelt(path: str, paths: Mapping[str, Any]) -> str:
    """A path as the other document spells it, whose placeholders may have other names."""
    if path in paths:
        return path
    identity = wire_identity("", path)
    return next((one for one in paths if wire_identity("", one) == identity), path)


def _index(key: str, here: list[Any], there: list[Any]) -> int | None:
    """The index in the other array of the element at an index of this one; None if it lacks it."""
    if not key.isdecimal() or int(key) >= len(here):
        return None
    element = here[int(key)]
    number = next((n for n, one in enumerate(there) if _is_same(one, element)), None)
    if number is None and len(here) == len(there) and not _is_named(element):
        return int(key)
    return number


def _is_named(element: Any) -> bool:
    return isinstance(element, dict) and {"name", "in"} <= element.keys()


def _is_same(one: Any, other: Any) -> bool:
    if _is_named(one) and _is_named(other):
        return (one["name"], one["in"]) == (other["name"], other["in"])
    return type(one) is type(other) and one == other


def _is_one_absent(before: Any, after: Any) -> bool:
    return (before is ABSENT) is not (after is ABSENT)


def _is_element(document: Any, pointer: str) -> bool:
    return isinstance(_value(document, pointer.rpartition("/")[0]), list)


def _differing(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in one.items() if other.get(key, ABSENT) != value}


def _resolves(document: Any, pointer: str) -> bool:
    return _value(document, pointer) is not ABSENT


def _value(document: Any, pointer: str) -> Any:
    try:
        return json_pointer.resolve(document, pointer)
    except LookupError:
        return ABSENT
