"""Waiters: every matcher and comparator, the pauses on a clock that does not run, and a live
server."""

from __future__ import annotations

import asyncio
import datetime
import inspect
import pickle
import random
import warnings
from collections.abc import Callable, Coroutine
from typing import Any

import archive
import pytest
import todoclient
import trio
from archive import (
    APIConnectionError,
    ApiError,
    AsyncClient,
    Client,
    ConfigurationError,
    SerializationError,
    ServiceError,
    WaiterError,
    WaiterFailureError,
    WaiterTimeoutError,
    models,
    testing,
)
from archive._runtime import waiters

from serving import Answer, Server

Main = Callable[[], Coroutine[Any, Any, None]]


def on_asyncio(main: Main) -> None:
    asyncio.run(main())


def record(state: str | None = None, **more: Any) -> models.GetRecordOutput:
    return models.GetRecordOutput(record=models.Record(name="a", state=state), **more)


GONE = models.NoSuchRecord(message="gone")


def stubbed(*answers: models.GetRecordOutput | archive.SmithyError) -> testing.StubTransport:
    stub = testing.StubTransport()
    stub.on.get_record(*answers)
    return stub


def test_success_comes_after_retries() -> None:
    done = record("ready")
    stub = stubbed(record("new"), GONE, record(), done)
    with Client(transport=stub) as client:
        assert client.wait_until_record_ready(name="a", max_wait_time=600) is done
    stub.assert_all_used()
    assert len(stub.clock.slept) == 3
    assert all(request.target == "/records/a" for request in stub.requests)


def test_failure_tells_why() -> None:
    reasons = [models.Reason(text="burnt"), models.Reason(), models.Reason(text="wet")]
    last = record("broken", reasons=reasons)
    with Client(transport=stubbed(record("new"), last)) as client:
        with pytest.raises(WaiterFailureError, match="RecordReady .*: burnt, wet") as caught:
            client.wait_until_record_ready(models.GetRecordInput(name="a"), max_wait_time=60)
    error = caught.value
    assert (error.waiter, error.attempts, error.last_error) == ("RecordReady", 2, None)
    assert error.last_output is last
    assert isinstance(error, WaiterError) and isinstance(error, ServiceError)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.waiter, again.attempts) == (str(error), "RecordReady", 2)


def test_errors_that_are_waited_for() -> None:
    with Client(transport=stubbed(record("new"), models.Busy(), GONE)) as client:
        nothing: None = client.wait_until_record_gone(name="a", max_wait_time=60)
        assert nothing is None


def test_outputs_or_errors() -> None:
    done = record(locked=False)
    with warnings.catch_warnings(), Client(transport=stubbed(record(locked=True), done)) as client:
        warnings.simplefilter("ignore", DeprecationWarning)
        assert client.wait_until_record_settled(name="a", max_wait_time=60) is done
    with Client(transport=stubbed(record(), GONE)) as client:
        with pytest.warns(DeprecationWarning, match="RecordSettled"):
            assert client.wait_until_record_settled(name="a", max_wait_time=60) is None


def test_input_and_output_together() -> None:
    answers = [record(locked=False), models.GetRecordOutput(locked=True), record(locked=True)]
    for given in (models.GetRecordInput(name="a"), None):
        stub = stubbed(*answers)
        with Client(transport=stub) as client:
            if given is None:
                found = client.wait_until_record_named(name="a", max_wait_time=60)
            else:
                found = client.wait_until_record_named(given, max_wait_time=60)
        assert found.locked and found.record is not None
        stub.assert_all_used()


def test_any_error_can_be_a_failure() -> None:
    lost = APIConnectionError("lost")
    for last in (lost, GONE):
        with Client(transport=stubbed(last), max_retries=0) as client:
            with pytest.raises(WaiterFailureError) as caught:
                client.wait_until_record_named(name="b", max_wait_time=60)
        assert caught.value.last_error is last and caught.value.__cause__ is last
        assert caught.value.last_output is None


def test_errors_that_nobody_knows_are_raised_as_they_are() -> None:
    for error in (ApiError("no", code="Odd"), APIConnectionError("lost"), models.Busy()):
        with Client(transport=stubbed(record("new"), error), max_retries=0) as client:
            with pytest.raises(type(error)) as caught:
                client.wait_until_record_ready(name="a", max_wait_time=60)
        assert caught.value is error


def test_errors_are_known_by_their_names_alone() -> None:
    unmodeled = ApiError("gone", code="NoSuchRecord")
    with Client(transport=stubbed(unmodeled, record("ready"))) as client:
        assert client.wait_until_record_ready(name="a", max_wait_time=60).record is not None


def batch(*states: str | None, **more: Any) -> models.GetBatchOutput:
    return models.GetBatchOutput(
        records=[models.Record(name="a", state=state, size=len(state or "")) for state in states],
        **more,
    )


def batches(*answers: models.GetBatchOutput) -> testing.StubTransport:
    stub = testing.StubTransport()
    stub.on.get_batch(*answers)
    return stub


def test_all_and_any() -> None:
    done = batch("ready", "ready")
    stub = batches(models.GetBatchOutput(), batch(), batch("ready", "new"), done)
    with Client(transport=stub) as client:
        assert client.wait_until_batch_ready(names=["a"], max_wait_time_=60) is done
    stub = batches(batch("new"), batch("ready", "broken"))
    with Client(transport=stub) as client, pytest.raises(WaiterFailureError) as caught:
        client.wait_until_batch_ready(max_wait_time=3, max_wait_time_=60)
    assert caught.value.attempts == 2
    assert b'"max_wait_time":3' in (stub.requests[0].content or b"")


def test_functions_and_timestamps() -> None:
    long = "a" * 11
    done = batch(long, long, "short")
    stub = batches(models.GetBatchOutput(), batch(long), done)
    with Client(transport=stub) as client:
        # A length of nothing has no value, and what has none matches nothing.
        assert client.wait_until_batch_counted(names=["a", "b"], max_wait_time_=60) is done
    when = datetime.datetime(2023, 11, 14, 22, 13, tzinfo=datetime.UTC)
    early, late = batch(changed=when), batch(changed=when + datetime.timedelta(minutes=1))
    with Client(transport=batches(early, batch(), late)) as client:
        assert client.wait_until_batch_fresh(max_wait_time_=60) is late


def test_unions_and_projections() -> None:
    done = batch(shelf=models.ShelfBox(models.Box(label="done")))
    others = [batch(shelf=models.ShelfText("done")), batch(shelf=models.ShelfBox(models.Box()))]
    with Client(transport=batches(*others, done)) as client:
        assert client.wait_until_batch_kind(max_wait_time_=60) is done
    uses = {"a": models.TagUse(count=1), "b": models.TagUse(), "c": models.TagUse(count=4)}
    with Client(transport=batches(batch(uses=uses))) as client:
        with pytest.raises(WaiterFailureError):
            client.wait_until_batch_kind(max_wait_time_=60)


def highest(low: float, high: float) -> float:
    assert low <= high
    return high


def test_pauses_double_up_to_the_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random, "uniform", highest)
    monkeypatch.setattr(waiters, "monotonic", lambda: 0.0)
    stub = stubbed(*[record("new")] * 20)
    with Client(transport=stub) as client, pytest.raises(WaiterTimeoutError) as caught:
        client.wait_until_record_ready(name="a", max_wait_time=100)
    # From 1 s to 30 s; the last pause takes what is left, and one last call follows.
    assert stub.clock.slept == [1, 2, 4, 8, 16, 30, 30, 9]
    assert caught.value.attempts == 9 and stub.clock.now == 100
    assert str(caught.value) == "RecordReady did not come about within 100 s"


def test_the_last_pause_leaves_no_remainder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random, "uniform", lambda low, high: low)
    monkeypatch.setattr(waiters, "monotonic", lambda: 0.0)
    # Where less than the shortest pause would be left, all that is left is waited at once.
    for limit, pauses in [(0.5, [0.5]), (1, [1]), (2, [2]), (2.5, [1, 1.5]), (3, [1, 2])]:
        stub = stubbed(*[record("new")] * 9)
        with Client(transport=stub) as client, pytest.raises(WaiterTimeoutError):
            client.wait_until_record_ready(name="a", max_wait_time=limit)
        assert stub.clock.slept == pauses
        assert len(stub.requests) == len(pauses) + 1


def test_calls_take_time_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random, "uniform", lambda low, high: low)
    ticks = iter(range(0, 1000, 7))
    monkeypatch.setattr(waiters, "monotonic", lambda: float(next(ticks)))
    stub = stubbed(*[record("new")] * 9)
    with Client(transport=stub) as client, pytest.raises(WaiterTimeoutError) as caught:
        client.wait_until_record_ready(name="a", max_wait_time=20)
    assert caught.value.attempts == 3 and stub.clock.slept == [1, 1]


def test_the_last_call_counts() -> None:
    with Client(transport=stubbed(record("new"), record("ready"))) as client:
        assert client.wait_until_record_ready(name="a", max_wait_time=1).record is not None


def test_pauses_vary_within_their_bounds() -> None:
    seen: set[float] = set()
    for _ in range(50):
        stub = stubbed(*[record("new")] * 3, record("ready"))
        with Client(transport=stub) as client:
            client.wait_until_record_ready(name="a", max_wait_time=1000)
        first, second, third = stub.clock.slept
        assert first == 1 and 1 <= second <= 2 and 1 <= third <= 4
        seen.update((second, third))
    assert len(seen) > 50
    stub = batches(*[batch("new")] * 6, batch("ready"))
    with Client(transport=stub) as client:
        client.wait_until_batch_ready(max_wait_time_=1000)
    assert stub.clock.slept == [5] * 6


@pytest.mark.parametrize("limit", [0, -1, float("nan"), "5", None, True])
def test_the_time_to_wait_is_a_number(limit: Any) -> None:
    with Client(transport=testing.StubTransport()) as client:
        with pytest.raises(ConfigurationError, match="max_wait_time"):
            client.wait_until_record_ready(name="a", max_wait_time=limit)
        with pytest.raises(TypeError, match="max_wait_time"):
            client.wait_until_record_ready(name="a")  # type: ignore[call-overload]


def test_what_cannot_be_sent_is_no_answer() -> None:
    with Client(transport=testing.StubTransport()) as client:
        with pytest.raises(SerializationError):
            client.wait_until_record_named(name="", max_wait_time=60)
        with pytest.raises(TypeError):
            client.wait_until_record_named(models.Box(), max_wait_time=60)  # type: ignore[call-overload]


class Patience:
    """A sleep that only counts."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.slept.append(seconds)


def test_a_live_server(server: Server) -> None:
    patience = Patience()
    gone = Answer.json({"message": "x"}, 404, X_Amzn_Errortype="NoSuchRecord")
    server.will(gone, Answer.json({"record": {"name": "a", "state": "new"}}))
    server.will_json({"record": {"name": "a", "state": "ready"}})
    with Client(base_url=server.url) as client:
        client._pipeline.sleep = patience.sleep
        found = client.wait_until_record_ready(
            name="a", max_wait_time=60, extra_headers={"X-Mark": "m"}
        )
        assert found.record == models.Record(name="a", state="ready")
        assert len(patience.slept) == 2
        assert [seen.headers["x-mark"] for seen in server.seen] == ["m"] * 3
        # An answer to HEAD has no body, and so no name of an error.
        server.will(Answer(404), Answer(200))
        nothing: None = client.wait_until_record_exists(name="a", max_wait_time=60)
        assert nothing is None and len(patience.slept) == 3
        server.will(Answer(403))
        with pytest.raises(archive.PermissionDeniedError):
            client.wait_until_record_exists(name="a", max_wait_time=60)


@pytest.mark.parametrize("run", [on_asyncio, trio.run], ids=["asyncio", "trio"])
def test_asynchronous(run: Callable[[Main], None], server: Server) -> None:
    async def main() -> None:
        done = record("ready")
        stub = testing.AsyncStubTransport()
        stub.on.get_record(record("new"), GONE, done)
        async with AsyncClient(transport=stub) as client:
            assert await client.wait_until_record_ready(name="a", max_wait_time=60) is done
            assert len(stub.clock.slept) == 2
            stub.on.get_record(*[record("new")] * 40)
            with pytest.raises(WaiterTimeoutError):
                await client.wait_until_record_ready(name="a", max_wait_time=60)
            assert stub.clock.now == pytest.approx(sum(stub.clock.slept))
        patience = Patience()
        server.will_json({"record": {"name": "a", "state": "broken"}, "reasons": [{"text": "t"}]})
        async with AsyncClient(base_url=server.url) as client:
            client._pipeline.sleep = patience.sleep_async
            with pytest.raises(WaiterFailureError, match=": t"):
                await client.wait_until_record_ready(name="a", max_wait_time=60)

    run(main)


def test_time_really_runs(server: Server) -> None:
    server.behaviour = lambda seen: Answer.json({"record": {"name": "a", "state": "new"}})
    with Client(base_url=server.url) as client, pytest.raises(WaiterTimeoutError) as caught:
        client.wait_until_record_ready(name="a", max_wait_time=0.5)
    assert caught.value.attempts == 2


def test_what_help_shows() -> None:
    method = Client.wait_until_record_ready
    assert list(inspect.signature(method).parameters)[:4] == [
        "self",
        "input",
        "name",
        "max_wait_time",
    ]
    text = inspect.getdoc(method) or ""
    assert text.startswith("Waits until a record can be read.")
    for line in ("max_wait_time: How many seconds", "WaiterTimeoutError:", "Returns:"):
        assert line in text
    assert not any(name.startswith("wait_until") for name in dir(todoclient.Client))
