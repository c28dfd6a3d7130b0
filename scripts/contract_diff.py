"""Reports what changed between two revisions of the contract: `flochat-contract diff`.

    python scripts/contract_diff.py v1.2.0:openapi.json openapi.json
    python scripts/contract_diff.py openapi.json https://app.flochat.ai/api --format markdown

Each revision is a file (JSON or YAML), a URL (a Swagger page too) or REV:PATH in git. Exit status:
0 no finding at the level of --fail-on; 1 there is one; 2 bad input, reported in one line.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from flochat.contract.command import main as contract_main
from flochat.contract.command import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script; returns its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    return contract_main(["diff", *given], program="contract_diff.py")


if __name__ == "__main__":
    run(main)
