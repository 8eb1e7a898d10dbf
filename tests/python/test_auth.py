"""A lock of every kind, on a live server that judges each credential by itself."""

from __future__ import annotations

import io
import logging
import traceback
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from types import ModuleType
from typing import Any
from urllib.request import Request, urlopen

import anyio
import gate
import locks
import pytest
import vault
from locks import ConfigurationError
from locks import models as m
from locks.auth import ApiKey, AwsCredentials, BearerToken, Login, presign
from vault.auth import presign as vault_presign

import verifying
from serving import Answer, Seen, Server

Run = Callable[..., Any]
CREDENTIALS = AwsCredentials(verifying.KEY, verifying.SECRET)
REFUSED = Answer.json({"message": "no"}, 401)


@pytest.fixture(params=["sync", "asyncio", "trio"])
def run(request: pytest.FixtureRequest) -> Run:
    """Call an operation with one of the clients."""

    def go(
        module: ModuleType, operation: str, /, *calls: dict[str, Any], **settings: Any
    ) -> list[Any]:
        if request.param == "sync":
            with module.Client(**settings) as client:
                return [getattr(client, operation)(**members) for members in calls or ({},)]

        async def main() -> list[Any]:
            async with module.AsyncClient(**settings) as client:
                return [await getattr(client, operation)(**members) for members in calls or ({},)]

        return anyio.run(main, backend=request.param)

    go.__name__ = request.param
    return go


@pytest.fixture(autouse=True)
def nothing_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide what the machine knows."""
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "REGION", "PROFILE"):
        monkeypatch.delenv(f"AWS_{name}", raising=False)
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    monkeypatch.setenv("HOME", "/nonexistent")


def opened(by: str) -> Answer:
    return Answer.json({"by": by})


def by_header(value: str) -> Callable[[Seen], Answer]:
    def judge(seen: Seen) -> Answer:
        return opened(value) if seen.headers.get("authorization") == value else REFUSED

    return judge


def awaited(value: Any) -> Callable[[], Any]:
    async def give() -> Any:
        await anyio.sleep(0)
        return value

    return give


@pytest.mark.parametrize("source", ["static", "callable", "async callable", "environment", "auth"])
@pytest.mark.parametrize(
    ("operation", "header"),
    [
        ("open_any", "Bearer k"),
        ("open_keyed", "Key k"),
        ("open_porch", "Bearer k"),
        ("open_basic", "Basic k"),
    ],
)
def test_api_key(
    run: Run,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    operation: str,
    header: str,
) -> None:
    server.behaviour = by_header(header)
    every: dict[str, dict[str, Any]] = {
        "static": {"api_key": "k"},
        "callable": {"api_key": lambda: "k"},
        "async callable": {"api_key": awaited("k")},
        "environment": {},
        "auth": {"auth": [ApiKey("k")]},
    }
    settings = every[source]
    if source == "environment":
        monkeypatch.setenv("LOCKS_API_KEY", "k")
    if source == "async callable" and run.__name__ == "sync":
        with pytest.raises(ConfigurationError, match="api_key is asynchronous"):
            run(locks, operation, base_url=server.url, **settings)
        assert not server.seen
        return
    assert run(locks, operation, base_url=server.url, **settings)[0].by == header


def test_tokens_rotate(run: Run, server: Server) -> None:
    tokens = iter(["a", "b", "c"])
    server.behaviour = lambda seen: opened(seen.headers["authorization"])
    found = run(locks, "open_any", {}, {}, {}, base_url=server.url, api_key=lambda: next(tokens))
    assert [visitor.by for visitor in found] == ["Bearer a", "Bearer b", "Bearer c"]


def test_each_attempt_is_signed(run: Run, server: Server) -> None:
    tokens = iter(["a", "b"])
    server.will(Answer(503, headers={"Retry-After": "0"}))
    server.behaviour = lambda seen: opened(seen.headers["authorization"])
    found = run(locks, "open_any", base_url=server.url, api_key=lambda: next(tokens))
    assert found[0].by == "Bearer b"
    assert server.seen[0].headers["authorization"] == "Bearer a"


@pytest.mark.parametrize(
    "settings",
    [
        {"username": "mé", "password": "p:w"},
        {"username": "mé", "password": lambda: "p:w"},
        {"auth": ("mé", "p:w")},
        {"auth": Login("mé", "p:w")},
        {"api_key": b64encode("mé:p:w".encode()).decode()},
    ],
)
def test_basic(run: Run, server: Server, settings: dict[str, Any]) -> None:
    def judge(seen: Seen) -> Answer:
        return opened("basic") if verifying.basic(seen) == ("mé", "p:w") else REFUSED

    server.behaviour = judge
    assert run(locks, "open_basic", base_url=server.url, **settings)[0].by == "basic"


@pytest.mark.parametrize("algorithm", ["SHA-256", "MD5"])
@pytest.mark.parametrize("qop", ["auth", "auth-int", "auth, auth-int"])
def test_digest(run: Run, server: Server, algorithm: str, qop: str) -> None:
    digests = verifying.Digests(algorithm, qop)

    def judge(seen: Seen) -> Answer:
        if digests.accepts(seen, "me", "secret"):
            return opened("digest")
        return Answer.json({}, 401, WWW_Authenticate=digests.challenge())

    server.behaviour = judge
    calls = [{"note": "x", "floor": 1}, {"note": "y"}]
    settings: dict[str, Any] = {"username": "me", "password": "secret", "max_retries": 0}
    found = run(locks, "open_digest", *calls, base_url=server.url, **settings)
    assert [visitor.by for visitor in found] == ["digest", "digest"]
    # The second call knows the challenge already.
    assert len(server.seen) == 3
    assert all(b"secret" not in repr(seen.headers).encode() for seen in server.seen)


def test_digest_with_a_wrong_password_asks_once(run: Run, server: Server) -> None:
    digests = verifying.Digests()
    server.behaviour = lambda seen: Answer.json({}, 401, WWW_Authenticate=digests.challenge())
    with pytest.raises(locks.AuthenticationError):
        run(locks, "open_digest", base_url=server.url, username="me", password="wrong")
    assert len(server.seen) == 2


def test_digest_with_a_nonce_that_is_too_old(run: Run, server: Server) -> None:
    digests = verifying.Digests()

    def judge(seen: Seen) -> Answer:
        if not digests.accepts(seen, "me", "secret"):
            return Answer.json({}, 401, WWW_Authenticate=f"{digests.challenge()}, stale=true")
        digests.nonce += "'"
        return opened("digest")

    server.behaviour = judge
    settings: dict[str, Any] = {"username": "me", "password": "secret"}
    found = run(locks, "open_digest", {}, {}, base_url=server.url, **settings)
    assert len(found) == 2
    assert len(server.seen) == 4


def test_key_in_the_query(run: Run, server: Server) -> None:
    def judge(seen: Seen) -> Answer:
        return opened("key") if ("gate key", "a&b=c") in seen.query else REFUSED

    server.behaviour = judge
    found = run(gate, "enter", {"lane": "left"}, {}, base_url=server.url, api_key="a&b=c")
    assert [one.by for one in found] == ["key", "key"]
    assert server.seen[0].query == [("lane", "left"), ("gate key", "a&b=c")]


def test_no_lock(run: Run, server: Server) -> None:
    server.behaviour = lambda seen: opened(seen.headers.get("authorization", "nobody"))
    every = {"base_url": server.url, "api_key": "k", "username": "u", "password": "p"}
    assert run(locks, "open_plain", **every)[0].by == "nobody"
    assert run(locks, "open_porch", base_url=server.url)[0].by == "nobody"
    assert run(locks, "open_any", base_url=server.url, auth=[])[0].by == "nobody"


@pytest.mark.parametrize(
    ("operation", "says"),
    [
        ("open_any", ["api_key=", "credentials=", "LOCKS_API_KEY", "AWS_ACCESS_KEY_ID"]),
        ("open_basic", ["username= and password="]),
        ("open_digest", ["username= and password="]),
        ("open_signed", ["credentials=AwsCredentials(...)", "AWS_SECRET_ACCESS_KEY"]),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_sent(
    run: Run, server: Server, operation: str, says: list[str]
) -> None:
    members = {"room": "r", "path": "p"} if operation == "open_signed" else {}
    with pytest.raises(ConfigurationError) as caught:
        run(locks, operation, members, base_url=server.url)
    assert all(one in str(caught.value) for one in says)
    assert not server.seen


def signed(service: str, secret: str = verifying.SECRET) -> Callable[[Seen], Answer]:
    def judge(seen: Seen) -> Answer:
        verifying.signature(seen, service, secret=secret)
        return opened("sigv4")

    return judge


HARD = {
    "room": "a b%",
    "path": "x/ü/~*'()",
    "tags": ["b c", "a", "é=&"],
    "header": "two  spaces",
    "note": "ü",
}


@pytest.mark.parametrize("source", ["static", "callable", "async callable", "environment", "auth"])
def test_sigv4(run: Run, server: Server, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    server.behaviour = signed("locks")
    every: dict[str, dict[str, Any]] = {
        "static": {"credentials": CREDENTIALS},
        "callable": {"credentials": lambda: CREDENTIALS},
        "async callable": {"credentials": awaited(CREDENTIALS)},
        "environment": {},
        "auth": {"auth": CREDENTIALS},
    }
    settings = every[source]
    if source == "async callable" and run.__name__ == "sync":
        with pytest.raises(ConfigurationError, match="credentials is asynchronous"):
            run(locks, "open_signed", HARD, base_url=server.url, region="r", **settings)
        return
    if source == "environment":
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", verifying.KEY)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", verifying.SECRET)
        monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
        monkeypatch.setenv("AWS_REGION", verifying.REGION)
    else:
        settings["region"] = verifying.REGION
    assert run(locks, "open_signed", HARD, base_url=server.url, **settings)[0].by == "sigv4"
    token = server.last.headers.get("x-amz-security-token")
    assert token == ("token" if source == "environment" else None)


def test_a_wrong_clock_is_set_by_the_first_refusal(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from locks._runtime import aws_auth

    now = datetime.now(UTC)
    monkeypatch.setattr(aws_auth, "time", lambda: now.timestamp() - 7200)

    def judge(seen: Seen) -> Answer:
        good = verifying.signature(seen, "locks")
        moment = datetime.strptime(good.moment, "%Y%m%dT%H%M%S%z")
        if abs((moment - now).total_seconds()) > 300:
            return Answer.json({}, 403)
        return opened("in time")

    server.behaviour = judge
    settings: dict[str, Any] = {"credentials": CREDENTIALS, "region": verifying.REGION}
    found = run(locks, "open_signed", HARD, HARD, base_url=server.url, **settings)
    assert [visitor.by for visitor in found] == ["in time", "in time"]
    assert len(server.seen) == 3


AWS: dict[str, Any] = {"credentials": CREDENTIALS, "region": verifying.REGION}


def test_a_stream_that_is_not_signed(run: Run, server: Server) -> None:
    server.behaviour = signed("locks")
    run(locks, "pour", {"water": iter([b"a", b"b"])}, base_url=server.url, **AWS)
    assert server.last.headers["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD"
    assert server.last.body == b"ab"


async def later(words: list[Any]) -> AsyncIterator[Any]:
    for word in words:
        await anyio.sleep(0)
        yield word


@pytest.mark.parametrize("kind", ["list", "iterator", "asynchronous"])
def test_signed_events(run: Run, server: Server, kind: str) -> None:
    if kind == "asynchronous" and run.__name__ == "sync":
        return
    words: list[Any] = [m.WordsWord(m.Word(text=text)) for text in ("a", "b")]
    given = {"list": words, "iterator": iter(words), "asynchronous": later(words)}[kind]

    def judge(seen: Seen) -> Answer:
        good = verifying.signature(seen, "locks")
        assert seen.headers["x-amz-content-sha256"] == "STREAMING-AWS4-HMAC-SHA256-EVENTS"
        heard = list(verifying.events(seen, good))
        return opened(",".join(event[-16:-4].decode() for event in heard))

    server.behaviour = judge
    if kind == "list":
        # A list can be sent again, and is signed anew.
        server.will(Answer(503, headers={"Retry-After": "0"}))
    found = run(locks, "whisper", {"words": given}, base_url=server.url, **AWS)
    assert found[0].by == '{"text":"a"},{"text":"b"}'


SIZES = [0, 5, 65536, 150_001]


def take(judged: list[bytes]) -> Callable[[Seen], Answer]:
    def judge(seen: Seen) -> Answer:
        good = verifying.signature(seen, "s3")
        body, trailers = verifying.chunked(seen, good)
        name = seen.headers["x-amz-trailer"]
        check = verifying.crc32c if name.endswith("crc32c") else verifying.crc32
        assert trailers == {name: check(body)}
        judged.append(body)
        return Answer()

    return judge


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["file", "list", "iterator"])
@pytest.mark.parametrize("algorithm", [None, "CRC32C"])
def test_trailers_are_signed_where_tls_does_not_guard(
    run: Run, server: Server, size: int, kind: str, algorithm: str | None
) -> None:
    data = bytes(range(251)) * (size // 251 + 1)
    data = data[:size]
    pieces = [data[:7], data[7:]]
    headers: dict[str, str] | None = None
    given: Any = {"file": io.BytesIO(data), "list": pieces, "iterator": iter(pieces)}[kind]
    if kind == "iterator":
        headers = {"content-length": str(size)}
    judged: list[bytes] = []
    server.behaviour = take(judged)
    if kind != "iterator":
        server.will(Answer(503, headers={"Retry-After": "0"}))
    members = {"name": "a/b c", "thing": given, "algorithm": algorithm, "extra_headers": headers}
    run(vault, "put_thing", members, base_url=server.url, **AWS)
    assert judged == [data]
    assert server.last.headers["content-encoding"] == "aws-chunked"
    kind_of_payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
    assert server.last.headers["x-amz-content-sha256"] == kind_of_payload


def test_s3_is_told_how_long_a_body_is(run: Run, server: Server) -> None:
    with pytest.raises(vault.SerializationError, match="how long"):
        run(vault, "put_thing", {"name": "a", "thing": iter([b"a"])}, base_url=server.url, **AWS)
    assert not server.seen


def test_bytes_have_their_checksum_in_a_header(run: Run, server: Server) -> None:
    def judge(seen: Seen) -> Answer:
        verifying.signature(seen, "s3")
        assert seen.headers["x-amz-content-sha256"] == verifying.sha256(seen.body)
        assert seen.headers["x-amz-checksum-crc32"] == verifying.crc32(seen.body)
        return Answer()

    server.behaviour = judge
    run(vault, "put_thing", {"name": "x/../y", "thing": b"abc"}, base_url=server.url, **AWS)


class Kept:
    """A transport that keeps requests, as they would go out, for a server behind TLS."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []

    def send(self, request: Any, *, timeout: Any, stream: bool) -> Any:
        content = request.content
        body = b"" if content is None else content if type(content) is bytes else b"".join(content)
        headers = {"host": "s3.example", **request.headers}
        self.seen.append(Seen(request.method, request.target, headers, body))
        return Nothing()

    def close(self) -> None:
        pass


class Nothing:
    status_code = 200
    headers: dict[str, str] = {}

    def read(self) -> bytes:
        return b""

    def iter_bytes(self) -> Iterator[bytes]:
        yield b""

    def close(self) -> None:
        pass


@pytest.mark.parametrize("size", SIZES)
def test_trailers_are_not_signed_behind_tls(size: int) -> None:
    transport = Kept()
    with vault.Client(base_url="https://s3.example", transport=transport, **AWS) as client:
        client.put_thing(name="k", thing=io.BytesIO(b"x" * size))
    (seen,) = transport.seen
    verifying.signature(seen, "s3")
    assert seen.headers["x-amz-content-sha256"] == "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
    body, trailers = verifying.chunked(seen, None)
    assert body == b"x" * size
    assert trailers == {"x-amz-checksum-crc32": verifying.crc32(body)}
    assert seen.headers["content-length"] == str(len(seen.body))


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_presigned_urls(server: Server, kind: str) -> None:
    seen_by_hand: list[verifying.Signature] = []

    def judge(seen: Seen) -> Answer:
        assert "authorization" not in seen.headers
        seen_by_hand.append(verifying.signature(seen, "s3"))
        return Answer(200, b"thing")

    server.behaviour = judge
    token = AwsCredentials(verifying.KEY, verifying.SECRET, "to/ken")
    make = vault.Client if kind == "sync" else vault.AsyncClient
    client: Any = make(base_url=server.url, credentials=token, region=verifying.REGION)
    url = vault_presign.lasting(60)(client.take_thing)(name="a/b c+ü", mode="ENABLED")
    assert not server.seen
    with urlopen(url) as response:
        assert response.read() == b"thing"
    query = dict(server.last.query)
    assert query["X-Amz-Expires"] == "60"
    assert query["X-Amz-Security-Token"] == "to/ken"
    assert query["x-amz-checksum-mode"] == "ENABLED"
    url = vault_presign(client.put_thing)(name="k")
    with urlopen(Request(url, data=b"any body", method="PUT")):
        pass
    assert len(seen_by_hand) == 2
    assert verifying.SECRET not in url


def test_what_cannot_be_presigned() -> None:
    with locks.Client(base_url="http://h", api_key="k", **AWS) as client:
        with pytest.raises(ConfigurationError, match="OpenBasic is not signed"):
            presign(client.open_basic)(m.Knock())
        with pytest.raises(ConfigurationError, match="from 1 to 604800"):
            presign.lasting(604801)
        with pytest.raises(ConfigurationError, match="the method of an operation"):
            presign(print)


SECRET = "se-cret"
SECRETS = [SECRET, verifying.SECRET]


def test_no_secret_is_shown(
    run: Run, server: Server, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    server.behaviour = lambda seen: REFUSED
    settings: dict[str, Any] = {
        "base_url": server.url,
        "api_key": SECRET,
        "username": "u",
        "password": SECRET,
        "auth": None,
        "credentials": AwsCredentials(verifying.KEY, verifying.SECRET, SECRET),
        "region": "r",
    }
    shown = [repr(locks.Config(**settings)), repr(locks.Client(**settings))]
    signed_members = {"room": "r", "path": "p"}
    for operation, members in [
        ("open_any", {}),
        ("open_basic", {}),
        ("open_digest", {}),
        ("open_keyed", {}),
        ("open_signed", signed_members),
    ]:
        with pytest.raises(locks.AuthenticationError) as caught:
            run(locks, operation, members, **settings)
        shown.append("".join(traceback.format_exception(caught.value)))
    with pytest.raises(gate.AuthenticationError) as refused:
        run(gate, "enter", base_url=server.url, api_key=SECRET)
    shown.append("".join(traceback.format_exception(refused.value)))
    assert ("gate key", SECRET) in server.last.query
    shown.append(caplog.text)
    assert "/basic" in caplog.text
    for text in shown:
        assert not any(secret in text for secret in SECRETS), text
        assert "dTpzZS1jcmV0" not in text


def test_nothing_is_sent_to_another_origin(
    run: Run, server: Server, serve: Callable[..., Server]
) -> None:
    other = serve()
    server.behaviour = lambda seen: Answer(307, headers={"Location": f"{other.url}/any"})
    with pytest.raises(locks.ApiError):
        run(locks, "open_any", base_url=server.url, api_key="se-cret")
    assert all("authorization" not in seen.headers for seen in other.seen)


class Stamp:
    """Signs on its own."""

    def sign(self, request: Any, /) -> None:
        request.headers["authorization"] = f"Stamp {request.operation}"


class LaterStamp:
    """Signs on its own, and takes its time."""

    async def sign(self, request: Any, /) -> None:
        await anyio.sleep(0)
        request.headers["authorization"] = f"Stamp {request.operation}"


def test_who_signs_on_its_own(run: Run, server: Server) -> None:
    server.behaviour = by_header("Stamp OpenAny")
    assert run(locks, "open_any", base_url=server.url, auth=Stamp())[0].by == "Stamp OpenAny"
    by_scheme = {"smithy.api#httpApiKeyAuth": Stamp()}
    assert run(locks, "open_any", base_url=server.url, auth=by_scheme)
    if run.__name__ == "sync":
        with pytest.raises(ConfigurationError, match="LaterStamp.sign is asynchronous"):
            run(locks, "open_any", base_url=server.url, auth=LaterStamp())
    else:
        assert run(locks, "open_any", base_url=server.url, auth=LaterStamp())


def test_options_change_who_calls(server: Server) -> None:
    server.behaviour = lambda seen: opened(seen.headers.get("authorization", "nobody"))
    with locks.Client(base_url=server.url, api_key="a") as client:
        assert client.open_any().by == "Bearer a"
        assert client.with_options(api_key="b").open_any().by == "Bearer b"
        assert client.with_options(auth=BearerToken("c")).open_any().by == "Bearer c"
        assert client.with_options(auth=[]).open_any().by == "nobody"
        assert client.open_any(extra_headers={"Authorization": "Mine"}).by == "Mine"
        assert client.open_any().by == "Bearer a"
