"""Frames: whatever is written comes back, however it is cut; whatever is damaged is refused."""

from __future__ import annotations

import struct
import time
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frames import EPOCH, frame, header
from smithyc_runtime.event_frames import LARGEST_HEADERS, LARGEST_MESSAGE, FrameDecoder, FrameError


def decode(body: bytes, size: int | None = None) -> list[tuple[dict[str, Any], bytes]]:
    decoder = FrameDecoder()
    found: list[tuple[dict[str, Any], bytes]] = []
    step = size or max(len(body), 1)
    for at in range(0, len(body), step):
        found.extend((dict(f.headers), f.payload) for f in decoder.feed(body[at : at + step]))
    decoder.finish()
    return found


moments = st.integers(-62_135_596_800_000, 253_402_300_799_999).map(
    lambda ms: EPOCH + timedelta(milliseconds=ms)
)
numbers = st.sampled_from([2, 3, 4, 5]).flatmap(
    lambda width: st.tuples(
        st.integers(-(1 << ((8 << (width - 2)) - 1)), (1 << ((8 << (width - 2)) - 1)) - 1),
        st.just(width),
    )
)
others = st.one_of(
    st.booleans(), st.binary(max_size=300), st.text(max_size=100), moments, st.uuids()
)
values = st.one_of(numbers, others.map(lambda value: (value, 5)))
names = st.text(min_size=1, max_size=60)
messages = st.lists(
    st.tuples(st.dictionaries(names, values, max_size=5), st.binary(max_size=500)), max_size=4
)


@given(messages, st.integers(1, 700))
@settings(deadline=None)
def test_what_is_written_comes_back(written: Any, size: int) -> None:
    body = b"".join(
        frame(b"".join(header(n, v, w) for n, (v, w) in headers.items()), payload)
        for headers, payload in written
    )
    expected = [({n: v for n, (v, _) in headers.items()}, p) for headers, p in written]
    found = decode(body, size)
    assert found == expected
    for (got, _), (want, _) in zip(found, expected, strict=True):
        assert {n: type(v) for n, v in got.items()} == {n: type(v) for n, v in want.items()}


ONE = frame(header(":message-type", "event") + header("n", 7, 4), b'{"count": 1}')


@given(st.integers(0, len(ONE) - 1), st.integers(1, 255))
def test_no_changed_byte_passes(at: int, change: int) -> None:
    damaged = bytearray(ONE)
    damaged[at] ^= change
    with pytest.raises(FrameError):
        decode(bytes(damaged))


@pytest.mark.parametrize("end", range(1, len(ONE)))
def test_truncated(end: int) -> None:
    with pytest.raises(FrameError, match="middle of a message"):
        decode(ONE + ONE[:end])


@given(st.binary(max_size=200))
def test_garbage_ends_in_a_typed_error(body: bytes) -> None:
    try:
        assert decode(body) == []
    except FrameError:
        pass


@given(st.binary(max_size=60))
def test_garbage_in_headers_ends_in_a_typed_error(headers: bytes) -> None:
    try:
        decode(frame(headers))
    except FrameError:
        pass


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        (b"\x00\x00", "no name"),
        (b"\x01", "longer than"),
        (b"\x01a", "longer than"),
        (b"\x01a\x0a", "no type"),
        (b"\x01a\x02", "longer than"),
        (b"\x01a\x07\x00\x05abcd", "longer than"),
        (b"\x01a\x07\x00\x01\xff", "UTF-8"),
        (b"\x01\xff\x00", "UTF-8"),
        (b"\x01a\x08" + b"\x7f" * 8, "no time"),
        (header("a", 1) + header("a", 2), "twice"),
    ],
)
def test_headers_that_are_none(headers: bytes, message: str) -> None:
    with pytest.raises(FrameError, match=message):
        decode(frame(headers))


def prelude(total: int, headers: int) -> bytes:
    start = struct.pack(">II", total, headers)
    return start + struct.pack(">I", zlib.crc32(start))


@pytest.mark.parametrize(
    ("total", "headers"),
    [(0, 0), (15, 0), (16, 1), (LARGEST_MESSAGE + 1, 0), (LARGEST_MESSAGE, LARGEST_HEADERS + 1)],
)
def test_lengths_that_cannot_be(total: int, headers: int) -> None:
    # They are refused before anything more is waited for.
    with pytest.raises(FrameError):
        list(FrameDecoder().feed(prelude(total, headers)))


def test_a_wrong_prelude_is_refused_at_once() -> None:
    with pytest.raises(FrameError, match="prelude"):
        list(FrameDecoder().feed(struct.pack(">III", 100, 0, 0)))


def test_messages_before_the_damage_come_out() -> None:
    found: list[bytes] = []
    with pytest.raises(FrameError):
        for got in FrameDecoder().feed(ONE + ONE + ONE[:-1] + b"\x00"):
            found.append(got.payload)
    assert found == [b'{"count": 1}'] * 2


def test_the_largest_payload_that_a_service_may_send() -> None:
    payload = bytes(25_165_824)
    assert decode(frame(b"", payload), 65536) == [({}, payload)]


def test_time_is_linear() -> None:
    start = time.perf_counter()
    assert len(decode(ONE * 40_000)) == 40_000
    assert len(decode(frame(b"", bytes(200_000)), 1)) == 1
    assert time.perf_counter() - start < 20


def test_a_time_has_milliseconds() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
    assert decode(frame(header("when", moment))) == [({"when": moment}, b"")]
