"""The `deprecated` decorator of PEP 702, for Python versions that lack it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import deprecated as deprecated
elif sys.version_info >= (3, 13):
    from warnings import deprecated as deprecated
else:

    def deprecated(message: str, /) -> Any:
        """Mark a function as deprecated; calling it warns.

        Args:
            message: What to use instead, and since when.

        Returns:
            A decorator for functions. A coroutine function warns when it is called, not when its
            result is awaited.
        """
        from functools import wraps
        from warnings import warn

        def mark(function: Any) -> Any:
            @wraps(function)
            def warning(*args: Any, **kwargs: Any) -> Any:
                warn(message, DeprecationWarning, stacklevel=2)
                return function(*args, **kwargs)

            function.__deprecated__ = warning.__deprecated__ = message
            return warning

        return mark


__all__ = ["deprecated"]
