"""Spans of calls and attempts, as OpenTelemetry's own SDK records them."""

from __future__ import annotations

import asyncio

import pytest
from kitchen import AsyncClient, Client, InternalServerError, OpenTelemetryInterceptor
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from serving import Answer, Server


@pytest.fixture
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def tracing(spans: InMemorySpanExporter) -> OpenTelemetryInterceptor:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    return OpenTelemetryInterceptor(provider)


def attributes(span: ReadableSpan) -> dict[str, object]:
    return dict(span.attributes or {})


def test_a_call_and_its_attempts(
    server: Server, spans: InMemorySpanExporter, tracing: OpenTelemetryInterceptor
) -> None:
    server.will(Answer(503, headers={"Retry-After": "0"}))
    with Client(base_url=server.url, interceptors=[tracing], api_key="hidden") as client:
        client.put_string(value="x", extra_query={"token": "hidden"})
    first, second, call = spans.get_finished_spans()
    assert call.name == "PutString" and first.name == second.name == "PUT"
    assert first.parent is not None and call.context is not None
    assert first.parent.span_id == call.context.span_id
    assert attributes(first)["http.response.status_code"] == 503
    assert attributes(first)["error.type"] == "503"
    assert attributes(second)["http.request.resend_count"] == 1
    assert attributes(second)["server.address"] == "127.0.0.1"
    assert "hidden" not in str([span.to_json() for span in (first, second, call)])
    assert [seen.headers["traceparent"].split("-")[2] for seen in server.seen] == [
        format(span.context.span_id, "016x") for span in (first, second) if span.context
    ]


def test_errors(
    server: Server, spans: InMemorySpanExporter, tracing: OpenTelemetryInterceptor
) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url, interceptors=[tracing]) as client:
            with pytest.raises(InternalServerError):
                await client.put_empty()

    server.will(Answer(500))
    asyncio.run(main())
    attempt, call = spans.get_finished_spans()
    assert attributes(call)["error.type"] == "500" and not call.status.is_ok
    assert attributes(attempt)["url.full"] == f"{server.url}/empty"
