"""Whole responses in place of outputs: `with_raw_response` and `with_streaming_response`.

The clients that are called here have a pipeline which hands out responses; what is left to do is
to say so in types. This module must not know a service.
"""

from __future__ import annotations

import json
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

from .outcomes import request_id

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
    from os import PathLike
    from types import TracebackType

    from .call import Call
    from .outcomes import Answer
    from .streams import ByteStream

P = ParamSpec("P")
Out = TypeVar("Out")


class _Response(Generic[Out]):
    """What all kinds of responses have."""

    def __init__(self, call: Call[Any, Out], answer: Answer) -> None:
        self._call = call
        self._answer = answer
        self._parsed: list[Out] = []

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self._answer.status

    @property
    def headers(self) -> Mapping[str, str]:
        """Values by name in lower case, repeated ones joined by `, `."""
        return self._answer.headers

    @property
    def request_id(self) -> str | None:
        """The identifier that the service gave to the request, if any."""
        return request_id(self._answer.headers)

    @property
    def retries_taken(self) -> int:
        """How many times the request was sent again."""
        return self._answer.attempts - 1

    @property
    def _stream(self) -> ByteStream:
        found = self._answer.stream
        assert found is not None
        return found

    def _decode(self) -> Out:
        if not self._parsed:
            self._parsed.append(self._call.decode(self._answer))
        return self._parsed[0]

    def __repr__(self) -> str:
        return f"<{self.__class__.__name__} {self.status_code} of {self._call.op.name}>"


class RawResponse(_Response[Out]):
    """A response that was read whole."""

    @property
    def content(self) -> bytes:
        """The body; empty where the operation streams it."""
        return self._answer.content

    @property
    def text(self) -> str:
        """The body as UTF-8, with replacement characters where it is not."""
        return self.content.decode(errors="replace")

    def json(self) -> Any:
        """Decode the body as JSON.

        Raises:
            ValueError: If it is none.
        """
        return json.loads(self.content)

    def parse(self) -> Out:
        """Decode the output.

        Raises:
            APIResponseValidationError: If the response does not match the model.
        """
        return self._decode()


class StreamedResponse(_Response[Out]):
    """A response whose body is still arriving; leaving `with` releases the connection."""

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Give the body as it arrives.

        Args:
            chunk_size: Bytes of each chunk, but for the last; `None` takes them as they come.
        """
        return self._stream.iter_bytes(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        """Give the body as lines of text, without their ends."""
        return self._stream.iter_lines()

    def save_to(self, path: str | PathLike[str]) -> int:
        """Write what is left of the body to a file, which is there whole or not at all.

        Args:
            path: The file.

        Returns:
            The number of bytes written.
        """
        return self._stream.save_to(path)

    def iter_text(self) -> Iterator[str]:
        """Yield the body as UTF-8, with replacement characters where it is not."""
        decoder = getincrementaldecoder("utf-8")("replace")
        for chunk in self.iter_bytes():
            if text := decoder.decode(chunk):
                yield text
        if text := decoder.decode(b"", True):
            yield text

    def read(self) -> bytes:
        """Read what is left of the body."""
        return self._stream.read()

    def json(self) -> Any:
        """Read what is left and decode it as JSON.

        Raises:
            ValueError: If it is none.
        """
        return json.loads(self.read())

    def parse(self) -> Out:
        """Read what is left and decode the output.

        Raises:
            APIResponseValidationError: If the response does not match the model.
        """
        if not self._call.op.streams and not self._parsed:
            self._answer.content = self._stream.read()
            self._answer.stream = None
        return self._decode()

    def close(self) -> None:
        """Release the connection."""
        if self._answer.stream is not None:
            self._answer.stream.close()


class AsyncStreamedResponse(_Response[Out]):
    """A response whose body is still arriving; leaving `async with` releases the connection."""

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Give the body as it arrives.

        Args:
            chunk_size: Bytes of each chunk, but for the last; `None` takes them as they come.
        """
        return self._stream.aiter_bytes(chunk_size)

    def iter_lines(self) -> AsyncIterator[str]:
        """Give the body as lines of text, without their ends."""
        return self._stream.aiter_lines()

    async def save_to(self, path: str | PathLike[str]) -> int:
        """Write what is left of the body to a file, which is there whole or not at all.

        Args:
            path: The file.

        Returns:
            The number of bytes written.
        """
        return await self._stream.asave_to(path)

    async def iter_text(self) -> AsyncIterator[str]:
        """Yield the body as UTF-8, with replacement characters where it is not."""
        decoder = getincrementaldecoder("utf-8")("replace")
        async for chunk in self.iter_bytes():
            if text := decoder.decode(chunk):
                yield text
        if text := decoder.decode(b"", True):
            yield text

    async def read(self) -> bytes:
        """Read what is left of the body."""
        return await self._stream.aread()

    async def json(self) -> Any:
        """Read what is left and decode it as JSON.

        Raises:
            ValueError: If it is none.
        """
        return json.loads(await self.read())

    async def parse(self) -> Out:
        """Read what is left and decode the output.

        Raises:
            APIResponseValidationError: If the response does not match the model.
        """
        if not self._call.op.streams and not self._parsed:
            self._answer.content = await self._stream.aread()
            self._answer.stream = None
        return self._decode()

    async def aclose(self) -> None:
        """Release the connection."""
        if self._answer.stream is not None:
            await self._answer.stream.aclose()


class StreamedView:
    """What a pipeline makes of answers that are to be streamed.

    Attributes:
        streams: Tells the pipeline not to read bodies.
    """

    streams = True

    def __init__(self, kind: type[_Response[Any]]) -> None:
        self._kind = kind

    def __call__(self, call: Call[Any, Any], answer: Answer) -> Any:
        """Make a response.

        Args:
            call: The call.
            answer: Its answer.
        """
        if answer.stream is not None:
            answer.stream.hold()
        return self._kind(call, answer)


class Streamed(Generic[Out]):
    """A call whose request goes out when `with` is entered."""

    def __init__(self, send: Callable[[], StreamedResponse[Out]]) -> None:
        self._send = send
        self._response: StreamedResponse[Out] | None = None

    def __enter__(self) -> StreamedResponse[Out]:
        self._response = self._send()
        return self._response

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._response is not None:
            self._response.close()


class AsyncStreamed(Generic[Out]):
    """A call whose request goes out when `async with` is entered."""

    def __init__(self, send: Callable[[], Awaitable[AsyncStreamedResponse[Out]]]) -> None:
        self._send = send
        self._response: AsyncStreamedResponse[Out] | None = None

    async def __aenter__(self) -> AsyncStreamedResponse[Out]:
        self._response = await self._send()
        return self._response

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._response is not None:
            await self._response.aclose()


def raw(method: Callable[P, Out]) -> Callable[P, RawResponse[Out]]:
    """Say that a method returns a whole response.

    Args:
        method: A method of a client whose pipeline hands out such responses.
    """
    return cast("Callable[P, RawResponse[Out]]", method)


def async_raw(method: Callable[P, Awaitable[Out]]) -> Callable[P, Awaitable[RawResponse[Out]]]:
    """Say that a method returns a whole response.

    Args:
        method: A method of a client whose pipeline hands out such responses.
    """
    return cast("Callable[P, Awaitable[RawResponse[Out]]]", method)


def streamed(method: Callable[P, Out]) -> Callable[P, Streamed[Out]]:
    """Make a method that returns what is entered with `with`.

    Args:
        method: A method of a client whose pipeline hands out such responses.
    """
    send = cast("Callable[P, StreamedResponse[Out]]", method)

    def call(*args: P.args, **kwargs: P.kwargs) -> Streamed[Out]:
        return Streamed(lambda: send(*args, **kwargs))

    return call


def async_streamed(method: Callable[P, Awaitable[Out]]) -> Callable[P, AsyncStreamed[Out]]:
    """Make a method that returns what is entered with `async with`.

    Args:
        method: A method of a client whose pipeline hands out such responses.
    """
    send = cast("Callable[P, Awaitable[AsyncStreamedResponse[Out]]]", method)

    def call(*args: P.args, **kwargs: P.kwargs) -> AsyncStreamed[Out]:
        return AsyncStreamed(lambda: send(*args, **kwargs))

    return call


def named(api: object, name: str) -> Any:
    """Return a method that is deprecated, without the warning that its name would give.

    Args:
        api: A client or resource.
        name: The method.
    """
    return getattr(api, name)


STREAMED = StreamedView(StreamedResponse)
ASYNC_STREAMED = StreamedView(AsyncStreamedResponse)

__all__ = [
    "ASYNC_STREAMED",
    "STREAMED",
    "AsyncStreamed",
    "AsyncStreamedResponse",
    "RawResponse",
    "Streamed",
    "StreamedResponse",
    "async_raw",
    "async_streamed",
    "named",
    "raw",
    "streamed",
]
