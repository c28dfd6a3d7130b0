"""The index of a generated client: what the facade needs to know of a module in order to call it.

Modules and Python names are taken from the syntax tree of the generated code, what a request takes
from the document. The key is the wire identity, since upstream renames everything else.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from flochat._wire.seam import wire_identity
from flochat.contract.carried import media_type, separator
from flochat.contract.document import operations
from flochat.contract.errors import ContractError
from flochat.contract.media import JSON, bare
from flochat.contract.structure import resolve

PACKAGE: Final = "flochat_api"

_HEAD: Final = '''\
"""Which generated module serves which operation.

Written by scripts.regeneration.index, and generated like its neighbours: do not edit.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple


class Parameter(NamedTuple):
    """A parameter: its name on the wire, and as an argument of `_get_kwargs`.

    `separator` joins the values of a list; without one, each goes under the name.
    """

    wire: str
    python: str
    place: Literal["path", "query", "header", "cookie"]
    required: bool
    separator: str = ""


class Body(NamedTuple):
    """A body: the names it may have, those it must have, and whether it must be sent."""

    known: tuple[str, ...]
    required: tuple[str, ...]
    mandatory: bool
    media_type: str = "application/json"


class Operation(NamedTuple):
    """An operation: its path as the document spells it; path parameters in URL order come first."""

    module: str
    path: str
    parameters: tuple[Parameter, ...]
    body: Body | None


# By METHOD /path, with anonymous placeholders.
OPERATIONS: Mapping[str, Operation] = {
'''


class Parameter(NamedTuple):
    """A parameter as the document has it."""

    wire: str
    place: str
    required: bool
    separator: str


class Body(NamedTuple):
    """A body: the names it may have, those it must have, and whether it must be sent."""

    known: tuple[str, ...]
    required: tuple[str, ...]
    mandatory: bool
    media_type: str


class Shape(NamedTuple):
    """What a request of an operation takes; path parameters come first, in the order of the URL."""

    path: str
    parameters: tuple[Parameter, ...]
    body: Body | None


def render(document: dict[str, Any], package: Path) -> str:
    """The source of `operations.py` for a package that was generated from this document.

    Raises ContractError unless each operation has a module with all its parameters, and each module
    an operation.
    """
    modules = {module.identity: module for module in _modules(package)}
    rows = []
    for identity, shape in shapes(document).items():
        if identity not in modules:
            raise _mismatch(f"{identity} has no generated module")
        rows.append(f"    {identity!r}: {_row(identity, shape, modules.pop(identity))},\n")
    if modules:
        raise _mismatch(
            f"modules without an operation of the document: {', '.join(sorted(modules))}"
        )
    return _HEAD + "".join(rows) + "}\n"


def indexed(generated: Path) -> set[str]:
    """The wire identities in the index of a generated tree; nothing of it is run.

    Empty when there is no index, or none that can be read.
    """
    try:
        tree = ast.parse((generated / PACKAGE / "operations.py").read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return set()
    return {
        key.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def shapes(document: dict[str, Any]) -> dict[str, Shape]:
    """What the requests of all operations take, by wire identity."""
    by_identity = {}
    for name, operation in operations(document).items():
        method, path = name.split(" ", 1)
        by_identity[wire_identity(method, path)] = Shape(
            path, _parameters(document, path, operation), _body(document, operation)
        )
    return dict(sorted(by_identity.items()))


def _parameters(
    document: dict[str, Any], path: str, operation: dict[str, Any]
) -> tuple[Parameter, ...]:
    # Parameters of a path are those of all its operations, and an operation's own override them.
    declared = document["paths"][path].get("parameters", []) + operation.get("parameters", [])
    unique = {}
    for parameter in (resolve(document, node) for node in declared):
        name, place = parameter["name"], parameter["in"]
        required = parameter.get("required") is True
        unique[name, place] = Parameter(name, place, required, separator(parameter))
    return tuple(
        sorted(unique.values(), key=lambda p: (p.place, path.find(f"{{{p.wire}}}"), p.wire))
    )


def _body(document: dict[str, Any], operation: dict[str, Any]) -> Body | None:
    if "requestBody" not in operation:
        return None
    body = resolve(document, operation["requestBody"])
    content = body.get("content", {})
    name = media_type(content)
    known, required = _property_names(document, content.get(name, {}).get("schema", {}))
    return Body(
        tuple(sorted(known)),
        tuple(sorted(required)),
        body.get("required") is True,
        bare(name or next(iter(content), "")),
    )


def _property_names(
    document: dict[str, Any], schema: Any, inside: tuple[int, ...] = ()
) -> tuple[set[str], set[str]]:
    """The names that an object may have and those that it must; `inside` are schemas around it."""
    if not isinstance(schema, dict):
        return set(), set()
    schema = resolve(document, schema)
    if id(schema) in inside:  # what it is part of says no more than that
        return set(), set()
    inside = (*inside, id(schema))
    known, required = set(schema.get("properties") or ()), set(_names(schema.get("required")))
    for part in schema.get("allOf", ()):
        more_known, more_required = _property_names(document, part, inside)
        known |= more_known
        required |= more_required
    for alternatives in (schema.get("oneOf", ()), schema.get("anyOf", ())):
        branches = [_property_names(document, branch, inside) for branch in alternatives]
        known |= {name for names, _ in branches for name in names}
        # Only what each of them requires is missing whichever was meant.
        required |= set.intersection(*(names for _, names in branches)) if branches else set()
    return known, required


def _names(required: Any) -> list[str]:
    """The names of `required`, which some documents say as the old `true` of a property."""
    return (
        [name for name in required if isinstance(name, str)] if isinstance(required, list) else []
    )


class _Module(NamedTuple):
    """What the request builder of a generated module takes."""

    name: str
    identity: str
    path_arguments: tuple[str, ...]
    arguments: dict[str, dict[str, str]]


def _modules(package: Path) -> Iterator[_Module]:
    for file in sorted((package / "api").glob("*/*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name == "_get_kwargs":
                name = ".".join(file.relative_to(package.parent).with_suffix("").parts)
                yield _module(name, node)


def _module(name: str, builder: ast.FunctionDef) -> _Module:
    keyword_only = {argument.arg for argument in builder.args.kwonlyargs}
    identity = ""
    query: dict[str, str] = {}
    others: dict[str, dict[str, str]] = {"header": {}, "cookie": {}}
    for node in ast.walk(builder):
        match node:
            case ast.Dict([ast.Constant("method"), ast.Constant("url"), *_], [method, url, *_]):
                identity = wire_identity(_text(method), _text(url))
            case ast.Assign(
                [ast.Subscript(ast.Name("params"), ast.Constant(str(wire)))], ast.Name(value)
            ):
                # A value that is converted first goes through a variable, json_ and the argument.
                query[wire] = value if value in keyword_only else value.removeprefix("json_")
            case ast.Assign(
                [ast.Subscript(ast.Name("headers" | "cookies" as holder), ast.Constant(str(wire)))],
                value,
            ):
                # It may be converted on the way: str(x_trace).
                for inner in ast.walk(value):
                    if isinstance(inner, ast.Name) and inner.id in keyword_only:
                        others[holder.removesuffix("s")][wire] = inner.id
    positional = tuple(argument.arg for argument in builder.args.args)
    return _Module(name, identity, positional, {"query": query, **others})


def _text(node: ast.expr) -> str:
    match node:
        case ast.Constant(str(text)) | ast.Call(ast.Attribute(ast.Constant(str(text)), "format")):
            return text
    raise _mismatch(f"line {node.lineno} of a generated module is not understood")


def _row(identity: str, shape: Shape, module: _Module) -> str:
    # Whatever is from the document is written as the literal that repr() makes of it.
    in_path = [parameter.wire for parameter in shape.parameters if parameter.place == "path"]
    in_path_arguments = dict(zip(in_path, module.path_arguments, strict=False))
    arguments = {**module.arguments, "path": in_path_arguments}
    parameters = ""
    for wire, place, required, joined in shape.parameters:
        python = arguments.get(place, {}).get(wire)
        if python is None:
            raise _mismatch(f"{identity} has no argument for its {place} parameter {wire!r}")
        last = f", separator={joined!r}" if joined else ""
        parameters += f"Parameter({wire!r}, {python!r}, {place!r}, {required!r}{last}), "
    return f"Operation({module.name!r}, {shape.path!r}, ({parameters}), {_body_row(shape.body)})"


def _body_row(body: Body | None) -> str:
    if body is None:
        return "None"
    known, required, mandatory, kind = body
    last = "" if kind == JSON else f", media_type={kind!r}"
    return f"Body(known={known!r}, required={required!r}, mandatory={mandatory!r}{last})"


def _mismatch(problem: str) -> ContractError:
    return ContractError("index", problem, "compare the generated code with the document")
