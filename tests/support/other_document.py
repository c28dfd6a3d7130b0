"""The tests on another contract than the one in `openapi.json`.

    python -m tests.support.other_document [ARGUMENT OF PYTEST ...]

For each document of `other_documents` the repository is copied, the document and the client that is
generated from it take the place of those in the copy, and the tests that depend on them run there.
What a pull may bring must not fail them: a pull request says "Checks: failed" otherwise.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from flochat.contract import vendored_contract
from flochat.contract.document import Document, check
from flochat.contract.normalise import dump, normalise
from scripts.regeneration.generate import generate
from scripts.regeneration.tools import ROOT
from tests.support.other_documents import DOCUMENTS

#: The tests that read contract or client, but for those that regenerate, which bring their own.
_OF_THE_CONTRACT: Final = (
    "tests/contract/test_change_report.py",
    "tests/contract/test_diff.py",
    "tests/contract/test_diff_naming.py",
    "tests/contract/test_facade.py",
    "tests/contract/test_host.py",
    "tests/contract/test_impact.py",
    "tests/contract/test_normalise.py",
    "tests/contract/test_openapi_document.py",
    "tests/contract/test_operations_command.py",
    "tests/contract/test_overlay.py",
    "tests/scripts/regeneration/test_index.py",
    "tests/scripts/regeneration/test_report.py",
    "tests/scripts/test_contract_diff.py",
    "tests/scripts/test_operations_page.py",
    "tests/test_seam.py",
)
_ALL: Final = (*_OF_THE_CONTRACT, "tests/facade", "tests/sandbox", "tests/test_docs.py")
#: The second document says all that the first says, and more.
TESTS: Final = {"additive": _OF_THE_CONTRACT, "pulled": _ALL}
#: They are long, and look at how something is sent rather than at what the document says.
_LEFT_OUT: Final = (
    "tests/facade/test_bulk.py",
    "tests/facade/test_bulk_cut.py",
    "tests/facade/test_bulk_files.py",
    "tests/facade/test_bulk_journal.py",
    "tests/facade/test_export_journal.py",
    "tests/facade/test_export_splits.py",
    "tests/facade/test_mirror_forget.py",
    "tests/facade/test_mirror_moving.py",
    "tests/facade/test_mirror_wild.py",
    "tests/facade/test_requests_spent.py",
    "tests/sandbox/test_browser.py",
    "tests/sandbox/test_call_command.py",
    "tests/sandbox/test_faults.py",
)

#: They generate clients of documents of their own.
_REGENERATING: Final = (
    "tests/contract/test_impact.py::test_what_the_report_names_is_what_fails",
    "tests/scripts/regeneration/test_index.py::test_editing_changes_no_request",
)


def make_copy(document: Document, folder: Path) -> None:
    """Copy the repository, with this document and its client in the place of those there."""
    for name in _files():
        if (ROOT / name).is_file() and not name.startswith("generated/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    check(document)
    normal = normalise(document)
    (folder / "openapi.json").write_text(dump(normal), encoding="utf-8")
    (folder / "generated").mkdir()
    generate(normal, folder / "generated")
    (folder / ".venv-generator").symlink_to(ROOT / ".venv-generator")


def run_tests(folder: Path, *arguments: str) -> int:
    """Run tests in a copy, on nothing but what is in it; pytest's exit status."""
    path = os.pathsep.join([str(folder), str(folder / "generated")])
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, cwd=folder, env=environment).returncode


def main() -> int:
    for name, grow in DOCUMENTS.items():
        print(f"documents-check: {name}", flush=True)
        with tempfile.TemporaryDirectory(prefix=f"flochat-{name}-") as folder:
            make_copy(grow(vendored_contract(overlaid=False)), Path(folder))
            left_out = [f"--ignore={path}" for path in _LEFT_OUT]
            left_out += [f"--deselect={test}" for test in _REGENERATING]
            if status := run_tests(Path(folder), *TESTS[name], *left_out, *sys.argv[1:]):
                return status
    return 0


def _files() -> list[str]:
    """What belongs to the repository, new files included; nothing that is ignored."""
    command = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name]


if __name__ == "__main__":
    sys.exit(main())
