"""Measures whole calls against a server on loopback, beside the bare transport and other clients.

Processor time of the calling process for one small operation (`ListTables` of DynamoDB): the server
has a process of its own. The contenders of a row run in turn, each with a client and a pool of its own
that are set up alike; the bare sides write and parse the same JSON.

Usage: `python calls.py serve` or `python calls.py measure URL ROW`, from `main.py`.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NoReturn

ANSWER = b'{"TableNames":["apples","pears","plums"],"LastEvaluatedTableName":"plums"}'
HEADERS = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "DynamoDB_20120810.ListTables",
    "accept": "application/json",
}
ROUNDS = 12
"""How often each contender has its turn."""
CALLS = 256
"""Calls in a turn."""
AT_ONCE = 64
"""Calls at the same time, where they are not one after the other."""
LASTING = 100_000
"""Calls over which memory must stay flat."""

# (row, peer) -> at most ours/peer.
GOALS = {
    ("sync", "httpx2"): 1.05,
    ("sync, 64 at once", "httpx2"): 1.05,
    ("async", "httpx2"): 1.05,
    ("async, 64 at once", "httpx2"): 1.05,
    ("aiohttp", "aiohttp"): 1.12,
    ("aiohttp, 64 at once", "aiohttp"): 1.12,
}
ROWS = ("sync", "sync, 64 at once", "async", "async, 64 at once", "aiohttp", "aiohttp, 64 at once")


class _Answering(asyncio.Protocol):
    """Answers whatever comes, by its length alone."""

    def __init__(self) -> None:
        self._rest = b""
        self._transport: Any = None
        head = "HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: "
        self._answer = f"{head}{len(ANSWER)}\r\n\r\n".encode() + ANSWER

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while (end := self._rest.find(b"\r\n\r\n")) >= 0:
            head = self._rest[:end].lower()
            at = head.find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(self._rest) < end + 4 + length:
                return
            self._rest = self._rest[end + 4 + length :]
            self._transport.write(self._answer)


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Answering, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


# ---- synchronous contenders: a callable that makes one call


def _ours(url: str) -> Callable[[], object]:
    import dynamodb

    client = dynamodb.Client(base_url=url, **_anonymous(dynamodb))
    return lambda: client.list_tables(limit=10).table_names


def _anonymous(module: Any) -> dict[str, Any]:
    """Neither side signs, where ours could."""
    import inspect

    return {"auth": []} if "auth" in inspect.signature(module.Client).parameters else {}


def _httpx2(url: str) -> Callable[[], object]:
    import httpx2

    client = httpx2.Client()

    def call() -> object:
        body = json.dumps({"Limit": 10}, separators=(",", ":")).encode()
        answer = client.post(url + "/", content=body, headers=HEADERS)
        answer.raise_for_status()
        return json.loads(answer.content)["TableNames"]

    return call


def _botocore(url: str) -> Callable[[], object]:
    import botocore.session
    from botocore import UNSIGNED
    from botocore.config import Config

    settings = Config(signature_version=UNSIGNED, max_pool_connections=100)
    session = botocore.session.Session()
    client = session.create_client("dynamodb", "us-east-1", endpoint_url=url, config=settings)
    return lambda: client.list_tables(Limit=10)["TableNames"]


def _openai(url: str) -> Callable[[], object]:
    import openai

    client = openai.OpenAI(base_url=url, api_key="x", max_retries=2)
    options: Any = {"headers": HEADERS}
    return lambda: client.post("/", cast_to=object, body={"Limit": 10}, options=options)


# ---- asynchronous contenders: a coroutine function that makes one call


async def _ours_async(url: str) -> Callable[[], Awaitable[object]]:
    import dynamodb

    client = dynamodb.AsyncClient(base_url=url, **_anonymous(dynamodb))
    return lambda: client.list_tables(limit=10)


async def _httpx2_async(url: str) -> Callable[[], Awaitable[object]]:
    import httpx2

    client = httpx2.AsyncClient()

    async def call() -> object:
        body = json.dumps({"Limit": 10}, separators=(",", ":")).encode()
        answer = await client.post(url + "/", content=body, headers=HEADERS)
        answer.raise_for_status()
        return json.loads(answer.content)["TableNames"]

    return call


async def _openai_async(url: str) -> Callable[[], Awaitable[object]]:
    import openai

    client = openai.AsyncOpenAI(base_url=url, api_key="x", max_retries=2)
    options: Any = {"headers": HEADERS}
    return lambda: client.post("/", cast_to=object, body={"Limit": 10}, options=options)


async def _smithy_async(url: str) -> Callable[[], Awaitable[object]]:
    from aws_sdk_dynamodb.client import AsyncDynamoDBClient
    from aws_sdk_dynamodb.config import AsyncDynamoDBConfig
    from aws_sdk_dynamodb.models import ListTablesInput

    config: Any = await AsyncDynamoDBConfig.resolve(
        endpoint_uri=url, region="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    client = AsyncDynamoDBClient(config=config)
    return lambda: client.list_tables(ListTablesInput(limit=10))


async def _ours_aiohttp(url: str) -> Callable[[], Awaitable[object]]:
    import dynamodb

    transport = dynamodb.AiohttpTransport()
    client = dynamodb.AsyncClient(base_url=url, transport=transport, **_anonymous(dynamodb))
    return lambda: client.list_tables(limit=10)


async def _aiohttp(url: str) -> Callable[[], Awaitable[object]]:
    import aiohttp

    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100))

    async def call() -> object:
        body = json.dumps({"Limit": 10}, separators=(",", ":")).encode()
        async with session.post(url + "/", data=body, headers=HEADERS) as answer:
            answer.raise_for_status()
            return json.loads(await answer.read())["TableNames"]

    return call


def _contenders(row: str) -> dict[str, Any]:
    later = sys.version_info >= (3, 12)
    if row.startswith("sync"):
        return {"ours": _ours, "httpx2": _httpx2, "botocore": _botocore, "openai": _openai}
    if row.startswith("async"):
        found = {"ours": _ours_async, "httpx2": _httpx2_async, "openai": _openai_async}
        return found | ({"smithy": _smithy_async} if later else {})
    return {"ours": _ours_aiohttp, "aiohttp": _aiohttp}


def _sync_row(url: str, row: str) -> dict[str, float]:
    calls = {name: make(url) for name, make in _contenders(row).items()}
    at_once = "at once" in row
    best = dict.fromkeys(calls, float("inf"))
    with ThreadPoolExecutor(AT_ONCE) as pool:

        def turn(call: Callable[[], object]) -> None:
            if at_once:
                list(pool.map(lambda _: call(), range(CALLS)))
            else:
                for _ in range(CALLS):
                    call()

        for call in calls.values():
            turn(call)
        for _ in range(ROUNDS):
            for name, call in calls.items():
                start = time.process_time()
                turn(call)
                best[name] = min(best[name], (time.process_time() - start) / CALLS)
    return best


async def _async_row(url: str, row: str) -> NoReturn:
    calls = {name: await make(url) for name, make in _contenders(row).items()}
    at_once = "at once" in row
    best = dict.fromkeys(calls, float("inf"))

    async def some(call: Callable[[], Awaitable[object]]) -> None:
        for _ in range(CALLS // AT_ONCE):
            await call()

    async def turn(call: Callable[[], Awaitable[object]]) -> None:
        if at_once:
            await asyncio.gather(*(some(call) for _ in range(AT_ONCE)))
        else:
            for _ in range(CALLS):
                await call()

    for call in calls.values():
        await turn(call)
    for _ in range(ROUNDS):
        for name, call in calls.items():
            start = time.process_time()
            await turn(call)
            best[name] = min(best[name], (time.process_time() - start) / CALLS)
    _tell(best)


def _tell(found: dict[str, float]) -> NoReturn:
    """Print what was found and end, before sessions that are left complain about it."""
    print(json.dumps(found), flush=True)
    os._exit(0)


def _lasting(url: str) -> dict[str, float]:
    """How much memory grows, in MB, from the tenth part of many calls to their end."""
    call = _ours(url)
    held = 0.0
    for number in range(LASTING):
        if number == LASTING // 10:
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        call()
    return {"growth": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - held}


def main() -> None:
    if sys.argv[1] == "serve":
        asyncio.run(_serve())
        return
    url, row = sys.argv[2], sys.argv[3]
    if row == "lasting":
        _tell(_lasting(url))
    if row.startswith("sync"):
        _tell(_sync_row(url, row))
    asyncio.run(_async_row(url, row))


if __name__ == "__main__":
    main()
