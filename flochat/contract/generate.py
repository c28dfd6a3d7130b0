"""From the vendored contract to the generated client."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from flochat.contract import index, provenance
from flochat.contract.normalise import dump
from flochat.contract.overlay import read, to_generate
from flochat.contract.tools import Tools

__all__ = ["PACKAGE", "Tools", "generate"]

PACKAGE = "flochat_api"
# Unused and doubled imports and their order: any further rule could change what the generator wrote.
_LINT = ("check", "--isolated", "--no-cache", "--select", "F401,F811,I001", "--fix-only", "--quiet")
_FORMAT = ("format", "--isolated", "--no-cache", "--quiet")


def generate(document: dict[str, Any], target: Path, tools: Tools = Tools()) -> None:
    """Generate the client of a contract: the package `flochat_api` and `provenance.json`, in the folder `target`.

    `document` is the contract as `openapi.json` holds it; overlay and title transform are laid over it here. The same
    document and tools give the same bytes. Raises ContractError when the generator warns, fails or loses something, and
    when its environment is not the pinned one.
    """
    contract = to_generate(document, read(tools.overlay))
    with tempfile.TemporaryDirectory(prefix="flochat-generate-") as folder:
        package = _run_generator(contract, Path(folder), tools)
        (package / "py.typed").touch()
        (package / "operations.py").write_text(index.render(contract, package), encoding="utf-8")
        for command in (_LINT, _FORMAT):
            tools.run("ruff", [*command, PACKAGE], folder=Path(folder))
        shutil.copytree(package, target / PACKAGE)
    provenance.write(target, document, tools)


def _run_generator(contract: dict[str, Any], folder: Path, tools: Tools) -> Path:
    (folder / "contract.json").write_text(dump(contract), encoding="utf-8")
    options: dict[str, str | Path] = {
        "--path": "contract.json",
        "--meta": "none",
        "--config": tools.config.resolve(),
        "--custom-template-path": tools.templates.resolve(),
        "--output-path": PACKAGE,
    }
    arguments = [argument for option in options.items() for argument in option]
    tools.run("openapi-python-client", ["generate", "--fail-on-warning", *arguments], folder=folder)
    return folder / PACKAGE
