"""What is wrong in a document and needed by no call: put straight, and told.

The generator refuses a whole operation for an answer without a description. Whoever calls it does
not need one.
"""

from __future__ import annotations

import datetime
import math
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any, Final

from .._plurals import counted
from . import json_pointer
from .media import JSON, bare
from .structure import METHODS, STRUCTURE, resolve

Document = dict[str, Any]
Where = tuple[str | int, ...]

_STATUS: Final = re.compile(r"[1-5]\d\d|[1-5]XX|default")
#: Keywords whose value may be null; anywhere else null says what leaving it out says.
_MAY_BE_NULL: Final = frozenset({"default", "const", "example", "value", "enum", "examples"})
_TEXTS: Final = ("description", "summary", "title", "format", "pattern")
_BOUNDS: Final = ("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum")
_TYPES: Final = ("array", "boolean", "integer", "null", "number", "object", "string")
#: What people write who think of their own language.
_OTHER_TYPES: Final = {
    **dict.fromkeys(_TYPES, ""),
    **dict.fromkeys(("int", "long"), "integer"),
    **dict.fromkeys(("float", "double", "decimal"), "number"),
    **dict.fromkeys(("str", "text", "date", "datetime"), "string"),
    "bool": "boolean",
}
_PLACEHOLDER: Final = re.compile(r"\{([^{}]+)\}")


def put_straight(document: Document) -> list[str]:
    """Put straight, in the document itself, what no call needs; a line for each kind of fault."""
    faults: dict[str, list[str]] = {}

    def tell(fault: str, where: Where) -> None:
        faults.setdefault(fault, []).append(json_pointer.build(*where))

    for kind, node, where in list(_places(document, "document", ())):
        if "$ref" in node:  # what is said elsewhere is put straight there
            continue
        for keyword in [key for key in node if node[key] is None and not _is_free(key)]:
            del node[keyword]
            tell("null is read as nothing", (*where, keyword))
        straighten = _BY_KIND.get(kind)
        if straighten is not None:
            for fault, keyword in straighten(node):
                tell(fault, (*where, keyword) if keyword else where)
    for path, item in document.get("paths", {}).items():
        if path.startswith("/"):
            for fault, method in _placeholders(document, path, item):
                tell(fault, ("paths", path, method))
    _without_boolean_schemas(document)
    return [_line(fault, places) for fault, places in faults.items()]


def _line(fault: str, places: list[str]) -> str:
    more = f" and at {counted(len(places) - 1, 'more place')}" if len(places) > 1 else ""
    return f"{fault}: {places[0]}{more}"


def _is_free(keyword: str) -> bool:
    return keyword in _MAY_BE_NULL or keyword.startswith("x-")


def _places(node: Any, kind: str, where: Where) -> Iterator[tuple[str, Document, Where]]:
    """Every OpenAPI object with its kind and where it is."""
    if kind.endswith("[]"):
        for number, element in enumerate(node if isinstance(node, list) else ()):
            yield from _places(element, kind.removesuffix("[]"), (*where, number))
    elif not isinstance(node, dict):
        return
    elif kind.endswith("{}"):
        for name, child in node.items():
            if not name.startswith("x-"):
                yield from _places(child, kind.removesuffix("{}"), (*where, name))
    else:
        for keyword, inner in STRUCTURE[kind].items():
            if keyword in node:
                yield from _places(node[keyword], inner, (*where, keyword))
        if kind != "set map":
            yield kind, node, where


# What is put straight in an object of each kind: the fault, and the keyword that has it


def _document(document: Document) -> Iterator[tuple[str, str]]:
    info = document.setdefault("info", {})
    for name in ("title", "version"):
        if not isinstance(info.get(name), str):
            info[name] = str(info.get(name, ""))
            yield f"the {name} of the document is no text", "info"


def _operation(operation: Document) -> Iterator[tuple[str, str]]:
    if "responses" not in operation:
        operation["responses"] = {}
        yield "an operation without answers may answer anything", ""
    responses = operation["responses"]
    for status in [one for one in responses if not one.startswith("x-")]:
        spelled = status.upper() if status.upper().endswith("XX") else status
        if not _STATUS.fullmatch(spelled):
            del responses[status]
            yield f"an answer of the status {status!r} is ignored", "responses"
        elif spelled != status and spelled not in responses:
            responses[spelled] = responses.pop(status)
            yield f"an answer of the status {status!r} is read as {spelled}", "responses"
    tags = operation.get("tags", [])
    named = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    if tags != named:
        operation["tags"] = named
        yield "a tag that is no text is ignored", "tags"
    yield from _texts(operation)


def _response(response: Document) -> Iterator[tuple[str, str]]:
    yield from _texts(response)
    if "description" not in response:
        response["description"] = ""
        yield "an answer without a description is read as if it had one", ""


def _request_body(body: Document) -> Iterator[tuple[str, str]]:
    content = body.get("content", {})
    for name in list(content):
        spelled = JSON if bare(name) in ("*/*", "application/*") else name.lower()
        if spelled != name and spelled not in content:
            content[spelled] = content.pop(name)
            if bare(name) != bare(spelled):
                yield f"a body of {name} is sent as {JSON}", "content"
    for held in content.values():
        held.setdefault("schema", {})
    yield from _texts(body)


def _schema(schema: Document) -> Iterator[tuple[str, str]]:
    yield from _texts(schema)
    yield from _type(schema)
    if "required" in schema and not isinstance(schema["required"], list):
        del schema["required"]
        yield "a `required` that is no list is ignored", "required"
    for bound in _BOUNDS:
        if type(schema.get(bound)) in (int, float) and not _is_float(schema[bound]):
            del schema[bound]
            yield "a bound beyond all numbers is ignored", bound
    if schema.get("type") == "array" and schema.keys().isdisjoint(("items", "prefixItems")):
        schema["items"] = {}
    if isinstance(schema.get("const"), dict | list):
        del schema["const"]
        yield "a constant that is no single value is ignored", "const"
    values = schema.get("enum")
    if values is not None and not _is_enumerable(values):
        del schema["enum"]
        yield "values to choose from of several types, or none, are ignored", "enum"
    if not _default_fits(schema):
        del schema["default"]
        yield "a default that the value could not have is ignored", "default"


def _type(schema: Document) -> Iterator[tuple[str, str]]:
    types = schema.get("type")
    for one in types if isinstance(types, list) else [] if types is None else [types]:
        if one not in _TYPES:
            del schema["type"]
            plain = str(one).lower()
            if one is types and plain in _OTHER_TYPES:
                schema["type"] = _OTHER_TYPES[plain] or plain
                yield f"the type {one!r} is read as {schema['type']}", "type"
            else:
                yield f"the type {one!r}, which no value has, is ignored", "type"
            return


def _texts(node: Document) -> Iterator[tuple[str, str]]:
    for keyword in _TEXTS:
        if keyword in node and not isinstance(node[keyword], str):
            del node[keyword]
            yield f"a {keyword} that is no text is ignored", keyword


_BY_KIND: Final[dict[str, Callable[[Document], Iterator[tuple[str, str]]]]] = {
    "document": _document,
    "operation": _operation,
    "response": _response,
    "request body": _request_body,
    "schema": _schema,
    "parameter": _texts,
}


def _is_float(number: float) -> bool:
    try:
        return math.isfinite(float(number))
    except OverflowError:
        return False


def _is_enumerable(values: Any) -> bool:
    """Whether the generator makes a type of these values: of texts, of numbers, or of nulls."""
    if not isinstance(values, list) or not values:
        return False
    types = {type(value) for value in values} - {type(None)}
    return len(types) <= 1 and types <= {str, int, bool}


def _default_fits(schema: Document) -> bool:
    default = schema.get("default")
    if default is None:
        return True
    values = schema.get("enum")
    if isinstance(values, list) and default not in values:
        return False
    fits = _FITTING.get((schema.get("type"), schema.get("format")))
    fits = fits or _FITTING.get((schema.get("type"), None))
    try:
        return fits is None or fits(default)
    except (ValueError, TypeError):
        return False


def _is_moment(text: str) -> bool:
    return bool(datetime.datetime.fromisoformat(text))


def _is_day(text: str) -> bool:
    return bool(datetime.date.fromisoformat(text))


#: Whether a default fits, by type and format; None where the format does not matter.
_FITTING: Final[dict[tuple[Any, Any], Callable[[Any], bool]]] = {
    ("integer", None): lambda value: type(value) is not bool and float(value).is_integer(),
    ("number", None): lambda value: type(value) is not bool and _is_float(float(value)),
    ("boolean", None): lambda value: str(value).lower() in ("true", "false"),
    ("string", "date"): _is_day,
    ("string", "date-time"): _is_moment,
    ("string", "uuid"): lambda value: bool(uuid.UUID(value)),
}


def _placeholders(document: Document, path: str, item: Document) -> Iterator[tuple[str, str]]:
    """Declare the placeholders of a path that nobody declares, and no other ones."""
    placeholders = list(dict.fromkeys(_PLACEHOLDER.findall(path)))
    shared = _of_path(document, item)
    for owner in (item, *(item[method] for method in METHODS if method in item)):
        for number, node in enumerate(owner.get("parameters", [])):
            parameter = resolve(document, node)
            if parameter["in"] == "path" and parameter.get("required") is not True:
                owner["parameters"][number] = {**parameter, "required": True}
                yield f"the placeholder {parameter['name']!r} is required, as all are", ""
    for method in METHODS:
        if method not in item:
            continue
        operation = item[method]
        declared = shared | _of_path(document, operation)
        for name in placeholders:
            if name not in declared:
                operation.setdefault("parameters", []).append(
                    {"in": "path", "name": name, "required": True, "schema": {"type": "string"}}
                )
                yield f"the placeholder {name!r}, which nobody declares, is a text", method
    for owner in (item, *(item[method] for method in METHODS if method in item)):
        for name in sorted(_of_path(document, owner) - set(placeholders)):
            owner["parameters"] = [
                node
                for node in owner["parameters"]
                if (resolve(document, node)["in"], resolve(document, node)["name"])
                != ("path", name)
            ]
            yield f"a path parameter {name!r} that is not in the path is ignored", ""


def _of_path(document: Document, owner: Document) -> set[str]:
    parameters = [resolve(document, node) for node in owner.get("parameters", [])]
    return {one["name"] for one in parameters if one["in"] == "path"}


def _without_boolean_schemas(document: Document) -> None:
    """Write `{}` for `true`, which says the same and every reader takes, and for `false`.

    What no value fits is sent by nobody, so that it does not matter how it is read.
    """
    for kind, node, _ in list(_places(document, "document", ())):
        for keyword, inner in STRUCTURE[kind].items():
            held = node.get(keyword)
            if inner == "schema" and isinstance(held, bool):
                if keyword not in ("additionalProperties", "unevaluatedProperties"):
                    node[keyword] = {}
            elif inner == "schema{}" and isinstance(held, dict):
                for name, value in held.items():
                    held[name] = {} if isinstance(value, bool) else value
            elif inner == "schema[]" and isinstance(held, list):
                held[:] = [{} if isinstance(one, bool) else one for one in held]
