"""What it costs to read a page of 100 subscribers, beside the generated classes."""

from __future__ import annotations

import json
import sys
from typing import Any

from benchmarks.measure import Ratio, in_turns, report
from flochat import Subscriber, decode
from flochat_api.models.bot_user_resource import BotUserResource


def person(number: int) -> dict[str, Any]:
    """A subscriber as both can read it: no null where the document has none."""
    time = "2026-11-22 13:30:45"
    return {
        "user_ns": f"f1u{number}",
        "user_id": str(61_400_000_000 + number),
        "first_name": "Ana",
        "last_name": "Example",
        "name": "Ana Example",
        "gender": "female",
        "email": f"ana{number}@example.com",
        "phone": str(61_400_000_000 + number),
        "profile_pic": "https://example.com/ana.png",
        "locale": "en_AU",
        "language": "en",
        "opted_in_through": "api",
        **dict.fromkeys(
            ("subscribed", "opted_in_email", "opted_in_sms", "last_interaction", "last_seen"), time
        ),
        "last_message_at": time,
        "last_message_type": "text",
        "tags": [{"tag_ns": f"f1t{n}", "name": f"Tag {n}"} for n in range(3)],
        "user_fields": [
            {"var_ns": f"f1v{n}", "name": f"Field {n}", "var_type": "text", "value": "gold"}
            for n in range(5)
        ],
    }


def main() -> int:
    page = json.dumps({"data": [person(number) for number in range(100)]})
    said = json.loads(page)
    ours, generated, parsing = in_turns(
        [
            lambda: decode.records("GET /subscribers", said, Subscriber),
            lambda: BotUserResource.from_dict(said),
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
