"""One question to the host and its answer, and how either client asks it.

What the probe does is written as generators that yield an `Ask` and are sent its `Outcome`, so that
it is written once and neither clients nor sockets are known to it.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from .. import errors
from .._values.json_type import JSON
from .._wire import seam

T = TypeVar("T")

#: The name of the error when the probe may make no more requests.
BUDGET_SPENT: Final = "BudgetSpent"


class BudgetSpent(Exception):
    """The next attempt would be one more than the probe may make; it was not sent."""


class Ask(NamedTuple):
    """A request that the probe wants to make; `path` has `{}` for each of `arguments`."""

    method: str
    path: str
    arguments: tuple[str | int, ...] = ()
    query: Mapping[str, Any] = MappingProxyType({})
    json: JSON | None = None

    @property
    def operation(self) -> str:
        """Its wire identity."""
        return seam.wire_identity(self.method, self.path)

    def keywords(self) -> dict[str, Any]:
        """The arguments of `client.request`."""
        names = [f"p{number}" for number in range(len(self.arguments))]
        path = self.path
        for name in names:
            path = path.replace("{}", f"{{{name}}}", 1)
        return {
            "method": self.method,
            "path": path,
            "path_params": dict(zip(names, self.arguments, strict=True)),
            "query": dict(self.query),
            "json": self.json,
        }


class Outcome(NamedTuple):
    """What became of a request.

    `status` is the status of the answer, None where none came. `error` is the name of our class of
    error, None for a good answer. `content` is the JSON of the body, good or bad; None where it is
    not JSON. `headers` are those of the answer, names in lower case.
    """

    status: int | None
    error: str | None
    content: JSON | None
    headers: Mapping[str, str] = MappingProxyType({})

    @property
    def is_good(self) -> bool:
        return self.error is None

    @property
    def rows(self) -> list[JSON]:
        """The rows of a list; empty where there are none."""
        data = self.content.get("data") if isinstance(self.content, dict) else self.content
        return data if isinstance(data, list) else []

    @property
    def record(self) -> dict[str, Any]:
        """The record of an answer, in `data` or bare; empty where there is none."""
        content = self.content
        if isinstance(content, dict) and "data" in content:
            content = content["data"]
        if isinstance(content, list):
            content = content[0] if content else None
        return content if isinstance(content, dict) else {}

    @property
    def meta(self) -> dict[str, Any]:
        """What a list says of its pages; empty where it says nothing."""
        meta = self.content.get("meta") if isinstance(self.content, dict) else None
        return meta if isinstance(meta, dict) else {}


class Pause(NamedTuple):
    """A wait, in seconds; its outcome says nothing."""

    seconds: float


#: What a pause comes to.
NOTHING: Final = Outcome(None, None, None)

Steps: TypeAlias = Generator[Ask | Pause, Outcome, T]


def from_error(error: Exception, *, status: int | None, headers: Mapping[str, str]) -> Outcome:
    """The outcome of a request that raised; raises again what is no answer to it.

    `status` and `headers` are of the last answer that came to it. Nothing of the texts of an error
    is kept beyond the JSON of its body, which the caller drops.
    """
    name = type(error).__name__
    match error:
        case BudgetSpent():
            return Outcome(None, BUDGET_SPENT, None)
        case errors.APIStatusError():
            sent = error.status_code if status is not None else None
            return Outcome(sent, name, _json_or_none(error.body), error.headers)
        case errors.RejectedError():
            return Outcome(status or 200, name, error.raw, headers)
        case errors.DecodeError() | errors.OutcomeUnknownError():
            return Outcome(status, name, None, headers)
        case errors.APIConnectionError() | errors.InvalidArgumentError():
            return Outcome(None, name, None)
    raise error


def _json_or_none(text: str) -> JSON | None:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
