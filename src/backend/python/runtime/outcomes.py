"""What an answer means: the output, or the error that it tells of.

This module must not know a transport, and never waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import ApiError, APIResponseValidationError, ServiceError, status_class
from .metadata import ResponseMetadata, attach
from .operation import Operation, Out, Response
from .paths import Mismatch, describe, locate
from .retries import repeats_status, retry_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .operation import Find
    from .streams import ByteStream

_REQUEST_IDS = ("x-amzn-requestid", "x-amz-request-id", "x-request-id")


class Answer:
    """An answer that came whole, or of which the body is still arriving.

    Args:
        status: The HTTP status.
        headers: Values by name in lower case.
        content: The body, unless that is streamed.
        stream: The body that is still arriving.
        attempts: How many times the request was sent.
        harmless: Whether repeating it does no harm.

    Attributes:
        given: What a stub answers in place of a body.
    """

    __slots__ = ("attempts", "content", "given", "harmless", "headers", "status", "stream")

    def __init__(
        self,
        status: int,
        headers: dict[str, str],
        content: bytes,
        stream: ByteStream | None,
        attempts: int,
        harmless: bool,
    ) -> None:
        self.status = status
        self.headers = headers
        self.content = content
        self.stream = stream
        self.attempts = attempts
        self.harmless = harmless
        self.given: Any = None


def accepts(op: Operation[Any, Any], status: int) -> bool:
    """Say whether `status` means success.

    Args:
        op: The operation.
        status: The HTTP status.
    """
    return 200 <= status < 300 or status == op.success


def decoded(op: Operation[Any, Out], answer: Answer, find: Find | None) -> Out:
    """Decode an answer.

    Args:
        op: The operation.
        answer: The answer.
        find: Finds the checksum that the answer came with.

    Returns:
        The output.

    Raises:
        ApiError: If the service answered with an error.
        APIResponseValidationError: If the answer does not match the model.
    """
    status, headers = answer.status, answer.headers
    success = accepts(op, status)
    validation = None if find is None or not success else find(status, headers)
    if validation is not None:
        if answer.stream is not None:
            answer.stream.validation = validation
        else:
            validation.update(answer.content)
            validation.finish()
    response = Response(
        status, headers, answer.content, op.wire, exact=op.exact, stream=answer.stream
    )
    foreign = None if op.wire.check is None else op.wire.check(response)
    if foreign is not None:
        raise _foreign(op, response, foreign, answer)
    try:
        if not success:
            raise _api_error(op, response, answer)
        output = op.decode(response)
    except Mismatch as error:
        raise _invalid(op, response, error) from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, ServiceError):
            raise
        raise APIResponseValidationError(
            f"{op.name}: the body cannot be decoded: {error}",
            status_code=status,
            headers=headers,
            body=answer.content,
        ) from error
    if output is not None:
        algorithm = None if validation is None else validation.algorithm
        metadata = ResponseMetadata(
            status, headers, request_id(headers), answer.attempts, algorithm
        )
        attach(output, metadata)
    return output


def given_output(op: Operation[Any, Any], answer: Answer, output: Any) -> Any:
    """Hand out what a stub answers.

    Args:
        op: The operation.
        answer: The answer.
        output: The output, or the error.

    Returns:
        The output.

    Raises:
        ApiError: If it is one.
    """
    if isinstance(output, ApiError):
        body, headers = output.body, dict(output.headers)
        raise _filled(output, Response(answer.status, headers, b"", op.wire), body, answer)
    if output is not None:
        metadata = ResponseMetadata(answer.status, answer.headers, None, answer.attempts, None)
        attach(output, metadata)
    return output


def _foreign(
    op: Operation[Any, Any], response: Response, reason: str, answer: Answer
) -> ServiceError:
    """Judge what speaks another protocol by its status alone."""
    if accepts(op, response.status_code):
        return APIResponseValidationError(
            f"{op.name}: {reason}",
            status_code=response.status_code,
            headers=response.headers,
            body=response.content,
        )
    text = response.content.decode(errors="replace") or None
    return _filled(status_class(response.status_code)(), response, text, answer)


def _api_error(op: Operation[Any, Any], response: Response, answer: Answer) -> ApiError:
    failure = op.wire.failure(response)
    error, retryable, throttling = None, False, False
    if failure.readable:
        errors = op.errors
        if failure.code:
            matches = [kind for kind in errors if kind.code == failure.code]
        else:
            matches = [kind for kind in errors if kind.status == response.status_code]
        if len(matches) == 1:
            error = matches[0].decode(response)
            retryable, throttling = matches[0].retryable, matches[0].throttling
    if error is None:
        error = status_class(response.status_code)()
        error.__dict__["code"] = failure.shown
    elif failure.shown != failure.code:
        error.__dict__["code"] = failure.shown
    error.message = error.message or failure.message
    _filled(error, response, failure.body, answer)
    if retryable:
        error.is_retry_safe = True
        error.is_throttling_error = error.is_throttling_error or throttling
    return error


def _filled(error: ApiError, response: Response, body: Any, answer: Answer) -> ApiError:
    status, headers = response.status_code, response.headers
    error.status_code = status
    error.headers = headers
    error.body = body
    error.request_id = request_id(headers)
    error.attempts = answer.attempts
    error.is_retry_safe = repeats_status(status, answer.harmless)
    error.is_throttling_error = status == 429
    error.is_timeout_error = status in (408, 504)
    error.retry_after = retry_after(headers.get("retry-after"))
    return error


def request_id(headers: Mapping[str, str]) -> str | None:
    """Find the identifier that a service gave to a request.

    Args:
        headers: Values by name in lower case.
    """
    for name in _REQUEST_IDS:
        if name in headers:
            return headers[name]
    return None


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
