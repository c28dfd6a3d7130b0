"""Derives what type checkers read of the modules whose names are loaded on first use.

    python scripts/lazy_names.py            write the imports below each `_HOMES`
    python scripts/lazy_names.py --check    say what is stale, and exit 1 when something is

Such a module has a table `_HOMES`, from a module to the names that live in it, and imports for type
checkers between two marker comments. The table is written by hand, the imports by this script.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
MODULES: Final = tuple(
    ROOT / "flochat" / name
    for name in (
        "__init__.py",
        "types.py",
        "models/__init__.py",
        "callbacks/__init__.py",
        "probe/__init__.py",
        "tables/__init__.py",
        "testing/__init__.py",
        "_async/resources/__init__.py",
        "_requests/__init__.py",
        "_sending/__init__.py",
        "_snapshot/__init__.py",
        "_wire/__init__.py",
    )
)

LONGEST_LINE: Final = 100
BEGIN: Final = "    # Derived from _HOMES by scripts/lazy_names.py.\n"
END: Final = "    # End of what is derived.\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Derive the imports for type checkers.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when stale")
    options = parser.parse_args(arguments)
    stale = []
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        wanted = derived(source)
        if source != wanted:
            stale.append(path.relative_to(ROOT).as_posix())
            if not options.check:
                path.write_text(wanted, encoding="utf-8")
    if options.check:
        for name in stale:
            print(f"{name}: its imports differ from its _HOMES", file=sys.stderr)
        print("lazy names: stale, run make names" if stale else "lazy names: fresh")
        return 1 if stale else 0
    print(f"lazy names: {len(stale)} of {len(MODULES)} files written")
    return 0


def derived(source: str) -> str:
    """The text of a module, with the imports that its table asks for."""
    head, _, rest = source.partition(BEGIN)
    _, _, tail = rest.partition(END)
    imports = "".join(_import(home, name) for home, name in names(source))
    return f"{head}{BEGIN}{imports}{END}{tail}"


def _import(home: str, name: str) -> str:
    line = f"    from {home} import {name} as {name}\n"
    if len(line) <= LONGEST_LINE + 1:  # with its end
        return line
    return f"    from {home} import (\n        {name} as {name},\n    )\n"


def names(source: str) -> Iterator[tuple[str, str]]:
    """Each home and name of the table `_HOMES`, in the order in which imports are sorted."""
    table = next(
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and _target(node) == "_HOMES" and node.value
    )
    homes: dict[str, tuple[str, ...]] = ast.literal_eval(table)
    for home in sorted(homes):
        for name in sorted(homes[home], key=_sorting):
            yield home, name


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return target.id if isinstance(target, ast.Name) else ""


def _sorting(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest, each without regard to case: as ruff sorts them."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    return kind, name.casefold()


if __name__ == "__main__":
    sys.exit(main())
