"""What is special about Amazon Machine Learning: predictions have an endpoint of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .operation import Request


def adjust(request: Request, value: Any, config: Any) -> None:
    """Send a prediction to the host that the caller was told by the service.

    Args:
        request: The request.
        value: The input, which names the endpoint.
        config: The settings of the client.
    """
    endpoint = str(value.predict_endpoint).rstrip("/")
    host = endpoint.partition("://")[2] or endpoint
    scheme = (config.base_url or "").partition("://")[0]
    request.base_url = f"{scheme}://{host}"
