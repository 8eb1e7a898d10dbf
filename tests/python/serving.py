"""Live HTTP servers on the loopback interface, which tests script and question."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl


@dataclass
class Seen:
    """A request as it arrived; header names are in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    client: tuple[str, int] = ("", 0)

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(self.target.partition("?")[2], keep_blank_values=True)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    """What to answer; a status of 0 resets the connection."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    wait: threading.Event | None = None
    cut: bool = False

    @staticmethod
    def json(value: object, status: int = 200, **headers: str) -> Answer:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return Answer(
            status, json.dumps(value).encode(), {"Content-Type": "application/json"} | named
        )


RESET = Answer(0)
Behaviour = Callable[[Seen], Answer]


def mirror(seen: Seen) -> Answer:
    """Answer with what was sent."""
    kind = seen.headers.get("content-type")
    return Answer(200, seen.body, {} if kind is None else {"Content-Type": kind})


@dataclass
class Server:
    """A running server."""

    url: str
    behaviour: Behaviour = mirror
    seen: list[Seen] = field(default_factory=list[Seen])
    script: list[Answer] = field(default_factory=list[Answer])
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def last(self) -> Seen:
        return self.seen[-1]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def answer(self, seen: Seen) -> Answer:
        with self.lock:
            self.seen.append(seen)
            if self.script:
                return self.script.pop(0)
        return self.behaviour(seen)

    def will(self, *answers: Answer) -> None:
        """Answer the next requests so; what comes after them is up to the behaviour."""
        self.script.extend(answers)

    def will_json(self, value: object, status: int = 200, **headers: str) -> None:
        self.will(Answer.json(value, status, **headers))

    def forget(self) -> None:
        self.seen.clear()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    owner: Server

    def _body(self) -> bytes:
        if self.headers.get("transfer-encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def handle_any(self) -> None:
        headers = {name.lower(): text for name, text in self.headers.items()}
        client = (self.client_address[0], self.client_address[1])
        answer = self.owner.answer(Seen(self.command, self.path, headers, self._body(), client))
        if answer.wait is not None:
            answer.wait.wait(30)
        if answer.status == 0:
            # A linger time of 0 makes `close` send a reset.
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, text in answer.headers.items():
            self.send_header(name, text)
        body = b"" if answer.status == 204 else answer.body
        if answer.status != 204:
            self.send_header("Content-Length", str(len(body) + answer.cut))
        self.end_headers()
        self.wfile.write(body)
        if answer.cut:
            self.close_connection = True

    do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = do_HEAD = handle_any

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no news here."""


@contextmanager
def serving(
    behaviour: Behaviour = mirror, context: ssl.SSLContext | None = None
) -> Iterator[Server]:
    """Run a server until the block ends; with a context, one that speaks TLS."""
    server = Server("", behaviour)
    handler = type("Handler", (_Handler,), {"owner": server})
    listener = _Listener(("127.0.0.1", 0), handler)
    server.url = f"http://127.0.0.1:{listener.server_address[1]}"
    if context is not None:
        server.url = server.url.replace("http://", "https://")
        listener.socket = context.wrap_socket(listener.socket, server_side=True)
    thread = threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


@contextmanager
def silent() -> Iterator[str]:
    """Listen, and never answer."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def closed_port() -> str:
    """Return the address of a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"
