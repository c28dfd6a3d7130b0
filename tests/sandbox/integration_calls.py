"""Calls of what a workspace is connected to, each with a good outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flochat.sandbox import Server

Call = Callable[..., Any]

SHOP: dict[str, Any] = {"api_key": "key-7", "token": "token-7", "url": "https://shop.example"}
#: Service -> the settings that connect to it.
SETTINGS: dict[str, dict[str, Any]] = {
    "ainvented": {"api_key": "key-1"},
    "calude": {"api_key": "key-2"},
    "dropi": {"api_key": "key-3", "url": "https://api.dropi.example/"},
    "meta-conversions-api": {"dataset_id": "12", "token": "token-4"},
    "openai": {"api_key": "key-5", "org_id": ""},
    "s3storage": {
        "api_key": "key-6",
        "secret": "secret-6",
        "bucket": "files",
        "region": "eu-north-1",
        "url": "https://s3.example",
    },
    "shopify": SHOP | {"wait_time": 30},
    "woocommerce": SHOP,
    "xai": {"api_key": "key-8"},
}
TEXT = {"heading": "Opening hours", "text": "9 to 5", "type": "faq"}


def integration_calls(server: Server, call: Call) -> Iterator[tuple[str, Any]]:
    """Each operation once: what it is called, and what it answered."""
    for service, settings in SETTINGS.items():
        stored = f"POST /integration/{service}"
        yield stored, call(stored, settings)
        read = f"GET /integration/{service}".replace("calude", "claude")
        yield read, call(read)
        deleted = f"DELETE /integration/{service}"
        yield deleted, call(deleted)
    app = server.seed.mini_app("Parcels")
    yield "GET /installed-mini-app/list", call("GET /installed-mini-app/list")
    update = "POST /installed-mini-app/update-api-key"
    yield f"{update}/{{}}", call(f"{update}/{app}", {"api_key": "key-9"})
    yield from _embeddings(call)
    yield from _flow_templates(server, call)


def _embeddings(call: Call) -> Iterator[tuple[str, Any]]:
    imported = "POST /openai-embeddings/import"
    yield imported, call(imported, {"rows": [TEXT, {"heading": "Empty"}]})
    created = "POST /openai-embeddings/create"
    embedding = call(created, {"heading": "Address", "text": "1 Main St"})
    yield created, embedding
    yield "POST /openai-embeddings/generate", call("POST /openai-embeddings/generate")
    yield "GET /openai-embeddings", call("GET /openai-embeddings")
    number = embedding["data"]["id"]
    for method, action, body in (
        ("GET", "get-info", None),
        ("PUT", "update", {"text": "2 Main St"}),
        ("DELETE", "delete", None),
    ):
        operation = f"{method} /openai-embeddings/{{}}/{action}"
        yield operation, call(operation.replace("{}", str(number)), body)


def _flow_templates(server: Server, call: Call) -> Iterator[tuple[str, Any]]:
    template = server.seed.flow_template("Support", description="Answers questions")
    server.seed.template_install(template)
    yield "GET /templates", call("GET /templates")
    yield "GET /template/{}/installs", call(f"GET /template/{template}/installs")
    link = "POST /template/{}/generate-one-time-link"
    yield link, call(link.replace("{}", template), days=7)
