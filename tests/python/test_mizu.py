"""What mizu's generator of Python clients promises, of clients that are generated here.

Every option, method and error of its documentation is called as it is written there. Two things
differ: the timeout, which has a limit unless `timeout=None` takes it away, and repeats of what may
have taken effect, which `Aggressive()` brings back. (Nor does anything here run on Pythons before
3.11.) Installing from folders, wheels and repositories is tested with packages.
"""

from __future__ import annotations

import asyncio
import dataclasses
import importlib
import inspect
import ssl
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx2
import pytest
import todoclient
from todoclient import Aggressive, AsyncClient, Client, models
from todoclient._client import APIConnectionError, APIStatusError, SDKError

from serving import RESET, Answer, Seen, Server, closed_port

BARE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def todos(seen: Seen) -> Answer:
    """Keep todos as the documentation's service does."""
    one = {"id": "1", "title": "Learn", "done": False}
    match seen.method, seen.path:
        case "POST", "/todos":
            return Answer.json(one | {"title": seen.json["title"]}, 201)
        case "GET", "/todos":
            return Answer.json({"items": [one], "total": 1})
        case "GET", "/todos/1":
            return Answer.json(one)
        case "DELETE", "/todos/1":
            return Answer(204)
        case _:
            return Answer.json({"message": "no such todo"}, 404)


@pytest.fixture
def service(serve: Any) -> Server:
    made: Server = serve(todos)
    return made


def test_the_first_calls(service: Server) -> None:
    client = Client(base_url=service.url)
    todo = client.todos.create(title="Learn Mizu Python SDK")
    assert todo.id == "1" and todo.title == "Learn Mizu Python SDK"
    result = client.todos.list()
    assert result.total == 1 and [item.id for item in result.items] == ["1"]
    todo_again = client.todos.get(id=todo.id)
    assert (todo_again.id, todo_again.title) == ("1", "Learn")
    assert client.todos.delete(id=todo.id) is None
    client.close()


def test_the_options_and_their_defaults(service: Server) -> None:
    parameters = inspect.signature(Client).parameters
    for name in ("api_key", "base_url", "default_headers"):
        assert parameters[name].default is None
        assert parameters[name].kind is inspect.Parameter.KEYWORD_ONLY
    assert todoclient.Config().max_retries == 2
    client = Client(
        api_key="your-api-key",
        base_url=service.url,
        timeout=30.0,
        max_retries=3,
        default_headers={"X-Custom-Header": "value"},
    )
    with closing(client):
        client.todos.list()
        assert service.last.headers["x-custom-header"] == "value"
        config = client.config
        assert (config.timeout, config.max_retries, config.api_key) == (30.0, 3, "your-api-key")
    assert set(inspect.signature(AsyncClient).parameters) == set(parameters)


def test_no_timeout_has_to_be_asked_for(service: Server) -> None:
    with closing(Client(base_url=service.url)) as client:
        assert client._http.timeout == httpx2.Timeout(60.0)  # type: ignore[attr-defined]
    with closing(Client(base_url=service.url, timeout=None)) as client:
        assert client._http.timeout == httpx2.Timeout(None)  # type: ignore[attr-defined]
        assert client.todos.list().total == 1


def test_the_readme_says_the_timeout(packages: Path) -> None:
    readme = (packages / "todoclient" / "README.md").read_text()
    assert "| `timeout` | 60 s |" in readme


def test_with_options(service: Server) -> None:
    client = Client(api_key="key-1", base_url=service.url)
    other = client.with_options(api_key="key-2")
    debug = client.with_options(default_headers={"X-Debug": "true"})
    assert (client.config.api_key, other.config.api_key) == ("key-1", "key-2")
    assert isinstance(other, Client) and other.config.base_url == service.url
    debug.todos.list()
    assert service.last.headers["x-debug"] == "true" and debug.config.api_key == "key-1"
    client.todos.list()
    assert "x-debug" not in service.last.headers
    client.close()
    assert other.todos.list().total == 1 and debug.todos.list().total == 1
    other.close()
    debug.close()


def test_closing(service: Server) -> None:
    with closing(Client(base_url=service.url)) as client:
        assert client.todos.create(title="Task").title == "Task"
        http: Any = client._http
    assert http.is_closed
    client.close()


def test_asynchronously(service: Server) -> None:
    async def main() -> None:
        client = AsyncClient(base_url=service.url, verify=BARE)
        try:
            todo = await client.todos.create(title="Async task")
            result = await client.todos.list()
            assert todo.title == "Async task" and [item.title for item in result.items] == ["Learn"]
            tasks = [client.todos.create(title=f"Task {number}") for number in (1, 2, 3)]
            made = await asyncio.gather(*tasks)
            assert [one.title for one in made] == ["Task 1", "Task 2", "Task 3"]
        finally:
            await client.close()
        again = AsyncClient(base_url=service.url, verify=BARE)
        try:
            await again.todos.list()
        finally:
            await again.aclose()
            await again.aclose()

    asyncio.run(main())


def test_resources_and_their_methods() -> None:
    client = Client(base_url="http://x")
    for name in ("create", "list", "get", "delete"):
        assert callable(getattr(client.todos, name))
        assert inspect.iscoroutinefunction(getattr(AsyncClient(base_url="http://x").todos, name))
    assert client.todos.__class__.__name__ == "TodosResource"


def test_types_are_dataclasses() -> None:
    assert dataclasses.is_dataclass(models.GetTodoOutput)
    kinds = {one.name: one.type for one in dataclasses.fields(models.GetTodoOutput)}
    assert {name: kinds[name] for name in ("id", "title", "done")} == {
        "id": "str",
        "title": "str",
        "done": "bool",
    }


@pytest.mark.parametrize(("status", "said"), [(404, "no such todo"), (401, ""), (400, "bad title")])
def test_the_example_of_errors(service: Server, status: int, said: str) -> None:
    service.will_json({"message": said}, status)
    client = Client(base_url=service.url)
    with closing(client):
        try:
            client.todos.get(id="nonexistent")
        except APIStatusError as e:
            assert e.status_code == status and e.body == {"message": said}
            assert said in f"Bad request: {e}"
            assert isinstance(e, SDKError)
        else:
            raise AssertionError("no error")


def test_no_connection() -> None:
    with closing(Client(base_url=closed_port(), max_retries=0)) as client:
        try:
            client.todos.get(id="1")
        except APIConnectionError as e:
            assert str(e) and isinstance(e, SDKError)
        else:
            raise AssertionError("no error")
    assert not issubclass(APIConnectionError, APIStatusError)


def test_where_names_are_imported_from() -> None:
    private = importlib.import_module("todoclient._client")
    for name in ("Client", "AsyncClient", "SDKError", "APIConnectionError", "APIStatusError"):
        assert getattr(private, name) is getattr(todoclient, name)


@pytest.mark.parametrize("failure", [Answer(500), Answer(502), Answer(503), Answer(504), RESET])
def test_repeats(service: Server, failure: Answer) -> None:
    with closing(Client(base_url=service.url, max_retries=5, verify=BARE)) as client:
        client._pipeline.sleep = lambda seconds: None
        service.will(*[failure] * 5)
        assert client.todos.list().total == 1 and len(service.seen) == 6
        bold = client.with_options(retry_strategy=Aggressive())
        service.forget()
        service.will(*[failure] * 5)
        assert bold.todos.create(title="x").title == "x" and len(service.seen) == 6


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
def test_no_repeats_of_refusals(service: Server, status: int) -> None:
    service.will(Answer(status))
    strategy = Aggressive()
    with closing(Client(base_url=service.url, retry_strategy=strategy, verify=BARE)) as client:
        with pytest.raises(APIStatusError):
            client.todos.list()
    assert len(service.seen) == 1


def test_headers_of_all_requests(service: Server) -> None:
    headers = {"X-Request-ID": "abc-123", "X-API-Version": "2024-01"}
    with closing(Client(base_url=service.url, default_headers=headers)) as client:
        client.todos.list()
    assert service.last.headers["x-request-id"] == "abc-123"
    assert service.last.headers["x-api-version"] == "2024-01"


def test_the_client_below(service: Server) -> None:
    with closing(Client(base_url=service.url)) as client:
        assert isinstance(client._http, httpx2.Client)
    with httpx2.Client(headers={"X-Mine": "1"}, verify=BARE) as http:
        mine = Client(base_url=service.url, http_client=http)
        assert mine._http is http
        mine.todos.list()
        mine.close()
        assert service.last.headers["x-mine"] == "1" and not http.is_closed
