"""What it costs to read a page of 100 subscribers, beside the generated classes."""

from __future__ import annotations

import json
import sys

from benchmarks.measure import Ratio, in_turns, report
from benchmarks.people import person
from flochat import Subscriber
from flochat._wire import decode
from flochat_api.models.bot_user_resource import BotUserResource


def main() -> int:
    page = json.dumps({"data": [person(number) for number in range(100)]})
    payload = json.loads(page)
    ours, generated, parsing = in_turns(
        [
            lambda: decode.PLAIN.records("GET /subscribers", payload, Subscriber),
            lambda: BotUserResource.from_dict(payload),
            lambda: json.loads(page),
        ],
        rounds=15,
        repeat=20,
    )
    return report(
        Ratio("a page of 100 subscribers beside the generated classes", ours, generated, limit=1.0),
        Ratio("... beside json.loads of it", ours, parsing),
    )


if __name__ == "__main__":
    sys.exit(main())
