"""Lays what two clients sent and read side by side, and lists every difference.

Requests are compared by media type: JSON, XML and CBOR by value, query strings by fields, other
bodies by bytes. Nothing is forgiven here; `reasons` says which differences are right.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

import cbor2
from paired import Pair
from sides import Failure, Sent, same

_TOKEN = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b")
ABSENT = "(absent)"
TRANSPORT = frozenset(
    {
        "host",
        "user-agent",
        "connection",
        "accept-encoding",
        "content-length",
        "transfer-encoding",
        "amz-sdk-invocation-id",
        "amz-sdk-request",
        "authorization",
        "x-amz-date",
        "x-amz-content-sha256",
        "x-amz-region-set",
    }
)
"""Headers that the HTTP library, the SDK or the signer sends about itself: no part of the call."""
SUMS: dict[str, Callable[[bytes], bytes]] = {
    "content-md5": lambda body: hashlib.md5(body).digest(),
    "x-amz-checksum-crc32": lambda body: zlib.crc32(body).to_bytes(4, "big"),
    "x-amz-checksum-sha1": lambda body: hashlib.sha1(body).digest(),
    "x-amz-checksum-sha256": lambda body: hashlib.sha256(body).digest(),
}
"""Headers that sum up the body, whose bytes may differ where its value does not."""


@dataclass
class Models:
    """What botocore's model says of an operation, before botocore changes it.

    Attributes:
        method: The method.
        uri: The path and the query, with labels.
        prefix: What comes before the host.
        sums: Whether the operation has checksums.
    """

    method: str
    uri: str
    prefix: str
    sums: bool

    @classmethod
    def of(cls, operation: Any) -> Models:
        """Look at an operation."""
        http = operation.http
        prefix = (operation.endpoint or {}).get("hostPrefix", "")
        uri = http.get("requestUri", "/")
        return cls(http.get("method", "POST"), uri, prefix, bool(operation.http_checksum))


@dataclass
class Difference:
    """One difference.

    Attributes:
        side: `request`, `answer` or `error`.
        place: Where: `method`, `host`, `path`, `query`, `header x`, `body.a[0].b` or `.a[0].b`.
        theirs: What botocore has there.
        ours: What the generated client has there.
        pair: The shapes there, where that is known.
        made: What was to be sent, or what the service wrote, where that is known.
        models: Of a request, what botocore's model says of the operation, and the Smithy shape.
    """

    side: str
    place: str
    theirs: Any
    ours: Any
    pair: Pair | None = None
    made: Any = None
    models: tuple[Models, dict[str, Any]] | None = None


def _steady(text: str) -> str:
    """Replace random tokens, of which each client makes its own."""
    return _TOKEN.sub("TOKEN", text)


def requests(theirs: Sent, ours: Sent) -> list[Difference]:
    """Compare two requests."""
    found: list[Difference] = []

    def differ(place: str, one: Any, other: Any) -> None:
        if one != other:
            found.append(Difference("request", place, one, other))

    differ("method", theirs.method, ours.method)
    left, right = urlsplit(theirs.url), urlsplit(ours.url)
    differ("host", left.netloc, right.netloc)
    differ("path", _steady(unquote(left.path)) or "/", _steady(unquote(right.path)) or "/")
    if left.path.count("/") != right.path.count("/") and not found:
        differ("slashes of path", left.path, right.path)
    found += _fields("query", *(_parameters(url.query) for url in (left, right)))
    for sent in (theirs, ours):
        _check_sums(sent)
    for name in sorted((theirs.headers.keys() | ours.headers.keys()) - TRANSPORT):
        one, other = theirs.headers.get(name, ABSENT), ours.headers.get(name, ABSENT)
        differ(f"header {name}", _steady(one), _steady(other))
    media = ours.headers.get("content-type", theirs.headers.get("content-type", ""))
    found += _bodies(media, theirs.body, ours.body)
    return found


def _check_sums(sent: Sent) -> None:
    """Replace checksums of the body, where they are right, by that statement."""
    for name, make in SUMS.items():
        if sent.headers.get(name) == base64.b64encode(make(sent.body)).decode():
            sent.headers[name] = "(right)"


def _parameters(query: str) -> list[tuple[str, str]]:
    return sorted((k, _steady(v)) for k, v in parse_qsl(query, keep_blank_values=True))


def _bodies(media: str, theirs: bytes, ours: bytes) -> list[Difference]:
    if theirs == ours:
        return []
    whole = [Difference("request", "body", theirs, ours)]
    try:
        if "json" in media:
            left, right = (json.loads(_steady(body.decode())) for body in (theirs, ours))
            return trees("request", "body", left, right)
        if "cbor" in media:
            return trees("request", "body", cbor2.loads(theirs), cbor2.loads(ours))
        if "form" in media:
            return _fields("body field", *(_parameters(body.decode()) for body in (theirs, ours)))
        if "xml" in media:
            left, right = (_element(ElementTree.fromstring(body)) for body in (theirs, ours))
            return trees("request", "body", left, right)
    except (ValueError, ElementTree.ParseError):
        return whole
    return whole


def _fields(
    place: str, theirs: list[tuple[str, str]], ours: list[tuple[str, str]]
) -> list[Difference]:
    left, right = Counter(theirs), Counter(ours)
    names = sorted({name for name, _ in (left - right) + (right - left)})
    return [
        Difference(
            "request",
            f"{place} {name}",
            _one([v for n, v in theirs if n == name]),
            _one([v for n, v in ours if n == name]),
        )
        for name in names
    ]


def _one(values: list[str]) -> Any:
    """Return what a field says: nothing, a text, or several."""
    if len(values) > 1:
        return values
    return values[0] if values else ABSENT


def _element(element: ElementTree.Element) -> dict[str, Any]:
    """Turn an element into a dict in which the order of members has no say."""
    made: dict[str, Any] = {f"@{name}": value for name, value in element.attrib.items()}
    for child in element:
        made.setdefault(child.tag, []).append(_element(child))
    if not len(element):
        made["text"] = _steady(element.text or "")
    return {"tag": element.tag, **made}


def trees(side: str, place: str, theirs: Any, ours: Any) -> list[Difference]:
    """Compare two trees of dicts, lists and scalars."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        found: list[Difference] = []
        for name in sorted(theirs.keys() | ours.keys(), key=str):
            one, other = theirs.get(name, ABSENT), ours.get(name, ABSENT)
            found += trees(side, f"{place}.{name}", one, other)
        return found
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        found = []
        for at, (one, other) in enumerate(zip(theirs, ours, strict=True)):
            found += trees(side, f"{place}[{at}]", one, other)
        return found
    return [] if same(theirs, ours) else [Difference(side, place, theirs, ours)]


class Reader:
    """Compares what two clients read, by the shapes.

    Attributes:
        found: The differences so far.
    """

    def __init__(self, side: str) -> None:
        self.side = side
        self.found: list[Difference] = []

    def differ(self, place: str, theirs: Any, ours: Any, pair: Pair, made: Any) -> None:
        """Take down a difference."""
        self.found.append(Difference(self.side, place, theirs, ours, pair, made))

    def value(self, place: str, theirs: Any, ours: Any, pair: Pair, made: Any) -> None:
        """Compare two values of a shape.

        Args:
            place: The path to it.
            theirs: What botocore read.
            ours: What the generated client read.
            pair: The shapes.
            made: What the service wrote.
        """
        if isinstance(theirs, dict) and isinstance(ours, dict):
            inside = made if isinstance(made, dict) else {}
            if pair.kind == "structure":
                self.structure(place, theirs, ours, pair, inside)
                return
            if pair.kind == "union":
                self._union(place, theirs, ours, pair, inside)
                return
            if pair.kind == "map" and theirs.keys() == ours.keys():
                for name, item in theirs.items():
                    where = f"{place}{{{name}}}"
                    self.value(where, item, ours[name], pair.value(), inside.get(name))
                return
        if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
            inner = pair if pair.theirs.serialization.get("eventstream") else pair.item()
            items = (
                made if isinstance(made, list) and len(made) == len(ours) else [None] * len(ours)
            )
            for at, (one, other) in enumerate(zip(theirs, ours, strict=True)):
                self.value(f"{place}[{at}]", one, other, inner, items[at])
            return
        if not same(theirs, ours):
            self.differ(place, theirs, ours, pair, made)

    def structure(
        self, place: str, theirs: dict[str, Any], ours: dict[str, Any], pair: Pair, made: Any
    ) -> None:
        """Compare two structures, member by member."""
        members = pair.members()
        for name in sorted(theirs.keys() | ours.keys() | pair.ours.get("members", {}).keys()):
            member = members.get(name) or pair.absent(name)
            if member is not None and member.retyped:
                member = pair.absent(name)
            if member is None or (not member.known and name not in ours):
                continue  # our model, being older, has no such member
            one, other = theirs.get(name, ABSENT), ours.get(name, ABSENT)
            where = f"{place}.{name}"
            inside = made.get(name, ABSENT)
            if one is ABSENT or other is ABSENT:
                if one is not other or member.default() is not None:
                    self.differ(where, one, other, member, inside)
                continue
            self.value(where, one, other, member, inside)

    def _union(
        self, place: str, theirs: dict[str, Any], ours: dict[str, Any], pair: Pair, made: Any
    ) -> None:
        if len(theirs) == 1 and theirs.keys() == ours.keys() and "SDK_UNKNOWN_MEMBER" not in ours:
            ((name, item),) = theirs.items()
            member = pair.members()[name]
            self.value(f"{place}.{name}", item, ours[name], member, made.get(name))
        elif theirs != ours:
            self.differ(place, theirs, ours, pair, made)

    def failure(self, theirs: Any, ours: Any, pair: Pair | None, made: dict[str, Any]) -> None:
        """Compare two errors, or two outputs of which one is an error."""
        if not isinstance(theirs, Failure) or not isinstance(ours, Failure):
            self.found.append(Difference(self.side, "", theirs, ours, pair, made))
            return
        # What no model knows is a ClientError there, and a class by its status here.
        for part in ("code", "message") if pair is None else ("name", "code", "message"):
            one, other = getattr(theirs, part), getattr(ours, part)
            if one != other:
                self.found.append(Difference(self.side, f"({part})", one, other, pair, made))
        if pair is not None:
            self.structure("", theirs.members, ours.members, pair, made)
