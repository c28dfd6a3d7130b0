"""What is read off the facade's code is what its methods really call."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from flochat import (
    AsyncBulkJob,
    AsyncFlochat,
    AsyncPager,
    BulkJob,
    Flochat,
    FlochatError,
    Pager,
)
from flochat._wire.operation_table import TABLE, Safety
from flochat._wire.seam import identify, wire_identity
from flochat.contract import vendored_contract
from flochat.contract.document import operations
from flochat.contract.facade import facade_calls, facade_methods
from tests.support.contract_facts import IS_OURS
from tests.support.hostile_server import HostileServer, Request, Step, answer, hostile_server
from tests.support.samples import ROW, method_of, samples

#: Operations as the contract spells them, by wire identity.
SPELT = {wire_identity(*spelt.split(" ", 1)): spelt for spelt in operations(vendored_contract())}
FULL = answer(json.dumps({"status": "ok", "data": [ROW]}))
EMPTY = answer(json.dumps({"status": "ok", "data": []}))


@contextmanager
def recording(given: list[Step]) -> Iterator[HostileServer]:
    def handler(_request: Request) -> Iterable[Step]:
        return given

    with hostile_server(handler) as server:
        yield server


def public_methods(client: Any) -> dict[str, Callable[..., Any]]:
    """Every public method of every resource, by its path."""
    found: dict[str, Callable[..., Any]] = {}
    waiting = [("", client)]
    while waiting:
        path, owner = waiting.pop()
        for name in dir(type(owner)):
            kind = inspect.getattr_static(type(owner), name)
            below = f"{path}.{name}" if path else name
            if name.startswith("_") or below == "api":
                continue
            if inspect.isfunction(kind):
                found[below] = getattr(owner, name)
            elif not isinstance(kind, property):
                waiting.append((below, getattr(owner, name)))
    return {path: method for path, method in found.items() if "." in path}


def called(server: HostileServer) -> set[str]:
    """The operations that were asked for, by wire identity."""
    targets = ((r.method, r.target.partition("?")[0].removeprefix("/api")) for r in server.requests)
    return {identify(method, path)[0] for method, path in targets}


def finish(result: Any) -> None:
    if isinstance(result, Pager):
        result.first()
    if isinstance(result, BulkJob):
        result.run()


async def finish_async(result: Any) -> None:
    result = await result if inspect.iscoroutine(result) else result
    if isinstance(result, AsyncPager):
        await result.first()
    if isinstance(result, AsyncBulkJob):
        await result.run()


def sync_call(url: str, path: str, arguments: dict[str, Any]) -> None:
    with Flochat("key", base_url=url) as client, suppress(FlochatError):
        finish(method_of(client, path)(**arguments))


def async_call(url: str, path: str, arguments: dict[str, Any]) -> None:
    async def main() -> None:
        async with AsyncFlochat("key", base_url=url) as client:
            with suppress(FlochatError):
                await finish_async(method_of(client, path)(**arguments))

    asyncio.run(main())


def test_every_public_method_is_found_and_no_other() -> None:
    methods = public_methods(Flochat("key"))
    # These make jobs, which read and write by way of the methods that are found.
    jobs = {name for name in methods if name.startswith("export.")} | {"bulk.upsert"}
    assert facade_calls().keys() == methods.keys() - jobs
    assert public_methods(AsyncFlochat("key")).keys() == methods.keys()


@pytest.mark.parametrize("call", [sync_call, async_call])
@pytest.mark.parametrize("path", facade_calls())
def test_a_method_calls_the_operations_that_its_code_names(
    path: str, call: Callable[[str, str, dict[str, Any]], None]
) -> None:
    seen: set[str] = set()
    for given in (FULL, EMPTY):
        with recording(given) as server:
            for arguments in samples(path, method_of(Flochat("key"), path)):
                call(f"{server.url}/api", path, arguments)
            seen |= called(server)
    assert seen == set(facade_calls()[path])


@pytest.mark.parametrize("path", facade_calls())
def test_a_docstring_names_what_its_method_is_for(path: str) -> None:
    method: Any = method_of(Flochat("key"), path)
    docstrings = " ".join(f"{inspect.getdoc(method)} {inspect.getdoc(method.__self__)}".split())
    made = facade_calls()[path]
    writes = [operation for operation in made if TABLE[operation].safety is not Safety.READ]
    for operation in writes or made:
        assert operation in SPELT, f"the contract no longer has {operation}"
        verb, spelt = SPELT[operation].split()
        assert verb in docstrings
        assert spelt in docstrings


def test_methods_and_operations_tell_the_same() -> None:
    pairs = {(m, o) for m, operations in facade_calls().items() for o in operations}
    assert pairs == {(m, o) for o, methods in facade_methods().items() for m in methods}
    assert facade_methods().keys() == TABLE.keys()


def test_every_operation_of_the_facade_is_in_the_contract_and_has_a_method() -> None:
    document = json.loads(Path("openapi.json").read_text(encoding="utf-8"))
    contract = {wire_identity(*spelled.split(" ", 1)) for spelled in operations(document)}
    called = {operation for operation, methods in facade_methods().items() if methods}
    # One that the facade lacks is a line in the report of a pull; ours has them all.
    assert called == contract if IS_OURS else called <= contract
