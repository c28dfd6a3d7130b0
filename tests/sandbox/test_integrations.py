"""Integrations, mini apps, embeddings and flow templates."""

from __future__ import annotations

from typing import Any

import pytest

from flochat.sandbox import Server

from .conftest import Api
from .integration_calls import SETTINGS, TEXT

IMPORT = "POST /openai-embeddings/import"
VERIFIED = {"status": "verified"}


@pytest.mark.parametrize("service", SETTINGS)
def test_a_service_is_connected_read_and_disconnected(api: Api, service: str) -> None:
    read = f"GET /integration/{service}".replace("calude", "claude")
    assert api.ok(read)["data"] == {}
    stored = api.ok(f"POST /integration/{service}", json=SETTINGS[service])["data"]
    assert stored == SETTINGS[service] | VERIFIED
    settings = api.ok(read)["data"]
    assert settings.pop("key", settings.get("api_key")) == SETTINGS[service].get("api_key")
    assert settings.items() <= stored.items()
    api.ok(f"DELETE /integration/{service}")
    assert api.ok(read)["data"] == {}
    assert api(f"DELETE /integration/{service}").json()["status"] == "error"


def test_a_service_needs_all_its_settings(api: Api) -> None:
    assert api("POST /integration/shopify", json={"api_key": "key"}).status_code == 422
    assert api("POST /integration/xai", json={"api_key": " "}).status_code == 422
    assert api.ok("GET /integration/xai")["data"] == {}


def test_services_are_kept_apart(api: Api) -> None:
    for service in ("openai", "xai"):
        api.ok(f"POST /integration/{service}", json={"api_key": f"key-of-{service}"})
    api.ok("DELETE /integration/openai")
    assert api.ok("GET /integration/xai")["data"] == {"api_key": "key-of-xai"} | VERIFIED


def test_mini_apps_are_listed_without_their_keys(api: Api, server: Server) -> None:
    apps = [server.seed.mini_app(title) for title in ("Parcels", "Weather")]
    assert server.seed.mini_app("Parcels") == apps[0]
    api.ok(f"POST /installed-mini-app/update-api-key/{apps[0]}", json={"api_key": "key-9"})
    (parcels,) = api.rows("GET /installed-mini-app/list", title="parc")
    assert (parcels["id"], parcels["param_names"]) == (apps[0], ["api_key"])
    assert "key-9" not in str(parcels)
    assert len(api.rows("GET /installed-mini-app/list")) == 2
    unknown = "POST /installed-mini-app/update-api-key/999"
    assert api(unknown, json={"api_key": "key-9"}).status_code == 404


def test_an_import_counts_what_it_did_with_each_row(api: Api) -> None:
    new = {"heading": "Address", "text": "1 Main St"}
    assert api.ok(IMPORT, json={"rows": [TEXT, new]})["inserted"] == 2
    changed = {"heading": "Address", "text": "2 Main St"}
    payload = api.ok(IMPORT, json={"rows": [changed, {"heading": "x"}, {"text": "x"}]})
    assert (payload["inserted"], payload["updated"], payload["skipped"]) == (0, 1, 2)
    assert [row["text"] for row in api.rows("GET /openai-embeddings", text="main")] == ["2 Main St"]


def test_an_import_has_a_hundred_rows_at_the_most(api: Api) -> None:
    rows = [{"heading": str(number), "text": "x"} for number in range(101)]
    assert api(IMPORT, json={"rows": rows}).status_code == 422
    assert api.ok(IMPORT, json={"rows": rows[1:]})["inserted"] == 100


def test_headings_of_texts_are_unique(api: Api) -> None:
    create = "POST /openai-embeddings/create"
    created = api.ok(create, json=TEXT)["data"]
    assert api(create, json=TEXT).json()["status"] == "error"
    other = api.ok(create, json=TEXT | {"heading": "Address"})["data"]
    update = f"PUT /openai-embeddings/{other['id']}/update"
    assert api(update, json={"heading": created["heading"]}).json()["status"] == "error"
    assert api.ok(update, json={"text": "1 Main St"})["data"] == other | {"text": "1 Main St"}


def test_embeddings_are_generated_of_texts_that_are_there(api: Api) -> None:
    generate = "POST /openai-embeddings/generate"
    assert api(generate).json()["status"] == "error"
    api.ok("POST /openai-embeddings/create", json=TEXT)
    assert api.ok(generate) == {"status": "ok"}


def test_installs_are_those_of_one_template(api: Api, server: Server) -> None:
    support, sales = (server.seed.flow_template(name) for name in ("Support", "Sales"))
    number = server.seed.template_install(sales, team_id=7, uninstalled_at="2026-11-22 10:00:00")
    assert api.rows(f"GET /template/{support}/installs") == []
    (install,) = api.rows(f"GET /template/{sales}/installs")
    assert (install["id"], install["team_id"], install["template_ns"]) == (number, 7, sales)
    assert [row["template_ns"] for row in api.rows("GET /templates", name="supp")] == [support]
    assert api("GET /template/f1tpl1/installs").status_code == 404


def test_each_link_is_another_and_valid_for_the_days_asked_for(api: Api, server: Server) -> None:
    link = f"POST /template/{server.seed.flow_template('Support')}/generate-one-time-link"
    asked: list[dict[str, Any]] = [{}, {"days": 7}]
    links = [api.ok(link, params=query)["data"] for query in asked]
    assert [it["expired_at"] for it in links] == ["2027-01-16 08:00:00", "2027-01-22 08:00:00"]
    assert links[0]["one_time_token"] != links[1]["one_time_token"]
    assert all(it["one_time_token"] in it["url"] for it in links)
    assert api(link, params={"days": 0}).status_code == 422
