"""Collects an answer as it arrives, decompressed, and stops at a cap or when it is a bomb.

HTTP libraries decompress a whole chunk before its size can be checked, which is how 494 bytes
become 200 MB of memory. Here no step produces more than a megabyte.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from .wire import SMALL_BODY, BodyError

if TYPE_CHECKING:
    from .json_cost import JSONCost

_GZIP_OR_ZLIB: Final = 32 + zlib.MAX_WBITS
#: The most bytes that are decompressed or counted in one step.
_STEP: Final = 1024 * 1024
#: How many bytes have to arrive before they are counted.
_COUNTED_AT_ONCE: Final = 64 * 1024
#: gzip allows several members in a row; each takes a decompressor of its own.
_MAX_MEMBERS: Final = 100


class Inflater:
    """Collects a body: `feed` it the chunks as they arrive, then `end` it and take its `body`.

    `encoding` is the value of the Content-Encoding header: gzip, deflate or identity, one layer.
    `cap` is the largest size of the body, compressed or not, in bytes; what is more than that is
    refused, or left out with `cuts`. With `is_json`, what is too expensive to read is refused, too.
    """

    def __init__(
        self, encoding: str, cap: int, *, cuts: bool = False, is_json: bool = False
    ) -> None:
        self.is_full = False
        self._cap = cap
        self._cuts = cuts
        self._is_json = is_json
        self._received = 0
        self._kept = BytesIO()
        self._size = 0
        self._is_compressed = _is_compressed(encoding)
        self._decompressor = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._members = 0
        self._cost: JSONCost | None = None
        self._counted = 0

    @property
    def body(self) -> bytes:
        """What was collected."""
        return self._kept.getvalue()

    def feed(self, chunk: bytes) -> Iterator[None]:
        """Add the next chunk, in steps of a few milliseconds.

        Raises `BodyError` when the body is too large, too expensive or broken.
        """
        self._received += len(chunk)
        if self._received > self._cap and not self._cuts:
            raise self._too_large()
        if self._is_compressed:
            yield from self._inflate(chunk)
        else:
            self._keep(chunk)
        if self._size - self._counted >= _COUNTED_AT_ONCE:
            yield from self._count()

    def end(self) -> Iterator[None]:
        """Do what is left, in steps. Raises `BodyError`, also when a body was cut short."""
        if self._members and not self._decompressor.eof and not self.is_full:
            raise BodyError("the compressed body was cut short")
        yield from self._count()

    def _inflate(self, chunk: bytes) -> Iterator[None]:
        while chunk and not self.is_full:
            if not self._members or self._decompressor.eof:
                self._begin_member()
            self._keep(self._decompress(chunk))
            decompressor = self._decompressor
            chunk = decompressor.unused_data if decompressor.eof else decompressor.unconsumed_tail
            yield from self._count()

    def _begin_member(self) -> None:
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise BodyError(f"the compressed body has more than {_MAX_MEMBERS} members")
        if self._members > 1:
            self._decompressor = zlib.decompressobj(_GZIP_OR_ZLIB)

    def _decompress(self, chunk: bytes) -> bytes:
        try:
            return self._decompressor.decompress(chunk, min(_STEP, self._cap - self._size + 1))
        except zlib.error as error:
            raise BodyError(f"the compressed body is broken: {error}") from None

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._cap:
            if not self._cuts:
                raise self._too_large()
            part = part[: len(part) - (self._size - self._cap)]
            self._size, self.is_full = self._cap, True
        self._kept.write(part)

    def _count(self) -> Iterator[None]:
        """Count what was not counted yet, and everything again when that is too expensive."""
        if self._size <= SMALL_BODY or not self._is_json:
            return
        from .json_cost import JSONCost

        self._cost = self._cost or JSONCost()
        while self._counted < self._size:
            with self._kept.getbuffer() as buffer:
                part = bytes(buffer[self._counted : self._counted + _STEP])
            self._counted += len(part)
            self._cost.feed(part)
            if self._cost.is_too_high:
                if self._cost.is_exact:
                    raise BodyError(
                        f"{self._size:,} bytes of such JSON take too much memory or time to read"
                    )
                self._cost, self._counted = JSONCost(is_exact=True), 0
            yield

    def _too_large(self) -> BodyError:
        return BodyError(f"the body is larger than {self._cap:,} bytes")


def _is_compressed(encoding: str) -> bool:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return False
    if name in ("gzip", "x-gzip", "deflate"):
        return True
    raise BodyError(f"the body is compressed as {encoding!r}, which was not requested")
