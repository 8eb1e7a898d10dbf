"""What Amazon S3 wants of signatures.

Paths are signed as they are sent, a header holds the hash of the body, and the chunks of a stream
are signed, or, where TLS guards them, are not.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from .aws_auth import SHA256_HEADER, SigV4, SigV4Signer
from .aws_chunked import AwsChunked, known_length
from .errors import SerializationError
from .sigv4 import EMPTY, UNSIGNED, Seal, Url

if TYPE_CHECKING:
    from collections.abc import Callable

    from .auth import Signable
    from .aws_credentials import AwsCredentials

_UNSIGNED_CHUNKS = "STREAMING-UNSIGNED-PAYLOAD"
_SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"


class S3Signer(SigV4Signer):
    """Signs as S3 wants it."""

    presigned_payload = UNSIGNED

    def payload(self, request: Signable) -> str | None:
        """Return what stands for the body, and say it in a header.

        Args:
            request: The request; a stream may be wrapped.

        Raises:
            SerializationError: If the length of a stream is not known.
        """
        given = request.headers.get(SHA256_HEADER)
        if given is None:
            given = request.headers[SHA256_HEADER] = self._payload(request)
        return given

    def _payload(self, request: Signable) -> str:
        content, headers = request.content, request.headers
        if content is None:
            return EMPTY
        if self.scheme.unsigned_payload:
            return UNSIGNED
        if isinstance(content, bytes):
            return sha256(content).hexdigest()
        safe = request.url.startswith("https:")
        if not isinstance(content, AwsChunked):
            length = known_length(content, headers)
            if safe:
                if length is not None:
                    headers["content-length"] = str(length)
                return self._measured(length, UNSIGNED)
            content = request.content = AwsChunked(content, length)
            present = headers.get("content-encoding")
            headers["content-encoding"] = f"{present},aws-chunked" if present else "aws-chunked"
        kind = _UNSIGNED_CHUNKS if safe else _SIGNED_CHUNKS
        content.announce(headers, signed=not safe)
        return self._measured(content.length, f"{kind}-TRAILER" if content.trailer else kind)

    def _measured(self, length: int | None, payload: str) -> str:
        """Refuse what S3 refuses: a body of which it is not told the length."""
        if length is None:
            raise SerializationError(
                "S3 wants to know how long a body is: give bytes, a file that can seek, or "
                "content_length"
            )
        return payload

    def path(self, url: Url) -> str:
        """Return the path as it is sent.

        Args:
            url: The URL.
        """
        return url.path

    def sealed(
        self, request: Signable, credentials: AwsCredentials, seal: Callable[[], Seal]
    ) -> None:
        """Let chunks be signed, where the header says that they are.

        Args:
            request: The request, signed.
            credentials: What it was signed with.
            seal: Makes what signs them.
        """
        content = request.content
        if isinstance(content, AwsChunked):
            signed = request.headers[SHA256_HEADER].startswith(_SIGNED_CHUNKS)
            content.seal = seal if signed else None


class S3SigV4(SigV4):
    """Signature Version 4, as S3 wants it."""

    signs = S3Signer
