"""The people that the benchmarks read."""

from __future__ import annotations

from typing import Any


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
