"""What hosts do when they call a service: which of it is known, and which guesses are habits."""

from __future__ import annotations

from typing import Final

from .behaviour import Behaviour, Seen, Source

M: Final = Source.MEASURED
D: Final = Source.DOCUMENTED
C: Final = Source.CLIENTS
G: Final = Source.GUESS
NEVER: Final = Seen.NEVER

CALLS: Final = (
    Behaviour(
        "an answer may take 10 seconds",
        *(G, NEVER, "call_patience", ("10 s", "3 s", "5 s", "30 s")),
    ),
    Behaviour(
        "a service that failed or was late is not called again",
        *(G, NEVER, "call_repeats", ("never", "once")),
        also="clients: requests are repeated",
    ),
    Behaviour("redirects are not followed", G, NEVER),
    Behaviour(
        "an answer may be JSON of any content type",
        *(G, NEVER, "call_content_type", ("any", "application/json")),
    ),
    Behaviour(
        "an answer may have 1 MB",
        *(G, NEVER, "call_size", ("1 MB", "100 kB", "10 MB")),
    ),
    Behaviour(
        "what comes with a status other than 2xx is not delivered",
        *(G, NEVER, "error_content", ("ignored", "delivered")),
    ),
    Behaviour("an External Request branches by the first digit of the status", C, NEVER),
    Behaviour(
        "dynamic content that an External Request is answered with is delivered",
        *(C, NEVER, "external_content", ("delivered", "ignored")),
    ),
    Behaviour("callbacks are https only", D, NEVER),
    Behaviour(
        "what is wrong with a part of an answer loses that part",
        *(G, NEVER, "bad_part", ("left out", "all refused")),
    ),
    Behaviour(
        "parts beyond the most that content may have are left out",
        *(G, NEVER, "extra_parts", ("left out", "all refused")),
    ),
    Behaviour(
        "an action with a tag, field or value that does not fit is left out",
        *(G, NEVER, "bad_action", ("left out", "all refused")),
    ),
    Behaviour(
        "a number field is set to numbers, not to text with a number in it",
        *(D, NEVER, "number_as_text", ("refused", "taken")),
    ),
    Behaviour(
        "a callback without `method` is a post",
        *(C, NEVER, "callback_without_method", ("post", "refused")),
    ),
    Behaviour(
        "quick replies take url buttons",
        *(G, NEVER, "url_quick_replies", ("taken", "refused")),
        also="documented: the document of the API has them, the page on content has not",
    ),
    Behaviour(
        "node buttons of content that was sent by the API work",
        *(G, NEVER, "node_buttons_by_api", ("work", "dead")),
        also="documented: not supported in Public API",
    ),
    Behaviour("the press of a callback posts the payload of the button, and no more", C, NEVER),
    Behaviour(
        "a callback without payload posts an empty object",
        *(G, NEVER, "empty_payload", ("{}", "[]", "nothing")),
    ),
    Behaviour(
        "a placeholder for what nobody knows is posted as it is",
        *(C, NEVER, "unfilled_placeholder", ("kept", "empty", "null")),
    ),
    Behaviour(
        "every send by the API pauses the bot until it is resumed",
        *(M, NEVER, "sends_pause", ("all", "messages", "no")),
    ),
    Behaviour("buttons of a template do nothing while the bot is paused", M, NEVER),
    Behaviour(
        "buttons of content work while the bot is paused",
        *(G, NEVER, "paused_buttons", ("work", "dead")),
    ),
    Behaviour("a paused bot is not asked, and the live chat webhook is posted to", D, NEVER),
    Behaviour("what somebody presses is an incoming message of type `interactive`", G, NEVER),
    Behaviour("what `id` and `page_id` of the Full Subscriber Data are", G, NEVER),
)
