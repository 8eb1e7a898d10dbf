"""CBOR (RFC 8949) to and from Python values, as far as Smithy uses it.

Maps are dicts with text keys; byte strings are bytes; tag 1 is a moment, tags 2 and 3 are integers
of any size, tag 4 is a decimal; other tags are passed over. `undefined` reads as null. Lengths
may be indefinite.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from struct import Struct
from struct import error as StructError
from typing import TYPE_CHECKING, Any, cast

from .deferred import Deferred, expand
from .timestamps import EPOCH, LATEST

if TYPE_CHECKING:
    from decimal import Decimal

DEEPEST = 200
"""Arrays and maps may nest so deep, at two calls each: well below the recursion limit of Python."""

_LARGEST_EXPONENT = 1_000_000
"""Decimals with larger exponents are refused: no model needs them, and computing with one hangs."""

_U16 = Struct(">H")
_U32 = Struct(">I")
_U64 = Struct(">Q")
_F16 = Struct(">e")
_F32 = Struct(">f")
_F64 = Struct(">d")
_word = _U32.unpack_from
_double = _F64.unpack_from
_BREAK: Any = object()


class CborError(ValueError):
    """The bytes are not CBOR, or not as Smithy uses it."""


def loads(data: bytes, exact: bool = False) -> Any:
    """Read one CBOR item.

    Args:
        data: The bytes; nothing may follow the item.
        exact: Has no meaning, for no digit is ever lost.

    Returns:
        The value.

    Raises:
        CborError: If `data` is something else, or nests too deeply.
    """
    try:
        return _Reader(data).whole()
    except (IndexError, StructError):
        raise CborError("the document ends too early") from None


class _Reader:
    """Reads items one after the other."""

    __slots__ = ("_at", "_data", "_end", "_keys")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._end = len(data)
        self._at: int = 0
        self._keys: dict[bytes, str] = {}

    def whole(self) -> Any:
        value = self._no_break(self._item(0))
        if self._at != self._end:
            raise CborError(f"{self._end - self._at} bytes follow the document")
        return value

    def _argument(self, info: int) -> int:
        """Read what the low five bits of a first byte announce."""
        if info < 24:
            return info
        data, at = self._data, self._at
        if info == 24:
            self._at = at + 1
            return data[at]
        if info == 25:
            self._at = at + 2
            return int(_U16.unpack_from(data, at)[0])
        if info == 26:
            self._at = at + 4
            return int(_U32.unpack_from(data, at)[0])
        if info == 27:
            self._at = at + 8
            return int(_U64.unpack_from(data, at)[0])
        raise CborError(f"the additional information {info} means nothing here")

    def _bytes(self, size: int) -> bytes:
        at = self._at
        stop = at + size
        if stop > self._end:
            raise CborError("a string is longer than the document")
        self._at = stop
        return self._data[at:stop]

    def _item(self, depth: int) -> Any:
        data, at = self._data, self._at
        first = data[at]
        self._at = at + 1
        major = first >> 5
        if major == 3:
            if first < 0x78:
                self._at = stop = at + first - 0x5F
                if stop > self._end:
                    raise CborError("a string is longer than the document")
                return data[at + 1 : stop].decode()
            if first == 0x7F:
                return "".join(part.decode() for part in self._chunks(3))
            return self._bytes(self._argument(first & 31)).decode()
        if major == 0:
            return first if first < 24 else self._argument(first & 31)
        if major == 5:
            return self._map(first & 31, depth + 1)
        if major == 4:
            return self._array(first & 31, depth + 1)
        if major == 7:
            return self._simple(first & 31)
        if major == 2:
            if first == 0x5F:
                return b"".join(self._chunks(2))
            return self._bytes(self._argument(first & 31))
        if major == 1:
            return -1 - self._argument(first & 31)
        return self._tagged(self._argument(first & 31), depth + 1)

    def _no_break(self, value: Any) -> Any:
        if value is _BREAK:
            raise CborError("a break stands where an item should")
        return value

    def _key(self) -> str:
        key = self._item(DEEPEST)
        if not isinstance(key, str):
            raise CborError("a map has a key that is no text")
        return key

    def _map(self, info: int, depth: int) -> dict[str, Any]:
        if depth > DEEPEST:
            raise CborError(f"arrays and maps nest more than {DEEPEST} deep")
        made: dict[str, Any] = {}
        if info == 31:
            while self._data[self._at] != 0xFF:
                key = self._key()
                made[key] = self._no_break(self._item(depth))
            self._at += 1
            return made
        # Nine tenths of a document are read in this loop and that of arrays. A call for each value,
        # and the place in an attribute, take more time than all else; so the usual values are read
        # here, and the place is written down where something is called that needs it.
        count = self._argument(info)
        data, keys, end, at = self._data, self._keys, self._end, self._at
        for _ in range(count):
            first = data[at]
            if 0x60 <= first < 0x78:  # keys are short and come again
                start = at + 1
                at = start + first - 0x60
                raw = data[start:at]
                try:
                    key = keys[raw]
                except KeyError:  # one cut short by the end is found out by the value's first byte
                    keys[raw] = key = raw.decode()
            else:
                self._at = at
                key = self._key()
                at = self._at
            first = data[at]
            if 0x60 <= first < 0x79:
                if first < 0x78:
                    start = at + 1
                    at = start + first - 0x60
                else:
                    start = at + 2
                    at = start + data[at + 1]
                if at > end:
                    raise CborError("a string is longer than the document")
                made[key] = data[start:at].decode()
            elif first == 0xFB:
                (made[key],) = _double(data, at + 1)
                at += 9
            elif first < 0x18:
                made[key] = first
                at += 1
            elif first == 0x1A:
                (made[key],) = _word(data, at + 1)
                at += 5
            elif 0xA0 <= first < 0xB8:
                self._at = at + 1
                made[key] = self._map(first - 0xA0, depth + 1)
                at = self._at
            elif first == 0xC1 and data[at + 1] == 0x1A:
                (seconds,) = _word(data, at + 2)
                made[key] = datetime.fromtimestamp(seconds, UTC)
                at += 6
            else:
                self._at = at
                made[key] = self._no_break(self._item(depth))
                at = self._at
        self._at = at
        return made

    def _array(self, info: int, depth: int) -> list[Any]:
        if depth > DEEPEST:
            raise CborError(f"arrays and maps nest more than {DEEPEST} deep")
        made: list[Any] = []
        if info == 31:
            while self._data[self._at] != 0xFF:
                made.append(self._item(depth))
            self._at += 1
            return made
        count = self._argument(info)
        data, end, at = self._data, self._end, self._at
        for _ in range(count):
            first = data[at]
            if 0x60 <= first < 0x78:
                start = at + 1
                at = start + first - 0x60
                if at > end:
                    raise CborError("a string is longer than the document")
                made.append(data[start:at].decode())
                continue
            if 0xA0 <= first < 0xB8:
                self._at = at + 1
                made.append(self._map(first - 0xA0, depth + 1))
            else:
                self._at = at
                made.append(self._no_break(self._item(depth)))
            at = self._at
        self._at = at
        return made

    def _chunks(self, major: int) -> list[bytes]:
        """Read the parts of a string of indefinite length."""
        parts: list[bytes] = []
        while True:
            first = self._data[self._at]
            self._at += 1
            if first == 0xFF:
                return parts
            if first >> 5 != major or first & 31 == 31:
                raise CborError("a string of indefinite length holds something else")
            parts.append(self._bytes(self._argument(first & 31)))

    def _simple(self, info: int) -> Any:
        data, at = self._data, self._at
        if info == 27:
            self._at = at + 8
            return _F64.unpack_from(data, at)[0]
        if info == 20:
            return False
        if info == 21:
            return True
        if info in (22, 23):
            return None
        if info == 26:
            self._at = at + 4
            return _F32.unpack_from(data, at)[0]
        if info == 25:
            self._at = at + 2
            return _F16.unpack_from(data, at)[0]
        if info == 31:
            return _BREAK
        raise CborError(f"the simple value {info} means nothing here")

    def _tagged(self, tag: int, depth: int) -> Any:
        if depth > DEEPEST:
            raise CborError(f"tags nest more than {DEEPEST} deep")
        value = self._no_break(self._item(depth))
        if tag == 1:
            return _moment(value)
        if tag in (2, 3):
            if not isinstance(value, bytes):
                raise CborError("a big integer is no byte string")
            number = int.from_bytes(value, "big")
            return number if tag == 2 else -1 - number
        if tag == 4:
            return _decimal(value)
        return value


def _moment(value: Any) -> Any:
    """Read seconds since 1970; what no datetime can hold stays as it is."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise CborError("a timestamp is no number")
    try:
        if isinstance(value, float):
            return EPOCH + timedelta(milliseconds=round(value * 1000))
        if 0 <= value <= LATEST:
            return datetime.fromtimestamp(value, UTC)
        return EPOCH + timedelta(seconds=value)
    except (OverflowError, ValueError):
        return value


def _decimal(value: Any) -> Decimal:
    from decimal import Decimal

    pair: Any = value if value.__class__ is list else ()
    if len(pair) != 2 or not all(part.__class__ is int for part in pair):
        raise CborError("a decimal is no pair of integers")
    exponent, digits = pair
    if not -_LARGEST_EXPONENT <= exponent <= _LARGEST_EXPONENT:
        raise CborError(f"a decimal has the exponent {exponent}")
    sign = 1 if digits < 0 else 0
    try:
        return Decimal((sign, tuple(map(int, str(abs(digits)))), exponent))
    except ValueError:
        raise CborError("a decimal has too many digits") from None


def dumps(value: Any, exact: bool = False) -> bytes:
    """Write one CBOR item, every number in the smallest form that holds it.

    Args:
        value: Dicts, lists, strings, bytes, numbers, booleans, datetimes and `None`.
        exact: Has no meaning, for no digit is ever lost.

    Returns:
        The bytes.

    Raises:
        TypeError: If a value has no CBOR form.
        UnicodeEncodeError: If a string holds a lone surrogate.
    """
    out = bytearray()
    _write(value, out, {})
    return bytes(out)


def _text(value: str) -> bytearray:
    text = value.encode()
    made = bytearray()
    _head(0x60, len(text), made)
    made += text
    return made


def _write(value: Any, out: bytearray, keys: dict[str, bytearray]) -> None:
    cls = value.__class__
    if cls is str:
        text = value.encode()
        size = len(text)
        if size < 24:
            out.append(0x60 + size)
        else:
            _head(0x60, size, out)
        out += text
    elif cls is int:
        _integer(value, out)
    elif cls is dict:
        _head(0xA0, len(value), out)
        for key, item in value.items():
            head = keys.get(key)
            if head is None:
                keys[key] = head = _text(key)
            out += head
            if item.__class__ is str:
                text = item.encode()
                size = len(text)
                if size < 24:
                    out.append(0x60 + size)
                else:
                    _head(0x60, size, out)
                out += text
            else:
                _write(item, out, keys)
    elif cls is list or cls is tuple:
        _head(0x80, len(value), out)
        for item in value:
            _write(item, out, keys)
    elif value is None:
        out.append(0xF6)
    elif cls is bool:
        out.append(0xF5 if value else 0xF4)
    elif cls is float:
        _float(value, out)
    elif cls is bytes:
        _head(0x40, len(value), out)
        out += value
    elif isinstance(value, datetime):
        _epoch(value, out)
    elif cls is Deferred:
        _write(expand(value), out, keys)
    else:
        _other(value, out, keys)


def _head(major: int, size: int, out: bytearray) -> None:
    if size < 24:
        out.append(major + size)
    elif size < 0x100:
        out.append(major + 24)
        out.append(size)
    elif size < 0x10000:
        out.append(major + 25)
        out += _U16.pack(size)
    elif size < 0x100000000:
        out.append(major + 26)
        out += _U32.pack(size)
    else:
        out.append(major + 27)
        out += _U64.pack(size)


def _integer(value: int, out: bytearray) -> None:
    major, number = (0, value) if value >= 0 else (0x20, -1 - value)
    if number < 0x10000000000000000:
        _head(major, number, out)
        return
    text = number.to_bytes((number.bit_length() + 7) // 8, "big")
    out.append(0xC3 if major else 0xC2)
    _head(0x40, len(text), out)
    out += text


def _float(value: float, out: bytearray) -> None:
    try:
        short = _F32.pack(value)
    except OverflowError:
        short = b""
    if short and (_F32.unpack(short)[0] == value or math.isnan(value)):
        out.append(0xFA)
        out += short
    else:
        out.append(0xFB)
        out += _F64.pack(value)


def _epoch(value: datetime, out: bytearray) -> None:
    moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value
    since = moment - EPOCH
    seconds, rest = since.days * 86_400 + since.seconds, since.microseconds // 1000
    out.append(0xC1)
    if rest:
        _float(seconds + rest / 1000, out)
    else:
        _integer(seconds, out)


def _other(value: Any, out: bytearray, keys: dict[str, bytearray]) -> None:
    from decimal import Decimal

    if isinstance(value, Decimal) and value.is_finite():
        sign, digits, exponent = value.as_tuple()
        number = int("".join(map(str, digits)))
        out += b"\xc4\x82"
        _integer(int(exponent), out)
        _integer(-number if sign else number, out)
        return
    for base in (bool, str, int, float, bytes, dict, list):
        if isinstance(value, base):
            _write(cast("Any", base)(value), out, keys)
            return
    raise TypeError(f"{type(value).__name__} has no CBOR form")
