"""Whatever request is generated, the conforming sandbox answers it within the contract.

schemathesis makes the requests up from the contract: some that fit it, and some that do not.
`make fuzz-sandbox` tries many more, and others each time.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from flochat._wire.seam import wire_identity
from flochat.contract import vendored_contract
from flochat.contract.document import operations
from flochat.sandbox import Seed, Server, example, serve
from flochat.sandbox.areas import ROUTES

from .conftest import Api
from .shop_calls import CODE, PRODUCT

SERVED: Final = sorted(
    spelled
    for spelled in operations(vendored_contract())
    if wire_identity(*spelled.split(" ", 1)) in ROUTES
)

#: How many requests are generated for each operation; few by default, and the same each time.
_MORE: Final = os.environ.get("FLOCHAT_FUZZ_EXAMPLES")
MADE_UP: Final = settings(
    max_examples=int(_MORE or 4),
    derandomize=_MORE is None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

#: The values that answers have, by their key: "tag_ns" -> ["f280503t1"].
Known = dict[str, list[Any]]


@pytest.fixture(scope="module")
def flow(http: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state of a flow that has something of everything."""
    file = tmp_path_factory.mktemp("flow") / "flow.db"
    with serve(db=file, seed=fill) as server:
        fill_shop(Api(http, server))
    return file


@pytest.fixture
def host(flow: Path, tmp_path: Path) -> Iterator[Server]:
    """A conforming sandbox with that state."""
    with serve(manner="conforming", db=shutil.copy(flow, tmp_path), quota=1_000_000) as server:
        yield server


@pytest.fixture(scope="module")
def schema(http: httpx.Client, flow: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The contract as schemathesis reads it."""
    # Only here: importing it takes two seconds.
    import schemathesis.openapi

    with serve(db=shutil.copy(flow, tmp_path_factory.mktemp("known"))) as server:
        known = _known(Api(http, server))
    return schemathesis.openapi.from_dict(_informed(vendored_contract(), known))


@pytest.mark.parametrize("name", SERVED)
def test_every_answer_is_within_the_contract(name: str, host: Server, schema: Any) -> None:
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks

    method, path = name.split(" ", 1)
    operation = schema[path][method]
    allowed = {int(status) for status in operation.definition.raw["responses"]}
    if allowed == {200}:  # the contract has no word for a refusal
        allowed.add(400)
    wanted = [
        not_a_server_error,
        checks.response_schema_conformance,
        checks.content_type_conformance,
    ]

    @MADE_UP
    @given(_cases(operation))
    def try_one(case: Any) -> None:
        headers = {"Authorization": f"Bearer {host.api_key}"}
        response = case.call(base_url=host.url, headers=headers)
        case.validate_response(response, checks=wanted)
        if case.meta.generation.mode.is_positive:
            assert response.status_code in allowed

    try_one()


def _cases(operation: Any) -> st.SearchStrategy[Any]:
    """Requests that fit the contract and, where anything can be wrong, some that do not."""
    from schemathesis import GenerationMode

    fitting: st.SearchStrategy[Any] = operation.as_strategy()
    if operation.body or operation.query or operation.path_parameters:
        negative: st.SearchStrategy[Any] = operation.as_strategy(GenerationMode.NEGATIVE)
        return fitting | negative
    return fitting


def fill(seed: Seed) -> None:
    example(seed)
    ben = seed.subscriber(user_id="7", channel="web", labels=["Lead"], segments=["New"])
    seed.event_data(seed.event("Bought"), ben)
    seed.conversation(ben)
    seed.activity(ben, "assign")
    seed.error_log(ben, "The node is empty.")
    for kind in ("in", "out", "note", "system"):
        seed.message(ben, "Hello", kind=kind)
    seed.inbound_webhook("Orders")
    seed.widget("Corner")
    seed.media("Logo")
    seed.call(user_ns=ben)
    seed.flow("Shop")
    seed.facebook_template("welcome", {"type": "BODY", "text": "Hello {{1}}"})
    seed.agent_group("Support")
    seed.shortcut("hi", "Hello")
    seed.closing_note("Solved")
    seed.ai_agent("Helper")
    seed.ai_task("Sorter")
    seed.mini_app("Calendar")
    seed.template_install(seed.flow_template("Shop"))
    seed.ticket_list("Complaints")
    seed.notification("Hello")


def fill_shop(api: Api) -> None:
    person = {"user_ns": api.rows("GET /subscribers")[0]["user_ns"]}
    place = {"name": "Shop", "address": "1 Main St", "lat": -33.9, "lng": 151.2}
    product = api.ok("POST /shop/products/create", json=PRODUCT)["data"]
    line = {"variant_id": product["variants"][0]["id"]}
    api.ok("POST /shop/locations/create", json=place)
    api.ok("POST /shop/discount-codes/create", json=CODE)
    api.ok("POST /shop/orders/create", json=person | {"items": [line | {"qty": 1}]})
    api.ok("POST /subscriber/add-to-cart", json=person | line)


def _known(api: Api) -> Known:
    """What there is, as the lists tell it."""
    by_key: Known = defaultdict(list)
    for operation in SERVED:
        if operation.startswith("GET ") and "{" not in operation:
            for key, value in _values(api(operation).json()):
                if value not in by_key[key]:
                    by_key[key].append(value)
    return by_key


def _values(payload: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Each value of some JSON with the key that it stands under."""
    if isinstance(payload, dict):
        for inner_key, value in payload.items():
            yield from _values(value, inner_key)
    elif isinstance(payload, list):
        for value in payload:
            yield from _values(value, key)
    else:
        yield key, payload


def _informed(contract: dict[str, Any], known: Known) -> dict[str, Any]:
    """The contract, with what there is among the values that requests may have."""
    for operation in operations(contract).values():
        for parameter in operation.get("parameters", ()):
            parameter["schema"] = _or_known(parameter["name"], parameter["schema"], known)
        if "requestBody" in operation:
            _inform(operation["requestBody"]["content"]["application/json"]["schema"], known)
    return contract


def _inform(schema: dict[str, Any], known: Known) -> None:
    for name, inner in schema.get("properties", {}).items():
        _inform(inner, known)
        schema["properties"][name] = _or_known(name, inner, known)
    if "items" in schema:
        _inform(schema["items"], known)


def _or_known(name: str, schema: dict[str, Any], known: Known) -> dict[str, Any]:
    values: list[Any] = []
    if schema.get("type") == "integer" and name.lower().endswith("id"):
        values = known["id"][:3]
    elif schema.get("type") == "string" and "enum" not in schema:
        kin = known[name.removesuffix("_list")] or known["name" if "name" in name else ""]
        values = [value for value in kin if isinstance(value, str)]
    return {"anyOf": [{"enum": values}, schema]} if values else schema
