"""The traits of `alloy` that change documents, against a server that mirrors what it gets."""

from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import Iterator
from typing import Any

import pytest
from alloy_shapes import APIResponseValidationError, AsyncClient, Client, SerializationError
from alloy_shapes import models as m

from serving import Server

SURE = m.LooseText("s")
MOMENT = datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.UTC)


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(base_url=server.url, max_retries=0) as made:
        yield made


def sent(server: Server, client: Client, **members: Any) -> dict[str, Any]:
    """Send members there and back; returns the document in between."""
    given = m.Everything(sure=SURE, **members)
    got = client.send(given)
    assert {key: getattr(got, key) for key in members} == members
    assert got.as_dict() == given.as_dict()
    document: dict[str, Any] = server.last.json
    assert document.pop("sure") == "s"
    return document


def received(server: Server, client: Client, **document: Any) -> m.Everything:
    server.will_json({"sure": "s", **document})
    return client.send(sure=SURE)


def refused(server: Server, client: Client, **document: Any) -> str:
    with pytest.raises(APIResponseValidationError) as caught:
        received(server, client, **document)
    return str(caught.value)


def test_discriminated_unions_have_their_tag_inside(server: Server, client: Client) -> None:
    circle = m.DrawingCircle(m.Circle(radius=1.5))
    square = m.DrawingSquare(m.Square(side=2))
    document = sent(server, client, drawing=circle, drawings=[square, circle], named={"x": square})
    assert document == {
        "drawing": {"kind": "circle", "radius": 1.5},
        "drawings": [{"kind": "sq", "side": 2}, {"kind": "circle", "radius": 1.5}],
        "named": {"x": {"kind": "sq", "side": 2}},
    }


def test_unknown_and_missing_tags(server: Server, client: Client) -> None:
    got = received(server, client, drawing={"kind": "star", "points": 5}).drawing
    assert got == m.DrawingUnknown("star")
    with pytest.raises(SerializationError, match="known variant of Drawing"):
        client.send(sure=SURE, drawing=got)
    assert "$.drawing.kind" in refused(server, client, drawing={"radius": 1.0})
    assert "$.drawing.kind" in refused(server, client, drawing={"kind": 1})
    assert "$.drawing.radius" in refused(
        server, client, drawing={"kind": "circle", "radius": "wide"}
    )
    assert "$.drawing" in refused(server, client, drawing=["circle"])


@pytest.mark.parametrize(
    ("value", "document"),
    [
        (m.LooseText("t"), "t"),
        (m.LooseFlag(False), False),
        (m.LooseCount(0), 0),
        (m.LooseNumbers([1, 2]), [1, 2]),
        (m.LooseNumbers([]), []),
        (m.LooseCircle(m.Circle(radius=1.0)), {"radius": 1.0}),
        (m.LooseSquare(m.Square(side=1)), {"side": 1}),
        (m.LooseSquare(m.Square()), {}),
        (m.LooseTagged(m.TaggedSecond(2)), {"second": 2}),
    ],
    ids=repr,
)
def test_untagged_unions_are_what_they_hold(
    server: Server, client: Client, value: m.Loose, document: object
) -> None:
    made = sent(server, client, loose=value, looses=[value, None, value])
    assert made == {"loose": document, "looses": [document, None, document]}


def test_the_first_alternative_that_fits_is_taken(server: Server, client: Client) -> None:
    assert received(server, client, loose={"radius": 1, "side": 2}).loose == m.LooseCircle(
        m.Circle(radius=1.0)
    )
    more = received(server, client, loose={"side": 2, "more": True}).loose
    assert more == m.LooseSquare(m.Square(side=2))
    assert received(server, client, scalars="2024-02-29T12:30:00Z").scalars == m.ScalarsAt(MOMENT)
    assert received(server, client, scalars="AAE=").scalars == m.ScalarsRaw(b"\x00\x01")
    assert received(server, client, scalars=1.5).scalars == m.ScalarsAmount(1.5)
    assert received(server, client, scalars="?").scalars == m.ScalarsFree("?")
    assert received(server, client, scalars=[1]).scalars == m.ScalarsFree([1])


def test_what_fits_no_alternative_is_refused(server: Server, client: Client) -> None:
    for wrong in (1.5, [1, "x"], ["x"]):
        assert "$.loose" in refused(server, client, loose=wrong)
    assert "$.looses[1]" in refused(server, client, looses=["x", 0.5])
    assert "$.nested" in refused(server, client, nested={"left": "l"})
    server.will_json({})
    assert client.send(sure=SURE).sure == m.LooseUnknown("")
    wrong_value: Any = m.LooseCount("1")  # type: ignore[arg-type]
    with pytest.raises(SerializationError, match="loose"):
        client.send(sure=SURE, loose=wrong_value)


def test_trying_takes_time_that_grows_with_the_answer(server: Server, client: Client) -> None:
    value: m.Nested = m.NestedEnd(1)
    for _ in range(25):
        value = m.NestedRight(m.Right(next=m.NestedLeft(m.Left(next=value)), right="r"))
    document = sent(server, client, nested=value)["nested"]
    inner = document
    while isinstance(inner["next"], dict):
        inner = inner["next"]
    inner["next"] = "no alternative"
    start = time.perf_counter()
    assert "next" in refused(server, client, nested=document)
    assert time.perf_counter() - start < 5.0


def test_open_unions_keep_the_whole_object(server: Server, client: Client) -> None:
    assert sent(server, client, open=m.OpenKnown("k"))["open"] == {"known": "k"}
    other = m.OpenOther({"novel": {"x": [1]}})
    assert sent(server, client, open=other)["open"] == {"novel": {"x": [1]}}
    assert received(server, client, open={"other": 1}).open == m.OpenOther({"other": 1})
    assert "$.open" in refused(server, client, open={})
    drawing = m.OpenDrawingOther({"kind": "star", "points": 5})
    document = sent(server, client, open_drawing=drawing)
    assert document["openDrawing"] == {"kind": "star", "points": 5}
    assert "kind" in refused(server, client, openDrawing={"points": 5})
    with pytest.raises(SerializationError, match="a dict"):
        client.send(sure=SURE, open=m.OpenOther("text"))


def test_structures_keep_unknown_members(server: Server, client: Client) -> None:
    bag = m.Bag(known="k", renamed=1, rest={"x": [1], "rest": None, "renamed": 2})
    document = sent(server, client, bag=bag)
    assert document["bag"] == {"known": "k", "k2": 1, "x": [1], "rest": None, "renamed": 2}
    assert sent(server, client, bag=m.Bag(known="k"))["bag"] == {"known": "k"}
    inside = m.DrawingBag(m.Bag(rest={"x": 1}))
    assert sent(server, client, drawing=inside)["drawing"] == {"kind": "bag", "x": 1}
    with pytest.raises(SerializationError, match="k2"):
        client.send(sure=SURE, bag=m.Bag(rest={"k2": 1}))


def test_payloads_of_every_kind_are_documents(server: Server, client: Client) -> None:
    assert client.send_text(text='a "b"').text == 'a "b"' and server.last.json == 'a "b"'
    assert server.last.headers["content-type"] == "application/json"
    assert client.send_text().text is None and server.last.body == b""
    server.behaviour = lambda seen: alloy_answer(seen.body)
    got = client.send_bytes(bytes=b"\x00\x01", name="n")
    assert (got.bytes, got.name) == (b"\x00\x01", "back") and server.last.json == "AAE="
    assert client.send_numbers(numbers=[1, 2]).numbers == [1, 2] and server.last.json == [1, 2]
    assert client.send_loose(loose=m.LooseCount(3)).loose == m.LooseCount(3)
    assert server.last.json == 3
    assert client.send_moment(at=MOMENT).at == MOMENT
    with pytest.raises(APIResponseValidationError):
        server.will_json({"not": "a list"})
        client.send_numbers(numbers=[])


def alloy_answer(body: bytes) -> Any:
    from serving import Answer

    return Answer(200, body, {"Content-Type": "application/json", "X-Name": "back"})


def test_errors_are_told_by_header_or_status(server: Server, client: Client) -> None:
    body = {"message": "m", "code": "c", "drawing": {"kind": "circle", "radius": 1}}
    server.will_json(body, 418, X_Error_Type="Teapot")
    with pytest.raises(m.Teapot) as caught:
        client.fail()
    assert caught.value.drawing == m.DrawingCircle(m.Circle(radius=1.0))
    server.will_json(body, 418)
    with pytest.raises(m.Teapot):
        client.fail()
    server.will_json({"message": "m"}, 410)
    with pytest.raises(m.Gone):
        client.fail()


def test_the_asynchronous_client_does_the_same(server: Server) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url) as client:
            drawing = m.DrawingSquare(m.Square(side=1))
            got = await client.send(sure=SURE, drawing=drawing)
            assert got.drawing == drawing and got.sure == SURE
            assert (await client.send_text(text="t")).text == "t"

    asyncio.run(main())
