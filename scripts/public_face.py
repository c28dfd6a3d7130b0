"""Keeps the public face of the package still: names, signatures, types.

    python scripts/public_face.py            write docs/public-face.txt, which accepts the face
    python scripts/public_face.py --check    write nothing; tell what is different, exit 1 if it is

The face is read off the source, one line per thing: what `flochat`, `flochat.types` and
`flochat.models` export, what a client leads to, and what their annotations name. A line that names
any other module is a mistake: users meet something there that they cannot import. `--check` tells
too what griffe finds to break the calls of users of the last tagged release.
"""

from __future__ import annotations

import argparse
import re
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
#: What users import from beside the package itself; a name of both is told once.
_OPEN_MODULES: Final = ("types", "models")
_TYPE_VARIABLES: Final = frozenset({"ParamSpec", "TypeVar"})
#: Nobody but the client makes these, as it makes its parts; how is not of the face.
_MADE_BY_THE_CLIENT: Final = frozenset(
    {"AsyncBulkJob", "AsyncPager", "BulkJob", "BulkOutcomes", "Pager"}
)
#: Special methods that make no difference to whoever uses a thing.
_UNTOLD: Final = frozenset({"__repr__", "__reduce__", "__slots__", "__attrs_post_init__"})


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Keep the public face of the package still.")
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
        print("public face: changed; if that is meant, run make face and tell it in CHANGELOG.md")
    return 1 if changes else 0


def difference(old: list[str], new: list[str]) -> list[str]:
    """The lines that went, with "-" in front, and those that came, with "+"."""
    _, _, *told = unified_diff(old, new, lineterm="", n=0) if old != new else ("", "")
    return [line for line in told if not line.startswith("@@")]


def breakages(old: Face, new: Face) -> list[str]:
    """What breaks calls that were right before, as griffe finds it."""
    lost = [f"{name}: was removed" for name in sorted(old.objects.keys() - new.objects.keys())]
    return lost + [
        f"{name} {breakage.explain(griffe.ExplanationStyle.MARKDOWN)}"
        for name in sorted(old.objects.keys() & new.objects.keys())
        for breakage in griffe.find_breaking_changes(old.objects[name], new.objects[name])
    ]


@define
class Face:
    """What is public of one state of the package, by the name that users reach it with."""

    package: griffe.Module
    #: What can be imported: its path in the sources -> its name.
    exports: dict[str, str]
    objects: dict[str, griffe.Object] = field(factory=dict)
    #: Parts of the client: their path in the sources -> their place in it.
    parts: dict[str, str] = field(factory=dict)

    @classmethod
    def of(cls, root: Path) -> Face:
        """The face of the sources below a folder: what is exported, and all it leads to."""
        package = griffe.load(
            _PACKAGE,
            search_paths=[root],
            try_relative_path=False,
            allow_inspection=False,
            resolve_aliases=True,
        )
        assert isinstance(package, griffe.Module)
        exports = _exports(package, "")
        for name in _OPEN_MODULES:
            if name in package.members:
                module = _target(package.members[name])
                exports = _exports(module, f"{name}.") | exports
        face = cls(package, exports)
        for path, name in sorted(exports.items(), key=lambda item: item[1].count(".")):
            if path not in face.parts:
                face._add(name, face._found(path))
        return face

    def lines(self) -> list[str]:
        """The face as text, a line for each thing."""
        told = [line for name, found in self.objects.items() for line in _lines(name, found)]
        parts = [
            f"{self.exports[path]} = {place}"
            for path, place in self.parts.items()
            if path in self.exports
        ]
        return sorted(told + parts)

    def _add(self, name: str, found: griffe.Object) -> None:
        if name in self.objects:
            return
        self.objects[name] = found
        for member_name, member in [("", found), *_members(name, found)]:
            for path in _mentioned(member):
                with suppress(
                    KeyError, griffe.AliasResolutionError
                ):  # `args` of a ParamSpec, others' classes
                    self._add_mentioned(self._found(path), f"{name}.{member_name}", member)

    def _add_mentioned(self, found: griffe.Object, place: str, member: griffe.Object) -> None:
        """Add what an annotation names: a part of the client by its place there."""
        path = found.path
        if found.is_class and member.has_labels("property") and not self._is_top(path):
            self.parts.setdefault(path, place)
            self._add(place, found)
            return
        # A member of what is exported, of an enum say, stands there.
        is_told = not self.exports.keys().isdisjoint((path, path.rpartition(".")[0]))
        if not (is_told or found.is_module or _is_hidden(found)):
            self._add(path.removeprefix(f"{_PACKAGE}."), found)

    def _is_top(self, path: str) -> bool:
        """Whether the package itself exports it: it is told there, and not where it is given."""
        return "." not in self.exports.get(path, ".")

    def _found(self, path: str) -> griffe.Object:
        return _target(self.package.modules_collection[path])


def _exports(module: griffe.Object, prefix: str) -> dict[str, str]:
    """What a module has of others of this package: its path in the sources -> its name."""
    return {
        _target(member).path: prefix + name
        for name, member in module.members.items()
        if isinstance(member, griffe.Alias)
        and _is_ours(member.target_path)
        and name not in ("__version__", "lazy_names")
    }


def _is_hidden(found: griffe.Object) -> bool:
    """Whether it is of no use to a reader: a type variable that only ties a signature together."""
    value = found.value if isinstance(found, griffe.Attribute) else None
    is_variable = isinstance(value, griffe.ExprCall) and str(value.function) in _TYPE_VARIABLES
    owner = found.parent
    is_private = found.name.startswith("_") or (owner and owner.is_class and _is_hidden(owner))
    return is_variable or bool(is_private)


def _is_ours(path: str) -> bool:
    return path.startswith(f"{_PACKAGE}.")


def _target(found: griffe.Object | griffe.Alias) -> griffe.Object:
    return found.final_target if isinstance(found, griffe.Alias) else found


def _members(name: str, found: griffe.Object) -> list[tuple[str, griffe.Object]]:
    """What a class has for its users, inherited things too."""
    if not found.is_class:
        return []
    is_a_part = "." in name or name in _MADE_BY_THE_CLIENT
    untold = _UNTOLD | {"__init__"} if is_a_part else _UNTOLD
    return [
        (member_name, _target(member))
        for member_name, member in found.all_members.items()
        if (not _only_raises(_target(member)) and not member_name.startswith("_"))
        or (member_name.startswith("__") and member_name not in untold)
    ]


def _only_raises(found: griffe.Object) -> bool:
    """Whether it is there for its error alone."""
    return isinstance(found, griffe.Function) and str(found.returns) == "NoReturn"


def _mentioned(member: griffe.Object) -> Iterator[str]:
    """The paths of what of this package the annotations and defaults of a thing name."""
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


def _default(found: griffe.Attribute) -> griffe.Expr | str | None:
    """The value that a thing has unless told; how a method comes to one is its own business."""
    if found.has_labels("instance-attribute") and not found.has_labels("class-attribute"):
        return None
    options = _field_options(found)
    return found.value if options is None else options.get("default") or options.get("factory")


def _field_options(found: griffe.Attribute) -> dict[str, griffe.Expr | str] | None:
    """What a field of a record is declared with in `field(...)`."""
    if not isinstance(found.value, griffe.ExprCall) or str(found.value.function) != "field":
        return None
    given = found.value.arguments
    return {option.name: option.value for option in given if isinstance(option, griffe.ExprKeyword)}


def _lines(name: str, found: griffe.Object) -> Iterator[str]:
    if isinstance(found, griffe.Class):
        bases = ", ".join(map(str, found.bases))
        yield f"class {name}({bases})" if bases else f"class {name}"
        yield from _order(name, found)
        for member_name, member in _members(name, found):
            yield from _lines(f"{name}.{member_name}", member)
    elif isinstance(found, griffe.Function):
        kinds = [kind for kind in ("async", "classmethod", "staticmethod") if kind in found.labels]
        yield " ".join([*kinds, _unqualified(found, found.signature(name=name))])
    elif isinstance(found, griffe.Attribute):
        annotation = f": {found.annotation}" if found.annotation else ""
        default = _default(found)
        value = "" if default is None else f" = {default}"
        yield name + _unqualified(found, f"{annotation}{value}")


def _unqualified(found: griffe.Object, text: str) -> str:
    """Without the modules of this package that names are reached through in the sources."""
    for expression in _expressions(found):
        for part in expression.iterate():
            if not isinstance(part, griffe.ExprName):
                continue
            if part.name.islower() and _is_ours(part.canonical_path):
                text = re.sub(rf"(?<![\w.]){part.name}\.(?=[A-Z])", "", text)
    return text


def _order(name: str, found: griffe.Class) -> Iterator[str]:
    """The order in which a record takes its values, where some may be given without a name."""
    decorators = " ".join(str(decorator.value) for decorator in found.decorators)
    if "frozen" in decorators and "kw_only" not in decorators:
        fields = [
            f"{member_name} by name" if _is_by_name(member) else member_name
            for member_name, member in _members(name, found)
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
        found = breakages(Face.of(Path(folder)), face)
    return [f"breaking changes since {tag}: {len(found)}", *found]


def _git(*arguments: str) -> bytes:
    """What git says; nothing when it cannot say."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else b""


if __name__ == "__main__":
    sys.exit(main())
