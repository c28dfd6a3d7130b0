"""All examples: short, documented alike, and whole when somebody copies the folder out of here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

HERE: Final = Path(__file__).parent
FOLDERS: Final = sorted(path.parent.name for path in HERE.glob("*/README.md"))
#: What shows each of them on the sandbox; the notebook is run by a test of its own.
DEMOS: Final = {path.parent.name: path.name for path in HERE.glob("*/demo.py")}
DEMOS["agent_triage"] = "triage.py"
MOST_LINES: Final = 150
#: What each page says, and the beginnings of the headings under which those of programs say it.
WORDS: Final = ("sandbox", "FLOCHAT_API_KEY", "request", "interrupt|stop")
QUESTIONS: Final = ("Try it", "With your", "What it costs", "When it is interrupted")
#: A line that each demo must come to.
LAST_LINES: Final = {
    "agent_triage": "! the human said no",
    "copy_flow": "would be created: 0",
    "crm_tags": "0 people changed, 3 rows left out",
    "human_handover": "We open tomorrow at 09:00",
    "nightly_duckdb": "3 new, 0 changed",
    "order_bot": "Somebody will be with you soon.",
    "whatsapp_campaign": "36 people were reached, nobody more than 1 time",
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_programs_are_short(folder: str) -> None:
    programs = [
        path
        for path in (HERE / folder).rglob("*.py")
        if path.name != "demo.py" and not path.name.startswith(("test_", "conftest"))
    ]
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in programs)
    assert lines < MOST_LINES, [path.name for path in programs]


@pytest.mark.parametrize("folder", FOLDERS)
def test_its_page_says_how_to_run_it_what_it_costs_and_what_an_interruption_does(
    folder: str,
) -> None:
    page = (HERE / folder / "README.md").read_text("utf-8")
    assert [word for word in WORDS if not re.search(word, page)] == []
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    missing = [it for it in QUESTIONS if not any(found.startswith(it) for found in headings)]
    assert missing == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_its_page_names_only_files_that_are_there(folder: str) -> None:
    page = (HERE / folder / "README.md").read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page)
    assert links
    assert [link for link in links if not (HERE / folder / link).exists()] == []


def test_the_list_of_examples_has_all_of_them() -> None:
    listed = re.findall(r"\]\((\w+)/README\.md\)", (HERE / "README.md").read_text("utf-8"))
    assert sorted(listed) == FOLDERS
    assert len(FOLDERS) == 8  # seven, and the notebook


@pytest.mark.parametrize("folder", FOLDERS)
def test_only_what_is_public_is_used(folder: str) -> None:
    text = "".join(path.read_text("utf-8") for path in (HERE / folder).glob("*.py"))
    assert not re.search(r"(from|import) flochat(\.\w+)*\.?_\w|\bflochat_api\b", text)


@pytest.mark.long
@pytest.mark.parametrize("folder", sorted(DEMOS))
def test_a_copy_of_the_folder_runs_on_the_sandbox_by_one_command(
    folder: str, tmp_path: Path
) -> None:
    """From another directory, and without this project on the path."""
    copy = shutil.copytree(HERE / folder, tmp_path / "copied", ignore=shutil.ignore_patterns("__*"))
    own = {
        "FLOCHAT_API_KEY",
        "FLOCHAT_BASE_URL",
        "FLOCHAT_COUNTRY",
        "FLOCHAT_TIME_ZONE",
        "PYTHONPATH",
    }
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", str(copy / DEMOS[folder])],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name not in own}
        | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert LAST_LINES[folder] in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("folder", ["copy_flow", "crm_tags", "nightly_duckdb", "whatsapp_campaign"])
def test_a_command_says_what_it_takes(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    name = {"nightly_duckdb": "nightly", "whatsapp_campaign": "campaign"}.get(folder, folder)
    program = import_module(f"examples.{folder}.{name}")
    with pytest.raises(SystemExit) as ended:
        program.main(["--help"])
    assert ended.value.code == 0
    assert "FLOCHAT_API_KEY" in capsys.readouterr().out
