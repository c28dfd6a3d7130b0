"""What a document may say of a request, and what becomes of it: carried, left out, refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flochat.contract.carried import carried, media_type
from flochat.contract.diff import diff
from flochat.contract.errors import ContractError
from flochat.contract.media import bare
from flochat.contract.normalise import normalise
from flochat.contract.overlay import left_out, to_generate
from scripts.regeneration import index
from scripts.regeneration.generate import generate
from scripts.regeneration.verify import verify
from tests.support.small_contract import PLACE, operation, small_contract
from tests.support.small_contract import json as json_body

Document = dict[str, Any]

NO_OVERLAY: Document = {"overlay": "1.0.0", "actions": []}
TEXT: Document = {"type": "string"}
LIST: Document = {"type": "array", "items": TEXT}
OBJECT: Document = {"type": "object", "properties": {"a": TEXT}}

NOT_CARRIED: tuple[tuple[Document, str], ...] = (
    ({"in": "query", "style": "deepObject", "schema": OBJECT}, "in the style deepObject"),
    ({"in": "query", "schema": OBJECT}, "whose value is an object"),
    ({"in": "query", "content": {"application/json": {}}}, "whose value is application/json"),
    ({"in": "header", "schema": LIST}, "which is not a single value"),
    ({"in": "cookie", "schema": LIST}, "which is not a single value"),
)


def taking(*parameters: Document) -> Document:
    """The small contract, whose `GET /tags` takes further parameters."""
    document = small_contract()
    document["paths"]["/tags"]["get"]["parameters"] += parameters
    return normalise(document)


def body_of(document: Document) -> Document:
    content: Document = document["paths"]["/tags"]["post"]["requestBody"]["content"]
    return content


@pytest.mark.parametrize(("parameter", "reason"), NOT_CARRIED)
def test_what_is_optional_and_not_carried_is_left_out_with_a_line(
    parameter: Document, reason: str
) -> None:
    document = taking({"name": "more", **parameter})
    (line,) = left_out(document, NO_OVERLAY)
    assert line == f"GET /tags: the {parameter['in']} parameter 'more', {reason}"
    assert to_generate(document, NO_OVERLAY) == to_generate(taking(), NO_OVERLAY)


@pytest.mark.parametrize(("parameter", "reason"), NOT_CARRIED)
def test_what_is_required_and_not_carried_stops_with_an_advice_that_works(
    parameter: Document, reason: str
) -> None:
    document = taking({"name": "more", "required": True, **parameter})
    with pytest.raises(ContractError) as caught:
        to_generate(document, NO_OVERLAY)
    assert f"GET /tags requires the {parameter['in']} parameter 'more', {reason}" in str(
        caught.value
    )
    target = "$.paths['/tags'].get"
    assert f"give {target} all its parameters anew" in str(caught.value)
    plain = taking()["paths"]["/tags"]["get"]["parameters"]
    action = {
        "target": target,
        "description": "without what is not carried",
        "x-upstream": {"parameters": document["paths"]["/tags"]["get"]["parameters"]},
        "update": {"parameters": plain},
    }
    overlay = {"overlay": "1.0.0", "actions": [action]}
    assert to_generate(document, overlay) == to_generate(taking(), NO_OVERLAY)


@pytest.mark.parametrize("name", ["Accept", "content-type", "AUTHORIZATION"])
def test_headers_that_say_nothing_as_parameters_are_dropped_in_silence(name: str) -> None:
    document = taking({"in": "header", "name": name, "required": True, "schema": LIST})
    assert left_out(document, NO_OVERLAY) == ()
    assert to_generate(document, NO_OVERLAY) == to_generate(taking(), NO_OVERLAY)


def test_servers_of_an_operation_are_told_and_not_obeyed() -> None:
    document = small_contract()
    elsewhere = [{"url": "https://elsewhere.example"}]
    document["paths"]["/tags"]["servers"] = elsewhere
    document["paths"]["/tags"]["get"]["servers"] = elsewhere
    assert carried(document).left_out == (
        "all of /tags: its servers; calls go to the client's own base URL",
        "GET /tags: its servers; calls go to the client's own base URL",
    )


def test_of_several_media_types_the_json_one_is_sent() -> None:
    document = small_contract()
    content = body_of(document)
    content["multipart/form-data"] = content["application/json"]
    (line,) = carried(document).left_out
    assert line == "POST /tags: its body as multipart/form-data; application/json is sent"
    assert set(body_of(carried(document).document)) == {"application/json"}


def test_a_body_that_is_not_json_is_in_the_index_and_told() -> None:
    document = small_contract()
    content = body_of(document)
    content["multipart/form-data"] = content.pop("application/json")
    (line,) = carried(document).left_out
    assert line == "POST /tags: its body as multipart/form-data, which only client.api sends"
    body = index.shapes(document)["POST /tags"].body
    assert body is not None
    assert body.media_type == "multipart/form-data"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["application/json; charset=utf-8"], "application/json; charset=utf-8"),
        (["Application/JSON"], "Application/JSON"),
        (["application/vnd.api+json", "application/json"], "application/json"),
        (["text/xml", "application/vnd.api+json"], "application/vnd.api+json"),
        (["text/xml"], None),
        ([], None),
    ],
)
def test_media_types_are_matched_without_their_parameters(
    names: list[str], found: str | None
) -> None:
    assert media_type(dict.fromkeys(names)) == found
    assert found is None or bare(found) in ("application/json", "application/vnd.api+json")


def test_a_charset_that_comes_to_a_request_is_no_finding() -> None:
    document = small_contract()
    content = body_of(document)
    content["application/json; charset=utf-8"] = content.pop("application/json")
    assert diff(small_contract(), document).findings == ()


def test_of_alternatives_a_body_has_all_names_and_requires_what_each_requires() -> None:
    document = small_contract()
    other = {"type": "object", "properties": {"name": TEXT, "k": TEXT}, "required": ["name", "k"]}
    for keyword in ("oneOf", "anyOf"):
        alternatives = [{"$ref": "#/components/schemas/Tag"}, other]
        schema: Document = {"allOf": [PLACE], keyword: alternatives}
        body_of(document)["application/json"] = {"schema": schema}
        body = index.shapes(document)["POST /tags"].body
        assert body is not None
        assert body.known == ("k", "name", "place", "tag_ns")
        assert body.required == ("name", "place")


@pytest.fixture(scope="module")
def wide_rows(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The rows of an index whose document uses all that is carried."""
    document = taking(
        {"in": "header", "name": "X-API-TOKEN", "required": True, "schema": TEXT},
        {"in": "header", "name": "X-Tries", "schema": {"type": "integer"}},
        {"in": "cookie", "name": "sid", "required": True, "schema": TEXT},
        {"in": "query", "name": "commas", "explode": False, "schema": LIST},
        {"in": "query", "name": "pipes", "style": "pipeDelimited", "schema": LIST},
        {"in": "query", "name": "each", "schema": LIST},
        {"in": "query", "name": "deep", "style": "deepObject", "schema": OBJECT},
    )
    content = body_of(document)
    content["application/vnd.api+json"] = content.pop("application/json")
    folder = tmp_path_factory.mktemp("wide")
    generate(document, folder)
    verify(document, folder, types=False)
    return _rows(folder)


def _rows(folder: Path) -> Document:
    namespace: Document = {}
    exec((folder / "flochat_api" / "operations.py").read_text(), namespace)
    rows: Document = namespace["OPERATIONS"]
    return rows


def test_headers_and_cookies_are_in_the_index(wide_rows: Document) -> None:
    rows = {p.wire: (p.place, p.required) for p in wide_rows["GET /tags"].parameters}
    assert rows["X-API-TOKEN"] == ("header", True)
    assert rows["X-Tries"] == ("header", False)
    assert rows["sid"] == ("cookie", True)
    assert "deep" not in rows


def test_how_a_list_is_joined_is_in_the_index(wide_rows: Document) -> None:
    rows = {p.wire: p.separator for p in wide_rows["GET /tags"].parameters}
    assert (rows["commas"], rows["pipes"], rows["each"]) == (",", "|", "")


def test_vendor_json_is_in_the_index_under_its_own_media_type(wide_rows: Document) -> None:
    assert wide_rows["POST /tags"].body.media_type == "application/vnd.api+json"
    assert wide_rows["POST /tags"].body.required == ("name",)


def test_a_token_in_a_header_of_every_operation_goes_the_whole_way(tmp_path: Path) -> None:
    token = {"in": "header", "name": "X-API-TOKEN", "required": True, "schema": TEXT}
    trace = {"in": "header", "name": "X-Trace-Id", "schema": TEXT}
    document = small_contract()
    for number in range(60):
        more = operation(f"more{number}", json_body(TEXT), parameters=[token, trace])
        document["paths"][f"/more/number{number}"] = {"get": more}
    generate(normalise(document), tmp_path)
    verify(normalise(document), tmp_path, types=False)
    rows = _rows(tmp_path)
    assert all(
        [p.wire for p in rows[name].parameters] == ["X-API-TOKEN", "X-Trace-Id"]
        for name in rows
        if name.startswith("GET /more/")
    )
