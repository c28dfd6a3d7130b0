"""A program that imports all of a generated client and prints what is in it, as JSON.

It runs in a process of its own, since the code that it imports is not trusted yet.
Usage: python -I -B import_all.py FOLDER PACKAGE
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import sys


def main(folder: str, package: str) -> None:
    sys.path.insert(0, folder)
    root = importlib.import_module(package)
    for module in pkgutil.walk_packages(root.__path__, f"{package}."):
        importlib.import_module(module.name)
    models = importlib.import_module(f"{package}.models")
    operations = importlib.import_module(f"{package}.operations").OPERATIONS
    content = {
        "models": [name for name in models.__all__ if getattr(models, name) is not None],
        "operations": operations,
        "arguments": {row.module: _arguments(row.module) for row in operations.values()},
    }
    json.dump(content, sys.stdout)


def _arguments(module: str) -> list[str]:
    builder = importlib.import_module(module)._get_kwargs
    return list(inspect.signature(builder).parameters)


if __name__ == "__main__":
    main(*sys.argv[1:])
