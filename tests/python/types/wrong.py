"""Every line marked `wrong` must be reported by each checker, and no other line."""

from __future__ import annotations

from collections.abc import AsyncIterator

import archive
import chat
import echo
import httpx
import httpx2
import kitchen
import todoclient
from archive import models as am
from kitchen import models as m
from todoclient import models as tm


def todos(client: todoclient.Client) -> None:
    client.todos.create()  # wrong: title is missing
    client.todos.create(titel="x")  # wrong: a slip
    client.todos.create(title=1)  # wrong: no str
    client.todos.create(tm.CreateTodoInput(title="x"), title="y")  # wrong: both forms
    client.todos.get(tm.DeleteTodoInput(id="x"))  # wrong: another input
    client.todos.get("x")  # wrong: positional
    client.todos.list().items[0].titel  # wrong: a slip
    client.todos.delete(id="x").id  # wrong: nothing comes back
    client.todos.create(title="x", timeout="1")  # wrong: no number
    client.todo.list()  # wrong: a slip
    todoclient.Client(base_url=1)  # wrong: no str
    todoclient.Client("http://x")  # wrong: positional


async def todos_async(client: todoclient.AsyncClient) -> None:
    client.todos.create(title="x").title  # wrong: not awaited
    (await client.todos.create(title="x")).titel  # wrong: a slip


def injected() -> None:
    todoclient.Client(base_url="http://x", http_client=httpx2.AsyncClient())  # wrong
    todoclient.Client(base_url="http://x", http_client=httpx.AsyncClient())  # wrong
    todoclient.AsyncClient(base_url="http://x", http_client=httpx2.Client())  # wrong
    todoclient.AsyncClient(base_url="http://x", http_client=httpx.Client())  # wrong


def names() -> None:
    todoclient.NoSuchName  # wrong
    kitchen.errors.NoSuchError  # wrong
    echo.models.EchoMessage  # wrong


def shapes(value: m.Everything) -> None:
    m.Everything(name="x")  # wrong: since is missing
    m.Circle(1.0)  # wrong: positional
    m.Circle(radius="1")  # wrong: no float
    len(value.tags)  # wrong: may be None
    value.name.nope  # wrong: a slip
    value.holes = ["x", 1]  # wrong: no str
    m.DrawingCircle("x")  # wrong: no Circle
    m.DrawingText(valeu="x")  # wrong: a slip


def unions(value: m.Drawing) -> str:  # wrong: DrawingUnknown and others are left out
    match value:
        case m.DrawingDot():
            return "dot"


def calls(client: kitchen.Client, chunks: AsyncIterator[bytes]) -> None:
    client.upload(body="text")  # wrong: no bytes
    client.upload(body=chunks)  # wrong: asynchronous
    client.put_color(value=1)  # wrong: no str
    client.fail()  # wrong: how is missing
    client.put_clash(timeout=1.5)  # wrong: the member, an int
    client.old_thing(name="x")  # wrong: deprecated


def enums(value: m.Everything) -> None:
    value.color = 1  # wrong: no str
    m.Color.GREEN  # wrong: no such member


def chatting(client: chat.Client, chunks: AsyncIterator[bytes]) -> None:
    client.responses.stream(model="gpt-4")  # wrong: input is missing
    for event in client.responses.stream(model="gpt-4", input="Hello"):
        event.text  # wrong: not every event has one
        if event.type == "text_delta":
            event.texts  # wrong: a slip
        elif event.type == "text_delt":  # wrong: no such event
            pass
    client.files.upload(name="f", body="text")  # wrong: no bytes
    client.files.upload(name="f", body=chunks)  # wrong: asynchronous
    client.files.upload(name="f", body=["text"])  # wrong: no bytes


async def chatting_async(client: chat.AsyncClient) -> None:
    for event in client.responses.stream(model="gpt-4", input="Hello"):  # wrong: asynchronous
        del event


def pages(client: archive.Client) -> None:
    client.paginate.list_shelves()  # wrong: room is missing
    client.paginate.list_records(prefx="a")  # wrong: a slip
    client.paginate.list_records(prefix=1)  # wrong: no str
    client.paginate.list_records(am.ListTagsInput())  # wrong: another input
    client.paginate.list_events().items()  # wrong: pages without items
    client.paginate.search_records()  # wrong: not paginated
    next(client.paginate.list_records().items()).nmae  # wrong: a slip


async def pages_async(client: archive.AsyncClient) -> None:
    await client.paginate.list_records()  # wrong: nothing to await
    for page in client.paginate.list_records():  # wrong: not async
        del page


def waiters(client: archive.Client) -> None:
    client.wait_until_record_ready(name="a")  # wrong: no time
    client.wait_until_record_ready(name="a", max_wait_time="1")  # wrong: no number
    client.wait_until_record_ready(max_wait_time=1)  # wrong: name is missing
    client.wait_until_record_reedy(name="a", max_wait_time=1)  # wrong: a slip
    client.wait_until_record_settled(name="a", max_wait_time=1).locked  # wrong: may be None


def whole_responses(client: kitchen.Client) -> None:
    client.with_raw_response.put_string(value=5)  # wrong: no str
    client.with_raw_response.put_string(value="x").value  # wrong: not parsed
    client.with_raw_response.put_strin(value="x")  # wrong: a slip
    client.with_raw_response.put_string(value="x").parse().valeu  # wrong: a slip
    client.with_streaming_response.put_empty().parse()  # wrong: not entered


def options(client: kitchen.Client) -> None:
    client.with_options(timeout="1")  # wrong: no number
    client.with_options(tiemout=1)  # wrong: a slip
    client.put_empty(max_retries="1")  # wrong: no number
    kitchen.Client(base_url="http://x", verify="ca.pem")  # wrong: no context
    kitchen.Client(base_url="http://x", interceptors=kitchen.Interceptor())  # wrong: no sequence
    kitchen.Client(base_url="http://x", http2="yes")  # wrong: no bool
