"""Two tools that reach every operation of the API: one finds them, one calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ..._plurals import counted
from ..._values.secret import mask_secrets
from ..._wire.operation_table import TABLE, Safety
from ..answers import Answer, Arguments, Change, ToolError
from ..tool import ANY_OBJECT, TEXT, WHOLE, Tool, rows, text
from ..untrusted import hide_secrets

if TYPE_CHECKING:
    from ..desk import Desk

_MAX_FOUND: Final = 8
_WORD: Final = re.compile(r"[a-z]+")
_PLACE: Final = re.compile(r"\{[^}]*\}")
#: Keys of a body or query that name the people of a call.
_PERSON_KEYS: Final = frozenset({"user_ns"})
_LISTS_OF_PEOPLE: Final = frozenset({"user_ns_list", "user_id_list", "users"})
#: Keys that name people by what no flow is to be seen in.
_ANYBODY_KEYS: Final = frozenset({"user_id", "user_id_list"})
#: Keys with which a call may reach others than the person of its `user_ns`.
_PEOPLE_KEYS: Final = (
    _LISTS_OF_PEOPLE
    | _ANYBODY_KEYS
    | {"tags", "exclude_tags", "segment_ns", "phone", "email", "order_id"}
)
#: With these in a body or query, frameworks take a POST for the method that they name.
_OTHER_METHOD: Final = frozenset({"_method", "_http_method", "x-http-method-override"})
_NAMESPACE: Final = re.compile(r"\b(f\d+)[a-z]+\d+\b", re.IGNORECASE)


async def find_operation(desk: Desk, given: Arguments) -> Answer:
    wanted = set(_WORD.findall(given["words"].lower()))
    if not wanted:
        raise ToolError('words must have some: "remove label", for example')
    scored = []
    for operation, row in TABLE.items():
        if not desk.limits.allows(row.safety):
            continue
        words = set(_WORD.findall(operation.lower()))
        score = len(wanted & words) + sum(
            0.5 for word in wanted - words if any(word[:4] == other[:4] for other in words)
        )
        if score:
            scored.append((-score, operation, row))
    found = [
        {"operation": operation, "safety": row.safety.value, "takes": takes(operation)}
        for _, operation, row in sorted(scored, key=lambda it: it[:2])[:_MAX_FOUND]
    ]
    return Answer(text=f"{counted(len(found), 'operation')}.", facts={"operations": found})


async def call(desk: Desk, given: Arguments) -> Answer | Change:
    """Read, or plan a change: which of them it is depends on the operation."""
    operation = given["operation"]
    row = TABLE.get(operation)
    if row is None:
        raise ToolError("there is no such operation: find_operation gives their names")
    if not desk.limits.allows(row.safety):
        raise ToolError(f"the operator does not allow operations that {row.safety.value}")
    arguments = _checked(desk, given.get("arguments") or {})
    method, _, path = operation.partition(" ")
    values = list(arguments["path"].values())
    if len(values) != path.count("{}"):
        raise ToolError(f"arguments.path must have {path.count('{}')} values for {path}")
    places = [f"p{number}" for number in range(len(values))]
    template = path.replace("{}", "{{{}}}").format(*places)
    options = {
        "path_params": dict(zip(places, values, strict=True)) or None,
        "query": arguments["query"] or None,
        "json": arguments["json"],
    }
    if row.safety is Safety.READ:
        payload = await desk.client.request(method, template, **options)
        # Nobody is the author: an argument that the operation does not know would name anybody.
        written = desk.written(None, {"answer": payload})
        return Answer(text="The answer is as the platform gave it.", untrusted=written)
    requests = await desk.client.prepare(desk.client.request, method, template, **options)
    people = _people(operation, row.safety, arguments)
    count = _count(desk, row.safety, arguments, people)
    # A setting needs a human whatever stands in it, who needs no key to say yes.
    given_texts = list(arguments.values())
    texts = _texts(given_texts if people else hide_secrets(mask_secrets(given_texts)))

    async def make() -> Answer:
        payload = await desk.client.request(method, template, **options)
        return Answer(
            text="The platform took it.",
            facts={"done": 1},
            untrusted=desk.written(None, {"answer": payload}),
        )

    return Change(
        what=f"Call {operation}",
        requests=requests,
        recipients=people,
        count=count,
        texts=texts,
        settings=not people and row.safety in (Safety.EDIT, Safety.CREATE, Safety.DESTROY),
        make=make,
    )


def _checked(desk: Desk, arguments: Mapping[str, Any]) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "path": arguments.get("path") or {},
        "query": arguments.get("query") or {},
        "json": arguments.get("json"),
    }
    if unknown := set(arguments) - set(parts):
        raise ToolError(f"arguments has path, query and json, not {sorted(unknown)[0]!r}")
    for name in ("path", "query"):
        if not isinstance(parts[name], dict):
            raise ToolError(f"arguments.{name} must be an object")
    for key, value in _pairs(list(parts.values())):
        if key.lower() in _OTHER_METHOD:
            raise ToolError(f"{key} would make another operation of it: call that one")
        if key in _PERSON_KEYS:
            desk.user_ns(value)
        elif desk.limits.flow_ns is not None:
            _check_flow(desk.limits.flow_ns, key, value)
    return parts


def _check_flow(flow_ns: str, key: str, value: Any) -> None:
    """Raise `ToolError` for what is of another flow, or names somebody of no flow in particular."""
    if key in _ANYBODY_KEYS:
        raise ToolError(f"this server is only for the flow {flow_ns}: give user_ns, not {key}")
    for word in _texts(value if isinstance(value, list) else [value]):
        if any(found[1] != flow_ns for found in _NAMESPACE.finditer(word)):
            raise ToolError(f"this server is only for the flow {flow_ns}")


def _people(operation: str, safety: Safety, arguments: Mapping[str, Any]) -> list[str] | None:
    """The one person that a call is about; None where that cannot be told.

    An operation that takes no `user_ns`, by the contract, is about nobody in particular, whatever
    it is given; nor can it be told whom one reaches that is given more than the contract knows.
    """
    body = arguments["json"]
    if not isinstance(body, Mapping) or safety is Safety.BROADCAST:
        return None
    known = {name.rstrip("*") for name in takes(operation).get("json", ())}
    if "user_ns" not in body or not known.issuperset(body) or arguments["query"]:
        return None
    if any(key in _PEOPLE_KEYS for key, _ in _pairs(body)):
        return None
    people = {str(value) for key, value in _pairs(body) if key in _PERSON_KEYS}
    return sorted(people) if len(people) == 1 else None


def _count(
    desk: Desk, safety: Safety, arguments: Mapping[str, Any], people: list[str] | None
) -> int:
    """How many people a call is about. Raises `ToolError` if they are too many, or uncounted."""
    if people is not None:
        return len(people)
    body = arguments["json"]
    lists = [value for key, value in _pairs(body) if key in _LISTS_OF_PEOPLE]
    count = sum(len(value) if isinstance(value, list | dict) else 1 for value in lists)
    if safety is Safety.BROADCAST and not count:
        raise ToolError(
            "call cannot count whom this reaches, and the operator limits how many; use the tool "
            "broadcast, or an operation that takes user_ns_list"
        )
    if count > desk.limits.max_recipients:
        raise ToolError(
            f"the operator allows {counted(desk.limits.max_recipients, 'person', 'people')} at once"
        )
    return count


def _pairs(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key and its value, however deep."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key), item
            yield from _pairs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _pairs(item)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        value = [item for key, item in value.items() if key not in _PERSON_KEYS]
    if isinstance(value, list):
        return [inner for item in value for inner in _texts(item)]
    return []


def takes(operation: str) -> dict[str, list[str]]:
    """The names of what an operation takes, those that it needs with a star."""
    return _contract().get(operation, {})


@cache
def _contract() -> dict[str, dict[str, list[str]]]:
    """What each operation takes, from the contract of this release."""
    from ...contract import vendored_contract

    found = {}
    for path, methods in vendored_contract()["paths"].items():
        for method, details in methods.items():
            if isinstance(details, dict):
                name = f"{method.upper()} {_PLACE.sub('{}', path)}"
                found[name] = _names(details)
    return found


def _names(details: Mapping[str, Any]) -> dict[str, list[str]]:
    takes: dict[str, list[str]] = {}
    for parameter in details.get("parameters", ()):
        star = "*" if parameter.get("required") else ""
        takes.setdefault(str(parameter.get("in")), []).append(f"{parameter.get('name')}{star}")
    content = (details.get("requestBody") or {}).get("content") or {}
    for media in content.values():
        schema = media.get("schema") or {}
        needed = schema.get("required", ())
        names = [f"{name}{'*' if name in needed else ''}" for name in schema.get("properties", ())]
        if names:
            takes["json"] = names
    return takes


TOOLS: Final = (
    Tool(
        name="find_operation",
        area="any",
        about="Find operations of the API by words, for call. Costs no request.",
        takes={"words": text('"remove label"')},
        needs=["words"],
        gives={"operations": rows(operation=TEXT, safety=TEXT, takes=ANY_OBJECT)},
        read=find_operation,
        is_local=True,
    ),
    Tool(
        name="call",
        area="any",
        about="Call an operation that find_operation gave. Prefer the other tools.",
        takes={
            "operation": text('"GET /flow/tags"'),
            "arguments": {
                "type": "object",
                "properties": {"path": ANY_OBJECT, "query": ANY_OBJECT, "json": ANY_OBJECT},
            },
            "max_kb": WHOLE,
            "token": TEXT,
        },
        needs=["operation"],
        read=call,
    ),
)
