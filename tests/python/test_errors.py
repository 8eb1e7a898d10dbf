"""Errors: modeled, unknown, and of the package itself."""

from __future__ import annotations

import asyncio
import copy
import importlib
import pickle
import traceback
import typing
from collections.abc import Iterator
from typing import Any

import kitchen
import pytest
from kitchen import AsyncClient, Client, errors
from kitchen import models as m

from serving import Answer, Server


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(base_url=server.url, max_retries=0) as made:
        yield made


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"X_Amzn_Errortype": "Teapot"}, {"message": "short"}),
        ({"X_Amzn_Errortype": "Teapot:http://x/y/"}, {"message": "short"}),
        ({"X_Amzn_Errortype": "com.example#Teapot:http://x"}, {"message": "short"}),
        ({}, {"__type": "com.example.kitchen#Teapot", "message": "short"}),
        ({}, {"code": "Teapot", "message": "short"}),
        ({}, {"message": "short"}),
    ],
)
def test_modeled_errors(
    client: Client, server: Server, headers: dict[str, str], body: dict[str, str]
) -> None:
    more = {"X_Spout": "4", "X_Amzn_Requestid": "r1"}
    server.will_json(body | {"lid": {"radius": 1}, "brewing": ["tea"]}, 418, **more, **headers)
    with pytest.raises(kitchen.Teapot) as caught:
        client.fail(how="x")
    error = caught.value
    assert (error.spout, error.brewing, error.lid) == (4, ["tea"], m.Circle(radius=1.0))
    assert (error.status_code, error.code, error.fault) == (418, "Teapot", "client")
    assert (str(error), error.message, error.request_id) == ("short", "short", "r1")
    assert error.headers["x-spout"] == "4" and error.body["message"] == "short"
    assert isinstance(error, errors.ApiError) and error.attempts == 1
    assert type(error) is m.Teapot is errors.Teapot
    assert error.code_ == body.get("code")


def test_errors_travel(client: Client, server: Server) -> None:
    server.will_json({"message": "short", "lid": {"radius": 1}}, 418, X_Spout="4")
    with pytest.raises(kitchen.Teapot) as caught:
        client.fail(how="x")
    error = caught.value
    for again in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error), copy.copy(error)):
        assert type(again) is m.Teapot and again.lid == error.lid and again.spout == 4
        assert str(again) == "short" and again.body == error.body
        assert again.status_code == 418 and again.headers == error.headers
    assert {error: 1}[error] == 1 and error != copy.copy(error)


def test_as_dict(client: Client, server: Server) -> None:
    error = m.Teapot(message="short", spout=4, lid=m.Circle(radius=1.0), code_="c")
    plain = {"message": "short", "spout": 4, "lid": {"radius": 1.0}, "code": "c"}
    assert error.as_dict() == plain
    again = m.Teapot.from_dict(plain)
    assert (again.spout, again.lid, again.code_) == (4, m.Circle(radius=1.0), "c")
    assert m.Broken(message="b").as_dict() == {"Message": "b"}
    assert errors.ConflictError("c").as_dict() == {"message": "c"}


def test_errors_are_made_by_hand() -> None:
    assert str(m.Teapot(message="m", spout=1)) == "m" and m.Teapot().message == ""
    made = errors.NotFoundError("gone", status_code=404, code="Gone", body={"x": 1})
    assert (str(made), made.code, made.status_code, made.body) == ("gone", "Gone", 404, {"x": 1})
    assert "Teapot" in repr(m.Teapot(message="m"))
    hints = typing.get_type_hints(m.Teapot)
    assert hints["spout"] == int | None and hints["message"] is str


def test_the_message_is_found_however_it_is_spelled(client: Client, server: Server) -> None:
    server.will_json({"Message": "upper"}, 500, X_Amzn_Errortype="Broken")
    with pytest.raises(kitchen.Broken) as caught:
        client.fail(how="x")
    assert caught.value.message == "upper" and caught.value.fault == "server"
    server.will_json({"message": "lower"}, 500, X_Amzn_Errortype="Broken")
    with pytest.raises(kitchen.Broken, match="lower"):
        client.do_nothing()  # an error of the service, not of the operation


def test_a_name_that_is_fixed_stays_fixed(client: Client, server: Server) -> None:
    server.will_json({"message": "m", "resource": "r"}, 404, X_Amzn_Errortype="NotFoundError")
    with pytest.raises(m.NotFoundError) as caught:
        client.dishes.get(dish_id="d")
    assert caught.value.resource == "r"
    assert kitchen.NotFoundError is errors.NotFoundError is not m.NotFoundError
    assert isinstance(caught.value, kitchen.NotFoundError)
    assert caught.value.code == "NotFoundError"


def test_a_name_of_python(client: Client, server: Server) -> None:
    server.will_json({"message": "m", "after": 1.5}, 504, X_Amzn_Errortype="TimeoutError")
    with pytest.raises(errors.InternalServerError) as caught:
        client.fail(how="x")
    assert caught.value.code == "TimeoutError" and not isinstance(caught.value, TimeoutError)
    assert type(caught.value).__module__ == "kitchen.models"
    assert caught.value.as_dict() == {"message": "m", "after": 1.5}


def test_what_is_sensitive_stays_hidden(client: Client, server: Server) -> None:
    body = {"message": "m", "secret": "hush", "args": ["a"]}
    server.will_json(body, 403, X_Amzn_Errortype="Leak")
    with pytest.raises(kitchen.Leak) as caught:
        client.fail(how="x")
    assert caught.value.secret == "hush" and caught.value.args_ == ["a"]
    assert "hush" not in repr(caught.value) and "hush" not in str(caught.value)
    assert isinstance(caught.value, errors.PermissionDeniedError)


STATUSES = [
    (400, "BadRequestError"),
    (401, "AuthenticationError"),
    (403, "PermissionDeniedError"),
    (404, "NotFoundError"),
    (409, "ConflictError"),
    (422, "UnprocessableEntityError"),
    (429, "RateLimitError"),
    (500, "InternalServerError"),
    (503, "InternalServerError"),
    (418, "APIStatusError"),
    (302, "APIStatusError"),
]


@pytest.mark.parametrize(("status", "name"), STATUSES)
def test_unknown_errors(client: Client, server: Server, status: int, name: str) -> None:
    server.will_json({"__type": "a.b#Strange", "Message": "odd", "detail": 1}, status)
    with pytest.raises(getattr(kitchen, name)) as caught:
        client.put_empty()
    error: Any = caught.value
    assert type(error) is getattr(errors, name)
    assert (error.code, error.fault, str(error)) == ("Strange", None, "odd")
    assert error.status_code == status and error.body["detail"] == 1
    assert error.headers["content-type"] == "application/json"
    assert pickle.loads(pickle.dumps(error)).code == "Strange"


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (b"<html>", "<html>"),
        (b"", None),
        (b'"text"', "text"),
        (b"[1]", [1]),
        (b"\xff", "\N{REPLACEMENT CHARACTER}"),
        (b"[" * 100_000, "[" * 100_000),
    ],
)
def test_errors_without_json(client: Client, server: Server, content: bytes, body: object) -> None:
    server.will(Answer(410, content))
    with pytest.raises(errors.APIStatusError) as caught:
        client.fail(how="x")
    assert caught.value.status_code == 410 and caught.value.body == body
    assert str(caught.value) == "HTTP 410"


def test_the_tree_has_names_of_both_worlds() -> None:
    assert kitchen.SDKError is kitchen.SmithyError and kitchen.APIStatusError is kitchen.ApiError
    assert issubclass(kitchen.APITimeoutError, kitchen.APIConnectionError)
    for name in ("ApiError", "APIConnectionError", "APIResponseValidationError"):
        assert issubclass(getattr(kitchen, name), kitchen.ServiceError)
    assert issubclass(kitchen.ServiceError, kitchen.SmithyError)
    assert issubclass(kitchen.SerializationError, (kitchen.SmithyError, ValueError))
    module = importlib.import_module("kitchen.errors")
    for name in module.__all__:
        assert issubclass(getattr(module, name), kitchen.SmithyError)


def test_tracebacks_say_where_errors_are_imported_from(client: Client, server: Server) -> None:
    server.will_json({"message": "gone"}, 404)
    with pytest.raises(errors.NotFoundError) as caught:
        client.put_empty()
    lines = traceback.format_exception_only(caught.value)
    assert lines == ["kitchen.errors.NotFoundError: gone\n"]
    assert caught.value.__cause__ is None


def test_asynchronous(server: Server) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url) as client:
            server.will_json({"message": "short"}, 418, X_Spout="4")
            with pytest.raises(kitchen.Teapot) as caught:
                await client.fail(how="x")
            assert caught.value.spout == 4

    asyncio.run(main())
