"""CBOR: whatever is written comes back, RFC 8949's examples are read, and junk is refused."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smithyc_runtime.cbor import DEEPEST, CborError, dumps, loads

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# RFC 8949, appendix A.
EXAMPLES: list[tuple[str, Any]] = [
    ("00", 0),
    ("17", 23),
    ("1818", 24),
    ("1903e8", 1000),
    ("1a000f4240", 1000000),
    ("1bffffffffffffffff", 2**64 - 1),
    ("c249010000000000000000", 2**64),
    ("3bffffffffffffffff", -(2**64)),
    ("c349010000000000000000", -(2**64) - 1),
    ("3863", -100),
    ("f90001", 5.960464477539063e-8),
    ("f93e00", 1.5),
    ("f97bff", 65504.0),
    ("f97c00", math.inf),
    ("f9fc00", -math.inf),
    ("fa47c35000", 100000.0),
    ("fb3ff199999999999a", 1.1),
    ("f4", False),
    ("f5", True),
    ("f6", None),
    ("f7", None),
    ("c11a514b67b0", datetime(2013, 3, 21, 20, 4, tzinfo=UTC)),
    ("c1fb41d452d9ec200000", datetime(2013, 3, 21, 20, 4, 0, 500000, tzinfo=UTC)),
    ("d74401020304", b"\x01\x02\x03\x04"),
    ("40", b""),
    ("60", ""),
    ("62c3bc", "ü"),
    ("64f0908591", "\U00010151"),
    ("83010203", [1, 2, 3]),
    ("98190102030405060708090a0b0c0d0e0f101112131415161718181819", list(range(1, 26))),
    ("a26161016162820203", {"a": 1, "b": [2, 3]}),
    ("5f42010243030405ff", b"\x01\x02\x03\x04\x05"),
    ("7f657374726561646d696e67ff", "streaming"),
    ("9fff", []),
    ("9f018202039f0405ffff", [1, [2, 3], [4, 5]]),
    ("bf61610161629f0203ffff", {"a": 1, "b": [2, 3]}),
    ("c48221196ab3", Decimal("273.15")),
    ("c4820119010f", Decimal("2.71e3")),
]


@pytest.mark.parametrize(("text", "value"), EXAMPLES)
def test_examples_are_read(text: str, value: Any) -> None:
    found = loads(bytes.fromhex(text))
    assert found == value
    assert type(found) is type(value)


def test_what_is_not_a_number_is_read() -> None:
    assert all(math.isnan(loads(bytes.fromhex(text))) for text in ("f97e00", "fa7fc00000"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "1b00",
        "1c",
        "61",
        "61ff",
        "7f6161",
        "7f4161ff",
        "5f5f4101ffff",
        "82",
        "8201",
        "a1",
        "a10101",
        "a16161",
        "a1616164",
        "ff",
        "81ff",
        "a16161ff",
        "bf6161ff",
        "f8ff",
        "e0",
        "c1f5",
        "c16161",
        "c201",
        "c48101",
        "c482016161",
        "c4821b7fffffffffffffff01",
        "0000",
        "9b00ffffffffffffff",
        "bb7fffffffffffffff",
        "7b7fffffffffffffff",
    ],
)
def test_junk_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        loads(bytes.fromhex(text))


@pytest.mark.parametrize("opening", [b"\x81", b"\x9f", b"\xa1\x61a", b"\xbf\x61a", b"\xd7"])
def test_what_nests_too_deeply_is_refused(opening: bytes) -> None:
    with pytest.raises(CborError, match="nest"):
        loads(opening * 100_000)
    assert loads(b"\x81" * (DEEPEST - 1) + b"\x80")


moments = st.integers(-62_135_596_800_000, 253_402_300_799_999).map(
    lambda ms: EPOCH + timedelta(milliseconds=ms)
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(),
    st.binary(),
    moments,
    st.decimals(allow_nan=False, allow_infinity=False),
)
documents = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=40
)


@given(documents)
@settings(deadline=None, max_examples=60)
def test_what_is_written_comes_back(value: Any) -> None:
    assert loads(dumps(value)) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        loads(data)
    except ValueError:
        pass


def test_what_is_damaged_is_read_or_refused() -> None:
    source = random.Random(1)
    whole = dumps({"a": [1, 2.5, "x" * 30, b"y" * 300, EPOCH, Decimal("1.5")], "b": {"c": 2**80}})
    for _ in range(3000):
        data = bytearray(whole)
        for _ in range(source.randint(1, 3)):
            data[source.randrange(len(data))] = source.randrange(256)
        try:
            loads(bytes(data[: source.randint(0, len(data))]))
        except ValueError:
            pass


def test_numbers_take_the_smallest_form() -> None:
    assert [dumps(n).hex() for n in (0, 24, -1, 256, 1.5, 0.1)] == [
        "00",
        "1818",
        "20",
        "190100",
        "fa3fc00000",
        "fb3fb999999999999a",
    ]


def test_moments_have_milliseconds() -> None:
    assert loads(dumps(EPOCH + timedelta(microseconds=1_234_567))) == EPOCH + timedelta(
        milliseconds=1234
    )


def test_what_has_no_form_is_refused() -> None:
    for value in (object(), {1, 2}, Decimal("NaN")):
        with pytest.raises(TypeError):
            dumps(value)
