"""How a setting of the host is told, and what the questions about it share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from attrs import define, field

from .._values.json_type import JSON
from .exchange import Ask, Outcome, Steps
from .run import Run as Run
from .run import is_identifier as is_identifier
from .run import page_size as page_size

#: By what a row of a list is recognised, the first that it has.
_IDENTITIES: Final = (
    *("user_ns", "tag_ns", "var_ns", "sub_flow_ns", "segment_ns", "event_ns", "template_ns"),
    *("ai_agent_ns", "ai_task_ns", "flow_ns", "id", "mid", "code"),
)
#: How many rows of a list are kept for a later question.
_KEPT_ROWS: Final = 100
#: No host is known that gives fewer rows than this at once.
_SHORTEST_PAGE: Final = 10
#: Lists in pages that people do not change all the time, the steadiest first.
STEADY: Final = (
    *("GET /flow/tags", "GET /flow/user-fields", "GET /flow/bot-fields", "GET /flow/subflows"),
    *("GET /flow/agents", "GET /team/labels", "GET /flow/segments", "GET /team-members"),
    *("GET /flow/custom-events", "GET /shop/products", "GET /shop/product-tags"),
    *("GET /team-flows", "GET /subscribers"),
)
#: The reads whose first answer a question is about.
_KEPT: Final = frozenset(
    {
        "GET /flow/custom-events/summary",
        "GET /flow-summary",
        "GET /flow/settings/get-default-ai-provider",
        "GET /subscriber/cart",
    }
)
#: What is kept of people.
_COLUMNS: Final = ("user_ns", "user_id", "phone", "email", "name")


class Told(NamedTuple):
    """The value of a setting and what shows it; without a value, why it is not known."""

    value: str | None
    why: str


def unknown(why: str) -> Told:
    """That a setting is not known, and why."""
    return Told(None, why)


@define
class ListFacts:
    """What a list showed when it was asked for without any parameter."""

    operation: str
    #: The keys of the answer.
    keys: frozenset[str]
    #: The keys of `meta`, and the size of a page that it says.
    meta: frozenset[str]
    page_size: int | None
    #: The identity of each row, in order; None for one that has none.
    ids: list[str | int | None]
    #: The name of each row that has an identity and a name.
    names: dict[str | int, str]
    #: Whether there is another page; None where the list does not say.
    has_more: bool | None

    @property
    def path(self) -> str:
        return self.operation.partition(" ")[2]

    @property
    def is_distinct(self) -> bool:
        """Whether its rows can be told apart."""
        return None not in self.ids and len(set(self.ids)) == len(self.ids)

    @property
    def is_whole(self) -> bool:
        """Whether it is known that all its rows came: where it does not say, by their number."""
        few = self.has_more is None and len(self.ids) < _SHORTEST_PAGE
        return few or self.has_more is False

    def has_twin(self, name: str) -> bool:
        """Whether another row has a name with this one in it."""
        return sum(name.lower() in other.lower() for other in self.names.values()) > 1


@define(eq=False)
class Facts:
    """What the first answers showed, as far as a later question needs it; dropped with the run."""

    run: Run
    lists: dict[str, ListFacts] = field(factory=dict)
    #: The columns of people that questions are about.
    people: list[dict[str, Any]] = field(factory=list)
    #: What was seen of a setting: how many answers showed what.
    seen: dict[str, Counter[str]] = field(factory=lambda: defaultdict(Counter))
    told: dict[str, Told] = field(factory=dict)
    #: The settings that writing has told.
    by_writing: set[str] = field(factory=set)
    #: The messages of one person: their mid, and their time.
    messages: list[tuple[Any, Any]] = field(factory=list)
    #: Answers that a question is about, until it was asked.
    kept: dict[str, Outcome] = field(factory=dict)
    #: The ids of conversations, in order.
    conversations: list[int] = field(factory=list)
    #: A list and its answer to `limit=1`; how many rows another gave for `limit=100`.
    one_row: tuple[ListFacts, Outcome] | None = None
    hundred: int | None = None

    def note(self, operation: str, outcome: Outcome) -> None:
        """Keep what a later question needs of the first answer to a read."""
        if operation in _KEPT:
            self.kept[operation] = outcome
        if not outcome.is_good:
            return
        if operation == "GET /subscribers":
            self._add_people(outcome)
        if operation == "GET /subscriber/chat-messages":
            rows = [row for row in outcome.rows if isinstance(row, dict)]
            self.messages = [(row.get("mid") or row.get("id"), row.get("ts")) for row in rows]
        if operation == "GET /flow/conversations/data":
            self.conversations = numbers_of(outcome)
        if isinstance(outcome.content, dict) and isinstance(outcome.content.get("data"), list):
            self.lists[operation] = _list_facts(operation, outcome)

    def _add_people(self, outcome: Outcome) -> None:
        """Keep the columns of people that questions are about."""
        known = {person["user_ns"] for person in self.people}
        for row in outcome.rows[:_KEPT_ROWS]:
            user_ns = row.get("user_ns") if isinstance(row, dict) else None
            if isinstance(row, dict) and is_identifier(user_ns) and user_ns not in known:
                self.people.append({key: row.get(key) for key in _COLUMNS})

    def value(self, name: str) -> str | None:
        """The value of a setting that was told already."""
        return self.told[name].value if name in self.told else None

    def how(self, name: str) -> Literal["reading", "writing"]:
        """How a setting was told."""
        return "writing" if name in self.by_writing else "reading"

    def default_page_size(self) -> int | None:
        """The size of a page that most lists have."""
        sizes = Counter(one.page_size for one in self.lists.values() if one.page_size)
        return sizes.most_common(1)[0][0] if sizes else None


def _list_facts(operation: str, outcome: Outcome) -> ListFacts:
    content = outcome.content
    assert isinstance(content, dict)
    rows = outcome.rows[:_KEPT_ROWS]
    names = {
        key: row["name"]
        for row in rows
        if isinstance(row, dict) and isinstance(row.get("name"), str)
        for key in (identity(row),)
        if key is not None
    }
    return ListFacts(
        operation,
        frozenset(content),
        frozenset(outcome.meta),
        page_size(outcome),
        [identity(row) for row in rows],
        names,
        has_more(outcome),
    )


def has_more(outcome: Outcome) -> bool | None:
    """Whether a list has another page; None where it does not say."""
    total = outcome.meta.get("total")
    if isinstance(total, int):
        return total > len(outcome.rows)
    content = outcome.content
    links = content.get("links") if isinstance(content, dict) else None
    if isinstance(links, dict) and "next" in links:
        return links["next"] is not None
    return None


Teller: TypeAlias = Callable[[Facts], Steps[Told]]


def identity(row: JSON) -> str | int | None:
    """By what a row is recognised; None where it has nothing like that."""
    if not isinstance(row, dict):
        return None
    return next((row[key] for key in _IDENTITIES if is_identifier(row.get(key))), None)


def ids_of(outcome: Outcome) -> tuple[str | int | None, ...]:
    """The identity of each row of an answer."""
    return tuple(identity(row) for row in outcome.rows[:_KEPT_ROWS])


def numbers_of(outcome: Outcome) -> list[int]:
    """The `id` of each row, where all are numbers; none otherwise."""
    values = [row.get("id") if isinstance(row, dict) else None for row in outcome.rows]
    numbers = [int(text) for text in map(str, values) if re.fullmatch("[0-9]{1,15}", text)]
    return numbers if len(numbers) == len(values) else []


def get(facts: Facts, path: str, **query: Any) -> Steps[Outcome]:
    """Ask a list, or any path without placeholders."""
    outcome = yield from facts.run.ask(Ask("GET", path, query=query))
    return outcome
