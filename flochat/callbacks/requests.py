"""A call of the platform, read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from attrs import field, frozen

from .._values.identifiers import USER, is_namespace, parse_flow
from .._values.readers import read_text
from .events import FullSubscriber, LiveChatEvent

#: Keys under which builders put what belongs to the person.
_PEOPLE: Final = ("subscriber", "user", "contact", "meta")
_FLOW: Final = re.compile(r"f?[0-9]{1,18}", re.ASCII)


@frozen(kw_only=True, slots=False, repr=False)
class CallbackRequest:
    """A call of the platform: who it is about, and what the builder of the flow put into it.

    `payload` has the fields of the body, None for each that came blank or as a placeholder that was
    not filled in (`{{first_name}}`); `unfilled` says which: "name", "items[0].size". `raw` has them
    as they came. The press of a button brings the button's own payload and nothing else.

    The repr shows no value but `user_ns` and `flow_ns`.
    """

    payload: Mapping[str, Any] = field(factory=dict)
    unfilled: tuple[str, ...] = ()
    raw: Mapping[str, Any] = field(factory=dict, eq=False)

    def __repr__(self) -> str:
        keys = ", ".join(sorted(self.payload))
        return f"<CallbackRequest: user_ns={self.user_ns!r}, flow_ns={self.flow_ns!r}, of {keys}>"

    @cached_property
    def user_ns(self) -> str | None:
        """The `user_ns` of the person (f12u34), None where the call does not say it."""
        return self._find("user_ns") or next(
            (value for value in self._all("id") if is_namespace(value, USER)), None
        )

    @cached_property
    def phone(self) -> str | None:
        """The phone of the person as it came; `flochat.phones` compares it."""
        return self._find("phone")

    @cached_property
    def email(self) -> str | None:
        """The email of the person."""
        return self._find("email")

    @cached_property
    def name(self) -> str | None:
        """The name of the person, put together from first and last name where it came so."""
        parts = (self._find("first_name"), self._find("last_name"))
        return self._find("name") or " ".join(filter(None, parts)) or None

    @cached_property
    def channel(self) -> str | None:
        """The channel that the person is on, such as "whatsapp"."""
        return self._find("channel")

    @cached_property
    def flow_ns(self) -> str | None:
        """The flow that calls (f12): what it says, or else the flow of the `user_ns`."""
        said = self._find("flow_ns")
        if said is not None and _FLOW.fullmatch(said):
            return said if said.startswith("f") else f"f{said}"
        flow = parse_flow(self.user_ns)
        return None if flow is None else f"f{flow}"

    @cached_property
    def subscriber(self) -> FullSubscriber | None:
        """The platform's own data of the person, where the body is or has it; else None."""
        return FullSubscriber._find(self.payload)

    @cached_property
    def live_chat(self) -> LiveChatEvent | None:
        """The event of the live chat that it is; None for any other call."""
        return LiveChatEvent._find(self.raw)

    def _find(self, key: str) -> str | None:
        value = self.payload.get(key)
        return value if value.__class__ is str else next(self._all(key), None)

    def _all(self, key: str) -> Iterator[str]:
        """What the key has at the top, and where builders put a person."""
        for place in (self.payload, *(self.payload.get(name) for name in _PEOPLE)):
            if isinstance(place, Mapping) and (text := read_text(place.get(key))):
                yield text
