"""Where the nodes of a document stand that may consist of several files."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from . import json_pointer
from .aside import Aside, in_turn
from .linked_files import Part, Target, follow
from .positions import Position, Positions
from .structure import FROM_FILES

#: How many bytes of JSON it is worth while to look through at the same time as something else.
_LONG: Final = 100_000
_FROM_FILES: Final = json_pointer.build(FROM_FILES)


class Places:
    """The positions of the nodes of a document, in whichever of its files.

    `parts` are the files by their names, `name` that of the document itself. `folder` is the one
    that they lie in, and `targets` says what stands under `FROM_FILES`.
    """

    def __init__(
        self, parts: Mapping[str, Part], name: str, folder: str, targets: Mapping[str, Target]
    ) -> None:
        self._parts = parts
        self._name = name
        self._folder = folder
        self._targets = targets
        self._positions: dict[str, Positions] = {}
        self._read: dict[str, Callable[[], Positions]] = {}

    @property
    def files(self) -> set[str]:
        """The names of the files that the document consists of."""
        return {*self._parts}

    def of(self, pointer: str) -> Position:
        """Where a node starts: its key, if it has one; or that of what would contain it.

        What is not there is looked for where a `$ref` leads.
        """
        if not pointer.startswith(_FROM_FILES):
            own = self._in(self._name).of_whole(pointer)
            if own is not None:  # as nearly all
                return own
        target = self.target(pointer)
        place = self._in(target.file).of(target.pointer)
        if target.file == self._name:
            return place
        return place._replace(file=posixpath.join(self._folder, target.file))

    @contextmanager
    def noted(self, aside: Aside) -> Iterator[None]:
        """While this lasts `aside` finds where the nodes of the document itself stand."""
        text, _, mark = self._parts[self._name]
        is_long = mark is None and len(text) >= _LONG
        with (aside if is_long else in_turn)(partial(self._found_in, self._name)) as found:
            self._read[self._name] = found
            try:
                yield
            finally:
                del self._read[self._name]

    def _in(self, file: str) -> Positions:
        if file not in self._positions:
            self._positions[file] = self._read.get(file, partial(self._found_in, file))()
        return self._positions[file]

    def _found_in(self, file: str) -> Positions:
        text, _, mark = self._parts[file]
        return Positions(mark or text.decode("utf-8-sig"))

    def target(self, pointer: str) -> Target:
        """The file and the node that a pointer into the whole document leads to."""
        start = Target(self._name, "")
        keys = json_pointer.split(pointer)
        if keys[:1] == [FROM_FILES] and len(keys) > 2 and keys[2] in self._targets:
            start, keys = self._targets[keys[2]], keys[3:]
        elif _found(self._parts[self._name].document, pointer) is not _NOTHING:
            return Target(self._name, pointer)
        return self._followed(start, keys, {start})

    def _followed(self, start: Target, keys: list[str], visited: set[Target]) -> Target:
        found = json_pointer.split(start.pointer)
        node = _found(self._parts[start.file].document, start.pointer)
        for number, key in enumerate(keys):
            inner = _found(node, json_pointer.build(key))
            if inner is _NOTHING:
                further = self._further(node, start.file)
                if further is None or further in visited:
                    return Target(start.file, json_pointer.build(*found, *keys[number:]))
                return self._followed(further, keys[number:], visited | {further})
            found.append(key)
            node = inner
        return Target(start.file, json_pointer.build(*found))

    def _further(self, node: Any, file: str) -> Target | None:
        reference = node.get("$ref") if isinstance(node, dict) else None
        target = follow(reference, file) if isinstance(reference, str) else None
        return target if target is not None and target.file in self._parts else None


_NOTHING: Any = object()


def _found(node: Any, pointer: str) -> Any:
    try:
        return json_pointer.resolve(node, pointer)
    except LookupError:
        return _NOTHING
