"""What upstream says wrong, and how one gets past it before upstream corrects it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.regenerate import DONE, FAILED, main
from tests.scripts.test_wide_document import bare_repository
from tests.support.small_contract import content, operation, small_contract
from tests.support.small_contract import json as json_body

Document = dict[str, Any]
TEXT: Document = {"type": "string"}


@pytest.fixture(scope="module")
def pulled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that has the small contract."""
    root = bare_repository(tmp_path_factory.mktemp("mended") / "repository")
    assert pull(root, small_contract()) == DONE
    return root


@pytest.fixture
def root(pulled_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pulled_once, tmp_path / "repository"))


def pull(root: Path, document: Document, *actions: Document) -> int:
    source = root.with_name("source.json")
    source.write_text(json.dumps(document))
    overlay = {"overlay": "1.0.0", "actions": list(actions)}
    (root / "scripts" / "overlay.json").write_text(json.dumps(overlay))
    report = root.with_name("report.md")
    options = ["--source", str(source), "--report", str(report), "--no-type-check"]
    return main(["--root", str(root), *options])


def index_of(root: Path) -> Document:
    namespace: Document = {}
    exec((root / "generated" / "flochat_api" / "operations.py").read_text(), namespace)
    operations: Document = namespace["OPERATIONS"]
    return operations


def action(target: str, upstream: Any, **change: Any) -> Document:
    return {"target": target, "description": "as it is", "x-upstream": upstream, **change}


def twice_named(document: Document) -> list[Document]:
    document["paths"]["/me"] = {"get": operation("tags", json_body(TEXT))}
    target = "$.paths['/me'].get.operationId"
    return [action(target, "tags", update="me")]


def optional_placeholder(document: Document) -> list[Document]:
    me = {"get": operation("me", json_body(TEXT), parameters=[_in_path("id")])}
    document["paths"]["/me/{id?}"] = me
    return [
        action("$.paths['/me/{id?}']", {}, remove=True),
        action("$.paths", {}, update={"/me/{id}": me}),
    ]


def backslashes(document: Document) -> list[Document]:
    me = {"get": operation("me", json_body(TEXT))}
    document["paths"]["\\me"] = me
    return [
        action("$.paths['\\me']", {}, remove=True),
        action("$.paths", {}, update={"/me": me}),
    ]


def operation_id_of_a_class(document: Document) -> list[Document]:
    named = operation("App\\Http\\Me@show", json_body(TEXT))
    document["paths"]["/me"] = {"get": named}
    target = "$.paths['/me'].get.operationId"
    return [action(target, named["operationId"], update="me")]


def dangling(document: Document) -> list[Document]:
    reference = {"$ref": "#/components/schemas/App\\Me"}
    document["paths"]["/me"] = {"get": operation("me", json_body(reference))}
    target = "$.paths['/me'].get.responses['200'].content['application/json'].schema"
    return [
        action(target, reference, remove=True),
        action(target.removesuffix(".schema"), {}, update={"schema": TEXT}),
    ]


def wrong_shape(document: Document) -> list[Document]:
    me = operation("me", json_body(TEXT))
    document["paths"]["/me"] = {"get": {**me, "parameters": {"0": "none"}}}
    return [action("$.paths['/me'].get.parameters", {"0": "none"}, remove=True)]


def twice_on_the_wire(document: Document) -> list[Document]:
    get = operation("other", json_body(TEXT), parameters=[_in_path("a"), _in_path("b")])
    document["paths"]["/me"] = {"get": operation("me", json_body(TEXT))}
    document["paths"]["/lists/{a}/tags/{b}"] = {"put": get}
    return [action("$.paths['/lists/{a}/tags/{b}']", {}, remove=True)]


def _in_path(name: str) -> Document:
    return {"in": "path", "name": name, "required": True, "schema": TEXT}


WRONG: dict[str, Callable[[Document], list[Document]]] = {
    "an operationId twice": twice_named,
    "a placeholder that may be missing": optional_placeholder,
    "a path with a backslash": backslashes,
    "an operationId with backslashes": operation_id_of_a_class,
    "a reference to nothing": dangling,
    "an object for a list": wrong_shape,
    "a path twice": twice_on_the_wire,
}


@pytest.mark.parametrize("name", WRONG)
def test_the_overlay_mends_what_is_refused_without_it(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = small_contract()
    corrections = WRONG[name](document)
    assert pull(root, document) == FAILED
    refusal = capsys.readouterr().err
    assert "or correct it in the overlay" in refusal

    assert pull(root, document, *corrections) == DONE
    assert any(row.startswith("GET /me") for row in index_of(root))
    problem = refusal.removeprefix("check: ").partition("; have")[0]
    line = next(one for one in capsys.readouterr().out.splitlines() if "corrected by the" in one)
    assert problem in line
    report = root.with_name("report.md").read_text()
    section = report.partition("## Read although it is wrong")[2].partition("##")[0]
    assert "corrected by the overlay" in section

    # What is vendored is what upstream says: the next pull finds nothing to do.
    assert pull(root, document, *corrections) == DONE
    assert capsys.readouterr().out.splitlines()[-1] == "nothing to do"


def test_a_correction_that_no_longer_fits_lets_the_document_be_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = small_contract()
    (correction,) = twice_named(document)
    assert pull(root, document, {**correction, "x-upstream": "me"}) == FAILED
    assert "the operationId 'tags' twice" in capsys.readouterr().err


def test_empty_lists_for_objects_are_read_and_told(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = small_contract()
    me = operation("me", json_body({"type": "object", "properties": []}))
    me["responses"]["204"] = {"description": "", "headers": [], "content": []}
    me["callbacks"] = []
    document["paths"]["/me"] = {"get": me, "post": operation("add", {}, requestBody=content([]))}  # type: ignore[arg-type]  # as PHP writes it
    document["components"] |= {"responses": [], "securitySchemes": []}
    document["info"] |= {"contact": [], "license": []}
    document["externalDocs"] = []
    assert pull(root, document) == DONE
    assert {"GET /me", "POST /me"} <= index_of(root).keys()
    told = [line for line in capsys.readouterr().out.splitlines() if "[] is read as {}" in line]
    assert "  [] is read as {} at /paths/~1me/get/responses/204/content" in told
    assert len(told) == 10
    contract = (root / "openapi.json").read_text()
    assert '"properties": {}' in contract
    assert pull(root, document) == DONE
    assert capsys.readouterr().out.splitlines()[-1] == "nothing to do"
