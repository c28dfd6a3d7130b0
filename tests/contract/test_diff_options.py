"""What a user can decide: levels of their own, acceptances by pattern, and what is listed."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flochat.contract.command import main
from flochat.contract.diff.rules import RENAMED, RULES
from flochat.contract.operation_pattern import PatternError, check_pattern, matches
from tests.contract.test_html_report import hostile, many
from tests.support.tiny_document import answering, document, response

Document = dict[str, Any]
Run = Callable[..., tuple[int, str, str]]

PATHS = ("/flow/tags", "/flow/tags/{id}", "/flow", "/flows/tags", "/me")
TYPE = "response-body-type-changed"


def several(kind: str, paths: tuple[str, ...] = PATHS) -> Document:
    """A document in which operations answer with a type, each with its own schema."""
    made = document()
    made["paths"] = {
        path: {"get": answering({"type": kind})["paths"]["/things/{id}"]["post"]} for path in paths
    }
    return made


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Compares two documents: exit status, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(old: Document, new: Document, *more: str) -> tuple[int, str, str]:
        Path("old.json").write_text(json.dumps(old, indent=1))
        Path("new.json").write_text(json.dumps(new, indent=1))
        status = main(["diff", "old.json", "new.json", *more])
        return (status, *capsys.readouterr())

    return run


class TestSeverity:
    def test_levels_of_ones_own_count_everywhere_and_are_told(self, run: Run) -> None:
        levels(**{TYPE: "INFO", "endpoint-added": "ERR"})
        old, new = several("string", PATHS[:2]), several("integer", PATHS[:3])
        status, out, _ = run(old, new, "--severity", "levels.json")
        assert status == 1
        assert out.startswith("breaking: 1 ERR, 2 INFO")
        assert out.index("endpoint-added") < out.index(TYPE)
        assert out.endswith(
            f"\nOther levels\n  endpoint-added: 1 INFO -> ERR\n  {TYPE}: 2 ERR -> INFO\n"
        )
        content = json.loads(run(old, new, "--severity", "levels.json", "--format=json")[1])
        assert content["counts"] == {"ERR": 1, "WARN": 0, "INFO": 2}
        assert {"id": TYPE, "level": "INFO", "was": {"ERR": 2}} in content["severity"]
        page = run(old, new, "--severity", "levels.json", "--format=html")[1]
        assert f"{TYPE}: 2 ERR -&gt; INFO" in page
        told = run(old, new, "--severity", "levels.json", "--format=markdown")[1]
        assert f"- `{TYPE}: 2 ERR -> INFO`" in told

    def test_what_is_as_the_rules_have_it_is_not_told(self, run: Run) -> None:
        levels(**{TYPE: "ERR", "api-tag-added": "WARN"})
        _, out, _ = run(several("string"), several("integer"), "--severity", "levels.json")
        assert "Other levels" not in out

    def test_it_is_read_from_yaml_too(self, run: Run) -> None:
        Path("levels.yaml").write_text(f"severity:\n  {TYPE}: WARN  # for now\n")
        status, out, _ = run(several("string"), several("integer"), "--severity", "levels.yaml")
        assert (status, out[:9]) == (0, "additive:")

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            ('{"severity": {"nothing": "ERR"}}', "the id 'nothing', which does not exist"),
            ('{"severity": {"tag-changed": "ERR"}}', "it is api-tag-removed and api-tag-added now"),
            ('{"severity": {"api-tag-added": "HIGH"}}', "'HIGH'; give one of ERR, WARN, INFO"),
            ('{"severity": {"api-tag-added": null}}', "None; give one of ERR, WARN, INFO"),
            ('{"severity": {"api-tag-added": ["ERR"]}}', "give one of ERR, WARN, INFO"),
            ('{"severity": ["api-tag-added"]}', 'must hold an object "severity"'),
            ('{"severity": {}, "more": 1}', 'must hold an object "severity", and nothing else'),
            ("[]", "cannot be read"),
            ("", "cannot be read"),
        ],
    )
    def test_another_form_is_refused_in_one_line(self, run: Run, content: str, told: str) -> None:
        Path("levels.json").write_text(content)
        status, out, err = run(several("a"), several("a"), "--severity", "levels.json")
        assert (status, out) == (2, "")
        assert err.startswith("severity: levels.json ")
        assert told in err
        assert len(err.splitlines()) == 1

    def test_a_file_that_is_missing_is_refused(self, run: Run) -> None:
        status, _, err = run(several("a"), several("a"), "--severity", "none.json")
        assert (status, err.count("\n")) == (2, 1)


def levels(**wanted: str) -> None:
    Path("levels.json").write_text(json.dumps({"severity": wanted}))


class TestPatterns:
    @pytest.mark.parametrize(
        ("pattern", "named"),
        [
            ("GET /flow/tags", {"/flow/tags"}),
            ("GET /flow/*", {"/flow/tags"}),
            ("* /flow/*", {"/flow/tags"}),
            ("GET /flow/**", {"/flow/tags", "/flow/tags/{id}"}),
            ("GET /**/tags", {"/flow/tags", "/flows/tags"}),
            ("GET /**/flow/tags", {"/flow/tags"}),
            ("GET /flow*/tags", {"/flow/tags", "/flows/tags"}),
            ("GET /flow*", {"/flow"}),
            ("GET /*", {"/flow", "/me"}),
            ("GET /flow/tags/{*}", {"/flow/tags/{id}"}),
            ("* /**", set(PATHS)),
            ("POST /**", set[str]()),
            ("GET /flow/tag", set[str]()),
            ("GET /Flow/*", set[str]()),
            (r"GET /flow/\*", set[str]()),
            ("GET /[a-z]*", set[str]()),
            ("GET /flow/tags?*", set[str]()),
        ],
    )
    def test_a_pattern_names_these_and_no_others(self, pattern: str, named: set[str]) -> None:
        check_pattern(pattern)
        assert {path for path in PATHS if matches(pattern, f"GET {path}")} == named

    @pytest.mark.parametrize(
        ("pattern", "named"),
        [
            ("POST webhook order-paid", {"order-paid"}),
            ("POST webhook order-*", {"order-paid", "order-/"}),
            ("* webhook *", {"order-paid", "order-/", "user"}),
            (r"POST webhook order-\*", set[str]()),
            ("GET webhook *", set[str]()),
            ("POST webhook order", set[str]()),
            ("* /**", set[str]()),
        ],
    )
    def test_webhooks_have_patterns_of_their_own(self, pattern: str, named: set[str]) -> None:
        check_pattern(pattern)
        names = ("order-paid", "order-/", "user")
        assert {name for name in names if matches(pattern, f"POST webhook {name}")} == named
        assert not matches(pattern, "POST /webhook/order-paid") or pattern == "* /**"

    @pytest.mark.parametrize(
        "pattern", ["*", "**", "GET*", "/flow/*", "GET  /*", "P* /flow", "GET /a**", "GET /**/**"]
    )
    def test_what_is_no_pattern_is_refused(self, pattern: str) -> None:
        with pytest.raises(PatternError):
            check_pattern(pattern)

    @given(st.text(st.characters(exclude_characters="*\\")), st.text())
    def test_a_name_without_stars_is_itself_alone(self, name: str, other: str) -> None:
        assert matches(name, name)
        assert matches(name, other) is (name == other)

    @given(st.lists(st.text("ab*{}./", max_size=4), min_size=1, max_size=4))
    def test_a_star_never_crosses_a_slash(self, segments: list[str]) -> None:
        pattern = f"GET /{'/'.join(segments).replace('**', '*')}"
        try:
            check_pattern(pattern)
        except PatternError:
            return
        if "**" not in pattern:
            for extra in ("/x", "x/y"):
                assert not matches(pattern, pattern.replace("*", "q") + f"/{extra}")
                assert not matches(pattern, pattern.replace("*", extra)) or "*" not in pattern

    def test_a_star_itself_can_be_named(self) -> None:
        assert matches(r"GET /files/\*", "GET /files/*")
        assert not matches(r"GET /files/\*", "GET /files/a")
        assert matches(r"GET /files/\*/*", "GET /files/*/a")

    def test_an_acceptance_takes_what_its_pattern_names_and_says_how_many(self, run: Run) -> None:
        old, new = several("string"), several("integer")
        accepting("GET /flow/**")
        status, out, err = run(old, new, "--accepted", "accepted.json")
        assert (status, err) == (1, "")
        assert out.startswith("breaking: 3 ERR")
        assert f"\n  2 findings: {TYPE} on GET /flow/**, until 2999-01-01: agreed\n" in out
        content = json.loads(run(old, new, "--accepted", "accepted.json", "--format=json")[1])
        assert {one["operation"] for one in content["accepted"]} == {
            *("GET /flow/tags", "GET /flow/tags/{id}")
        }
        (told,) = content["acceptances"]
        assert (told["operation"], told["accepts"]) == ("GET /flow/**", 2)

    def test_a_pattern_that_names_nothing_is_told_as_unused(self, run: Run) -> None:
        accepting("GET /flow/**", "POST /flow/**", "GET /flow/tags")
        _, _, err = run(several("string"), several("integer"), "--accepted", "accepted.json")
        (line,) = err.splitlines()
        assert line.startswith(f"accepted: unused, remove it: {TYPE} on POST /flow/**")

    def test_one_that_is_no_pattern_is_refused_with_its_number(self, run: Run) -> None:
        accepting("GET /flow/tags", "GET /flow**")
        status, _, err = run(several("a"), several("a"), "--accepted", "accepted.json")
        assert status == 2
        assert "an entry 2 whose operation has a ** beside other text" in err

    def test_a_pattern_accepts_nothing_of_the_document_itself(self, run: Run) -> None:
        old, new = (document(servers=[{"url": url}]) for url in ("http://a.test", "http://b.test"))
        accepting("* /**", identity="api-server-removed")
        _, out, err = run(old, new, "--accepted", "accepted.json")
        assert "api-server-removed: server: removed" in out
        assert "unused" in err

    def test_a_shared_change_goes_on_where_it_is_not_accepted(self, run: Run) -> None:
        def shared(kind: str) -> Document:
            made = document(components={"schemas": {"A": {"type": kind}}})
            answer = {"responses": {"200": response({"$ref": "#/components/schemas/A"})}}
            made["paths"] = {path: {"get": copy.deepcopy(answer)} for path in PATHS}
            return made

        accepting("GET /flow/**")
        _, out, _ = run(shared("string"), shared("integer"), "--accepted", "accepted.json")
        assert "(and in 2 more operations)" in out
        assert "2 findings: " in out


def accepting(*operations: str, identity: str = TYPE) -> None:
    entries = [
        {"id": identity, "operation": operation, "reason": "agreed", "until": "2999-01-01"}
        for operation in operations
    ]
    Path("accepted.json").write_text(json.dumps({"accepted": entries}))


class TestRules:
    def test_as_json_each_has_what_is_promised(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["diff", "--rules", "--format", "json"]) == 0
        listed = json.loads(capsys.readouterr().out)
        assert {one["id"]: one["level"] for one in listed} == {
            identity: rule.level.name for identity, rule in RULES.items()
        }
        for one in listed:
            assert one.keys() == {"id", "level", "direction", "effect", "text"}
            assert one["direction"] in ("request", "response", "none")
            assert one["effect"] in (
                *("narrows", "widens", "incomparable", "unknown", "none", "violation"),
            )
            assert re.fullmatch(r"\w[^;\n]*; \w[^\n]+", one["text"]), one
        assert not RENAMED.keys() & {one["id"] for one in listed}
        assert len({one["text"].partition(";")[0] for one in listed}) > len(listed) * 0.95

    def test_as_text_they_are_a_line_each(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["diff", "--rules"]) == 0
        head, blank, *lines = capsys.readouterr().out.splitlines()
        assert head.startswith(f"{len(RULES)} rules: ")
        assert (blank, len(lines)) == ("", len(RULES))
        assert lines[0].startswith("ERR ")
        (line,) = (line for line in lines if " request-property-max-length-decreased " in line)
        assert "a property of a request body: maxLength decreased" in line

    @pytest.mark.parametrize(
        "arguments", [["--rules", "--format", "html"], ["--rules", "a.json", "b.json"], [], ["a"]]
    )
    def test_what_makes_no_sense_is_refused_in_one_line(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["diff", *arguments]) == 2
        told = capsys.readouterr()
        assert (told.out, len(told.err.splitlines())) == ("", 1)


class TestSummary:
    def test_many_changes_are_summed_up_first_in_ten_lines(self, run: Run) -> None:
        paths = tuple(f"/area/{n}" for n in range(40))
        old, new = several("string", paths), several("integer", paths[3:])
        new["paths"]["/area/5"]["get"]["parameters"] = [
            {"name": "q", "in": "query", "required": True, "schema": {"type": "string"}}
        ]
        new["paths"]["/added"] = {"get": {"responses": {}}}
        head = run(old, new)[1].split("\n\n")[0].splitlines()
        received = "GET /area/10, GET /area/11, GET /area/12, 34 more"
        assert head == [
            "breaking: 41 ERR, 1 INFO",
            "  operations that are gone (3): GET /area/0, GET /area/1, GET /area/2",
            "  breaks what is sent (1 change in 1 operation): GET /area/5",
            f"  breaks what is received (37 changes in 37 operations): {received}",
            "  breaks nobody (1 change in 1 operation)",
        ]

    def test_it_is_never_over_ten_lines(self, run: Run) -> None:
        for old, new in ((hostile("a"), hostile("b")), (many("string"), many("integer"))):
            head = run(old, new)[1].split("\n\n")[0]
            assert len(head.splitlines()) <= 10

    def test_what_breaks_for_the_reader_comes_second(self, run: Run) -> None:
        Path("app.py").write_text("from flochat import Flochat\nFlochat().account.me()\n")
        old, new = several("string"), several("integer", PATHS[:4])
        mine = "your code: 1 breaks (1 use in 1 file)"
        told = {
            form: run(old, new, "--uses", "app.py", "--format", form)[1]
            for form in ("text", "markdown", "html")
        }
        assert told["text"].splitlines()[1] == f"  {mine}"
        assert told["markdown"].splitlines()[2] == f"**{mine}**"
        assert told["html"].index(mine) < told["html"].index("By cause")

    def test_all_that_a_change_touches_is_listed_on_demand(self, run: Run) -> None:
        def shared(kind: str) -> Document:
            made = document(components={"schemas": {"A": {"type": kind}}})
            answer = {"responses": {"200": response({"$ref": "#/components/schemas/A"})}}
            made["paths"] = {path: {"get": copy.deepcopy(answer)} for path in PATHS}
            return made

        old, new = shared("string"), shared("integer")
        assert "\n          GET /flows/tags\n" not in run(old, new)[1]
        assert "\n          GET /flows/tags\n" in run(old, new, "--all")[1]
        assert "\n  * `GET /flows/tags`\n" in run(old, new, "--all", "--format=markdown")[1]


class TestPlaces:
    """Each finding has a file, a line and a column, in whatever form a document is written."""

    @pytest.mark.parametrize("form", ["indented", "compact", "yaml", "flow", "bom"])
    def test_a_change_is_found_in_the_new_and_a_removal_in_the_old(
        self, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        old, new = document(), document()
        for made, names in ((old, "abcd"), (new, "dcb")):
            made["paths"]["/things/{id}"]["post"]["parameters"] = [
                {"name": name, "in": "query", "schema": {"type": "string"}} for name in names
            ]
        new["paths"]["/things/{id}"]["post"]["parameters"][1]["schema"]["type"] = "boolean"
        files = []
        for name, made in (("old", old), ("new", new)):
            file = tmp_path / f"{name}.any"
            file.write_text(written(made, form), encoding="utf-8")
            files.append(str(file))
        assert main(["diff", *files, "--format", "json"]) == 1
        content = json.loads(capsys.readouterr().out)
        changed, gone = (change["position"] for change in content["changes"])
        assert (changed["side"], gone["side"]) == ("new", "old")
        assert (changed["source"], gone["source"]) == (files[1], files[0])
        assert re.match(r'["{]?type["]?: ?["]?boolean', at(files[1], changed))
        assert re.search(r"^[\"{\s-]*(in|name|schema).*", at(files[0], gone))
        assert "a" in at(files[0], gone).split("}")[0]
        assert content["causes"][0]["position"] == changed
        assert main(["diff", *files, "--format", "text"]) == 1
        assert f"({files[1]}:{changed['line']}:{changed['column']})" in capsys.readouterr().out

    def test_a_path_item_behind_a_reference_is_found_where_it_stands(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        files = []
        for name, kind in (("old", "string"), ("new", "integer")):
            made = document(
                components={"pathItems": {"A": answering({"type": kind})["paths"]["/things/{id}"]}}
            )
            made["paths"] = {"/a": {"$ref": "#/components/pathItems/A"}}
            file = tmp_path / f"{name}.json"
            file.write_text(json.dumps(made, indent=1))
            files.append(str(file))
        assert main(["diff", *files, "--format", "json"]) == 1
        (change,) = json.loads(capsys.readouterr().out)["changes"]
        assert at(files[1], change["position"]).startswith('"type": "integer"')

    def test_what_a_yaml_alias_leads_to_is_found(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = (
            "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths:\n  /a:\n    get: &one\n"
            "      responses:\n        '200':\n          description: ok\n          content:\n"
            "            application/json:\n              schema: {type: KIND}\n"
            "  /b:\n    get: *one\n"
        )
        files = []
        for kind in ("string", "integer"):
            file = tmp_path / f"{kind}.yaml"
            file.write_text(text.replace("KIND", kind))
            files.append(str(file))
        assert main(["diff", *files, "--format", "json"]) == 1
        changes = json.loads(capsys.readouterr().out)["changes"]
        assert [change["position"]["line"] for change in changes] == [11, 11]
        assert at(files[1], changes[1]["position"]).startswith("type: integer")


def written(made: Document, form: str) -> str:
    if form == "yaml":
        return yaml.safe_dump(made, sort_keys=False)
    if form == "flow":
        return yaml.safe_dump(made, sort_keys=False, default_flow_style=None, width=60)
    text = json.dumps(made, indent=None if form == "compact" else 2)
    return f"\ufeff{text}" if form == "bom" else text


def at(file: str, position: dict[str, Any]) -> str:
    """The text that begins at a position."""
    lines = Path(file).read_text(encoding="utf-8-sig").splitlines()[position["line"] - 1 :]
    return "\n".join([lines[0][position["column"] - 1 :], *lines[1:]])
