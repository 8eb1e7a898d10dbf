"""Interceptors: what reads and changes a call while it is on its way.

The hooks are those of Smithy's design, in the order in which they are called. Hooks that read get
what is there; hooks that modify return what the call goes on with. An exception in a hook ends the
attempt or the call, as an exception anywhere else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .http import HttpRequest, HttpResponse


Interceptors: TypeAlias = "Sequence[Interceptor]"


class Context:
    """A call, as interceptors see it.

    Attributes:
        operation: The operation's name in the model.
        input: The input.
        request: The request; `None` before it was made.
        response: The response of this attempt; `None` before there is one.
        output: The output, or the exception; `None` before there is one.
        attempt: Which attempt it is, the first being 1; 0 before the first.
        properties: Whatever interceptors want to keep for the rest of the call.
    """

    __slots__ = ("attempt", "input", "operation", "output", "properties", "request", "response")

    def __init__(self, operation: str, given: Any) -> None:
        self.operation = operation
        self.input = given
        self.request: HttpRequest | None = None
        self.response: HttpResponse | None = None
        self.output: Any = None
        self.attempt = 0
        self.properties: dict[str, Any] = {}

    @property
    def error(self) -> Exception | None:
        """The exception, if there is one."""
        return self.output if isinstance(self.output, Exception) else None


class Interceptor:
    """Derive from it and override the hooks that are wanted."""

    def read_before_execution(self, context: Context) -> None:
        """Read the input of a call that begins."""

    def modify_before_serialization(self, context: Context) -> Any:
        """Return the input to go on with."""
        return context.input

    def read_before_serialization(self, context: Context) -> None:
        """Read the input that is about to be serialized."""

    def read_after_serialization(self, context: Context) -> None:
        """Read the request that was made of it."""

    def modify_before_retry_loop(self, context: Context) -> HttpRequest:
        """Return the request that every attempt begins with."""
        return _request(context)

    def read_before_attempt(self, context: Context) -> None:
        """Read the request of an attempt that begins."""

    def modify_before_signing(self, context: Context) -> HttpRequest:
        """Return the request to sign."""
        return _request(context)

    def read_before_signing(self, context: Context) -> None:
        """Read the request that is about to be signed."""

    def read_after_signing(self, context: Context) -> None:
        """Read the request that was signed."""

    def modify_before_transmit(self, context: Context) -> HttpRequest:
        """Return the request to send."""
        return _request(context)

    def read_before_transmit(self, context: Context) -> None:
        """Read the request that is about to be sent."""

    def read_after_transmit(self, context: Context) -> None:
        """Read the response that came."""

    def modify_before_deserialization(self, context: Context) -> HttpResponse:
        """Return the response to decode."""
        assert context.response is not None
        return context.response

    def read_before_deserialization(self, context: Context) -> None:
        """Read the response that is about to be decoded."""

    def read_after_deserialization(self, context: Context) -> None:
        """Read the output or the exception that was decoded."""

    def modify_before_attempt_completion(self, context: Context) -> Any:
        """Return the output or the exception of the attempt."""
        return context.output

    def read_after_attempt(self, context: Context) -> None:
        """Read the output or the exception of the attempt."""

    def modify_before_completion(self, context: Context) -> Any:
        """Return the output or the exception of the call."""
        return context.output

    def read_after_execution(self, context: Context) -> None:
        """Read the output or the exception of the call."""


def _request(context: Context) -> HttpRequest:
    assert context.request is not None
    return context.request


class Hooks:
    """The hooks of one call, in the order of its interceptors.

    Args:
        interceptors: Those of the client, then those of the call.
        operation: The operation's name.
        given: The input.
    """

    def __init__(self, interceptors: Sequence[Interceptor], operation: str, given: Any) -> None:
        self._interceptors = interceptors
        self.context = Context(operation, given)

    def _found(self, name: str) -> list[Callable[[Context], Any]]:
        base = getattr(Interceptor, name)
        return [
            getattr(one, name)
            for one in self._interceptors
            if getattr(type(one), name, base) is not base
        ]

    def read(self, name: str) -> None:
        """Call a hook that reads.

        Args:
            name: The hook.
        """
        for hook in self._found(name):
            hook(self.context)

    def modify(self, name: str, attribute: str) -> Any:
        """Call a hook that modifies.

        Args:
            name: The hook.
            attribute: What of the context it replaces.

        Returns:
            What the call goes on with.
        """
        context = self.context
        for hook in self._found(name):
            setattr(context, attribute, hook(context))
        return getattr(context, attribute)

    def before_signing(self, request: HttpRequest, attempt: int) -> HttpRequest:
        """Begin an attempt.

        Args:
            request: The request, which is the attempt's own.
            attempt: Which attempt it is.

        Returns:
            The request to sign.
        """
        context = self.context
        context.request = request
        context.response = None
        context.output = None
        context.attempt = attempt
        self.read("read_before_attempt")
        self.modify("modify_before_signing", "request")
        self.read("read_before_signing")
        return _request(context)

    def before_transmit(self, request: HttpRequest) -> HttpRequest:
        """Go on after signing.

        Args:
            request: The signed request.

        Returns:
            The request to send.
        """
        self.context.request = request
        self.read("read_after_signing")
        self.modify("modify_before_transmit", "request")
        self.read("read_before_transmit")
        return _request(self.context)

    def received(self, response: HttpResponse) -> HttpResponse:
        """Go on after an answer came.

        Args:
            response: The answer.

        Returns:
            The answer to decode.
        """
        self.context.response = response
        self.read("read_after_transmit")
        found = self.modify("modify_before_deserialization", "response")
        self.read("read_before_deserialization")
        answer: HttpResponse = found
        return answer

    def decoded(self, output: Any) -> Any:
        """Note what was decoded, if there was anything to decode.

        Args:
            output: The output, or the exception.

        Returns:
            What the attempt goes on with.
        """
        self.context.output = output
        if self.context.response is not None:
            try:
                self.read("read_after_deserialization")
            except Exception as error:
                return error
        return output

    def attempted(self, output: Any) -> Any:
        """End an attempt.

        Args:
            output: The output, or the exception.

        Returns:
            What came of it in the end.
        """
        return self._ended(output, "modify_before_attempt_completion", "read_after_attempt")

    def completed(self, output: Any) -> Any:
        """End the call.

        Args:
            output: The output, or the exception.

        Returns:
            What came of it in the end.
        """
        return self._ended(output, "modify_before_completion", "read_after_execution")

    def _ended(self, output: Any, modify: str, read: str) -> Any:
        self.context.output = output
        try:
            self.modify(modify, "output")
        except Exception as error:
            self.context.output = error
        try:
            self.read(read)
        except Exception as error:
            self.context.output = error
        return self.context.output
