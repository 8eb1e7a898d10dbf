"""Writes what a service would answer: bytes of JSON, XML, CBOR or events for values of a model.

Written from botocore's models and the protocols' descriptions, and sharing nothing with the readers
under test. It must not know what either client makes of it.
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import quoteattr

import cbor2
from paired import Pair
from values import EPOCH

import frames

REQUEST_ID = "8b1f0d52-request"
_TRAILING = {"\r": "&#13;", "<": "&lt;", ">": "&gt;", "&": "&amp;"}
_MEDIA = {
    "json": "application/x-amz-json-1.1",
    "rest-json": "application/json",
    "smithy-rpc-v2-cbor": "application/cbor",
}


@dataclass
class Answer:
    """An HTTP response.

    Attributes:
        status: The HTTP status.
        headers: Names and values.
        body: The bytes.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def moment(value: datetime, format: str) -> Any:
    """Write a timestamp; `format` is botocore's name."""
    if format == "rfc822":
        return format_datetime(value.astimezone(UTC), usegmt=True)
    if format == "unixtimestamp":
        seconds = (value - EPOCH).total_seconds()
        return int(seconds) if seconds == int(seconds) else seconds
    text = value.strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{value.microsecond:06}"[:-3] + "Z" if value.microsecond else text + "Z"


def number(value: float) -> Any:
    """Write a number as JSON and text can carry it."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def tree(pair: Pair, value: Any, cbor: bool) -> Any:
    """Write a value of a body as JSON or CBOR has it."""
    kind = pair.kind
    if value is None or kind in ("document", "string", "boolean", "integer", "long"):
        return value
    if kind in ("structure", "union"):
        members = pair.members()
        return {
            members[name].theirs.serialization.get("name", name): tree(members[name], item, cbor)
            for name, item in value.items()
        }
    if kind == "list":
        return [tree(pair.item(), item, cbor) for item in value]
    if kind == "map":
        return {name: tree(pair.value(), item, cbor) for name, item in value.items()}
    if kind == "timestamp":
        if cbor:
            return cbor2.CBORTag(1, (value - EPOCH).total_seconds())
        return moment(value, pair.theirs.serialization.get("timestampFormat", "unixtimestamp"))
    if kind == "blob":
        return value if cbor else base64.b64encode(value).decode()
    return value if cbor else number(value)


def text(pair: Pair, value: Any, default: str) -> str:
    """Write a scalar as text; `default` is the format of timestamps."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return str(moment(value, pair.theirs.serialization.get("timestampFormat", default)))
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(number(value)) if isinstance(value, float) else str(value)


def _escaped(value: str) -> str:
    return "".join(_TRAILING.get(c, c) for c in value)


def _namespace(pair: Pair) -> str:
    found = pair.theirs.serialization.get("xmlNamespace")
    if not found:
        return ""
    uri, prefix = (found, None) if isinstance(found, str) else (found["uri"], found.get("prefix"))
    return f" xmlns:{prefix}={quoteattr(uri)}" if prefix else f" xmlns={quoteattr(uri)}"


def elements(pair: Pair, value: dict[str, Any]) -> str:
    """Write the members of a structure as XML elements."""
    made: list[str] = []
    for name, member in pair.members().items():
        if name in value and not _apart(member):
            made.append(element(member, member.theirs.serialization.get("name", name), value[name]))
    return "".join(made)


def _apart(pair: Pair) -> bool:
    """Say whether a member is no element of its structure."""
    found = pair.theirs.serialization
    return bool(pair.location or found.get("xmlAttribute") or found.get("eventheader"))


def element(pair: Pair, name: str, value: Any) -> str:
    """Write a value as one XML element, or as several where it is flattened."""
    flat = pair.theirs.serialization.get("flattened")
    space = _namespace(pair)
    if pair.kind == "list":
        inner = pair.item()
        own = inner.theirs.serialization.get("name")
        if flat:
            return "".join(element(inner, own or name, item) for item in value)
        items = "".join(element(inner, own or "member", item) for item in value)
        return f"<{name}{space}>{items}</{name}>"
    if pair.kind == "map":
        key, inner = pair.key(), pair.value()
        names = [
            key.theirs.serialization.get("name") or "key",
            inner.theirs.serialization.get("name") or "value",
        ]
        entries = [
            element(key, names[0], k) + element(inner, names[1], v) for k, v in value.items()
        ]
        tag = name if flat else "entry"
        all = "".join(f"<{tag}>{entry}</{tag}>" for entry in entries)
        return all if flat else f"<{name}{space}>{all}</{name}>"
    if pair.kind in ("structure", "union"):
        start = name + space + _attributes(pair, value)
        return f"<{start}>{elements(pair, value)}</{name}>"
    return f"<{name}{space}>{_escaped(text(pair, value, 'iso8601'))}</{name}>"


def _attributes(pair: Pair, value: dict[str, Any]) -> str:
    made = ""
    for name, member in pair.members().items():
        if name in value and member.theirs.serialization.get("xmlAttribute"):
            own = member.theirs.serialization["name"]
            made += f" {own}={quoteattr(text(member, value[name], 'iso8601'))}"
    return made


class Writer:
    """Writes the answers of one service.

    Attributes:
        protocol: Botocore's name of the protocol.
    """

    def __init__(self, protocol: str, namespace: str) -> None:
        self.protocol = protocol
        self.is_xml = protocol in ("rest-xml", "query", "ec2")
        self._namespace = f" xmlns={quoteattr(namespace)}" if namespace else ""

    def document(self, pair: Pair, value: Any, name: str) -> bytes:
        """Write a whole body.

        Args:
            pair: The shape.
            value: Its value.
            name: The outermost element, where there are elements.
        """
        if self.is_xml:
            space = "" if _namespace(pair) else self._namespace
            inner = element(pair, name, value)
            return f"<?xml version='1.0' encoding='UTF-8'?>{_with(inner, name, space)}".encode()
        made = tree(pair, value, self.protocol == "smithy-rpc-v2-cbor")
        return self._dump(made)

    def _dump(self, value: Any) -> bytes:
        if self.protocol == "smithy-rpc-v2-cbor":
            return cbor2.dumps(value)
        return json.dumps(value, ensure_ascii=False).encode()

    def output(
        self, operation: Any, pair: Pair | None, value: dict[str, Any], *, unwrapped: bool = False
    ) -> Answer:
        """Write the answer of a call that went well.

        Args:
            operation: Botocore's model of the operation.
            pair: The output.
            value: Its value.
            unwrapped: Whether the body is the one element of its one member.
        """
        answer = Answer(int(operation.http.get("responseCode", 200)))
        answer.headers["x-amzn-requestid"] = REQUEST_ID
        if self.protocol == "smithy-rpc-v2-cbor":
            answer.headers["smithy-protocol"] = "rpc-v2-cbor"
        if pair is None:
            answer.body = self._nothing(operation.name)
            return answer
        answer.headers["content-type"] = _MEDIA.get(self.protocol, "text/xml")
        stream = pair.theirs.event_stream_name
        if stream:
            self._events(answer, pair, value, stream)
        elif self.protocol in ("query", "ec2"):
            answer.body = self._wrapped(operation, pair, value)
        elif self.protocol.startswith("rest"):
            self._rest(answer, unwrapped, pair, value)
        else:
            answer.body = self.document(pair, value, "")
        answer.headers.setdefault("content-length", str(len(answer.body)))
        return answer

    def _nothing(self, name: str) -> bytes:
        if self.protocol == "query":
            found = f"<RequestId>{REQUEST_ID}</RequestId>"
            inner = f"<ResponseMetadata>{found}</ResponseMetadata>"
            return f"<{name}Response{self._namespace}>{inner}</{name}Response>".encode()
        if self.protocol == "ec2":
            inner = f"<requestId>{REQUEST_ID}</requestId><return>true</return>"
            return f"<{name}Response{self._namespace}>{inner}</{name}Response>".encode()
        return {"json": b"{}", "smithy-rpc-v2-cbor": b"\xbf\xff"}.get(self.protocol, b"")

    def _wrapped(self, operation: Any, pair: Pair, value: dict[str, Any]) -> bytes:
        name = operation.name
        inner = elements(pair, value)
        if self.protocol == "ec2":
            inner = f"<requestId>{REQUEST_ID}</requestId>{inner}"
        else:
            wrapper = pair.theirs.serialization.get("resultWrapper", f"{name}Result")
            found = f"<RequestId>{REQUEST_ID}</RequestId>"
            inner = f"<{wrapper}>{inner}</{wrapper}><ResponseMetadata>{found}</ResponseMetadata>"
        return f"<{name}Response{self._namespace}>{inner}</{name}Response>".encode()

    def _rest(self, answer: Answer, unwrapped: bool, pair: Pair, value: dict[str, Any]) -> None:
        members = pair.members()
        _settle(members, value, pair.theirs.serialization.get("payload", ""))
        self._headers(answer, members, value)
        payload = pair.theirs.serialization.get("payload")
        if payload is None:
            body = {name: item for name, item in value.items() if members[name].location is None}
            name = pair.theirs.serialization.get("name") or pair.name
            if unwrapped:
                (name,) = members
                answer.body = self.document(members[name], body.get(name, ""), name)
                return
            if any(member.location is None for member in members.values()):
                answer.body = self.document(pair, body, name)
            return
        if payload not in value:
            return
        member, item = members[payload], value[payload]
        if member.kind == "blob":
            answer.headers["content-type"] = "application/octet-stream"
            answer.body = item
        elif member.kind == "string":
            answer.headers["content-type"] = "text/plain"
            answer.body = item.encode()
        else:
            name = member.theirs.serialization.get("name") or member.name
            answer.body = self.document(member, item, name)

    def _headers(self, answer: Answer, members: dict[str, Pair], value: dict[str, Any]) -> None:
        for name, item in value.items():
            member = members[name]
            own = member.theirs.serialization.get("name", name).lower()
            if member.location == "statusCode":
                answer.status = item
            elif member.location == "headers":
                answer.headers.update({own + key: text for key, text in item.items()})
            elif member.location == "header" and member.kind == "list":
                inner = member.item()
                answer.headers[own] = ", ".join(_quoted(text(inner, v, "rfc822")) for v in item)
            elif member.location == "header" and member.theirs.serialization.get("jsonvalue"):
                answer.headers[own] = base64.b64encode(json.dumps(item).encode()).decode()
            elif member.location == "header":
                answer.headers[own] = text(member, item, "rfc822")

    def _events(self, answer: Answer, pair: Pair, value: dict[str, Any], stream: str) -> None:
        members = pair.members()
        rest = {name: item for name, item in value.items() if name != stream}
        events = b""
        if self.protocol.startswith("rest"):
            self._headers(answer, members, rest)
        else:
            events = frames.event("initial-response", self._dump(self._tree(pair, rest)))
        for event in value.get(stream, ()):
            ((tag, inner),) = event.items()
            events += self._event(tag, members[stream].members()[tag], inner)
        answer.headers["content-type"] = "application/vnd.amazon.eventstream"
        answer.body = events

    def _tree(self, pair: Pair, value: Any) -> Any:
        return tree(pair, value, self.protocol == "smithy-rpc-v2-cbor")

    def _event(self, tag: str, pair: Pair, value: dict[str, Any]) -> bytes:
        members = pair.members()
        extra = b""
        rest = dict(value)
        payload = None
        for name, member in members.items():
            if member.theirs.serialization.get("eventheader") and name in rest:
                extra += frames.header(name, rest.pop(name))
            elif member.theirs.serialization.get("eventpayload"):
                payload = name
        if payload is None:
            return frames.event(tag, self.document(pair, rest, tag), extra)
        member, item = members[payload], rest.get(payload, b"")
        if isinstance(item, str):
            item = item.encode()
        elif not isinstance(item, bytes):
            item = self.document(member, item, member.name)
        return frames.event(tag, item, extra)

    def broken(
        self, pair: Pair, value: dict[str, Any], tag: str, error: Pair, made: dict[str, Any]
    ) -> Answer:
        """Write a stream of events that ends in an error.

        Args:
            pair: The output.
            value: Its value, events included.
            tag: The variant of the error.
            error: Its shape.
            made: Its members.
        """
        answer = Answer(200, {"x-amzn-requestid": REQUEST_ID})
        self._events(answer, pair, value, pair.theirs.event_stream_name)
        answer.body += frames.exception(tag, self.document(error, made, tag))
        return answer

    def error(
        self,
        code: str,
        pair: Pair | None,
        value: dict[str, Any],
        status: int,
        query: str | None = None,
    ) -> Answer:
        """Write an error.

        Args:
            code: What the service calls it on the wire.
            query: What it called it when it spoke awsQuery, if it did.
            pair: Its shape, where a model has it.
            value: Its members.
            status: The HTTP status.
        """
        answer = Answer(status, {"x-amzn-requestid": REQUEST_ID})
        answer.headers["content-type"] = _MEDIA.get(self.protocol, "text/xml")
        if query is not None:
            answer.headers["x-amzn-query-error"] = f"{query};Sender"
        members = {} if pair is None else pair.members()
        body = {name: v for name, v in value.items() if pair and members[name].location is None}
        if pair is not None and self.protocol.startswith("rest"):
            self._headers(answer, members, value)
            answer.status = status
        if not self.is_xml:
            made = {} if pair is None else self._tree(pair, body)
            if self.protocol == "rest-json":
                answer.headers["x-amzn-errortype"] = code
            else:
                made = {"__type": f"com.amazonaws.example#{code}", **made}
            answer.body = self._dump(made)
            if self.protocol == "smithy-rpc-v2-cbor":
                answer.headers["smithy-protocol"] = "rpc-v2-cbor"
            return answer
        inner = f"<Code>{code}</Code>"
        for name in body:
            # Services write <Message>, whatever the member is called.
            tag = "Message" if name == "message" else members[name].theirs.serialization.get("name")
            inner += element(members[name], tag or name, body[name])
        if self.protocol == "ec2":
            found = f"<RequestID>{REQUEST_ID}</RequestID>"
            answer.body = (
                f"<Response><Errors><Error>{inner}</Error></Errors>{found}</Response>".encode()
            )
        elif self.protocol == "query" or self._namespace and "s3.amazonaws" not in self._namespace:
            found = f"<RequestId>{REQUEST_ID}</RequestId>"
            inner = f"<Error><Type>Sender</Type>{inner}</Error>{found}"
            answer.body = f"<ErrorResponse{self._namespace}>{inner}</ErrorResponse>".encode()
        else:
            answer.body = f"<Error>{inner}</Error>".encode()
        return answer


def _settle(members: dict[str, Pair], value: dict[str, Any], payload: str) -> None:
    """Make what headers say about a body true."""
    body = value.get(payload, b"")
    for name in list(value):
        header = members[name].theirs.serialization.get("name", name).lower()
        if members[name].location != "header" or not isinstance(body, bytes):
            continue
        if header == "content-length":
            value[name] = len(body)
        elif header == "x-amz-checksum-crc32":
            value[name] = base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()
        elif header.startswith("x-amz-checksum-") and header != "x-amz-checksum-type":
            del value[name]


def _quoted(value: str) -> str:
    if '"' in value or "," in value:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value


def _with(element: str, name: str, space: str) -> str:
    """Put a namespace on the outermost element."""
    return element.replace(f"<{name}", f"<{name}{space}", 1)
