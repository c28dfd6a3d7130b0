from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat._wire.seam import wire_identity
from flochat.contract import vendored_contract
from flochat.contract.document import (
    check,
    check_shrink,
    operations,
    parse,
)
from flochat.contract.errors import ContractError

Document = dict[str, Any]


def refusal(call: Callable[..., object], *arguments: object, **options: object) -> str:
    with pytest.raises(ContractError) as caught:
        call(*arguments, **options)
    return str(caught.value)


def operation(operation_id: str | None = None, **more: object) -> dict[str, Any]:
    named = {} if operation_id is None else {"operationId": operation_id}
    return {**named, "responses": {"200": {"description": "OK"}}, **more}


def document(**paths: Any) -> Document:
    """A sound document with the paths /a, /b, ... as given, or with one of its own."""
    items = {f"/{name}": item for name, item in paths.items()}
    return {
        "openapi": "3.0.0",
        "info": {"title": "Flochat API", "version": "1"},
        "paths": items or {"/flow/tags": {"get": operation("flowTags")}},
    }


def bomb(levels: int) -> str:
    """YAML in which each level holds the one before ten times."""
    layers = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels))
    return "\n".join(["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]", *layers])


class TestParse:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("a: no", "no"),
            ("a: 'true'", "true"),
            ("a: true", True),
            ("a: 2026-11-22", "2026-11-22"),
            ("a: 2026-11-22 10:00:00", "2026-11-22 10:00:00"),
            ("a: 12:30", "12:30"),
            ("a: 012", 12),
            ("a: 0x1F", 31),
            ("a: 0o17", 15),
            ("a: 1_000", "1_000"),
            ("a: -1.5e3", -1500.0),
            ("a: ~", None),
            ("a:", None),
            ("a: 'it''s'", "it's"),
            ("a: !!str 12", "12"),
            ("a: {200: x, true: y, ~: z}", {"200": "x", "true": "y", "~": "z"}),
            ("b: &b [1]\na: *b", [1]),
        ],
    )
    def test_yaml_means_what_version_1_2_says(self, text: str, value: object) -> None:
        assert parse(text.encode())["a"] == value

    def test_an_alias_is_a_copy_not_the_same_list(self) -> None:
        parsed = parse(b"a: &x [1]\nb: *x")
        parsed["a"].append(2)
        assert parsed["b"] == [1]

    @given(
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.text(st.characters(exclude_categories=["Cs"])),
            lambda inner: st.lists(inner) | st.dictionaries(st.text("ab", max_size=3), inner),
            max_leaves=20,
        )
    )
    def test_every_json_text_is_read_as_json_reads_it(self, value: object) -> None:
        text = json.dumps({"value": value})
        assert parse(text.encode()) == json.loads(text)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            pytest.param("", "nothing, or only white space", id="nothing"),
            pytest.param("Not found", "not an object at the top level", id="a sentence"),
            pytest.param("[1, 2]", "not an object at the top level", id="an array"),
            pytest.param("<!DOCTYPE html>", "HTML or XML instead of a document", id="HTML"),
            pytest.param('{"openapi": "3.0', "JSON that ends in the middle", id="cut in a string"),
            pytest.param('{"paths": {"/a": {}', "JSON that ends in the middle", id="cut"),
            pytest.param('{"paths": tr', "JSON that ends in the middle", id="cut in a word"),
            pytest.param('{"a": 1,}', "JSON that is malformed (", id="malformed JSON"),
            pytest.param("a: [1", "malformed YAML (", id="malformed YAML"),
            pytest.param('{"a": 1, "a": 2}', "with the key 'a' twice", id="JSON key twice"),
            pytest.param("200: a\n'200': b", "with the key '200' twice", id="YAML key twice"),
            pytest.param('{"a": NaN}', "the number NaN", id="NaN"),
            pytest.param('{"a": -Infinity}', "the number -Infinity", id="infinity"),
            pytest.param('{"a": 1e999}', "the number 1e999", id="a float too large"),
            pytest.param("a: .inf", "the number inf", id="YAML infinity"),
            pytest.param("a: .NaN", "the number NaN", id="YAML NaN"),
            pytest.param('{"a": ' + "1" * 5000 + "}", "thousands of digits", id="JSON digits"),
            pytest.param("a: " + "1" * 5000, "thousands of digits", id="YAML digits"),
            pytest.param('{"a": "\\ud800"}', "half a surrogate pair", id="half a surrogate"),
            pytest.param('{"\\ud800": 1}', "half a surrogate pair", id="half a surrogate in a key"),
            pytest.param('{"a":' * 100_000, "nesting deeper than 100", id="absurd JSON nesting"),
            pytest.param("a: " + "[" * 100_000, "nested deeper than 100", id="absurd YAML nesting"),
            pytest.param(
                '{"a":' * 101 + "1" + "}" * 101, "nesting deeper than 100 levels", id="nesting"
            ),
            pytest.param(bomb(12), "expands to over 20,000,000", id="alias bomb"),
            pytest.param("a: &a [*a]", "*a before what it stands for", id="alias in itself"),
            pytest.param("a: *b", "*b before what it stands for", id="alias without anchor"),
            pytest.param(
                "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 3000)),
                "nesting deeper than 100 levels",
                id="nesting by aliases",
            ),
            pytest.param("a: {b: &b 1}\nc: {<<: *b}", "a YAML merge key", id="merge key"),
            pytest.param("? [a]\n: b", "a YAML key that is not a scalar", id="a list as key"),
            pytest.param(
                "a: !!python/object/apply:os.system [id]", "the YAML tag", id="a Python object"
            ),
            pytest.param("a: !!binary aGk=", "the YAML tag", id="binary"),
            pytest.param("a: 1\n---\nb: 2", "not exactly one YAML document", id="two documents"),
        ],
    )
    def test_what_is_no_document_is_refused(self, text: str, message: str) -> None:
        began = time.process_time()
        assert message in refusal(parse, text.encode())
        assert time.process_time() - began < 5

    def test_other_bytes_than_utf_8_are_refused(self) -> None:
        assert "the text is not UTF-8" in refusal(parse, json.dumps(document()).encode("utf-16"))

    def test_over_20_mb_is_refused(self) -> None:
        assert "more than 20 MB" in refusal(parse, b" " * 20_000_001)


SCHEMA = {"type": "object", "properties": {"$ref": {"type": "string"}, "title": {}}}
TWO_OF_ONE_NAME = document(a={"get": operation("same")}, b={"post": operation("same")})
HOSTILE = "__import__('os').system('id')"


def referring(reference: object, **components: Any) -> Document:
    schema = {"$ref": reference}
    content = {"application/json": {"schema": {"type": "array", "items": schema}}}
    responses = {"200": {"description": "OK", "content": content}}
    return {
        **document(a={"get": {"responses": responses}}),
        "components": {"schemas": {"A/~%": SCHEMA, **components}},
    }


class TestCheck:
    @pytest.mark.parametrize(
        "sound",
        [
            pytest.param(document(), id="smallest"),
            pytest.param({**document(), "openapi": "3.1.1"}, id="3.1"),
            pytest.param(document(a={"get": operation()}), id="no operationId"),
            pytest.param(
                document(a={"get": operation(), "x-note": 1, "parameters": [], "GET": 5}),
                id="keys of a path item that are no methods",
            ),
            pytest.param({**document(), "paths": {**document()["paths"], "x-note": 1}}, id="x-"),
            pytest.param(referring("#/components/schemas/A~1~0%25"), id="escapes in a $ref"),
            pytest.param(
                referring("#/components/schemas/B", B={"$ref": "#/components/schemas/A~1~0%25"}),
                id="$ref to a $ref",
            ),
            pytest.param(
                referring("#/paths/~1a/get/responses/200/content/application~1json/schema"),
                id="$ref into a path",
            ),
            pytest.param(
                document(
                    a={
                        "get": operation(),
                        "parameters": [{"in": "query", "name": "q", "example": {"$ref": "#/no"}}],
                    }
                ),
                id="$ref in an example is data",
            ),
        ],
    )
    def test_a_sound_document_passes(self, sound: Document) -> None:
        check(sound)

    def test_the_vendored_contract_passes(self) -> None:
        check(vendored_contract(overlaid=False))

    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            pytest.param({"swagger": "2.0", "paths": {}}, "a Swagger 2.0 document", id="Swagger 2"),
            pytest.param({"paths": {}}, "no OpenAPI version", id="no version"),
            pytest.param({**document(), "openapi": 3.0}, "version 3.0", id="version is a number"),
            pytest.param({**document(), "openapi": "4.0.0"}, "version '4.0.0'", id="OpenAPI 4"),
            pytest.param({**document(), "openapi": "3.2.0"}, "version '3.2.0'", id="3.2"),
            pytest.param({"openapi": "3.0.0"}, "a document without paths", id="no paths"),
            pytest.param({"openapi": "3.0.0", "paths": {}}, "without paths", id="empty paths"),
            pytest.param({"openapi": "3.0.0", "paths": []}, "without paths", id="paths no object"),
            pytest.param(
                {"openapi": "3.0.0", "paths": {"flow": {}}}, "start with a slash", id="no slash"
            ),
            pytest.param(
                document(**{"a') or 1": {"get": operation()}}),
                "is not a URL path",
                id="quotes in path",
            ),
            pytest.param(
                document(**{"a?b=1": {"get": operation()}}), "is not a URL path", id="query in path"
            ),
            pytest.param(
                document(**{"a/{b": {"get": operation()}}),
                "is not a URL path",
                id="open placeholder",
            ),
            pytest.param(
                document(**{"a\n": {"get": operation()}}), "is not a URL path", id="newline in path"
            ),
            pytest.param(document(a={}), "0 operations", id="no operation"),
            pytest.param(document(a={"query": operation()}), "0 operations", id="other methods"),
            pytest.param(document(a={"GET": operation()}), "spelled get", id="method in capitals"),
            pytest.param(
                document(**{f"a{n}": {"get": operation()} for n in range(5_001)}),
                "5,001 operations where 1 to 5,000 are expected",
                id="too many operations",
            ),
            pytest.param(TWO_OF_ONE_NAME, "'same' twice: GET /a and POST /b", id="operationIds"),
            pytest.param(
                document(a={"get": operation(HOSTILE)}),
                "which is not a name",
                id="code as operationId",
            ),
            pytest.param(
                document(a={"get": operation(operationId=5)}),
                "which is not a name",
                id="operationId 5",
            ),
            pytest.param(
                document(**{"a/{id}": {"get": operation()}, "a/{ns}": {"get": operation()}}),
                "GET /a/{id} and GET /a/{ns}, which are the same on the wire",
                id="two paths that are one",
            ),
            pytest.param(
                referring("#/components/schemas/Gone"),
                "the dangling $ref '#/components/schemas/Gone' in a schema",
                id="dangling $ref",
            ),
            pytest.param(
                referring("#/paths/7"), "the dangling $ref '#/paths/7'", id="dangling $ref, number"
            ),
            pytest.param(
                referring("#/components/schemas/B", B={"$ref": "#/components/schemas/B"}),
                "which leads back to itself",
                id="$ref to itself",
            ),
            pytest.param(
                referring("https://evil.example/schema.json"),
                "'https://evil.example/schema.json' out of the document",
                id="$ref to another host",
            ),
            pytest.param(referring("other.json#/A"), "out of the document", id="$ref to a file"),
            pytest.param(referring({"a": 1}), "out of the document", id="$ref that is no text"),
            pytest.param(
                document(a={"get": operation(parameters={"name": "x"})}),
                "no array at paths > /a > get > parameters",
                id="parameters no array",
            ),
            *(
                pytest.param(
                    document(a={"get": operation(parameters=[{"schema": {}, **part}])}),
                    "which no request can have",
                    id=f"parameter {part}",
                )
                for part in (
                    {"name": "a"},
                    {"in": "query"},
                    {"name": "", "in": "query"},
                    {"name": "a", "in": "body"},
                )
            ),
            pytest.param(
                document(a={"get": 5}), "no object at paths > /a > get", id="operation no object"
            ),
            pytest.param(
                {**document(), "components": {"schemas": {"A": {"properties": {"x": 5}}}}},
                "no object at components > schemas > A > properties > x",
                id="property no schema",
            ),
        ],
    )
    def test_what_no_client_can_be_made_of_is_refused(self, bad: Document, message: str) -> None:
        assert message in refusal(check, bad)


class TestCheckShrink:
    OLD = document(**{f"a{n}": {"get": operation()} for n in range(10)})

    def test_a_fifth_may_go(self) -> None:
        check_shrink(self.OLD, self.without(2), accept=False)

    def test_more_has_to_be_accepted(self) -> None:
        new = self.without(3)
        text = refusal(check_shrink, self.OLD, new, accept=False)
        assert "3 of 10 operations are missing, including GET /a0" in text
        assert "--accept-shrink" in text
        check_shrink(self.OLD, new, accept=True)

    def test_others_in_their_place_do_not_count(self) -> None:
        new = self.without(3)
        new["paths"] |= {f"/new{n}": {"get": operation()} for n in range(9)}
        assert "3 of 10" in refusal(check_shrink, self.OLD, new, accept=False)

    def test_a_placeholder_may_be_renamed(self) -> None:
        old, new = (
            document(**{f"a/{{{placeholder}}}": {"get": operation()}}) for placeholder in "xy"
        )
        check_shrink(old, new, accept=False)

    def test_there_may_be_no_old_document(self) -> None:
        check_shrink({}, self.OLD, accept=False)

    def without(self, count: int) -> Document:
        new = copy.deepcopy(self.OLD)
        for number in range(count):
            del new["paths"][f"/a{number}"]
        return new


def test_operations_are_named_by_method_and_path_as_written() -> None:
    get, post = operation("a"), operation("b")
    item = {"get": get, "post": post, "parameters": [], "GET": {}}
    assert operations({"paths": {"/flow/{id}": item, "x-note": {"get": {}}}}) == {
        "GET /flow/{id}": get,
        "POST /flow/{id}": post,
    }


@pytest.mark.parametrize(
    ("method", "path", "identity"),
    [
        ("get", "/flow/tags", "GET /flow/tags"),
        ("DELETE", "/shop/{codeId}/x/{item_id}", "DELETE /shop/{}/x/{}"),
        ("GET", "/odd/{a/b}", "GET /odd/{a/b}"),  # no placeholder spans segments
    ],
)
def test_placeholders_have_no_name_on_the_wire(method: str, path: str, identity: str) -> None:
    assert wire_identity(method, path) == identity


class TestWhatIsNoUtf8Json:
    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_another_encoding_is_told_as_such(self, encoding: str) -> None:
        assert "UTF-16, UTF-32 or" in refusal(parse, json.dumps(document()).encode(encoding))

    def test_what_follows_the_document_does_not_cut_it(self) -> None:
        text = json.dumps(document())
        assert "JSON that is malformed (Extra data" in refusal(parse, f"{text}\nbye".encode())

    @pytest.mark.parametrize("more", ['"openapi": "3.0.0"', '"x": NaN', '"x": "\\ud800"'])
    def test_no_overlay_is_advised_where_nothing_is_read(self, more: str) -> None:
        text = json.dumps(document())[:-1]
        assert "overlay" not in refusal(parse, f"{text}, {more}}}".encode())
