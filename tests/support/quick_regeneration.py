"""A regeneration without the generator, for tests of what comes around it.

Command line, pull, checks, normal form, report and exit status are the real ones; in the place of
a generated client it puts the names of the operations.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from flochat.contract import document
from flochat.contract.diff import diff
from flochat.contract.errors import ContractError
from flochat.contract.normalise import dump, normalise
from flochat.contract.pull import Limits, pull


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--accept-shrink", action="store_true")
    parser.add_argument("--api-key-env")
    options = parser.parse_args()
    try:
        regenerate(options)
    except ContractError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def regenerate(options: argparse.Namespace) -> None:
    contract = options.root / "openapi.json"
    key = os.environ[options.api_key_env] if options.api_key_env else None
    old = document.parse(contract.read_bytes())
    pulled = pull(options.source, api_key=key, limits=Limits(total=1)).document
    document.check(pulled)
    document.check_shrink(old, pulled, accept=options.accept_shrink)
    new = normalise(pulled)
    contract.write_text(dump(new), encoding="utf-8")
    write_client(options.root, new)
    lines = "".join(f"    {line}\n" for line in diff(old, new).text().splitlines())
    options.report.write_text(f"# What a regeneration changes\n\n{lines}", encoding="utf-8")


def write_client(root: Path, new: document.Document) -> None:
    client = root / "generated" / "flochat_api" / "operations.py"
    client.parent.mkdir(parents=True, exist_ok=True)
    client.write_text("".join(f"# {name}\n" for name in sorted(document.operations(new))))


if __name__ == "__main__":
    sys.exit(main())
