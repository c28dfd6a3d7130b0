"""What is checked before a release: changelog, deprecations, packages and what they bring along."""

from __future__ import annotations

import io
import json
import re
import subprocess
import tarfile
import tomllib
import zipfile
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from flochat import __version__
from scripts import release_check
from scripts.release import bom, changelog, deprecations, packages, pythons
from scripts.release.packages import Packages

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 30)
HEAD = "# Changelog\n\nWhat changed.\n\n"
NEWS = "## [Unreleased]\n\n### Added\n\n- More.\n\n"
EMPTY = "## [Unreleased]\n\n"
OLD = "## [0.1.0] - 2026-10-01\n\n### Added\n\n- All.\n"
NEW = "## [0.2.0] - 2026-11-30\n\n### Added\n\n- More, as [the page](docs/more.md) says.\n\n"


@pytest.mark.parametrize(
    ("version", "text", "tag"),
    [
        ("0.2.0", EMPTY + NEW + OLD, "v0.2.0"),
        ("0.2.0", NEW + OLD, "v0.2.0"),
        ("0.2.0", NEWS + OLD, None),
        ("0.2.0", EMPTY + NEW + OLD, None),
        ("0.2.0rc1", "## [0.2.0rc1] - 2026-11-01\n\n- More.\n\n" + OLD, "v0.2.0rc1"),
        ("0.1.0", NEWS, None),
    ],
)
def test_what_agrees_may_be_released(version: str, text: str, tag: str | None) -> None:
    assert list(changelog.disagreements(version, HEAD + text, tag, today=TODAY)) == []


@pytest.mark.parametrize(
    ("version", "text", "tag", "problem"),
    [
        ("0.2.0", EMPTY + NEW + OLD, "v0.2.1", "the tag is v0.2.1, and the version"),
        ("0.2.0", EMPTY + NEW + OLD, "0.2.0", "the tag is 0.2.0"),
        ("0.2.0", NEWS + NEW + OLD, "v0.2.0", "entries under Unreleased: move them"),
        ("0.2.0", NEWS + NEW + OLD, None, "raise the version"),
        ("0.2.0", EMPTY + OLD, "v0.2.0", r"no section \[0\.2\.0\]"),
        ("0.2.0", EMPTY + OLD, None, "nothing to release"),
        ("0.2.0", OLD, None, "nothing to release"),
        ("0.2.0", NEW.replace(" - 2026-11-30", "") + OLD, "v0.2.0", "has to have its date"),
        ("0.2.0", NEW.replace("11-30", "30-11") + OLD, "v0.2.0", "has to have its date"),
        ("0.2.0", NEW.replace("11-30", "12-02") + OLD, "v0.2.0", "still to come"),
        ("0.2.0", "## [0.2.0] - 2026-11-30\n\n### Added\n\n" + OLD, "v0.2.0", "has no entry"),
        ("0.2.0", OLD + NEW, "v0.2.0", "not in order"),
        ("0.2.0", NEW + OLD + NEWS, None, "above all versions"),
        ("0.2", NEWS, None, "does not have the form"),
        ("0.2.0", NEWS + "## [next] - 2026-01-01\n\n- x\n", None, "'next' is no version"),
    ],
)
def test_what_disagrees_is_told(version: str, text: str, tag: str | None, problem: str) -> None:
    found = changelog.disagreements(version, HEAD + text, tag, today=TODAY)
    assert any(re.search(problem, line) for line in found)


def test_the_changelog_of_this_project_agrees_with_its_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert list(changelog.disagreements(__version__, text, None, today=date.today())) == []


def test_the_notes_are_the_section_with_links_that_lead_somewhere() -> None:
    blob = "https://forge.example/us/flochat/blob/v0.2.0"
    assert changelog.notes("0.2.0", HEAD + EMPTY + NEW + OLD, blob=blob) == (
        f"### Added\n\n- More, as [the page]({blob}/docs/more.md) says.\n"
    )
    assert changelog.notes("0.3.0", HEAD + NEWS + OLD, blob=blob) == "### Added\n\n- More.\n"


TOLD = (
    "## [Unreleased]\n\n### Deprecated\n\n- `client.old`, which 0.6 will not have: use\n"
    "  `client.new`.\n\n### Fixed\n\n- x\n"
)


def problems_of(package: Path, version: str, text: str, listed: str = "`old`") -> list[str]:
    policy = f"# Versions\n\n## Deprecated now\n\n{listed}\n\n## Files\n\nold\n"
    return list(deprecations.problems(package, version, text, policy))


def deprecated_in(folder: Path, source: str) -> Path:
    package = folder / "flochat"
    package.mkdir()
    (package / "thing.py").write_text(source)
    return package


@pytest.mark.parametrize(
    "source",
    [
        '@deprecated(since="0.4", removal="0.6", instead="client.new")\ndef old(): ...\n',
        (
            "class A:\n"
            '    @deprecated(since="0.4", removal="0.6", instead="client.new", name="client.old")\n'
            "    async def anything(self): ...\n"
        ),
        (
            '@deprecated_parameter("old", since="0.4", removal="0.6", instead="client.new")\n'
            "def make(): ...\n"
        ),
        (
            "class A:\n    old = deprecated_attribute(\n"
            '        "old", since="0.4", removal="0.6", instead="client.new"\n    )\n'
        ),
        (
            "__getattr__ = deprecated_names(__name__, {\n"
            '    "old": Deprecation(since="0.4", removal="0.6", instead="client.new")\n})\n'
        ),
    ],
)
def test_what_is_deprecated_is_found_and_was_told(tmp_path: Path, source: str) -> None:
    package = deprecated_in(tmp_path, source)
    assert problems_of(package, "0.3.0", TOLD) == []
    assert problems_of(package, "0.5.2", TOLD) == []
    (problem,) = problems_of(package, "0.5.2", TOLD.replace("0.6", "0.7"))
    assert re.search(r"flochat/thing\.py:\d+: no `### Deprecated` .* names `.*old`", problem)
    (problem,) = problems_of(package, "0.6.0", TOLD)
    assert "was to be gone in 0.6, and this is 0.6.0" in problem


@pytest.mark.parametrize(
    ("since", "removal", "version", "problem"),
    [
        ("0.4", "0.5", "0.4.0", "may be removed in 0.6 at the earliest"),
        ("1.2", "1.4", "1.2.0", "may be removed in a major version"),
        ("1.2", "2.1", "1.2.0", "may be removed in a major version"),
        ("0.6", "0.8", "0.4.0", "deprecated since 0.6, which is still to come"),
        ("0.4.1", "0.6", "0.4.1", "versions like 0.4"),
        ("soon", "later", "0.4.0", "versions like 0.4"),
        ("0.4", "1.0", "1.1.0", "was to be gone in 1.0"),
    ],
)
def test_the_policy_holds_for_each(
    tmp_path: Path, since: str, removal: str, version: str, problem: str
) -> None:
    words = f'since="{since}", removal="{removal}", instead="client.new"'
    package = deprecated_in(tmp_path, f"@deprecated({words})\ndef old(): ...\n")
    text = TOLD.replace("0.6", removal)
    assert any(problem in line for line in problems_of(package, version, text))


@pytest.mark.parametrize(
    ("since", "removal", "version"),
    [("0.9", "1.0", "0.9.0"), ("1.2", "2.0", "1.5.0"), ("1.0", "2.0", "0.9.3")],
)
def test_the_policy_lets_pass_what_keeps_it(
    tmp_path: Path, since: str, removal: str, version: str
) -> None:
    words = f'since="{since}", removal="{removal}", instead="client.new"'
    package = deprecated_in(tmp_path, f"@deprecated({words})\ndef old(): ...\n")
    text = TOLD.replace("0.6", removal)
    assert problems_of(package, version, text) == []


def test_what_is_not_written_out_cannot_be_held_to_the_policy(tmp_path: Path) -> None:
    package = deprecated_in(tmp_path, "@deprecated(since=NOW, removal=LATER)\ndef old(): ...\n")
    (problem,) = problems_of(package, "0.4.0", TOLD)
    assert problem.endswith("have to be given by name, as literals")


def test_what_this_project_deprecates_keeps_the_policy() -> None:
    text, policy = (
        (ROOT / page).read_text(encoding="utf-8")
        for page in ("CHANGELOG.md", "docs/policies/versions.md")
    )
    assert list(deprecations.problems(ROOT / "flochat", __version__, text, policy)) == []


def test_the_policy_lists_what_is_deprecated_now(tmp_path: Path) -> None:
    words = 'since="0.4", removal="0.6", instead="client.new"'
    package = deprecated_in(tmp_path, f"@deprecated({words})\ndef old(): ...\n")
    (problem,) = problems_of(package, "0.4.0", TOLD, listed="Nothing.")
    assert problem.endswith("*Deprecated now* of docs/policies/versions.md lacks `old`")
    (package / "thing.py").write_text("")
    (problem,) = problems_of(package, "0.4.0", TOLD, listed="`old`")
    assert problem.endswith("lists what is not deprecated")
    assert problems_of(package, "0.4.0", TOLD, listed="Nothing.") == []


def packages_with(
    folder: Path, *, sdist: list[str], wheel: list[str], metadata: str = ""
) -> Packages:
    """Packages that hold such files."""
    made = Packages(folder / "flochat-1.tar.gz", folder / "flochat-1-py3-none-any.whl")
    with tarfile.open(made.sdist, "w:gz") as archive:
        for name in sdist:
            archive.addfile(tarfile.TarInfo(f"flochat-1/{name}"), io.BytesIO())
    headers = (
        "Metadata-Version: 2.4\nSummary: x\nLicense-Expression: MIT\nRequires-Python: >=3\n"
        f"Project-URL: Repository, https://x\n{metadata}\n"
    )
    with zipfile.ZipFile(made.wheel, "w") as zipped:
        for name in wheel:
            zipped.writestr(name, "")
        zipped.writestr("flochat-1.dist-info/METADATA", headers)
    return made


WHOLE = ["flochat/py.typed", "flochat_api/py.typed", "flochat-1.dist-info/licenses/LICENSE"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / ".ci").mkdir(parents=True)
    for name in (".ci/run", "README.md"):
        (root / name).write_text("x")
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    return root


def test_packages_that_are_whole_are_fine(tmp_path: Path, project: Path) -> None:
    made = packages_with(tmp_path, sdist=[".ci/run", "README.md", "PKG-INFO"], wheel=WHOLE)
    assert list(packages.problems(made, project)) == []
    assert packages.find(tmp_path) == made


def test_what_packages_lack_or_have_too_much_is_told(tmp_path: Path, project: Path) -> None:
    made = packages_with(
        tmp_path,
        sdist=["README.md", "notes.txt"],
        wheel=[*WHOLE[1:], "tests/test_x.py"],
        metadata="Requires-Dist: other @ https://x/other.whl",
    )
    sdist, wheel = made.sdist.name, made.wheel.name
    assert list(packages.problems(made, project)) == [
        f"{sdist} lacks .ci/run",
        f"{sdist} has notes.txt, which git does not know",
        f"{wheel} lacks flochat/py.typed",
        f"{wheel} has tests/test_x.py, which is no part of the library",
        f"{wheel} requires an address, which no index takes: other @ https://x/other.whl",
    ]


def test_everything_at_the_top_of_the_project_goes_into_the_sdist() -> None:
    names = packages.tracked(ROOT)
    if names is None:
        pytest.skip("what git knows is not to be seen in an sdist")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    patterns = settings["build"]["targets"]["sdist"]["include"]
    tops = {f"/{name.partition('/')[0]}" for name in names}
    left_out = [top for top in tops if not any(fnmatch(top, pattern) for pattern in patterns)]
    assert left_out == []


def test_a_folder_without_packages_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has to hold one sdist and one wheel"):
        packages.find(tmp_path)


def test_a_folder_with_anything_else_is_not_cleared(tmp_path: Path, project: Path) -> None:
    for name in ("flochat-0.0.1.tar.gz", "thesis.txt"):
        (tmp_path / name).write_text("x")
    with pytest.raises(
        ValueError, match=r"holds (?:thesis\.txt|project), which was not built here"
    ):
        packages.build(project, tmp_path, epoch=1)
    assert (tmp_path / "thesis.txt").exists()
    assert release_check.main(["build", str(tmp_path)]) == 1


def test_a_copy_has_what_git_knows_and_other_times(tmp_path: Path, project: Path) -> None:
    (project / "stray.txt").write_text("x")
    packages.copy_elsewhere(project, tmp_path / "copy")
    copied = [path for path in (tmp_path / "copy").rglob("*") if path.is_file()]
    assert sorted(path.name for path in copied) == ["README.md", "run"]
    assert {path.stat().st_mtime for path in copied} == {1}


def package(name: str, version: str, *needs: str, **more: Any) -> dict[str, Any]:
    """A package as pip reports it."""
    metadata = {"name": name, "version": version, "requires_dist": list(needs), **more}
    hashes = {"archive_info": {"hashes": {"sha256": f"{name}-hash"}}}
    return {"metadata": metadata, "download_info": hashes}


REPORT = {
    "install": [
        package("flochat", "1", "httpx", "rich; extra == 'cli'", "win; sys_platform == 'win32'"),
        package("HTTPX", "0.28", "h_core", license_expression="BSD-3-Clause"),
        package("h.core", "1.0", license="MIT"),
        package("rich", "15", classifier=["License :: OSI Approved :: MIT License"]),
    ]
}


def test_the_bill_of_materials_has_every_package_with_what_needs_it(tmp_path: Path) -> None:
    wheel = tmp_path / "flochat-1-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    made = bom.bill_of_materials(REPORT, wheel, extras=["cli"], epoch=86_400)
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", made["serialNumber"])
    assert made["metadata"]["timestamp"] == "1970-01-02T00:00:00Z"
    own = made["metadata"]["component"]
    assert (own["purl"], len(own["hashes"][0]["content"])) == ("pkg:pypi/flochat@1", 64)
    scopes = {it["purl"]: it["scope"] for it in made["components"]}
    assert scopes == {
        "pkg:pypi/h-core@1.0": "required",
        "pkg:pypi/httpx@0.28": "required",
        "pkg:pypi/rich@15": "optional",
    }
    licenses = {it["name"]: it["licenses"] for it in made["components"]}
    assert licenses == {
        "HTTPX": [{"expression": "BSD-3-Clause"}],
        "h.core": [{"license": {"name": "MIT"}}],
        "rich": [{"license": {"name": "MIT License"}}],
    }
    needs = {it["ref"]: it["dependsOn"] for it in made["dependencies"]}
    assert needs["pkg:pypi/flochat@1"] == ["pkg:pypi/httpx@0.28", "pkg:pypi/rich@15"]
    assert needs["pkg:pypi/httpx@0.28"] == ["pkg:pypi/h-core@1.0"]
    again = bom.bill_of_materials(REPORT, wheel, extras=["cli"], epoch=86_400)
    assert json.dumps(again) == json.dumps(made)


def test_the_pythons_of_this_machine_are_found() -> None:
    promised = pythons.promised(ROOT)
    assert promised[:2] == ["3.11", "3.12"]
    assert pythons.find(["3.999"]) == []
    for python in pythons.find(promised):
        assert python.version in promised
        assert Path(python.program).exists()


def test_a_release_is_ready_but_for_the_address_that_nobody_knows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = release_check.main(["agree"])
    told = capsys.readouterr()
    problems = told.err.splitlines()
    unknown = [line for line in problems if "the address of the repository is not known" in line]
    assert problems == unknown
    assert status == (1 if unknown else 0)
    assert ("release: not ready" in told.out) is bool(unknown)


def test_the_workflow_publishes_what_was_built_once_and_tried() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))
    jobs = workflow["jobs"]
    assert set(jobs["publish"]["needs"]) == {"build", "test", "install", "site"}
    builds = [name for name, job in jobs.items() if "release_check build" in str(job)]
    assert builds == ["build"]
    writes = {
        name: {scope for scope, right in job["permissions"].items() if right == "write"}
        for name, job in jobs.items()
    }
    assert {name: rights for name, rights in writes.items() if rights} == {
        "publish": {"id-token", "attestations"},
        "notes": {"contents"},
        "deploy": {"id-token", "pages"},
    }
    for name in ("publish", "notes", "deploy"):
        assert jobs[name]["if"] == "github.ref_type == 'tag'"
    assert not any("checkout@" in str(step) for step in jobs["test"]["steps"])
    assert "secrets." not in str(workflow)


def test_the_install_job_has_the_oldest_and_the_newest_python() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))
    setup = next(
        step for step in workflow["jobs"]["install"]["steps"] if "setup-python@" in str(step)
    )
    tried = sorted(setup["with"]["python-version"].split(), key=lambda v: int(v[2:]))
    promised = pythons.promised(ROOT)
    assert (tried[0], tried[-1], len(tried)) == (promised[0], promised[-1], pythons.WANTED)


FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


@pytest.mark.parametrize("form", [form for form in FORMS if form.stem != "config"])
def test_a_form_can_be_shown(form: Path) -> None:
    content = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert content["name"]
    assert content["description"]
    fields = [field for field in content["body"] if field["type"] != "markdown"]
    identifiers = [field["id"] for field in fields]
    assert len(set(identifiers)) == len(identifiers)
    assert {field["type"] for field in fields} <= {"textarea", "input", "dropdown", "checkboxes"}
    assert all(field["attributes"]["label"] for field in fields)


@pytest.mark.parametrize("name", ["bug", "host"])
def test_the_forms_ask_for_what_the_command_prints(name: str) -> None:
    text = (ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text(encoding="utf-8")
    assert "flochat check --redacted" in text


def test_what_is_raised_by_itself_waits_for_some_days() -> None:
    content = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))
    assert {update["package-ecosystem"] for update in content["updates"]} == {
        "github-actions",
        "pip",
    }
    assert all(update["cooldown"]["default-days"] >= 7 for update in content["updates"])


def test_the_package_says_where_it_is_and_that_it_is_typed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"Documentation", "Repository", "Changelog", "Issues"} <= project["urls"].keys()
    assert "Typing :: Typed" in project["classifiers"]
    assert (ROOT / "flochat" / "py.typed").exists()
