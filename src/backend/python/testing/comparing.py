"""Compares what was sent and received with what the model expects, by value and not by bytes."""

from __future__ import annotations

import base64
import dataclasses
import json
import math
import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias, cast
from urllib.parse import unquote_plus
from xml.etree import ElementTree
from zlib import crc32

HeaderValue: TypeAlias = bool | int | bytes | str | datetime
"""What the header of an event holds."""


def equal(left: Any, right: Any) -> bool:
    """Say whether two values are the same.

    NaN is the same as NaN, `True` is not the same as 1, and shapes are the same when their
    members are.

    Args:
        left: A value.
        right: Another one.
    """
    if dataclasses.is_dataclass(left):
        return type(left) is type(right) and all(
            equal(getattr(left, field.name), getattr(right, field.name))
            for field in dataclasses.fields(left)
        )
    if isinstance(left, float) and isinstance(right, float):
        return left == right or (math.isnan(left) and math.isnan(right))
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return _equal_lists(cast("list[Any]", left), cast("list[Any]", right))
    if isinstance(left, dict) and isinstance(right, dict):
        return _equal_dicts(cast("Any", left), cast("Any", right))
    return bool(left == right)


def _equal_lists(left: list[Any], right: list[Any]) -> bool:
    return len(left) == len(right) and all(map(equal, left, right))


def _equal_dicts(left: dict[Any, Any], right: dict[Any, Any]) -> bool:
    return left.keys() == right.keys() and all(
        equal(item, right[key]) for key, item in left.items()
    )


def encoded(body: str, media_type: str | None) -> bytes:
    """Return the bytes of a body; the model writes those of CBOR in base64.

    Args:
        body: The body as the model has it.
        media_type: Its media type, if the model says.
    """
    return base64.b64decode(body) if media_type == "application/cbor" else body.encode()


def parsed(body: bytes, media_type: str) -> object:
    """Read a body as its media type says, so that equal bodies give equal values.

    Args:
        body: The body.
        media_type: Its media type.

    Returns:
        A value; the body itself where nothing is known of the media type.
    """
    essence = media_type.partition(";")[0].strip().lower()
    subtype = essence.rpartition("/")[2].rpartition("+")[2]
    if not body:
        return b""
    if subtype == "json" or essence.startswith("application/x-amz-json-"):
        return json.loads(body)
    if subtype == "xml":
        return _element(ElementTree.fromstring(body))
    if subtype == "cbor":
        return _Cbor(body).whole()
    if subtype == "x-www-form-urlencoded":
        return form(body.decode())
    return body


def form(text: str) -> list[tuple[str, str]]:
    """Read the fields of a form; their order does not matter, and a test may break lines.

    Args:
        text: The form.
    """
    pairs = (field.strip().partition("=") for field in text.split("&"))
    return sorted((unquote_plus(name), unquote_plus(value)) for name, _, value in pairs)


def _element(element: ElementTree.Element) -> dict[str, object]:
    """Read an element. Children of different names may come in any order."""
    children: dict[str, list[object]] = {}
    for child in element:
        children.setdefault(child.tag, []).append(_element(child))
    text = element.text or ""
    return {
        "name": element.tag,
        "attributes": dict(element.attrib),
        "text": text.strip() if children else text,
        "children": children,
    }


class _Cbor:
    """Reads one value of CBOR (RFC 8949)."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def whole(self) -> object:
        value = self._value()
        if self._at != len(self._data):
            raise ValueError(f"{len(self._data) - self._at} bytes follow the value")
        return value

    def _take(self, size: int) -> bytes:
        end = self._at + size
        if end > len(self._data):
            raise ValueError("the data ends too early")
        self._at, piece = end, self._data[self._at : end]
        return piece

    def _value(self) -> object:
        head = self._take(1)[0]
        major, info = head >> 5, head & 31
        if major == 7:
            return self._simple(info)
        if info == 31:
            return self._open(major)
        size = info if info < 24 else int.from_bytes(self._take(1 << (info - 24)))
        if major < 2:
            return -1 - size if major else size
        if major == 2:
            return self._take(size)
        if major == 3:
            return self._take(size).decode()
        if major == 4:
            return [self._value() for _ in range(size)]
        if major == 5:
            return {self._value(): self._value() for _ in range(size)}
        return {"tag": size, "value": self._value()}

    def _simple(self, info: int) -> object:
        if 20 <= info <= 23:
            return {20: False, 21: True, 22: None, 23: None}[info]
        size, kind = {25: (2, ">e"), 26: (4, ">f"), 27: (8, ">d")}[info]
        value: float = struct.unpack(kind, self._take(size))[0]
        return value

    def _open(self, major: int) -> object:
        items: list[Any] = []
        while self._data[self._at : self._at + 1] != b"\xff":
            items.append(self._value())
        self._take(1)
        if major == 2:
            return b"".join(items)
        if major == 3:
            return "".join(items)
        return dict(zip(items[::2], items[1::2], strict=True)) if major == 5 else items


@dataclasses.dataclass(frozen=True)
class Message:
    """A message of an event stream.

    Attributes:
        headers: Names and values.
        body: What follows them.
    """

    headers: Mapping[str, HeaderValue]
    body: bytes


def messages(data: bytes) -> list[Message]:
    """Cut the body of an event stream into messages.

    Args:
        data: The whole body.
    """
    found: list[Message] = []
    while data:
        total, size = struct.unpack_from(">II", data)
        start = 12 + size
        found.append(Message(_headers(data[12:start]), data[start : total - 4]))
        data = data[total:]
    return found


def message(headers: Mapping[str, HeaderValue], body: str = "") -> bytes:
    """Return the bytes of a message.

    Args:
        headers: Names and values.
        body: What follows them.
    """
    parts: list[bytes] = []
    for name, value in headers.items():
        parts.append(bytes([len(name.encode())]) + name.encode() + _header_bytes(value))
    head, content = b"".join(parts), body.encode()
    lead = struct.pack(">II", 16 + len(head) + len(content), len(head))
    start = lead + struct.pack(">I", crc32(lead)) + head + content
    return start + struct.pack(">I", crc32(start))


def _header_bytes(value: HeaderValue) -> bytes:
    if isinstance(value, bool):
        return bytes([not value])
    if isinstance(value, int):
        return struct.pack(">Bq", 5, value)
    if isinstance(value, datetime):
        return struct.pack(">Bq", 8, round(value.timestamp() * 1000))
    kind, raw = (6, value) if isinstance(value, bytes) else (7, value.encode())
    return struct.pack(">BH", kind, len(raw)) + raw


def _headers(data: bytes) -> dict[str, HeaderValue]:
    found: dict[str, HeaderValue] = {}
    while data:
        end = 1 + data[0]
        name, kind, data = data[1:end].decode(), data[end], data[end + 1 :]
        size = (0, 0, 1, 2, 4, 8, 0, 0, 8, 16)[kind]
        if kind in (6, 7):
            size, data = int.from_bytes(data[:2]), data[2:]
        raw, data = data[:size], data[size:]
        found[name] = _header(kind, raw)
    return found


def _header(kind: int, raw: bytes) -> HeaderValue:
    if kind < 2:
        return kind == 0
    if kind in (6, 9):
        return raw
    if kind == 7:
        return raw.decode()
    number = int.from_bytes(raw, signed=True)
    if kind == 8:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=number)
    return number
