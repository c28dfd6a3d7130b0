"""What it costs to import one endpoint of the generated client, out of 249."""

from __future__ import annotations

import sys

from benchmarks.measure import Ratio, fresh_processes, report

_ENDPOINTS = ("flow_tag.flow_tags", "subscriber.flow_bot_users", "ecommerce.create_product")


def main() -> int:
    modules = ["httpx", *(f"flochat_api.api.{name}" for name in _ENDPOINTS)]
    httpx, *endpoints = fresh_processes(*(f"import {module}" for module in modules))
    return report(
        *(
            Ratio(f"import the endpoint {name} beside import httpx", time, httpx, limit=1.6)
            for name, time in zip(_ENDPOINTS, endpoints, strict=True)
        )
    )


if __name__ == "__main__":
    sys.exit(main())
