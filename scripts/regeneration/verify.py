"""Checks that a generated client is complete and sound, and that it is what the contract says."""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Final

from flochat._wire.seam import wire_identity
from flochat.contract.carried import media_type
from flochat.contract.diff import Changes
from flochat.contract.document import identities, operations
from flochat.contract.errors import ContractError
from flochat.contract.overlay import read, to_generate
from flochat.contract.structure import resolve
from scripts.regeneration import import_all, index, provenance
from scripts.regeneration.generate import PACKAGE
from scripts.regeneration.tools import TOOLS, Tools, run

#: How the ids of findings begin that say that an operation is gone.
_REMOVALS: Final = ("api-removed-", "api-path-removed-", "api-path-sunset-parse")
_PROSE: Final = {"description", "title", "example", "examples", "xml", "externalDocs"}
_CLASS_MAKING: Final = {"properties", "additionalProperties", "allOf", "enum"}


def verify(
    document: dict[str, Any], generated: Path, tools: Tools = TOOLS, *, types: bool = True
) -> None:
    """Raise ContractError unless the client in `generated` is what this contract asks for.

    All of it can be imported, the index matches the document, no class and no documented answer is
    missing and, with `types`, it passes `mypy --strict`. `document` is the contract as
    `openapi.json` has it.
    """
    contract = to_generate(document, read(tools.overlay))
    content = _import_all(generated, tools.timeout)
    _check_index(contract, content)
    _check_classes(contract, content["models"])
    _check_answers(contract, generated, content["operations"])
    if types:
        _check_types(generated, tools.timeout)


def check_nothing_lost(
    old: dict[str, Any],
    document: dict[str, Any],
    changes: Changes,
    generated: Path,
    tools: Tools = TOOLS,
) -> None:
    """Raise ContractError when the index lacks an operation of `old` that nobody calls removed.

    Comparison and index each read `document` in their own way. Where one of them overlooks what the
    other sees, the operation would go without a word.
    """
    reported = {
        wire_identity(*finding.operation.split(" ", 1))
        for finding in changes.findings
        if finding.operation is not None and finding.id.startswith(_REMOVALS)
    }
    corrected = to_generate(document, read(tools.overlay))
    dropped_by_us = identities(document) - identities(corrected)
    lost = identities(old) - index.indexed(generated) - reported - dropped_by_us
    if lost:
        raise ContractError(
            "verify",
            f"the new index lacks {', '.join(sorted(lost))}, which no finding reports as removed",
            "look at how the document says these operations now; correct it in the overlay, or at "
            "its source",
        )


def compare(committed: Path, fresh: Path) -> list[str]:
    """How a committed generated tree differs from a fresh one: a line for each file."""
    old, new = provenance.files(committed), provenance.files(fresh)
    changed = "edited by hand" if provenance.is_edited(committed) else "stale"
    return [
        *(f"{name}: missing" for name in new if name not in old),
        *(f"{name}: not generated" for name in old if name not in new),
        *(
            f"{name}: {changed}"
            for name in old
            if name in new and old[name].read_bytes() != new[name].read_bytes()
        ),
    ]


def _import_all(generated: Path, timeout: float) -> dict[str, Any]:
    output = run(
        "verify",
        [sys.executable, "-I", "-B", import_all.__file__, generated.absolute(), PACKAGE],
        folder=generated,
        timeout=timeout,
        remedy="look at the generated module that does not import",
    )
    content: dict[str, Any] = json.loads(output)
    return content


def _check_index(contract: dict[str, Any], content: dict[str, Any]) -> None:
    documented = json.loads(json.dumps(index.shapes(contract)))
    indexed = content["operations"]
    if unmatched := sorted(documented.keys() ^ indexed.keys()):
        raise _unsound(f"not in both index and document: {', '.join(unmatched)}")
    for identity, (module, path, parameters, body) in indexed.items():
        # The name in Python is not the document's.
        shape = [path, [[row[0], *row[2:]] for row in parameters], body]
        if shape != documented[identity]:
            raise _unsound(f"of {identity} the index says {shape}, not {documented[identity]}")
        arguments = [row[1] for row in parameters] + ["body"] * (body is not None)
        if sorted(arguments) != sorted(content["arguments"][module]):
            raise _unsound(f"of {identity} the index names {arguments}, not the module's arguments")


def _check_classes(contract: dict[str, Any], models: list[str]) -> None:
    generated = {_bare(name) for name in models}
    schemas = contract.get("components", {}).get("schemas", {})
    lost = [name for name in schemas if _has_class(schemas[name]) and _bare(name) not in generated]
    if lost:
        raise _unsound(f"there is no class for {', '.join(lost)}")


def _has_class(schema: dict[str, Any]) -> bool:
    """Whether the generator makes a class for a schema: not for an empty one or another name."""
    if len(schema.get("allOf", ())) == 1 and "properties" not in schema:
        return False
    return schema.get("type") == "object" or not schema.keys().isdisjoint(_CLASS_MAKING)


def _check_answers(contract: dict[str, Any], generated: Path, indexed: dict[str, Any]) -> None:
    for name, operation in operations(contract).items():
        module = indexed[wire_identity(*name.split(" ", 1))][0]
        source = generated.joinpath(*module.split(".")).with_suffix(".py")
        untyped = _documented_answers(contract, operation) - _typed_answers(source)
        if untyped:
            raise _unsound(f"{name} has no type for its answer {', '.join(sorted(untyped))}")


def _documented_answers(contract: dict[str, Any], operation: dict[str, Any]) -> set[str]:
    """The success statuses whose JSON body the contract describes."""
    contents = {
        status: resolve(contract, answer).get("content", {})
        for status, answer in operation["responses"].items()
        if status.startswith("2") and status.isdecimal()
    }
    return {
        status
        for status, content in contents.items()
        if _says_something(contract, content.get(media_type(content), {}).get("schema"))
    }


def _says_something(contract: dict[str, Any], schema: Any) -> bool:
    return isinstance(schema, dict) and bool(resolve(contract, schema).keys() - _PROSE)


def _typed_answers(source: Path) -> set[str]:
    """The statuses whose body a generated module parses: `if response.status_code == 200:`."""
    typed = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        match node:
            case ast.If(
                ast.Compare(ast.Attribute(attr="status_code"), [ast.Eq()], [ast.Constant(status)]),
                [*_, ast.Return(ast.Name())],
            ):
                typed.add(str(status))
    return typed


def _check_types(generated: Path, timeout: float) -> None:
    run(
        "verify",
        [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={os.devnull}", "-p", PACKAGE],
        folder=generated,
        timeout=timeout,
        remedy="install the dev extra if mypy is missing, else look at the generated code",
        environment={"MYPYPATH": str(generated.absolute())},
    )


def _bare(name: str) -> str:
    """A schema's name as a class may spell it: letters and digits, in one case."""
    return re.sub(r"[\W_]", "", name).lower()


def _unsound(problem: str) -> ContractError:
    return ContractError(
        "verify", problem, "generate again; if that does not help, correct the document"
    )
