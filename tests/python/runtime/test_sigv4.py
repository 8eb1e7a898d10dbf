"""Signature Version 4 against published vectors, and against botocore."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from smithyc_runtime import aws_auth, aws_chunked, s3_auth, sigv4
from smithyc_runtime.aws_credentials import AwsCredentials
from smithyc_runtime.checksums import ALGORITHMS
from smithyc_runtime.errors import ConfigurationError, SerializationError
from smithyc_runtime.trailers import trailing

SUITE_KEY = ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
SUITE_TIME = datetime(2015, 8, 30, 12, 36, tzinfo=UTC).timestamp()
S3_KEY = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
S3_TIME = datetime(2013, 5, 24, tzinfo=UTC).timestamp()


def request(
    method: str = "GET", url: str = "https://example.amazonaws.com/", **more: Any
) -> SimpleNamespace:
    return SimpleNamespace(
        method=method, url=url, headers=more.get("headers", {}), content=more.get("content")
    )


def suite_signer(service: str = "service", token: str | None = None) -> aws_auth.SigV4Signer:
    return aws_auth.SigV4Signer(
        aws_auth.SigV4(service), AwsCredentials(*SUITE_KEY, token), "us-east-1", lambda: SUITE_TIME
    )


def s3_signer(**options: Any) -> s3_auth.S3Signer:
    scheme = s3_auth.S3SigV4("s3", **options)
    return s3_auth.S3Signer(scheme, AwsCredentials(*S3_KEY), "us-east-1", lambda: S3_TIME)


def made(signed: SimpleNamespace) -> str:
    text: str = signed.headers["authorization"]
    return text.rpartition("Signature=")[2]


BASE = "https://example.amazonaws.com"

# Names and signatures of the test suite that AWS publishes.
SUITE = [
    ("GET", "/", {}, None, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    (
        "GET",
        "/?Param2=value2&Param1=value1",
        {},
        None,
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ),
    (
        "POST",
        "/",
        {},
        None,
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    ),
    (
        "POST",
        "/",
        {"content-type": "application/x-www-form-urlencoded"},
        b"Param1=value1",
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ),
    (
        "GET",
        "/",
        {"my-header1": "value2,value2,value1"},
        None,
        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
    ),
    (
        "GET",
        "/?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz="
        "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        {},
        None,
        "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
    ),
    (
        "GET",
        "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        {},
        None,
        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
    ),
    (
        "GET",
        "//example//",
        {},
        None,
        "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
    ),
]


@pytest.mark.parametrize(("method", "target", "headers", "content", "expected"), SUITE)
def test_published_suite(
    method: str, target: str, headers: dict[str, str], content: bytes | None, expected: str
) -> None:
    it = request(method, BASE + target, headers=dict(headers), content=content)
    suite_signer().sign(it)
    assert made(it) == expected


def test_a_session_token_is_signed() -> None:
    it = request()
    suite_signer(token="TOKEN").sign(it)
    assert it.headers["x-amz-security-token"] == "TOKEN"
    assert "host;x-amz-date;x-amz-security-token" in it.headers["authorization"]


# What the documentation of S3 signs as examples.
BUCKET = "https://examplebucket.s3.amazonaws.com"


@pytest.mark.parametrize(
    ("method", "target", "headers", "content", "expected"),
    [
        (
            "GET",
            "/test.txt",
            {"range": "bytes=0-9"},
            None,
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test%24file.text",
            {
                "date": "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-storage-class": "REDUCED_REDUNDANCY",
            },
            b"Welcome to Amazon S3.",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        (
            "GET",
            "/?lifecycle",
            {},
            None,
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            "GET",
            "/?max-keys=2&prefix=J",
            {},
            None,
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)
def test_published_examples_of_s3(
    method: str, target: str, headers: dict[str, str], content: bytes | None, expected: str
) -> None:
    it = request(method, BUCKET + target, headers=dict(headers), content=content)
    s3_signer().sign(it)
    assert made(it) == expected


def seal(seed: str) -> sigv4.Seal:
    key = sigv4.signing_key(S3_KEY[1], "20130524", "us-east-1", "s3")
    return sigv4.Seal(key, "20130524T000000Z", sigv4.scope("20130524", "us-east-1", "s3"), seed)


PARTS = [b"a" * 65536, b"a" * 1024, b""]


def test_published_chunks() -> None:
    chain = seal("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")
    assert [chain.chunk(part) for part in PARTS] == [
        "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
        "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
        "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    ]


def test_published_chunks_with_a_trailer() -> None:
    body = aws_chunked.AwsChunked(
        [b"a" * 66560], 66560, ("x-amz-checksum-crc32c", ALGORITHMS["CRC32C"])
    )
    body.seal = lambda: seal("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")
    sent = b"".join(body)
    signatures = [line.partition(b"=")[2] for line in sent.split(b"\r\n") if b";chunk-" in line]
    assert signatures == [
        b"b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
        b"1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
        b"2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
    ]
    assert sent.endswith(
        b"x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:"
        b"d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n"
    )
    headers: dict[str, str] = {}
    body.announce(headers, signed=True)
    assert headers == {
        "x-amz-decoded-content-length": "66560",
        "content-length": str(len(sent)),
    }


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 200000])
@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("name", [None, "CRC32", "SHA256", "CRC64NVME"])
def test_the_length_is_that_of_what_is_sent(size: int, signed: bool, name: str | None) -> None:
    pieces = [b"x" * 1000] * (size // 1000) + [b"y" * (size % 1000)]
    trailer = None if name is None else (f"x-amz-checksum-{name.lower()}", ALGORITHMS[name])
    body = aws_chunked.AwsChunked(pieces, size, trailer)
    if signed:
        body.seal = lambda: seal("00")
    headers: dict[str, str] = {}
    body.announce(headers, signed=signed)
    assert headers["content-length"] == str(len(b"".join(body)))
    # A second sending is the same.
    assert b"".join(body) == b"".join(body)


@pytest.mark.parametrize(
    ("url", "payload"),
    [
        ("https://s3/b/k", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("http://s3/b/k", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
    ],
)
def test_streams_with_trailers(url: str, payload: str) -> None:
    it = request("PUT", url, headers={"content-encoding": "gzip"})
    config: Any = None
    it.content = trailing("CRC32")([b"abc", b"def"], it.headers, config)
    s3_signer().sign(it)
    assert it.headers["x-amz-content-sha256"] == payload
    assert it.headers["content-encoding"] == "gzip,aws-chunked"
    assert it.headers["x-amz-trailer"] == "x-amz-checksum-crc32"
    sent = b"".join(it.content)
    assert it.headers["content-length"] == str(len(sent))
    assert (b"chunk-signature" in sent) == url.startswith("http:")


def test_s3_wants_lengths() -> None:
    for url in ("https://s3/b/k", "http://s3/b/k"):
        with pytest.raises(SerializationError, match="how long"):
            s3_signer().sign(request("PUT", url, content=iter([b"a"])))
    it = request("PUT", "http://s3/b/k", content=iter([b"abc"]), headers={"content-length": "3"})
    s3_signer().sign(it)
    assert it.headers["x-amz-content-sha256"] == "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
    assert it.headers["x-amz-decoded-content-length"] == "3"


def test_a_body_that_can_be_read_but_once_is_refused() -> None:
    with pytest.raises(SerializationError, match="the body is signed"):
        suite_signer().sign(request(content=iter([b"a"])))


def test_rotated_credentials_are_asked_for_until_they_last() -> None:
    calls: list[int] = []

    def rotate() -> AwsCredentials:
        calls.append(1)
        return AwsCredentials(f"KEY{len(calls)}", "secret")

    signer = aws_auth.SigV4Signer(aws_auth.SigV4("s"), rotate, "r")
    for count in (1, 2):
        it = request()
        signer.sign(it)
        assert f"Credential=KEY{count}/" in it.headers["authorization"]

    def lasting() -> AwsCredentials:
        calls.append(1)
        return AwsCredentials("KEY", "secret", expiration=datetime(9000, 1, 1, tzinfo=UTC))

    calls.clear()
    signer = aws_auth.SigV4Signer(aws_auth.SigV4("s"), lasting, "r")
    for _ in range(3):
        signer.sign(request())
    assert len(calls) == 1


def test_a_wrong_clock_is_set() -> None:
    signer = suite_signer()
    it = request()
    signer.sign(it)
    late = {"date": "Sun, 30 Aug 2015 13:36:00 GMT"}
    assert not signer.challenged(500, late, it)
    assert not signer.challenged(403, {"date": "Sun, 30 Aug 2015 12:37:00 GMT"}, it)
    assert not signer.challenged(403, {"date": "yesterday"}, it)
    assert signer.challenged(403, late, it)
    assert not signer.challenged(403, late, it)
    it = request()
    signer.sign(it)
    assert it.headers["x-amz-date"] == "20150830T133600Z"


def test_secrets_do_not_show() -> None:
    credentials = AwsCredentials("AKID", "very-secret", "tok")
    assert "very-secret" not in repr(credentials)
    assert "AKID" not in repr(credentials)
    with pytest.raises(ConfigurationError) as caught:
        AwsCredentials("AKID", "very-secret\n")
    assert "very-secret" not in str(caught.value)


PATHS = [
    "/",
    "/a/b",
    "/a%20b/c",
    "/a//b/",
    "/./a/../b",
    "/%E1%88%B4",
    "/a/..",
    "/a+b/*x",
    "/~me/./x",
]
QUERIES = ["", "b=2&a=1", "a=2&a=1", "k=a%2Fb&k2", "x=%20&x=", "A=1&a=2&a-b=3", "q=a~b%2B"]


@pytest.mark.parametrize("service", ["execute-api", "s3"])
def test_botocore_signs_the_same(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore import auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    monkeypatch.setattr(auth, "get_current_datetime", lambda: datetime(2013, 5, 24), raising=False)
    draw = random.Random(1)
    for _ in range(300):
        path, query = draw.choice(PATHS), draw.choice(QUERIES)
        url = f"https://host.example.com{path}" + (f"?{query}" if query else "")
        headers = {
            name: value
            for name, value in [
                ("content-type", "application/json; charset=utf-8"),
                ("x-amz-target", "A.B"),
                ("accept", "a,  b"),
                ("user-agent", "no"),
                ("x-amz-meta-name", "  much   room "),
            ]
            if draw.random() < 0.5
        }
        token = draw.choice([None, "TOKEN"])
        content = draw.choice([b"", b"abc"])
        theirs = AWSRequest("POST", url, headers=dict(headers), data=content)
        kind = auth.S3SigV4Auth if service == "s3" else auth.SigV4Auth
        if service == "s3":
            theirs.context["payload_signing_enabled"] = True
            theirs.context["client_config"] = SimpleNamespace(
                s3={"payload_signing_enabled": True}, request_checksum_calculation="when_required"
            )
        kind(Credentials(*S3_KEY, token), service, "us-east-1").add_auth(theirs)
        scheme = s3_auth.S3SigV4(service) if service == "s3" else aws_auth.SigV4(service)
        moment = datetime.strptime(theirs.context["timestamp"], "%Y%m%dT%H%M%SZ")
        signer = scheme.signs(
            scheme,
            AwsCredentials(*S3_KEY, token),
            "us-east-1",
            lambda moment=moment: moment.replace(tzinfo=UTC).timestamp(),
        )
        ours = request("POST", url, headers=dict(headers), content=content)
        signer.sign(ours)
        assert ours.headers["authorization"] == theirs.headers["Authorization"], (url, headers)


def test_the_key_is_derived_once_a_day() -> None:
    signer = suite_signer()
    credentials = AwsCredentials(*SUITE_KEY)
    first = signer.key(credentials, "20150830")
    assert signer.key(credentials, "20150830") is first
    assert signer.key(credentials, "20150831") != first


def test_empty_is_the_hash_of_nothing() -> None:
    assert hashlib.sha256(b"").hexdigest() == sigv4.EMPTY
