"""Shapes of every kind, to a live server and back."""

from __future__ import annotations

import asyncio
import datetime
import decimal
import json
import math
import pickle
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from kitchen import (
    APIResponseValidationError,
    AsyncClient,
    Client,
    SerializationError,
)
from kitchen import models as m

from kitchenware import MOMENT, SECOND, UTC, everything, least
from serving import Answer, Server


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(base_url=server.url) as made:
        yield made


def test_everything_there_and_back(client: Client) -> None:
    value = everything()
    got = client.put_everything(value=value).value
    assert got == value
    assert type(got.precise) is decimal.Decimal and type(got.huge) is int
    assert got.at is not None and got.at.tzinfo is UTC
    assert got.on is not None and got.on.tzinfo is UTC
    assert type(got.color) is str and got.color == m.Color.LIGHT_BLUE


def test_everything_there_and_back_asynchronously(server: Server) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url) as client:
            assert (await client.put_everything(value=everything())).value == everything()

    asyncio.run(main())


def test_everything_on_the_wire(client: Client, server: Server) -> None:
    client.put_everything(value=everything())
    text = server.last.body.decode()
    sent = json.loads(text)["value"]
    assert sent["since"] == MOMENT.timestamp()
    assert sent["at"] == "2024-02-29T12:30:15.25Z"
    assert sent["on"] == "Thu, 29 Feb 2024 12:30:15 GMT"
    assert sent["raw"] == "AP8=" and sent["blobs"] == ["", "/g=="]
    assert sent["ratio"] == "Infinity" and sent["ratios"] == [1.0, "Infinity", 2]
    assert '"precise":1.10000000000000000000000000000000001' in text
    assert '"huge":1' + "0" * 60 in text
    assert sent["shape"] == {"group": [{"dot": {}}, {"circle": {"radius": 2.0}}]}
    assert sent["byColor"] == {"red": {"text": "t"}, "other": {"picture": "cA=="}}
    assert sent["holes"] == ["a", None] and sent["gaps"] == {"x": None, "y": 2}
    assert sent["kind-of"] == "fancy" and "kindOf" not in sent and "kind_of" not in sent
    assert sent["level"] == 2 and sent["color"] == "light-blue"
    assert sent["size"] == 0 and sent["children"][1]["tags"] == []
    assert sent["nested"] == {"a": {"inner": {"b": {}}}}
    assert "ratio" not in sent["child"] and sent["child"]["kind-of"] == "plain"


def test_not_a_number(client: Client) -> None:
    got = client.put_everything(value=least(ratio=math.nan, exactly=-math.inf)).value
    assert got.ratio is not None and math.isnan(got.ratio) and got.exactly == -math.inf


def test_what_is_absent_null_or_new(client: Client, server: Server) -> None:
    server.will_json(
        {
            "value": {
                "tags": ["a", None],
                "scores": {"a": None, "b": 1},
                "holes": [None],
                "gaps": {"g": None},
                "shape": {"new": 1},
                "color": "ultraviolet",
                "level": 99,
                "flag": None,
                "unheard": {"of": 1},
            },
            "more": 1,
        }
    )
    got = client.put_everything().value
    assert got.name == "" and got.since == datetime.datetime(1970, 1, 1, tzinfo=UTC)
    assert got.nickname is None and got.flag is None
    assert got.tags == ["a"] and got.scores == {"b": 1}
    assert got.holes == [None] and got.gaps == {"g": None}
    assert got.size == 7 and got.kind_of == "plain" and got.defaults == []
    assert got.color == "ultraviolet" and got.color not in m.Color.values
    assert got.level == 99 and got.level not in m.Level.values
    match got.shape:
        case m.DrawingUnknown(tag=tag):
            assert tag == "new"
        case other:
            raise AssertionError(other)


def test_unknown_variants_are_not_sent(client: Client, server: Server) -> None:
    with pytest.raises(SerializationError, match=r"input\.value\.shape"):
        client.put_everything(value=least(shape=m.DrawingUnknown("new")))
    assert not server.seen


def test_unions_with_nulls_beside(client: Client, server: Server) -> None:
    server.will_json({"value": {"shape": {"dot": None, "text": "x", "__type": "Drawing"}}})
    assert client.put_everything().value.shape == m.DrawingText("x")


def test_enums_are_open_both_ways(client: Client, server: Server) -> None:
    got = client.put_everything(value=least(color="ultraviolet", level=99)).value
    assert (got.color, got.level) == ("ultraviolet", 99)
    assert server.last.json["value"]["color"] == "ultraviolet"
    assert type(server.last.json["value"]["level"]) is int


def test_timestamps_in_every_format(client: Client, server: Server) -> None:
    clock = m.Clock(
        plain=SECOND,
        epoch=MOMENT,
        date_time=MOMENT,
        http_date=SECOND,
        day=SECOND,
        day_as_epoch=SECOND,
        days=[SECOND],
    )
    got = client.put_moments(value=clock).value
    assert got == clock
    assert server.last.json["value"] == {
        "plain": 1709209815,
        "epoch": 1709209815.25,
        "dateTime": "2024-02-29T12:30:15.25Z",
        "httpDate": "Thu, 29 Feb 2024 12:30:15 GMT",
        "day": "2024-02-29T12:30:15Z",
        "dayAsEpoch": 1709209815,
        "days": ["2024-02-29T12:30:15Z"],
    }
    for moment in (got.plain, got.epoch, got.date_time, got.http_date, got.day):
        assert moment is not None and moment.utcoffset() == datetime.timedelta(0)


def test_timestamps_of_other_zones_and_of_none(client: Client, server: Server) -> None:
    tokyo = SECOND.astimezone(datetime.timezone(datetime.timedelta(hours=9)))
    assert client.put_moments(value=m.Clock(date_time=tokyo, plain=tokyo)).value.plain == SECOND
    assert server.last.json["value"]["dateTime"] == "2024-02-29T12:30:15Z"
    naive = SECOND.replace(tzinfo=None)
    assert client.put_moments(value=m.Clock(day=naive)).value.day == SECOND


DEFAULTS: dict[str, Any] = {
    "text": 'it\'s "so"',
    "empty": "",
    "flag": True,
    "off": False,
    "tiny": 1,
    "small": -2,
    "size": 0,
    "long": 4_000_000_000,
    "ratio": 1.5,
    "exactly": -2.5e-7,
    "huge": 12,
    "precise": decimal.Decimal("1.25"),
    "raw": b"spam",
    "at": SECOND,
    "on": SECOND,
    "color": "light-blue",
    "level": 2,
    "tags": [],
    "scores": {},
    "free": "free",
    "free_list": [],
    "free_map": {},
    "free_true": True,
    "free_number": 2,
    "loose": None,
    "both": "both",
}


def test_defaults_of_every_kind(client: Client, server: Server) -> None:
    made = m.Defaults()
    for name, value in DEFAULTS.items():
        assert getattr(made, name) == value, name
        assert type(getattr(made, name)) is type(value), name
    server.will_json({"value": {}})
    got = client.put_defaults().value
    assert got == made
    assert made.tags is not m.Defaults().tags and got.scores is not made.scores
    assert client.put_defaults(value=made).value == made
    server.will_json({"value": {}})
    first = client.put_defaults().value
    server.will_json({"value": {}})
    second = client.put_defaults().value
    assert first.tags is not second.tags and first.free_map is not second.free_map


def test_defaults_of_inputs_are_left_to_the_service(client: Client, server: Server) -> None:
    server.will_json({"value": {}})
    got = client.put_defaults()
    assert got.size == 3 and "size" not in server.last.json
    assert m.PutDefaultsInput().size is None


def test_defaults_of_an_input_that_is_a_shape_of_its_own(client: Client, server: Server) -> None:
    assert client.send_defaults() == m.Defaults()
    assert server.last.json["text"] == DEFAULTS["text"] and server.last.json["long"] == 4 * 10**9
    assert client.send_defaults(m.Defaults(long=1, ratio=2.0)).ratio == 2.0
    assert client.send_defaults(long=5, tags=["x"]).tags == ["x"]
    assert client.send_defaults().tags == []
    with pytest.raises(TypeError, match="not both"):
        client.send_defaults(m.Defaults(), long=5)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"value": {"child": {"tags": ["a", 1]}}}, "$.value.child.tags[1]"),
        ({"value": {"children": [{}, {"size": "7"}]}}, "$.value.children[1].size"),
        ({"value": {"shape": {"dot": {}, "text": "x"}}}, "$.value.shape"),
        ({"value": {"shape": {"group": [{"circle": 1}]}}}, "$.value.shape.group[0].circle"),
        ({"value": {"at": "yesterday"}}, "$.value.at"),
        ({"value": {"since": True}}, "$.value.since"),
        ({"value": {"level": 1, "child": 1}}, "$.value.child"),
        ({"value": {"flag": "true"}}, "$.value.flag"),
        ({"value": {"exactly": "1.5"}}, "$.value.exactly"),
        ({"value": {"matrix": [[1.0], 2.0]}}, "$.value.matrix[1]"),
        ({"value": {"nested": {"a": {"inner": {"b": 1}}}}}, "$.value.nested.a.inner.b"),
        ([], "$"),
        ({"value": {"raw": "%%%"}}, "$.value.raw"),
        ({"value": {"byColor": {"a-b": 5}}}, "$.value.byColor['a-b']"),
    ],
)
def test_a_wrong_answer_is_located(
    client: Client, server: Server, value: object, path: str
) -> None:
    server.will_json(value)
    with pytest.raises(APIResponseValidationError) as caught:
        client.put_everything()
    error = caught.value
    assert error.path == path and path in str(error) and error.status_code == 200
    assert json.loads(error.body) == value and error.expected
    assert pickle.loads(pickle.dumps(error)).path == path


@pytest.mark.parametrize("junk", [b"{", b"\xff\xfe\x00", b"[" * 100_000, b"<html>", b'{"a":NaN,}'])
def test_an_undecodable_answer_has_its_own_error(
    client: Client, server: Server, junk: bytes
) -> None:
    server.will(Answer(200, junk))
    with pytest.raises(APIResponseValidationError) as caught:
        client.put_everything()
    assert caught.value.body == junk and caught.value.status_code == 200


@pytest.mark.parametrize(
    ("members", "path"),
    [
        ({"nickname": 5}, r"input\.value\.nickname"),
        ({"name": None}, r"input\.value\.name"),
        ({"since": "now"}, r"input\.value\.since"),
        ({"tags": ["a", 2]}, r"input\.value\.tags\[1\]"),
        ({"tags": ["a", None]}, r"input\.value\.tags\[1\]"),
        ({"tags": "abc"}, r"input\.value\.tags"),
        ({"scores": {"k": True}}, r"input\.value\.scores\.k"),
        ({"scores": {1: 1}}, r"input\.value\.scores"),
        ({"child": {}}, r"input\.value\.child"),
        ({"name": "\ud800"}, "input"),
        ({"precise": decimal.Decimal("NaN")}, r"input\.value\.precise"),
        ({"free": {"x": object()}}, "input"),
        ({"flag": 1}, r"input\.value\.flag"),
        ({"size": 1.5}, r"input\.value\.size"),
        ({"shape": m.Circle(radius=1.0)}, r"input\.value\.shape"),
        ({"shape": m.DrawingCircle(None)}, r"input\.value\.shape"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_input_is_located_and_not_sent(
    client: Client, server: Server, members: dict[str, Any], path: str
) -> None:
    with pytest.raises(SerializationError, match=path):
        client.put_everything(value=least(**members))
    assert not server.seen


def test_what_python_takes_for_a_list_or_an_int(client: Client, server: Server) -> None:
    value = least(tags=("a", "b"), ratios=range(2), exactly=3, raw=bytearray(b"x"), precise=2)
    got = client.put_everything(value=value).value
    assert (got.tags, got.ratios, got.exactly, got.raw) == (["a", "b"], [0.0, 1.0], 3.0, b"x")
    assert got.precise == decimal.Decimal(2)


def test_deep_nesting_both_ways(client: Client, server: Server) -> None:
    value = least()
    for _ in range(100):
        value = least(child=value)
    assert client.put_everything(value=value).value == value
    for _ in range(100_000):
        value = m.Everything(name="", since=MOMENT, child=value)
    with pytest.raises(SerializationError, match="deep"):
        client.put_everything(value=value)
    while value.child is not None:  # so that no destructor recurses
        value, value.child = value.child, None


def test_decoding_warns_of_nothing(client: Client, server: Server) -> None:
    server.will_json({"name": "x"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        call = client.old_thing
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert call(name="x").name == "x"
    assert all("OldThing" in str(w.message) or "PutEmpty" in str(w.message) for w in caught)
