"""Every exception that an emitted client raises, in one tree.

`SmithyError` (`SDKError`) is the root. This module must not know a transport or a service.
"""

# Annotations are evaluated, for `_publish` moves the classes away from the names they use.

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self


class SmithyError(Exception):
    """Base of all errors that a client raises."""

    def __reduce__(self) -> Any:
        """Pickle by state, because constructors of modeled errors take keywords only."""
        return _restore, (self.__class__, self.args), self.__dict__


def _restore(cls: type[SmithyError], args: tuple[Any, ...]) -> SmithyError:
    error = cls.__new__(cls, *args)
    error.args = args
    return error


class ConfigurationError(SmithyError, ValueError):
    """A client was given a value that it cannot work with."""


class SerializationError(SmithyError, ValueError):
    """An input cannot be put on the wire; nothing was sent.

    Attributes:
        path: Where in the input, as in `input.tags[2]`.
    """

    def __init__(self, message: str, *, path: str = "") -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path


class ServiceError(SmithyError):
    """Base of all errors that come from calling a service.

    Attributes:
        attempts: How many times the request was sent or tried.
        is_retry_safe: Whether sending the request again may help and does no harm.
        is_throttling_error: Whether the service is asked too often.
        is_timeout_error: Whether time ran out, here or at the service.
        retry_after: Seconds that the service asks to wait; `None` where it does not say.
    """

    attempts: int = 1
    is_retry_safe: bool = False
    is_throttling_error: bool = False
    is_timeout_error: bool = False
    retry_after: float | None = None


class APIConnectionError(ServiceError):
    """No complete response came back: the connection failed or broke."""


class APITimeoutError(APIConnectionError):
    """The service did not answer within the timeout."""


class APIResponseValidationError(ServiceError):
    """A response does not match the model.

    Attributes:
        path: Where in the body, as in `$.items[3].id`.
        expected: What the model wants there.
        status_code: The HTTP status of the response.
        headers: Its headers, names in lower case.
        body: Its body.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str = "",
        expected: str = "",
        status_code: int = 0,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> None:
        super().__init__(message)
        self.path = path
        self.expected = expected
        self.status_code = status_code
        self.headers: Mapping[str, str] = {} if headers is None else headers
        self.body = body


class APIStreamError(ServiceError):
    """The events of an answer break off.

    They are malformed, end too early, or tell of an error that the model does not have.

    Attributes:
        code: The error's name, as the service gave it; empty where the stream itself is broken.
        message: What the service says about it, or what is broken.
        headers: Response headers, names in lower case.
        request_id: The identifier that the service gave to the request, if any.
    """

    request_id: str | None = None

    def __init__(
        self, message: str = "", *, code: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.headers: Mapping[str, str] = {} if headers is None else headers


class PaginationError(ServiceError):
    """A listing cannot go on: the service gave a token that it had given before.

    Attributes:
        token: The token; a listing that starts with it goes on from there.
    """

    def __init__(self, message: str, *, token: object = None) -> None:
        super().__init__(message)
        self.token = token


class WaiterError(ServiceError):
    """What a waiter waits for did not come about.

    Attributes:
        waiter: The waiter's name in the model.
        attempts: How many times the operation was called.
        last_output: The last answer of the operation; `None` where it was an error.
        last_error: The error that the last call ended with, if it did.
    """

    def __init__(
        self,
        message: str,
        *,
        waiter: str = "",
        attempts: int = 0,
        last_output: Any = None,
        last_error: Exception | None = None,
    ) -> None:
        super().__init__(message)
        self.waiter = waiter
        self.attempts = attempts
        self.last_output = last_output
        self.last_error = last_error


class WaiterFailureError(WaiterError):
    """What is waited for cannot come about any more."""


class WaiterTimeoutError(WaiterError):
    """What is waited for did not come about within `max_wait_time`."""


class ApiError(ServiceError):
    """The service answered with an error.

    Attributes:
        code: The error's name, as the service gave it.
        fault: Whose fault it is by the model; `None` where the model does not say.
        message: What the service says about it.
        status_code: The HTTP status; 0 for an error that no response brought.
        headers: Response headers, names in lower case.
        body: The decoded JSON body, or the text when it is not JSON; `None` when empty.
        request_id: The identifier that the service gave to the request, if any.
    """

    code: ClassVar[str] = ""
    fault: ClassVar[Literal["client", "server"] | None] = None
    message: str = ""
    status_code: int = 0
    headers: Mapping[str, str] = {}
    body: Any = None
    request_id: str | None = None

    def __init__(
        self,
        message: str = "",
        *,
        code: str = "",
        status_code: int = 0,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.headers = {} if headers is None else headers
        self.body = body
        if code:
            self.__dict__["code"] = code

    def as_dict(self) -> dict[str, Any]:
        """Return the error's members as a plain dict keyed by the model's member names.

        Members that are `None` are left out. An error that the model does not know has only its
        message; `body` holds all that came.
        """
        from .plain import structure_to_dict

        return structure_to_dict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], /) -> Self:
        """Build an error from a dict keyed by the model's member names.

        Args:
            data: What `as_dict` returns.

        Returns:
            A new instance, which no response brought.

        Raises:
            TypeError: If `data` has a member that the model does not know, or one of another kind.
        """
        from .plain import structure_from_dict

        return structure_from_dict(cls, data)

    def __str__(self) -> str:
        return self.message or self.code or f"HTTP {self.status_code}"

    def __repr__(self) -> str:
        return f"{self.__class__.__qualname__}({str(self)!r}, status_code={self.status_code})"


class BadRequestError(ApiError):
    """HTTP 400."""


class AuthenticationError(ApiError):
    """HTTP 401."""


class PermissionDeniedError(ApiError):
    """HTTP 403."""


class NotFoundError(ApiError):
    """HTTP 404."""


class ConflictError(ApiError):
    """HTTP 409."""


class UnprocessableEntityError(ApiError):
    """HTTP 422."""


class RateLimitError(ApiError):
    """HTTP 429."""


class InternalServerError(ApiError):
    """HTTP 500 and above."""


SDKError = SmithyError
APIStatusError = ApiError

_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_class(status: int) -> type[ApiError]:
    """Return the class of an unmodeled error with this HTTP status.

    Args:
        status: The HTTP status code.
    """
    if status >= 500:
        return InternalServerError
    return _BY_STATUS.get(status, ApiError)


def status_of(cls: type[ApiError]) -> int:
    """Return the HTTP status that errors of a class come with, as far as their class tells.

    Args:
        cls: A class of errors.
    """
    for status, base in _BY_STATUS.items():
        if issubclass(cls, base):
            return status
    return 500 if issubclass(cls, InternalServerError) else 400


def _publish() -> None:
    """Let tracebacks show where errors are imported from, which is not this embedded module."""
    for value in list(globals().values()):
        if isinstance(value, type) and issubclass(value, SmithyError):
            value.__module__ = __name__.replace("._runtime.", ".")


_publish()
