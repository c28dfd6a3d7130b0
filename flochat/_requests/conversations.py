"""Read a conversation: the query, and the pages of its list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from .._values.checks import (
    bool_to_int,
    check_choice,
    check_list,
    check_text,
    time_range_query,
    unique_list,
)
from .._values.identifiers import UserId
from .._values.json_type import JSON
from .._wire.decode import Decoder
from .._wire.paging import PageReader, announces_more
from ..errors import (
    BadRequestError,
    DecodeError,
    InvalidArgumentError,
    RejectedError,
    UnprocessableEntityError,
)
from ..models.base import Ack
from ..models.messages import ChatMessage
from .subscribers import SubscriberRef, user_ns_of

#: The medium of a message.
Media: TypeAlias = Literal["image", "audio", "video", "file"]
#: The status of a conversation.
ChatStatus: TypeAlias = Literal["open", "pending", "spam", "done"]

#: How a host says that a body does not fit.
Refusal: TypeAlias = BadRequestError | UnprocessableEntityError | RejectedError

_OPERATION: Final = "GET /subscriber/chat-messages"
#: How many pages of a list the service returns; it does not say so for this one.
_LAST_PAGE: Final = 100


def chat_query(
    subscriber: SubscriberRef | UserId,
    *,
    start: datetime | None,
    end: datetime | None,
    media: Media | None,
    **included: bool,
) -> dict[str, Any]:
    """Build the query of a conversation's messages."""
    return {
        **_identify(subscriber),
        **{name: 1 for name, wanted in included.items() if bool_to_int(wanted, name)},
        "msg_type": None if media is None else check_choice(media, Media, "media"),
        **time_range_query(start, end),
    }


def _identify(subscriber: SubscriberRef | UserId) -> dict[str, str]:
    """Identify a subscriber, by the key of either identifier."""
    if isinstance(subscriber, UserId):
        return {"user_id": check_text(subscriber, "user_id")}
    return {"user_ns": user_ns_of(subscriber)}


def unique_mids(mids: Iterable[str | Ack]) -> list[str]:
    """Return the `mid` of each text or acknowledgement, once."""
    given = [mid for each in check_list(mids, "mids") for mid in _mids_of(each)]
    return unique_list(given, "mids")


def _mids_of(item: str | Ack) -> list[str]:
    if not isinstance(item, Ack):
        return [check_text(item, "a mid")]
    if item.parts:
        return [mid for part in item.parts for mid in _mids_of(part)]
    if item.mid is None:
        raise InvalidArgumentError(
            "an Ack must have a mid, and the service gave none for this one; pass the mid of the "
            "message, or look for it in messages()"
        )
    return [item.mid]


def minutes_needed(error: Refusal) -> Refusal:
    """Return the error of a host that does not pause a bot without minutes, if it is about them."""
    about = f"{error.message} {' '.join(error.errors)}".lower()
    if "minute" not in about:
        return error
    message = (
        f"{error.message.rstrip('.')}; this host pauses a bot for a time only, so pass minutes, as "
        "in pause_bot(subscriber, 30)"
    )
    if isinstance(error, RejectedError):
        return RejectedError(message, operation=error.operation, errors=error.errors, raw=error.raw)
    return type(error)(
        message,
        status_code=error.status_code,
        operation=error.operation,
        errors=error.errors,
        headers=error.headers,
        body=error.body,
    )


class ChatReader(PageReader[ChatMessage]):
    """One reading of a conversation, newest first.

    It reads by pages where the host announces pages. Where it does not, or returns no more of them,
    it moves the end of the time range down to the oldest message seen.
    """

    def __init__(self, decoder: Decoder, asked_for: str | None) -> None:
        super().__init__(decoder, _OPERATION, ChatMessage, {"user_ns": asked_for})
        self._oldest: int | None = None
        self._end: int | None = None

    def next_params(self) -> dict[str, int]:
        end = {} if self._end is None else {"end_time": self._end}
        return {**super().next_params(), **end}

    def _note_total(self, payload: JSON) -> None:
        if self._end is None:  # later totals are of a shorter time range
            super()._note_total(payload)

    def _move_on(self, rows: list[ChatMessage], fresh: list[ChatMessage], payload: JSON) -> None:
        self._note_oldest(rows)
        announced = announces_more(self._page, payload)
        if announced and fresh and self._page < _LAST_PAGE:
            self._page += 1
        elif announced or (announced is None and self._is_full(rows)) or self._is_short:
            self._move_end(fresh)
        else:
            self.has_more = False

    def _note_oldest(self, rows: Sequence[ChatMessage]) -> None:
        times = [int(row.ts.timestamp()) for row in rows if row.ts is not None]
        self._oldest = min(
            [*times, *([] if self._oldest is None else [self._oldest])], default=None
        )

    def _move_end(self, fresh: Sequence[ChatMessage]) -> None:
        """Continue at the time of the oldest message; several may share its second.

        It is a second later, since hosts differ in whether the end is included.
        """
        end = None if self._oldest is None else self._oldest + 1
        stuck = self._end == end and not fresh
        if stuck and self._is_short:
            raise self._incomplete()
        if stuck or end is None:
            raise DecodeError(
                "there are more messages, and neither page nor end_time leads to them",
                operation=_OPERATION,
            )
        self._page, self._end = 1, end
