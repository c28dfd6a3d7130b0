"""A program that makes calls with a client, and prints what comes of each as JSON.

Usage: python -m tests.support.calls KIND URL CALL ...
"""

from __future__ import annotations

import json
import sys
from typing import Any

from flochat import FlochatError
from tests.support.clients import Clients
from tests.support.other_client import check_client


def outcome(client: Any, call: str) -> dict[str, Any]:
    try:
        return {"value": repr(eval(call, {"client": client}))}
    except FlochatError as error:
        return {"error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    check_client()
    kind, url, *calls = sys.argv[1:]
    clients = Clients(kind)
    client = clients(url)
    print(json.dumps([outcome(client, call) for call in calls]))
    clients.close()
