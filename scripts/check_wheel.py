"""Builds the wheel, installs it into an empty environment without extras, and makes calls with it.

It is built twice, here and as another machine would have the sources, to the same bytes.
Its plugin leaves pytest alone there; then the extra `sandbox` is added, which must stay small, and
the fixtures work. The sandbox that the calls go to runs here, in this environment: the wheel has to
stand alone. The contract room is imported too, so that none of it may need a file of the
repository.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Final

from flochat.sandbox import Server, serve
from scripts.release import packages

ROOT: Final = Path(__file__).resolve().parent.parent

_USE: Final = """
import asyncio
import importlib
import pkgutil

import flochat
import flochat.contract
from flochat import AsyncFlochat, Flochat

#: Needs the extra `contract`, which is not installed; and the command, which would run.
not_imported = {"flochat.contract.yaml_text", "flochat.contract.__main__"}
for module in pkgutil.walk_packages(flochat.contract.__path__, "flochat.contract."):
    if module.name not in not_imported:
        importlib.import_module(module.name)
assert flochat.contract.vendored_contract()["paths"]

with Flochat() as client:
    ana = client.subscribers.find_or_create(phone="+61412345678", first_name="Ana")
    client.subscribers.add_tags(ana, ["VIP"])
    client.messages.send_text(ana, "Hello from the wheel")

async def again():
    async with AsyncFlochat() as client:
        return [person async for person in client.subscribers.list()]

(person,) = asyncio.run(again())
assert [tag.name for tag in person.tags] == ["VIP"], person
print("flochat", flochat.__version__, "from", flochat.__file__)
"""


#: A suite of a user, who has strict settings: one test is none of our business.
_SUITE: Final = {
    "pytest.ini": "[pytest]\nfilterwarnings = error\naddopts = --strict-markers --strict-config\n",
    "test_suite.py": """
import sys

def test_plain():
    assert not {"httpx", "attrs"} & set(sys.modules)

def test_with_fixtures(flochat_server, flochat_client, assert_sent):
    ana = flochat_server.seed.subscriber(first_name="Ana")
    flochat_client.messages.send_text(ana, "Hello")
    assert_sent(ana, "Hello")
""",
}
#: What the extra `sandbox` may add: packages, and bytes without what Python compiles.
_MOST_PACKAGES: Final = 8
_MOST_BYTES: Final = 7_000_000


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build(Path(scratch, "dist"))
        python = install(wheel, Path(scratch, "venv"))
        with serve() as server:
            place = use(python, server, Path(scratch))
            requests = len(server.requests)
            command(python, Path(scratch))
            added = plugin(python, wheel, Path(scratch, "suite"))
            delivered = [delivery.content for delivery in server.deliveries]
    if delivered != ["Hello from the wheel"] or str(ROOT) in place:
        print(f"wheel: {place.strip()}, delivered {delivered}", file=sys.stderr)
        return 1
    print(f"wheel: {wheel.name} works in an empty environment, {requests} requests made; {added}")
    return 0


def build(into: Path) -> Path:
    elsewhere = into.with_name("elsewhere")
    packages.copy_elsewhere(ROOT, elsewhere)
    wheel, again = _built(ROOT, into), _built(elsewhere, into.with_name("again"))
    if wheel.read_bytes() != again.read_bytes():
        sys.exit(f"wheel: {wheel.name} has other bytes when it is built again, elsewhere")
    return wheel


def _built(source: Path, into: Path) -> Path:
    what = ["--wheel", "--no-isolation", "--outdir", str(into), str(source)]
    _run(sys.executable, "-m", "build", *what)
    (wheel,) = into.glob("*.whl")
    return wheel


def install(wheel: Path, environment: Path) -> Path:
    """A new environment with the wheel and what it asks for; its Python."""
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    _run(str(python), "-m", "pip", "install", "--quiet", str(wheel))
    return python


def use(python: Path, server: Server, directory: Path) -> str:
    settings = {"FLOCHAT_API_KEY": server.api_key, "FLOCHAT_BASE_URL": server.url}
    return _run(str(python), "-c", _USE, cwd=directory, env={**os.environ, **settings})


def command(python: Path, directory: Path) -> None:
    """`flochat-contract` compares JSON without any extra, and names the one that YAML needs."""
    program = str(python.parent / "flochat-contract")
    file, page = directory / "a.json", directory / "a.yaml"
    file.write_text('{"openapi": "3.1.0", "info": {}, "paths": {"/a": {"get": {}}}}')
    page.write_text("openapi: 3.1.0\ninfo: {}\npaths: {}\n")
    told = _run(program, "diff", str(file), str(file), cwd=directory)
    html = _run(program, "diff", str(file), str(file), "--format=html", cwd=directory)
    refused = subprocess.run(
        [program, "diff", str(file), str(page)], cwd=directory, capture_output=True, text=True
    )
    if told != "no change\n" or refused.returncode != 2 or "[contract]" not in refused.stderr:
        sys.exit(f"wheel: flochat-contract says {told!r} and {refused.stderr!r}")
    if "</style>" not in html:  # the page is made of files beside the code
        sys.exit(f"wheel: flochat-contract makes a page without its style: {html[:200]!r}")


def plugin(python: Path, wheel: Path, directory: Path) -> str:
    """Users run pytest without the extra `sandbox`, and with it; what the extra adds."""
    directory.mkdir()
    for name, text in _SUITE.items():
        (directory / name).write_text(text, encoding="utf-8")
    _run(str(python), "-m", "pip", "install", "--quiet", "pytest")
    without = _pytest(python, directory)
    if "1 passed, 1 error" not in without or "pip install 'flochat[sandbox]'" not in without:
        sys.exit(f"wheel: pytest without the extra sandbox\n{without}")
    before, size = _packages(python), _size(python)
    _run(str(python), "-m", "pip", "install", "--quiet", f"{wheel}[sandbox]")
    added, grown = _packages(python) - before, _size(python) - size
    if len(added) > _MOST_PACKAGES or grown > _MOST_BYTES:
        sys.exit(f"wheel: the extra sandbox adds {grown:,} bytes: {', '.join(sorted(added))}")
    if "2 passed" not in (output := _pytest(python, directory)):
        sys.exit(f"wheel: pytest with the extra sandbox\n{output}")
    return f"the extra sandbox adds {len(added)} packages and {grown / 1e6:.1f} MB"


def _pytest(python: Path, directory: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "FLOCHAT_"))}
    done = subprocess.run(
        [str(python), "-m", "pytest", "-q"],
        cwd=directory,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def _packages(python: Path) -> set[str]:
    listed = _run(str(python), "-m", "pip", "list", "--format=freeze").split()
    return {line.partition("==")[0] for line in listed}


def _size(python: Path) -> int:
    """The bytes of all that is installed, without what Python compiles for itself."""
    files = (python.parent.parent / "lib").rglob("*")
    return sum(it.lstat().st_size for it in files if it.is_file() and it.suffix != ".pyc")


def _run(*command: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    completed = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    if completed.returncode:
        sys.exit(
            f"wheel: {' '.join(command[:2])} ended with {completed.returncode}\n{completed.stderr}"
        )
    return completed.stdout


if __name__ == "__main__":
    sys.exit(main())
