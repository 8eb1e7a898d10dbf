"""By what names a waiter knows an error."""

from typing import Any

import pytest

from smithyc_runtime.errors import (  # type: ignore[import-not-found]
    APIConnectionError,
    ApiError,
    NotFoundError,
)
from smithyc_runtime.waiters import Acceptor, names_of  # type: ignore[import-not-found]


class NoSuchThingFault(NotFoundError):  # type: ignore[misc]
    code = "NoSuchThingFault"


def matches(acceptor: Any, error: Any) -> bool:
    return bool(acceptor.matches(None, None, error))


def test_the_name_of_the_shape_or_of_the_wire() -> None:
    modeled, wire = NoSuchThingFault("m"), ApiError("m", code="NoSuchThing")
    by_shape = Acceptor("retry", error="NoSuchThingFault")
    by_code = Acceptor("retry", error="NoSuchThing", shape="NoSuchThingFault")
    assert matches(by_shape, modeled) and not matches(by_shape, wire)
    assert matches(by_code, modeled) and matches(by_code, wire)
    assert not matches(by_code, ApiError("m", code="Other")) and not matches(by_code, None)


@pytest.mark.parametrize(
    ("status", "name"), [(404, {"NotFound"}), (403, {"Forbidden"}), (799, set())]
)
def test_an_answer_without_a_body_is_called_by_its_status(status: int, name: set[str]) -> None:
    error = ApiError("", status_code=status)
    assert names_of(error) == name


def test_what_is_no_answer_has_no_name() -> None:
    assert names_of(APIConnectionError("lost")) == set()
    assert matches(Acceptor("failure", succeeded=False), APIConnectionError("lost"))
    assert matches(Acceptor("success", succeeded=True), None)
