"""When a request is sent again: a live server really fails, and counts."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Callable, Iterator

import pytest
from kitchen import (
    APIConnectionError,
    APITimeoutError,
    AsyncClient,
    Client,
    InternalServerError,
    RateLimitError,
    response_metadata,
)

from serving import RESET, Answer, Server, closed_port, silent


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(base_url=server.url, max_retries=1) as made:
        yield made


@pytest.mark.parametrize("status", [429, 503])
def test_throttling_repeats_every_operation(client: Client, server: Server, status: int) -> None:
    server.will(Answer(status, headers={"Retry-After": "0"}))
    assert response_metadata(client.put_empty()).attempts == 2
    assert len(server.seen) == 2


UNSAFE = [Answer(500), Answer(502), Answer(504), Answer(408), RESET]


@pytest.mark.parametrize("failure", UNSAFE, ids=lambda answer: str(answer.status))
def test_what_may_have_taken_effect_is_not_repeated(
    client: Client, server: Server, failure: Answer
) -> None:
    server.will(failure)
    kinds = (APIConnectionError, InternalServerError)
    with pytest.raises(kinds if failure.status != 408 else Exception) as caught:
        client.put_empty()
    assert caught.value.attempts == 1 and len(server.seen) == 1  # type: ignore[attr-defined]


def idempotent(client: Client) -> object:
    return client.put_string(value="x")


def readonly(client: Client) -> object:
    return client.dishes.taste(dish_id="d")


def with_token(client: Client) -> object:
    return client.put_token()


def with_token_in_header(client: Client) -> object:
    return client.put_header_token()


@pytest.mark.parametrize("call", [idempotent, readonly, with_token, with_token_in_header])
@pytest.mark.parametrize("failure", [Answer(500), RESET], ids=["500", "reset"])
def test_what_is_harmless_is_repeated(
    client: Client, server: Server, call: Callable[[Client], object], failure: Answer
) -> None:
    server.will(failure)
    call(client)
    first, second = server.seen
    assert first.body == second.body and first.target == second.target
    assert first.headers.get("x-token") == second.headers.get("x-token")


def test_it_ends(client: Client, server: Server) -> None:
    server.will(Answer(500), Answer(502), Answer(500))
    with pytest.raises(InternalServerError) as caught:
        client.put_string(value="x")
    assert caught.value.status_code == 502 and caught.value.attempts == 2
    assert len(server.seen) == 2


def test_refusals_are_final(client: Client, server: Server) -> None:
    for status in (400, 404, 409, 501):
        server.will(Answer(status))
        with pytest.raises(Exception, match=f"HTTP {status}"):
            client.put_string(value="x")
    assert len(server.seen) == 4


def test_none_when_none_are_wanted(client: Client, server: Server) -> None:
    server.will(Answer(503), RESET)
    with pytest.raises(InternalServerError):
        client.put_string(value="x", max_retries=0)
    with pytest.raises(APIConnectionError):
        client.put_string(value="x", max_retries=0)
    assert len(server.seen) == 2


def test_waiting_as_long_as_the_service_asks(client: Client, server: Server) -> None:
    server.will(Answer(429, headers={"Retry-After": "1"}))
    start = time.monotonic()
    client.put_empty()
    assert 0.95 < time.monotonic() - start < 5
    server.will(Answer(429, headers={"Retry-After": "3600"}))
    start = time.monotonic()
    with pytest.raises(RateLimitError):
        client.put_empty()
    assert time.monotonic() - start < 1


def test_waiting_longer_each_time(server: Server) -> None:
    server.will(Answer(500), Answer(500))
    start = time.monotonic()
    with Client(base_url=server.url) as client:
        client.put_string(value="x")  # twice is what nobody has to ask for
    assert 0.7 < time.monotonic() - start < 5 and len(server.seen) == 3


def test_bodies_are_sent_whole_again(client: Client, server: Server) -> None:
    file = io.BytesIO(b"skip-whole")
    file.seek(5)
    server.will(Answer(503), Answer.json({"received": 5}))
    assert client.upload(body=file).received == 5
    assert [seen.body for seen in server.seen] == [b"whole", b"whole"]


def test_bodies_that_cannot_be_sent_again_end_it(client: Client, server: Server) -> None:
    server.will(Answer(503))
    with pytest.raises(InternalServerError):
        client.upload(body=iter([b"a", b"b"]))
    assert len(server.seen) == 1


def test_nobody_listens() -> None:
    with Client(base_url=closed_port(), max_retries=1) as client:
        start = time.monotonic()
        with pytest.raises(APIConnectionError) as caught:
            client.put_empty()  # nothing was sent, so that it is repeated all the same
        assert caught.value.attempts == 2 and not isinstance(caught.value, APITimeoutError)
        assert time.monotonic() - start > 0.2


def test_timeouts_are_not_repeated_where_it_may_harm() -> None:
    with silent() as url, Client(base_url=url, timeout=0.1, max_retries=1) as client:
        with pytest.raises(APITimeoutError) as caught:
            client.put_empty()
        assert caught.value.attempts == 1
        with pytest.raises(APITimeoutError) as again:
            client.put_string(value="x")
        assert again.value.attempts == 2


def test_asynchronous(server: Server) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url, max_retries=1) as client:
            server.will(Answer(500))
            got = await client.put_string(value="x")
            assert response_metadata(got).attempts == 2
            server.will(RESET)
            with pytest.raises(APIConnectionError):
                await client.put_empty()
            assert len(server.seen) == 3

    asyncio.run(main())
