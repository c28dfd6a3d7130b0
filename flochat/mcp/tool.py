"""A tool: what it takes and gives, and either how it reads or how it plans a change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import field, frozen

from .._wire.operation_table import Safety
from .answers import UNTRUSTED, Answer, Arguments, Change

if TYPE_CHECKING:
    from .desk import Desk

Schema: TypeAlias = Mapping[str, Any]

#: A change may also come of what reads: then it is planned, and made once it is confirmed.
Read: TypeAlias = "Callable[[Desk, Arguments], Awaitable[Answer | Change]]"
Plan: TypeAlias = "Callable[[Desk, Arguments], Awaitable[Change]]"


@frozen(kw_only=True)
class Tool:
    """A tool. It has either `read` or `plan`."""

    name: str
    area: str
    #: Another area that needs it.
    area_too: str | None = None
    about: str
    takes: Mapping[str, Schema]
    needs: Sequence[str] = ()
    gives: Mapping[str, Schema] = field(factory=dict)
    safety: Safety = Safety.READ
    #: What else the operator must allow.
    safety_too: Safety = Safety.READ
    #: What of these classes the operator must allow one of, where that depends on the call.
    safety_any: frozenset[Safety] = frozenset()
    #: Whether it reads or writes files, for which there must be a folder.
    uses_files: bool = False
    read: Read | None = None
    plan: Plan | None = None
    #: Whether it asks for nothing that leaves this process.
    is_local: bool = False


TEXT: Final[Schema] = {"type": "string"}
WHOLE: Final[Schema] = {"type": "integer"}
FLAG: Final[Schema] = {"type": "boolean"}
TEXTS: Final[Schema] = {"type": "array", "items": {"type": "string"}}
ANY_OBJECT: Final[Schema] = {"type": "object"}


def text(about: str) -> Schema:
    """A text, and what it is."""
    return {"type": "string", "description": about}


def one_of(*values: str, about: str = "") -> Schema:
    """One of a few words."""
    return {"type": "string", "enum": list(values), **({"description": about} if about else {})}


def rows(**columns: Schema) -> Schema:
    """A list of records with these fields."""
    return {"type": "array", "items": {"type": "object", "properties": columns}}


_CHANGE: Final[Mapping[str, Schema]] = {
    "preview": TEXT,
    "people": WHOLE,
    "first": TEXTS,
    "requests": WHOLE,
    "quota_hours": {"type": "number"},
    "needs_human": TEXT,
    "token": TEXT,
}
_JOB: Final[Mapping[str, Schema]] = {
    "job": TEXT,
    "state": TEXT,
    "rows": WHOLE,
    "done": WHOLE,
    "failed": WHOLE,
    "unknown": WHOLE,
    "pending": WHOLE,
}


def input_schema(tool: Tool) -> dict[str, Any]:
    """What a tool takes, as JSON Schema; a change also takes the token of its preview."""
    properties = dict(tool.takes)
    if tool.plan is not None:
        properties["token"] = {"type": "string"}
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    if tool.needs:
        schema["required"] = list(tool.needs)
    return schema


def output_schema(tool: Tool) -> dict[str, Any]:
    """What a tool gives, as JSON Schema. A change gives a preview first, and then what was done."""
    properties: dict[str, Schema] = dict(tool.gives)
    if tool.plan is not None:
        properties |= _CHANGE
        properties |= _JOB if tool.area in ("jobs", "files") else {"done": WHOLE}
    properties[UNTRUSTED] = {"type": "object"}
    return {"type": "object", "properties": properties}
