"""docs/guides/testing.md: its files are a suite that passes, and what it shows is what one sees."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from flochat import Flochat
from flochat.sandbox import Server
from flochat.testing import FaultPlan
from flochat.testing.plugin import FIXTURES

from .test_runners import run

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "guides" / "testing.md"
TEXT: Final = PAGE.read_text(encoding="utf-8")
_FILE: Final = re.compile(
    r"^`([\w.]+)`:\n\n<!-- [^\n]* -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
FILES: Final = dict(_FILE.findall(TEXT))
BLOCKS: Final = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_every_block_is_a_file_or_run_as_those_of_all_pages() -> None:
    kinds = [kind for kind, code in BLOCKS if code not in FILES.values()]
    assert sorted(kinds) == ["python", "python", "sh", "text"]
    assert len(FILES) == TEXT.count("<!-- run by: tests/testing/test_page.py -->") == 11


@pytest.mark.long
def test_its_files_are_a_suite_that_passes(tmp_path: Path) -> None:
    files = {name: code for name, code in FILES.items() if name != "pytest.ini"}
    result = run(tmp_path, "-n", "2", ini=FILES["pytest.ini"], **files)
    expected = sum(
        len(re.findall(r"^ *(?:async )?def test_", code, re.M)) for code in FILES.values()
    )
    assert f"{expected} passed" in result, result
    done = subprocess.run(
        [sys.executable, "-m", "unittest", "test_cases"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Ran 3 tests" in done.stderr, done.stderr
    assert done.returncode == 0, done.stderr


def test_what_an_assertion_shows_is_what_the_page_shows(
    flochat_server: Server, flochat_client: Flochat
) -> None:
    from flochat.testing import assert_sent

    ana = flochat_server.seed.subscriber(first_name="Ana")
    flochat_client.messages.send_text(ana, "Hallo Ana")
    with pytest.raises(AssertionError) as caught:
        assert_sent(flochat_server, ana, text="Hello Ana")
    first, *others = str(caught.value).splitlines()
    lines = [f"E       AssertionError: {first}", *(f"E       {line}" for line in others)]
    (shown,) = (code for kind, code in BLOCKS if kind == "text" and code not in FILES.values())
    assert shown.splitlines() == lines


def test_what_it_names_is_there() -> None:
    rows = re.findall(r"^\| (`[^|]*?) \|", TEXT, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)", row)}
    methods = {name for name, _ in inspect.getmembers(FaultPlan, inspect.isfunction)}
    assert named >= FIXTURES
    assert {name for name in methods if name[0] != "_"} - {"stop"} <= named
    for target in re.findall(r"\]\(([^)#]+)", TEXT):
        assert (PAGE.parent / target).is_file(), target
    lines = [line for line in TEXT.splitlines() if not line.startswith("|")]
    assert [line for line in lines if len(line) > 120] == []
