"""What lies between an operation's codecs and the pipeline that sends them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar, cast

from .auth import UNMODELED
from .errors import ApiError
from .headers import split_strings, to_str
from .paths import Mismatch

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    import httpx2

    from .auth import Scheme
    from .config import BaseConfig
    from .streams import ByteStream
    from .wire import Wire

In = TypeVar("In")
Out = TypeVar("Out")
T = TypeVar("T")


class NotGiven:
    """The type of `NOT_GIVEN`, which stands for an argument that the caller left out."""

    def __repr__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN = NotGiven()

Headers: TypeAlias = Mapping[str, str]
Query: TypeAlias = Mapping[str, str | list[str]]
HeaderChanges: TypeAlias = Mapping[str, str | None]
QueryChanges: TypeAlias = Mapping[str, str | list[str] | None]
Body: TypeAlias = Mapping[str, Any]
Timeout: TypeAlias = "float | httpx2.Timeout | NotGiven | None"
"""Seconds, `None` for no limit, or a timeout object of the transport."""
Plugins: TypeAlias = "Sequence[Callable[[Any], None]]"
"""Callables that may change the settings of a client or of one call."""
Options: TypeAlias = (
    "tuple[Headers | None, Query | None, Body | None, Timeout, int | None, Plugins | None]"
)
"""Extra headers, extra query, extra body, timeout in seconds, retries and plugins of one call."""


class Validation(Protocol):
    """Compares a body with the checksum that came with it.

    Attributes:
        algorithm: The algorithm.
        update: Takes the next bytes.
    """

    algorithm: str
    update: Callable[[bytes], None]

    def finish(self) -> None:
        """Raise if the body is not what was summed up."""
        ...


Step: TypeAlias = "Callable[[Any, dict[str, str], BaseConfig], Any]"
"""Takes a body, the headers by name in lower case and the settings; returns the body to send."""
Find: TypeAlias = "Callable[[int, Mapping[str, str]], Validation | None]"
"""Takes a status and headers by name in lower case; returns the checksum to validate, if any."""


class Request:
    """A request before defaults and options of the client are merged in.

    Attributes:
        method: The HTTP method.
        path: The escaped path, as in `/todos/42`.
        query: Query parameters as they are, in order.
        headers: Header names and values.
        document: A body that is a document, not yet bytes.
        content: A body that is none: bytes, a file or an iterable.
        content_type: The media type of such a body, unless a header says otherwise.
        host_prefix: What comes before the host, as in `data.`.
        base_url: Where to send it, if not where the settings say.
        exact_path: Whether steps up in the path (`..`) are sent as they are.
        host: Another host than that of the client.
        steps: What happens to the body, and to the headers for it, before it is sent.
        validation: Finds the checksum that a response came with.
        value: The input, once it is serialized.
    """

    __slots__ = (
        "base_url",
        "content",
        "content_type",
        "document",
        "exact_path",
        "headers",
        "host",
        "host_prefix",
        "method",
        "path",
        "query",
        "steps",
        "validation",
        "value",
    )

    def __init__(
        self,
        method: str,
        path: str,
        *,
        query: list[tuple[str, str]] | None = None,
        headers: dict[str, str] | None = None,
        document: Any = None,
        content: Any = None,
        content_type: str | None = None,
        host_prefix: str = "",
        host: str = "",
        steps: tuple[Step, ...] = (),
        validation: Find | None = None,
    ) -> None:
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.document = document
        self.content = content
        self.content_type = content_type
        self.host_prefix = host_prefix
        self.base_url: str | None = None
        self.exact_path = False
        self.host = host
        self.steps = steps
        self.validation = validation
        self.value: Any = None


class Response:
    """A response as deserializers read it.

    Attributes:
        status_code: The HTTP status.
        headers: Names in lower case, repeated ones joined by `, `.
        content: The whole body; empty while it is being streamed.
        wire: How documents are read.
        root: The decoded body, once `document` or `object` was called.
        exact: Whether numbers keep all their digits.
        plain: Whether any library may read documents.
    """

    __slots__ = ("_stream", "content", "exact", "headers", "plain", "root", "status_code", "wire")

    def __init__(
        self,
        status_code: int,
        headers: dict[str, str],
        content: bytes,
        wire: Wire,
        *,
        exact: bool = False,
        stream: ByteStream | None = None,
    ) -> None:
        self.status_code = status_code
        self.headers = headers
        self.content = content
        self.wire = wire
        self.exact = exact
        self.plain = False
        self.root: Any = None
        self._stream = stream

    def document(self) -> Any:
        """Decode the body as a document; `None` when it is empty."""
        if self.content:
            wire = self.wire
            if self.plain and wire.plain_loads is not None:
                self.root = wire.plain_loads(self.content)
            else:
                self.root = wire.loads(self.content, self.exact)
        return self.root

    def object(self) -> dict[str, Any]:
        """Decode the body as a document that is an object; an empty one when there is no body.

        Raises:
            Mismatch: If the document is another value.
        """
        value: Any = self.document()
        if value is None and not self.content:
            made: dict[str, Any] = {}
            self.root = made
            return made
        if not isinstance(value, dict):
            raise Mismatch(value, None, value, "an object")
        return cast("dict[str, Any]", value)

    def element(self) -> Element:
        """Decode the body as XML; an element that holds nothing when there is no body.

        Returns:
            The outermost element, or of an error response the one that describes the error.
        """
        found: Any = self.root
        if found is None and self.content:
            found = self.document()
        if found is None:
            from xml.etree.ElementTree import Element

            self.root = found = Element("nothing")
        element: Element = found
        return element

    def text(self) -> str | None:
        """Decode the body as UTF-8; `None` when it is empty."""
        return self.content.decode() if self.content else None

    def blob(self) -> bytes | None:
        """Return the body; `None` when it is empty."""
        return self.content or None

    def stream(self) -> ByteStream:
        """Return the body that is still arriving."""
        if self._stream is None:
            raise TypeError("this operation does not stream")
        return self._stream

    def header(self, name: str, parse: Callable[[str], T]) -> T | None:
        """Read one header.

        Args:
            name: Its name in lower case.
            parse: Turns its text into a value; raises `ValueError` when it cannot.

        Returns:
            The value; `None` when the header is absent.
        """
        value = self.headers.get(name)
        if value is None:
            return None
        try:
            return parse(value)
        except ValueError as error:
            raise Mismatch(self.headers, name, value, str(error)) from error

    def needed(self, name: str, value: T | None) -> T:
        """Refuse the answer that opens a stream of events without a required header.

        Args:
            name: The header's name in lower case.
            value: Its value.

        Returns:
            The value.
        """
        if value is None:
            raise Mismatch(self.headers, name, None, "a value before the events")
        return value

    def header_list(
        self,
        name: str,
        parse: Callable[[str], T],
        split: Callable[[str], list[str]] = split_strings,
    ) -> list[T] | None:
        """Read a header that holds a list.

        Args:
            name: Its name in lower case.
            parse: Turns the text of an item into a value.
            split: Cuts the header into items.

        Returns:
            The values; `None` when the header is absent or empty.
        """
        value = self.headers.get(name)
        if not value:
            return None
        try:
            return [parse(item) for item in split(value)]
        except ValueError as error:
            raise Mismatch(self.headers, name, value, str(error)) from error

    def prefix_headers(self, prefix: str) -> dict[str, str]:
        """Collect headers that begin with `prefix`.

        Args:
            prefix: In lower case; may be empty.

        Returns:
            What follows the prefix, and the values.
        """
        size = len(prefix)
        return {name[size:]: v for name, v in self.headers.items() if name.startswith(prefix)}


class ErrorType:
    """A modeled error that an operation may raise.

    Args:
        code: Its name on the wire.
        status: Its HTTP status.
        decode: Makes the exception from a response.
        retryable: Whether the model says that sending the request again may help.
        throttling: Whether it means that the service is asked too often.
    """

    __slots__ = ("code", "decode", "retryable", "status", "throttling")

    def __init__(
        self,
        code: str,
        status: int,
        decode: Callable[[Response], ApiError],
        *,
        retryable: bool = False,
        throttling: bool = False,
    ) -> None:
        self.code = code
        self.status = status
        self.decode = decode
        self.retryable = retryable
        self.throttling = throttling


class Operation(Generic[In, Out]):
    """One operation: how its input becomes a request, and a response its output.

    Args:
        name: The model's name.
        input_type: The class of the input; `None` when it is Unit.
        serialize: Makes the request.
        decode: Makes the output.
        wire: The protocol's way with documents and errors.
        errors: Modeled errors.
        safe: Whether a repeat does no harm (`@readonly` or `@idempotent`).
        token: The attribute of the idempotency token, if there is one.
        success: The modeled status, when it is not 2xx.
        exact: Whether documents hold big decimals or big integers.
        documents: Whether they hold members that take any JSON value.
        streams: Whether the output's body is streamed.
        accept: The media type of the body that is wanted, where it is no document.
        http2: Whether the service takes nothing but HTTP/2.
        adjust: What is special about requests of this service: it gets the request, the input and
            the settings of the client.
        auth: The authentication schemes, the preferred one first.
    """

    __slots__ = (
        "_decode",
        "accept",
        "adjust",
        "auth",
        "errors",
        "exact",
        "http2",
        "input_type",
        "name",
        "plain",
        "safe",
        "serialize",
        "streams",
        "success",
        "token",
        "wire",
    )

    def __init__(
        self,
        name: str,
        input_type: type[In],
        serialize: Callable[[In], Request],
        decode: Callable[[Response], Out],
        wire: Wire,
        *,
        errors: tuple[ErrorType, ...] = (),
        safe: bool = False,
        token: str | None = None,
        success: int = 200,
        exact: bool = False,
        documents: bool = False,
        streams: bool = False,
        accept: str | None = None,
        http2: bool = False,
        adjust: Callable[[Request, Any, Any], None] | None = None,
        auth: tuple[Scheme, ...] = UNMODELED,
    ) -> None:
        self.name = name
        self.input_type = input_type
        self.serialize = serialize
        self._decode = decode
        self.wire = wire
        self.errors = errors
        self.safe = safe
        self.token = token
        self.success = success
        self.exact = exact
        self.plain = wire.plain_loads is not None and not (exact or documents)
        self.streams = streams
        self.http2 = http2
        self.accept = wire.accept if accept is None else accept
        self.adjust = adjust
        self.auth = auth

    def decode(self, response: Response) -> Out:
        """Make the output of a successful response.

        Args:
            response: The response.

        Raises:
            Mismatch: If it does not match the model.
            ValueError: If its body is no document.
            RecursionError: If it nests too deeply.
        """
        if self.plain:
            response.plain = True
            try:
                return self._decode(response)
            except (Mismatch, ValueError, RecursionError):
                response.plain = False  # The standard library decides, and says what is wrong.
        return self._decode(response)

    def dumps(self, document: Any) -> bytes:
        """Write the document that the serializer made.

        Args:
            document: The document.

        Raises:
            Mismatch: If an item of a long list does not match the model.
            TypeError: If a value has no form in a document.
            ValueError: If a value has none.
            RecursionError: If it nests too deeply.
        """
        write = self.wire.plain_dumps
        if self.plain and write is not None:
            return write(document)
        return self.wire.dumps(document, self.exact)


no_input: type[None] = type(None)
"""The input type of an operation that has none."""


def nothing(response: Response) -> None:
    """Decode the output of an operation that has none."""


__all__ = [
    "NOT_GIVEN",
    "Body",
    "ErrorType",
    "Headers",
    "NotGiven",
    "Operation",
    "Options",
    "Plugins",
    "Query",
    "Request",
    "Response",
    "Timeout",
    "no_input",
    "nothing",
    "to_str",
]
