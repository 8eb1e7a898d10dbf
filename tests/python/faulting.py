"""A server that says byte by byte what a test wants, however wrong it is."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nyes"
Fault = bytes | Callable[[socket.socket], None]


@dataclass
class Faulty:
    """A running server.

    Attributes:
        url: Where it is.
        faults: What it does with the next requests; afterwards it answers as it should.
        early: What it answers to the head of a request, without reading the rest.
        seen: The heads of the requests that arrived whole.
        stopped: Set when the test is over.
    """

    url: str
    faults: list[Fault] = field(default_factory=list[Fault])
    early: bytes = b""
    seen: list[bytes] = field(default_factory=list[bytes])
    stopped: threading.Event = field(default_factory=threading.Event)

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError, ValueError):
            connection.settimeout(20)
            if self.early:
                self.seen.append(connection.recv(65536))
                connection.sendall(self.early)
                return
            while (head := _request(connection)) is not None:
                self.seen.append(head)
                if not self.faults:
                    connection.sendall(GOOD)
                    continue
                fault = self.faults.pop(0)
                if isinstance(fault, bytes):
                    connection.sendall(fault)
                else:
                    fault(connection)
                return

    def _listen(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while not self.stopped.is_set():
                connection, _ = listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()


def _request(connection: socket.socket) -> bytes | None:
    data = b""
    while b"\r\n\r\n" not in data:
        if not (more := connection.recv(65536)):
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    if fields.get(b"transfer-encoding") == b"chunked":
        while not body.endswith(b"0\r\n\r\n"):
            body += connection.recv(65536)
        return head
    while len(body) < int(fields.get(b"content-length", b"0")):
        body += connection.recv(65536)
    return head


@contextmanager
def faulting(*faults: Fault) -> Iterator[Faulty]:
    """Run a server until the block ends.

    Args:
        faults: What it does with the first requests.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Faulty(f"http://127.0.0.1:{listener.getsockname()[1]}", list(faults))
        thread = threading.Thread(target=server._listen, args=(listener,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def answer(
    body: bytes, *headers: str, status: str = "200 OK", length: int | str | None = None
) -> bytes:
    """Write an answer.

    Args:
        body: Its body.
        headers: Lines of its head.
        status: Its status and reason.
        length: What it says of its length.
    """
    lines = [f"HTTP/1.1 {status}", *headers]
    if "Transfer-Encoding: chunked" not in headers:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    if not any(line.startswith("Content-Type") for line in headers):
        lines.append("Content-Type: application/json")
    return "\r\n".join([*lines, "", ""]).encode() + body


def reset(connection: socket.socket) -> None:
    """Send a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hold(first: bytes) -> Fault:
    """Send something, then nothing until the client goes."""

    def send(connection: socket.socket) -> None:
        connection.sendall(first)
        connection.recv(1)

    return send


def endless(first: bytes, more: bytes, pause: float = 0.0) -> Fault:
    """Send something, then something else again and again until the client goes."""

    def send(connection: socket.socket) -> None:
        connection.sendall(first)
        began = time.monotonic()
        while time.monotonic() - began < 20:
            connection.sendall(more)
            if pause:
                time.sleep(pause)

    return send


def dripping(first: bytes, pieces: list[bytes], pause: float) -> Fault:
    """Send something, then pieces with pauses between them."""

    def send(connection: socket.socket) -> None:
        connection.sendall(first)
        for piece in pieces:
            time.sleep(pause)
            connection.sendall(piece)

    return send
