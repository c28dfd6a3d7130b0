"""Makes the site: docs/, the pages beside it and the reference, as HTML below site/.

    python -m scripts.docs_site.build [--out FOLDER]
    python -m scripts.docs_site.build --serve

It needs the environment .venv-docs, which `make docs` makes, and no network. Any warning, and any
link or anchor that leads nowhere, fails it. Beside the pages it writes llms.txt and llms-full.txt,
and flochat-docs.zip, a copy to read without a network.
"""

from __future__ import annotations

import argparse
import http.server
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from functools import partial
from pathlib import Path
from typing import Final

from flochat import __version__
from scripts.docs_site import llms
from scripts.docs_site.links import broken_links
from scripts.docs_site.source import Source

ROOT: Final = Path(__file__).resolve().parents[2]
SITE: Final = ROOT / "site"
_WORK: Final = ROOT / "build" / "site"
_CONF: Final = Path(__file__).resolve().parent / "sphinx"
_SPHINX: Final = ROOT / ".venv-docs" / "bin" / "sphinx-build"
ARCHIVE: Final = "flochat-docs.zip"
#: The time of all files of the archive, so that two builds give the same bytes.
_TIME: Final = (1980, 1, 1, 0, 0, 0)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Make the site.")
    parser.add_argument("--out", type=Path, default=SITE, metavar="FOLDER")
    parser.add_argument("--serve", action="store_true", help="and show it at a local address")
    options = parser.parse_args(arguments)
    problems = build(options.out)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    pages = sum(1 for _ in options.out.rglob("*.html"))
    print(f"site: {pages} pages in {options.out}")
    if options.serve:
        serve(options.out)
    return 0


def build(out: Path) -> list[str]:
    """Make the site in a folder; what is wrong with it. It takes the place of a site there."""
    is_strange = out.exists() and any(out.iterdir()) and not (out / "objects.inv").exists()
    if is_strange and out.resolve() != SITE:
        return [f"{out} holds something else than a site; name another folder"]
    repository, site = addresses()
    source = Source.read(ROOT, repository)
    source.write(_WORK / "source")
    shutil.rmtree(out, ignore_errors=True)
    problems = _sphinx(out)
    if not (out / "index.html").exists():
        return problems
    llms.write(source, out, site)
    _archive(out)
    problems += broken_links(out, {"README.md": ROOT / "README.md"}, site)
    return problems


def addresses() -> tuple[str, str]:
    """The addresses of the repository and of the site."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["urls"]["Repository"], project["urls"]["Documentation"]


def _sphinx(out: Path) -> list[str]:
    work = _WORK / "source"
    command = [str(_SPHINX), "--builder", "html", "--quiet", "--fail-on-warning", "--keep-going"]
    command += ["--conf-dir", str(_CONF), "--doctree-dir", str(_WORK / "doctrees")]
    done = subprocess.run(
        [*command, str(work), str(out)],
        capture_output=True,
        text=True,
        env={**os.environ, "FLOCHAT_SITE_VERSION": __version__},
        check=False,
    )
    told = f"{done.stdout}{done.stderr}".replace(f"{work}/", "docs/").strip()
    (out / ".buildinfo").unlink(missing_ok=True)
    shutil.rmtree(out / "_sources", ignore_errors=True)
    if done.returncode and not told:
        return [f"sphinx-build ended with status {done.returncode}"]
    return told.splitlines()


def _archive(out: Path) -> None:
    """A copy of the site in one file."""
    files = sorted(path for path in out.rglob("*") if path.is_file())
    with zipfile.ZipFile(out / ARCHIVE, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            name = f"flochat-docs/{file.relative_to(out).as_posix()}"
            archive.writestr(_entry(name), file.read_bytes())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def serve(folder: Path) -> None:
    """Show a folder at a local address until Ctrl-C."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 8000), handler) as server:
        print("http://127.0.0.1:8000 (Ctrl-C ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    sys.exit(main())
