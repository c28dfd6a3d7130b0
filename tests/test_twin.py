from __future__ import annotations

import inspect
from operator import attrgetter
from pathlib import Path

import pytest

from flochat import AsyncFlochat, Flochat
from flochat.contract.facade import facade_calls
from scripts import sync_twin


def test_the_synchronous_client_is_what_the_asynchronous_one_makes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert sync_twin.main(["--check"]) == 0, capsys.readouterr().err


def test_a_stale_missing_or_leftover_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sync_twin, "TWIN", tmp_path / "_sync")
    assert sync_twin.main([]) == 0
    assert sync_twin.main(["--check"]) == 0
    (tmp_path / "_sync" / "pager.py").write_text("# edited by hand\n", encoding="utf-8")
    (tmp_path / "_sync" / "client.py").unlink()
    (tmp_path / "_sync" / "old.py").touch()
    capsys.readouterr()
    assert sync_twin.main(["--check"]) == 1
    message = capsys.readouterr().err
    for name in ("pager.py", "client.py", "old.py"):
        assert f"flochat/_sync/{name}" in message
    assert sync_twin.main([]) == 0
    assert sync_twin.main(["--check"]) == 0


@pytest.mark.parametrize(
    ("source", "twin"),
    [
        ("async def f() -> None: await g()\n", "def f() -> None: g()\n"),
        ("async with a as b:\n    pass\n", "with a as b:\n    pass\n"),
        ("x: AsyncPager[AsyncTag]\n", "x: Pager[Tag]\n"),
        ("from .x import runtime_async as io\n", "from .x import runtime_sync as io\n"),
        ("# await the AsyncPager\n", "# the Pager\n"),
        ('"""Use `async with`."""\n', '"""Use `with`."""\n'),
        ("awaited = Asynchronous\n", "awaited = Asynchronous\n"),
        ('x = """two\nasync lines"""; await y\n', 'x = """two\nlines"""; y\n'),
        ("await (\n    x\n)\n", "(\n    x\n)\n"),
    ],
)
def test_what_the_twin_changes_and_what_it_leaves(source: str, twin: str) -> None:
    assert sync_twin._apply(source, list(sync_twin.edits(source))) == twin


def test_both_clients_have_the_same_methods_with_the_same_arguments() -> None:
    def face(client: object) -> dict[str, str]:
        found = {}
        for method in facade_calls():
            parameters = inspect.signature(attrgetter(method)(client)).parameters.values()
            found[method] = ", ".join(str(parameter) for parameter in parameters)
        return found

    blocking, awaited = face(Flochat("key")), face(AsyncFlochat("key"))
    assert blocking == awaited
    assert len(blocking) > 35
