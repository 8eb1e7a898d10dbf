"""An interceptor that tells OpenTelemetry of every call, with the conventions of HTTP spans.

One span a call, named after the operation, and below it one for each attempt. Queries, bodies and
headers are never recorded, since they may hold what is secret.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .errors import ConfigurationError
from .http import public_url
from .interceptors import Interceptor

if TYPE_CHECKING:
    from .http import HttpRequest
    from .interceptors import Context

_CALL = "smithyc.tracing.call"
_ATTEMPT = "smithyc.tracing.attempt"


class OpenTelemetryInterceptor(Interceptor):
    """Makes spans of calls and attempts, and hands the context on to the service.

    Args:
        tracer_provider: Whose tracer to use, in place of the one that is set up globally.

    Raises:
        ConfigurationError: If `opentelemetry-api` is not installed.
    """

    def __init__(self, tracer_provider: Any = None) -> None:
        try:
            trace: Any = import_module("opentelemetry.trace")
            propagate: Any = import_module("opentelemetry.propagate")
        except ImportError as error:
            raise ConfigurationError(
                "OpenTelemetryInterceptor needs opentelemetry: pip install opentelemetry-api"
            ) from error
        self._trace = trace
        self._propagate = propagate
        self._tracer = trace.get_tracer(__name__.partition(".")[0], tracer_provider=tracer_provider)

    def read_before_execution(self, context: Context) -> None:
        """Begin the span of the call."""
        context.properties[_CALL] = self._tracer.start_span(
            context.operation, attributes={"rpc.method": context.operation}
        )

    def modify_before_transmit(self, context: Context) -> HttpRequest:
        """Begin the span of the attempt, and tell the service of it."""
        request = context.request
        assert request is not None
        parts = urlsplit(request.url)
        attributes: dict[str, Any] = {
            "http.request.method": request.method,
            "url.full": public_url(request.url),
            "server.address": parts.hostname or "",
            "server.port": parts.port or (443 if parts.scheme == "https" else 80),
        }
        if context.attempt > 1:
            attributes["http.request.resend_count"] = context.attempt - 1
        parent = self._trace.set_span_in_context(context.properties.get(_CALL))
        span = self._tracer.start_span(
            request.method,
            context=parent,
            kind=self._trace.SpanKind.CLIENT,
            attributes=attributes,
        )
        context.properties[_ATTEMPT] = span
        self._propagate.inject(request.headers, context=self._trace.set_span_in_context(span))
        return request

    def read_after_transmit(self, context: Context) -> None:
        """Note the status of the answer."""
        span = context.properties.get(_ATTEMPT)
        if span is not None and context.response is not None:
            span.set_attribute("http.response.status_code", context.response.status_code)

    def read_after_attempt(self, context: Context) -> None:
        """End the span of the attempt."""
        self._end(context, _ATTEMPT)

    def read_after_execution(self, context: Context) -> None:
        """End the span of the call."""
        self._end(context, _CALL)

    def _end(self, context: Context, key: str) -> None:
        span = context.properties.pop(key, None)
        if span is None:
            return
        error = context.error
        if error is not None:
            status = getattr(error, "status_code", 0)
            span.set_attribute("error.type", str(status) if status else type(error).__qualname__)
            span.set_status(self._trace.StatusCode.ERROR)
        span.end()
