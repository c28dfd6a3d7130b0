"""The buttons and quick replies below the last thing that was delivered to somebody."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import field, frozen

from ..areas.templates import FACEBOOK, WHATSAPP
from ..store import Row, Store
from .outcome import Trigger

#: The operation that sends content from outside, where buttons to nodes may be dead.
SEND_CONTENT: Final = "POST /subscriber/send-content"
#: What delivers dynamic content, and not a text.
_OF_CONTENT: Final = frozenset({SEND_CONTENT, *Trigger})
_TEMPLATE_BUTTONS: Final = {"QUICK_REPLY": "template", "URL": "url", "PHONE_NUMBER": "call"}


@frozen
class Pressable:
    """A button or a quick reply that somebody can press."""

    caption: str
    #: As content has it: its type, its url, its actions. Of a template: "template", and `target`,
    #: the sub flow that it starts, or None for a dead one.
    button: Mapping[str, Any] = field(repr=False)
    #: The title of the card that it stands on; None for one that stands on no card.
    card: str | None = None
    is_quick_reply: bool = False
    #: The operation that delivered it.
    operation: str = ""

    @property
    def kind(self) -> str:
        """Its type; what the API sends may have any."""
        return str(self.button.get("type"))

    @property
    def is_dead_by_api(self) -> bool:
        """Whether it is a button that may do nothing, since the API sent it."""
        return self.operation == SEND_CONTENT and self.kind == "node"


def last_pressables(user_ns: str, store: Store) -> list[Pressable]:
    """What somebody can press below the last thing that was delivered to them."""
    row = store.row(
        "SELECT * FROM deliveries WHERE user_ns = ? ORDER BY rowid DESC LIMIT 1", (user_ns,)
    )
    return [] if row is None else list(pressables(row, store))


def pressables(delivery: Row, store: Store) -> Iterator[Pressable]:
    """What somebody can press below a delivery; `delivery` is its row."""
    if delivery["template"] is not None:
        yield from _of_template(delivery, store)
        return
    operation = delivery["operation"]
    content = parse_content(delivery)
    for message in _objects(content, "messages"):
        for button in _objects(message, "buttons"):
            yield Pressable(str(button.get("caption", "")), button, operation=operation)
        for card in _objects(message, "elements"):
            for button in _objects(card, "buttons"):
                title = str(card.get("title", ""))
                yield Pressable(str(button.get("caption", "")), button, title, operation=operation)
    for reply in _objects(content, "quick_replies"):
        caption = str(reply.get("caption", ""))
        yield Pressable(caption, reply, is_quick_reply=True, operation=operation)


def parse_content(delivery: Row) -> dict[str, Any]:
    """Dynamic content of a delivery; empty for what is a text, whatever that looks like."""
    if delivery["content"] is None or delivery["operation"] not in _OF_CONTENT:
        return {}
    content: dict[str, Any] = json.loads(delivery["content"])
    return content


def choose(
    found: list[Pressable], user_ns: str, caption: str, *, card: str | None, number: int | None
) -> Pressable:
    """The one with that caption. Raises `ValueError`, saying what there is, unless it is one."""
    fitting = [it for it in found if it.caption == caption and (card is None or it.card == card)]
    if number is not None:
        if not isinstance(number, int) or isinstance(number, bool):
            raise ValueError(f"number must be an int that counts from 1, not {number!r}")
        if not 1 <= number <= len(fitting):
            raise ValueError(
                f"number must be from 1 to {len(fitting)}, how often there is {caption!r}"
                if fitting
                else _about_captions(found, user_ns, caption, card)
            )
        return fitting[number - 1]
    if not fitting:
        raise ValueError(_about_captions(found, user_ns, caption, card))
    if len(fitting) > 1:
        cards = [it.card for it in fitting if it.card is not None]
        by_card = len(set(cards)) == len(fitting)
        hint = f"card= as one of {_list(cards)}" if by_card else f"number= from 1 to {len(fitting)}"
        raise ValueError(f"{caption!r} is there {len(fitting)} times: say which by {hint}")
    return fitting[0]


def _about_captions(found: list[Pressable], user_ns: str, caption: str, card: str | None) -> str:
    if not found:
        return f"the last thing that was delivered to {user_ns} has nothing to press"
    where = "" if card is None else f" on the card {card!r}"
    captions = [it.caption if it.card is None else f"{it.caption} ({it.card})" for it in found]
    return f"nothing says {caption!r}{where} in what {user_ns} got last; there is {_list(captions)}"


def _list(texts: list[str]) -> str:
    return ", ".join(map(repr, texts))


def _objects(part: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The objects in a list; content that the API sent was not checked to its depths."""
    items = part.get(name)
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            yield item


def _of_template(delivery: Row, store: Store) -> Iterator[Pressable]:
    """The buttons of a template; those that start a sub flow are dead unless it was sent along."""
    params = json.loads(delivery["params"] or "{}")
    replies = 0
    for button in _template_buttons(delivery, store):
        kind = _TEMPLATE_BUTTONS.get(str(button.get("type")))
        if kind is None:
            continue
        data: dict[str, Any] = {"type": kind, "url": button.get("url")}
        if kind == "template":
            replies += 1
            data["target"] = params.get(f"QUICK_REPLY_{replies}")
        yield Pressable(str(button.get("text", "")), data, operation=delivery["operation"])


def _template_buttons(delivery: Row, store: Store) -> Iterator[dict[str, Any]]:
    templates = FACEBOOK if "facebook" in delivery["operation"] else WHATSAPP
    row = store.row(
        f"SELECT components FROM {templates.table} WHERE name = ?", (delivery["template"],)
    )
    for part in json.loads(row["components"]) if row else ():
        if part.get("type") == "BUTTONS":
            yield from _objects(part, "buttons")
