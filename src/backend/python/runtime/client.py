"""Bases of emitted clients and resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from .config import BaseConfig
    from .pipeline_async import AsyncPipeline
    from .pipeline_sync import SyncPipeline


class SyncApi:
    """Anything that has operations: a client, or one of its resources."""

    __slots__ = ("_pipeline",)

    def __init__(self, pipeline: SyncPipeline) -> None:
        self._pipeline = pipeline


class SyncClient(SyncApi):
    """Base of synchronous clients."""

    __slots__ = ("__dict__", "__weakref__")

    @property
    def config(self) -> BaseConfig:
        """The settings of this client."""
        return self._pipeline.config

    def close(self) -> None:
        """Close the connections; an injected `http_client` stays open. May be called twice."""
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

    def __reduce__(self) -> str:
        raise TypeError("a client cannot be pickled: pickle its Config and make a new one")

    def __repr__(self) -> str:
        return f"{self.__class__.__qualname__}(base_url={self.config.base_url!r})"


class AsyncApi:
    """Anything that has operations: a client, or one of its resources."""

    __slots__ = ("_pipeline",)

    def __init__(self, pipeline: AsyncPipeline) -> None:
        self._pipeline = pipeline


class AsyncClient(AsyncApi):
    """Base of asynchronous clients."""

    __slots__ = ("__dict__", "__weakref__")

    @property
    def config(self) -> BaseConfig:
        """The settings of this client."""
        return self._pipeline.config

    async def aclose(self) -> None:
        """Close the connections; an injected `http_client` stays open. May be called twice."""
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

    def __reduce__(self) -> str:
        raise TypeError("a client cannot be pickled: pickle its Config and make a new one")

    def __repr__(self) -> str:
        return f"{self.__class__.__qualname__}(base_url={self.config.base_url!r})"
