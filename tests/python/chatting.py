"""A chat service on the loopback interface that plays what a test tells it to, piece by piece."""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from serving import Seen

STALL = 30.0
"""Seconds, far more than any test waits."""


class Cut:
    """Close the connection without an end of the body."""


CUT = Cut()
Part = bytes | float | Cut


@dataclass
class Play:
    """An answer: pieces of a body, and seconds of silence between them."""

    parts: tuple[Part, ...] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])


def stream(*parts: Part | str, **headers: str) -> Play:
    """Server-Sent Events; texts are sent as UTF-8."""
    made = tuple(part.encode() if isinstance(part, str) else part for part in parts)
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Play(made, headers={"Content-Type": "text/event-stream", "X-Response-Id": "r1"} | named)


def event(name: str | None, data: object, **fields: str) -> str:
    """One event; data that is no text is written as JSON."""
    lines = [] if name is None else [f"event: {name}"]
    lines += [f"{key}: {value}" for key, value in fields.items()]
    text = data if isinstance(data, str) else json.dumps(data)
    lines += [f"data: {line}" for line in text.split("\n")]
    return "\n".join(lines) + "\n\n"


def answer(value: object, status: int = 200, **headers: str) -> Play:
    """A JSON document."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    kind = {"Content-Type": "application/json"}
    return Play((json.dumps(value).encode(),), status, kind | named)


@dataclass
class Chat:
    """A running service.

    Attributes:
        url: Where it is.
        plays: What it answers, in order; after that it says nothing of use.
        seen: The requests.
        connections: How many connections were made.
        left: Set when a client goes away before a play has ended.
    """

    url: str = ""
    plays: list[Play] = field(default_factory=list[Play])
    seen: list[Seen] = field(default_factory=list[Seen])
    connections: int = 0
    left: threading.Event = field(default_factory=threading.Event)

    def will(self, *plays: Play) -> None:
        self.plays.extend(plays)

    @property
    def last(self) -> Seen:
        return self.seen[-1]

    def was_left(self) -> bool:
        """Wait until a client went away, and forget it."""
        found = self.left.wait(5)
        self.left.clear()
        return found


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    owner: Chat

    def setup(self) -> None:
        self.owner.connections += 1
        super().setup()

    def _body(self) -> bytes:
        if self.headers.get("transfer-encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _silent(self, seconds: float) -> bool:
        """Wait; say whether the client is still there."""
        end = time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0:
            readable, _, _ = select.select([self.connection], [], [], min(rest, 0.05))
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                return False
        return True

    def _play(self) -> None:
        headers = {name.lower(): text for name, text in self.headers.items()}
        self.owner.seen.append(Seen(self.command, self.path, headers, self._body()))
        play = self.owner.plays.pop(0) if self.owner.plays else answer({})
        self.send_response(play.status)
        for name, text in play.headers.items():
            self.send_header(name, text)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for part in play.parts:
                if isinstance(part, Cut):
                    self.close_connection = True
                    return
                if isinstance(part, bytes):
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
                elif not self._silent(part):
                    raise ConnectionResetError
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.owner.left.set()
            self.close_connection = True

    do_GET = do_PUT = do_POST = _play

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no news here."""


@contextmanager
def chatting() -> Iterator[Chat]:
    """Run a service until the block ends."""
    chat = Chat()
    handler = type("Handler", (_Handler,), {"owner": chat})
    listener = _Listener(("127.0.0.1", 0), handler)
    chat.url = f"http://127.0.0.1:{listener.server_address[1]}"
    thread = threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield chat
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()
