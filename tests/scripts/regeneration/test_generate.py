from __future__ import annotations

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from flochat.contract import vendored_contract
from flochat.contract.errors import ContractError
from scripts.regeneration.generate import generate
from scripts.regeneration.index import indexed
from scripts.regeneration.tools import ROOT, TOOLS, Tools, run
from scripts.regeneration.verify import compare, verify
from tests.support.small_contract import json as json_body
from tests.support.small_contract import operation, small_contract

GENERATED = ROOT / "generated"


def refusal(document: dict[str, Any], target: Path, tools: Tools = TOOLS) -> str:
    with pytest.raises(ContractError) as caught:
        generate(document, target, tools)
    assert not target.exists()
    return str(caught.value)


def test_every_run_gives_the_bytes_of_the_committed_client_whoever_runs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings"
    (settings / ".config" / "ruff").mkdir(parents=True)
    for name in ("ruff.toml", ".config/ruff/ruff.toml"):
        (settings / name).write_text("line-length = 40\n[format]\nquote-style = 'single'\n")
    monkeypatch.chdir(settings)
    for name in ("HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(settings))
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("PATH", "")
    generate(vendored_contract(overlaid=False), tmp_path / "fresh")
    assert compare(GENERATED, tmp_path / "fresh") == []


def test_provenance_is_what_went_in_and_nothing_of_the_machine() -> None:
    record = json.loads((GENERATED / "provenance.json").read_text())
    templates = ("endpoint_module.py.jinja", "models_init.py.jinja", "package_init.py.jinja")

    def sha256(path: str) -> str:
        return hashlib.sha256((ROOT / path).read_bytes()).hexdigest()

    assert record["document"] == sha256("openapi.json")
    assert record["overlay"] == sha256("scripts/overlay.json")
    assert record["config"] == sha256("scripts/generator/config.yaml")
    assert record["templates"] == {
        template: sha256(f"scripts/generator/templates/{template}") for template in templates
    }
    assert record["tools"]["openapi-python-client"] == "0.29.1"
    assert "ruff" in record["tools"]
    assert set(record) == {"document", "overlay", "config", "templates", "tools", "generated"}


def test_every_package_of_the_generator_is_pinned_and_itself_not_below_what_is_safe() -> None:
    pins = (TOOLS.scripts / "requirements-generator.txt").read_text().splitlines()
    packages = [line for line in pins if not line.startswith("#")]
    assert dict(line.split("==") for line in packages) == TOOLS.versions()
    version = TOOLS.versions()["openapi-python-client"]
    assert tuple(map(int, version.split("."))) >= (0, 29, 1)


def test_a_class_is_there_for_every_schema_that_says_anything() -> None:
    import flochat_api.models

    schemas = vendored_contract()["components"]["schemas"]
    silent = {name for name, schema in schemas.items() if not schema.keys() - {"title", "xml"}}
    assert set(schemas) - set(flochat_api.models.__all__) == silent


def test_models_load_one_by_one_and_other_names_are_refused() -> None:
    script = (
        "import sys, flochat_api.models as models; from flochat_api.models import Tag;"
        "assert sum(name.startswith('flochat_api.models.') for name in sys.modules) == 1;"
        "assert models.Tag is Tag and 'Tag' in dir(models);"
        "models.Tog"
    )
    failed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    last = failed.stderr.splitlines()[-1]
    assert last.startswith("AttributeError: module 'flochat_api.models' has no attribute 'Tog'")


def test_an_endpoint_imports_its_own_models_once_it_reads_an_answer_and_no_others() -> None:
    script = """
import sys, httpx, flochat_api.api.flow_tag.flow_tags as flow_tags
models = lambda: sorted(name for name in sys.modules if name.startswith("flochat_api.models."))
print(*models(), "then")
flow_tags._parse_response(client=None, response=httpx.Response(200, json={"data": []}))
print(*models())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    before, _, after = done.stdout.partition("then")
    assert not before.strip(), done.stderr
    assert after.split() == [
        f"flochat_api.models.{name}" for name in ("response_error", "tag", "tag_resource")
    ]


def test_a_warning_of_the_generator_is_an_error(tmp_path: Path) -> None:
    contract = small_contract()
    answer = {"content": {"application/json": {"schema": {"$ref": "elsewhere.json#/Tag"}}}}
    contract["paths"]["/odd"] = {"get": operation("odd", answer)}
    assert refusal(contract, tmp_path / "x").startswith(
        "generate: the generator cannot take GET /odd: "
    )


def test_two_operations_of_one_name_each_get_a_module(tmp_path: Path) -> None:
    contract = small_contract()
    contract["paths"]["/twin"] = {"get": operation("tags", json_body({"type": "string"}))}
    generate(contract, tmp_path)
    assert {"GET /tags", "GET /twin"} <= indexed(tmp_path)


def test_an_environment_whose_python_is_gone_is_an_error(tmp_path: Path) -> None:
    dead = tmp_path / "dead" / "bin" / "openapi-python-client"
    dead.parent.mkdir(parents=True)
    dead.write_text("#!/nowhere/bin/python\n")
    dead.chmod(0o755)
    with pytest.raises(ContractError, match=r"cannot be started .*; run make setup"):
        run("generate", [dead], folder=tmp_path, timeout=5, remedy="look")


def test_a_refusal_says_where_and_the_same_each_time(tmp_path: Path) -> None:
    contract = small_contract()
    content = contract["paths"]["/tags"]["get"]["responses"]["200"]["content"]
    kinds = (
        {"type": "object", "properties": {"a": {"type": kind}}} for kind in ("string", "integer")
    )
    content["application/json"]["schema"] = {"allOf": list(kinds)}
    first = refusal(contract, tmp_path / "x")
    assert first.startswith("generate: the generator cannot take GET /tags: Cannot parse response")
    assert "0x" not in first
    assert "was generated" not in first
    assert refusal(contract, tmp_path / "y") == first


def test_an_environment_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    tools = evolve(TOOLS, environment=tmp_path / "nowhere")
    assert "run make setup" in refusal(small_contract(), tmp_path / "x", tools)


def test_an_environment_with_another_version_than_pinned_is_an_error(tmp_path: Path) -> None:
    shutil.copytree(TOOLS.scripts, tmp_path / "scripts")
    pins = tmp_path / "scripts" / "requirements-generator.txt"
    pins.write_text(pins.read_text().replace("ruff==", "ruff==9"))
    tools = evolve(TOOLS, scripts=tmp_path / "scripts")
    assert "ruff is pinned to 9" in refusal(small_contract(), tmp_path / "x", tools)


def test_a_generator_that_hangs_is_stopped(tmp_path: Path) -> None:
    tools = evolve(TOOLS, timeout=0.01)
    assert "took more than 0.01 s" in refusal(small_contract(), tmp_path / "x", tools)


# Documents with code in them

BREAKOUTS = {
    "as it is": "{code}",
    "out of a docstring": '"""\n{code}\n"""',
    "out of double quotes": '"; {code}; "" """; {code}; """ + {code} + """',
    "out of single quotes": "'; {code}; '' '''; {code}; ''' + {code} + '''",
    "behind backslashes": '\\"; {code} \\\\" \\""" \\\\""" + {code}  \\',
    "on a line of its own": "x\n{code}\r\n    {code}\n\n\x0c\u2028{code} #",
    "in braces": "{{{code}}} {{{{{code}}}}} {{% set x = {code} %}} {{# {code} #}}",
}


@pytest.fixture
def canary() -> Iterator[Path]:
    """A file that hostile code makes when it is run; its path is short, as names of files are."""
    file = Path(tempfile.gettempdir()) / f"canary{os.getpid()}"
    yield file
    file.unlink(missing_ok=True)


def code(canary: Path) -> str:
    return f"open('{canary}','w')"


def texts(text: str) -> dict[str, Any]:
    """A contract with a text in all places that do not become names of generated code."""
    schema: dict[str, Any] = {
        "type": "object",
        "title": text,
        "description": text,
        "properties": {
            text: {"type": "string", "title": text},
            "a": {"type": "string", "description": text, "default": text, "example": text},
            "b": {"type": "string", "enum": [text, "w"], "default": text},
            "c": {"type": "string", "format": text, "pattern": text},
            "d": {"const": text},
        },
        "required": [text, "a"],
    }
    answer = {"description": text, **json_body({"$ref": "#/components/schemas/S"})}
    hostile = {
        "operationId": "hostile",
        "tags": [text],
        "summary": text,
        "description": text,
        "parameters": [
            {"name": "q", "in": "query", "schema": {"type": "string", "default": text}},
            {"name": "r", "in": "query", "description": text, "schema": schema["properties"]["b"]},
        ],
        "requestBody": {"description": text, **json_body(schema)},
        "responses": {"200": answer},
        "security": [{text: []}],
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": text, "version": text, "description": text},
        "servers": [{"url": text, "description": text}],
        "tags": [{"name": text, "description": text}],
        "paths": {"/hostile": {"post": hostile}},
        "components": {
            "schemas": {"S": schema},
            "securitySchemes": {text: {"type": "http", "scheme": "bearer", "description": text}},
        },
    }


def opens(generated: Path) -> Iterator[str]:
    """Where generated code, not text in it, says `open`."""
    for file in generated.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name) and node.id == "open":
                yield f"{file}:{node.lineno}"


@pytest.mark.parametrize("breakout", BREAKOUTS.values(), ids=BREAKOUTS.keys())
def test_code_in_a_document_stays_text(breakout: str, tmp_path: Path, canary: Path) -> None:
    contract = texts(breakout.format(code=code(canary)))
    generate(contract, tmp_path / "made")
    verify(contract, tmp_path / "made", types=False)  # imports all of it
    assert list(opens(tmp_path / "made")) == []
    assert not canary.exists()


def named(place: str, text: str) -> dict[str, Any]:
    """A contract with a text where generated code has a name."""
    contract = small_contract()
    tags = contract["paths"]["/tags"]
    if place == "path":
        contract["paths"][f"/a/{text}"] = {"get": operation("a", json_body({"type": "string"}))}
    elif place == "operationId":
        tags["get"]["operationId"] = text
    elif place == "parameter":
        tags["get"]["parameters"].append(
            {"name": text, "in": "query", "schema": {"type": "string"}}
        )
    elif place == "media type":
        tags["post"]["requestBody"]["content"] = {text: {"schema": {"type": "string"}}}
    else:
        contract["components"]["schemas"][text] = {"type": "object", "properties": {}}
    return contract


@pytest.mark.parametrize("place", ["path", "operationId", "parameter", "media type", "schema"])
def test_code_in_a_name_is_refused_or_stays_text(place: str, tmp_path: Path, canary: Path) -> None:
    text = "".join(breakout.format(code=code(canary)) for breakout in BREAKOUTS.values())
    contract = named(place, text)
    with suppress(ContractError):
        generate(contract, tmp_path / "made")
        verify(contract, tmp_path / "made", types=False)
    assert list(opens(tmp_path)) == []
    assert not canary.exists()
