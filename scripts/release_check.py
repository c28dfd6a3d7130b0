"""Checks a release as the workflow does, without publishing anything.

    python scripts/release_check.py                        all of it, into dist/
    python scripts/release_check.py agree [--tag v1.2.3]   tag, version, changelog, addresses
    python scripts/release_check.py build [DIST]           sdist, wheel, bill of materials, notes
    python scripts/release_check.py test [DIST] [-- ...]   the tests of the sdist, by pytest
    python scripts/release_check.py install [DIST]         the wheel on three Pythons

Each says what it found, goes on, and ends with 1 if anything has to be mended first. Nothing but
the package registries is asked over the network: what is built is built once, with the pinned tools
of this environment, and a second build elsewhere has to give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flochat import __version__
from flochat.sandbox import serve
from scripts import project_links
from scripts.release import bom, changelog, deprecations, packages, pythons

ROOT: Final = Path(__file__).resolve().parent.parent
#: The extras that users get, whose packages are optional parts of the bill of materials.
_OURS: Final = "dev"


def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    own, _, for_pytest = _split(given)
    options = _parser().parse_args(own)
    dist = Path(options.dist).resolve()
    steps: dict[str, Callable[[], Iterator[str]]] = {
        "agree": lambda: agree(options.tag),
        "build": lambda: build(dist),
        "test": lambda: test(dist, for_pytest),
        "install": lambda: install(dist),
    }
    chosen = steps if options.step == "all" else {options.step: steps[options.step]}
    problems: list[str] = []
    for name, step in chosen.items():
        try:
            found = list(step())
        except ValueError as error:
            found = [str(error)]
        print(f"{name}: {'ok' if not found else f'{len(found)} to mend'}", flush=True)
        problems += [f"{name}: {problem}" for problem in found]
    for problem in problems:
        print(f"release: {problem}", file=sys.stderr)
    print("release: not ready" if problems else f"release: {__version__} is ready")
    return 1 if problems else 0


def _split(arguments: list[str]) -> tuple[list[str], str, list[str]]:
    """What is for us, and behind -- what is for pytest."""
    if "--" not in arguments:
        return arguments, "", []
    place = arguments.index("--")
    return arguments[:place], "--", arguments[place + 1 :]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Check a release, without publishing it.")
    steps = ("all", "agree", "build", "test", "install")
    parser.add_argument("step", nargs="?", default="all", choices=steps)
    parser.add_argument("dist", nargs="?", default=str(ROOT / "dist"), help="where the files are")
    parser.add_argument("--tag", help="the tag that is released, v1.2.3; without, the next one")
    return parser


def agree(tag: str | None) -> Iterator[str]:
    """Whether all that says which version this is, and where the project is, says the same."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    today = datetime.now(UTC).date()
    yield from changelog.disagreements(__version__, text, tag, today=today)
    policy = (ROOT / "docs" / "policies" / "versions.md").read_text(encoding="utf-8")
    yield from deprecations.problems(ROOT / "flochat", __version__, text, policy)
    yield from project_links.problems(ROOT, is_release=True)


def build(dist: Path) -> Iterator[str]:
    """Build what is published, and see that it is whole and can be built again."""
    epoch = packages.time_of(ROOT)
    try:
        made = packages.build(ROOT, dist, epoch=epoch)
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch, "elsewhere")
            packages.copy_elsewhere(ROOT, copy)
            again = packages.build(copy, Path(scratch, "dist"), epoch=epoch).digests
    except subprocess.CalledProcessError as error:
        yield f"{error.stdout}{error.stderr}".strip()
        return
    for name, digest in made.digests.items():
        print(f"  {digest}  {name}")
        if again.get(name) != digest:
            yield f"{name} has other bytes when it is built again, elsewhere"
    yield from packages.problems(made, ROOT)
    yield from _write_beside(dist, made, epoch)


def _write_beside(dist: Path, made: packages.Packages, epoch: int) -> Iterator[str]:
    """Write the notes and the bill of materials, in a folder of their own."""
    beside = dist / packages.BESIDE
    beside.mkdir()
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    wanted, _ = project_links.addresses(ROOT)
    blob = f"{wanted.repository}/blob/v{__version__}"
    notes = changelog.notes(__version__, text, blob=blob)
    (beside / "notes.md").write_text(notes, encoding="utf-8")
    extras = [name for name in _extras(made.wheel) if name != _OURS]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
    what = f"{made.wheel}[{','.join(extras)}]"
    done = subprocess.run(
        [*command, "--ignore-installed", "--report", "-", what], capture_output=True, text=True
    )
    if done.returncode:
        yield f"no bill of materials: {done.stderr.strip()}"
        return
    document = bom.bill_of_materials(
        json.loads(done.stdout), made.wheel, extras=extras, epoch=epoch
    )
    place = beside / f"flochat-{__version__}.cdx.json"
    place.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    print(f"  {place.name}: {len(document['components'])} components")


def _extras(wheel: Path) -> list[str]:
    return packages.metadata(wheel).get_all("Provides-Extra", [])


def test(dist: Path, arguments: list[str]) -> Iterator[str]:
    """Run the tests that are in the sdist, on the code that is in the sdist.

    They run in this environment, which has what they need, and see nothing of this folder but its
    two environments.
    """
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(packages.find(dist).sdist) as archive:
            archive.extractall(scratch, filter="data")
        (root,) = Path(scratch).iterdir()
        for environment in (".venv", ".venv-generator"):
            if (ROOT / environment).exists():
                (root / environment).symlink_to(ROOT / environment)
        variables = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, (root, root / "generated"))),
        }
        where = "import flochat, flochat_api; print(flochat.__file__, flochat_api.__file__)"
        seen = _run([sys.executable, "-c", where], root, variables).stdout.split()
        if not all(Path(file).is_relative_to(root) for file in seen):
            yield f"the tests would run on {' and '.join(seen)}"
            return
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
        done = subprocess.run(command, cwd=root, env=variables, check=False)
        if done.returncode:
            yield f"the tests of the sdist ended with {done.returncode}"


def install(dist: Path) -> Iterator[str]:
    """Use the wheel on three Pythons, with the oldest and the newest of what it needs."""
    wheel = packages.find(dist).wheel
    promised = pythons.promised(ROOT)
    found = pythons.find(promised)
    chosen = [found[0], *found[1:][-(pythons.WANTED - 1) :]] if found else []
    with serve() as server, tempfile.TemporaryDirectory() as scratch:
        for python in chosen:
            for dependencies in (pythons.LOWEST, pythons.NEWEST):
                what = f"Python {python.version}, {dependencies} dependencies"
                problem = pythons.try_wheel(
                    wheel, python, dependencies, server, Path(scratch), ROOT
                )
                print(f"  {what}: {'ok' if problem is None else 'fails'}", flush=True)
                if problem is not None:
                    yield f"{what}: {problem}"
    missing = [version for version in promised if version not in [it.version for it in found]]
    if missing:
        print(f"  not on this machine: Python {', '.join(missing)}")
    if len(chosen) < pythons.WANTED and "CI" in os.environ:
        yield f"only {len(chosen)} of {pythons.WANTED} Pythons are here"


def _run(
    command: list[str], folder: Path, variables: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=variables, check=True, capture_output=True, text=True
    )


if __name__ == "__main__":
    sys.exit(main())
