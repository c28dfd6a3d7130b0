"""Reports for other tools: SARIF, JUnit, and the code quality of GitLab."""

from __future__ import annotations

import io
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from flochat.contract.command import main
from flochat.contract.diff.rules import RULES
from tests.contract.test_html_report import changed, hostile, shop
from tests.support.hostile_server import answer, hostile_server, routes
from tests.support.sarif_schema import SCHEMA
from tests.support.tiny_document import document

Document = dict[str, Any]
Report = Callable[..., str]

FORMATS = ("sarif", "junit", "gitlab")


@pytest.fixture
def report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Report:
    """Reports on two documents that are written below a repository, in its folder `api`."""
    folder = tmp_path / "repository" / "api"
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(folder.parent)], check=True)
    monkeypatch.chdir(folder)

    def report(form: str, old: Document | str, new: Document | str, *more: str) -> str:
        for name, content in (("old.json", old), ("new.json", new)):
            text = content if isinstance(content, str) else json.dumps(content, indent=1)
            Path(name).write_text(text, encoding="utf-8")
        assert main(["diff", "old.json", "new.json", "--format", form, *more]) in (0, 1)
        return capsys.readouterr().out

    return report


def test_one_cause_is_one_finding_in_each(report: Report) -> None:
    old, new = shop(), changed()
    assert len(json.loads(report("json", old, new))["changes"]) == 5
    assert len(results(report("sarif", old, new))) == 3
    assert len(ET.fromstring(report("junit", old, new)).findall(".//testcase")) == 3
    assert len(json.loads(report("gitlab", old, new))) == 3


@pytest.mark.parametrize("form", FORMATS)
def test_no_text_of_a_document_acts(report: Report, form: str) -> None:
    found = [*texts(form, report(form, hostile("old"), hostile("new")))]
    assert len(found) > 10
    assert all(text.replace("\n", "").isprintable() for text in found)


def texts(form: str, made: str) -> Iterator[str]:
    """All texts in a report, as its reader gets them."""
    if form == "junit":
        for node in ET.fromstring(made).iter():
            yield from (node.text or "", *node.attrib.values())
        return
    pending = [json.loads(made)]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            pending += value.values()


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_comparison_gives_the_same_bytes(report: Report, form: str) -> None:
    assert report(form, shop(), changed()) == report(form, shop(), changed())


def test_paths_are_those_from_the_top_of_the_repository(report: Report) -> None:
    report("text", shop(), changed())
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
    for command in (["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *command], check=True)
    (Path.cwd() / "deeper").mkdir()
    for old, new in (
        ("old.json", "new.json"),
        ("old.json", "./deeper/../new.json"),
        ("old.json", str(Path.cwd() / "new.json")),
        ("HEAD:api/old.json", "HEAD:api/new.json"),
        ("HEAD:./old.json", "HEAD:./new.json"),
    ):
        for form in ("gitlab", "sarif", "github"):
            with redirect_stdout(io.StringIO()) as out:
                assert main(["diff", old, new, "--format", form]) == 1
            found = re.findall(r'"(?:path|uri)": "([^"]*)"| file=([^,]*),', out.getvalue())
            assert {path or file for path, file in found} == {"api/new.json"}, (form, old, new)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_changed(report: Report, form: str) -> None:
    made = report(form, shop(), shop())
    if form == "junit":
        (case,) = ET.fromstring(made).findall(".//testcase")
        assert case.get("name") == "no change"
    else:
        assert (results(made) if form == "sarif" else json.loads(made)) == []


def results(text: str) -> list[dict[str, Any]]:
    log = json.loads(text)
    Draft7Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert {rule["id"] for rule in rules} == {result["ruleId"] for result in run["results"]}
    found: list[dict[str, Any]] = run["results"]
    return found


class TestSarif:
    def test_a_result_has_a_rule_a_level_and_a_line_of_the_repository(self, report: Report) -> None:
        made = report("sarif", shop(), changed())
        first = results(made)[0]
        assert first["ruleId"] == "response-property-type-changed"
        assert first["level"] == "error"
        assert "and in 2 more operations" in first["message"]["text"]
        assert first["properties"]["operations"] == ["GET /me", "GET /things", "POST /orders"]
        assert first["properties"]["impact"] == "adapt"
        physical = first["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"] == {"uri": "api/new.json", "uriBaseId": "%SRCROOT%"}
        lines = Path("new.json").read_text().splitlines()
        region = physical["region"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith('"type": "in')

    def test_rules_say_what_they_are_about(self, report: Report) -> None:
        (run,) = json.loads(report("sarif", shop(), changed()))["runs"]
        rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
        rule = rules["response-property-type-changed"]
        assert rule["defaultConfiguration"] == {"level": "error"}
        assert rule["properties"] == {"direction": "response", "effect": "incomparable"}
        assert rule["shortDescription"]["text"] == "a property of a response body: type changed"

    def test_what_is_gone_is_told_where_it_stood(self, report: Report) -> None:
        new = shop()
        del new["paths"]["/things"]
        (result,) = results(report("sarif", shop(), new))
        (related,) = result["relatedLocations"]
        physical = related["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "api/old.json"
        lines = Path("old.json").read_text().splitlines()
        assert lines[physical["region"]["startLine"] - 1].strip() == '"get": {'

    def test_what_is_accepted_is_suppressed_with_its_reason(self, report: Report) -> None:
        accept("response-property-type-changed", "* /**", "agreed upon")
        made = results(report("sarif", shop(), changed(), "--accepted", "accepted.json"))
        (suppressed,) = (result for result in made if "suppressions" in result)
        assert suppressed["ruleId"] == "response-property-type-changed"
        assert suppressed["suppressions"] == [
            {
                "kind": "external",
                "status": "accepted",
                "justification": "until 2999-01-01: agreed upon",
            }
        ]
        assert "and in 2 more operations" in suppressed["message"]["text"]

    def test_it_is_valid_whatever_stands_in_the_documents(self, report: Report) -> None:
        assert len(results(report("sarif", hostile("old"), hostile("new")))) > 3

    def test_a_url_has_no_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        old = tmp_path / "old.json"
        old.write_text(json.dumps(shop()))
        with hostile_server(routes({"/api": answer(json.dumps(changed()))})) as server:
            url = f"{server.url}/api"
            assert main(["diff", str(old), url, "--format", "sarif"]) == 1
        for result in results(capsys.readouterr().out):
            (location,) = result["locations"]
            assert location["physicalLocation"] == {"artifactLocation": {"uri": url}}

    def test_lines_of_the_user_are_results(self, report: Report) -> None:
        (Path.cwd() / "app one.py").write_text(
            "from flochat import Flochat\nclient = Flochat()\nclient.account.me().id\n"
        )
        new = shop()
        del new["paths"]["/me"]
        made = results(report("sarif", shop(), new, "--uses", "app one.py"))
        (mine,) = (result for result in made if "use" in result["properties"])
        physical = mine["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "api/app%20one.py"
        assert physical["region"]["startLine"] == 3
        assert mine["level"] == "error"


def accept(identity: str, operation: str, reason: str) -> None:
    entry = {"id": identity, "operation": operation, "reason": reason, "until": "2999-01-01"}
    Path("accepted.json").write_text(json.dumps({"accepted": [entry]}))


class TestJUnit:
    def test_a_change_at_the_limit_fails_and_the_others_pass(self, report: Report) -> None:
        (suite,) = ET.fromstring(report("junit", shop(), changed()))
        counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
        assert counts == {"tests": "3", "failures": "2", "errors": "0", "skipped": "0"}
        failure = suite.find("testcase/failure")
        assert failure is not None
        assert failure.get("message", "").startswith("ERR response-property-type-changed: GET /me")
        assert failure.text is not None
        assert failure.text.splitlines()[1].startswith("new.json:")
        passed = suite.find("testcase/system-out")
        assert passed is not None
        assert str(passed.text).startswith("INFO endpoint-added")

    @pytest.mark.parametrize(
        ("limit", "failures"), [("INFO", 3), ("ERR", 2), ("adapt", 1), ("broken", 0)]
    )
    def test_failures_follow_the_limit(self, report: Report, limit: str, failures: int) -> None:
        (suite,) = ET.fromstring(report("junit", shop(), changed(), "--fail-on", limit))
        assert suite.get("failures") == str(failures) == str(len(suite.findall(".//failure")))

    def test_what_is_accepted_is_skipped_with_its_reason(self, report: Report) -> None:
        accept("new-required-request-property", "POST /orders", "agreed & signed")
        made = report("junit", shop(), changed(), "--accepted", "accepted.json")
        (suite,) = ET.fromstring(made)
        assert suite.get("skipped") == "1"
        skipped = suite.find("testcase/skipped")
        assert skipped is not None
        assert skipped.get("message") == "accepted until 2999-01-01: agreed & signed"

    def test_it_has_the_shape_of_pytests(self, report: Report) -> None:
        made = ET.fromstring(report("junit", shop(), changed()))
        assert made.tag == "testsuites"
        allowed = {
            "testsuites": {"name"},
            "testsuite": {*("name", "errors", "failures", "skipped", "tests", "time")},
            "testcase": {"classname", "name", "time"},
            "failure": {"message"},
            "skipped": {"type", "message"},
            "system-out": set(),
        }
        for node in made.iter():
            assert node.attrib.keys() <= allowed[node.tag]
        names = [(one.get("classname"), one.get("name")) for one in made.iter("testcase")]
        assert len(set(names)) == len(names)

    def test_the_code_that_uses_it_is_a_suite_of_its_own(self, report: Report) -> None:
        Path("app.py").write_text("from flochat import Flochat\nFlochat().account.me()\n")
        new = shop()
        del new["paths"]["/me"]
        made = report("junit", shop(), new, "--uses", "app.py", "--fail-on", "broken")
        contract, uses = ET.fromstring(made)
        assert (contract.get("failures"), uses.get("failures")) == ("0", "1")
        (case,) = uses
        assert (case.get("classname"), case.get("name")) == (
            "app.py",
            "api-path-removed-without-deprecation at line 2, column 1",
        )


class TestGitLab:
    def test_an_issue_has_what_the_widget_needs(self, report: Report) -> None:
        issues = json.loads(report("gitlab", shop(), changed()))
        for issue in issues:
            assert issue.keys() == {
                *("description", "check_name", "fingerprint", "severity", "location")
            }
            assert issue["check_name"] in RULES
            assert issue["location"]["path"] == "api/new.json"
            assert issue["location"]["lines"]["begin"] > 1
        assert [issue["severity"] for issue in issues] == ["critical", "critical", "info"]

    def test_fingerprints_are_unique_and_stay_when_lines_move(self, report: Report) -> None:
        def made(new: Document | str) -> dict[str, int]:
            issues = json.loads(report("gitlab", shop(), new))
            prints = {one["fingerprint"]: one["location"]["lines"]["begin"] for one in issues}
            assert len(prints) == len(issues)
            return prints

        new = changed()
        first = made(new)
        new["info"]["description"] = "More\nlines"
        new["paths"] = {"/before": {}, **new["paths"]}
        moved = made(json.dumps(new, indent=3))
        assert moved.keys() == first.keys()
        assert moved != first
        assert made(yaml.safe_dump(new, sort_keys=False)).keys() == first.keys()
        new["paths"]["/another"] = {"get": {"responses": {}}}
        assert made(new).keys() > first.keys()

    def test_changes_that_look_alike_have_fingerprints_of_their_own(self, report: Report) -> None:
        def two(kind: str) -> Document:
            made = document()
            member = {"type": "object", "properties": {"a": {"type": kind}}, "required": ["a"]}
            whole = {"allOf": [member, {"type": "object", "properties": {"a": {"type": kind}}}]}
            made["paths"]["/things/{id}"]["post"]["requestBody"] = {
                "content": {"application/json": {"schema": whole}}
            }
            return made

        issues = json.loads(report("gitlab", two("string"), two("integer")))
        assert len({issue["fingerprint"] for issue in issues}) == len(issues) > 0

    def test_lines_of_the_user_are_issues(self, report: Report) -> None:
        Path("app.py").write_text(
            "from flochat import Flochat\nFlochat().account.me()\nFlochat().account.me()\n"
        )
        new = shop()
        del new["paths"]["/me"]
        issues = json.loads(report("gitlab", shop(), new, "--uses", "app.py"))
        assert [issue["location"] for issue in issues] == [
            {"path": "api/app.py", "lines": {"begin": line}} for line in (2, 3)
        ]
        assert len({issue["fingerprint"] for issue in issues}) == 2
