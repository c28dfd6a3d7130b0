"""The API Chat channel and the live chat webhook: a first question, and signed calls."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Callable
from typing import Any, Final, Literal, TypeAlias

from attrs import field, frozen

from .._values.checks import check_choice, check_text, describe_type
from .._values.secret import MASK
from ..errors import ConfigurationError, InvalidArgumentError
from .answers import CallbackAnswer, text_answer
from .bodies import challenge_field
from .incoming import Headers, Incoming
from .refusals import CallbackRefused, CallbackUnreadable
from .routes import Handler, check_handler
from .shared_secret import which_of

#: The hash of a signature (HMAC).
HmacAlgorithm: TypeAlias = Literal["sha1", "sha256", "sha512"]

_HASHES: Final[dict[str, Callable[..., Any]]] = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha512": hashlib.sha512,
}


@frozen
class Signature:
    """How the calls of a channel are signed: an HMAC of the whole body.

    The platform says that it signs, and no public page says in which header and with which hash: so
    neither has a default. Look at one call, or ask the platform. Hexadecimal digits and base64 are
    read, with or without "sha256=" in front.

    `key` is the channel's secret, `header` the name of the header, `algorithm` the hash.
    """

    key: str = field(repr=lambda _: MASK)
    header: str = field(kw_only=True)
    algorithm: HmacAlgorithm = field(kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text(self.key, "key")
        check_text(self.header, "header")
        check_choice(self.algorithm, HmacAlgorithm, "algorithm")

    def is_right(self, headers: Headers, body: bytes) -> bool:
        """Whether the headers have the signature of the body, which is bytes as they came."""
        if not isinstance(body, bytes):
            raise InvalidArgumentError(
                f"body must be bytes as they came, not {describe_type(body)}: decoded and written "
                "again it may differ"
            )
        return self._signs(Incoming.of(headers), body)

    def _signs(self, incoming: Incoming, body: bytes) -> bool:
        given = {*incoming.values(self.header.lower().encode("latin-1", "replace"))}
        if len(given) != 1:
            return False
        digest = hmac.new(self.key.encode(), body, _HASHES[self.algorithm]).digest()
        signature = given.pop().removeprefix(f"{self.algorithm}=".encode())
        is_hex = hmac.compare_digest(signature.lower(), digest.hex().encode())
        return is_hex | hmac.compare_digest(signature, b64encode(digest))


@frozen
class Channel:
    """A handler that a channel calls, and how the channel proves itself: `Callbacks.channel`."""

    handler: Handler
    verify_token: str | None = field(default=None, kw_only=True, repr=lambda _: MASK)
    signature: Signature | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_handler(self.handler, "handler")
        if self.verify_token is not None:
            check_text(self.verify_token, "verify_token")
        if self.signature is not None and not isinstance(self.signature, Signature):
            raise ConfigurationError(
                f"signature must be a Signature, not {describe_type(self.signature)}"
            )


def echo_challenge(channel: Channel, fields: dict[str, Any]) -> CallbackAnswer | None:
    """The answer to a channel's first question; None if it is another call.

    Raises `CallbackRefused` when the token of the question is not ours.
    """
    challenge = challenge_field(fields, "challenge")
    if challenge is None or challenge_field(fields, "mode") is None:
        return None
    if channel.verify_token is None:
        raise CallbackRefused("a channel asks to be verified, and verify_token is not set")
    token = challenge_field(fields, "verify_token") or ""
    if not which_of(token.encode("utf-8", "surrogatepass"), [channel.verify_token.encode()]):
        raise CallbackRefused("the hub_verify_token is wrong")
    if not challenge or not challenge.isprintable():
        raise CallbackUnreadable("the hub_challenge must be a text of one line")
    return text_answer(challenge)


def is_signed(channel: Channel, incoming: Incoming, body: bytes) -> bool:
    """Whether a call has the right signature; one that is not there is not right."""
    return channel.signature is not None and channel.signature._signs(incoming, body)
