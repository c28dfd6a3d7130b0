"""The steps of the composite action in `action.yml`: compare a document, comment on a pull request.

    python -P -m scripts.contract_action compare FOLDER
    python -P -m scripts.contract_action comment FOLDER

With -P, and the checkout of the action in PYTHONPATH, nothing of the repository that it looks at is
imported.

FOLDER holds the reports. What the steps are given is in the environment: DOCUMENT, BASE, FAIL_ON,
ACCEPTED, SEVERITY and USES; DOCUMENT, LABEL, LOGIN, PULL_REQUEST and GITHUB_TOKEN. `compare` leaves
label, impact, page and status in the outputs of its step: the status that the whole action ends
with. Exit status: 0 done, 2 bad input, told in one line.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from flochat.contract.command import main as contract_main
from flochat.contract.errors import ContractError, one_line
from flochat.contract.revisions import is_committed
from scripts.schedule.forge import Forge, ForgeError, Issue
from scripts.schedule.texts import LIMIT, fitted

DONE: Final = 0
BAD_INPUT: Final = 2
NEVER: Final = "never"

# A page of the forge shows a summary of at most this many bytes.
_SUMMARY_LIMIT: Final = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a step; returns its exit status."""
    step, folder = sys.argv[1:] if arguments is None else arguments
    try:
        return _STEPS[step](Path(folder), os.environ)
    except ContractError as error:
        print(f"::error::{_escaped(str(error))}")
        return BAD_INPUT


def compare(folder: Path, given: Mapping[str, str]) -> int:
    """Write the reports into a folder, annotate the document, and say what the whole came to."""
    document, base = given["DOCUMENT"], given["BASE"]
    if not _is_committed(base, document):
        note = f"{document} is not in {base}: there is nothing to compare it with"
        print(f"::notice::{_escaped(one_line(note))}")
        _leave(given, {"label": "none", "status": "0"})
        return DONE
    folder.mkdir(parents=True, exist_ok=True)
    reports = {form: folder / f"report.{form}" for form in ("json", "html", "markdown")}
    outputs = [f"--output={form}={file}" for form, file in reports.items()]
    sources = ["--", f"{base}:{document}", document]
    status = contract_main(["diff", "--format=github", *_options(given), *outputs, *sources])
    if status not in (0, 1):
        return status
    content = json.loads(reports["json"].read_text(encoding="utf-8"))
    if given["FAIL_ON"] == NEVER:
        status = DONE
    if summary := given.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            report = reports["markdown"].read_text(encoding="utf-8")
            file.write(f"{fitted(report, _SUMMARY_LIMIT)}\n")
    impact = content["impact"] or ""
    told = {"label": content["label"], "impact": impact, "page": str(reports["html"])}
    _leave(given, {**told, "status": str(status)})
    return DONE


def comment(folder: Path, given: Mapping[str, str]) -> int:
    """Comment the report on the pull request, or renew the comment; none is made of no change.

    A token that may not comment, as in a pull request from a fork, is told and fails nothing.
    """
    report = (folder / "report.markdown").read_text(encoding="utf-8")
    # In the marker no text of the document's path can act.
    name = hashlib.sha256(given["DOCUMENT"].encode()).hexdigest()[:16]
    marker = f"<!-- flochat-contract {name} -->"
    heading = f"What this does to `{one_line(given['DOCUMENT']).replace('`', chr(39))}`:\n\n"
    issue = Issue(int(given["PULL_REQUEST"]), "", "", frozenset())
    room = LIMIT - len((marker + heading).encode()) - 1
    api_url = given.get("GITHUB_API_URL", "")
    login = given["LOGIN"]
    try:
        with Forge(api_url, given["GITHUB_REPOSITORY"], given["GITHUB_TOKEN"], login) as forge:
            is_new = given["LABEL"] != "none"
            forge.comment(issue, marker, heading + fitted(report, room), create=is_new)
    except ForgeError as error:
        if error.status not in (401, 403, 404):
            raise
        print(f"::notice::{_escaped(f'there is no comment: {error}')}")
    return DONE


def _is_committed(base: str, document: str) -> bool:
    try:
        return is_committed(base, document)
    except ContractError as error:
        remedy = "check out with fetch-depth: 2, or give a base that is there"
        raise ContractError("base", error.problem, remedy) from None


def _options(given: Mapping[str, str]) -> list[str]:
    """The options of the command for what the action was given."""
    limit = [] if given["FAIL_ON"] == NEVER else [f"--fail-on={given['FAIL_ON']}"]
    files = [
        f"--{name}={file}" for name in ("accepted", "severity") if (file := given.get(name.upper()))
    ]
    uses = [f"--uses={path.strip()}" for path in given.get("USES", "").split("\n") if path.strip()]
    return [*limit, *files, *uses]


def _leave(given: Mapping[str, str], outputs: Mapping[str, str]) -> None:
    """Leave the outputs of the step where the runner finds them."""
    with Path(given["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as file:
        file.writelines(f"{name}={one_line(text)}\n" for name, text in outputs.items())


def _escaped(text: str) -> str:
    """A text as the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


_STEPS: Final = {"compare": compare, "comment": comment}

if __name__ == "__main__":
    sys.exit(main())
