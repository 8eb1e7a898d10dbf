"""A resource with its life cycle, on a live server that keeps todos."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from threading import Lock
from typing import Any

import pytest
import todoclient
from todoclient import APIStatusError, AsyncClient, Client, NotFoundError, TodoNotFound

from serving import Answer, Seen, Server


class Todos:
    """The service."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.kept: dict[str, dict[str, Any]] = {}
        self.count = 0

    def __call__(self, seen: Seen) -> Answer:
        _, _, key = seen.path.removeprefix("/").partition("/")
        with self.lock:
            match seen.method, key:
                case "POST", "":
                    self.count += 1
                    made = {"id": str(self.count), "done": False, **seen.json}
                    self.kept[made["id"]] = made
                    return Answer.json(made, 201)
                case "GET", "":
                    query = dict(seen.query)
                    found = [t for t in self.kept.values() if "open" not in query or not t["done"]]
                    limit = int(query.get("limit", "100"))
                    return Answer.json({"items": found[:limit], "total": len(found)})
                case "GET", key if key in self.kept:
                    return Answer.json(self.kept[key])
                case "DELETE", key if key in self.kept:
                    del self.kept[key]
                    return Answer(204)
                case _:
                    body = {"message": f"no todo {key}", "id": key}
                    return Answer.json(body, 404, X_Amzn_Errortype="TodoNotFound")


@pytest.fixture
def url(serve: Callable[..., Server]) -> str:
    # A name instead of a number, as people write it.
    return serve(Todos()).url.replace("127.0.0.1", "localhost")


def test_synchronous(url: str) -> None:
    client = Client(base_url=url)
    milk = client.todos.create(title="milk")
    assert (milk.id, milk.title, milk.done) == ("1", "milk", False)
    client.todos.create(title="bread", done=True)
    listed = client.todos.list()
    assert listed.total == 2 and [item.title for item in listed.items] == ["milk", "bread"]
    assert [item.title for item in client.todos.list(open_only=True).items] == ["milk"]
    assert len(client.todos.list(limit=1).items) == 1
    assert client.todos.get(id="1") == client.get_todo(id="1")
    assert client.todos.delete(id="1") is None
    assert client.todos.list().total == 1
    client.close()


def test_input_objects(url: str) -> None:
    from todoclient.models import CreateTodoInput, DeleteTodoInput, GetTodoInput, ListTodosInput

    with Client(base_url=url) as client:
        made = client.todos.create(CreateTodoInput(title="milk"))
        assert client.todos.get(GetTodoInput(id=made.id)).title == "milk"
        assert client.todos.list(ListTodosInput()).total == 1
        assert client.todos.list(input=ListTodosInput(limit=1)).total == 1
        assert client.todos.delete(DeleteTodoInput(id=made.id)) is None
        with pytest.raises(TypeError, match="not both"):
            client.todos.get(GetTodoInput(id="1"), id="2")  # type: ignore[call-overload]
        with pytest.raises(TypeError, match="GetTodoInput"):
            client.todos.get(DeleteTodoInput(id="1"))  # type: ignore[call-overload]


def test_not_found(url: str) -> None:
    with Client(base_url=url) as client:
        with pytest.raises(APIStatusError) as caught:
            client.todos.get(id="7")
        assert caught.value.status_code == 404
        assert caught.value.body == {"message": "no todo 7", "id": "7"}
        with pytest.raises(TodoNotFound) as modeled:
            client.todos.delete(id="7")
        error = modeled.value
        assert (error.id, str(error), error.message) == ("7", "no todo 7", "no todo 7")
        assert (error.code, error.fault, error.status_code) == ("TodoNotFound", "client", 404)
        assert isinstance(error, NotFoundError) and isinstance(error, todoclient.SmithyError)


def test_asynchronous(url: str) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=url) as client:
            made = await asyncio.gather(
                client.todos.create(title="a"),
                client.todos.create(title="b"),
                client.todos.create(title="c"),
            )
            assert {todo.title for todo in made} == {"a", "b", "c"}
            assert len({todo.id for todo in made}) == 3
            listed = await client.todos.list()
            assert listed.total == 3 and {item.id for item in listed.items} == {"1", "2", "3"}
            assert (await client.todos.get(id="2")) == (await client.get_todo(id="2"))
            assert await client.todos.delete(id=made[0].id) is None
            with pytest.raises(APIStatusError) as caught:
                await client.todos.get(id=made[0].id)
            assert caught.value.status_code == 404 and isinstance(caught.value, TodoNotFound)

    asyncio.run(main())


def test_both_clients_offer_the_same() -> None:
    sync, aio = Client(base_url="http://x"), AsyncClient(base_url="http://x")
    public = {name for name in dir(sync) if not name.startswith("_")}
    assert {name for name in dir(aio) if not name.startswith("_")} == public | {"aclose"}
    for name in ("create", "get", "list", "delete"):
        one = inspect.signature(getattr(sync.todos, name))
        two = inspect.signature(getattr(aio.todos, name))
        assert list(one.parameters) == list(two.parameters)
        assert inspect.iscoroutinefunction(getattr(aio.todos, name))
        assert getattr(sync.todos, name).__doc__ == getattr(aio.todos, name).__doc__
        assert getattr(sync.todos, name).__doc__
    sync.close()


def test_requests_on_the_wire(serve: Callable[..., Server]) -> None:
    server = serve(Todos())
    with Client(base_url=server.url + "/") as client:
        client.todos.create(title="milk")
        client.todos.list(open_only=True, limit=3)
        client.todos.get(id="1")
    create, listed, got = server.seen
    assert (create.method, create.target) == ("POST", "/todos")
    assert create.headers["content-type"] == "application/json"
    assert create.headers["accept"] == "application/json"
    assert create.headers["user-agent"].startswith("todoclient/")
    assert create.json["title"] == "milk"
    assert (listed.method, listed.path) == ("GET", "/todos")
    assert listed.query == [("open", "true"), ("limit", "3")]
    assert (got.method, got.target, got.body) == ("GET", "/todos/1", b"")
