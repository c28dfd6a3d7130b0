"""What of a document the generated client and the seam carry, and what is left out of both.

What is optional and not carried is left out, with a line for the report. What is required stops the
run, since no call could be made without it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, Final

from attrs import frozen

from .errors import ContractError
from .generated_names import give_names
from .leniency import put_straight
from .media import JSON, bare
from .structure import METHODS, resolve

Document = dict[str, Any]

#: OpenAPI says that parameters of these names say nothing: they are matters of their own there.
_IGNORED_HEADERS: Final = frozenset({"accept", "content-type", "authorization"})
_SCALARS: Final = frozenset({"string", "integer", "number", "boolean"})
#: What a schema of a header may say without the generator refusing it.
_PLAIN_KEYWORDS: Final = frozenset(
    {"type", "enum", "description", "example", "minimum", "maximum", "minLength", "maxLength"}
)
_ANY: Final = frozenset({"any"})
_MAX_DEPTH: Final = 20
#: How the values of a list are joined; without one, each value has the name of the parameter.
_SEPARATORS: Final = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


@frozen
class Carried:
    """A document without what is not carried, and a line for each thing that was left out.

    `oddities` has a line for each kind of fault that was put straight.
    """

    document: Document
    left_out: tuple[str, ...]
    oddities: tuple[str, ...] = ()


def carried(document: Document) -> Carried:
    """What the generator gets of a corrected document.

    Raises ContractError when something is required that is not carried.
    """
    copied = copy.deepcopy(document)
    oddities = put_straight(copied)
    left_out: list[str] = []
    for path, item in copied.get("paths", {}).items():
        if not path.startswith("/"):
            continue
        left_out += (
            f"{key.upper()} {path}: OpenAPI 3.1 has no such method"
            for key, held in item.items()
            if key not in METHODS and isinstance(held, dict) and "responses" in held
        )
        left_out += _leave_out(copied, item, f"all of {path}", f"$.paths['{path}']")
        for method in METHODS:
            if method in item:
                name, target = f"{method.upper()} {path}", f"$.paths['{path}'].{method}"
                left_out += _leave_out(copied, item[method], name, target)
                left_out += _leave_out_media_types(copied, item[method], name)
                left_out += _leave_out_answers(copied, item[method], name)
    _leave_out_components(copied)
    _leave_out_what_is_no_call(copied)
    oddities += give_names(copied)
    return Carried(copied, tuple(left_out), tuple(oddities))


def media_type(content: Document) -> str | None:
    """The JSON media type in the content of a body, as spelled there: the plain one before others.

    None when there is none. Parameters of a media type, `charset` for example, do not count.
    """
    names = sorted(content, key=lambda name: (bare(name) != JSON, name))
    return next((name for name in names if _is_json(bare(name))), None)


def separator(parameter: Document) -> str:
    """What joins the values of a list in the query; empty when each goes under the name."""
    style = parameter.get("style", "form")
    is_joined = parameter.get("explode", style == "form") is False
    return _SEPARATORS.get(style, "") if is_joined and parameter["in"] == "query" else ""


def _leave_out(document: Document, owner: Document, name: str, target: str) -> Iterator[str]:
    """Take out of an operation or a path what is not carried of its parameters and servers."""
    if owner.get("servers"):
        yield f"{name}: its servers; calls go to the client's own base URL"
    kept = []
    for node in owner.get("parameters", []):
        parameter = resolve(document, node)
        _give_schema(parameter)
        if _says_nothing(parameter):
            continue
        reason = _obstacle(document, parameter)
        if reason is None:
            kept.append(node)
            if parameter["in"] in ("header", "cookie"):
                _make_plain(document, parameter)
            continue
        what = f"the {parameter['in']} parameter {parameter['name']!r}, {reason}"
        if parameter.get("required") is True:
            raise ContractError(
                "generate",
                f"{name} requires {what}, which is not carried",
                f"in the overlay, give {target} all its parameters anew without this one "
                "(update: parameters), and make such calls with client.request()",
            )
        yield f"{name}: {what}"
    if "parameters" in owner:
        owner["parameters"] = kept


def _leave_out_components(document: Document) -> None:
    """Take out the parameters to which no operation refers any more, as they are not carried."""
    named = document.get("components", {}).get("parameters", {})
    for name, parameter in list(named.items()):
        if "$ref" not in parameter:
            _give_schema(parameter)
        if "$ref" in parameter or _obstacle(document, parameter) is not None:
            del named[name]
        elif parameter["in"] in ("header", "cookie"):
            _make_plain(document, parameter)


def _leave_out_what_is_no_call(document: Document) -> None:
    """Take out what the platform requests of others, and what only tells: no call needs it."""
    for kind in ("webhooks", "servers"):
        document.pop(kind, None)
    for kind in ("callbacks", "links", "pathItems", "examples"):
        document.get("components", {}).pop(kind, None)
    paths = document.get("paths", {})
    for path in [name for name in paths if not name.startswith("/")]:
        del paths[path]
    for item in paths.values():
        for operation in (item[method] for method in METHODS if method in item):
            operation.pop("callbacks", None)


def _give_schema(parameter: Document) -> None:
    """A parameter that says nothing of its value may have any, and in a header a text."""
    if "content" not in parameter and not parameter.get("schema"):
        is_text = parameter["in"] in ("header", "cookie")
        parameter["schema"] = {"type": "string"} if is_text else {}


def _make_plain(document: Document, parameter: Document) -> None:
    """Give a header or cookie the schema that the generator takes: of one type, and no more.

    It is a text on the wire whatever the schema says: a date, a name from a list, a uuid.
    """
    schema = parameter["schema"]
    if set(schema) <= _PLAIN_KEYWORDS and isinstance(schema.get("type"), str):
        return
    types = _types(document, schema, 0)
    parameter["schema"] = {"type": next(iter(types)) if len(types) == 1 else "string"}


def _leave_out_media_types(document: Document, operation: Document, name: str) -> Iterator[str]:
    """Of several media types of a body the JSON one stays, which is what the seam sends."""
    if "requestBody" not in operation:
        return
    body = resolve(document, operation["requestBody"])
    chosen = media_type(body.get("content", {}))
    others = [other for other in body.get("content", {}) if other != chosen]
    if chosen is None:
        yield f"{name}: its body as {', '.join(others)}, which only client.api sends"
    elif others:
        content = {chosen: body["content"][chosen]}
        operation["requestBody"] = {**body, "content": content}
        yield f"{name}: its body as {', '.join(others)}; {chosen} is sent"


def _leave_out_answers(document: Document, operation: Document, name: str) -> Iterator[str]:
    """Answers whose form the generated functions cannot read have no type there."""
    responses = operation.get("responses", {})
    for status, node in responses.items():
        if status.startswith("x-") or not isinstance(node, dict):
            continue
        answer = resolve(document, node)
        content = answer.get("content") or {}
        kept = {_spelled(kind): held for kind, held in content.items() if _is_read(_spelled(kind))}
        if kept == content:
            continue
        responses[status] = {**answer, "content": kept}
        if others := [kind for kind in content if not _is_read(_spelled(kind))]:
            yield f"{name}: its answer {status} as {', '.join(others)}, which nothing reads"


def _spelled(kind: str) -> str:
    """A media type as the generator spells it; whoever answers with any means JSON."""
    name, mark, parameters = kind.partition(";")
    return JSON if name.strip() in ("*/*", "application/*") else name.lower() + mark + parameters


def _is_read(kind: str) -> bool:
    name = bare(kind)
    return _is_json(name) or name.startswith("text/") or name == "application/octet-stream"


def _says_nothing(parameter: Document) -> bool:
    return parameter["in"] == "header" and parameter["name"].lower() in _IGNORED_HEADERS


def _obstacle(document: Document, parameter: Document) -> str | None:
    """Why a parameter is not carried; None if it is."""
    if "content" in parameter:
        return f"whose value is {' or '.join(parameter['content'])}"
    if parameter["in"] == "query":
        style = parameter.get("style", "form")
        if style not in _SEPARATORS:
            return f"in the style {style}"
        return "whose value is an object" if _is_object(document, parameter) else None
    if parameter["in"] in ("header", "cookie") and not _is_scalar(document, parameter):
        return "which is not a single value"
    if parameter["in"] == "path":
        if parameter.get("style", "simple") != "simple":
            return f"in the style {parameter['style']}"
        if not _types(document, parameter.get("schema"), 0).isdisjoint(("array", "object")):
            return "which is not a single value"
    return None


def _is_object(document: Document, parameter: Document) -> bool:
    schema = parameter.get("schema")
    if not isinstance(schema, dict):
        return False
    schema = resolve(document, schema)
    return "object" in _types(document, schema, 0) or "properties" in schema


def _is_scalar(document: Document, parameter: Document) -> bool:
    """Whether the value is a single one, or null, however the schema says so."""
    return _types(document, parameter.get("schema"), 0) <= _SCALARS


def _types(document: Document, schema: Any, depth: int) -> frozenset[str]:
    """The types of a value but null; `any` where the schema does not say."""
    if not isinstance(schema, dict) or depth > _MAX_DEPTH:
        return _ANY
    schema = resolve(document, schema)
    types = schema.get("type")
    if types is not None:
        return frozenset([types] if isinstance(types, str) else map(str, types)) - {"null"}
    branches = schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf")
    if not isinstance(branches, list):
        return _ANY
    return frozenset(one for branch in branches for one in _types(document, branch, depth + 1))


def _is_json(name: str) -> bool:
    return name == JSON or name.endswith("+json")
