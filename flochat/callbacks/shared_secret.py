"""The secret that proves that it is the platform who calls: nobody signs the calls of a flow."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from hmac import compare_digest
from typing import Final, Literal, TypeAlias, get_args

from .._plurals import counted
from .._requests.content_checks import header_mapping
from .._values.checks import check_list, describe_type
from .._values.not_given import NOT_GIVEN, NotGiven
from ..errors import ConfigurationError, InvalidArgumentError
from .incoming import Incoming
from .refusals import CallbackRefused

#: Where a secret may stand besides its header.
SecretPlace: TypeAlias = Literal["bearer", "body", "query"]

VARIABLE: Final = "FLOCHAT_CALLBACK_SECRET"
_BEARER: Final = b"bearer "


class SharedSecret:
    """One secret or several, of which the first is the newest and given out."""

    def __init__(
        self,
        secret: str | Sequence[str] | NotGiven | None,
        *,
        header: str,
        also_in: Collection[SecretPlace],
        field: str,
    ) -> None:
        self._secrets = tuple(text.encode() for text in _secrets(secret))
        self._places = _places(also_in)
        self._field = field
        try:
            header_mapping({header: "value"})
        except InvalidArgumentError:
            raise ConfigurationError(
                f"header must be the name of a header, such as X-Flochat-Secret, not {header!r:.60}"
            ) from None
        self._header = header
        self._header_key = header.lower().encode()

    def __repr__(self) -> str:
        return f"{counted(len(self._secrets), 'secret')} in {self._header}"

    @property
    def is_open(self) -> bool:
        """Whether anybody may call."""
        return not self._secrets

    @property
    def headers(self) -> dict[str, str]:
        """The header that a button brings the newest secret in."""
        return {self._header: self._secrets[0].decode()} if self._secrets else {}

    def check(self, incoming: Incoming) -> Sequence[bytes]:
        """Check what is said of it in front of the body. Raises `CallbackRefused`.

        The result is for `check_body`: what was found, nothing where the body is to have it.
        """
        if self.is_open:
            return []
        found = incoming.values(self._header_key)
        if not self._places:
            self._check_found(found)
            return found
        found = [*found]
        if "bearer" in self._places:
            found += [
                value[len(_BEARER) :].strip(b" ")
                for value in incoming.values(b"authorization")
                if value[: len(_BEARER)].lower() == _BEARER
            ]
        if "query" in self._places:
            found += incoming.query_values(self._field)
        if found or "body" not in self._places:
            self._check_found(found)
        return found

    def check_body(self, fields: dict[str, object], found: Sequence[bytes]) -> None:
        """Check what a body says of it, and take it out of there. Raises `CallbackRefused`."""
        if "body" not in self._places:
            return
        value = fields.pop(self._field, None)
        if self.is_open:
            return
        values = value if isinstance(value, list) else [value]
        texts = [it.encode("utf-8", "surrogatepass") for it in values if isinstance(it, str)]
        self._check_found([*found, *texts])

    def _check_found(self, found: Sequence[bytes]) -> None:
        if not found:
            raise CallbackRefused(f"the secret is missing; send it in the header {self._header}")
        first, *others = (which_of(given, self._secrets) for given in found)
        if any(other != first for other in others):
            raise CallbackRefused("there must be one secret, and different ones came")
        if not first:
            raise CallbackRefused("the secret is wrong")


def which_of(given: bytes, secrets: Sequence[bytes]) -> int:
    """Which of the secrets it is, counted from 1, and 0 for none; that takes equally long.

    They are compared as bytes: `compare_digest` takes no text beyond ASCII. A header may have been
    read as UTF-8 or byte by byte, and a text that was read as UTF-8 may have come here as Latin-1.
    """
    spellings = (given,) if given.isascii() else (given, given.decode("latin-1").encode())
    which = 0
    for number, secret in enumerate(secrets, 1):
        for spelling in spellings:
            which |= number * compare_digest(spelling, secret)
    return which


def _secrets(secret: str | Sequence[str] | NotGiven | None) -> list[str]:
    if secret is None:
        return []
    if secret is NOT_GIVEN:
        given = os.environ.get(VARIABLE, "").split("\n")
        texts = [text.strip("\r") for text in given if text.strip()]
        source = VARIABLE
    else:
        texts = [secret] if isinstance(secret, str) else check_list(secret, "secret")
        source = "secret"
    if not texts:
        raise ConfigurationError(
            f"there is no secret to know the platform by; pass secret, or set {VARIABLE}. "
            "secret=None answers anybody"
        )
    for text in texts:
        _check_secret(text, source)
    return list(dict.fromkeys(texts))


def _check_secret(text: object, source: str) -> None:
    if not isinstance(text, str):
        raise ConfigurationError(f"{source} must be a string, not {describe_type(text)}")
    if not text or text != text.strip():
        raise ConfigurationError(
            f"{source} must not be empty, nor have white space at an end; "
            "secret=None answers anybody"
        )
    try:
        header_mapping({"secret": text})
    except InvalidArgumentError:
        raise ConfigurationError(
            f"{source} must be a text of one line, since a header carries it"
        ) from None


def _places(also_in: Collection[SecretPlace]) -> frozenset[str]:
    places = frozenset(check_list(also_in, "also_in"))
    if unknown := places - {*get_args(SecretPlace)}:
        raise ConfigurationError(
            f"also_in must be of {', '.join(get_args(SecretPlace))}, not {next(iter(unknown))!r}"
        )
    return places
