"""The error of an input that does not match its model."""

from __future__ import annotations

from typing import Any

from .errors import SerializationError
from .paths import Mismatch, describe, locate


def refusal(root: Any, failure: Mismatch) -> SerializationError:
    """Make the error that says what is wrong with an input, and where.

    Args:
        root: The input.
        failure: What the codec raised.
    """
    path = locate(root, "input", failure)
    if failure.value is None:
        return SerializationError(f"is required ({failure.expected})", path=path)
    found = describe(failure.value)
    return SerializationError(f"expected {failure.expected}, got {found}", path=path)
