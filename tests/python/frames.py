"""Writes messages of `application/vnd.amazon.eventstream`, as a service does."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Value = bool | int | bytes | str | datetime | UUID


def header(name: str, value: Value, width: int = 5) -> bytes:
    """One header; a number takes the type `width` (2 to 5: 1, 2, 4 or 8 bytes)."""
    raw = name.encode()
    start = bytes([len(raw)]) + raw
    if isinstance(value, bool):
        return start + bytes([0 if value else 1])
    if isinstance(value, int):
        return start + bytes([width]) + value.to_bytes(1 << (width - 2), "big", signed=True)
    if isinstance(value, datetime):
        milliseconds = (value - EPOCH) // timedelta(milliseconds=1)
        return start + b"\x08" + milliseconds.to_bytes(8, "big", signed=True)
    if isinstance(value, UUID):
        return start + b"\x09" + value.bytes
    kind, text = (7, value.encode()) if isinstance(value, str) else (6, value)
    return start + bytes([kind]) + struct.pack(">H", len(text)) + text


def frame(headers: bytes, payload: bytes = b"") -> bytes:
    """One message with right checksums."""
    prelude = struct.pack(">II", 16 + len(headers) + len(payload), len(headers))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + headers + payload
    return message + struct.pack(">I", zlib.crc32(message))


def _content(payload: object) -> bytes:
    return payload if isinstance(payload, bytes) else json.dumps(payload).encode()


def event(kind: str, payload: object = b"", extra: bytes = b"") -> bytes:
    """An event; what is no bytes is written as JSON."""
    headers = header(":message-type", "event") + header(":event-type", kind) + extra
    return frame(headers, _content(payload))


def exception(kind: str, payload: object = b"") -> bytes:
    """A modeled error."""
    headers = header(":message-type", "exception") + header(":exception-type", kind)
    return frame(headers, _content(payload))


def failure(code: str, message: str) -> bytes:
    """An error that no model has."""
    return frame(
        header(":message-type", "error")
        + header(":error-code", code)
        + header(":error-message", message)
    )
