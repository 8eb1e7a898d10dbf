"""Bodies of every kind, and calls without one."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from kitchen import APIConnectionError, AsyncClient, Client, NotFoundError, SerializationError
from kitchen import models as m

from serving import Answer, Server


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(base_url=server.url) as made:
        yield made


def kind(server: Server) -> str | None:
    return server.last.headers.get("content-type")


def test_structure(client: Client, server: Server) -> None:
    assert client.put_structure(value=m.Circle(radius=1)).value == m.Circle(radius=1.0)
    assert server.last.json == {"radius": 1} and kind(server) == "application/json"
    client.put_structure()
    assert server.last.body == b"{}" and kind(server) == "application/json"
    server.will(Answer())
    assert client.put_structure().value is None


def test_union(client: Client, server: Server) -> None:
    value = m.DrawingGroup([m.DrawingText("x")])
    assert client.put_union(value=value).value == value
    assert server.last.json == {"group": [{"text": "x"}]} and kind(server) == "application/json"
    assert client.put_union().value is None
    assert server.last.body == b"" and kind(server) is None
    server.will_json({"polygon": []})
    assert client.put_union().value == m.DrawingUnknown("polygon")


def test_blob(client: Client, server: Server) -> None:
    assert client.put_blob(value=b"\x00\xff").value == b"\x00\xff"
    assert kind(server) == "application/octet-stream"
    assert client.put_blob(value=b"<", content_type="text/html").value == b"<"
    assert kind(server) == "text/html"
    assert client.put_blob().value is None and kind(server) is None


def test_blob_with_a_media_type(client: Client, server: Server) -> None:
    assert client.put_picture(value=b"\x89PNG").value == b"\x89PNG"
    assert kind(server) == "image/png" and server.last.body == b"\x89PNG"
    server.will(Answer())
    assert client.put_picture(value=b"x").value == b""
    with pytest.raises(SerializationError, match=r"input\.value"):
        client.put_picture(m.PutPictureInput())


def test_string(client: Client, server: Server) -> None:
    assert client.put_string(value="ü\n").value == "ü\n"
    assert server.last.body == "ü\n".encode() and kind(server) == "text/plain"
    assert client.put_string().value is None
    assert client.put_page(value="<p>").value == "<p>"
    assert kind(server) == "text/html"


def test_enum(client: Client, server: Server) -> None:
    got = client.put_color(value="red").value
    assert got == m.Color.RED and server.last.body == b"red" and kind(server) == "text/plain"
    assert client.put_color(value=m.Color.LIGHT_BLUE).value == "light-blue"
    assert client.put_color(value="ultraviolet").value == "ultraviolet"


@pytest.mark.parametrize("value", [{"a": [1, None]}, [], "text", 1.5, True, 0])
def test_document(client: Client, server: Server, value: Any) -> None:
    assert client.put_document(value=value).value == value
    assert server.last.json == value and kind(server) == "application/json"


def test_no_document(client: Client, server: Server) -> None:
    assert client.put_document().value is None
    assert server.last.body == b""


def test_streams_up(client: Client, server: Server, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"abc")
    bodies = (
        b"abc",
        io.BytesIO(b"abc"),
        iter([b"a", b"bc"]),
        bytearray(b"abc"),
        memoryview(b"abc"),
    )
    for body in (*bodies, file.open("rb")):
        server.will_json({"received": 3})
        assert client.upload(body=body).received == 3
        assert server.last.body == b"abc" and kind(server) == "application/octet-stream"
        if isinstance(body, io.BufferedReader):
            body.close()
    wrong: Any
    for wrong in ("text", 5, None):
        with pytest.raises((SerializationError, TypeError)):
            client.upload(body=wrong)


def test_streams_down(client: Client, server: Server, tmp_path: Path) -> None:
    server.will(Answer(200, b"x" * 200_000, {"ETag": "e"}))
    got = client.download()
    assert got.etag == "e" and got.body.read() == b"x" * 200_000
    server.will(Answer(200, b"a\r\nb\nc"))
    with client.download().body as stream:
        assert list(stream.iter_lines()) == ["a", "b", "c"]
    server.will(Answer(200, b"y" * 100_000))
    assert client.download().body.save_to(tmp_path / "f") == 100_000
    assert (tmp_path / "f").read_bytes() == b"y" * 100_000
    server.will(Answer(200, b"z" * 100))
    assert b"".join(client.download().body) == b"z" * 100
    server.will_json({"message": "m"}, 404)
    with pytest.raises(NotFoundError, match="m"):
        client.download()


def test_a_stream_that_breaks_off(client: Client, server: Server) -> None:
    server.will(Answer(200, b"half", cut=True))
    got = client.download()
    with pytest.raises(APIConnectionError):
        got.body.read()


def test_asynchronous_streams(server: Server) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"bc"

    async def main() -> None:
        async with AsyncClient(base_url=server.url) as client:
            for body in (b"abc", io.BytesIO(b"abc"), [b"a", b"bc"], chunks()):
                server.will_json({"received": 3})
                assert (await client.upload(body=body)).received == 3
                assert server.last.body == b"abc"
            server.will(Answer(200, b"x" * 200_000))
            assert len(await (await client.download()).body.aread()) == 200_000
            server.will(Answer(200, b"a\nb"))
            async with (await client.download()).body as stream:
                assert [line async for line in stream.aiter_lines()] == ["a", "b"]
            server.will(Answer(200, b"x"))
            got = await client.download()
            with pytest.raises(TypeError, match="a…"):
                got.body.read()
            assert await got.body.aread() == b"x"

    asyncio.run(main())


def test_unit_and_empty(client: Client, server: Server) -> None:
    client.do_nothing()
    assert server.last.body == b"" and kind(server) is None
    assert client.put_empty() == m.PutEmptyOutput()
    assert client.put_empty(m.PutEmptyInput()) == m.PutEmptyOutput()
    assert server.last.body == b""


def test_idempotency_tokens(client: Client, server: Server) -> None:
    first = client.put_token().client_token
    assert first is not None and len(first) == 36
    assert client.put_token().client_token != first
    assert client.put_token(client_token="mine").client_token == "mine"
    given = m.PutTokenInput()
    assert client.put_token(given).client_token and given.client_token is None
    client.put_header_token(note="n")
    assert len(server.last.headers["x-token"]) == 36 and server.last.json == {"note": "n"}
    client.put_header_token(token="mine")
    assert server.last.headers["x-token"] == "mine"


def test_options_of_one_call(client: Client, server: Server) -> None:
    client.put_token(
        client_token="t",
        extra_headers={"X-More": "1"},
        extra_query={"z": ["1", "2"], "y": "a b"},
        extra_body={"w": 1},
    )
    assert server.last.headers["x-more"] == "1"
    assert server.last.query == [("z", "1"), ("z", "2"), ("y", "a b")]
    assert server.last.json == {"clientToken": "t", "w": 1}
    client.do_nothing(extra_body={"w": 1})
    assert server.last.json == {"w": 1}
    with pytest.raises(SerializationError, match="extra_body"):
        client.put_blob(value=b"", extra_body={"w": 1})
    with pytest.raises(SerializationError, match="line break"):
        client.do_nothing(extra_headers={"X-More": "1\r\nX-Evil: 1"})


def test_members_that_python_has_other_uses_for(client: Client, server: Server) -> None:
    got = client.put_clash(
        list=["x"],
        str="s",
        from_="f",
        class_="c",
        self_="me",
        timeout=3,
        copy="c",
        input="i",
        client=m.Client(list=m.List(config=m.Config(base_url="u"))),
        timeout_=5.0,
    )
    assert (got.list, got.str, got.from_, got.class_) == (["x"], "s", "f", "c")
    assert (got.self_, got.timeout, got.copy, got.input) == ("me", 3, "c", "i")
    assert got.client == m.Client(list=m.List(config=m.Config(base_url="u")))
    assert json.loads(server.last.body) == {
        "list": ["x"],
        "str": "s",
        "from": "f",
        "class": "c",
        "self": "me",
        "timeout": 3,
        "copy": "c",
        "input": "i",
        "client": {"list": {"config": {"base_url": "u"}}},
    }
    assert got.as_dict()["from"] == "f"
    assert client.put_clash(m.PutClashInput(self_="x")).self_ == "x"
    assert client.put_clash(m.PutClashInput(input="x"), timeout_=1.0).input == "x"
