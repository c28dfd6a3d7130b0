"""The page of all operations: it is fresh, and its examples are real."""

from __future__ import annotations

import ast
import datetime
import re
from typing import Any

import pytest

import flochat
from flochat import Flochat, PreparedRequest
from flochat._wire.seam import identify
from flochat.contract import vendored_contract
from flochat.contract.facade import facade_methods
from scripts import operations_page

ROW = re.compile(
    r"\| `(?P<operation>[A-Z]+ \S+)` \| (?P<safety>\w+) \| (?P<scope>[\w ]+)"
    r" \| (?P<required>.*) \| `(?P<call>client\..*?\))`(?P<others>(?:<br>also `[\w.]+`)*) \|"
)


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, str]]:
    """The rows of the committed page, by operation."""
    lines = operations_page.PAGE.read_text(encoding="utf-8").splitlines()
    found = [match.groupdict() for line in lines if (match := ROW.fullmatch(line))]
    assert len(found) == sum(line.startswith("| `") for line in lines)
    return {row["operation"]: row for row in found}


def prepared(client: Flochat, call: str) -> list[PreparedRequest]:
    """The requests of a call that stands on the page: "client.flow.tags.list()"."""
    expression = ast.parse(call, mode="eval")
    made = expression.body
    assert isinstance(made, ast.Call)
    made.args.insert(0, made.func)
    made.func = ast.parse("client.prepare", mode="eval").body
    names: dict[str, Any] = {name: getattr(flochat, name) for name in dir(flochat)}
    names |= {"client": client, **{name: getattr(datetime, name) for name in _TIMES}}
    requests: list[PreparedRequest] = eval(compile(expression, "page", "eval"), names)
    return requests


_TIMES = ("date", "datetime", "time", "timezone")


def wire_identity(operation: str) -> str:
    return identify(*operation.split(" ", 1))[0]


def test_the_page_is_fresh() -> None:
    assert operations_page.PAGE.read_text(encoding="utf-8") == operations_page.page()


def test_every_operation_that_has_a_method_stands_on_the_page(
    rows: dict[str, dict[str, str]],
) -> None:
    listed = {}
    for operation, row in rows.items():
        example = row["call"].removeprefix("client.").partition("(")[0]
        listed[wire_identity(operation)] = {example, *re.findall(r"`(\S+)`", row["others"])}
    bound = {operation: set(names) for operation, names in facade_methods().items() if names}
    assert listed == bound


def test_every_example_makes_its_operation_with_all_that_is_required(
    rows: dict[str, dict[str, str]],
) -> None:
    with Flochat("key") as client:
        for operation, row in rows.items():
            requests = prepared(client, row["call"])
            identity = wire_identity(operation)
            made = [request for request in requests if request.operation == identity]
            assert made, f"{row['call']} does not make {operation}"
            sent = made[0].json if isinstance(made[0].json, dict) else {}
            for field, place in re.findall(r"`(\w+)[^`]*` [^(`]*(\(\w+\))?", row["required"]):
                assert place == "(path)" or field in sent or f"{field}=" in made[0].url


def test_what_is_required_is_what_the_platforms_page_marks(
    rows: dict[str, dict[str, str]],
) -> None:
    """Corrected by the overlay: nobody needs both a phone and an email."""
    required = {operation: row["required"] for operation, row in rows.items()}
    assert required["GET /flow/tags"] == ""
    assert required["POST /subscriber/create"] == ""
    assert required["POST /flow/create-tag"] == "`name` string"
    assert required["GET /subscriber/get-info"] == "`user_ns` string (query)"
    assert required["GET /flow/shortcuts/{id}"] == "`id` integer (path)"
    assert required["POST /subscriber/add-tags"] == "`data` list of objects, `user_ns` string"
    assert required["POST /subscriber/send-whatsapp-template"] == (
        "`content.lang` string, `content.name` string, `content.namespace` string, `user_ns` string"
    )
    document = vendored_contract(overlaid=False)
    unmended = document["paths"]["/subscriber/create"]["post"]["requestBody"]
    assert unmended["content"]["application/json"]["schema"]["required"] == ["email", "phone"]


def test_a_row_has_safety_and_scope(rows: dict[str, dict[str, str]]) -> None:
    row = rows["DELETE /flow/delete-tag-by-name"]
    assert (row["safety"], row["scope"]) == ("destroy", "Manage Flow")
    assert row["call"] == 'client.flow.tags.delete("VIP")'


def test_a_stale_page_is_told_and_left_as_it_is(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "operations.md"
    stale.write_text("old", encoding="utf-8")
    monkeypatch.setattr(operations_page, "PAGE", stale)
    assert operations_page.main(["--check"]) == 1
    assert "stale, run make operations" in capsys.readouterr().out
    assert stale.read_text(encoding="utf-8") == "old"
    assert operations_page.main([]) == 0
    assert operations_page.main(["--check"]) == 0
