"""Listings that come in pages, against a live server that keeps count."""

from __future__ import annotations

import asyncio
import gc
import inspect
import pickle
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from typing import Any

import archive
import pytest
import todoclient
import trio
from archive import AsyncClient, AsyncPages, Client, Pages, PaginationError, models

from serving import RESET, Answer, Seen, Server

NAMES = [f"r{number}" for number in range(7)]
SHELVES = {"": (["a", "b"], "p1"), "p1": ([], "p2"), "p2": (None, "p3"), "p3": (["c"], None)}


Main = Callable[[], Coroutine[Any, Any, None]]


def on_asyncio(main: Main) -> None:
    asyncio.run(main())


def listing(seen: Seen) -> Answer:
    """Answer as the service does."""
    query = dict(seen.query)
    match seen.path:
        case "/records":
            start, size = int(query.get("token", "0")), int(query.get("size", "3"))
            found = [name for name in NAMES if name.startswith(query.get("prefix", ""))]
            answer: dict[str, Any] = {"records": [{"name": n} for n in found[start : start + size]]}
            if start + size < len(found):
                answer["nextToken"] = str(start + size)
        case "/rooms/x/shelves":
            shelves, token = SHELVES[query.get("from", "")]
            answer = {"result": {"page": {"next": token}, "shelves": shelves}}
        case "/tags":
            answer = {"tags": {f"t{query.get('token', '')}": {"count": 1}}}
            if "token" not in query:
                answer["nextToken"] = "2"
        case "/oldest":
            start = seen.json.get("start", {"at": "0"})["at"]
            answer = {"records": [{"name": start}]}
            answer["last"] = {"at": str(int(start) + 1)} if start != "2" else {}
        case "/sparse":
            answer = {"numbers": [1, None, 3], "nextToken": ""}
        case "/twins":
            answer = {"list": [seen.json.get("nextToken", "first")]}
            if "nextToken" not in seen.json:
                answer["nextToken"] = "second"
        case _:
            answer = {"events": ["e"], "nextToken": "same"}
    return Answer.json(answer)


@pytest.fixture
def pages(serve: Callable[..., Server]) -> Server:
    return serve(listing)


@pytest.fixture
def client(pages: Server) -> Iterator[Client]:
    with Client(base_url=pages.url, max_retries=1) as made:
        yield made


@asynccontextmanager
async def opened(server: Server) -> AsyncIterator[AsyncClient]:
    async with AsyncClient(base_url=server.url, max_retries=1) as made:
        yield made


def tokens(server: Server) -> list[str | None]:
    return [dict(seen.query).get("token") for seen in server.seen]


def test_pages_and_items(client: Client, pages: Server) -> None:
    assert client.list_records().next_token == "3"
    pages.forget()
    listed = client.paginate.list_records()
    assert isinstance(listed, Pages) and repr(listed) == "Pages(list_records)"
    assert pages.seen == []
    assert [len(page.records) for page in listed] == [3, 3, 1]
    assert tokens(pages) == [None, "3", "6"]
    assert [record.name for record in listed.items()] == NAMES
    assert len(pages.seen) == 6


def test_pages_are_called_for_when_their_turn_comes(client: Client, pages: Server) -> None:
    items = client.paginate.list_records(page_size=2).items()
    assert pages.seen == []
    assert [next(items).name, next(items).name] == NAMES[:2]
    assert len(pages.seen) == 1
    assert next(items).name == NAMES[2]
    assert len(pages.seen) == 2
    for page in client.paginate.list_records():
        assert page.records[0].name == NAMES[0]
        break
    assert len(pages.seen) == 3


def test_a_listing_goes_on_where_it_was_left(client: Client, pages: Server) -> None:
    first = next(iter(client.paginate.list_records(page_size=4)))
    rest = client.paginate.list_records(page_size=4, next_token=first.next_token)
    assert [record.name for record in rest.items()] == NAMES[4:]
    assert tokens(pages) == [None, "4"]


def test_arguments_and_options_go_to_every_page(client: Client, pages: Server) -> None:
    listed = client.paginate.list_records(
        prefix="r", page_size=3, extra_headers={"X-Mark": "m"}, extra_query={"more": "1"}
    )
    assert len(list(listed)) == 3
    for seen in pages.seen:
        query = dict(seen.query)
        assert (query["prefix"], query["size"], query["more"]) == ("r", "3", "1")
        assert seen.headers["x-mark"] == "m"
    assert list(client.paginate.list_records(prefix="z").items()) == []


def test_the_input_as_an_object_is_left_alone(client: Client, pages: Server) -> None:
    given = models.ListRecordsInput(page_size=5, next_token="1")
    assert [record.name for record in client.paginate.list_records(given).items()] == NAMES[1:]
    assert [record.name for record in client.paginate.list_records(input=given).items()] == NAMES[
        1:
    ]
    assert given == models.ListRecordsInput(page_size=5, next_token="1")
    assert tokens(pages) == ["1", "6", "1", "6"]


def test_nested_tokens_and_items(client: Client, pages: Server) -> None:
    assert list(client.paginate.list_shelves(room="x").items()) == ["a", "b", "c"]
    assert [dict(seen.query).get("from") for seen in pages.seen] == [None, "p1", "p2", "p3"]


def test_items_of_a_map_are_pairs(client: Client) -> None:
    use = models.TagUse(count=1)
    assert list(client.paginate.list_tags().items()) == [("t", use), ("t2", use)]


def test_sparse_items_and_an_empty_token(client: Client, pages: Server) -> None:
    assert list(client.paginate.list_sparse().items()) == [1, None, 3]
    assert len(pages.seen) == 1


def test_tokens_that_are_maps_and_calls_of_their_own(client: Client, pages: Server) -> None:
    found = client.paginate.list_oldest(start={"at": "0"}).items()
    assert [record.name for record in found] == ["0", "1", "2"]
    made = [seen.json["requestId"] for seen in pages.seen]
    assert len(set(made)) == 3


def test_members_called_as_options_and_the_input(client: Client, pages: Server) -> None:
    found = client.paginate.list_twins(input="i", timeout=3, timeout_=5).items()
    assert list(found) == ["first", "second"]
    assert all(seen.json["input"] == "i" and seen.json["timeout"] == 3 for seen in pages.seen)
    pages.forget()
    given = models.ListTwinsInput(input="j")
    assert list(client.paginate.list_twins(given).items()) == ["first", "second"]
    assert [seen.json["input"] for seen in pages.seen] == ["j", "j"]


def test_a_token_that_comes_again_ends_the_listing(client: Client, pages: Server) -> None:
    turning = iter(client.paginate.list_events())
    assert not hasattr(client.paginate.list_events(), "items")
    assert [next(turning).events, next(turning).events] == [["e"], ["e"]]
    with pytest.raises(PaginationError, match="list_events") as caught:
        next(turning)
    assert caught.value.token == "same" and len(pages.seen) == 2
    assert isinstance(caught.value, archive.ServiceError)
    assert pickle.loads(pickle.dumps(caught.value)).token == "same"
    # The token with which a listing begins counts too.
    with pytest.raises(PaginationError):
        list(client.paginate.list_events(next_token="same"))


def test_circles_are_noticed(serve: Callable[..., Server]) -> None:
    def circling(seen: Seen) -> Answer:
        after = {"": "a", "a": "b", "b": "a"}[dict(seen.query).get("token", "")]
        return Answer.json({"records": [], "nextToken": after})

    server = serve(circling)
    with Client(base_url=server.url) as client, pytest.raises(PaginationError):
        list(client.paginate.list_records())
    assert len(server.seen) == 3


def test_a_page_is_repeated_as_any_call_is(client: Client, pages: Server) -> None:
    turning = iter(client.paginate.list_records(page_size=4))
    assert next(turning).next_token == "4"
    pages.will(RESET)
    assert [record.name for record in next(turning).records] == NAMES[4:]
    pages.will(Answer(400))
    fresh = iter(client.paginate.list_records())
    with pytest.raises(archive.BadRequestError):
        next(fresh)
    # After an error the same page can be asked for again.
    assert next(fresh).next_token == "3"


def test_what_help_shows() -> None:
    with Client(base_url="http://x") as client:
        method = client.paginate.list_records
        assert list(inspect.signature(method).parameters)[:4] == [
            "input",
            "next_token",
            "page_size",
            "prefix",
        ]
        assert (inspect.getdoc(method) or "").startswith("Lists records.")


def test_packages_without_pages_have_none() -> None:
    assert not hasattr(todoclient.Client, "paginate")
    assert not hasattr(todoclient, "Pages")


@pytest.mark.parametrize("run", [on_asyncio, trio.run], ids=["asyncio", "trio"])
def test_asynchronous_pages(run: Callable[[Main], None], pages: Server) -> None:
    async def main() -> None:
        async with opened(pages) as client:
            listed = client.paginate.list_records()
            assert isinstance(listed, AsyncPages) and repr(listed) == "AsyncPages(list_records)"
            assert [len(page.records) async for page in listed] == [3, 3, 1]
            assert [record.name async for record in listed.items()] == NAMES
            given = models.ListRecordsInput(page_size=5)
            again = client.paginate.list_records(given).items()
            assert [record.name async for record in again] == NAMES
            found = client.paginate.list_shelves(room="x").items()
            assert [shelf async for shelf in found] == ["a", "b", "c"]
            assert [pair[0] async for pair in client.paginate.list_tags().items()] == ["t", "t2"]
            with pytest.raises(PaginationError):
                async for page in client.paginate.list_events():
                    assert page.events == ["e"]

    run(main)


@pytest.mark.parametrize("run", [on_asyncio, trio.run], ids=["asyncio", "trio"])
def test_leaving_early_leaves_nothing_open(run: Callable[[Main], None], pages: Server) -> None:
    async def main() -> None:
        async with opened(pages) as client:
            async for record in client.paginate.list_records().items():
                assert record.name == NAMES[0]
                break
            async for page in client.paginate.list_records():
                assert page.next_token == "3"
                break

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run(main)
        gc.collect()
    assert len(pages.seen) == 2


def test_overridden_methods_are_called(pages: Server) -> None:
    class Small(Client):
        def list_records(self, *args: Any, **kwargs: Any) -> Any:
            return super().list_records(*args, page_size=7, **kwargs)

    with Small(base_url=pages.url) as client:
        assert len(list(client.paginate.list_records())) == 1
