"""Locks that a forked process gets anew: the thread that held one does not live in it."""

from __future__ import annotations

import os
from threading import RLock
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from types import TracebackType


class Guard:
    """A lock for a moment, entered with `with`; one thread may enter it again."""

    def __init__(self) -> None:
        self._lock = RLock()
        _GUARDS.add(self)

    def renew(self) -> None:
        """Forget who holds it."""
        self._lock = RLock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.release()


_GUARDS: WeakSet[Guard] = WeakSet()


def _renew() -> None:
    for guard in list(_GUARDS):
        guard.renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
