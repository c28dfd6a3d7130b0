"""What no call needs is put straight and told, and names are given that classes can have."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from flochat.contract.diff import diff
from flochat.contract.document import check, operations
from flochat.contract.errors import ContractError
from flochat.contract.normalise import normalise
from flochat.contract.overlay import check_corrected, reading, to_generate
from scripts.regeneration import index
from scripts.regeneration.generate import generate
from scripts.regeneration.verify import check_nothing_lost, verify
from tests.support.small_contract import json as json_body
from tests.support.small_contract import operation, small_contract

Document = dict[str, Any]

NO_OVERLAY: Document = {"overlay": "1.0.0", "actions": []}
TEXT: Document = {"type": "string"}
NAMED: Document = {"type": "object", "properties": {"a": TEXT}, "required": ["a"]}
OTHER: Document = {"type": "object", "properties": {"b": TEXT}}


def with_operation(name: str = "odd", **more: Any) -> Document:
    document = small_contract()
    made = {**operation(name, json_body(NAMED)), **more}
    document["paths"]["/odd"] = {"post": {key: made[key] for key in made if made[key] is not ...}}
    return copy.deepcopy(document)


def with_field(schema: Any) -> Document:
    body = {"type": "object", "properties": {"field": schema}}
    return with_operation(requestBody=json_body(body))


def with_schemas(schemas: Document, references: dict[str, str]) -> Document:
    document = small_contract()
    document["components"]["schemas"] |= schemas
    for name, reference in references.items():
        node = {"$ref": reference}
        made = {**operation(name, json_body(node)), "requestBody": json_body(node)}
        document["paths"][f"/odd/{name}"] = {"post": made}
    return document


def answers(responses: Any) -> Document:
    return with_operation(responses=responses)


#: Each with the line that tells it; none where the same is only said in another way.
FAULTS: dict[str, tuple[Document, str]] = {
    "no answers": (with_operation(responses=...), "without answers"),
    "an answer without a description": (answers({"200": json_body(NAMED)}), "without a desc"),
    "a description of null": (answers({"200": {"description": None}}), "null is read as nothing"),
    "2xx": (answers({"2xx": {"description": ""}}), "'2xx' is read as 2XX"),
    "no status": (answers({"success": {"description": ""}}), "'success' is ignored"),
    "an ill-typed default": (with_field({"type": "integer", "default": "many"}), "default"),
    "an impossible date": (
        with_field({"type": "string", "format": "date", "default": "today"}),
        "default",
    ),
    "a default out of the list": (with_field({**TEXT, "enum": ["a"], "default": "b"}), "default"),
    "an enum of several types": (with_field({"enum": ["a", 1]}), "values to choose from"),
    "an empty enum": (with_field({**TEXT, "enum": []}), "values to choose from"),
    "required as in JSON Schema 3": (with_field({**TEXT, "required": True}), "`required`"),
    "a type of another language": (with_field({"type": "int"}), "'int' is read as integer"),
    "a type of nothing": (with_field({"type": "file"}), "'file', which no value has"),
    "a constant object": (with_field({"const": {"a": 1}}), "constant"),
    "an endless bound": (with_field({"type": "integer", "maximum": 10**400}), "bound"),
    "true as a schema": (with_field(True), ""),
    "false as a schema": (with_field(False), ""),
    "a list of anything": (with_field({"type": "array"}), ""),
    "true as items": (with_field({"type": "array", "items": True}), ""),
    "no info": ({**with_operation(), "info": {"version": 1.0}}, "the title of the document"),
    "a tag that is a number": (with_operation(tags=[1]), "a tag that is no text"),
    "deprecated of null": (with_operation(deprecated=None), "null is read as nothing"),
    "a body of anything": (with_operation(requestBody={"content": {"*/*": {}}}), "is sent as"),
    "a body in capitals": (
        with_operation(requestBody={"content": {"Application/JSON; Charset=UTF-8": {}}}),
        "",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_no_call_needs_is_put_straight_and_told(name: str) -> None:
    document, told = FAULTS[name]
    check(document)
    oddities = reading(normalise(document), NO_OVERLAY).oddities
    assert bool(oddities) is bool(told)
    place = "/info" if name == "no info" else "/paths/~1odd"
    assert not told or any(told in line and place in line for line in oddities)


def test_one_fault_in_many_places_is_one_line() -> None:
    document = small_contract()
    for item in document["paths"].values():
        for method in item.keys() & {"get", "post", "put"}:
            for answer in item[method]["responses"].values():
                answer.pop("description", None)
    (line,) = reading(normalise(document), NO_OVERLAY).oddities
    assert line.endswith("more places")


@pytest.mark.long  # generates a client
def test_the_generator_takes_all_of_it(tmp_path: Path) -> None:
    document = small_contract()
    for number, (odd, _) in enumerate(FAULTS.values()):
        made = {**odd["paths"]["/odd"]["post"], "operationId": f"odd{number}"}
        document["paths"][f"/odd/{number}"] = {"post": made}
    for name, path in {"loose": "/loose/{id}", "looser": "/loose/{id}/{no}"}.items():
        document["paths"][path] = {"get": operation(name, {})}
    document["paths"]["/loose/{id}/{no}"]["parameters"] = [
        {"in": "path", "name": name, "schema": TEXT} for name in ("id", "elsewhere")
    ]
    for name in ("getTag", "get_tag", "get-tag", "x" * 300):
        document["paths"][f"/named/{name}"] = {"get": operation(name, json_body(NAMED))}
    schemas = dict.fromkeys(NAMES, NAMED) | {"Any thing": True}
    references = {f"ref{number}": one for number, one in enumerate(NAMES.values())}
    references["any"] = "#/components/schemas/Any%20thing"
    named = with_schemas(schemas, references)
    document["components"]["schemas"] |= named["components"]["schemas"]
    document["paths"] |= named["paths"]

    document = copy.deepcopy(document)
    check(document)
    normal = normalise(document)
    generate(normal, tmp_path)
    check_nothing_lost(small_contract(), normal, diff(small_contract(), normal), tmp_path)
    verify(normal, tmp_path)
    assert len(index.indexed(tmp_path)) == len(operations(document))


#: Keys of schemas, and how a reference spells each.
NAMES: dict[str, str] = {
    "User": "#/components/schemas/User",
    "user": "#/components/schemas/user",
    "user_tag": "#/components/schemas/user_tag",
    "UserTag": "#/components/schemas/UserTag",
    "a/b": "#/components/schemas/a~1b",
    "My Schema": "#/components/schemas/My%20Schema",
    "Any": "#/components/schemas/Any",
    "Response": "#/components/schemas/Response",
    "Größe": "#/components/schemas/Gr%C3%B6%C3%9Fe",
    "Page«Shop»": "#/components/schemas/Page«Shop»",
    "_": "#/components/schemas/_",
    "100%": "#/components/schemas/100%25",
    "L" * 300: "#/components/schemas/" + "L" * 300,
}


class TestNamesOfSchemas:
    def test_each_reference_leads_to_the_same_as_before(self) -> None:
        schemas = {name: {**NAMED, "description": name} for name in NAMES}
        references = {f"ref{number}": one for number, one in enumerate(NAMES.values())}
        document = to_generate(normalise(with_schemas(schemas, references)), NO_OVERLAY)
        found = document["components"]["schemas"]
        for number, name in enumerate(NAMES):
            body = document["paths"][f"/odd/ref{number}"]["post"]["requestBody"]
            reference = body["content"]["application/json"]["schema"]["$ref"]
            assert found[reference.removeprefix("#/components/schemas/")]["description"] == name

    def test_those_that_do_stay_as_they_are(self) -> None:
        document = small_contract()
        assert to_generate(document, NO_OVERLAY)["components"]["schemas"].keys() == {"Tag"}
        assert reading(document, NO_OVERLAY).oddities == ()

    def test_a_new_name_is_told(self) -> None:
        document = with_schemas({"a/b": NAMED}, {"ref": "#/components/schemas/a~1b"})
        oddities = reading(normalise(document), NO_OVERLAY).oddities
        assert oddities == ("the schema /components/schemas/a~1b is called a_b",)

    def test_names_do_not_depend_on_the_order(self) -> None:
        schemas = {name: {**NAMED, "description": name} for name in NAMES}
        backwards = dict(reversed(schemas.items()))
        first, second = (
            to_generate(normalise(with_schemas(one, {})), NO_OVERLAY)
            for one in (schemas, backwards)
        )
        assert first == second

    def test_a_mapping_of_a_discriminator_follows(self) -> None:
        reference = "#/components/schemas/a~1b"
        told = {"propertyName": "a", "mapping": {"x": reference}}
        pets = {"oneOf": [{"$ref": reference}], "discriminator": told}
        document = with_schemas({"a/b": NAMED, "Pets": pets}, {})
        changed = to_generate(normalise(document), NO_OVERLAY)["components"]["schemas"]["Pets"]
        assert changed["discriminator"]["mapping"]["x"] == changed["oneOf"][0]["$ref"]

    def test_a_schema_that_is_referred_to_where_it_stands_gets_one(self) -> None:
        inner = "#/components/schemas/Outer/properties/inner"
        outer = {"type": "object", "properties": {"inner": NAMED}}
        document = with_schemas({"Outer": outer}, {"ref": inner})
        changed = to_generate(normalise(document), NO_OVERLAY)
        body = changed["paths"]["/odd/ref"]["post"]["requestBody"]
        reference = body["content"]["application/json"]["schema"]["$ref"]
        name = reference.removeprefix("#/components/schemas/")
        assert changed["components"]["schemas"][name] == NAMED


class TestPlaceholders:
    def shape(self, path: str, parameters: list[Document]) -> tuple[list[str], tuple[str, ...]]:
        document = small_contract()
        document["paths"][path] = {"get": operation("get", {}, parameters=parameters)}
        read = reading(normalise(document), NO_OVERLAY)
        shape = index.shapes(read.document)[f"GET {path.replace('{id}', '{}')}"]
        assert all(parameter.required for parameter in shape.parameters)
        return [parameter.wire for parameter in shape.parameters], read.oddities

    def test_one_that_nobody_declares_is_a_text(self) -> None:
        names, oddities = self.shape("/odd/{id}", [])
        assert names == ["id"]
        assert "'id', which nobody declares" in oddities[0]

    def test_none_is_optional(self) -> None:
        names, oddities = self.shape("/odd/{id}", [{"in": "path", "name": "id", "schema": TEXT}])
        assert names == ["id"]
        assert "'id' is required" in oddities[0]

    def test_one_that_the_path_lacks_is_ignored(self) -> None:
        parameter = {"in": "path", "name": "id", "required": True, "schema": TEXT}
        names, oddities = self.shape("/odd", [parameter])
        assert names == []
        assert "'id' that is not in the path" in oddities[0]

    @pytest.mark.parametrize(
        "how",
        [{"schema": {"type": "array", "items": TEXT}}, {"schema": NAMED}, {"style": "matrix"}],
    )
    def test_one_that_is_no_single_value_is_refused(self, how: Document) -> None:
        parameter = {"in": "path", "name": "id", "required": True, "schema": TEXT, **how}
        with pytest.raises(ContractError, match=r"GET /odd/\{id\} requires the path parameter"):
            self.shape("/odd/{id}", [parameter])
        # What the refusal advises works: given anew without it, the placeholder is a text.
        assert self.shape("/odd/{id}", [])[0] == ["id"]


class TestRefused:
    @pytest.mark.parametrize(
        ("target", "document"),
        [
            ("$.servers", small_contract() | {"servers": None}),
            ("$.tags", small_contract() | {"tags": None}),
            ("$.paths['/odd'].post.parameters", with_operation(parameters=None)),
            ("$.paths['/odd'].post.callbacks", with_operation(callbacks=None)),
            ("$.paths['/odd'].post.responses", with_operation(responses=None)),
            ("$.paths['/odd'].post.responses['200'].content", answers({"200": {"content": None}})),
        ],
    )
    def test_null_where_an_array_or_object_stands_can_be_removed(
        self, target: str, document: Document
    ) -> None:
        with pytest.raises(ContractError, match=r"no (array|object) at .*in the overlay"):
            check(document)
        action = {"target": target, "description": "", "x-upstream": None, "remove": True}
        overlay = {"overlay": "1.0.0", "actions": [action]}
        assert check_corrected(document, overlay)
        assert "GET /tags" in operations(to_generate(normalise(document), overlay))

    def test_a_method_in_capitals_is_not_overlooked(self) -> None:
        document = small_contract()
        document["paths"]["/odd"] = {"GET": operation("odd", {})}
        with pytest.raises(ContractError, match="the method 'GET' of /odd, which is spelled get"):
            check(document)
        actions = [
            {
                "target": "$.paths['/odd']",
                "description": "",
                "x-upstream": {},
                "update": {"get": operation("odd", {})},
            },
            {
                "target": "$.paths['/odd'].GET",
                "description": "",
                "x-upstream": {},
                "remove": True,
            },
        ]
        assert check_corrected(document, {"overlay": "1.0.0", "actions": actions})

    def test_a_method_that_openapi_lacks_is_told(self) -> None:
        document = small_contract()
        document["paths"]["/tags"]["query"] = operation("odd", {})
        (line,) = reading(normalise(document), NO_OVERLAY).left_out
        assert line.startswith("QUERY /tags: ")

    @pytest.mark.parametrize("value", ["true", 1, "yes"])
    def test_required_is_true_or_false(self, value: Any) -> None:
        document = with_operation(
            parameters=[{"in": "query", "name": "q", "required": value, "schema": TEXT}]
        )
        with pytest.raises(ContractError, match="the parameter 'q' of /odd, whose `required` is"):
            check(document)
        document = with_operation(requestBody={**json_body(NAMED), "required": value})
        with pytest.raises(ContractError, match="the body of POST /odd, whose `required` is"):
            check(document)


@pytest.mark.parametrize("value", [[1], "text", None, {"get": []}, {"parameters": [1]}])
def test_an_extension_among_the_paths_may_be_anything(value: Any) -> None:
    document = small_contract()
    document["paths"]["x-routes"] = value
    check(document)
    generated = to_generate(normalise(document), NO_OVERLAY)
    assert generated == to_generate(normalise(small_contract()), NO_OVERLAY)
