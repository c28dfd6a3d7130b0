"""What it costs to begin: importing the package, and the first call in a fresh process."""

from __future__ import annotations

import sys

from benchmarks.measure import Ratio, fresh_processes, report
from flochat.sandbox import serve

_RAW = """
import httpx, ssl
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
with httpx.Client(base_url="{url}", verify=context, trust_env=False) as client:
    client.get("/{path}", headers={{"Authorization": "Bearer {key}"}}).json()
"""
_OURS = """
from flochat import Flochat
with Flochat("{key}", base_url="{url}") as client:
    client.{call}
"""
_CALLS = {"account.me()": "me", "flow.tags.list().first()": "flow/tags"}


def main() -> int:
    package, library = fresh_processes("import flochat", "import httpx")
    findings = [Ratio("import flochat beside import httpx", package, library)]
    with serve(quota=1_000_000) as server:
        for call, path in _CALLS.items():
            names = {"url": server.url, "key": server.api_key, "path": path, "call": call}
            ours, raw = fresh_processes(_OURS.format(**names), _RAW.format(**names))
            name = f"first call in a fresh process, {call}, beside raw httpx, TLS context alike"
            findings.append(Ratio(name, ours, raw, limit=1.25))
    return report(*findings)


if __name__ == "__main__":
    sys.exit(main())
