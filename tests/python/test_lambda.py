"""A real service, played by a server on the loopback interface."""

from __future__ import annotations

import asyncio
import datetime
import importlib
import inspect
from collections.abc import Iterator
from typing import Any

import lambda_client
import pytest
from lambda_client import AsyncClient, Client
from lambda_client import models as m
from lambda_client.auth import AwsCredentials

from frames import event
from serving import Answer, Server

KEYS = AwsCredentials("key", "secret")
ARN = "arn:aws:lambda:eu-central-1:123456789012:function:thumbnails"
CONFIGURATION: dict[str, Any] = {
    "FunctionName": "thumbnails",
    "FunctionArn": ARN,
    "Runtime": "python3.13",
    "Role": "arn:aws:iam::123456789012:role/service-role/thumbnails",
    "Handler": "app.handler",
    "CodeSize": 4_294_967_296,
    "Description": "",
    "Timeout": 30,
    "MemorySize": 512,
    "LastModified": "2026-01-02T03:04:05.678+0000",
    "CodeSha256": "5tT2qgzYUHoqwR616pZ2dpkn/0J1FrzJmlKidWaaCgk=",
    "Version": "$LATEST",
    "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": [], "VpcId": ""},
    "Environment": {"Variables": {"STAGE": "test", "SECRET": "hush"}},
    "TracingConfig": {"Mode": "PassThrough"},
    "RevisionId": "8f2c1c2e-1b7a-4b54-9c12-0a8f6a3c9a10",
    "Layers": [{"Arn": ARN.replace("function", "layer") + ":3", "CodeSize": 169}],
    "State": "Active",
    "PackageType": "Zip",
    "Architectures": ["arm64"],
    "EphemeralStorage": {"Size": 512},
    "SnapStart": {"ApplyOn": "None", "OptimizationStatus": "Off"},
    "FieldOfTheFuture": {"x": [1]},
}


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(base_url=server.url, max_retries=0, credentials=KEYS, region="r") as made:
        yield made


def test_list_functions(client: Client, server: Server) -> None:
    server.will_json({"Functions": [CONFIGURATION, {}], "NextMarker": "more"})
    got = client.list_functions(max_items=2, marker="m/1", function_version="ALL")
    assert (server.last.method, server.last.path) == ("GET", "/2015-03-31/functions")
    assert sorted(server.last.query) == [
        ("FunctionVersion", "ALL"),
        ("Marker", "m/1"),
        ("MaxItems", "2"),
    ]
    assert got.next_marker == "more" and got.functions is not None
    function, empty = got.functions
    assert empty == m.FunctionConfiguration()
    assert (function.function_name, function.runtime) == ("thumbnails", "python3.13")
    assert function.code_size == 4_294_967_296 and function.architectures == ["arm64"]
    assert function.layers is not None and function.layers[0].code_size == 169
    assert function.environment is not None and function.environment.variables is not None
    assert function.environment.variables["STAGE"] == "test"
    assert "hush" not in repr(function)


def test_invoke(client: Client, server: Server) -> None:
    headers = {"X-Amz-Executed-Version": "$LATEST", "X-Amz-Log-Result": "U1RBUlQ="}
    server.will(Answer(200, b'{"ok": true}', {**headers, "Content-Type": "application/json"}))
    got = client.invoke(
        function_name="thumbnails:prod",
        payload=b'{"key": "a.png"}',
        log_type="Tail",
        invocation_type="RequestResponse",
        qualifier="prod",
        timeout=900,
    )
    seen = server.last
    assert seen.path == "/2015-03-31/functions/thumbnails%3Aprod/invocations"
    assert seen.query == [("Qualifier", "prod")] and seen.body == b'{"key": "a.png"}'
    assert seen.headers["x-amz-log-type"] == "Tail"
    assert seen.headers["x-amz-invocation-type"] == "RequestResponse"
    assert seen.headers["content-type"] == "application/octet-stream"
    assert got == m.InvocationResponse(
        status_code=200, payload=b'{"ok": true}', executed_version="$LATEST", log_result="U1RBUlQ="
    )
    server.will(Answer(202))
    assert client.invoke(function_name="f", invocation_type="Event").status_code == 202
    assert server.last.body == b"" and "content-type" not in server.last.headers


def test_create_function(client: Client, server: Server) -> None:
    server.will_json(CONFIGURATION, 201)
    got = client.create_function(
        function_name="thumbnails",
        role=CONFIGURATION["Role"],
        code=m.FunctionCode(zip_file=b"PK\x03\x04\xff"),
        runtime="python3.13",
        environment=m.Environment(variables={"STAGE": "test"}),
        architectures=["arm64"],
        timeout=30,
        timeout_=10.0,
        tags={"team": "media"},
    )
    assert got.function_arn == ARN and got.state == "Active" and got.timeout == 30
    assert (server.last.method, server.last.path) == ("POST", "/2015-03-31/functions")
    assert server.last.json == {
        "FunctionName": "thumbnails",
        "Role": CONFIGURATION["Role"],
        "Code": {"ZipFile": "UEsDBP8="},
        "Runtime": "python3.13",
        "Environment": {"Variables": {"STAGE": "test"}},
        "Architectures": ["arm64"],
        "Timeout": 30,
        "Tags": {"team": "media"},
    }
    assert "PK" not in repr(m.FunctionCode(zip_file=b"PK"))


def test_timestamps_of_event_sources(client: Client, server: Server) -> None:
    moment = datetime.datetime(2026, 1, 2, 3, 4, 5, 500000, tzinfo=datetime.UTC)
    mapping = {"UUID": "u", "LastModified": moment.timestamp(), "BatchSize": 10}
    server.will_json({"EventSourceMappings": [mapping]})
    got = client.list_event_source_mappings(function_name="f").event_source_mappings
    assert got is not None and got[0].last_modified == moment and got[0].batch_size == 10


def test_errors(client: Client, server: Server) -> None:
    server.will_json(
        {"Type": "User", "Message": f"Function not found: {ARN}"},
        404,
        X_Amzn_ErrorType="ResourceNotFoundException:http://internal.amazon.com/coral/",
        X_Amzn_RequestId="b0e91dc8-3807-11e2-83c6-5912bf8ad066",
    )
    with pytest.raises(lambda_client.APIStatusError) as caught:
        client.get_function(function_name="gone")
    error = caught.value
    assert isinstance(error, m.ResourceNotFoundException) and error.type == "User"
    assert isinstance(error, lambda_client.NotFoundError) and error.fault == "client"
    assert str(error) == f"Function not found: {ARN}" and error.status_code == 404
    assert error.request_id == "b0e91dc8-3807-11e2-83c6-5912bf8ad066"
    server.will_json({"message": "Rate exceeded"}, 429, X_Amzn_ErrorType="TooManyRequestsException")
    with pytest.raises(lambda_client.TooManyRequestsException, match="Rate exceeded"):
        client.delete_function(function_name="f")
    server.will_json({"message": "The security token is invalid"}, 403, X_Amzn_ErrorType="Unheard")
    with pytest.raises(lambda_client.PermissionDeniedError) as unknown:
        client.delete_function(function_name="f")
    assert unknown.value.code == "Unheard"


def test_delete_function(client: Client, server: Server) -> None:
    server.will(Answer(204))
    client.delete_function(function_name="f")
    assert (server.last.method, server.last.path) == ("DELETE", "/2015-03-31/functions/f")


def test_asynchronous(server: Server) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url, credentials=KEYS, region="r") as client:
            server.will_json({"Functions": [CONFIGURATION]})
            functions = (await client.list_functions()).functions
            assert functions is not None and functions[0].function_arn == ARN
            server.will(Answer(200, b"pong"))
            assert (await client.invoke(function_name="f", payload=b"ping")).payload == b"pong"

    asyncio.run(main())


def test_invoke_with_response_stream(client: Client, server: Server) -> None:
    body = event("PayloadChunk", b"a") + event("PayloadChunk", b"b") + event("InvokeComplete", {})
    headers = {"X-Amz-Executed-Version": "3", "Content-Type": "application/vnd.amazon.eventstream"}
    server.will(Answer(200, body, headers))
    with client.invoke_with_response_stream(function_name="f", payload=b"{}") as stream:
        assert (stream.output.executed_version, stream.output.status_code) == ("3", 200)
        first, second, last = stream
    chunk = m.InvokeWithResponseStreamResponseEventPayloadChunk
    assert first == chunk(m.InvokeResponseStreamUpdate(payload=b"a"))
    assert second == chunk(m.InvokeResponseStreamUpdate(payload=b"b"))
    complete = m.InvokeWithResponseStreamResponseEventInvokeComplete
    assert last == complete(m.InvokeWithResponseStreamCompleteEvent())
    assert server.last.path == "/2021-11-15/functions/f/response-streaming-invocations"
    assert server.last.body == b"{}"


def test_every_operation_is_there() -> None:
    public = {name for name, value in vars(Client).items() if inspect.isfunction(value)}
    public = {name for name in public if not name.startswith("_")} - {"copy", "with_options"}
    assert len(public) > 60
    for name in public:
        method = getattr(Client, name)
        assert inspect.getdoc(method) and inspect.signature(method)
        coroutine = inspect.iscoroutinefunction(inspect.unwrap(getattr(AsyncClient, name)))
        assert coroutine == (name != "invoke_with_response_stream")
    assert importlib.import_module("lambda_client.client").Lambda is AsyncClient
