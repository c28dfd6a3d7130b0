"""Finds the uses of a client in the code of a user, and judges them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import field, frozen

from ..diff import Changes
from ..errors import ContractError
from .clients import FACADE, LOW_LEVEL, Clients, package_paths
from .files import Source, read_sources
from .judge import Judge, Judged
from .model import Unfollowed, Uses
from .program import Program, imported_names
from .reading import read
from .types import Annotations
from .wire import Wire

_GENERATED: Final = "openapi-python-client:"


@frozen
class Found(Uses):
    """The uses that were found, with the code of the client that they are of."""

    wire: Wire = field(kw_only=True, eq=False, repr=False)


def find_uses(paths: Sequence[Path], client: str | None = None) -> Found:
    """Find the uses of `flochat` and `flochat_api` in files, folders and notebooks.

    `client` is "openapi-python-client:PACKAGE" for a generated client: the name of its package, as
    it is found below or beside the paths, or the package's folder. Raises `ContractError` for a
    path that is not there, or a package that cannot be found.
    """
    untold: list[Unfollowed] = []
    sources = read_sources(paths, untold)
    packages = package_paths()
    if client is not None:
        folder = _package(client, paths, sources)
        packages[folder.name] = folder
        sources = [it for it in sources if folder not in it.path.resolve().parents]
    own = packages[FACADE].resolve(), packages.get(LOW_LEVEL, packages[FACADE]).resolve()
    sources = [it for it in sources if not set(own) & set(it.path.resolve().parents)]
    relevant = _relevant(sources, packages)
    program = Program(sources, packages, untold)
    annotations = Annotations(program)
    clients = Clients(program, annotations)
    # The facade's own module, from which its classes are found.
    program.open_client(FACADE)
    modules = [module for it in relevant if (module := program.load(it)) is not None]
    uses = read(modules, program, clients, annotations, untold)
    order = sorted(
        uses, key=lambda use: (use.file, use.cell or 0, use.line, use.column, use.target)
    )
    told = sorted(set(untold), key=lambda it: (it.file, it.line, it.reason))
    wire = Wire(program, clients, annotations)
    return Found(tuple(order), tuple(told), len(sources), wire=wire)


def judge(changes: Changes, uses: Found) -> Judged:
    """What the changes of the contract do to the uses."""
    return Judge(uses, uses.wire).judged(changes)


def _package(client: str, paths: Sequence[Path], sources: Sequence[Source]) -> Path:
    """The folder of a generated package."""
    if not client.startswith(_GENERATED) or client == _GENERATED:
        raise ContractError(client, "is no client", f"write {_GENERATED}PACKAGE")
    name = client.removeprefix(_GENERATED)
    given = Path(name)
    if (given / "client.py").is_file() or (given / "api").is_dir():
        return given.resolve()
    relative = Path(*name.split("."))
    roots = [path.resolve() if path.is_dir() else path.resolve().parent for path in paths]
    beside = [parent for root in roots for parent in (root, *list(root.parents)[:2])]
    below = [parent for it in sources for parent in it.path.resolve().parents[:3]]
    for folder in dict.fromkeys((*beside, *below)):
        for inner in (folder / relative, folder / "src" / relative):
            if (inner / "api").is_dir():
                return inner
    installed = _installed(name)
    if installed is not None:
        return installed
    raise ContractError(
        name,
        "no package of openapi-python-client of that name is beside the code",
        "give the path of its folder",
    )


def _installed(name: str) -> Path | None:
    from importlib.machinery import PathFinder

    if not name.isidentifier():
        return None
    found = PathFinder.find_spec(name)
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent
    return folder if (folder / "api").is_dir() else None


def _relevant(sources: Sequence[Source], packages: Mapping[str, Path]) -> list[Source]:
    """The files that name a client, and those that they import or are imported by.

    A file that is neither cannot be handed anything of a client, except by a framework.
    """
    names = "|".join(map(re.escape, packages))
    wanted = re.compile(rf"\b(?:{names})\b")
    by_stem: dict[str, list[int]] = {}
    for number, it in enumerate(sources):
        stem = it.path.parent.name if it.path.stem == "__init__" else it.path.stem
        by_stem.setdefault(stem, []).append(number)
    by_path = {it.path.resolve(): number for number, it in enumerate(sources)}
    links: dict[int, set[int]] = {number: set() for number in range(len(sources))}
    chosen: set[int] = set()
    for number, it in enumerate(sources):
        if wanted.search(it.text, re.IGNORECASE):
            chosen.add(number)
        linked = {other for name in _stems(it.text) for other in by_stem.get(name, ())}
        for other in linked | _around(it, by_path):
            links[number].add(other)
            links[other].add(number)
    pending = list(chosen)
    while pending:
        for other in links[pending.pop()]:
            if other not in chosen:
                chosen.add(other)
                pending.append(other)
    folders = {sources[it].path.parent for it in chosen if sources[it].path.name == "conftest.py"}
    for number, it in enumerate(sources):
        if it.is_test and folders & set(it.path.parents):
            chosen.add(number)
    return [sources[number] for number in sorted(chosen)]


_RELATIVE: Final = re.compile(r"^[ \t]*from[ \t]+(\.+)[ \t]*import\b", re.M)


def _around(source: Source, by_path: Mapping[Path, int]) -> set[int]:
    """The packages that a file imports from by dots: `from .. import bus`."""
    levels = {len(match[1]) for match in _RELATIVE.finditer(source.text)}
    parents = source.path.resolve().parents
    files = (parents[it - 1] / "__init__.py" for it in levels if it <= len(parents))
    return {by_path[file] for file in files if file in by_path}


_FROM: Final = re.compile(r"^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)", re.M)


def _stems(text: str) -> set[str]:
    """The last names of the modules that a text may import."""
    stems = {part for name in imported_names(text) for part in name.split(".") if part}
    for match in _FROM.finditer(text):
        stems |= set(re.findall(r"\w+", match[2]))
    return stems
