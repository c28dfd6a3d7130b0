"""Files as they lie about: what cannot be read is told, and stops nothing."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from flochat.contract.errors import ContractError
from flochat.contract.uses import Uses, find_uses

PROGRAM = "from flochat import Flochat\nFlochat().account.me()\n"


def _targets(uses: Uses) -> list[tuple[str, str, int]]:
    return [(Path(use.file).name, use.target, use.line) for use in uses.uses]


def _reasons(uses: Uses) -> dict[str, str]:
    return {Path(it.file).name: it.reason for it in uses.unfollowed}


def test_tells_what_is_no_python_3_and_reads_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(PROGRAM)
    (tmp_path / "old.py").write_text('from flochat import Flochat\nprint "tags"\n')
    (tmp_path / "broken.py").write_text("from flochat import (\n")
    (tmp_path / "nul.py").write_bytes(b"import flochat\nx = '\0'\n")
    (tmp_path / "deep.py").write_text("import flochat\nx = " + "(" * 5_000 + ")" * 5_000)
    (tmp_path / "chain.py").write_text("import flochat\nx = a" + ".b" * 60_000 + "\n")
    (tmp_path / "sum.py").write_text("import flochat\nx = 1" + " + 1" * 30_000 + "\n")
    uses = find_uses([tmp_path])
    assert _targets(uses) == [("a.py", "account.me", 2)]
    reasons = _reasons(uses)
    assert reasons["old.py"].startswith("not Python 3.")
    assert reasons["broken.py"].startswith("not Python 3.")
    assert {"nul.py", "deep.py", "chain.py", "sum.py"} <= reasons.keys()


def test_obeys_a_coding_cookie_and_tells_what_cannot_be_decoded(tmp_path: Path) -> None:
    cookie = "# -*- coding: latin-1 -*-\n# caf\u00e9\n" + PROGRAM
    (tmp_path / "cookie.py").write_bytes(cookie.encode("latin-1"))
    (tmp_path / "bom.py").write_bytes(b"\xef\xbb\xbf" + PROGRAM.encode())
    (tmp_path / "windows.py").write_bytes(PROGRAM.replace("\n", "\r\n").encode())
    (tmp_path / "none.py").write_bytes(b"# caf\xe9\n" + PROGRAM.encode())
    (tmp_path / "unknown.py").write_bytes(b"# coding: nothing-known\n" + PROGRAM.encode())
    uses = find_uses([tmp_path])
    assert _targets(uses) == [
        ("bom.py", "account.me", 2),
        ("cookie.py", "account.me", 4),
        ("windows.py", "account.me", 2),
    ]
    assert _reasons(uses).keys() == {"none.py", "unknown.py"}


def test_follows_no_link_in_a_circle_and_reads_a_file_once(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(PROGRAM)
    (tmp_path / "again.py").symlink_to(tmp_path / "a.py")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "itself.py").symlink_to(tmp_path / "itself.py")
    (tmp_path / "gone.py").symlink_to(tmp_path / "nowhere.py")
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "folder.py").mkdir()
    uses = find_uses([tmp_path, tmp_path / "a.py"])
    assert len(uses.uses) == 1
    assert {"itself.py", "gone.py", "pipe.py"} <= _reasons(uses).keys()


def test_leaves_environments_and_caches_out(tmp_path: Path) -> None:
    for folder in (".venv/lib", "node_modules/x", "site-packages", "__pycache__", "mine"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.py").write_text(PROGRAM)
    (tmp_path / "mine" / "pyvenv.cfg").write_text("home = /usr\n")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.py").write_text(PROGRAM)
    assert [Path(use.file).parent.name for use in find_uses([tmp_path]).uses] == ["inner"]


def test_tells_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "large.py").write_text(PROGRAM + "#" * 2_000_001)
    assert _reasons(find_uses([tmp_path])) == {"large.py": "not read: larger than 2 MB"}


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"cells": 1}', '{"cells": [1]}', '{"cells": {"a": 1}}', "null"],
)
def test_tells_a_notebook_that_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.ipynb").write_text(content)
    (tmp_path / "b.py").write_text(PROGRAM)
    uses = find_uses([tmp_path])
    assert _targets(uses) == [("b.py", "account.me", 2)]
    assert _reasons(uses).keys() == {"a.ipynb"}


def test_reads_the_cells_of_a_notebook_that_are_python(tmp_path: Path) -> None:
    sources = [
        "from flochat import Flochat\nc = Flochat()",
        "!pip install flochat\n%matplotlib inline\nc.account.me()",
        "%%html\n<b>c.account.me()</b>",
        "not python (",
        "total = (1\n  % 2)\nc.account.me()",
        "out = !ls\nc?\nawait c.account.me()",
    ]
    cells = [{"cell_type": "code", "source": source} for source in sources]
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": cells}))
    uses = find_uses([tmp_path])
    places = [(use.cell, use.line) for use in uses.uses if use.target == "account.me"]
    assert places == [(2, 3), (5, 3), (6, 3)]
    assert [it.reason for it in uses.unfollowed] == ["cell 4 is no Python"]


def test_tells_tests_apart(tmp_path: Path) -> None:
    for name in ("test_a.py", "b_test.py", "conftest.py", "tests/helpers.py", "app.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PROGRAM)
    tests = {Path(use.file).name: use.is_test for use in find_uses([tmp_path]).uses}
    assert tests == {
        "test_a.py": True,
        "b_test.py": True,
        "conftest.py": True,
        "helpers.py": True,
        "app.py": False,
    }


def test_tells_what_it_cannot_follow(tmp_path: Path) -> None:
    text = "from flochat import Flochat\nc = Flochat()\nname = input()\n"
    text += (
        "getattr(c.flow.tags, name)()\nthing.find_or_create(phone='1')\nc.request('GET', name)\n"
    )
    (tmp_path / "a.py").write_text(text)
    uses = find_uses([tmp_path])
    assert [it.line for it in uses.unfollowed] == [4, 5, 6]


@pytest.mark.parametrize("client", ["other", "openapi-python-client:", "openapi-python-client:no"])
def test_refuses_a_client_that_is_not_there(tmp_path: Path, client: str) -> None:
    with pytest.raises(ContractError):
        find_uses([tmp_path], client)


def test_refuses_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="no such file"):
        find_uses([tmp_path / "nowhere"])


def test_runs_nothing(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    (tmp_path / "a.py").write_text(f"open({str(mark)!r}, 'w')\n{PROGRAM}")
    find_uses([tmp_path])
    assert not mark.exists()


def test_ends_on_programs_that_call_themselves_and_each_other(tmp_path: Path) -> None:
    functions = "".join(
        f"def f{n}(x, *a):\n    return f{(n + 1) % 40}([x], x, *a) or f{(n * 7) % 40}({{'k': x}})\n"
        for n in range(40)
    )
    text = f"from flochat import Flochat\nc = Flochat()\n{functions}f0(c)\nf1(c.account.me())\n"
    text += (
        "class A(A): pass\nclass B(C): pass\nclass C(B): pass\nC().x\nx = y = lambda: x()\nx()\n"
    )
    (tmp_path / "a.py").write_text(text)
    started = time.process_time()
    assert [use.target for use in find_uses([tmp_path]).uses] == ["account.me"]
    assert time.process_time() - started < 60


def test_tells_what_is_nested_too_deeply(tmp_path: Path) -> None:
    text = PROGRAM + "x = Flochat()" + ".a" * 700 + "\n"
    text += "def f():\n    return Flochat()" + ".a" * 700 + "\n"
    (tmp_path / "a.py").write_text(text)
    uses = find_uses([tmp_path])
    assert _targets(uses) == [("a.py", "account.me", 2)]
    assert all("nested" in it.reason for it in uses.unfollowed)


def test_a_request_whose_path_callers_give_is_followed(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(
        "from flochat import Flochat\n"
        "class Api:\n"
        "    def get(self, path):\n"
        '        return Flochat().request("GET", path)\n'
        'Api().get("/me")\n'
    )
    found = find_uses([tmp_path / "script.py"])
    assert not found.unfollowed
    assert [(use.line, use.operations) for use in found.uses] == [
        (4, frozenset({"GET /me"})),
        (5, frozenset({"GET /me"})),
    ]
