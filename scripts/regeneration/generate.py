"""From the vendored contract to the generated client."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from flochat.contract.normalise import dump
from flochat.contract.overlay import read, to_generate
from scripts.regeneration import index, provenance
from scripts.regeneration.tools import TOOLS, Tools, run

__all__ = ["PACKAGE", "Tools", "generate"]

PACKAGE: Final = index.PACKAGE
# Unused imports, duplicate imports, their order. No other rule may change what the generator wrote.
_LINT: Final = ("check", "--isolated", "--no-cache", "--select", "F401,F811,I001", "--fix-only")
_FORMAT: Final = ("format", "--isolated", "--no-cache")


def generate(
    document: dict[str, Any], target: Path, tools: Tools = TOOLS, *, work: Path | None = None
) -> None:
    """Generate the client of a contract into `target`: `flochat_api` and `provenance.json`.

    `document` is the contract as `openapi.json` has it: overlay and title transform are applied
    here. The same document and tools give the same bytes. The generator works in a folder of its
    own in `work`, or else in the temporary folder. Raises ContractError when the generator
    warns or fails, when an operation has no module, or when the environment is not the pinned one.
    """
    inputs = provenance.inputs(document, tools)
    contract = to_generate(document, read(tools.overlay))
    with tempfile.TemporaryDirectory(prefix="flochat-generate-", dir=work) as name:
        folder = Path(name)
        package = _run_generator(contract, folder, tools)
        (package / "py.typed").touch()
        (package / "operations.py").write_text(index.render(contract, package), encoding="utf-8")
        _tidy(folder, tools)
        shutil.copytree(package, target / PACKAGE)
    provenance.write(target, inputs)


def _run_generator(contract: dict[str, Any], folder: Path, tools: Tools) -> Path:
    (folder / "contract.json").write_text(dump(contract), encoding="utf-8")
    options: dict[str, str | Path] = {
        "--path": "contract.json",
        "--meta": "none",
        "--config": tools.config.absolute(),
        "--custom-template-path": tools.templates.absolute(),
        "--output-path": PACKAGE,
    }
    run(
        "generate",
        [
            tools.executable("openapi-python-client"),
            "generate",
            "--fail-on-warning",
            *(word for option in options.items() for word in option),
        ],
        folder=folder,
        timeout=tools.timeout,
        remedy="correct the document in the overlay, or have it corrected at its source",
    )
    return folder / PACKAGE


def _tidy(folder: Path, tools: Tools) -> None:
    ruff = tools.executable("ruff")
    for command in (_LINT, _FORMAT):
        run(
            "generate",
            [ruff, *command, PACKAGE],
            folder=folder,
            timeout=tools.timeout,
            remedy="look at the generated code that ruff cannot read",
        )
