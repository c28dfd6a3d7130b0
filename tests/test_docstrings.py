"""What the methods of both clients say of themselves is complete, and their examples run."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from textwrap import dedent
from typing import Any, Final

import pytest

from flochat import AsyncBulkJob, AsyncFlochat, AsyncPager, BulkJob, Flochat, NewVariant, Pager
from flochat.contract.facade import facade_calls
from flochat.sandbox import Seed, serve

BLOCKING: Final = (Flochat, Pager, BulkJob)
AWAITED: Final = (AsyncFlochat, AsyncPager, AsyncBulkJob)

_MOST_IN_PROSE: Final = 3
_EXAMPLE: Final = re.compile(r"^Example:\n((?:    .*\n|\n)+)", re.MULTILINE)
_OPERATION: Final = re.compile(r"\b(GET|POST|PUT|DELETE|METHOD) /\w")


def documented(kinds: tuple[type, ...]) -> dict[str, Callable[..., Any]]:
    """The public methods and classes of a client, of its pagers and its jobs, by their places."""
    found: dict[str, Callable[..., Any]] = {}
    for kind in kinds:
        owner = kind("key") if kind in (Flochat, AsyncFlochat) else None
        found |= {kind.__name__: kind, **dict(_methods(kind, owner, kind.__name__))}
    return found


def _methods(kind: type, owner: object, path: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name in dir(kind):
        member = inspect.getattr_static(kind, name)
        if name.startswith("_") or name == "api":  # the generated client has its own docstrings
            continue
        if inspect.isfunction(member):
            yield f"{path}.{name}", member
        elif isinstance(member, cached_property):
            part = getattr(owner, name)
            yield from _methods(type(part), part, f"{path}.{name}")


DOCUMENTED: Final = documented(BLOCKING) | documented(AWAITED)


def doc(path: str) -> str:
    return f"{inspect.getdoc(DOCUMENTED[path])}\n"


def parameters(path: str) -> list[str]:
    names = list(inspect.signature(DOCUMENTED[path]).parameters)
    return names[1:] if inspect.isfunction(DOCUMENTED[path]) else names


#: Nobody but the client makes a pager or a job.
CALLED: Final = [path for path in DOCUMENTED if "." in path or path.endswith("Flochat")]


def test_every_parameter_is_named() -> None:
    unnamed = {path: names for path in CALLED if (names := list(_unnamed(path)))}
    assert unnamed == {}
    assert sum(len(parameters(path)) for path in CALLED) > 1_000


def _unnamed(path: str) -> Iterator[str]:
    """Parameters that stand neither in backticks nor at the head of an entry."""
    payload = doc(path)
    for name in parameters(path):
        if not re.search(rf"`{name}\b[^`]*`|^    {name}: ", payload, re.MULTILINE):
            yield name


def test_many_parameters_have_an_entry_each_in_their_order() -> None:
    listed = {path: entries(path) for path in CALLED}
    wrong = [path for path in CALLED if listed[path] and listed[path] != parameters(path)]
    assert wrong == []
    in_prose = [len(parameters(path)) for path in CALLED if not listed[path]]
    assert max(in_prose) <= _MOST_IN_PROSE


def entries(path: str) -> list[str]:
    """The names in the section `Args:`."""
    _, _, after = doc(path).partition("\nArgs:\n")
    return re.findall(r"^    (\w+): \S", after.partition("\n\n")[0], re.MULTILINE)


@pytest.mark.parametrize("root", ["Flochat", "AsyncFlochat"])
def test_every_method_that_makes_calls_names_an_operation(root: str) -> None:
    paths = [f"{root}.{path}" for path in (*facade_calls(), "request", "post_webhook")]
    assert [path for path in paths if not _OPERATION.search(doc(path))] == []
    assert len(paths) > 200


def examples() -> Iterator[tuple[str, str]]:
    for path in DOCUMENTED:
        for example in _EXAMPLE.findall(doc(path)):
            yield path, dedent(example)


EXAMPLES: Final = dict(examples())


def a_flow_with_something_of_everything(seed: Seed) -> None:
    for tag in ("VIP", "Newsletter"):
        seed.tag(tag)
    seed.user_field("Points", "number")
    seed.user_field("Renewal", "date")
    seed.bot_field("Opening hours", value="9 to 5")
    seed.sub_flow("Onboarding")
    seed.whatsapp_template("welcome", {"type": "BODY", "text": "Hello {{1}}"})
    seed.ticket_list("Repairs", {"text1": "Order", "select1": ("Priority", ["low", "high"])})
    seed.subscriber(first_name="Ana", phone="61412345678", tags=["VIP"])


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """What examples take for granted, with a key in the environment."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("Phone;Birthday\n0412 345 678;01/02/1990\n", encoding="utf-8")
    with serve(
        seed=a_flow_with_something_of_everything, master_key="master-key", flows={123: 7}
    ) as server:
        monkeypatch.setenv("FLOCHAT_API_KEY", server.api_key)
        monkeypatch.setenv("FLOCHAT_BASE_URL", server.url)
        with Flochat() as client:
            yield {
                "ana": client.subscribers.find(phone="61412345678"),
                "vip": client.flow.tags.list(name="VIP").first(),
                "onboarding": client.flow.sub_flows.list(name="Onboarding").first(),
                "ticket_list": client.tickets.ticket_lists().first(),
                "shirt": client.shop.products.create(
                    "Shirt", options=["size"], variants=[NewVariant(options=["M"], price="19.90")]
                ),
                "other_key": server.api_key,
                "master_key": server.master_key,
            }


@pytest.mark.parametrize("path", EXAMPLES)
def test_an_example_shows_its_method_and_runs(path: str, given: dict[str, Any]) -> None:
    code = EXAMPLES[path]
    assert f".{path.rpartition('.')[2]}(" in code or "." not in path
    if path.startswith("Async"):
        asyncio.run(run_awaited(path, code, given))
    else:
        with Flochat() as client:
            exec(compile(code, path, "exec"), {**given, "client": client})


async def run_awaited(path: str, code: str, given: dict[str, Any]) -> None:
    async with AsyncFlochat() as client:
        top_level = compile(code, path, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        running = eval(top_level, {**given, "client": client})
        if inspect.isawaitable(running):
            await running


def test_the_calls_that_are_made_most_have_an_example() -> None:
    assert len(EXAMPLES) > 50
    assert len(EXAMPLES) == sum(doc(path).count("Example:") for path in DOCUMENTED)
    assert {path.removeprefix("Async") for path in EXAMPLES if path.startswith("Async")} == {
        path for path in EXAMPLES if not path.startswith("Async")
    }
