"""Calls of tools: checked, read or planned, confirmed, made, and written to the log."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeAlias

from attrs import define, field, frozen

from .. import errors
from .._wire.operation_table import TABLE, Safety
from . import approval, checking, tools
from .answers import Answer, Change, ToolError
from .approval import Approvals
from .desk import MAX_ANSWER, MAX_ASKED, Desk
from .explaining import explain
from .sent import Sent
from .tool import Tool
from .untrusted import clean_value

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
#: For how long a "no" counts, and how often a human says it, to the same thing and at all.
_PATIENCE: Final = 600.0
_MAX_SAME_NO: Final = 2
_MAX_NO: Final = 5
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
        audit, spent = self.desk.audit, self.desk.budget.spent
        try:
            checking.check(tool, arguments)
            audit.write("asked", name, arguments=audit.shown(arguments))
            if not tool.is_local:
                await self.desk.check_flow()
            result = await self._begin(tool, arguments)
            if isinstance(result, Change):
                result = await self._change(tool, arguments, result, human)
        except ToolError as error:
            audit.note("refused", name, why=str(error) if audit.texts else type(error).__name__)
            raise ToolError(str(error), self.desk.fit_written(error.untrusted)) from None
        except errors.FlochatError as error:
            audit.note("failed", name, error=type(error).__name__)
            is_own = self.desk.budget.spent == spent
            raise self.explained(error, is_own=is_own) from None
        except QuestionError:
            audit.note("asking", name)
            raise
        except Exception as error:  # its text may be anybody's
            audit.note("failed", name, error=type(error).__name__)
            raise ToolError(f"it failed ({type(error).__name__}): a fault of this server") from None
        audit.note("answered", name)
        size = min(max(arguments.get("max_kb", 0) * 1_024, MAX_ANSWER), MAX_ASKED)
        return result, self.desk.fit(result, cursor=arguments.get("cursor", 0), most=size)

    async def _begin(self, tool: Tool, arguments: Mapping[str, Any]) -> Answer | Change:
        """Read, or plan a change.

        Who asks a text's questions ("is there a Ben with the plan gold?") learns of others by
        numbers, by refusals and by empty answers alone. So once anything was read, whatever the
        platform is asked counts as read of nobody in particular, unless it is about the only
        author.
        """
        work = tool.read or tool.plan
        assert work is not None
        taint, spent = self.desk.taint, self.desk.budget.spent
        was_clean = taint.is_clean
        try:
            return await work(self.desk, arguments)
        finally:
            people = arguments.get("people") or [arguments.get("user_ns")]
            is_asked = self.desk.budget.spent > spent
            if is_asked and not was_clean and not taint.is_only(people):
                taint.read(None)

    async def _change(
        self, tool: Tool, arguments: Mapping[str, Any], change: Change, human: Human
    ) -> Answer:
        """Preview a change, or make it once it is confirmed."""
        desk = self.desk
        safety = change.safety or _safety(tool, arguments)
        self._check_unknown(change)
        reason = approval.why_human(safety, change, desk.limits, desk.taint)
        token = arguments.get("token")
        if token is None:
            made = self.approvals.token_for(tool, arguments, change)
            desk.audit.write("previewed", tool.name, people=change.count, human=reason)
            facts = approval.preview(tool, change, made, reason, limit=desk.hourly_limit)
            shown = approval.examples(change)
            return Answer(
                text="Nothing was done yet: this is a preview.",
                facts=facts,
                untrusted={**({"would_be_sent": shown} if shown else {}), **change.untrusted},
            )
        given = token if human.state is None else human.state
        preview = self.approvals.use(given, tool, arguments, change)
        if reason is not None:
            await self._ask(tool, arguments, change, human)
        if reason is not None and human.state is None:
            # A human takes their time: it must still be what they were shown.
            again = await self._begin(tool, arguments)
            assert isinstance(again, Change)
            self.approvals.check(preview, tool, arguments, again)
            change = again
        self._check_unknown(change)
        desk.audit.write("confirmed", tool.name, by="human" if reason else "model")
        return await self._make(tool, change)

    async def _ask(
        self, tool: Tool, arguments: Mapping[str, Any], change: Change, human: Human
    ) -> None:
        self._check_patience(change)
        names = await self.desk.names_of((change.recipients or ())[: approval.EXAMPLES])
        question = approval.describe(tool, change, names, limit=self.desk.hourly_limit)
        if human.state is not None:
            answer = human.answer
        elif human.ask is not None:
            answer = await human.ask(question)
        elif human.answers_later:
            raise QuestionError(question, self.approvals.token_for(tool, arguments, change))
        else:
            raise ToolError(_NO_HUMAN)
        if not answer:
            self.desk.declined.append((time.monotonic(), Sent.of(change)))
            self.desk.audit.note("declined", tool.name)
            raise ToolError("the human said no: do not ask for it again unless they bring it up")

    def _check_patience(self, change: Change) -> None:
        """Raise `ToolError` rather than to ask until somebody says yes to have peace."""
        since = time.monotonic() - _PATIENCE
        declined = [sent for at, sent in self.desk.declined if at > since]
        sent = Sent.of(change)
        again = sum(sent.is_again(earlier) for earlier in declined)
        if again >= _MAX_SAME_NO or len(declined) >= _MAX_NO:
            raise ToolError(
                "the human has said no already, and is not asked again for ten minutes: tell them "
                "what you wanted to do"
            )

    async def _make(self, tool: Tool, change: Change) -> Answer:
        if change.is_job:
            return await change.make()
        sent = Sent.of(change)
        self.desk.unknown.append(sent)  # and stays there if the answer is lost, or the call ends
        try:
            answer = await change.make()
        except errors.OutcomeUnknownError:
            self.desk.audit.note("unknown", tool.name)
            raise ToolError(
                "no clear answer came, so it may have happened: it must not be tried again, and is "
                "refused here; the operator can see whether it did"
            ) from None
        except Exception:
            self.desk.unknown.remove(sent)
            raise
        except BaseException:  # the host has cancelled it on its way
            self.desk.audit.note("unknown", tool.name)
            raise
        self.desk.unknown.remove(sent)
        return answer

    def _check_unknown(self, change: Change) -> None:
        sent = Sent.of(change)
        if any(sent.is_again(earlier) for earlier in self.desk.unknown):
            raise ToolError(_UNKNOWN_AGAIN)

    def explained(self, error: errors.FlochatError, *, is_own: bool = False) -> ToolError:
        """The error for a model, in our words.

        What the library says of an argument may quote names of the flow, so it is given as what
        strangers wrote; where it `is_own`, said before anything was asked for, it quotes nobody.
        """
        text = explain(error)
        if not isinstance(error, errors.InvalidArgumentError):
            return ToolError(text)
        said = {"error": str(error)}
        return ToolError(text, clean_value(said) if is_own else self.desk.written(None, said))


def _safety(tool: Tool, arguments: Mapping[str, Any]) -> Safety:
    """The class of what is done: that of the operation where a tool calls any."""
    row = TABLE.get(str(arguments.get("operation"))) if tool.area == "any" else None
    return tool.safety if row is None else row.safety
