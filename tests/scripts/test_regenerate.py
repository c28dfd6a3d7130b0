"""The regeneration from end to end: over real HTTP, on a copy of the repository's data."""

from __future__ import annotations

import io
import json
import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from scripts.regenerate import DONE, FAILED, INTERRUPTED, WOULD_CHANGE, main
from scripts.regeneration import import_all, swap
from scripts.regeneration.tools import ROOT, TOOLS
from tests.support.hostile_server import (
    HANG,
    Handler,
    Request,
    Step,
    answer,
    drip,
    hostile_server,
    redirect,
    routes,
)
from tests.support.small_contract import json as json_body
from tests.support.small_contract import small_contract

Document = dict[str, Any]

SCRIPT = ROOT / "scripts" / "regenerate.py"
KILLED = -signal.SIGKILL


@frozen
class Run:
    """What a run of the script gave: exit status, lines of stdout and of stderr."""

    status: int
    lines: list[str]
    errors: list[str]


def run(root: Path, source: str | Path, *options: str) -> Run:
    arguments = ["--root", str(root), "--source", str(source), "--no-type-check", *options]
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        status = main(arguments)
    return Run(status, out.getvalue().splitlines(), err.getvalue().splitlines())


def platform_document(now: int = 1_786_123_679) -> Document:
    """The small contract, with the moment of the pull in a text and in an example."""
    document = small_contract()
    tags = document["paths"]["/tags"]["get"]
    tags["description"] = f"<code>Scope required: (Manage Flow)</code> Since when, e.g. {now}"
    tags["parameters"].append(
        {"in": "query", "name": "since", "example": now, "schema": {"type": "integer"}}
    )
    return document


def serving(document: Document) -> Handler:
    """The platform: a Swagger page, and the document that it shows."""
    page = '<script>window.ui = SwaggerUIBundle({ url: "/api-docs" })</script>'
    return routes(
        {
            "/api": answer(f"<!DOCTYPE html>{page}", content_type="text/html"),
            "/api-docs": answer(json.dumps(document)),
        }
    )


@pytest.fixture(scope="session")
def generated_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository, as far as a regeneration needs one, after a first pull."""
    root = tmp_path_factory.mktemp("repository")
    shutil.copytree(ROOT / "scripts" / "generator", root / "scripts" / "generator")
    shutil.copy(ROOT / "scripts" / "requirements-generator.txt", root / "scripts")
    (root / "scripts" / "overlay.json").write_text('{"overlay": "1.0.0", "actions": []}')
    with hostile_server(serving(platform_document())) as server:
        assert run(root, f"{server.url}/api").status == DONE
    return root


@pytest.fixture
def root(generated_once: Path, tmp_path: Path) -> Path:
    """A copy of that repository, of one's own."""
    return Path(shutil.copytree(generated_once, tmp_path / "repository"))


def tree(root: Path) -> dict[str, bytes]:
    """All bytes of a repository, hidden files included."""
    files = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in str(path))
    return {str(file.relative_to(root)): file.read_bytes() for file in files}


def test_the_first_pull_brings_contract_and_client(generated_once: Path) -> None:
    files = tree(generated_once)
    assert json.loads(files["openapi.json"])["paths"].keys() == small_contract()["paths"].keys()
    assert {"generated/provenance.json", "generated/flochat_api/operations.py"} <= files.keys()
    assert not (generated_once / ".swap").exists()


def test_a_pull_that_differs_in_times_and_order_alone_finds_nothing_to_do(root: Path) -> None:
    before = tree(root)
    document = dict(reversed(platform_document(now=1_790_000_000).items()))
    document["paths"]["/tags"]["get"]["parameters"].reverse()
    with hostile_server(serving(document)) as server:
        done = run(root, f"{server.url}/api")
    assert done.status == DONE
    assert "diff: no change" in done.lines
    assert done.lines[-1] == "nothing to do"
    assert tree(root) == before


def test_a_bundled_document_gives_the_same_client(root: Path) -> None:
    before = tree(root)
    document = platform_document()
    shared = document["x-shared"] = {}
    for number, path in enumerate(list(document["paths"])):
        shared[f"path{number}"] = document["paths"][path]
        document["paths"][path] = {"$ref": f"#/x-shared/path{number}"}
    with hostile_server(serving(document)) as server:
        done = run(root, f"{server.url}/api")
    after = tree(root)
    assert done.status == DONE
    assert {name for name in after if after[name] != before.get(name)} <= {
        "openapi.json",
        "generated/provenance.json",
    }


@frozen
class Changed:
    """A repository that took a changed document: what was told of it before and in the update."""

    root: Path
    checked: Run
    check_wrote: bool
    check_report: str
    updated: Run
    report: str


@pytest.fixture(scope="module")
def changed(generated_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    root = tmp_path_factory.mktemp("changed") / "repository"
    shutil.copytree(generated_once, root)
    correction = {
        "target": "$.components.schemas.Tag.properties.name",
        "description": "a name is a text",
        "x-upstream": {"type": "integer"},
        "update": {"type": "string"},
    }
    overlay = {"overlay": "1.0.0", "actions": [correction]}
    (root / "scripts" / "overlay.json").write_text(json.dumps(overlay))
    document = platform_document()
    document["paths"]["/tags"]["put"] = document["paths"]["/tags"].pop("post")
    report = root.with_name("report.md")
    before = tree(root)
    with hostile_server(serving(document)) as server:
        options = (f"{server.url}/api", "--accept-shrink", "--report", str(report))
        checked = run(root, *options, "--check")
        check_wrote, check_report = tree(root) != before, report.read_text()
        updated = run(root, *options)
    return Changed(root, checked, check_wrote, check_report, updated, report.read_text())


class TestAChangedDocument:
    def test_the_check_tells_what_would_change_and_changes_nothing(self, changed: Changed) -> None:
        assert changed.checked.status == WOULD_CHANGE
        assert changed.checked.lines[-1] == "would change"
        assert "openapi.json: changed" in changed.checked.lines
        assert "generated/flochat_api/operations.py: stale" in changed.checked.lines
        assert not changed.check_wrote

    def test_the_update_says_step_by_step_what_it_did(self, changed: Changed) -> None:
        lines = [line for line in changed.updated.lines if not line.startswith(" ")]
        assert [line.split(":")[0] for line in lines] == [
            *("pull ...", "pull", "check", "normalise", "diff ...", "diff", "overlay"),
            *("generate ...", "generate", "verify ...", "verify", "compare"),
            *("report", "swap", "done"),
        ]
        told = [line.split(":")[0] for line in changed.updated.lines]
        assert {"  INFO PUT /tags", "  ERR POST /tags"} <= set(told)

    def test_what_went_is_gone_and_what_came_is_there(self, changed: Changed) -> None:
        files = tree(changed.root)
        assert changed.updated.status == DONE
        assert json.loads(files["openapi.json"])["paths"]["/tags"].keys() == {"get", "put"}
        assert b'"PUT /tags"' in files["generated/flochat_api/operations.py"]
        assert b'"POST /tags"' not in files["generated/flochat_api/operations.py"]
        assert not (changed.root / ".swap").exists()

    def test_the_report_has_counts_changes_and_corrections_that_no_longer_fit(
        self, changed: Changed
    ) -> None:
        assert changed.report == changed.check_report
        assert "| operations | 3 | 3 |" in changed.report
        assert "**breaking: 1 ERR, 1 INFO**\n\n`POST /tags`\n\n- **ERR** `api-" in changed.report
        assert "    upstream changed this: drop or update the correction" in changed.report
        assert {path.name for path in changed.root.parent.iterdir()} == {"repository", "report.md"}


@pytest.mark.parametrize("program", [[str(SCRIPT)], ["-m", "scripts.regenerate"]], ids=str)
def test_it_runs_from_anywhere(program: list[str], root: Path, tmp_path: Path) -> None:
    process = started(root, "no-such-file", *program, folder=tmp_path)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == FAILED
    assert errors.startswith("pull: no-such-file cannot be read")


class TestTheCheck:
    def test_what_was_edited_by_hand_is_named(self, root: Path) -> None:
        package = root / "generated" / "flochat_api"
        (package / "client.py").write_text("nothing")
        (package / "errors.py").unlink()
        (package / "mine.py").touch()
        before = tree(root)
        checked = run(root, root / "openapi.json", "--check")
        assert checked.status == WOULD_CHANGE
        assert {
            "generated/flochat_api/client.py: edited by hand",
            "generated/flochat_api/errors.py: missing",
            "generated/flochat_api/mine.py: not generated",
        } <= set(checked.lines)
        assert tree(root) == before

    def test_what_is_stale_is_named_and_made_fresh(self, root: Path) -> None:
        contract = json.loads((root / "openapi.json").read_text())
        contract["components"]["schemas"]["Tag"]["properties"]["colour"] = {"type": "string"}
        (root / "openapi.json").write_text(json.dumps(contract))
        checked = run(root, root / "openapi.json", "--check")
        assert checked.status == WOULD_CHANGE
        assert "openapi.json: changed" in checked.lines
        assert "generated/flochat_api/models/tag.py: stale" in checked.lines

        assert run(root, root / "openapi.json").status == DONE
        assert b"colour" in tree(root)["generated/flochat_api/models/tag.py"]


def without(*names: str) -> Document:
    return {key: value for key, value in platform_document().items() if key not in names}


def with_path(path: str, **item: object) -> Document:
    document = platform_document()
    document["paths"][path] = item
    return document


def with_dangling_reference() -> Document:
    document = platform_document()
    del document["components"]["schemas"]["Tag"]
    return document


def shrunk() -> Document:
    document = platform_document()
    del document["paths"]["/tags"]["post"]
    return document


def alias_bomb() -> str:
    layers = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))
    return "\n".join(["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]", *layers])


def page(script: str) -> list[Step]:
    return answer(f"<!DOCTYPE html><script>{script}</script>", content_type="text/html")


TEXT = json.dumps(platform_document())
GET = {"responses": {"200": {"description": "OK"}}}
CODE = "__import__('os').system('id')"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
#: An answer whose field is of two types at once.
CONTRADICTION = {
    "description": "",
    "content": {
        "application/json": {
            "schema": {
                "allOf": [
                    {"type": "object", "properties": {"a": {"type": kind}}}
                    for kind in ("string", "integer")
                ]
            }
        }
    },
}

BAD_INPUT: dict[str, tuple[list[Step], str]] = {
    "404": (answer("{}", status=404), "pull: http://HOST/api answers 404; check the URL"),
    "Cloudflare 403": (
        answer("<html>Cloudflare: error code: 1010", status=403, content_type="text/html"),
        "pull: http://HOST/api: Cloudflare refuses this client (403, error 1010); open the page",
    ),
    "HTML without a Swagger document": (
        page("let nothing"),
        "pull: http://HOST/api is HTML without a Swagger document, and none is at /api-docs; give",
    ),
    "JSON cut in the middle": (answer(TEXT[:500]), "read: JSON that ends in the middle"),
    "Swagger 2.0": (
        answer(json.dumps({**platform_document(), "swagger": "2.0"})),
        "check: a Swagger 2.0 document; give the OpenAPI 3 document",
    ),
    "no paths": (answer(json.dumps(without("paths"))), "check: a document without paths; give"),
    "over 20 MB": (answer(" " * 20_000_001), "larger than 20,000,000 bytes"),
    "YAML alias bomb": (answer(alias_bomb()), "read: YAML that expands to over 20,000,000"),
    "absurd JSON nesting": (answer('{"a":' * 50_000), "read: nesting deeper than 100 levels; look"),
    "absurd YAML nesting": (answer("a: " + "[" * 50_000), "read: YAML nested deeper than 100"),
    "redirect to another host": (
        redirect("https://evil.example/api"),
        "pull: http://HOST/api redirects to https://evil.example, outside http://HOST; if",
    ),
    "url: to another host": (
        page('SwaggerUIBundle({ url: "https://evil.example/doc" })'),
        "pull: http://HOST/api shows a document of https://evil.example, outside http://HOST;",
    ),
    "hanging server": ([HEAD, HANG], "pull: http://HOST/api: not done after 0.4 s; try again"),
    "dripping server": (
        [HEAD, *drip(TEXT.encode(), 0.1)],
        "pull: http://HOST/api: not done after 0.4 s; try again",
    ),
    "duplicate operationIds": (
        answer(json.dumps(with_path("/me", get={"operationId": "tags", **GET}))),
        "check: the operationId 'tags' twice: GET /me and GET /tags; have",
    ),
    "dangling $ref": (
        answer(json.dumps(with_dangling_reference())),
        "check: the dangling $ref '#/components/schemas/Tag' in a schema; have",
    ),
    "lost operations": (
        answer(json.dumps(shrunk())),
        "1 of 3 operations is missing, including POST /tags; if that is intended, run again with",
    ),
    "code in a path": (
        answer(json.dumps(with_path(f"/{CODE}", get=GET))),
        "which is not a URL path; have the document corrected",
    ),
    "code in an operationId": (
        answer(json.dumps(with_path("/me", get={"operationId": CODE, **GET}))),
        "of GET /me, which is not a name; have the document corrected",
    ),
    "two paths that are one": (
        answer(json.dumps(with_path("/lists/{a}/tags/{b}", put=GET))),
        "which are the same on the wire; have",
    ),
    "an operation that the generator refuses": (
        answer(json.dumps(with_path("/me", get={"responses": {"200": CONTRADICTION}}))),
        "generate: the generator cannot take GET /me: ",
    ),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_one_line_on_stderr_and_the_tree_untouched(name: str, root: Path) -> None:
    steps, message = BAD_INPUT[name]
    before = tree(root)
    with hostile_server(routes({"/api": steps})) as server:
        options = ["--timeout", "0.4"] if "server" in name else []
        failed = run(root, f"{server.url}/api", *options)
        host = server.url.removeprefix("http://")
    assert failed.status == FAILED
    (line,) = failed.errors
    assert message.replace("HOST", host) in line
    assert tree(root) == before
    assert not (root / ".swap").exists()


def test_bad_input_is_no_stale_tree(root: Path) -> None:
    before = tree(root)
    failed = run(root, root / "no-such-file", "--check")
    assert failed.status == FAILED
    assert tree(root) == before


def test_code_in_a_document_is_never_run(root: Path, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    code = f"__import__('pathlib').Path({str(canary)!r}).touch()"
    exec(code)
    canary.unlink()  # fails unless the code does what it is to do
    quotes = ('"', "'", '"""', "'''", '\\"', "\\'", "\n", "\r", "\u2028", "}", "}}")
    text = "".join(f"{quote}; {code}; {quote} + {code} + {quote}" for quote in quotes)
    schema = {"type": "string", "title": text, "description": text, "default": text}
    hostile = {
        "operationId": "hostile",
        "summary": text,
        "description": text,
        "parameters": [
            {"in": "query", "name": "a", "description": text, "schema": {**schema, "enum": [text]}}
        ],
        "requestBody": json_body({"type": "object", "title": text, "properties": {text: schema}}),
        "responses": {"200": {"description": text, **json_body(schema)}},
    }
    source = tmp_path / "source.json"
    source.write_text(json.dumps(with_path("/hostile", post=hostile)))
    report = tmp_path / "report.md"
    assert run(root, source, "--report", str(report)).status == DONE
    generated = root / "generated"
    assert "hostile" in (generated / "flochat_api/operations.py").read_text()
    command = [sys.executable, "-I", "-B", import_all.__file__, str(generated), "flochat_api"]
    subprocess.run(command, check=True, capture_output=True)
    assert not canary.exists()
    assert text not in report.read_text()


class TestTheKey:
    def test_it_is_sent_when_a_variable_is_named(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FLOCHAT_API_KEY", "s3cret")
        with hostile_server(routes({})) as server:
            run(root, f"{server.url}/api")
            failed = run(root, f"{server.url}/api", "--api-key-env", "FLOCHAT_API_KEY")
        sent = [request.headers.get("authorization") for request in server.requests]
        assert sent == [None, "Bearer s3cret"]
        assert "s3cret" not in "".join(failed.lines + failed.errors)

    def test_a_variable_that_is_not_set_is_told(self, root: Path) -> None:
        failed = run(root, root / "openapi.json", "--api-key-env", "NO_SUCH_KEY")
        assert failed.status == FAILED
        assert failed.errors == ["pull: NO_SUCH_KEY is not set; set it, or pull without a key"]


class TestAllOrNothing:
    @pytest.fixture
    def source(self, root: Path) -> Path:
        """A document that would change the repository."""
        source = root.with_name("source.json")
        source.write_text(json.dumps(with_path("/me", get={"operationId": "me", **GET})))
        return source

    @pytest.mark.parametrize(
        ("largest_file", "step"), [(100, "normalise"), (7_000, "generate")], ids=str
    )
    def test_a_disk_that_takes_no_more_is_told(
        self, largest_file: int, step: str, root: Path, source: Path
    ) -> None:
        before = tree(root)
        process = started(root, source, before_it_starts=lambda: limit_files(largest_file))
        _, errors = process.communicate(timeout=60)
        assert process.returncode == FAILED
        assert errors.startswith(f"{step}: ")
        assert errors.count("\n") == 1
        assert tree(root) == before

    def test_ctrl_c_in_the_pull_leaves_the_tree_as_it_was(self, root: Path) -> None:
        before = tree(root)
        is_asked = threading.Event()

        def hang(_: Request) -> list[Step]:
            is_asked.set()
            return [HANG]

        with hostile_server(hang) as server:
            process = started(root, f"{server.url}/api")
            assert is_asked.wait(60)
            assert interrupted(process) == INTERRUPTED_AS_IT_WAS
        assert tree(root) == before

    def test_ctrl_c_in_the_generator_leaves_the_tree_as_it_was(
        self, root: Path, source: Path
    ) -> None:
        before = tree(root)
        process = started(root, source)
        read_until(process, "overlay: ")
        assert interrupted(process) == INTERRUPTED_AS_IT_WAS
        assert tree(root) == before

    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
    def test_term_and_hup_end_like_ctrl_c(
        self, how: signal.Signals, root: Path, source: Path
    ) -> None:
        before = tree(root)
        process = started(root, source)
        read_until(process, "overlay: ")
        assert interrupted(process, how) == INTERRUPTED_AS_IT_WAS
        assert tree(root) == before

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
    @pytest.mark.parametrize("option", ["--no-type-check", "--check"])
    def test_no_program_runs_on_and_nothing_is_left_elsewhere(
        self, how: signal.Signals, option: str, root: Path, source: Path, tmp_path: Path
    ) -> None:
        temporary = tmp_path / "temporary"
        temporary.mkdir()
        started_file, ended_file = tmp_path / "started", tmp_path / "ended"
        environment = tmp_path / "environment"
        shutil.copytree(TOOLS.environment / "bin", environment / "bin", symlinks=True)
        (environment / "lib").symlink_to(TOOLS.environment / "lib")
        generator = environment / "bin" / "openapi-python-client"
        generator.unlink()
        generator.write_text(
            f"#!/bin/sh\npwd > {started_file}.new; mv {started_file}.new {started_file}\n"
            f"for n in 1 2 3 4 5 6 7 8 9 10; do sleep 0.15; done\ntouch {ended_file}\n"
        )
        generator.chmod(0o755)
        program = (
            "import pathlib, sys, tempfile\n"
            "from scripts import regenerate\n"
            "from attrs import evolve\n"
            f"tempfile.tempdir = {str(temporary)!r}\n"
            f"folder = pathlib.Path({str(environment)!r})\n"
            "regenerate.TOOLS = evolve(regenerate.TOOLS, environment=folder)\n"
            "sys.exit(regenerate.main(sys.argv[1:]))\n"
        )
        process = started(root, source, "-c", program, options=[option])
        wait_for(started_file, process)
        worked_in = Path(started_file.read_text().strip())
        below = temporary if option == "--check" else root / ".swap"
        assert below.resolve() in worked_in.resolve().parents
        process.send_signal(how)
        process.communicate(timeout=60)
        # It would be done by then, if it ran on.
        subprocess.run(["sleep", "2"], check=True)
        assert not ended_file.exists()
        if how is not signal.SIGKILL:
            assert list(temporary.iterdir()) == []
            assert not (root / ".swap").exists()
            return
        again = started(root, "no-such-file", "-c", program, options=[option])
        again.communicate(timeout=60)
        assert list(temporary.iterdir()) == []
        assert not (root / ".swap").exists()

    def test_nohup_holds(self, root: Path, source: Path) -> None:
        process = started(root, source, before_it_starts=lambda: hang_up(signal.SIG_IGN))
        read_until(process, "overlay: ")
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=60)
        assert process.returncode == DONE

    def test_kill_9_before_the_swap_leaves_the_tree_as_it_was(
        self, root: Path, source: Path
    ) -> None:
        before = tree(root)
        process = started(root, source)
        read_until(process, "overlay: ")
        process.kill()
        process.communicate(timeout=60)
        left = tree(root)
        assert {name: left[name] for name in left if not name.startswith(".swap/")} == before
        run(root, "no-such-file")
        assert tree(root) == before

    def test_kill_9_in_the_swap_is_undone_at_the_next_start(self, root: Path, source: Path) -> None:
        before = tree(root)
        program = (
            "import os, signal, sys\n"
            "def kill_in_the_swap(event, arguments):\n"
            "    if event == 'os.rename' and str(arguments[0]).endswith('.swap/new/generated'):\n"
            "        os.kill(os.getpid(), signal.SIGKILL)\n"
            "sys.addaudithook(kill_in_the_swap)\n"
            "from scripts.regenerate import main\n"
            "main(sys.argv[1:])\n"
        )
        process = started(root, source, "-c", program)
        process.communicate(timeout=60)
        assert process.returncode == KILLED
        cut = tree(root)
        assert cut["openapi.json"] != before["openapi.json"]
        assert not (root / "generated").exists()

        told = run(root, root / "openapi.json", "--check")
        assert told.status == FAILED
        assert "run once without --check, which undoes it" in told.errors[0]
        assert tree(root) == cut

        undone = run(root, "no-such-file")
        assert undone.lines[0] == "recover: undid a replacement that was interrupted"
        assert tree(root) == before

    def test_two_at_once_do_not_meet(self, root: Path) -> None:
        with swap.locked(root):
            for options in ([], ["--check"]):
                refused = run(root, root / "openapi.json", *options)
                assert refused.status == FAILED
                assert refused.errors == [
                    f"lock: another regeneration is at work in {root}; wait until it is done"
                ]

    def test_a_report_that_cannot_be_written_stops_it(self, root: Path, source: Path) -> None:
        before = tree(root)
        failed = run(root, source, "--report", str(root / "no" / "folder" / "report.md"))
        assert failed.status == FAILED
        assert failed.errors[0].startswith("report: ")
        assert tree(root) == before


def test_a_broken_contract_in_the_repository_is_told(root: Path) -> None:
    (root / "openapi.json").write_text("{")
    (line,) = run(root, "no-such-file").errors
    assert line.startswith("read: openapi.json cannot be read: JSON that ends in the middle")
    assert line.endswith("; restore it with git")


@pytest.mark.parametrize(
    ("shell", "environment"),
    [
        ("{} | true", {}),
        ("{} >&-", {}),
        ("{} >&- 2>&-", {}),
        ("{} > /dev/full", {}),
        ("{} > /dev/null", {"PYTHONIOENCODING": "ascii"}),
    ],
    ids=["broken pipe", "stdout closed", "both closed", "disk of stdout full", "ASCII"],
)
def test_nobody_who_listens_changes_what_is_done(
    shell: str, environment: dict[str, str], root: Path, tmp_path: Path
) -> None:
    document = platform_document()
    document["paths"]["/tags"]["get"]["tags"] = ["Étiquettes"]
    source = tmp_path / "source.json"
    source.write_text(json.dumps(document))
    options = ["--root", str(root), "--source", str(source), "--no-type-check"]
    command = shell.format(shlex.join([sys.executable, str(SCRIPT), *options]))
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (DONE, "")
    assert "Étiquettes" in (root / "openapi.json").read_text()


@pytest.mark.parametrize("timeout", ["nan", "inf", "0", "-1", "soon"])
def test_a_time_limit_that_is_none_is_refused(
    timeout: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--timeout", timeout])
    assert caught.value.code == FAILED
    assert "number of seconds above 0" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_found_at_the_start(root: Path) -> None:
    for report, message in (
        (root / "nowhere" / "report.md", "does not exist; make it"),
        (root, "is a folder; name a file"),
    ):
        failed = run(root, "no-such-file", "--report", str(report))
        assert failed.status == FAILED
        assert failed.lines == []
        (line,) = failed.errors
        assert line.startswith("report: ")
        assert message in line


INTERRUPTED_AS_IT_WAS = (INTERRUPTED, "interrupted: openapi.json and generated/ are as they were\n")


def started(
    root: Path,
    source: str | Path,
    *program: str,
    folder: Path = ROOT,
    before_it_starts: Callable[[], None] = lambda: hang_up(signal.SIG_DFL),
    options: Sequence[str] = (),
) -> subprocess.Popen[str]:
    arguments = ["--root", str(root), "--source", str(source), "--no-type-check", *options]
    return subprocess.Popen(
        [sys.executable, *(program or [str(SCRIPT)]), *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before_it_starts,
    )


def hang_up(how: signal.Handlers) -> None:
    """What SIGHUP does: who runs the tests with nohup ignores it, and so do programs they start."""
    signal.signal(signal.SIGHUP, how)


def limit_files(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def wait_for(file: Path, process: subprocess.Popen[str]) -> None:
    """Wait until another process has made a file."""
    while not file.exists():
        assert process.poll() is None
        time.sleep(0.05)


def read_until(process: subprocess.Popen[str], beginning: str) -> None:
    assert process.stdout is not None
    assert any(line.startswith(beginning) for line in process.stdout)


def interrupted(
    process: subprocess.Popen[str], how: signal.Signals = signal.SIGINT
) -> tuple[int, str]:
    process.send_signal(how)
    _, errors = process.communicate(timeout=60)
    return process.returncode, errors
