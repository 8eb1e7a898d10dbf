"""The asynchronous pipeline: sends calls, waits between attempts, owns the connection pools."""

# The template of the synchronous pipeline: tests/python/runtime/test_template.py makes that from
# this file, and fails when they differ.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .call import Call, gather
from .pools import AsyncPools
from .streams import ByteStream, async_body

if TYPE_CHECKING:
    from .config import BaseConfig
    from .operation import In, Operation, Options, Out
    from .transport import AsyncHttpClient


class AsyncPipeline:
    """Sends the calls of one asynchronous client.

    Attributes:
        config: The client's settings.
        sleep: Waits for a number of seconds.
    """

    def __init__(self, config: BaseConfig, agent: str) -> None:
        from anyio import sleep

        self.config = config
        self.sleep = sleep
        self._agent = agent
        self._injected: AsyncHttpClient | None = config.http_client
        self._closed = False
        self._pools: AsyncPools | None = None
        if self._injected is None:
            self._pools = AsyncPools(config)

    def _http(self) -> AsyncHttpClient:
        if self._closed:
            raise RuntimeError("this client is closed")
        if self._pools is None:
            assert self._injected is not None
            return self._injected
        return self._pools.current()

    async def call(
        self, op: Operation[In, Out], given: In | None, members: dict[str, Any], options: Options
    ) -> Out:
        """Call an operation.

        Args:
            op: The operation.
            given: Its input object, if the caller passed one.
            members: The members of the input, if the caller passed keywords.
            options: Extra headers, extra query, extra body, timeout and retries.

        Returns:
            The output.

        Raises:
            SerializationError: If the input cannot be sent; nothing was, but for events before.
            ConfigurationError: If the transport cannot carry it; nothing was sent.
            ApiError: If the service answered with an error.
            APIConnectionError: If no complete answer came.
            APIResponseValidationError: If the answer does not match the model.
        """
        value = gather(self.config, op, given, members)
        call = Call(self.config, self._agent, op, value, options)
        http = self._http()
        call.check(http)
        while True:
            call.attempts += 1
            content = call.content
            if content is not None and not isinstance(content, bytes):
                content = async_body(content)
            try:
                request = http.build_request(
                    call.method, call.url, content=content, headers=call.headers, **call.timeout
                )
                raw = await http.send(request, stream=op.streams, follow_redirects=False)
                status = raw.status_code
                wait = call.refused(status, raw.headers)
                if wait is None and op.streams and call.accepts(status):
                    stream = ByteStream(None, raw, call.connection_error)
                    try:
                        return call.finish(status, raw.headers, b"", stream)
                    except BaseException:
                        await stream.aclose()
                        raise
                body = await raw.aread()
            except Exception as error:
                wait = call.failed(error)
            else:
                if wait is None:
                    return call.finish(status, raw.headers, body)
            await self.sleep(wait)

    async def aclose(self) -> None:
        """Close the connections, but not those of an injected client. May be called twice."""
        self._closed = True
        if self._pools is not None:
            await self._pools.aclose()
