"""What an answer, or a button, does: to the person, to the conversation and to the flow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve

from ..answers import Refusal
from ..areas import dynamic_content, messages
from ..areas.subscribers import SUBSCRIBERS
from ..store import Store
from . import reading
from .buttons import Pressable
from .content import Content, read_content
from .flow_names import StoredNames
from .outcome import AnswerFault, AppliedAction, Call, ServiceAnswer, Trigger
from .wording import shorten

_NOTHING: Final = "nothing is shown"


def take_answer(call: Call, answer: ServiceAnswer, store: Store, *, is_external: bool) -> Call:
    """A call with what its answer says and does, as far as the platform reads it."""
    faults = tuple(reading.about_transport(answer, store.habits, has_branches=is_external))
    call = evolve(call, faults=call.faults + faults)
    if not _is_read(call, answer, store.habits):
        return call
    return _read(call, answer, store, is_external=is_external)


def _is_read(call: Call, answer: ServiceAnswer, habits: Mapping[str, str]) -> bool:
    """Whether the platform looks at the body of an answer at all."""
    lost = {fault.kind for fault in call.faults if not fault.is_warning}
    if lost - {"bad status"}:
        return False
    digit = answer.status // 100
    return digit == 2 or (digit > 3 and habits["error_content"] == "delivered")


def _read(call: Call, answer: ServiceAnswer, store: Store, *, is_external: bool) -> Call:
    """A call with what its answer says and does."""
    if is_external and not answer.content:
        return call
    try:
        payload = reading.parse(answer.content)
    except reading.NotJson as error:
        what = str(error) if answer.content else "is empty, and not JSON"
        shows = "the flow can read nothing of it" if is_external else _NOTHING
        return _with_fault(call, AnswerFault("not JSON", "body", what, shows))
    if is_external and not _is_content(payload):
        return _with_hint(call, payload)
    if is_external and store.habits["external_content"] == "ignored":
        what = "is dynamic content, which a host may not show for an External Request"
        fault = AnswerFault("content ignored", "body", what, "it is not shown here", True)
        return _with_fault(call, fault)
    with store.transaction():
        if SUBSCRIBERS.find("user_ns", call.user_ns, store) is None:
            what = "the person was deleted while the service was asked"
            return _with_fault(call, AnswerFault("person gone", "person", what, _NOTHING))
        result = read_content(payload, StoredNames(store), store.habits)
        call = evolve(call, faults=call.faults + result.faults)
        return _apply(call, result.content, store)


def _is_content(payload: object) -> bool:
    """Whether the answer to an External Request is meant as dynamic content: it may be any JSON."""
    return isinstance(payload, dict) and ("version" in payload or "content" in payload)


def _with_hint(call: Call, payload: object) -> Call:
    """A call of an External Request whose answer may have been meant as dynamic content."""
    parts = [it for it in dynamic_content.MAX_PARTS if isinstance(payload, dict) and it in payload]
    if not parts:
        return call
    what = f"has {parts[0]}, but no version: it is not taken for dynamic content"
    shows = "the flow can read its values, and shows nothing by itself"
    return _with_fault(call, AnswerFault("no version", "body", what, shows, is_warning=True))


def _apply(call: Call, content: Content, store: Store) -> Call:
    """Do what content says: its actions, its messages, and where the flow goes on."""
    remember(store)
    call = _with_actions(call, content.actions, "content.actions", store)
    shown = {
        name: list(parts)
        for name, parts in (
            ("messages", content.messages),
            ("quick_replies", content.quick_replies),
        )
        if parts
    }
    target = dynamic_content.target_of(content.goto, store) if content.goto else {}
    if shown or target:
        text = json.dumps(shown) if shown else None
        messages.record_delivery(call.user_ns, call.trigger, store, content=text, **target)
    for message in content.messages:
        messages.add_content_message(call.user_ns, "out", message, store)
    return evolve(
        call,
        delivered=content.messages,
        quick_replies=content.quick_replies,
        goto=content.goto,
    )


def _with_actions(
    call: Call, actions: tuple[Mapping[str, Any], ...], where: str, store: Store
) -> Call:
    """A call with the actions that were carried out, and those that the state refused."""
    for action in actions:
        name = str(action.get("tag_name", action.get("field_name", "")))
        kind = str(action.get("action"))
        try:
            dynamic_content.apply_action(call.user_ns, action, store)
        except Refusal as refusal:
            what = f"{kind} of {shorten(name)!r}: {refusal.payload.get('message')}"
            fault = AnswerFault("refused action", where, what, "the action is left out")
            call = _with_fault(call, fault)
        else:
            done = AppliedAction(kind, name, action.get("value"))
            call = evolve(call, applied=(*call.applied, done))
    return call


def do_without_service(call: Call, pressed: Pressable, store: Store) -> Call:
    """A press that calls no service: its actions are carried out, and a node goes on."""
    button = pressed.button
    actions = button.get("actions")
    call = evolve(call, note=f"a {pressed.kind} button calls no service")
    if isinstance(actions, list):
        good = tuple(action for action in actions if isinstance(action, dict))
        call = _with_actions(call, good, "actions", store)
    step = button.get("target")
    if pressed.kind not in ("node", "template") or not isinstance(step, str):
        return call
    target = dynamic_content.target_of(step, store)
    if not target:
        what = f"the flow has no step, node or sub flow {step!r}"
        return _with_fault(call, AnswerFault("unknown step", "target", what, "nothing happens"))
    messages.record_delivery(call.user_ns, Trigger.PRESS, store, **target)
    return evolve(call, goto=step)


def _with_fault(call: Call, fault: AnswerFault) -> Call:
    return evolve(call, faults=(*call.faults, fault))


def remember(store: Store) -> None:
    """Keep what there is, where what is written is seen only after a while."""
    if store.habits["settling"] != "at once":
        store.remember()
