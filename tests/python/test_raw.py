"""Whole responses in place of outputs: `with_raw_response` and `with_streaming_response`."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Iterator
from typing import Any

import kitchen
import pytest
import trio
from kitchen import (
    APIConnectionError,
    ApiError,
    APIResponseValidationError,
    AsyncClient,
    Client,
    RawResponse,
)
from kitchen import models as m

from faulting import answer, dripping, faulting
from serving import Answer, Server

BARE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(base_url=server.url, verify=BARE, max_retries=1, timeout=5) as made:
        yield made


def aio(server: Server) -> AsyncClient:
    return AsyncClient(base_url=server.url, verify=BARE, max_retries=1, timeout=5)


def test_a_whole_response(client: Client, server: Server) -> None:
    server.will_json({"verdict": "fine"}, X_Request_Id="r1", X_More="a")
    response = client.with_raw_response.taste(dish_id="d")
    assert isinstance(response, RawResponse)
    assert (response.status_code, response.retries_taken) == (200, 0)
    assert response.headers["x-more"] == "a" and response.request_id == "r1"
    assert json.loads(response.content) == response.json() == {"verdict": "fine"}
    assert response.text == '{"verdict": "fine"}'
    output = response.parse()
    assert isinstance(output, m.TasteOutput) and output.verdict == "fine"
    assert response.parse() is output
    assert kitchen.response_metadata(output).request_id == "r1"
    assert repr(response) == "<RawResponse 200 of Taste>"


def test_of_a_resource(client: Client, server: Server) -> None:
    server.will_json({"verdict": "fine"})
    assert client.with_raw_response.dishes.taste(dish_id="d").parse().verdict == "fine"
    server.will_json({"jars": ["a"]})
    listed = client.with_raw_response.cupboards.jars.list(cupboard_id="c")
    assert listed.parse().jars == ["a"]
    server.will_json({"jars": ["a"]})
    with client.with_streaming_response.cupboards.jars.list(cupboard_id="c") as streamed:
        assert streamed.parse().jars == ["a"]


def test_repeated_headers_are_joined(client: Client) -> None:
    lines = answer(b"{}", "X-Many: a", "X-Many: b", "x-many: c")
    with faulting(lines) as server:
        many = client.with_options(base_url=server.url).with_raw_response.put_empty()
    assert many.headers["x-many"] == "a, b, c"


def test_retries_are_counted(client: Client, server: Server) -> None:
    client._pipeline.sleep = lambda seconds: None
    server.will(Answer(503))
    response = client.with_raw_response.put_string(value="x")
    assert response.retries_taken == 1 and response.parse().value == "x"


def test_options_of_a_call(client: Client, server: Server) -> None:
    client.with_raw_response.put_empty(extra_headers={"x-a": "b"}, timeout=3, max_retries=0)
    assert server.last.headers["x-a"] == "b"
    given = m.PutStringInput(value="object")
    assert client.with_raw_response.put_string(given).parse().value == "object"


def test_no_output(client: Client, server: Server) -> None:
    response = client.with_raw_response.do_nothing()
    assert response.parse() is None and response.content == b""
    server.will(Answer(204))
    assert client.with_raw_response.delete_dish(dish_id="d").status_code == 204


def test_errors_are_raised_as_ever(client: Client, server: Server) -> None:
    teapot = Answer.json({"message": "short and stout"}, 418, X_Amzn_Errortype="Teapot")
    server.will(teapot, teapot)
    with pytest.raises(m.Teapot, match="short and stout"):
        client.with_raw_response.fail(how="x")
    with pytest.raises(m.Teapot, match="short and stout") as caught:
        with client.with_streaming_response.fail(how="x"):
            raise AssertionError("entered")
    assert caught.value.status_code == 418


def test_a_response_that_does_not_match_shows_when_parsed(client: Client, server: Server) -> None:
    server.will_json({"verdict": 5})
    response = client.with_raw_response.taste(dish_id="d")
    assert response.json() == {"verdict": 5}
    with pytest.raises(APIResponseValidationError, match="verdict"):
        response.parse()
    server.will_json({"verdict": 5})
    with client.with_streaming_response.taste(dish_id="d") as streamed:
        with pytest.raises(APIResponseValidationError, match="verdict"):
            streamed.parse()


def test_the_client_itself_stays_as_it_is(client: Client, server: Server) -> None:
    client.with_raw_response.put_empty()
    assert isinstance(client.put_empty(), m.PutEmptyOutput)
    assert len({seen.client for seen in server.seen}) == 1


def test_a_streamed_response(client: Client, server: Server) -> None:
    body = json.dumps({"verdict": "x" * 300_000}).encode()
    typed = {"Content-Type": "application/json"}
    server.will(*[Answer(200, body, typed)] * 4)
    with client.with_streaming_response.taste(dish_id="d") as response:
        assert response.status_code == 200 and response.headers["content-type"]
        assert b"".join(response.iter_bytes()) == body
    with client.with_streaming_response.taste(dish_id="d") as response:
        assert response.read() == body
        with pytest.raises(RuntimeError, match="read or closed"):
            response.read()
    with client.with_streaming_response.taste(dish_id="d") as response:
        assert response.parse().verdict == "x" * 300_000
        assert response.parse() is response.parse()
    with client.with_streaming_response.taste(dish_id="d") as response:
        assert response.json()["verdict"] == "x" * 300_000


TEXT = "ä\nzwei\r\n\ndrei€ "


def test_text_and_lines(client: Client, server: Server) -> None:
    server.will(*[Answer(200, TEXT.encode())] * 2)
    with client.with_streaming_response.download() as response:
        assert "".join(response.iter_text()) == TEXT
    with client.with_streaming_response.download() as response:
        assert list(response.iter_lines()) == ["ä", "zwei", "", "drei€ "]
    pieces = [bytes([byte]) for byte in TEXT.encode()]
    head = answer(b"", length=len(pieces))
    with faulting(dripping(head, pieces, 0.001), dripping(head, pieces[:-2], 0.001)) as slow:
        other = client.with_options(base_url=slow.url)
        with other.with_streaming_response.download() as response:
            assert list(response.iter_text()) == list(TEXT)
        with other.with_streaming_response.download() as response:
            with pytest.raises(APIConnectionError):
                list(response.iter_lines())


def test_an_operation_that_streams_anyway(client: Client, server: Server) -> None:
    server.will(*[Answer(200, b"abc", {"X-Length": "3"})] * 3)
    with client.with_streaming_response.download() as response:
        assert response.parse().body.read() == b"abc"
    with client.with_streaming_response.download() as response:
        assert response.read() == b"abc"
    raw = client.with_raw_response.download()
    assert raw.content == b"" and raw.parse().body.read() == b"abc"


@pytest.mark.parametrize("reads", [0, 1])
def test_leaving_releases_the_connection(server: Server, reads: int) -> None:
    with Client(base_url=server.url, verify=BARE, max_connections=1, timeout=2) as client:
        for _ in range(3):
            server.will(Answer(200, b"x" * 1_000_000))
            with client.with_streaming_response.download() as response:
                for _, _ in zip(range(reads), response.iter_bytes(), strict=False):
                    pass
        server.will(Answer(200, b"x" * 1_000_000))
        with pytest.raises(ZeroDivisionError):
            with client.with_streaming_response.put_empty():
                _ = 1 / 0
        assert client.put_string(value="x").value == "x"


def test_nothing_is_sent_before_it_is_entered(client: Client, server: Server) -> None:
    waiting = client.with_streaming_response.put_empty()
    assert not server.seen
    with waiting:
        pass
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "run", [lambda main: asyncio.run(main()), trio.run], ids=["asyncio", "trio"]
)
def test_asynchronous(server: Server, run: Any) -> None:
    async def main() -> None:
        async with aio(server) as client:
            server.will_json({"verdict": "fine"}, X_Request_Id="r1")
            response = await client.with_raw_response.dishes.taste(dish_id="d")
            assert response.request_id == "r1" and response.parse().verdict == "fine"
            streaming = client.with_streaming_response
            server.will_json({"verdict": "fine"})
            async with streaming.taste(dish_id="d") as streamed:
                output = await streamed.parse()
                assert output.verdict == "fine" and await streamed.parse() is output
            server.will_json({"verdict": "fine"})
            async with streaming.dishes.taste(dish_id="d") as streamed:
                assert await streamed.json() == {"verdict": "fine"}
            server.will(*[Answer(200, TEXT.encode())] * 3)
            async with streaming.download() as download:
                assert "".join([text async for text in download.iter_text()]) == TEXT
            async with streaming.download() as download:
                lines = [line async for line in download.iter_lines()]
                assert lines == ["ä", "zwei", "", "drei€ "]
            async with streaming.download() as download:
                assert await download.read() == TEXT.encode()
            server.will(Answer(404))
            with pytest.raises(ApiError):
                async with streaming.put_empty():
                    raise AssertionError("entered")
            server.will(Answer(404))
            with pytest.raises(ApiError):
                await client.with_raw_response.put_empty()

    run(main)


def test_deprecated_operations_have_views_too(client: Client, server: Server) -> None:
    server.will_json({"name": "x"})
    raw = client.with_raw_response
    with pytest.warns(DeprecationWarning, match="Use PutEmpty"):
        assert raw.old_thing(name="x").parse().name == "x"
