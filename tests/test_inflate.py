from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat._wire.inflate import Inflater
from flochat._wire.wire import BodyError


def inflate(encoding: str, data: bytes, *, cap: int = 1_000_000, step: int = 7) -> bytes:
    inflater = Inflater(encoding, cap)
    for start in range(0, len(data), step):
        for _ in inflater.feed(data[start : start + step]):
            pass
    for _ in inflater.end():
        pass
    return inflater.body


@given(st.binary(max_size=2_000), st.integers(1, 500))
def test_a_body_is_decompressed_to_what_it_was(body: bytes, step: int) -> None:
    assert inflate("", body, step=step) == body
    assert inflate("identity", body, step=step) == body
    assert inflate("gzip", gzip.compress(body), step=step) == body
    assert inflate("Deflate", zlib.compress(body), step=step) == body


def test_gzip_of_several_members_is_read_to_the_end() -> None:
    assert inflate("gzip", gzip.compress(b"one ") + gzip.compress(b"two")) == b"one two"


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_body_of_exactly_the_cap_passes_and_one_byte_more_does_not(encoding: str) -> None:
    def packed(body: bytes) -> bytes:
        return gzip.compress(body) if encoding else body

    assert inflate(encoding, packed(b"x" * 1000), cap=1000) == b"x" * 1000
    with pytest.raises(BodyError, match=r"larger than 1,000 bytes"):
        inflate(encoding, packed(b"x" * 1001), cap=1000)


def test_a_bomb_is_stopped_before_it_expands() -> None:
    bomb = gzip.compress(bytes(200_000_000), compresslevel=9)
    inflater = Inflater("gzip", 1_000_000)
    tracemalloc.start()
    with pytest.raises(BodyError, match="larger than"):
        list(inflater.feed(bomb))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("encoding", "data", "message"),
    [
        ("gzip", b"not gzip at all", "broken"),
        ("gzip", gzip.compress(b"a" * 5000)[:20], "cut short"),
        ("br", b"", "not requested"),
        ("gzip, gzip", b"", "not requested"),
    ],
    ids=["not packed", "cut", "brotli", "twice"],
)
def test_the_error_says_why_a_body_cannot_be_decompressed(
    encoding: str, data: bytes, message: str
) -> None:
    with pytest.raises(BodyError, match=message):
        inflate(encoding, data)


def test_an_empty_body_needs_no_compression() -> None:
    assert inflate("gzip", b"") == b""
