"""The script that compares two revisions, wherever they are."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import frozen

from flochat.contract import vendored_contract
from flochat.contract.diff_command import FINE, FOUND
from flochat.contract.errors import BAD_INPUT
from flochat.contract.normalise import dump, normalise
from scripts.contract_diff import main
from scripts.regeneration.tools import ROOT
from tests.support.hostile_server import answer, hostile_server, routes
from tests.support.tiny_document import OPERATION, PATH, answering, document, sending, taking

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
OLD, WORSE, MORE = answering(TEXT), answering(WHOLE), answering(TEXT)
MORE["paths"]["/more"] = {"get": {"responses": {}}}
SCRIPT = ROOT / "scripts" / "contract_diff.py"


@frozen
class Run:
    """What a run gave: exit status, stdout, lines of stderr."""

    status: int
    out: str
    errors: list[str]


def run(*arguments: object) -> Run:
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        status = main([str(argument) for argument in arguments])
    return Run(status, out.getvalue(), err.getvalue().splitlines())


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, Any], Path]:
    """Writes a document, or a text, into a file."""

    def write(name: str, content: Any) -> Path:
        file = tmp_path / name
        file.write_text(content if isinstance(content, str) else dump(normalise(content)))
        return file

    return write


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository whose tag `v1` has an older contract than its last commit; we are in it."""
    folder = tmp_path / "repository"
    (folder / "sub").mkdir(parents=True)
    monkeypatch.chdir(folder)

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=T", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], check=True, capture_output=True)

    git("init", "-q")
    for content, tag in ((OLD, "v1"), (WORSE, "v2")):
        (folder / "openapi.json").write_text(dump(normalise(content)))
        git("add", "openapi.json")
        git("commit", "-q", "-m", tag)
        git("tag", tag)
    return folder


Write = Callable[[str, Any], Path]


def test_the_exit_status_is_that_of_the_worst_finding(write: Write) -> None:
    old, worse, more = write("a.json", OLD), write("b.json", WORSE), write("c.json", MORE)
    assert run(old, worse).status == FOUND
    assert run(old, more).status == FINE
    assert run(old, more, "--fail-on", "WARN").status == FINE
    assert run(old, more, "--fail-on", "INFO").status == FOUND
    same = run(old, old, "--fail-on", "INFO")
    assert (same.status, same.out) == (FINE, "no change\n")


def test_each_format_has_its_report(write: Write) -> None:
    old, new = write("a.json", OLD), write("b.json", WORSE)
    reports = {name: run(old, new, "--format", name) for name in FORMATS}
    assert {report.status for report in reports.values()} == {FOUND}
    assert "ERR   response-body-type-changed" in reports["text"].out
    (change,) = json.loads(reports["json"].out)["changes"]
    assert (change["id"], change["operation"]) == ("response-body-type-changed", OPERATION)
    assert "- **ERR** `response-body-type-changed`" in reports["markdown"].out
    line = new.read_text().splitlines().index('                  "type": "integer"') + 1
    assert f",line={line},col=19::{OPERATION}: " in reports["github"].out


FORMATS = ("text", "json", "markdown", "github")


def test_the_line_is_known_in_any_json_and_yaml(write: Write) -> None:
    old = write("a.json", taking(TEXT))
    changed = taking({"type": "boolean", "minLength": 1})
    changed["paths"][PATH]["post"]["parameters"].insert(0, {"name": "z", "in": "query"})
    compact = write("b.json", json.dumps(changed))
    (line,) = annotated(run(old, compact, "--format", "github").out, "ERR")
    column = compact.read_text().index('"type": "boolean"') + 1
    assert f",line=1,col={column}::" in line
    block = write("c.yaml", yaml.safe_dump(changed, sort_keys=False))
    (line,) = annotated(run(old, block, "--format", "github").out, "ERR")
    number = block.read_text().splitlines().index("          type: boolean") + 1
    assert f",line={number},col=11::" in line


def annotated(report: str, level: str) -> list[str]:
    return [line for line in report.splitlines() if f"title={level} " in line]


def test_null_where_an_object_may_stand_is_read_as_nothing_and_told(write: Write) -> None:
    text = "openapi: 3.0.3\ninfo: {title: a, version: '1'}\npaths:\n  /a:\n    post:\n"
    text += "      requestBody:\n        content:\n      responses:\n        '200':\n"
    file = write("a.yaml", text)
    told = run(file, file)
    assert told.status == FINE
    assert told.out.startswith("none: 2 INFO")
    assert f"null ignored at /paths/~1a/post/requestBody/content ({file}:7:9)" in told.out
    assert f"null ignored at /paths/~1a/post/responses/200 ({file}:9:9)" in told.out
    mended = text.replace("content:", "content: {application/json: {}}")
    assert run(file, write("b.yaml", mended)).status == FINE


def test_several_reports_are_written_in_one_run(write: Write, tmp_path: Path) -> None:
    old, new = write("a.json", OLD), write("b.json", WORSE)
    page, data = tmp_path / "report.md", tmp_path / "report.json"
    given = [f"--output=markdown={page}", f"--output=json={data}"]
    told = run(old, new, *given)
    assert told.out.startswith("breaking: 1 ERR")
    assert page.read_text() == run(old, new, "--format", "markdown").out
    assert json.loads(data.read_text())["label"] == "breaking"
    for bad in ("report.md", "word=report.md", "json="):
        refused = run(old, new, "--output", bad)
        assert refused.status == BAD_INPUT
        assert len(refused.errors) == 1
        assert f"{bad!r} is not FORMAT=FILE" in refused.errors[0]
    assert run(old, new, f"--output=json={tmp_path}/none/a.json").status == BAD_INPUT


def test_it_can_fail_by_what_happens_to_the_facade(write: Write) -> None:
    old = write("a.json", vendored_contract(overlaid=False))
    lost = vendored_contract(overlaid=False)
    schema = lost["components"]["schemas"]["Tag"]
    schema.pop("required", None)
    optional = write("b.json", lost)
    del schema["properties"]["name"]
    gone = write("c.json", lost)
    told = run(optional, gone, "--fail-on", "adapt")
    assert told.status == FOUND
    assert "; flochat: adapt" in told.out.splitlines()[0]
    assert run(optional, gone, "--fail-on", "broken").status == FINE
    assert run(optional, gone).status == FINE
    assert run(old, old, "--fail-on", "adapt").status == FINE


def test_it_says_that_another_api_cannot_fail_by_the_facade(write: Write) -> None:
    old, new = write("a.json", MORE), write("b.json", OLD)
    told = run(old, new, "--fail-on", "broken")
    assert told.status == FINE
    assert [line for line in told.errors if "--fail-on broken: too few operations" in line]
    assert not run(old, new, "--fail-on", "WARN").errors


def test_prose_is_listed_when_asked_for(write: Write) -> None:
    old = write("a.json", document({"description": "Old."}))
    new = write("b.json", document({"description": "New."}))
    assert run(old, new).out == "cosmetic: 1 in prose only\n"
    assert '"Old." -> "New."' in run(old, new, "--prose").out


def test_colour_is_for_terminals_or_for_who_wants_it(write: Write) -> None:
    old, new = write("a.json", OLD), write("b.json", WORSE)
    assert "\x1b" not in run(old, new).out
    assert "\x1b[31m" in run(old, new, "--color", "always").out


class TestSources:
    def test_yaml(self, write: Write) -> None:
        text = "openapi: 3.0.3\ninfo: {title: a, version: '1'}\npaths: {/more: {get: {}}}\n"
        old = write("a.json", document())
        assert "endpoint-added" in run(old, write("b.yaml", text)).out

    @pytest.mark.usefixtures("repository")
    def test_a_revision_in_git(self) -> None:
        for old, new, status in (
            ("v1:openapi.json", "openapi.json", FOUND),
            ("HEAD~1:openapi.json", "v2:openapi.json", FOUND),
            ("HEAD:openapi.json", "openapi.json", FINE),
        ):
            assert run(old, new).status == status

    def test_a_revision_in_git_as_seen_from_a_folder_of_it(
        self, repository: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(repository / "sub")
        assert run("v1:openapi.json", "v2:openapi.json").status == FOUND

    @pytest.mark.usefixtures("repository")
    def test_a_committed_file_is_annotated_on_its_line(self) -> None:
        told = run("v1:openapi.json", "v2:openapi.json", "--format", "github").out
        assert told.startswith("::error file=openapi.json,title=")
        assert ",line=" in told

    def test_a_url_and_a_swagger_page(self, write: Write) -> None:
        page = '<!DOCTYPE html><script>SwaggerUIBundle({ url: "/api-docs" })</script>'
        pages = {
            "/api": answer(page, content_type="text/html"),
            "/api-docs": answer(json.dumps(WORSE)),
        }
        with hostile_server(routes(pages)) as server:
            for path in pages:
                assert run(write("a.json", OLD), f"{server.url}{path}").status == FOUND

    def test_a_document_that_is_not_flochats(self, write: Write) -> None:
        loose = {"openapi": "3.1.0", "webhooks": {"done": {"post": {}}}}
        assert run(write("a.json", loose), write("b.json", loose)).status == FINE


class TestBadInput:
    """One line that says what is wrong, and exit 2."""

    def refusal(self, *arguments: object) -> str:
        failed = run(*arguments)
        assert (failed.status, failed.out) == (BAD_INPUT, "")
        (line,) = failed.errors
        return line

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            pytest.param('{"swagger": "2.0", "paths": {}}', "Swagger 2.0", id="Swagger 2.0"),
            pytest.param('{"openapi": "3.0.0", "paths": {', "ends in the middle", id="cut"),
            pytest.param('{"a": 1}', "no OpenAPI version", id="no OpenAPI"),
            pytest.param('{"openapi": "3.0.0"}', "without paths", id="no paths"),
            pytest.param(
                '{"openapi": "3.0.0", "paths": [1]}', "no object at paths", id="odd paths"
            ),
            pytest.param("<html></html>", "HTML", id="HTML"),
            pytest.param("", "nothing", id="empty"),
        ],
    )
    def test_a_text_that_is_no_such_document(self, write: Write, content: str, found: str) -> None:
        good, bad = write("a.json", OLD), write("b.json", content)
        assert found in self.refusal(good, bad)
        assert found in self.refusal(bad, good)

    def test_a_file_that_is_missing(self, write: Write, tmp_path: Path) -> None:
        assert "cannot be read" in self.refusal(write("a.json", OLD), tmp_path / "none.json")

    def test_a_host_that_cannot_be_reached(self, write: Write, unused_port: int) -> None:
        url = f"http://127.0.0.1:{unused_port}/api"
        assert self.refusal(write("a.json", OLD), url).startswith("pull: ")

    @pytest.mark.parametrize(
        ("source", "found"),
        [
            ("nowhere:openapi.json", "no revision 'nowhere'"),
            ("v1:none.json", "no file 'none.json'"),
            (":openapi.json", "is not a revision"),
            ("--output=stolen:openapi.json", "is not a revision"),
            ("v1\nx:openapi.json", "is not a revision"),
            ("v1:", "no file ''"),
            ("v1:../openapi.json", "no file"),
        ],
    )
    def test_a_revision_that_git_does_not_have(
        self, repository: Path, source: str, found: str
    ) -> None:
        before = sorted(repository.rglob("*"))
        assert found in self.refusal("--", source, "openapi.json")
        assert sorted(repository.rglob("*")) == before

    def test_a_folder_that_is_no_repository(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
        assert "no revision" in self.refusal("v1:openapi.json", "v2:openapi.json")


class TestAcceptedFindings:
    def accepting(self, write: Write, **changes: Any) -> Path:
        later = str(date.today() + timedelta(days=2))
        entry = {"id": "response-body-type-changed", "operation": OPERATION, "until": later}
        return write(
            "accepted.json", json.dumps({"accepted": [{**entry, "reason": "ok", **changes}]})
        )

    def test_they_do_not_fail(self, write: Write) -> None:
        old, new = write("a.json", OLD), write("b.json", WORSE)
        accepted = run(old, new, "--accepted", self.accepting(write))
        assert (accepted.status, accepted.errors) == (FINE, [])
        assert "ok" in accepted.out

    def test_those_that_expired_fail_and_are_told(self, write: Write) -> None:
        old, new = write("a.json", OLD), write("b.json", WORSE)
        expired = run(old, new, "--accepted", self.accepting(write, until="2026-01-01"))
        assert expired.status == FOUND
        assert expired.errors[0].startswith("accepted: expired, remove it: response-body-type")

    def test_those_that_cover_nothing_are_told(self, write: Write) -> None:
        old = write("a.json", OLD)
        unused = run(old, old, "--accepted", self.accepting(write))
        assert unused.status == FINE
        assert unused.errors[0].startswith("accepted: unused, remove it: response-body-type")

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            ("[]", "not an object"),
            ("{}", 'must hold a list "accepted"'),
            ('{"accepted": [{}]}', "an entry 1 whose keys are not id, operation, reason, until"),
            ('{"accepted": [{"id": 1, "operation": null, "reason": "a", "until": "b"}]}', "texts"),
            ('{"accepted": [{"id": "a", "operation": null, "reason": "a", "until": "b"}]}', "date"),
        ],
    )
    def test_a_file_of_another_form_is_refused(
        self, write: Write, content: str, found: str
    ) -> None:
        old = write("a.json", OLD)
        failed = run(old, old, "--accepted", write("accepted.json", content))
        assert failed.status == BAD_INPUT
        assert failed.errors[0].startswith("accepted: ")
        assert found in failed.errors[0]


def test_it_runs_as_a_script(write: Write) -> None:
    old, new = write("a.json", sending(TEXT)), write("b.json", sending(WHOLE))
    arguments = [sys.executable, str(SCRIPT), str(old), str(new)]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60)
    assert done.returncode == FOUND, done.stderr
    assert "request-body-type-changed" in done.stdout
