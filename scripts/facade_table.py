"""Derives what the facade does with each operation, so that a comparison need not read its code.

python scripts/facade_table.py            write flochat/contract/facade_table.json
python scripts/facade_table.py --check    write nothing; exit 1 if it is not up to date
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from flochat.contract.facade import facade_calls, fields_read
from flochat.contract.facade_table import FILE

ROOT: Final = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Derive what the facade does.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if it is stale")
    options = parser.parse_args(arguments)
    content = derived()
    if not options.check:
        FILE.write_text(content, encoding="utf-8", newline="\n")
        return 0
    is_fresh = FILE.is_file() and FILE.read_text(encoding="utf-8") == content
    if not is_fresh:
        print(f"{FILE.relative_to(ROOT)}: not up to date, run make facade-table")
    return 0 if is_fresh else 1


def derived() -> str:
    """The text of the file: the operations of each method, and the fields read of each answer."""
    calls = {method: list(operations) for method, operations in facade_calls().items()}
    reads = {operation: list(names) for operation, names in fields_read().items() if names}
    return json.dumps({"calls": calls, "reads": reads}, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(main())
