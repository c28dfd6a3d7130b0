"""Decompresses an answer as it arrives, and stops at a cap.

HTTP libraries decompress a whole chunk before its size can be checked, which is how 494 bytes
become 200 MB of memory. Here no step produces more than the cap allows.
"""

from __future__ import annotations

import zlib
from typing import Final

from .wire import BodyError

_GZIP_OR_ZLIB: Final = 32 + zlib.MAX_WBITS


class Inflater:
    """Collects a body: `feed` it the chunks as they arrive, then `finish` it.

    `encoding` is the value of the Content-Encoding header: gzip, deflate or identity, one layer.
    `cap` is the largest size of the body, compressed or not, in bytes.
    """

    def __init__(self, encoding: str, cap: int) -> None:
        self._cap = cap
        self._received = 0
        self._parts: list[bytes] = []
        self._size = 0
        self._is_compressed = _is_compressed(encoding)
        self._decompressor = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._started = False

    def feed(self, chunk: bytes) -> None:
        """Add the next chunk. Raises `BodyError` when the body is too large or broken."""
        self._received += len(chunk)
        if self._received > self._cap:
            raise self._too_large()
        if self._is_compressed:
            self._inflate(chunk)
        else:
            self._parts.append(chunk)

    def finish(self) -> bytes:
        """The whole body. Raises `BodyError` when a compressed one was cut short."""
        if self._is_compressed and self._started and not self._decompressor.eof:
            raise BodyError("the compressed body was cut short")
        return b"".join(self._parts)

    def _inflate(self, chunk: bytes) -> None:
        while chunk:
            if self._decompressor.eof:  # gzip allows several members in a row
                self._decompressor = zlib.decompressobj(_GZIP_OR_ZLIB)
            self._keep(self._decompress(chunk))
            chunk = self._decompressor.unused_data

    def _decompress(self, chunk: bytes) -> bytes:
        self._started = True
        try:
            return self._decompressor.decompress(chunk, self._cap - self._size + 1)
        except zlib.error as error:
            raise BodyError(f"the compressed body is broken: {error}") from None

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._cap:
            raise self._too_large()
        self._parts.append(part)

    def _too_large(self) -> BodyError:
        return BodyError(f"the body is larger than {self._cap:,} bytes")


def _is_compressed(encoding: str) -> bool:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return False
    if name in ("gzip", "x-gzip", "deflate"):
        return True
    raise BodyError(f"the body is compressed as {encoding!r}, which was not requested")
