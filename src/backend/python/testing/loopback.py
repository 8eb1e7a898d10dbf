"""A server on the loopback interface: it records requests exactly and plays answers exactly.

It is a proxy as well, so that a client can be sent to any host and no name is looked up. Nothing
is added to an answer, no length and no date; the end of the connection ends its body.
"""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


@dataclass(frozen=True)
class Seen:
    """A request as it arrived.

    Attributes:
        method: Its method.
        target: Its target as written: a path, or a whole URL where it went through the proxy.
        headers: Names in lower case, and values, in order.
        body: Its body, without the framing of chunks.
    """

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def path(self) -> str:
        """The path, as it was sent."""
        return self._origin.partition("?")[0]

    @property
    def query(self) -> list[str]:
        """The parameters of the query, as they were sent."""
        return [pair for pair in self._origin.partition("?")[2].split("&") if pair]

    @property
    def host(self) -> str:
        """The host, without a port."""
        return (self.header("host") or "").partition(":")[0]

    @property
    def _origin(self) -> str:
        if self.target.startswith("/"):
            return self.target
        parts = urlsplit(self.target)
        return self.target.removeprefix(f"{parts.scheme}://{parts.netloc}") or "/"

    def header(self, name: str) -> str | None:
        """Return the value of a header; several are joined by commas.

        Args:
            name: Its name, in any case.
        """
        values = [value for found, value in self.headers if found == name.lower()]
        return ", ".join(values) if values else None


@dataclass(frozen=True)
class Answer:
    """What to answer.

    Attributes:
        code: The status.
        headers: All headers.
        body: The body.
    """

    code: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""

    def write(self, method: str) -> bytes:
        """Return the bytes of the answer to a request of this method."""
        try:
            phrase = HTTPStatus(self.code).phrase
        except ValueError:
            phrase = "Unknown"
        # The older version says without a header that the connection is not to be used again.
        lines = [f"HTTP/1.0 {self.code} {phrase}"]
        lines.extend(f"{name}: {value}" for name, value in self.headers.items())
        head = "\r\n".join([*lines, "", ""]).encode()
        return head if method == "HEAD" else head + self.body


class Loopback:
    """A running server; it stops when the `with` block ends.

    Attributes:
        answer: What every request is answered with.
        seen: What has arrived.
    """

    def __init__(self) -> None:
        self.answer = Answer()
        self.seen: list[Seen] = []
        self._listener = _Listener(("127.0.0.1", 0), _Connection)
        self._listener.owner = self
        self._thread = threading.Thread(
            target=self._listener.serve_forever, args=(0.01,), daemon=True
        )

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listener.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listener.shutdown()
        self._listener.server_close()
        self._thread.join()


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64
    owner: Loopback


class _Connection(socketserver.StreamRequestHandler):
    wbufsize = -1
    disable_nagle_algorithm = True

    def handle(self) -> None:
        """Read one request and answer it."""
        words = self._line().split(" ")
        if len(words) != 3:
            return
        headers: list[tuple[str, str]] = []
        while line := self._line():
            name, _, value = line.partition(":")
            headers.append((name.lower(), value.strip(" \t")))
        owner = cast("_Listener", self.server).owner
        owner.seen.append(Seen(words[0], words[1], headers, self._body(dict(headers))))
        self.wfile.write(owner.answer.write(words[0]))

    def _line(self) -> str:
        return self.rfile.readline().rstrip(b"\r\n").decode("utf-8", "surrogateescape")

    def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") != "chunked":
            return self.rfile.read(int(headers.get("content-length", "0")))
        body = b""
        while size := int(self._line().partition(";")[0], 16):
            body += self.rfile.read(size)
            self._line()
        while self._line():
            pass  # trailers
        return body
