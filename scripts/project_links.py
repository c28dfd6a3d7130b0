"""Writes the project's own addresses wherever they stand, from the one place that says them.

    python scripts/project_links.py              write them
    python scripts/project_links.py --check      write nothing; exit 1 where one is wrong
    python scripts/project_links.py --release    the same, and exit 1 while they are not known

The place is `repository` of `[tool.flochat]` in pyproject.toml, the page of the repository on its
forge. Until somebody knows it, it is a placeholder below example.invalid, a host that cannot be.
From it follow `[project.urls]` and every link to the repository or the site in README.md, docs/
and the forms of the forge. The site of https://github.com/OWNER/NAME is OWNER.github.io/NAME; one
that is elsewhere is said by `site`, beside `repository`.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, Self
from urllib.parse import urlsplit

ROOT: Final = Path(__file__).resolve().parent.parent

#: The host of an address that is not known yet.
UNKNOWN: Final = "example.invalid"
#: Where links to the project may stand.
_PLACES: Final = (
    "*.md",
    "*.toml",
    "*.yml",
    ".pre-commit-hooks.yaml",
    ".github/**/*.md",
    ".github/**/*.yml",
    "docs/**/*.md",
    "docs/**/*.html",
    "examples/**/*.md",
    "flochat/_version.py",
)
_URLS: Final = re.compile(r"\[project\.urls\]\n(?:[^\[\n].*\n)*")
_LINK_END: Final = r"[^\s)\]>\"'`#?]*"


class Addresses(NamedTuple):
    """Where the repository is, and its site, which ends in a slash."""

    repository: str
    site: str

    @classmethod
    def wanted(cls, settings: dict[str, str]) -> Self:
        """What `[tool.flochat]` says. Raises `ValueError` for what cannot be an address."""
        repository = settings["repository"]
        parts = urlsplit(repository)
        if parts.scheme != "https" or not re.fullmatch(r"/[\w.-]+/[\w.-]+", parts.path):
            raise ValueError(f"repository is https://HOST/OWNER/NAME, not {repository!r}")
        site = settings.get("site") or _usual_site(parts.netloc, parts.path)
        if not re.fullmatch(r"https://\S+/", site):
            raise ValueError(f"site is https://HOST/, with a slash at its end, not {site!r}")
        return cls(repository, site)

    @classmethod
    def written(cls, urls: dict[str, str]) -> Self:
        """What `[project.urls]` was last written with, and so what stands in all places."""
        return cls(urls["Repository"], urls["Documentation"])

    @property
    def slug(self) -> str:
        """What a forge calls the repository: OWNER/NAME."""
        return urlsplit(self.repository).path.strip("/")

    @property
    def is_known(self) -> bool:
        return not any(UNKNOWN in address for address in self)

    def urls(self) -> dict[str, str]:
        """The links of the package's page."""
        return {
            "Documentation": self.site,
            "Repository": self.repository,
            "Changelog": f"{self.repository}/blob/main/CHANGELOG.md",
            "Issues": f"{self.repository}/issues",
            "Security": f"{self.repository}/security/policy",
        }


def _usual_site(host: str, path: str) -> str:
    _, owner, name = path.split("/")
    if host == "github.com":
        return f"https://{owner.lower()}.github.io/{name}/"
    if host == UNKNOWN:
        return f"https://{UNKNOWN}/site/"
    raise ValueError(f"where the site of a repository on {host} is: say it with `site`")


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(description="Write the project's own addresses.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when stale")
    parser.add_argument("--release", action="store_true", help="and when they are not known")
    options = parser.parse_args(arguments)

    if options.check or options.release:
        found = list(problems(root, is_release=options.release))
        for problem in found:
            print(f"links: {problem}", file=sys.stderr)
        if not found:
            wanted, _ = addresses(root)
            print(f"links: all lead to {wanted.repository} and {wanted.site}")
        return 1 if found else 0
    try:
        wanted, written = addresses(root)
    except (KeyError, ValueError) as error:
        print(f"links: pyproject.toml: {error}", file=sys.stderr)
        return 1
    stale = dict(rewritten(root, written, wanted))
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8")
    print(f"links: {len(stale)} files written")
    return 0


def problems(root: Path = ROOT, *, is_release: bool) -> Iterator[str]:
    """What is wrong with the addresses; for a release also that they are not known."""
    try:
        wanted, written = addresses(root)
    except (KeyError, ValueError) as error:
        yield f"pyproject.toml: {error}"
        return
    for path, _ in rewritten(root, written, wanted):
        yield f"{path.relative_to(root)}: an old address; run make links"
    for place, target in dead(root):
        yield f"{place} leads to {target}, which is not there"
    if is_release and not wanted.is_known:
        yield (
            "the address of the repository is not known: write it as `repository` of "
            "[tool.flochat] in pyproject.toml, and run make links"
        )


def addresses(root: Path = ROOT) -> tuple[Addresses, Addresses]:
    """The addresses that are wanted, and those that are written now."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    written = Addresses.written(project["project"]["urls"])
    return Addresses.wanted(project["tool"]["flochat"]), written


def places(root: Path) -> Iterator[Path]:
    """The files in which links to the project may stand."""
    for pattern in _PLACES:
        yield from sorted(path for path in root.glob(pattern) if path.is_file())


def rewritten(root: Path, old: Addresses, new: Addresses) -> Iterator[tuple[Path, str]]:
    """The files that do not have the new addresses, with the text that has them."""
    own = root / "pyproject.toml"
    for path in places(root):
        text = path.read_text(encoding="utf-8")
        if path == own:
            table = "".join(f'{name} = "{url}"\n' for name, url in new.urls().items())
            right = _URLS.sub(f"[project.urls]\n{table}".replace("\\", r"\\"), text)
        else:
            right = _with_addresses(text, old, new)
        if right != text:
            yield path, right


def _with_addresses(text: str, old: Addresses, new: Addresses) -> str:
    pairs = {old.site: new.site, old.repository: new.repository, old.slug: new.slug}
    longest_first = sorted(pairs, key=len, reverse=True)  # one may begin with another
    either = "|".join(
        re.escape(address) + ("" if address.endswith("/") else r"(?![\w-])")
        for address in longest_first
    )
    return re.sub(rf"(?<![\w/.-])(?:{either})", lambda found: pairs[found[0]], text)


def dead(root: Path) -> Iterator[tuple[str, str]]:
    """Links into the repository that lead to no file of it: the file they stand in, and where."""
    _, written = addresses(root)
    link = re.compile(rf"{re.escape(written.repository)}/(?:blob|tree|raw)/[\w.-]+/({_LINK_END})")
    for path in places(root):
        for found in link.finditer(path.read_text(encoding="utf-8")):
            target = found[1].rstrip(".,;:")
            if not (root / target).exists():
                yield str(path.relative_to(root)), target


if __name__ == "__main__":
    sys.exit(main())
