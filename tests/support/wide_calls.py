"""Calls of a client that was generated from another document, in a process of its own.

Usage: python wide_calls.py FOLDER BASE_URL; FOLDER has the generated package. Prints, as JSON, what
became of each call of each client: the answer, or the error.
"""

from __future__ import annotations

import asyncio
import json
import sys
from importlib import import_module
from io import BytesIO
from typing import Any

Call = dict[str, Any]

TOKEN: Call = {"headers": {"X-API-TOKEN": "t0ken"}}
CALLS: dict[str, Call] = {
    "no token": {"path": "/area0/things0"},
    "a token": {"path": "/area0/things0", **TOKEN},
    "a token in other letters": {
        "path": "/area0/things0",
        "headers": {"x-api-token": "t0ken", "X-Trace-Id": "7"},
    },
    "lists": {
        "path": "/rare/lists",
        "query": {"commas": ["a", "b"], "pipes": ["a", "b"], "each": ["a", "b"]},
        **TOKEN,
    },
    "no cookie": {"path": "/rare/session", **TOKEN},
    "a cookie": {"path": "/rare/session", "cookies": {"sid": "s1", "lang": "de"}, **TOKEN},
    "vendor": {"method": "POST", "path": "/rare/vendor", "json": {"name": "a"}, **TOKEN},
    "charset": {"method": "POST", "path": "/rare/charset", "json": {"name": "a"}, **TOKEN},
    "file as JSON": {"method": "POST", "path": "/rare/file", "json": {"file": "a"}, **TOKEN},
}


def main(folder: str, base_url: str) -> None:
    sys.path.insert(0, folder)
    from flochat import AsyncFlochat, Flochat, FlochatError
    from flochat_api.types import File

    # By name: this client is not the one that type checkers know.
    upload = import_module("flochat_api.api.tags.upload")
    upload_body = import_module("flochat_api.models.upload_body").UploadBody

    outcomes: dict[str, dict[str, Any]] = {"sync": {}, "async": {}}

    def body() -> Any:
        return upload_body(file=File(payload=BytesIO(b"\x00\xff"), file_name="a.bin"))

    with Flochat("key-of-nobody", base_url=base_url) as client:
        for name, call in CALLS.items():
            try:
                outcomes["sync"][name] = client.request(call.get("method", "GET"), **_rest(call))
            except FlochatError as error:
                outcomes["sync"][name] = f"{type(error).__name__}: {error}"
        upload.sync_detailed(client=client.api, body=body(), x_api_token="t0ken")
        ours = client.with_options(headers={"X-Api-Token": "ours", "Cookie": "a=1; sid=s2"})
        outcomes["sync"]["of the client"] = ours.request("GET", "/rare/session")

    async def run() -> None:
        async with AsyncFlochat("key-of-nobody", base_url=base_url) as client:
            for name, call in CALLS.items():
                try:
                    answer = await client.request(call.get("method", "GET"), **_rest(call))
                    outcomes["async"][name] = answer
                except FlochatError as error:
                    outcomes["async"][name] = f"{type(error).__name__}: {error}"
            await upload.asyncio_detailed(client=client.api, body=body(), x_api_token="t0ken")
            ours = client.with_options(headers={"X-Api-Token": "ours", "Cookie": "a=1; sid=s2"})
            outcomes["async"]["of the client"] = await ours.request("GET", "/rare/session")

    asyncio.run(run())
    print(json.dumps(outcomes))


def _rest(call: Call) -> Call:
    return {name: value for name, value in call.items() if name != "method"}


if __name__ == "__main__":
    main(*sys.argv[1:])
