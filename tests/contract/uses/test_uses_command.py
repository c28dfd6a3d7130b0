"""The comparison with the code of a user, as a command."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from scripts import contract_diff

GENERATED = Path(__file__).parent / "programs" / "generated"


def _document(*paths: str) -> dict[str, Any]:
    operation = {"responses": {"200": {"description": "ok"}}}
    methods = {"/me": "get", "/flow/create-tag": "post"}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Flochat", "version": "1"},
        "paths": {path: {methods[path]: copy.deepcopy(operation)} for path in paths},
    }


@pytest.fixture
def documents(tmp_path: Path) -> list[str]:
    for name, paths in (("old", ("/me", "/flow/create-tag")), ("new", ())):
        (tmp_path / f"{name}.json").write_text(json.dumps(_document(*paths)))
    return [str(tmp_path / "old.json"), str(tmp_path / "new.json")]


@pytest.fixture
def code(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    folder.mkdir()
    text = "from flochat import Flochat\nclient = Flochat()\nclient.account.me()\n"
    (folder / "app.py").write_text(text)
    (folder / "test_app.py").write_text(text)
    return folder


def test_annotates_the_lines_of_the_user(
    documents: list[str], code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract_diff.main([*documents, "--uses", str(code), "--format", "github"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    for line, name in zip(lines, ("app.py", "test_app.py"), strict=True):
        assert line.startswith(f"::error file={code / name},")
        assert ",line=3,col=1::" in line


def test_tells_tests_apart(
    documents: list[str], code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract_diff.main([*documents, "--uses", str(code)])
    own, _, tests = capsys.readouterr().out.partition("In tests:")
    assert f"breaks {code / 'app.py'}:3:1: " in own
    assert f"breaks {code / 'test_app.py'}:3:1: " in tests


def test_adds_the_uses_to_the_json(
    documents: list[str], code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract_diff.main([*documents, "--uses", str(code), "--format", "json"])
    content = json.loads(capsys.readouterr().out)
    assert content["label"] == "breaking"
    uses = content["uses"]
    assert uses["counts"] == {"breaks": 2, "adapts": 0, "safe": 0}
    assert [it["test"] for it in uses["touched"]] == [False, True]
    assert {it["use"] for it in uses["touched"]} == {"account.me"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("from flochat import Flochat\nFlochat().account.me()\n", 1),
        ("from flochat import Flochat\nFlochat().flow.tags.list()\n", 0),
        ("print(1)\n", 0),
    ],
)
def test_fails_on_what_breaks_in_the_code_alone(
    documents: list[str], tmp_path: Path, text: str, status: int
) -> None:
    (tmp_path / "one.py").write_text(text)
    arguments = [*documents, "--uses", str(tmp_path / "one.py"), "--fail-on", "broken"]
    assert contract_diff.main(arguments) == status


def test_fails_on_what_breaks_in_the_facade_without_code(documents: list[str]) -> None:
    assert contract_diff.main([*documents, "--fail-on", "broken"]) == 1
    assert contract_diff.main([documents[0], documents[0], "--fail-on", "adapt"]) == 0


@pytest.mark.parametrize("package", ["acme_client", str(GENERATED / "acme_client")])
def test_reads_code_with_a_generated_client(
    documents: list[str], package: str, capsys: pytest.CaptureFixture[str]
) -> None:
    client = f"openapi-python-client:{package}"
    arguments = ["--uses", str(GENERATED / "app.py"), "--client", client, "--fail-on", "broken"]
    assert contract_diff.main([*documents, *arguments]) == 1
    assert "acme_client.api.tags.create_tag.sync makes POST /flow/create-tag" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--uses", "nowhere"],
        ["--client", "openapi-python-client:acme_client"],
        ["--uses", ".", "--client", "openapi-python-client:nothing_there"],
    ],
)
def test_refuses_bad_input_in_one_line(
    documents: list[str], arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert contract_diff.main([*documents, *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
