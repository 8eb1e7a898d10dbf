"""The two clients: botocore's, whole, and the generated one, each over a transport in this process.

Both are called as users call them and send one HTTP request, which is kept as it would have gone
out; both get the same answer. Neither knows the other.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import io
import math
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import botocore.session
import httpx2
from answers import Answer
from botocore import handlers
from botocore.awsrequest import AWSResponse, HeadersDict
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = "us-east-1"
KEY = "AKIDEXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
BROKEN = "(raised)"
"""The code of what a client raised that is no answer of the service."""

QUIET: list[tuple[str, str, str]] = [
    ("after-call.iam", "json_decode_policies", "policies in answers become dicts"),
    ("after-call.cloudformation.GetTemplate", "json_decode_template_body", "as above"),
    ("after-call.ec2.GetConsoleOutput", "decode_console_output", "base64 is undone"),
    ("before-parameter-build.ec2.RunInstances", "base64_encode_user_data", "base64 is done"),
    (
        "before-parameter-build.autoscaling.CreateLaunchConfiguration",
        "base64_encode_user_data",
        "as above",
    ),
    ("before-call.ec2.CopySnapshot", "inject_presigned_url_ec2", "a URL is signed in advance"),
    *(
        (f"before-call.rds.{name}", "inject_presigned_url_rds", "as above")
        for name in (
            "CopyDBClusterSnapshot",
            "CreateDBCluster",
            "CopyDBSnapshot",
            "CreateDBInstanceReadReplica",
            "StartDBInstanceAutomatedBackupsReplication",
        )
    ),
    *(
        (
            f"before-parameter-build.s3.{name}",
            "set_list_objects_encoding_type_url",
            "it asks for URL",
        )
        for name in ("ListObjects", "ListObjectsV2", "ListObjectVersions")
    ),
    *(
        (f"before-parameter-build.s3.{name}", "sse_md5", "keys are coded and summed up")
        for name in (
            "HeadObject",
            "GetObject",
            "PutObject",
            "CopyObject",
            "CreateMultipartUpload",
            "UploadPart",
            "UploadPartCopy",
            "CompleteMultipartUpload",
            "SelectObjectContent",
        )
    ),
    *(
        (f"before-parameter-build.s3.{name}", "copy_source_sse_md5", "as above")
        for name in ("CopyObject", "UploadPartCopy")
    ),
    *(
        (f"before-parameter-build.s3.{name}", "handle_copy_source_param", "sources are escaped")
        for name in ("CopyObject", "UploadPartCopy")
    ),
    ("before-parameter-build.route53", "fix_route53_ids", "prefixes of ids are cut off"),
]
"""What botocore does for people beyond its model, and is switched off: event, handler, deed."""


@dataclass
class Sent:
    """An HTTP request as it would have gone out.

    Attributes:
        method: The method.
        url: The whole URL.
        headers: Values by names in lower case.
        body: The bytes.
    """

    method: str
    url: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Failure:
    """An error that a client raised for an answer.

    Attributes:
        name: The class, where it is one of the model.
        code: The code.
        message: The message.
        members: Its members.
    """

    name: str
    code: str
    message: str
    members: dict[str, Any]


class _Raw(io.BytesIO):
    """A body as urllib3 gives it."""

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        """Yield all of it."""
        while piece := self.read(4096):
            yield piece


class Theirs:
    """The client of botocore.

    Attributes:
        sent: The last request.
        model: Botocore's model of the service.
    """

    def __init__(self, name: str, protocol: str, base_url: str | None, style: str) -> None:
        session = botocore.session.Session()
        session.set_credentials(KEY, SECRET)
        loader = session.get_component("data_loader")
        # Where a service speaks several protocols, both sides speak that of our model.
        description = loader.load_service_model(name, "service-2")
        description["metadata"]["protocols"] = [protocol]
        description["metadata"]["protocol"] = protocol
        self.sent: Sent | None = None
        self.answer = Answer()
        self.client: Any = session.create_client(
            name,
            region_name=REGION,
            endpoint_url=base_url,
            use_ssl=False,
            config=Config(
                s3={"addressing_style": style},
                parameter_validation=False,
                retries={"total_max_attempts": 1, "mode": "standard"},
                endpoint_discovery_enabled=False,
            ),
        )
        self.model = self.client.meta.service_model
        events = self.client.meta.events
        for event, handler, _ in QUIET:
            events.unregister(event, getattr(handlers, handler))
        events.register_first("before-send", self._send)

    def _send(self, request: Any, **_: Any) -> AWSResponse:
        body = request.body
        if hasattr(body, "read"):
            body = body.read()
        if isinstance(body, str):
            body = body.encode()
        headers = {
            name.lower(): value.decode() if isinstance(value, bytes) else str(value)
            for name, value in request.headers.items()
        }
        self.sent = Sent(request.method, request.url, headers, bytes(body or b""))
        answer = self.answer
        headers = HeadersDict(answer.headers)
        return AWSResponse(request.url, answer.status, headers, _Raw(answer.body))

    def call(self, name: str, given: dict[str, Any], answer: Answer) -> Any:
        """Call an operation.

        Returns:
            The output as plain values, or the `Failure` that the answer is.
        """
        self.answer = answer
        self.sent = None
        try:
            output = self.client._make_api_call(name, given)
            output.pop("ResponseMetadata", None)
            return {name: _read(item) for name, item in output.items()}
        except ClientError as error:
            told = dict(error.response)
            found = told.pop("Error", {})
            told.pop("ResponseMetadata", None)
            return Failure(
                type(error).__name__, found.get("Code", ""), found.get("Message", ""), told
            )
        except Exception as error:
            return Failure(type(error).__name__, BROKEN, str(error), {})


def _read(value: Any) -> Any:
    """Read streams to their end."""
    if hasattr(value, "get_initial_response"):
        return list(value)
    return value.read() if hasattr(value, "read") else value


class Ours:
    """The generated client.

    Attributes:
        sent: The last request.
    """

    def __init__(self, module: str, base_url: str, **settings: Any) -> None:
        package = importlib.import_module(module)
        self._operations = importlib.import_module(f"{module}._operations")
        self.errors = importlib.import_module(f"{module}.errors")
        self._stubs = importlib.import_module(f"{module}._runtime.errors")
        self.sent: Sent | None = None
        self.answer = Answer()
        os.environ.update(AWS_ACCESS_KEY_ID=KEY, AWS_SECRET_ACCESS_KEY=SECRET, AWS_REGION=REGION)
        transport = httpx2.MockTransport(self._send)
        kept = {"base_url": base_url, "max_retries": 0, "config": package.Config(**settings)}
        self.client: Any = package.Client(http_client=httpx2.Client(transport=transport), **kept)
        self.other: Any = package.AsyncClient(
            http_client=httpx2.AsyncClient(transport=transport), **kept
        )
        self._runner = asyncio.Runner()

    def _send(self, request: Any) -> Any:
        body = request.read()
        target = request.extensions.get("target")
        url = str(request.url)
        if target is not None:
            url = f"{request.url.scheme}://{request.url.host}{target.decode()}"
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.sent = Sent(request.method, url, headers, body)
        answer = self.answer
        return httpx2.Response(answer.status, headers=answer.headers, content=answer.body)

    @cached_property
    def operations(self) -> dict[str, tuple[Any, Callable[..., Any]]]:
        """Operations with the methods of the synchronous client, by the names of the model."""
        return self._collect(self.client)

    @cached_property
    def _others(self) -> dict[str, tuple[Any, Callable[..., Any]]]:
        return self._collect(self.other)

    def _collect(self, api: Any) -> dict[str, tuple[Any, Callable[..., Any]]]:
        """Find the methods of a client, and of its resources, by what they call."""
        constants = {
            key: value
            for key, value in vars(self._operations).items()
            if key.isupper() and hasattr(value, "input_type")
        }
        found: dict[str, tuple[Any, Callable[..., Any]]] = {}
        for name in dir(type(api)):
            if name.startswith("_"):
                continue
            attribute = inspect.unwrap(getattr(type(api), name))
            code = getattr(attribute, "__code__", None)
            if code is None:
                inner = getattr(api, name)
                if hasattr(inner, "_pipeline"):
                    found.update(self._collect(inner))
                continue
            for constant in constants.keys() & set(code.co_names):
                op = constants[constant]
                found[op.name] = (op, getattr(api, name))
        return found

    def call(self, name: str, given: dict[str, Any], answer: Answer, *, other: bool = False) -> Any:
        """Call an operation.

        Args:
            name: The operation.
            given: Its input, keyed by member names.
            answer: What the service answers.
            other: Whether the asynchronous client is called.

        Returns:
            The output as plain values, or the `Failure` that the answer is.
        """
        op, method = (self._others if other else self.operations)[name]
        self.answer = answer
        self.sent = None
        try:
            inputs = () if op.input_type is type(None) else (op.input_type.from_dict(given),)
            if other:
                return self._runner.run(_awaited(method(*inputs)))
            return _plain(method(*inputs))
        except self._stubs.ApiError as error:
            members = error.as_dict()
            return Failure(type(error).__name__, str(error.code), error.message or "", members)
        except Exception as error:
            return Failure(type(error).__name__, BROKEN, str(error), {})


def _plain(output: Any) -> Any:
    """Turn an output into plain values; the events of a stream have no name."""
    if output is None:
        return {}
    if type(output).__name__ == "EventStream":
        events = [event.as_dict() for event in output]
        return _told(output.output, events)
    return {name: _drained(item) for name, item in output.as_dict().items()}


async def _awaited(called: Any) -> Any:
    """Do the same to what the asynchronous client gave."""
    output = await called
    if output is None:
        return {}
    if type(output).__name__ == "AsyncEventStream":
        events = [event.as_dict() async for event in output]
        return _told(output.output, events)
    return {
        name: await item.aread() if hasattr(item, "aiter_bytes") else item
        for name, item in output.as_dict().items()
    }


def _told(output: Any, events: list[Any]) -> dict[str, Any]:
    return {**(output.as_dict() if output is not None else {}), "": events}


def _drained(value: Any) -> Any:
    return value.read() if hasattr(value, "iter_bytes") else value


def same(left: Any, right: Any) -> bool:
    """Compare two values; NaN is NaN, and moments are compared as such."""
    if isinstance(left, float) and isinstance(right, float):
        return left == right or (math.isnan(left) and math.isnan(right))
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left == right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)
