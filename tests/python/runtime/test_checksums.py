"""Checksums: the sums of `123456789` that every list of CRCs gives, in both directions."""

from __future__ import annotations

import hashlib
import io
import zlib
from base64 import b64encode
from typing import Any

import pytest

from smithyc_runtime.checksums import checksum, content_md5, validation, wanted
from smithyc_runtime.compression import compress
from smithyc_runtime.config import BaseConfig
from smithyc_runtime.errors import APIResponseValidationError, SerializationError
from smithyc_runtime.glacier import hashes

CONFIG = BaseConfig(base_url="http://localhost")
DATA = b"123456789"
SUMS = {
    "CRC32": "cbf43926",
    "CRC32C": "e3069283",
    "CRC64NVME": "ae8b14860a799888",
    "MD5": "25f9e794323b453885f5181f1b624d0b",
    "SHA1": "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
    "SHA256": "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
    "SHA512": hashlib.sha512(DATA).hexdigest(),
}


def sent(name: str) -> str:
    return b64encode(bytes.fromhex(SUMS[name])).decode()


@pytest.mark.parametrize("name", SUMS)
@pytest.mark.parametrize("body", [DATA, bytearray(DATA), io.BytesIO(DATA), [b"1234", b"56789"]])
def test_a_request_is_summed_up(name: str, body: Any) -> None:
    headers: dict[str, str] = {}
    assert checksum(name, "x-algorithm")(body, headers, CONFIG) is body
    assert headers == {f"x-amz-checksum-{name.lower()}": sent(name), "x-algorithm": name}
    if isinstance(body, io.BytesIO):
        assert body.read() == DATA
        body.seek(0)


def test_what_the_caller_gives_stands() -> None:
    headers = {"x-amz-checksum-sha1": "mine"}
    checksum(None)(DATA, headers, CONFIG)
    content_md5(DATA, headers, CONFIG)
    assert headers == {"x-amz-checksum-sha1": "mine"}
    headers = {"content-md5": "mine"}
    content_md5(DATA, headers, CONFIG)
    assert headers == {"content-md5": "mine"}
    headers = {}
    content_md5(None, headers, CONFIG)
    assert headers == {"content-md5": b64encode(hashlib.md5(b"").digest()).decode()}
    wanted("x-mode")(None, headers, CONFIG)
    assert headers["x-mode"] == "ENABLED"


def test_what_can_be_read_but_once_is_not_summed_up() -> None:
    headers: dict[str, str] = {}
    checksum(None)(iter([DATA]), headers, CONFIG)
    assert headers == {}
    for step in (checksum("SHA1"), checksum(None, required=True), content_md5):
        with pytest.raises(SerializationError, match="seek"):
            step(iter([DATA]), headers, CONFIG)
    with pytest.raises(SerializationError, match="'SUM1'"):
        checksum("SUM1")


@pytest.mark.parametrize("name", SUMS)
def test_a_response_is_compared(name: str) -> None:
    find = validation(*SUMS)
    found = find(200, {f"x-amz-checksum-{name.lower()}": sent(name)})
    assert found is not None and found.algorithm == name
    found.update(DATA[:4])
    found.update(DATA[4:])
    found.finish()
    found.update(b"more")
    with pytest.raises(APIResponseValidationError, match=name):
        found.finish()


def test_only_what_covers_the_body_is_compared() -> None:
    find = validation("CRC32", "SHA256")
    assert find(200, {}) is None
    assert find(200, {"x-amz-checksum-sha1": sent("SHA1")}) is None
    assert find(206, {"x-amz-checksum-crc32": sent("CRC32")}) is None
    assert find(200, {"x-amz-checksum-crc32": "y/Q5Jg==-3"}) is None
    both = {"x-amz-checksum-sha256": sent("SHA256"), "x-amz-checksum-crc32": sent("CRC32")}
    first = find(200, both)
    assert first is not None and first.algorithm == "CRC32"


def test_what_is_large_enough_is_compressed() -> None:
    def packed(body: Any, config: BaseConfig = CONFIG, **headers: str) -> tuple[Any, Any]:
        given = {name.replace("_", "-"): text for name, text in headers.items()}
        return compress(body, given, config), given.get("content-encoding")

    large = b"x" * 10240
    assert packed(large[1:]) == (large[1:], None)
    assert packed(None) == (None, None)
    body, encoding = packed(large, content_encoding="custom")
    assert encoding == "custom, gzip"
    assert zlib.decompress(body, wbits=31) == large
    body, encoding = packed(iter([b"a", b"b"]))
    assert (zlib.decompress(b"".join(body), wbits=31), encoding) == (b"ab", "gzip")
    off = BaseConfig(base_url="http://localhost")
    off.disable_request_compression = True
    assert packed(large, off) == (large, None)


def test_the_tree_of_a_large_archive() -> None:
    def tree(leaves: list[bytes]) -> str:
        while len(leaves) > 1:
            pairs = [leaves[at : at + 2] for at in range(0, len(leaves), 2)]
            leaves = [hashlib.sha256(b"".join(p)).digest() if len(p) > 1 else p[0] for p in pairs]
        return leaves[0].hex()

    data = bytes(range(256)) * 4096 * 2 + b"rest"
    size = 1024 * 1024
    expected = tree(
        [hashlib.sha256(data[i : i + size]).digest() for i in range(0, len(data), size)]
    )
    for body in (data, io.BytesIO(data)):
        headers: dict[str, str] = {}
        hashes(body, headers, CONFIG)
        assert headers["x-amz-sha256-tree-hash"] == expected
        assert headers["x-amz-content-sha256"] == hashlib.sha256(data).hexdigest()
