"""Waiters: call an operation until what it answers is as wished, or never can be.

A waiter's acceptors are emitted; this decides with them, and how long to pause between calls.
(Specification: "Waiters".) It must not know a service or how calls are sent.
"""

from __future__ import annotations

import math
import random
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

from .errors import (
    ApiError,
    ConfigurationError,
    ServiceError,
    WaiterFailureError,
    WaiterTimeoutError,
)
from .jmespath import ExpressionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .operation import Operation, Options
    from .pipeline_async import AsyncPipeline
    from .pipeline_sync import SyncPipeline

    State = Literal["success", "failure", "retry"]

In = TypeVar("In")
Out = TypeVar("Out")
Result = TypeVar("Result")


class Acceptor:
    """What a waiter does about an answer that matches. Exactly one matcher is given.

    Attributes:
        state: What the waiter becomes.
        succeeded: Matches any answer, or with `False` any error.
        error: Matches the error of this name.
        shape: What the model calls that error, where `error` is what it is called on the wire.
        output: Matches outputs.
        both: Matches inputs together with their outputs.
        message: Takes out of an output why the waiter fails.
    """

    __slots__ = ("both", "error", "message", "output", "shape", "state", "succeeded")

    def __init__(
        self,
        state: State,
        *,
        succeeded: bool | None = None,
        error: str | None = None,
        shape: str | None = None,
        output: Callable[[Any], bool] | None = None,
        both: Callable[[Any, Any], bool] | None = None,
        message: Callable[[Any], str | None] | None = None,
    ) -> None:
        self.state: State = state
        self.succeeded = succeeded
        self.error = error
        self.shape = shape
        self.output = output
        self.both = both
        self.message = message

    def matches(self, given: object, output: object, error: ServiceError | None) -> bool:
        """Say whether it matches.

        Args:
            given: The input.
            output: The output, unless there is an error.
            error: The error that the call ended with, if it did.
        """
        if self.succeeded is not None:
            return self.succeeded == (error is None)
        if self.error is not None:
            return error is not None and not names_of(error).isdisjoint((self.error, self.shape))
        if error is not None:
            return False
        try:
            if self.output is not None:
                return self.output(output)
            return self.both is not None and self.both(given, output)
        except (ExpressionError, RecursionError):
            return False  # what has no value equals nothing

    def explanation(self, output: object, error: ServiceError | None) -> str:
        """Say why the waiter fails: in the words of the output, or of the error.

        Args:
            output: The output, unless there is an error.
            error: The error that the call ended with, if it did.
        """
        if error is not None:
            return str(error)
        try:
            return (self.message and self.message(output)) or ""
        except (ExpressionError, RecursionError):
            return ""


def names_of(error: ServiceError) -> set[str | None]:
    """Give the names of an error: in the model, and on the wire.

    An answer without a body, as the one to a HEAD request is, names no error; then the status
    does.

    Args:
        error: The error.
    """
    if not isinstance(error, ApiError):
        return set()
    if error.code:
        return {error.code, type(error).code or error.code}
    try:
        return {HTTPStatus(error.status_code).phrase.replace(" ", "")}
    except ValueError:
        return set()


class BaseWaiter(Generic[In, Out, Result]):
    """A waiter of the model.

    Attributes:
        name: Its name.
        op: The operation that it calls.
        shortest: The shortest pause between two calls, in seconds.
        longest: The longest.
        acceptors: What it does about answers; the first that matches decides.
    """

    __slots__ = ("acceptors", "longest", "name", "op", "shortest")

    def __init__(
        self,
        name: str,
        op: Operation[In, Out],
        shortest: float,
        longest: float,
        acceptors: tuple[Acceptor, ...],
    ) -> None:
        self.name = name
        self.op = op
        self.shortest = shortest
        self.longest = longest
        self.acceptors = acceptors

    def pause(self, attempt: int, left: float) -> float:
        """Choose how long to pause before the next call.

        Args:
            attempt: How many calls were made.
            left: How many seconds the caller still wants to wait.

        Returns:
            Seconds; all that are left where the next call is the last one.
        """
        ceiling = math.log(self.longest / self.shortest) / math.log(2) + 1
        highest = self.longest if attempt > ceiling else self.shortest * 2 ** (attempt - 1)
        chosen = random.uniform(self.shortest, highest)
        return left if left - chosen <= self.shortest else chosen

    def wait(
        self,
        pipeline: SyncPipeline,
        given: In | None,
        members: dict[str, Any],
        options: Options,
        limit: float,
    ) -> Result:
        """Call the operation until the waiter succeeds.

        Args:
            pipeline: What sends the calls.
            given: The input object, if the caller passed one.
            members: The members of the input, if the caller passed keywords.
            options: The options of each call.
            limit: How many seconds to wait in all.

        Returns:
            The last output; `None` where an error was waited for.

        Raises:
            WaiterFailureError: If the waiter cannot succeed any more.
            WaiterTimeoutError: If it does not in time.
            ServiceError: If a call ends with an error that the waiter does not know.
        """
        waiting = _Waiting(self, given, members, limit)
        while True:
            output: Any = None
            error: ServiceError | None = None
            try:
                output = pipeline.call(self.op, given, members, options)
            except ServiceError as raised:
                error = raised
            pause = waiting.judge(output, error)
            if pause is None:
                return cast("Result", output)
            pipeline.sleep(pause)

    async def wait_async(
        self,
        pipeline: AsyncPipeline,
        given: In | None,
        members: dict[str, Any],
        options: Options,
        limit: float,
    ) -> Result:
        """Call the operation until the waiter succeeds.

        Args:
            pipeline: What sends the calls.
            given: The input object, if the caller passed one.
            members: The members of the input, if the caller passed keywords.
            options: The options of each call.
            limit: How many seconds to wait in all.

        Returns:
            The last output; `None` where an error was waited for.

        Raises:
            WaiterFailureError: If the waiter cannot succeed any more.
            WaiterTimeoutError: If it does not in time.
            ServiceError: If a call ends with an error that the waiter does not know.
        """
        waiting = _Waiting(self, given, members, limit)
        while True:
            output: Any = None
            error: ServiceError | None = None
            try:
                output = await pipeline.call(self.op, given, members, options)
            except ServiceError as raised:
                error = raised
            pause = waiting.judge(output, error)
            if pause is None:
                return cast("Result", output)
            await pipeline.sleep(pause)


class Waiter(BaseWaiter[In, Out, Out]):
    """A waiter that waits for an output."""

    __slots__ = ()


class MaybeWaiter(BaseWaiter[In, Out, Out | None]):
    """A waiter that waits for an output or an error."""

    __slots__ = ()


class ErrorWaiter(BaseWaiter[In, Out, None]):
    """A waiter that waits for an error, or for any answer without an output."""

    __slots__ = ()


class _Waiting(Generic[In, Out]):
    """One use of a waiter."""

    __slots__ = ("_attempts", "_given", "_last", "_limit", "_slept", "_start", "_waiter")

    def __init__(
        self,
        waiter: BaseWaiter[In, Out, Any],
        given: In | None,
        members: dict[str, Any],
        limit: float,
    ) -> None:
        if limit.__class__ not in (int, float) or not limit > 0:
            raise ConfigurationError(f"max_wait_time must be a number above 0, not {limit!r}")
        self._waiter = waiter
        self._given = given if given is not None else _gathered(waiter.op.input_type, members)
        self._limit = limit
        self._start = monotonic()
        self._slept = 0.0
        self._attempts = 0
        self._last = False

    def judge(self, output: Any, error: ServiceError | None) -> float | None:
        """Decide after a call.

        An answer to a call that was under way when the time ran out still counts: the last call
        begins when the time is over.

        Args:
            output: What it answered, unless there is an error.
            error: The error that it ended with, if it did.

        Returns:
            Seconds to pause before the next call, or `None` if the waiter succeeded.

        Raises:
            WaiterFailureError: If the waiter cannot succeed any more.
            WaiterTimeoutError: If it did not in time.
            ServiceError: The given error, if the waiter does not know it.
        """
        self._attempts += 1
        waiter = self._waiter
        for acceptor in waiter.acceptors:
            if acceptor.matches(self._given, output, error):
                if acceptor.state == "success":
                    return None
                if acceptor.state == "failure":
                    why = acceptor.explanation(output, error)
                    raise WaiterFailureError(
                        f"{waiter.name} cannot come about any more" + (f": {why}" if why else ""),
                        waiter=waiter.name,
                        attempts=self._attempts,
                        last_output=output,
                        last_error=error,
                    ) from error
                break
        else:
            if error is not None:
                raise error
        # What was slept counts even where the clock stood still meanwhile, as it does in tests.
        left = self._limit - max(monotonic() - self._start, self._slept)
        if self._last or left <= 0:
            raise WaiterTimeoutError(
                f"{waiter.name} did not come about within {self._limit:g} s",
                waiter=waiter.name,
                attempts=self._attempts,
                last_output=output,
                last_error=error,
            ) from error
        pause = waiter.pause(self._attempts, left)
        self._last = pause == left
        self._slept += pause
        return pause


def _gathered(cls: Any, members: dict[str, Any]) -> Any:
    """Make an input of keywords, unchecked, for acceptors that look at it."""
    if cls is type(None):
        return None
    made = object.__new__(cls)
    made.__dict__.update(members)
    return made
