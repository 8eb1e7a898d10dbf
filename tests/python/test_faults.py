"""Services that answer wrongly: each fault is a typed error, soon, in little memory, and once."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import httpx2
import pytest
import trio
from kitchen import (
    APIConnectionError,
    ApiError,
    APIResponseValidationError,
    APITimeoutError,
    AsyncClient,
    Client,
    SmithyError,
)

from faulting import Fault, answer, dripping, endless, faulting, hold, reset
from serving import Answer, Server

TIMEOUT = 0.4
MOST = 1_000_000
BARE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Reading the certificates of the system takes longer than most of these tests."""

CHUNKED = "Transfer-Encoding: chunked"
BOMB = gzip.compress(bytes(50 * MOST))
BREAKS: dict[str, Fault] = {
    "reset": reset,
    "closed": b"",
    "half a status": b"HTTP/1.1 20",
    "half the headers": b"HTTP/1.1 200 OK\r\nContent-Le",
    "half a body": answer(b'{"a"', length=100),
    "half a chunk": answer(b"ff\r\n{", CHUNKED),
    "no last chunk": answer(b"2\r\n{}\r\n", CHUNKED),
    "no size of a chunk": answer(b"zz\r\n{}\r\n", CHUNKED),
    "a huge size of a chunk": answer(b"f" * 40 + b"\r\n{}", CHUNKED),
    "no HTTP": b"\x00\xff\x16\x03\x01 what is this\r\n\r\n" * 10,
    "no number as status": b"HTTP/1.1 abc OK\r\n\r\n",
    "a space in a name": b"HTTP/1.1 200 OK\r\na b: c\r\n\r\n",
    "a NUL in a value": b"HTTP/1.1 200 OK\r\na: b\x00c\r\n\r\n",
    "a negative length": answer(b"{}", length=-2),
    "no number as length": answer(b"{}", length="two"),
    "two lengths": answer(b"{}", "Content-Length: 7", length=2),
    "10,000 headers": b"HTTP/1.1 200 OK\r\n"
    + b"".join(b"x-%05d: %050d\r\n" % (i, i) for i in range(10_000)),
    "endless headers": endless(b"HTTP/1.1 200 OK\r\n", b"x-more: and more\r\n" * 100),
    "an endless header": endless(b"HTTP/1.1 200 OK\r\nx: ", b"x" * 10_000),
    "an endless status": endless(b"HTTP/1.1 200 ", b"x" * 10_000),
    "an endless size of a chunk": endless(answer(b"", CHUNKED), b"0" * 10_000),
    "another protocol": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    "endless trailers": endless(answer(b"0\r\n", CHUNKED), b"x: y\r\n" * 1000),
}
STALLS: dict[str, Fault] = {
    "silence": hold(b""),
    "headers that do not end": hold(b"HTTP/1.1 200 OK\r\na: b\r\n"),
    "a body that is too short": hold(answer(b"{}", length=3)),
    "slow headers": endless(b"HTTP/1.1 200 OK\r\n", b"a: b\r\n", 0.05),
    "a slow body": endless(answer(b"", length=10_000), b" ", 0.05),
    "slow chunks": endless(answer(b"", CHUNKED), b"1\r\n \r\n", 0.05),
    "slow interim answers": endless(b"", b"HTTP/1.1 102 Processing\r\n\r\n", 0.05),
    "a flood of interim answers": endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50),
}
BODIES: dict[str, Fault] = {
    "no JSON": answer(b"<html>"),
    "a body that is too long": answer(b'{"a": 1}', length=4),
    "no UTF-8": answer(b'{"value": "\xff"}'),
    "nested too deeply": answer(b"[" * 200_000),
    "a huge number": answer(b'{"count": ' + b"9" * 10_000 + b"}"),
    "another type": answer(b'{"count": ["x"]}'),
    "a list": answer(b"[]"),
    "bad gzip": answer(b"this is no gzip", "Content-Encoding: gzip"),
    "half of gzip": answer(gzip.compress(b'{"value": "x"}')[:-12], "Content-Encoding: gzip"),
    "the first byte of gzip": answer(b"\x1f", "Content-Encoding: gzip"),
    "half of deflate": answer(zlib.compress(b'{"count": 1}')[:-6], "Content-Encoding: deflate"),
    "too many codings": answer(b"{}", "Content-Encoding: " + ", ".join(["gzip"] * 9)),
    "bad deflate": answer(b"\xff\xff", "Content-Encoding: deflate"),
    "an unknown coding": answer(b"\x01\x02", "Content-Encoding: rot13"),
    "a bomb": answer(BOMB, "Content-Encoding: gzip"),
    "a bomb in a bomb": answer(gzip.compress(BOMB), "Content-Encoding: gzip, gzip"),
    "a bomb of deflate": answer(zlib.compress(bytes(50 * MOST)), "Content-Encoding: deflate"),
    "an endless body": endless(answer(b"", length=10**15), b"x" * 65536),
    "endless chunks": endless(answer(b"", CHUNKED), b"10000\r\n" + b"x" * 65536 + b"\r\n"),
    "a body without length": endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
}
FAULTS: list[tuple[Fault, type[SmithyError]]] = [
    *((fault, APIConnectionError) for fault in BREAKS.values()),
    *((fault, APITimeoutError) for fault in STALLS.values()),
    *((fault, APIResponseValidationError) for fault in BODIES.values()),
]
NAMES = [*BREAKS, *STALLS, *BODIES]
every_fault = pytest.mark.parametrize(("fault", "kind"), FAULTS, ids=NAMES)


@contextmanager
def soon(seconds: float = 4.0) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def settings(url: str, **more: Any) -> dict[str, Any]:
    ours = {"base_url": url, "timeout": TIMEOUT, "verify": BARE, "max_response_bytes": MOST}
    return ours | more


def judge(error: SmithyError, kind: type[SmithyError]) -> None:
    assert type(error) is kind and type(error).__module__ == "kitchen.errors"
    assert error.attempts == 1  # type: ignore[attr-defined]
    assert "DiscardDishes" in str(error)


@every_fault
def test_synchronous(fault: Fault, kind: type[SmithyError]) -> None:
    with faulting(fault) as server, soon(), Client(**settings(server.url)) as client:
        with pytest.raises(SmithyError) as caught:
            client.discard_dishes()
        judge(caught.value, kind)
        assert len(server.seen) == 1
        assert client.put_string(value="x").value == "yes"


@every_fault
def test_asynchronous(fault: Fault, kind: type[SmithyError]) -> None:
    async def main(url: str) -> SmithyError:
        async with AsyncClient(**settings(url)) as client:
            with pytest.raises(SmithyError) as caught:
                await client.discard_dishes()
            assert len(server.seen) == 1
            assert (await client.put_string(value="x")).value == "yes"
            return caught.value

    with faulting(fault) as server, soon():
        judge(asyncio.run(main(server.url)), kind)


@pytest.mark.parametrize(
    "name", ["reset", "a slow body", "slow headers", "a bomb", "endless headers"]
)
def test_trio(name: str) -> None:
    fault, kind = FAULTS[NAMES.index(name)]

    async def main() -> SmithyError:
        async with AsyncClient(**settings(server.url)) as client:
            with pytest.raises(SmithyError) as caught:
                await client.discard_dishes()
            assert (await client.put_string(value="x")).value == "yes"
            return caught.value

    with faulting(fault) as server, soon():
        judge(trio.run(main), kind)


@pytest.mark.parametrize("name", ["reset", "half a body", "silence", "bad gzip", "an endless body"])
@pytest.mark.parametrize("make", [httpx2.Client, httpx.Client], ids=["httpx2", "httpx"])
def test_injected_clients(make: Callable[..., Any], name: str) -> None:
    fault, kind = FAULTS[NAMES.index(name)]
    with faulting(fault) as server, soon(), make(timeout=TIMEOUT, verify=BARE) as http:
        client = Client(base_url=server.url, http_client=http, max_response_bytes=MOST)
        with pytest.raises(SmithyError) as caught:
            client.discard_dishes()
        judge(caught.value, kind)
        assert len(server.seen) == 1
        assert client.put_string(value="x").value == "yes"


@pytest.mark.parametrize("name", ["a bomb", "an endless body", "endless chunks", "endless headers"])
def test_memory_is_bounded(name: str) -> None:
    fault, _ = FAULTS[NAMES.index(name)]
    with faulting(fault) as server, Client(**settings(server.url)) as client:
        client.put_string(value="x") if not server.faults else None
        tracemalloc.start()
        try:
            with pytest.raises(SmithyError):
                client.discard_dishes()
            assert tracemalloc.get_traced_memory()[1] < 5 * MOST
        finally:
            tracemalloc.stop()


def test_faults_are_repeated_where_that_is_harmless() -> None:
    with faulting(reset, answer(b'{"a"', length=9), hold(b"")) as server:
        with Client(**settings(server.url, max_retries=3)) as client:
            client._pipeline.sleep = lambda seconds: None
            assert client.put_string(value="x").value == "yes"
    assert len(server.seen) == 4 and len(set(server.seen)) == 1


def test_a_thousand_headers_are_fine() -> None:
    lines = [f"x-{number}: {number}" for number in range(1000)]
    with faulting(answer(b"{}", *lines)) as server, Client(**settings(server.url)) as client:
        response = client.with_raw_response.put_string(value="x")
    assert response.headers["x-999"] == "999" and len(response.headers) == 1002


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b"packed" * 1000)),
        ("x-gzip", gzip.compress(b"packed" * 400) + gzip.compress(b"packed" * 600)),
        ("deflate", zlib.compress(b"packed" * 1000)),
        ("deflate", deflated(b"packed" * 1000)),
        ("GZIP , identity", gzip.compress(b"packed" * 1000) + bytes(10)),
        ("deflate, gzip", gzip.compress(zlib.compress(b"packed" * 1000))),
    ],
)
def test_content_codings(coding: str, body: bytes) -> None:
    packed = answer(body, f"Content-Encoding: {coding}", "Content-Type: text/plain")
    with faulting(packed, packed) as server, Client(**settings(server.url)) as client:
        assert client.put_string(value="x").value == "packed" * 1000
        assert client.download().body.read() == b"packed" * 1000

    async def main() -> None:
        async with AsyncClient(**settings(server.url)) as client:
            assert (await client.put_string(value="x")).value == "packed" * 1000
            assert await (await client.download()).body.aread() == b"packed" * 1000

    with faulting(packed, packed) as server:
        asyncio.run(main())


def test_an_answer_until_the_connection_closes() -> None:
    plain = b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nold"
    with faulting(plain) as server, Client(**settings(server.url)) as client:
        assert client.put_string(value="x").value == "old"
        assert client.put_string(value="x").value == "yes"


def test_an_answer_that_comes_too_early() -> None:
    """What refuses a large body before it was sent is read, if the connection still stands."""

    def body() -> Iterator[bytes]:
        for _ in range(100):
            yield bytes(65536)

    with faulting() as server, soon(), Client(**settings(server.url)) as client:
        server.early = answer(b'{"message": "too large"}', status="413 Content Too Large")
        with pytest.raises((ApiError, APIConnectionError)):
            client.upload(body=body())
        assert len(server.seen) == 1
        server.early = b""
        assert client.put_string(value="x").value == "yes"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(serve: Callable[..., Server], status: int) -> None:
    here, other = serve(), serve()
    away = Answer(status, headers={"Location": f"{other.url}/elsewhere"})
    secret = {"Authorization": "Bearer hush"}
    with Client(base_url=here.url, verify=BARE, default_headers=secret) as client:
        here.will(away)
        with pytest.raises(ApiError) as caught:
            client.put_string(value="x")
        assert caught.value.status_code == status and "hush" not in repr(vars(caught.value))
    with httpx2.Client(follow_redirects=True, verify=BARE) as http:
        here.will(away)
        with pytest.raises(ApiError):
            Client(base_url=here.url, http_client=http).put_string(value="x")
    assert len(here.seen) == 2 and not other.seen


def test_cookies_are_not_kept(server: Server) -> None:
    with Client(base_url=server.url, verify=BARE) as client:
        for number in range(3):
            server.will(Answer.json({}, Set_Cookie=f"c{number}=1; Path=/"))
            client.put_string(value="x")
        assert not any("cookie" in seen.headers for seen in server.seen)
        assert not list(client._http.cookies.jar)  # type: ignore[attr-defined]


# Streamed bodies: each piece has the whole time.


def test_a_stream_may_take_longer_than_a_whole_answer() -> None:
    pieces = [b"12345"] * 10
    drip = dripping(answer(b"", length=50), pieces, TIMEOUT / 4)
    with faulting(drip) as server, Client(**settings(server.url)) as client:
        assert client.download().body.read() == b"12345" * 10

    async def main() -> bytes:
        async with AsyncClient(**settings(server.url)) as client:
            return await (await client.download()).body.aread()

    with faulting(drip) as server:
        assert asyncio.run(main()) == b"12345" * 10


STREAMS: list[tuple[Fault, type[SmithyError]]] = [
    (answer(b"12345", length=50), APIConnectionError),
    (answer(b"5\r\n12345\r\nzz", CHUNKED), APIConnectionError),
    (hold(answer(b"12345", length=50)), APITimeoutError),
    (answer(b"no gzip", "Content-Encoding: gzip"), APIResponseValidationError),
]


@pytest.mark.parametrize(
    ("fault", "kind"), STREAMS, ids=["broken", "garbled", "stalled", "no gzip"]
)
def test_streams(fault: Fault, kind: type[SmithyError]) -> None:
    with faulting(fault) as server, soon(), Client(**settings(server.url)) as client:
        output = client.download()
        with pytest.raises(kind):
            output.body.read()
        assert client.put_string(value="x").value == "yes"

    async def main() -> None:
        async with AsyncClient(**settings(server.url)) as client:
            output = await client.download()
            with pytest.raises(kind):
                await output.body.aread()
            assert (await client.put_string(value="x")).value == "yes"

    with faulting(fault) as server, soon():
        asyncio.run(main())


@pytest.mark.parametrize("name", ["a slow body", "an endless body"])
def test_errors_of_streaming_operations_are_whole_answers(name: str) -> None:
    stall = name == "a slow body"
    head = answer(b"", status="500 Oh", length=10**9)
    fault = endless(head, b" " if stall else b"x" * 65536, 0.05 if stall else 0)
    kind = APITimeoutError if stall else APIResponseValidationError
    with faulting(fault) as server, soon(), Client(**settings(server.url, max_retries=0)) as client:
        with pytest.raises(kind):
            client.download()


def test_a_stream_is_read_once(server: Server) -> None:
    server.will(Answer(200, b"abc"), Answer(200, b"abc"))
    with Client(base_url=server.url, verify=BARE) as client:
        body = client.download().body
        assert body.read() == b"abc"
        for again in (body.read, lambda: list(body.iter_bytes())):
            with pytest.raises(RuntimeError, match="read or closed") as caught:
                again()
            assert type(caught.value) is RuntimeError
        closed = client.download().body
        closed.close()
        with pytest.raises(RuntimeError, match="closed"):
            closed.read()


def test_dropped_streams_free_their_connection(server: Server) -> None:
    with Client(base_url=server.url, verify=BARE, max_connections=1, timeout=2) as client:
        for _ in range(3):
            server.will(Answer(200, b"x" * 1_000_000))
            with client.download().body as body:
                next(body.iter_bytes())
        assert client.put_string(value="x").value == "x"


@pytest.mark.parametrize(
    "run", [lambda main: asyncio.run(main()), trio.run], ids=["asyncio", "trio"]
)
def test_leaving_a_stream_early(server: Server, run: Any) -> None:
    async def main() -> None:
        async with AsyncClient(**settings(server.url, max_connections=1, timeout=2)) as client:
            for _ in range(3):
                server.will(Answer(200, b"x" * 1_000_000))
                async with (await client.download()).body as body:
                    async for _ in body:
                        break
            assert (await client.put_string(value="x")).value == "x"

    run(main)


def test_encryption_where_there_is_none_and_the_other_way(server: Server) -> None:
    url = server.url.replace("http://", "https://")
    with Client(base_url=url, verify=BARE, max_retries=0, timeout=5) as client, soon():
        with pytest.raises(APIConnectionError):
            client.put_string(value="x")

    async def main() -> None:
        async with AsyncClient(base_url=url, verify=BARE, max_retries=0, timeout=5) as client:
            with pytest.raises(APIConnectionError):
                await client.put_string(value="x")

    asyncio.run(main())


def test_closing_while_a_call_waits() -> None:
    caught: list[BaseException] = []
    with faulting(hold(b"")) as server:
        client = Client(**settings(server.url, timeout=1, max_retries=0))

        def call() -> None:
            try:
                client.discard_dishes()
            except BaseException as error:
                caught.append(error)

        with soon():
            thread = threading.Thread(target=call)
            thread.start()
            while not server.seen:
                time.sleep(0.01)
            client.close()
            thread.join()
    assert isinstance(caught[0], (SmithyError, RuntimeError))
