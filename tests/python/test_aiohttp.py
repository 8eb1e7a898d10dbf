"""The transport over aiohttp, against live servers."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator

import aiohttp
import pytest
from kitchen import (
    AiohttpTransport,
    APIConnectionError,
    APITimeoutError,
    AsyncClient,
    ConfigurationError,
    InternalServerError,
)

from serving import RESET, Answer, Server, closed_port, silent


def test_calls(server: Server) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url, transport=AiohttpTransport()) as client:
            for _ in range(3):
                assert (await client.put_string(value="ä")).value == "ä"
            server.will(Answer(200, b"x" * 100_000))
            output = await client.download()
            assert len(await output.body.aread()) == 100_000
            server.will(Answer(503), Answer.json({"received": 3}))
            assert (await client.upload(body=b"abc")).received == 3
            server.will(Answer(500))
            with pytest.raises(InternalServerError):
                await client.put_empty()

    asyncio.run(main())
    assert server.seen[0].headers["user-agent"].startswith("kitchen/")
    assert len({seen.client for seen in server.seen[:4]}) == 1


def test_bodies_of_every_kind(server: Server) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    async def main() -> None:
        async with AsyncClient(base_url=server.url, transport=AiohttpTransport()) as client:
            server.will(*[Answer.json({"received": 2})] * 3)
            await client.upload(body=pieces())
            await client.upload(body=[b"a", b"b"])
            await client.upload(body=b"ab")

    asyncio.run(main())
    assert [seen.body for seen in server.seen] == [b"ab"] * 3


def test_failures(server: Server) -> None:
    async def main() -> None:
        transport = AiohttpTransport()
        async with AsyncClient(base_url=closed_port(), transport=transport, max_retries=0) as gone:
            with pytest.raises(APIConnectionError) as caught:
                await gone.put_empty()
            assert caught.value.is_retry_safe
        with silent() as url:
            async with AsyncClient(base_url=url, transport=transport, timeout=0.1) as slow:
                with pytest.raises(APITimeoutError):
                    await slow.put_empty()
        async with AsyncClient(base_url=server.url, transport=transport, max_retries=0) as client:
            server.will(RESET)
            with pytest.raises(APIConnectionError):
                await client.put_empty()
            server.will(Answer(200, b'{"a"', cut=True))
            with pytest.raises(APIConnectionError):
                await client.put_empty()
            await client.put_empty()

    asyncio.run(main())


def test_a_session_of_the_caller(server: Server) -> None:
    async def main() -> None:
        async with aiohttp.ClientSession() as session:
            transport = AiohttpTransport(session)
            async with AsyncClient(base_url=server.url, transport=transport) as client:
                await client.put_empty()
            assert not session.closed

    asyncio.run(main())


def test_one_transport_over_several_loops(server: Server) -> None:
    client = AsyncClient(base_url=server.url, transport=AiohttpTransport())

    async def main() -> None:
        await client.put_empty()
        await client.config.transport.aclose()

    asyncio.run(main())
    asyncio.run(main())
    assert len(server.seen) == 2


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    with pytest.raises(ConfigurationError, match="pip install aiohttp"):
        AiohttpTransport()
