"""Credentials as a server judges them, by computations of its own.

Nothing here shares a line with the runtime of emitted packages.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from serving import Seen

KEY = "AKIDEXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
REGION = "eu-test-1"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def basic(seen: Seen) -> tuple[str, str] | None:
    """Return the name and the password of a request."""
    scheme, _, token = seen.headers.get("authorization", "").partition(" ")
    if scheme != "Basic":
        return None
    name, _, password = b64decode(token).decode().partition(":")
    return name, password


@dataclass
class Digests:
    """A server that asks for digests, and counts how its nonces are used.

    Attributes:
        algorithm: Which one to ask for.
        qop: What to protect.
        nonce: What is good now.
        counts: How often each nonce was used.
    """

    algorithm: str = "SHA-256"
    qop: str = "auth"
    nonce: str = "first"
    realm: str = 'the "cellar"'
    counts: dict[str, int] = field(default_factory=dict[str, int])

    def challenge(self) -> str:
        realm = self.realm.replace('"', '\\"')
        return (
            f'Basic realm="elsewhere", Digest realm="{realm}", nonce="{self.nonce}", opaque="o", '
            f'algorithm={self.algorithm}, qop="{self.qop}"'
        )

    def accepts(self, seen: Seen, name: str, password: str) -> bool:
        header = seen.headers.get("authorization", "")
        if not header.startswith("Digest "):
            return False
        pairs = re.findall(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^",\s]+))', header)
        said = {key: re.sub(r"\\(.)", r"\1", quoted) or bare for key, quoted, bare in pairs}
        if said["nonce"] != self.nonce or said["uri"] != seen.target or said["opaque"] != "o":
            return False
        count = self.counts.get(self.nonce, 0) + 1
        if int(said["nc"], 16) != count or len(said["cnonce"]) < 8:
            return False
        hashed: Callable[[bytes], str] = (
            sha256 if self.algorithm == "SHA-256" else lambda data: hashlib.md5(data).hexdigest()
        )
        first = hashed(f"{name}:{self.realm}:{password}".encode())
        action = f"{seen.method}:{seen.target}"
        if said["qop"] == "auth-int":
            action += f":{hashed(seen.body)}"
        second = hashed(action.encode())
        middle = f"{self.nonce}:{said['nc']}:{said['cnonce']}:{said['qop']}"
        if hashed(f"{first}:{middle}:{second}".encode()) != said["response"]:
            return False
        self.counts[self.nonce] = count
        return True


@dataclass
class Signature:
    """A signature that was found to be good.

    Attributes:
        key: The signing key.
        moment: When it was signed.
        scope: What for.
        value: Itself.
        signed: The headers that it covers.
    """

    key: bytes
    moment: str
    scope: str
    value: str
    signed: list[str]

    def next(self, kind: str, hashes: str) -> str:
        """Return the signature of what comes next."""
        text = f"AWS4-HMAC-SHA256-{kind}\n{self.moment}\n{self.scope}\n{self.value}\n{hashes}"
        self.value = hmac.new(self.key, text.encode(), "sha256").hexdigest()
        return self.value


def signing_key(scope: str, secret: str = SECRET) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), "sha256").digest()
    return key


def signature(seen: Seen, service: str, *, secret: str = SECRET) -> Signature:
    """Recompute the signature of a request; it must be the one that was sent."""
    path, _, query = seen.target.partition("?")
    pairs = [
        (unquote(name), unquote(value))
        for name, _, value in (part.partition("=") for part in query.split("&") if part)
    ]
    header = seen.headers.get("authorization")
    if header is not None:
        found = re.fullmatch(
            r"AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), SignedHeaders=([^,]+), Signature=(.+)",
            header,
        )
        assert found is not None, header
        key_id, scope, names, value = found.groups()
        moment = seen.headers["x-amz-date"]
    else:
        given = dict(pairs)
        key_id, _, scope = given["X-Amz-Credential"].partition("/")
        names, value, moment = (
            given[f"X-Amz-{name}"] for name in ("SignedHeaders", "Signature", "Date")
        )
        pairs.remove(("X-Amz-Signature", value))
    assert key_id == KEY
    assert scope == f"{moment[:8]}/{REGION}/{service}/aws4_request"
    signed = names.split(";")
    assert signed == sorted(signed) and "host" in signed
    if header is not None:
        assert all(name in signed for name in seen.headers if name.startswith("x-amz-"))
    if service != "s3":
        # No path of these tests has anything to normalise.
        path = quote(path, safe="/-._~")
    payload = seen.headers.get("x-amz-content-sha256")
    if payload is None:
        payload = "UNSIGNED-PAYLOAD" if header is None and service == "s3" else sha256(seen.body)
    lines = [f"{name}:{' '.join(seen.headers[name].split())}" for name in signed]
    encoded = sorted((quote(a, safe="-._~"), quote(b, safe="-._~")) for a, b in pairs)
    canonical = "\n".join(
        [seen.method, path, "&".join(f"{a}={b}" for a, b in encoded), *lines, "", names, payload]
    )
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{sha256(canonical.encode())}"
    key = signing_key(scope, secret)
    assert hmac.new(key, text.encode(), "sha256").hexdigest() == value, canonical
    return Signature(key, moment, scope, value, signed)


EMPTY = sha256(b"")


def chunked(seen: Seen, good: Signature | None) -> tuple[bytes, dict[str, str]]:
    """Undo `aws-chunked`, and check each signature where chunks are signed."""
    rest, body = seen.body, b""
    while True:
        line, _, rest = rest.partition(b"\r\n")
        size, _, extension = line.partition(b";")
        length = int(size, 16)
        data, rest = rest[:length], rest[length:]
        if good is not None:
            expected = good.next("PAYLOAD", f"{EMPTY}\n{sha256(data)}")
            assert extension == f"chunk-signature={expected}".encode()
        else:
            assert not extension
        if not length:
            break
        assert rest[:2] == b"\r\n"
        rest, body = rest[2:], body + data
    assert rest.endswith(b"\r\n")
    lines = [line.decode().partition(":") for line in rest[:-2].split(b"\r\n") if line]
    trailers = {name: value for name, _, value in lines}
    if good is not None and trailers:
        last = trailers.pop("x-amz-trailer-signature")
        covered = "".join(f"{name}:{value}\n" for name, value in trailers.items())
        assert last == good.next("TRAILER", sha256(covered.encode()))
    assert len(body) == int(seen.headers["x-amz-decoded-content-length"])
    return body, trailers


def crc32(body: bytes) -> str:
    return b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()


def crc32c(body: bytes) -> str:
    value = 0xFFFFFFFF
    for byte in body:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
    return b64encode((value ^ 0xFFFFFFFF).to_bytes(4, "big")).decode()


def events(seen: Seen, good: Signature) -> Iterator[bytes]:
    """Yield events out of the messages that sign them; the last one is empty and not given out."""
    rest = seen.body
    while True:
        total, headers_length, _ = struct.unpack_from(">III", rest)
        message, rest = rest[:total], rest[total:]
        assert zlib.crc32(message[:-4]) == struct.unpack(">I", message[-4:])[0]
        headers, payload = message[12 : 12 + headers_length], message[12 + headers_length : -4]
        date, told = headers[:15], headers[15:]
        assert date[:7] == b"\x05:date\x08"
        assert told[:20] == b"\x10:chunk-signature\x06\x00\x20"
        seconds = int.from_bytes(date[7:], "big") / 1000
        good.moment = datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%dT%H%M%SZ")
        expected = good.next("PAYLOAD", f"{sha256(date)}\n{sha256(payload)}")
        assert told[20:].hex() == expected
        if not payload:
            assert not rest
            return
        yield payload
