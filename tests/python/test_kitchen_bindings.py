"""Labels, queries, headers, response codes and host prefixes, on a live server."""

from __future__ import annotations

import decimal
import math
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from kitchen import APIResponseValidationError, Client, SerializationError
from kitchen import models as m

from kitchenware import MOMENT, SECOND
from serving import Answer, Seen, Server


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(base_url=server.url) as made:
        yield made


PATH: dict[str, Any] = {"label": "a", "number": 1, "when": MOMENT, "path": "p"}


def test_labels(client: Client, server: Server) -> None:
    server.will_json({"extra": "e"})
    client.put_bindings(label="a/b ü?#", number=-3, when=MOMENT, path="x/y z/../.")
    assert server.last.path == (
        "/b/a%2Fb%20%C3%BC%3F%23/-3/2024-02-29T12%3A30%3A15.25Z/x/y%20z/%2E%2E/%2E"
    )
    assert server.last.target.endswith("?fixed=1&bare") and server.last.method == "PUT"


def test_labels_of_other_kinds(client: Client, server: Server) -> None:
    client.put_labels(
        color=m.Color.LIGHT_BLUE,
        level=m.Level.HIGH,
        flag=True,
        ratio=-math.inf,
        huge=10**30,
        precise=decimal.Decimal("1.50"),
        epoch=MOMENT,
        date=SECOND,
    )
    assert server.last.path == (
        "/labels/light-blue/2/true/-Infinity/1"
        + "0" * 30
        + "/1.50/1709209815.25/Thu%2C%2029%20Feb%202024%2012%3A30%3A15%20GMT"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("label", ""),
        ("path", ""),
        ("label", None),
        ("number", "1"),
        ("when", 5),
        ("label", "\ud800"),
    ],
)
def test_labels_are_checked(client: Client, server: Server, name: str, value: object) -> None:
    with pytest.raises(SerializationError, match="input"):
        client.put_bindings(**(PATH | {name: value}))
    assert not server.seen


def test_dots_never_climb(client: Client, server: Server) -> None:
    server.will_json({"extra": ""})
    client.put_bindings(**(PATH | {"label": "..", "path": "../../secret"}))
    assert server.last.path.startswith("/b/%2E%2E/1/")
    assert server.last.path.endswith("/%2E%2E/%2E%2E/secret")


def test_query(client: Client, server: Server) -> None:
    server.will_json({"extra": ""})
    client.put_bindings(
        **PATH,
        q="1&2=ü",
        tags=["a", "b"],
        at=[MOMENT],
        flag=False,
        params={"q": ["no"], "fixed": ["no"], "bare": ["no"], "more": ["x", "y"], "tag": ["no"]},
    )
    assert server.last.query == [
        ("fixed", "1"),
        ("bare", ""),
        ("q", "1&2=ü"),
        ("tag", "a"),
        ("tag", "b"),
        ("at", "2024-02-29T12:30:15.25Z"),
        ("flag", "false"),
        ("more", "x"),
        ("more", "y"),
    ]


def test_query_of_other_kinds(client: Client, server: Server) -> None:
    client.put_query(
        must="",
        color="red",
        colors=["red", m.Color.LIGHT_BLUE],
        level=1,
        ints=[1, -2],
        ratios=[0.5, math.nan],
        flags=[True, False],
        huge=10**25,
        epoch=SECOND,
        day=SECOND,
        page_size=0,
        more={"x": "1", "must": "no"},
    )
    assert server.last.query == [
        ("must", ""),
        ("color", "red"),
        ("colors", "red"),
        ("colors", "light-blue"),
        ("level", "1"),
        ("ints", "1"),
        ("ints", "-2"),
        ("ratios", "0.5"),
        ("ratios", "NaN"),
        ("flags", "true"),
        ("flags", "false"),
        ("huge", "1" + "0" * 25),
        ("epoch", "1709209815"),
        ("day", "2024-02-29T12:30:15Z"),
        ("page size", "0"),
        ("x", "1"),
    ]
    with pytest.raises(SerializationError, match=r"input\.must"):
        client.put_query(m.PutQueryInput())


def test_headers_out(client: Client, server: Server) -> None:
    server.will_json({"extra": ""})
    client.put_bindings(
        **PATH,
        text="t ü",
        count=1,
        ratio=math.inf,
        yes=True,
        words=["a", 'b,"c', " d "],
        ints=[1, 2],
        dates=[SECOND, SECOND],
        date=SECOND,
        media='{"a":1}',
        meta={"One": "1", "two": "2"},
    )
    headers = server.last.headers
    assert headers["x-text"].encode("latin-1").decode() == "t ü"
    assert headers["x-number"] == "1" and headers["x-float"] == "Infinity"
    assert headers["x-flag"] == "true" and headers["x-list"] == 'a, "b,\\"c", " d "'
    assert headers["x-ints"] == "1, 2" and headers["x-json"] == "eyJhIjoxfQ=="
    assert headers["x-date"] == "Thu, 29 Feb 2024 12:30:15 GMT"
    assert headers["x-dates"] == ", ".join(["Thu, 29 Feb 2024 12:30:15 GMT"] * 2)
    assert headers["x-meta-one"] == "1" and headers["x-meta-two"] == "2"
    assert server.last.body == b"" and "content-type" not in headers


def test_headers_that_are_absent_or_empty(client: Client, server: Server) -> None:
    server.will_json({"extra": ""})
    client.put_bindings(**PATH, text=None, count=None, words=[], ints=[], media="")
    found = {name: text for name, text in server.last.headers.items() if name.startswith("x-")}
    assert found == {"x-list": "", "x-ints": "", "x-json": ""}


def test_headers_in(client: Client, server: Server) -> None:
    server.will_json(
        {"extra": "e"},
        201,
        X_Text="t",
        X_Number="-3",
        X_Float="NaN",
        X_Flag="true",
        X_List='a, "b,c", "d\\"e"',
        X_Ints="1,2, 3",
        X_Dates="Thu, 29 Feb 2024 12:30:15 GMT, Thu, 29 Feb 2024 12:30:16 GMT",
        X_Date="Thu, 29 Feb 2024 12:30:15 GMT",
        X_Json="eyJhIjoxfQ==",
        X_Meta_One="1",
        x_meta_two="2",
    )
    got = client.put_bindings(**PATH)
    assert (got.status, got.extra, got.text, got.count) == (201, "e", "t", -3)
    assert got.ratio is not None and math.isnan(got.ratio)
    assert got.yes is True and got.words == ["a", "b,c", 'd"e'] and got.ints == [1, 2, 3]
    assert got.dates is not None and [date.second for date in got.dates] == [15, 16]
    assert got.date == SECOND and got.media == '{"a":1}'
    assert got.meta == {"one": "1", "two": "2"}


def test_headers_of_other_kinds(client: Client, server: Server) -> None:
    def mirror(seen: Seen) -> Answer:
        given = {name: text for name, text in seen.headers.items() if name.startswith("x-")}
        return Answer(200, seen.body, given)

    server.behaviour = mirror
    members: dict[str, Any] = {
        "must": "",
        "color": m.Color.RED,
        "colors": ["red", "ultra, violet"],
        "level": 2,
        "flags": [True, False],
        "ratios": [0.5, math.inf],
        "precise": decimal.Decimal("1.50"),
        "epoch": SECOND,
        "days": [SECOND, SECOND],
        "body": "b",
    }
    got = client.put_headers(**members)
    assert {name: getattr(got, name) for name in members} == members
    assert got.size == 5
    assert server.last.headers["x-colors"] == 'red, "ultra, violet"'
    assert server.last.headers["x-epoch"] == "1709209815"
    assert server.last.headers["x-days"] == ", ".join(["2024-02-29T12:30:15Z"] * 2)
    assert server.last.json == {"body": "b"}


def test_headers_are_checked(client: Client, server: Server) -> None:
    with pytest.raises(SerializationError, match="line break"):
        client.put_bindings(**PATH, text="a\r\nX-Evil: b")
    with pytest.raises(SerializationError, match="line break|header"):
        client.put_bindings(**PATH, meta={"a\r\nX-Evil": "b"})
    with pytest.raises(SerializationError, match=r"input\.ints\[0\]"):
        client.put_bindings(**PATH, ints=["1"])  # type: ignore[list-item]
    with pytest.raises(SerializationError, match=r"input\.must"):
        client.put_headers(m.PutHeadersInput())
    assert not server.seen
    for name, text in (("number", "three"), ("date", "soon"), ("ints", "1,x"), ("flag", "1")):
        server.will(Answer(200, b'{"extra": "e"}', {f"X-{name}": text}))
        with pytest.raises(APIResponseValidationError, match=f"x-{name}"):
            client.put_bindings(**PATH)


def test_host_prefix(server: Server) -> None:
    # A proxy sees the whole address, and no name has to be looked up.
    with httpx2.Client(proxy=server.url) as http:
        client = Client(base_url="http://kitchen.example:8080/v1", http_client=http)
        client.put_hosted(account="me-2")
        assert server.last.target == "http://me-2.data.kitchen.example:8080/v1/hosted"
        assert server.last.headers["host"] == "me-2.data.kitchen.example:8080"
        assert server.last.json == {"account": "me-2"}
        for wrong in ("a.b", "a/b", "", "-a", "a@b", "é", "a:1"):
            with pytest.raises(SerializationError, match=r"input\.account"):
                client.put_hosted(account=wrong)
        assert len(server.seen) == 1


def test_a_base_url_with_a_path(server: Server) -> None:
    with Client(base_url=server.url + "/stage/v1/") as client:
        client.do_nothing()
    assert server.last.target == "/stage/v1/nothing"
