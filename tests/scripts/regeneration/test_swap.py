from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from flochat.contract.errors import ContractError
from scripts.regeneration import swap
from tests.support.cut import DONE, NAMES, NEW, OLD, REFUSED, read_tree, write_tree

REPOSITORY = Path(__file__).parents[3]
KILLED = -9


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_tree(tmp_path / "root", OLD)
    return tmp_path / "root"


def replace_all(root: Path) -> None:
    with swap.staging(root) as folder:
        write_tree(folder, NEW)
        swap.replace(root, {name: folder / name for name in NAMES})


def replace_half(root: Path) -> None:
    """Replace both and then fail, as there is no folder for a third."""
    with swap.staging(root) as folder:
        write_tree(folder, NEW | {"third": ""})
        names = {name: folder / name for name in NAMES}
        swap.replace(root, names | {"no/folder": folder / "third"})


def lock_refused(root: Path, *, shared: bool) -> str:
    with pytest.raises(ContractError) as caught, swap.locked(root, shared=shared):
        pytest.fail("the lock was had")
    return str(caught.value)


def cut_trees(folder: Path, *arguments: str) -> Iterator[tuple[int, Path]]:
    """The trees that were cut at one step after the other, each with how its process ended."""
    command = [sys.executable, "-m", "tests.support.cut", arguments[0], str(folder), *arguments[1:]]
    subprocess.run(command, cwd=REPOSITORY, check=True, timeout=120)
    for status in sorted(folder.glob("*.status")):
        yield int(status.read_text()), status.with_suffix("")


def test_all_are_replaced_and_nothing_is_left(root: Path) -> None:
    replace_all(root)
    assert read_tree(root) == NEW
    assert not swap.is_interrupted(root)


def test_what_was_not_there_comes(tmp_path: Path) -> None:
    replace_all(tmp_path)
    assert read_tree(tmp_path) == NEW


@pytest.mark.parametrize("missing", NAMES)
def test_what_was_not_there_goes_again_when_the_rest_fails(missing: str, tmp_path: Path) -> None:
    write_tree(tmp_path, {name: text for name, text in OLD.items() if not name.startswith(missing)})
    before = read_tree(tmp_path)
    with pytest.raises(FileNotFoundError):
        replace_half(tmp_path)
    assert read_tree(tmp_path) == before


def test_without_an_interruption_there_is_nothing_to_recover(root: Path) -> None:
    assert swap.recover(root) is False
    assert read_tree(root) == OLD


def test_a_failure_before_the_replacement_leaves_no_trace(root: Path) -> None:
    with suppress(ZeroDivisionError), swap.staging(root) as folder:
        write_tree(folder, NEW)
        raise ZeroDivisionError
    assert sorted(path.name for path in root.iterdir()) == ["generated", "openapi.json"]
    assert read_tree(root) == OLD


def test_a_failure_in_the_replacement_brings_all_back(root: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_half(root)
    assert read_tree(root) == OLD


def test_kill_9_at_any_step_leaves_old_or_new_after_recovery(tmp_path: Path) -> None:
    outcomes = []
    for status, root in cut_trees(tmp_path, "kill"):
        assert status in (KILLED, DONE)
        was_cut = swap.is_interrupted(root)
        assert swap.recover(root) is was_cut
        tree = read_tree(root)
        assert tree in (OLD, NEW)
        outcomes.append((was_cut, tree == NEW))
    assert {(False, False), (True, False), (False, True)} == set(outcomes)
    assert len(outcomes) > 30


def test_kill_9_at_any_step_of_the_recovery_too_leaves_old_or_new(tmp_path: Path) -> None:
    for _, root in cut_trees(tmp_path, "kill", "twice"):
        assert not swap.is_interrupted(root)
        assert read_tree(root) in (OLD, NEW)


@pytest.mark.parametrize("fault", ["interrupt", "full disk"])
def test_an_error_at_any_step_leaves_the_tree_as_it_was_at_once(fault: str, tmp_path: Path) -> None:
    outcomes = []
    for status, root in cut_trees(tmp_path, fault):
        visible = {name: text for name, text in read_tree(root).items() if name[0] != "."}
        assert visible == (OLD if status == REFUSED else NEW)
        swap.recover(root)
        assert read_tree(root) == visible
        outcomes.append(status)
    assert outcomes.count(REFUSED) > 25


def test_two_at_once_do_not_interfere(root: Path) -> None:
    with swap.locked(root):
        for shared in (False, True):
            assert "another regeneration is at work" in lock_refused(root, shared=shared)
    with swap.locked(root):
        replace_all(root)
    assert read_tree(root) == NEW


def test_those_who_only_read_share_the_lock(root: Path) -> None:
    with swap.locked(root, shared=True), swap.locked(root, shared=True):
        assert "wait until it is done" in lock_refused(root, shared=False)


def test_the_lock_ends_with_the_process(root: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from scripts.regeneration import swap\n"
        "with swap.locked(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(root)], check=False)
    assert killed.returncode == KILLED
    with swap.locked(root):
        assert swap.recover(root) is False
