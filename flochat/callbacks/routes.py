"""Which handler answers which path."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, TypeAlias, TypeVar

from .._requests.content import Content
from .._values.checks import describe_type
from ..errors import ConfigurationError
from .answers import CallbackAnswer
from .refusals import CallbackNotFound
from .requests import CallbackRequest

#: What a handler returns: content, None when there is nothing to say, or a whole answer.
HandlerResult: TypeAlias = Content | CallbackAnswer | None
#: What answers a call; it may be an `async` function.
Handler: TypeAlias = Callable[[CallbackRequest], HandlerResult | Awaitable[HandlerResult]]

S = TypeVar("S")
T = TypeVar("T")


def check_handler(handler: object, argument: str) -> None:
    if not callable(handler):
        raise ConfigurationError(
            f"{argument} must be a function that takes a CallbackRequest, not "
            f"{describe_type(handler)}"
        )


class Routes(Generic[T]):
    """What `make` makes of the handlers, by path; a slash at the end makes no difference."""

    def __init__(self, targets: Mapping[str, S], make: Callable[[S], T]) -> None:
        if not isinstance(targets, Mapping) or not targets:
            raise ConfigurationError(
                'the handlers must be a mapping from paths, as in {"/more": more}'
            )
        self._targets: dict[str, tuple[str, T]] = {}
        for path, target in targets.items():
            if not isinstance(path, str) or not path.startswith("/"):
                raise ConfigurationError(f"a path must begin with a slash, and {path!r} does not")
            key = path.rstrip("/")
            if key in self._targets:
                raise ConfigurationError(f"{path} and {self._targets[key][0]} are one path")
            self._targets[key] = path, make(target)

    def find(self, path: str) -> tuple[str, T]:
        """The path as it was given, and its handler. Raises `CallbackNotFound`."""
        found = self._targets.get(path.rstrip("/"))
        if found is None:
            raise CallbackNotFound("nobody answers at this path")
        return found
