"""What tests make happen in a flow: blocks that call a service, people who write and press."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

from .calls.outcome import Call
from .calls.trouble import Trouble

if TYPE_CHECKING:
    from .calls.caller import Caller

#: What `break_next_call` can do.
TroubleName = Literal["unreachable", "too late", "cut off", "twice"]


class Calling:
    """The part of a running sandbox that calls services, as the platform does.

    Each method posts, waits for the answer, does what it says (its actions, its messages, where the
    flow goes on) and returns a `Call` with all that happened and with what is wrong. A service that
    is wrong, slow or not there raises nothing: `call.check()` does.

    `person` is a `user_ns`, or anything that has one. `timeout` is how many seconds the answer may
    take; without it, the habit `call_patience` says. In a coroutine, use `server.aio`, since these
    methods block.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        #: Every call, the oldest first; `clear` empties it.
        self.calls: Final[list[Call]] = caller.calls
        #: The same methods for coroutines: `await server.aio.press(ana, "More")`.
        self.aio: Final[AsyncCalling] = AsyncCalling(self)

    def dynamic_block(
        self,
        url: str,
        person: object,
        *,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        content_type: str | None = None,
        timeout: float | None = None,
    ) -> Call:
        """Let a dynamic block of the flow call `url`, and deliver its answer.

        `body` is what the builder of the flow wrote into the block: JSON, or a str that is posted
        as it is. In it, in `url` and in `headers`, `{{first_name}}`, `{{user_ns}}`,
        `{{last_input_text}}` and the names of fields are filled in. Without it, the Full Subscriber
        Data is posted.
        `content_type` is "application/json", "application/x-www-form-urlencoded" or "text/plain";
        it follows from the body.

        Raises `ValueError` for a person who does not exist, and for an address, header, body or
        timeout that cannot be.

            call = server.dynamic_block("https://shop.example/more", ana, body={"page": 2})
            assert call.check().texts == ["Page 2"]
        """
        from .calls.endpoint import checked_endpoint

        endpoint = checked_endpoint(url, headers=headers, body=body, content_type=content_type)
        return self._caller.call(endpoint, person, timeout)

    def external_request(
        self,
        url: str,
        person: object,
        *,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        content_type: str | None = None,
        timeout: float | None = None,
    ) -> Call:
        """Let an External Request of the flow call `url`; arguments as in `dynamic_block`.

        The flow goes on by the first digit of the status, `call.branch`: so that a 404 is told, and
        is no mistake. The answer may be any JSON. Dynamic content in it is delivered.

            call = server.external_request(url, ana, body={"phone": "{{phone}}"})
            assert call.branch == 2
        """
        from .calls.endpoint import checked_endpoint

        endpoint = checked_endpoint(
            url, headers=headers, body=body, content_type=content_type, is_external_request=True
        )
        return self._caller.call(endpoint, person, timeout)

    def say(self, person: object, text: str, *, timeout: float | None = None) -> Call:
        """Somebody writes a text to the bot.

        The service of `connect_bot` is called, and its answer is delivered; `last_input_text` is
        the text. While the bot is paused for the person, as after a message that was sent by the
        API, that service is not called, but the one of `connect_live_chat`, of which nothing is
        delivered. Without a service the text is in the conversation, and `call.posted` is None.

        Raises `ValueError` for a person who does not exist, and for an empty text.

            server.connect_bot("https://shop.example/bot")
            assert server.say(ana, "Hello").texts == ["Hello, Ana"]
        """
        return self._caller.say(person, text, timeout)

    def press(
        self,
        person: object,
        caption: str,
        *,
        card: str | None = None,
        number: int | None = None,
        timeout: float | None = None,
    ) -> Call:
        """Somebody presses a button or a quick reply of the last thing that was delivered to them.

        A callback posts its payload and is answered like a dynamic block; a button to a page or a
        node carries out its actions; a node goes on. Where several have the `caption`, `card` is
        the title of the card of the one that is meant, and `number` counts them from 1.

        Raises `ValueError`, with the captions that are there, unless one button is meant.

            call = server.press(ana, "Add to cart", card="Shirt")
        """
        return self._caller.press(person, caption, card=card, number=number, timeout=timeout)

    def connect_bot(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        content_type: str | None = None,
        as_external_request: bool = False,
    ) -> None:
        """Let `url` answer what people write: a flow of one dynamic block, or External Request.

        The other arguments are those of `dynamic_block`. Raises `ValueError` as that does.
        """
        from .calls.endpoint import checked_endpoint

        endpoint = checked_endpoint(
            url,
            headers=headers,
            body=body,
            content_type=content_type,
            is_external_request=as_external_request,
        )
        self._caller.check_url(url)
        self._caller.bot = endpoint

    def connect_live_chat(self, url: str, *, headers: Mapping[str, str] | None = None) -> None:
        """Let the live chat webhook of the flow be `url`: it is told what people write to humans.

        It is posted to only while the bot is paused. Raises `ValueError` for an address or header
        that cannot be.
        """
        from .calls.endpoint import checked_endpoint

        endpoint = checked_endpoint(url, headers=headers)
        self._caller.check_url(url)
        self._caller.live_chat = endpoint

    def break_next_call(self, trouble: TroubleName, *, times: int = 1) -> None:
        """Let the next `times` calls of a service fail, whatever it does, and without waiting.

        `trouble` is "unreachable" (the service is not called), "too late" (it is called, and the
        platform has given up when it answers), "cut off" (half of its answer arrives) or "twice"
        (it is called twice with the same, as repeats do; its second answer counts).

        Raises `ValueError` for any other, and for fewer times than one.
        """
        if trouble not in list(Trouble):
            names = ", ".join(repr(it.value) for it in Trouble)
            raise ValueError(f"trouble must be one of {names}, not {trouble!r}")
        if not isinstance(times, int) or times < 1:
            raise ValueError(f"times must be at least 1, not {times!r}")
        self._caller.trouble.add(Trouble(trouble), times)


class AsyncCalling:
    """The methods of a sandbox that call services, for coroutines; they are the same otherwise.

    The loop goes on while a service is asked, so that the service may run in that very loop.
    """

    def __init__(self, calling: Calling) -> None:
        self._calling = calling

    async def dynamic_block(
        self,
        url: str,
        person: object,
        *,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        content_type: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - it is the patience of the platform
    ) -> Call:
        """Let a dynamic block of the flow call `url`, and deliver its answer."""
        arguments: dict[str, Any] = {"headers": headers, "body": body, "timeout": timeout}
        block = partial(self._calling.dynamic_block, content_type=content_type, **arguments)
        return await asyncio.to_thread(block, url, person)

    async def external_request(
        self,
        url: str,
        person: object,
        *,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        content_type: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - it is the patience of the platform
    ) -> Call:
        """Let an External Request of the flow call `url`."""
        arguments: dict[str, Any] = {"headers": headers, "body": body, "timeout": timeout}
        block = partial(self._calling.external_request, content_type=content_type, **arguments)
        return await asyncio.to_thread(block, url, person)

    async def say(
        self,
        person: object,
        text: str,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - it is the patience of the platform
    ) -> Call:
        """Somebody writes a text to the bot."""
        return await asyncio.to_thread(self._calling.say, person, text, timeout=timeout)

    async def press(
        self,
        person: object,
        caption: str,
        *,
        card: str | None = None,
        number: int | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - it is the patience of the platform
    ) -> Call:
        """Somebody presses a button or a quick reply of the last thing that was delivered."""
        press = partial(self._calling.press, card=card, number=number, timeout=timeout)
        return await asyncio.to_thread(press, person, caption)
