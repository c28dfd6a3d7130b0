"""The generator's environment: where it is, what is pinned in it, how its programs are run."""

from __future__ import annotations

import ctypes
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from attrs import frozen

from flochat.contract.errors import ContractError

ROOT: Final = Path(__file__).parents[2]
_ENVIRONMENT: Final = {
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "NO_COLOR": "1",
    "COLUMNS": "1000",
    "TYPER_STANDARD_TRACEBACK": "1",
}
#: How the generator refuses an operation, a schema, and the document as a whole.
_REFUSALS: Final = (
    re.compile(r"^WARNING parsing (\S+ \S+) within [^\n]*\n+(.+?)(?:\n\n|\Z)", re.M | re.S),
    re.compile(r"^Unable to (?:parse|process) schema (\S+?):?\n+(.+?)(?:\n\n|\Z)", re.M | re.S),
    re.compile(r"^((?:paths|components|info|servers|tags)\.\S+)\n +(.+?) \[type=", re.M),
)
_VALIDATION_PLACE: Final = re.compile(
    r"paths\.(?P<path>/\S*?)\.(?P<method>get|put|post|delete|patch|head|options|trace)\."
    r"(?P<rest>\S+)"
)
#: What Python shows of an object that nobody wrote a text for.
_ADDRESS: Final = re.compile(r"<[\w.]+ object at 0x[0-9a-f]+> ?")
#: What the generator says around a refusal: it did not make a client that anybody keeps.
_AROUND: Final = re.compile(
    r"(Error|Warning)\(s\) encountered while generating[^\n]*|Client was generated[^\n]*"
    r"|Unable to parse this part of your OpenAPI document:[ :]*"
    r"|If you believe this was a mistake.*",
    re.DOTALL,
)
_MOST_SHOWN: Final = 3
#: How programs say that they cannot write any more.
_DISK_FULL: Final = ("No space left on device", "Disk quota exceeded", "File too large")
MAKE_ROOM: Final = "make room on the disk, and run it again"
#: From Linux's prctl: have a signal sent to this process when its parent has ended.
_PR_SET_PDEATHSIG: Final = 1
_PIN: Final = re.compile(r"(?P<name>[\w.-]+)==(?P<version>\S+)")


@frozen
class Tools:
    """What a client is generated with.

    `environment` is the generator's virtual environment, `scripts` the folder with the overlay, the
    pins and the generator's settings, `timeout` the seconds that one run of a program may take.
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

    def executable(self, name: str) -> Path:
        """The absolute path of a program of the environment. ContractError when it is missing."""
        path = self.environment.absolute() / "bin" / name
        if not path.is_file():
            raise ContractError("generate", f"{path} is missing", "run make setup")
        return path

    def versions(self) -> dict[str, str]:
        """The pinned version of each package. Raises ContractError when another is installed."""
        pinned = dict(_pins(self.scripts / "requirements-generator.txt"))
        folders = self.environment.glob("lib/python*/site-packages")
        installed = {
            _canonical(package.name): package.version
            for package in distributions(path=list(map(str, folders)))
        }
        for name, version in pinned.items():
            actual = installed.get(_canonical(name), "none")
            if actual != version:
                raise ContractError(
                    "generate",
                    f"{name} is pinned to {version}, but {self.environment} has {actual}",
                    "run make setup",
                )
        return pinned


TOOLS: Final = Tools()


def refused(output: str) -> str | None:
    """What the generator cannot take of the document, in our words; None if it does not say.

    The same fault gives the same text: no memory address is in it, and none of the document but
    the place.
    """
    found = [
        f"{_place(place)}: {_reason(reason)}"
        for pattern in _REFUSALS
        for place, reason in pattern.findall(output)
    ]
    if not found:
        return None
    shown = "; ".join(dict.fromkeys(found[:_MOST_SHOWN]))
    rest = f"; and {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else ""
    return f"the generator cannot take {shown}{rest}"


def _place(place: str) -> str:
    """Where it is: the operation, or the pointer of a schema."""
    steps = _VALIDATION_PLACE.match(place)
    return f"{steps['method'].upper()} {steps['path']} {steps['rest']}" if steps else place


def _reason(reason: str) -> str:
    plain = " ".join(_AROUND.sub("", reason).split())
    plain = plain.replace(", response will be omitted from generated client", "")
    return _ADDRESS.sub("", plain).strip(".: ")


def run(
    step: str,
    command: Sequence[str | Path],
    *,
    folder: Path,
    timeout: float,
    remedy: str,
    environment: Mapping[str, str] | None = None,
) -> str:
    """Run a program in a folder, which is also its home, so that no user settings affect it.

    Returns its output. Raises ContractError with `step` and `remedy` when it fails or takes more
    than `timeout` seconds.
    """
    name = Path(command[0]).name
    try:
        completed = subprocess.run(
            command,
            cwd=folder,
            env={**_ENVIRONMENT, "HOME": str(folder), **(environment or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="backslashreplace",
            timeout=timeout,
            preexec_fn=_end_with_parent,
        )
    except OSError as error:
        # The program is there, but what its first line names is not, or may not be run.
        problem = f"{name} cannot be started ({error.strerror})"
        raise ContractError(step, problem, "run make setup") from None
    except subprocess.TimeoutExpired:
        raise ContractError(step, f"{name} took more than {timeout:g} s", remedy) from None
    if completed.returncode:
        # Temporary folders have other names each time, and the same fault gives the same text.
        output = (completed.stderr or completed.stdout).replace(f"{folder}/", "")
        if any(words in output for words in _DISK_FULL):
            raise ContractError(step, f"{name} failed: {_gist(output)}", MAKE_ROOM)
        if "No module named" in output and step == "generate":
            raise ContractError(step, f"{name} failed: {_gist(output)}", "run make setup")
        raise ContractError(step, refused(output) or f"{name} failed: {_gist(output)}", remedy)
    return completed.stdout


def _gist(output: str) -> str:
    """The output of a program, without addresses; of a traceback only the last line."""
    is_traceback = "Traceback (most recent" in output
    return _ADDRESS.sub("", output.strip().rsplit("\n", 1)[-1] if is_traceback else _around(output))


def _around(output: str) -> str:
    return _AROUND.sub("", output).strip() or output


def _end_with_parent() -> None:
    """Have the program end when we do, even if nobody is left to end it: on Linux, that is."""
    if _PRCTL is not None:
        _PRCTL(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _prctl() -> Callable[[int, int], int] | None:
    if sys.platform != "linux":
        return None
    function: Callable[[int, int], int] = ctypes.CDLL(None).prctl
    return function


#: Looked up here, since little may be done between fork and exec.
_PRCTL: Final = _prctl()


def _pins(file: Path) -> list[tuple[str, str]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [(pin["name"], pin["version"]) for line in lines if (pin := _PIN.fullmatch(line))]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
