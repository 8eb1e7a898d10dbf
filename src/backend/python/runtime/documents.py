"""The type of Smithy documents."""

from __future__ import annotations

from typing import TypeAlias

Document: TypeAlias = None | bool | int | float | str | list["Document"] | dict[str, "Document"]
"""Any JSON value."""
