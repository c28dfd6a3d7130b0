"""What the notebook shows is what running it gives, and its pictures are there."""

from __future__ import annotations

import base64
import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any, Final

import nbformat
import pytest

from scripts import notebook

NOTEBOOK: Final = Path(__file__).with_name("people.ipynb")
CELLS: Final[list[dict[str, Any]]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
FEWEST_COLOURS: Final = 20  # of a drawn chart, with what smooths its letters; a blank one has one


def outputs() -> list[dict[str, Any]]:
    return [output for cell in CELLS for output in cell.get("outputs", ())]


def pictures() -> list[bytes]:
    kept = (output.get("data", {}).get("image/png") for output in outputs())
    return [base64.b64decode(text) for text in kept if text]


def pixels(png: bytes) -> set[bytes]:
    """The colours of a picture of eight bits and four channels, as matplotlib writes it."""
    size, depth, kind = struct.unpack(">I", png[16:20])[0], png[24], png[25]
    assert (depth, kind) == (8, 6)
    data, at = b"", 8
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if name == b"IDAT" else b""
        at += length + 12
    rows = zlib.decompress(data)
    width = size * 4 + 1
    return {
        rows[i : i + 4]
        for row in range(0, len(rows), width)
        for i in range(row + 1, row + width, 4)
    }


def test_its_pictures_are_kept_in_it_and_something_is_drawn_on_them() -> None:
    assert len(pictures()) == 2
    for picture in pictures():
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert len(pixels(picture)) > FEWEST_COLOURS


def test_tables_of_pandas_and_of_this_package_show_as_html() -> None:
    shown = "".join("".join(it.get("data", {}).get("text/html", "")) for it in outputs())
    assert 'class="dataframe"' in shown
    assert "<caption>BulkPlan</caption>" in shown
    assert "Subscriber" in shown


def test_nothing_in_it_failed_and_no_path_of_a_machine_is_in_it() -> None:
    assert all(output["output_type"] != "error" for output in outputs())
    assert not any(output.get("name") == "stderr" for output in outputs())
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert not any(
        place in text for place in ("/tmp/", "/home/", "/root", "C:\\\\", "site-packages")
    )


@pytest.mark.long
def test_running_it_anew_shows_the_same_numbers() -> None:
    """A process of its own: what runs kernels warns of this and that."""
    script = Path(__file__).parents[2] / "scripts" / "notebook.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "it shows what is kept: 23 cells, 2 pictures" in done.stdout


def test_a_notebook_that_would_show_something_else_is_found_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = NOTEBOOK.read_text(encoding="utf-8")
    changed = kept.replace("250 people with 4", "251 people with 4")
    assert changed != kept
    before, after = (nbformat.reads(text, as_version=4) for text in (changed, kept))
    assert notebook.report(after, after) == 0
    assert notebook.report(before, after) == 1
    assert "250 people with 4" in capsys.readouterr().out
    for cell in after.cells:
        cell["outputs"] = []
    assert notebook.report(before, after) == 1
