"""Keeps the public face of the package stable: names, signatures, types.

    python scripts/public_face.py            write docs/public-face.txt, which accepts the face
    python scripts/public_face.py --check    write nothing; print what differs, exit 1 if it does

The face is read from the source, one line per item: what `flochat` and its public modules export,
what a client leads to, and what their annotations name. A line that names any other module is a
mistake: users meet something there that they cannot import. `--check` also prints the changes since
the last tagged release that griffe considers breaking.
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
#: What users import from besides the package itself; a name that is in both is listed once.
OPEN_MODULES: Final = (
    *("types", "models", "tables", "callbacks", "otel", "errors", "phones"),
    *("sandbox", "testing", "probe", "contract"),
)
_TYPE_VARIABLES: Final = frozenset({"ParamSpec", "TypeVar"})
#: Only the client makes these, as it makes its parts: their constructors are not public.
_MADE_BY_THE_CLIENT: Final = frozenset(
    {
        *("AsyncBulkJob", "AsyncExportJob", "AsyncPager"),
        *("BulkJob", "BulkOutcomes", "ExportJob", "Pager"),
    }
    | {"callbacks.AsgiApp", "callbacks.WsgiApp"}  # and these, `Callbacks`
)
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
        for name in OPEN_MODULES:
            if name in package.members:
                module = _target(package.members[name])
                exports = _exports(module, f"{name}.") | exports
        face = cls(package, exports)
        for path, name in sorted(exports.items(), key=lambda item: item[1].count(".")):
            if path not in face.parts:
                face._add(name, face._definition(path))
        return face

    def lines(self) -> list[str]:
        """The face as text, a line for each item."""
        lines = [
            line for name, definition in self.objects.items() for line in _lines(name, definition)
        ]
        parts = [
            f"{self.exports[path]} = {place}"
            for path, place in self.parts.items()
            if path in self.exports
        ]
        return sorted(lines + parts)

    def _add(self, name: str, definition: griffe.Object) -> None:
        if name in self.objects:
            return
        self.objects[name] = definition
        for member_name, member in [("", definition), *_members(name, definition)]:
            for path in _mentioned(member):
                # The `args` of a ParamSpec and the classes of other packages are defined nowhere.
                with suppress(KeyError, griffe.AliasResolutionError):
                    self._add_mentioned(self._definition(path), f"{name}.{member_name}", member)

    def _add_mentioned(self, definition: griffe.Object, place: str, member: griffe.Object) -> None:
        """Add what an annotation names: a part of the client by its place there."""
        path = definition.path
        if definition.is_class and member.has_labels("property") and self._is_part(path):
            self.parts.setdefault(path, place)
            self._add(place, definition)
            return
        # A member of an exported class, for example of an enum, is listed there.
        is_listed = not self.exports.keys().isdisjoint((path, path.rpartition(".")[0]))
        if not (is_listed or definition.is_module or _is_hidden(definition)):
            self._add(path.removeprefix(f"{_PACKAGE}."), definition)

    def _is_part(self, path: str) -> bool:
        """Whether it is a part of the client, and not something that is listed where it is from."""
        return self.exports.get(path, "types.").startswith("types.")

    def _definition(self, path: str) -> griffe.Object:
        return _target(self.package.modules_collection[path])


def _exports(module: griffe.Object, prefix: str) -> dict[str, str]:
    """What a module exports of this package: its path in the sources -> its name."""
    return {
        _target(member).path: prefix + name
        for name, member in module.members.items()
        if (_is_ours(member.target_path) if isinstance(member, griffe.Alias) else _is_own(member))
        and not name.startswith("_")
        and name != "lazy_names"
    }


def _is_own(definition: griffe.Object) -> bool:
    """Whether a module defines it itself, for its users."""
    is_code = definition.is_function or definition.is_class
    return is_code and not definition.name.startswith("_")


def _is_hidden(definition: griffe.Object) -> bool:
    """Whether it is of no use to a reader: private, or a type variable nobody imports."""
    value = definition.value if isinstance(definition, griffe.Attribute) else None
    is_variable = isinstance(value, griffe.ExprCall) and str(value.function) in _TYPE_VARIABLES
    owner = definition.parent
    is_private = definition.name.startswith("_") or (owner and owner.is_class and _is_hidden(owner))
    return is_variable or bool(is_private)


def _is_ours(path: str) -> bool:
    return path.startswith(f"{_PACKAGE}.")


def _target(definition: griffe.Object | griffe.Alias) -> griffe.Object:
    return definition.final_target if isinstance(definition, griffe.Alias) else definition


def _members(name: str, definition: griffe.Object) -> list[tuple[str, griffe.Object]]:
    """What a class offers its users, inherited members included."""
    if not definition.is_class:
        return []
    is_inside = "." in name.removeprefix("callbacks.")
    is_a_part = is_inside or name in _MADE_BY_THE_CLIENT
    ignored = _IGNORED | {"__init__"} if is_a_part else _IGNORED
    return [
        (member_name, _target(member))
        for member_name, member in definition.all_members.items()
        if not _only_raises(_target(member))
        and (
            not member_name.startswith("_")
            or (member_name.startswith("__") and member_name not in ignored)
        )
    ]


def _only_raises(definition: griffe.Object) -> bool:
    """Whether calling it can only fail: it is there for the text of its error."""
    return isinstance(definition, griffe.Function) and str(definition.returns) == "NoReturn"


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
        yield " ".join([*kinds, _unqualified(definition, definition.signature(name=name))])
    elif isinstance(definition, griffe.Attribute):
        annotation = f": {definition.annotation}" if definition.annotation else ""
        default = _default(definition)
        value = "" if default is None else f" = {default}"
        yield name + _unqualified(definition, f"{annotation}{value}")


def _unqualified(definition: griffe.Object, text: str) -> str:
    """The text without the modules of this package in front of the names in it."""
    for expression in _expressions(definition):
        for part in expression.iterate():
            if not isinstance(part, griffe.ExprName):
                continue
            if part.name.islower() and _is_ours(part.canonical_path):
                text = re.sub(rf"(?<![\w.]){part.name}\.(?=[A-Z])", "", text)
    return text


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
