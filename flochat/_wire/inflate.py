"""Unpacks an answer as it comes in, and stops at a cap.

HTTP libraries unpack a chunk whole before anybody can look at its size, which is how 494 bytes
become 200 MB of memory. Here no step makes more than the cap allows.
"""

from __future__ import annotations

import zlib
from typing import Final

_GZIP_OR_ZLIB: Final = 32 + zlib.MAX_WBITS


class BodyError(Exception):
    """The body is too large, broken, or packed in a way that was not asked for."""


class Inflater:
    """Collects a body: `feed` it the chunks as they come, then `finish` it.

    `encoding` is the value of the Content-Encoding header: gzip, deflate or identity, one layer.
    `cap` is the most bytes that the body may have, packed or unpacked.
    """

    def __init__(self, encoding: str, cap: int) -> None:
        self._cap = cap
        self._came = 0
        self._parts: list[bytes] = []
        self._size = 0
        self._packed = _is_packed(encoding)
        self._unzip = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._started = False

    def feed(self, chunk: bytes) -> None:
        """Take the next chunk. Raises `BodyError` when it is one too many or broken."""
        self._came += len(chunk)
        if self._came > self._cap:
            raise self._too_large()
        if self._packed:
            self._unpack(chunk)
        else:
            self._parts.append(chunk)

    def finish(self) -> bytes:
        """The whole body. Raises `BodyError` when a packed one was cut short."""
        if self._packed and self._started and not self._unzip.eof:
            raise BodyError("the packed body was cut short")
        return b"".join(self._parts)

    def _unpack(self, chunk: bytes) -> None:
        while chunk:
            if self._unzip.eof:  # gzip allows several members, one after the other
                self._unzip = zlib.decompressobj(_GZIP_OR_ZLIB)
            self._keep(self._decompress(chunk))
            chunk = self._unzip.unused_data

    def _decompress(self, chunk: bytes) -> bytes:
        self._started = True
        try:
            return self._unzip.decompress(chunk, self._cap - self._size + 1)
        except zlib.error as error:
            raise BodyError(f"the packed body is broken: {error}") from None

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._cap:
            raise self._too_large()
        self._parts.append(part)

    def _too_large(self) -> BodyError:
        return BodyError(f"the body is larger than {self._cap:,} bytes")


def _is_packed(encoding: str) -> bool:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return False
    if name in ("gzip", "x-gzip", "deflate"):
        return True
    raise BodyError(f"the body is packed as {encoding!r}, which was not asked for")
