"""Streaming bodies of a chat service, both ways, synchronous and asynchronous."""

from __future__ import annotations

import gc
import io
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from chat import AsyncClient, Client, errors
from chat import models as m

from chatting import CUT, STALL, Chat, Part, Play, answer, chatting

# On trio httpcore2 drops a generator of its own where a body is not read to its end.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*PoolByteStream:pytest.PytestUnraisableExceptionWarning"
)

BACKENDS = pytest.mark.parametrize("backend", ["asyncio", "trio"])


@pytest.fixture
def service() -> Iterator[Chat]:
    with chatting() as running:
        yield running


@pytest.fixture
def client(service: Chat) -> Iterator[Client]:
    with Client(base_url=service.url, max_retries=0) as made:
        yield made


def on(backend: str, service: Chat, use: Callable[[AsyncClient], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        async with AsyncClient(base_url=service.url, max_retries=0) as client:
            return await use(client)

    return anyio.run(main, backend=backend)


async def pieces(*items: Any) -> AsyncIterator[Any]:
    for item in items:
        yield item


def download(*parts: Part | str, **headers: str) -> Play:
    made = tuple(part.encode() if isinstance(part, str) else part for part in parts)
    return Play(made, headers={"Content-Type": "application/octet-stream"} | headers)


# ---- what is sent


def bodies(folder: Path) -> list[tuple[Any, bool]]:
    """Bodies, and whether their length is known before they are read."""
    file = folder / "file"
    file.write_bytes(b"_abc")
    opened = file.open("rb")
    opened.seek(1)
    return [
        (b"abc", True),
        (bytearray(b"abc"), True),
        (memoryview(b"abc"), True),
        (io.BytesIO(b"abc"), True),
        (opened, True),
        ([b"a", bytearray(b"bc")], True),
        ((b"abc",), True),
        (iter([b"a", b"", memoryview(b"bc")]), False),
        ((part for part in (b"ab", b"c")), False),
    ]


def check(service: Chat, known: bool) -> None:
    headers = service.last.headers
    assert service.last.body == b"abc"
    assert headers.get("content-length") == ("3" if known else None)
    assert headers.get("transfer-encoding") == (None if known else "chunked")
    assert headers["content-type"] == "application/octet-stream"


def test_bodies(service: Chat, client: Client, tmp_path: Path) -> None:
    for body, known in bodies(tmp_path):
        service.will(answer({"received": 3}))
        assert client.files.upload(name="f", body=body).received == 3
        check(service, known)
        if isinstance(body, io.BufferedReader):
            body.close()
    file = tmp_path / "large"
    file.write_bytes(os.urandom(300_000))
    with file.open("rb") as opened:
        client.files.upload(m.UploadFileInput(name="f", body=opened))
    assert service.last.body == file.read_bytes()


@BACKENDS
def test_asynchronous_bodies(service: Chat, tmp_path: Path, backend: str) -> None:
    async def use(client: AsyncClient) -> None:
        given = bodies(tmp_path) + [(pieces(b"a", bytearray(b"bc")), False)]
        for body, known in given:
            service.will(answer({"received": 3}))
            assert (await client.files.upload(name="f", body=body)).received == 3
            check(service, known)
            if isinstance(body, io.BufferedReader):
                body.close()
        path = anyio.Path(tmp_path / "file")
        async with await path.open("rb") as opened:
            await client.files.upload(name="f", body=opened)
        assert service.last.body == b"_abc"

    on(backend, service, use)


WRONG: list[tuple[Any, str]] = [
    ("text", "got a str"),
    (None, "got None"),
    (5, "got a int"),
    ({"a": b"b"}, "got a dict"),
    (io.StringIO("text"), "got a text file; open it in binary mode"),
    ([b"a", "b"], "got a str as item 1"),
    ((b"a", None), "got None as item 1"),
]


@pytest.mark.parametrize(("body", "says"), WRONG)
def test_wrong_bodies(service: Chat, client: Client, body: Any, says: str) -> None:
    with pytest.raises(errors.SerializationError, match=says) as raised:
        client.files.upload(name="f", body=body)
    assert raised.value.path == "input.body" and not service.seen and not service.connections

    async def use(client: AsyncClient) -> None:
        with pytest.raises(errors.SerializationError, match=says):
            await client.files.upload(name="f", body=body)

    on("asyncio", service, use)
    assert not service.connections


def test_text_files_and_asynchronous_bodies(service: Chat, client: Client, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("text")
    wrong: Any = pieces(b"a")
    with file.open() as opened:
        text: Any = opened
        with pytest.raises(errors.SerializationError, match="binary mode"):
            client.files.upload(name="f", body=text)
    with pytest.raises(errors.SerializationError, match="only the asynchronous client"):
        client.files.upload(name="f", body=wrong)
    assert not service.connections


def test_items_that_are_no_bytes(service: Chat, client: Client) -> None:
    wrong: Any = iter([b"a", "b"])
    with pytest.raises(errors.SerializationError, match="item 1 of the streaming body is a str"):
        client.files.upload(name="f", body=wrong)

    async def use(client: AsyncClient) -> None:
        bad: Any = pieces(b"a", 5)
        with pytest.raises(
            errors.SerializationError, match="item 1 of the streaming body is a int"
        ):
            await client.files.upload(name="f", body=bad)

    on("asyncio", service, use)


def test_a_source_that_fails(service: Chat, client: Client) -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError("disk on fire")

    def failing() -> Iterator[bytes]:
        yield b"a"
        raise OSError("disk on fire")

    def wrong() -> Iterator[bytes]:
        yield b"a"
        raise ZeroDivisionError

    source: Any
    for source in (Broken(), failing()):
        with pytest.raises(errors.SerializationError, match="disk on fire"):
            client.files.upload(name="f", body=source)
    with pytest.raises(ZeroDivisionError):
        client.files.upload(name="f", body=wrong())
    service.will(answer({"received": 1}))
    assert client.files.upload(name="f", body=b"a").received == 1


def test_what_needs_its_length(service: Chat, client: Client, tmp_path: Path) -> None:
    for body, known in bodies(tmp_path):
        service.will(answer({"received": 3}))
        if known:
            assert client.files.upload_part(body=body).received == 3
            check(service, True)
        else:
            with pytest.raises(errors.SerializationError, match="needs its length"):
                client.files.upload_part(body=body)
            service.plays.clear()
        if isinstance(body, io.BufferedReader):
            body.close()


def test_only_what_can_be_read_again_is_sent_again(service: Chat, tmp_path: Path) -> None:
    with Client(base_url=service.url, max_retries=1) as client:
        for body, known in bodies(tmp_path):
            service.seen.clear()
            service.will(answer({}, 503, Retry_After="0"), answer({"received": 3}))
            if known:
                assert client.files.upload(name="f", body=body).received == 3
                assert [seen.body for seen in service.seen] == [b"abc", b"abc"]
            else:
                with pytest.raises(errors.InternalServerError):
                    client.files.upload(name="f", body=body)
                assert len(service.seen) == 1
                service.plays.clear()
            if isinstance(body, io.BufferedReader):
                body.close()


def test_a_file_never_stops_the_loop(service: Chat) -> None:
    threads: set[int] = set()

    class Slow(io.RawIOBase):
        parts = [b"a", b"b", b""]

        def read(self, size: int = -1) -> bytes:
            threads.add(threading.get_ident())
            return self.parts.pop(0)

    async def use(client: AsyncClient) -> None:
        source: Any = Slow()
        service.will(answer({"received": 2}))
        await client.files.upload(name="f", body=source)

    on("asyncio", service, use)
    assert threads and threading.get_ident() not in threads
    assert service.last.body == b"ab"


def test_hashing_a_file_never_stops_the_loop(service: Chat, client: Client) -> None:
    threads: list[int] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            threads.append(threading.get_ident())
            return super().read(size)

    def checked() -> None:
        assert service.last.headers["content-md5"] == "kAFQmDzST7DWlj99KOF/cg=="
        check(service, True)
        threads.clear()

    async def use(client: AsyncClient) -> None:
        service.will(answer({"received": 3}))
        await client.files.upload_checked(body=Watched(b"abc"))
        assert threads and threading.get_ident() not in threads

    on("asyncio", service, use)
    checked()
    on("trio", service, use)
    checked()
    service.will(answer({"received": 3}))
    client.files.upload_checked(body=Watched(b"abc"))
    assert set(threads) == {threading.get_ident()}
    checked()


# ---- what comes


def test_reading(service: Chat, client: Client, tmp_path: Path) -> None:
    service.will(*[download("abcd", "ef", "ghijk", ETag="e") for _ in range(8)])
    got = client.files.download(name="f")
    assert got.etag == "e" and got.body.read() == b"abcdefghijk" and got.body.closed
    with pytest.raises(RuntimeError, match="read or closed"):
        got.body.read()
    assert list(client.files.download(name="f").body) == [b"abcd", b"ef", b"ghijk"]
    body = client.files.download(name="f").body
    assert list(body.iter_bytes(chunk_size=3)) == [b"abc", b"def", b"ghi", b"jk"]
    body = client.files.download(name="f").body
    assert list(body.iter_bytes(chunk_size=100)) == [b"abcdefghijk"]
    with client.files.download(name="f").body as body:
        chunks = body.iter_bytes(chunk_size=1)
        assert [next(chunks), next(chunks)] == [b"a", b"b"]
        for chunk in body:
            assert chunk == b"cd"
            break
        assert "open" in repr(body)
        assert list(body.iter_bytes(chunk_size=4)) == [b"efgh", b"ijk"]
    assert body.closed and "closed" in repr(body)
    wrong: Any
    for wrong in (0, -1, True, 1.5, "1"):
        with client.files.download(name="f").body as body:
            with pytest.raises(ValueError, match="chunk_size"):
                body.iter_bytes(chunk_size=wrong)
        service.will(download("x"))
    assert service.connections <= 6


def test_lines(service: Chat, client: Client) -> None:
    text = "a\r\nb\rc\n\n\u2028gr\u00fc\x85\r"
    expected = ["a", "b", "c", "", "\u2028gr\u00fc\x85"]
    service.will(download(text), download(*[bytes([one]) for one in text.encode()]))
    for _ in range(2):
        assert list(client.files.download(name="f").body.iter_lines()) == expected
    service.will(download(b"\xff\xf0\n", b"last"))
    assert list(client.files.download(name="f").body.iter_lines()) == ["\ufffd\ufffd", "last"]
    service.will(download("a\r", "\nb\nc"))
    with client.files.download(name="f").body as body:
        for line in body.iter_lines():
            assert line == "a"
            break
        assert list(body.iter_lines()) == ["b", "c"]


def test_saving(service: Chat, client: Client, tmp_path: Path) -> None:
    target = tmp_path / "target"
    service.will(download("new ", "text"))
    assert client.files.download(name="f").body.save_to(target) == 8
    assert target.read_bytes() == b"new text"
    for play in (download("half", CUT), download("half", STALL)):
        service.will(play)
        with pytest.raises(errors.APIConnectionError):
            client.files.download(name="f", timeout=0.5).body.save_to(str(target))
        assert target.read_bytes() == b"new text" and os.listdir(tmp_path) == ["target"]
    service.will(download("x"))
    with pytest.raises(FileNotFoundError):
        client.files.download(name="f").body.save_to(tmp_path / "no" / "folder")
    service.will(download(""))
    assert client.files.download(name="f").body.save_to(tmp_path / "empty") == 0


@BACKENDS
def test_asynchronous_reading(service: Chat, tmp_path: Path, backend: str) -> None:
    async def use(client: AsyncClient) -> None:
        body = (await client.files.download(name="f")).body
        assert await body.aread() == b"abcdef"
        with pytest.raises(RuntimeError, match="read or closed"):
            await body.aread()
        body = (await client.files.download(name="f")).body
        assert [chunk async for chunk in body] == [b"abcd", b"ef"]
        async with (await client.files.download(name="f")).body as body:
            chunks = body.aiter_bytes(chunk_size=1)
            assert [await anext(chunks), await anext(chunks)] == [b"a", b"b"]
            async for chunk in body:
                assert chunk == b"cd"
                break
            assert await body.aread() == b"ef"
        body = (await client.files.download(name="f")).body
        assert await body.asave_to(tmp_path / "target") == 6
        assert (tmp_path / "target").read_bytes() == b"abcdef"
        service.will(download("half", CUT))
        body = (await client.files.download(name="f")).body
        with pytest.raises(errors.APIConnectionError):
            await body.asave_to(tmp_path / "target")
        assert (tmp_path / "target").read_bytes() == b"abcdef"
        assert os.listdir(tmp_path) == ["target"]
        service.will(download("a\r", "\nb\nc"))
        async with (await client.files.download(name="f")).body as body:
            async for line in body.aiter_lines():
                assert line == "a"
                break
            assert [line async for line in body.aiter_lines()] == ["b", "c"]
        service.will(download("x"))
        body = (await client.files.download(name="f")).body
        with pytest.raises(TypeError, match="a…"):
            body.read()
        with pytest.raises(TypeError, match="a…"):
            body.close()
        assert await body.aread() == b"x"

    service.will(*[download("abcd", "ef") for _ in range(4)])
    on(backend, service, use)


def test_streaming_responses(service: Chat, client: Client, tmp_path: Path) -> None:
    service.will(*[download("abcd", "ef\ng") for _ in range(4)])
    with client.with_streaming_response.files.download(name="f") as response:
        for chunk in response.iter_bytes(chunk_size=3):
            assert chunk == b"abc"
            break
        assert list(response.iter_lines()) == ["def", "g"]
    with client.with_streaming_response.files.download(name="f") as response:
        assert response.save_to(tmp_path / "f") == 8

    async def use(client: AsyncClient) -> None:
        async with client.with_streaming_response.files.download(name="f") as response:
            async for chunk in response.iter_bytes(chunk_size=3):
                assert chunk == b"abc"
                break
            assert [line async for line in response.iter_lines()] == ["def", "g"]
        async with client.with_streaming_response.files.download(name="f") as response:
            assert await response.save_to(tmp_path / "f") == 8

    on("asyncio", service, use)


# ---- connections


def test_connections_are_released(service: Chat, client: Client) -> None:
    service.will(*[download("abcd", STALL) for _ in range(4)])
    with client.files.download(name="f").body as body:
        assert next(iter(body)) == b"abcd"
    assert service.was_left()
    body = client.files.download(name="f").body
    body.close()
    body.close()
    assert service.was_left()
    for chunk in client.files.download(name="f").body:
        assert chunk == b"abcd"
        break
    assert service.was_left()
    got = client.files.download(name="f")
    with pytest.warns(ResourceWarning, match="dropped unread"):
        del got
    assert service.was_left()
    before = service.connections
    for _ in range(3):
        service.will(download("abcd"))
        assert client.files.download(name="f").body.read() == b"abcd"
    assert service.connections == before + 1


@BACKENDS
def test_connections_of_a_loop_are_released(service: Chat, backend: str) -> None:
    async def left() -> None:
        assert await anyio.to_thread.run_sync(service.was_left)

    async def use(client: AsyncClient) -> None:
        async with (await client.files.download(name="f")).body as body:
            assert await anext(aiter(body)) == b"abcd"
        await left()
        body = (await client.files.download(name="f")).body
        await body.aclose()
        await body.aclose()
        await left()
        got = await client.files.download(name="f")
        with pytest.warns(ResourceWarning, match="dropped unread"):
            del got
            gc.collect()
        await left()
        with anyio.move_on_after(0.2) as scope:
            await (await client.files.download(name="f")).body.aread()
        assert scope.cancelled_caught
        await left()
        service.will(download("abcd"))
        assert await (await client.files.download(name="f")).body.aread() == b"abcd"

    service.will(*[download("abcd", STALL) for _ in range(4)])
    on(backend, service, use)
