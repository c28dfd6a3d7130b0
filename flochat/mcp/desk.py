"""What tools work with: the client within its limits, what was read, and how answers are shown."""

from __future__ import annotations

import json
import re
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from .._plurals import counted
from .._values.identifiers import is_namespace
from .._values.secret import mask_secrets
from ..errors import FlochatError
from .answers import Answer, ToolError
from .audit import AuditLog
from .files import FilesFolder
from .jobs import Jobs
from .limits import Limits
from .sent import Sent
from .taint import Taint
from .untrusted import clean_value, hide_secrets, mask_phone, plain_fact, squeeze, without_contacts

if TYPE_CHECKING:
    from .._async.client import AsyncFlochat
    from .._sending.reports import RequestEvent
    from ..models import Subscriber

_HOUR: Final = 3_600.0
_DEFAULT_LIMIT: Final = 1_000
_MAX_NAMES: Final = 100_000
#: The largest answer, in bytes of its JSON: unasked, and for a call that asks for more.
MAX_ANSWER: Final = 8_192
MAX_ASKED: Final = 65_536
#: What is left for saying that it was shortened, and where it goes on.
_SPARE: Final = 64
#: To how many characters of a text, and things of a list, an answer is cut until it fits.
_SQUEEZES: Final = ((600, 60), (300, 40), (150, 25), (80, 15), (60, 8), (40, 4), (20, 2))
_DIGITS: Final = re.compile(r"\+?[0-9][0-9 ().-]{2,24}")


class BudgetSpentError(FlochatError):
    """The operator's limit of requests is reached; nothing was sent."""


@define
class Budget:
    """Counts requests within an hour, and leaves a share of the key's quota to the operator."""

    limits: Limits
    _sent: deque[float] = field(factory=deque)

    def check(self, client: AsyncFlochat) -> None:
        """Raise `BudgetSpentError` if no other request may go."""
        now = time.monotonic()
        while self._sent and now - self._sent[0] > _HOUR:
            self._sent.popleft()
        if len(self._sent) >= self.limits.max_requests:
            wait = _HOUR - (now - self._sent[0])
            raise BudgetSpentError(
                f"the operator allows {counted(self.limits.max_requests, 'request')} an hour, and "
                f"that is spent; there are more in {counted(round(wait / 60), 'minute')}"
            )
        quota = client.quota
        if quota.limit and quota.remaining is not None:
            kept = int(quota.limit * self.limits.reserve)
            if quota.remaining <= kept:
                left = counted(quota.remaining, "request is", "requests are")
                raise BudgetSpentError(
                    f"{left} left of the key's quota, and {counted(kept, 'is', 'are')} kept for "
                    "the operator's own jobs; try again later in the hour"
                )

    def count(self) -> None:
        self._sent.append(time.monotonic())

    @property
    def spent(self) -> int:
        return len(self._sent)


@define
class Desk:
    """One server's client, limits and memory. All of its sessions share them."""

    client: AsyncFlochat
    limits: Limits
    audit: AuditLog
    taint: Taint = field(factory=Taint)
    jobs: Jobs = field(factory=Jobs)
    #: The folder that the operator chose for files; None for none.
    files: FilesFolder | None = None
    #: What the people are called who were looked at.
    names: dict[str, str] = field(factory=dict)
    budget: Budget = field(init=False)
    #: Whether the key is known to be of the flow that this server is for.
    _is_flow_checked: bool = field(default=False, init=False)
    #: What was sent without an answer, and what is being sent.
    unknown: list[Sent] = field(factory=list)
    #: What the human said no to, and when.
    declined: deque[tuple[float, Sent]] = field(factory=lambda: deque(maxlen=100))

    def __attrs_post_init__(self) -> None:
        self.budget = Budget(self.limits)
        self.client = self.client.with_options(on_request=self._before_request)

    def _before_request(self, _event: RequestEvent) -> None:
        self.budget.check(self.client)
        self.budget.count()

    @property
    def hourly_limit(self) -> int:
        """How many requests an hour the key allows, until the service has said as a guess."""
        return self.client.quota.limit or _DEFAULT_LIMIT

    def user_ns(self, value: object) -> str:
        """A `user_ns` of the flow that this server is for. Raises `ToolError`."""
        if not isinstance(value, str) or not is_namespace(value, "u"):
            raise ToolError(
                "user_ns must be like f12u34; find_person gives it for a phone or email"
            )
        if not self.is_of_flow(value):
            raise ToolError(f"this server is only for the flow {self.limits.flow_ns}")
        return value

    def is_of_flow(self, user_ns: object) -> bool:
        """Whether somebody is of the flow that this server is for."""
        flow = self.limits.flow_ns
        return flow is None or str(user_ns).startswith(f"{flow}u")

    @property
    def file_folder(self) -> FilesFolder:
        if self.files is None:
            raise ToolError("the operator gave this server no folder for files (--files)")
        return self.files

    async def person(self, value: object) -> Subscriber:
        """The subscriber of a `user_ns`, who has the tag that the operator limits this to."""
        user_ns = self.user_ns(value)
        person = await self.client.subscribers.get(user_ns)
        self.check_tag(person)
        return person

    def check_tag(self, person: Subscriber) -> None:
        wanted = self.limits.only_tag
        if wanted is not None and wanted not in {tag.name for tag in person.tags}:
            raise ToolError("this server is only for people with a tag that this person lacks")

    async def check_recipient(self, user_ns: str) -> None:
        """Raise `ToolError` for somebody whom the operator does not let this server change."""
        if self.limits.only_tag is not None:
            await self.person(user_ns)

    def written(self, author: str | None, value: Mapping[str, Any]) -> dict[str, Any]:
        """What somebody wrote, as it may be shown; from now on it counts as read."""
        if not self.limits.shows_content:
            return {}
        kept = {key: item for key, item in value.items() if item not in (None, "", [], {})}
        if not kept:
            return {}
        self.taint.read(author)
        cleaned: dict[str, Any] = clean_value(hide_secrets(mask_secrets(kept)))
        if not self.limits.shows_contacts:
            cleaned = without_contacts(cleaned)
        return cleaned

    def written_of(self, things: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
        """What was written of each thing, by its ref; one of which nothing was is left out."""
        shown = ((ref, self.written(None, value)) for ref, value in things)
        return {ref: seen for ref, seen in shown if seen}

    def for_human(self, value: Any) -> Any:
        """The same for the human's eyes: the model does not get it, so nothing was read."""
        cleaned = clean_value(hide_secrets(mask_secrets(value)))
        return cleaned if self.limits.shows_contacts else without_contacts(cleaned)

    async def names_of(self, people: Sequence[str]) -> dict[str, str]:
        """What people are called, for the human's eyes; nothing where that cannot be told."""
        for user_ns in people:
            if user_ns not in self.names:
                with suppress(FlochatError):
                    self.know(await self.client.subscribers.get(user_ns))
        called = {user_ns: name for user_ns in people if (name := self.names.get(user_ns))}
        shown: dict[str, str] = self.for_human(called)
        return shown

    def know(self, person: Subscriber) -> None:
        """Remember what somebody is called, so that it need not be asked for."""
        if person.user_ns and len(self.names) < _MAX_NAMES:
            self.names[person.user_ns] = person.name or ""

    async def check_flow(self) -> None:
        """Raise `ToolError` where the key is of another flow than this server is for."""
        if self.limits.flow_ns is None or self._is_flow_checked:
            return
        person = await self.client.subscribers.list().first()
        if person is not None:
            self.user_ns(person.user_ns)
            self._is_flow_checked = True

    def phone(self, value: str | None) -> str | None:
        """A phone, masked unless the operator shows them; nothing where it holds other words."""
        if not value or not _DIGITS.fullmatch(value):
            return None
        return value if self.limits.shows_contacts else mask_phone(value)

    def fit(self, answer: Answer, *, cursor: int = 0, most: int = MAX_ANSWER) -> dict[str, Any]:
        """The structured content of an answer, with less of it if it would be too large.

        Rows are taken off the end, and `next` is where those begin that were taken; then what was
        written is cut shorter.
        """
        content: dict[str, Any] = _plain_facts(answer.facts)
        if answer.untrusted:
            content["untrusted"] = dict(answer.untrusted)
        while (size := _size(content)) > most - _SPARE:
            kept = _shorten(content, (most - _SPARE) / size)
            content["shortened"] = True
            if kept is None:
                break
            if answer.is_paged:
                content["next"] = cursor + kept
        room = most - _size({**content, "untrusted": {}})
        if "untrusted" in content:
            content["untrusted"] = self.fit_written(content["untrusted"], most=room)
        if (size := _size(content)) > most:
            raise ToolError(f"the answer has {size:,} bytes: ask for one thing at a time")
        return content

    @staticmethod
    def fit_written(written: Mapping[str, Any], *, most: int = MAX_ANSWER // 2) -> dict[str, Any]:
        """What was written, cut shorter until it has no more bytes; nothing if that is no help."""
        cut = dict(written)
        for longest, things in _SQUEEZES:
            if _size(cut) <= most:
                return cut
            cut = squeeze(written, longest, things)
        return cut if _size(cut) <= most else {}


#: Facts that are sentences of this server, or what it was given.
_OWN_WORDS: Final = frozenset(
    {"next", "needs_human", "preview", "takes", "operation", "token", "what", "why"}
)


def _plain_facts(value: Any) -> Any:
    """Facts without what could be a text of people; a place for it is under "untrusted".

    Nor is there anything that is not known: a fact is of the type that the tool's schema says.
    """
    if isinstance(value, Mapping):
        plain = {
            key: item if key in _OWN_WORDS else _plain_facts(item) for key, item in value.items()
        }
        return {key: item for key, item in plain.items() if item is not None}
    if isinstance(value, list):
        return [_plain_facts(item) for item in value]
    return plain_fact(value)


def _size(content: object) -> int:
    return len(json.dumps(content, ensure_ascii=False, default=str).encode())


def _shorten(content: dict[str, Any], share: float) -> int | None:
    """Take rows off the end of the longest list, with what was written in them; how many stay."""
    lists = [(len(value), key) for key, value in content.items() if isinstance(value, list)]
    if not lists or max(lists)[0] <= 1:
        return None
    length, key = max(lists)
    kept = max(1, min(length - 1, int(length * share)))
    dropped = content[key][kept:]
    content[key] = content[key][:kept]
    written = content.get("untrusted")
    if isinstance(written, dict):
        names = {_name(row) for row in dropped} - {_name(row) for row in content[key]}
        content["untrusted"] = {name: it for name, it in written.items() if name not in names}
    return kept


def _name(row: object) -> str | None:
    if not isinstance(row, Mapping):
        return None
    return str(row.get("ref") or row.get("user_ns") or row.get("id"))
