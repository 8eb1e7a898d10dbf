"""Settings: what is refused, what comes from the environment, and that each has its effect."""

from __future__ import annotations

import asyncio
import logging
import math
import pickle
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import httpx2
import kitchen
import pytest
from kitchen import (
    Aggressive,
    APIConnectionError,
    APITimeoutError,
    AsyncClient,
    Client,
    Config,
    ConfigurationError,
    Interceptor,
    RetryStrategy,
)

from serving import Answer, Server, serving, silent

TLS = Path(__file__).parent / "tls"
CERTIFICATE, KEY, LOCKED = (
    str(TLS / name) for name in ("certificate.pem", "key.pem", "locked.pem")
)
BARE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
URL = "http://x"


class Sync:
    def send(self, request: object, *, timeout: object, stream: bool) -> Any: ...
    def close(self) -> None: ...


class Async:
    async def send(self, request: object, *, timeout: object, stream: bool) -> Any: ...
    async def aclose(self) -> None: ...


BAD: list[tuple[str, Any]] = [
    *(("base_url", url) for url in (5, "x", "ftp://x", "http://", "http://:80", "http:///x")),
    *(
        ("base_url", url)
        for url in ("http://x:port", "http://x:99999", "http://[::1", "http://a b")
    ),
    *(("base_url", url) for url in ("http://x\n", "http://x?a=b", "http://x#a", b"http://x")),
    *(("api_key", key) for key in ("", " ", 5, b"key")),
    *(("timeout", timeout) for timeout in (0, -1, "1", True, math.nan, math.inf, 1e12, (1, 2))),
    *(("max_retries", retries) for retries in (-1, 1.5, "2", True)),
    *(("default_headers", headers) for headers in ("x", [("a", "b")], {"a": 1}, {1: "a"})),
    *(("default_headers", {name: "x"}) for name in ("", "a b", "a\n", "a:", "ü")),
    *(("default_headers", {"a": text}) for text in ("a\nb", "a\r", "\x00", "\udc80")),
    *(("default_query", query) for query in ("x", {"a": 1}, {"a": ["b", 1]}, {1: "a"})),
    *(("http_client", http) for http in (5, "x", object(), Sync())),
    *(("transport", transport) for transport in (5, object())),
    *(("retry_strategy", strategy) for strategy in (5, "x", Aggressive, RetryStrategy)),
    *(("interceptors", given) for given in (5, "x", [5], [Interceptor], Interceptor())),
    *(("proxy", proxy) for proxy in (5, "x", "ftp://x", "http://", "http://x:port", "socks5://x")),
    *(("verify", verify) for verify in (1, "ca.pem", None.__class__)),
    *(("cert", cert) for cert in (5, "", "/no/such/file", (CERTIFICATE,), (LOCKED, LOCKED))),
    *(("cert", cert) for cert in ((CERTIFICATE, LOCKED), (CERTIFICATE, KEY, "a", "b"), ())),
    *(("trust_env", flag) for flag in (1, "yes")),
    *(("http2", flag) for flag in (1, "yes", True)),
    *(("max_connections", limit) for limit in (0, -1, 1.5, "1", True)),
    *(("max_keepalive_connections", limit) for limit in (-1, 1.5, "1", False)),
    *(("keepalive_expiry", seconds) for seconds in (-1, "1", math.nan, True)),
    *(("max_response_bytes", limit) for limit in (0, -1, 1.5, "1")),
]
ONLY_CONFIG: list[tuple[str, Any]] = [
    ("new_idempotency_token", "x"),
    ("disable_request_compression", 1),
    ("request_min_compression_size_bytes", -1),
    ("request_min_compression_size_bytes", 10_485_761),
    ("request_min_compression_size_bytes", "1"),
]
makers = pytest.mark.parametrize("make", [Client, AsyncClient])


def known(setting: tuple[str, Any]) -> str:
    return f"{setting[0]}={setting[1]!r:.30}"


@makers
@pytest.mark.parametrize("setting", BAD, ids=known)
def test_wrong_values_are_refused_by_name(make: Any, setting: tuple[str, Any]) -> None:
    name, value = setting
    if make is AsyncClient and isinstance(value, Sync):
        value = Async()
    with pytest.raises(ConfigurationError, match=f"^{name}"):
        make(**{"base_url": URL, name: value})
    with make_open(make) as client, pytest.raises(ConfigurationError, match=f"^{name}"):
        client.with_options(**{name: value})

    def plugin(config: Config) -> None:
        setattr(config, name, value)

    with pytest.raises(ConfigurationError, match=f"^{name}"):
        make(base_url=URL, plugins=[plugin])


@pytest.mark.parametrize("setting", BAD + ONLY_CONFIG, ids=known)
def test_a_config_refuses_them_too(setting: tuple[str, Any]) -> None:
    name, value = setting
    if name in ("http_client", "transport"):
        pytest.raises(ConfigurationError, Client, Config(base_url=URL, **{name: value}))
        return
    with pytest.raises(ConfigurationError, match=f"^{name}"):
        Config(**{name: value})
    config = Config(base_url=URL)
    setattr(config, name, value)
    with pytest.raises(ConfigurationError, match=f"^{name}"):
        Client(config)


@contextmanager
def make_open(make: Any) -> Iterator[Any]:
    client = make(base_url=URL)
    yield client
    if make is Client:
        client.close()


@makers
def test_wrong_plugins_and_configs(make: Any) -> None:
    for plugins in (5, "x", [5]):
        with pytest.raises(ConfigurationError, match="^plugins"):
            make(base_url=URL, plugins=plugins)
    with pytest.raises(TypeError):
        make(URL)
    with pytest.raises(TypeError):
        make(base_ulr=URL)
    with pytest.raises(ConfigurationError, match="differ"):
        Config(base_url=URL, endpoint_uri="http://y")


def test_clients_of_the_other_kind_are_refused_by_name() -> None:
    for module in (httpx2, httpx):
        other: Any = module.AsyncClient(verify=BARE)
        with pytest.raises(ConfigurationError, match="^http_client is asynchronous"):
            Client(base_url=URL, http_client=other)
        with (
            module.Client(verify=BARE) as http,
            pytest.raises(ConfigurationError, match="^http_client is synchronous"),
        ):
            AsyncClient(base_url=URL, http_client=http)
    with pytest.raises(ConfigurationError, match="^transport is asynchronous"):
        Client(base_url=URL, transport=Async())  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="^transport is synchronous"):
        AsyncClient(base_url=URL, transport=Sync())  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="not both"):
        Client(base_url=URL, transport=Sync(), http_client=httpx2.Client(verify=BARE))
    for name, value in (("proxy", URL), ("verify", BARE), ("max_connections", 5), ("http2", False)):
        with pytest.raises(ConfigurationError, match=f"^{name} has no effect beside transport"):
            Client(base_url=URL, transport=Sync(), **{name: value})  # type: ignore[arg-type]


def test_http2_names_its_extra() -> None:
    with pytest.raises(ConfigurationError, match=r"pip install 'kitchen\[http2\]'"):
        Client(base_url=URL, http2=True)


def test_no_message_shows_a_secret() -> None:
    bad: list[dict[str, Any]] = [
        {"base_url": "http://user:hush@"},
        {"base_url": "http://user:hush@x:port"},
        {"base_url": "ftp://user:hush@x"},
        {"base_url": URL, "proxy": "http://user:hush@x:port"},
        {"base_url": URL, "proxy": "user:hush@x"},
        {"base_url": URL, "api_key": ["hush"]},
        {"base_url": URL, "default_headers": {"Authorization": "hush\n"}},
        {"base_url": URL, "cert": (CERTIFICATE, LOCKED, "hushhush")},
    ]
    for settings in bad:
        with pytest.raises(ConfigurationError) as caught:
            Client(**settings)
        assert "hush" not in str(caught.value), settings


def test_the_defaults() -> None:
    config = Config()
    assert config.max_retries == 2 and config.default_timeout == 60.0
    assert config.trust_env is True and config.verify is True and config.http2 is False
    assert (config.max_connections, config.max_keepalive_connections) == (100, 20)
    assert config.keepalive_expiry == 5.0 and config.max_response_bytes == 2**28
    with Client(base_url=URL) as client:
        assert client._http.timeout == httpx2.Timeout(60.0)  # type: ignore[attr-defined]


# The environment.


def test_the_environment(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    with pytest.raises(ConfigurationError, match="base_url is missing.*KITCHEN_BASE_URL"):
        Client()
    monkeypatch.setenv("KITCHEN_BASE_URL", server.url)
    monkeypatch.setenv("KITCHEN_API_KEY", "key of the environment")
    with Client() as client:
        assert client.put_string(value="x").value == "x"
        assert client.config.api_key == "key of the environment"
        assert client.with_options(base_url=None).config.base_url == server.url
    with Client(base_url="http://given", api_key="given") as client:
        assert (client.config.base_url, client.config.api_key) == ("http://given", "given")
        again = client.with_options(base_url=None, api_key=None).config
        assert (again.base_url, again.api_key) == (server.url, "key of the environment")
    with Client(Config(base_url="http://given")) as client:
        assert client.config.base_url == "http://given"
    monkeypatch.setenv("KITCHEN_BASE_URL", "nonsense")
    with pytest.raises(ConfigurationError, match="^base_url"):
        Client()
    monkeypatch.setenv("KITCHEN_BASE_URL", "")
    with pytest.raises(ConfigurationError, match="^base_url is missing"):
        Client()


LOGGED = """
import sys, kitchen
with kitchen.Client(base_url=sys.argv[1], api_key="hush") as client:
    client.put_string(value="secret value")
"""


@pytest.mark.parametrize(("level", "lines"), [("debug", 2), ("DEBUG", 2), ("info", 0), ("", 0)])
def test_the_log_of_the_environment(server: Server, packages: Path, level: str, lines: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOGGED, server.url],
        env={"PYTHONPATH": str(packages / "kitchen" / "src"), "KITCHEN_LOG": level},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 and not done.stdout, done.stderr
    assert len(done.stderr.splitlines()) == lines and "secret" not in done.stderr
    assert "hush" not in done.stderr
    if lines:
        assert "DEBUG kitchen.http: PutString: attempt 1: PUT http://127.0.0.1" in done.stderr


def test_the_environment_names_a_proxy(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.setenv("NO_PROXY", "")
    with Client(base_url="http://nowhere.invalid", verify=BARE) as client:
        assert client.put_string(value="x").value == "x"
    assert server.last.target.startswith("http://nowhere.invalid/")
    with Client(base_url="http://nowhere.invalid", trust_env=False, max_retries=0) as client:
        with pytest.raises(APIConnectionError):
            client.put_string(value="x")
    monkeypatch.setenv("HTTP_PROXY", "nonsense://user:hush@x")
    with Client(base_url="http://nowhere.invalid", verify=BARE) as client:
        with pytest.raises(ConfigurationError) as caught:
            client.put_string(value="x")
        assert "hush" not in str(caught.value) and caught.value.__cause__ is None


def test_the_environment_names_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", CERTIFICATE)
    with encrypted() as server:
        with Client(base_url=server.url) as client:
            assert client.put_string(value="x").value == "x"
        with Client(base_url=server.url, trust_env=False, max_retries=0) as client:
            with pytest.raises(APIConnectionError):
                client.put_string(value="x")


# Connections.


@contextmanager
def tunnel() -> Iterator[tuple[str, list[bytes]]]:
    """Run a proxy that carries what is encrypted."""
    asked: list[bytes] = []

    def relay(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    def serve(client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += client.recv(65536)
        asked.append(head)
        host, _, port = head.split(b" ")[1].decode().rpartition(":")
        with client, socket.create_connection((host, int(port))) as server:
            client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            back = threading.Thread(target=relay, args=(server, client), daemon=True)
            back.start()
            relay(client, server)
            back.join()

    def listen(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=listen, args=(listener,), daemon=True)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}", asked
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


@contextmanager
def encrypted(*, wants_certificate: bool = False) -> Iterator[Server]:
    """Run a server that speaks TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    if wants_certificate:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(CERTIFICATE)
    with serving(context=context) as server:
        yield server


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=CERTIFICATE)


def put(url: str, **settings: Any) -> Any:
    with Client(base_url=url, max_retries=0, **settings) as client:
        return client.put_string(value="x").value


def put_async(url: str, **settings: Any) -> Any:
    async def main() -> str | None:
        async with AsyncClient(base_url=url, max_retries=0, **settings) as client:
            return (await client.put_string(value="x")).value

    return asyncio.run(main())


both = pytest.mark.parametrize("put", [put, put_async], ids=["sync", "async"])


@both
def test_a_proxy(server: Server, put: Callable[..., Any]) -> None:
    url = server.url.replace("http://", "http://user:hush@")
    assert put("http://nowhere.invalid", proxy=url, verify=BARE) == "x"
    assert server.last.target == "http://nowhere.invalid/payload/string"
    assert server.last.headers["proxy-authorization"].startswith("Basic ")
    assert put("http://nowhere.invalid", proxy=httpx2.Proxy(server.url), verify=BARE) == "x"


@both
def test_a_proxy_that_carries_what_is_encrypted(put: Callable[..., Any]) -> None:
    with encrypted() as server, tunnel() as (address, asked):
        assert put(server.url, proxy=f"http://user:hush@{address}", verify=trusting()) == "x"
        assert asked[0].startswith(b"CONNECT 127.0.0.1:") and b"Basic " in asked[0]
        assert "proxy-authorization" not in server.last.headers


@both
def test_a_proxy_that_refuses(server: Server, put: Callable[..., Any]) -> None:
    server.will(Answer(407))
    url = server.url.replace("http://", "http://user:hush@")
    with pytest.raises(APIConnectionError) as caught:
        put("https://nowhere.invalid", proxy=url, verify=BARE)
    assert "hush" not in str(caught.value)


@both
def test_certificates_are_checked(put: Callable[..., Any]) -> None:
    with encrypted() as server:
        for settings in ({}, {"verify": True}, {"verify": BARE}):
            with pytest.raises(APIConnectionError):
                put(server.url, **settings)
        assert not server.seen
        assert put(server.url, verify=trusting()) == "x"
        assert put(server.url, verify=False) == "x"
        with pytest.raises(APIConnectionError):
            put(server.url.replace("127.0.0.1", "127.0.0.2"), verify=trusting(), timeout=2)


@both
def test_a_certificate_of_the_client(put: Callable[..., Any]) -> None:
    with encrypted(wants_certificate=True) as server:
        with pytest.raises(APIConnectionError):
            put(server.url, verify=trusting())
        assert put(server.url, verify=trusting(), cert=(CERTIFICATE, KEY)) == "x"
        assert put(server.url, verify=False, cert=(CERTIFICATE, LOCKED, "hush")) == "x"
        loaded = trusting()
        loaded.load_cert_chain(CERTIFICATE, KEY)
        assert put(server.url, verify=loaded) == "x"


def test_limits_of_the_pool(server: Server) -> None:
    def connections(**settings: Any) -> int:
        server.forget()
        with Client(base_url=server.url, verify=BARE, **settings) as client:
            for _ in range(3):
                client.put_empty()
        return len({seen.client for seen in server.seen})

    assert connections() == 1
    assert connections(max_keepalive_connections=0) == 3
    assert connections(keepalive_expiry=0) == 3


def test_the_largest_number_of_connections(server: Server) -> None:
    waiting = threading.Event()
    server.will(Answer(200, wait=waiting))
    with Client(base_url=server.url, verify=BARE, max_connections=1, max_retries=0) as client:
        thread = threading.Thread(target=client.put_empty)
        thread.start()
        while not server.seen:
            pass
        with pytest.raises(APITimeoutError) as caught:
            client.put_empty(timeout=0.1)
        # It was never sent, and so may be sent again whatever it does.
        assert caught.value.is_retry_safe and len(server.seen) == 1
        waiting.set()
        thread.join()


@both
def test_timeouts(put: Callable[..., Any]) -> None:
    with silent() as url:
        for timeout in (0.1, httpx2.Timeout(5, read=0.1)):
            with pytest.raises(APITimeoutError):
                put(url, timeout=timeout, verify=BARE)


def test_no_timeout(server: Server) -> None:
    with Client(base_url=server.url, timeout=None, verify=BARE) as client:
        assert client._http.timeout == httpx2.Timeout(None)  # type: ignore[attr-defined]
        assert client.put_string(value="x").value == "x"
    with Client(base_url=server.url, verify=BARE) as client:
        assert client.put_string(value="x", timeout=None).value == "x"


def test_default_query(server: Server) -> None:
    query: dict[str, str | list[str]] = {"a": "1", "b": ["x", "y"], "ü": "&"}
    with Client(base_url=server.url, verify=BARE, default_query=query) as client:
        client.do_nothing(extra_query={"a": "2"})
    assert server.last.query == [("a", "2"), ("b", "x"), ("b", "y"), ("ü", "&")]


def test_what_no_url_can_hold(server: Server) -> None:
    with Client(base_url=server.url, verify=BARE) as client:
        with pytest.raises(kitchen.SmithyError):
            client.do_nothing(extra_query={"a": "x" * 100_000})
        assert client.put_string(value="x").value == "x"
    with httpx2.Client(verify=BARE) as http:
        with pytest.raises(kitchen.SmithyError):
            Client(base_url=server.url, http_client=http).do_nothing(
                extra_query={"a": "x" * 99_999}
            )


def test_a_config_pickles() -> None:
    config = Config(
        base_url=URL,
        api_key="key",
        timeout=5,
        default_headers={"a": "b"},
        default_query={"c": ["d"]},
        retry_strategy=Aggressive(),
        proxy="http://proxy",
        max_connections=7,
    )
    again = pickle.loads(pickle.dumps(config))
    assert isinstance(again.retry_strategy, Aggressive)
    for name in ("base_url", "api_key", "timeout", "default_headers", "default_query", "proxy"):
        assert getattr(again, name) == getattr(config, name)
    assert again.max_connections == 7 and "key" not in repr(config)
    with Client(config) as client:
        for refused in (client, client.dishes):
            with pytest.raises(TypeError, match="Config"):
                pickle.dumps(refused)


def test_loggers_print_nothing_by_themselves() -> None:
    with Client(base_url=URL, verify=BARE):
        handlers = logging.getLogger("kitchen").handlers
        assert any(isinstance(handler, logging.NullHandler) for handler in handlers)
