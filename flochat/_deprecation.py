"""What is going to be removed, and how that is told: at run time, at the line that uses it.

    @deprecated(since="0.4", removal="0.6", instead="client.flow.tags")
    async def old_tags(self) -> ...

    @deprecated_parameter("country", since="0.4", removal="0.6", instead="default_country")
    def client(*, default_country: str | None = None) -> ...

    old_name = deprecated_attribute("old_name", since="0.4", removal="0.6", instead="name")

    __getattr__ = deprecated_names(
        __name__, {"OldTag": Deprecation(since="0.4", removal="0.6", instead="Tag")}, __getattr__
    )

What these are given is literal: `scripts/release/deprecations.py` reads it in the sources, and
holds it to docs/policies/versions.md. To type checkers, `marked("use client.flow.tags")` above
`deprecated` says the same; they read no other decorator.
"""

from __future__ import annotations

import inspect
import sys
import warnings
from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from typing_extensions import deprecated as marked  # known to type checkers without a package
else:

    def marked(_message, /, **_options):
        """For type checkers alone."""
        return lambda thing: thing


F = TypeVar("F", bound=Callable[..., Any])

__all__ = [
    "Deprecation",
    "FlochatDeprecationWarning",
    "deprecated",
    "deprecated_attribute",
    "deprecated_names",
    "deprecated_parameter",
    "marked",
]

_PACKAGES: Final = ("flochat", "flochat_api")


class FlochatDeprecationWarning(DeprecationWarning):
    """Something of flochat is used that is going to be removed.

    `name` is what it is, `since` the version that said so first, `removal` the one that will no
    longer have it, and `instead` what to use. Python shows such warnings in tests and in a script
    that is run by itself; `python -W error::DeprecationWarning` makes errors of them all.
    """

    name: str
    since: str
    removal: str
    instead: str

    def __init__(self, name: str, since: str, removal: str, instead: str) -> None:
        super().__init__(name, since, removal, instead)
        self.name = name
        self.since = since
        self.removal = removal
        self.instead = instead

    def __str__(self) -> str:
        return (
            f"{self.name} is deprecated since flochat {self.since}, and {self.removal} will not "
            f"have it: use {self.instead}"
        )


class Deprecation(NamedTuple):
    """Since when something is deprecated, which version removes it, and what to use instead."""

    since: str
    removal: str
    instead: str

    def warn(self, name: str) -> None:
        """Warn at the line that is the caller's: the first one outside this package."""
        warnings.warn(FlochatDeprecationWarning(name, *self), stacklevel=_callers_level())


def deprecated(
    *, since: str, removal: str, instead: str, name: str | None = None
) -> Callable[[F], F]:
    """Deprecate a function, a method, a coroutine function or a class, with all of its calls.

    It goes below `classmethod`, `staticmethod` and `property`. `name` is what it is called in the
    warning; without one, by its qualified name.
    """
    deprecation = Deprecation(since, removal, instead)

    def decorate(thing: F) -> F:
        shown = name or thing.__qualname__
        if isinstance(thing, type):
            kind: Any = thing
            # Named tuples and kinds of text take their arguments where they are made.
            is_made = kind.__init__ is object.__init__ and kind.__new__ is not object.__new__
            if is_made:
                kind.__new__ = staticmethod(_warning(kind.__new__, deprecation, shown))
            else:
                kind.__init__ = _warning(kind.__init__, deprecation, shown)
            return thing
        return _warning(thing, deprecation, shown)

    return decorate


def deprecated_parameter(old: str, *, since: str, removal: str, instead: str) -> Callable[[F], F]:
    """Deprecate a parameter, wherever it is given.

    One that the function still has is passed on. Of one that it no longer has, the value goes to
    the parameter `instead`; who gives both gets a `TypeError`.
    """
    deprecation = Deprecation(since, removal, instead)

    def decorate(function: F) -> F:
        parameters = inspect.signature(function).parameters
        if old not in parameters and instead not in parameters:
            raise TypeError(f"{function.__qualname__} has neither {old} nor {instead}")
        place = list(parameters).index(old) if old in parameters else sys.maxsize
        if old in parameters and parameters[old].kind is inspect.Parameter.KEYWORD_ONLY:
            place = sys.maxsize
        shown = f"the parameter {old} of {function.__qualname__}"

        @wraps(function)
        def replacement(*args: Any, **kwargs: Any) -> Any:
            if old in kwargs or len(args) > place:
                deprecation.warn(shown)
                if old not in parameters:
                    if instead in kwargs:
                        raise TypeError(f"{function.__qualname__} was given {old} and {instead}")
                    kwargs[instead] = kwargs.pop(old)
            return function(*args, **kwargs)

        return _like(function, replacement)

    return decorate


class deprecated_attribute:  # noqa: N801 - stands beside `property`
    """A read-only attribute that has become another, `instead`, of the same object."""

    def __init__(self, name: str, *, since: str, removal: str, instead: str) -> None:
        self._name = name
        self._deprecation = Deprecation(since, removal, instead)
        self.__doc__ = f"Deprecated since {since}: use `{instead}`."

    def __get__(self, owner: Any, kind: type | None = None) -> Any:
        if owner is None:
            return self
        self._deprecation.warn(f"{type(owner).__name__}.{self._name}")
        return getattr(owner, self._deprecation.instead)


def deprecated_names(
    module: str,
    names: Mapping[str, Deprecation],
    load: Callable[[str], Any] | None = None,
) -> Callable[[str], Any]:
    """The `__getattr__` of a module with names that have become others, `instead`, of it.

    `load` is the `__getattr__` that the module has besides.
    """

    def getattribute(name: str) -> Any:
        deprecation = names.get(name)
        if deprecation is not None:
            deprecation.warn(f"{module}.{name}")
            return getattr(sys.modules[module], deprecation.instead)
        if load is not None:
            return load(name)
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    return getattribute


def _warning(function: F, deprecation: Deprecation, name: str) -> F:
    """A function that warns when it is called, at once and not when it is awaited."""

    @wraps(function)
    def replacement(*args: Any, **kwargs: Any) -> Any:
        deprecation.warn(name)
        return function(*args, **kwargs)

    return _like(function, replacement)


def _like(function: F, replacement: Any) -> F:
    """A replacement that is told from a coroutine function no more than the function was."""
    if inspect.iscoroutinefunction(function):
        if hasattr(inspect, "markcoroutinefunction"):  # from 3.12 on
            inspect.markcoroutinefunction(replacement)
        else:
            import asyncio

            replacement._is_coroutine = getattr(asyncio.coroutines, "_is_coroutine", None)
    result: F = replacement
    return result


def _callers_level() -> int:
    """The `stacklevel` of the first caller outside this package, as seen by who calls this."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and _is_ours(frame.f_globals.get("__name__", "")):
        level, frame = level + 1, frame.f_back
    return level


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in _PACKAGES
