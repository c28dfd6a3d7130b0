"""Run the notebook of the examples and keep what it shows: examples/notebook/people.ipynb.

With --check nothing is written: the exit status is 1 when it fails, or shows other numbers than
those that are kept. Pictures are compared by whether they are there, since fonts differ.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

NOTEBOOK: Final = Path(__file__).parents[1] / "examples" / "notebook" / "people.ipynb"
PICTURE: Final = "image/png"
TIMEOUT: Final = 120  # seconds, for a cell


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, and compare")
    options = parser.parse_args(arguments)
    kept = nbformat.read(NOTEBOOK, as_version=4)
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(NOTEBOOK.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        print(f"{NOTEBOOK.name}: {error}", file=sys.stderr)
        return 1
    if options.check:
        return report(kept, notebook)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    nbformat.write(notebook, NOTEBOOK)
    print(f"wrote {NOTEBOOK.name}: {len(notebook.cells)} cells")
    return 0


def report(kept: Any, shown: Any) -> int:
    """Say which cells show something else."""
    differing = [
        (number, before, after)
        for number, (before, after) in enumerate(zip(kept.cells, shown.cells, strict=True), 1)
        if before.cell_type == "code" and outputs(before) != outputs(after)
    ]
    for number, before, after in differing:
        print(f"cell {number} shows\n  {outputs(after)}\nand not\n  {outputs(before)}")
    if differing:
        print("run scripts/notebook.py (make notebook) if that is right", file=sys.stderr)
        return 1
    pictures = sum(PICTURE in output for cell in shown.cells for output in outputs(cell))
    print(f"it shows what is kept: {len(shown.cells)} cells, {pictures} pictures")
    return 0


def outputs(cell: Any) -> list[dict[str, str]]:
    """What a cell shows, by media type; of pictures only that they are there."""
    shown = []
    for output in cell.get("outputs", ()):
        if output.output_type == "stream":
            shown.append({output.name: output.text})
        else:
            shown.append(
                {kind: "" if kind == PICTURE else text for kind, text in output.data.items()}
            )
            if PICTURE in output.data:
                shown[-1].pop("text/plain", None)  # the size of the figure, in pixels of a screen
    return shown


if __name__ == "__main__":
    sys.exit(main())
