"""Connections: injected clients, timeouts, event loops, threads and processes."""

from __future__ import annotations

import asyncio
import gc
import gzip
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import httpx2
import kitchen
import pytest
import trio
from kitchen import (
    APIConnectionError,
    APIResponseValidationError,
    APITimeoutError,
    AsyncClient,
    Client,
    ConfigurationError,
)

from serving import Answer, Server, closed_port, silent

SYNC: list[Any] = [httpx2.Client, httpx.Client]
ASYNC: list[Any] = [httpx2.AsyncClient, httpx.AsyncClient]
MODULES = ["httpx2", "httpx"]


@pytest.mark.parametrize("make", SYNC, ids=MODULES)
def test_injected_clients_are_used_and_never_closed(server: Server, make: Any) -> None:
    with make(headers={"X-From": "injected"}) as http:
        with Client(base_url=server.url, http_client=http) as client:
            assert client.put_string(value="x").value == "x"
            assert client.put_document(value={"a": 1}).value == {"a": 1}
            server.will(Answer(200, b"x" * 100_000))
            assert len(client.download().body.read()) == 100_000
        assert not http.is_closed
        assert server.seen[0].headers["x-from"] == "injected"
        assert Client(base_url=server.url, http_client=http).put_string(value="y").value == "y"
        with pytest.raises(APIConnectionError):
            Client(base_url=closed_port(), http_client=http, max_retries=0).put_empty()


@pytest.mark.parametrize("make", ASYNC, ids=MODULES)
def test_injected_asynchronous_clients(server: Server, make: Any) -> None:
    async def main() -> None:
        async with make(headers={"X-From": "injected"}) as http:
            async with AsyncClient(base_url=server.url, http_client=http) as client:
                assert (await client.put_string(value="x")).value == "x"
                server.will(Answer(200, b"x" * 100_000))
                assert len(await (await client.download()).body.aread()) == 100_000
            assert not http.is_closed
            assert server.seen[0].headers["x-from"] == "injected"
            refused = AsyncClient(base_url=closed_port(), http_client=http, max_retries=0)
            with pytest.raises(APIConnectionError):
                await refused.put_empty()

    asyncio.run(main())


@pytest.mark.parametrize("make", SYNC, ids=MODULES)
def test_the_timeout_of_an_injected_client_holds_unless_one_is_given(make: Any) -> None:
    with silent() as url, make(timeout=0.1) as http:
        with pytest.raises(APITimeoutError):
            Client(base_url=url, http_client=http).put_empty()
    with silent() as url, make(timeout=60) as http:
        with pytest.raises(APITimeoutError):
            Client(base_url=url, http_client=http, timeout=0.1).put_empty()
        with pytest.raises(APITimeoutError):
            Client(base_url=url, http_client=http).put_empty(timeout=0.1)


def test_timeouts() -> None:
    with silent() as url:
        with Client(base_url=url, timeout=0.1) as client:
            with pytest.raises(APITimeoutError) as caught:
                client.put_empty()
        assert isinstance(caught.value, APIConnectionError) and "PutEmpty" in str(caught.value)
        assert caught.value.__cause__ is not None

        async def main() -> None:
            async with AsyncClient(base_url=url) as aio:
                with pytest.raises(APITimeoutError):
                    await aio.put_empty(timeout=0.1)

        asyncio.run(main())


def test_connections_that_are_refused() -> None:
    url = closed_port()
    with Client(base_url=url, max_retries=0) as client:
        with pytest.raises(APIConnectionError) as caught:
            client.put_empty()
    assert not isinstance(caught.value, APITimeoutError)

    async def main() -> None:
        async with AsyncClient(base_url=url, max_retries=0) as aio:
            with pytest.raises(APIConnectionError):
                await aio.put_empty()

    asyncio.run(main())


def test_an_answer_that_breaks_off(server: Server) -> None:
    server.will(Answer(200, b'{"a"', cut=True))
    with Client(base_url=server.url) as client, pytest.raises(APIConnectionError):
        client.put_empty()


def test_content_codings(server: Server) -> None:
    packed = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    with Client(base_url=server.url) as client:
        server.will(Answer(200, gzip.compress(b'{"received": 3}'), packed))
        assert client.upload(body=b"abc").received == 3
        server.will(Answer(200, b"not gzip", packed))
        with pytest.raises(APIResponseValidationError):
            client.upload(body=b"abc")


def test_redirects_are_answers(server: Server) -> None:
    server.will(Answer(307, headers={"Location": "http://127.0.0.1:1/"}))
    with Client(base_url=server.url) as client, pytest.raises(kitchen.ApiError) as caught:
        client.put_string(value="x")
    assert caught.value.status_code == 307 and len(server.seen) == 1


def test_a_connection_is_kept(server: Server) -> None:
    with Client(base_url=server.url) as client:
        for _ in range(3):
            client.put_string(value="x")
    assert len({seen.client for seen in server.seen}) == 1


@pytest.mark.filterwarnings("ignore:Exception ignored in.*(socket|Transport)")
def test_one_client_over_several_event_loops(server: Server) -> None:
    # A loop that ends takes its pool along; nobody is left there to close the sockets.
    client = AsyncClient(base_url=server.url)

    async def main() -> str | None:
        return (await client.put_string(value="x")).value

    assert asyncio.run(main()) == "x"
    assert asyncio.run(main()) == "x"
    assert trio.run(main) == "x"
    asyncio.run(client.aclose())
    gc.collect()


def test_trio(server: Server) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url, max_retries=1) as client:
            got: list[str | None] = []

            async def one(value: str) -> None:
                got.append((await client.put_string(value=value)).value)

            server.will(Answer(503))
            async with trio.open_nursery() as nursery:
                for value in "abc":
                    nursery.start_soon(one, value)
            assert sorted(filter(None, got)) == ["a", "b", "c"] and len(server.seen) == 4
            with trio.move_on_after(0.1) as scope:
                waiting = Answer(200, wait=threading.Event())
                server.will(waiting)
                await client.put_empty()
            assert scope.cancelled_caught and waiting.wait is not None
            waiting.wait.set()

    trio.run(main)


def test_cancelling(server: Server) -> None:
    waiting = threading.Event()

    async def main() -> None:
        async with AsyncClient(base_url=server.url) as client:
            await client.put_empty()
            server.will(Answer(200, wait=waiting))
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.put_string(value="x"), 0.1)
            waiting.set()
            assert (await client.put_string(value="y")).value == "y"

    asyncio.run(main())
    assert len(server.seen) == 3


def test_many_threads(server: Server) -> None:
    with Client(base_url=server.url) as client, ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda i: client.put_string(value=str(i)).value, range(64)))
    assert got == [str(i) for i in range(64)]


def test_a_forked_child_has_connections_of_its_own(server: Server) -> None:
    with Client(base_url=server.url) as client:
        client.put_string(value="parent")
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:  # no assertion may unwind into pytest here
            try:
                os.write(writing, (client.put_string(value="child").value or "").encode())
            finally:
                os._exit(0)
        os.close(writing)
        assert os.waitpid(child, 0)[1] == 0
        with os.fdopen(reading, "rb") as answer:
            assert answer.read() == b"child"
        assert client.put_string(value="parent").value == "parent"
    first, second, third = server.seen
    assert first.client == third.client != second.client


def test_closing(server: Server) -> None:
    client = Client(base_url=server.url)
    client.put_empty()
    client.close()
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.put_empty()

    async def main() -> None:
        aio = AsyncClient(base_url=server.url)
        await aio.put_empty()
        await aio.close()
        await aio.aclose()
        with pytest.raises(RuntimeError, match="closed"):
            await aio.put_empty()

    asyncio.run(main())


def test_default_headers(server: Server) -> None:
    with Client(base_url=server.url, default_headers={"X-A": "1", "X-B": "1"}) as client:
        client.do_nothing(extra_headers={"x-b": "2"})
    assert (server.last.headers["x-a"], server.last.headers["x-b"]) == ("1", "2")


def test_settings_from_a_config(server: Server) -> None:
    config = kitchen.Config(base_url="http://wrong", max_retries=0, default_headers={"X-A": "1"})
    with Client(config, base_url=server.url, default_headers={"X-B": "2"}) as client:
        client.do_nothing()
        assert client.config.max_retries == 0 and client.config.base_url == server.url
    assert (server.last.headers["x-a"], server.last.headers["x-b"]) == ("1", "2")
    assert config.base_url == "http://wrong" and config.default_headers == {"X-A": "1"}


BAD: list[dict[str, Any]] = [
    {},
    {"base_url": ""},
    {"base_url": "example.com"},
    {"base_url": "ftp://example.com"},
    {"base_url": "http://x", "timeout": -1},
    {"base_url": "http://x", "timeout": 0},
    {"base_url": "http://x", "timeout": "1"},
    {"base_url": "http://x", "max_retries": -1},
    {"base_url": "http://x", "max_retries": 1.5},
]


@pytest.mark.parametrize("settings", BAD, ids=str)
@pytest.mark.parametrize("make", [Client, AsyncClient])
def test_settings_that_cannot_work(make: Callable[..., object], settings: Any) -> None:
    with pytest.raises(ConfigurationError) as caught:
        make(**settings)
    name = "base_url" if len(settings) < 2 else list(settings)[1]
    assert name in str(caught.value)


def test_clients_do_not_pickle_but_their_settings_do() -> None:
    import pickle

    with Client(base_url="http://x") as client, pytest.raises(TypeError, match="Config"):
        pickle.dumps(client)
    config = pickle.loads(pickle.dumps(kitchen.Config(base_url="http://x")))
    assert config.endpoint_uri == "http://x"


def test_secrets_stay_out_of_reprs() -> None:
    with Client(base_url="http://x", default_headers={"Authorization": "hush"}) as client:
        assert "hush" not in repr(client) + repr(client.config)
        assert repr(client) == "KitchenClient(base_url='http://x')"
