"""What protocols differ in: how documents become bytes, and how errors are told apart.

A protocol's constant is made in its own module, `wire_json` and the like, and every operation
carries it. This module must not know any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from .operation import Response


_MESSAGES = ("message", "Message", "errorMessage")


class Failure:
    """What an error response says about itself.

    Args:
        code: The name by which the model is asked; empty where the response has none.
        message: What the service says; empty where that is for the model to find.
        body: The decoded body, or its text where it cannot be decoded; `None` when it is empty.
        readable: Whether a modeled error can be made from the body.
        shown: The name that callers see, where it is another one.
    """

    __slots__ = ("body", "code", "message", "readable", "shown")

    def __init__(
        self, code: str, message: str, body: Any, *, readable: bool = True, shown: str = ""
    ) -> None:
        self.code = code
        self.message = message
        self.body = body
        self.readable = readable
        self.shown = shown or code


class Wire:
    """How a protocol writes and reads documents.

    Args:
        media_type: The type of documents.
        dumps: Writes a document; the flag says whether it may hold numbers of any precision.
            Raises `TypeError` or `ValueError` when it has no such form.
        loads: Reads a document; the flag says whether numbers keep all their digits. Raises
            `ValueError` when it is none.
        failure: Finds what an error response says.
        check: Says why a response is not of this protocol; `None` where it is.
        event_type: The type of documents in events, where it is another one.
        accept: The type of documents in responses, where it is another one.
        plain_dumps: Writes a document faster that holds nothing but what any library writes alike.
        plain_loads: Reads such a document faster; what it refuses, `loads` may still read.
    """

    __slots__ = (
        "accept",
        "check",
        "dumps",
        "event_type",
        "failure",
        "loads",
        "media_type",
        "plain_dumps",
        "plain_loads",
    )

    def __init__(
        self,
        media_type: str,
        dumps: Callable[[Any, bool], bytes],
        loads: Callable[[bytes, bool], Any],
        failure: Callable[[Response], Failure],
        *,
        check: Callable[[Response], str | None] | None = None,
        event_type: str | None = None,
        accept: str | None = None,
        plain_dumps: Callable[[Any], bytes] | None = None,
        plain_loads: Callable[[bytes], Any] | None = None,
    ) -> None:
        self.media_type = media_type
        self.accept = accept or media_type
        self.dumps = dumps
        self.loads = loads
        self.failure = failure
        self.check = check
        self.plain_dumps = plain_dumps
        self.plain_loads = plain_loads
        self.event_type = media_type if event_type is None else event_type


def sanitized(code: str) -> str:
    """Return the name of an error without its namespace and what follows a colon.

    Args:
        code: As in `com.example#Missing:http://example.com/`.
    """
    return code.partition(":")[0].rpartition("#")[2].strip()


def members_failure(
    response: Response,
    *,
    members: tuple[str, ...],
    headers: tuple[str, ...] = (),
    compatible: bool = False,
) -> Failure:
    """Find what an error response says whose document is an object.

    Args:
        response: The response.
        members: Members of the document that may name the error.
        headers: Headers that may, before them.
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


def smithy_protocol(response: Response, name: str) -> str | None:
    """Say why a response is not of a protocol that marks its responses.

    Args:
        response: The response.
        name: What the protocol calls itself.
    """
    found = response.headers.get("smithy-protocol")
    if found == name:
        return None
    return f"the header smithy-protocol says {found!r}, not {name!r}"
