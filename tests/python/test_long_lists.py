"""Long lists are serialized while they are written and let go of while they are read."""

from __future__ import annotations

import datetime
import json
import sys
from typing import Any

import pytest
import records
from records import models as m
from records._runtime import fastjson

from serving import Answer, Server

MANY = 40
WORD: Any = "x"
MOMENT = datetime.datetime(2024, 2, 29, 12, 30, 15, tzinfo=datetime.UTC)


@pytest.fixture(params=["json", "orjson"], autouse=True)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each library in turn, as if none had been looked for yet."""
    if request.param == "json":
        monkeypatch.setitem(sys.modules, "orjson", None)
    monkeypatch.setattr(fastjson, "_found", fastjson._UNKNOWN)
    assert (fastjson._orjson() is None) == (request.param == "json")


def record(number: int, **more: Any) -> m.Record:
    members: dict[str, Any] = {"id": f"{number:04}", "name": "n", "created_at": MOMENT}
    return m.Record(**(members | more))


def sent(server: Server, given: Any) -> Any:
    server.script.append(Answer.json({}))
    with records.Client(base_url=server.url) as client:
        client.put_records(records=given)
    return server.seen[-1].json["records"]


def received(server: Server, body: bytes) -> m.ListRecordsOutput:
    server.script.append(Answer(200, body, {"Content-Type": "application/json"}))
    with records.Client(base_url=server.url, max_retries=0) as client:
        return client.list_records()


def bodies(*items: Any) -> bytes:
    ordinary = [{"id": f"{n:04}", "name": "n"} for n in range(MANY)]
    return json.dumps({"records": [*ordinary, *items]}).encode()


def test_all_items_are_sent(server: Server) -> None:
    given = [record(n, tags=["x", str(n)], address=m.Address(city="c")) for n in range(MANY)]
    found = sent(server, given)
    assert [item["id"] for item in found] == [item.id for item in given]
    assert found[7] == {
        "id": "0007",
        "name": "n",
        "createdAt": MOMENT.timestamp(),
        "tags": ["x", "7"],
        "address": {"city": "c"},
    }


def test_the_input_can_be_sent_again(server: Server) -> None:
    given = [record(n) for n in range(MANY)]
    assert sent(server, given) == sent(server, given)


@pytest.mark.parametrize("at", [0, MANY // 2, MANY - 1])
@pytest.mark.parametrize(
    ("members", "path", "reason"),
    [
        ({"name": None}, ".name", "is required (a str)"),
        ({"tags": ["a", 5]}, ".tags[1]", "expected a str, got int 5"),
        ({"address": m.Address(latitude=WORD)}, ".address.latitude", "a float, got str"),
    ],
)
def test_what_is_wrong_has_a_path_and_nothing_is_sent(
    server: Server, at: int, members: dict[str, Any], path: str, reason: str
) -> None:
    given = [record(n) for n in range(MANY)]
    given[at] = record(at, **members)
    with (
        records.Client(base_url=server.url) as client,
        pytest.raises(records.SerializationError) as caught,
    ):
        client.put_records(records=given)
    assert caught.value.path == f"input.records[{at}]{path}"
    assert reason in str(caught.value)
    assert not server.seen


def test_an_item_of_another_class_has_a_path(server: Server) -> None:
    given: list[Any] = [record(n) for n in range(MANY)]
    given[30] = {"id": "x"}
    with (
        records.Client(base_url=server.url) as client,
        pytest.raises(records.SerializationError, match=r"input\.records\[30\]: expected Record"),
    ):
        client.put_records(records=given)
    assert not server.seen


def test_numbers_of_any_size_are_sent(server: Server) -> None:
    given = [record(n) for n in range(MANY)]
    given[3].visits = 2**70
    given[5].visits = -(2**63) - 1
    found = sent(server, given)
    assert (found[3]["visits"], found[5]["visits"]) == (2**70, -(2**63) - 1)


def test_an_iterator_is_read_once(server: Server) -> None:
    given = [record(n) for n in range(MANY)]
    tags: Any = iter(["a", "b"])
    given[3].tags = tags
    given[20].visits = 2**70  # by then, one library gives up and the other begins anew
    assert sent(server, given)[3]["tags"] == ["a", "b"]


def test_a_lone_surrogate_is_refused(server: Server) -> None:
    given = [record(n) for n in range(MANY)]
    given[20].notes = "\ud800"
    with (
        records.Client(base_url=server.url) as client,
        pytest.raises(records.SerializationError, match="input: is not valid Unicode"),
    ):
        client.put_records(records=given)
    assert not server.seen


def test_a_number_that_is_none_is_sent_by_name(server: Server) -> None:
    given = [record(n, score=float("inf")) for n in range(MANY)]
    assert {item["score"] for item in sent(server, given)} == {"Infinity"}


def test_extra_members_may_be_anything(server: Server) -> None:
    server.script.append(Answer.json({}))
    with records.Client(base_url=server.url) as client:
        given = [record(n) for n in range(MANY)]
        client.put_records(records=given, extra_body={"more": (1, 2**70)})
    assert server.seen[-1].json["more"] == [1, 2**70]
    assert len(server.seen[-1].json["records"]) == MANY


def test_all_items_are_read(server: Server) -> None:
    output = received(server, bodies(None, {"id": "x", "name": "n", "tags": ["a", None]}))
    assert output.records is not None
    assert [item.id for item in output.records] == [*(f"{n:04}" for n in range(MANY)), "x"]
    assert output.records[-1].tags == ["a"]


def refused(server: Server, body: bytes) -> tuple[str, str]:
    with pytest.raises(records.APIResponseValidationError) as caught:
        received(server, body)
    assert caught.value.body == body
    return caught.value.path, str(caught.value)


@pytest.mark.parametrize(
    ("item", "path", "reason"),
    [
        ({"id": 5}, ".id", "expected a string, got int 5"),
        ({"id": "x", "name": "n", "tags": ["a", True]}, ".tags[1]", "a string, got bool True"),
        ({"id": "x", "labels": {"a b": []}}, ".labels['a b']", "a string, got an array"),
        ({"address": {"latitude": {}}}, ".address.latitude", "a number, got an object"),
        ({"age": 1e30}, ".age", "expected an integer, got float 1e+30"),
        ([], "", "expected an object, got an array"),
    ],
)
def test_what_is_no_good_has_a_path(server: Server, item: Any, path: str, reason: str) -> None:
    found = refused(server, bodies(item, {"id": 6}))
    assert found[0] == f"$.records[{MANY}]{path}"
    assert reason in found[1]


ODD = {
    "a name twice": b'{"id": "a", "name": "n", "id": "b"}',
    "a large integer": b'{"id": "a", "visits": 123456789012345678901234567890}',
    "an integer as a fraction": b'{"id": "a", "score": 123456789012345678901234567890}',
    "an integer past all fractions": b'{"id": "a", "score": 1' + b"0" * 400 + b"}",
    "a fraction past all": b'{"id": "a", "score": 1e400}',
    "no number": b'{"id": "a", "score": NaN}',
    "a lone surrogate": rb'{"id": "a", "name": "\ud800"}',
    "an encoded surrogate": b'{"id": "a", "name": "\xed\xa0\x80"}',
    "other members": b'{"id": "a", "other": [1' + b"0" * 40 + b", NaN]}",
    "deep members": b'{"id": "a", "other": ' + b"[" * 700 + b"]" * 700 + b"}",
    "a null": b'{"id": "a", "name": null}',
    "nothing": b"{}",
}
BROKEN = {
    "invalid UTF-8": b'{"id": "\xff"}',
    "a comma too many": b'{"id": "a",}',
    "a control character": b'{"id": "\x01"}',
    "a leading zero": b'{"age": 01}',
    "too many digits": b'{"visits": ' + b"9" * 5000 + b"}",
    "too deep": b'{"other": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "the end": b'{"id": "a"',
}


@pytest.mark.parametrize("odd", ODD)
def test_what_is_odd_is_read_as_the_standard_library_reads_it(server: Server, odd: str) -> None:
    found = _result(server, b'{"records": [' + ODD[odd] + b"]}")
    expected = {
        "a name twice": "id='b'",
        "a large integer": "visits=123456789012345678901234567890",
        "an integer as a fraction": "score=1.2345678901234568e+29",
        "an integer past all fractions": "$.records[0].score: expected a number that fits a double",
        "a fraction past all": "score=inf",
        "no number": "score=nan",
        "a lone surrogate": r"name='\ud800'",
        "an encoded surrogate": r"name='\ud800'",
    }
    assert expected.get(odd, "Record(id=") in found


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_is_refused_as_the_standard_library_refuses_it(
    server: Server, broken: str
) -> None:
    body = b'{"records": [' + BROKEN[broken] + b"]}"
    with pytest.raises((ValueError, RecursionError)) as caught:
        json.loads(body)
    assert refused(server, body)[1].endswith(f"the body cannot be decoded: {caught.value}")


def test_a_byte_order_mark_and_other_encodings_are_read(server: Server) -> None:
    body = '{"records": [{"id": "ü"}]}'
    for encoded in (b"\xef\xbb\xbf" + body.encode(), body.encode("utf-16")):
        assert "id='ü'" in _result(server, encoded)


def _result(server: Server, body: bytes) -> str:
    try:
        return repr(received(server, body))
    except records.APIResponseValidationError as error:
        return str(error)


def readings(server: Server, body: bytes) -> m.ListReadingsOutput:
    server.script.append(Answer(200, body, {"Content-Type": "application/json"}))
    with records.Client(base_url=server.url, max_retries=0) as client:
        return client.list_readings()


ORDINARY: Any = {
    "a": {"word": "x" * 500},
    "b": {"series": [{"count": 1}, {"inner": {"c": {"word": "y"}}}, {"none": {}}]},
}


def longer(*items: Any, **more: Any) -> dict[str, Any]:
    """A document that is long enough to be read step by step."""
    return {"readings": [*[ORDINARY] * MANY, *items]} | more


def test_steps_read_what_the_whole_holds(server: Server) -> None:
    few = readings(server, json.dumps({"readings": [ORDINARY], "nextToken": "t"}).encode())
    assert few.readings is not None
    document = longer(None, {"z": {"word": "last"}}, nextToken="t", other=[{}, []])
    for layout in (None, 2):
        for text in (document, dict(reversed(document.items()))):
            output = readings(server, json.dumps(text, indent=layout).encode())
            last = {"z": m.ReadingWord("last")}
            assert output.readings == [*few.readings * MANY, last]
            assert output.next_token == "t"


def test_steps_find_no_array(server: Server) -> None:
    for found in ({}, {"readings": None}):
        output = readings(server, json.dumps(found | {"other": "x" * 20_000}).encode())
        assert output.readings is None
    output = readings(server, json.dumps({"readings": [], "other": "x" * 20_000}).encode())
    assert output.readings == []


def test_of_an_array_that_comes_twice_the_last_counts(server: Server) -> None:
    long = json.dumps(longer())[1:-1]
    one = '"readings": [{"z": {"count": 1}}]'
    bad = '"readings": [{"z": {"count": "x"}}]'
    only = [{"z": m.ReadingCount(1)}]
    assert readings(server, f"{{{long}, {one}}}".encode()).readings == only
    assert readings(server, f"{{{bad}, {long}, {one}}}".encode()).readings == only
    assert readings(server, f'{{{long}, "readings": null}}'.encode()).readings is None
    assert len(readings(server, f"{{{one}, {long}}}".encode()).readings or []) == MANY


@pytest.mark.parametrize(
    ("item", "path", "reason"),
    [
        ({"z": {"count": "1"}}, ".z.count", "an integer, got str '1'"),
        ({"z": {"count": 2, "word": "x"}}, ".z", "Reading with exactly one member"),
        ({"z": {"count": None}}, ".z.count", "an integer, got null"),
        ({"z": {"none": None}}, ".z", "Reading with exactly one member"),
        ({"z": {"other": None}}, ".z", "Reading with exactly one member"),
        ({"z": {"__type": "x"}}, ".z", "Reading with exactly one member"),
        ({"z": {}}, ".z", "Reading with exactly one member"),
        ({"z": {"series": [{"word": 1}]}}, ".z.series[0].word", "a string, got int 1"),
        ({"z": []}, ".z", "an object, got an array"),
        ("z", "", "an object, got str 'z'"),
    ],
)
def test_what_is_no_good_in_a_step_has_a_path(
    server: Server, item: Any, path: str, reason: str
) -> None:
    with pytest.raises(records.APIResponseValidationError) as caught:
        readings(server, json.dumps(longer(item, ORDINARY)).encode())
    assert caught.value.path == f"$.readings[{MANY}]{path}"
    assert reason in str(caught.value)


def test_a_member_beside_nulls_is_the_one(server: Server) -> None:
    item = {"z": {"count": 2, "word": None, "__type": "x"}, "y": {"other": 1}}
    output = readings(server, json.dumps(longer(item)).encode())
    assert output.readings is not None
    assert output.readings[-1] == {"z": m.ReadingCount(2), "y": m.ReadingUnknown("other")}


@pytest.mark.parametrize("end", ["", "]", "}", ",", "]}x", ",]}", "] }}", ']"x"}', '], "x" 1}'])
def test_what_is_broken_after_steps_is_refused(server: Server, end: str) -> None:
    body = (json.dumps(longer())[:-2] + end).encode()
    with pytest.raises(ValueError) as caught:
        json.loads(body)
    with pytest.raises(records.APIResponseValidationError) as refusal:
        readings(server, body)
    assert str(refusal.value).endswith(f"the body cannot be decoded: {caught.value}")


def test_a_large_integer_after_steps_is_read(server: Server) -> None:
    output = readings(server, json.dumps(longer({"z": {"count": 2**70}})).encode())
    assert output.readings is not None
    assert output.readings[-1] == {"z": m.ReadingCount(2**70)}
    body = b"\xef\xbb\xbf" + json.dumps(longer()).encode()
    assert len(readings(server, body).readings or []) == MANY
