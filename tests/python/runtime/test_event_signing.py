"""Signed events, checked by a computation of its own."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import io
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from smithyc_runtime import event_frames, event_signing, event_writer, wire_json
from smithyc_runtime.aws_credentials import AwsCredentials

MOMENT = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"


def body(events: Any, kind: Any = event_writer.SyncEventBody) -> Any:
    def put(event: str, message: event_writer.Message) -> None:
        message.event("word")
        message.document({"text": event})

    return kind(events, put, wire_json.REST_JSON, "input.events", exact=False, initial=None)


def sent(content: Any) -> bytes:
    async def gathered() -> bytes:
        return b"".join([piece async for piece in content])

    return asyncio.run(gathered()) if hasattr(content, "__aiter__") else b"".join(content)


def keyed() -> bytes:
    key = b"AWS4" + SECRET.encode()
    for part in (b"20260203", b"eu-west-1", b"transcribe", b"aws4_request"):
        key = hmac.new(key, part, hashlib.sha256).digest()
    return key


async def later() -> Any:
    for word in ("a", "b"):
        yield word


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_each_event_is_signed_and_an_empty_one_ends(kind: str) -> None:
    scheme = event_signing.EventSigV4("transcribe")
    signer = event_signing.EventSigner(
        scheme, AwsCredentials("AKID", SECRET), "eu-west-1", MOMENT.timestamp
    )
    content = body(["a", "b"]) if kind == "sync" else body(later(), event_writer.AsyncEventBody)
    it = SimpleNamespace(method="POST", url="https://h/events", headers={}, content=content)
    signer.sign(it)
    assert it.headers["x-amz-content-sha256"] == "STREAMING-AWS4-HMAC-SHA256-EVENTS"
    seed = it.headers["authorization"].rpartition("Signature=")[2]
    decoder = event_frames.FrameDecoder()
    frames = list(decoder.feed(sent(it.content)))
    decoder.finish()
    inner = [b"".join(body([word])) for word in ("a", "b")]
    assert [frame.payload for frame in frames] == [*inner, b""]
    previous = seed
    for frame in frames:
        assert frame.headers[":date"] == MOMENT
        milliseconds = int(MOMENT.timestamp() * 1000)
        date = b"\x05:date\x08" + milliseconds.to_bytes(8, "big")
        text = "\n".join(
            [
                "AWS4-HMAC-SHA256-PAYLOAD",
                "20260203T040506Z",
                "20260203/eu-west-1/transcribe/aws4_request",
                previous,
                hashlib.sha256(date).hexdigest(),
                hashlib.sha256(frame.payload).hexdigest(),
            ]
        )
        expected = hmac.new(keyed(), text.encode(), hashlib.sha256).digest()
        assert frame.headers[":chunk-signature"] == expected
        previous = expected.hex()


def test_other_bodies_are_signed_as_ever() -> None:
    signer = event_signing.EventSigV4("transcribe").signs(
        event_signing.EventSigV4("transcribe"), AwsCredentials("AKID", SECRET), "eu-west-1"
    )
    it = SimpleNamespace(method="POST", url="https://h/", headers={}, content=io.BytesIO(b"abc"))
    signer.sign(it)
    assert "x-amz-content-sha256" not in it.headers
    assert it.content.read() == b"abc"
