"""Clients that are copied from others: what they share, what they change, and who closes what."""

from __future__ import annotations

import asyncio
import gc
import ssl
import subprocess
import sys
import threading
import warnings
import weakref
from contextlib import aclosing, closing
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
import trio
from kitchen import (
    Aggressive,
    APIConnectionError,
    APITimeoutError,
    AsyncClient,
    Client,
    ConfigurationError,
    Context,
    Interceptor,
)

from serving import Answer, Server, silent

BARE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def make(server: Server, **more: Any) -> Client:
    return Client(base_url=server.url, verify=BARE, **more)


def make_async(server: Server, **more: Any) -> AsyncClient:
    return AsyncClient(base_url=server.url, verify=BARE, **more)


SHARING: list[dict[str, Any]] = [
    {},
    {"api_key": "other"},
    {"timeout": 5},
    {"timeout": None},
    {"timeout": httpx2.Timeout(5)},
    {"max_retries": 0},
    {"default_headers": {"x": "y"}},
    {"default_query": {"x": "y"}},
    {"retry_strategy": Aggressive()},
    {"interceptors": [Interceptor()]},
    {"max_connections": 100},
]


@pytest.mark.parametrize("options", SHARING, ids=lambda given: ",".join(given) or "nothing")
def test_the_connection_is_shared(server: Server, options: dict[str, Any]) -> None:
    with make(server) as client:
        client.put_empty()
        other = client.with_options(**options)
        other.put_empty()
        client.dishes.taste(dish_id="d")
        other.dishes.taste(dish_id="d")
        client.with_raw_response.put_empty()
    assert len({seen.client for seen in server.seen}) == 1

    async def main() -> None:
        async with make_async(server) as client:
            await client.put_empty()
            await client.with_options(**options).put_empty()
            await client.copy(**options).with_raw_response.put_empty()

    server.forget()
    asyncio.run(main())
    assert len({seen.client for seen in server.seen}) == 1


@pytest.mark.parametrize(
    "options",
    [{"verify": False}, {"max_connections": 1}, {"trust_env": False}, {"max_response_bytes": 99}],
    ids=str,
)
def test_other_settings_of_the_pool_make_another(server: Server, options: dict[str, Any]) -> None:
    with make(server) as client:
        client.put_empty()
        with client.with_options(**options) as other:
            other.put_empty()
        client.put_empty()
    first, second, third = (seen.client for seen in server.seen)
    assert first == third != second


class Mine(Client):
    """A client of a user's."""

    def __init__(self, tenant: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.tenant = tenant

    def greet(self) -> str:
        return f"{self.tenant}: {self.put_string(value='hi').value}"


class MineAsync(AsyncClient):
    """An asynchronous client of a user's."""

    tenant = "nobody"


def test_a_subclass_stays_what_it_is(server: Server) -> None:
    with Mine("me", base_url=server.url, verify=BARE) as client:
        copy = client.with_options(max_retries=7).copy(timeout=3)
        assert type(copy) is Mine and copy.greet() == "me: hi"
        assert (copy.config.max_retries, copy.config.timeout) == (7, 3)
        copy.tenant = "you"
        assert client.tenant == "me" and client.config.max_retries == 2
    other = MineAsync(base_url=server.url)
    other.tenant = "me"
    assert type(other.with_options(timeout=1)) is MineAsync
    assert other.with_options(timeout=1).tenant == "me"


def test_merging_and_unsetting(server: Server) -> None:
    headers, query = {"X-A": "1", "X-B": "1"}, {"a": "1", "b": "1"}
    with make(server, default_headers=headers, default_query=query, api_key="k") as client:
        other = client.with_options(
            default_headers={"X-B": None, "X-C": "2"}, default_query={"a": None, "c": ["2", "3"]}
        )
        other.do_nothing()
        sent = server.last.headers
        assert (sent.get("x-a"), sent.get("x-b"), sent.get("x-c")) == ("1", None, "2")
        assert server.last.query == [("b", "1"), ("c", "2"), ("c", "3")]
        none = other.with_options(default_headers=None, default_query=None, api_key=None)
        none.do_nothing()
        assert not server.last.query and "x-c" not in server.last.headers
        assert none.config.api_key is None and other.config.api_key == "k"
        client.do_nothing()
        assert server.last.headers["x-b"] == "1" and len(server.last.query) == 2


def test_names_of_headers_have_no_case(server: Server) -> None:
    with make(server, default_headers={"X-Tenant": "a"}) as client:
        client.with_options(default_headers={"x-tenant": "b"}).do_nothing()
        assert server.last.headers["x-tenant"] == "b"
        client.with_options(default_headers={"x-TENANT": None}).do_nothing()
        assert "x-tenant" not in server.last.headers
        client.do_nothing(extra_headers={"X-tenant": "c"})
        assert server.last.headers["x-tenant"] == "c"


def test_unsetting_goes_back_to_the_default(server: Server) -> None:
    with make(server, max_retries=9, retry_strategy=Aggressive(), timeout=3) as client:
        plain = client.with_options(max_retries=None, retry_strategy=None)
        assert plain.config.max_retries == 2 and plain.config.retry_strategy is None
        assert plain.config.timeout == 3
        assert client.with_options(timeout=None).config.timeout is None
        with pytest.raises(ConfigurationError, match="^base_url is missing"):
            client.with_options(base_url=None)


def test_a_copy_has_its_own_timeout() -> None:
    with silent() as url, Client(base_url=url, verify=BARE, max_retries=0) as client:
        with pytest.raises(APITimeoutError):
            client.with_options(timeout=0.1).put_empty()

        def hasty(config: Any) -> None:
            config.timeout = 0.1

        with pytest.raises(APITimeoutError):
            client.put_empty(plugins=[hasty])

    async def main() -> None:
        async with AsyncClient(base_url=url, verify=BARE, max_retries=0) as client:
            with pytest.raises(APITimeoutError):
                await client.with_options(timeout=0.1).put_empty()
            with pytest.raises(APITimeoutError):
                await client.put_empty(plugins=[hasty])

    with silent() as url:
        asyncio.run(main())


def test_other_addresses(server: Server, serve: Any) -> None:
    other = serve()
    with make(server) as client:
        client.with_options(base_url=other.url).put_empty()
        client.put_empty()
    assert len(server.seen) == len(other.seen) == 1


# Closing.


@pytest.mark.parametrize("first", ["client", "copy"])
def test_closing_one_never_closes_the_other(server: Server, first: str) -> None:
    client = make(server)
    copy = client.with_options(timeout=3)
    closed, other = (client, copy) if first == "client" else (copy, client)
    closed.put_empty()
    closed.close()
    assert other.put_string(value="x").value == "x"
    with pytest.raises(RuntimeError, match="closed"):
        closed.put_empty()
    with pytest.raises(RuntimeError, match="closed"):
        closed.dishes.taste(dish_id="d")
    http: Any = other._http
    assert not http.is_closed
    other.close()
    assert http.is_closed
    closed.close()
    other.close()


@pytest.mark.parametrize("first", ["client", "copy"])
@pytest.mark.parametrize(
    "run", [lambda main: asyncio.run(main()), trio.run], ids=["asyncio", "trio"]
)
def test_closing_asynchronous_ones(server: Server, run: Any, first: str) -> None:
    async def main() -> None:
        client = make_async(server)
        copy = client.with_options(timeout=3)
        closed, other = (client, copy) if first == "client" else (copy, client)
        await closed.put_empty()
        await closed.aclose()
        assert (await other.put_string(value="x")).value == "x"
        with pytest.raises(RuntimeError, match="closed"):
            await closed.put_empty()
        http: Any = await other._http()
        await other.close()
        assert http.is_closed
        await other.aclose()
        await closed.close()

    run(main)


def test_views_close_with_their_client(server: Server) -> None:
    client = make(server)
    raw = client.with_raw_response
    raw.put_empty()
    http: Any = client._http
    client.close()
    assert http.is_closed
    with pytest.raises(RuntimeError, match="closed"):
        raw.put_empty()
    with pytest.raises(RuntimeError, match="closed"):
        _ = client.with_raw_response.put_empty()


def test_closing_managers(server: Server) -> None:
    with closing(make(server)) as client:
        client.put_empty()
    with pytest.raises(RuntimeError):
        client.put_empty()

    async def main() -> None:
        async with aclosing(make_async(server)) as client:
            await client.put_empty()
        async with client.with_options(timeout=1) as again:
            with pytest.raises(RuntimeError):
                await client.put_empty()
            await again.put_empty()

    with pytest.raises(RuntimeError):
        asyncio.run(main())


def test_a_closed_client_makes_no_copies(server: Server) -> None:
    client = make(server)
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.with_options(timeout=1)


def test_dropped_copies_do_not_leak(server: Server) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client = make(server)
        client.put_empty()
        http: Any = client._http
        gone = [weakref.ref(client.with_options(timeout=number + 1)) for number in range(50)]
        gc.collect()
        assert not any(reference() for reference in gone)
        assert len(client._pipeline._users) == 1
        client.close()
        assert http.is_closed
        # Nor does the last one, which nobody closed.
        forgotten = make(server)
        copy = forgotten.with_options(timeout=1)
        copy.put_empty()
        forgotten.close()
        left: Any = copy._http
        del copy, forgotten
        gc.collect()
        assert left.is_closed


def test_asynchronous_clients_leave_nothing_in_their_loop(server: Server) -> None:
    async def main() -> None:
        pools: list[weakref.ref[Any]] = []
        for _ in range(3):
            async with make_async(server) as client:
                await client.put_empty()
                pools.append(weakref.ref(await client._http()))
        del client
        gc.collect()
        assert not any(pool() for pool in pools)

    asyncio.run(main())


LOOPS = """
import asyncio, gc, ssl, sys, time, weakref
from kitchen import AsyncClient

client = AsyncClient(base_url=sys.argv[1], verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
loops = []

async def main():
    loops.append(weakref.ref(asyncio.get_running_loop()))
    await client.put_empty()

for _ in range(3):
    asyncio.run(main())
for _ in range(500):  # the threads of a loop end a moment after it
    gc.collect()
    if not (loops[0]() or loops[1]()):
        break
    time.sleep(0.01)
else:
    sys.exit("loops that ended are held")
"""


def test_loops_that_ended_are_let_go(server: Server, packages: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOPS, server.url],
        env={"PYTHONPATH": str(packages / "kitchen" / "src")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert len(server.seen) == 3


# Injected clients.


@pytest.mark.parametrize("module", [httpx2, httpx], ids=["httpx2", "httpx"])
def test_an_injected_client_stays_as_it_is(server: Server, module: Any) -> None:
    seen: list[Any] = []
    hooks = {"request": [seen.append], "response": [lambda response: response.read()]}
    with module.Client(
        headers={"X-From": "mine"},
        cookies={"c": "1"},
        params={"q": "1"},
        auth=("user", "pw"),
        event_hooks=hooks,
        verify=BARE,
    ) as http:
        with Client(base_url=server.url, http_client=http) as client:
            used: Any = client._http
            assert used is http
            assert client.put_string(value="x").value == "x"
            assert client.with_options(timeout=3).put_string(value="x").value == "x"
            server.will(Answer(200, b"streamed"))
            assert client.download().body.read() == b"streamed"
        assert not getattr(http, "is_closed", True) and len(seen) == 3
        got = server.seen[0].headers
        assert got["x-from"] == "mine" and got["cookie"] == "c=1"
        assert got["authorization"].startswith("Basic ")
        assert used is client.config.http_client


@pytest.mark.parametrize("module", [httpx2, httpx], ids=["httpx2", "httpx"])
def test_another_injected_client(server: Server, module: Any) -> None:
    with make(server) as client, module.Client(verify=BARE) as http:
        with pytest.raises(ConfigurationError, match="^verify has no effect"):
            client.with_options(http_client=http)
        client.with_options(http_client=http, verify=None).put_empty()
        client.put_empty()
    assert len({seen.client for seen in server.seen}) == 2


def test_mock_transports_of_httpx2_work() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=request.read(), headers={"Content-Type": "text/plain"})

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        client = Client(base_url="http://x", http_client=http)
        assert client.put_string(value="x").value == "x"


def test_a_transport_of_ones_own_is_closed_with_the_last_client() -> None:
    class Mine:
        closed = 0

        def send(self, request: object, *, timeout: object, stream: bool) -> httpx2.Response:
            return httpx2.Response(200, content=b"x", headers={"Content-Type": "text/plain"})

        def close(self) -> None:
            self.closed += 1

    mine = Mine()
    client = Client(base_url="http://x", transport=mine)
    copy = client.with_options(timeout=1)
    assert client.put_string(value="x").value == copy.put_string(value="x").value == "x"
    client.close()
    assert mine.closed == 0
    copy.close()
    assert mine.closed == 1


# Threads, and hooks of a copy.


def test_threads_copy_and_close(server: Server) -> None:
    client = make(server)
    errors: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(10):
                with client.with_options(timeout=5) as copy:
                    copy.put_empty()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    client.put_empty()
    client.close()
    assert not errors and len(server.seen) == 81


def test_interceptors_of_a_copy_are_its_own(server: Server) -> None:
    class Counting(Interceptor):
        calls = 0

        def read_before_execution(self, context: Context) -> None:
            self.calls += 1

    counting = Counting()
    with make(server) as client:
        client.with_options(interceptors=[counting]).put_empty()
        client.put_empty()
    assert counting.calls == 1


def test_connection_errors_leave_a_client_usable(server: Server) -> None:
    with make(server, max_retries=0) as client:
        with pytest.raises(APIConnectionError):
            client.with_options(base_url="http://127.0.0.1:1").put_empty()
        client.put_empty()
