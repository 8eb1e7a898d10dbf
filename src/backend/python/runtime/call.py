"""One call, without its input and output: what to send, what came back, what to do next.

Both pipelines drive this. It must not import a transport and never waits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Generic, cast

from .config import check_max_retries, check_timeout
from .errors import (
    APIConnectionError,
    ApiError,
    APIResponseValidationError,
    APITimeoutError,
    ConfigurationError,
    SerializationError,
    ServiceError,
    status_class,
)
from .metadata import ResponseMetadata, attach
from .operation import In, NotGiven, Operation, Options, Out, Request, Response
from .paths import Mismatch, describe, locate
from .refusal import refusal
from .retries import delay, repeats_status, retry_after
from .streams import rewinder
from .transport import failure_kind, full_duplex, speaks_http2, undecodable
from .uri import query_string

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .config import BaseConfig
    from .streams import ByteStream

_REQUEST_IDS = ("x-amzn-requestid", "x-amz-request-id", "x-request-id")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def gather(
    config: BaseConfig, op: Operation[In, Out], given: In | None, members: dict[str, Any]
) -> In:
    """Return the input of a call, from an object or from keywords.

    Args:
        config: The client's settings.
        op: The operation.
        given: The input object, if the caller passed one.
        members: The keywords, with `None` or a default for those left out.

    Raises:
        TypeError: If both were given, or the object is of another class.
    """
    cls = op.input_type
    made: Any
    result: In
    if cls is type(None):
        nothing: Any = None
        result = nothing
        return result
    if given is None:
        made = object.__new__(cls)
        made.__dict__.update(members)
    else:
        if not isinstance(given, cls):
            raise TypeError(f"{op.name} takes {cls.__name__}, not {type(given).__name__}")
        for name, value in members.items():
            default = getattr(cls, name, None)
            if not (value is default or value in (None, [], {}) or value == default):
                raise TypeError(f"{op.name}: pass {cls.__name__} or keywords, not both ({name})")
        made = given
    result = made
    token = op.token
    if token is not None and getattr(made, token) is None:
        filled: Any = object.__new__(cls)
        filled.__dict__.update(made.__dict__)
        filled.__dict__[token] = config.new_idempotency_token()
        result = filled
    return result


def _request(op: Operation[In, Out], value: In) -> Request:
    try:
        request = op.serialize(value)
        request.value = value
        return request
    except Mismatch as error:
        raise refusal(value, error) from None
    except RecursionError:
        raise SerializationError("nests too deeply", path="input") from None
    except UnicodeEncodeError as error:
        raise SerializationError(f"is not valid Unicode: {error}", path="input") from None


def _body(op: Operation[Any, Any], request: Request, extra: Mapping[str, Any] | None) -> Any:
    value = request.document
    if extra:
        if request.content is not None or not (value is None or isinstance(value, dict)):
            raise SerializationError("extra_body needs an object as the request's body")
        value = {**cast("dict[str, Any]", value or {}), **extra}
    if value is None:
        return request.content
    request.content_type = request.content_type or op.wire.media_type
    try:
        return op.wire.dumps(value, op.exact) if extra else op.dumps(value)
    except Mismatch as error:  # Long lists are serialized while they are written.
        raise refusal(request.value, error) from None
    except RecursionError:
        raise SerializationError("nests too deeply", path="input") from None
    except UnicodeEncodeError as error:
        raise SerializationError(f"is not valid Unicode: {error}", path="input") from None
    except (TypeError, ValueError) as error:
        raise SerializationError(f"cannot be written: {error}", path="input") from error


class Call(Generic[In, Out]):
    """One call of an operation, over all its attempts.

    Attributes:
        op: The operation.
        method: The HTTP method.
        url: The whole URL.
        headers: Header names and values as bytes.
        content: The body: bytes, or what the pipeline must turn into a stream.
        timeout: Keyword arguments for the transport, empty where its own timeout stands and it
            makes the target of the request itself.
        attempts: How many times the request was sent.
    """

    __slots__ = (
        "_left",
        "_rewind",
        "_safe",
        "_source",
        "_validation",
        "attempts",
        "content",
        "headers",
        "method",
        "op",
        "timeout",
        "url",
    )

    def __init__(
        self,
        config: BaseConfig,
        agent: str,
        op: Operation[In, Out],
        value: In,
        options: Options,
    ) -> None:
        extra_headers, extra_query, extra_body, timeout, max_retries = options
        check_timeout(timeout)
        if max_retries is not None:
            check_max_retries(max_retries)
        request = _request(op, value)
        if op.adjust is not None:
            op.adjust(request, value, config)
        self.op = op
        self.method = request.method
        self.content = _body(op, request, extra_body)
        headers: dict[str, str] = {"accept": op.accept, "user-agent": agent}
        if request.content_type is not None:
            headers["content-type"] = request.content_type
        for more in (config.default_headers, request.headers, extra_headers):
            if more:
                for name, text in more.items():
                    headers[name.lower()] = text
        self._source = self.content
        self._rewind = rewinder(self.content)
        for step in request.steps:
            self.content = step(self.content, headers, config)
        self._validation = request.validation
        self.headers = [_header(name, text) for name, text in headers.items()]
        self.url = _url(config, request, extra_query)
        if isinstance(timeout, NotGiven):
            timeout = config.timeout
        self.timeout: dict[str, Any] = {}
        if not isinstance(timeout, NotGiven):
            self.timeout["timeout"] = timeout
        if request.exact_path and "/." in request.path:
            self.timeout["extensions"] = {"target": _target(self.url)}
        self.attempts = 0
        self._safe = op.safe or op.token is not None
        self._left = config.max_retries if max_retries is None else max_retries

    def check(self, http: object) -> None:
        """Refuse what the transport cannot carry, before anything is sent.

        Args:
            http: The client that is to send.

        Raises:
            ConfigurationError: If the service wants HTTP/2 and it is off, or events are to go and
                come at the same time.
        """
        op = self.op
        if op.http2 and not speaks_http2(http):
            raise ConfigurationError(
                f"{op.name}: the service takes event streams over HTTP/2 alone; "
                "pass http_client=httpx2.Client(http2=True) or an AsyncClient made so"
            )
        if op.streams and not (getattr(self._source, "finite", True) or full_duplex(http)):
            raise ConfigurationError(
                f"{op.name}: {type(http).__module__.partition('.')[0]} sends all events before it "
                "reads the answer, so a conversation would never begin; pass the events as a list "
                "or tuple, or an http_client whose `full_duplex` is true"
            )

    def _again(self, wanted: float | None) -> float | None:
        """Take one repeat from the budget; return how long to wait, or `None` to give up."""
        if self._left <= 0 or self._rewind is None:
            return None
        wait = delay(self.attempts, wanted)
        if wait is not None:
            self._left -= 1
            self._rewind()
        return wait

    def failed(self, error: Exception) -> float:
        """Decide after the transport raised.

        Args:
            error: What it raised.

        Returns:
            Seconds to wait before the next attempt.

        Raises:
            APIConnectionError: If there is none; the transport's exception is its cause.
            APIResponseValidationError: If the body's content coding is garbled.
        """
        known, _, unsent = failure_kind(error)
        if not known or error is getattr(self._source, "error", None):
            raise error
        if unsent or (self._safe and not undecodable(error)):
            wait = self._again(None)
            if wait is not None:
                return wait
        raise self.connection_error(error) from error

    def connection_error(self, error: Exception) -> Exception:
        """Translate an exception of the transport.

        Args:
            error: What it raised.
        """
        known, timeout, _ = failure_kind(error)
        if not known:
            return error
        if undecodable(error):
            return APIResponseValidationError(f"{self.op.name}: {error}")
        kind = APITimeoutError if timeout else APIConnectionError
        made = kind(f"{self.op.name}: {str(error) or type(error).__name__}")
        made.attempts = self.attempts
        return made

    def refused(self, status: int, headers: Mapping[str, str]) -> float | None:
        """Decide after an answer.

        Args:
            status: The HTTP status.
            headers: Its headers.

        Returns:
            Seconds to wait before the next attempt; `None` when this answer is final.
        """
        if not repeats_status(status, self._safe):
            return None
        return self._again(retry_after(headers.get("retry-after")))

    def accepts(self, status: int) -> bool:
        """Say whether `status` means success.

        Args:
            status: The HTTP status.
        """
        return 200 <= status < 300 or status == self.op.success

    def finish(
        self,
        status: int,
        headers: Mapping[str, str],
        content: bytes,
        stream: ByteStream | None = None,
    ) -> Out:
        """Decode the final answer.

        Args:
            status: The HTTP status.
            headers: Its headers.
            content: Its body, unless that is streamed.
            stream: The body that is still arriving.

        Returns:
            The output.

        Raises:
            ApiError: If the service answered with an error.
            APIResponseValidationError: If the answer does not match the model.
        """
        op = self.op
        lower = {name.lower(): value for name, value in headers.items()}
        find = self._validation
        validation = None if find is None or not self.accepts(status) else find(status, lower)
        if validation is not None:
            if stream is not None:
                stream.validation = validation
            else:
                validation.update(content)
                validation.finish()
        response = Response(status, lower, content, op.wire, exact=op.exact, stream=stream)
        foreign = None if op.wire.check is None else op.wire.check(response)
        if foreign is not None:
            raise self._foreign(response, foreign)
        try:
            if not self.accepts(status):
                raise self._api_error(response)
            output = op.decode(response)
        except Mismatch as error:
            raise _invalid(op, response, error) from None
        except (ValueError, RecursionError) as error:
            if isinstance(error, ServiceError):
                raise
            raise APIResponseValidationError(
                f"{op.name}: the body cannot be decoded: {error}",
                status_code=status,
                headers=lower,
                body=content,
            ) from error
        if output is not None:
            algorithm = None if validation is None else validation.algorithm
            request_id = _request_id(lower)
            metadata = ResponseMetadata(status, lower, request_id, self.attempts, algorithm)
            attach(output, metadata)
        return output

    def _foreign(self, response: Response, reason: str) -> ServiceError:
        """Judge what speaks another protocol by its status alone."""
        if self.accepts(response.status_code):
            return APIResponseValidationError(
                f"{self.op.name}: {reason}",
                status_code=response.status_code,
                headers=response.headers,
                body=response.content,
            )
        text = response.content.decode(errors="replace") or None
        return self._filled(status_class(response.status_code)(), response, text)

    def _api_error(self, response: Response) -> ApiError:
        failure = self.op.wire.failure(response)
        error = self._modeled(response, failure.code) if failure.readable else None
        if error is None:
            error = status_class(response.status_code)()
            error.__dict__["code"] = failure.shown
        elif failure.shown != failure.code:
            error.__dict__["code"] = failure.shown
        error.message = error.message or failure.message
        return self._filled(error, response, failure.body)

    def _filled(self, error: ApiError, response: Response, body: Any) -> ApiError:
        error.status_code = response.status_code
        error.headers = response.headers
        error.body = body
        error.request_id = _request_id(response.headers)
        error.attempts = self.attempts
        return error

    def _modeled(self, response: Response, code: str) -> ApiError | None:
        errors = self.op.errors
        if code:
            matches = [error for error in errors if error.code == code]
        else:
            matches = [error for error in errors if error.status == response.status_code]
        return matches[0].decode(response) if len(matches) == 1 else None


def _header(name: str, text: Any) -> tuple[bytes, bytes]:
    if not isinstance(text, str):
        raise SerializationError(f"header {name} must be a str, not {type(text).__name__}")
    if _TOKEN.fullmatch(name) is None:
        raise SerializationError(f"header {name!r} is no name: it holds a line break or worse")
    if _CONTROLS.search(text) is not None:
        raise SerializationError(f"header {name} holds a line break or another control character")
    try:
        return name.encode(), text.strip(" \t").encode()
    except UnicodeEncodeError as error:
        raise SerializationError(f"header {name!r} is not valid text") from error


def _url(config: BaseConfig, request: Request, extra: Mapping[str, str | list[str]] | None) -> str:
    base = (request.base_url or config.base_url or "").rstrip("/")
    if request.host:
        scheme = base.partition("://")[0]
        host = request.host.rpartition("://")[2].partition("/")[0]
        base = f"{scheme}://{host}"
    if request.host_prefix:
        scheme, _, rest = base.partition("://")
        base = f"{scheme}://{request.host_prefix}{rest}"
    pairs = request.query or []
    if extra:
        pairs = [pair for pair in pairs if pair[0] not in extra]
        for name, value in extra.items():
            values = [value] if isinstance(value, str) else value
            pairs.extend((name, item) for item in values)
    if not pairs:
        return base + request.path
    joint = "&" if "?" in request.path else "?"
    try:
        return f"{base}{request.path}{joint}{query_string(pairs)}"
    except UnicodeEncodeError as error:
        raise SerializationError(f"a query parameter is not valid Unicode: {error}") from error


def _target(url: str) -> bytes:
    """Return what follows the host of a URL."""
    rest = url.partition("://")[2]
    return rest[rest.index("/") :].encode()


def _request_id(headers: Mapping[str, str]) -> str | None:
    return next((headers[name] for name in _REQUEST_IDS if name in headers), None)


def _invalid(
    op: Operation[Any, Any], response: Response, error: Mismatch
) -> APIResponseValidationError:
    if error.container is response.headers:
        path = f"headers[{error.key!r}]"
    else:
        path = locate(response.root, "$", error)
    found = describe(error.value)
    return APIResponseValidationError(
        f"{op.name}: {path}: expected {error.expected}, got {found}",
        path=path,
        expected=error.expected,
        status_code=response.status_code,
        headers=response.headers,
        body=response.content,
    )
