"""Where an entry goes in a changelog."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.regeneration.tools import ROOT
from scripts.schedule.changelog import with_entry

ENTRY = "- An entry."
HEAD = "# Changelog\n\nAll changes.\n\n"
RELEASE = "## [0.1.0] - 2026-01-01\n\n### Changed\n\n- Old.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "## [Unreleased]\n\n### Changed\n\n- One.\n",
            "## [Unreleased]\n\n### Changed\n\n- An entry.\n- One.\n",
        ),
        (
            "## [Unreleased]\n\n### Added\n\n- One.\n",
            "## [Unreleased]\n\n### Added\n\n- One.\n\n### Changed\n\n- An entry.\n",
        ),
        (
            "## [Unreleased]\n\n### Added\n\n- One.\n\n### Fixed\n\n- Two.\n",
            (
                "## [Unreleased]\n\n### Added\n\n- One.\n\n### Changed\n\n- An entry.\n\n"
                "### Fixed\n\n- Two.\n"
            ),
        ),
        ("## [Unreleased]\n", "## [Unreleased]\n\n### Changed\n\n- An entry.\n"),
        ("", "## [Unreleased]\n\n### Changed\n\n- An entry.\n"),
    ],
    ids=["among changes", "after what was added", "before what was fixed", "empty", "no heading"],
)
@pytest.mark.parametrize("releases", ["", RELEASE], ids=["unreleased", "released"])
def test_it_goes_on_top_of_what_changed(before: str, after: str, releases: str) -> None:
    changelog = HEAD + before + (f"\n{releases}" if releases and before else releases)
    assert with_entry(changelog, ENTRY) == HEAD + after + (f"\n{releases}" if releases else "")


def test_links_stay_below() -> None:
    link = "[Unreleased]: https://example.org/compare\n"
    made = with_entry(f"{HEAD}## [Unreleased]\n\n{link}", ENTRY)
    assert made == f"{HEAD}## [Unreleased]\n\n### Changed\n\n{ENTRY}\n\n{link}"


def test_this_project_has_a_changelog_that_takes_one() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    made = with_entry(changelog, ENTRY)
    assert made.count("## [Unreleased]") == changelog.count("## [Unreleased]") == 1
    assert ENTRY in made.split("\n## [")[1].split("### Changed\n")[1]


LINES = ["# Changelog", "## [Unreleased]", "### Added", "### Changed", "### Fixed", "- One.", ""]


@given(st.lists(st.sampled_from([*LINES, "## [0.1.0]", "[0.1.0]: https://example.org"])))
def test_nothing_but_empty_lines_is_lost(lines: list[str]) -> None:
    before = [line for line in lines if line]
    after = [line for line in with_entry("\n".join(lines), ENTRY).splitlines() if line]
    rest = iter(after)
    assert all(line in rest for line in before), "in the same order"
    added = list(after)
    for line in before:
        added.remove(line)
    assert set(added) <= {ENTRY, "## [Unreleased]", "### Changed"}
    assert added.count(ENTRY) == 1
