"""Reads an untrusted OpenAPI document, and refuses what the other steps cannot work with."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from .._plurals import counted
from .._wire.seam import wire_identity
from . import json_pointer
from .errors import ContractError
from .positions import Mark
from .references import path_item, with_path_items
from .structure import METHODS, STRUCTURE, objects, objects_in

MAX_BYTES: Final = 20_000_000
MAX_NESTING: Final = 100
_CONTAINERS: Final = (dict, list)
MAX_OPERATIONS: Final = 5_000
MAX_LOSS: Final = 0.20

Document = dict[str, Any]

#: Where a parameter may be.
_PLACES: Final = ("path", "query", "header", "cookie")

_CORRECT: Final = "have the document corrected at its source, or correct it in the overlay"
#: No overlay helps where nothing can be read.
_CORRECT_TEXT: Final = "have it corrected at its source, or give a corrected copy of it as source"
_LOOK: Final = "look at what the source serves"
_PULL_AGAIN: Final = "pull again; if that does not help, the source is broken"

# What RFC 3986 allows in a path, without the quotes and brackets that only an injection needs.
_SANE_PATH: Final = re.compile(r"(/([A-Za-z0-9._~:@!$&+,;=%-]|\{[A-Za-z0-9_.-]+\})*)+")
_SANE_OPERATION_ID: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:/ -]*")


def parse(data: bytes) -> Document:
    """The document that a JSON or YAML text holds.

    `data` is UTF-8. Raises ContractError for text that is truncated, malformed, over 20 MB, nested
    too deeply or ambiguous (duplicate keys), for numbers that JSON does not have, and for YAML
    whose aliases expand beyond the limits.
    """
    return parse_marked(data).document


class Marked(NamedTuple):
    """A document, and where its nodes start in a YAML text; those of JSON are found when needed."""

    document: Document
    mark: Mark | None


def parse_marked(data: bytes) -> Marked:
    """The same as `parse`, with the places of the nodes."""
    if len(data) > MAX_BYTES:
        raise _unreadable(f"more than {MAX_BYTES // 1_000_000} MB", _LOOK)
    text = _decoded(data)
    try:
        document, mark = _load(text)
    except RecursionError:
        raise _too_deep() from None
    if not isinstance(document, dict):
        raise _unreadable(
            "the text is not an object at the top level", "give the OpenAPI document itself"
        )
    _check_values(document, text)
    return Marked(document, mark)


def check(document: Document) -> None:
    """Raise ContractError unless this is sound OpenAPI 3, which a client can be generated from."""
    for check_aspect in _CHECKS:
        check_aspect(document)
    # From here on a path item behind a reference counts like any other.
    whole = with_path_items(document)
    for check_aspect in _CHECKS_OF_OPERATIONS:
        check_aspect(whole)


def check_comparable(document: Document) -> None:
    """Raise ContractError unless this is OpenAPI 3 that can be compared, sound or not."""
    _check_version(document)
    if document.keys().isdisjoint(("paths", "webhooks", "components")):
        raise _refusal("a document without paths", "give the whole OpenAPI document")
    _check_shape(document)
    _check_expansion(document)


def check_shrink(old: Document, new: Document, *, accept: bool) -> None:
    """Raise ContractError when over 20 % of the old operations are missing, unless `accept`."""
    before, after = identities(old), identities(new)
    lost = sorted(before - after)
    if len(lost) > MAX_LOSS * len(before) and not accept:
        raise _refusal(
            f"{len(lost)} of {counted(len(before), 'operation')} "
            f"{'is' if len(lost) == 1 else 'are'} missing, including {lost[0]}",
            "if that is intended, run again with --accept-shrink",
        )


def operations(document: Document) -> dict[str, dict[str, Any]]:
    """The operations of a document by method and path as written: `GET /flow/tags`."""
    return {
        f"{method.upper()} {path}": operation
        for path, method, operation in _each_operation(document)
    }


def identities(document: Document) -> set[str]:
    """The wire identities of all operations of a document."""
    return {wire_identity(method, path) for path, method, _ in _each_operation(document)}


def _decoded(data: bytes) -> str:
    if b"\0" in data[:4] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unreadable(
            "the text is not UTF-8 but UTF-16, UTF-32 or no text at all",
            "give the document as UTF-8 text",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(
            f"the text is not UTF-8 (byte {error.start})", "give the document as UTF-8 text"
        ) from None
    if not text.strip():
        raise _unreadable("nothing, or only white space", _PULL_AGAIN)
    if text.lstrip().startswith("<"):
        raise _unreadable(
            "HTML or XML instead of a document",
            "give the OpenAPI document, or the URL of the Swagger page",
        )
    return text


def _load(text: str) -> tuple[Any, Mark | None]:
    return (_load_json(text), None) if text.lstrip()[0] in "{[" else _load_yaml(text)


def _load_json(text: str) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=_without_duplicates, parse_float=_finite, parse_constant=_finite
        )
    except json.JSONDecodeError as error:
        end = text.rstrip()
        is_cut = error.pos == len(end) or not end.endswith(("}", "]"))
        is_cut = is_cut and error.msg != "Extra data"
        raise _unreadable(
            f"JSON that {'ends in the middle' if is_cut else 'is malformed'} "
            f"({error.msg}, line {error.lineno}, column {error.colno})",
            _PULL_AGAIN,
        ) from None
    except ValueError:
        raise _unreadable("JSON with a number of thousands of digits", _LOOK) from None


def _load_yaml(text: str) -> tuple[Any, Mark]:
    try:
        from . import yaml_text
    except ImportError:
        raise _unreadable(
            "the text is not JSON, and reading YAML needs PyYAML",
            "install flochat[contract], or give the JSON document",
        ) from None
    return yaml_text.load(text, max_nesting=MAX_NESTING, max_size=MAX_BYTES)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unique = dict(pairs)
    if len(unique) != len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise _unreadable(f"an object with the key {twice!r} twice", _CORRECT_TEXT)
    return unique


def _finite(literal: str) -> float:
    number = float(literal)
    if not math.isfinite(number):
        raise _unreadable(f"the number {literal}, which JSON cannot hold", _CORRECT_TEXT)
    return number


def _check_values(document: Document, text: str) -> None:
    _check_nesting(document)
    # Only an escape can say half a pair: the text itself is UTF-8.
    if "\\u" in text or "\\U" in text:
        _check_strings(document)


def _check_nesting(document: Document) -> None:
    level: list[Any] = [document]
    for _ in range(MAX_NESTING):
        level = [
            inner
            for value in level
            for inner in (value.values() if isinstance(value, dict) else value)
            if isinstance(inner, _CONTAINERS)
        ]
        if not level:
            return
    raise _too_deep()


def _check_strings(document: Document) -> None:
    pending: list[Any] = [document]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += (inner for pair in value.items() for inner in pair)
        elif isinstance(value, list):
            pending += value
        elif isinstance(value, str) and not _is_unicode(value):
            raise _unreadable("a string with half a surrogate pair", _CORRECT_TEXT)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _too_deep() -> ContractError:
    return _unreadable(f"nesting deeper than {MAX_NESTING} levels", _LOOK)


def _unreadable(problem: str, remedy: str) -> ContractError:
    return ContractError("read", problem, remedy)


def _check_version(document: Document) -> None:
    if "swagger" in document:
        raise _refusal(
            f"a Swagger {document['swagger']} document",
            "give the OpenAPI 3 document (convert it first if necessary)",
        )
    version = document.get("openapi")
    if not isinstance(version, str) or not re.fullmatch(r"3\.[01](\.\d{1,3})?", version):
        problem = "no OpenAPI version" if version is None else f"the OpenAPI version {version!r}"
        # What later versions may say in addition would be overlooked without a word.
        raise _refusal(problem, "give an OpenAPI 3.0 or 3.1 document")


def _check_paths(document: Document) -> None:
    paths = document.get("paths")
    if not isinstance(paths, dict) or not paths:
        raise _refusal("a document without paths", "give the whole OpenAPI document")
    for path in paths:
        if not path.startswith("/") and not _is_extension(path):
            raise _refusal(f"the path {path!r}, which does not start with a slash", _CORRECT)
        if path.startswith("/") and not _SANE_PATH.fullmatch(path):
            raise _refusal(f"the path {path!r}, which is not a URL path", _CORRECT)


def _check_shape(document: Document) -> None:
    """Arrays and objects are where OpenAPI has them, so that no later step has to check."""
    _check_node(document, "document", ())


def _check_expansion(document: Document) -> None:
    """Refuse path items that are used so often that their copies would not fit into memory."""
    uses = Counter(
        item["$ref"]
        for name in ("paths", "webhooks")
        for item in (document.get(name) or {}).values()
        if isinstance(item, dict) and isinstance(item.get("$ref"), str)
    )
    size = 0
    for reference, count in uses.items():
        size += count * len(json.dumps(path_item(document, {"$ref": reference})))
        if size > MAX_BYTES:
            problem = f"path items that take up more than {MAX_BYTES // 1_000_000} MB where used"
            raise _refusal(problem, _LOOK)


def _check_counts(document: Document) -> None:
    count = len(operations(document))
    if not 1 <= count <= MAX_OPERATIONS:
        raise _refusal(
            f"{counted(count, 'operation')} where 1 to {MAX_OPERATIONS:,} are expected", _LOOK
        )


def _check_operation_ids(document: Document) -> None:
    owners: dict[str, str] = {}
    for name, operation in operations(document).items():
        if "operationId" not in operation:
            continue
        operation_id = operation["operationId"]
        if not isinstance(operation_id, str) or not _SANE_OPERATION_ID.fullmatch(operation_id):
            raise _refusal(
                f"the operationId {operation_id!r} of {name}, which is not a name", _CORRECT
            )
        other = owners.setdefault(operation_id, name)
        if other != name:
            both = " and ".join(sorted((other, name)))
            raise _refusal(f"the operationId {operation_id!r} twice: {both}", _CORRECT)


def _check_wire_identities(document: Document) -> None:
    owners: dict[str, str] = {}
    for path, method, _ in _each_operation(document):
        name = f"{method.upper()} {path}"
        other = owners.setdefault(wire_identity(method, path), name)
        if other != name:
            both = " and ".join(sorted((other, name)))
            raise _refusal(f"{both}, which are the same on the wire", _CORRECT)


def _check_references(document: Document) -> None:
    checked: set[tuple[int, str]] = set()
    pending = list(objects(document))
    while pending:
        kind, node = pending.pop()
        if "$ref" not in node:
            continue
        target = _follow(document, node["$ref"], kind)
        if isinstance(target, bool):
            continue
        # It may lie where OpenAPI has no object, and nothing has looked at it yet.
        if (id(target), kind) not in checked:
            checked.add((id(target), kind))
            _check_node(target, kind, (str(node["$ref"]),))
            pending += objects_in(target, kind)


def _check_parameters(document: Document) -> None:
    for path, item in document.get("paths", {}).items():
        if not path.startswith("/") or not isinstance(item, dict):
            continue
        for owner in (item, *(item[method] for method in METHODS if method in item)):
            for node in owner.get("parameters", ()) if isinstance(owner, dict) else ():
                _check_parameter(document, path, node)


def _check_parameter(document: Document, path: str, node: Document) -> None:
    if node and "$ref" in node:
        node = _follow(document, node["$ref"], "parameter")
    name, place = (node or {}).get("name"), (node or {}).get("in")
    if not isinstance(name, str) or not name or place not in _PLACES:
        problem = f"a parameter of {path} with the name {name!r} in {place!r}"
        raise _refusal(f"{problem}, which no request can have", _CORRECT)
    _check_required(node, f"the parameter {name!r} of {path}")


def _check_bodies(document: Document) -> None:
    for name, operation in operations(document).items():
        if "requestBody" in operation:
            body = operation["requestBody"]
            if "$ref" in body:
                body = _follow(document, body["$ref"], "request body")
            _check_required(body, f"the body of {name}")


def _check_required(node: Document, what: str) -> None:
    """Two readers would take `"true"` for two things."""
    if not isinstance(node.get("required", False), bool | None):
        problem = f"{what}, whose `required` is {node['required']!r} and not true or false"
        raise _refusal(problem, _CORRECT)


def _check_methods(document: Document) -> None:
    for path, item in document["paths"].items():
        for key in item if path.startswith("/") and isinstance(item, dict) else ():
            is_overlooked = key not in METHODS and key.lower() in METHODS
            if is_overlooked and isinstance(item[key], dict):
                problem = f"the method {key!r} of {path}, which is spelled {key.lower()}"
                raise _refusal(problem, _CORRECT)


_CHECKS: Final = (_check_version, _check_paths, _check_shape, _check_expansion)
_CHECKS_OF_OPERATIONS: Final = (
    _check_methods,
    _check_counts,
    _check_operation_ids,
    _check_wire_identities,
    _check_references,
    _check_parameters,
    _check_bodies,
)


def _each_operation(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in (document.get("paths") or {}).items():
        if path.startswith("/"):
            whole = path_item(document, item)
            if isinstance(whole, dict):
                yield from ((path, method, whole[method]) for method in METHODS if method in whole)


def _check_node(node: Any, kind: str, where: tuple[str, ...]) -> None:
    if kind.endswith("[]"):
        _expect(isinstance(node, list), where, "array")
        for number, element in enumerate(node):
            _check_node(element, kind.removesuffix("[]"), (*where, str(number)))
        return
    if kind == "schema" and isinstance(node, bool):
        return
    if node == []:
        return  # it is read as an empty object
    _expect(isinstance(node, dict), where, "object")
    if kind.endswith("{}"):
        if kind == "path item{}" and isinstance(node.get("$ref"), str):
            return  # a callback that stands elsewhere
        for name in node:
            if not _is_extension(name):
                _check_node(node[name], kind.removesuffix("{}"), (*where, name))
        return
    keywords = STRUCTURE[kind]
    if keywords.keys().isdisjoint(node):  # as in most schemas
        return
    for keyword, inner in keywords.items():
        if keyword in node:
            _check_node(node[keyword], inner, (*where, keyword))


def _expect(is_so: bool, where: tuple[str, ...], wanted: str) -> None:
    if not is_so:
        raise _refusal(f"no {wanted} at {' > '.join(where)}", _CORRECT)


def _is_extension(name: str) -> bool:
    return name.startswith("x-")


def _follow(document: Document, reference: Any, kind: str) -> Any:
    """Follow a reference, through further references, to something that is not one."""
    visited: list[str] = []
    while reference not in visited:
        pointer = json_pointer.of_reference(reference)
        if pointer is None:
            raise _refusal(
                f"the $ref {reference!r} out of the document",
                "put all parts into one document: none is fetched",
            )
        visited.append(reference)
        target = _resolved(document, pointer)
        if kind == "schema" and isinstance(target, bool):
            return target
        if not isinstance(target, dict):
            raise _refusal(f"the dangling $ref {reference!r} in a {kind}", _CORRECT)
        if "$ref" not in target:
            return target
        reference = target["$ref"]
    raise _refusal(f"the $ref {reference!r}, which leads back to itself", _CORRECT)


def _resolved(document: Document, pointer: str) -> Any:
    try:
        return json_pointer.resolve(document, pointer)
    except LookupError:
        return None


def _refusal(problem: str, remedy: str) -> ContractError:
    return ContractError("check", problem, remedy)
