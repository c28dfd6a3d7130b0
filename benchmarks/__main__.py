"""Runs every benchmark; ends with 1 when something that is promised does not hold."""

from __future__ import annotations

import sys

from benchmarks import (
    assistants,
    bulk,
    callbacks,
    decoding,
    differ,
    export,
    import_endpoint,
    mirror,
    regeneration,
    sandbox,
    small_read,
    start,
    streaming,
    tables,
    tables_in,
    throughput,
)

_ALL = (
    start,
    assistants,
    sandbox,
    small_read,
    decoding,
    throughput,
    streaming,
    tables,
    export,
    tables_in,
    bulk,
    callbacks,
    mirror,
    import_endpoint,
    differ,
    regeneration,
)


def main() -> int:
    failed = [module.__name__.partition(".")[2] for module in _ALL if module.main()]
    print(f"DOES NOT HOLD: {', '.join(failed)}" if failed else "all that is promised holds")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
