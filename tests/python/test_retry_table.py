"""Which failures are repeated for which operations, how often, after which delays.

A live server really fails so; only the waiting between attempts is a fake clock's.
"""

from __future__ import annotations

import asyncio
import datetime
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime
from typing import Any, NamedTuple

import kitchen
import pytest
from kitchen import (
    Aggressive,
    APIConnectionError,
    ApiError,
    APIResponseValidationError,
    APITimeoutError,
    AsyncClient,
    Client,
    Failure,
    HttpRequest,
    RetryStrategy,
    ServiceError,
    response_metadata,
)
from kitchen.models import Busy, Flooded

from serving import RESET, Answer, Seen, Server, closed_port

BARE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TIMEOUT = 0.15
Call = Callable[[Any], Any]

CALLS: dict[str, Call] = {
    "readonly": lambda client: client.dishes.taste(dish_id="d"),
    "idempotent": lambda client: client.put_string(value="x"),
    "token": lambda client: client.put_token(),
    "plain": lambda client: client.put_empty(),
}
HARMLESS = frozenset({"readonly", "idempotent", "token"})


class Row(NamedTuple):
    """A way to fail.

    Attributes:
        answer: What the server does.
        repeated: For which operations it is repeated.
        kind: What is raised in the end.
        throttling: What the error says of itself.
        timeout: What the error says of itself.
        after: Seconds that the service asks to wait.
    """

    answer: Answer
    repeated: frozenset[str]
    kind: type[ServiceError]
    throttling: bool = False
    timeout: bool = False
    after: float | None = None


def asked(status: int, value: str) -> Answer:
    return Answer(status, headers={"Retry-After": value})


ALL = frozenset(CALLS)
NONE: frozenset[str] = frozenset()
STALL = Answer(200, wait=threading.Event())


def in_time(answer: Answer) -> Answer:
    """Turn seconds into the date that they mean now."""
    if answer.headers.get("Retry-After") != "in 50 s":
        return answer
    date = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=50)
    return asked(503, format_datetime(date, usegmt=True))


ROWS: dict[str, Row] = {
    "dropped connection": Row(RESET, HARMLESS, APIConnectionError),
    "broken answer": Row(Answer(200, b"{", cut=True), HARMLESS, APIConnectionError),
    "read timeout": Row(STALL, HARMLESS, APITimeoutError, timeout=True),
    "408": Row(Answer(408), HARMLESS, ApiError, timeout=True),
    "429": Row(Answer(429), ALL, kitchen.RateLimitError, throttling=True),
    "500": Row(Answer(500), HARMLESS, kitchen.InternalServerError),
    "502": Row(Answer(502), HARMLESS, kitchen.InternalServerError),
    "503": Row(Answer(503), ALL, kitchen.InternalServerError),
    "504": Row(Answer(504), HARMLESS, kitchen.InternalServerError, timeout=True),
    "429 with seconds": Row(asked(429, "7"), ALL, kitchen.RateLimitError, True, after=7.0),
    "503 with no seconds": Row(asked(503, "0"), ALL, kitchen.InternalServerError, after=0.0),
    "500 with seconds": Row(asked(500, "9"), HARMLESS, kitchen.InternalServerError, after=9.0),
    "503 with a date": Row(asked(503, "in 50 s"), ALL, kitchen.InternalServerError, after=50.0),
    "429 past the cap": Row(asked(429, "61"), NONE, kitchen.RateLimitError, True, after=61.0),
    "503 with nonsense": Row(asked(503, "soon"), ALL, kitchen.InternalServerError),
    "retryable": Row(Answer.json({"message": "wait"}, 423, X_Amzn_Errortype="Busy"), ALL, Busy),
    "retryable, throttling": Row(
        Answer.json({"message": "wait"}, 420, X_Amzn_Errortype="Flooded"), ALL, Flooded, True
    ),
    "400": Row(Answer(400), NONE, kitchen.BadRequestError),
    "401": Row(Answer(401), NONE, kitchen.AuthenticationError),
    "404": Row(Answer(404), NONE, kitchen.NotFoundError),
    "409": Row(Answer(409), NONE, kitchen.ConflictError),
    "422": Row(Answer(422), NONE, kitchen.UnprocessableEntityError),
    "501": Row(Answer(501), NONE, kitchen.InternalServerError),
    "307": Row(Answer(307), NONE, ApiError),
    "undecodable": Row(
        Answer(200, b"{", {"Content-Encoding": "gzip"}), NONE, APIResponseValidationError
    ),
}


def slowly(client: Any, slept: list[float]) -> None:
    """Let a client wait on a fake clock."""
    if isinstance(client, Client):
        client._pipeline.sleep = slept.append
        return

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    client._pipeline.sleep = sleep


def make(server: str, **more: Any) -> dict[str, Any]:
    return {"base_url": server, "verify": BARE, "timeout": TIMEOUT, **more}


def synchronously(url: str, call: Call, slept: list[float], **more: Any) -> Any:
    with Client(**make(url, **more)) as client:
        slowly(client, slept)
        return call(client)


def asynchronously(url: str, call: Call, slept: list[float], **more: Any) -> Any:
    async def main() -> Any:
        async with AsyncClient(**make(url, **more)) as client:
            slowly(client, slept)
            return await call(client)

    return asyncio.run(main())


World = Callable[..., Any]
both = pytest.mark.parametrize("world", [synchronously, asynchronously], ids=["sync", "async"])


def judge(error: ServiceError, row: Row, name: str, attempts: int) -> None:
    assert isinstance(error, row.kind)
    assert error.attempts == attempts
    assert error.is_retry_safe == (name in row.repeated or row.after == 61.0)
    assert error.is_throttling_error == row.throttling
    assert error.is_timeout_error == row.timeout
    if row.after is None:
        assert error.retry_after is None
    else:
        assert error.retry_after is not None and row.after - 20 <= error.retry_after <= row.after


def doubling(slept: list[float], after: float | None) -> bool:
    if after is not None and after > 1:
        return all(after - 20 <= seconds <= after for seconds in slept)
    return all(
        least / 2 <= seconds <= least for seconds, least in zip(slept, (0.5, 1.0), strict=False)
    )


def tokens(seen: list[Seen]) -> list[str]:
    return [one.json["clientToken"] for one in seen]


@both
@pytest.mark.parametrize("failure", ROWS)
@pytest.mark.parametrize("name", CALLS)
def test_table(server: Server, world: World, failure: str, name: str) -> None:
    row, call = ROWS[failure], CALLS[name]
    attempts = 3 if name in row.repeated else 1
    slept: list[float] = []
    server.will(*[in_time(row.answer)] * 3)
    with pytest.raises(ServiceError) as caught:
        world(server.url, call, slept)
    judge(caught.value, row, name, attempts)
    assert len(server.seen) == attempts and len(slept) == attempts - 1
    assert doubling(slept, row.after)
    assert len({(one.method, one.target, one.body) for one in server.seen}) == 1
    if name == "token":
        assert len(set(tokens(server.seen))) == 1


@both
@pytest.mark.parametrize("name", CALLS)
def test_nothing_was_sent(world: World, name: str) -> None:
    slept: list[float] = []
    with pytest.raises(APIConnectionError) as caught:
        world(closed_port(), CALLS[name], slept)
    assert caught.value.attempts == 3 and caught.value.is_retry_safe and len(slept) == 2


@both
def test_a_later_attempt_succeeds(server: Server, world: World) -> None:
    slept: list[float] = []
    server.will(Answer(503), RESET)
    output = world(server.url, CALLS["idempotent"], slept)
    assert output.value == "x" and response_metadata(output).attempts == 3


def test_a_token_is_made_once_a_call(server: Server) -> None:
    slept: list[float] = []
    with Client(**make(server.url)) as client:
        slowly(client, slept)
        server.will(Answer(500), RESET)
        client.put_token()
        client.put_token()
        server.will(Answer(500))
        client.put_token(client_token="mine")
    first, second, third, other, *mine = tokens(server.seen)
    assert first == second == third != other and mine == ["mine", "mine"]


def test_the_delay_doubles_up_to_its_limit(server: Server) -> None:
    slept: list[float] = []
    server.will(*[Answer(503)] * 9)
    with pytest.raises(ApiError):
        synchronously(server.url, CALLS["plain"], slept, max_retries=8)
    for seconds, full in zip(slept, (0.5, 1, 2, 4, 8, 8, 8, 8), strict=True):
        assert full / 2 <= seconds <= full


# The bucket of tokens.


class Down:
    """A transport to a service that is down, without a network."""

    def __init__(self, status: int = 500) -> None:
        self.status = status
        self.sent = 0
        self.lock = threading.Lock()

    def send(self, request: HttpRequest, *, timeout: Any, stream: bool) -> Any:
        with self.lock:
            self.sent += 1
        return httpx_response(self.status)

    def sleep(self, seconds: float) -> None:
        pass

    def close(self) -> None:
        pass


def httpx_response(status: int) -> Any:
    import httpx2

    return httpx2.Response(status)


@pytest.mark.parametrize(("status", "repeats"), [(500, 100), (429, 50), (504, 50)])
def test_repeats_end_while_a_service_is_down(status: int, repeats: int) -> None:
    down = Down(status)
    client = Client(base_url="http://x", transport=down, max_retries=3)
    copy = client.with_options(default_headers={"a": "b"})
    for number in range(60):
        with pytest.raises(ApiError) as caught:
            (client if number % 2 else copy).put_string(value="x")
    assert down.sent == 60 + repeats and caught.value.attempts == 1
    # What succeeds brings tokens back, slowly.
    down.status = 200
    for _ in range(10):
        copy.put_string(value="x")
    down.status = status
    with pytest.raises(ApiError) as caught:
        client.put_string(value="x")
    assert caught.value.attempts == (3 if status == 500 else 2)


def test_the_bucket_is_shared_by_threads() -> None:
    down = Down()
    client = Client(base_url="http://x", transport=down, max_retries=4)

    def fail(_: int) -> int:
        with pytest.raises(ApiError) as caught:
            client.put_string(value="x")
        return caught.value.attempts

    with ThreadPoolExecutor(16) as pool:
        attempts = list(pool.map(fail, range(400)))
    assert sum(attempts) == down.sent == 400 + 100


# Strategies.


@both
@pytest.mark.parametrize(
    "failure", ["dropped connection", "read timeout", "408", "500", "502", "504"]
)
def test_aggressive_repeats_everything(server: Server, world: World, failure: str) -> None:
    slept: list[float] = []
    server.will(ROWS[failure].answer)
    world(server.url, CALLS["plain"], slept, retry_strategy=Aggressive())
    assert len(server.seen) == 2 and len(slept) == 1


@pytest.mark.parametrize("failure", ["400", "404", "501", "undecodable"])
def test_aggressive_leaves_what_is_final(server: Server, failure: str) -> None:
    server.will(ROWS[failure].answer)
    with pytest.raises(ServiceError):
        synchronously(server.url, CALLS["plain"], [], retry_strategy=Aggressive())
    assert len(server.seen) == 1


class Mine(RetryStrategy):
    """Repeats what nobody else would, after a second."""

    def __init__(self) -> None:
        self.failures: list[Failure] = []
        self.successes: list[Failure | None] = []

    def delay(self, failure: Failure) -> float | None:
        self.failures.append(failure)
        return 1.0 if failure.attempts < 4 else None

    def succeeded(self, failure: Failure | None) -> None:
        self.successes.append(failure)


@both
def test_a_strategy_of_ones_own(server: Server, world: World) -> None:
    mine, slept = Mine(), list[float]()
    server.will(Answer(404), Answer(409), Answer(400))
    world(server.url, CALLS["plain"], slept, retry_strategy=mine)
    assert slept == [1.0] * 3 and len(server.seen) == 4
    first = mine.failures[0]
    assert (first.operation, first.attempts, first.retries_left) == ("PutEmpty", 1, 2)
    assert not first.harmless and isinstance(first.error, kitchen.NotFoundError)
    assert mine.successes == [mine.failures[-1]]


def test_a_strategy_for_one_call(server: Server) -> None:
    mine, slept = Mine(), list[float]()

    def plugin(config: kitchen.Config) -> None:
        config.retry_strategy = mine

    with Client(**make(server.url)) as client:
        slowly(client, slept)
        server.will(Answer(404))
        client.put_empty(plugins=[plugin])
        server.will(Answer(404))
        with pytest.raises(kitchen.NotFoundError):
            client.put_empty()
    assert len(mine.failures) == 1 and slept == [1.0]


def test_a_strategy_of_a_copy(server: Server) -> None:
    with Client(**make(server.url)) as client:
        bold = client.with_options(retry_strategy=Aggressive())
        slowly(bold, [])
        server.will(Answer(500))
        bold.put_empty()
        back = bold.with_options(retry_strategy=None)
        server.will(Answer(500))
        with pytest.raises(ApiError):
            back.put_empty()


# Bodies.


def test_a_body_that_cannot_be_read_again_is_sent_once(server: Server) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"a"

    server.will(Answer(503), Answer(503))
    with pytest.raises(ApiError):
        asynchronously(server.url, lambda client: client.upload(body=chunks()), [])
    with pytest.raises(ApiError):
        synchronously(server.url, lambda client: client.upload(body=(b"a" for _ in "ab")), [])
    assert len(server.seen) == 2


@both
def test_a_list_of_chunks_is_sent_again(server: Server, world: World) -> None:
    server.will(Answer(503), Answer.json({"received": 2}))
    world(server.url, lambda client: client.upload(body=[b"a", b"b"]), [])
    assert [seen.body for seen in server.seen] == [b"ab", b"ab"]


def test_mistakes_of_a_program_are_not_repeated(server: Server) -> None:
    class Slip(Exception):
        pass

    def broken() -> Iterator[bytes]:
        yield b"a"
        raise Slip

    with Client(**make(server.url)) as client:
        slept: list[float] = []
        slowly(client, slept)
        with pytest.raises(Slip):
            client.upload(body=broken())
        with pytest.raises(kitchen.SerializationError):
            client.upload(body=5)  # type: ignore[call-overload]
        assert not slept and client.put_string(value="x").value == "x"
