"""The generator's own environment: where it is, what is pinned in it, how it is run."""

import re
import subprocess
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import distributions
from pathlib import Path

from attrs import frozen

from flochat.contract.errors import ContractError

ROOT = Path(__file__).parents[2]
_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>\S+)")


@frozen(slots=False)
class Tools:
    """What a client is generated with.

    `environment` is the generator's virtual environment, `scripts` the folder with overlay, pins and the generator's
    settings, `timeout` how long one run of a tool may take, in seconds.
    """

    environment: Path = ROOT / ".venv-generator"
    scripts: Path = ROOT / "scripts"
    timeout: float = 120.0

    @property
    def overlay(self) -> Path:
        return self.scripts / "overlay.json"

    @property
    def config(self) -> Path:
        return self.scripts / "generator" / "config.yaml"

    @property
    def templates(self) -> Path:
        return self.scripts / "generator" / "templates"

    @cached_property
    def versions(self) -> dict[str, str]:
        """The pinned version of every package, which is the installed one too, or else a ContractError."""
        pins = self.scripts / "requirements-generator.txt"
        pinned = {pin["name"]: pin["version"] for line in pins.read_text("utf-8").splitlines() if (pin := _PIN.match(line))}
        site_packages = [str(folder) for folder in self.environment.glob("lib/python*/site-packages")]
        installed = {_canonical(package.name): package.version for package in distributions(path=site_packages)}
        for name, version in pinned.items():
            if (found := installed.get(_canonical(name))) != version:
                raise ContractError(
                    "generate", f"{self.environment} has {name} {found or 'missing'}, pinned is {version}", "run make setup"
                )
        return pinned

    def run(self, name: str, arguments: Sequence[str | Path], *, folder: Path) -> None:
        """Run an executable of the environment in a folder, which is also its home: no setting of the user reaches it."""
        executable = self.environment / "bin" / name
        try:
            done = subprocess.run(
                [executable, *arguments],
                cwd=folder,
                env={"HOME": str(folder), "PATH": "", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "COLUMNS": "1000"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=self.timeout,
            )
        except FileNotFoundError:
            raise ContractError("generate", f"{executable} is missing", "run make setup") from None
        except subprocess.TimeoutExpired:
            raise ContractError("generate", f"{name} took over {self.timeout:g} s", "try a smaller document") from None
        if done.returncode:
            raise ContractError("generate", f"{name} said: {done.stderr or done.stdout}", "mend the document or the overlay")


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
