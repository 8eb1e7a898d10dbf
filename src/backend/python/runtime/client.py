"""Bases of emitted clients and resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .http import public_url

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from .config import BaseConfig
    from .operation import Plugins
    from .pipeline_async import AsyncPipeline
    from .pipeline_sync import SyncPipeline
    from .transport import AsyncHttpClient, SyncHttpClient

_NO_PICKLE = "a client cannot be pickled: pickle its Config and make a new one"


class SyncApi:
    """Anything that has operations: a client, or one of its resources."""

    __slots__ = ("_pipeline",)

    def __init__(self, pipeline: SyncPipeline) -> None:
        self._pipeline = pipeline

    def __reduce__(self) -> str:
        raise TypeError(_NO_PICKLE)


class SyncClient(SyncApi):
    """Base of synchronous clients."""

    __slots__ = ("__dict__", "__weakref__")

    def __init__(self, pipeline: SyncPipeline) -> None:
        super().__init__(pipeline)
        self._connect(pipeline)

    def _connect(self, pipeline: SyncPipeline) -> None:
        """Send through this pipeline from now on."""
        self._pipeline = pipeline

    def _sending(self, pipeline: SyncPipeline) -> Self:
        """Make a client of the same class, with what a subclass added, that sends through this."""
        made = self.__class__.__new__(self.__class__)
        made.__dict__.update(self.__dict__)
        made._connect(pipeline)
        return made

    def _changed(self, plugins: Plugins | None, /, **settings: Any) -> Self:
        config = self._pipeline.config.changed(plugins, **settings)
        return self._sending(self._pipeline.copied(config))

    @property
    def config(self) -> BaseConfig:
        """The settings of this client."""
        return self._pipeline.config

    @property
    def _http(self) -> SyncHttpClient:
        """What is sent with, where that is a client of `httpx2` or `httpx`."""
        transport: Any = self._pipeline.transport
        http: SyncHttpClient = transport.current()
        return http

    def close(self) -> None:
        """Close the connections; an injected `http_client` stays open. May be called twice.

        Copies of this client go on; the last one to be closed closes what they share.
        """
        self._pipeline.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{self.__class__.__qualname__}(base_url={public_url(self.config.base_url or '')!r})"


class AsyncApi:
    """Anything that has operations: a client, or one of its resources."""

    __slots__ = ("_pipeline",)

    def __init__(self, pipeline: AsyncPipeline) -> None:
        self._pipeline = pipeline

    def __reduce__(self) -> str:
        raise TypeError(_NO_PICKLE)


class AsyncClient(AsyncApi):
    """Base of asynchronous clients."""

    __slots__ = ("__dict__", "__weakref__")

    def __init__(self, pipeline: AsyncPipeline) -> None:
        super().__init__(pipeline)
        self._connect(pipeline)

    def _connect(self, pipeline: AsyncPipeline) -> None:
        """Send through this pipeline from now on."""
        self._pipeline = pipeline

    def _sending(self, pipeline: AsyncPipeline) -> Self:
        """Make a client of the same class, with what a subclass added, that sends through this."""
        made = self.__class__.__new__(self.__class__)
        made.__dict__.update(self.__dict__)
        made._connect(pipeline)
        return made

    def _changed(self, plugins: Plugins | None, /, **settings: Any) -> Self:
        config = self._pipeline.config.changed(plugins, **settings)
        return self._sending(self._pipeline.copied(config))

    @property
    def config(self) -> BaseConfig:
        """The settings of this client."""
        return self._pipeline.config

    async def _http(self) -> AsyncHttpClient:
        """Return what is sent with, where that is a client of `httpx2` or `httpx`."""
        transport: Any = self._pipeline.transport
        http: AsyncHttpClient = await transport.current()
        return http

    async def aclose(self) -> None:
        """Close the connections; an injected `http_client` stays open. May be called twice.

        Copies of this client go on; the last one to be closed closes what they share.
        """
        await self._pipeline.aclose()

    async def close(self) -> None:
        """Close the connections; another name of `aclose`."""
        await self._pipeline.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._pipeline.aclose()

    def __repr__(self) -> str:
        return f"{self.__class__.__qualname__}(base_url={public_url(self.config.base_url or '')!r})"
