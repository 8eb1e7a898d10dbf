"""The wires of protocols whose answers are XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .wire import Failure, Wire
from .xmltext import parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from .operation import Response

_MESSAGES = ("message", "Message")


def _dumps(value: str, exact: bool) -> bytes:
    return value.encode()


def _loads(data: bytes, exact: bool) -> Element:
    return parse(data)


def _loads_result(data: bytes, exact: bool) -> Element:
    """Read an answer of `awsQuery`, where `XResponse` holds `XResult`, unless there is no output."""
    root = parse(data)
    if root.tag.endswith("Response"):
        found = root.find(root.tag.removesuffix("Response") + "Result")
        if found is not None:
            return found
    return root


def failure(response: Response) -> Failure:
    """Find what an error response says.

    The error is the outermost element, or inside of `ErrorResponse`, or of `Response` and `Errors`.
    It becomes the root of the response, from which the modeled error is made.

    Args:
        response: The response.
    """
    if not response.content:
        return Failure("", "", None)
    shown = response.content.decode(errors="replace")
    try:
        root: Any = parse(response.content)
    except ValueError:
        return Failure("", "", shown, readable=False)
    error = root.find("Error")
    if error is None:
        error = root.find("Errors/Error")
    if error is None:
        error = root
    response.root = error
    code = (error.findtext("Code") or "").strip()
    texts = (error.findtext(name) for name in _MESSAGES)
    return Failure(code, next((text for text in texts if text), ""), shown)


REST_XML = Wire("application/xml", _dumps, _loads, failure)
_FORM = "application/x-www-form-urlencoded"
AWS_QUERY = Wire(_FORM, _dumps, _loads_result, failure, accept="text/xml")
EC2_QUERY = Wire(_FORM, _dumps, _loads, failure, accept="text/xml")
