"""Previews, the tokens that confirm them, and the human who is asked.

A token is for one use, within ten minutes, and bound to the tool, its arguments and the very
requests that were previewed: if the world has changed so that they would differ, it is void.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from attrs import define, field, frozen

from .._plurals import counted
from .._values.secret import mask_secrets
from .answers import Change, ToolError
from .limits import FOR_HUMANS, Limits
from .stopping import StopState, stop_state
from .taint import Taint
from .tool import Tool
from .untrusted import clean, hide_secrets, hide_webhooks

if TYPE_CHECKING:
    from .._wire.prepared import PreparedRequest

_LIFETIME: Final = 600.0
#: How many previews are remembered at once: an assistant needs one or two.
_MAX_OPEN: Final = 100
#: How many people and requests are shown.
EXAMPLES: Final = 3
#: As much of a request as a human is shown: no tool takes more.
_MAX_SHOWN: Final = 200_000
_SPACE: Final = re.compile(r"\s+")


@frozen
class Preview:
    """What a token stands for."""

    digest: str
    made_at: float
    #: What the stop file was like.
    stop: StopState


@define
class Approvals:
    """The previews that were given out and not used yet."""

    #: When this file changes after a preview, the preview is void: `flochat mcp stop` touches it.
    #: Whether it changed, not which of them is newer: clocks are set back.
    stop_file: Path | None = None
    _open: dict[str, Preview] = field(factory=dict)

    def token_for(self, tool: Tool, arguments: Mapping[str, Any], change: Change) -> str:
        """A new token for a change as it was previewed."""
        now = time.monotonic()
        self._forget_old(now)
        token = secrets.token_urlsafe(12)
        self._open[token] = Preview(
            _digest(tool, arguments, change), now, stop_state(self.stop_file)
        )
        return token

    def use(self, token: str, tool: Tool, arguments: Mapping[str, Any], change: Change) -> Preview:
        """Take a token. Raises `ToolError` where it does not stand for this change."""
        preview = self._open.pop(token, None)
        if preview is None:
            raise ToolError("the token is not one of this session, or was used: preview again")
        self.check(preview, tool, arguments, change)
        return preview

    def check(
        self, preview: Preview, tool: Tool, arguments: Mapping[str, Any], change: Change
    ) -> None:
        """Raise `ToolError` if a preview does not stand, or no longer, for this change."""
        if time.monotonic() - preview.made_at > _LIFETIME:
            raise ToolError("the token is older than ten minutes: preview again")
        if stop_state(self.stop_file) != preview.stop:
            raise ToolError("the operator has voided all tokens: preview again")
        if not secrets.compare_digest(preview.digest, _digest(tool, arguments, change)):
            raise ToolError(
                "the token is for other arguments, or what would be sent has changed: preview again"
            )

    def _forget_old(self, now: float) -> None:
        kept = {
            token: preview
            for token, preview in self._open.items()
            if now - preview.made_at <= _LIFETIME
        }
        while len(kept) >= _MAX_OPEN:
            kept.pop(next(iter(kept)))
        self._open = kept


def why_human(tool_safety: Any, change: Change, limits: Limits, taint: Taint) -> str | None:
    """Why a human has to confirm a change; None if the model may."""
    if limits.confirm == "human" and tool_safety in FOR_HUMANS:
        return f"a human confirms whatever {_VERBS.get(tool_safety, 'changes')}"
    return taint.why_human(change.recipients, change.texts, settings=change.settings)


_VERBS: Final = {"send": "is sent", "broadcast": "is sent to many", "destroy": "deletes"}


def describe(tool: Tool, change: Change, names: Mapping[str, str], *, limit: int) -> str:
    """What a human is shown: the change itself, in the words of this server, and what is sent.

    Nothing in it comes from the model but the texts that people would read, each marked: in lines
    of its own, set in as code is, so that a host which renders Markdown makes nothing of them. So
    do `names`, what people call themselves.
    """
    lines = [f"{change.what}.", f"Tool: {tool.name}. People: {change.count:,}."]
    if change.recipients:
        first = ", ".join(change.recipients[:EXAMPLES])
        more = len(change.recipients) - EXAMPLES
        lines.append(f"To: {first}{f' and {more:,} more' if more > 0 else ''}")
    if names:
        called = [f"{user_ns}: {clean(name, longest=60)}" for user_ns, name in names.items()]
        lines += ["", *_set_in([line.replace("\n", " ") for line in called]), ""]
    for text in change.texts:
        lines += ["Text, as it will be read:", "", *_set_in(_as_read(text)), ""]
    for request in change.requests[:EXAMPLES]:
        lines += ["Request:", "", *_set_in([_shown(request, longest=_MAX_SHOWN)]), ""]
    for name, value in change.for_human.items():
        shown = json.dumps(value, ensure_ascii=False, default=str)
        lines += [f"{name.capitalize()}:", "", *_set_in(_as_read(shown)), ""]
    numbers = {name: it for name, it in change.facts.items() if isinstance(it, int)}
    lines += [f"{name.capitalize()}: {number:,}." for name, number in numbers.items()]
    count = request_count(change)
    lines.append(f"Requests: {count:,}.")
    if count > 1:
        lines.append(f"Hours of the quota: {count / limit:.2f}.")
    return "\n".join(lines)


def request_count(change: Change) -> int:
    """How many requests a change takes."""
    return len(change.requests) if change.request_count is None else change.request_count


def preview(
    tool: Tool, change: Change, token: str, reason: str | None, *, limit: int
) -> dict[str, Any]:
    """What the model is given: what would happen, and the token.

    `limit` is how many requests an hour the key allows.
    """
    count = request_count(change)
    facts: dict[str, Any] = {
        "preview": change.what,
        "people": change.count,
        "first": list(change.recipients or ())[:EXAMPLES],
        **change.facts,
        "requests": count,
        "quota_hours": round(count / limit, 4),
        "token": token,
        "next": f"call {tool.name} again with the same arguments and this token",
    }
    if reason is not None:
        facts["needs_human"] = reason
    return facts


def _set_in(lines: Sequence[str]) -> list[str]:
    return [f"    | {line}" for line in lines]


def _as_read(text: str) -> list[str]:
    """The lines of a text as a human sees them, and whether there is more in it than they see."""
    seen = clean(text, longest=len(text) + 1)
    hidden = len(_SPACE.sub("", text)) - len(_SPACE.sub("", seen))
    note = [f"({counted(hidden, 'character')} in it cannot be seen)"] if hidden else []
    return [*seen.splitlines(), *note]


def examples(change: Change) -> list[str]:
    """The first requests, as they would be sent: texts of the model, and of the flow."""
    return [_shown(request) for request in change.requests[:EXAMPLES]]


def _digest(tool: Tool, arguments: Mapping[str, Any], change: Change) -> str:
    """What a token is bound to."""
    given = {name: value for name, value in arguments.items() if name != "token"}
    shown = [change.what, change.count, change.recipients, change.texts, change.bound]
    parts = [tool.name, given, shown, _requests(change.requests)]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _requests(requests: Sequence[PreparedRequest]) -> list[Any]:
    return [[request.method, request.url, request.json] for request in requests]


def _shown(request: PreparedRequest, *, longest: int = 600) -> str:
    """A request with its whole path and query, in which the texts and ids of some calls stand."""
    path = hide_webhooks(urlsplit(request.url)._replace(scheme="", netloc="").geturl())
    words = [request.method, unquote(path)]
    if request.json is not None:
        words.append(json.dumps(hide_secrets(mask_secrets(request.json)), ensure_ascii=False))
    # U+2028 in JSON is a new line to whoever shows it, which would stand as one of ours.
    return " ".join(clean(" ".join(words), longest=longest).splitlines())
