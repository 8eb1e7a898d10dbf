"""URI parts as Smithy's HTTP bindings want them."""

from __future__ import annotations

from urllib.parse import quote

_UNRESERVED = "-._~"


def escape(text: str) -> str:
    """Percent-encode all but unreserved characters, as for one label or query part.

    Args:
        text: Any text.
    """
    return quote(text, safe=_UNRESERVED)


def escape_greedy(text: str) -> str:
    """Percent-encode all but unreserved characters and `/`, as for a greedy label.

    Args:
        text: Any text.
    """
    return quote(text, safe="/" + _UNRESERVED)


def query_string(pairs: list[tuple[str, str]]) -> str:
    """Join query parameters, in order; names and values are percent-encoded.

    Args:
        pairs: Names and values as they are.
    """
    return "&".join(
        f"{quote(name, safe=_UNRESERVED)}={quote(value, safe=_UNRESERVED)}" for name, value in pairs
    )


def form(action: str, version: str, members: str) -> str:
    """Write the body of a query protocol.

    Args:
        action: The name of the operation.
        version: The version of the service.
        members: What serializers made of the input; each pair begins with `&`.
    """
    return f"Action={action}&Version={version}{members}"
