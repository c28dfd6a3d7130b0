"""The contract room works in an installed wheel, where the repository's scripts are not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import flochat

PACKAGE = Path(flochat.__file__).parent
NOT_PACKAGED = {"scripts", "tests", "benchmarks"}


def imported(file: Path) -> Iterator[str]:
    """The top-level packages that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_nothing_in_the_package_imports_what_is_not_packaged() -> None:
    files = list(PACKAGE.rglob("*.py"))
    assert len(files) > 200
    assert [str(file) for file in files if not NOT_PACKAGED.isdisjoint(imported(file))] == []
