"""Calls and shapes as their users type them; checkers must find nothing wrong here."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import AsyncIterator, Iterator
from typing import assert_type

import archive
import chat
import echo
import httpx
import httpx2
import kitchen
import todoclient
from archive import models as am
from chat import models as cm
from echo.client import EchoService
from echo.config import Config
from echo.models import EchoMessageInput, EchoMessageOutput
from kitchen import models as m
from todoclient import models as tm


async def announcement() -> None:
    client = EchoService(Config(endpoint_uri="http://x"))
    response = await client.echo_message(EchoMessageInput(message="spam"))
    assert_type(response, EchoMessageOutput)
    assert_type(response.message, str | None)
    async with echo.AsyncClient(base_url="http://x") as entered:
        assert_type(entered, echo.AsyncClient)


def todos() -> None:
    client = todoclient.Client(base_url="http://x")
    assert_type(client.todos.create(title="a"), tm.CreateTodoOutput)
    assert_type(client.todos.create(tm.CreateTodoInput(title="a")), tm.CreateTodoOutput)
    assert_type(client.create_todo(title="a", done=True, timeout=1.5).done, bool)
    assert_type(client.todos.list().items, list[tm.TodoSummary])
    assert_type(client.todos.list(open_only=True, limit=3).total, int)
    assert_type(client.todos.list(tm.ListTodosInput()).total, int)
    assert_type(client.todos.get(id="1").title, str)
    nothing: None = client.todos.delete(id="1")
    assert_type(nothing, None)
    with client as entered:
        assert_type(entered, todoclient.Client)
    client.todos.create(
        title="a",
        extra_headers={"a": "b"},
        extra_query={"a": ["b"]},
        extra_body={"a": 1},
        timeout=None,
        max_retries=0,
    )


async def todos_async() -> None:
    client = todoclient.AsyncClient(base_url="http://x")
    assert_type(await client.todos.create(title="a"), tm.CreateTodoOutput)
    assert_type(await client.get_todo(id="a"), tm.GetTodoOutput)
    assert_type((await client.todos.list()).items, list[tm.TodoSummary])
    await client.todos.delete(id="a")
    await client.aclose()


def injected() -> None:
    todoclient.Client(base_url="http://x", http_client=httpx2.Client())
    todoclient.Client(base_url="http://x", http_client=httpx.Client())
    todoclient.AsyncClient(base_url="http://x", http_client=httpx2.AsyncClient())
    todoclient.AsyncClient(base_url="http://x", http_client=httpx.AsyncClient())


def errors() -> None:
    client = todoclient.Client(todoclient.Config(base_url="http://x"))
    try:
        client.todos.get(id="1")
    except todoclient.TodoNotFound as error:
        assert_type(error.id, str | None)
        assert_type(error.message, str)
        assert_type(error.status_code, int)
        assert_type(error.code, str)
    except todoclient.APIStatusError as error:
        assert_type(error.headers["x"], str)
    except todoclient.APIConnectionError as error:
        assert_type(error.attempts, int)
    except todoclient.SmithyError:
        pass


def shapes(value: m.Everything) -> None:
    assert_type(value.name, str)
    assert_type(value.nickname, str | None)
    assert_type(value.size, int)
    assert_type(value.huge, int | None)
    assert_type(value.precise, decimal.Decimal | None)
    assert_type(value.raw, bytes | None)
    assert_type(value.at, datetime.datetime | None)
    assert_type(value.since, datetime.datetime)
    assert_type(value.color, str | None)
    assert_type(value.level, int | None)
    assert_type(value.holes, list[str | None] | None)
    assert_type(value.gaps, dict[str, int | None] | None)
    assert_type(value.child, m.Everything | None)
    assert_type(value.kind_of, str)
    assert_type(value.defaults, list[str])
    assert_type(value.by_color, dict[str, m.Drawing] | None)
    assert_type(value.matrix, list[list[float]] | None)
    assert_type(m.Everything.from_dict(value.as_dict()), m.Everything)
    m.Everything(name="n", since=value.since, color=m.Color.RED, level=m.Level.LOW)


def unions(value: m.Drawing) -> str:
    match value:
        case m.DrawingDot():
            return "dot"
        case m.DrawingCircle(circle):
            assert_type(circle, m.Circle)
            return str(circle.radius)
        case m.DrawingText(value=text):
            assert_type(text, str)
            return text
        case m.DrawingGroup(value=group):
            assert_type(group, list[m.Drawing])
            return str(len(group))
        case m.DrawingPicture(value=picture):
            assert_type(picture, bytes)
            return "picture"
        case m.DrawingUnknown(tag=tag):
            assert_type(tag, str)
            return tag


def tags(value: m.Drawing) -> None:
    if value.type == "circle":
        assert_type(value, m.DrawingCircle)


def kitchen_calls(client: kitchen.Client) -> None:
    assert_type(client.put_color(value="red").value, str | None)
    client.put_color(value=m.Color.RED)
    client.put_color(value="ultraviolet")
    client.put_clash(timeout=3, timeout_=1.0, self_="me", list=["x"], input="i")
    client.put_clash(m.PutClashInput(input="i"), timeout_=1.0)
    assert_type(client.download().body.read(), bytes)
    client.upload(body=b"abc")
    with open("file", "rb") as file:
        assert_type(client.upload(body=file).received, int | None)
    assert_type(client.cupboards.jars.list(cupboard_id="s").jars, list[str])
    assert_type(client.dishes.get(dish_id="d"), m.ReadDishOutput)
    assert_type(kitchen.response_metadata(client.put_empty()).status_code, int)
    client.send_defaults(tags=["x"], long=3)
    client.put_document(value={"a": [1, None, {"b": True}]})


async def kitchen_streams(client: kitchen.AsyncClient) -> None:
    async def chunks() -> object:
        return None

    await chunks()
    got = await client.download()
    async with got.body as stream:
        async for chunk in stream:
            assert_type(chunk, bytes)


def chatting(client: chat.Client) -> str:
    call = client.responses.stream(model="gpt-4", input="Hello")
    assert_type(call, chat.EventStream[cm.ResponseEvents, cm.StreamResponseOutput])
    assert_type(call.output.queue, int | None)
    assert_type(call.last_event_id, str)
    assert_type(call.collect(), list[cm.ResponseEvents])
    text = ""
    for event in client.responses.stream(model="gpt-4", input="Hello"):
        assert_type(event, cm.ResponseEvents)
        if event.type == "text_delta":
            assert_type(event, cm.ResponseEventsTextDelta)
            assert_type(event.text, str)
            text += event.text
        elif event.type == "completed":
            assert_type(event.usage, cm.Usage | None)
        elif event.type == "toolCall":
            assert_type(event.str, str | None)
            assert_type(event.value, cm.ToolCall)
        elif event.type == "SDK_UNKNOWN_MEMBER":
            assert_type(event.tag, str)
    assert_type(list(call), list[cm.ResponseEvents])
    with client.stream_completion(prompt="Once") as chunks:
        assert_type(chunks, chat.EventStream[cm.Chunk, cm.StreamCompletionOutput])
        for chunk in chunks:
            assert_type(chunk, cm.Chunk)
            assert_type(chunk.type, str)
    for raw in client.tail():
        assert_type(raw, chat.ServerSentEvent)
        assert_type(raw.retry, int | None)
    return text


async def chatting_async(client: chat.AsyncClient) -> None:
    async for event in client.responses.stream(model="gpt-4", input="Hello"):
        assert_type(event, cm.ResponseEvents)
        if event.type == "text_delta":
            assert_type(event.text, str)
    found = [event async for event in client.responses.stream(model="gpt-4", input="Hello")]
    assert_type(found, list[cm.ResponseEvents])
    call = await client.responses.stream(cm.StreamResponseInput(model="gpt-4", input="Hello"))
    assert_type(call, chat.AsyncEventStream[cm.ResponseEvents, cm.StreamResponseOutput])
    assert_type(call.output, cm.StreamResponseOutput)
    assert_type(await call.collect(), list[cm.ResponseEvents])
    async with client.stream_completion(prompt="Once") as chunks:
        async for chunk in chunks:
            assert_type(chunk, cm.Chunk)


def files(client: chat.Client) -> None:
    body = client.files.download(name="f").body
    assert_type(body.read(), bytes)
    for chunk in body.iter_bytes(chunk_size=10):
        assert_type(chunk, bytes)
    for line in body.iter_lines():
        assert_type(line, str)
    assert_type(body.save_to("f"), int)
    client.files.upload(name="f", body=[b"a"])


async def files_async(client: chat.AsyncClient) -> None:
    body = (await client.files.download(name="f")).body
    assert_type(await body.aread(), bytes)
    async for chunk in body.aiter_bytes(chunk_size=10):
        assert_type(chunk, bytes)
    async for line in body.aiter_lines():
        assert_type(line, str)
    assert_type(await body.asave_to("f"), int)


def pages(client: archive.Client) -> None:
    listed = client.paginate.list_records(prefix="a", page_size=3, timeout=None)
    assert_type(listed, archive.Pages[am.ListRecordsOutput, am.Record])
    for page in listed:
        assert_type(page, am.ListRecordsOutput)
    for record in listed.items():
        assert_type(record, am.Record)
    given = am.ListRecordsInput(prefix="a")
    assert_type(next(client.paginate.list_records(given).items()), am.Record)
    assert_type(client.paginate.list_shelves(room="x").items(), Iterator[str])
    assert_type(client.paginate.list_tags().items(), Iterator[tuple[str, am.TagUse]])
    assert_type(client.paginate.list_sparse().items(), Iterator[int | None])
    assert_type(next(iter(client.paginate.list_events())), am.ListEventsOutput)
    client.paginate.list_twins(input="i", timeout=1, timeout_=1.0)


async def pages_async(client: archive.AsyncClient) -> None:
    listed = client.paginate.list_records(am.ListRecordsInput())
    assert_type(listed, archive.AsyncPages[am.ListRecordsOutput, am.Record])
    async for page in listed:
        assert_type(page, am.ListRecordsOutput)
    async for record in client.paginate.list_records(prefix="a").items():
        assert_type(record, am.Record)
    assert_type(client.paginate.list_tags().items(), AsyncIterator[tuple[str, am.TagUse]])


def waiters(client: archive.Client) -> None:
    assert_type(client.wait_until_record_ready(name="a", max_wait_time=1), am.GetRecordOutput)
    given = am.GetRecordInput(name="a")
    assert_type(client.wait_until_record_ready(given, max_wait_time=1.5), am.GetRecordOutput)
    nothing: None = client.wait_until_record_gone(name="a", max_wait_time=1)
    assert_type(nothing, None)
    client.wait_until_batch_ready(max_wait_time=1, max_wait_time_=60)
    try:
        client.wait_until_record_exists(name="a", max_wait_time=1, max_retries=0)
    except archive.WaiterTimeoutError as error:
        assert_type(error.waiter, str)
        assert_type(error.attempts, int)
        assert_type(error.last_error, Exception | None)
    except archive.WaiterError:
        pass


async def waiters_async(client: archive.AsyncClient) -> None:
    found = await client.wait_until_record_ready(name="a", max_wait_time=1)
    assert_type(found, am.GetRecordOutput)
    await client.wait_until_record_gone(name="a", max_wait_time=1)


def whole_responses(client: kitchen.Client) -> None:
    raw = client.with_raw_response.dishes.get(dish_id="d")
    assert_type(raw, kitchen.RawResponse[m.ReadDishOutput])
    assert_type(raw.parse(), m.ReadDishOutput)
    assert_type(raw.retries_taken, int)
    assert_type(client.with_raw_response.put_string(value="x").parse(), m.PutStringOutput)
    assert_type(client.with_raw_response.put_string(m.PutStringInput()).text, str)
    with client.with_streaming_response.put_string(value="x", timeout=3) as streamed:
        assert_type(streamed.parse(), m.PutStringOutput)
        assert_type(list(streamed.iter_lines()), list[str])
        assert_type(list(streamed.iter_bytes()), list[bytes])


async def whole_responses_async(client: kitchen.AsyncClient) -> None:
    raw = await client.with_raw_response.dishes.get(dish_id="d")
    assert_type(raw.parse(), m.ReadDishOutput)
    async with client.with_streaming_response.put_string(value="x") as streamed:
        assert_type(await streamed.parse(), m.PutStringOutput)
        assert_type([line async for line in streamed.iter_lines()], list[str])


class Mine(kitchen.Client):
    """A client of a user's."""


class Counting(kitchen.Interceptor):
    """Counts calls."""

    calls = 0

    def read_before_execution(self, context: kitchen.Context) -> None:
        assert_type(context.operation, str)
        self.calls += 1

    def modify_before_signing(self, context: kitchen.Context) -> kitchen.HttpRequest:
        request = super().modify_before_signing(context)
        request.headers["x-a"] = "b"
        return request


class Bold(kitchen.Standard):
    """Repeats twice, whatever happened."""

    def delay(self, failure: kitchen.Failure) -> float | None:
        return 0.1 if failure.attempts < 3 else None


def options() -> None:
    assert_type(Mine(base_url="http://x").with_options(timeout=None), Mine)
    assert_type(Mine(base_url="http://x").copy(default_headers={"a": None}), Mine)
    with Mine(base_url="http://x") as entered:
        assert_type(entered, Mine)

    def plugin(config: kitchen.Config) -> None:
        config.interceptors = [*config.interceptors, Counting()]
        config.retry_strategy = Bold()

    kitchen.Client(base_url="http://x", plugins=[plugin]).put_empty(plugins=[plugin])
    kitchen.Client(
        base_url="http://x",
        timeout=httpx2.Timeout(5, read=60),
        proxy=httpx2.Proxy("http://x"),
        retry_strategy=kitchen.Aggressive(),
        interceptors=[Counting()],
        max_response_bytes=1000,
        default_query={"a": ["b"]},
    )
