"""Derives what the facade does with each operation, so that a comparison need not read its code.

python scripts/facade_table.py            write facade_table.json and facade_names.json in contract/
python scripts/facade_table.py --check    write nothing; exit 1 if it is not up to date
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from flochat.contract import vendored_contract
from flochat.contract.facade import facade_calls, fields_read
from flochat.contract.facade_table import FILE, NAMES
from flochat.contract.uses.names_table import attributes
from scripts.facade_arguments import arguments_of_all
from scripts.facade_readers import types_read

ROOT: Final = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Derive what the facade does.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if it is stale")
    options = parser.parse_args(arguments)
    status = 0
    for file, content in ((FILE, derived()), (NAMES, derived_names())):
        if not options.check:
            file.write_text(content, encoding="utf-8", newline="\n")
        elif not file.is_file() or file.read_text(encoding="utf-8") != content:
            print(f"{file.relative_to(ROOT)}: not up to date, run make facade-table")
            status = 1
    return status


def derived() -> str:
    """The text of the file: the operations of each method, and the fields read of each answer."""
    calls = {method: list(operations) for method, operations in facade_calls().items()}
    reads = {operation: list(names) for operation, names in fields_read().items() if names}
    return json.dumps({"calls": calls, "reads": reads}, indent=1, sort_keys=True) + "\n"


def derived_names() -> str:
    """The text of the other file: arguments and attributes by their names on the wire."""
    document = vendored_contract(overlaid=False)
    names = {
        **arguments_of_all(document),
        "attributes": attributes(document),
        **types_read(),
    }
    return json.dumps(names, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(main())
