"""The command does half of its work in a second process, which changes nothing that it says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from benchmarks.differ import changed
from flochat.contract import vendored_contract
from tests.support.tiny_document import holding
from tests.support.waiting import until

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2,
    reason="needs Linux and two processors",
)

#: Runs the command, and says on stderr how many copies of the process were made.
COMMAND: Final = """
    import os, sys
    made, fork = [], os.fork
    def counted():
        process = fork()
        made.append(process)
        return process
    os.fork = counted
    wait = os.waitpid
    def waited(process, options):
        found = wait(process, options)
        if found[1] not in ({ends}):
            print("ended with", found[1], file=sys.stderr)
        return found
    os.waitpid = waited
    {before}
    from flochat.contract.command import main
    status = main(["diff", *sys.argv[1:]])
    print(len(made), file=sys.stderr)
    try:
        wait(-1, os.WNOHANG)
    except ChildProcessError:
        sys.exit(status)
    sys.exit("a process is left")
"""
ONE_PROCESSOR: Final = "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})"
NO_ROOM: Final = """
    def refused(): raise BlockingIOError("no more processes")
    os.fork = refused
"""
KILLED: Final = """
    def killed():
        process = counted()
        return process or os.kill(os.getpid(), 9)
    os.fork = killed
"""
UNSEEN: Final = "import signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN)"
THREAD: Final = """
    import threading
    threading.Thread(target=threading.Event().wait, daemon=True).start()
"""

Files = tuple[Path, Path]


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    code = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(code, capture_output=True, text=True, timeout=120)


def command(before: str = "") -> str:
    lines = textwrap.indent(textwrap.dedent(before).strip(), "    ")
    # A copy ends well, or is stopped where nobody asked.
    ends = f"0, {signal.SIGKILL:d}"
    return textwrap.dedent(COMMAND.replace("    {before}", lines).replace("{ends}", ends))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Our document, and one in which everything differs."""
    folder = tmp_path_factory.mktemp("documents")
    old = vendored_contract(overlaid=False)
    made = []
    for name, content in (("old", old), ("new", changed(old))):
        made.append(folder / f"{name}.json")
        made[-1].write_text(json.dumps(content, indent=2))
    return made[0], made[1]


@pytest.fixture(scope="module")
def expected(files: Files) -> str:
    done = run(command(ONE_PROCESSOR), "--format", "json", *files)
    assert (done.returncode, done.stderr) == (1, "0\n")
    return done.stdout


def test_two_processors_find_what_one_finds(files: Files, expected: str) -> None:
    done = run(command(), "--format", "json", *files)
    assert done.returncode == 1
    assert int(done.stderr) > 1
    assert done.stdout == expected


def test_yaml_is_read_by_two_as_by_one(files: Files, tmp_path: Path) -> None:
    written = []
    for file in files:
        written.append(tmp_path / file.with_suffix(".yaml").name)
        dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
        written[-1].write_text(yaml.dump(json.loads(file.read_text()), Dumper=dumper))
    one, two = (
        run(command(before), "--format", "json", *written) for before in (ONE_PROCESSOR, "")
    )
    assert (one.returncode, one.stderr) == (1, "0\n")
    assert int(two.stderr) > 1
    assert two.stdout == one.stdout


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(NO_ROOM, id="no more processes are allowed"),
        pytest.param(KILLED, id="each copy is killed at once"),
        pytest.param(UNSEEN, id="nobody learns how a copy ended"),
        pytest.param(THREAD, id="there is a thread, which a copy would not have"),
    ],
)
def test_what_goes_wrong_with_a_copy_is_done_without(
    files: Files, expected: str, trouble: str
) -> None:
    done = run(command(trouble), "--format", "json", *files)
    assert done.returncode == 1, done.stderr
    assert done.stdout == expected


@pytest.mark.parametrize("broken", [0, 1])
def test_a_document_that_cannot_be_read_is_told_once(
    files: Files, tmp_path: Path, broken: int
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(files[broken].read_text()[:-10])
    given = [bad if number == broken else file for number, file in enumerate(files)]
    done = run(command(), "--format", "json", *given)
    assert (done.returncode, done.stdout) == (2, "")
    assert "JSON that ends in the middle" in done.stderr
    assert sum(line.startswith("read: ") for line in done.stderr.splitlines()) == 1


#: Notes each copy in a file, and holds it for some time.
NOTED: Final = """
    def noted():
        process = counted()
        if process:
            print(process, file=open({file!r}, "a"), flush=True)
        else:
            import time; time.sleep({seconds})
        return process
    os.fork = noted
"""


@contextmanager
def running(files: Files, noted: Path, *, seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    """The command, when its first copy has been made."""
    script = command(NOTED.format(file=str(noted), seconds=seconds))
    with subprocess.Popen(
        [sys.executable, "-c", script, "--format", "json", *map(str, files)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        until(noted.exists, seconds=60)
        yield process


def has_ended(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"  # whoever takes over what the dead leave has not looked yet


def test_an_interrupt_ends_all_of_it(files: Files, tmp_path: Path) -> None:
    noted = tmp_path / "copies"
    with running(files, noted, seconds=60) as process:
        process.send_signal(signal.SIGINT)  # to that alone
        assert process.wait(timeout=60) == 130
    assert all(has_ended(int(copy)) for copy in noted.read_text().split())


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_copies_end_that_nobody_asks_any_more(files: Files, tmp_path: Path, how: int) -> None:
    noted = tmp_path / "copies"
    with running(files, noted, seconds=0.5) as process:
        process.send_signal(how)
        assert process.wait(timeout=60) == -how
    until(lambda: all(has_ended(int(copy)) for copy in noted.read_text().split()), seconds=60)


def test_what_is_given_up_at_a_limit_is_the_same_on_two(tmp_path: Path) -> None:
    """A webhook that leads so deep that it matters what operations have compared before."""
    written = []
    for name in ("old", "new"):
        written.append(tmp_path / f"{name}.json")
        written[-1].write_text(json.dumps(deep(is_old=name == "old")))
    one, two = (
        run(command(before), "--format", "json", *written) for before in (ONE_PROCESSOR, "")
    )
    assert (one.stderr, int(two.stderr) > 0) == ("0\n", True)
    assert two.stdout == one.stdout


def deep(*, is_old: bool) -> dict[str, Any]:
    end = {"type": "object", "maxProperties": 5}
    if not is_old:
        end["allOf"] = [{"patternProperties": {"^x": True}}, {"minProperties": 1}]
    schemas: dict[str, Any] = {"End": end}
    names = [*(f"Inner{number}" for number in range(12)), "End"]
    outer = [*(f"Outer{number}" for number in range(12)), "Inner0"]
    for name, inner in [*pairwise(names), *pairwise(outer)]:
        holder = {"type": "object", "properties": {"x": reference(inner)}}
        schemas[name] = {**holder, "maxProperties": 99}
        if not is_old:
            schemas[name] = {"allOf": [reference(f"{name}Itself"), {"maxProperties": 99}]}
            schemas[f"{name}Itself"] = holder
    text = {"type": "string", "maxLength": 5 if is_old else 10}
    sent = [holding(text)] * 15 + [reference("Inner0")]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Deep", "version": "1"},
        "paths": {f"/{number:02}": {"post": taking(body)} for number, body in enumerate(sent)},
        "webhooks": {"w": {"post": taking(reference("Outer0"))}},
        "components": {"schemas": schemas},
    }


def reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def taking(schema: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"requestBody": {"content": content}, "responses": {"200": {"description": ""}}}


ASKED_ELSEWHERE: Final = """
    import os
    from flochat.contract.aside import aside
    with aside(os.getpid) as other, aside(lambda: (os.getpid(), other())) as another:
        pair = another()
        print(pair[0] == pair[1], other() not in (os.getpid(), pair[0]))
"""


def test_a_copy_that_needs_the_result_of_another_finds_it_itself() -> None:
    done = run(textwrap.dedent(ASKED_ELSEWHERE))
    assert (done.stdout, done.stderr) == ("True True\n", "")


def test_a_work_that_fails_fails_where_it_is_asked_for() -> None:
    failing = """
        from flochat.contract.aside import aside
        with aside(lambda: 1 // 0) as result:
            try:
                result()
            except ZeroDivisionError:
                print("told here")
    """
    done = run(textwrap.dedent(failing))
    assert (done.stdout, done.stderr) == ("told here\n", "")
