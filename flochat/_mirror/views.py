"""The views of a mirror: the questions that people ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: A day ago, as the times of the mirror that have a zone are written.
_DAY_AGO: Final = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 day')"

#: Whoever is still listed. `vanished_at` has when the others were first missed.
_PEOPLE_NOW: Final = """
    CREATE VIEW people_now AS SELECT * FROM people WHERE vanished_at IS NULL
"""
#: A message has its time in UTC. A last interaction is compared where its zone is known, which the
#: Z at its end says.
_WROTE: Final = f"""
    CREATE VIEW wrote_in_last_24h AS
    SELECT people.user_ns, name, phone, email, agent_name,
        coalesce(max(incoming.ts), max(last_interaction)) AS wrote_at,
        CASE WHEN max(incoming.ts) IS NULL THEN 'last_interaction' ELSE 'message' END AS known_by
    FROM people LEFT JOIN messages AS incoming
        ON incoming.user_ns = people.user_ns AND incoming.author = 'subscriber'
        AND incoming.ts >= {_DAY_AGO}
    WHERE vanished_at IS NULL
    GROUP BY people.user_ns
    HAVING max(incoming.ts) IS NOT NULL
        OR (last_interaction LIKE '%Z' AND last_interaction >= {_DAY_AGO})
"""
#: Of those whose messages are in the mirror: who wrote, and no agent has written since.
_UNANSWERED: Final = """
    CREATE VIEW unanswered AS
    SELECT people.user_ns, name, phone, email, status, agent_name, wrote_at,
        (SELECT text FROM messages AS last WHERE last.user_ns = people.user_ns
            AND last.author = 'subscriber' ORDER BY ts DESC, id DESC LIMIT 1) AS last_text,
        EXISTS (SELECT 1 FROM messages AS reply WHERE reply.user_ns = people.user_ns
            AND reply.author = 'bot' AND reply.ts >= wrote_at) AS bot_replied
    FROM people JOIN (
        SELECT user_ns, max(ts) AS wrote_at FROM messages
        WHERE author = 'subscriber' GROUP BY user_ns
    ) AS asked ON asked.user_ns = people.user_ns
    WHERE vanished_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM messages AS answer WHERE answer.user_ns = people.user_ns
            AND answer.type = 'agent' AND answer.ts >= wrote_at
    )
"""
_BY_AGENT: Final = """
    CREATE VIEW people_by_agent AS
    SELECT nullif(agent_id, 0) AS agent_id, agent_name, agent_email, user_ns, name, phone, email,
        status, last_interaction
    FROM people WHERE vanished_at IS NULL
"""
_BY_TAG: Final = """
    CREATE VIEW people_by_tag AS
    SELECT tag, tag_ns, people.user_ns, name, phone, email, status, agent_name, last_interaction
    FROM person_tags JOIN people ON people.user_ns = person_tags.user_ns
    WHERE vanished_at IS NULL
"""

#: Name -> the statement that makes it.
VIEWS: Final[Mapping[str, str]] = {
    "people_now": _PEOPLE_NOW,
    "wrote_in_last_24h": _WROTE,
    "unanswered": _UNANSWERED,
    "people_by_agent": _BY_AGENT,
    "people_by_tag": _BY_TAG,
}
