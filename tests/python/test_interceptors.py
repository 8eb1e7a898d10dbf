"""Hooks: their order, what each may change, what becomes of their exceptions; and logging."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kitchen import (
    APIConnectionError,
    ApiError,
    AsyncClient,
    Client,
    Config,
    Context,
    HttpRequest,
    HttpResponse,
    Interceptor,
    InternalServerError,
    NotFoundError,
    SerializationError,
)
from kitchen import models as m

from serving import RESET, Answer, Server

BARE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

BEFORE = [
    "read_before_execution",
    "modify_before_serialization",
    "read_before_serialization",
    "read_after_serialization",
    "modify_before_retry_loop",
]
SENDING = [
    "read_before_attempt",
    "modify_before_signing",
    "read_before_signing",
    "read_after_signing",
    "modify_before_transmit",
    "read_before_transmit",
]
RECEIVING = [
    "read_after_transmit",
    "modify_before_deserialization",
    "read_before_deserialization",
    "read_after_deserialization",
]
ENDING = ["modify_before_attempt_completion", "read_after_attempt"]
AFTER = ["modify_before_completion", "read_after_execution"]
ATTEMPT = SENDING + RECEIVING + ENDING
HOOKS = BEFORE + ATTEMPT + AFTER


class Writing(Interceptor):
    """Writes down which hooks are called, and what there is then."""

    def __init__(self, name: str, book: list[tuple[str, str]]) -> None:
        self.name = name
        self.book = book
        self.contexts: list[Context] = []


def _written(hook: str) -> Callable[[Writing, Context], Any]:
    def call(self: Writing, context: Context) -> Any:
        self.book.append((self.name, hook))
        self.contexts.append(context)
        return getattr(Interceptor, hook)(self, context)

    return call


for _hook in HOOKS:
    setattr(Writing, _hook, _written(_hook))


def sync(url: str, call: Callable[[Any], Any], **more: Any) -> Any:
    with Client(base_url=url, verify=BARE, timeout=5, **more) as client:
        client._pipeline.sleep = lambda seconds: None
        return call(client)


def aio(url: str, call: Callable[[Any], Any], **more: Any) -> Any:
    async def sleep(seconds: float) -> None:
        pass

    async def main() -> Any:
        async with AsyncClient(base_url=url, verify=BARE, timeout=5, **more) as client:
            client._pipeline.sleep = sleep
            return await call(client)

    return asyncio.run(main())


World = Callable[..., Any]
both = pytest.mark.parametrize("run", [sync, aio], ids=["sync", "async"])


def put(client: Any) -> Any:
    return client.put_string(value="x")


@both
def test_the_order(server: Server, run: World) -> None:
    book: list[tuple[str, str]] = []
    run(server.url, put, interceptors=[Writing("a", book), Writing("b", book)])
    assert book == [(name, hook) for hook in HOOKS for name in "ab"]
    assert set(HOOKS) == {
        name for name in vars(Interceptor) if name.startswith(("read_", "modify"))
    }


@both
def test_over_repeats(server: Server, run: World) -> None:
    book: list[tuple[str, str]] = []
    server.will(Answer(500), RESET)
    run(server.url, put, interceptors=[Writing("a", book)])
    assert [hook for _, hook in book] == [*BEFORE, *ATTEMPT, *SENDING, *ENDING, *ATTEMPT, *AFTER]


@both
def test_an_error_at_last(server: Server, run: World) -> None:
    book: list[tuple[str, str]] = []
    server.will(Answer(404))
    with pytest.raises(NotFoundError):
        run(server.url, put, interceptors=[Writing("a", book)])
    assert [hook for _, hook in book] == HOOKS


@both
def test_an_input_that_cannot_be_sent(server: Server, run: World) -> None:
    book: list[tuple[str, str]] = []
    with pytest.raises(SerializationError):
        run(server.url, lambda c: c.put_color(value=5), interceptors=[Writing("a", book)])
    assert [hook for _, hook in book] == [*BEFORE[:3], *AFTER] and not server.seen


@both
def test_those_of_a_call_come_after_those_of_the_client(server: Server, run: World) -> None:
    book: list[tuple[str, str]] = []

    def plugin(config: Config) -> None:
        config.interceptors = [*config.interceptors, Writing("call", book)]

    def calls(client: Any) -> Any:
        client.with_options(timeout=3)
        return client.put_string(value="x", plugins=[plugin])

    run(server.url, calls, interceptors=[Writing("client", book)])
    assert book == [(name, hook) for hook in HOOKS for name in ("client", "call")]
    book.clear()
    run(server.url, put, plugins=[plugin])
    assert book == [("call", hook) for hook in HOOKS]
    book.clear()
    run(server.url, put)
    assert not book


def test_what_there_is_at_each_point(server: Server) -> None:
    writing = Writing("a", [])
    seen: list[tuple[str, bool, bool, bool, int]] = []

    class Looking(Interceptor):
        pass

    def look(hook: str) -> Callable[[Looking, Context], Any]:
        def call(self: Looking, context: Context) -> Any:
            there = context.request, context.response, context.output
            request, response, output = (thing is not None for thing in there)
            seen.append((hook, request, response, output, context.attempt))
            assert context.operation == "PutString" and context.input.value == "x"
            return getattr(Interceptor, hook)(self, context)

        return call

    for hook in HOOKS:
        setattr(Looking, hook, look(hook))
    server.will(Answer(503))
    sync(server.url, put, interceptors=[Looking(), writing])
    for hook, request, response, output, attempt in seen:
        in_attempt = hook in ATTEMPT or hook in AFTER
        assert request == (hook not in BEFORE[:3])
        assert response == (hook in RECEIVING + ENDING + AFTER)
        assert output == (hook == "read_after_deserialization" or hook in ENDING + AFTER)
        assert (attempt > 0) == in_attempt
    assert len({id(context) for context in writing.contexts}) == 1
    last = writing.contexts[-1]
    assert last.error is None and isinstance(last.output, m.PutStringOutput)


# Changing.


class Changing(Interceptor):
    """Changes something wherever that is possible."""

    def modify_before_serialization(self, context: Context) -> Any:
        return m.PutStringInput(value="changed")

    def modify_before_retry_loop(self, context: Context) -> HttpRequest:
        request = super().modify_before_retry_loop(context)
        request.headers["x-loop"] = "1"
        return request

    def modify_before_signing(self, context: Context) -> HttpRequest:
        request = super().modify_before_signing(context)
        request.headers["x-signing"] = request.headers.get("x-signing", "") + str(context.attempt)
        return request

    def modify_before_transmit(self, context: Context) -> HttpRequest:
        request = super().modify_before_transmit(context).copy()
        request.url += "?more=1"
        request.content = (request.content or b"") + b"!"
        return request

    def modify_before_deserialization(self, context: Context) -> HttpResponse:
        response = super().modify_before_deserialization(context)
        if response.status_code != 200:
            return response
        return HttpResponse(200, response.headers, response.content + b"?")

    def modify_before_attempt_completion(self, context: Context) -> Any:
        if context.error is None:
            context.output.value += "attempt"
        return context.output

    def modify_before_completion(self, context: Context) -> Any:
        context.output.value += "completion"
        return context.output


@both
def test_changing_everything(server: Server, run: World) -> None:
    server.will(Answer(503))
    output = run(server.url, put, interceptors=[Changing()])
    assert output.value == "changed!?attemptcompletion"
    first, second = server.seen
    assert first.body == second.body == b"changed!" and second.query == [("more", "1")]
    assert first.headers["x-loop"] == second.headers["x-loop"] == "1"
    # What an attempt changes is gone with it.
    assert (first.headers["x-signing"], second.headers["x-signing"]) == ("1", "2")


@both
@pytest.mark.parametrize("hook", ["attempt", "call"])
def test_outputs_and_errors_in_place_of_each_other(server: Server, run: World, hook: str) -> None:
    def replacing(outcome: Any) -> Interceptor:
        class Outcome(Interceptor):
            def modify_before_attempt_completion(self, context: Context) -> Any:
                return outcome if hook == "attempt" else context.output

            def modify_before_completion(self, context: Context) -> Any:
                return outcome if hook == "call" else context.output

        return Outcome()

    server.will(Answer(404))
    output = run(server.url, put, interceptors=[replacing(m.PutStringOutput(value="instead"))])
    assert output.value == "instead" and len(server.seen) == 1
    with pytest.raises(KeyError, match="instead"):
        run(server.url, put, interceptors=[replacing(KeyError("instead"))])
    assert len(server.seen) == 2


@both
def test_an_error_that_a_hook_calls_safe_is_repeated(server: Server, run: World) -> None:
    class Trying(Interceptor):
        def modify_before_attempt_completion(self, context: Context) -> Any:
            if isinstance(context.error, NotFoundError):
                context.error.is_retry_safe = True
            return context.output

    server.will(Answer(404))
    assert run(server.url, put, interceptors=[Trying()]).value == "x"
    assert len(server.seen) == 2


@both
def test_a_status_that_a_hook_changes(server: Server, run: World) -> None:
    class Failing(Interceptor):
        def modify_before_deserialization(self, context: Context) -> HttpResponse:
            response = super().modify_before_deserialization(context)
            status = 500 if context.attempt == 1 else response.status_code
            return HttpResponse(status, response.headers, response.content)

    assert run(server.url, put, interceptors=[Failing()]).value == "x"
    assert len(server.seen) == 2


# Exceptions.


class Slip(Exception):
    """A mistake in a hook."""


class Slipping(Interceptor):
    """Raises in one hook."""

    def __init__(self, hook: str) -> None:
        self._hook = hook


def _slipping(hook: str) -> Callable[[Slipping, Context], Any]:
    def call(self: Slipping, context: Context) -> Any:
        if self._hook == hook:
            raise Slip(hook)
        return getattr(Interceptor, hook)(self, context)

    return call


for _hook in HOOKS:
    setattr(Slipping, _hook, _slipping(_hook))


@both
@pytest.mark.parametrize("hook", HOOKS)
def test_an_exception_in_a_hook_ends_the_call_once(server: Server, run: World, hook: str) -> None:
    book: list[tuple[str, str]] = []
    writing = Writing("a", book)
    with pytest.raises(Slip, match=hook):
        run(server.url, put, interceptors=[writing, Slipping(hook)])
    called = [name for _, name in book]
    # Each hook was called once at most, and those that end an attempt and a call always.
    assert len(called) == len(set(called))
    assert called[-2:] == AFTER
    if hook in ATTEMPT:
        assert called[-4:] == ENDING + AFTER
    assert len(server.seen) == (0 if hook in BEFORE + SENDING else 1)
    assert isinstance(writing.contexts[-1].output, (Slip, m.PutStringOutput))


@both
def test_a_hook_may_lift_an_exception(server: Server, run: World) -> None:
    class Calm(Interceptor):
        def modify_before_completion(self, context: Context) -> Any:
            return m.PutStringOutput(value="calm")

    interceptors = [Slipping("read_before_transmit"), Calm()]
    assert run(server.url, put, interceptors=interceptors).value == "calm"


def test_a_stream_is_released_when_a_hook_raises(server: Server) -> None:
    class Late(Interceptor):
        def read_after_transmit(self, context: Context) -> None:
            assert context.response is not None and context.response.content == b""
            raise Slip

    with Client(base_url=server.url, verify=BARE, max_connections=1, timeout=2) as client:
        for _ in range(2):
            server.will(Answer(200, b"x" * 1_000_000))
            with pytest.raises(Slip):
                client.with_options(interceptors=[Late()]).download()
        assert client.put_string(value="x").value == "x"


def test_cancelling_is_not_an_outcome(server: Server) -> None:
    import threading

    waiting = threading.Event()
    book: list[tuple[str, str]] = []

    async def main() -> None:
        writing = Writing("a", book)
        async with AsyncClient(base_url=server.url, verify=BARE, interceptors=[writing]) as client:
            await client.put_empty()
            book.clear()
            server.will(Answer(200, wait=waiting))
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.put_string(value="x"), 0.2)
            waiting.set()

    asyncio.run(main())
    assert [hook for _, hook in book] == BEFORE + SENDING


def test_properties_last_for_a_call(server: Server) -> None:
    class Timing(Interceptor):
        attempts: list[int]

        def read_before_execution(self, context: Context) -> None:
            assert not context.properties
            context.properties["attempts"] = []

        def read_before_attempt(self, context: Context) -> None:
            context.properties["attempts"].append(context.attempt)

        def read_after_execution(self, context: Context) -> None:
            self.attempts = context.properties["attempts"]

    timing = Timing()
    server.will(Answer(503), Answer(503))
    sync(server.url, put, interceptors=[timing])
    assert timing.attempts == [1, 2, 3]


# Plugins of a call.


def test_plugins_change_one_call(server: Server) -> None:
    def plugin(config: Config) -> None:
        config.default_headers = {**config.default_headers, "x-plugin": "1"}
        config.max_retries = 0
        config.base_url = f"{server.url}/elsewhere"

    with Client(base_url=server.url, verify=BARE) as client:
        server.will(Answer(503))
        with pytest.raises(InternalServerError):
            client.put_empty(plugins=[plugin])
        assert server.last.headers["x-plugin"] == "1" and len(server.seen) == 1
        assert server.last.path.startswith("/elsewhere/")
        client.put_empty()
        assert "x-plugin" not in server.last.headers and server.last.path.startswith("/empty")


def test_what_belongs_to_the_client_cannot_change_for_a_call(server: Server) -> None:
    def plugin(config: Config) -> None:
        config.proxy = "http://x"

    with Client(base_url=server.url, verify=BARE) as client:
        with pytest.raises(ValueError, match="^proxy cannot change for one call"):
            client.put_empty(plugins=[plugin])
        with pytest.raises(ValueError, match="^plugins"):
            client.put_empty(plugins=[5])  # type: ignore[list-item]
        with pytest.raises(ValueError, match="^timeout"):
            client.put_empty(timeout=-1)
        with pytest.raises(ValueError, match="^max_retries"):
            client.put_empty(max_retries=-1)
    assert not server.seen


# Logging.


SECRETS = {
    "Authorization": "Bearer hush-1",
    "X-Api-Key": "hush-2",
    "Cookie": "session=hush-3",
    "Proxy-Authorization": "hush-4",
    "X-Amz-Security-Token": "hush-5",
}


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG, "kitchen"):
        yield caplog


@both
def test_the_log_shows_requests(server: Server, run: World, log: pytest.LogCaptureFixture) -> None:
    server.will(Answer(503, headers={"X-Request-Id": "r1"}))
    run(server.url, put, api_key="hush-0")
    ours = [record for record in log.records if record.name.startswith("kitchen")]
    assert [record.name for record in ours] == [
        "kitchen.http",
        "kitchen.http",
        "kitchen",
        "kitchen.http",
        "kitchen.http",
    ]
    texts = [record.getMessage() for record in ours]
    assert texts[0].startswith(f"PutString: attempt 1: PUT {server.url}/payload/string {{accept: ")
    assert texts[1].startswith("PutString: 503 after ") and "x-request-id: r1" in texts[1]
    assert texts[2].startswith("PutString: attempt 1 failed (InternalServerError, HTTP 503), again")
    assert "attempt 2" in texts[3] and "200 after" in texts[4]


@both
def test_no_secret_is_logged(server: Server, run: World, log: pytest.LogCaptureFixture) -> None:
    url = server.url.replace("http://", "http://user:hush-6@")
    server.will(Answer(503, b"hush-7", {"Set-Cookie": "a=hush-8", "Retry-After": "0"}), RESET)
    with pytest.raises(APIConnectionError) as caught:
        run(
            url,
            lambda client: client.do_nothing(extra_query={"api_key": "hush-9"}),
            api_key="hush-10",
            default_headers=SECRETS,
            default_query={"token": "hush-11"},
            max_retries=1,
        )
    ours = "".join(record.getMessage() for record in log.records if record.name[:7] == "kitchen")
    assert "DoNothing: attempt 2" in ours and "hush" not in ours
    assert "hush" not in f"{caught.value} {caught.value!r}"
    assert server.last.headers["x-api-key"] == "hush-2"


def test_no_secret_is_in_errors(server: Server) -> None:
    settings: dict[str, Any] = {"default_headers": SECRETS, "default_query": {"key": "hush-9"}}
    server.will(Answer(404, b"gone"), Answer(200, b"{", {"Content-Encoding": "gzip"}))
    for _ in range(2):
        with pytest.raises(Exception, match="HTTP 404|PutEmpty") as caught:
            sync(server.url, lambda client: client.put_empty(), **settings)
        shown = f"{caught.value} {caught.value!r} {vars(caught.value)}"
        assert "hush" not in shown
    request = HttpRequest(
        "GET", "http://user:hush@x/a?key=hush", {"authorization": "hush"}, b"hush"
    )
    assert repr(request) == "<HttpRequest GET http://x/a>"
    assert "hush" not in repr(HttpResponse(200, {"set-cookie": "hush"}, b"hush"))


def test_logging_costs_nothing_when_it_is_off(server: Server) -> None:
    with Client(base_url=server.url, verify=BARE) as client:
        client.put_empty()
    assert not logging.getLogger("kitchen.http").isEnabledFor(logging.DEBUG)
    with pytest.raises(ApiError):
        server.will(Answer(404))
        sync(server.url, put)
