"""Calls of tools: checked, read or planned, confirmed, made, and written to the log."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeAlias

from attrs import define, field, frozen

from .. import errors
from .._wire.operation_table import TABLE, Safety
from . import approval, checking, tools
from .answers import Answer, Change, ToolError
from .approval import Approvals
from .desk import Desk
from .tool import Tool

#: Asks the human, with what they are shown, and says whether they agree.
Ask: TypeAlias = Callable[[str], Awaitable[bool]]


@frozen(kw_only=True)
class Human:
    """How the human at the other end can be asked.

    `ask` asks them at once; without it, a host that `answers_later` is given the question, and
    calls again with `state` as it was given and `answer` as the human gave it.
    """

    ask: Ask | None = None
    answers_later: bool = False
    state: str | None = None
    answer: bool = False


class QuestionError(Exception):
    """A human has to be asked first, and the host will call again with their answer."""

    def __init__(self, question: str, state: str) -> None:
        super().__init__(question)
        self.question = question
        self.state = state


_NO_HUMAN: Final = (
    "this needs a human, and this host cannot ask one; the operator can do it, or start the server "
    "with --confirm model where nothing of strangers was read"
)
_UNKNOWN_AGAIN: Final = (
    "this was sent before without a clear answer, and may have arrived: it is not sent again in "
    "this session, whatever is said; the operator can see in the conversation whether it did"
)


@define
class Service:
    """The tools of a server, for all of its sessions."""

    desk: Desk
    approvals: Approvals = field(factory=Approvals)

    def tools(self) -> list[Tool]:
        """The tools that there are, within the operator's limits."""
        return list(tools.allowed(self.desk.limits))

    async def call(
        self, name: str, arguments: Mapping[str, Any], human: Human
    ) -> tuple[Answer, dict[str, Any]]:
        """Call a tool. Raises `ToolError` with what to do next."""
        tool = next((tool for tool in self.tools() if tool.name == name), None)
        if tool is None:
            raise ToolError("there is no such tool here")
        checking.check(tool, arguments)
        audit = self.desk.audit
        audit.write("asked", name, arguments=audit.shown(arguments))
        try:
            result = await self._begin(tool, arguments)
            if isinstance(result, Change):
                result = await self._change(tool, arguments, result, human)
        except ToolError as error:
            audit.write("refused", name, why=str(error) if audit.texts else type(error).__name__)
            raise
        except errors.FlochatError as error:
            audit.write("failed", name, error=type(error).__name__)
            raise ToolError(self._explain(error)) from None
        except QuestionError:
            audit.write("asking", name)
            raise
        except Exception as error:  # its text may be anybody's
            audit.write("failed", name, error=type(error).__name__)
            raise ToolError(f"it failed ({type(error).__name__}): a fault of this server") from None
        audit.write("answered", name)
        return result, self.desk.fit(result, is_large=bool(arguments.get("large")))

    async def _begin(self, tool: Tool, arguments: Mapping[str, Any]) -> Answer | Change:
        work = tool.read or tool.plan
        assert work is not None
        return await work(self.desk, arguments)

    async def _change(
        self, tool: Tool, arguments: Mapping[str, Any], change: Change, human: Human
    ) -> Answer:
        """Preview a change, or make it once it is confirmed."""
        desk = self.desk
        safety = _safety(tool, arguments)
        self._check_unknown(change)
        reason = approval.why_human(safety, change, desk.limits, desk.taint)
        token = arguments.get("token")
        if token is None:
            made = self.approvals.token_for(tool, arguments, change)
            desk.audit.write("previewed", tool.name, people=change.count, human=reason)
            facts = approval.preview(tool, change, made, reason)
            shown = approval.examples(change)
            return Answer(
                text="Nothing was done yet: this is a preview.",
                facts=facts,
                untrusted={"would_be_sent": shown} if shown else {},
            )
        self.approvals.use(human.state or token, tool, arguments, change)
        if reason is not None:
            await self._ask(tool, arguments, change, human)
        desk.audit.write("confirmed", tool.name, by="human" if reason else "model")
        return await self._make(tool, change)

    async def _ask(
        self, tool: Tool, arguments: Mapping[str, Any], change: Change, human: Human
    ) -> None:
        question = approval.describe(tool, change)
        if human.state is not None:
            answer = human.answer
        elif human.ask is not None:
            answer = await human.ask(question)
        elif human.answers_later:
            raise QuestionError(question, self.approvals.put_off(tool, arguments, change))
        else:
            raise ToolError(_NO_HUMAN)
        if not answer:
            self.desk.audit.write("declined", tool.name)
            raise ToolError("the human said no: do not ask for it again unless they bring it up")

    async def _make(self, tool: Tool, change: Change) -> Answer:
        try:
            return await change.make()
        except errors.OutcomeUnknownError:
            self.desk.unknown.update(_fingerprints(change))
            self.desk.audit.write("unknown", tool.name)
            raise ToolError(
                "no clear answer came, so it may have happened: it must not be tried again, and is "
                "refused here; the operator can see whether it did"
            ) from None

    def _check_unknown(self, change: Change) -> None:
        if self.desk.unknown & set(_fingerprints(change)):
            raise ToolError(_UNKNOWN_AGAIN)

    def _explain(self, error: errors.FlochatError) -> str:
        """What went wrong, in our words: those of the service may be a stranger's."""
        match error:
            case errors.NotFoundError():
                return "it is not there: list or find it first"
            case errors.RateLimitError():
                return "the key's quota is spent; quota says when it refills"
            case errors.AuthenticationError():
                return "the operator's key was refused"
            case errors.PermissionDeniedError():
                return "the operator's key lacks the right for this"
            case errors.APIStatusError():
                return f"the platform refused it with status {error.status_code}"
            case errors.RejectedError():
                return "the platform refused it"
            case errors.InvalidArgumentError():
                return f"an argument cannot be sent: {error}"
            case errors.AmbiguousMatchError():
                return "more than one person fits: give the country code, or user_ns"
            case _ if type(error).__module__.startswith(__package__ or ""):
                return str(error)
        return f"it failed ({type(error).__name__}); nothing is known to have changed"


def _safety(tool: Tool, arguments: Mapping[str, Any]) -> Safety:
    """The class of what is done: that of the operation where a tool calls any."""
    row = TABLE.get(str(arguments.get("operation"))) if tool.area == "any" else None
    return tool.safety if row is None else row.safety


def _fingerprints(change: Change) -> list[tuple[str, str, str]]:
    """What a send is recognised by: whom it is for and what it says, in whatever call."""
    people = list(change.recipients or ("",))
    text = "\n".join(change.texts) or repr([request.json for request in change.requests])
    return [("send", person, text) for person in people]
