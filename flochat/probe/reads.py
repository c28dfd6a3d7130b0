"""Which reads there are, what each needs to be asked, and what can be learned from its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from .._wire import seam
from .._wire.operation_table import TABLE, Safety

#: What is read only when it is asked for: messages are what people wrote, and integrations answer
#: with the keys of other services.
ALSO: Final[Mapping[str, str]] = {
    "messages": "/subscriber/chat-messages",
    "integrations": "/integration/",
}

#: Read -> what fills its path, in order, by the name under which it was learned.
_PATHS: Final[Mapping[str, tuple[str, ...]]] = {
    "GET /flow/closing-notes/{}": ("a closing note",),
    "GET /flow/shortcuts/{}": ("a shortcut",),
    "GET /openai-embeddings/{}/get-info": ("an embedding",),
    "GET /shop/discount-codes/{}/get-info": ("a discount code",),
    "GET /shop/locations/{}/get-info": ("a location",),
    "GET /shop/orders/{}/get-info": ("an order",),
    "GET /shop/product-tags/{}/get-info": ("a product tag",),
    "GET /shop/product-types/{}/get-info": ("a product type",),
    "GET /shop/product-vendors/{}/get-info": ("a vendor",),
    "GET /shop/products/{}/get-info": ("a product",),
    "GET /shop/products/{}/variants": ("a product",),
    "GET /shop/products/{}/variants/{}/get-info": ("a product", "a variant"),
    "GET /team/agent-group/{}": ("an agent group",),
    "GET /team/ticket-lists/{}/fields": ("a ticket list",),
    "GET /team/ticket-lists/{}/items": ("a ticket list",),
    "GET /team/ticket-lists/{}/items/{}/comments": ("a ticket list", "a ticket"),
    "GET /team/ticket-lists/{}/log-data": ("a ticket list",),
    "GET /template/{}/installs": ("a flow template",),
}
#: Read -> its required query parameters, and what fills them.
_QUERIES: Final[Mapping[str, Mapping[str, str]]] = {
    "GET /flow/custom-events/data": {"event_ns": "a custom event"},
    "GET /flow/custom-events/summary": {"event_ns": "a custom event"},
    "GET /shop/discount-codes/get-info-by-code": {"code": "the code of a discount code"},
    "GET /subscriber/cart": {"user_ns": "a person"},
    "GET /subscriber/chat-messages": {"user_ns": "a person"},
    "GET /subscriber/get-info": {"user_ns": "a person"},
    "GET /subscriber/get-info-by-user-id": {"user_id": "the user_id of a person"},
}
#: Read -> the keys of its body, and what fills them.
_BODIES: Final[Mapping[str, Mapping[str, str]]] = {
    "POST /flow/ai-agent-info": {"ai_agent_ns": "an AI agent"},
    "POST /flow/ai-task-info": {"ai_task_ns": "an AI task"},
    "POST /subscriber/chat-messages-by-mids": {"mids": "the mid of a message"},
}
#: Keys of a body that hold a list.
_LISTS: Final = frozenset({"mids"})
#: Parameters without which an answer has less to show.
_ADDED: Final[Mapping[str, Mapping[str, int]]] = {
    "GET /subscriber/chat-messages": {
        "include_bot": 1,
        "include_note": 1,
        "include_system": 1,
    },
}
#: List -> what its first row teaches, and under which key the row has it.
TEACHES: Final[Mapping[str, Mapping[str, str]]] = {
    "GET /flow/ai-agents": {"an AI agent": "ai_agent_ns"},
    "GET /flow/ai-tasks": {"an AI task": "ai_task_ns"},
    "GET /flow/closing-notes": {"a closing note": "id"},
    "GET /flow/custom-events": {"a custom event": "event_ns"},
    "GET /flow/shortcuts": {"a shortcut": "id"},
    "GET /openai-embeddings": {"an embedding": "id"},
    "GET /shop/discount-codes": {
        "a discount code": "id",
        "the code of a discount code": "code",
    },
    "GET /shop/locations": {"a location": "id"},
    "GET /shop/orders": {"an order": "id"},
    "GET /shop/product-tags": {"a product tag": "id"},
    "GET /shop/product-types": {"a product type": "id"},
    "GET /shop/product-vendors": {"a vendor": "id"},
    "GET /shop/products": {"a product": "id"},
    "GET /shop/products/{}/variants": {"a variant": "id"},
    "GET /subscriber/chat-messages": {"the mid of a message": "mid"},
    "GET /subscribers": {"a person": "user_ns", "the user_id of a person": "user_id"},
    "GET /team/agent-groups": {"an agent group": "id"},
    "GET /team/ticket-lists": {"a ticket list": "id"},
    "GET /team/ticket-lists/{}/items": {"a ticket": "id"},
    "GET /templates": {"a flow template": "template_ns"},
}
#: What is read before everything else: who the key is, and whom its flow knows.
_FIRST: Final = ("GET /me", "GET /team-info", "GET /team-flows", "GET /subscribers")
#: The reads that are made in the short form.
SHORT: Final = (
    *_FIRST,
    "GET /flow/tags",
    "GET /flow/user-fields",
    "GET /subscriber/broadcasts",
)


class Read(NamedTuple):
    """A read, and what has to be known before it can be asked."""

    operation: str
    path: tuple[str, ...]
    query: Mapping[str, str]
    body: Mapping[str, str]
    added: Mapping[str, int]

    @property
    def needs(self) -> tuple[str, ...]:
        return (*self.path, *self.query.values(), *self.body.values())

    @property
    def method(self) -> str:
        return self.operation.partition(" ")[0]

    @property
    def route(self) -> str:
        return self.operation.partition(" ")[2]

    def fill_body(self, learned: Mapping[str, str | int]) -> dict[str, object] | None:
        """Its body with what was learned; None where it has none."""
        if not self.body:
            return None
        return {
            key: [learned[name]] if key in _LISTS else learned[name]
            for key, name in self.body.items()
        }


def all_reads() -> list[Read]:
    """Every read that the contract has, in the order in which they teach each other."""
    operations = [
        operation
        for operation, row in TABLE.items()
        if row.safety is Safety.READ and seam.is_available(operation)
    ]
    return sorted(map(read_of, operations), key=_rank)


def read_of(operation: str) -> Read:
    """The read of an operation, by its wire identity."""
    return Read(
        operation,
        _PATHS.get(operation, ()),
        _QUERIES.get(operation, {}),
        _BODIES.get(operation, {}),
        _ADDED.get(operation, {}),
    )


def also_of(operation: str) -> str | None:
    """The name of the part that has to be asked for before this is read; None for the others."""
    path = operation.partition(" ")[2]
    return next((name for name, start in ALSO.items() if path.startswith(start)), None)


def _rank(read: Read) -> tuple[int, int]:
    place = _FIRST.index(read.operation) if read.operation in _FIRST else len(_FIRST)
    return place, _depth(read)


def _depth(read: Read) -> int:
    """How many reads have to come before it."""
    teachers = [
        operation
        for operation, lessons in TEACHES.items()
        if set(lessons) & set(read.needs) and operation != read.operation
    ]
    return max((1 + _depth(read_of(teacher)) for teacher in teachers), default=0)
