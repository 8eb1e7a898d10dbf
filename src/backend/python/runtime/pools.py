"""Connection pools: one a process for synchronous clients, one an event loop for asynchronous."""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING, Any

from .config import DEFAULT_TIMEOUT
from .operation import NotGiven

if TYPE_CHECKING:
    import httpx2
    from anyio.lowlevel import RunVar

    from .config import BaseConfig


def _timeout(config: BaseConfig) -> float | None:
    return DEFAULT_TIMEOUT if isinstance(config.timeout, NotGiven) else config.timeout


class SyncPools:
    """The pool of a synchronous client; a forked child gets its own."""

    def __init__(self, config: BaseConfig) -> None:
        self._config = config
        self._lock = Lock()
        self._process = os.getpid()
        self._pool = self._make()

    def _make(self) -> httpx2.Client:
        import httpx2

        return httpx2.Client(timeout=_timeout(self._config))

    def current(self) -> httpx2.Client:
        """Return the pool of this process."""
        if self._process != os.getpid():
            with self._lock:
                if self._process != os.getpid():
                    self._pool = self._make()
                    self._process = os.getpid()
        return self._pool

    def close(self) -> None:
        """Close the connections of this process."""
        if self._process == os.getpid():
            self._pool.close()


class AsyncPools:
    """The pools of an asynchronous client; each event loop gets its own."""

    def __init__(self, config: BaseConfig) -> None:
        import httpx2
        from anyio.lowlevel import RunVar

        self._config = config
        self._tls: Any = httpx2.create_ssl_context()
        self._spare: httpx2.AsyncClient | None = self._make()
        self._process = os.getpid()
        self._pool: RunVar[tuple[int, httpx2.AsyncClient]] = RunVar("smithyc pool")

    def _make(self) -> httpx2.AsyncClient:
        import httpx2

        return httpx2.AsyncClient(timeout=_timeout(self._config), verify=self._tls)

    def current(self) -> httpx2.AsyncClient:
        """Return the pool of the running event loop."""
        process = os.getpid()
        found = self._pool.get(None)
        if found is not None and found[0] == process:
            return found[1]
        spare, self._spare = self._spare, None
        pool = self._make() if spare is None or self._process != process else spare
        self._pool.set((process, pool))
        return pool

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        found = self._pool.get(None)
        if found is not None and found[0] == os.getpid():
            await found[1].aclose()
