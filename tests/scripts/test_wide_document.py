"""Documents with what our own contract does not use go the whole way, up to calls over HTTP."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from scripts.regenerate import DONE, main
from scripts.regeneration import index
from scripts.regeneration.tools import ROOT
from tests.support import wide_calls
from tests.support.hostile_server import Request, answer, hostile_server
from tests.support.wide_document import TOKEN, TRACE, wide_document

ANSWER = {"name": "a", "data": [1]}


@frozen
class Wide:
    """What became of the document: its generated client, the report, and calls of that client."""

    generated: Path
    report: str
    outcomes: dict[str, dict[str, Any]]
    requests: list[Request]

    def sent(self, path: str) -> list[Request]:
        return [one for one in self.requests if one.target.partition("?")[0] == f"/api{path}"]


def bare_repository(root: Path) -> Path:
    """A repository, as far as a first regeneration needs one."""
    shutil.copytree(ROOT / "scripts" / "generator", root / "scripts" / "generator")
    shutil.copy(ROOT / "scripts" / "requirements-generator.txt", root / "scripts")
    (root / "scripts" / "overlay.json").write_text('{"overlay": "1.0.0", "actions": []}')
    return root


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wide]:
    root = bare_repository(tmp_path_factory.mktemp("wide") / "repository")
    source, report = root.with_name("source.json"), root.with_name("report.md")
    source.write_text(json.dumps(wide_document()))
    options = ["--root", str(root), "--source", str(source), "--report", str(report)]
    assert main([*options, "--no-type-check"]) == DONE
    with hostile_server(lambda _: answer(json.dumps(ANSWER))) as server:
        done = subprocess.run(
            [sys.executable, wide_calls.__file__, str(root / "generated"), f"{server.url}/api"],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        yield Wide(root / "generated", report.read_text(), json.loads(done.stdout), server.requests)


def test_all_three_hundred_operations_are_there_with_their_headers(wide: Wide) -> None:
    namespace: dict[str, Any] = {}
    exec((wide.generated / index.PACKAGE / "operations.py").read_text(), namespace)
    rows = namespace["OPERATIONS"]
    assert len(rows) == 300
    for row in rows.values():
        headers = {p.wire: p.required for p in row.parameters if p.place == "header"}
        assert headers == {TOKEN: True, TRACE: False}
    assert rows["POST /rare/either"].body.known == ("name", "size", "tag")
    assert rows["POST /rare/either"].body.required == ("name",)
    assert rows["POST /rare/file"].body.media_type == "multipart/form-data"


def test_the_report_tells_what_was_left_out(wide: Wide) -> None:
    section = wide.report.partition("## Left out of the client")[2].partition("##")[0]
    (line,) = section.split("\n    ")[1:]
    assert "POST /rare/file: its body as multipart/form-data" in line


@pytest.mark.parametrize("client", ["sync", "async"])
class TestCalls:
    @pytest.mark.parametrize("name", ["a token", "a token in other letters", "of the client"])
    def test_a_header_is_given_to_the_call_or_to_the_client(
        self, wide: Wide, client: str, name: str
    ) -> None:
        assert wide.outcomes[client][name] == ANSWER

    def test_one_that_nobody_gives_is_missed_before_the_request(
        self, wide: Wide, client: str
    ) -> None:
        error = wide.outcomes[client]["no token"]
        assert error.startswith("InvalidArgumentError: GET /area0/things0: the contract requires")
        assert 'pass headers={"X-API-TOKEN": ...} to client.request()' in error
        error = wide.outcomes[client]["no cookie"]
        assert 'pass cookies={"sid": ...} to client.request()' in error
        assert all(TOKEN.lower() in request.headers for request in wide.requests)

    def test_a_body_that_has_to_be_no_json_is_refused(self, wide: Wide, client: str) -> None:
        error = wide.outcomes[client]["file as JSON"]
        assert error.startswith("InvalidArgumentError: POST /rare/file: a body of multipart/form")


def test_headers_and_cookies_arrive(wide: Wide) -> None:
    tokens = [one.headers[TOKEN.lower()] for one in wide.sent("/area0/things0")]
    assert tokens == ["t0ken"] * 4
    assert [one.headers.get(TRACE.lower()) for one in wide.sent("/area0/things0")] == [
        None,
        "7",
    ] * 2
    cookies = [one.headers["cookie"] for one in wide.sent("/rare/session")]
    assert cookies == ["sid=s1; lang=de", "a=1; sid=s2"] * 2
    assert {one.headers["authorization"] for one in wide.requests} == {"Bearer key-of-nobody"}


def test_lists_arrive_as_declared(wide: Wide) -> None:
    (query,) = {one.target.partition("?")[2] for one in wide.sent("/rare/lists")}
    assert query == "commas=a%2Cb&pipes=a%7Cb&each=a&each=b"


def test_vendor_json_goes_under_its_own_media_type(wide: Wide) -> None:
    for path, media_type in (
        ("/rare/vendor", "application/vnd.api+json"),
        ("/rare/charset", "application/json"),
    ):
        sent = [(one.headers["content-type"], one.body) for one in wide.sent(path)]
        assert sent == [(media_type, b'{"name":"a"}')] * 2


def test_a_file_goes_through_the_generated_functions(wide: Wide) -> None:
    assert len(wide.sent("/rare/file")) == 2
    for request in wide.sent("/rare/file"):
        assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
        assert b"\x00\xff" in request.body
        assert request.headers[TOKEN.lower()] == "t0ken"
