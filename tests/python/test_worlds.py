"""Threads, event loops and processes: one client in all of them, and what it shares."""

from __future__ import annotations

import asyncio
import os
import pickle
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import kitchen
import pytest
import trio
from kitchen import Aggressive, AsyncClient, Client, NotFoundError, response_metadata
from kitchen import models as m

from kitchenware import everything
from serving import Answer, Server

BARE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
worlds = pytest.mark.parametrize("backend", ["asyncio", "trio"])


def in_child(work: Callable[[], bytes]) -> bytes:
    """Fork, and return what the child comes to."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # no assertion may unwind into pytest here
        try:
            os.write(writing, work())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        found = answer.read()
    assert os.waitpid(child, 0)[1] == 0
    return found


def fresh(packages: Path, program: str, *arguments: str) -> str:
    """Run a program in an interpreter that has loaded nothing."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *arguments],
        env={"PYTHONPATH": str(packages / "kitchen" / "src")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# Threads.

TOGETHER = """
import sys, threading
from concurrent.futures import ThreadPoolExecutor
import kitchen

client = kitchen.Client(base_url=sys.argv[1])
start = threading.Barrier(16)

def work(number):
    # Everything lazy is reached for the first time by all threads at once.
    start.wait()
    name = f"n{number}"
    circle = kitchen.models.Circle(radius=float(number))
    assert kitchen.models.Circle.from_dict(circle.as_dict()) == circle
    drawing = kitchen.models.DrawingCircle(circle)
    assert client.put_string(value=name).value == name
    assert client.with_raw_response.put_string(value=name).parse().value == name
    assert client.with_options(timeout=5).put_union(value=drawing).value == drawing
    return name

sys.setswitchinterval(1e-6)
with ThreadPoolExecutor(16) as pool:
    assert len(set(pool.map(work, range(16)))) == 16
client.close()
"""


def test_lazy_state_that_all_threads_reach_at_once(server: Server, packages: Path) -> None:
    fresh(packages, TOGETHER, server.url)
    assert len(server.seen) == 48


def test_threads_on_one_client(server: Server) -> None:
    lock, count = threading.Lock(), [0]

    def sometimes(seen: Any) -> Answer:
        with lock:
            count[0] += 1
            failed = count[0] % 5 == 0
        return Answer(503) if failed else Answer(200, seen.body, {"Content-Type": "text/plain"})

    server.behaviour = sometimes
    with Client(base_url=server.url, verify=BARE, max_retries=9, timeout=20) as client:
        client._pipeline.sleep = lambda seconds: None

        def work(number: int) -> tuple[str | None, int]:
            output = client.put_string(value=str(number))
            return output.value, response_metadata(output).attempts

        with ThreadPoolExecutor(12) as pool:
            results = list(pool.map(work, range(300)))
    assert [value for value, _ in results] == [str(number) for number in range(300)]
    assert sum(attempts for _, attempts in results) == len(server.seen)
    # What the repeats took is back: they all succeeded in the end.
    strategy: Any = client._pipeline.shared.strategy
    assert 480 <= strategy.tokens <= 500
    assert len({seen.client for seen in server.seen}) <= 13


# Loops.


@worlds
def test_first_calls_at_the_same_time_share_a_pool(server: Server, backend: str) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url, verify=BARE) as client:
            got: list[str | None] = []

            async def one(number: int) -> None:
                got.append((await client.put_string(value=str(number))).value)

            async with anyio.create_task_group() as group:
                for number in range(30):
                    group.start_soon(one, number)
            assert sorted(map(str, got)) == sorted(map(str, range(30)))
            assert len(client._pipeline.transport._pools) == 1  # type: ignore[attr-defined]

    anyio.run(main, backend=backend)


@worlds
def test_waiting_between_attempts_lets_others_go_on(server: Server, backend: str) -> None:
    ticks = 0

    async def main() -> None:
        async def tick() -> None:
            nonlocal ticks
            while True:
                await anyio.sleep(0.01)
                ticks += 1

        async with AsyncClient(base_url=server.url, verify=BARE) as client:
            server.will(Answer(503))
            async with anyio.create_task_group() as group:
                group.start_soon(tick)
                assert (await client.put_string(value="x")).value == "x"
                group.cancel_scope.cancel()

    anyio.run(main, backend=backend)
    assert ticks > 5


@worlds
def test_a_call_that_is_cancelled_while_it_waits(server: Server, backend: str) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url, verify=BARE) as client:
            await client.put_empty()
            server.will(Answer(429, headers={"Retry-After": "30"}))
            with anyio.move_on_after(0.2) as scope:
                await client.put_string(value="x")
            assert scope.cancelled_caught
            assert (await client.put_string(value="y")).value == "y"

    anyio.run(main, backend=backend)
    assert len(server.seen) == 3


def test_loops_in_several_threads(server: Server) -> None:
    client = AsyncClient(base_url=server.url, verify=BARE)

    async def main(number: int) -> str | None:
        try:
            return (await client.put_string(value=str(number))).value
        finally:
            await client._pipeline.transport.aclose()

    def asynchronous(number: int) -> str | None:
        return trio.run(main, number) if number % 2 else asyncio.run(main(number))

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(asynchronous, range(12))) == [str(number) for number in range(12)]


# Processes.


def test_an_asynchronous_client_in_a_forked_child(server: Server) -> None:
    client = AsyncClient(base_url=server.url, verify=BARE)

    async def main(value: str) -> str:
        try:
            return (await client.put_string(value=value)).value or ""
        finally:
            await client._pipeline.transport.aclose()

    async def parent() -> tuple[str, bytes, str]:
        first = (await client.put_string(value="before")).value or ""
        child = await anyio.to_thread.run_sync(
            in_child, lambda: asyncio.run(main("child")).encode()
        )
        return first, child, await main("after")

    assert asyncio.run(parent()) == ("before", b"child", "after")
    before, child, after = server.seen
    assert before.client == after.client != child.client


def test_locks_that_are_held_while_a_child_is_forked(server: Server) -> None:
    client = Client(base_url=server.url, verify=BARE, retry_strategy=Aggressive())
    strategy: Any = client._pipeline.shared.strategy
    pools: Any = client._pipeline.transport
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with strategy._lock, pools._lock:
            held.set()
            done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    server.will(Answer(503, headers={"Retry-After": "0"}))
    try:
        found = in_child(lambda: (client.put_string(value="child").value or "").encode())
    finally:
        done.set()
        thread.join()
    assert found == b"child" and len(server.seen) == 2
    assert client.put_string(value="parent").value == "parent"
    client.close()


def test_children_of_a_closed_and_an_open_client(server: Server) -> None:
    with Client(base_url=server.url, verify=BARE) as client:
        client.put_empty()

        def work() -> bytes:
            copy = client.with_options(timeout=5)
            value = copy.put_string(value="x").value or ""
            copy.close()
            client.close()
            return value.encode()

        assert [in_child(work) for _ in range(3)] == [b"x"] * 3
        # What children close is theirs.
        client.put_empty()
        assert server.seen[0].client == server.last.client


# Values between processes.


def test_models_and_errors_pickle(server: Server) -> None:
    shape = everything()
    assert pickle.loads(pickle.dumps(shape)) == shape
    with Client(base_url=server.url, verify=BARE) as client:
        server.will_json(
            {"message": "gone", "resource": "r"}, 404, X_Amzn_Errortype="NotFoundError"
        )
        with pytest.raises(NotFoundError) as caught:
            client.fail(how="x")
        output = client.put_string(value="x")
    error = pickle.loads(pickle.dumps(caught.value))
    assert type(error) is m.NotFoundError and error.resource == "r" and error.attempts == 1
    assert (error.status_code, error.message, dict(error.headers)) == (
        404,
        "gone",
        dict(caught.value.headers),
    )
    assert pickle.loads(pickle.dumps(output)) == output
    for kind in (kitchen.APIConnectionError, kitchen.APITimeoutError, kitchen.ConfigurationError):
        made = kind("what happened")
        again = pickle.loads(pickle.dumps(made))
        assert type(again) is kind and again.args == made.args and vars(again) == vars(made)


def test_a_config_goes_to_another_process(server: Server, packages: Path) -> None:
    config = kitchen.Config(base_url=server.url, max_retries=1, default_headers={"x-a": "b"})
    program = (
        "import pickle, sys, kitchen\n"
        "config = pickle.loads(bytes.fromhex(sys.argv[1]))\n"
        "with kitchen.Client(config) as client:\n"
        "    print(client.put_string(value='x').value)\n"
    )
    assert fresh(packages, program, pickle.dumps(config).hex()) == "x\n"
    assert server.last.headers["x-a"] == "b"


# Imports.


def test_importing_loads_no_sockets_ssl_or_threads(packages: Path) -> None:
    program = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "import kitchen\n"
        "new = set(sys.modules) - before\n"
        "heavy = ('socket', '_socket', 'ssl', '_ssl', 'threading', 'asyncio', 'httpx2', 'anyio')\n"
        "assert not [name for name in heavy if name in new], new\n"
    )
    fresh(packages, program)
    fresh(
        packages, program.replace("import kitchen\n", "import kitchen.errors, kitchen.client\n", 1)
    )
    configured = program.replace("import kitchen\n", "import kitchen\nkitchen.Config\n", 1)
    fresh(packages, configured.replace("'threading', ", ""))
