from __future__ import annotations

import asyncio

import pytest

from flochat.contract.errors import ContractError
from flochat.contract.fetch import Limits, connect

PAGE = "https://app.flochat.ai/api"


async def followed(reference: str) -> str:
    async with connect(PAGE, api_key=None, limits=Limits()) as host:
        assert host.owns(PAGE, reference)
        return host.inside(PAGE, reference, "redirects to")


async def refused(reference: str) -> str:
    async with connect(PAGE, api_key=None, limits=Limits()) as host:
        assert not host.owns(PAGE, reference)
        with pytest.raises(ContractError) as caught:
            host.inside(PAGE, reference, "redirects to")
        return str(caught.value)


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("/api-docs", "https://app.flochat.ai/api-docs"),
        ("api-docs", "https://app.flochat.ai/api-docs"),
        ("//app.flochat.ai/x", "https://app.flochat.ai/x"),
        ("https://APP.flochat.ai:443/x", "https://app.flochat.ai/x"),
        # A host behind a proxy that speaks https for it names itself by http.
        ("http://app.flochat.ai/api", "https://app.flochat.ai/api"),
        ("http://app.flochat.ai:80/api", "https://app.flochat.ai/api"),
    ],
)
def test_a_reference_on_the_host_is_followed(reference: str, url: str) -> None:
    assert asyncio.run(followed(reference)) == url


@pytest.mark.parametrize(
    ("reference", "site"),
    [
        ("http://app.flochat.ai:8080/api", "http://app.flochat.ai:8080,"),
        ("http://flochat.ai/api", "http://flochat.ai,"),
        ("https://app.flochat.ai:8443/api", "https://app.flochat.ai:8443,"),
        ("https://flochat.ai/api", "https://flochat.ai,"),
        ("//evil.example/api", "https://evil.example,"),
        ("https://app.flochat.ai@evil.example/", "https://evil.example,"),
        ("https://app.flochat.ai.evil.example/", "https://app.flochat.ai.evil.example,"),
        ("javascript:alert(1)", "javascript://,"),
        ("https://x:port/", "what is not a URL;"),
    ],
)
def test_a_reference_out_of_the_host_is_refused(reference: str, site: str) -> None:
    assert f"{PAGE} redirects to {site}" in asyncio.run(refused(reference))
