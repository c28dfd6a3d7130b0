"""What the facade adds to a small read: httpx's MockTransport on both sides, no network."""

from __future__ import annotations

import json
import sys

import httpx

from benchmarks.measure import Ratio, in_turns, report
from flochat import Flochat
from flochat._sync.transport import Transport

_BODY = json.dumps({"id": 7, "name": "Ana", "email": "ana@example.com"}).encode()


def main() -> int:
    def answer(_request: httpx.Request) -> httpx.Response:
        headers = {"Content-Type": "application/json", "x-ratelimit-remaining": "999"}
        return httpx.Response(200, headers=headers, content=_BODY)

    facade = Flochat("key", base_url="http://127.0.0.1/api")
    usual = facade._transport
    facade._transport = Transport(
        usual.settings, usual.runtime, http_transport=httpx.MockTransport(answer)
    )
    raw = httpx.Client(
        base_url="http://127.0.0.1/api",
        headers={"Authorization": "Bearer key"},
        transport=httpx.MockTransport(answer),
    )
    ours, theirs = in_turns(
        [facade.account.me, lambda: raw.get("/me").json()], rounds=15, repeat=200
    )
    return report(Ratio("a small read beside raw get().json()", ours, theirs, limit=1.2))


if __name__ == "__main__":
    sys.exit(main())
