"""How something is deprecated: the warning names it, and points to the line that uses it."""

from __future__ import annotations

import asyncio
import inspect
import pickle
import sys
import warnings
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from attrs import frozen

import flochat
from flochat import FlochatDeprecationWarning
from flochat._deprecation import (
    Deprecation,
    deprecated,
    deprecated_attribute,
    deprecated_names,
    deprecated_parameter,
    marked,
)

SINCE = "0.4"
REMOVAL = "0.6"


@deprecated(since="0.4", removal="0.6", instead="new()")
def old(value: int) -> int:
    """Return it."""
    return value


@deprecated(since="0.4", removal="0.6", instead="new()", name="client.old")
async def old_async(value: int) -> int:
    return value


@deprecated(since="0.4", removal="0.6", instead="new()")
def old_rows() -> Iterator[int]:
    yield 1


@deprecated_parameter("country", since="0.4", removal="0.6", instead="default_country")
def renamed(name: str, *, default_country: str = "AU") -> tuple[str, str]:
    return name, default_country


@deprecated_parameter("loud", since="0.4", removal="0.6", instead="nothing: it has no effect")
def kept(name: str, loud: bool = False) -> tuple[str, bool]:
    return name, loud


class Person:
    name = "Ana"
    full_name = deprecated_attribute("full_name", since="0.4", removal="0.6", instead="name")

    @classmethod
    @deprecated(since="0.4", removal="0.6", instead="Person()")
    def make(cls) -> Person:
        return cls()

    @property
    @deprecated(since="0.4", removal="0.6", instead="name", name="Person.title")
    def title(self) -> str:
        return "Dr"


@deprecated(since="0.4", removal="0.6", instead="Person")
@frozen
class OldPerson:
    name: str


@deprecated(since="0.4", removal="0.6", instead="Person")
class OldPair(NamedTuple):
    name: str
    age: int = 1


@deprecated(since="0.4", removal="0.6", instead="str")
class OldText(str):
    __slots__ = ()


async def awaited() -> Any:
    return await old_async(1)


async def as_a_task() -> Any:
    waiting = old_async(1)
    await asyncio.sleep(0)
    return await asyncio.create_task(waiting)


USES: dict[str, tuple[Callable[[], Any], Any, str]] = {
    "a function": (lambda: old(1), 1, "old"),
    "a coroutine that is awaited": (lambda: asyncio.run(awaited()), 1, "client.old"),
    "a coroutine that becomes a task": (lambda: asyncio.run(as_a_task()), 1, "client.old"),
    "a generator": (lambda: list(old_rows()), [1], "old_rows"),
    "a parameter that was renamed": (
        lambda: renamed("Ana", country="BR"),  # type: ignore[call-arg]  # it no longer has it
        ("Ana", "BR"),
        "the parameter country of renamed",
    ),
    "a parameter by name": (lambda: kept("Ana", loud=True), ("Ana", True), "the parameter loud"),
    "a parameter by place": (lambda: kept("Ana", True), ("Ana", True), "the parameter loud"),
    "an attribute": (lambda: Person().full_name, "Ana", "Person.full_name"),
    "a class method": (lambda: type(Person.make()), Person, "Person.make"),
    "a property": (lambda: Person().title, "Dr", "Person.title"),
    "a class": (lambda: OldPerson("Ana").name, "Ana", "OldPerson"),
    "a named tuple": (lambda: OldPair("Ana", age=2), ("Ana", 2), "OldPair"),
    "a kind of text": (lambda: OldText("Ana"), "Ana", "OldText"),
}


@pytest.mark.parametrize("use", USES)
def test_whoever_uses_it_is_warned_at_that_line(use: str) -> None:
    call, result, name = USES[use]
    with pytest.warns(FlochatDeprecationWarning) as caught:
        assert call() == result
    (warning,) = caught
    assert warning.filename == __file__
    told = warning.message
    assert isinstance(told, FlochatDeprecationWarning)
    assert told.name.startswith(name)
    assert (told.since, told.removal) == (SINCE, REMOVAL)
    line = inspect.getsourcelines(sys.modules[__name__])[0][warning.lineno - 1]
    assert any(
        word in line for word in ("old", "renamed", "kept", "Person", "OldPair", "OldText")
    ), line
    assert "await asyncio" not in line


def test_the_warning_says_what_to_use() -> None:
    with pytest.warns(FlochatDeprecationWarning) as caught:
        old(1)
    assert str(caught[0].message) == (
        "old is deprecated since flochat 0.4, and 0.6 will not have it: use new()"
    )
    assert isinstance(caught[0].message, DeprecationWarning)
    again = pickle.loads(pickle.dumps(caught[0].message))
    assert (str(again), again.instead) == (str(caught[0].message), "new()")


def test_a_name_of_a_module_leads_to_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("shop")
    names = {"OldTag": Deprecation(since="0.4", removal="0.6", instead="Tag")}
    loaded: Callable[[str], Any] = {"Tag": "the tag"}.__getitem__
    module.__getattr__ = deprecated_names("shop", names, loaded)  # type: ignore[method-assign] # as a module does
    monkeypatch.setitem(sys.modules, "shop", module)
    with pytest.warns(FlochatDeprecationWarning, match=r"shop\.OldTag .* use Tag") as caught:
        assert module.OldTag == "the tag"
    assert caught[0].filename == __file__
    module.__getattr__ = deprecated_names("shop", names)  # type: ignore[method-assign] # as a module does
    with pytest.raises(AttributeError, match="module 'shop' has no attribute 'Other'"):
        _ = module.Other


def test_what_is_not_deprecated_warns_of_nothing() -> None:
    assert renamed("Ana", default_country="BR") == ("Ana", "BR")
    assert kept("Ana") == ("Ana", False)
    assert Person().name == "Ana"


def test_both_names_of_a_parameter_are_one_too_many() -> None:
    with (
        pytest.warns(FlochatDeprecationWarning),
        pytest.raises(TypeError, match="was given country and default_country"),
    ):
        renamed("Ana", country="BR", default_country="AU")  # type: ignore[call-arg] # both names


def test_a_parameter_that_the_function_never_had_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="old has neither a nor b"):
        deprecated_parameter("a", since="0.4", removal="0.6", instead="b")(old)


def test_what_is_deprecated_looks_as_before() -> None:
    told = inspect if sys.version_info >= (3, 12) else asyncio
    assert told.iscoroutinefunction(old_async)
    assert not told.iscoroutinefunction(old)
    assert inspect.signature(old) == inspect.signature(inspect.unwrap(old))
    assert old.__doc__ == "Return it."
    assert marked("use new()")(old) is old


def test_our_own_modules_are_not_the_caller() -> None:
    module = ModuleType("flochat.inner")
    exec("def calls(use): return use(1)", vars(module))
    with pytest.warns(FlochatDeprecationWarning) as caught:
        module.calls(old)
    assert caught[0].filename == __file__


def test_nothing_of_the_public_face_warns_when_it_is_looked_at() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in dir(flochat):
            getattr(flochat, name)
