"""Documents that consist of several files, through the command and `load`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from flochat.contract.command import main
from flochat.contract.diff import diff
from flochat.contract.errors import ContractError
from flochat.contract.revisions import load

ROOT: Final = """
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    $ref: paths/pets.yaml
components:
  schemas:
    Pet:
      $ref: "schemas/pet.json#/$defs/Pet"
"""
PATHS: Final = """
post:
  requestBody:
    content:
      application/json:
        schema:
          $ref: ../schemas/pet.json#/$defs/Pet
  responses:
    "200":
      description: ok
      content:
        application/json:
          schema: {$ref: "../openapi.yaml#/components/schemas/Pet"}
"""
PET: Final = json.dumps(
    {
        "$defs": {
            "Pet": {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "maxLength": 10},
                    "owner": {"$ref": "the%20owner.yaml"},
                    "mother": {"$ref": "#/$defs/Pet"},
                },
            }
        }
    },
    indent=1,
)
OWNER: Final = """
type: object
properties:
  id: {type: integer}
  pets: {type: array, items: {$ref: 'pet.json#/$defs/Pet'}}
  card: {$ref: '#card'}
$defs:
  c: {$anchor: card, type: string}
"""
FILES: Final = {
    "openapi.yaml": ROOT,
    "paths/pets.yaml": PATHS,
    "schemas/pet.json": PET,
    "schemas/the owner.yaml": OWNER,
}
Files = Mapping[str, str]
Write = Callable[[str, Files], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(folder: str, files: Files) -> Path:
        for name, text in files.items():
            file = tmp_path / folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return tmp_path / folder / "openapi.yaml"

    return write


def annotated(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[str]:
    main(["diff", *map(str, arguments), "--format", "github"])
    return capsys.readouterr().out.splitlines()


def worst(old: Path, new: Path) -> dict[str, str]:
    findings = diff(load(str(old)).document, load(str(new)).document).findings
    return {finding.text: finding.level.name for finding in findings}


def test_a_change_in_any_file_is_told_once_on_its_line(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write("old", FILES)
    new = write("new", {**FILES, "schemas/pet.json": PET.replace("10", "5")})
    (sent, received) = annotated(capsys, old, new)
    line = PET.splitlines().index('     "maxLength": 10') + 1
    where = f"file={new.parent / 'schemas/pet.json'}"
    assert sent.startswith(f"::error {where},title=ERR request-property-max-length-decreased")
    assert f"line={line},col=6::POST /pets: request body name" in sent
    assert received.startswith(f"::notice {where}")


def test_what_stands_behind_an_anchor_or_a_circle_is_compared(write: Write) -> None:
    old = write("old", FILES)
    changed = OWNER.replace("type: string", "type: boolean").replace("integer", "number")
    new = write("new", {**FILES, "schemas/the owner.yaml": changed})
    assert worst(old, new) == {
        "request body owner.card: type changed, string -> boolean": "ERR",
        "response 200 body owner.card: type changed, string -> boolean": "ERR",
        "request body owner.id: type generalized, integer -> number": "INFO",
        "response 200 body owner.id: type generalized, integer -> number": "ERR",
    }


def test_the_same_in_one_file_or_in_several_is_no_finding(write: Write) -> None:
    several = write(
        "several",
        {
            "openapi.yaml": """
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths: {$ref: paths.yaml}
""",
            "paths.yaml": """
/pets:
  get: {$ref: operations/get.json}
""",
            "operations/get.json": json.dumps(
                {
                    "parameters": [{"$ref": "../shared.yaml#/limit"}],
                    "responses": {"200": {"$ref": "../shared.yaml#/answers/ok"}},
                }
            ),
            "shared.yaml": """
limit: {name: limit, in: query, schema: {type: integer}}
answers:
  ok: {description: fine, content: {application/json: {schema: {$ref: "#/text"}}}}
text: {type: string}
""",
        },
    )
    one = write(
        "one",
        {
            "openapi.yaml": """
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      parameters:
      - {name: limit, in: query, schema: {type: integer}}
      responses:
        "200": {description: fine, content: {application/json: {schema: {type: string}}}}
"""
        },
    )
    assert worst(several, one) == worst(one, several) == {}


def test_a_mapping_of_a_discriminator_may_lead_to_a_file(write: Write) -> None:
    root = """
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
              oneOf: [{$ref: cat.yaml}, {$ref: dog.yaml}]
              discriminator: {propertyName: kind, mapping: {cat: cat.yaml, dog: dog.yaml}}
      responses: {}
"""
    animal = "type: object\nrequired: [{0}]\nproperties: {{kind: {{}}, {0}: {{type: integer}}}}\n"
    files = {
        "openapi.yaml": root,
        "cat.yaml": animal.format("purrs"),
        "dog.yaml": animal.format("barks"),
    }
    old = write("old", files)
    new = write("new", {**files, "dog.yaml": files["dog.yaml"].replace("integer", "boolean")})
    assert not worst(old, old)
    assert "ERR" in worst(old, new).values()


def test_a_schema_is_found_by_its_identifier(write: Write) -> None:
    root = """
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    post:
      requestBody: {content: {application/json: {schema: {$ref: "https://example.com/pet"}}}}
      responses: {}
components:
  schemas:
    Pet:
      $id: https://example.com/pet
      $defs: {name: {type: string, maxLength: 9}}
      properties: {name: {$ref: "#/$defs/name"}}
"""
    old = write("old", {"openapi.yaml": root})
    new = write("new", {"openapi.yaml": root.replace("9", "8")})
    assert worst(old, new) == {"request body name: max length decreased, 9 -> 8": "ERR"}


def test_nothing_is_fetched_and_that_is_told(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {**FILES, "schemas/pet.json": PET.replace("the%20owner.yaml", "https://x.test/o.json")}
    old = write("old", files)
    (told,) = annotated(capsys, old, old)
    assert "INFO reference-not-followed" in told
    assert told.endswith("$ref: not followed, https://x.test/o.json")
    assert "pet.json" in told


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_revision_in_git_takes_its_files_from_that_revision(
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("api", FILES)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    write("api", {"schemas/pet.json": PET.replace("10", "5")})
    git(tmp_path, "commit", "-q", "-a", "-m", "two")
    (tmp_path / "api" / "schemas" / "pet.json").unlink()
    monkeypatch.chdir(tmp_path)
    (sent, _) = annotated(capsys, "HEAD~1:api/openapi.yaml", "HEAD:api/openapi.yaml")
    assert "file=api/schemas/pet.json,title=ERR request-property-max-length-decreased" in sent
    with pytest.raises(ContractError, match=r"schemas/pet.json, which cannot be read"):
        load("api/openapi.yaml")
    (tmp_path / "api" / "schemas" / "the owner.yaml").unlink()
    git(tmp_path, "commit", "-q", "-a", "-m", "three")
    with pytest.raises(ContractError, match="the revision has no such file"):
        load("HEAD:api/openapi.yaml")


def test_files_outside_of_the_folder_are_read_where_they_may_be(write: Write) -> None:
    files = {f"api/{name}": text for name, text in FILES.items() if name != "schemas/pet.json"}
    pet = {"schemas/pet.json": PET.replace("the%20owner.yaml", "../api/schemas/the%20owner.yaml")}
    moved = {"schemas/pet": "../schemas/pet", "'pet.json": "'../../schemas/pet.json"}
    for before, after in moved.items():
        files = {name: text.replace(before, after) for name, text in files.items()}
    root = write("all", {**files, **pet}).parent
    with pytest.raises(ContractError, match=r"out of the folder of the document; .*--within"):
        load(str(root / "api" / "openapi.yaml"))
    revision = load(str(root / "api" / "openapi.yaml"), within=root)
    assert revision.positions is not None
    assert revision.positions.files == {"schemas/pet.json", *files}
    with pytest.raises(ContractError, match=r"is not in the folder"):
        load(str(root / "api" / "openapi.yaml"), within=root / "schemas")


REFUSED: Final[dict[str, tuple[str, str, str]]] = {
    "a file that is not there": ("schemas/pet.json", "schemas/dog.json", "which cannot be read"),
    "a node that is not there": ("$defs/Pet", "$defs/Dog", r"has no /\$defs/Dog"),
    "a path from the root": ("schemas/pet.json", "/etc/passwd", "out of the folder"),
    "a way out": ("schemas/pet.json", "a/../../pet.json", "out of the folder"),
    "a way out, encoded": ("schemas/pet.json", "%2e%2e/pet.json", "out of the folder"),
    "a folder": ("schemas/pet.json", "schemas", "cannot be read"),
    "an anchor that is not there": ("#/$defs/Pet", "#Pet", r"names no \$anchor"),
    "itself": ("schemas/pet.json#/$defs/Pet", "link.yaml", "leads out of the folder|has no|itself"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_told_with_its_line(write: Write, kind: str) -> None:
    old, new, problem = REFUSED[kind]
    link = {"link.yaml": "$ref: ../out.yaml\n"}
    file = write("bad", {**FILES, **link, "openapi.yaml": ROOT.replace(old, new)})
    with pytest.raises(ContractError, match=rf"\$ref .* in .*:\d+ .*({problem})"):
        load(str(file))


def test_of_several_references_that_lead_nowhere_the_first_is_told(write: Write) -> None:
    keywords = ("not", "if", "then", "else", "items", "contains", "propertyNames")
    broken = "\n".join(f"      {word}: {{$ref: 'pet.yaml#/{word}'}}" for word in keywords)
    root = ROOT.replace('      $ref: "schemas/pet.json#/$defs/Pet"', broken)
    with pytest.raises(ContractError, match=r"pet\.yaml#/not'"):
        load(str(write("broken", {**FILES, "openapi.yaml": root, "pet.yaml": "a: {}"})))


def test_a_url_is_told_where_it_is_first_referred_to(write: Write) -> None:
    keywords = ("not", "if", "then", "else", "items", "contains", "propertyNames")
    url = "https://example.com/pet.json"
    same = "\n".join(f"      {word}: {{$ref: {url}}}" for word in keywords)
    root = ROOT.replace('      $ref: "schemas/pet.json#/$defs/Pet"', same)
    revision = load(str(write("urls", {**FILES, "openapi.yaml": root})))
    assert revision.unfollowed == {url: "/components/schemas/Pet/not"}


def test_an_operation_that_includes_itself_is_refused(write: Write) -> None:
    paths = "get: {$ref: 'pets.yaml#/get'}\n"
    file = write("bad", {**FILES, "paths/pets.yaml": paths})
    with pytest.raises(ContractError, match=r"pets.yaml:1 leads back to itself"):
        load(str(file))


def test_a_symbolic_link_does_not_lead_out(write: Write, tmp_path: Path) -> None:
    file = write("linked", FILES)
    secret = tmp_path / "secret.json"
    secret.write_text(PET)
    pet = file.parent / "schemas" / "pet.json"
    pet.unlink()
    pet.symlink_to(secret)
    with pytest.raises(ContractError, match="it lies outside of the folder"):
        load(str(file))


def test_a_document_may_be_a_link_itself(write: Write, tmp_path: Path) -> None:
    kept = write("kept", FILES)
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text(ROOT)
    kept.unlink()
    kept.symlink_to(elsewhere)
    positions = load(str(kept)).positions
    assert positions is not None
    assert len(positions.files) == len(FILES)


def test_a_file_that_is_not_a_document_is_named(write: Write) -> None:
    file = write("bad", {**FILES, "schemas/pet.json": '{"$defs": '})
    with pytest.raises(ContractError, match=r"schemas/pet.json: JSON that ends in the middle"):
        load(str(file))


def test_copies_do_not_grow_without_end(write: Write) -> None:
    """Each level is referred to on its own, and holds all that are deeper."""
    levels = 40
    nested: dict[str, Any] = {"type": "string", "enum": [str(n) for n in range(1_000)]}
    for _ in range(levels):
        nested = {"properties": {"a": nested, "b": {"properties": {}}}}
    pointers = ["/properties/a" * n for n in range(levels)]
    root = {
        "openapi": "3.1.0",
        "info": {"title": "", "version": ""},
        "paths": {},
        "components": {
            "schemas": {str(n): {"$ref": f"deep.json#{one}"} for n, one in enumerate(pointers)}
        },
    }
    file = write("deep", {"openapi.yaml": json.dumps(root), "deep.json": json.dumps(nested)})
    document = load(str(file)).document
    assert len(json.dumps(document)) < 100 * len(json.dumps(nested))


def test_every_report_names_the_file_in_which_a_change_stands(
    write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("repository/old", FILES)
    new = write("repository/new", {**FILES, "schemas/pet.json": PET.replace("10", "5")})
    subprocess.run(["git", "init", "-q", str(new.parents[1])], check=True)
    monkeypatch.chdir(new.parents[1])
    arguments = ["diff", "old/openapi.yaml", "new/openapi.yaml", "--format"]
    line = PET.splitlines().index('     "maxLength": 10') + 1

    def report(form: str) -> str:
        assert main([*arguments, form]) == 1
        return capsys.readouterr().out

    assert report("text").count(f"(new/schemas/pet.json:{line}:6)") == 2
    for change in json.loads(report("json"))["changes"]:
        assert change["position"] == {
            "side": "new",
            "source": "new/schemas/pet.json",
            "line": line,
            "column": 6,
        }
    for issue in json.loads(report("gitlab")):
        assert issue["location"] == {"path": "new/schemas/pet.json", "lines": {"begin": line}}
    for result in json.loads(report("sarif"))["runs"][0]["results"]:
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "new/schemas/pet.json"
        assert physical["region"] == {"startLine": line, "startColumn": 6}
    assert f"new/schemas/pet.json:{line}:6" in report("html")
    assert '<pre dir="ltr">10</pre>' in report("html")
