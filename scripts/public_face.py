"""Keeps the public face of the package stable: names, signatures, types.

    python scripts/public_face.py            write docs/public-face.txt, which accepts the face
    python scripts/public_face.py --check    write nothing; print what differs, exit 1 if it does

The face is read from the source, one line per item: what `flochat` exports, what a client leads to,
and what their annotations name. `--check` also prints the changes since the last tagged release
that griffe considers breaking.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from difflib import unified_diff
from io import BytesIO
from pathlib import Path
from typing import Final

import griffe
from attrs import define, field

ROOT: Final = Path(__file__).resolve().parent.parent
SNAPSHOT: Final = ROOT / "docs" / "public-face.txt"

_PACKAGE: Final = "flochat"
#: Special methods that make no difference to users.
_IGNORED: Final = frozenset({"__repr__", "__reduce__", "__slots__", "__attrs_post_init__"})


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Keep the public face of the package stable.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a change")
    options = parser.parse_args(arguments)
    face = Face.of(ROOT)
    if not options.check:
        SNAPSHOT.write_text("".join(f"{line}\n" for line in face.lines()), encoding="utf-8")
        return 0
    print("\n".join(_since_the_last_release(face)))
    changes = difference(SNAPSHOT.read_text(encoding="utf-8").splitlines(), face.lines())
    print("\n".join(changes or ["public face: as it was"]))
    if changes:
        remedy = "if that is intended, run make face and describe it in CHANGELOG.md"
        print(f"public face: changed; {remedy}")
    return 1 if changes else 0


def difference(old: list[str], new: list[str]) -> list[str]:
    """The lines that were removed, with "-" in front, and those that were added, with "+"."""
    _, _, *lines = unified_diff(old, new, lineterm="", n=0) if old != new else ("", "")
    return [line for line in lines if not line.startswith("@@")]


def breakages(old: Face, new: Face) -> list[str]:
    """What breaks calls that were valid before, according to griffe."""
    lost = [f"{name}: was removed" for name in sorted(old.objects.keys() - new.objects.keys())]
    return lost + [
        f"{name} {breakage.explain(griffe.ExplanationStyle.MARKDOWN)}"
        for name in sorted(old.objects.keys() & new.objects.keys())
        for breakage in griffe.find_breaking_changes(old.objects[name], new.objects[name])
    ]


@define
class Face:
    """What is public in one state of the package, by the name that users reach it with."""

    package: griffe.Module
    #: What the package exports: its path in the sources -> its name.
    exports: dict[str, str]
    objects: dict[str, griffe.Object] = field(factory=dict)

    @classmethod
    def of(cls, root: Path) -> Face:
        """The face of the sources below a folder: what `flochat` exports, and all it leads to."""
        package = griffe.load(
            _PACKAGE,
            search_paths=[root],
            try_relative_path=False,
            allow_inspection=False,
            resolve_aliases=True,
        )
        assert isinstance(package, griffe.Module)
        exports = {
            member.target_path: name
            for name, member in package.members.items()
            if isinstance(member, griffe.Alias)
            and _is_ours(member.target_path)
            and name != "__version__"
        }
        face = cls(package, exports)
        for path, name in exports.items():
            face._add(name, face._definition(path))
        return face

    def lines(self) -> list[str]:
        """The face as text, a line for each item."""
        return sorted(
            line for name, definition in self.objects.items() for line in _lines(name, definition)
        )

    def _add(self, name: str, definition: griffe.Object) -> None:
        if name in self.objects:
            return
        self.objects[name] = definition
        for member_name, member in [("", definition), *_members(name, definition)]:
            for path in _mentioned(member):
                # A member of an exported class, for example of an enum, is listed there.
                if self.exports.keys().isdisjoint((path, path.rpartition(".")[0])):
                    self._add_unexported(path, f"{name}.{member_name}", member)

    def _add_unexported(self, path: str, place: str, member: griffe.Object) -> None:
        """Add what an annotation names: a part of the client by its place there."""
        with suppress(KeyError):  # the `args` of a ParamSpec are defined nowhere
            definition = self._definition(path)
            is_part = definition.is_class and member.has_labels("property")
            self._add(place if is_part else path.removeprefix(f"{_PACKAGE}."), definition)

    def _definition(self, path: str) -> griffe.Object:
        return _target(self.package.modules_collection[path])


def _is_ours(path: str) -> bool:
    return path.startswith(f"{_PACKAGE}.")


def _target(definition: griffe.Object | griffe.Alias) -> griffe.Object:
    return definition.final_target if isinstance(definition, griffe.Alias) else definition


def _members(name: str, definition: griffe.Object) -> list[tuple[str, griffe.Object]]:
    """What a class offers its users, inherited members included."""
    if not definition.is_class:
        return []
    # Only the client makes its parts.
    ignored = _IGNORED | {"__init__"} if "." in name else _IGNORED
    return [
        (member_name, _target(member))
        for member_name, member in definition.all_members.items()
        if not member_name.startswith("_")
        or (member_name.startswith("__") and member_name not in ignored)
    ]


def _mentioned(member: griffe.Object) -> Iterator[str]:
    """The paths in this package that annotations and defaults of a member name."""
    for expression in _expressions(member):
        for part in expression.iterate():
            if isinstance(part, griffe.ExprName) and _is_ours(part.canonical_path):
                yield part.canonical_path


def _expressions(member: griffe.Object) -> Iterator[griffe.Expr]:
    candidates: list[object] = []
    if isinstance(member, griffe.Function):
        candidates.append(member.returns)
        for parameter in member.parameters:
            candidates += [parameter.annotation, parameter.default]
    elif isinstance(member, griffe.Attribute):
        candidates += [member.annotation, _default(member)]
    yield from (it for it in candidates if isinstance(it, griffe.Expr))


def _default(definition: griffe.Attribute) -> griffe.Expr | str | None:
    """The default of an attribute; a value that a method computes is not one."""
    if definition.has_labels("instance-attribute") and not definition.has_labels("class-attribute"):
        return None
    options = _field_options(definition)
    return definition.value if options is None else options.get("default") or options.get("factory")


def _field_options(definition: griffe.Attribute) -> dict[str, griffe.Expr | str] | None:
    """The options of a record's field in `field(...)`."""
    if (
        not isinstance(definition.value, griffe.ExprCall)
        or str(definition.value.function) != "field"
    ):
        return None
    arguments = definition.value.arguments
    return {
        option.name: option.value for option in arguments if isinstance(option, griffe.ExprKeyword)
    }


def _lines(name: str, definition: griffe.Object) -> Iterator[str]:
    if isinstance(definition, griffe.Class):
        bases = ", ".join(map(str, definition.bases))
        yield f"class {name}({bases})" if bases else f"class {name}"
        yield from _order(name, definition)
        for member_name, member in _members(name, definition):
            yield from _lines(f"{name}.{member_name}", member)
    elif isinstance(definition, griffe.Function):
        kinds = [
            kind for kind in ("async", "classmethod", "staticmethod") if kind in definition.labels
        ]
        yield " ".join([*kinds, definition.signature(name=name)])
    elif isinstance(definition, griffe.Attribute):
        annotation = f": {definition.annotation}" if definition.annotation else ""
        default = _default(definition)
        yield f"{name}{annotation}{'' if default is None else f' = {default}'}"


def _order(name: str, definition: griffe.Class) -> Iterator[str]:
    """The order of a record's values, if some may be passed by position."""
    decorators = " ".join(str(decorator.value) for decorator in definition.decorators)
    if "frozen" in decorators and "kw_only" not in decorators:
        fields = [
            f"{member_name} by name" if _is_by_name(member) else member_name
            for member_name, member in _members(name, definition)
            if member.has_labels("instance-attribute")
        ]
        yield f"{name}({', '.join(fields)})"


def _is_by_name(member: griffe.Object) -> bool:
    options = _field_options(member) if isinstance(member, griffe.Attribute) else None
    return options is not None and options.get("kw_only") == "True"


def _since_the_last_release(face: Face) -> list[str]:
    tag = _git("describe", "--tags", "--abbrev=0").decode().strip()
    if not tag:
        return ["breaking changes: skipped, there is no tagged release to compare with"]
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=BytesIO(_git("archive", tag, _PACKAGE))) as archive:
            archive.extractall(folder, filter="data")
        changes = breakages(Face.of(Path(folder)), face)
    return [f"breaking changes since {tag}: {len(changes)}", *changes]


def _git(*arguments: str) -> bytes:
    """The output of git; empty when it fails."""
    completed = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    return completed.stdout if completed.returncode == 0 else b""


if __name__ == "__main__":
    sys.exit(main())
