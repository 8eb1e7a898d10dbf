"""Server-Sent Events: the decoder against a simple reader of the whole text, however it is cut."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from smithyc_runtime.sse import LARGEST_EVENT, ServerSentEvent, SseDecoder, SseError


def decode(body: bytes, *cuts: int) -> tuple[list[ServerSentEvent], str, int | None]:
    decoder = SseDecoder()
    found: list[ServerSentEvent] = []
    edges = [0, *sorted(at % (len(body) + 1) for at in cuts), len(body)]
    for start, end in zip(edges, edges[1:], strict=False):
        found.extend(decoder.feed(body[start:end]))
    return found, decoder.last_event_id, decoder.retry


def reference(body: bytes) -> tuple[list[ServerSentEvent], str, int | None]:
    """Read a whole body character by character, as the standard words it."""
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    lines: list[str] = []
    line = ""
    at = 0
    while at < len(text):
        if text[at] in "\r\n":
            at += text[at : at + 2] == "\r\n"
            lines.append(line)
            line = ""
        else:
            line += text[at]
        at += 1
    events: list[ServerSentEvent] = []
    data = name = buffer = last = ""
    waits: list[int] = []
    here: int | None = None
    for line in lines:
        if line == "":
            last = buffer
            if data:
                events.append(ServerSentEvent(name or "message", data[:-1], last, here))
            data = name = ""
            here = None
            continue
        field, value = line, ""
        if ":" in line:
            where = line.index(":")
            field, value = line[:where], line[where + 1 :]
            if value[:1] == " ":
                value = value[1:]
        if field == "event":
            name = value
        elif field == "data":
            data += value + "\n"
        elif field == "id" and "\0" not in value:
            buffer = value
        elif field == "retry" and value and all(c in "0123456789" for c in value):
            if len(value) <= 18:
                here = int(value)
                waits.append(here)
    return events, last, waits[-1] if waits else None


texts = st.one_of(
    st.text(max_size=8),
    st.text(alphabet="a: \u2028\u2029\x85\x0b\x0c\x1c\0é🦊\ufeff0123", max_size=8),
)
ends = st.sampled_from(["\n", "\r", "\r\n"])
fields = st.sampled_from(["data", "event", "id", "retry", "Data", "data ", " data", "x", ""])
lines = st.one_of(
    st.tuples(fields, st.sampled_from([":", ": ", ":  ", ""]), texts).map("".join),
    st.sampled_from(["data: x", "event: e", "id: 1", "retry: 20", "data", ":", ""]),
    st.just(""),
)
bodies = st.one_of(
    st.tuples(
        st.sampled_from([b"", b"\xef\xbb\xbf", b"\xef\xbb", b"\xef\xbb\xbf\xef\xbb\xbf"]),
        st.lists(st.tuples(lines, ends).map("".join), max_size=20).map(
            lambda made: "".join(made).encode("utf-8", "surrogatepass")
        ),
        st.binary(max_size=6),
    ).map(b"".join),
    st.lists(
        st.sampled_from(
            [b"data:", b"\r", b"\n", b"\xf0\x9f", b"\x98\x80", b"\xe2\x80\xa8", b"id:"]
        ),
        max_size=30,
    ).map(b"".join),
)


@given(bodies, st.lists(st.integers(0, 400), max_size=8))
@settings(deadline=None, max_examples=400)
@example(b"data: a\r\n\r\ndata: b\r\n\r\n", [9, 10])
@example(b"data: \xf0\x9f\x98\x80\n\n", [8, 9])
def test_pieces_do_not_matter(body: bytes, cuts: list[int]) -> None:
    assert decode(body, *cuts) == reference(body)


@given(bodies)
@settings(deadline=None)
def test_single_bytes(body: bytes) -> None:
    assert decode(body, *range(len(body))) == reference(body)


@pytest.mark.parametrize(
    ("body", "events"),
    [
        (b"data\n\ndata\ndata\n\ndata:", [("message", ""), ("message", "\n")]),
        (b"data:test\n\ndata: test\n\n", [("message", "test"), ("message", "test")]),
        (b"data: YHOO\ndata: +2\ndata: 10\n\n", [("message", "YHOO\n+2\n10")]),
        (b": comment\n\nevent: x\n\nid: 1\n\n", []),
        (b"event: x\nevent\ndata: y\n\n", [("message", "y")]),
        (b"data: a\xe2\x80\xa8b\n\n", [("message", "a\u2028b")]),
        (b"data: \xff\xfe\n\n", [("message", "\ufffd\ufffd")]),
        (b"data: x\n", []),
        (b"data: x\n\r", [("message", "x")]),
        (b"\xef\xbb\xbfdata: x\n\n", [("message", "x")]),
        (b"\n\xef\xbb\xbfdata: x\n\n", []),
    ],
)
def test_examples(body: bytes, events: list[tuple[str, str]]) -> None:
    assert (
        [(e.event, e.data) for e in decode(body)[0]]
        == events
        == [(e.event, e.data) for e in reference(body)[0]]
    )


def test_identifiers_and_delays() -> None:
    body = b"id: 1\ndata: a\n\ndata: b\n\nid: 2\0\nretry: 5\ndata: c\n\n"
    body += b"retry: -1\nretry: 6x\nid\ndata: d\n\n"
    found, last, retry = decode(body)
    assert [(e.data, e.id, e.retry) for e in found] == [
        ("a", "1", None),
        ("b", "1", None),
        ("c", "1", 5),
        ("d", "", None),
    ]
    assert (last, retry) == ("", 5)
    assert decode(b"retry: " + b"9" * 10_000 + b"\n\n")[2] is None


def test_an_event_comes_with_the_last_byte_that_it_needs() -> None:
    decoder = SseDecoder()
    assert list(decoder.feed(b"data: a\r\n")) == []
    assert [e.data for e in decoder.feed(b"\r")] == ["a"]
    assert list(decoder.feed(b"\n")) == []
    assert [e.data for e in decoder.feed(b"data: b\n\n")] == ["b"]


@pytest.mark.parametrize("size", [65_537, 1 << 30])
@pytest.mark.parametrize(
    "endless", [b"data: ok\n\n" + b"x", b"data: ok\n\n" + b":x", b"data: ok\n\n" + b"data: x\n"]
)
def test_too_large(endless: bytes, size: int) -> None:
    tail = endless[10:]
    body = endless[:10] + tail * (LARGEST_EVENT // len(tail) + 1)
    decoder = SseDecoder()
    found: list[str] = []
    with pytest.raises(SseError, match="larger than"):
        for at in range(0, len(body), size):
            for event in decoder.feed(body[at : at + size]):
                found.append(event.data)
    assert found == ["ok"]


def test_as_large_as_allowed() -> None:
    line = b"data: " + b"x" * (LARGEST_EVENT - 7) + b"\n"
    (event,) = decode(line + b"\n")[0]
    assert len(event.data) == LARGEST_EVENT - 7
    assert [e.data for e in decode(b"data: y\n\n" * 10)[0]] == ["y"] * 10


def test_many_events_are_read_in_linear_time() -> None:
    body = b'event: text_delta\ndata: {"text": "hello"}\n\n' * 50_000
    assert len(decode(body, *range(0, len(body), 1000))[0]) == 50_000
