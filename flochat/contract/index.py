"""The index of a generated client: what the facade has to know of a generated module in order to call it.

Module and Python names are read off the generated code by syntax tree, what a request needs off the document. Both are
keyed by wire identity, the only name that editors of the document do not change.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from flochat.contract.document import operations, wire_identity
from flochat.contract.errors import ContractError

_SOURCE = '''\
"""Which generated module serves which operation. Written by flochat.contract.index; do not edit."""

from collections.abc import Mapping
from typing import Literal, NamedTuple


class Parameter(NamedTuple):
    """A path or query parameter: its name on the wire, and as an argument of `_get_kwargs`."""

    wire: str
    python: str
    place: Literal["path", "query"]
    required: bool


class Body(NamedTuple):
    """A JSON body: the names it may and must have, and whether there must be one."""

    known: tuple[str, ...]
    required: tuple[str, ...]
    mandatory: bool


class Operation(NamedTuple):
    """An operation: its module, its path as the document spells it, path parameters in the order of the URL."""

    module: str
    path: str
    parameters: tuple[Parameter, ...]
    body: Body | None


# METHOD /path, with anonymous placeholders.
OPERATIONS: Mapping[str, Operation] = {
%s}
'''


def render(document: dict[str, Any], package: Path) -> str:
    """The source of `operations.py` for a package that was generated from this document.

    Raises ContractError when an operation has no module of its own, or a module no operation.
    """
    endpoints = {endpoint.identity: endpoint for endpoint in _endpoints(package)}
    rows = []
    for name, operation in sorted(operations(document).items()):
        identity = wire_identity(*name.split(" ", 1))
        if identity not in endpoints:
            raise _mismatch(f"{name} has no generated module")
        rows.append(f"    {identity!r}: {_row(document, name, operation, endpoints.pop(identity))},\n")
    if endpoints:
        raise _mismatch(f"the document has no operation for {', '.join(sorted(endpoints))}")
    return _SOURCE % "".join(rows)


def body_names(document: dict[str, Any], operation: dict[str, Any]) -> tuple[list[str], list[str], bool] | None:
    """The known and the required names of an operation's JSON body, and whether it must be sent; None without a body."""
    body = resolve(document, operation.get("requestBody", {}))
    schema = resolve(document, body.get("content", {}).get("application/json", {}).get("schema", {}))
    if not body:
        return None
    return sorted(schema.get("properties", {})), sorted(schema.get("required", [])), body.get("required") is True


def parameters(document: dict[str, Any], name: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """An operation's parameters, those of its path item included, path parameters in the order of the URL."""
    path = name.split(" ", 1)[1]
    declared = document["paths"][path].get("parameters", []) + operation.get("parameters", [])
    resolved = [resolve(document, parameter) for parameter in declared]
    by_place = {(parameter["in"], parameter["name"]): parameter for parameter in resolved}
    return sorted(by_place.values(), key=lambda p: (p["in"], path.find("{%s}" % p["name"]), p["name"]))


def resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """The object itself, or the one that its `$ref` into the document names."""
    while "$ref" in node:
        target: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


@frozen
class _Endpoint:
    """What one generated module says of its request."""

    identity: str
    module: str
    path_arguments: tuple[str, ...]
    query_arguments: dict[str, str]


def _endpoints(package: Path) -> Iterator[_Endpoint]:
    for file in sorted((package / "api").glob("*/*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name == "_get_kwargs":
                module = ".".join(file.relative_to(package.parent).with_suffix("").parts)
                yield _endpoint(module, node)


def _endpoint(module: str, builder: ast.FunctionDef) -> _Endpoint:
    request: dict[str, str] = {}
    query: dict[str, str] = {}
    for node in ast.walk(builder):
        match node:
            case ast.Dict(keys=[ast.Constant("method"), ast.Constant("url"), *_], values=[method, url, *_]):
                request = {"method": _text(method), "path": _text(url)}
            case ast.Assign([ast.Subscript(ast.Name("params"), ast.Constant(str(wire)))], ast.Name(variable)):
                query[wire] = variable
    # An argument that needs converting goes through a variable of its own, called json_ and the argument.
    arguments = {argument.arg for argument in builder.args.kwonlyargs}
    return _Endpoint(
        identity=wire_identity(**request),
        module=module,
        path_arguments=tuple(argument.arg for argument in builder.args.args),
        query_arguments={
            wire: variable if variable in arguments else variable.removeprefix("json_")
            for wire, variable in query.items()
        },
    )


def _text(node: ast.expr) -> str:
    """The string in a constant, or in a constant's `.format(...)`."""
    match node:
        case ast.Constant(str(text)) | ast.Call(ast.Attribute(ast.Constant(str(text)), "format")):
            return text
    raise _mismatch(f"line {node.lineno} of a generated module is not understood")


def _row(document: dict[str, Any], name: str, operation: dict[str, Any], endpoint: _Endpoint) -> str:
    path_arguments = iter(endpoint.path_arguments)
    rows = []
    for parameter in parameters(document, name, operation):
        wire, place, required = parameter["name"], parameter["in"], parameter.get("required") is True
        python = next(path_arguments, None) if place == "path" else endpoint.query_arguments.get(wire)
        if python is None:
            raise _mismatch(f"{name} lost its {place} parameter {wire!r}")
        rows.append(f"Parameter({wire!r}, {python!r}, {place!r}, {required!r})")
    body = body_names(document, operation)
    body_row = body and f"Body({tuple(body[0])!r}, {tuple(body[1])!r}, {body[2]!r})"
    path = name.split(" ", 1)[1]
    return f"Operation({endpoint.module!r}, {path!r}, ({''.join(row + ', ' for row in rows)}), {body_row})"


def _mismatch(found: str) -> ContractError:
    return ContractError("index", found, "compare the generated module with the document; the generator may have changed")
