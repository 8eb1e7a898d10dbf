"""What users test their own programs with: queued answers, recorded requests, a fake clock."""

from __future__ import annotations

import asyncio

import pytest
import todoclient
import trio
from chat import Client as ChatClient
from chat import RateLimitError
from chat import models as chat_models
from chat import testing as chat_testing
from chat.testing import StubEvents, stub_stream
from kitchen import Client as KitchenClient
from kitchen import testing as kitchen_testing
from todoclient import APIConnectionError, AsyncClient, Client, NotFoundError, models, testing
from todoclient import response_metadata as metadata


def test_outputs_and_requests() -> None:
    stub = testing.StubTransport()
    stub.on.create_todo(models.CreateTodoOutput(id="1", title="a", done=False))
    stub.on.delete_todo(None, None)
    with Client(transport=stub) as client:
        made = client.todos.create(title="a")
        assert made.id == "1" and metadata(made).status_code == 200
        client.todos.delete(id="1")
        with pytest.raises(AssertionError, match=r"DeleteTodo \(1\)"):
            stub.assert_all_used()
        client.todos.delete(id="2")
    stub.assert_all_used()
    first, *deleted = stub.requests
    assert (first.operation, first.method, first.target) == ("CreateTodo", "POST", "/todos")
    assert first.content == b'{"title":"a"}' and first.input == models.CreateTodoInput(title="a")
    assert [request.target for request in deleted] == ["/todos/1", "/todos/2"]


def test_errors() -> None:
    stub = testing.StubTransport()
    stub.on.get_todo(models.TodoNotFound(message="gone", id="7"))
    with Client(transport=stub) as client, pytest.raises(NotFoundError, match="gone") as caught:
        client.get_todo(id="7")
    assert isinstance(caught.value, models.TodoNotFound) and caught.value.status_code == 404
    assert caught.value.attempts == 1


def test_what_is_not_queued() -> None:
    with Client(transport=testing.StubTransport()) as client:
        with pytest.raises(AssertionError, match="ListTodos was called"):
            client.list_todos()


def test_repeats_wait_on_the_clock_of_the_stub() -> None:
    stub = testing.StubTransport()
    lost = APIConnectionError("lost")
    lost.is_retry_safe = True
    stub.on.list_todos(todoclient.RateLimitError(), lost, models.ListTodosOutput(items=[], total=0))
    with Client(transport=stub) as client:
        assert metadata(client.list_todos()).attempts == 3
    assert len(stub.clock.slept) == 2 and stub.clock.now == sum(stub.clock.slept) > 0.7


@pytest.mark.parametrize("run", [asyncio.run, trio.run], ids=["asyncio", "trio"])
def test_asynchronous(run: object) -> None:
    stub = testing.AsyncStubTransport()
    stub.on.get_todo(
        todoclient.InternalServerError(), models.GetTodoOutput(id="1", title="a", done=True)
    )

    async def main() -> None:
        async with AsyncClient(transport=stub) as client:
            assert (await client.todos.get(id="1")).done
            with pytest.raises(AssertionError, match="GetTodo was called"):
                await client.todos.get(id="1")

    assert callable(run)
    run(main if run is trio.run else main())
    assert len(stub.requests) == 3 and len(stub.clock.slept) == 1


def test_whole_responses() -> None:
    stub = testing.StubTransport()
    stub.on.list_todos(models.ListTodosOutput(items=[], total=3))
    with Client(transport=stub) as client:
        response = client.with_raw_response.todos.list()
    assert response.status_code == 200 and response.parse().total == 3


def test_nothing_is_sent_that_cannot_be() -> None:
    stub = kitchen_testing.StubTransport()
    with KitchenClient(transport=stub) as client, pytest.raises(ValueError):
        client.put_string(extra_headers={"x": "a\nb"})
    assert not stub.requests


def test_events() -> None:
    stub = chat_testing.StubTransport()
    stub.on.stream_response(
        StubEvents(
            [chat_models.ResponseEventsTextDelta(chat_models.TextDelta(text="a")), RateLimitError()]
        )
    )
    with ChatClient(transport=stub) as client, client.stream_response(model="m", input="i") as got:
        assert next(iter(got)).type == "text_delta"
        with pytest.raises(RateLimitError):
            got.collect()


def test_streamed_bodies() -> None:
    stub = chat_testing.StubTransport()
    stub.on.download_file(chat_models.DownloadFileOutput(body=stub_stream(b"ab", b"c")))
    with ChatClient(transport=stub) as client:
        assert client.download_file(name="f").body.read() == b"abc"
