"""One call, over all its attempts: what to send, what an answer means, what to do next.

Both pipelines drive this. It must not import a transport and never waits.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, Generic

from . import log
from .building import gather, http_request, serialized
from .checks import check_max_retries, check_timeout
from .errors import (
    APIConnectionError,
    ApiError,
    APIResponseValidationError,
    APITimeoutError,
    ConfigurationError,
    SerializationError,
)
from .http import LowerHeaders
from .interceptors import Hooks
from .operation import In, NotGiven, Operation, Options, Out
from .outcomes import Answer, accepts, decoded, given_output
from .retries import Failure, RetryStrategy, Standard
from .streams import rewinder, second_reading
from .transport import (
    AnswerTooLarge,
    failure_kind,
    full_duplex,
    speaks_http2,
    unaddressable,
    undecodable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .auth import Signer
    from .config import BaseConfig
    from .http import HttpRequest, HttpResponse
    from .streams import ByteStream

View = "Callable[[Call[Any, Any], Answer], Any]"

_DEBUG = logging.DEBUG
_INFO = logging.INFO


class Shared:
    """What all calls of a client, and of its copies, have in common.

    Attributes:
        agent: What `user-agent` says.
        strategy: What decides about repeating.
        calls: The logger of calls.
        requests: The logger of requests.
    """

    __slots__ = ("agent", "calls", "requests", "strategy")

    def __init__(self, config: BaseConfig, agent: str) -> None:
        self.agent = agent
        self.strategy: RetryStrategy = config.retry_strategy or Standard()
        self.calls, self.requests = log.loggers(config.module, config.environment)


class User:
    """A client that sends through a transport, with the views of it.

    Attributes:
        closed: Whether it was closed.
    """

    __slots__ = ("__weakref__", "closed")

    def __init__(self) -> None:
        self.closed = False


class Call(Generic[In, Out]):
    """One call of an operation, over all its attempts.

    Attributes:
        config: The settings of this call.
        op: The operation.
        value: The input.
        request: What every attempt begins with; there once the call is prepared.
        timeout: Seconds; `NOT_GIVEN` where that of the client's pool stands.
        streamed: Whether the body of the answer is read in pieces.
        attempts: How many times the request was sent.
        hooks: Those of the interceptors; `None` when there are none.
        signer: What signs the requests; `None` when nothing does.
        steps: What is still to be done to the request before it can be sent.
        strategy: What decides about repeating.
    """

    __slots__ = (
        "_answered",
        "_began",
        "_failure",
        "_left",
        "_options",
        "_rewind",
        "_shared",
        "_source",
        "_validation",
        "_view",
        "attempts",
        "config",
        "harmless",
        "hooks",
        "op",
        "request",
        "signer",
        "steps",
        "strategy",
        "streamed",
        "timeout",
        "value",
    )

    request: HttpRequest

    def __init__(
        self,
        client: BaseConfig,
        shared: Shared,
        view: Callable[[Call[Any, Any], Answer], Any] | None,
        op: Operation[In, Out],
        given: In | None,
        members: dict[str, Any],
        options: Options,
    ) -> None:
        config = client
        timeout, max_retries, plugins = options[3:]
        check_timeout(timeout)
        if max_retries is not None:
            check_max_retries(max_retries)
        self.strategy = shared.strategy
        if plugins:
            config = config.for_call(plugins)
            if config.retry_strategy is not None:
                self.strategy = config.retry_strategy
            if isinstance(timeout, NotGiven) and config.timeout is not client.timeout:
                timeout = config.resolved_timeout()
        self.config = config
        self.op = op
        self.value = gather(config, op, given, members)
        self.timeout = timeout
        self.attempts = 0
        self.harmless = op.safe or op.token is not None
        self.hooks = (
            Hooks(config.interceptors, op.name, self.value) if config.interceptors else None
        )
        self._view = view
        self.streamed = op.streams or getattr(view, "streams", False)
        self._options = options
        self._shared = shared
        self._left = config.max_retries if max_retries is None else max_retries
        self._failure: Failure | None = None
        self._began = 0.0
        self._answered = False
        self.signer: Signer | None = None

    def prepare(self) -> None:
        """Make the request.

        Raises:
            SerializationError: If the input does not match the model, or cannot be sent.
        """
        op, config = self.op, self.config
        request = serialized(op, self.value)
        if op.adjust is not None:
            op.adjust(request, self.value, config)
        made = http_request(config, self._shared.agent, op, request, self._options[:3])
        made.input = self.value
        self._source = made.content
        self._rewind = rewinder(made.content)
        self._validation = request.validation
        self.request = made
        self.steps = request.steps
        if not (self.steps and second_reading(made.content)):
            self.settle()

    def settle(self) -> None:
        """Take the steps that are left; they may read a whole file."""
        made, config = self.request, self.config
        for step in self.steps:
            made.content = step(made.content, made.headers, config)
        self.steps = ()

    def check(self, transport: object) -> None:
        """Refuse what the transport cannot carry, before anything is sent.

        Args:
            transport: What is to send.

        Raises:
            ConfigurationError: If the service wants HTTP/2 and it is off, or events are to go and
                come at the same time.
        """
        op = self.op
        if op.http2 and not (self.config.http2 or speaks_http2(transport)):
            raise ConfigurationError(
                f"{op.name}: the service takes event streams over HTTP/2 alone: "
                "make the client with http2=True"
            )
        if op.streams and not (getattr(self._source, "finite", True) or full_duplex(transport)):
            raise ConfigurationError(
                f"{op.name}: the transport sends all events before it reads the answer, so a "
                "conversation would never begin; pass the events as a list or tuple, or an "
                "http_client or transport whose `full_duplex` is true"
            )

    def start(self) -> HttpRequest:
        """Begin an attempt.

        Returns:
            The request, which the attempt may change.
        """
        self.attempts += 1
        if self._shared.requests.isEnabledFor(_DEBUG):
            self._began = time.perf_counter()
            log.sent(self._shared.requests, self.request, self.attempts)
        return self.request

    def connection_error(self, error: Exception) -> Exception:
        """Translate an exception of the transport.

        Args:
            error: What it raised.

        Returns:
            What the caller gets; the same exception where it is no failure of the transport.
        """
        if isinstance(error, AnswerTooLarge):
            return APIResponseValidationError(f"{self.op.name}: {error}")
        if unaddressable(error):
            return SerializationError(f"{self.op.name}: the URL cannot be used: {error}")
        known, timeout, unsent = failure_kind(error)
        if not known or error is getattr(self._source, "error", None):
            return error
        if undecodable(error):
            return APIResponseValidationError(f"{self.op.name}: {error}")
        kind = APITimeoutError if timeout else APIConnectionError
        made = kind(f"{self.op.name}: {str(error) or type(error).__name__}")
        made.attempts = self.attempts
        made.is_timeout_error = timeout
        made.is_retry_safe = unsent or self.harmless
        return made

    def accepts(self, status: int) -> bool:
        """Say whether `status` means success.

        Args:
            status: The HTTP status.
        """
        return accepts(self.op, status)

    def answer(
        self,
        status: int,
        headers: Mapping[str, str],
        content: bytes,
        stream: ByteStream | None = None,
    ) -> Answer:
        """Note what came.

        Args:
            status: The HTTP status.
            headers: Its headers.
            content: Its body, unless that is streamed.
            stream: The body that is still arriving.
        """
        lower: dict[str, str]
        if isinstance(headers, LowerHeaders):
            lower = headers
        else:
            lower = {name.lower(): value for name, value in headers.items()}
        if self._began:
            seconds = time.perf_counter() - self._began
            log.received(self._shared.requests, self.op.name, status, lower, seconds)
        return Answer(status, lower, content, stream, self.attempts, self.harmless)

    def challenged(self, answer: Answer, request: HttpRequest) -> bool:
        """Let the signer learn from an answer that refuses what it signed.

        Args:
            answer: The answer.
            request: What it answers.

        Returns:
            Whether to send the request again at once, signed anew; that is so once a call.
        """
        if self.signer is None or self._answered or self._rewind is None:
            return False
        if not self.signer.challenged(answer.status, answer.headers, request):
            return False
        self._answered = True
        self._rewind()
        return True

    def changed(self, answer: Answer, response: HttpResponse) -> Answer:
        """Take over what interceptors made of an answer.

        Args:
            answer: The answer.
            response: What they made of it.
        """
        answer.status = response.status_code
        answer.headers = response.headers
        answer.content = response.content
        return answer

    def finish(self, answer: Answer) -> Any:
        """Decode an answer, or keep it as it is where the caller wants that.

        Args:
            answer: The answer.

        Returns:
            The output, or what stands for the whole answer.

        Raises:
            ApiError: If the service answered with an error.
            APIResponseValidationError: If the answer does not match the model.
        """
        if self._view is not None and accepts(self.op, answer.status):
            return self._view(self, answer)
        return self.decode(answer)

    def decode(self, answer: Answer) -> Out:
        """Decode an answer.

        Args:
            answer: The answer.

        Returns:
            The output.

        Raises:
            ApiError: If the service answered with an error.
            APIResponseValidationError: If the answer does not match the model.
        """
        if answer.given is not None:
            output: Out = given_output(self.op, answer, answer.given.output)
            return output
        return decoded(self.op, answer, self._validation)

    def again(self, error: Exception) -> float:
        """Decide after a failed attempt.

        Args:
            error: Why it failed.

        Returns:
            Seconds to wait before the next attempt.

        Raises:
            Exception: The same error, if there is none.
        """
        if not isinstance(error, (ApiError, APIConnectionError)) or self._rewind is None:
            raise error
        op = self.op
        failure = Failure(op.name, error, self.attempts, self._left, self.harmless)
        wait = self.strategy.delay(failure)
        if wait is None:
            raise error
        self._failure = failure
        self._left -= 1
        self._rewind()
        if self._shared.calls.isEnabledFor(_INFO):
            log.repeating(self._shared.calls, op.name, self.attempts, error, wait)
        return wait

    def succeeded(self) -> None:
        """Tell the strategy that the call succeeded."""
        self.strategy.succeeded(self._failure)
