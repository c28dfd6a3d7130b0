"""What a call of a service was, and what became of it, as tests read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from attrs import field, frozen

from ..._plurals import counted
from ..._values.secret import mask_secrets
from ..masking import show_without_headers


class Trigger(StrEnum):
    """Why the platform calls a service."""

    DYNAMIC_BLOCK = "dynamic block"
    EXTERNAL_REQUEST = "external request"
    PRESS = "press"  #: of a button or a quick reply
    TEXT = "text"  #: somebody wrote, and the bot answers
    LIVE_CHAT = "live chat"  #: somebody wrote, and the bot is paused


@frozen
class AnswerFault:
    """One thing that is wrong with an answer, or with the service that should have given it.

    As text it is a sentence: where, what, and what the person sees in consequence.
    """

    #: What is wrong, in a few words that never change: "not JSON", "unknown tag".
    kind: str
    #: Where: "content.messages[2].buttons[0].url", "status", "header content-type", "body", "time".
    where: str
    #: What it is, and what to answer instead.
    what: str
    #: What the platform does about it, as far as is known: "the button is not shown".
    shows: str
    #: Whether nothing is lost by it: the platform takes it, or takes no notice of it.
    is_warning: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.shows}"


@frozen
class AppliedAction:
    """An action of an answer, or of a button, that was carried out."""

    #: "add_tag", "remove_tag", "set_field_value" or "unset_field_value".
    action: str
    #: The name of the tag or field.
    name: str
    #: What a field was set to, as the answer had it; None for all others.
    value: Any = None


@frozen
class PostedRequest:
    """What the sandbox posted to a service."""

    #: As the flow has it, before `routes`: "https://shop.example/more".
    url: str = field(repr=lambda url: repr(without_query(url)))
    #: By lower-case name; they may hold the secret that was agreed on.
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    #: The body, where it is JSON; the repr masks secrets in it.
    json: Any = field(repr=lambda body: repr(mask_secrets(body)))


@frozen
class ServiceAnswer:
    """What a service answered."""

    status: int
    #: By lower-case name.
    headers: Mapping[str, str]
    content: bytes = field(repr=False)
    #: How long it took, in seconds.
    seconds: float

    @property
    def text(self) -> str:
        """The body as text; what is not UTF-8 is replaced."""
        return self.content.decode("utf-8", "replace")


@frozen
class Call:
    """One thing that happened in a conversation and made the platform call a service, or not.

    As text it is a report in words.
    """

    trigger: Trigger
    user_ns: str
    #: What was posted; None when no service was called, of which `note` says why.
    posted: PostedRequest | None = None
    #: What came back; None when nothing did.
    answered: ServiceAnswer | None = None
    #: The messages that the person saw, as in the answer, without what the platform leaves out.
    delivered: tuple[Mapping[str, Any], ...] = field(default=(), repr=show_without_headers)
    #: The quick replies below them.
    quick_replies: tuple[Mapping[str, Any], ...] = field(default=(), repr=show_without_headers)
    #: The actions that were carried out, in their order.
    applied: tuple[AppliedAction, ...] = ()
    #: Where the flow goes on, as the answer or the button has it: a step, a node or a sub flow.
    goto: str | None = None
    faults: tuple[AnswerFault, ...] = ()
    #: How often the service was called: more than once where hosts repeat what failed.
    attempts: int = 0
    #: Why no service was called, where that is no fault: "the bot is paused".
    note: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether nothing was lost: there are no faults, or warnings alone."""
        return all(fault.is_warning for fault in self.faults)

    @property
    def branch(self) -> int | None:
        """The first digit of the status, by which an External Request goes on; None without one."""
        return None if self.answered is None else self.answered.status // 100

    @property
    def texts(self) -> list[str]:
        """The texts that the person saw: of text messages, and the titles of cards."""
        found: list[str] = []
        for message in self.delivered:
            found += [message["text"]] if "text" in message else []
            found += [card["title"] for card in message.get("elements", ())]
        return found

    def check(self) -> Call:
        """Return this call. Raises `AssertionError`, with all that is wrong, unless it `is_ok`."""
        if not self.is_ok:
            raise AssertionError(str(self))
        return self

    def __str__(self) -> str:
        return "\n".join(map(_printable, self._lines()))

    @property
    def title(self) -> str:
        """A line that says what happened, without what was wrong with it."""
        return _printable(f"{self.trigger}: {self._summary()}")

    def _lines(self) -> Iterator[str]:
        """A report in words."""
        yield f"{self.trigger} for {self.user_ns}: {self._summary()}"
        if self.answered is not None:
            size = counted(len(self.answered.content), "byte")
            yield f"  answered {self.answered.status}, {size} in {self.answered.seconds:.2f} s"
        for message in self.delivered:
            yield f"  shown: {describe_message(message)}"
        for reply in self.quick_replies:
            yield f"  quick reply: {reply.get('caption')}"
        for action in self.applied:
            value = "" if action.value is None else f" = {action.value!r}"
            yield f"  done: {action.action} {action.name}{value}"
        if self.goto is not None:
            yield f"  goes on at {self.goto}"
        for fault in self.faults:
            yield f"  {'note' if fault.is_warning else 'WRONG'}: {fault}"

    def _summary(self) -> str:
        if self.posted is None:
            return f"nothing was posted, since {self.note}" if self.note else "nothing was posted"
        times = f", {self.attempts} times" if self.attempts > 1 else ""
        wrong = sum(not fault.is_warning for fault in self.faults)
        verdict = f"{wrong} wrong" if wrong else "all well"
        return f"posted to {without_query(self.posted.url)}{times}: {verdict}"


def _printable(line: str) -> str:
    """A line that stays one, and that no terminal takes for a command."""
    return "".join(
        it if it.isprintable() else it.encode("unicode_escape").decode("ascii") for it in line
    )


def describe_message(message: Mapping[str, Any]) -> str:
    """A message in a line, with the captions below it."""
    kind = message.get("type", "text")
    captions = [str(button.get("caption")) for button in message.get("buttons", ())]
    if kind == "cards":
        titles = [str(card.get("title")) for card in message.get("elements", ())]
        return f"cards {', '.join(map(repr, titles))}"
    shown = message.get("text") if kind == "text" else f"{kind} {message.get('url')}"
    below = f" [{'] ['.join(captions)}]" if captions else ""
    return f"{shown}{below}"


def without_query(url: str) -> str:
    """An address without its query, which may hold a secret."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.partition("?")[0]
    host = parts.netloc.rpartition("@")[2]
    plain = parts._replace(query="", fragment="", netloc=host).geturl()
    return f"{plain}?..." if parts.query else plain
