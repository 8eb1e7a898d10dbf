"""The synchronous pipeline: sends calls, waits between attempts, owns the transport."""

# Made from pipeline_async.py by tests/python/runtime/test_template.py; edit that one.

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from weakref import WeakSet

from .auth import Authenticator
from .bodies import aside
from .call import Call, Shared, User
from .checks import check_sender
from .http import HttpResponse, encode_headers
from .operation import NOT_GIVEN, NotGiven
from .pools import InjectedSync, SyncPools
from .streams import ByteStream

if TYPE_CHECKING:
    from collections.abc import Callable

    from .config import BaseConfig
    from .interceptors import Hooks
    from .operation import In, Operation, Options, Out, Timeout
    from .transport import Transport


class SyncPipeline:
    """Sends the calls of one synchronous client.

    Attributes:
        config: The client's settings.
        shared: What it has in common with copies of the client.
        sleep: Waits for a number of seconds.
        view: What is made of answers in place of decoding them.
    """

    def __init__(self, config: BaseConfig, agent: str) -> None:
        from time import sleep

        self.config = config
        self.shared = Shared(config, agent)
        self.sleep: Callable[[float], Any] = getattr(config.transport, "sleep", sleep)
        self.view: Callable[[Call[Any, Any], Any], Any] | None = None
        self._auth = Authenticator(config, asynchronous=False)
        self._connect()

    def _connect(self) -> None:
        config = self.config
        self.transport: Transport
        self._pools: SyncPools | None = None
        if config.transport is not None:
            check_sender("transport", config.transport, asynchronous=False)
            self.transport = config.transport
        elif config.http_client is not None:
            check_sender("http_client", config.http_client, asynchronous=False)
            self.transport = InjectedSync(config.http_client, config.max_response_bytes)
        else:
            self.transport = self._pools = SyncPools(config)
        self._timeout: Timeout = NOT_GIVEN if self._pools is not None else config.timeout
        # Clients that were copied from each other share a transport, which closes with the last.
        self._user = User()
        self._users: WeakSet[User] = WeakSet([self._user])

    def copied(self, config: BaseConfig) -> SyncPipeline:
        """Make a pipeline with other settings, which shares what it can.

        Args:
            config: The settings.

        Raises:
            RuntimeError: If the client is closed.
        """
        if self._user.closed:
            raise RuntimeError("this client is closed")
        made = SyncPipeline.__new__(SyncPipeline)
        made.__dict__.update(self.__dict__)
        made.config = config
        if not self._auth.serves(config):
            made._auth = Authenticator(config, asynchronous=False)
        if config.retry_strategy is not self.config.retry_strategy:
            made.shared = Shared(config, self.shared.agent)
        if config.shares_pool(self.config):
            made._user = User()
            made._users.add(made._user)
            if config.timeout is not self.config.timeout:
                pooled = made._pools is not None
                made._timeout = config.resolved_timeout() if pooled else config.timeout
        else:
            made._connect()
        return made

    def viewed(self, view: Callable[[Call[Any, Any], Any], Any]) -> SyncPipeline:
        """Make a pipeline that hands out answers in place of outputs.

        Args:
            view: What is made of an answer.
        """
        made = SyncPipeline.__new__(SyncPipeline)
        made.__dict__.update(self.__dict__)
        made.view = view
        return made

    def call(
        self, op: Operation[In, Out], given: In | None, members: dict[str, Any], options: Options
    ) -> Out:
        """Call an operation.

        Args:
            op: The operation.
            given: Its input object, if the caller passed one.
            members: The members of the input, if the caller passed keywords.
            options: Extra headers, extra query, extra body, timeout, retries and plugins.

        Returns:
            The output.

        Raises:
            SerializationError: If the input cannot be sent; nothing was, but for events before.
            ConfigurationError: If the transport cannot carry it; nothing was sent.
            ApiError: If the service answered with an error.
            APIConnectionError: If no complete answer came.
            APIResponseValidationError: If the answer does not match the model.
        """
        if self._user.closed:
            raise RuntimeError("this client is closed")
        call = Call(self.config, self.shared, self.view, op, given, members, options)
        auth = self._auth
        if call.config is not self.config and not auth.serves(call.config):
            auth = Authenticator(call.config, asynchronous=False)
        call.signer = auth.signer(op.auth)
        if call.hooks is not None:
            return self._hooked(call, call.hooks)
        self._prepare(call)
        call.check(self.transport)
        while True:
            try:
                output = self._attempt(call)
            except Exception as error:
                wait = call.again(error)
            else:
                call.succeeded()
                return output
            self.sleep(wait)

    def _prepare(self, call: Call[Any, Any]) -> None:
        call.prepare()
        if call.steps:
            aside(call.settle)

    def _attempt(self, call: Call[Any, Out]) -> Out:
        request = call.start()
        hooks = call.hooks
        signer = call.signer
        if hooks is not None:
            request = hooks.before_signing(request.copy(), call.attempts)
        elif signer is not None:
            request = request.copy()
        if signer is not None:
            signer.sign(request)
        if hooks is not None:
            request = hooks.before_transmit(request)
        timeout = call.timeout
        if isinstance(timeout, NotGiven):
            timeout = self._timeout
        if self._pools is None:
            encode_headers(request.headers)
        try:
            raw = self.transport.send(request, timeout=timeout, stream=call.streamed)
            status = raw.status_code
            stream, content = None, b""
            given = None if self._pools is not None else getattr(raw, "given", None)
            if given is None and call.streamed and call.accepts(status):
                stream = ByteStream(raw, None, call.connection_error)
            else:
                content = raw.read()
        except Exception as error:
            translated = call.connection_error(error)
            if translated is error:
                raise
            raise translated from error
        answer = call.answer(status, raw.headers, content, stream)
        answer.given = given
        if status >= 400 and call.challenged(answer, request):
            return self._attempt(call)
        try:
            if hooks is not None:
                response = HttpResponse(status, answer.headers, content)
                answer = call.changed(answer, hooks.received(response))
            output: Out = call.finish(answer)
            return output
        except BaseException:
            if stream is not None:
                stream.close()
            raise

    def _hooked(self, call: Call[Any, Out], hooks: Hooks) -> Out:
        result: Any
        try:
            hooks.read("read_before_execution")
            call.value = hooks.modify("modify_before_serialization", "input")
            hooks.read("read_before_serialization")
            self._prepare(call)
            hooks.context.request = call.request
            hooks.read("read_after_serialization")
            call.request = hooks.modify("modify_before_retry_loop", "request")
            call.check(self.transport)
            while True:
                try:
                    result = self._attempt(call)
                except Exception as error:
                    result = error
                result = hooks.attempted(hooks.decoded(result))
                if not isinstance(result, Exception):
                    call.succeeded()
                    break
                self.sleep(call.again(result))
        except Exception as error:
            result = error
        result = hooks.completed(result)
        if isinstance(result, Exception):
            raise result
        return cast("Out", result)

    def close(self) -> None:
        """Close the transport with the last client that sends through it.

        An injected `http_client` stays open. May be called twice.
        """
        if self._user.closed:
            return
        self._user.closed = True
        self._users.discard(self._user)
        if not self._users:
            self.transport.close()
