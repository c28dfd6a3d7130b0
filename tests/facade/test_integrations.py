from __future__ import annotations

import os
import pickle
import shutil
import subprocess
from typing import Any

import pytest

from flochat import (
    BadRequestError,
    DecodeError,
    Integration,
    InvalidArgumentError,
    MiniApp,
    NotFoundError,
    RejectedError,
    S3Integration,
    Secret,
    ShopifyIntegration,
)
from flochat._wire import decode
from flochat.sandbox import Server
from tests.support.ledger import bodies, operations

SHOP = {"api_key": "shop-s3cr3t", "token": "token-s3cr3t", "url": "name.myshopify.com"}
#: Service -> where it stands in a path, and what connects to it.
SERVICES: dict[str, tuple[str, dict[str, Any]]] = {
    "ainvented": ("ainvented", {"api_key": "a-s3cr3t"}),
    "claude": ("claude", {"api_key": "c-s3cr3t"}),
    "dropi": ("dropi", {"api_key": "d-s3cr3t", "url": "https://api.dropi.example/"}),
    "meta_conversions": ("meta-conversions-api", {"dataset_id": "12", "token": "m-s3cr3t"}),
    "openai": ("openai", {"api_key": "o-s3cr3t", "org_id": "org-1"}),
    "s3": (
        "s3storage",
        {
            "api_key": "3-s3cr3t",
            "secret": "33-s3cr3t",
            "bucket": "files",
            "region": "eu-north-1",
            "url": "https://s3.example",
        },
    ),
    "shopify": ("shopify", SHOP | {"wait_time": 30}),
    "woocommerce": ("woocommerce", SHOP),
    "xai": ("xai", {"api_key": "x-s3cr3t"}),
}


def shown(value: Any) -> Any:
    return value.reveal() if isinstance(value, Secret) else value


@pytest.mark.habits(says_ok="status")
@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_connected_read_and_disconnected(
    client: Any, sandbox: Server, service: str
) -> None:
    path, settings = SERVICES[service]
    integration = getattr(client.integrations, service)
    stored = integration.connect(**settings)
    assert {name: shown(getattr(stored, name)) for name in settings} == settings
    assert (integration.get(), stored.status) == (stored, "verified")
    assert integration.disconnect().raw == {"status": "ok"}
    with pytest.raises(NotFoundError, match="no record"):
        integration.get()
    written = path.replace("claude", "calude")
    assert operations(sandbox) == [
        f"POST /integration/{written}",
        f"GET /integration/{path}",
        f"DELETE /integration/{written}",
        f"GET /integration/{path}",
    ]
    assert bodies(sandbox)[0] == settings


@pytest.mark.parametrize("service", SERVICES)
def test_no_repr_shows_a_secret(client: Any, sandbox: Server, service: str) -> None:
    integration, settings = getattr(client.integrations, service), SERVICES[service][1]
    stored, prepared = (
        integration.connect(**settings),
        client.prepare(integration.connect, **settings),
    )
    for thing in (stored, integration.get(), stored.raw, sandbox.requests, prepared):
        assert "s3cr3t" not in f"{thing}{thing!r}"
        assert "***" in repr(thing)
    assert "s3cr3t" in "".join(value for value in stored.raw.values() if isinstance(value, str))
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(stored)


def test_what_was_not_given_is_not_sent(client: Any, sandbox: Server) -> None:
    client.integrations.shopify.connect(**SHOP)
    client.integrations.openai.connect("o-s3cr3t")
    assert bodies(sandbox) == [SHOP, {"api_key": "o-s3cr3t"}]


def test_a_key_that_was_read_can_be_stored_elsewhere(client: Any, sandbox: Server) -> None:
    key = client.integrations.openai.connect("o-s3cr3t").api_key
    assert client.integrations.ainvented.connect(key).api_key == key == Secret("o-s3cr3t")
    assert len({key, Secret("o-s3cr3t"), Secret("other")}) == 2
    assert bodies(sandbox)[1] == {"api_key": "o-s3cr3t"}


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_a_curl_has_secrets_from_the_shell_and_stops_without_them(
    client: Any, sandbox: Server
) -> None:
    (request,) = client.prepare(client.integrations.shopify.connect, **SHOP)
    assert "s3cr3t" not in request.curl()
    assert SHOP["token"] in request.curl(show_key=True)
    known = {"PATH": os.environ["PATH"], "FLOCHAT_API_KEY": sandbox.api_key}
    secrets = {"BODY_API_KEY": SHOP["api_key"], "BODY_TOKEN": SHOP["token"]}
    for environment, message, sent in ((known, "BODY_API_KEY", []), (known | secrets, "", [SHOP])):
        done = subprocess.run(
            ["sh", "-c", request.curl() + " --fail --silent --show-error"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert message in done.stderr
        assert bodies(sandbox) == sent
    assert client.integrations.shopify.get().api_key == Secret(SHOP["api_key"])


@pytest.mark.parametrize(
    ("service", "settings", "message"),
    [
        ("xai", {"api_key": ""}, "api_key must not be empty"),
        ("xai", {"api_key": Secret(" ")}, "api_key must not be empty"),
        ("claude", {"api_key": 7}, "api_key must be a string, not an int"),
        ("dropi", {"api_key": "key", "url": " "}, "url must not be empty"),
        ("shopify", SHOP | {"wait_time": "30"}, "wait_time must be a whole number"),
        ("shopify", SHOP | {"wait_time": -1}, "wait_time must be at least 0"),
    ],
)
def test_settings_that_cannot_be_cost_no_request(
    client: Any, sandbox: Server, service: str, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        getattr(client.integrations, service).connect(**settings)
    assert sandbox.requests == []


def test_no_error_shows_the_key_that_the_service_repeats(client: Any, sandbox: Server) -> None:
    message = "Incorrect API key provided: x-s3cr3t-key."
    for answer, kind in (
        (
            {"status": 400, "json": {"message": message, "errors": {"api_key": [message]}}},
            BadRequestError,
        ),
        ({"status": 400, "text": message, "content_type": "text/plain"}, BadRequestError),
        ({"json": {"status": "error", "message": message}}, RejectedError),
        ({"text": message, "content_type": "text/plain"}, DecodeError),
    ):
        sandbox.answer_next(**answer)
        with pytest.raises(kind, match=r"provided: \*\*\*") as caught:
            client.integrations.xai.connect("x-s3cr3t-key")
        assert "s3cr3t" not in f"{caught.value!r}{vars(caught.value)}{pickle.dumps(caught.value)!r}"


def test_secrets_of_a_refusal_are_not_shown(client: Any, sandbox: Server) -> None:
    payload = {"status": "error", "message": "No.", "api_key": "x-s3cr3t"}
    sandbox.answer_next(json=payload)
    with pytest.raises(RejectedError) as caught:
        client.integrations.xai.get()
    assert caught.value.raw == payload
    assert "s3cr3t" not in f"{caught.value!r}{vars(caught.value)}"


def test_settings_are_read_in_both_spellings_and_without_what_is_empty() -> None:
    read = decode.PLAIN.decode(S3Integration, {"key": "3-s3cr3t", "secret": "", "bucket": None})
    assert read == S3Integration(api_key=Secret("3-s3cr3t"))
    odd = decode.PLAIN.decode(
        ShopifyIntegration, {"api_key": 12, "token": ["x"], "wait_time": "30"}
    )
    assert odd == ShopifyIntegration(api_key=Secret("12"), wait_time=30)


def test_an_integration_that_is_stored_empty_is_none(client: Any, sandbox: Server) -> None:
    empty: list[object] = [{"data": []}, {"data": None}, {"status": "ok"}]
    for payload in empty:
        sandbox.answer_next(json=payload)
        with pytest.raises(NotFoundError):
            client.integrations.openai.get()
    sandbox.answer_next(json={"status": "ok", "data": {"api_key": "", "status": None}})
    assert client.integrations.openai.get().api_key is None


def test_mini_apps_are_listed_and_get_their_keys(client: Any, sandbox: Server) -> None:
    numbers = [sandbox.seed.mini_app(title) for title in ("Parcels", "Weather")]
    apps = client.mini_apps.list().to_list()
    assert [app.id for app in apps] == numbers
    assert apps[0].param_names == ("api_key",)
    assert [app.title for app in client.mini_apps.list(title="weat")] == ["Weather"]
    sandbox.clear()
    for app in (apps[0], numbers[0]):
        client.mini_apps.set_api_key(app, Secret("p-s3cr3t"))
    assert bodies(sandbox) == [{"api_key": "p-s3cr3t"}] * 2
    assert {r.path for r in sandbox.requests} == {
        f"/api/installed-mini-app/update-api-key/{numbers[0]}"
    }
    assert "s3cr3t" not in repr(sandbox.requests)


def test_a_mini_app_without_an_id_costs_no_request(client: Any, sandbox: Server) -> None:
    for app, key in ((MiniApp(), "key"), ("Parcels", "key"), (7, "")):
        with pytest.raises(InvalidArgumentError):
            client.mini_apps.set_api_key(app, key)
    assert sandbox.requests == []


def test_an_integration_is_equal_by_what_it_says() -> None:
    assert Integration(api_key=Secret("a")) == Integration(api_key=Secret("a"), raw={"x": 1})
    assert Integration(api_key=Secret("a")) != Integration(api_key=Secret("b"))
