"""The project's own addresses: said in one place, and written from it wherever they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts import project_links

_PROJECT = """\
[project]
name = "flochat"

[project.urls]
Documentation = "https://example.invalid/site/"
Repository = "https://example.invalid/OWNER/flochat"

[tool.flochat]
repository = "{}"
"""
_README = """\
[Start](https://example.invalid/site/start/#key), the
[changelog](https://example.invalid/OWNER/flochat/blob/main/CHANGELOG.md),
and `uses: OWNER/flochat@main`;
not https://example.invalid/OWNER/flochat-other, nor ANOTHER-OWNER/flochat.
"""


def project(root: Path, repository: str = "https://example.invalid/OWNER/flochat") -> Path:
    (root / "pyproject.toml").write_text(_PROJECT.format(repository))
    (root / "README.md").write_text(_README)
    (root / "CHANGELOG.md").write_text("# Changelog\n")
    return root


def test_the_links_of_this_project_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert project_links.main(["--check"]) == 0, capsys.readouterr().err


def test_one_line_changes_every_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "https://github.com/Them/flo")
    assert project_links.main(["--check"], root) == 1
    assert "README.md: an old address; run make links" in capsys.readouterr().err
    assert project_links.main([], root) == 0
    assert (root / "README.md").read_text() == (
        _README.replace("https://example.invalid/site/", "https://them.github.io/flo/")
        .replace("https://example.invalid/OWNER/flochat/", "https://github.com/Them/flo/")
        .replace("uses: OWNER/flochat@", "uses: Them/flo@")
    )
    written = (root / "pyproject.toml").read_text()
    assert 'Issues = "https://github.com/Them/flo/issues"\n' in written
    assert project_links.UNKNOWN not in written
    assert project_links.main(["--release"], root) == 0


def test_a_second_move_finds_what_the_first_has_written(tmp_path: Path) -> None:
    root = project(tmp_path, "https://github.com/Them/flo")
    assert project_links.main([], root) == 0
    moved = (root / "pyproject.toml").read_text()
    (root / "pyproject.toml").write_text(
        re.sub(
            r"(?m)^repository = .*",
            'repository = "https://forge.example/we/flo"\nsite = "https://docs.example/flo/"',
            moved,
        )
    )
    assert project_links.main([], root) == 0
    readme = (root / "README.md").read_text()
    assert "https://docs.example/flo/start/#key" in readme
    assert "`uses: we/flo@main`" in readme
    assert "Them" not in readme + (root / "pyproject.toml").read_text()


def test_nothing_is_released_while_the_address_is_not_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path)
    assert project_links.main([], root) == 0
    assert project_links.main(["--check"], root) == 0
    assert project_links.main(["--release"], root) == 1
    assert "the address of the repository is not known" in capsys.readouterr().err


def test_a_link_to_a_file_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path)
    assert project_links.main([], root) == 0
    (root / "CHANGELOG.md").unlink()
    assert project_links.main(["--check"], root) == 1
    assert "README.md leads to CHANGELOG.md, which is not there" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("repository", "reason"),
    [
        ("http://github.com/them/flo", "https://HOST/OWNER/NAME"),
        ("https://github.com/them", "https://HOST/OWNER/NAME"),
        ("https://github.com/them/flo/", "https://HOST/OWNER/NAME"),
        ("https://forge.example/them/flo", "say it with `site`"),
    ],
)
def test_what_cannot_be_the_address_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], repository: str, reason: str
) -> None:
    assert project_links.main(["--check"], project(tmp_path, repository)) == 1
    assert reason in capsys.readouterr().err
