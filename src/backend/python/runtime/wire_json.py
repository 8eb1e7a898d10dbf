"""The wires of protocols whose documents are JSON."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from .jsontext import dumps, loads
from .wire import Failure, Wire, sanitized

if TYPE_CHECKING:
    from .operation import Response

_MESSAGES = ("message", "Message", "errorMessage")


def failure(
    response: Response, headers: tuple[str, ...], members: tuple[str, ...], compatible: bool
) -> Failure:
    """Find what an error response says.

    Args:
        response: The response.
        headers: Headers that may name the error.
        members: Members of the body that may.
        compatible: Whether the name that callers see may stand in `x-amzn-query-error`.
    """
    body: Any = None
    if response.content:
        try:
            body = response.document()
        except (ValueError, RecursionError):
            body = response.content.decode(errors="replace")
    found = cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    names: list[Any] = [response.headers.get(name) for name in headers]
    names += [found.get(name) for name in members]
    code = next((name for name in names if name and isinstance(name, str)), "")
    texts = (found.get(name) for name in _MESSAGES)
    message = next((text for text in texts if isinstance(text, str)), "")
    shown = response.headers.get("x-amzn-query-error", "") if compatible else ""
    return Failure(
        sanitized(code),
        message,
        body,
        readable=body is None or isinstance(body, dict),
        shown=shown.partition(";")[0],
    )


def _wire(media_type: str, *, compatible: bool = False) -> Wire:
    found = partial(
        failure, headers=("x-amzn-errortype",), members=("__type", "code"), compatible=compatible
    )
    return Wire(media_type, dumps, loads, found)


REST_JSON = _wire("application/json")
AWS_JSON_1_0 = _wire("application/x-amz-json-1.0")
AWS_JSON_1_1 = _wire("application/x-amz-json-1.1")
AWS_JSON_1_0_QUERY = _wire("application/x-amz-json-1.0", compatible=True)
AWS_JSON_1_1_QUERY = _wire("application/x-amz-json-1.1", compatible=True)
