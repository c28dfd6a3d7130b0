"""What is easily done wrong ends in an error that says what to do instead."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

import flochat
import flochat_api.api
from flochat import AsyncFlochat, AsyncPager, ConfigurationError, Flochat, Pager
from flochat_api.api.flow_tag import flow_tags

CLIENTS = [Flochat, AsyncFlochat]


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest) -> Any:
    return request.param("key", base_url="http://127.0.0.1:9/api")


def test_a_pager_is_neither_true_nor_false(client: Any) -> None:
    with pytest.raises(TypeError, match=r"neither true nor false.*first\(\).*count\(\)"):
        bool(client.flow.tags.list())


def test_an_async_pager_is_not_awaited_itself() -> None:
    async def wrong() -> None:
        client: Any = AsyncFlochat("key")
        await client.flow.tags.list()

    with pytest.raises(TypeError, match=r"`async for row in pager`.*`await pager.to_list\(\)`"):
        asyncio.run(wrong())


def test_an_async_pager_is_gone_through_with_async_for() -> None:
    client: Any = AsyncFlochat("key")
    with pytest.raises(TypeError, match=r"no positions.*`async for row in pager`"):
        list(client.flow.tags.list())


@pytest.mark.parametrize("pager", [Pager, AsyncPager])
def test_nobody_makes_a_pager_but_a_list_method(pager: type) -> None:
    with pytest.raises(TypeError, match=r"client\.flow\.tags\.list\(\)"):
        pager()


def test_a_generated_function_takes_the_low_level_client(client: Any) -> None:
    with pytest.raises(AttributeError, match=r"flochat_api\.api take `client=client\.api`"):
        flow_tags.sync(client=client)
    with pytest.raises(AttributeError, match=r"flochat_api\.api take `client=client\.api`"):
        asyncio.run(flow_tags.asyncio(client=client))


def test_other_names_that_a_client_lacks_are_told_as_ever(client: Any) -> None:
    with pytest.raises(AttributeError, match=r"object has no attribute 'tags'$"):
        client.tags  # noqa: B018  # reading it is the test
    assert "get_httpx_client" not in dir(client)
    assert not hasattr(client, "get_httpx_client")


def test_a_function_of_the_other_kind_says_which_client_to_use() -> None:
    message = (
        r"`asyncio` and `asyncio_detailed` take AsyncFlochat\(\)\.api, and `sync`.* Flochat\(\)"
    )
    with pytest.raises(ConfigurationError, match=message):
        flow_tags.sync(client=AsyncFlochat("key").api)
    with pytest.raises(ConfigurationError, match=message):
        asyncio.run(flow_tags.asyncio(client=Flochat("key").api))


def endpoints() -> Iterator[str]:
    for module in walk_packages(flochat_api.api.__path__, "flochat_api.api."):
        if not module.ispkg:
            yield module.name


def test_every_generated_module_has_all_four_functions() -> None:
    names = ["sync", "sync_detailed", "asyncio", "asyncio_detailed"]
    lacking = [
        module
        for module in endpoints()
        if not all(hasattr(import_module(module), n) for n in names)
    ]
    assert lacking == []


def test_a_pager_has_no_length_and_no_positions_and_says_what_to_read(client: Any) -> None:
    with pytest.raises(TypeError, match=r"to_list\(\)"):
        len(client.flow.tags.list())
    with pytest.raises(TypeError, match=r"first\(\)"):
        client.flow.tags.list()[0]


def test_the_public_modules_are_attributes_of_the_package() -> None:
    for name in ("errors", "models", "phones", "types"):
        assert getattr(flochat, name).__name__ == f"flochat.{name}"
